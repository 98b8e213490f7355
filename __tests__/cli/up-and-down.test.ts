import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiServer } from './api-server';
import { mesh, projectWith } from './mesh-process';
import { StandInTerraform } from './stand-in-terraform';

const release = (name: string, chart: string, more: object = {}) => ({
  [name]: {
    name,
    namespace: 'istio-system',
    chart,
    version: '1.30.3',
    repository: '/nonexistent-charts',
    values: ['{}'],
    ...more,
  },
});

function project(): string {
  return projectWith({
    apps: { dependencies: ['mesh'], resources: { helm_release: release('apps', 'shop') } },
    mesh: { resources: { helm_release: release('mesh', 'gateway') } },
  });
}

/** Its Deployment is called as the gateway's here. */
const KIALI = { values: ['{"fullnameOverride":"mesh"}'] };

const namespace = (name: string, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, ...metadata },
});
const gateway = (available: number) => ({
  kind: 'Deployment',
  metadata: { name: 'mesh', namespace: 'istio-system', generation: 1 },
  spec: { replicas: 1 },
  status: { observedGeneration: 1, replicas: 1, updatedReplicas: 1, availableReplicas: available },
});
const service = (address?: string) => ({
  kind: 'Service',
  metadata: { name: 'mesh', namespace: 'istio-system' },
  spec: { type: 'LoadBalancer', ports: [{ port: 80 }] },
  status: { loadBalancer: address ? { ingress: [{ ip: address }] } : {} },
});
const pending = {
  kind: 'Secret',
  metadata: {
    name: 'sh.helm.release.v1.mesh.v2',
    namespace: 'istio-system',
    labels: { owner: 'helm', name: 'mesh', status: 'pending-upgrade', version: '2', modifiedAt: '1769860800' },
  },
};

// Every test starts processes.
jest.setTimeout(60_000);

