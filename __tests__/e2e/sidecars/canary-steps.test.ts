import type { TerraformStack } from 'cdktf';
import { HelloWorld } from '../../../constructs/apps';
import { MeshNamespace } from '../../../constructs/mesh/mesh-namespace';
import { MeshContext } from '../../../constructs/mesh-context';
import { CanaryRollout, Subset } from '../../../constructs/traffic';
import { answers, eventually, INGRESS, statuses } from '../ingress';
import { Load } from '../load';
import { describeHere, ingressAddress } from '../needs';
import { ProjectUnderTest } from '../project';

const NAMESPACE = 'canary-steps';
const HOST = 'canary-steps.example.com';
const STEPS = [0, 25, 100] as const;

describeHere(__filename)('a canary that gets its requests step by step, each deployed by up', () => {
  const project = new ProjectUnderTest('canary');
  const deploy = async (step: number): Promise<void> => {
    project.synth((stack: TerraformStack) => {
      MeshContext.set(stack, { namespace: NAMESPACE });
      const namespace = new MeshNamespace(stack, 'Namespace', { name: NAMESPACE, injection: 'enabled' });
      new CanaryRollout(stack, 'Rollout', {
        service: new HelloWorld(stack, 'HelloWorld', { dependsOn: [namespace] }),
        gateways: [INGRESS],
        hosts: [HOST],
        stable: Subset.version('v1'),
        canary: Subset.version('v2'),
        step,
        steps: STEPS,
      });
    });
    const { code, stdout, stderr } = await project.up();
    if (code !== 0) throw new Error(`${stdout}${stderr}`);
  };
  const target = () => ({ address: ingressAddress() ?? '', host: HOST, path: '/hello', says: /version: v\d/ });

  beforeAll(async () => {
    await deploy(1);
    await answers(200, '/hello', { host: HOST });
  });
  afterAll(() => project.destroy());

  it('no request fails on the way, and each step has its share', async () => {
    const meanwhile = new Load(target(), { connections: 2 });
    const shares: number[] = [];
    for (const [step, weight] of STEPS.entries()) {
      await deploy(step + 1);
      // The gateway hears of it a moment later.
      await eventually(async () => {
        const load = new Load(target(), { connections: 4 });
        await load.until(1000);
        const { said, sent } = await load.end();
        shares[step] = (100 * (said['version: v2'] ?? 0)) / sent;
        expect(Math.abs(shares[step] - weight)).toBeLessThanOrEqual(5);
      });
    }
    const { failures, sent } = await meanwhile.end();
    process.stderr.write(
      `    ${sent} requests meanwhile; v2 got ${shares.map((share) => share.toFixed(1)).join(', ')} %\n`,
    );
    expect(failures).toEqual({});
    expect(await statuses(20, '/hello', { host: HOST })).toEqual({ 200: 20 });
  });
});
