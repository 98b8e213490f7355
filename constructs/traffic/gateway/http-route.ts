import { isToken } from '../../delivery/terraform-template';
import type * as gatewayApi from '../../resources/generated/gateway-api';
import type { WeightedBackend } from '../backend';
import type { HeaderChanges, HeaderOperations } from '../header-changes';
import type { HttpMatch } from '../http-match';
import type { Cors, Redirect, Rewrite } from '../http-route';
import type { HttpRule, MirrorBackend } from '../http-rule';
import type { Retries } from '../retries';
import { prefixByElements, renderHttpMatch } from './http-match';
import { unsupported } from './unsupported';

/** The Service that stands for a backend: of a subset, the one of its pods alone. */
export type ServiceOf = (
  backend: WeightedBackend | MirrorBackend,
  faults: string[],
) => gatewayApi.BackendObjectReference;

type Filter = gatewayApi.HTTPRouteFilter;

/** The rule as a rule of an HTTPRoute. What the Gateway API cannot say is added to `faults`. */
export function renderHttpRule(rule: HttpRule, serviceOf: ServiceOf, faults: string[]): gatewayApi.HTTPRouteRule {
  const { name, backends, redirect, directResponse, rewrite, fault, cors, headers, retries, timeout } = rule;
  if (directResponse !== undefined) faults.push(unsupported('directResponse', 'response of its own'));
  if (fault !== undefined) faults.push(unsupported('fault', 'fault injection'));
  const filters: Filter[] = [
    ...(headers === undefined ? [] : headerFilters(headers)),
    ...(redirect === undefined ? [] : [redirectFilter(redirect)]),
    ...(rewrite === undefined ? [] : rewriteFilters(rewrite, rule.matches, faults)),
    ...(cors === undefined ? [] : [corsFilter(cors, faults)]),
    ...rule.mirrors.map((mirror) => mirrorFilter(mirror, serviceOf, faults)),
  ];
  const retry = retries && renderRetries(retries, faults);
  const backendRequest = retries?.perTryTimeout?.toString();
  return {
    name,
    matches: rule.matches.length > 0 ? renderMatches(rule, faults) : undefined,
    filters: filters.length > 0 ? filters : undefined,
    backendRefs: backends.length > 0 ? backendRefs(rule, serviceOf, faults) : undefined,
    retry,
    timeouts:
      timeout === undefined && backendRequest === undefined
        ? undefined
        : { request: timeout?.toString(), backendRequest },
  };
}

/** What a rule leads to, with the shares and the header changes of each. */
export function backendRefs(
  { backends }: HttpRule,
  serviceOf: ServiceOf,
  faults: string[],
): readonly gatewayApi.HTTPBackendRef[] {
  return backends.map((backend) => ({
    ...serviceOf(backend, faults),
    weight: backend.weight,
    filters: backend.headers && headerFilters(backend.headers),
  }));
}

function renderMatches({ matches, rewrite }: HttpRule, faults: string[]): readonly gatewayApi.HTTPRouteMatch[] {
  return matches.map((match) => {
    const rendered = renderHttpMatch(match, faults);
    const prefix = typeof match.path === 'object' ? match.path.prefix : undefined;
    return rewrite?.path !== undefined && prefix !== undefined ? prefixByElements(rendered, prefix) : rendered;
  });
}

/** Header changes, of requests and of responses. */
export function headerFilters({ request, response }: HeaderChanges): Filter[] {
  return [
    ...(request ? [{ type: 'RequestHeaderModifier' as const, requestHeaderModifier: headerFilter(request) }] : []),
    ...(response ? [{ type: 'ResponseHeaderModifier' as const, responseHeaderModifier: headerFilter(response) }] : []),
  ];
}

function headerFilter({ set, add, remove }: HeaderOperations): gatewayApi.HTTPHeaderFilter {
  const list = (values: Readonly<Record<string, string>> | undefined) =>
    values && Object.entries(values).map(([name, value]) => ({ name, value }));
  return { set: list(set), add: list(add), remove };
}

function redirectFilter({ path, host, scheme, port, status }: Redirect): Filter {
  // Without a port the Gateway API derives it: from the scheme where one is given, else from the request.
  return {
    type: 'RequestRedirect',
    requestRedirect: {
      scheme,
      hostname: host,
      port: typeof port === 'number' ? port : undefined,
      path: path === undefined ? undefined : { type: 'ReplaceFullPath', replaceFullPath: path },
      statusCode: status ?? 301,
    } as gatewayApi.HTTPRequestRedirectFilter,
  };
}

