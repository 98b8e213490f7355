import { ACCESS, type AccessRemarks, accessRemarks, mayChangeAccess } from './access';
import { changedFields, covers, type FieldChange, type FieldReport, leavesOf, reportField } from './fields';
import { MeshView } from './mesh-view';
import { CHART, type ObjectAction, type ObjectPair, type Place, RESOURCE, titleOf } from './objects/object-pair';
import { pairObjects, type StackSides } from './objects/pair-objects';
import { type Acceptance, acceptanceOf, type DiffPolicy, expired } from './policy';
import { RISK_LEVELS, RISKS, type Risk, type RiskLevel, type RiskName } from './risks';
import type { Remark } from './rule';
import { RULES } from './rules';
import { plain, type Sentence, say, words } from './sentence';
import { hasUnknown, show } from './values';

/** The version of the JSON this report is printed as: the first number changes when readers must. */
const FORMAT_VERSION = '1.1';

/** A risk as reports show it. */
export interface ReportedRisk {
  readonly risk: RiskName;
  readonly level: RiskLevel;
  readonly reason: string;
  readonly fails: boolean;
  /** Why it is accepted. @default - it is not */
  readonly accepted?: string;
}

/** Something said about a change. */
export interface ReportedRemark {
  readonly rule: string;
  readonly sentence: Sentence;
  readonly risks: readonly ReportedRisk[];
}

/** Everything said about one object. */
export interface ReportedChange extends Place {
  readonly title: string;
  readonly action: ObjectAction;
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly movedFrom?: Place;
  readonly remarks: readonly ReportedRemark[];
  readonly fields: readonly FieldReport[];
}

/** What changes for the callers of destinations, by whatever object. */
export interface ReportedAccess {
  /** `namespace/name:port` of a Service or a workload; several where the same changes for them. */
  readonly destinations: readonly string[];
  /** How people name them. */
  readonly title: string;
  readonly remarks: readonly ReportedRemark[];
}

/** One stack of a report. */
export interface ReportedStack {
  readonly name: string;
  /** `guessed`: it could not be planned before a stack it needs is deployed, so what is synthesized stands for the plan. */
  readonly status: 'changed' | 'unchanged' | 'failed' | 'guessed';
  /** Why it could not be planned, one line. */
  readonly error?: string;
  readonly outputs: readonly string[];
}

/** What was compared with what. */
export interface Comparison {
  readonly mode: 'plan' | 'plan-file' | 'versions';
  /** The Git revision that was compared with. */
  readonly base?: string;
  /** `Terraform v1.11.4`. */
  readonly tool?: string;
}

/** What changes in the mesh. */
export interface DiffReport {
  readonly comparison: Comparison;
  readonly stacks: readonly ReportedStack[];
  readonly changes: readonly ReportedChange[];
  /** Who gains and who loses access: what all changes come to together. */
  readonly access: readonly ReportedAccess[];
  /** Risks that the project switched off, with how many marks that took away. */
  readonly silenced: readonly { readonly risk: RiskName; readonly reason: string; readonly count: number }[];
  readonly expired: readonly Acceptance[];
  /** What the reader should know about the comparison itself. */
  readonly notes: readonly string[];
}

/** One stack to report on. */
export interface StackInput extends StackSides {
  readonly outputs?: readonly string[];
  readonly error?: string;
  readonly guessed?: boolean;
}

export interface ReportOptions {
  readonly policy: DiffPolicy;
  readonly comparison: Comparison;
  readonly notes?: readonly string[];
  /** The day acceptances are judged by. @default - today */
  readonly today?: string;
}

/** Compares both sides of all stacks and puts the changes into words. */
export function reportOn(stacks: readonly StackInput[], options: ReportOptions): DiffReport {
  const { policy, comparison } = options;
  const today = options.today ?? new Date().toISOString().slice(0, 10);
  const pairs = pairObjects(stacks);
  const mesh = new MeshView(pairs, policy.moveAtMostPercent);
  const silenced = new Map<RiskName, number>();
  const changes = pairs
    .filter((pair) => (pair.action !== 'none' || pair.movedFrom) && !(pair.carrier && pair.action !== 'update'))
    .map((pair) => describe(pair, mesh, policy, today, silenced))
    .filter(({ remarks }) => remarks.length > 0);
  changes.push(...untold(stacks, changes));
  changes.sort(byImportance);
  const isWhole = stacks.every(({ error }) => error === undefined);
  const access = isWhole
    ? togetherWhereAlike(accessRemarks(pairs).map((one) => describeAccess(one, policy, today, silenced)))
    : [];
  const notes =
    isWhole || !mayChangeAccess(pairs) ? [] : ['Who gains or loses access cannot be said without every stack.'];
  const changedStacks = new Set(
    changes.flatMap(({ stack, movedFrom }) => (movedFrom ? [stack, movedFrom.stack] : [stack])),
  );
  return {
    comparison,
    stacks: stacks.map(({ stack, error, outputs = [], guessed }) => ({
      name: stack,
      status:
        error !== undefined
          ? 'failed'
          : guessed
            ? 'guessed'
            : changedStacks.has(stack) || outputs.length > 0
              ? 'changed'
              : 'unchanged',
      ...(error === undefined ? {} : { error }),
      outputs,
    })),
    changes,
    access,
    silenced: [...silenced].map(([risk, count]) => ({ risk, reason: policy.risks[risk]?.off ?? '', count })),
    expired: expired(policy, today),
    notes: [...(options.notes ?? []), ...notes],
  };
}

