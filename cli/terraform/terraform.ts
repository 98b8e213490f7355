import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { SynthesizedStack } from '../project/stacks';
import { type TerraformEvent, type TerraformOutput, terraformEvent } from './events';
import { ERRORED_STATE, hasErroredState, keepState } from './state';

/** How an apply or destroy of one stack ended. */
export interface TerraformResult {
  readonly changes: number;
  readonly outputs: Readonly<Record<string, TerraformOutput>>;
}

/** A stack, as far as Terraform is run in its folder. */
export type StackFolder = Pick<SynthesizedStack, 'name' | 'directory'>;

/** Terraform said no. Each diagnostic is one entry. */
export class TerraformError extends Error {
  constructor(
    readonly where: StackFolder,
    readonly diagnostics: readonly { readonly summary: string; readonly detail: string; readonly address?: string }[],
    /** Where the state is that could not be written where it belongs. */
    readonly keptState?: string,
  ) {
    super(diagnostics.map(({ summary }) => summary).join('\n') || `terraform failed in stack ${where.name}`);
    this.name = 'TerraformError';
  }
}

/**
 * Terraform and its providers are Go programs that live for seconds: collecting their garbage less often saves a quarter of the processor
 * time of a plan of many releases, and costs each less than 100 MB. Whoever sets GOGC knows better.
 */
const terraformEnvironment = (): NodeJS.ProcessEnv => ({ GOGC: '400', ...process.env, TF_IN_AUTOMATION: '1' });

/**
 * Terraform (or OpenTofu) in the folder of a synthesized stack, where the cdktf CLI runs it too: both find each other's state,
 * providers and lock file.
 */
export class Terraform {
  private readonly inits = new Map<string, Promise<boolean>>();
  private lastInit: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly binary: string,
    /** Takes the whole text. */
    private readonly log: (text: string) => void,
  ) {}

  /**
   * Installs the stack's providers and opens its state: one that a run before could not write is put back. Takes no time where that
   * was done for the same requirements before. One stack after the other: Terraform's plugin cache is not safe for two at once.
   *
   * @returns whether a state was put back
   */
  init(stack: SynthesizedStack): Promise<boolean> {
    const { directory } = stack;
    const known = this.inits.get(directory);
    if (known) return known;
    const done = this.lastInit.then(() => this.install(stack));
    this.lastInit = done.catch(() => undefined);
    this.inits.set(directory, done);
    return done;
  }

  private async install(stack: SynthesizedStack): Promise<boolean> {
    if (!initialized(stack)) {
      await this.run(stack, ['init', '-input=false', '-no-color', '-reconfigure'], () => undefined);
      mkdirSync(dirname(markFile(stack)), { recursive: true });
      writeFileSync(markFile(stack), fingerprint(stack));
    }
    if (!hasErroredState(stack)) return false;
    await this.run(stack, ['state', 'push', ERRORED_STATE], () => undefined);
    rmSync(join(stack.directory, ERRORED_STATE));
    return true;
  }

  /** @param plan a plan that {@link planFirst} has made @default - it is planned, too */
  apply(stack: SynthesizedStack, watch: (event: TerraformEvent) => void, plan?: string): Promise<TerraformResult> {
    return this.change(stack, ['apply', '-auto-approve'], watch, plan);
  }

  /**
   * Plans a stack of which nothing is deployed, before its turn has come.
   *
   * @returns whether there is a plan: it may need what another stack is yet to deploy
   */
  async planFirst(stack: SynthesizedStack, file: string): Promise<boolean> {
    try {
      await this.run(stack, ['plan', '-input=false', '-json', `-out=${file}`], () => undefined);
      return true;
    } catch (error) {
      if (error instanceof TerraformError) return false;
      throw error;
    }
  }

  /** Writes an object that is in the cluster into the stack's state. */
  import(stack: SynthesizedStack, address: string, id: string): Promise<void> {
    return this.run(stack, ['import', '-input=false', '-no-color', address, id], () => undefined);
  }

  /** Reads what is deployed again, for outputs that were not known when the stack was applied. Changes nothing in the cluster. */
  refresh(stack: SynthesizedStack, watch: (event: TerraformEvent) => void): Promise<TerraformResult> {
    return this.change(stack, ['apply', '-refresh-only', '-auto-approve'], watch);
  }

  destroy(stack: SynthesizedStack, watch: (event: TerraformEvent) => void): Promise<TerraformResult> {
    return this.change(stack, ['destroy', '-auto-approve'], watch);
  }

  /** Plans the stack and saves the plan, which it gives as {@link showPlan} does. */
  async plan(stack: SynthesizedStack, file: string, { refresh }: { readonly refresh: boolean }): Promise<string> {
    await this.init(stack);
    const args = ['plan', '-input=false', '-json', '-lock-timeout=60s', `-out=${file}`];
    await this.run(stack, refresh ? args : [...args, '-refresh=false'], () => undefined);
    return this.showPlan(stack, file);
  }

  /** A saved plan as JSON. What Terraform hides from people stands in it in clear. */
  showPlan(stack: StackFolder, file: string): Promise<string> {
    return this.read(stack, ['show', '-json', '-no-color', file]);
  }

  /** The addresses of all resources that the stack's state holds. */
  async deployed(stack: SynthesizedStack): Promise<readonly string[]> {
    const list = await this.read(stack, ['state', 'list']).catch(() => '');
    return list.split('\n').filter((line) => line !== '');
  }

  private read(stack: StackFolder, args: readonly string[]): Promise<string> {
    const options = {
      cwd: stack.directory,
      env: terraformEnvironment(),
      maxBuffer: Number.POSITIVE_INFINITY,
    };
    return new Promise((done, fail) => {
      execFile(this.binary, [...args], options, (error, stdout, stderr) => {
        if (!error) return done(stdout);
        const otherwise = `${args[0]} ended with exit code ${error.code ?? 'none'}`;
        return fail(new TerraformError(stack, plainErrors(stderr.split('\n'), otherwise)));
      });
    });
  }

  private async change(
    stack: SynthesizedStack,
    command: readonly string[],
    watch: (event: TerraformEvent) => void,
    plan?: string,
  ): Promise<TerraformResult> {
    let changes = 0;
    let outputs: TerraformResult['outputs'] = {};
    await this.run(stack, [...command, '-input=false', '-json', ...(plan === undefined ? [] : [plan])], (event) => {
      if (event.type === 'summary') changes = event.changes;
      if (event.type === 'outputs') outputs = event.outputs;
      watch(event);
    });
    return { changes, outputs };
  }

  private run(stack: SynthesizedStack, args: readonly string[], watch: (event: TerraformEvent) => void): Promise<void> {
    this.log(`\n$ cd ${stack.directory} && ${this.binary} ${args.join(' ')}\n`);
    const child = spawn(this.binary, args, {
      cwd: stack.directory,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: terraformEnvironment(),
    });
    const errors: { summary: string; detail: string; address?: string }[] = [];
    const stderr: string[] = [];
    const failed: string[] = [];
    let keptState: string | undefined;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { event, message } = terraformEvent(line);
      this.log(`${stack.name}: ${message}\n`);
      if (event?.type === 'state') keptState = keepState(stack.directory, event.text) ?? printed(event.text);
      if (event?.type === 'failed') failed.push(event.address);
      if (event?.type === 'diagnostic' && event.severity === 'error') errors.push(event);
      if (event) watch(event);
    });
    createInterface({ input: child.stderr }).on('line', (line) => {
      this.log(`${stack.name}: ${line}\n`);
      stderr.push(line);
    });
    return new Promise((done, fail) => {
      child.on('error', fail);
      child.on('close', (code) => {
        if (code === 0) return done();
        const spoken = stderr.filter((line) => line.trim() !== '');
        return fail(
          new TerraformError(
            stack,
            errors.length > 0
              ? // Some errors name no resource; where one failed, it is that one.
                errors.map((error) =>
                  error.address || failed.length !== 1 ? error : { ...error, address: failed[0] as string },
                )
              : plainErrors(spoken, `${args[0]} ended with exit code ${code}`),
            keptState,
          ),
        );
      });
    });
  }
}

