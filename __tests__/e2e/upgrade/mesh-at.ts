import { spawn } from 'node:child_process';
import type { TerraformStack } from 'cdktf';
import { kubectl } from '../cluster';
import { answers, eventually } from '../ingress';
import { MeshUnderTest } from '../mesh-under-test';
import { ProjectUnderTest } from '../project';
import { rolledOut } from '../sidecars/pods';
import { CALLERS, GATEWAY, HOST, SERVERS, STACK, throughGateway } from './program';
import { Traffic, type TrafficReport } from './traffic';

const SYSTEM = 'istio-system';

/** Prints a line of its own, with the time. */
export const say = (text: string): void =>
  void process.stderr.write(`    ${new Date().toISOString().slice(11, 19)} ${text}\n`);

/** Starts what adapts the mesh to the images of the cluster; see `BESIDE_DEPLOY` of CONTRIBUTING. */
export function startBeside(): void {
  const { BESIDE_DEPLOY: program } = process.env;
  if (program !== undefined) spawn(program, { stdio: 'ignore', detached: true }).unref();
}

/** A mesh that is upgraded. */
export class MeshAt {
  private readonly project = new ProjectUnderTest(STACK);

  get workspace() {
    return this.project.workspace;
  }

  /** Deploys it for the first time. */
  async begin(build: (stack: TerraformStack) => void): Promise<void> {
    const shared = new MeshUnderTest();
    if (shared.deployed()) shared.destroy();
    startBeside();
    this.synth(build);
    this.workspace.init(STACK);
    await this.up();
  }

  synth(build: (stack: TerraformStack) => void): void {
    this.project.synth(build);
  }

  /**
   * @returns what `mesh up` printed
   * @throws Error with that where the deploy fails
   */
  async up(): Promise<string> {
    const { code, text } = await this.tryUp();
    if (code !== 0) throw new Error(`mesh up:\n${text}`);
    for (const namespace of [SYSTEM, SERVERS, CALLERS]) rolledOut(namespace);
    return text;
  }

  /** What `mesh up` says, whether it deploys or not. */
  async tryUp(): Promise<{ readonly code: number | null; readonly text: string }> {
    const { code, stdout, stderr } = await this.project.up();
    return { code, text: `${stdout}${stderr}` };
  }

  /** What a plan changes, such as `istio-base will be updated in-place`. */
  plan(): readonly string[] {
    const { text } = this.workspace.plan(STACK);
    return [...text.matchAll(/^ {2}# \S+?\.(\S+) ((?:will|must) be .*)$/gm)]
      .map(([, name, change]) => `${name?.replace(/^istio-system_/, '')} ${change}`)
      .sort();
  }

  /** What `mesh upgrade` says at once. */
  async look(...more: readonly string[]): Promise<{ readonly code: number | null; readonly text: string }> {
    const { code, stdout, stderr } = await this.project.verb('upgrade', ...more);
    return { code, text: `${stdout}${stderr}` };
  }

  /** What it says once nothing is against the next step, or after two minutes. */
  gates(): Promise<{ readonly code: number | null; readonly text: string }> {
    return this.look('--wait', '120');
  }

  destroy(): void {
    this.project.destroy();
  }
}

/** Does something while traffic goes through the gateway and from pod to pod, once all of it gets answers; says what came of it. */
export async function underTraffic(work: (traffic: Traffic) => Promise<void>): Promise<TrafficReport> {
  let address = '';
  await eventually(() => {
    address = kubectl('-n', SYSTEM, 'get', 'service', GATEWAY, '-o', 'jsonpath={.status.loadBalancer.ingress[0].ip}');
    expect(address).not.toBe('');
  });
  await answers(200, '/', { host: HOST });
  const traffic = new Traffic(CALLERS, throughGateway(address));
  try {
    await work(traffic);
  } finally {
    await traffic.end();
  }
  say(traffic.describe());
  return traffic.total();
}
