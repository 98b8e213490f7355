import { any, not, type Truth } from '../truth';
import { type Connection, connect, serverNameSeen } from './connection';
import { type AccessDestination, type AccessSource, enforcesPolicies, hasOwnTls } from './endpoints';
import type { CustomPolicies, ExternalAuthorizers } from './external-authorizers';
import type { PeerAuthentications } from './mutual-tls';
import type { AccessPolicy, InForce, PolicySelection } from './policies';
import type { InboundRequest } from './request';
import type { RequestAuthentications } from './request-authentication';
import type { DecidingRule, DecisionStage } from './stages';

/** What a request asks for, and what it carries. What is left out is not known. */
export interface AccessAttributes
  extends Pick<
    InboundRequest,
    'method' | 'path' | 'host' | 'headers' | 'token' | 'sni' | 'remoteIp' | 'destinationIp'
  > {
  /**
   * What the client speaks; makes a difference only at a port of which nothing says what it speaks.
   * @default - HTTP where a method, a path, a host, a header or a token is known, else not known
   */
  readonly protocol?: 'http' | 'tcp';
  /** What the external authorizers that are asked say. */
  readonly externalAuthorizer?: 'allows' | 'denies';
}

/** Whether a request gets through, and by whose word. */
export interface AccessDecision {
  /** `no connection`: refused before any policy is asked. `unknown`: it depends on what is not known. */
  readonly verdict: 'allowed' | 'denied' | 'no connection' | 'unknown';
  /** The stage that decided; for an allowed request the last one asked. */
  readonly by: DecisionStage;
  /** Every stage, those after the deciding one included: they would have decided next. */
  readonly stages: readonly DecisionStage[];
  /** Stages that depend on what is not known. */
  readonly unknown: readonly DecisionStage[];
  /** Rules of dry-run policies that match: they are reported and change nothing. */
  readonly dryRun: readonly DecidingRule[];
  /** Whether anything enforces policies at the destination. */
  readonly enforced: Truth;
}

/** The policies of a mesh that decide who may call whom. */
export interface MeshPolicies {
  readonly peerAuthentications: PeerAuthentications;
  readonly requestAuthentications: RequestAuthentications;
  readonly accessPolicies: PolicySelection<AccessPolicy>;
  readonly authorizers: ExternalAuthorizers;
}

/** One proxy that a request comes to, and from whom. */
export interface Hop {
  readonly from: AccessSource;
  readonly to: AccessDestination;
  readonly attributes: AccessAttributes;
  /** What it is called; undefined for the destination itself. */
  readonly at?: string;
  /** How the client connects, where mutual TLS of the mesh does not decide it. */
  readonly connection?: Connection;
  /** What is asked before the policies of the next hop. */
  readonly route?: DecisionStage;
  /** Whether the proxy has no route for it: then no external authorizer is asked. */
  readonly isUnrouted?: boolean;
}

/** Decides about one request, in the order in which Istio's proxies do. */
export function decide(
  from: AccessSource,
  to: AccessDestination,
  attributes: AccessAttributes,
  policies: MeshPolicies,
): AccessDecision {
  return decideAlong([{ from, to, attributes }], policies);
}

/** Decides about one request that goes from proxy to proxy: each of them has its say. */
export function decideAlong(hops: readonly Hop[], policies: MeshPolicies): AccessDecision {
  const stages: DecisionStage[] = [];
  const dryRun: DecidingRule[] = [];
  let token: AccessAttributes['token'] | 'as given' = 'as given';
  for (const hop of hops) {
    const { token: given, ...rest } = hop.attributes;
    const carried: AccessAttributes['token'] = token === 'as given' ? given : token;
    const asked = askHop({ ...hop, attributes: carried === undefined ? rest : { ...rest, token: carried } }, policies);
    const { at } = hop;
    stages.push(...(at === undefined ? asked.stages : asked.stages.map((stage) => ({ ...stage, at }))));
    if (hop.route !== undefined) stages.push(hop.route);
    dryRun.push(...asked.dryRun);
    // A proxy that checks a token keeps it, unless it is to forward it.
    if (asked.isTokenForwarded !== true) token = asked.isTokenForwarded === false ? 'none' : undefined;
  }
  const last = hops[hops.length - 1];
  return verdictOf(stages, dryRun, last === undefined ? false : enforcesPolicies(last.to));
}

interface AskedHop {
  readonly stages: readonly DecisionStage[];
  readonly dryRun: readonly DecidingRule[];
  readonly isTokenForwarded: Truth;
}

