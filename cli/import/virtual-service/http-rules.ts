import type * as gatewayApi from '../../../constructs/resources/generated/gateway-api';
import { type Backends, backendRefs, limitsOf, mirrorFilters } from './backends';
import { corsFilter, headerFilters, redirectFilter } from './filters';
import type { Reading } from './found-object';
import { httpMatch, type RouteMatch } from './http-matches';

/** A rule of an HTTPRoute, with one match at most, and where it holds. */
export interface PlacedRule {
  readonly rule: gatewayApi.HTTPRouteRule;
  /** What messages call it. */
  readonly title: string;
  /** Undefined for every port. */
  readonly port?: number;
  /** Names as they are written; empty for all gateways. */
  readonly gateways: readonly string[];
  readonly route: Reading;
}

const EVERYWHERE: RouteMatch = { match: {}, prefix: '/', gateways: [] };

/** An HTTP route of a VirtualService as rules, one for each match; none where it has no equal, which is said. */
export function httpRules(route: Reading, index: number, backends: Backends): readonly PlacedRule[] {
  const written = route.items('match');
  const matches = written.flatMap((match) => httpMatch(match) ?? []);
  const name = route.text('name');
  const isLost = route.loseAll(
    {
      directResponse: 'the Gateway API has no answer of its own: a Service has to give it',
      delegate: 'HTTPRoutes do not delegate: several may have one host, and each team writes its own',
    },
    'not written, and its route with it',
  );
  route.loseAll({ fault: 'the Gateway API has no faults: keep a VirtualService where they are tried' });
  const redirect = redirectFilter(route);
  const headers = headerFilters(route);
  const rewrite = rewriteOf(route);
  const cors = corsFilter(route);
  const hostname = rewrite.hostname ?? headers.hostname;
  const mirrors = mirrorFilters(route, backends);
  const refs = backendRefs(route, backends, true);
  const limits = limitsOf(route);
  route.loseTheRest();
  if (isLost || (written.length > 0 && matches.length === 0)) return [];
  const isName = name !== undefined && /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name);
  if (name !== undefined && !isName) {
    route.lose('name', `"${name}" not written: the Gateway API has names of lowercase letters, digits and hyphens`);
  }
  return (written.length === 0 ? [EVERYWHERE] : matches).map((found): PlacedRule => {
    const { match, path } = rewritten(found, rewrite.uri, route);
    const url = { ...(hostname !== undefined && { hostname }), ...(path !== undefined && { path }) };
    const filters: gatewayApi.HTTPRouteFilter[] = [
      ...headers.filters,
      ...(redirect === undefined ? [] : [redirect]),
      ...(Object.keys(url).length > 0 && redirect === undefined
        ? [{ type: 'URLRewrite' as const, urlRewrite: url }]
        : []),
      ...(cors === undefined ? [] : [cors]),
      ...mirrors,
    ];
    return {
      title: `http[${index}]`,
      route,
      ...(found.port !== undefined && { port: found.port }),
      gateways: found.gateways,
      rule: {
        ...(isName && { name }),
        ...(Object.keys(match).length > 0 && { matches: [match] }),
        ...(filters.length > 0 && { filters }),
        ...(redirect === undefined && { backendRefs: refs }),
        ...limits,
      },
    };
  });
}

/** What takes the place of the path and the host. */
function rewriteOf(route: Reading): { readonly uri?: string; readonly hostname?: string } {
  const reading = route.member('rewrite');
  if (reading === undefined) return {};
  reading.loseAll({ uriRegexRewrite: 'the Gateway API has no rewrite by an expression' });
  const [uri, hostname] = [reading.text('uri'), reading.text('authority')];
  reading.loseTheRest();
  return { ...(uri !== undefined && { uri }), ...(hostname !== undefined && { hostname }) };
}

/** A match, and what takes the place of the path, or of the prefix that was met. */
function rewritten(
  { match, prefix }: RouteMatch,
  uri: string | undefined,
  route: Reading,
): { readonly match: gatewayApi.HTTPRouteMatch; readonly path?: gatewayApi.HTTPPathModifier } {
  if (uri === undefined) return { match };
  if (prefix === undefined) return { match, path: { type: 'ReplaceFullPath', replaceFullPath: uri } };
  const value = prefix === '/' ? '/' : prefix.replace(/\/$/, '');
  if (value !== '/' || uri !== '/') {
    route.lose(
      'rewrite',
      `the prefix "${prefix}" is written as one of whole path elements: the Gateway API replaces no others`,
    );
  }
  return {
    match: { ...match, path: { type: 'PathPrefix', value } },
    path: { type: 'ReplacePrefixMatch', replacePrefixMatch: uri },
  };
}

/** Rules that differ in their matches alone as one. Of several with one name, the first keeps it. */
export function joined(rules: readonly gatewayApi.HTTPRouteRule[]): readonly gatewayApi.HTTPRouteRule[] {
  const found: gatewayApi.HTTPRouteRule[] = [];
  for (const rule of rules) {
    const last = found.at(-1);
    const { matches, ...rest } = rule;
    const { matches: before, ...same } = last ?? {};
    const isSame = last !== undefined && JSON.stringify(rest) === JSON.stringify(same) && !replacesPrefix(rule);
    if (isSame && matches !== undefined && before !== undefined && before.length < 64) {
      const { name, ...others } = rest;
      found[found.length - 1] = {
        ...(name !== undefined && { name }),
        matches: [...before, ...matches],
        ...others,
      };
    } else found.push(rule);
  }
  const names = new Set<string>();
  return found.map((rule) => {
    const { name, ...rest } = rule;
    if (name === undefined || !names.has(name)) {
      if (name !== undefined) names.add(name);
      return rule;
    }
    return rest;
  });
}

/** Such a rule has one match. */
function replacesPrefix({ filters = [] }: gatewayApi.HTTPRouteRule): boolean {
  return filters.some(({ urlRewrite }) => urlRewrite?.path?.type === 'ReplacePrefixMatch');
}
