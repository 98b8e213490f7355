import { kubectl } from '../cluster';
import { eventually } from '../ingress';
import { describeHere, NEEDS } from '../needs';
import { helm, REPOSITORY } from './helm';
import { MeshAt, say, underTraffic } from './mesh-at';
import { NodeProcesses } from './node-processes';
import { byRevisions, NEW, OLD, STACK, STEPS } from './program';
import { type Readiness, readinessOf } from './readiness';
import { countOf, type Traffic } from './traffic';

const REQUESTS = Number(process.env['UPGRADE_REQUESTS'] ?? 100_000);

const revision = (version: string): string => version.replace(/\./g, '-');
const [old, next] = [revision(OLD), revision(NEW)];
const SECOND = `istio-ingressgateway-${next}`;

/** What the plan of each step changes, and nothing else. */
const PLANS: readonly (readonly RegExp[])[] = [
  [/^istio-base will be updated/, new RegExp(`^istiod-${next} will be created`)],
  [/^istio-revision-tag-canary will be updated/],
  [/^Mesh_Namespace-upgrade-servers_.* will be updated/, /upgrade-servers will be updated/],
  [/^Mesh_Namespace-upgrade-callers_.* will be updated/, /upgrade-callers will be updated/],
  [/^istio-ingressgateway will be updated/, new RegExp(`^${SECOND} will be created`)],
  [/^istio-ingressgateway will be updated/],
  [
    /^istio-base will be updated/,
    /^istio-revision-tag-default will be updated/,
    /^istio-revision-tag-stable will be updated/,
  ],
  [
    /^Mesh_Namespace-upgrade-callers_.* will be updated/,
    /^Mesh_Namespace-upgrade-servers_.* will be updated/,
    new RegExp(`^${SECOND} will be destroyed`),
    new RegExp(`^istiod-${old} will be destroyed`),
  ],
];

