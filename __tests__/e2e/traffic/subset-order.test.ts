import { ResourceBundle } from '../../../constructs/delivery/resource-bundle';
import { Workload } from '../../../constructs/references/workload';
import { MeshService, type RouteTarget, ServiceTraffic, Subset, WeightedSplit } from '../../../constructs/traffic';
import { describeHere } from '../needs';
import { Workspace } from '../terraform';
import { ingressAddress, pause, type SeenAnswer, SimulatedPods, send, untilRouted } from './simulated-pods';

// The pods' addresses answer on this machine, as simulated nodes (KWOK) have them.
const here = describeHere(__filename);

const NAMESPACE = 'subset-order-e2e';
const CYCLES = Number(process.env.SUBSET_CYCLES ?? 2);
const v1 = Subset.version('v1');
const v2 = Subset.version('v2');

/** How the subsets are delivered: the service that is ruled that way, and by what. */
const WAYS = {
  'a release each': 'apart',
  'one release': 'bundled',
  'one DestinationRule': 'merged',
} as const;
type Way = keyof typeof WAYS;

const BOTH = WeightedSplit.of([v1, 50], [v2, 50]);

here('requests while a subset and the route to it come in one deploy, and go in another', () => {
  const workspace = new Workspace();
  const pods = new SimulatedPods(NAMESPACE);
  let address = '';

  const synth = (way?: Way, to?: RouteTarget | WeightedSplit, subsets: readonly Subset[] = []) =>
    workspace.synth({
      order: (stack) => {
        const namespace = pods.declare(stack, Object.values(WAYS));
        if (way === undefined || to === undefined) return;
        const name = WAYS[way];
        const scope =
          way === 'one release'
            ? new ResourceBundle(stack, 'Rules', { namespace: NAMESPACE, releaseName: 'rules', dependsOn: [namespace] })
            : stack;
        new ServiceTraffic(scope, 'Traffic', {
          service: MeshService.fromName(name, { namespace: NAMESPACE, port: 80 }),
          gateways: [Workload.gatewayFromName('istio-ingressgateway', { namespace: 'istio-system' })],
          hosts: [`${name}.example.com`],
          subsets,
          subsetsInOneRule: way === 'one DestinationRule',
          dependsOn: [namespace],
        }).addRoute({ to });
      },
    });

  type Step = readonly [to: RouteTarget | WeightedSplit, ...kept: Subset[]];
  /** A subset goes with the route to it. */
  const TOGETHER: readonly Step[] = [[BOTH], [v2], [BOTH], [v1]];
  /** A subset goes one deploy after the route to it. */
  const ONE_LATER: readonly Step[] = [[BOTH], [v2, v1], [v2], [BOTH], [v1, v2], [v1]];

  /** The share of requests that fail while subsets come and go. */
  const failuresWith = async (way: Way, steps = TOGETHER): Promise<number> => {
    const host = `${WAYS[way]}.example.com`;
    synth(way, v1);
    await workspace.applyMeanwhile('order');
    await untilRouted(address, [host]);
    const answers: SeenAnswer[] = [];
    let over = false;
    const lane = async () => {
      while (!over) {
        answers.push(await send(address, host));
        await pause(5);
      }
    };
    const lanes = Promise.all(Array.from({ length: 4 }, lane));
    for (let cycle = 0; cycle < CYCLES; cycle += 1) {
      for (const [to, ...kept] of steps) {
        synth(way, to, kept);
        await workspace.applyMeanwhile('order');
        await pause(1500);
      }
    }
    over = true;
    await lanes;
    const failed = answers.filter(({ status }) => status !== 200);
    const kinds = [...new Set(failed.map(({ status, body }) => `${status} ${body}`))].join(', ');
    process.stdout.write(
      `    ${way}: ${failed.length} of ${answers.length} requests failed in ${CYCLES * steps.length} deploys${kinds && ` (${kinds})`}\n`,
    );
    return failed.length / answers.length;
  };

  beforeAll(async () => {
    synth();
    workspace.init('order');
    workspace.apply('order');
    await pods.start();
    address = ingressAddress();
  });

  afterAll(async () => {
    await pods.stop();
    workspace.destroy('order');
  });

  it('never fail where each subset has a release of its own, and stays one deploy longer than the route to it', async () => {
    expect(await failuresWith('a release each', ONE_LATER)).toBe(0);
  });

  it('hardly ever fail where it goes in the same deploy', async () => {
    expect(await failuresWith('a release each')).toBeLessThan(0.001);
  });

  // For the comparison in docs/traffic/service-traffic.md; how many fail depends on how soon the gateway hears of a change.
  const compare = process.env.SUBSET_COMPARE ? it : it.skip;
  compare.each(['one release', 'one DestinationRule'] as const)('fail now and then with %s', async (way) => {
    expect(await failuresWith(way)).toBeGreaterThan(0);
  });
});
