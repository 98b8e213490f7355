import type { TerraformStack } from 'cdktf';
import { HelloWorld } from '../../../constructs/apps';
import { MeshNamespace } from '../../../constructs/mesh/mesh-namespace';
import { MeshContext, type TrafficApi } from '../../../constructs/mesh-context';
import { ServiceTraffic, Subset, WeightedSplit } from '../../../constructs/traffic';
import { answers, INGRESS } from '../ingress';
import { Load } from '../load';
import { describeHere, ingressAddress } from '../needs';
import { ProjectUnderTest } from '../project';

const REQUESTS = Number(process.env['SOAK_REQUESTS'] ?? 100_000);
const NAMESPACE = 'api-switch';
const HOST = 'api-switch.example.com';

/** From Istio's API to the Gateway API, and back: each step a deploy of its own. */
const STEPS: readonly TrafficApi[] = ['both', 'gateway', 'both', 'istio'];

const program =
  (api: TrafficApi) =>
  (stack: TerraformStack): void => {
    MeshContext.set(stack, { namespace: NAMESPACE });
    const namespace = new MeshNamespace(stack, 'Namespace', { name: NAMESPACE, injection: 'enabled' });
    const app = new HelloWorld(stack, 'HelloWorld', { dependsOn: [namespace] });
    new ServiceTraffic(stack, 'Traffic', { service: app, gateways: [INGRESS], hosts: [HOST], api }).addRoute({
      to: WeightedSplit.of([Subset.version('v1'), 50], [Subset.version('v2'), 50]),
    });
  };

describeHere(__filename)('requests while their routes go from one API to the other, and back', () => {
  const project = new ProjectUnderTest('api-switch');
  const deploy = async (api: TrafficApi): Promise<void> => {
    project.synth(program(api));
    const { code, stdout, stderr } = await project.up();
    if (code !== 0) throw new Error(`${stdout}${stderr}`);
  };

  beforeAll(() => deploy('istio'));
  afterAll(() => project.destroy());

  it(`are all answered: ${REQUESTS} of them`, async () => {
    await answers(200, '/hello', { host: HOST });
    const load = new Load({ address: ingressAddress() ?? '', host: HOST, path: '/hello', says: /version: v\d/ });
    const deploys: string[] = [];
    for (const [position, api] of STEPS.entries()) {
      await load.until((REQUESTS * (position + 1)) / (STEPS.length + 1));
      const from = load.sent;
      await deploy(api);
      deploys.push(`${api}: requests ${from} to ${load.sent}`);
    }
    await load.until(REQUESTS);
    const { sent, seconds, failures, at, said } = await load.end();
    process.stderr.write(
      `    ${sent} requests, ${Math.round(sent / seconds)} a second; ${JSON.stringify(said)}\n    ${deploys.join('\n    ')}\n`,
    );
    expect({ failures, at }).toEqual({ failures: {}, at: {} });
    expect(sent).toBeGreaterThanOrEqual(REQUESTS);
    expect(Object.keys(said).sort()).toEqual(['version: v1', 'version: v2']);
  }, 3_600_000);
});
