import type {
  CorsPolicy,
  HeaderChange,
  HeaderChanges,
  HttpAction,
  HttpRoute,
  Rewrite,
  RouteMirror,
  TextMatch,
} from '../routes/route';
import { fieldsOf, itemsOf } from '../value';
import { field, number, text, texts } from '../visibility/fields';
import { RefusedRule, type RuleReading } from './backends';

/** What the filters of a rule do. */
export type Filters = Pick<HttpRoute, 'headers' | 'rewrite' | 'cors' | 'mirrors'> & {
  readonly redirect?: Extract<HttpAction, { kind: 'redirect' }>;
  /** Why istiod refuses the object for one of them; undefined where it does not. */
  readonly refused?: RefusedRule;
};

/** What the filters of a rule do. */
export function filtersOf(written: unknown, { kind, backend }: RuleReading): Filters {
  const mirrors: RouteMirror[] = [];
  let found: Omit<Filters, 'mirrors'> = {};
  const refuse = (reason: string): void => {
    found = { refused: new RefusedRule(reason), ...found };
  };
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
        const mirror = mirrorOf(field(filter, 'requestMirror'), backend);
        // An HTTPRoute goes on without a mirror that is not there, a GRPCRoute does not.
        if (mirror === undefined) {
          if (kind === 'GRPCRoute') refuse('a mirror whose backend is not to be had');
        } else if (mirror.percent > 0) mirrors.push(mirror);
        break;
      }
      case 'RequestRedirect':
      case 'URLRewrite':
      case 'CORS': {
        if (kind === 'GRPCRoute') refuse(`unsupported filter type "${type}"`);
        if (type === 'RequestRedirect') found = { ...found, redirect: redirectOf(field(filter, 'requestRedirect')) };
        if (type === 'URLRewrite') found = { ...found, ...rewriteOf(field(filter, 'urlRewrite')) };
        if (type === 'CORS') found = { ...found, cors: corsOf(field(filter, 'cors')) };
        break;
      }
      default:
        refuse(`unsupported filter type "${type}"`);
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

/** What the filters of a backend change. */
export function backendFilters(written: unknown): HeaderChanges | undefined | RefusedRule {
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

function mirrorOf(written: unknown, backend: RuleReading['backend']): RouteMirror | undefined {
  const found = backend(field(written, 'backendRef'));
  if (found instanceof RefusedRule || found.refused !== undefined) return undefined;
  const { destination } = found;
  const { fraction, percent } = fieldsOf(written);
  if (fraction === undefined) return { destination, percent: number(percent) ?? 100 };
  const parts = number(field(fraction, 'numerator')) ?? 0;
  return { destination, percent: (100 * parts) / (number(field(fraction, 'denominator')) ?? 100) };
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
