import type { AccessDecision } from '../model/access/decision';
import { enforcesPolicies } from '../model/access/endpoints';
import { explain, operationName, ruleName, UNKNOWN_PROXY } from '../model/access/explain';
import type { AccessQuestion, MeshAccess } from '../model/access/mesh-access';
import type { Callee, Caller } from '../model/access/participants';
import type { DecidingRule } from '../model/access/stages';

/** A workload by its object, or by `namespace/name`. One that the stacks do not deploy is known by its account. */
export type WorkloadName =
  | string
  | {
      readonly name: string;
      readonly namespace: string;
      /**
       * The account that it runs under.
       * @default - one of the workload's name
       */
      readonly serviceAccount?: { readonly name: string; readonly namespace: string };
    };

/** A request of which it is asked whether it gets through. */
export interface AccessRequest extends Omit<AccessQuestion, 'from' | 'to' | 'token' | 'headers'> {
  /** A workload, a service account as `namespace/account`, or `outside` for a client without an identity of the mesh. */
  readonly from: WorkloadName;
  /** A Service, a workload, or a host outside of the mesh. */
  readonly to: WorkloadName;
  /** @default - no token */
  readonly token?: AccessQuestion['token'];
  /**
   * Headers by name.
   * @default - no headers that policies ask for
   */
  readonly headers?: AccessQuestion['headers'];
}

/** Who may reach a destination. */
export interface OpenPaths {
  /** A Service or a workload. */
  readonly to: WorkloadName;
  /**
   * Those who may reach it.
   * @default - none
   */
  readonly except?: readonly WorkloadName[];
}

/** What a matcher says of an answer. */
export interface AccessAnswer {
  readonly pass: boolean;
  readonly lines: readonly string[];
}

/** Whether a request gets through. */
export function asksAllowed(access: MeshAccess, request: AccessRequest): AccessAnswer {
  const decision = decisionOf(access, request);
  return { pass: decision.verdict === 'allowed', lines: [asked(request), ...explain(decision)] };
}

/** Whether a request is stopped; `by`: by the policy of that name, as `namespace/name`. */
export function asksDenied(access: MeshAccess, request: AccessRequest, by: string | undefined): AccessAnswer {
  const decision = decisionOf(access, request);
  const isStopped = decision.verdict === 'denied' || decision.verdict === 'no connection';
  const isBy = by === undefined || decision.by.rules.some((rule) => isNamed(rule, by));
  const lines = [asked(request), ...explain(decision)];
  return { pass: isStopped && isBy, lines: isStopped && !isBy ? [...lines, stoppedBy(decision, by ?? '')] : lines };
}

/** Whether only the exceptions get anything through to a destination, clients that its policies name among them. */
export function asksClosed(access: MeshAccess, { to, except = [] }: OpenPaths): AccessAnswer {
  const named = nameOf(to);
  access.calleeNamed(named);
  const exceptions = except.map((one) => access.callerNamed(callerNameOf(access, one)));
  const open = access.callees
    .filter((callee) => access.calleesNamed(named).includes(callee))
    .flatMap((callee) => openTo(access, callee, exceptions));
  return { pass: open.length === 0, lines: open.length === 0 ? [`no other caller reaches ${named}`] : open };
}

function openTo(access: MeshAccess, callee: Callee, exceptions: readonly Caller[]): string[] {
  const { operations, cells } = access.rowWithNamed(callee);
  const identities = exceptions.flatMap(({ source: { identity } }) => (typeof identity === 'object' ? [identity] : []));
  // What a policy says of all clients of a pattern, it says of an exception among them.
  const patterns = access.namedAt(callee).filter(({ fits }) => identities.some(fits));
  const names = new Set([...exceptions, ...patterns].map(({ name }) => name));
  const place = `${callee.name}${callee.port === undefined ? '' : `:${callee.port}`}`;
  const unsure = enforcesPolicies(callee.target) === 'unknown' ? [`${place}: ${UNKNOWN_PROXY}`] : [];
  const found = cells.flatMap(({ callers, verdicts }) => {
    const others = callers.map(({ name }) => name).filter((name) => !names.has(name));
    const open = operations.flatMap((operation, index) => {
      const verdict = verdicts[index] ?? 'denied';
      if (verdict === 'denied' || verdict === 'no connection') return [];
      return [verdict === 'allowed' ? operationName(operation) : `${operationName(operation)} (${verdict})`];
    });
    return others.length === 0 || open.length === 0
      ? []
      : [`${place} is open to ${others.join(', ')}: ${open.join(', ')}`];
  });
  return [...unsure, ...found];
}

function decisionOf(access: MeshAccess, { from, to, ...rest }: AccessRequest): AccessDecision {
  return access.decide({
    token: 'none',
    headers: {},
    ...rest,
    from: callerNameOf(access, from),
    to: nameOf(to),
  });
}

function callerNameOf(access: MeshAccess, workload: WorkloadName): string {
  const name = nameOf(workload);
  const account = typeof workload === 'string' ? undefined : workload.serviceAccount;
  if (account === undefined || access.callers.some((one) => one.name === name)) return name;
  return `${account.namespace}/${account.name}`;
}

function nameOf(workload: WorkloadName): string {
  return typeof workload === 'string' ? workload : `${workload.namespace}/${workload.name}`;
}

function isNamed({ policy }: DecidingRule, by: string): boolean {
  return `${policy.namespace}/${policy.name}` === by || policy.name === by;
}

function stoppedBy({ by }: AccessDecision, expected: string): string {
  return `expected it to be stopped by ${expected}, got ${by.rules.map(ruleName).join(', ') || by.because}`;
}

function asked({ from, to, port, method, path }: AccessRequest): string {
  const request = [method, path].filter((part) => part !== undefined).join(' ');
  return `${nameOf(from)} -> ${nameOf(to)}${port === undefined ? '' : `:${port}`}${request === '' ? '' : ` ${request}`}`;
}
