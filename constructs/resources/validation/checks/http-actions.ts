import type {
  CorsPolicy,
  HTTPDirectResponse,
  HTTPFaultInjection,
  HTTPMatchRequest,
  HTTPMirrorPolicy,
  HTTPRedirect,
  HTTPRetry,
  HTTPRewrite,
  HTTPRoute,
  Percent,
} from '../../generated/networking';
import { show } from '../fault';
import type { Place } from '../place';
import { checkDestination } from './destinations';
import { checkDuration, checkWholeSeconds } from './durations';
import { checkCorsHeader } from './headers';
import { checkNotNegative, checkPercentage, checkRange, checkRequired } from './numbers';
import { checkPort } from './ports';
import { checkRegex, checkStringMatchRegex } from './regular-expressions';

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

type Action = 'route' | 'redirect' | 'fault' | 'rewrite' | 'directResponse';

/** A route does one thing with a request. */
export function checkActions(route: Place<HTTPRoute>, isDelegate: boolean): void {
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

/** What each of the things that a route can do takes. */
export function checkEachAction(route: Place<HTTPRoute>): void {
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
    for (const name of list.items()) checkCorsHeader(name);
  }
  checkWholeSeconds(policy.field('maxAge'));
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

function checkShare(share: Place<Percent>): void {
  checkRange(share.field('value'), 0, 100);
}

function checkWholeShare(share: Place<number>): void {
  checkRange(share, 0, 100);
}
