import { ApiServer } from './api-server';
import { bundle, mesh, projectWith } from './mesh-process';

const manifest = (weight: number) => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'VirtualService',
  metadata: { name: 'reviews', namespace: 'shop' },
  spec: { hosts: ['reviews'], http: [{ route: [{ destination: { host: 'reviews' }, weight }] }] },
});

const running = (weight: number, more: object = {}) => ({
  ...manifest(weight),
  metadata: {
    name: 'reviews',
    namespace: 'shop',
    uid: '1',
    resourceVersion: '7',
    managedFields: [
      {
        manager: 'terraform-provider-helm_v3.1.1_x5',
        operation: 'Update',
        fieldsV1: { 'f:spec': { 'f:hosts': {}, 'f:http': {} } },
      },
      {
        manager: 'kubectl-edit',
        operation: 'Update',
        time: '2026-01-31T12:00:00Z',
        fieldsV1: { 'f:spec': { 'f:http': {} } },
      },
    ],
    ...more,
  },
});

const labels = {
  kubernetes_labels: {
    Injection: {
      api_version: 'v1',
      kind: 'Namespace',
      metadata: { name: 'shop' },
      labels: { 'istio-injection': 'enabled' },
    },
  },
};

// Every test starts processes.
jest.setTimeout(60_000);

