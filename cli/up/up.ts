import { join } from 'node:path';
import { chartRepositoriesReachable } from '../checks/chart-repositories-answer';
import type { Check } from '../checks/check';
import { gatewayNamespacesInject } from '../checks/gateway-namespaces-inject';
import { injectionLabelsAgree } from '../checks/injection-labels-agree';
import { chartsNamed } from '../checks/istio-charts';
import { namespacesStay } from '../checks/namespaces-stay';
import { proxiesKeepUp } from '../checks/proxies-keep-up';
import { revisionsInUseStay } from '../checks/revisions-in-use-stay';
import { runChecks } from '../checks/run-checks';
import { upgradeGoesStepByStep } from '../checks/upgrade-goes-step-by-step';
import { upgradeNotesConcernNothing } from '../checks/upgrade-notes-concern-nothing';
import { CommandError } from '../command-error';
import { ExitCode } from '../exit-code';
import { LogFile } from '../project/log-file';
import { namedStacks, type SynthesizedStack } from '../project/stacks';
import { type MeshContent, Session, type SynthesisOptions } from '../session/session';
import { elapsed } from '../terminal/elapsed';
import { runSteps } from '../terminal/progress';
import { mark, style } from '../terminal/style';
import { printLines } from '../terminal/wrap';
import type { TerraformOutput } from '../terraform/events';
import { Terraform } from '../terraform/terraform';
import type { Call } from '../verb';
import { hasOpenFields, pendingAddresses } from './addresses';
import { type DeployedStack, deploySteps } from './deploy-steps';
import { FirstPlans } from './early-start';
import { onInterrupt, readyToDeploy } from './prerequisites';
import { RunMark, resumePendingReleases } from './unfinished';

export interface UpOptions extends SynthesisOptions {
  readonly clearPending?: boolean;
  /** Whether Istio may go over more minors at once than it supports. */
  readonly allowJump?: boolean;
  /** Seconds to wait for the Deployments of gateways and addons. */
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
  const session = Session.here(options, (text) => log.write(text));
  const log = new LogFile(join(session.project.root, '.mesh', 'up.log'));
  const running = new RunMark(session.project.root);
  const uninterrupt = onInterrupt(options.json === true);
  try {
    const deployed = await deploy(session, args, options, running, log);
    const result = { ...deployed, seconds: (Date.now() - began) / 1000 };
    if (log.failure) result.notes.push(log.words);
    if (options.json) process.stdout.write(`${JSON.stringify({ ...result, log: log.path }, undefined, 2)}\n`);
    else printDeployed(result, log);
    running.remove();
    return ExitCode.good;
  } catch (error) {
    // A run that ended by itself leaves nothing half-way: Terraform wrote its state.
    running.remove();
    if (!options.json) process.stderr.write(`\n${log.words}\n`);
    throw error;
  } finally {
    uninterrupt();
    session.close();
  }
}

async function deploy(
  session: Session,
  names: readonly string[],
  options: UpOptions,
  running: RunMark,
  log: LogFile,
): Promise<Deployed> {
  const terraform = await readyToDeploy(session);
  const content = await session.content();
  const stacks = namedStacks(content.stacks, names);
  const run = new Terraform(terraform, (text) => log.write(text));
  // What the first stack needs on this machine is fetched while the cluster is asked.
  if (stacks[0]) run.init(stacks[0]).catch(() => undefined);
  const warnings = await refuseBadStart(session, upgradeChecks(content, stacks, options));
  // Whoever reads along shall know before it happens.
  if (!options.json) printLines(process.stderr, warnings);
  const resumes = options.clearPending === true || running.leftBehind;
  const notes = [...(options.json ? warnings : []), ...(await resumePendingReleases(session, resumes))];
  const results = new Map<string, DeployedStack>();
  const plans = new FirstPlans(run, join(session.project.root, '.mesh', 'plans'));
  try {
    await runSteps(
      deploySteps({
        ...{ session, content, stacks, terraform: run, plans, resumes },
        timeoutSeconds: Number(options.timeout ?? 300),
        onDeployed: (stack, result) => results.set(stack, result),
      }),
      { silent: options.json === true },
    );
  } finally {
    plans.remove();
  }
  const pending = await pendingAddresses(session, content, stacks);
  notes.push(...pending);
  // A balancer that gives an address a second later: outputs that were read before it say that it is pending.
  const isOld = ({ outputs, lookedEarly }: DeployedStack) =>
    lookedEarly || (pending.length === 0 && hasOpenFields(outputs));
  const deployed = stacks.map(async (stack) => {
    const before = results.get(stack.name) as DeployedStack;
    const { outputs } = isOld(before) ? await run.refresh(stack, () => undefined) : before;
    return [stack.name, { changes: before.changes, outputs }] as const;
  });
  return { stacks: Object.fromEntries(await Promise.all(deployed)), seconds: 0, notes };
}

