import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type IstioVersion, istioMinor, istioRelease } from '../../../constructs/versions';

const PROJECT = resolve(__dirname, '../../..');
// Pods of simulated nodes do not run: istiod and the gateway are run in their place.
const RIG = resolve(PROJECT, '../shared/rig');

/** The program of this repository, deployed by the cdktf command with a state of its own. */
export class Program {
  private readonly folder = mkdtempSync(join(tmpdir(), 'tutorial-'));
  private istiod: ChildProcess | undefined;
  private environment: Record<string, string> = {};

  /** Sets the Istio release, and puts its dashboards into a folder, as clusters without the internet need them. */
  async use(version: IstioVersion): Promise<void> {
    const { dashboards } = istioRelease(version);
    const repository = process.env['CHART_REPOSITORY'];
    const base = repository ? `${repository}/dashboards/${version}` : dashboards.url;
    const folder = join(this.folder, 'dashboards', version);
    mkdirSync(folder, { recursive: true });
    for (const file of Object.values(dashboards.files).flatMap((files) => Object.values(files))) {
      const response = await fetch(`${base}/${file}`);
      if (!response.ok) throw new Error(`${base}/${file}: ${response.status}`);
      writeFileSync(join(folder, file), await response.text());
    }
    this.environment = {
      ISTIO_VERSION: version,
      DASHBOARDS_REPOSITORY: folder,
      MESH_BACKEND_CONFIG: JSON.stringify({ folder: this.folder }),
    };
  }

  /** Runs a real istiod for the Deployment of that release, as soon as there is one. */
  startIstiod(version: IstioVersion): void {
    this.stopIstiod();
    this.istiod = spawn(join(RIG, 'istiod'), [istioMinor(version)], { stdio: 'ignore' });
  }

  stopIstiod(): void {
    this.istiod?.kill();
    this.istiod = undefined;
  }

  /** Gives the ingress gateway an address and a proxy; says which address. */
  startDataplane(version: IstioVersion): string {
    return execFileSync(join(RIG, 'dataplane'), [istioMinor(version)], { encoding: 'utf8' }).trim();
  }

  deploy(stacks = '*'): string {
    return this.cdktf('deploy', stacks, '--auto-approve');
  }

  destroy(): string {
    return this.cdktf('destroy', '*', '--auto-approve');
  }

  /** What a plan of the stack says. */
  diff(stack: string): string {
    return this.cdktf('diff', stack);
  }

  private cdktf(verb: string, ...more: string[]): string {
    const args = ['cdktf', verb, ...more, '--skip-provider-lock', '--output', join(this.folder, 'out')];
    const { status, stdout, stderr } = spawnSync('npx', args, {
      cwd: PROJECT,
      encoding: 'utf8',
      env: { ...process.env, ...this.environment, CI: '1', CHECKPOINT_DISABLE: '1', FORCE_COLOR: '0' },
      maxBuffer: 256 * 1024 * 1024,
      timeout: 540_000,
    });
    if (status !== 0) throw new Error(`cdktf ${verb} ${more[0]}:\n${`${stdout}${stderr}`.slice(-4000)}`);
    return stdout;
  }
}
