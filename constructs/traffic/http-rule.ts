import { isToken } from '../delivery/terraform-template';
import { type Duration, durationFaults } from '../duration';
import { type Backend, backendOf, backendsOf, type WeightedBackend } from './backend';
import type { HeaderChanges } from './header-changes';
import type { HttpMatch } from './http-match';
import type { Cors, DirectResponse, FaultInjection, HttpRoute, Mirror, Redirect, Rewrite } from './http-route';
import type { MeshService } from './mesh-service';
import { Retries, retriesFaults } from './retries';

/** A copy of requests. */
export interface MirrorBackend extends Backend {
  /** The share of the requests, in percent. */
  readonly percentage: number;
}

/** A route that says everything itself, in the words of no API: what a dialect renders. */
export interface HttpRule {
  readonly name?: string;
  /** Empty where the rule matches every request. */
  readonly matches: readonly HttpMatch[];
  /** Empty where the rule responds itself. */
  readonly backends: readonly WeightedBackend[];
  readonly mirrors: readonly MirrorBackend[];
  readonly redirect?: Redirect;
  readonly directResponse?: DirectResponse;
  readonly rewrite?: Rewrite;
  readonly fault?: FaultInjection;
  readonly cors?: Cors;
  readonly headers?: HeaderChanges;
  readonly retries?: Retries;
  readonly timeout?: Duration;
}

/** What a route says nothing of. */
export interface RuleDefaults {
  readonly service: MeshService;
  readonly retries?: Retries;
  readonly timeout?: Duration;
}

/** One or several, as a list. */
export function listOf<T>(one: T | readonly T[] | undefined): readonly T[] {
  if (one === undefined) return [];
  return Array.isArray(one) ? one : [one as T];
}

/** The route with its defaults and without deprecated words. Faults that no API could make right are added to `faults`. */
export function httpRule(route: HttpRoute, defaults: RuleDefaults, faults: string[]): HttpRule {
  const matches = listOf<HttpMatch>(route.match).map((match) => currentMatch(match, faults));
  if (route.match !== undefined && matches.length === 0) {
    faults.push(
      'match: expected at least one match, got none: the route would match no request: leave match out, or give one',
    );
  }
  const responds = route.redirect !== undefined || route.directResponse !== undefined;
  const rule: HttpRule = {
    name: route.name,
    matches,
    backends: responds ? [] : backendsOf(route.to, defaults.service),
    mirrors: listOf<Mirror>(route.mirror).map(({ to, percentage = 100 }) => ({
      ...backendOf(to, defaults.service),
      percentage,
    })),
    redirect: route.redirect && currentRedirect(route.redirect, faults),
    directResponse: route.directResponse,
    rewrite: route.rewrite && currentRewrite(route.rewrite, faults),
    fault: route.fault,
    cors: route.cors,
    headers: route.headers,
    retries: [route.retries ?? (responds ? undefined : defaults.retries)].find(Retries.isRetries),
    timeout: route.timeout ?? (responds ? undefined : defaults.timeout),
  };
  faults.push(
    ...matches.flatMap(matchFaults),
    ...responseFaults(route),
    ...durationFaults('timeout', rule.timeout),
    ...retriesFaults('retries', route.retries),
    ...rule.mirrors.flatMap(({ percentage }) => percentageFaults('mirror.percentage', percentage)),
    ...(rule.fault ? injectionFaults(rule.fault) : []),
    ...(rule.cors ? corsFaults(rule.cors) : []),
  );
  return rule;
}

/** The value of a field that had another name, given under either. */
function renamed<T>(
  current: T | undefined,
  former: T | undefined,
  names: readonly [string, string],
  faults: string[],
): T | undefined {
  if (current !== undefined && former !== undefined) {
    faults.push(`${names[1]}: deprecated, and "${names[0]}" is given as well: leave ${names[1]} out`);
  }
  return current ?? former;
}

function currentMatch(match: HttpMatch, faults: string[]): HttpMatch {
  const { uri, ignoreUriCase, authority, ...current } = match;
  if (uri === undefined && ignoreUriCase === undefined && authority === undefined) return match;
  return {
    ...current,
    path: renamed(match.path, uri, ['path', 'uri'], faults),
    ignorePathCase: renamed(match.ignorePathCase, ignoreUriCase, ['ignorePathCase', 'ignoreUriCase'], faults),
    host: renamed(match.host, authority, ['host', 'authority'], faults),
  };
}

const PORT_WORDS = { FROM_PROTOCOL_DEFAULT: 'scheme-default', FROM_REQUEST_PORT: 'request-port' } as const;

