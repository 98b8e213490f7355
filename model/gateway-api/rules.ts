import type {
  CorsPolicy,
  HeaderChange,
  HeaderChanges,
  HttpAction,
  HttpMatch,
  HttpRoute,
  PathMatch,
  Rewrite,
  RouteMirror,
  RouteShare,
  TextMatch,
} from '../routes/route';
import { type Fields, fieldsOf, isHole, itemsOf, type Value } from '../value';
import { field, firstHole, number, text, texts } from '../visibility/fields';
import { backendOf, RefusedRule, type RuleContext } from './backends';

/**
 * The routes of an HTTPRoute or a GRPCRoute, one for each match, as istiod makes them.
 *
 * @returns why istiod refuses the object, where it does
 */
export function httpRoutes(rules: unknown, context: RuleContext): HttpRoute[] | RefusedRule {
  const routes: HttpRoute[] = [];
  for (const [index, rule] of itemsOf(rules).entries()) {
    const read = ruleOf(rule, index, context);
    if (read instanceof RefusedRule) return read;
    const matches = itemsOf(field(rule, 'matches'));
    const { kind, name, namespace } = context.owner;
    // The API server writes a match of every path into a rule of an HTTPRoute that has none.
    const implied = kind === 'HTTPRoute' ? [httpMatch({})] : [];
    if (matches.length === 0) routes.push({ ...read, source: { kind, name, namespace }, matches: implied });
    for (const [match, written] of matches.entries()) {
      const matched = kind === 'GRPCRoute' ? grpcMatch(written) : httpMatch(written);
      routes.push({ ...read, source: { kind, name, namespace, match }, matches: [matched] });
    }
  }
  return routes;
}

type Rule = Omit<HttpRoute, 'matches' | 'source'>;

function ruleOf(rule: unknown, index: number, context: RuleContext): Rule | RefusedRule {
  const { kind, name, namespace } = context.owner;
  const filters = filtersOf(field(rule, 'filters'), context);
  if (filters instanceof RefusedRule) return filters;
  const { redirect, ...changes } = filters;
  const backends = itemsOf(field(rule, 'backendRefs'));
  const shares = sharesOf(backends, context);
  const own = text(field(rule, 'name'));
  const unknown = unreadable(rule);
  const common = {
    index,
    name: own ?? `${namespace}.${name}.${index}`,
    ...(unknown === undefined ? {} : { unknown }),
    ...changes,
    ...timeouts(rule),
  };
  if (redirect !== undefined) return { ...common, action: redirect, shares: [] };
  if (shares instanceof RefusedRule) return shares;
  if (shares.length === 0) return { ...common, action: { kind: 'respond', status: 500 }, shares: [] };
  if (kind === 'GRPCRoute') {
    const { timeout: _timeout, retries: _retries, ...rest } = common;
    return { ...rest, action: { kind: 'forward' }, shares };
  }
  return { ...common, action: { kind: 'forward' }, shares };
}

function unreadable(rule: unknown): string | undefined {
  const { filters, backendRefs } = fieldsOf(rule);
  const weights = itemsOf(backendRefs).map((one) => {
    const { filters: _filters, ...rest } = fieldsOf(one);
    return rest;
  });
  return firstHole({ filters, backendRefs: isHole(backendRefs) ? backendRefs : weights });
}

/** The backends that get requests: those with a weight of 0 get none, and a single one gets all. */
export function sharesOf(backends: readonly unknown[], context: RuleContext): RouteShare[] | RefusedRule {
  const shares: RouteShare[] = [];
  const used = backends.filter((one) => weightOf(one) > 0);
  for (const one of used) {
    const backend = backendOf(one, context);
    if (backend instanceof RefusedRule) return backend;
    const filters = backendFilters(field(one, 'filters'));
    if (filters instanceof RefusedRule) return filters;
    const { destination, refused } = backend;
    shares.push({
      destination,
      ...(used.length === 1 ? {} : { weight: weightOf(one) }),
      ...(filters === undefined ? {} : { headers: filters }),
      ...(refused === undefined ? {} : { refused }),
    });
  }
  return shares;
}

