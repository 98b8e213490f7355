import { KubernetesApi } from '../../cli/cluster/api';
import { latestRevisions } from '../../cli/cluster/helm-releases';
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

  it('says of a revision of Helm when it was made, where its label is of the revision before', async () => {
    const labels = { owner: 'helm', name: 'istiod', status: 'failed', version: '2', modifiedAt: '1795722611' };
    const metadata = {
      name: 'sh.helm.release.v1.istiod.v2',
      namespace: 'istio-system',
      labels,
      creationTimestamp: '2026-11-26T20:48:52Z',
    };
    const server = await ApiServer.start([{ kind: 'Secret', metadata }]);
    const api = KubernetesApi.connect({ kubeconfig: [server.kubeconfig], context: 'minikube' });
    const [revision] = await latestRevisions(api);
    expect(new Date((revision?.modified ?? 0) * 1000).toISOString()).toBe('2026-11-26T20:48:52.000Z');
    api.close();
    await server.stop();
  });
});
