import type * as networking from '../../resources/generated/networking';
import { has, istioMinor, nearestWith } from '../../versions';
import type { Backend, WeightedBackend } from '../backend';
import type { Cors, FaultInjection, Redirect, Rewrite } from '../http-route';
import type { HttpRule, MirrorBackend } from '../http-rule';
import type { L4Match, TlsMatch } from '../l4-route';
import type { L4Rule } from '../l4-rule';
import { checkSource, matchGateways, renderHttpMatch } from './http-match';
import type { Place } from './place';

/** The rule as Istio's HTTPRoute. What Istio cannot express is added to `faults`. */
export function renderHttpRule(rule: HttpRule, place: Place, faults: string[]): networking.HTTPRoute {
  const { name, matches, backends, redirect, directResponse, rewrite, fault, cors, headers, retries, timeout } = rule;
  return {
    name,
    match: matches.length > 0 ? matches.map((match) => renderHttpMatch(match, place, faults)) : undefined,
    route: backends.length > 0 ? backends.map((backend) => httpDestination(backend, place)) : undefined,
    redirect: redirect && renderRedirect(redirect),
    directResponse: directResponse && {
      status: directResponse.status,
      body: directResponse.body === undefined ? undefined : { string: directResponse.body },
    },
    rewrite: rewrite && renderRewrite(rewrite),
    ...renderMirrors(rule.mirrors, place, faults),
    fault: fault && renderFault(fault),
    corsPolicy: cors && renderCors(cors),
    headers,
    retries: retries?.render(),
    timeout: timeout?.toString(),
  };
}

/** The rule as Istio's TCPRoute. */
export function renderTcpRule(rule: L4Rule, place: Place, faults: string[]): networking.TCPRoute {
  const match = rule.matches.map((one) => l4Match(one, place, faults));
  return { match: match.length > 0 ? match : undefined, route: rule.backends.map((one) => l4Destination(one, place)) };
}

/** The rule as Istio's TLSRoute. */
export function renderTlsRule(rule: L4Rule<TlsMatch>, place: Place, faults: string[]): networking.TLSRoute {
  return {
    match: rule.matches.map((one) => ({ ...l4Match(one, place, faults), sniHosts: one.sniHosts })),
    route: rule.backends.map((one) => l4Destination(one, place)),
  };
}

/** The gateways of a VirtualService, which names none where it holds within the mesh alone. */
export function renderGateways(gateways: readonly string[]): readonly string[] | undefined {
  return gateways.length === 1 && gateways[0] === 'mesh' ? undefined : gateways;
}

function destination({ service, subset }: Backend, { namespace, clusterDomain }: Place): networking.Destination {
  return {
    host: service.hostFrom(namespace, clusterDomain),
    port: service.port === undefined ? undefined : { number: service.port },
    subset: subset?.name,
  };
}

function httpDestination(backend: WeightedBackend, place: Place): networking.HTTPRouteDestination {
  return { destination: destination(backend, place), weight: backend.weight, headers: backend.headers };
}

function l4Destination(backend: WeightedBackend, place: Place): networking.RouteDestination {
  return { destination: destination(backend, place), weight: backend.weight };
}

function l4Match(match: L4Match, place: Place, faults: string[]): networking.L4MatchAttributes {
  checkSource(match, place, faults);
  return { ...match, gateways: matchGateways(match.gateways, place, faults) };
}

const DERIVED_PORTS = { 'scheme-default': 'FROM_PROTOCOL_DEFAULT', 'request-port': 'FROM_REQUEST_PORT' } as const;

function renderRedirect({ path, host, scheme, port, status }: Redirect): networking.HTTPRedirect {
  const target = { uri: path, authority: host, scheme, redirectCode: status };
  if (port === undefined) return target;
  return typeof port === 'string' ? { ...target, derivePort: DERIVED_PORTS[port] } : { ...target, port };
}

/** The rewrite as Istio's HTTPRewrite. */
function renderRewrite({ path, host }: Rewrite): networking.HTTPRewrite {
  if (path === undefined || typeof path === 'string') return { uri: path, authority: host };
  return { uriRegexRewrite: { match: path.regex, rewrite: path.replacement }, authority: host };
}

function renderFault({ delay, abort }: FaultInjection): networking.HTTPFaultInjection {
  return {
    delay: delay && { fixedDelay: String(delay.fixedDelay), percentage: { value: delay.percentage } },
    abort: abort && { ...abort, percentage: { value: abort.percentage } },
  } as networking.HTTPFaultInjection;
}

/** The permission as Istio's CorsPolicy. */
function renderCors({ allowOrigins, maxAge, ...same }: Cors): networking.CorsPolicy {
  return {
    ...same,
    allowOrigins: allowOrigins.map((origin) => (typeof origin === 'string' ? { exact: origin } : origin)),
    maxAge: maxAge?.toString(),
  };
}

/** The mirrors, as the fields of Istio's HTTPRoute that the release has. */
function renderMirrors(
  mirrors: readonly MirrorBackend[],
  place: Place,
  faults: string[],
): Pick<networking.HTTPRoute, 'mirror' | 'mirrorPercentage' | 'mirrors'> {
  const rendered = mirrors.map((mirror) => ({
    destination: destination(mirror, place),
    percentage: { value: mirror.percentage },
  }));
  const [only, ...more] = rendered;
  if (more.length === 0) return { mirror: only?.destination, mirrorPercentage: only?.percentage };
  if (!has(place.istioVersion, 'severalMirrors')) {
    faults.push(
      `mirror: expected at most one mirror under Istio ${istioMinor(place.istioVersion)} (${nearestWith(place.istioVersion, 'severalMirrors')} several), got ${rendered.length}`,
    );
  }
  return { mirrors: rendered };
}
