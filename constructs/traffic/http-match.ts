import { isToken } from '../delivery/terraform-template';
import type * as networking from '../resources/generated/networking';
import type { IstioVersion } from '../versions';
import { type GatewayReference, gatewayName } from './gateway-reference';

/** A text to match: as it is, or by `exact`, `prefix` or `regex` (RE2, the whole text). */
export type TextMatch = string | networking.StringMatch;

/** What a header or query parameter must be: a text, or just there, or not there. */
export type ValueMatch = TextMatch | { readonly present: boolean };

/** What a request must be like: all of what is given here. Names are Istio's. */
export interface HttpMatch {
  /** The path, without the query. */
  readonly uri?: TextMatch;
  /**
   * Whether `/Hello` is `/hello`, for `exact` and `prefix`.
   * @default false
   */
  readonly ignoreUriCase?: boolean;
  /** The request's method. */
  readonly method?: TextMatch;
  /** By name; capitals do not matter. */
  readonly headers?: Readonly<Record<string, ValueMatch>>;
  /** By name, one at most: all cookies are one header, which Istio matches once. */
  readonly cookies?: Readonly<Record<string, ValueMatch>>;
  /** Parameters of the query, by name. */
  readonly queryParams?: Readonly<Record<string, ValueMatch>>;
  /** The host the client asked for, with its port where it gave one. */
  readonly authority?: TextMatch;
  /** The URI's scheme. */
  readonly scheme?: TextMatch;
  /** The port the client asked for. */
  readonly port?: number;
  /** Labels of the pod that asks. Within the mesh only. */
  readonly sourceLabels?: Readonly<Record<string, string>>;
  /** The namespace of the pod that asks. Within the mesh only. */
  readonly sourceNamespace?: string;
  /**
   * Where the match holds: some of the gateways that the traffic is bound to, or `mesh`.
   * @default - all of them
   */
  readonly gateways?: readonly (GatewayReference | 'mesh')[];
}

/** Any value: RE2 for "there, whatever it is", which both releases read alike in headers and query parameters. */
const ANYTHING = { regex: '.*' } as const;
/** Istio's own sign for "there", the one way that lets a request without the header through `withoutHeaders` in 1.17 too. */
const THERE = { regex: '*' } as const;

const PSEUDO_HEADERS = ['uri', 'scheme', 'method', 'authority'];

const isPresence = (match: ValueMatch): match is { readonly present: boolean } =>
  typeof match === 'object' && 'present' in match;

function textMatch(match: TextMatch): networking.StringMatch {
  return typeof match === 'string' ? { exact: match } : match;
}

const escapeRegex = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

function cookieRegex(name: string, match: TextMatch | { readonly present: true }): networking.StringMatch {
  const value = ((): string => {
    if (typeof match === 'string') return escapeRegex(match);
    if ('present' in match) return '[^;]*';
    if (match.exact !== undefined) return escapeRegex(match.exact);
    if (match.prefix !== undefined) return `${escapeRegex(match.prefix)}[^;]*`;
    return `(?:${match.regex})`;
  })();
  return { regex: `(?:.*;\\s*)?${escapeRegex(name)}=${value}(?:;.*)?` };
}

interface Place {
  readonly namespace: string;
  readonly istioVersion: IstioVersion;
  /** The gateways that the traffic is bound to, by name, `mesh` among them. */
  readonly bound: readonly string[];
}

/** The match as Istio's HTTPMatchRequest. */
export function renderHttpMatch(match: HttpMatch, place: Place, faults: string[]): networking.HTTPMatchRequest {
  const { uri, method, headers = {}, cookies = {}, queryParams = {}, authority, scheme, gateways, ...same } = match;
  const withHeaders: Record<string, networking.StringMatch> = {};
  const withoutHeaders: Record<string, networking.StringMatch> = {};
  for (const [name, value] of Object.entries(headers)) {
    const lower = isToken(name) ? name : name.toLowerCase();
    if (PSEUDO_HEADERS.includes(lower)) {
      faults.push(`headers.${name}: Istio does not look at a header of that name: match by ${lower} instead`);
    } else if (!isPresence(value)) withHeaders[lower] = textMatch(value);
    else if (value.present) withHeaders[lower] = ANYTHING;
    else withoutHeaders[lower] = THERE;
  }

  const [cookie, ...furtherCookies] = Object.entries(cookies);
  if (furtherCookies.length > 0) {
    faults.push(`cookies: ${Object.keys(cookies).join(', ')}: takes one, because all cookies are one header`);
  } else if (cookie !== undefined) {
    const [name, value] = cookie;
    if ('cookie' in withHeaders || 'cookie' in withoutHeaders) {
      faults.push('cookies: the header "cookie" is matched as well: give one of the two');
    } else if (!isPresence(value) || value.present) {
      withHeaders['cookie'] = cookieRegex(name, value as TextMatch | { readonly present: true });
    } else {
      faults.push(
        `cookies.${name}: Istio has no match for a missing cookie: give the requests that have it a route before this one`,
      );
    }
  }

  const query: Record<string, networking.StringMatch> = {};
  for (const [name, value] of Object.entries(queryParams)) {
    if (!isPresence(value)) query[name] = textMatch(value);
    else if (value.present) query[name] = ANYTHING;
    else {
      faults.push(
        `queryParams.${name}: Istio has no match for a missing parameter: give the requests that have it a route before this one`,
      );
    }
    if (place.istioVersion === '1.17.2' && query[name]?.prefix !== undefined) {
      faults.push(
        `queryParams.${name}.prefix: Istio 1.17 has no prefix match for query parameters (1.30 has): { regex: "${query[name].prefix}.*" }`,
      );
    }
  }

  const where = gateways?.map((gateway) => gatewayName(gateway, place.namespace));
  for (const name of where ?? []) {
    if (!place.bound.includes(name)) {
      faults.push(`gateways: "${name}" is not where this traffic is bound to (${place.bound.join(', ')})`);
    }
  }
  if ((match.sourceLabels ?? match.sourceNamespace) !== undefined && !place.bound.includes('mesh')) {
    const field = match.sourceLabels === undefined ? 'sourceNamespace' : 'sourceLabels';
    faults.push(`${field}: is known of requests within the mesh only: set mesh: true, or leave it out`);
  }
  const anyOf = (values: Record<string, networking.StringMatch>) =>
    Object.keys(values).length > 0 ? values : undefined;
  const rendered = {
    ...same,
    uri: uri === undefined ? undefined : textMatch(uri),
    method: method === undefined ? undefined : textMatch(method),
    authority: authority === undefined ? undefined : textMatch(authority),
    scheme: scheme === undefined ? undefined : textMatch(scheme),
    headers: anyOf(withHeaders),
    withoutHeaders: anyOf(withoutHeaders),
    queryParams: anyOf(query),
    gateways: where,
  };
  const { ignoreUriCase: _, ...conditions } = rendered;
  if (faults.length === 0 && Object.values(conditions).every((condition) => condition === undefined)) {
    faults.push('match: is empty and takes every request: leave match out, then the route takes what no other does');
  }
  return rendered;
}