/** All risks of a change. */
export function risksOf(change: Pick<ReportedChange, 'remarks'>): ReportedRisk[] {
  return change.remarks.flatMap(({ risks }) => risks);
}

/** How many risks there are of each level, accepted ones left out. */
export function countRisks(report: DiffReport): Record<RiskLevel, number> {
  const counts = { low: 0, medium: 0, high: 0 };
  for (const change of [...report.changes, ...report.access]) {
    for (const risk of risksOf(change)) if (risk.accepted === undefined) counts[risk.level] += 1;
  }
  return counts;
}

/** The risks that fail the check. */
export function failing(report: DiffReport): ReportedRisk[] {
  return [...report.changes, ...report.access].flatMap((change) => risksOf(change).filter(({ fails }) => fails));
}

/** Whether anything changes at all. */
export function hasChanges(report: DiffReport): boolean {
  return report.changes.length > 0 || report.stacks.some(({ outputs }) => outputs.length > 0);
}

function describe(
  pair: ObjectPair,
  mesh: MeshView,
  policy: DiffPolicy,
  today: string,
  silenced: Map<RiskName, number>,
): ReportedChange {
  const fields = fieldsOf(pair);
  const remarks: ReportedRemark[] = [];
  const explained: string[] = [];
  const add = (rule: string, { sentence, risks = [], explains = [], about }: Remark): void => {
    if (about?.every((path) => explained.some((pattern) => covers(pattern, path)))) return;
    explained.push(...explains);
    remarks.push({ rule, sentence, risks: judge(risks, pair, policy, today, silenced) });
  };
  for (const rule of RULES) {
    if (rule.kinds && !rule.kinds.includes(pair.kind)) continue;
    for (const remark of rule.explain(pair, mesh)) add(rule.id, remark);
  }
  const rest = fields.flatMap(leavesOf).filter(({ path }) => !explained.some((pattern) => covers(pattern, path)));
  const isNews = ['create', 'delete', 'forget'].includes(pair.action);
  if (rest.length > 0 && !isNews && !(remarks.length > 0 && pair.carrier))
    add('fields', { sentence: restWords(rest, remarks.length > 0) });
  const { stack, address, source, apiVersion, kind, namespace, name, action, movedFrom } = pair;
  return {
    title: titleOf(pair),
    ...{ stack, address, source, action, apiVersion, kind },
    ...(namespace ? { namespace } : {}),
    name,
    ...(movedFrom ? { movedFrom } : {}),
    remarks,
    fields: fields.flatMap(leavesOf).map(reportField),
  };
}

function describeAccess(
  { title, namespace, name, remarks }: AccessRemarks,
  policy: DiffPolicy,
  today: string,
  silenced: Map<RiskName, number>,
): ReportedAccess {
  const place = { kind: ACCESS, namespace, name };
  return {
    destinations: [title],
    title,
    remarks: remarks.map(({ sentence, risks = [] }) => ({
      rule: 'access',
      sentence,
      risks: judge(risks, place, policy, today, silenced),
    })),
  };
}

const MOST_DESTINATIONS = 4;