function weightOf(backend: unknown): number {
  return number(field(backend, 'weight')) ?? 1;
}

type Filters = Pick<HttpRoute, 'headers' | 'rewrite' | 'cors' | 'mirrors'> & {
  readonly redirect?: Extract<HttpAction, { kind: 'redirect' }>;
};

function filtersOf(written: unknown, context: RuleContext): Filters | RefusedRule {
  const { kind } = context.owner;
  const mirrors: RouteMirror[] = [];
  let found: Omit<Filters, 'mirrors'> = {};
  for (const filter of itemsOf(written)) {
    const type = text(field(filter, 'type')) ?? '';
    switch (type) {
      case 'RequestHeaderModifier':
        found = { ...found, headers: withChange(found.headers, 'request', field(filter, 'requestHeaderModifier')) };
        break;
      case 'ResponseHeaderModifier':
        found = { ...found, headers: withChange(found.headers, 'response', field(filter, 'responseHeaderModifier')) };
        break;
      case 'RequestMirror': {
        const mirror = mirrorOf(field(filter, 'requestMirror'), context);
        // An HTTPRoute goes on without a mirror that is not there, a GRPCRoute does not.
        if (mirror === undefined) {
          if (kind === 'GRPCRoute') return new RefusedRule('a mirror whose backend is not to be had');
        } else if (mirror.percent > 0) mirrors.push(mirror);
        break;
      }
      case 'RequestRedirect':
      case 'URLRewrite':
      case 'CORS': {
        if (kind === 'GRPCRoute') return new RefusedRule(`unsupported filter type "${type}"`);
        if (type === 'RequestRedirect') found = { ...found, redirect: redirectOf(field(filter, 'requestRedirect')) };
        if (type === 'URLRewrite') found = { ...found, ...rewriteOf(field(filter, 'urlRewrite')) };
        if (type === 'CORS') found = { ...found, cors: corsOf(field(filter, 'cors')) };
        break;
      }
      default:
        return new RefusedRule(`unsupported filter type "${type}"`);
    }
  }
  return { ...withoutEmptyHeaders(found), mirrors };
}

function withoutEmptyHeaders<Found extends { readonly headers?: HeaderChanges }>(found: Found): Found {
  const { headers, ...rest } = found;
  return (headers?.request || headers?.response ? found : rest) as Found;
}

function withChange(headers: HeaderChanges | undefined, side: 'request' | 'response', written: unknown): HeaderChanges {
  const change = headerChange(written);
  return { ...headers, ...(change === undefined ? {} : { [side]: change }) };
}

function backendFilters(written: unknown): HeaderChanges | undefined | RefusedRule {
  let headers: HeaderChanges = {};
  for (const filter of itemsOf(written)) {
    const type = text(field(filter, 'type')) ?? '';
    if (type === 'RequestHeaderModifier') {
      headers = withChange(headers, 'request', field(filter, 'requestHeaderModifier'));
    } else if (type === 'ResponseHeaderModifier') {
      headers = withChange(headers, 'response', field(filter, 'responseHeaderModifier'));
    } else return new RefusedRule(`unsupported filter type "${type}"`);
  }
  return headers.request || headers.response ? headers : undefined;
}

/** Names in lower case; of two of the same name the first counts. */
function headerChange(written: unknown): HeaderChange | undefined {
  const set = valuesByName(field(written, 'set'));
  const add = valuesByName(field(written, 'add'));
  const remove = texts(field(written, 'remove'));
  if (Object.keys(set).length + Object.keys(add).length + remove.length === 0) return undefined;
  return {
    ...(Object.keys(set).length > 0 ? { set } : {}),
    ...(Object.keys(add).length > 0 ? { add } : {}),
    ...(remove.length > 0 ? { remove } : {}),
  };
}

