import { all, any, not, type Truth } from '../truth';
import { type AccessDestination, type AccessSource, connect, type MeshPolicies } from './decision';
import { type OperationClass, operationClasses } from './operations';
import type { AccessPolicy } from './policies';
import type { InboundRequest } from './request';
import type { AccessRule } from './rule';

/** Whether a caller gets through, and if not surely, on what it depends. */
export type CellVerdict =
  | 'allowed'
  | 'denied'
  | 'no connection'
  | 'with a token'
  | 'if the authorizer allows'
  | 'unknown';

/** What callers that are treated alike may do at one destination. */
export interface AccessCell<Caller> {
  readonly callers: readonly Caller[];
  /** One verdict a class of operations, in the order of the row's classes. */
  readonly verdicts: readonly CellVerdict[];
}

/** One destination with all of its callers. */
export interface AccessRow<Caller, Destination> {
  readonly destination: Destination;
  readonly operations: readonly OperationClass[];
  readonly cells: readonly AccessCell<Caller>[];
}

const LETTERS = { true: 't', false: 'f', unknown: 'u' } as const;

interface RuleGroup {
  readonly action: AccessPolicy['action'];
  readonly rules: readonly AccessRule[];
  readonly hasUnknownRules: boolean;
}

/** Every caller's access to one destination; callers that the policies treat alike share a cell. */
export function accessRow<
  Caller extends { readonly source: AccessSource },
  Destination extends { readonly target: AccessDestination },
>(destination: Destination, callers: Iterable<Caller>, policies: MeshPolicies): AccessRow<Caller, Destination> {
  const { target } = destination;
  const inForce =
    target.dataPlane === 'none' ? [] : policies.accessPolicies.at(target).filter(({ value }) => !value.dryRun);
  const groups = (['CUSTOM', 'DENY', 'ALLOW'] as const).map((action): RuleGroup => {
    const own = inForce
      .filter(({ value }) => value.action === action)
      .map(({ value, isSure }) => ({ ...value, hasUnknownRules: value.hasUnknownRules || !isSure }));
    return { action, rules: own.flatMap((one) => one.rules), hasUnknownRules: own.some((one) => one.hasUnknownRules) };
  });
  const hasAllow = inForce.some(({ value, isSure }) => isSure && value.action === 'ALLOW');
  const operations = operationClasses(inForce.flatMap(({ value: { rules } }) => rules.map(({ patterns }) => patterns)));
  const { protocol, port } = target;
  const base: InboundRequest = { protocol, port };
  const byOperation = operations.map(({ request }) =>
    groups.map(({ rules }) => rules.map((rule) => rule.matchesOperation({ ...base, ...request }))),
  );
  const cells = new Map<string, { callers: Caller[]; verdicts: readonly CellVerdict[] }>();
  const readsTokens = policies.requestAuthentications.read(target, base).policies.length > 0;
  const tokens = readsTokens ? (['none', undefined] as const) : (['none'] as const);
  const mode = policies.peerAuthentications.modeOf(target, port);
  for (const caller of callers) {
    const { stage, peer } = connect(caller.source, target, mode);
    const { ip: sourceIp } = caller.source;
    const requests = tokens.map((token): InboundRequest => ({ protocol, port, sourceIp, peer, token }));
    // One letter an answer: most callers find their cell by it, and need nothing else.
    let key = `${stage.passes} `;
    for (const request of requests) {
      for (const { rules } of groups) for (const rule of rules) key += LETTERS[`${rule.matchesSource(request)}`];
    }
    const cell = cells.get(key);
    if (cell !== undefined) {
      cell.callers.push(caller);
      continue;
    }
    const answers = requests.map((request) =>
      groups.map(({ rules }) => rules.map((rule) => rule.matchesSource(request))),
    );
    const verdicts = byOperation.map((operation): CellVerdict => {
      if (stage.passes === false) return 'no connection';
      const [without, withToken] = answers.map((source) => verdictOf(groups, hasAllow, source, operation));
      if (stage.passes === 'unknown' && without !== 'denied') return 'unknown';
      if (without === 'denied' && withToken !== undefined && withToken !== 'denied') return 'with a token';
      return without ?? 'unknown';
    });
    cells.set(key, { callers: [caller], verdicts });
  }
  return { destination, operations, cells: [...cells.values()] };
}

function verdictOf(
  groups: readonly RuleGroup[],
  hasAllow: boolean,
  source: readonly (readonly Truth[])[],
  operation: readonly (readonly Truth[])[],
): CellVerdict {
  const [custom = false, deny = false, allow = false] = groups.map(({ rules, hasUnknownRules }, index): Truth => {
    const matches = any(
      rules.map((_, rule) => all([source[index]?.[rule] ?? false, operation[index]?.[rule] ?? false])),
    );
    return matches === false && hasUnknownRules ? 'unknown' : matches;
  });
  const passes = all([not(deny), hasAllow ? allow : true]);
  if (passes === false) return 'denied';
  if (custom !== false) return 'if the authorizer allows';
  return passes === 'unknown' ? 'unknown' : 'allowed';
}
