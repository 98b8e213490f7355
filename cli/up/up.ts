import { join } from 'node:path';
import { CannotLookError, type Obstacle } from '../cannot-look';
import { chartRepositoriesReachable } from '../checks/chart-repositories-answer';
import { gatewayNamespacesInject } from '../checks/gateway-namespaces-inject';
import { injectionLabelsAgree } from '../checks/injection-labels-agree';
import { namespacesStay } from '../checks/namespaces-stay';
import { runChecks } from '../checks/run-checks';
import { type MeshContent, Surroundings, type SynthesisOptions } from '../checks/surroundings';
import { refusal } from '../cluster/api';
import { ExitCode } from '../exit-code';
import { LogFile } from '../project/log-file';
import { namedStacks, type SynthesizedStack } from '../project/stacks';
import { elapsed } from '../terminal/elapsed';
import { runSteps, type Step, type StepDefinition } from '../terminal/progress';
import { mark, style } from '../terminal/style';
import { findTerraform } from '../terraform/binary';
import type { TerraformEvent, TerraformOutput } from '../terraform/events';
import { obstaclesOf } from '../terraform/remedies';
import { Terraform, TerraformError } from '../terraform/terraform';
import type { Call } from '../verb';
import { addressOf, gatewaysOf, rolledOut, type Service } from './gateways';
import { stepNames } from './step-names';
import { RunMark, resumePendingReleases } from './unfinished';

export interface UpOptions extends SynthesisOptions {
  readonly clearPending?: boolean;
  /** Seconds to wait for the gateways' Deployments. */
  readonly timeout?: string;
}

/** What was deployed, as `--json` prints it. */
interface Deployed {
  readonly stacks: Record<
    string,
    { readonly changes: number; readonly outputs: Readonly<Record<string, TerraformOutput>> }
  >;
  readonly seconds: number;
  readonly notes: string[];
}

/** Deploys the stacks in order and waits for the gateways. */
export async function up({ args, options }: Call<UpOptions>): Promise<ExitCode> {
  const began = Date.now();
  const surroundings = Surroundings.here(options, (text) => log.write(text));
  const log = new LogFile(join(surroundings.project.root, '.mesh', 'up.log'));
  const running = new RunMark(surroundings.project.root);
  const uninterrupt = onInterrupt(options.json === true);
  try {
    const deployed = await deploy(surroundings, args, options, running, log);
    const result = { ...deployed, seconds: (Date.now() - began) / 1000 };
    if (log.failure) result.notes.push(`the log is not complete: ${log.failure}`);
    if (options.json) process.stdout.write(`${JSON.stringify({ ...result, log: log.path }, undefined, 2)}\n`);
    else printDeployed(result, log.path);
    running.remove();
    return ExitCode.good;
  } catch (error) {
    // A run that ended by itself leaves nothing half-way: Terraform wrote its state.
    running.remove();
    if (!options.json) process.stderr.write(`\nthe whole text is in ${log.path}\n`);
    throw error;
  } finally {
    uninterrupt();
    surroundings.close();
  }
}

/** Terraform gets the signal of the terminal too, ends what it is doing and writes its state: wait for it. */
function onInterrupt(quiet: boolean): () => void {
  const listener = () => {
    if (!quiet) process.stderr.write('\nstopping: Terraform finishes what it has begun and writes its state\n');
  };
  process.on('SIGINT', listener);
  return () => process.off('SIGINT', listener);
}

async function deploy(
  at: Surroundings,
  names: readonly string[],
  options: UpOptions,
  running: RunMark,
  log: LogFile,
): Promise<Deployed> {
  const terraform = await readyToDeploy(at);
  const content = await at.content();
  const stacks = namedStacks(content.stacks, names);
  await refuseBadStart(at);
  const notes = [...(await resumePendingReleases(at, options.clearPending === true || running.leftBehind))];
  const deployed: Deployed = { stacks: {}, seconds: 0, notes };
  const run = new Terraform(terraform, (text) => log.write(text));
  await runSteps(steps(at, content, stacks, run, options, deployed), { silent: options.json === true });
  notes.push(...(await pendingAddresses(at, content, stacks)));
  return deployed;
}

/** Everything that must be there before anything is changed; all that is missing is said at once. */
async function readyToDeploy(at: Surroundings): Promise<string> {
  const results = await Promise.allSettled([Promise.resolve().then(() => findTerraform()), reach(at), at.content()]);
  const obstacles: Obstacle[] = [];
  for (const result of results) {
    if (result.status === 'fulfilled') continue;
    if (!(result.reason instanceof CannotLookError)) throw result.reason;
    obstacles.push(...result.reason.obstacles);
  }
  if (obstacles.length > 0) throw new CannotLookError(...obstacles);
  return (results[0] as PromiseFulfilledResult<string>).value;
}

async function reach(at: Surroundings): Promise<void> {
  try {
    // Asks for something that needs credentials: /version answers everybody.
    await at.list('/api/v1/namespaces');
  } catch (error) {
    throw at.api ? refusal(error, at.api.access) : error;
  }
}

async function refuseBadStart(at: Surroundings): Promise<void> {
  const checks = [chartRepositoriesReachable, gatewayNamespacesInject, injectionLabelsAgree, namespacesStay];
  const results = await runChecks(checks, at);
  const bad = results.flatMap(({ verdict }) => (verdict.findings ?? []).filter(({ severity }) => severity === 'bad'));
  if (bad.length > 0) throw new CannotLookError(...bad);
}

