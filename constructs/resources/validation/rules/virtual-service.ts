import { covers, overlaps } from '../../../../model/hosts';
import type {
  CorsPolicy,
  Destination,
  HTTPDirectResponse,
  HTTPFaultInjection,
  HTTPMatchRequest,
  HTTPMirrorPolicy,
  HTTPRedirect,
  HTTPRetry,
  HTTPRewrite,
  HTTPRoute,
  L4MatchAttributes,
  Percent,
  TLSMatchAttributes,
  TLSRoute,
  VirtualServiceSpec,
} from '../../generated/networking';
import { checkDuration, checkWholeSeconds } from '../checks/durations';
import { checkExportTo } from '../checks/export-to';
import { checkAuthorityOnce, checkHeaders, checkMatchedHeader, isClaimName, isHeaderName } from '../checks/headers';
import { checkGatewayNames, checkIpOrRange, checkLabelName, checkWildcardHost } from '../checks/hosts';
import { checkLabels } from '../checks/labels';
import { checkNotNegative, checkPercentage, checkRange, checkRequired } from '../checks/numbers';
import { checkPort, checkRequiredPort } from '../checks/ports';
import { checkRegex, checkStringMatch, checkStringMatchRegex } from '../checks/regular-expressions';
import { show } from '../fault';
import { isIpAddress, isWildcardHostName } from '../host-names';
import type { Place } from '../place';
import { checkReachable } from './reachable-routes';

const MESH = 'mesh';
const MAX_BODY = 1024 * 1024;
const LARGE_BODY = 100 * 1024;

const CORS_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE'];

const GRPC_STATUS = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
];

const RETRY_ON = [
  '5xx',
  'gateway-error',
  'reset',
  'reset-before-request',
  'connect-failure',
  'retriable-4xx',
  'refused-stream',
  'retriable-status-codes',
  'retriable-headers',
  'envoy-ratelimited',
  'http3-post-connect-failure',
  'cancelled',
  'deadline-exceeded',
  'internal',
  'resource-exhausted',
  'unavailable',
];

/** The status codes that Go's net/http has a text for. */
const NAMED_STATUS = /^0*(?:10[0-3]|20[0-8]|226|30[0-578]|40\d|41[0-8]|42[1-689]|431|451|50[0-8]|51[01])$/;

interface Weighted {
  readonly destination?: Destination;
  readonly weight?: number;
}

/** What istiod's webhook refuses, and warns of, in a VirtualService. */
export function checkVirtualService(spec: Place<VirtualServiceSpec>): void {
  const [hosts, gateways] = [spec.field('hosts'), spec.field('gateways')];
  const isDelegate = hosts.size() === 0;
  if (isDelegate) {
    for (const [name, place] of [
      ['gateways', gateways],
      ['tls', spec.field('tls')],
      ['tcp', spec.field('tcp')],
    ] as const) {
      if (place.isSet)
        place.fault({
          got: name,
          wanted: 'no value',
          text: 'not allowed: without hosts this is a delegate, which takes http only',
        });
    }
  }
  checkGatewayNames(gateways.items(), true);
  const names = gateways.items().map((gateway) => gateway.text());
  const unknownGateways = gateways.unknown || names.includes(undefined);
  const onMesh = !unknownGateways && (names.length === 0 || names.includes(MESH));
  checkHosts(spec, onMesh);

  if ((['http', 'tls', 'tcp'] as const).every((name) => spec.field(name).isEmpty)) {
    spec.fault({
      code: 'missing-field',
      wanted: 'at least one of http, tls, tcp',
      text: 'has no http, tls or tcp, expected at least one',
    });
  }
  spec.given('http', (routes) => {
    for (const route of routes.items()) checkHttpRoute(route, isDelegate, onMesh);
  });
  spec.given('tls', (routes) => {
    for (const route of routes.items()) checkTlsRoute(route, hosts);
  });
  spec.given('tcp', (routes) => {
    for (const route of routes.items()) {
      for (const match of route.field('match').items()) checkL4Match(match);
      checkRequired(route.field('route'), 'at least one destination');
      checkDestinations(route.field('route'));
    }
  });
  spec.given('exportTo', checkExportTo);
  checkReachable(spec);
}

