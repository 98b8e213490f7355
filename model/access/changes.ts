import { put } from '../multimap';
import { CallerNames } from './caller-names';
import { CommonClients } from './common-clients';
import { type RequestCondition, requestConditions } from './conditions';
import { foldOperations } from './fold';
import type { CellVerdict } from './matrix';
import type { InForceAt, MeshAccess } from './mesh-access';
import type { OperationClass } from './operations';
import type { Callee } from './participants';
import type { OperationPatterns } from './rule';

/** Callers for whom the same requests change in the same way. */
export interface ChangedCallers {
  readonly callers: CallerNames;
  /** Whether these are all callers there are. */
  readonly isEverybody: boolean;
  /** What they may ask for from now on: `POST /pay`, `any request`. */
  readonly gained: readonly string[];
  /** What they may ask for no more. */
  readonly lost: readonly string[];
  /** Requests of which it is not known on one of the sides whether they get through. */
  readonly unsure: readonly string[];
}

/** What changes at one destination. */
export interface AccessChange {
  /** `namespace/name` of a Service or a workload. */
  readonly name: string;
  readonly port?: number;
  readonly changes: readonly ChangedCallers[];
  /** Those who got something through before, where no caller does from now on; undefined where one does. */
  readonly lastCallers?: CallerNames;
}

/** How many callers a sentence names. */
export const MOST_NAMES = 6;

/** Who gains and who loses access. Destinations and callers that only one of the sides has are no change of access. */
export function accessChanges(before: MeshAccess, after: MeshAccess): readonly AccessChange[] {
  const pairs = pairsOf(before, after);
  const sameCallers = areCallersAlike(before, after);
  const common = new CommonClients(before, after);
  const found: AccessChange[] = [];
  const seen = new Set<string>();
  for (const [was, is] of pairs) {
    const sides = [
      { access: before, callee: was, inForce: before.inForceAt(was) },
      { access: after, callee: is, inForce: after.inForceAt(is) },
    ] as const;
    const [one, other] = sides;
    if (sameCallers && sameTarget(was, is) && fingerprint(one.inForce) === fingerprint(other.inForce)) continue;
    const change = changeAt(one, other, common);
    const identity = JSON.stringify(change, namesAsSaid);
    // Pods of one Service are one destination where nothing tells them apart.
    if (change !== undefined && !seen.has(identity)) found.push(change);
    seen.add(identity);
  }
  return found;
}

interface Side {
  readonly access: MeshAccess;
  readonly callee: Callee;
  readonly inForce: InForceAt;
}

function pairsOf(before: MeshAccess, after: MeshAccess): readonly (readonly [Callee, Callee])[] {
  const key = ({ name, port, workload }: Callee): string => `${name}:${port} ${String(workload.name)}`;
  const known = new Map(before.callees.map((callee) => [key(callee), callee]));
  return after.callees.flatMap((is) => {
    const was = known.get(key(is));
    return was === undefined ? [] : [[was, is] as const];
  });
}

/** Whether every caller that both sides have comes along in the same way, so that only destinations make a difference. */
function areCallersAlike(before: MeshAccess, after: MeshAccess): boolean {
  if (!before.sourcesAreAlike(after)) return false;
  const known = new Map(before.callers.map(({ name, source }) => [name, source]));
  return after.callers.every(({ name, source }) => {
    const was = known.get(name);
    return was === undefined || JSON.stringify(was) === JSON.stringify(source);
  });
}

function sameTarget({ target: was }: Callee, { target: is }: Callee): boolean {
  return (
    was.dataPlane === is.dataPlane &&
    was.isBypassed === is.isBypassed &&
    was.port === is.port &&
    was.protocol === is.protocol
  );
}

function fingerprint({ accessPolicies, mutualTls, issuers }: InForceAt): string {
  const policies = accessPolicies
    .filter(({ value }) => !value.dryRun)
    .map(({ value: { action, namespace, provider, rules, hasUnknownRules }, isSure }) =>
      JSON.stringify([action, namespace, provider, hasUnknownRules, isSure, rules.map(({ spec }) => spec)], withHoles),
    );
  return JSON.stringify([policies.sort(), mutualTls, issuers], withHoles);
}

/** Callers are told apart by what is said of them. */
function namesAsSaid(_key: string, value: unknown): unknown {
  return value instanceof CallerNames ? [value.size, value.first(MOST_NAMES)] : value;
}

function withHoles(_key: string, value: unknown): unknown {
  return typeof value === 'symbol' ? String(value) : value;
}

