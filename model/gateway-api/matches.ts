import type { RouteKind } from '../kinds';
import type { HttpMatch, PathMatch, TextMatch } from '../routes/route';
import { fieldsOf, isHole, itemsOf, textOf, type Value } from '../value';
import { field, firstHole, text } from '../visibility/fields';

/** A match of an HTTPRoute or a GRPCRoute, as it is written. */
export function matchOf(kind: RouteKind, written: unknown): HttpMatch {
  return kind === 'GRPCRoute' ? grpcMatch(written) : httpMatch(written);
}

const EVERYWHERE = { gateways: [], sourceLabels: {}, withoutHeaders: {}, ignorePathCase: false } as const;

function httpMatch(written: unknown): HttpMatch {
  const path = field(written, 'path');
  const method = field(written, 'method');
  const unknown = firstHole(written);
  return {
    ...EVERYWHERE,
    ...(path === undefined || path === null ? {} : { path: pathMatch(path) }),
    headers: textMatches(field(written, 'headers')),
    queryParams: textMatches(field(written, 'queryParams')),
    ...(method === undefined || method === null ? {} : { method: { exact: method as Value<string> } }),
    ...(unknown === undefined ? {} : { unknown }),
  };
}

function pathMatch(written: unknown): PathMatch {
  const { type = 'PathPrefix', value } = fieldsOf(written);
  const path = isHole(value) ? value : (textOf(value) ?? '/');
  if (type === 'Exact') return { exact: path };
  if (type === 'RegularExpression') return { regex: path };
  return { segments: path };
}

/** A path as istiod makes it: every path where none is written, and no slash behind a prefix. */
export function madePath(path: PathMatch | undefined): PathMatch {
  if (path !== undefined && Object.values(path).some(isHole)) return {};
  const { segments } = path ?? { segments: '/' };
  if (typeof segments !== 'string') return path ?? {};
  return segments === '/' ? { prefix: segments } : { segments: segments.replace(/\/$/, '') };
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