function checkHosts(spec: Place<VirtualServiceSpec>, onMesh: boolean): void {
  const hosts = spec.field('hosts').items();
  const isSniService =
    spec.has('tls') &&
    spec
      .field('tls')
      .items()
      .some((route) =>
        route
          .field('match')
          .items()
          .some((match) => match.field('sniHosts').isSet),
      );
  let allHold = true;
  for (const host of hosts) {
    const text = host.text();
    if (text === undefined) continue;
    const generated = !onMesh && isSniService && isGeneratedSni(text);
    if (!isWildcardHostName(text) && !isIpAddress(text) && !generated) {
      allHold = false;
      checkWildcardHost(host);
    } else if (text === '*' && onMesh) {
      allHold = false;
      host.fault({ got: '"*"', wanted: 'a gateway in gateways, or a host other than "*" inside the mesh' });
    }
  }
  if (!allHold) return;
  hosts.forEach((host, i) => {
    const text = host.text();
    const earlier = hosts.slice(0, i).find((other) => text !== undefined && overlaps(other.text() ?? '', text));
    if (earlier !== undefined) {
      host.fault({
        code: 'duplicate',
        got: `${show(text)}, which ${show(earlier.text())} covers`,
        wanted: 'hosts that do not overlap',
      });
    }
  });
}

function isGeneratedSni(text: string): boolean {
  const parts = text.split('_');
  return (
    text.startsWith('outbound_') && parts.length >= 4 && /\d/.test(parts[1] ?? '') && /[a-zA-Z]/.test(parts[3] ?? '')
  );
}

function checkHttpRoute(route: Place<HTTPRoute>, isDelegate: boolean, onMesh: boolean): void {
  checkActions(route, isDelegate);
  route.given('match', (matches) => {
    for (const match of matches.items()) checkHttpMatch(match, onMesh);
  });
  route.given('headers', (headers) => {
    checkHeaders(headers);
    checkAuthorityOnce(route.field('rewrite'), headers);
  });
  route.given('corsPolicy', checkCors);
  route.given('fault', checkFaultInjection);
  route.given('mirrorPercentage', checkShare);
  route.given('mirrorPercent', checkWholeShare);
  route.given('mirror_percent', checkWholeShare);
  route.given('mirror', checkDestination);
  route.given('mirrors', checkMirrors);
  route.given('redirect', (redirect) => checkRedirect(redirect, route.field('match')));
  route.given('directResponse', checkDirectResponse);
  route.given('retries', checkRetries);
  route.given('rewrite', checkRewrite);
  route.given('route', (destinations) => {
    checkDestinations(destinations);
    for (const destination of destinations.items()) destination.given('headers', checkHeaders);
  });
  route.given('timeout', checkDuration);
}

function checkShare(share: Place<Percent>): void {
  checkRange(share.field('value'), 0, 100);
}

function checkWholeShare(share: Place<number>): void {
  checkRange(share, 0, 100);
}

function checkDirectResponse(response: Place<HTTPDirectResponse>): void {
  if (response.unknown) return;
  if (!response.field('status').exists) {
    response.field('status').fault({ code: 'missing-field', wanted: 'a status', text: 'required' });
  }
  checkRange(response.field('status'), 200, 600);
  const body = response.field('body');
  const size =
    Buffer.byteLength(body.field('string').text() ?? '') +
    Buffer.byteLength(body.field('bytes').text() ?? '', 'base64');
  if (size > LARGE_BODY && size <= MAX_BODY) {
    body.warn({ got: `${size} bytes`, wanted: `at most ${LARGE_BODY} bytes, because every proxy gets them all` });
  }
  if (size > MAX_BODY) body.fault({ got: `${size} bytes`, wanted: `at most ${MAX_BODY} bytes` });
}

type Action = 'route' | 'redirect' | 'fault' | 'rewrite' | 'directResponse';