function changeAt(before: Side, after: Side, common: CommonClients): AccessChange | undefined {
  const sides = [before, after];
  const rules = sides.flatMap(({ inForce }) =>
    inForce.accessPolicies.flatMap(({ value: { namespace, rules: own, dryRun } }) =>
      dryRun ? [] : own.map(({ spec, patterns }) => ({ spec, patterns, namespace })),
    ),
  );
  const patterns: OperationPatterns[] = rules.map((rule) => rule.patterns);
  const conditions = requestConditions(
    rules.map(({ spec }) => spec),
    sides.flatMap(({ inForce }) => inForce.issuers),
  );
  const tellsTcp = sides.every(({ callee: { target } }) => target.protocol === 'auto');
  const alike = common.at(before.callee, after.callee, rules);
  const [was, is] = sides.map(({ access, callee }, side) => {
    const callers = alike.map(({ sample }) => (side === 0 ? sample.before : sample.after));
    const { operations, cells } = access.rowFor(callee, callers, { patterns, conditions, tellsTcp });
    const byCaller = new Map(cells.flatMap((cell, at) => cell.callers.map((caller) => [caller, at] as const)));
    return { operations, cells, at: callers.map((caller) => byCaller.get(caller) ?? -1) };
  });
  if (was === undefined || is === undefined) return undefined;
  // The side with fewer policies in force divides by the same patterns, so that both have the same classes.
  const { operations } = is;
  const verdictsOf = (side: typeof was, index: number): readonly CellVerdict[] =>
    side.cells[side.at[index] ?? -1]?.verdicts ?? [];
  const byCells = new Map<string, number[]>();
  for (const index of alike.keys()) put(byCells, `${was.at[index]} ${is.at[index]}`, index);
  const groups = new Map<string, { difference: Difference; members: number[] }>();
  for (const members of byCells.values()) {
    const [first = -1] = members;
    const difference = differenceOf(operations, conditions, verdictsOf(was, first), verdictsOf(is, first));
    if (difference === undefined) continue;
    const key = JSON.stringify(difference);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { difference, members });
    else group.members.push(...members);
  }
  if (groups.size === 0) return undefined;
  const { name, port } = after.callee;
  const namesOf = (isMeant: (index: number) => boolean): CallerNames =>
    new CallerNames(
      common.joined(alike.filter((_, index) => isMeant(index))),
      common.joined(alike.filter((_, index) => !isMeant(index))),
    );
  const isOpenOn = (side: typeof was) => (index: number) => verdictsOf(side, index).some(isOpen);
  const isClosed = ![...alike.keys()].some(isOpenOn(is));
  const lastCallers = isClosed ? namesOf(isOpenOn(was)) : undefined;
  return {
    name,
    ...(port !== undefined && { port }),
    changes: [...groups.values()].map(({ difference, members }) => {
      const meant = new Set(members);
      return { callers: namesOf((index) => meant.has(index)), isEverybody: meant.size === alike.length, ...difference };
    }),
    ...(lastCallers !== undefined && lastCallers.size > 0 && { lastCallers }),
  };
}

type Difference = Pick<ChangedCallers, 'gained' | 'lost' | 'unsure'>;

const STOPPED: readonly (CellVerdict | undefined)[] = ['denied', 'no connection'];

function isOpen(verdict: CellVerdict): boolean {
  return !STOPPED.includes(verdict);
}

/** What becomes of a request: which list it belongs to, and how it is called there. */
interface Turn {
  readonly list: keyof Difference;
  readonly suffix: string;
}

function turnsOf(was: CellVerdict, is: CellVerdict): readonly Turn[] {
  if (was === is || (!isOpen(was) && !isOpen(is))) return [];
  if (was === 'unknown' || is === 'unknown') return [{ list: 'unsure', suffix: '' }];
  const asks = ' if the authorizer allows it';
  if (!isOpen(was)) return [{ list: 'gained', suffix: is === 'allowed' ? '' : asks }];
  if (!isOpen(is)) return [{ list: 'lost', suffix: was === 'allowed' ? '' : asks }];
  return [{ list: is === 'allowed' ? 'gained' : 'lost', suffix: ' without an authorizer' }];
}

function differenceOf(
  operations: readonly OperationClass[],
  conditions: readonly RequestCondition[],
  was: readonly CellVerdict[],
  is: readonly CellVerdict[],
): Difference | undefined {
  const turns = was.map((verdict, index) => turnsOf(verdict, is[index] ?? 'unknown'));
  if (turns.every((list) => list.length === 0)) return undefined;
  const kinds = new Map(turns.flat().map((turn) => [`${turn.list}${turn.suffix}`, turn]));
  const lists: Record<keyof Difference, string[]> = { gained: [], lost: [], unsure: [] };
  for (const { list, suffix } of kinds.values()) {
    const isSo = (condition: number, operation: number): boolean =>
      turns[condition * operations.length + operation]?.some((one) => one.list === list && one.suffix === suffix) ??
      false;
    // Operations whose conditions agree are said together.
    const byConditions = new Map<string, Set<number>>();
    for (const operation of operations.keys()) {
      const key = conditionWords(conditions, (condition) => isSo(condition, operation));
      if (key === undefined) continue;
      const group = byConditions.get(key);
      if (group === undefined) byConditions.set(key, new Set([operation]));
      else group.add(operation);
    }
    for (const [words, group] of byConditions) {
      const names = foldOperations(operations, (_, index) => group.has(index));
      lists[list].push(...names.map((name) => `${name}${words}${suffix}`));
    }
  }
  return lists;
}

/** For which of the conditions something is so, in words; empty where they make no difference, undefined where it is so for none. */
function conditionWords(
  conditions: readonly RequestCondition[],
  isSo: (condition: number) => boolean,
): string | undefined {
  const so = conditions.filter((_, index) => isSo(index));
  if (so.length === 0) return undefined;
  if (so.length === conditions.length) return '';
  const rest = conditions.filter((one) => !so.includes(one));
  if (so.some(({ name }) => name === '')) return ` without ${joined(rest)}`;
  // What narrows one of them down and is not among them is said as well.
  const narrower = rest.flatMap(({ name }) => {
    const wider = so.find((one) => name.startsWith(`${one.name} and `));
    return wider === undefined ? [] : [name.slice(wider.name.length + ' and '.length)];
  });
  // A token that is not accepted opens nothing.
  const accepted = so.map((one) => (one.name === 'a token' ? { ...one, name: 'a valid token' } : one));
  return ` with ${joined(accepted)}${narrower.length > 0 ? ` but without ${narrower.join(' or ')}` : ''}`;
}

function joined(conditions: readonly RequestCondition[]): string {
  return conditions.map(({ name }) => name).join(' or ');
}
