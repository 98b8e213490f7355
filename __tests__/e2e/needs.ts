import { spawnSync } from 'node:child_process';
import { relative, sep } from 'node:path';
import { CONTEXT } from './cluster';
import { MeshUnderTest } from './mesh-under-test';

const read = (...args: string[]): string | undefined => {
  const { status, stdout } = spawnSync('kubectl', ['--context', CONTEXT, ...args], { encoding: 'utf8' });
  return status === 0 && stdout.trim() !== '' ? stdout.trim() : undefined;
};
const answers = (program: string, ...args: string[]): boolean =>
  spawnSync(program, args, { stdio: 'ignore' }).status === 0;

interface NeedOfSuite {
  readonly holds: () => boolean;
  /** What to do where it does not. */
  readonly remedy: string;
}

/** Whether no container runs: the nodes are simulated (KWOK). */
export const simulated = (): boolean => read('get', 'nodes', '-l', 'type=kwok', '-o', 'name') !== undefined;

/** Where the ingress gateway is reached. */
export const ingressAddress = (): string | undefined =>
  read(
    ...['get', 'service', 'istio-ingressgateway', '-n', 'istio-system'],
    ...['-o', 'jsonpath={.status.loadBalancer.ingress[0].ip}'],
  );

const istioRuns = (): boolean =>
  read('-n', 'istio-system', 'get', 'deployment', 'istiod', '-o', 'name', '--ignore-not-found') !== undefined;

/** What suites need beyond Terraform and a cluster. */
export const NEEDS = {
  istio: {
    holds: istioRuns,
    remedy: 'npm run up',
  },
  ingress: {
    holds: () =>
      ingressAddress() !== undefined &&
      read('-n', 'default', 'get', 'virtualservices.networking.istio.io', 'helloworld', '-o', 'name') !== undefined,
    remedy: 'npm run up, and minikube tunnel where nothing else gives LoadBalancer addresses',
  },
  'no other istio': {
    holds: () => !istioRuns() || new MeshUnderTest().deployed(),
    remedy: 'a cluster without Istio: the suite deploys and removes it',
  },
  'running pods': { holds: () => !simulated(), remedy: 'a cluster whose nodes run containers: minikube, kind, k3d' },
  'simulated pods': { holds: simulated, remedy: 'a cluster of simulated nodes (KWOK) on this machine' },
  'gateway api': {
    holds: () => read('get', 'crd', 'httproutes.gateway.networking.k8s.io', '-o', 'name') !== undefined,
    remedy: 'npx mesh definitions, and deploy GatewayApiDefinitions (TRAFFIC_API=both npm run up)',
  },
  'address of this machine': {
    holds: () => process.env['MESH_TEST_ECHO'] !== undefined,
    remedy: 'MESH_TEST_ECHO: an address of this machine that pods reach',
  },
  'a disk of its own': {
    holds: () => process.platform === 'linux' && process.getuid?.() === 0,
    remedy: 'root on Linux, to mount one that is small enough to be filled',
  },
  helm: { holds: () => answers('helm', 'version'), remedy: 'install Helm 3' },
  istioctl: {
    holds: () => answers(process.env['ISTIOCTL'] ?? 'istioctl', 'version', '--remote=false'),
    remedy: 'install istioctl, or set ISTIOCTL',
  },
  'istioctl of two releases': {
    holds: () =>
      [process.env['UPGRADE_FROM_ISTIOCTL'], process.env['UPGRADE_TO_ISTIOCTL']].every(
        (program) => program !== undefined && answers(program, 'version', '--remote=false'),
      ),
    remedy: 'UPGRADE_FROM_ISTIOCTL and UPGRADE_TO_ISTIOCTL: the istioctl of either release',
  },
} satisfies Readonly<Record<string, NeedOfSuite>>;

/** One of the needs. */
export type Need = keyof typeof NEEDS;

/** Folders and files of this one, and what they need; the others need Terraform and a cluster alone. */
export const SUITES: Readonly<Record<string, readonly Need[]>> = {
  'access/gateways.test.ts': ['istio', 'ingress', 'running pods', 'gateway api'],
  'access/': ['istio', 'ingress', 'running pods'],
  'charts/': ['helm'],
  'examples.test.ts': ['istio'],
  'observability/': ['istio', 'ingress'],
  'policy/': ['istio', 'ingress'],
  'resources/': ['istio'],
  'security/': ['istio', 'ingress'],
  'sidecars/': ['istio', 'ingress', 'running pods'],
  'testing/both-apis.test.ts': ['istio', 'ingress', 'address of this machine', 'gateway api'],
  'testing/': ['istio', 'ingress', 'address of this machine'],
  'traffic/api-switch.test.ts': ['istio', 'ingress', 'running pods', 'gateway api'],
  'traffic/gateway-api.test.ts': ['istio', 'running pods', 'gateway api'],
  'traffic/hand-over.test.ts': ['istio'],
  'traffic/routes.test.ts': ['istio', 'ingress', 'simulated pods'],
  'traffic/subset-order.test.ts': ['istio', 'ingress', 'simulated pods'],
  'tutorial/manifests.test.ts': ['simulated pods', 'no other istio'],
  'tutorial/tutorial.test.ts': ['running pods', 'no other istio'],
  'tutorial/typed.test.ts': ['running pods', 'no other istio'],
  'up/faults.test.ts': ['istio', 'ingress', 'running pods'],
  'up/full-disk.test.ts': ['a disk of its own'],
  'up/given-up.test.ts': [],
  'up/soak.test.ts': ['istio', 'ingress', 'running pods'],
  'upgrade/by-hand.test.ts': ['running pods', 'no other istio', 'helm', 'istioctl of two releases'],
  'upgrade/': ['running pods', 'no other istio'],
};

/** What a test file needs. */
export function needsOf(file: string): readonly Need[] {
  const path = relative(__dirname, file).split(sep).join('/');
  return Object.entries(SUITES).find(([suite]) => path.startsWith(suite))?.[1] ?? [];
}

/**
 * `describe` for a suite whose needs hold, `describe.skip` elsewhere. Where nothing lacks but a mesh, and pods run, the program
 * of this repository is deployed first, and left for the next suite.
 */
export function describeHere(file: string): jest.Describe {
  const needs = needsOf(file);
  const lacks = (need: Need): boolean => needs.includes(need) && !NEEDS[need].holds();
  if (!lacks('running pods') && !lacks('simulated pods') && lacks('istio') && !simulated())
    new MeshUnderTest().deploy();
  return needs.some(lacks) ? describe.skip : describe;
}