function steps(
  at: Surroundings,
  content: MeshContent,
  stacks: readonly SynthesizedStack[],
  terraform: Terraform,
  options: UpOptions,
  deployed: Deployed,
): readonly StepDefinition[] {
  const nameOf = stepNames(content);
  const done = new Map<string, PromiseWithResolvers>();
  // One init after the other: Terraform's plugin cache is not safe for two at once. They overlap with the applies.
  let initialized: Promise<unknown> = Promise.resolve();
  const list: StepDefinition[] = [];
  for (const stack of stacks) {
    const finished = withResolvers();
    done.set(stack.name, finished);
    const before = initialized.then(() => terraform.init(stack));
    initialized = before.catch(() => undefined);
    const needed = stack.dependencies.map((name) => done.get(name)?.promise);
    list.push({
      title: `stack ${stack.name}`,
      after: Promise.all([...needed, before]),
      work: async (step) => {
        try {
          await Promise.all(needed);
          await before;
          const result = await terraform.apply(stack, (event) =>
            show(event, step, (address) => nameOf(stack.name, address)),
          );
          if (result.changes === 0) step.line('no changes');
          deployed.stacks[stack.name] = result;
          finished.resolve();
        } catch (error) {
          finished.reject(error);
          if (error instanceof TerraformError) throw new CannotLookError(...obstaclesOf(error, stack));
          throw error;
        }
      },
    });
    const gateways = gatewaysOf(content, [stack.name]);
    if (gateways.length > 0) list.push(gatewayStep(at, gateways, finished.promise, Number(options.timeout ?? 300)));
  }
  return list;
}

function gatewayStep(
  at: Surroundings,
  gateways: ReturnType<typeof gatewaysOf>,
  after: Promise<void>,
  seconds: number,
): StepDefinition {
  return {
    title: `gateways ${gateways.map(({ name }) => name).join(', ')} rolled out`,
    after,
    work: async () => {
      // Where its stack failed, that error is the one to show.
      await after;
      const deadline = Date.now() + seconds * 1000;
      const lacking = await Promise.all(gateways.map((gateway) => rolledOut(at.api, gateway, deadline)));
      const obstacles = gateways.flatMap(({ namespace, name }, index) =>
        lacking[index] === undefined
          ? []
          : [
              {
                problem: `gateway ${namespace}/${name}: after ${seconds} s ${lacking[index]}`,
                remedy: `kubectl -n ${namespace} describe deployment,pods -l app=${name}`,
              },
            ],
      );
      if (obstacles.length > 0) throw new CannotLookError(...obstacles);
    },
  };
}

const DOING: Readonly<Record<string, readonly [doing: string, done: string]>> = {
  create: ['creating', 'created'],
  update: ['changing', 'changed'],
  delete: ['removing', 'removed'],
  read: ['reading', 'read'],
};

function show(event: TerraformEvent, step: Step, nameOf: (address: string) => string): void {
  if (event.type === 'diagnostic' || event.type === 'outputs' || event.type === 'summary' || event.type === 'planned')
    return;
  const name = nameOf(event.address);
  const [doing, done] = DOING[event.action] ?? [event.action, event.action];
  if (event.action === 'read') return;
  if (event.type === 'done') step.line(`${name} ${done} ${style.quiet(elapsed(event.seconds * 1000))}`);
  else if (event.type === 'failed')
    step.line(`${style.bad('×')} ${name} ${style.quiet(elapsed(event.seconds * 1000))}`);
  else step.now(`${doing} ${name}`);
}

async function pendingAddresses(
  at: Surroundings,
  content: MeshContent,
  stacks: readonly SynthesizedStack[],
): Promise<readonly string[]> {
  const gateways = gatewaysOf(
    content,
    stacks.map(({ name }) => name),
  );
  const services = await Promise.all(
    gateways.map(({ namespace, name }) => at.api.find<Service>(`/api/v1/namespaces/${namespace}/services/${name}`)),
  );
  return services.flatMap((service) =>
    service?.spec.type === 'LoadBalancer' && addressOf(service) === undefined
      ? [
          `the address of ${service.metadata.namespace}/${service.metadata.name} is pending: minikube tunnel (in a second terminal) gives one; then run mesh up again, or mesh verify`,
        ]
      : [],
  );
}

function printDeployed({ stacks, seconds, notes }: Deployed, log: string): void {
  const lines: string[] = [''];
  for (const [name, { outputs }] of Object.entries(stacks)) {
    const entries = Object.entries(outputs).filter(([, output]) => output.value !== undefined && output.value !== null);
    if (entries.length === 0) continue;
    lines.push(style.strong(name));
    const width = Math.max(...entries.map(([key]) => key.length));
    for (const [key, { value, sensitive }] of entries) {
      lines.push(
        `  ${key.padEnd(width)}  ${sensitive ? '(sensitive)' : typeof value === 'string' ? value : JSON.stringify(value)}`,
      );
    }
    lines.push('');
  }
  for (const note of notes) lines.push(`${mark.warn} ${note}`);
  lines.push(`${mark.good} deployed in ${elapsed(seconds * 1000)}; the whole text is in ${log}`);
  process.stdout.write(`${lines.join('\n')}\n`);
}

interface PromiseWithResolvers {
  readonly promise: Promise<void>;
  resolve(): void;
  reject(error: unknown): void;
}

function withResolvers(): PromiseWithResolvers {
  let resolve: () => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<void>((fulfil, refuse) => {
    resolve = fulfil;
    reject = refuse;
  });
  // Whoever waits sees the error; nobody waiting is no crash.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
