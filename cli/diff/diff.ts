import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CommandError } from '../command-error';
import { LogFile } from '../project/log-file';
import { findProject, type Project } from '../project/project';
import { namedStacks, readStacks, type SynthesizedStack } from '../project/stacks';
import { synthesize } from '../project/synthesize';
import { writeFile } from '../project/write-file';
import { printLines } from '../terminal/wrap';
import { findTerraform, terraformVersion } from '../terraform/binary';
import { Terraform } from '../terraform/terraform';
import type { Call, CommonOptions } from '../verb';
import { synthesizedSide } from './objects/stack-side';
import { planStacks } from './plan-stacks';
import { DEFAULT_POLICY, type DiffPolicy, readPolicy } from './policy';
import { renderMarkdown } from './render/markdown';
import { renderText } from './render/text';
import { type Comparison, type DiffReport, failing, hasChanges, reportJson, reportOn, type StackInput } from './report';
import { RISK_LEVELS, type RiskLevel } from './risks';
import { readSavedPlans } from './saved-plans';
import { synthesizeRevision } from './synthesize-revision';

export interface DiffOptions extends CommonOptions {
  readonly base?: string;
  /** Whether the base is synthesized again, even where its synthesis was kept. */
  readonly fresh?: boolean;
  readonly plan?: readonly string[];
  readonly markdown?: boolean;
  readonly full?: boolean;
  readonly save?: string;
  readonly policy?: string;
  readonly failOn?: string;
  readonly maxBytes?: string;
  readonly detailsUrl?: string;
  /** False where the stacks are to be taken as they were synthesized last. */
  readonly synth?: boolean;
  readonly refresh?: boolean;
  readonly parallel?: string;
}

/** Exit codes as those of `terraform plan -detailed-exitcode`, and one for what must not pass. */
export const DiffExit = { same: 0, trouble: 1, changes: 2, mustNotPass: 3 } as const;

/** The name of the policy file that is read without being named. */
const POLICY_FILE = 'mesh-diff.yaml';

/** Compares, prints, saves, and judges. */
export async function diff({ args, options }: Call<DiffOptions>): Promise<number> {
  const settings = readOptions(options);
  const project = findProject();
  const policy = policyOf(project, options, settings.failOn);
  const log = new LogFile(join(project.root, '.mesh', 'diff.log'));
  const work: Workplace = {
    project,
    names: args,
    options,
    parallel: settings.parallel,
    log: (text) => log.write(text),
  };
  const { inputs, comparison, notes } = await compare(work);
  const report = reportOn(inputs, { policy, comparison, notes });
  const detailsUrl = options.detailsUrl ? { detailsUrl: options.detailsUrl } : {};
  const markdown = (): string => renderMarkdown(report, { maxBytes: settings.maxBytes, ...detailsUrl });
  const json = (): string => `${JSON.stringify(reportJson(report), undefined, 2)}\n`;
  if (options.save !== undefined) {
    mkdirSync(options.save, { recursive: true });
    writeFile(join(options.save, 'mesh-diff.json'), json());
    writeFile(join(options.save, 'mesh-diff.md'), markdown());
  }
  if (options.json) process.stdout.write(json());
  else if (options.markdown) process.stdout.write(markdown());
  else printLines(process.stdout, [renderText(report, { full: options.full === true }).trimEnd()]);
  return exitCode(report);
}

interface Workplace {
  readonly project: Project;
  readonly names: readonly string[];
  readonly options: DiffOptions;
  readonly parallel: number;
  readonly log: (text: string) => void;
}

interface Compared {
  readonly inputs: readonly StackInput[];
  readonly comparison: Comparison;
  readonly notes: readonly string[];
}

function compare(work: Workplace): Promise<Compared> {
  if (work.options.base !== undefined) return compareVersions(work, work.options.base);
  return work.options.plan ? comparePlanFiles(work, work.options.plan) : comparePlans(work);
}

async function comparePlans({ project, names, options, parallel, log }: Workplace): Promise<Compared> {
  const stacks = namedStacks(await stacksOf(project, options, log), names);
  const binary = findTerraform();
  const version = await terraformVersion(binary);
  const folder = options.save === undefined ? undefined : resolve(options.save);
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const inputs = await planStacks(stacks, new Terraform(binary, log), {
    parallel,
    refresh: options.refresh !== false,
    ...(folder === undefined ? {} : { folder }),
  });
  return { inputs, comparison: { mode: 'plan', tool: `${toolName(binary)} v${version}` }, notes: [] };
}

