import { kubectl } from '../cluster';
import { describeHere } from '../needs';
import { MeshAt, say } from './mesh-at';
import { NodeProcesses } from './node-processes';
import { byRevisions, NEW, OLD, STACK, STEPS } from './program';
import type { Traffic } from './traffic';

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
    mesh.synth(byRevisions(step));
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
    ['there', Array.from(STEPS, (_, index) => index + 1)],
    ['back, after the old istiod is gone', Array.from(STEPS, (_, index) => STEPS.length - 1 - index)],
  ])(
    `loses none of ${REQUESTS} %s`,
    async (_, steps) => {
      const report = await mesh.underTraffic(async (traffic) => {
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

  it('loses none while Terraform and every istiod are killed at each step, and goes on with the next run', async () => {
    const processes = new NodeProcesses();
    const report = await mesh
      .underTraffic(async (traffic) => {
        for (let step = 1; step <= STEPS.length; step += 1) {
          const before = traffic.total();
          mesh.synth(byRevisions(step));
          const killed = await mesh.workspace.killedApply(STACK);
          const istiods = processes.kill('pilot-discovery');
          await mesh.up();
          expect(mesh.plan()).toEqual([]);
          say(`${nameOf(step)}: killed at "${killed}", and ${istiods} istiods; ${traffic.describe(before)}`);
          expect(istiods).toBeGreaterThan(0);
          // One that was killed several times waits longer each time before it starts.
          kubectl('-n', 'istio-system', 'delete', 'pods', '-l', 'app=istiod');
          const waiting = ['wait', '--for=condition=Available', 'deployment', '-l', 'app=istiod', '--timeout=120s'];
          kubectl('-n', 'istio-system', ...waiting);
        }
      })
      .finally(() => processes.remove());
    expect({ failed: report.failed, first: report.first }).toEqual({ failed: {}, first: {} });
  }, 3_600_000);
});