function valuesByName(written: unknown): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const one of itemsOf(written)) {
    const name = (text(field(one, 'name')) ?? '').toLowerCase();
    found[name] ??= text(field(one, 'value')) ?? '';
  }
  return found;
}

function mirrorOf(written: unknown, context: RuleContext): RouteMirror | undefined {
  const backend = backendOf(field(written, 'backendRef'), context);
  if (backend instanceof RefusedRule || backend.refused !== undefined) return undefined;
  const { fraction, percent } = fieldsOf(written);
  if (fraction === undefined) return { destination: backend.destination, percent: number(percent) ?? 100 };
  const parts = number(field(fraction, 'numerator')) ?? 0;
  const share = (100 * parts) / (number(field(fraction, 'denominator')) ?? 100);
  return { destination: backend.destination, percent: share };
}

function redirectOf(written: unknown): Extract<HttpAction, { kind: 'redirect' }> {
  const { type, replaceFullPath, replacePrefixMatch } = fieldsOf(field(written, 'path'));
  const path = type === 'ReplaceFullPath' ? text(replaceFullPath) : undefined;
  const prefix = type === 'ReplacePrefixMatch' ? text(replacePrefixMatch) : undefined;
  const authority = text(field(written, 'hostname'));
  const scheme = text(field(written, 'scheme'));
  // Without a port and a scheme the request's own port stays.
  const port = number(field(written, 'port')) ?? (scheme === undefined ? 'request' : undefined);
  return {
    kind: 'redirect',
    ...(path === undefined ? {} : { path }),
    ...(prefix === undefined ? {} : { prefix }),
    ...(authority === undefined ? {} : { authority }),
    ...(scheme === undefined ? {} : { scheme }),
    ...(port === undefined ? {} : { port }),
    status: number(field(written, 'statusCode')) ?? 302,
  };
}

function rewriteOf(written: unknown): { readonly rewrite?: Rewrite } {
  const { type, replaceFullPath, replacePrefixMatch } = fieldsOf(field(written, 'path'));
  const authority = text(field(written, 'hostname'));
  const prefix = type === 'ReplacePrefixMatch' ? (text(replacePrefixMatch) ?? '').replace(/\/$/, '') || '/' : undefined;
  const whole = type === 'ReplaceFullPath' ? (text(replaceFullPath) ?? '') : undefined;
  if (authority === undefined && prefix === undefined && whole === undefined) return {};
  return {
    rewrite: {
      ...(prefix === undefined ? {} : { path: prefix }),
      ...(authority === undefined ? {} : { authority }),
      ...(whole === undefined ? {} : { pattern: { match: '/.*', rewrite: whole } }),
    },
  };
}

/** An origin of letters, digits and what a scheme may have, and a host without a path. */
const ANY_ORIGIN = '^[a-zA-Z][a-zA-Z0-9+.-]*://[^/\\s?#]+$';

function corsOf(written: unknown): CorsPolicy {
  const maxAge = number(field(written, 'maxAge'));
  return {
    allowOrigins: texts(field(written, 'allowOrigins')).map(originMatch),
    allowMethods: texts(field(written, 'allowMethods')),
    allowHeaders: texts(field(written, 'allowHeaders')),
    exposeHeaders: texts(field(written, 'exposeHeaders')),
    ...(maxAge !== undefined && maxAge > 0 ? { maxAge } : {}),
    allowCredentials: field(written, 'allowCredentials') === true,
    forwardUnmatched: false,
  };
}

function originMatch(origin: string): TextMatch {
  if (origin === '*') return { regex: ANY_ORIGIN };
  if (!origin.includes('*')) return { exact: origin };
  if (origin.indexOf('*') === origin.length - 1) return { prefix: origin.slice(0, -1) };
  const quoted = origin.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&').replaceAll('\\*', '.*');
  return { regex: `^${quoted}$` };
}

