import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { delivered, stackWith } from '../../policy-stack';
import { CONTEXT, KUBECONFIG, kubectl } from '../cluster';
import { describeHere } from '../needs';
import { apply, rolledOut } from '../sidecars/pods';
import { helm, REPOSITORY } from './helm';
import { say, startBeside, underTraffic } from './mesh-at';
import { application, CALLERS, GATEWAY, INGRESS, NEW, OLD, SERVERS } from './program';

const REQUESTS = Number(process.env['UPGRADE_REQUESTS'] ?? 100_000);
const SYSTEM = 'istio-system';
const TAGS = ['stable', 'canary', 'default'];

/** A release, and the istioctl that installs it. */
interface Release {
  readonly version: string;
  readonly istioctl: string;
}

const FROM: Release = { version: OLD, istioctl: process.env['UPGRADE_FROM_ISTIOCTL'] ?? '' };
const TO: Release = { version: NEW, istioctl: process.env['UPGRADE_TO_ISTIOCTL'] ?? '' };

const revisionOf = ({ version }: Release): string => version.replace(/\./g, '-');
const run = promisify(execFile);
const istioctl = (by: Release, ...args: readonly string[]) =>
  run(by.istioctl, ['--kubeconfig', KUBECONFIG, '--context', CONTEXT, ...args]);
const kubectlMeanwhile = (...args: readonly string[]) => run('kubectl', ['--context', CONTEXT, ...args]);

const install = (release: Release) => {
  const of = ['--set', 'profile=minimal', '--set', 'hub=docker.io/istio', '--set', `tag=${release.version}`];
  return istioctl(release, 'install', '--skip-confirmation', '--revision', revisionOf(release), ...of);
};
const setTag = (tag: string, release: Release) =>
  istioctl(release, 'tag', 'set', tag, '--revision', revisionOf(release), '--overwrite');
const label = (namespace: string, tag: string) =>
  kubectlMeanwhile('label', 'namespace', namespace, `istio.io/rev=${tag}`, '--overwrite');
const allRolledOut = async (namespace: string, ...names: readonly string[]) => {
  for (const name of names)
    await kubectlMeanwhile('-n', namespace, 'rollout', 'status', `deployment/${name}`, '--timeout=300s');
};
const gateway = async (release: Release) => {
  const { replicas, ports } = INGRESS;
  await helm(['upgrade', '--install', GATEWAY, 'gateway', '--repo', REPOSITORY, '--version', release.version], {
    revision: revisionOf(release),
    replicaCount: replicas,
    autoscaling: { enabled: false },
    service: { ports },
  });
  await allRolledOut(SYSTEM, GATEWAY);
};
const move = async (namespace: string, deployment: string) => {
  await label(namespace, 'canary');
  await kubectlMeanwhile('-n', namespace, 'rollout', 'restart', `deployment/${deployment}`);
  await allRolledOut(namespace, deployment);
};

/** What Istio's page on canary upgrades says to type, in its order. */
const stepsTo = (to: Release, from: Release): readonly [string, () => Promise<unknown>][] => [
  ['install', () => install(to)],
  ['canary', () => setTag('canary', to)],
  [SERVERS, () => move(SERVERS, 'server')],
  [CALLERS, () => move(CALLERS, 'caller')],
  ['gateways', () => gateway(to)],
  [
    'default',
    async () => {
      await setTag('stable', to);
      await setTag('default', to);
    },
  ],
  [
    'retire',
    async () => {
      for (const name of [SERVERS, CALLERS]) await label(name, 'stable');
      await istioctl(to, 'uninstall', '--skip-confirmation', '--revision', revisionOf(from));
    },
  ],
];

describeHere(__filename)('an upgrade by revisions with istioctl, by hand, with requests under way', () => {
  beforeAll(async () => {
    startBeside();
    await install(FROM);
    for (const tag of TAGS) await setTag(tag, FROM);
    apply(
      [SERVERS, CALLERS].map((name) => ({
        ...{ apiVersion: 'v1', kind: 'Namespace' },
        metadata: { name, labels: { 'istio.io/rev': 'stable' } },
      })),
    );
    await gateway(FROM);
    const stack = stackWith({});
    application(stack, {});
    apply(delivered(stack));
    for (const name of [SERVERS, CALLERS]) rolledOut(name);
  });

  afterAll(async () => {
    kubectl('delete', 'namespace', SERVERS, CALLERS, '--ignore-not-found');
    // Uninstalling leaves the tags.
    for (const tag of TAGS) await istioctl(TO, 'tag', 'remove', tag, '--skip-confirmation');
    await istioctl(TO, 'uninstall', '--skip-confirmation', '--purge');
    kubectl('delete', 'namespace', SYSTEM, '--ignore-not-found');
  });

  it.each([
    ['there', TO, FROM],
    ['back, after the old istiod is gone', FROM, TO],
  ])(
    `says what it loses of ${REQUESTS} %s`,
    async (_, to, from) => {
      const steps = stepsTo(to, from);
      const report = await underTraffic(async (traffic) => {
        for (const [position, [name, take]] of steps.entries()) {
          await traffic.until((REQUESTS * position) / (steps.length + 1));
          const before = traffic.total();
          const start = Date.now();
          await take();
          // What callers said meanwhile is read now.
          await new Promise((later) => setTimeout(later, 1500));
          say(`${name}: ${((Date.now() - start) / 1000).toFixed(0)} s; ${traffic.describe(before)}`);
        }
        await traffic.until(REQUESTS);
      });
      // It is what the program's own upgrade is compared with: what it loses is printed.
      expect(Object.keys(report.sent).sort()).toEqual(['HTTP/1.1', 'HTTP/2', 'gRPC']);
      expect(kubectl('-n', SYSTEM, 'get', 'deployments', '-l', 'app=istiod', '-o', 'name').trim()).toBe(
        `deployment.apps/istiod-${revisionOf(to)}`,
      );
    },
    3_600_000,
  );
});