/** A route does one thing with a request. */
function checkActions(route: Place<HTTPRoute>, isDelegate: boolean): void {
  if (route.has('delegate')) {
    if (isDelegate) {
      route.field('delegate').fault({
        got: 'a delegate',
        wanted: 'no value',
        text: 'not allowed: a VirtualService without hosts is a delegate itself',
      });
    }
    forbidBeside(route, 'delegate', ['redirect', 'route']);
    return;
  }
  if (route.has('redirect')) forbidBeside(route, 'redirect', ['route', 'fault', 'rewrite', 'directResponse']);
  else if (route.has('directResponse')) forbidBeside(route, 'directResponse', ['route', 'fault', 'rewrite']);
  else if (route.field('route').isEmpty && !route.unknown) {
    route.fault({
      code: 'missing-field',
      wanted: 'one of route, redirect, directResponse, delegate',
      text: 'does nothing with the request, expected one of route, redirect, directResponse, delegate',
    });
  }
  if (route.has('mirror') && route.has('mirrors') && route.field('mirrors').isSet) {
    route.fault({ code: 'too-many-fields', got: 'mirror and mirrors', wanted: 'only one of mirror, mirrors' });
  }
}

function forbidBeside(route: Place<HTTPRoute>, action: string, others: readonly Action[]): void {
  for (const other of others) {
    const place = route.field(other);
    if (place.isEmpty) continue;
    place.fault({ code: 'too-many-fields', got: `${other} beside ${action}`, wanted: `${action} alone` });
  }
}

function checkHttpMatch(match: Place<HTTPMatchRequest>, onMesh: boolean): void {
  for (const name of ['headers', 'withoutHeaders'] as const) {
    match.given(name, (headers) => {
      for (const [header, value] of headers.entries()) {
        checkMatchedHeader(header, value);
        if (isClaimName(header) && onMesh) {
          value.fault({ text: 'matches a claim of a JWT, which works on gateways only', wanted: 'a header' });
        }
        if (name === 'headers' || value.field('regex').text() !== '*') checkStringMatch(value);
      }
    });
  }
  match.given('uri', checkStringMatchRegex);
  match.given('scheme', checkStringMatch);
  match.given('method', checkStringMatch);
  match.given('authority', checkStringMatch);
  match.given('queryParams', (parameters) => {
    for (const [, value] of parameters.entries()) checkStringMatch(value);
  });
  match.given('port', (port) => port.number() !== 0 && checkPort(port));
  match.given('sourceLabels', checkLabels);
  match.given('gateways', (gateways) => checkGatewayNames(gateways.items()));
  match.given('sourceNamespace', (namespace) => namespace.isSet && checkLabelName(namespace));
}

function checkTlsRoute(route: Place<TLSRoute>, hosts: Place<readonly string[]>): void {
  checkRequired(route.field('match'), 'at least one match');
  for (const match of route.field('match').items()) {
    checkL4Match(match, true);
    checkRequired(match.field('sniHosts'), 'at least one host');
    for (const sni of match.field('sniHosts').items()) checkSni(sni, hosts);
  }
  checkRequired(route.field('route'), 'at least one destination');
  checkDestinations(route.field('route'));
}

function checkSni(sni: Place<string>, hosts: Place<readonly string[]>): void {
  const text = sni.text();
  if (text === undefined) return;
  if (isIpAddress(text)) {
    sni.warn({ got: show(text), wanted: 'a host name, because clients send no IP address as SNI' });
    return;
  }
  if (!isWildcardHostName(text) && !isGeneratedSni(text)) {
    checkWildcardHost(sni);
    return;
  }
  const known = hosts.items().map((host) => host.text());
  if (hosts.unknown || known.includes(undefined) || known.some((host) => covers(host ?? '', text))) return;
  sni.fault({ got: show(text), wanted: `a host within those of the VirtualService: ${known.join(', ')}` });
}

function checkL4Match(match: Place<L4MatchAttributes> | Place<TLSMatchAttributes>, isTls = false): void {
  const place = match as Place<L4MatchAttributes>;
  for (const subnet of place.field('destinationSubnets').items()) checkIpOrRange(subnet);
  if (place.field('port').number() !== 0) checkPort(place.field('port'));
  checkLabels(place.field('sourceLabels'));
  checkGatewayNames(place.field('gateways').items(), isTls);
}

