import type * as gatewayApi from '../../resources/generated/gateway-api';

/** A rule of an HTTPRoute with what messages call it. */
export interface OrderedRule {
  readonly title: string;
  readonly rule: gatewayApi.HTTPRouteRule;
}

const EVERYTHING: gatewayApi.HTTPRouteMatch = { path: { type: 'PathPrefix', value: '/' } };
const RANKS: Readonly<Record<string, number>> = { Exact: 3, PathPrefix: 2, RegularExpression: 1 };

/** What istiod compares matches by, the weightiest first: the kind of path, its length, a method, headers, query parameters. */
function weight({ path = {}, method, headers = [], queryParams = [] }: gatewayApi.HTTPRouteMatch): readonly number[] {
  const { type = 'PathPrefix', value = '/' } = path;
  return [RANKS[type] ?? 0, value.length, method === undefined ? 0 : 1, headers.length, queryParams.length];
}

function outweighs(one: gatewayApi.HTTPRouteMatch, other: gatewayApi.HTTPRouteMatch): boolean {
  const [left, right] = [weight(one), weight(other)];
  for (let i = 0; i < left.length; i++) {
    const difference = (left[i] as number) - (right[i] as number);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

/** Whether no request can be like both, as far as it shows without trying. */
function areApart(one: gatewayApi.HTTPRouteMatch, other: gatewayApi.HTTPRouteMatch): boolean {
  if (one.method !== undefined && other.method !== undefined && one.method !== other.method) return true;
  const differ = (a: readonly Exactly[] = [], b: readonly Exactly[] = []): boolean =>
    a.some(({ name, value, type = 'Exact' }) =>
      b.some(
        (two) => two.name === name && type === 'Exact' && (two.type ?? 'Exact') === 'Exact' && two.value !== value,
      ),
    );
  return differ(one.headers, other.headers) || differ(one.queryParams, other.queryParams) || pathsAreApart(one, other);
}

interface Exactly {
  readonly name: string;
  readonly value: string;
  readonly type?: string;
}

/** What every path that a match means begins with, and whether it is the whole path. */
function beginning({ path = {} }: gatewayApi.HTTPRouteMatch): { readonly text: string; readonly whole: boolean } {
  const { type = 'PathPrefix', value = '/' } = path;
  if (type === 'Exact') return { text: value, whole: true };
  if (type === 'PathPrefix') return { text: value === '/' ? '' : value, whole: false };
  // A prefix by texts is written as an expression that ends in `.*`.
  const literal = /^(?!\(\?i\))((?:[^\\^$.*+?()[\]{}|]|\\[\\^$.*+?()[\]{}|])*)/.exec(value)?.[1] ?? '';
  const rest = value.slice(literal.length);
  const text = literal.replace(/\\(.)/g, '$1');
  return { text: rest === '' || rest === '.*' ? text : text.slice(0, -1), whole: rest === '' };
}

function pathsAreApart(one: gatewayApi.HTTPRouteMatch, other: gatewayApi.HTTPRouteMatch): boolean {
  const [a, b] = [beginning(one), beginning(other)];
  const [shorter, longer] = a.text.length <= b.text.length ? [a, b] : [b, a];
  return !longer.text.startsWith(shorter.text) || (shorter.whole && shorter.text !== longer.text);
}

/**
 * Why a rule cannot come after the ones before it: the Gateway API tries the match that says most first, whatever the order, and
 * some request may be like both.
 */
export function precedenceFaults(before: readonly OrderedRule[], added: OrderedRule): string[] {
  const { matches = [EVERYTHING] } = added.rule;
  const earlier = before.find(({ rule }) =>
    (rule.matches ?? [EVERYTHING]).some((one) =>
      matches.some((other) => outweighs(other, one) && !areApart(one, other)),
    ),
  );
  if (earlier === undefined) return [];
  return [
    `match: the Gateway API tries the more specific match first, so that ${added.title} would come before ${earlier.title}: add it before that, or set api: 'istio', whose routes are tried in their order`,
  ];
}

/**
 * The rules, the one for every other request with a match that stands behind all of them. A prefix weighs more than an expression,
 * however short it is: beside paths by expression, the rule without a match gets one as well.
 */
export function lastRuleLast(rules: readonly gatewayApi.HTTPRouteRule[]): readonly gatewayApi.HTTPRouteRule[] {
  const byExpression = rules.some(({ matches = [] }) => matches.some(({ path }) => path?.type === 'RegularExpression'));
  if (!byExpression) return rules;
  return rules.map((rule) =>
    rule.matches === undefined ? { ...rule, matches: [{ path: { type: 'RegularExpression', value: '.*' } }] } : rule,
  );
}
