import type { Truth } from '../truth';
import { fieldsOf, isHole, itemsOf, textOf } from '../value';
import { type InForce, type PolicyObject, PolicySelection, type PolicyTarget } from './policies';
import type { InboundRequest, RequestToken, SeenToken } from './request';

/** How the proxy of a workload sees the token of a request. */
export interface TokenReading {
  /** Whether the request goes on. */
  readonly accepted: Truth;
  /** What it is answered with where it does not go on: 403 for a token with other audiences. */
  readonly status?: 401 | 403;
  /** What policies see. Undefined: not known. */
  readonly token?: SeenToken | 'none';
  /** Whether the token goes on to whom the proxy forwards the request. Undefined: not known. */
  readonly isForwarded?: boolean;
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
  readonly spaceDelimited: readonly string[];
  readonly forwards: boolean;
  /** Headers, in lowercase, query parameters and cookies that are looked at. */
  readonly places: {
    readonly headers: readonly string[];
    readonly params: readonly string[];
    readonly cookies: readonly string[];
  };
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

  constructor(
    objects: Iterable<PolicyObject>,
    private readonly rootNamespace: string,
  ) {
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
  read(workload: PolicyTarget, request: InboundRequest): TokenReading {
    const { protocol, token } = request;
    if (protocol === 'tcp') return { accepted: true, token: 'none', policies: [] };
    const isOfRoot = ({ value }: InForce<TokenPolicy>): number => Number(value.namespace === this.rootNamespace);
    const policies = [...this.selection.at(workload)]
      // istiod puts the rules of the workload's own namespace first.
      .sort((a, b) => isOfRoot(a) - isOfRoot(b))
      .map(({ value, isSure }) => (isSure ? value : { ...value, rules: 'unknown' as const }))
      .filter(({ rules }) => rules === 'unknown' || rules.length > 0);
    const named = policies.map(({ name, namespace }) => ({ name, namespace }));
    const unread = { accepted: true, token: 'none', isForwarded: true, policies: named } as const;
    if (policies.length === 0 || token === 'none') return unread;
    const isPreflight = isCorsPreflight(request);
    // Browsers send no tokens with these, so none is asked for.
    if (isPreflight === true) return unread;
    if (token === undefined || isPreflight === 'unknown') return { accepted: 'unknown', policies: named };
    const isOpen = policies.some(({ rules }) => rules === 'unknown' || rules.some(({ isKnown }) => !isKnown));
    const looking = policies
      .flatMap(({ rules }) => (rules === 'unknown' ? [] : rules))
      .filter(({ places }) => isIn(places, token));
    if (looking.length === 0) return isOpen ? { accepted: 'unknown', policies: named } : unread;
    const isBad = token.valid === false || token.expired === true;
    const rule = isBad ? undefined : looking.find((one) => one.isKnown && fits(one, token));
    if (rule !== undefined) {
      const seen = { ...token, spaceDelimited: rule.spaceDelimited };
      return { accepted: true, token: seen, isForwarded: rule.forwards, policies: named };
    }
    if (isOpen && !isBad) return { accepted: 'unknown', policies: named };
    return { accepted: false, status: refusalOf(looking, token), token: 'none', policies: named };
  }
}

/** Of several rules that refuse a token, the first by its issuer has the word where it is of that issuer, else the last one that is. */
function refusalOf(rules: readonly TokenRule[], token: RequestToken): 401 | 403 {
  const sorted = [...rules].sort((a, b) => compare(a.issuer ?? '', b.issuer ?? ''));
  const [first] = sorted;
  const rule = first && isOfIssuer(first, token) ? first : sorted.findLast((one) => isOfIssuer(one, token));
  // Envoy looks at times first, then at audiences, then at the signature.
  return rule === undefined || token.expired === true || fits(rule, token) ? 401 : 403;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether a browser asks in advance whether it may send a request. */
function isCorsPreflight({ method, headers }: InboundRequest): Truth {
  if (method !== undefined && method !== 'OPTIONS') return false;
  if (headers === undefined) return method === undefined ? false : 'unknown';
  const isAsked = ['origin', 'access-control-request-method'].every((name) => (headers[name] ?? '') !== '');
  return isAsked && method === undefined ? 'unknown' : isAsked;
}

function isIn({ headers, params, cookies }: TokenRule['places'], { in: place }: RequestToken): boolean {
  if (place === undefined) return headers.includes('authorization');
  if ('header' in place) return headers.includes(place.header.toLowerCase());
  return 'param' in place ? params.includes(place.param) : cookies.includes(place.cookie);
}

function fits(rule: TokenRule, token: RequestToken): boolean {
  const { audiences } = rule;
  if (!isOfIssuer(rule, token)) return false;
  return audiences.length === 0 || (token.audiences ?? []).some((one) => audiences.includes(one));
}

function isOfIssuer({ issuer }: TokenRule, token: RequestToken): boolean {
  return issuer === undefined || issuer === token.issuer;
}

function tokenPolicy({ name, namespace, spec }: PolicyObject): TokenPolicy {
  const { jwtRules = [] } = spec;
  return { name, namespace, rules: Array.isArray(jwtRules) ? jwtRules.map(tokenRule) : 'unknown' };
}

function tokenRule(rule: unknown): TokenRule {
  const { issuer, audiences, spaceDelimitedClaims, forwardOriginalToken, ...places } = fieldsOf(rule);
  const list = textsIn(audiences);
  const words = textsIn(spaceDelimitedClaims);
  const found = {
    headers: itemsOf(places['fromHeaders']).flatMap((one) => textOf(fieldsOf(one)['name'])?.toLowerCase() ?? []),
    params: textsIn(places['fromParams']) ?? [],
    cookies: textsIn(places['fromCookies']) ?? [],
  };
  const isStated = ['fromHeaders', 'fromParams', 'fromCookies'].some((name) => itemsOf(places[name]).length > 0);
  return {
    issuer: typeof issuer === 'string' && issuer !== '' ? issuer : undefined,
    audiences: list ?? 'unknown',
    spaceDelimited: words ?? [],
    forwards: forwardOriginalToken === true,
    places: isStated ? found : { headers: ['authorization'], params: ['access_token'], cookies: [] },
    isKnown:
      list !== undefined &&
      words !== undefined &&
      !Object.values(places).some(isHole) &&
      (issuer === undefined || typeof issuer === 'string'),
  };
}

/** The texts of a list, none where there is no list; undefined where they are not all known. */
function textsIn(value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined;
}