describe('mesh up', () => {
  let api: ApiServer;
  afterEach(() => api.stop());

  const run = async (
    args: readonly string[],
    objects: readonly Record<string, unknown>[],
    cwd = project(),
    env: Record<string, string> = {},
  ) => {
    const terraform = new StandInTerraform();
    api = await ApiServer.start(objects);
    const result = await mesh(args, { cwd, env: { KUBECONFIG: api.kubeconfig, PATH: terraform.PATH, ...env } });
    return { ...result, called: terraform.called(), seen: terraform.seen(), cwd };
  };

  it('deploys the stacks in order of their dependencies, waits for the gateway, and ends with the outputs', async () => {
    const { code, stdout, called } = await run(['up'], [gateway(1), service('10.0.0.1')]);
    expect(called).toEqual(['mesh apply', 'apps apply']);
    expect(stdout).toMatch(/^ {2}stack mesh: release mesh 1\.30\.3 created \d\.\d s$[\s\S]*^√ stack mesh/m);
    expect(stdout).toContain('√ gateways mesh rolled out');
    expect(stdout).toContain('apps\n  url       http://apps\n  password  (sensitive)\n');
    expect(code).toBe(0);
  });

  describe('a stack that needs another', () => {
    const mesh = {
      resources: { helm_release: { ...release('istiod', 'istiod'), ...release('mesh', 'gateway') } },
    };
    const apps = (values = '{}') => ({
      dependencies: ['mesh'],
      resources: { helm_release: release('apps', 'shop', { values: [values] }) },
      data: { kubernetes_service_v1: { door: { metadata: { name: 'mesh' } } } },
    });
    const running = [gateway(1), service('10.0.0.1')];

    it('begins once all of it but gateways is there, and reads what it shows of the cluster again', async () => {
      const WAIT_FOR = 'mesh.mesh:apps apply';
      const { code, seen, stdout } = await run(['up'], running, projectWith({ mesh, apps: apps() }), { WAIT_FOR });
      expect(seen.indexOf('mesh ended')).toBeGreaterThan(seen.findIndex((line) => line.startsWith('apps apply')));
      expect(seen.slice(-2)).toEqual(['apps refresh', 'apps ended']);
      expect(stdout).toContain('apps\n  url       http://apps/new\n');
      expect(stdout.indexOf('\nmesh\n')).toBeLessThan(stdout.indexOf('\napps\n'));
      expect(code).toBe(0);
    });

    it('begins once all of it is there, where it deploys what it reads from the cluster', async () => {
      const reading = apps('${data.kubernetes_service_v1.door.spec[0].cluster_ip}');
      const { code, seen } = await run(['up'], running, projectWith({ mesh, apps: reading }));
      expect(seen.filter((line) => !line.endsWith('init'))).toEqual([
        'mesh apply',
        'mesh ended',
        'apps apply',
        'apps ended',
      ]);
      expect(code).toBe(0);
    });

    it('is planned before its turn, where nothing of it is deployed', async () => {
      const WAIT_FOR = 'mesh.istiod:apps plan';
      const cwd = projectWith({ mesh, apps: apps() });
      const first = await run(['up'], running, cwd, { WAIT_FOR });
      expect(first.seen).toContain('apps apply its plan');
      expect(first.code).toBe(0);
      await api.stop();
      writeFileSync(join(cwd, 'terraform.apps.tfstate'), JSON.stringify({ resources: [{ mode: 'managed' }] }));
      const second = await run(['up'], running, cwd, { WAIT_FOR: 'mesh.istiod:apps init' });
      expect(second.seen).not.toContain('apps plan');
      expect(second.code).toBe(0);
    });

    it('is planned again where its state has changed meanwhile', async () => {
      const env = { WAIT_FOR: 'mesh.istiod:apps plan', STALE_PLAN: 'apps' };
      const { code, seen } = await run(['up'], running, projectWith({ mesh, apps: apps() }), env);
      expect(seen.filter((line) => line.startsWith('apps apply'))).toEqual(['apps apply its plan', 'apps apply']);
      expect(code).toBe(0);
    });
  });

  it('waits for Kiali, whose chart lets Helm take it for ready before its pod is', async () => {
    const withKiali = () =>
      projectWith({ addons: { resources: { helm_release: release('mesh', 'kiali-server', KIALI) } } });
    const { code, stdout } = await run(['up'], [gateway(1)], withKiali());
    expect([code, stdout]).toEqual([0, expect.stringContaining('√ addons mesh rolled out')]);
    await api.stop();
    const late = await run(['up', '--timeout', '0'], [gateway(0)], withKiali());
    expect(late.stderr).toContain('× addon istio-system/mesh: after 0 s 0 of 1 replicas are available');
    expect(late.code).toBe(2);
  });

  it('keeps the whole text in a log, and survives a disk without space for it', async () => {
    const { cwd } = await run(['up'], [gateway(1), service('10.0.0.1')]);
    expect(readFileSync(join(cwd, '.mesh/up.log'), 'utf8')).toContain('mesh: helm_release.mesh: complete');
    await api.stop();
    const full = project();
    mkdirSync(join(full, '.mesh/up.log'), { recursive: true });
    const { code, stdout } = await run(['up'], [gateway(1), service('10.0.0.1')], full);
    expect(stdout).toContain('‼ the log is not complete:');
    expect(stdout).not.toContain('the whole text');
    expect(code).toBe(0);
  });

  it('says that the address is pending, and what gives one', async () => {
    const { stdout } = await run(['up', 'mesh'], [gateway(1), service()]);
    expect(stdout).toContain('the address of istio-system/mesh is pending: minikube tunnel');
  });

  it('says what a gateway lacks when its time is over', async () => {
    const { code, stderr } = await run(['up', 'mesh', '--timeout', '0'], [gateway(0), service()]);
    expect(stderr).toContain('× gateway istio-system/mesh: after 0 s 0 of 1 replicas are available');
    expect(code).toBe(2);
  });

  it('goes no further where a stack fails, and gives the way out', async () => {
    const { code, stdout, stderr, called } = await run(['up'], [gateway(1)], undefined, { FAIL_STACK: 'mesh' });
    expect(called).toEqual(['mesh apply']);
    // What waited for it has not failed.
    expect(stdout).toMatch(/^× stack mesh/m);
    expect(stdout.match(/^- .* not begun$/gm)).toEqual([
      '- gateways mesh rolled out not begun',
      '- stack apps not begun',
    ]);
    expect(stderr).toContain('× mesh: helm_release.mesh: cannot re-use a name that is still in use');
    expect(stderr).toContain('-> the release is in the cluster but not in the state: helm -n NAMESPACE uninstall');
    expect(code).toBe(2);
  });

  it.each([
    [
      "a gateway's namespace that keeps the injector out",
      [namespace('istio-system', { labels: { 'istio-injection': 'disabled' } })],
      /namespace istio-system: label istio-injection=disabled keeps the gateways' pods .*\n {2}-> kubectl label namespace istio-system istio-injection-/,
    ],
    [
      'a namespace that is being deleted',
      [namespace('istio-system', { deletionTimestamp: '2026-01-31T12:00:00Z' })],
      /namespace istio-system: being deleted since 2026-01-31T12:00:00Z/,
    ],
    [
      'a release that somebody may be deploying at this moment',
      [pending],
      /release istio-system\/mesh: pending-upgrade since 2026-01-31 12:00 UTC: .*\n {2}-> if none is running: mesh up --clear-pending/,
    ],
  ])('stops before anything is changed at %s', async (_, objects, message) => {
    const { code, stderr, called } = await run(['up'], objects);
    expect(stderr).toMatch(message);
    expect(called).toEqual([]);
    expect(code).toBe(2);
  });

  it('stops at an injection label that somebody set by hand to another value', async () => {
    const cwd = projectWith({
      apps: {
        resources: {
          kubernetes_labels: {
            L: {
              api_version: 'v1',
              kind: 'Namespace',
              metadata: { name: 'default' },
              labels: { 'istio-injection': 'enabled' },
            },
          },
        },
      },
    });
    const byHand = namespace('default', {
      labels: { 'istio-injection': 'disabled' },
      managedFields: [
        {
          manager: 'kubectl-label',
          operation: 'Update',
          fieldsV1: { 'f:metadata': { 'f:labels': { 'f:istio-injection': {} } } },
        },
      ],
    });
    const { code, stderr } = await run(['up'], [byHand], cwd);
    expect(stderr).toContain(
      'namespace default: label istio-injection=disabled was set by kubectl-label; apps/L sets enabled',
    );
    expect(code).toBe(2);
  });

  it('clears what a killed deploy left half-way, and goes on', async () => {
    const cwd = project();
    mkdirSync(join(cwd, '.mesh'));
    // No process has this number: Linux counts to 4194304 at most.
    writeFileSync(join(cwd, '.mesh/running'), '99999999');
    const { code, stdout } = await run(['up'], [pending, gateway(1), service('10.0.0.1')], cwd);
    expect(stdout).toContain('‼ istio-system/mesh was left pending-upgrade: cleared revision 2');
    expect(api.objects).not.toContain(pending);
    expect(existsSync(join(cwd, '.mesh/running'))).toBe(false);
    expect(code).toBe(0);
  });

  it('keeps a state that Terraform can write nowhere, and puts it back in the next run', async () => {
    const cwd = project();
    const kept = join(cwd, 'cdktf.out/stacks/mesh/errored.tfstate');
    const first = await run(['up', 'mesh'], [gateway(1), service('10.0.0.1')], cwd, { FULL: 'mesh' });
    expect(first.stderr).toMatch(/^× mesh: the state could not be written: .*\n {2}-> make room; then mesh up again/m);
    expect(JSON.parse(readFileSync(kept, 'utf8'))).toEqual({ version: 4, serial: 3, resources: [] });
    await api.stop();
    writeFileSync(join(cwd, 'terraform.mesh.tfstate'), '{ "version": 4, "ser');
    const second = await run(['up', 'mesh'], [gateway(1), service('10.0.0.1')], cwd);
    expect(second.seen).toEqual(['mesh init', 'mesh state', 'mesh apply', 'mesh ended']);
    expect(second.stdout).toContain('the state that the run before could not write is put back');
    expect(existsSync(kept)).toBe(false);
    expect(readdirSync(cwd)).toContain('terraform.mesh.tfstate.cut-off');
  });

  it('says before it destroys that a state was cut off, where no run has kept it', async () => {
    const cwd = project();
    writeFileSync(join(cwd, 'terraform.apps.tfstate'), '{ "version": 4, "ser');
    const { code, called, stderr } = await run(['down', 'mesh'], [], cwd);
    expect(stderr).toMatch(/× stack apps: its state was cut off, as on a full disk: .*apps\.tfstate\n {2}-> make room/);
    expect(called).toEqual([]);
    expect(code).toBe(2);
  });

  const spec = { selector: { match_labels: { app: 'hello' } }, template: { metadata: {}, spec: { container: [] } } };
  const apps = {
    resources: { kubernetes_deployment_v1: { hello: { metadata: { name: 'hello', namespace: 'shop' }, spec } } },
  };
  const running = (manager: string) => ({
    kind: 'Deployment',
    metadata: { name: 'hello', namespace: 'shop', managedFields: [{ manager, operation: 'Update' }] },
  });

  describe('a Deployment of its own', () => {
    const trouble = {
      kind: 'Pod',
      metadata: { name: 'hello-1', namespace: 'shop', labels: { app: 'hello' } },
      status: {
        phase: 'Pending',
        containerStatuses: [
          {
            name: 'hello',
            image: 'docker.io/hello:9',
            state: { waiting: { reason: 'ImagePullBackOff', message: 'not found' } },
          },
        ],
      },
    };
    const spoken = 'pod shop/hello-1: image docker.io/hello:9 cannot be pulled (not found)';
    const withPods = { ...running('HashiCorp'), spec: { selector: { matchLabels: { app: 'hello' } } } };

    it('has its pods told while it is waited for', async () => {
      const env = { WAIT_FOR: 'apps.hello:nothing', AT_MOST: '6000' };
      const { stdout } = await run(['up'], [withPods, trouble], projectWith({ apps }), env);
      expect(stdout).toContain(`  stack apps: waiting: ${spoken}\n`);
    });

    it('has its pods told where it failed', async () => {
      const { stderr } = await run(['up'], [withPods, trouble], projectWith({ apps }), { EXISTS: 'apps' });
      expect(stderr).toContain(`\n× ${spoken}\n`);
    });
  });

  describe('an object that is in the cluster and not in the state', () => {
    const upOver = async (manager: string, ...options: readonly string[]) =>
      run(['up', ...options], [running(manager)], projectWith({ apps }), { EXISTS: 'apps' });

    it('is adopted where Terraform created it in a run that was killed', async () => {
      const { code, called, stdout } = await upOver('HashiCorp', '--clear-pending');
      expect(called).toEqual(['apps apply', 'apps import kubernetes_deployment_v1.hello shop/hello', 'apps apply']);
      expect(stdout).toContain('Deployment hello was left by the run that was killed: adopted');
      expect(code).toBe(0);
    });

    it.each([
      ['somebody else created it', 'kubectl-create', ['--clear-pending']],
      ['no run is known to have been killed', 'HashiCorp', []],
    ])('is left alone, with the way out, where %s', async (_, manager, options) => {
      const { code, called, stderr } = await upOver(manager, ...options);
      expect(called).toEqual(['apps apply']);
      expect(stderr).toContain(
        '"hello" already exists\n  -> it is in the cluster and not in the state: after a deploy that was killed, mesh up --clear-pending',
      );
      expect(code).toBe(2);
    });
  });

  it.each([
    ['the Helm provider lost count of its revisions', 'STUMBLE_ONCE'],
    ['istiod did not answer its webhook, as while its pod is replaced', 'WEBHOOK_ONCE'],
  ])('applies once more because %s', async (reason, variable) => {
    const { code, called, stdout } = await run(['up', 'mesh'], [gateway(1), service('10.0.0.1')], undefined, {
      [variable]: 'mesh',
    });
    expect(called).toEqual(['mesh apply', 'mesh apply']);
    expect(stdout).toContain(`once more, because ${reason}`);
    expect(code).toBe(0);
  });

  it('leaves another deploy of the same project in peace', async () => {
    const cwd = project();
    mkdirSync(join(cwd, '.mesh'));
    writeFileSync(join(cwd, '.mesh/running'), String(process.pid));
    const { code, stderr, called } = await run(['up'], [], cwd);
    expect(stderr).toContain(`another mesh up or down of this project is running (process ${process.pid})`);
    expect(called).toEqual([]);
    expect(code).toBe(2);
  });

  const onLinux = process.platform === 'linux' ? it : it.skip;
  onLinux('goes on after a deploy that was killed and that nobody has collected', async () => {
    const cwd = project();
    mkdirSync(join(cwd, '.mesh'));
    const parent = spawn('sh', ['-c', 'true & echo $!; exec sleep 60']);
    const [number] = await once(parent.stdout, 'data');
    writeFileSync(join(cwd, '.mesh/running'), String(number).trim());
    const { code } = await run(['up'], [gateway(1), service('10.0.0.1')], cwd);
    parent.kill();
    expect(code).toBe(0);
  });

  it('prints one JSON document', async () => {
    const { stdout } = await run(['up', '--json'], [gateway(1), service('10.0.0.1')]);
    expect(Object.keys(JSON.parse(stdout).stacks)).toEqual(['mesh', 'apps']);
  });
});