function rewriteFilters({ path, host }: Rewrite, matches: readonly HttpMatch[], faults: string[]): Filter[] {
  if (typeof path === 'object') {
    faults.push(unsupported('rewrite.path', 'rewrite by a regular expression'));
    return [];
  }
  return [
    {
      type: 'URLRewrite',
      urlRewrite: { hostname: host, path: path === undefined ? undefined : pathModifier(path, matches, faults) },
    },
  ];
}

/** Replaces what the matches name: the whole path where they name it, else the prefix that all of them have. */
function pathModifier(path: string, matches: readonly HttpMatch[], faults: string[]): gatewayApi.HTTPPathModifier {
  const parts = matches.map((match) => (typeof match.path === 'object' ? match.path : { exact: match.path }));
  const prefixes = parts.flatMap((part) => ('prefix' in part ? (part.prefix ?? []) : []));
  if (
    prefixes.length === 0 &&
    matches.length > 0 &&
    parts.every((part) => 'exact' in part && part.exact !== undefined)
  ) {
    return { type: 'ReplaceFullPath', replaceFullPath: path };
  }
  if (prefixes.length !== 1 || matches.length !== 1) {
    faults.push(
      unsupported(
        'rewrite.path',
        'replacement of a prefix in a rule of several matches, or of none',
        'give each prefix a route of its own',
      ),
    );
  }
  return { type: 'ReplacePrefixMatch', replacePrefixMatch: path };
}

function corsFilter(cors: Cors, faults: string[]): Filter {
  const { allowOrigins, allowMethods, allowHeaders, exposeHeaders, maxAge, allowCredentials, unmatchedPreflights } =
    cors;
  const origins = allowOrigins.flatMap((origin) => {
    const text = typeof origin === 'string' ? origin : origin.exact;
    if (text === undefined) faults.push(unsupported('cors.allowOrigins', 'origins by pattern but "*" in a host'));
    return text ?? [];
  });
  if (unmatchedPreflights === 'FORWARD') {
    faults.push(unsupported('cors.unmatchedPreflights', 'way to forward preflight requests of other origins'));
  }
  return {
    type: 'CORS',
    cors: {
      allowOrigins: origins,
      allowMethods,
      allowHeaders,
      exposeHeaders,
      maxAge: maxAge && maxAge.inMilliseconds / 1000,
      allowCredentials,
    } as gatewayApi.HTTPCORSFilter,
  };
}

/** A copy of requests. */
export function mirrorFilter(mirror: MirrorBackend, serviceOf: ServiceOf, faults: string[]): Filter {
  const { percentage } = mirror;
  const share =
    isToken(percentage) || Number.isInteger(percentage)
      ? percentage === 100
        ? {}
        : { percent: percentage }
      : { fraction: { numerator: Math.round(percentage * 1000), denominator: 100_000 } };
  return {
    type: 'RequestMirror',
    requestMirror: { backendRef: serviceOf(mirror, faults), ...share } as gatewayApi.HTTPRequestMirrorFilter,
  };
}

/** What Istio retries for the Gateway API in any case. */
const ALWAYS_RETRIED: readonly unknown[] = ['connect-failure', 'refused-stream', 'unavailable', 'cancelled'];

function renderRetries(retries: Retries, faults: string[]): gatewayApi.HTTPRouteRetry {
  const { attempts, retryOn = [], backoff, retryRemoteLocalities, retryIgnorePreviousHosts } = retries.settings;
  const codes = retryOn.filter((condition) => typeof condition === 'number');
  const others = retryOn.filter((one) => typeof one !== 'number' && !ALWAYS_RETRIED.includes(one));
  if (others.length > 0) {
    faults.push(unsupported('retries.retryOn', `retry on ${others.join(', ')}`, 'it has HTTP statuses'));
  }
  if (retryRemoteLocalities !== undefined) {
    faults.push(unsupported('retries.retryRemoteLocalities', 'choice of localities'));
  }
  if (retryIgnorePreviousHosts !== undefined) {
    faults.push(unsupported('retries.retryIgnorePreviousHosts', 'choice of pods'));
  }
  return { attempts, codes: codes.length > 0 ? codes : undefined, backoff: backoff?.toString() };
}