async function comparePlanFiles(
  { project, names, options, log }: Workplace,
  files: readonly string[],
): Promise<Compared> {
  const known = existsSync(join(project.outdir, 'manifest.json')) ? readStacks(project) : [];
  const inputs = await readSavedPlans(files, known, () => new Terraform(findTerraform(), log));
  const wanted = names.length === 0 ? inputs : inputs.filter(({ stack }) => names.includes(stack));
  const shapeless = wanted.some(({ stack }) => !known.some(({ name }) => name === stack));
  const notes =
    shapeless && options.synth !== false ? ['Without the synthesized stacks, constructs are not named.'] : [];
  return { inputs: wanted, comparison: { mode: 'plan-file' }, notes };
}

async function compareVersions({ project, names, options, log }: Workplace, base: string): Promise<Compared> {
  const fresh = options.fresh === true;
  const [after, before] = await bothOf(
    stacksOf(project, options, log),
    synthesizeRevision(project, base, { log, kubeContext: options.context, fresh }),
  );
  const all = [...after, ...before.stacks.filter(({ name }) => !after.some((stack) => stack.name === name))];
  const inputs = namedStacks(all, names).map(({ name }): StackInput => {
    const find = (stacks: readonly SynthesizedStack[]) => stacks.find((stack) => stack.name === name);
    const [was, is] = [find(before.stacks), find(after)];
    return {
      stack: name,
      before: synthesizedSide(name, was?.content),
      after: synthesizedSide(name, is?.content),
      outputs: changedOutputs(was, is),
    };
  });
  return { inputs, comparison: { mode: 'versions', base: before.revision }, notes: before.notes };
}

/** Both results, and the first's error where both fail: neither is left behind at its work. */
async function bothOf<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([first, second]);
  return Promise.all([first, second]);
}

function stacksOf(
  project: Project,
  options: DiffOptions,
  log: (text: string) => void,
): Promise<readonly SynthesizedStack[]> {
  return options.synth === false ? Promise.resolve(readStacks(project)) : synthesize(project, log, options.context);
}

function changedOutputs(was: SynthesizedStack | undefined, is: SynthesizedStack | undefined): string[] {
  const read = (stack: SynthesizedStack | undefined) =>
    (stack?.content['output'] ?? {}) as Record<string, { value?: unknown }>;
  const [before, after] = [read(was), read(is)];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => JSON.stringify(before[name]?.value) !== JSON.stringify(after[name]?.value),
  );
}

function exitCode(report: DiffReport): number {
  if (report.stacks.some(({ status }) => status === 'failed')) return DiffExit.trouble;
  if (failing(report).length > 0) return DiffExit.mustNotPass;
  return hasChanges(report) ? DiffExit.changes : DiffExit.same;
}

function policyOf(project: Project, options: DiffOptions, failOn: DiffPolicy['failOn'] | undefined): DiffPolicy {
  const standard = join(project.root, POLICY_FILE);
  const file = options.policy ?? (existsSync(standard) ? standard : undefined);
  const policy = file === undefined ? DEFAULT_POLICY : readPolicy(file);
  return failOn === undefined ? policy : { ...policy, failOn };
}

function readOptions(options: DiffOptions & { readonly json?: boolean }) {
  const faults: string[] = [];
  const whole = (name: string, text: string, least: number): number => {
    const number = Number(text);
    if (!Number.isInteger(number) || number < least)
      faults.push(`${name}: expected an integer of at least ${least}, got ${text}`);
    return number;
  };
  const maxBytes = whole('--max-bytes', options.maxBytes ?? '60000', 500);
  const parallel = whole('--parallel', options.parallel ?? '4', 1);
  const { failOn } = options;
  if (failOn !== undefined && failOn !== 'none' && !isLevel(failOn)) {
    faults.push(`--fail-on: expected ${RISK_LEVELS.join(', ')} or none, got ${failOn}`);
  }
  if (options.base !== undefined && options.plan) faults.push('--base and --plan: expected one of them, got both');
  if (options.json && options.markdown)
    faults.push('--json and --markdown: expected one of them, got both (--save writes both)');
  if (faults.length > 0) throw new CommandError(...faults.map((problem) => ({ problem })));
  return { maxBytes, parallel, failOn: failOn as DiffPolicy['failOn'] | undefined };
}

function isLevel(text: string): text is RiskLevel {
  return (RISK_LEVELS as readonly string[]).includes(text);
}

function toolName(binary: string): string {
  return /tofu[^/\\]*$/.test(binary) ? 'OpenTofu' : 'Terraform';
}