describe('mesh drift', () => {
  const cwd = projectWith({
    shop: {
      resources: {
        helm_release: { shop_routes: bundle('routes', 'shop', { 'shop/Reviews': manifest(90) }) },
        ...labels,
      },
    },
  });
  const namespace = {
    kind: 'Namespace',
    apiVersion: 'v1',
    metadata: { name: 'shop', labels: { 'istio-injection': 'enabled' } },
  };
  let api: ApiServer;

  afterEach(() => api.stop());

  it('finds nothing where everything runs as it was synthesized, and changes nothing', async () => {
    api = await ApiServer.start([running(90), namespace]);
    const { code, stdout } = await mesh(['drift'], { cwd, env: { KUBECONFIG: api.kubeconfig } });
    expect(stdout).toBe('√ no drift: 2 objects and releases run as they were synthesized\n');
    expect(code).toBe(0);
    expect(api.received.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('shows an edited weight field by field, and who edited it', async () => {
    api = await ApiServer.start([running(50), namespace]);
    const { code, stdout } = await mesh(['drift', '--json'], { cwd, env: { KUBECONFIG: api.kubeconfig } });
    expect(code).toBe(1);
    expect(JSON.parse(stdout).drifted).toEqual([
      {
        stack: 'shop',
        constructPath: 'shop/Reviews',
        what: 'VirtualService shop/reviews',
        repair: 'npm run up',
        differences: [
          {
            path: 'spec.http[0].route[0].weight',
            steps: ['spec', 'http', 0, 'route', 0, 'weight'],
            runs: 50,
            synthesized: 90,
            by: 'kubectl-edit, 2026-01-31 12:00',
          },
        ],
      },
    ]);
  });

  it('asks the server by a dry run only', async () => {
    api = await ApiServer.start([running(50), namespace]);
    await mesh(['drift'], { cwd, env: { KUBECONFIG: api.kubeconfig } });
    const writes = api.received.filter(({ method }) => method !== 'GET');
    expect(writes).toHaveLength(1);
    expect(writes[0]?.query.get('dryRun')).toBe('All');
  });

  it('names what is not in the cluster, and a label that somebody changed', async () => {
    api = await ApiServer.start([
      { ...namespace, metadata: { name: 'shop', labels: { 'istio-injection': 'disabled' } } },
    ]);
    const { code, stdout } = await mesh(['drift'], { cwd, env: { KUBECONFIG: api.kubeconfig } });
    expect(code).toBe(1);
    expect(stdout).toContain('× VirtualService shop/reviews (shop/Reviews)\n    it is not in the cluster');
    expect(stdout).toContain(
      'metadata.labels.istio-injection\n      - synthesized  enabled\n      + runs         disabled',
    );
  });

  it('leaves alone what controllers write', async () => {
    const patched = {
      ...running(90),
      spec: { ...manifest(90).spec, exportTo: ['*'] },
      metadata: {
        ...running(90).metadata,
        managedFields: [
          { manager: 'pilot-discovery', operation: 'Update', fieldsV1: { 'f:spec': { 'f:exportTo': {} } } },
        ],
      },
    };
    api = await ApiServer.start([patched, namespace]);
    const { code, stdout } = await mesh(['drift'], { cwd, env: { KUBECONFIG: api.kubeconfig } });
    expect(stdout).toContain('no drift');
    expect(code).toBe(0);
  });

  it('reports an edited weight of an HTTPRoute, but neither its status nor the defaults of the API server', async () => {
    const apiVersion = 'gateway.networking.k8s.io/v1';
    const metadata = { name: 'reviews', namespace: 'shop' };
    const folder = projectWith({
      shop: {
        resources: {
          helm_release: {
            shop_routes: bundle('routes', 'shop', {
              'shop/Reviews': {
                apiVersion,
                kind: 'HTTPRoute',
                metadata,
                spec: {
                  parentRefs: [{ name: 'door' }],
                  rules: [{ backendRefs: [{ name: 'v1', port: 80, weight: 90 }] }],
                },
              },
            }),
          },
        },
      },
    });
    // As the API server keeps it: with the group and the kind of each reference, a match of every path, and what istiod says of it.
    const kept = (weight: number) => ({
      apiVersion,
      kind: 'HTTPRoute',
      metadata: {
        ...metadata,
        generation: 1,
        managedFields: [
          {
            manager: 'terraform-provider-helm_v3.1.1_x5',
            operation: 'Update',
            fieldsV1: { 'f:spec': { '.': {}, 'f:parentRefs': {}, 'f:rules': {} } },
          },
          {
            manager: 'pilot-discovery',
            operation: 'Apply',
            subresource: 'status',
            fieldsV1: { 'f:status': { 'f:parents': {} } },
          },
        ],
      },
      spec: {
        parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'door' }],
        rules: [
          {
            matches: [{ path: { type: 'PathPrefix', value: '/' } }],
            backendRefs: [{ group: '', kind: 'Service', name: 'v1', port: 80, weight }],
          },
        ],
      },
      status: { parents: [{ parentRef: { name: 'door' }, conditions: [{ type: 'Accepted', status: 'True' }] }] },
    });
    const drift = async (weight: number) => {
      api = await ApiServer.start([kept(weight)], ({ method }) =>
        method === 'PATCH' ? { status: 200, body: kept(90) } : undefined,
      );
      return mesh(['drift'], { cwd: folder, env: { KUBECONFIG: api.kubeconfig } });
    };
    expect((await drift(90)).stdout).toContain('no drift');
    await api.stop();
    const { code, stdout } = await drift(50);
    expect(code).toBe(1);
    expect(stdout.match(/^ {4}\S.*$/gm)).toEqual(['    spec.rules[0].backendRefs[0].weight']);
  });

  describe('where a rollout is handed over', () => {
    const share = (weight: number, canary: number, more: object = {}) => ({
      name: 'canary',
      ...more,
      route: [
        { destination: { host: 'reviews', subset: 'v1' }, weight },
        { destination: { host: 'reviews', subset: 'v2' }, weight: canary },
      ],
    });
    const routing = (http: readonly object[]) => ({
      ...manifest(0),
      spec: { hosts: ['reviews'], http },
    });
    const rule = (labels: object = {}) => ({
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      metadata: { name: 'reviews', namespace: 'shop' },
      spec: { host: 'reviews', subsets: [{ name: 'v1', labels: { version: 'v1', ...labels } }] },
    });
    const writtenBy = (manager: string, object: ReturnType<typeof routing> | ReturnType<typeof rule>) => ({
      ...object,
      metadata: {
        ...object.metadata,
        managedFields: [
          {
            manager: 'terraform-provider-helm_v3.1.1_x5',
            operation: 'Update',
            fieldsV1: { 'f:spec': { 'f:host': {}, 'f:hosts': {} } },
          },
          { manager, operation: 'Update', fieldsV1: { 'f:spec': { 'f:http': {}, 'f:subsets': {} } } },
        ],
      },
    });
    const handedOver = projectWith({
      shop: {
        resources: {
          helm_release: {
            shop_rollout: bundle('rollout', 'shop', { 'shop/Routing': routing([share(100, 0)]), 'shop/Rule': rule() }),
          },
        },
      },
    });
    const differing = async (manager: string, http: readonly object[], labels: object = {}) => {
      const runs = [writtenBy(manager, routing(http)), writtenBy(manager, rule(labels))];
      api = await ApiServer.start(runs);
      const { stdout } = await mesh(['drift', '--json'], { cwd: handedOver, env: { KUBECONFIG: api.kubeconfig } });
      const drifted = JSON.parse(stdout).drifted as { differences: { path: string }[] }[];
      return drifted.flatMap(({ differences }) => differences.map(({ path }) => path));
    };
    const hash = { 'rollouts-pod-template-hash': '7d9f' };
    const header = { ...share(0, 100), name: 'testers', match: [{ headers: { team: { exact: 'qa' } } }] };

    it("leaves weights, marks and a route of the rollout's own to the controller", async () => {
      expect(await differing('rollouts-controller', [share(80, 20)], hash)).toEqual([]);
      await api.stop();
      expect(await differing('rollouts-controller', [header, share(80, 20)], hash)).toEqual([]);
    });

    it('reports what else a controller changed, and weights that somebody else moved', async () => {
      expect(await differing('rollouts-controller', [share(80, 20, { timeout: '9s' })])).toEqual([
        'spec.http[0].timeout',
      ]);
      await api.stop();
      expect(await differing('rollouts-controller', [header, share(80, 20, { timeout: '9s' })])).toEqual(['spec.http']);
      await api.stop();
      expect(await differing('kubectl-edit', [share(80, 20)])).toEqual([
        'spec.http[0].route[0].weight',
        'spec.http[0].route[1].weight',
      ]);
    });
  });

  it('refuses a stack that the project lacks, naming those it has', async () => {
    api = await ApiServer.start([]);
    const { code, stderr } = await mesh(['drift', 'shopp'], { cwd, env: { KUBECONFIG: api.kubeconfig } });
    expect(stderr).toBe('× stack "shopp": not in this project\n  -> it has shop\n');
    expect(code).toBe(2);
  });
});
