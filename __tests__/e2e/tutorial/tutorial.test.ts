import type { ChildProcess } from 'node:child_process';
import { kubectl, running } from '../cluster';
import { answers, ask, eventually } from '../ingress';
import { MeshUnderTest } from '../mesh-under-test';
import { describeHere, ingressAddress } from '../needs';
import { countsRequests } from '../proxies';

const here = describeHere(__filename);

const HELLO = /Hello version: (v\d), instance: \S+/;

/** What `mesh` or Helm put into the cluster, definitions apart. */
const leftovers = (): string[] =>
  kubectl(
    'get',
    'deployments,services,serviceaccounts,secrets,configmaps,roles,rolebindings,clusterroles,clusterrolebindings',
    ...['-A', '-o', 'name'],
  )
    .concat(kubectl('get', 'mutatingwebhookconfigurations,validatingwebhookconfigurations,namespaces', '-o', 'name'))
    .split('\n')
    .filter((name) => /istio|kiali|grafana|prometheus|jaeger|helloworld|helm\.release/.test(name));

/** The addons that are deployed along. */
const ADDONS = (process.env['MESH_ADDONS'] ?? '').split(',').filter((name) => name !== '' && name !== 'none');

/** What answers below the address of a dashboard, whether the program has a page in it or not. */
const ANSWERS: Readonly<Record<string, string>> = {
  envoy: 'ready',
  grafana: 'api/health',
  jaeger: 'api/services',
  kiali: 'healthz',
  prometheus: 'api/v1/status/buildinfo',
};

/** The lines of a checklist that are not good; what is left out where nothing is there to look at is no fault. */
const notGood = (output: string): string[] => output.split('\n').filter((line) => /^[×‼]/.test(line));