function askHop(hop: Hop, policies: MeshPolicies): AskedHop {
  const [first, second] = spokenAt(hop).map((protocol) => askHopBy(protocol, hop, policies));
  if (first === undefined) throw new Error('a connection speaks something');
  return second === undefined ? first : eitherOf(first, second);
}

/** What a connection may speak, as the proxies of the destination tell. */
export function spokenAt({ from, to, attributes }: Hop): readonly InboundRequest['protocol'][] {
  if (to.protocol !== 'auto') return [to.protocol];
  if (hasOwnTls(from)) return ['tcp'];
  const { protocol, method, path, host, headers = {}, token = 'none' } = attributes;
  if (protocol !== undefined) return [protocol];
  const isHttp = [method, path, host].some((one) => one !== undefined) || token !== 'none';
  return isHttp || Object.keys(headers).length > 0 ? ['http'] : ['http', 'tcp'];
}

/** What is so whichever of HTTP and something else a connection speaks, and what depends on it. */
function eitherOf(http: AskedHop, tcp: AskedHop): AskedHop {
  const stages = http.stages.map((one): DecisionStage => {
    const other = tcp.stages.find(({ stage }) => stage === one.stage) ?? {
      passes: true,
      because: 'it is not asked',
      rules: [],
    };
    if (other.passes === one.passes) return one;
    const { status: _status, ...rest } = one;
    const because = `nothing says what the port speaks: over HTTP ${one.because}, over anything else ${other.because}`;
    const rules = [...one.rules, ...other.rules.filter((rule) => !one.rules.some((own) => isOfSamePolicy(own, rule)))];
    return { ...rest, passes: 'unknown', because, rules };
  });
  return { stages, dryRun: http.dryRun, isTokenForwarded: http.isTokenForwarded };
}

function isOfSamePolicy(one: DecidingRule, other: DecidingRule): boolean {
  const { name, namespace } = one.policy;
  return other.policy.name === name && other.policy.namespace === namespace;
}

function askHopBy(
  protocol: InboundRequest['protocol'],
  { from, to, attributes, ...hop }: Hop,
  policies: MeshPolicies,
): AskedHop {
  const connection = hop.connection ?? connect(from, to, policies.peerAuthentications.modeOf(to, to.port));
  if (enforcesPolicies(to) === false) return { stages: [connection.stage], dryRun: [], isTokenForwarded: true };
  const { sni: given, ...others } = attributes;
  const sni = serverNameSeen(from, to, connection, { protocol, ...(given !== undefined && { sni: given }) });
  const request: InboundRequest = {
    ...others,
    protocol,
    ...(sni !== undefined && { sni }),
    ...(to.port !== undefined && { port: to.port }),
    ...(from.ip !== undefined && { sourceIp: from.ip }),
    ...(connection.peer !== undefined && { peer: connection.peer }),
  };
  const reading = policies.requestAuthentications.read(to, request);
  const seen = reading.token === request.token ? request : withToken(request, reading.token);
  const inForce = policies.accessPolicies.at(to);
  const dryRun = inForce.filter(({ value }) => value.dryRun).flatMap((one) => matching(one, seen).rules);
  const enforced = inForce.filter(({ value }) => !value.dryRun);
  const custom = policies.authorizers.read(hop.isUnrouted ? [] : enforced, protocol);
  const access = accessStages(enforced, custom, seen, attributes.externalAuthorizer);
  const stages = [
    connection.stage,
    // The proxy asks external authorizers before it looks at tokens.
    ...access.filter(({ stage }) => stage === 'CUSTOM'),
    ...(reading.policies.length > 0 ? [tokenStage(reading)] : []),
    ...access.filter(({ stage }) => stage !== 'CUSTOM'),
  ];
  const isForwarded = reading.accepted === 'unknown' ? 'unknown' : (reading.isForwarded ?? true);
  return { stages, dryRun, isTokenForwarded: attributes.token === 'none' ? true : isForwarded };
}

function withToken({ token: _token, ...rest }: InboundRequest, token: InboundRequest['token']): InboundRequest {
  return token === undefined ? rest : { ...rest, token };
}

function verdictOf(stages: readonly DecisionStage[], dryRun: readonly DecidingRule[], enforced: Truth): AccessDecision {
  const [connection] = stages;
  if (connection === undefined) throw new Error('a decision has at least the stage of the connection');
  const unknown = stages.filter(({ passes }) => passes === 'unknown');
  const refusing = stages.find(({ passes }) => passes === false);
  const rest = { stages, unknown, dryRun, enforced };
  if (refusing !== undefined) {
    // Without knowing that there is a proxy at all, nothing is sure to be refused.
    if (enforced === 'unknown') return { verdict: 'unknown', by: refusing, ...rest };
    return { verdict: refusing.stage === 'connection' ? 'no connection' : 'denied', by: refusing, ...rest };
  }
  const [open] = unknown;
  if (open !== undefined) return { verdict: 'unknown', by: open, ...rest };
  return { verdict: 'allowed', by: stages[stages.length - 1] ?? connection, ...rest };
}