/** What to look at where the stacks that are deployed hold a control plane. */
function upgradeChecks(
  content: MeshContent,
  stacks: readonly SynthesizedStack[],
  { allowJump }: UpOptions,
): readonly Check[] {
  const names = new Set(stacks.map(({ name }) => name));
  if (!chartsNamed(content, 'istiod').some(({ stack }) => names.has(stack))) return [];
  return [...(allowJump ? [] : [upgradeGoesStepByStep, revisionsInUseStay]), upgradeNotesConcernNothing, proxiesKeepUp];
}

/**
 * Makes sure that nothing is in the way that would stop the deploy half-way.
 *
 * @returns what is worth knowing before it begins, one line each
 * @throws CommandError with everything that is in the way
 */
async function refuseBadStart(session: Session, more: readonly Check[]): Promise<readonly string[]> {
  const checks = [chartRepositoriesReachable, gatewayNamespacesInject, injectionLabelsAgree, namespacesStay];
  const [results, upgrade] = await Promise.all([runChecks(checks, session), runChecks(more, session)]);
  const findings = [...results, ...upgrade].flatMap(({ verdict }) => verdict.findings ?? []);
  const bad = findings.filter(({ severity }) => severity === 'bad');
  if (bad.length > 0) throw new CommandError(...bad);
  return upgrade
    .flatMap(({ verdict }) => verdict.findings ?? [])
    .map(({ problem, remedy }) => `${mark.warn} ${problem}${remedy ? `: ${remedy}` : ''}`);
}

function printDeployed({ stacks, seconds, notes }: Deployed, log: LogFile): void {
  const lines: string[] = [''];
  for (const [name, { outputs }] of Object.entries(stacks)) {
    const entries = Object.entries(outputs).flatMap(([key, output]) => outputRows(key, output));
    if (entries.length === 0) continue;
    lines.push(style.strong(name));
    const width = Math.max(...entries.map(([key]) => key.length));
    for (const [key, value] of entries) lines.push(`  ${key.padEnd(width)}  ${value}`);
    lines.push('');
  }
  for (const note of notes) lines.push(`${mark.warn} ${note}`);
  lines.push(`${mark.good} deployed in ${elapsed(seconds * 1000)}${log.failure ? '' : `; ${log.words}`}`);
  printLines(process.stdout, lines);
}

/** An output as rows; the fields of an object are rows of their own, and what is null is not known yet. */
export function outputRows(
  key: string,
  { value, sensitive }: TerraformOutput,
): readonly (readonly [key: string, value: string])[] {
  if (value === undefined || value === null) return [];
  if (sensitive) return [[key, '(sensitive)']];
  if (typeof value === 'object' && !Array.isArray(value)) {
    return Object.entries(value).flatMap(([inner, field]) => outputRows(`${key}.${inner}`, { value: field }));
  }
  return [[key, typeof value === 'string' ? value : JSON.stringify(value)]];
}