here.each(['release', 'manifest'] as const)('the tutorial, delivered by %s', (delivery) => {
  const mesh = new MeshUnderTest({ delivery });

  beforeAll(() => {
    // Another suite's, which it deploys again where it still needs it.
    if (mesh.deployed()) mesh.destroy();
  });
  afterAll(() => {
    if (mesh.deployed()) mesh.destroy();
  });

  test('preflight finds nothing in the way', () => {
    const { code, output } = mesh.verb('preflight');
    expect(notGood(output).filter((line) => line.startsWith('×'))).toEqual([]);
    expect(code).toBe(0);
  });

  test('up deploys, and says where the application answers', async () => {
    const { output, seconds } = mesh.deploy();
    process.stderr.write(`    mesh up: ${seconds.toFixed(0)} s\n`);
    expect(output).toContain(`curl http://${ingressAddress()}/hello`);
    await answers(200, '/hello');
  });

  test('the ingress gateway answers /hello from both versions, whose pods have a sidecar', async () => {
    const seen = new Set<string>();
    for (let request = 0; request < 60 && seen.size < 2; request += 1) {
      const { status, headers, body } = await ask('/hello');
      expect([status, headers.server]).toEqual([200, 'istio-envoy']);
      seen.add(HELLO.exec(body)?.[1] ?? body);
    }
    expect([...seen].sort()).toEqual(['v1', 'v2']);
    const pods: { spec: { containers: { name: string }[]; initContainers?: { name: string }[] } }[] = JSON.parse(
      kubectl('-n', 'default', 'get', 'pods', '-l', 'app=helloworld', '-o', 'json'),
    ).items;
    for (const { spec } of pods) {
      const names = [...spec.containers, ...(spec.initContainers ?? [])].map(({ name }) => name);
      expect(names).toContain('istio-proxy');
    }
    expect((await ask('/other')).status).toBe(404);
  });

  test('verify finds everything good, and Prometheus without requests where proxies count none', async () => {
    const remarks =
      ADDONS.includes('prometheus') && !countsRequests() ? ['‼ Prometheus has the metrics of the mesh'] : [];
    await eventually(() => {
      const { code, output } = mesh.verb('verify');
      expect(notGood(output).filter((line) => !/^‼ \d+ checks/.test(line))).toEqual(remarks);
      expect(code).toBe(0);
      expect(output).toContain('√ the published routes answer through the ingress');
    });
  });

  test('a second diff changes nothing, and nothing drifts', () => {
    const diff = mesh.verb('diff');
    expect([diff.code, diff.output]).toEqual([0, expect.stringContaining('√ Nothing changes in 3 stacks')]);
    const drift = mesh.verb('drift');
    expect([drift.code, drift.output]).toEqual([0, expect.stringContaining('√ no drift')]);
  });

  test('ls names each release and what runs of it', () => {
    const { code, output } = mesh.verb('ls');
    expect(code).toBe(0);
    for (const release of ['istio-base', 'istiod', 'istio-ingressgateway', 'istio-egressgateway']) {
      expect(output).toMatch(new RegExp(`istio-system +${release} +deployed`));
    }
  });

  test('logs, routes and the map tell of what runs', () => {
    // istiod now and then says something in many lines.
    expect(mesh.verb('logs', '--tail', '100').output).toMatch(/^\d{4}-.*\t(info|warn)\t/m);
    expect(mesh.verb('routes', 'istio-ingressgateway').output).toMatch(/\/hello +helloworld\.default:5000/);
    expect(mesh.verb('routes', 'deploy/helloworld-v1').output).toContain('helloworld.default');
    const map = mesh.verb('map', '--live');
    expect(map.code).toBe(0);
    expect(map.output).toContain('helloworld');
  });

  test('the dashboard of a proxy is forwarded and answers, and those of the addons', async () => {
    const pod = kubectl('-n', 'istio-system', 'get', 'pods', '-l', 'istio=ingressgateway', '-o', 'name').trim();
    const dashboards = [['envoy', pod.replace('pod/', '').concat('.istio-system')], ...ADDONS.map((name) => [name])];
    for (const dashboard of dashboards) {
      const child = mesh.start('dashboard', ...dashboard, '--no-browser', '--port', '0');
      try {
        const url = await said(child, /http:\/\/\S+/);
        const below = `${url.replace(/\/$/, '')}/${ANSWERS[dashboard[0] ?? '']}`;
        await eventually(async () => expect((await fetch(below)).status).toBe(200));
      } finally {
        child.kill('SIGINT');
      }
    }
  });

  test('pods that lost their sidecar are told, and started again by verify --restart', async () => {
    kubectl('label', 'namespace', 'default', 'istio-injection-');
    kubectl('-n', 'default', 'delete', 'pod', '-l', 'app=helloworld,version=v1');
    kubectl('-n', 'default', 'rollout', 'status', 'deployment/helloworld-v1', '--timeout=300s');
    const unlabelled = mesh.verb('verify');
    expect([unlabelled.code, unlabelled.output]).toEqual([
      1,
      expect.stringContaining('namespace default: lacks the label istio-injection=enabled'),
    ]);
    expect(mesh.verb('up', 'hello-world').code).toBe(0);
    const bare = mesh.verb('verify');
    expect([bare.code, bare.output]).toEqual([
      1,
      expect.stringMatching(/pod default\/helloworld-v1-\S+: has no sidecar/),
    ]);
    const { output, code } = mesh.verb('verify', '--restart');
    expect(output).toContain('√ restarted Deployment default/helloworld-v1');
    expect(code).toBe(0);
    await answers(200, '/hello');
  });

  test('down leaves nothing but the definitions, and the namespace default without its label', async () => {
    const { seconds } = mesh.destroy();
    process.stderr.write(`    mesh down: ${seconds.toFixed(0)} s\n`);
    await eventually(() => expect(leftovers()).toEqual([]));
    expect(kubectl('get', 'crds', '-o', 'name')).toContain('virtualservices.networking.istio.io');
    const namespace = running<{ metadata: { labels?: Record<string, string> } }>('namespace', 'default');
    expect(namespace?.metadata.labels).not.toHaveProperty('istio-injection');
  });
});

/** The first thing of that shape that a process prints. */
function said(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (part) => {
        text += part;
        const [found] = pattern.exec(text) ?? [];
        if (found !== undefined) resolve(found);
      });
    }
    child.on('exit', () => reject(new Error(text)));
  });
}
