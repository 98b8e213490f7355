import { all, any, not, type Truth } from '../truth';
import type { RequestCondition } from './conditions';
import { connect, serverNameSeen } from './connection';
import type { MeshPolicies } from './decision';
import { type AccessDestination, type AccessSource, enforcesPolicies, hasOwnTls } from './endpoints';
import { type OperationClass, operationClasses, PLAIN_TCP } from './operations';
import type { AccessPolicy, InForce } from './policies';
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
  /**
   * Whether connections that are not HTTP are a class of their own.
   * @default - where nothing says what the port speaks, and there are policies
   */
  readonly tellsTcp?: boolean;
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
  { patterns = [], conditions, tellsTcp }: RowDetail = {},
): AccessRow<Caller, Destination> {
  const { target } = destination;
  const inForce =
    enforcesPolicies(target) === false ? [] : policies.accessPolicies.at(target).filter(({ value }) => !value.dryRun);
  const own = inForce.flatMap(({ value: { rules } }) => rules.map((rule) => rule.patterns));
  const classes = operationClasses([...own, ...patterns]);
  const isSniffed = tellsTcp ?? (target.protocol === 'auto' && own.length + patterns.length > 0);
  const layers = [
    new Layer(target.protocol === 'tcp' ? 'tcp' : 'http', classes, target, inForce, policies),
    ...(isSniffed ? [new Layer('tcp', [PLAIN_TCP], target, inForce, policies)] : []),
  ];
  const operations = isSniffed ? [...classes.map(asHttp), PLAIN_TCP] : classes;
  const cells = new Map<string, { callers: Caller[]; verdicts: readonly CellVerdict[] }>();
  const variants = variantsOf(target, policies, conditions);
  const mode = policies.peerAuthentications.modeOf(target, target.port);
  for (const caller of callers) {
    const connection = connect(caller.source, target, mode);
    const { stage, peer } = connection;
    const { ip } = caller.source;
    const isOpaque = isSniffed && hasOwnTls(caller.source);
    const asked = layers.map((layer) => {
      const sni = serverNameSeen(caller.source, target, connection, layer);
      return variants.map(({ request }): SourceOfRequest => {
        const sourceIp = ip ?? request.sourceIp;
        return { peer, sni, ...request, ...(sourceIp !== undefined && { sourceIp }) };
      });
    });
    // One letter an answer: most callers find their cell by it, and need nothing else.
    let key = `${stage.passes} ${isOpaque} `;
    for (const [at, layer] of layers.entries()) {
      for (const request of asked[at] ?? []) key += layer.lettersOf(request);
    }
    const cell = cells.get(key);
    if (cell !== undefined) {
      cell.callers.push(caller);
      continue;
    }
    const byVariant = variants.map(({ isRefused }, index) =>
      layers.flatMap((layer, at): readonly CellVerdict[] => {
        const isOut = isOpaque && layer.protocol === 'http';
        return layer.verdictsOn(asked[at]?.[index] ?? {}, { passes: isOut ? false : stage.passes, isRefused });
      }),
    );
    const verdicts = conditions === undefined ? withTokens(byVariant) : byVariant.flat();
    cells.set(key, { callers: [caller], verdicts });
  }
  return { destination, operations, cells: [...cells.values()] };
}

function asHttp({ request, ...one }: OperationClass): OperationClass {
  return { ...one, request: { ...request, protocol: 'http' } };
}

/** Where a request comes from, and what it carries. */
type SourceOfRequest = Omit<InboundRequest, 'protocol' | 'port'>;

/** What the policies at a destination say to classes of requests that speak one protocol. */
class Layer {
  private readonly groups: readonly RuleGroup[];
  private readonly stances: { readonly hasAllow: boolean; readonly isCustomDenied: boolean };
  private readonly base: Pick<InboundRequest, 'protocol' | 'port'>;
  private readonly byOperation: readonly (readonly (readonly Truth[])[])[];

  constructor(
    readonly protocol: InboundRequest['protocol'],
    operations: readonly OperationClass[],
    { port }: AccessDestination,
    inForce: readonly InForce<AccessPolicy>[],
    { authorizers }: MeshPolicies,
  ) {
    const custom = authorizers.read(inForce, protocol);
    this.groups = (['CUSTOM', 'DENY', 'ALLOW'] as const).map((action): RuleGroup => {
      const own = (action === 'CUSTOM' ? custom.asked : inForce)
        .filter(({ value }) => value.action === action)
        .map(({ value, isSure }) => ({ ...value, hasUnknownRules: value.hasUnknownRules || !isSure }));
      return {
        action,
        rules: own.flatMap((one) => one.rules),
        hasUnknownRules: own.some((one) => one.hasUnknownRules),
      };
    });
    const hasAllow = inForce.some(({ value, isSure }) => isSure && value.action === 'ALLOW');
    this.stances = { hasAllow, isCustomDenied: custom.denial !== undefined };
    this.base = { protocol, ...(port !== undefined && { port }) };
    this.byOperation = operations.map(({ request }) =>
      this.groups.map(({ rules }) => rules.map((rule) => rule.matchesOperation({ ...request, ...this.base }))),
    );
  }

  /** Equal for requests that all rules match alike by where they come from. */
  lettersOf(source: SourceOfRequest): string {
    const request = { ...source, ...this.base };
    let letters = '';
    for (const { rules } of this.groups) for (const rule of rules) letters += LETTERS[`${rule.matchesSource(request)}`];
    return letters;
  }

  /** One verdict a class. */
  verdictsOn(
    source: SourceOfRequest,
    { passes, isRefused }: { readonly passes: Truth; readonly isRefused: boolean },
  ): readonly CellVerdict[] {
    if (passes === false) return this.byOperation.map(() => 'no connection');
    const request = { ...source, ...this.base };
    const matches = this.groups.map(({ rules }) => rules.map((rule) => rule.matchesSource(request)));
    return this.byOperation.map((operation): CellVerdict => {
      const verdict =
        isRefused && this.protocol === 'http' ? 'denied' : verdictOf(this.groups, this.stances, matches, operation);
      return passes === 'unknown' && verdict !== 'denied' ? 'unknown' : verdict;
    });
  }
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
  const { port } = target;
  const protocol = target.protocol === 'tcp' ? 'tcp' : 'http';
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
