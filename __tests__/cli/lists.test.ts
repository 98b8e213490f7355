import { KubernetesApi } from '../../cli/cluster/api';
import { ApiServer } from './api-server';

describe('a list of the API', () => {
  it('is empty where the server writes null, as it does for the metadata of nothing', async () => {
    const server = await ApiServer.start([], ({ path }) =>
      path === '/api/v1/secrets'
        ? { status: 200, body: { kind: 'PartialObjectMetadataList', items: null } }
        : undefined,
    );
    const api = KubernetesApi.connect({ kubeconfig: [server.kubeconfig], context: 'minikube' });
    expect(await api.list('/api/v1/secrets', {}, { metadataOnly: true })).toEqual([]);
    expect(await api.listWithKind('/api/v1/secrets')).toEqual([]);
    api.close();
    await server.stop();
  });
});
