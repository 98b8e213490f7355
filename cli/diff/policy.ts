import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { parse } from 'yaml';
import { CommandError } from '../command-error';
import type { ObjectPair } from './objects/object-pair';
import { isRiskName, RISK_LEVELS, RISKS, type RiskLevel, type RiskName } from './risks';

/** What a project decides about risks: `mesh-diff.yaml`. */
export interface DiffPolicy {
  /** From which level on a risk fails the check. `none`: risks are marked and fail nothing. */
  readonly failOn: RiskLevel | 'none';
  /** The share of a route's traffic that may move at once without a mark. */
  readonly moveAtMostPercent: number;
  readonly risks: Readonly<Partial<Record<RiskName, RiskDecision>>>;
  readonly accept: readonly Acceptance[];
}

/** What a project decides about one kind of risk. */
export interface RiskDecision {
  /** @default - the rule's own level */
  readonly level?: RiskLevel;
  /** The reason why it is not marked at all. @default - it is marked */
  readonly off?: string;
  /** Whether it fails the check whatever its level. @default - its level decides */
  readonly fail?: boolean;
}

/** A risk taken knowingly for some objects. It is shown, and fails nothing. */
export interface Acceptance {
  readonly risk: RiskName;
  /** `Kind/namespace/name`, each with `*` for anything; `Access/namespace/name` for what changes for the callers of a Service. */
  readonly object: string;
  readonly reason: string;
  /** The last day it holds, `2027-01-31`. @default - it holds until it is removed */
  readonly until?: string;
}

/** The policy of a project that states none. */
export const DEFAULT_POLICY: DiffPolicy = { failOn: 'none', moveAtMostPercent: 20, risks: {}, accept: [] };

const reason = (what: string) => v.pipe(v.string(), v.trim(), v.minLength(8, `expected the reason why ${what}`));
const riskName = v.pipe(
  v.string(),
  v.check(isRiskName, () => `no such risk; there are ${Object.keys(RISKS).join(', ')}`),
);
const PolicyFile = v.strictObject({
  failOn: v.optional(v.picklist([...RISK_LEVELS, 'none'])),
  moveAtMostPercent: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(100))),
  risks: v.optional(
    v.record(
      riskName,
      v.strictObject({
        level: v.optional(v.picklist(RISK_LEVELS)),
        off: v.optional(reason('it is switched off')),
        fail: v.optional(v.boolean()),
      }),
    ),
  ),
  accept: v.optional(
    v.array(
      v.strictObject({
        risk: riskName,
        object: v.pipe(v.string(), v.regex(/^[^/]+\/[^/]+\/[^/]+$/, 'expected Kind/namespace/name, each may be *')),
        reason: reason('it is accepted'),
        until: v.optional(v.pipe(v.string(), v.isoDate('expected a day as 2027-01-31'))),
      }),
    ),
  ),
});

/**
 * Reads a policy file.
 *
 * @throws CommandError with one line for every fault of the file
 */
export function readPolicy(file: string): DiffPolicy {
  let document: unknown;
  try {
    document = parse(readFileSync(file, 'utf8')) ?? {};
  } catch (error) {
    throw new CommandError({ problem: `${file}: ${error instanceof Error ? error.message.split('\n')[0] : error}` });
  }
  const read = v.safeParse(PolicyFile, document);
  if (!read.success) {
    throw new CommandError(
      ...read.issues.map((issue) => ({ problem: `${file}: ${v.getDotPath(issue) ?? 'document'}: ${issue.message}` })),
    );
  }
  return { ...DEFAULT_POLICY, ...read.output } as DiffPolicy;
}

/** The acceptance that holds for a risk of an object on a day, if one does. */
export function acceptanceOf(
  policy: DiffPolicy,
  risk: RiskName,
  pair: Pick<ObjectPair, 'kind' | 'namespace' | 'name'>,
  today: string,
): Acceptance | undefined {
  const parts = [pair.kind, pair.namespace ?? '', pair.name];
  return policy.accept.find(
    (each) =>
      each.risk === risk &&
      (each.until === undefined || each.until >= today) &&
      each.object.split('/').every((pattern, index) => matchesPattern(pattern, parts[index] ?? '')),
  );
}

/** Acceptances whose last day is over: they hold nothing back any more, and somebody should know. */
export function expired(policy: DiffPolicy, today: string): readonly Acceptance[] {
  return policy.accept.filter(({ until }) => until !== undefined && until < today);
}

function matchesPattern(pattern: string, text: string): boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${source}$`).test(text);
}
