import type { TerraformStack } from 'cdktf';
import { HelloWorld } from '../../../constructs/apps';
import { MeshNamespace } from '../../../constructs/mesh/mesh-namespace';
import { MeshContext } from '../../../constructs/mesh-context';
import { PolicyTarget } from '../../../constructs/references/policy-target';
import { ServiceAccount } from '../../../constructs/references/service-account';
import { AccessPolicy, AccessRule, AccessSource, MutualTls } from '../../../constructs/security';
import { ServiceTraffic, Subset, WeightedSplit } from '../../../constructs/traffic';
import { answers, INGRESS } from '../ingress';
import { Load } from '../load';
import { describeHere, ingressAddress } from '../needs';
import { ProjectUnderTest } from '../project';

const REQUESTS = Number(process.env['SOAK_REQUESTS'] ?? 100_000);
const NAMESPACE = 'soak';
const HOST = 'soak.example.com';

const v1 = Subset.version('v1');
const v2 = Subset.version('v2');

/** The application, and what is deployed of the mesh around it. */
const program =
  (split?: WeightedSplit, policies: (stack: TerraformStack, app: HelloWorld) => void = () => {}) =>
  (stack: TerraformStack): void => {
    MeshContext.set(stack, { namespace: NAMESPACE });
    const namespace = new MeshNamespace(stack, 'Namespace', { name: NAMESPACE, injection: 'enabled' });
    const app = new HelloWorld(stack, 'HelloWorld', { dependsOn: [namespace] });
    const traffic = new ServiceTraffic(stack, 'Traffic', { service: app, gateways: [INGRESS], hosts: [HOST] });
    if (split) traffic.addRoute({ to: split });
    policies(stack, app);
  };

const protectedProgram = program(WeightedSplit.of([v1, 90], [v2, 10]), (stack, app) => {
  new MutualTls(stack, 'MutualTls', { mode: 'STRICT' });
  const account = ServiceAccount.fromName('istio-ingressgateway-service-account', { namespace: INGRESS.namespace });
  new AccessPolicy(stack, 'Access', {
    target: PolicyTarget.workload(app),
    rules: [AccessRule.from(AccessSource.serviceAccount(account)).to({ methods: ['GET'] })],
  });
});

const CHANGES = [
  ['a new subset', program(WeightedSplit.of([v1, 50], [v2, 50]))],
  ['other weights', program(WeightedSplit.of([v1, 90], [v2, 10]))],
  ['mutual TLS and an access policy', protectedProgram],
] as const;

describeHere(__filename)('requests through the gateway and sidecars while up deploys changes', () => {
  const project = new ProjectUnderTest('soak');
  const deploy = async (build: (stack: TerraformStack) => void): Promise<void> => {
    project.synth(build);
    const { code, stdout, stderr } = await project.up();
    if (code !== 0) throw new Error(`${stdout}${stderr}`);
  };

  beforeAll(() => deploy(program()));
  afterAll(() => project.destroy());

  it(`are all answered: ${REQUESTS} of them`, async () => {
    await answers(200, '/hello', { host: HOST });
    const target = { address: ingressAddress() ?? '', host: HOST, path: '/hello', says: /version: v\d/ };
    const load = new Load(target);
    const deploys: string[] = [];
    for (const [position, [change, build]] of CHANGES.entries()) {
      await load.until((REQUESTS * (position + 1)) / (CHANGES.length + 1));
      const from = load.sent;
      await deploy(build);
      deploys.push(`${change}: requests ${from} to ${load.sent}`);
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