/** The last that can be done for a state: whoever reads it can keep it. */
function printed(state: string): undefined {
  process.stderr.write(`${state}\n`);
}

/** The errors of a text that Terraform wrote for people, without frames and without the warnings beside them. */
export function plainErrors(
  lines: readonly string[],
  otherwise: string,
): readonly { readonly summary: string; readonly detail: string }[] {
  const text = lines.map((line) => line.replace(/^[╷╵│] ?/, '')).join('\n');
  const errors = text
    .split(/^(?=(?:Error|Warning): )/m)
    .map((block) => /^Error: (.*)\n?([\s\S]*)$/.exec(block))
    .filter((match) => match !== null)
    .map(([, summary = '', detail = '']) => ({ summary, detail: detail.trim() }));
  return errors.length > 0 ? errors : [{ summary: otherwise, detail: text.trim() }];
}

function markFile(stack: SynthesizedStack): string {
  return join(stack.directory, '.terraform', 'mesh-initialized');
}

/** init has nothing to do again as long as providers and backend are the same and its folder is still there. */
function initialized(stack: SynthesizedStack): boolean {
  return (
    existsSync(join(stack.directory, '.terraform.lock.hcl')) &&
    existsSync(join(stack.directory, '.terraform', 'providers')) &&
    existsSync(markFile(stack)) &&
    readFileSync(markFile(stack), 'utf8') === fingerprint(stack)
  );
}

function fingerprint(stack: SynthesizedStack): string {
  const lock = join(stack.directory, '.terraform.lock.hcl');
  return createHash('sha256')
    .update(JSON.stringify([stack.content['terraform'], stack.content['module'], process.env['TF_CLI_CONFIG_FILE']]))
    .update(existsSync(lock) ? readFileSync(lock) : '')
    .digest('hex');
}
