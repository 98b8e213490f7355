import type { Truth } from '../truth';
import { type PolicyObject, PolicySelection, type PolicyTarget } from './policies';
import type { InboundRequest, RequestToken } from './request';

/** How the proxy of a workload sees the token of a request. */
export interface TokenReading {
  /** Whether the request goes on; false: 401. */
  readonly accepted: Truth;
  /** What policies see. Undefined: not known. */
  readonly token?: RequestToken | 'none';
  /** The RequestAuthentications that were asked. */
  readonly policies: readonly { readonly name: string; readonly namespace: string }[];
}

/** Whose tokens are accepted, and for whom; any audience where none is named. */
export interface TokenIssuer {
  readonly issuer: string | undefined;
  readonly audiences: readonly string[];
}

interface TokenRule {
  readonly issuer: string | undefined;
  readonly audiences: readonly string[] | 'unknown';
  readonly isKnown: boolean;
}

interface TokenPolicy {
  readonly name: string;
  readonly namespace: string;
  readonly rules: readonly TokenRule[] | 'unknown';
}

/** The RequestAuthentications of a mesh: a token must be good where there is one, and counts only where somebody checks it. */
export class RequestAuthentications {
  private readonly selection: PolicySelection<TokenPolicy>;

  constructor(objects: Iterable<PolicyObject>, rootNamespace: string) {
    this.selection = new PolicySelection(objects, rootNamespace, tokenPolicy);
  }

  /** Whose tokens are checked at a workload, as far as that is known. */
  issuersAt(workload: PolicyTarget): readonly TokenIssuer[] {
    return this.selection
      .at(workload)
      .flatMap(({ value: { rules } }) =>
        rules === 'unknown'
          ? []
          : rules.flatMap(({ issuer, audiences }) => (audiences === 'unknown' ? [] : [{ issuer, audiences }])),
      );
  }

  /** What becomes of the token of a request at a workload. */
  read(workload: PolicyTarget, { protocol, token }: InboundRequest): TokenReading {
    const policies = this.selection
      .at(workload)
      .map(({ value, isSure }) => (isSure ? value : { ...value, rules: 'unknown' as const }))
      .filter(({ rules }) => rules === 'unknown' || rules.length > 0);
    const named = policies.map(({ name, namespace }) => ({ name, namespace }));
    if (protocol === 'tcp') return { accepted: true, token: 'none', policies: [] };
    if (policies.length === 0) return { accepted: true, token: 'none', policies: named };
    if (token === 'none') return { accepted: true, token, policies: named };
    if (token === undefined) return { accepted: 'unknown', policies: named };
    const rules = policies.flatMap((one) => (one.rules === 'unknown' ? [] : one.rules));
    if (token.valid !== false && rules.some((rule) => rule.isKnown && fits(rule, token))) {
      return { accepted: true, token, policies: named };
    }
    const isOpen = policies.some((one) => one.rules === 'unknown') || rules.some(({ isKnown }) => !isKnown);
    return isOpen && token.valid !== false
      ? { accepted: 'unknown', policies: named }
      : { accepted: false, token: 'none', policies: named };
  }
}

function fits({ issuer, audiences }: TokenRule, token: RequestToken): boolean {
  if (issuer !== undefined && issuer !== token.issuer) return false;
  return audiences.length === 0 || (token.audiences ?? []).some((one) => audiences.includes(one));
}

function tokenPolicy({ name, namespace, spec }: PolicyObject): TokenPolicy {
  const { jwtRules = [] } = spec;
  return { name, namespace, rules: Array.isArray(jwtRules) ? jwtRules.map(tokenRule) : 'unknown' };
}

function tokenRule(rule: unknown): TokenRule {
  const { issuer, audiences = [] } = (rule ?? {}) as { readonly issuer?: unknown; readonly audiences?: unknown };
  const list = Array.isArray(audiences) && audiences.every((one) => typeof one === 'string') ? audiences : 'unknown';
  return {
    issuer: typeof issuer === 'string' && issuer !== '' ? issuer : undefined,
    audiences: list,
    isKnown: list !== 'unknown' && (issuer === undefined || typeof issuer === 'string'),
  };
}
