import type { networking } from '../../constructs/resources';
import type { HeaderChanges, HttpAction, HttpRoute } from '../../model/routes/route';
import { answerHeaders, preflightHeaders } from './cors';
import { type Destinations, hostHeader, shareOf, sharesOf, shownHeaders } from './destinations';
import { claimsAsked, meets, takesEverything } from './http-match';
import { lost } from './lost';
import { NotSimulatedError } from './not-simulated';
import type { MetRoute, Outcome } from './outcome';
import type { ProxyRoute } from './proxy-routes';
import { everywhere } from './re2';
import type { SeenRequest } from './request';

/** The first route that the request meets. */
export function metRoute(routes: readonly ProxyRoute[], request: SeenRequest): ProxyRoute | undefined {
  for (const route of routes) {
    const answer = meets(request, route.match);
    if (answer === 'unknown') throw new NotSimulatedError(unknownMatch(route, request));
    if (answer) return route;
  }
  return undefined;
}

/** The routes of a gateway's virtual host: those that take everything are tried last, whichever VirtualService they are from. */
export function sortedRoutes(routes: readonly ProxyRoute[]): readonly ProxyRoute[] {
  return [
    ...routes.filter(({ match }) => !takesEverything(match)),
    ...routes.filter(({ match }) => takesEverything(match)),
  ];
}

function unknownMatch({ met, match }: ProxyRoute, { claims }: SeenRequest): string {
  const path = `${routePath(met)}.${met.kind === undefined ? 'match' : 'matches'}[${met.match ?? 0}]`;
  const asked = claimsAsked(match);
  return asked !== undefined && claims === undefined
    ? `request.claims: required, ${placeOf(met, path)} asks for the claim ${asked}: give the claims of the token, or "none"`
    : unreadable(met, path);
}

/** Where a route is written in its object. */
function routePath({ kind, index }: MetRoute): string {
  return kind === undefined ? `http[${index}]` : `rules[${index}]`;
}

function placeOf({ kind, virtualService }: Pick<MetRoute, 'kind' | 'virtualService'>, path: string): string {
  return `${kind ?? 'VirtualService'} ${virtualService.namespace}/${virtualService.name}: spec.${path}`;
}

/** That a part of a route cannot be read. */
export function unreadable(route: Pick<MetRoute, 'kind' | 'virtualService'>, path: string): string {
  return `${placeOf(route, path)}: expected a value that can be read, got one that is known after apply`;
}

/** What a route does with a request. */
export function answer(at: Destinations, found: ProxyRoute, request: SeenRequest, serverPort: number): Outcome {
  const { met, route } = found;
  const headers = route.headers && shownHeaders(route.headers);
  const faulty = { route: met, ...(route.fault ? { fault: route.fault } : {}) };
  const common = { ...faulty, ...(headers ? { headers } : {}) };
  const { action } = route;
  if (route.unknown !== undefined) throw new NotSimulatedError(unreadable(met, `${routePath(met)}.${route.unknown}`));
  if (action.kind === 'redirect') {
    return {
      kind: 'redirected',
      ...common,
      status: action.status,
      location: location(found, action, request, serverPort),
    };
  }
  if (action.kind === 'respond') {
    return {
      kind: 'answered',
      ...common,
      status: action.status,
      ...(action.body === undefined ? {} : { body: action.body }),
    };
  }
  const refused = route.shares.map((share) => share.refused);
  if (refused.length > 0 && refused.every((reason) => reason !== undefined))
    return lost(500, [...new Set(refused)].join('; '));
  const preflight = route.cors && preflightHeaders(route.cors, request);
  if (preflight) return { kind: 'answered', ...faulty, status: 200, headers: { response: { set: preflight } } };
  return {
    kind: 'forwarded',
    ...faulty,
    ...withCors(headers, route.cors && answerHeaders(route.cors, request)),
    destinations: sharesOf(at, route.shares),
    mirrors: route.mirrors.map((mirror) => shareOf(at, mirror, mirror.percent)),
    path: rewrittenPath(found, request),
    authority: rewrittenAuthority(route, request),
    ...(route.timeout === undefined ? {} : { timeout: route.timeout }),
    ...(route.retries === undefined ? {} : { retries: route.retries as networking.HTTPRetry }),
  };
}

