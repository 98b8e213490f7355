import { type Answer, ApiServer } from '../api-server';
import { bundle, mesh, projectWith } from '../mesh-process';
import { StandInTerraform } from '../stand-in-terraform';

// Every test starts processes.
jest.setTimeout(60_000);

type Json = Record<string, unknown>;

const istiod = (version: string, values: Json = {}) => ({
  name: 'istiod',
  namespace: 'istio-system',
  chart: 'istiod',
  version,
  repository: '/nonexistent-charts',
  values: [JSON.stringify(values)],
});
const project = (version: string, values: Json = {}) =>
  projectWith({
    mesh: { resources: { helm_release: { istiod: istiod(version, values) } } },
    apps: { resources: { helm_release: { apps: { ...istiod('1.0.0'), name: 'apps', chart: 'apps' } } } },
  });
const running = (tag: string, revision = 'default') => ({
  kind: 'Deployment',
  metadata: {
    name: revision === 'default' ? 'istiod' : `istiod-${revision}`,
    namespace: 'istio-system',
    labels: { app: 'istiod', 'istio.io/rev': revision },
    annotations: {
      'meta.helm.sh/release-name': revision === 'default' ? 'istiod' : `istiod-${revision}`,
      'meta.helm.sh/release-namespace': 'istio-system',
    },
  },
  spec: { template: { spec: { containers: [{ name: 'discovery', image: `docker.io/istio/pilot:${tag}` }] } } },
});
const pod = (name: string, tag: string, native = false) => ({
  kind: 'Pod',
  metadata: {
    name,
    namespace: 'shop',
    labels: { 'pod-template-hash': '7d8' },
    annotations: { 'sidecar.istio.io/status': '{"revision":"default"}' },
    ownerReferences: [{ kind: 'ReplicaSet', name: 'hello-7d8' }],
  },
  spec: {
    containers: native ? [{ name: 'hello' }] : [{ name: 'istio-proxy', image: `docker.io/istio/proxyv2:${tag}` }],
    initContainers: native ? [{ name: 'istio-proxy', image: `docker.io/istio/proxyv2:${tag}` }] : [],
  },
  status: { phase: 'Running' },
});

const run = async (args: readonly string[], cwd: string, objects: readonly Json[], answer?: Answer) => {
  const terraform = new StandInTerraform();
  const api = await ApiServer.start(objects, answer);
  const result = await mesh(args, { cwd, env: { KUBECONFIG: api.kubeconfig, PATH: terraform.PATH } });
  await api.stop();
  return { ...result, called: terraform.called() };
};

