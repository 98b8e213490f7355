import { KubernetesApi } from '../../cli/cluster/api';
import { listMesh } from '../../cli/cluster/mesh-objects';
import { Mesh } from '../../model/mesh';
import { readCluster } from '../../model/read/cluster';
import { ApiServer } from './api-server';

const configMap = (name: string, namespace: string, mesh: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace, labels: { 'istio.io/rev': 'default' } },
  data: { mesh },
});

describe('the mesh that runs in a cluster', () => {
  let server: ApiServer;
  let api: KubernetesApi;

  beforeEach(async () => {
    server = await ApiServer.start(
      [
        configMap('istio', 'istio-system', 'trustDomain: shop.example\noutboundTrafficPolicy: {mode: REGISTRY_ONLY}'),
        { ...configMap('istio', 'shop', 'trustDomain: other.example'), metadata: { name: 'istio', namespace: 'shop' } },
        {
          apiVersion: 'gateway.networking.k8s.io/v1',
          kind: 'HTTPRoute',
          metadata: { name: 'shop', namespace: 'shop' },
          spec: {},
        },
      ],
      ({ path }) => {
        const groups = ['gateway.networking.k8s.io'].map((name) => ({
          name,
          versions: [{ groupVersion: `${name}/v1` }],
        }));
        return path === '/apis' ? { status: 200, body: { groups } } : undefined;
      },
    );
    api = KubernetesApi.connect({ kubeconfig: [server.kubeconfig], context: 'minikube' });
  });

  afterEach(async () => {
    api.close();
    await server.stop();
  });

  it('has the configuration that istiod reads, and no ConfigMap of the same name', async () => {
    const { manifests, notes } = await listMesh(api);
    expect(notes).toEqual([]);
    const { config } = new Mesh(readCluster(manifests, () => undefined));
    expect(config).toMatchObject({ trustDomain: 'shop.example', outboundTrafficPolicy: 'REGISTRY_ONLY' });
  });

  it('has the routes of the Gateway API', async () => {
    const { manifests } = await listMesh(api);
    expect(manifests).toContainEqual(expect.objectContaining({ kind: 'HTTPRoute' }));
  });
});
