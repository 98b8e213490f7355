import { writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Answer, ApiServer } from './api-server';
import { bundle, mesh, projectWith } from './mesh-process';
import { StandInTerraform } from './stand-in-terraform';

// Every test starts processes.
jest.setTimeout(60_000);

type Json = Record<string, unknown>;

const resource = (kind: string, name: string, namespace: string, spec: object) => ({
  apiVersion: 'networking.istio.io/v1',
  kind,
  metadata: { name, namespace },
  spec,
});

const workload = (version: string) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: `hello-${version}`, namespace: 'shop' },
  spec: { selector: {}, template: { metadata: { labels: { app: 'hello', version } } } },
});

function project(port: number): string {
  return projectWith({
    mesh: {
      resources: {
        helm_release: {
          istiod: { name: 'istiod', namespace: 'istio-system', chart: 'istiod', version: '1.30.3', values: ['{}'] },
        },
      },
    },
    shop: {
      dependencies: ['mesh'],
      resources: {
        helm_release: {
          routes: bundle('routes', 'shop', {
            gateway: resource('Gateway', 'door', 'shop', {
              selector: { istio: 'door' },
              servers: [{ hosts: ['*'], port: { name: 'http', number: port, protocol: 'HTTP' } }],
            }),
            route: resource('VirtualService', 'hello', 'shop', {
              hosts: ['*'],
              gateways: ['door'],
              http: [{ match: [{ uri: { exact: '/hello' } }], route: [{ destination: { host: 'hello' } }] }],
            }),
            service: {
              apiVersion: 'v1',
              kind: 'Service',
              metadata: { name: 'hello', namespace: 'shop' },
              spec: { selector: { app: 'hello' } },
            },
            v1: workload('v1'),
            v2: workload('v2'),
          }),
        },
        kubernetes_labels: {
          injection: {
            api_version: 'v1',
            kind: 'Namespace',
            metadata: { name: 'shop' },
            labels: { 'istio-injection': 'enabled' },
          },
        },
      },
    },
  });
}

const secret = (name: string, namespace: string, status = 'deployed') => ({
  kind: 'Secret',
  metadata: { name: `sh.helm.release.v1.${name}.v1`, namespace, labels: { owner: 'helm', name, status, version: '1' } },
});
const injector = (more: object = {}) => ({
  kind: 'MutatingWebhookConfiguration',
  metadata: {
    name: 'istio-sidecar-injector',
    annotations: { 'meta.helm.sh/release-name': 'istiod', 'meta.helm.sh/release-namespace': 'istio-system' },
  },
  webhooks: [
    {
      name: 'namespace.sidecar-injector.istio.io',
      failurePolicy: 'Fail',
      clientConfig: { caBundle: 'Y2E=', service: { namespace: 'istio-system', name: 'istiod' } },
      namespaceSelector: { matchLabels: { 'istio-injection': 'enabled' } },
      ...more,
    },
  ],
});
const validator = { ...injector(), kind: 'ValidatingWebhookConfiguration' };
const endpoints = {
  kind: 'EndpointSlice',
  metadata: { name: 'istiod-1', namespace: 'istio-system', labels: { 'kubernetes.io/service-name': 'istiod' } },
  endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true } }],
};
const istiodService = {
  kind: 'Service',
  metadata: { name: 'istiod', namespace: 'istio-system' },
  spec: { ports: [{ port: 443 }] },
};
const door = {
  kind: 'Service',
  metadata: { name: 'door', namespace: 'istio-system' },
  spec: { type: 'LoadBalancer', selector: { istio: 'door' }, ports: [] },
  status: { loadBalancer: { ingress: [{ ip: '127.0.0.1' }] } },
};
const namespaces = [
  { kind: 'Namespace', metadata: { name: 'shop', labels: { 'istio-injection': 'enabled' } } },
  { kind: 'Namespace', metadata: { name: 'istio-system' } },
];
const pod = (name: string, containers: readonly string[]) => ({
  kind: 'Pod',
  metadata: {
    name,
    namespace: 'shop',
    labels: { app: 'hello', 'pod-template-hash': '7d8' },
    ownerReferences: [{ kind: 'ReplicaSet', name: 'hello-v1-7d8' }],
  },
  spec: { containers: containers.map((container) => ({ name: container })) },
  status: { phase: 'Running' },
});
const deployment = (more: object = {}) => ({
  kind: 'Deployment',
  metadata: { name: 'hello-v1', namespace: 'shop', generation: 1 },
  spec: { replicas: 1, template: {} },
  status: { observedGeneration: 1, replicas: 1, updatedReplicas: 1, availableReplicas: 1 },
  ...more,
});
const good = (): Json[] => [
  ...namespaces,
  secret('istiod', 'istio-system'),
  secret('routes', 'shop'),
  injector(),
  validator,
  endpoints,
  istiodService,
  door,
  deployment(),
  pod('hello-v1-7d8-x', ['hello', 'istio-proxy']),
];