function tokenStage({ accepted, policies, status }: ReturnType<RequestAuthentications['read']>): DecisionStage {
  const because =
    accepted === true
      ? 'the token is accepted, or there is none'
      : accepted === 'unknown'
        ? 'whether there is a valid token is not known'
        : status === 403
          ? 'the token is for other audiences (403)'
          : 'the token is not accepted (401)';
  const rules = policies.map((one) => ({ policy: { kind: 'RequestAuthentication', ...one } }));
  return { stage: 'token', passes: accepted, because, rules, ...(status !== undefined && { status }) };
}

/** The rules of one policy that match a request for sure, and whether any does. */
function matching(
  { value: policy, isSure }: InForce<AccessPolicy>,
  request: InboundRequest,
): { readonly matches: Truth; readonly rules: readonly DecidingRule[] } {
  const answers = policy.rules.map((rule) => rule.matches(request));
  const reference = { kind: 'AuthorizationPolicy', name: policy.name, namespace: policy.namespace };
  const found = answers.flatMap((answer, rule) =>
    answer === false ? [] : [{ answer, rule: { policy: reference, rule } }],
  );
  const known = any([...answers, ...(policy.hasUnknownRules ? (['unknown'] as const) : [])]);
  const matches = known !== false && !isSure ? 'unknown' : known;
  const sure = found.filter(({ answer }) => answer === true);
  return { matches, rules: (sure.length > 0 ? sure : found).map(({ rule }) => rule) };
}

function accessStages(
  policies: readonly InForce<AccessPolicy>[],
  { asked, denial }: CustomPolicies,
  request: InboundRequest,
  externalAuthorizer: AccessAttributes['externalAuthorizer'],
): DecisionStage[] {
  const of = (action: AccessPolicy['action']): readonly InForce<AccessPolicy>[] =>
    policies.filter(({ value }) => value.action === action);
  const ask = (
    list: readonly InForce<AccessPolicy>[],
  ): { readonly matches: Truth; readonly rules: readonly DecidingRule[] } => {
    const results = list.map((policy) => matching(policy, request));
    const matches = any(results.map((one) => one.matches));
    return { matches, rules: results.filter((one) => one.matches !== false).flatMap(({ rules }) => rules) };
  };
  const stages: DecisionStage[] = [];
  if (asked.length > 0) {
    const { matches, rules } = ask(asked);
    const provider = asked[0]?.value.provider ?? 'unknown';
    const answer: Truth = externalAuthorizer === undefined ? 'unknown' : externalAuthorizer === 'allows';
    const allows = denial === undefined ? answer : false;
    const passes = any([not(matches), allows]);
    const because =
      matches === false
        ? 'no rule asks an external authorizer about it'
        : (denial ??
          (passes === 'unknown'
            ? `it depends on the external authorizer "${provider}"`
            : `the external authorizer "${provider}" ${allows === true ? 'allows' : 'denies'} it`));
    stages.push({ stage: 'CUSTOM', passes, because, rules });
  }
  const deny = of('DENY');
  if (deny.length > 0) {
    const { matches, rules } = ask(deny);
    const because =
      matches === false ? 'no rule denies it' : matches === true ? 'a rule denies it' : 'a rule may deny it';
    stages.push({ stage: 'DENY', passes: not(matches), because, rules });
  }
  const allow = of('ALLOW');
  if (allow.length === 0) {
    stages.push({
      stage: 'ALLOW',
      passes: true,
      because: 'no ALLOW policy is in force: what is not denied is allowed',
      rules: [],
    });
  } else {
    const { matches, rules } = ask(allow);
    const because =
      matches === true
        ? 'a rule allows it'
        : matches === false
          ? 'ALLOW policies are in force and none of their rules allows it'
          : 'a rule may allow it';
    const inForce = allow.map(({ value: { name, namespace } }) => ({
      policy: { kind: 'AuthorizationPolicy', name, namespace },
    }));
    // Where it is not sure that any of them is in force, what they do not allow may be allowed.
    const passes = matches === true || allow.some(({ isSure }) => isSure) ? matches : 'unknown';
    stages.push({ stage: 'ALLOW', passes, because, rules: rules.length > 0 ? rules : inForce });
  }
  return stages;
}