/** Destinations of a route, and the shares of the traffic they get. */
function checkDestinations(list: Place<readonly Weighted[]>): void {
  const destinations = list.items();
  let total: number | undefined = destinations.length < 2 ? undefined : 0;
  for (const one of destinations) {
    const [weight, destination] = [one.field('weight'), one.field('destination')];
    checkNotNegative(weight);
    if (!destination.exists && !one.unknown) {
      destination.fault({ code: 'missing-field', wanted: 'a destination', text: 'required' });
    }
    checkDestination(destination);
    if (total !== undefined) total = one.unknown || weight.unknown ? undefined : total + (weight.number() ?? 0);
  }
  if (total === undefined || total === 100) return;
  const shares = destinations.map(
    (one, i) => `${nameOf(one.field('destination'), i)}: ${one.field('weight').number() ?? 0}`,
  );
  list.fault({
    got: `weights that total ${total}`,
    wanted: 'weights that total 100',
    text: `weights total ${total}, must total 100 (${shares.join(', ')})`,
  });
}

function nameOf(destination: Place<Destination>, position: number): string {
  return destination.field('subset').text() ?? destination.field('host').text() ?? `destination ${position}`;
}

function checkDestination(destination: Place<Destination>): void {
  if (!destination.exists || destination.unknown) return;
  const host = destination.field('host');
  checkRequired(host, 'a host');
  if (host.text() === '*') host.fault({ got: '"*"', wanted: 'one host' });
  else if (host.isSet) checkWildcardHost(host);
  destination.given('subset', (subset) => subset.isSet && checkLabelName(subset));
  destination.given('port', (port) => port.unknown || checkRequiredPort(port.field('number')));
}

function checkMirrors(mirrors: Place<readonly HTTPMirrorPolicy[]>): void {
  for (const mirror of mirrors.items()) {
    if (!mirror.field('destination').exists && !mirror.unknown) {
      mirror.field('destination').fault({ code: 'missing-field', wanted: 'a destination', text: 'required' });
    }
    mirror.given('destination', checkDestination);
    mirror.given('percentage', checkShare);
  }
}

function checkCors(policy: Place<CorsPolicy>): void {
  if (!policy.exists) return;
  for (const origin of policy.field('allowOrigins').items()) {
    const forms = [origin.field('exact'), origin.field('prefix'), origin.field('regex')];
    if (!origin.unknown && forms.every((form) => form.isEmpty)) {
      origin.fault({ got: 'nothing to match', wanted: 'one of exact, prefix, regex' });
    } else checkStringMatchRegex(origin);
  }
  for (const method of policy.field('allowMethods').items()) {
    const text = method.text();
    const known = method.inspection.has('corsAnyMethod') ? [...CORS_METHODS, '*'] : CORS_METHODS;
    if (text !== undefined && !known.includes(text)) {
      method.fault({ got: show(text), wanted: `one of ${known.join(', ')}` });
    }
  }
  for (const list of [policy.field('allowHeaders'), policy.field('exposeHeaders')]) {
    for (const name of list.items()) {
      const text = name.text();
      if (text !== undefined && text !== '*' && !isHeaderName(text))
        name.fault({ got: show(text), wanted: 'the name of a header' });
    }
  }
  checkWholeSeconds(policy.field('maxAge'));
}

function checkFaultInjection(fault: Place<HTTPFaultInjection>): void {
  if (!fault.exists || fault.unknown) return;
  const [abort, delay] = [fault.field('abort'), fault.field('delay')];
  if (!abort.exists && !delay.exists)
    fault.fault({ got: 'neither abort nor delay', wanted: 'at least one of abort, delay' });
  const kinds = ['httpStatus', 'grpcStatus', 'http2Error'] as const;
  if (abort.exists && !abort.unknown && kinds.every((name) => !abort.has(name))) {
    abort.warn({ text: 'no effect without an error', wanted: 'one of httpStatus, grpcStatus' });
  }
  checkPercentage(abort.field('percentage'));
  checkPercentage(delay.field('percentage'));
  checkRange(abort.field('httpStatus'), 200, 600);
  if (abort.field('http2Error').exists)
    abort
      .field('http2Error')
      .fault({ got: 'an HTTP/2 error', wanted: 'httpStatus or grpcStatus: Istio does not support this one yet' });
  const status = abort.field('grpcStatus').text();
  if (status !== undefined && !GRPC_STATUS.includes(status)) {
    abort.field('grpcStatus').fault({ got: show(status), wanted: `one of ${GRPC_STATUS.join(', ')}` });
  }
  checkDuration(delay.field('fixedDelay'));
  if (delay.field('exponentialDelay').exists) {
    delay
      .field('exponentialDelay')
      .fault({ got: 'an exponential delay', wanted: 'fixedDelay: Istio does not support this one yet' });
  }
}