describe('mesh verify', () => {
  let application: http.Server;
  let answer: (count: number) => { status: number; body: string };
  let requests = 0;
  let port: number;

  beforeEach(async () => {
    requests = 0;
    answer = (count) => ({ status: 200, body: `Hello version: v${1 + (count % 2)}, instance: x` });
    application = http.createServer((_, response) => {
      const { status, body } = answer(requests++);
      response.writeHead(status).end(body);
    });
    await new Promise<void>((done) => application.listen(0, '127.0.0.1', done));
    port = (application.address() as AddressInfo).port;
  });
  afterEach(() => new Promise((done) => application.close(done)));

  const verify = async (objects: readonly Json[], args: readonly string[] = [], answering?: Answer) => {
    const api = await ApiServer.start(objects, answering);
    const result = await mesh(['verify', ...args], { cwd: project(port), env: { KUBECONFIG: api.kubeconfig } });
    await api.stop();
    return { ...result, received: api.received };
  };
  const without = (objects: readonly Json[], kind: string) => objects.filter((object) => object['kind'] !== kind);

  it('finds all well, having asked the published route until it saw every version', async () => {
    const { code, stdout } = await verify(good());
    expect(stdout).toContain('√ the releases are deployed (2 releases)');
    expect(stdout).toContain(
      `√ the published routes answer through the ingress (/hello 200 (v1, v2); http://127.0.0.1:${port})`,
    );
    expect(stdout).toContain('√ the pods that should have a sidecar have one (1 pods)');
    expect(code).toBe(0);
  });

  it('groups what it finds, with a remedy and a link for each failure', async () => {
    const { code, stdout } = await verify([
      ...without(good(), 'Deployment'),
      deployment({ spec: { replicas: 0, template: {} } }),
    ]);
    expect(stdout).toMatch(/^Control plane\n-+\n/);
    expect(stdout).toContain(
      '× the workloads are rolled out (1 workloads)\n    Deployment shop/hello-v1: scaled to 0\n    -> kubectl -n shop scale deployment/hello-v1 --replicas=1\n    see https://',
    );
    expect(code).toBe(1);
  });

  it.each([
    [
      'a release that failed',
      () => [...without(good(), 'Secret'), secret('istiod', 'istio-system', 'failed')],
      'release istio-system/istiod: failed',
    ],
    [
      'a release that is being deployed, or was when its deploy was killed',
      () => [...without(good(), 'Secret'), secret('istiod', 'istio-system', 'pending-install')],
      /release istio-system\/istiod: pending-install since .*, by a deploy that is running or was killed\n {4}-> wait for it; if no deploy is running: mesh up mesh --clear-pending/,
    ],
    ['a release that is not there', () => without(good(), 'Secret'), 'release shop/routes: not in the cluster'],
    [
      'istiod scaled down',
      () => without(good(), 'EndpointSlice'),
      'webhook istio-sidecar-injector: Service istio-system/istiod has no ready endpoint',
    ],
    [
      'a webhook without CA bundle',
      () => [
        ...without(good(), 'MutatingWebhookConfiguration'),
        injector({ clientConfig: { service: { namespace: 'istio-system', name: 'istiod' } } }),
      ],
      'no CA bundle; the API server cannot trust istiod',
    ],
    ['no injector at all', () => without(good(), 'MutatingWebhookConfiguration'), 'no sidecar injector is registered'],
    [
      'a pod without its sidecar',
      () => [...without(good(), 'Pod'), pod('bare', ['hello'])],
      'pod shop/bare: has no sidecar, and should',
    ],
    [
      'a namespace whose label was removed',
      () => [...without(good(), 'Namespace'), { kind: 'Namespace', metadata: { name: 'shop' } }],
      'namespace shop: lacks the label istio-injection=enabled of shop/injection; its new pods stay out of the mesh\n    -> mesh up shop, then mesh verify --restart\n',
    ],
    [
      'a namespace whose label says otherwise',
      () => [
        ...without(good(), 'Namespace'),
        { kind: 'Namespace', metadata: { name: 'shop', labels: { 'istio-injection': 'disabled' } } },
      ],
      'namespace shop: label istio-injection=disabled, shop/injection sets enabled; its new pods stay out of the mesh\n    -> kubectl label namespace shop istio-injection=enabled --overwrite, then mesh verify --restart\n',
    ],
  ] satisfies readonly (readonly [string, () => Json[], string | RegExp])[])(
    'finds %s',
    async (_, objects, problem) => {
      const { code, stdout } = await verify(objects());
      if (typeof problem === 'string') expect(stdout).toContain(problem);
      else expect(stdout).toMatch(problem);
      expect(code).toBe(1);
    },
  );

  it('names the pod that keeps a workload from being rolled out, and the reason', async () => {
    const { stdout } = await verify([
      ...without(without(good(), 'Deployment'), 'Pod'),
      deployment({
        spec: { replicas: 1, selector: { matchLabels: { app: 'hello' } }, template: {} },
        status: { observedGeneration: 1, replicas: 2, updatedReplicas: 1, availableReplicas: 1 },
      }),
      {
        ...pod('hello-v1-7d8-y', ['hello', 'istio-proxy']),
        status: {
          phase: 'Pending',
          containerStatuses: [
            {
              name: 'hello',
              image: 'docker.io/hello:9',
              state: { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image: not found' } },
            },
          ],
        },
      },
    ]);
    expect(stdout).toContain(
      '    Deployment shop/hello-v1: the replica of its newest version is not available; 1 of the version before still runs\n    pod shop/hello-v1-7d8-y: image docker.io/hello:9 cannot be pulled (not found)\n    -> kubectl -n shop describe deployment/hello-v1\n',
    );
  });

  it.each([
    [
      'finds a demand for mutual TLS that no pod of the namespace can enforce',
      { namespace: 'bare' },
      {},
      'PeerAuthentication bare/strict: no pod of namespace bare is in the mesh: nothing enforces it',
    ],
    [
      'says what takes the pods of an ambient namespace where none is taken',
      { namespace: 'bare' },
      { 'istio.io/dataplane-mode': 'ambient' },
      'both must run on every node; kubectl get daemonsets -A has them',
    ],
    [
      'takes ztunnel for what enforces mutual TLS',
      { namespace: 'bare', annotations: { 'ambient.istio.io/redirection': 'enabled' } },
      {},
      '√ mutual TLS holds where it is demanded (bare/strict)',
    ],
  ])('%s', async (_, metadata, labels, words) => {
    const { stdout } = await verify(
      [
        ...good(),
        { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'bare', labels } },
        { ...pod('bare', ['hello']), metadata: { name: 'bare', ...metadata } },
      ],
      [],
      ({ path }) => {
        if (path === '/apis/security.istio.io') return { status: 200, body: { preferredVersion: { version: 'v1' } } };
        const policy = { metadata: { name: 'strict', namespace: 'bare' }, spec: { mtls: { mode: 'STRICT' } } };
        return path.endsWith('/peerauthentications') ? { status: 200, body: { items: [policy] } } : undefined;
      },
    );
    expect(stdout).toContain(words);
  });

  it.each([
    ['a proxy that was started under another root certificate', '2026-01-01T09:59:00Z', true],
    ['none that was started since the root certificate was made', '2026-01-01T10:01:00Z', false],
  ])('finds %s', async (_, startedAt, found) => {
    // Both within a day: later each proxy has renewed its certificate.
    const age = Date.now() - 60 * 60 * 1000 - Date.parse('2026-01-01T10:00:00Z');
    const at = (text: string): string => new Date(Date.parse(text) + age).toISOString();
    const { stdout } = await verify([
      ...good(),
      {
        kind: 'Secret',
        metadata: {
          name: 'istio-ca-secret',
          namespace: 'istio-system',
          creationTimestamp: at('2026-01-01T10:00:00Z'),
        },
      },
      {
        ...pod('left-over', ['hello', 'istio-proxy']),
        status: {
          phase: 'Running',
          containerStatuses: [{ name: 'istio-proxy', state: { running: { startedAt: at(startedAt) } } }],
        },
      },
    ]);
    const words =
      'pod shop/left-over: its proxy is older than the root certificate of this mesh; what it sends with mutual TLS is refused\n    -> kubectl -n shop rollout restart deployment/hello-v1';
    if (found) expect(stdout).toContain(words);
    else expect(stdout).toContain("√ the proxies hold certificates of this mesh's own root");
  });

  it('tells a route that answers with an error from one that lacks a version', async () => {
    answer = () => ({ status: 503, body: 'no healthy upstream' });
    expect((await verify(good())).stdout).toContain(
      `GET http://127.0.0.1:${port}/hello: HTTP 503: no healthy upstream`,
    );
    answer = () => ({ status: 200, body: 'Hello version: v1, instance: x' });
    expect((await verify(good())).stdout).toContain('40 answers, none from version v2');
  });

  it('says of a route that nobody answered, and why istiod could not be asked', async () => {
    const istiod = {
      kind: 'Pod',
      metadata: { name: 'istiod-x', namespace: 'istio-system', labels: { app: 'istiod' } },
      spec: { containers: [{ name: 'discovery' }] },
      status: { phase: 'Running' },
    };
    await new Promise((done) => application.close(done));
    const api = await ApiServer.start([...good(), istiod], ({ path }) =>
      path.endsWith('/portforward') ? { status: 500, body: { message: 'error dialing backend: refused' } } : undefined,
    );
    const { stdout } = await mesh(['verify'], { cwd: project(port), env: { KUBECONFIG: api.kubeconfig } });
    await api.stop();
    expect(stdout).toContain(
      'istiod cannot be asked: istiod-x: error dialing backend: refused\n    -> the kubelet of its node does not answer',
    );
    expect(stdout).toContain(`(/hello no answer; http://127.0.0.1:${port})`);
  });

  it('restarts the workload of a pod without sidecar only when asked to', async () => {
    const objects = [...without(good(), 'Pod'), pod('bare', ['hello'])];
    expect((await verify(objects)).received.filter(({ method }) => method === 'PATCH')).toEqual([]);
    const { stdout, received } = await verify(objects, ['--restart', '--wait', '1']);
    const patch = received.find(({ method }) => method === 'PATCH');
    expect(patch?.path).toBe('/apis/apps/v1/namespaces/shop/deployments/hello-v1');
    expect(JSON.stringify(patch?.body)).toContain('kubectl.kubernetes.io/restartedAt');
    expect(stdout).toContain('√ restarted Deployment shop/hello-v1');
  });

  it('waits until all is good, saying what it waits for', async () => {
    // They are there a moment after the first look, however long that took to come.
    let looked = false;
    const api = await ApiServer.start(without(good(), 'EndpointSlice'), ({ path }) => {
      if (path.includes('/endpointslices') && !looked) setTimeout(() => api.objects.push(endpoints), 1000);
      looked ||= path.includes('/endpointslices');
      return undefined;
    });
    const { code, stderr } = await mesh(['verify', '--wait', '50'], {
      cwd: project(port),
      env: { KUBECONFIG: api.kubeconfig },
    });
    await api.stop();
    expect(stderr).toMatch(/not yet: something answers Istio's webhooks/);
    expect(code).toBe(0);
  });

  it('looks for policies in the version that the server prefers', async () => {
    const strict = { metadata: { name: 'strict', namespace: 'shop' }, spec: { mtls: { mode: 'STRICT' } } };
    const { stdout } = await verify([...good(), pod('bare', ['hello'])], [], ({ path }) => {
      if (path === '/apis/security.istio.io') return { status: 200, body: { preferredVersion: { version: 'v2' } } };
      return path === '/apis/security.istio.io/v2/peerauthentications'
        ? { status: 200, body: { items: [strict] } }
        : undefined;
    });
    expect(stdout).toContain('PeerAuthentication shop/strict: pod shop/bare has no proxy to enforce it');
  });

  it('prints one JSON document', async () => {
    const { stdout } = await verify(good(), ['--json']);
    expect(JSON.parse(stdout).checks[0]).toEqual({
      group: 'Control plane',
      title: 'the releases are deployed',
      status: 'good',
      note: '2 releases',
      findings: [],
      link: 'https://helm.sh/docs/helm/helm_status/',
    });
  });
});

describe('mesh preflight', () => {
  const cwd = project(80);
  const node = { kind: 'Node', metadata: { name: 'one' }, status: { allocatable: { cpu: '4', memory: '8Gi' } } };
  const preflight = async (objects: readonly Json[], answer?: Answer, folder = cwd) => {
    const api = await ApiServer.start(objects, answer);
    const result = await mesh(['preflight'], {
      cwd: folder,
      env: { KUBECONFIG: api.kubeconfig, PATH: new StandInTerraform().PATH },
    });
    await api.stop();
    return result;
  };

  it('finds nothing in the way on an empty cluster, but for the chart that is not where it should be', async () => {
    const { stdout } = await preflight([node]);
    expect(stdout).toContain(
      '√ the Kubernetes version is one that the Istio release supports (Kubernetes v1.34.4, Istio 1.30.3)',
    );
    expect(stdout).toContain(
      '√ the nodes have room for what is not deployed yet (4 CPU and 8.0 GiB free on 1 node, 0.7 CPU and 2.3 GiB requested)',
    );
    expect(stdout).toMatch(/chart istiod 1\.30\.3: not found at .*stacks\/mesh\/istiod/);
  });

  it('counts no node that takes no pods, and says which', async () => {
    const taints = ['unreachable', 'disk-pressure'].map((key) => ({
      key: `node.kubernetes.io/${key}`,
      effect: 'NoSchedule',
    }));
    const away = { ...node, metadata: { name: 'two' }, spec: { taints } };
    const beside = await preflight([node, away]);
    expect(beside.stdout).toContain(
      '‼ the nodes have room for what is not deployed yet (4 CPU and 8.0 GiB free on 1 node, 0.7 CPU and 2.3 GiB requested)\n    node two accepts no pods: unreachable, disk-pressure\n',
    );
    const alone = await preflight([away]);
    expect(alone.stdout).toContain('× the nodes have room for what is not deployed yet');
    expect(alone.stdout).not.toContain('memory: 0');
  });

  it('finds the releases of another state, and none where this state has them', async () => {
    const folder = project(80);
    const installed = [node, secret('istiod', 'istio-system'), secret('routes', 'shop', 'failed')];
    const { stdout, code } = await preflight(installed, undefined, folder);
    expect(stdout).toContain(
      '× no release belongs to another state\n    release istio-system/istiod: deployed (revision 1), and not in the state of stack mesh\n',
    );
    // Helm installs over one that failed.
    expect(stdout).not.toContain('release shop/routes: deployed');
    expect(code).toBe(1);
    const attributes = { name: 'istiod', namespace: 'istio-system' };
    const resources = [{ mode: 'managed', type: 'helm_release', instances: [{ attributes }] }];
    writeFileSync(join(folder, 'terraform.mesh.tfstate'), JSON.stringify({ resources }));
    expect((await preflight(installed, undefined, folder)).stdout).toContain('√ no release belongs to another state');
  });

  it.each([
    [
      'webhooks that an earlier Istio left behind',
      [node, injector()],
      'webhook istio-sidecar-injector: left behind by an earlier Istio: Service istio-system/istiod is gone',
    ],
    [
      'definitions that belong to nobody',
      [node, { kind: 'CustomResourceDefinition', metadata: { name: 'gateways.networking.istio.io' } }],
      'the stacks deploy no base chart',
    ],
    [
      'another Istio in its place',
      [
        node,
        deployment({
          metadata: { name: 'istiod', namespace: 'istio-system', labels: { app: 'istiod' } },
          spec: { template: { spec: { containers: [{ image: 'pilot:1.20.0' }] } } },
        }),
      ],
      'istio-system/istiod: another control plane, revision default, pilot:1.20.0',
    ],
    [
      'too little memory',
      [{ ...node, status: { allocatable: { cpu: '4', memory: '1Gi' } } }],
      'memory: 1.0 GiB free, 2.3 GiB requested',
    ],
    [
      'a release left half-way',
      [node, secret('istiod', 'istio-system', 'pending-install')],
      'release istio-system/istiod: pending-install',
    ],
  ])('finds %s', async (_, objects, problem) => {
    expect((await preflight(objects)).stdout).toContain(problem);
  });

  it.each([
    ['1.17.2', 'v1', 'a newer Istio was here: gateways.networking.istio.io stores v1, which 1.17.2 has not\n'],
    ['1.17.2', 'v1beta1', '√ left-over definitions of Istio can be taken over (1, and release istio-base adopts them)'],
    ['1.30.3', 'v1', '√ left-over definitions of Istio can be taken over (1, and release istio-base adopts them)'],
  ])('knows whether the base chart of %s can go over definitions that store %s', async (version, stored, said) => {
    const definition = {
      kind: 'CustomResourceDefinition',
      metadata: { name: 'gateways.networking.istio.io' },
      spec: { group: 'networking.istio.io', names: { kind: 'Gateway' } },
      status: { storedVersions: ['v1alpha3', stored] },
    };
    const base = { name: 'istio-base', namespace: 'istio-system', chart: 'base', version, take_ownership: true };
    const folder = projectWith({ mesh: { resources: { helm_release: { base } } } });
    expect((await preflight([node, definition], undefined, folder)).stdout).toContain(said);
  });

  it('names every permission that the user lacks', async () => {
    const { code, stdout } = await preflight([node], ({ path, body }) => {
      if (!path.endsWith('/selfsubjectaccessreviews')) return undefined;
      const spec = body?.['spec'] as { resourceAttributes?: { resource: string; verb: string } } | undefined;
      const { resource, verb } = spec?.resourceAttributes ?? { resource: '', verb: '' };
      return {
        status: 201,
        body: { status: { allowed: resource !== '*' && !(resource === 'virtualservices' && verb !== 'patch') } },
      };
    });
    expect(stdout).toContain('    may not create, delete virtualservices.networking.istio.io in namespace shop\n');
    expect(code).toBe(1);
  });

  it('looks at the tools even where no server answers, and ends with 2', async () => {
    const { code, stdout } = await preflight([], () => ({ status: 401, body: { message: 'Unauthorized' } }));
    expect(stdout).toContain('√ Terraform or OpenTofu is installed');
    expect(stdout).toContain('× the API server answers and accepts the credentials (could not check)');
    expect(code).toBe(2);
  });
});
