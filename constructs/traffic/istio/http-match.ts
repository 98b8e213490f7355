import { isToken } from '../../delivery/terraform-template';
import type * as networking from '../../resources/generated/networking';
import { has, istioMinor, nearestWith } from '../../versions';
import { cookieRegex, isPresence } from '../cookie-regex';
import { gatewayName } from '../gateway-reference';
import type { HttpMatch, TextMatch } from '../http-match';
import type { Place } from './place';

/** Any value: RE2 for "there, whatever it is", which both releases read alike in headers and query parameters. */
const ANYTHING = { regex: '.*' } as const;
/** Istio's own sign for "there", the one way that lets a request without the header through `withoutHeaders` in 1.17 too. */
const THERE = { regex: '*' } as const;

const PSEUDO_HEADERS: Readonly<Record<string, string>> = {
  uri: 'path',
  scheme: 'scheme',
  method: 'method',
  authority: 'host',
};

function stringMatch(match: TextMatch): networking.StringMatch {
  return typeof match === 'string' ? { exact: match } : match;
}

const optional = (match: TextMatch | undefined): networking.StringMatch | undefined =>
  match === undefined ? undefined : stringMatch(match);

interface HeaderMatches {
  readonly headers: Record<string, networking.StringMatch>;
  readonly withoutHeaders: Record<string, networking.StringMatch>;
}

function headerMatches({ headers = {}, cookies = {} }: HttpMatch, faults: string[]): HeaderMatches {
  const matches: HeaderMatches = { headers: {}, withoutHeaders: {} };
  for (const [name, value] of Object.entries(headers)) {
    const lower = isToken(name) ? name : name.toLowerCase();
    const pseudo = PSEUDO_HEADERS[lower];
    if (pseudo !== undefined) {
      faults.push(`headers.${name}: Istio matches no header of that name: match by ${pseudo} instead`);
    } else if (!isPresence(value)) matches.headers[lower] = stringMatch(value);
    else if (value.present) matches.headers[lower] = ANYTHING;
    else matches.withoutHeaders[lower] = THERE;
  }
  addCookie(cookies, matches, faults);
  return matches;
}

function addCookie(cookies: NonNullable<HttpMatch['cookies']>, matches: HeaderMatches, faults: string[]): void {
  const [cookie, ...others] = Object.entries(cookies);
  if (cookie === undefined) return;
  if (others.length > 0) {
    const names = Object.keys(cookies).join(', ');
    faults.push(
      `cookies: expected at most one cookie, got ${names}: all cookies are one header, which is matched once`,
    );
    return;
  }
  const [name, value] = cookie;
  if ('cookie' in matches.headers || 'cookie' in matches.withoutHeaders) {
    faults.push('cookies: expected cookies or the header "cookie", got both');
  } else if (isPresence(value) && !value.present) {
    faults.push(
      `cookies.${name}: Istio cannot match a missing cookie: give the requests that have it a route before this one`,
    );
  } else {
    matches.headers['cookie'] = cookieRegex(name, value as TextMatch | { readonly present: true });
  }
}

function queryMatches(
  { queryParams = {} }: HttpMatch,
  { istioVersion }: Place,
  faults: string[],
): Record<string, networking.StringMatch> {
  const query: Record<string, networking.StringMatch> = {};
  for (const [name, value] of Object.entries(queryParams)) {
    if (!isPresence(value)) query[name] = stringMatch(value);
    else if (value.present) query[name] = ANYTHING;
    else {
      faults.push(
        `queryParams.${name}: Istio cannot match a missing parameter: give the requests that have it a route before this one`,
      );
    }
    const prefix = query[name]?.prefix;
    if (prefix !== undefined && !has(istioVersion, 'queryParameterPrefix')) {
      faults.push(
        `queryParams.${name}.prefix: Istio ${istioMinor(istioVersion)} has no prefix match for query parameters (${nearestWith(istioVersion, 'queryParameterPrefix')}): { regex: "${prefix}.*" }`,
      );
    }
  }
  return query;
}

/** The gateways that a match is limited to, by name. */
export function matchGateways(
  gateways: HttpMatch['gateways'],
  { namespace, gateways: bound }: Place,
  faults: string[],
): string[] | undefined {
  const names = gateways?.map((gateway) => gatewayName(gateway, namespace));
  for (const name of names ?? []) {
    if (!bound.includes(name)) {
      faults.push(`gateways: expected some of those that the traffic is bound to (${bound.join(', ')}), got "${name}"`);
    }
  }
  return names;
}

/** Refuses to match by the client's pod where no pod of the mesh is a client. */
export function checkSource(
  match: Pick<HttpMatch, 'sourceLabels' | 'sourceNamespace'>,
  { gateways: bound }: Place,
  faults: string[],
): void {
  if ((match.sourceLabels ?? match.sourceNamespace) === undefined || bound.includes('mesh')) return;
  const field = match.sourceLabels === undefined ? 'sourceNamespace' : 'sourceLabels';
  faults.push(`${field}: known only of clients within the mesh: set mesh: true, or leave it out`);
}

const unlessEmpty = (matches: Record<string, networking.StringMatch>) =>
  Object.keys(matches).length > 0 ? matches : undefined;

/** The match as Istio's HTTPMatchRequest. */
export function renderHttpMatch(match: HttpMatch, place: Place, faults: string[]): networking.HTTPMatchRequest {
  const { path, ignorePathCase, method, headers: _, cookies, queryParams, host, scheme, gateways, ...same } = match;
  const { headers, withoutHeaders } = headerMatches(match, faults);
  const query = queryMatches(match, place, faults);
  checkSource(match, place, faults);
  return {
    ...same,
    uri: optional(path),
    ignoreUriCase: ignorePathCase,
    method: optional(method),
    authority: optional(host),
    scheme: optional(scheme),
    headers: unlessEmpty(headers),
    withoutHeaders: unlessEmpty(withoutHeaders),
    queryParams: unlessEmpty(query),
    gateways: matchGateways(gateways, place, faults),
  };
}