describe('an upgrade of Istio', () => {
  const JUMP = 'istiod istio-system/istiod: expected a step of one minor, got 1.26.8 -> 1.31.1';

  it('over several minors is refused before anything changes, with the next step', async () => {
    const { code, stderr, called } = await run(['up'], project('1.31.1'), [running('1.26.8')]);
    expect(stderr).toContain(JUMP);
    expect(stderr).toContain('deploy istioVersion 1.27 first (ISTIO_VERSION=1.27 mesh up)');
    expect(called).toEqual([]);
    expect(code).toBe(2);
  });

  it('over several minors is deployed by whoever asks for it, and where its stack is left out', async () => {
    expect((await run(['up', '--allow-jump'], project('1.31.1'), [running('1.26.8')])).called).toHaveLength(2);
    expect((await run(['up', 'apps'], project('1.31.1'), [running('1.26.8')])).called).toEqual(['apps apply']);
  });

  it.each([
    ['a step of one minor', '1.31.1', [running('1.30.4-distroless')]],
    ['a step back of one minor', '1.30.4', [running('1.31.1')]],
    ['another patch', '1.30.4-vendor.1', [running('1.30.3')]],
    ['a first deploy', '1.31.1', []],
    ['an istiod whose image names no version', '1.31.1', [running('latest')]],
  ])('goes ahead with %s', async (_, version, objects) => {
    expect((await run(['up'], project(version), objects)).called).toHaveLength(2);
  });

  it('is looked at by preflight, too', async () => {
    const { stdout } = await run(['preflight'], project('1.31.1'), [running('1.26.8')]);
    expect(stdout).toContain(`× the upgrade of Istio is one step that Istio supports (1.26.8 -> 1.31.1)\n    ${JUMP}`);
    const back = await run(['preflight'], project('1.29.6'), [running('1.31.1')]);
    expect(back.stdout).toContain('deploy istioVersion 1.30 first');
  });

  it('goes back as far as the older release serves what is deployed', async () => {
    const rule = { apiVersion: 'networking.istio.io/v1beta1', kind: 'DestinationRule', metadata: { name: 'web' } };
    const holding = (version: string) =>
      projectWith({
        mesh: {
          resources: { helm_release: { istiod: istiod(version), web: bundle('web', 'shop', { web: rule }) } },
        },
      });
    const { code, stderr, called } = await run(['up'], holding('1.21.6'), [running('1.22.8')]);
    expect(stderr).toContain('expected a release that serves DestinationRule v1, got 1.22.8 -> 1.21.6');
    expect(called).toEqual([]);
    expect(code).toBe(2);
    expect((await run(['up'], holding('1.22.8'), [running('1.23.6')])).called).toEqual(['mesh apply']);
  });

  it('may be two minors beside another revision, and warns of more', async () => {
    const beside = (version: string) =>
      projectWith({
        mesh: {
          resources: { helm_release: { istiod: { ...istiod(version, { revision: 'next' }), name: 'istiod-next' } } },
        },
      });
    const ok = await run(['preflight'], beside('1.31.1'), [running('1.29.6')]);
    expect(ok.stdout).toContain('√ the upgrade of Istio is one step that Istio supports (1.31.1, new)');
    const far = await run(['preflight'], beside('1.31.1'), [running('1.26.8')]);
    expect(far.stdout).toContain('got 1.26.8 (istio-system/istiod) -> 1.31.1');
    expect(far.stdout).toContain('with istioVersion 1.28 first');
  });

  it('names the workloads whose proxies are older than istiod supports, or newer', async () => {
    const { stdout } = await run(['preflight'], project('1.29.6'), [
      running('1.28.10'),
      pod('hello-7d8-a', '1.26.8'),
      pod('hello-7d8-b', '1.26.8-distroless', true),
    ]);
    expect(stdout).toContain(
      'Deployment shop/hello: expected proxies from 1.27 to 1.29 for istiod 1.29.6, got 1.26.8 (2 pods)\n    -> kubectl -n shop rollout restart deployment/hello: before the upgrade gives them 1.28.10\n',
    );
    const newer = await run(['preflight'], project('1.29.6'), [running('1.29.6'), pod('hello-7d8-a', '1.30.4')]);
    expect(newer.stdout).toContain('got 1.30.4 (1 pod)\n    -> kubectl -n shop rollout restart deployment/hello\n');
    // A node whose disk is full leaves what it evicted behind.
    const evicted = { ...pod('hello-7d8-c', '1.26.8'), status: { phase: 'Failed' } };
    const good = await run(['preflight'], project('1.29.6'), [
      running('1.28.10'),
      pod('hello-7d8-a', '1.27.9'),
      evicted,
    ]);
    expect(good.stdout).toContain('√ the proxies are of releases that istiod supports (1 pods with a proxy)');
  });

  it('says before it begins what its minor changed for these stacks', async () => {
    const folder = project('1.31.1', { pilot: { env: { PILOT_SPAWN_UPSTREAM_SPAN_FOR_GATEWAY: 'false' } } });
    const said = 'release istio-system/istiod: since 1.31 istiod no longer reads PILOT_SPAWN_UPSTREAM_SPAN_FOR_GATEWAY';
    const { stderr, called } = await run(['up'], folder, [running('1.30.4')]);
    expect(stderr).toContain(said);
    expect(called).toHaveLength(2);
    expect(JSON.parse((await run(['up', '--json'], folder, [running('1.30.4')])).stdout).notes[0]).toContain(said);
    expect((await run(['up'], folder, [running('1.31.0')])).stderr).not.toContain(said);
  });

  it.each([
    ['tcproutes', 'v1.5.1', '1.31.1', 'expected the Gateway API 1.6.0 or newer for Istio 1.31.1, got v1.5.1'],
    ['tlsroutes', 'v1.4.0', '1.30.4', 'expected the Gateway API 1.5.0 or newer for Istio 1.30.4, got v1.4.0'],
    ['tlsroutes', 'v1.4.0', '1.29.6', undefined],
    ['tcproutes', 'v1.6.0', '1.31.1', undefined],
    [
      'backendtlspolicies',
      undefined,
      '1.28.10',
      'expected the Gateway API 1.4.0 or newer for Istio 1.28.10, got of unknown version',
    ],
  ])('knows whether istiod reads %s of the Gateway API %s with Istio %s', async (plural, bundle, version, said) => {
    const definition = {
      kind: 'CustomResourceDefinition',
      metadata: {
        name: `${plural}.gateway.networking.k8s.io`,
        annotations: bundle === undefined ? {} : { 'gateway.networking.k8s.io/bundle-version': bundle },
      },
      spec: { versions: [{ name: 'v1', served: true }] },
    };
    const { stdout } = await run(['preflight'], project(version), [definition]);
    if (said === undefined) expect(stdout).toContain('√ the Gateway API is one that istiod reads');
    else expect(stdout).toContain(said);
  });
});
