import { execFile, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import { CONTEXT, KUBECONFIG } from './cluster';

const TERRAFORM = process.env.TERRAFORM_BINARY_NAME ?? 'terraform';

/** A folder that keeps the state of a program while its text changes from deploy to deploy. */
export class Workspace {
  readonly folder = mkdtempSync(join(tmpdir(), 'e2e-'));

  /** @param states the folder of the states @default - the workspace's own */
  constructor(private readonly states?: string) {}

  /** Builds a program, one function a stack, and writes it. */
  synth(stacks: Readonly<Record<string, (stack: TerraformStack) => void>>): void {
    const app = new App({ outdir: join(this.folder, 'out') });
    for (const [id, build] of Object.entries(stacks)) {
      const stack = new TerraformStack(app, id);
      new LocalBackend(stack, { path: join(this.states ?? this.folder, `${id}.tfstate`) });
      new KubernetesProvider(stack, 'kubernetes', { configPath: KUBECONFIG, configContext: CONTEXT });
      new HelmProvider(stack, 'helm', { kubernetes: { configPath: KUBECONFIG, configContext: CONTEXT } });
      build(stack);
    }
    app.synth();
  }

  private run(stack: string, ...args: string[]) {
    const result = spawnSync(TERRAFORM, args, {
      cwd: join(this.folder, 'out/stacks', stack),
      encoding: 'utf8',
      env: { ...process.env, TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1' },
      maxBuffer: 256 * 1024 * 1024,
    });
    return { status: result.status, output: `${result.stdout}${result.stderr}` };
  }

  private succeed(stack: string, ...args: string[]): string {
    const { status, output } = this.run(stack, ...args);
    if (status !== 0)
      throw new Error(`terraform ${args[0]} of ${stack}:\n${output.slice(output.search(/(Warning|Error):/))}`);
    return output;
  }

  init(stack: string): void {
    this.succeed(stack, 'init', '-input=false', '-no-color');
  }

  apply(stack: string, ...more: string[]): string {
    return this.succeed(stack, 'apply', '-auto-approve', '-input=false', '-no-color', ...more);
  }

  /** The same, while this process goes on with other things. */
  async applyMeanwhile(stack: string): Promise<void> {
    await promisify(execFile)(TERRAFORM, ['apply', '-auto-approve', '-input=false', '-no-color'], {
      cwd: join(this.folder, 'out/stacks', stack),
      env: { ...process.env, TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1' },
      maxBuffer: 256 * 1024 * 1024,
    });
  }

  /** Begins an apply, and ends Terraform and its providers by SIGKILL with the first change; says what that was. */
  killedApply(stack: string): Promise<string> {
    const apply = spawn(TERRAFORM, ['apply', '-auto-approve', '-input=false', '-no-color'], {
      cwd: join(this.folder, 'out/stacks', stack),
      env: { ...process.env, TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    let output = '';
    let killedAt: string | undefined;
    apply.stdout.on('data', (text) => {
      output += text;
      if (killedAt !== undefined) return;
      killedAt = /^.*: (Creating|Modifying|Destroying)\.\.\..*$/m.exec(output)?.[0];
      if (killedAt !== undefined) process.kill(-(apply.pid as number), 'SIGKILL');
    });
    return new Promise((done, fail) => {
      apply.on('close', () =>
        killedAt === undefined ? fail(new Error(`nothing was changed:\n${output}`)) : done(killedAt),
      );
    });
  }

  /** What an apply that must fail says. */
  failingApply(stack: string): string {
    const { status, output } = this.run(stack, 'apply', '-auto-approve', '-input=false', '-no-color');
    if (status === 0) throw new Error(`terraform apply of ${stack} was expected to fail`);
    return output;
  }

  /** The plan's text, and whether it changes anything. */
  plan(stack: string): { readonly changes: boolean; readonly text: string } {
    const { status, output } = this.run(stack, 'plan', '-input=false', '-no-color', '-detailed-exitcode');
    if (status !== 0 && status !== 2) throw new Error(`terraform plan of ${stack}:\n${output}`);
    return { changes: status === 2, text: output };
  }

  /** Destroys what was deployed from here, also after a deploy that failed half-way. */
  destroy(stack: string): void {
    if (existsSync(join(this.folder, 'out/stacks', stack, '.terraform')))
      this.succeed(stack, 'destroy', '-auto-approve', '-input=false', '-no-color');
  }
}
