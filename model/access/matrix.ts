import { all, any, not, type Truth } from '../truth';
import type { RequestCondition } from './conditions';
import { connect, serverNameSeen } from './connection';
import type { MeshPolicies } from './decision';
import { type AccessDestination, type AccessSource, enforcesPolicies } from './endpoints';
import { type OperationClass, operationClasses } from './operations';
import type { AccessPolicy } from './policies';
import type { InboundRequest } from './request';
import type { AccessRule, OperationPatterns } from './rule';

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
  /** One verdict a class of operations, in the order of the row's classes; where conditions are asked about, so for each of them. */
  readonly verdicts: readonly CellVerdict[];
}

/** One destination with all of its callers. */
export interface AccessRow<Caller, Destination> {
  readonly destination: Destination;
  readonly operations: readonly OperationClass[];
  readonly cells: readonly AccessCell<Caller>[];
}

const LETTERS = { true: 't', false: 'f', unknown: 'u' } as const;

/** What else a row tells apart. */
export interface RowDetail {
  /** Patterns of requests besides those of the policies in force. */
  readonly patterns?: readonly OperationPatterns[];
  /**
   * What requests carry.
   * @default - a token or none, which makes a verdict of its own
   */
  readonly conditions?: readonly RequestCondition[];
}

interface RuleGroup {
  readonly action: AccessPolicy['action'];
  readonly rules: readonly AccessRule[];
  readonly hasUnknownRules: boolean;
}

/** Every caller's access to one destination; callers that the policies treat alike share a cell. */
export function accessRow<
  Caller extends { readonly source: AccessSource },
  Destination extends { readonly target: AccessDestination },
>(
  destination: Destination,
  callers: Iterable<Caller>,
  policies: MeshPolicies,
  { patterns = [], conditions }: RowDetail = {},
): AccessRow<Caller, Destination> {
  const { target } = destination;
  const inForce =
    enforcesPolicies(target) === false ? [] : policies.accessPolicies.at(target).filter(({ value }) => !value.dryRun);
  const custom = policies.authorizers.read(inForce, target.protocol);
  const groups = (['CUSTOM', 'DENY', 'ALLOW'] as const).map((action): RuleGroup => {
    const own = (action === 'CUSTOM' ? custom.asked : inForce)
      .filter(({ value }) => value.action === action)
      .map(({ value, isSure }) => ({ ...value, hasUnknownRules: value.hasUnknownRules || !isSure }));
    return { action, rules: own.flatMap((one) => one.rules), hasUnknownRules: own.some((one) => one.hasUnknownRules) };
  });
  const hasAllow = inForce.some(({ value, isSure }) => isSure && value.action === 'ALLOW');
  const own = inForce.flatMap(({ value: { rules } }) => rules.map((rule) => rule.patterns));
  const operations = operationClasses([...own, ...patterns]);
  const { protocol, port } = target;
  const base: InboundRequest = { protocol, port };
  const byOperation = operations.map(({ request }) =>
    groups.map(({ rules }) => rules.map((rule) => rule.matchesOperation({ ...base, ...request }))),
  );
  const cells = new Map<string, { callers: Caller[]; verdicts: readonly CellVerdict[] }>();
  const variants = variantsOf(target, policies, conditions);
  const mode = policies.peerAuthentications.modeOf(target, port);
  for (const caller of callers) {
    const connection = connect(caller.source, target, mode);
    const { stage, peer } = connection;
    const sni = serverNameSeen(caller.source, target, connection);
    const { ip } = caller.source;
    const requests = variants.map(({ request }): InboundRequest => {
      const sourceIp = ip ?? request.sourceIp;
      return { protocol, port, peer, sni, ...request, ...(sourceIp !== undefined && { sourceIp }) };
    });
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
    const byVariant = requests.map((request, index) => {
      const source = groups.map(({ rules }) => rules.map((rule) => rule.matchesSource(request)));
      const isRefused = variants[index]?.isRefused === true;
      return byOperation.map((operation): CellVerdict => {
        if (stage.passes === false) return 'no connection';
        const verdict = isRefused
          ? 'denied'
          : verdictOf(groups, { hasAllow, isCustomDenied: custom.denial !== undefined }, source, operation);
        return stage.passes === 'unknown' && verdict !== 'denied' ? 'unknown' : verdict;
      });
    });
    const verdicts = conditions === undefined ? withTokens(byVariant) : byVariant.flat();
    cells.set(key, { callers: [caller], verdicts });
  }
  return { destination, operations, cells: [...cells.values()] };
}

interface Variant {
  readonly request: Partial<InboundRequest>;
  /** Whether its token is not accepted. */
  readonly isRefused: boolean;
}

function variantsOf(
  target: AccessDestination,
  { requestAuthentications }: MeshPolicies,
  conditions: RowDetail['conditions'],
): readonly Variant[] {
  const { protocol, port } = target;
  if (conditions !== undefined) {
    return conditions.map(({ request }) => {
      const { accepted, token } = requestAuthentications.read(target, { protocol, port, ...request });
      const { token: _token, ...rest } = request;
      return { request: token === undefined ? rest : { ...rest, token }, isRefused: accepted === false };
    });
  }
  const without = { request: { token: 'none' as const }, isRefused: false };
  const readsTokens = requestAuthentications.read(target, { protocol, port }).policies.length > 0;
  return readsTokens ? [without, { request: {}, isRefused: false }] : [without];
}

/** What a token makes possible is a verdict of its own. */
function withTokens([without = [], withToken]: readonly (readonly CellVerdict[])[]): readonly CellVerdict[] {
  return without.map((verdict, index) => {
    const other = withToken?.[index];
    return verdict === 'denied' && other !== undefined && other !== 'denied' ? 'with a token' : verdict;
  });
}

function verdictOf(
  groups: readonly RuleGroup[],
  { hasAllow, isCustomDenied }: { readonly hasAllow: boolean; readonly isCustomDenied: boolean },
  source: readonly (readonly Truth[])[],
  operation: readonly (readonly Truth[])[],
): CellVerdict {
  const [custom = false, deny = false, allow = false] = groups.map(({ rules, hasUnknownRules }, index): Truth => {
    const matches = any(
      rules.map((_, rule) => all([source[index]?.[rule] ?? false, operation[index]?.[rule] ?? false])),
    );
    return matches === false && hasUnknownRules ? 'unknown' : matches;
  });
  const passes = all([not(deny), isCustomDenied ? not(custom) : true, hasAllow ? allow : true]);
  if (passes === false) return 'denied';
  if (custom !== false && !isCustomDenied) return 'if the authorizer allows';
  return passes === 'unknown' ? 'unknown' : 'allowed';
}