function timeouts(rule: unknown): Pick<HttpRoute, 'timeout' | 'retries'> {
  const { request, backendRequest } = fieldsOf(field(rule, 'timeouts'));
  const written = field(rule, 'retry');
  const retry = written === undefined ? undefined : retriesOf(written);
  const whole = durationOf(request);
  const each = durationOf(backendRequest);
  const timeout = each !== undefined && retry === undefined ? each : whole;
  const retries =
    retry === undefined ? undefined : { ...retry, ...(each === undefined ? {} : { perTryTimeout: each }) };
  return { ...(timeout === undefined ? {} : { timeout }), ...(retries === undefined ? {} : { retries }) };
}

/** A duration; undefined for none, and for one of 0, which means none. */
function durationOf(written: unknown): string | undefined {
  const read = text(written);
  return read === undefined || /^(0+(h|m|s|ms))+$/.test(read) ? undefined : read;
}

function retriesOf(written: unknown): Fields {
  const codes = itemsOf(field(written, 'codes')).map(String);
  const attempts = number(field(written, 'attempts')) ?? 2;
  const backoff = text(field(written, 'backoff'));
  const retryOn = ['connect-failure', 'refused-stream', 'unavailable', 'cancelled', ...codes].join(',');
  return { attempts, ...(attempts === 0 ? {} : { retryOn }), ...(backoff === undefined ? {} : { backoff }) };
}

const EVERYWHERE = { gateways: [], sourceLabels: {}, withoutHeaders: {}, ignorePathCase: false } as const;

function httpMatch(written: unknown): HttpMatch {
  const method = field(written, 'method');
  const unknown = firstHole(written);
  return {
    ...EVERYWHERE,
    path: pathMatch(field(written, 'path')),
    headers: textMatches(field(written, 'headers')),
    queryParams: textMatches(field(written, 'queryParams')),
    ...(method === undefined || method === null ? {} : { method: { exact: method as Value<string> } }),
    ...(unknown === undefined ? {} : { unknown }),
  };
}

function pathMatch(written: unknown): PathMatch {
  const { type = 'PathPrefix', value = '/' } = fieldsOf(written);
  if (isHole(value) || isHole(type)) return {};
  const path = text(value) ?? '/';
  if (type === 'Exact') return { exact: path };
  if (type === 'RegularExpression') return { regex: path };
  return path === '/' ? { prefix: path } : { segments: path.replace(/\/$/, '') };
}

/** Of two of the same name the last counts. */
function textMatches(written: unknown): Readonly<Record<string, TextMatch>> {
  const named = itemsOf(written).map((one): [string, TextMatch] => {
    const { type, value } = fieldsOf(one);
    const wanted = value as Value<string>;
    const isRegex = type === 'RegularExpression';
    // `*` is none of RE2's expressions: it asks that something is there.
    if (isRegex && wanted === '*') return [text(field(one, 'name')) ?? '', {}];
    return [text(field(one, 'name')) ?? '', isRegex ? { regex: wanted } : { exact: wanted }];
  });
  return Object.fromEntries(named);
}

/** A call of gRPC is a request for `/service/method`. */
function grpcMatch(written: unknown): HttpMatch {
  const path = grpcPath(field(written, 'method'));
  const unknown = firstHole(written);
  return {
    ...EVERYWHERE,
    headers: textMatches(field(written, 'headers')),
    queryParams: {},
    ...(path === undefined ? {} : { path }),
    ...(unknown === undefined ? {} : { unknown }),
  };
}

function grpcPath(written: unknown): PathMatch | undefined {
  if (written === undefined || written === null) return undefined;
  const of = text(field(written, 'service'));
  const call = text(field(written, 'method'));
  if (field(written, 'type') === 'RegularExpression') return { regex: `/${of ?? '[^/]+'}/${call ?? '.+'}` };
  if (call === undefined) return { segments: `/${of ?? ''}` };
  return of === undefined ? { regex: `/[^/]+/${call}` } : { exact: `/${of}/${call}` };
}