/** Envoy adds those of CORS last. */
function withCors(
  headers: HeaderChanges | undefined,
  cors: Readonly<Record<string, string>> | undefined,
): { readonly headers?: HeaderChanges } {
  if (!cors) return headers ? { headers } : {};
  const { response } = headers ?? {};
  return { headers: { ...headers, response: { ...response, set: { ...response?.set, ...cors } } } };
}

function rewrittenPath({ route, match }: ProxyRoute, request: SeenRequest): string {
  const { path, pattern } = route.rewrite ?? {};
  const query = request.query === undefined ? '' : `?${request.query}`;
  if (pattern) {
    const substitution = pattern.rewrite.replace(/\$|\\([\d\\])/g, (found, group: string | undefined) =>
      found === '$' ? '$$' : group === '\\' ? '\\' : group === '0' ? '$&' : `$${group}`,
    );
    return request.path.replace(everywhere(pattern.match), substitution) + query;
  }
  if (!path) return pathAndQuery(request);
  // A prefix is replaced; what an exact or regex match met is replaced as a whole.
  const wanted = match?.path;
  if (wanted?.segments !== undefined) {
    const rest = request.path.slice(String(wanted.segments).length);
    // A prefix that is taken away leaves the slash behind it.
    return (path === '/' ? `/${rest.replace(/^\//, '')}` : path + rest) + query;
  }
  if (path === '/' && route.source !== undefined) return pathAndQuery(request);
  if (wanted?.exact !== undefined || wanted?.regex !== undefined) return path + query;
  return path + request.path.slice(String(wanted?.prefix ?? '/').length) + query;
}

function rewrittenAuthority({ shares, rewrite, headers }: HttpRoute, request: SeenRequest): string {
  const [only] = shares;
  const own = shares.length === 1 ? hostHeader(only?.headers) : undefined;
  return rewrite?.authority || hostHeader(headers) || own || request.authority;
}

function location(
  { match }: ProxyRoute,
  { path, prefix, authority, scheme, port }: Extract<HttpAction, { kind: 'redirect' }>,
  request: SeenRequest,
  serverPort: number,
): string {
  const target = scheme || request.scheme;
  const asked = port === 'request' ? serverPort : port;
  const standard = (asked === 80 && target === 'http') || (asked === 443 && target === 'https');
  const written = asked === undefined || standard ? '' : `:${asked}`;
  const shown =
    prefix !== undefined
      ? replacedPrefix(prefix, match, request)
      : !path
        ? pathAndQuery(request)
        : path.includes('?') || request.query === undefined
          ? path
          : `${path}?${request.query}`;
  return `${target}://${authority || requestHost(request, target, written)}${written}${shown}`;
}

/** The path with something else in place of what the match took. */
function replacedPrefix(prefix: string, match: ProxyRoute['match'], request: SeenRequest): string {
  const taken = match?.path?.segments ?? match?.path?.prefix ?? '';
  return pathAndQuery({ ...request, path: prefix + request.path.slice(String(taken).length) });
}

/** The request's host without a port that would be wrong in the new place. */
function requestHost({ authority, scheme }: SeenRequest, target: string, port: string): string {
  const own = /:\d+$/.exec(authority)?.[0] ?? '';
  const implied = target !== scheme && own === (scheme === 'http' ? ':80' : ':443');
  return port !== '' || implied ? authority.slice(0, authority.length - own.length) : authority;
}

export function pathAndQuery({ path, query }: SeenRequest): string {
  return query === undefined ? path : `${path}?${query}`;
}