describe('mesh down', () => {
  const definition = { kind: 'CustomResourceDefinition', metadata: { name: 'gateways.networking.istio.io' } };
  const webhook = (releaseName: string) => ({
    kind: 'ValidatingWebhookConfiguration',
    metadata: {
      name: `istio-validator-${releaseName}`,
      annotations: { 'meta.helm.sh/release-name': releaseName, 'meta.helm.sh/release-namespace': 'istio-system' },
    },
    webhooks: [
      { name: 'rev.validation.istio.io', clientConfig: { service: { namespace: 'istio-system', name: 'istiod' } } },
    ],
  });
  const control = (): string =>
    projectWith({
      mesh: { resources: { helm_release: { ...release('istiod', 'istiod'), ...release('base', 'base') } } },
      apps: { dependencies: ['mesh'], resources: { helm_release: release('apps', 'shop') } },
    });

  const run = async (args: readonly string[], objects: readonly Record<string, unknown>[], cwd = control()) => {
    const terraform = new StandInTerraform();
    const api = await ApiServer.start(objects);
    const result = await mesh(['down', ...args], { cwd, env: { KUBECONFIG: api.kubeconfig, PATH: terraform.PATH } });
    await api.stop();
    return { ...result, called: terraform.called(), left: api.objects };
  };

  it('destroys what depends on others first, and says which definitions stay', async () => {
    const { code, stdout, called } = await run([], [definition]);
    expect(called).toEqual(['apps destroy', 'mesh destroy']);
    expect(stdout).toContain('‼ 1 CustomResourceDefinitions of Istio stay');
    expect(code).toBe(0);
  });

  it('removes its own webhooks first where nobody answers them, and only names those of others', async () => {
    const { stdout, left } = await run([], [webhook('istiod'), webhook('somebody')]);
    expect(stdout).toContain(
      '‼ webhook istio-validator-istiod: removed first, because nothing answers at istio-system/istiod',
    );
    expect(stdout).toContain('kubectl delete validatingwebhookconfiguration istio-validator-somebody');
    expect(left).toEqual([webhook('somebody')]);
  });

  const written = (namespace: string) => ({
    kind: 'ConfigMap',
    metadata: { name: 'istio-ca-root-cert', namespace, labels: { 'istio.io/config': 'true' } },
  });

  it('removes what istiod wrote into every namespace, and no other ConfigMap', async () => {
    const own = { kind: 'ConfigMap', metadata: { name: 'own', namespace: 'shop' } };
    expect((await run([], [written('shop'), own, written('default')])).left).toEqual([own]);
    expect((await run(['apps'], [written('shop')])).left).toEqual([written('shop')]);
  });

  it('leaves to another istiod what it goes on writing', async () => {
    const istiod = {
      kind: 'Deployment',
      metadata: { name: 'istiod-x', namespace: 'other', labels: { app: 'istiod' } },
    };
    expect((await run([], [istiod, written('shop')])).left).toEqual([istiod, written('shop')]);
  });

  it('does not take the mesh away from below an application', async () => {
    const cwd = control();
    writeFileSync(join(cwd, 'terraform.apps.tfstate'), JSON.stringify({ resources: [{ mode: 'managed' }] }));
    const { code, stderr, called } = await run(['mesh'], [], cwd);
    expect(stderr).toContain('× stack apps: still deployed, and needs mesh\n  -> mesh down apps mesh');
    expect(called).toEqual([]);
    expect(code).toBe(2);
  });
});