const nameOf = (step: number): string => (step === 0 ? 'before' : JSON.stringify(STEPS[step - 1]).replace(/"/g, ''));

describeHere(__filename)('an upgrade by revisions, with requests under way', () => {
  const mesh = new MeshAt();
  const THERE = STEPS.map((_, index) => index + 1);
  const BACK = STEPS.map((_, index) => STEPS.length - 1 - index);
  /** How many steps are done. */
  let at = 0;
  const synth = (step: number) => {
    at = step;
    mesh.synth(byRevisions(step));
  };

  beforeAll(() => mesh.begin(byRevisions(0)));
  afterAll(() => mesh.destroy());

  const expectPlan = (changes: readonly RegExp[], isBack: boolean): void => {
    const plan = mesh.plan();
    const opposite = (change: RegExp) =>
      new RegExp(change.source.replace(/created|destroyed/, (word) => (word === 'created' ? 'destroyed' : 'created')));
    for (const change of changes)
      expect(plan).toContainEqual(expect.stringMatching(isBack ? opposite(change) : change));
    expect(plan).toHaveLength(changes.length);
  };

  const take = async (step: number, isBack: boolean, traffic: Traffic): Promise<void> => {
    const before = traffic.total();
    synth(step);
    expectPlan(PLANS[isBack ? step : step - 1] ?? [], isBack);
    const start = Date.now();
    await mesh.up();
    const seconds = ((Date.now() - start) / 1000).toFixed(0);
    expect(mesh.plan()).toEqual([]);
    const { code, text } = await mesh.gates();
    say(`${isBack ? 'back to ' : ''}${nameOf(step)}: up ${seconds} s; ${traffic.describe(before)}`);
    if (code !== 0) throw new Error(text);
  };

  it.each([
    ['there', THERE],
    ['back, after the old istiod is gone', BACK],
  ])(
    `loses none of ${REQUESTS} %s`,
    async (_, steps) => {
      const report = await underTraffic(async (traffic) => {
        for (const [position, step] of steps.entries()) {
          await traffic.until((REQUESTS * position) / (steps.length + 1));
          await take(step, steps[0] !== 1, traffic);
        }
        await traffic.until(REQUESTS);
      });
      expect({ failed: report.failed, first: report.first }).toEqual({ failed: {}, first: {} });
      expect(Object.keys(report.sent).sort()).toEqual(['HTTP/1.1', 'HTTP/2', 'gRPC']);
    },
    3_600_000,
  );

  (NEEDS.helm.holds() ? it : it.skip)(
    'has a new revision ready at most 1.2 times as late as Helm alone brings it up',
    async () => {
      const rounds: { readonly ours: Readiness; readonly helms: Readiness }[] = [];
      const from = (version: string) => ['--repo', REPOSITORY, '--version', version, '--wait'];
      for (let round = 0; round < 3; round += 1) {
        synth(1);
        const ours = await readinessOf(`istiod-${next}`, async () => {
          const took = new RegExp(`release istiod-${next} \\S+ created ([\\d.]+) s`).exec(await mesh.up())?.[1];
          return Number(took);
        });
        const values = JSON.parse(await helm(['get', 'values', `istiod-${next}`, '-o', 'json']));
        synth(0);
        await mesh.up();
        const definitions = JSON.parse(await helm(['get', 'values', 'istio-base', '-o', 'json']));
        const helms = await readinessOf('istiod-alone', async () => {
          await helm(['upgrade', 'istio-base', 'base', ...from(NEW)], definitions);
          const start = Date.now();
          await helm(['install', 'istiod-alone', 'istiod', ...from(NEW)], { ...values, revision: 'alone' });
          return (Date.now() - start) / 1000;
        });
        await helm(['uninstall', 'istiod-alone', '--wait']);
        await helm(['upgrade', 'istio-base', 'base', ...from(OLD)], definitions);
        rounds.push({ ours, helms });
      }
      // The least of each: what else the machine does only adds to it.
      const ratio = (of: keyof Readiness) =>
        Math.min(...rounds.map(({ ours }) => ours[of])) / Math.min(...rounds.map(({ helms }) => helms[of]));
      const seconds = (of: keyof Readiness) =>
        `${rounds.map(({ ours }) => ours[of].toFixed(1)).join(', ')} s, Helm alone ${rounds.map(({ helms }) => helms[of].toFixed(1)).join(', ')} s, ${ratio(of).toFixed(2)} times`;
      say(`ready after its Deployment was there: ${seconds('ofDeployment')}`);
      say(`its release: ${seconds('ofRelease')}`);
      say(`ready after the command began: ${seconds('ofCommand')}`);
      // What comes before is Terraform's plan, which Helm has not.
      expect(ratio('ofDeployment')).toBeLessThanOrEqual(1.2);
    },
    1_200_000,
  );

  const killing = async (kill: (processes: NodeProcesses) => Promise<string>) => {
    const processes = new NodeProcesses();
    return await underTraffic(async (traffic) => {
      for (const step of at === 0 ? THERE : BACK) {
        const before = traffic.total();
        synth(step);
        const killed = await mesh.workspace.killedApply(STACK);
        const others = await kill(processes);
        await mesh.up();
        expect(mesh.plan()).toEqual([]);
        say(`${nameOf(step)}: killed at "${killed}", and ${others}; ${traffic.describe(before)}`);
        // One that was killed several times waits longer each time before it starts.
        kubectl('-n', 'istio-system', 'delete', 'pods', '-l', 'app=istiod');
        const waiting = ['wait', '--for=condition=Available', 'deployment', '-l', 'app=istiod', '--timeout=120s'];
        kubectl('-n', 'istio-system', ...waiting);
      }
    }).finally(() => processes.remove());
  };

  it('loses none while Terraform and every istiod are killed at each step, and goes on with the next run', async () => {
    const report = await killing(async (processes) => {
      const istiods = processes.kill('pilot-discovery');
      expect(istiods).toBeGreaterThan(0);
      return `${istiods} istiods`;
    });
    expect({ failed: report.failed, first: report.first }).toEqual({ failed: {}, first: {} });
  }, 3_600_000);

  it('goes on with the next run where the kubelet is killed at each step', async () => {
    const report = await killing(async (processes) => {
      // Who has started it again is not there at once.
      await eventually(() => expect(processes.kill('kubelet')).toBe(1));
      return 'the kubelet';
    });
    // The pods of a node without a kubelet are out of their Services until it is back.
    say(`${countOf(report.failed)} of ${countOf(report.sent)} requests failed`);
  }, 3_600_000);
});