function checkRedirect(redirect: Place<HTTPRedirect>, matches: Place<readonly HTTPMatchRequest[]>): void {
  if (!redirect.exists || redirect.unknown) return;
  const prefix = redirect.field('prefixRewrite');
  const targets = [redirect.field('uri'), prefix, redirect.field('authority'), redirect.field('scheme')];
  if (prefix.isSet) {
    if (redirect.field('uri').isSet) {
      redirect.fault({
        code: 'too-many-fields',
        got: 'uri and prefixRewrite',
        wanted: 'at most one of uri, prefixRewrite',
      });
    }
    for (const match of matches.items()) {
      const uri = match.field('uri');
      if (uri.exists && !uri.unknown && !uri.has('prefix'))
        uri.fault({ got: 'a match without prefix', wanted: 'a prefix, because prefixRewrite is set' });
    }
  }
  const hasPort = redirect.field('port').exists || redirect.field('derivePort').exists;
  if (!hasPort && targets.every((target) => target.isEmpty)) {
    redirect.fault({
      got: 'nothing to redirect to',
      wanted: 'at least one of uri, authority, scheme, port, derivePort',
    });
  }
  if (redirect.field('redirectCode').number() !== 0) checkRange(redirect.field('redirectCode'), 300, 399);
  const scheme = redirect.field('scheme').text();
  if (scheme !== undefined && !['', 'http', 'https'].includes(scheme)) {
    redirect.field('scheme').fault({ got: show(scheme), wanted: 'http or https' });
  }
  if (redirect.field('port').number() !== 0) checkPort(redirect.field('port'));
}

function checkRetries(retries: Place<HTTPRetry>): void {
  if (!retries.exists || retries.unknown) return;
  const attempts = retries.field('attempts');
  checkNotNegative(attempts);
  const settings = [retries.field('perTryTimeout'), retries.field('retryOn'), retries.field('retryRemoteLocalities')];
  if ((attempts.number() === 0 || !attempts.exists) && settings.some((setting) => setting.isSet)) {
    attempts.fault({ got: '0', wanted: 'at least 1, because other settings of the retries are given' });
  }
  checkDuration(retries.field('perTryTimeout'));
  checkDuration(retries.field('backoff'));
  const conditions = retries.field('retryOn').text();
  for (const condition of conditions === undefined || conditions === '' ? [] : conditions.split(',')) {
    if (!RETRY_ON.includes(condition) && !NAMED_STATUS.test(condition)) {
      retries
        .field('retryOn')
        .fault({ got: show(condition), wanted: `status codes, or any of ${RETRY_ON.join(', ')}` });
    }
  }
}

function checkRewrite(rewrite: Place<HTTPRewrite>): void {
  if (!rewrite.exists || rewrite.unknown) return;
  const [uri, regex, authority] = [rewrite.field('uri'), rewrite.field('uriRegexRewrite'), rewrite.field('authority')];
  if (uri.isSet && regex.exists)
    rewrite.fault({
      code: 'too-many-fields',
      got: 'uri and uriRegexRewrite',
      wanted: 'only one of uri, uriRegexRewrite',
    });
  if (uri.isEmpty && !regex.exists && authority.isEmpty) {
    rewrite.fault({ got: 'nothing to rewrite', wanted: 'at least one of uri, uriRegexRewrite, authority' });
  }
  if (!regex.exists || regex.unknown) return;
  checkRequired(regex.field('match'), 'an expression');
  checkRequired(regex.field('rewrite'), 'what takes its place');
  if (regex.field('match').isSet) checkRegex(regex.field('match'));
}