function currentRedirect(redirect: Redirect, faults: string[]): Redirect {
  const { uri, authority, redirectCode, derivePort, ...current } = redirect;
  const own: string[] = [];
  const port = derivePort && (PORT_WORDS[derivePort] ?? derivePort);
  const result = {
    ...current,
    path: renamed(redirect.path, uri, ['path', 'uri'], own),
    host: renamed(redirect.host, authority, ['host', 'authority'], own),
    status: renamed(redirect.status, redirectCode, ['status', 'redirectCode'], own),
    port: renamed(redirect.port, port, ['port', 'derivePort'], own),
  };
  faults.push(...own.map((fault) => `redirect.${fault}`));
  return result;
}

function currentRewrite(rewrite: Rewrite, faults: string[]): Rewrite {
  const { uri, authority, uriRegexRewrite, ...current } = rewrite;
  const own: string[] = [];
  const regex = uriRegexRewrite && { regex: uriRegexRewrite.match ?? '', replacement: uriRegexRewrite.rewrite ?? '' };
  const former = renamed<Rewrite['path']>(uri, regex, ['uri', 'uriRegexRewrite'], own);
  const result = {
    ...current,
    path: renamed(rewrite.path, former, ['path', uri === undefined ? 'uriRegexRewrite' : 'uri'], own),
    host: renamed(rewrite.host, authority, ['host', 'authority'], own),
  };
  faults.push(...own.map((fault) => `rewrite.${fault}`));
  return result;
}

function matchFaults({ ignorePathCase: _, ...conditions }: HttpMatch): string[] {
  const given = Object.values(conditions).some(
    (condition) =>
      condition !== undefined &&
      !(typeof condition === 'object' && !Array.isArray(condition) && Object.keys(condition).length === 0),
  );
  return given
    ? []
    : [
        'match: expected at least one condition, got none: leave match out for the requests that no other route matches',
      ];
}

function percentageFaults(path: string, percentage: number): string[] {
  if (isToken(percentage) || (percentage >= 0 && percentage <= 100)) return [];
  return [`${path}: expected a number from 0 to 100, got ${percentage}`];
}

function injectionFaults({ delay, abort }: FaultInjection): string[] {
  const faults: string[] = [];
  if (delay === undefined && abort === undefined) faults.push('fault: expected delay or abort, got neither');
  if (delay !== undefined) {
    faults.push(...percentageFaults('fault.delay.percentage', delay.percentage));
    faults.push(...durationFaults('fault.delay.fixedDelay', delay.fixedDelay, { required: true }));
  }
  if (abort !== undefined) {
    faults.push(...percentageFaults('fault.abort.percentage', abort.percentage));
    const { httpStatus, grpcStatus } = abort;
    if ((httpStatus === undefined) === (grpcStatus === undefined)) {
      const got = httpStatus === undefined ? 'neither' : 'both';
      faults.push(`fault.abort: expected one of httpStatus and grpcStatus, got ${got}`);
    }
    if (httpStatus !== undefined && !isToken(httpStatus) && !isInteger(httpStatus, 200, 599)) {
      faults.push(`fault.abort.httpStatus: expected an integer from 200 to 599, got ${httpStatus}`);
    }
  }
  return faults;
}

const isInteger = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

const ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/[^/]+$/;

function corsFaults({ allowOrigins, allowCredentials, maxAge }: Cors): string[] {
  const faults: string[] = [];
  if (allowOrigins.length === 0) faults.push('cors.allowOrigins: expected at least one origin, got none');
  const anyOrigin = allowOrigins.some(
    (origin) => origin === '*' || (typeof origin === 'object' && origin.exact === '*'),
  );
  if (anyOrigin && allowCredentials) {
    faults.push(
      "cors: any origin with credentials would give every page access to the user's session: list the origins",
    );
  }
  for (const origin of allowOrigins) {
    if (typeof origin !== 'string' || origin === '*' || isToken(origin) || ORIGIN.test(origin)) continue;
    const meant = `https://${origin.replace(/^.*:\/\//, '').replace(/\/.*$/, '')}`;
    faults.push(
      `cors.allowOrigins: expected a scheme and a host, as browsers send them, got "${origin}" (did you mean "${meant}"?)`,
    );
  }
  return [...faults, ...durationFaults('cors.maxAge', maxAge, { positive: false, wholeSeconds: true })];
}

/** What a route that responds itself cannot do as well. */
function responseFaults(route: HttpRoute): string[] {
  const response = route.redirect !== undefined ? 'redirect' : 'directResponse';
  if (route[response] === undefined) return [];
  const idle = (['directResponse', 'to', 'rewrite', 'mirror', 'fault', 'retries', 'timeout'] as const).filter(
    (field) => field !== response && route[field] !== undefined,
  );
  return idle.length === 0
    ? []
    : [`${response}: the proxy responds itself, so ${idle.join(', ')} cannot apply: leave out one or the other`];
}