function togetherWhereAlike(access: readonly ReportedAccess[]): readonly ReportedAccess[] {
  const groups = new Map<string, ReportedAccess>();
  for (const one of [...access].sort((a, b) => a.title.localeCompare(b.title, 'en', { numeric: true }))) {
    const key = JSON.stringify(one.remarks);
    const destinations = [...(groups.get(key)?.destinations ?? []), one.title];
    const more = destinations.length - MOST_DESTINATIONS;
    const title = `${destinations.slice(0, MOST_DESTINATIONS).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    groups.set(key, { ...one, destinations, title });
  }
  return [...groups.values()].sort(byImportance);
}

/** Fields that name the object say nothing new. */
const IDENTITY = /^(apiVersion|kind|metadata\.name|metadata\.namespace)$/;

function fieldsOf({ before, after, action, kind }: ObjectPair): FieldChange[] {
  if (action === 'forget') return [];
  const fields = changedFields(before ?? {}, after ?? {}).flatMap((field) =>
    field.path === 'metadata' || field.path === 'spec'
      ? changedFields(field.before ?? {}, field.after ?? {}, field.steps)
      : [field],
  );
  // What other resources compute is no news.
  if (kind === RESOURCE) return fields.filter((field) => !hasUnknown(field.after));
  if (action !== 'create' && action !== 'delete') return fields;
  return fields.filter((field) => !IDENTITY.test(field.path) && !(kind === CHART && isHelmDefault(field)));
}

/** Settings of a release that nobody made: the provider writes its defaults out. */
function isHelmDefault({ path, before, after }: FieldChange): boolean {
  const setting = path.replace(/^spec\./, '');
  const value = after ?? before;
  return !/^(values|chart|version|repository)\b/.test(setting) && (value === false || HELM_DEFAULTS[setting] === value);
}

const HELM_DEFAULTS: Readonly<Record<string, unknown>> = {
  max_history: 10,
  render_subchart_notes: true,
  timeout: 300,
  wait: true,
};

const MOST_FIELDS = 2;

function restWords(rest: readonly FieldChange[], more: boolean): Sentence {
  if (rest.length > MOST_FIELDS) {
    const names = [...new Set(rest.map(({ path }) => path))];
    return say`${names.length} ${words(more ? 'other fields change' : 'fields change')}: ${names.slice(0, MOST_FIELDS).join(', ')}${words(names.length > MOST_FIELDS ? ', …' : '')}`;
  }
  const [first, second] = rest.map(({ path, before, after }) => {
    if (after === undefined) return say`${path} is no longer set (it was ${show(before)})`;
    return before === undefined
      ? say`${path} is set to ${show(after)}`
      : say`${path}: ${show(before)} -> ${show(after)}`;
  });
  return second ? say`${first}; ${second}` : say`${first}`;
}

function judge(
  risks: readonly Risk[],
  pair: Pick<ObjectPair, 'kind' | 'namespace' | 'name'>,
  policy: DiffPolicy,
  today: string,
  silenced: Map<RiskName, number>,
): ReportedRisk[] {
  const judged = new Map<string, ReportedRisk>();
  for (const { risk, reason } of risks) {
    const decision = policy.risks[risk];
    if (decision?.off !== undefined) {
      silenced.set(risk, (silenced.get(risk) ?? 0) + 1);
      continue;
    }
    const level = decision?.level ?? RISKS[risk].level;
    const accepted = acceptanceOf(policy, risk, pair, today)?.reason;
    const grave = policy.failOn !== 'none' && RISK_LEVELS.indexOf(level) >= RISK_LEVELS.indexOf(policy.failOn);
    const fails = accepted === undefined && (decision?.fail ?? grave);
    judged.set(`${risk} ${reason}`, { risk, level, reason, fails, ...(accepted === undefined ? {} : { accepted }) });
  }
  return [...judged.values()];
}

/** What Terraform changes without any field that is known here: said, so that an empty report means no change. */
function untold(stacks: readonly StackInput[], told: readonly ReportedChange[]): ReportedChange[] {
  const seen = new Set(
    told.flatMap(({ stack, address, movedFrom }) => [
      `${stack} ${address}`,
      ...(movedFrom ? [`${movedFrom.stack} ${movedFrom.address}`] : []),
    ]),
  );
  return stacks.flatMap(({ stack, actions }) =>
    [...(actions ?? [])].flatMap(([address, action]): ReportedChange[] => {
      if (action === 'none' || action === 'read' || seen.has(`${stack} ${address}`)) return [];
      const verb = { create: 'creates', update: 'updates', delete: 'deletes', replace: 'replaces', forget: 'forgets' }[
        action
      ];
      return [
        {
          ...{
            title: address,
            stack,
            address,
            source: address,
            action,
            apiVersion: address.split('.')[0] ?? '',
            kind: RESOURCE,
          },
          name: address.split('.').slice(1).join('.'),
          remarks: [
            { rule: 'terraform', sentence: say`Terraform ${words(verb)} it; no object in it changes`, risks: [] },
          ],
          fields: [],
        },
      ];
    }),
  );
}

type Graded = Pick<ReportedChange, 'remarks' | 'title'> & { readonly kind?: string };

function byImportance(a: Graded, b: Graded): number {
  return gravity(b) - gravity(a) || (a.kind ?? '').localeCompare(b.kind ?? '') || a.title.localeCompare(b.title, 'en');
}

function gravity(change: Graded): number {
  return Math.max(
    -1,
    ...risksOf(change).map(({ level, accepted }) => (accepted === undefined ? RISK_LEVELS.indexOf(level) : -1)),
  );
}

/** The report as the JSON that is documented, in the order of its schema. */
export function reportJson(report: DiffReport): unknown {
  const failures = failing(report);
  const counts = countRisks(report);
  return {
    formatVersion: FORMAT_VERSION,
    comparison: report.comparison,
    summary: {
      changes: report.changes.length,
      stacks: report.stacks.length,
      changedStacks: report.stacks.filter(({ status }) => status === 'changed' || status === 'guessed').length,
      failedStacks: report.stacks.filter(({ status }) => status === 'failed').length,
      risks: counts,
      failing: failures.length,
    },
    stacks: report.stacks,
    changes: report.changes.map(({ remarks, title, ...change }) => ({
      title,
      ...change,
      remarks: remarks.map(remarkJson),
    })),
    access: report.access.map(({ title, destinations, remarks }) => ({
      title,
      destinations,
      remarks: remarks.map(remarkJson),
    })),
    silenced: report.silenced,
    expired: report.expired,
    notes: report.notes,
  };
}

function remarkJson({ rule, sentence, risks }: ReportedRemark): unknown {
  return { rule, text: plain(sentence), risks };
}
