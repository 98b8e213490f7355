import { isToken } from '../delivery/terraform-template';
import { gatewayName } from './gateway-reference';
import type { HttpMatch, TextMatch, ValueMatch } from './http-match';

interface Text {
  readonly exact?: string;
  readonly prefix?: string;
  readonly regex?: string;
}

const asText = (match: TextMatch): Text => (typeof match === 'string' ? { exact: match } : match);

const hasToken = ({ exact, prefix, regex }: Text): boolean => isToken(exact) || isToken(prefix) || isToken(regex);

/** Whether one text match covers whatever the other matches, as far as that is seen without reading regular expressions. */
function coversText(wide: TextMatch, narrow: TextMatch, ignoreCase = false): boolean {
  const [outer, inner] = [asText(wide), asText(narrow)];
  if (hasToken(outer) || hasToken(inner)) return false;
  if (outer.regex !== undefined) return outer.regex === '.*' || outer.regex === inner.regex;
  const fold = (text: string): string => (ignoreCase ? text.toLowerCase() : text);
  if (outer.exact !== undefined) return inner.exact !== undefined && fold(inner.exact) === fold(outer.exact);
  if (outer.prefix === undefined) return false;
  const start = inner.exact ?? inner.prefix;
  return start !== undefined && fold(start).startsWith(fold(outer.prefix));
}

function coversValue(wide: ValueMatch, narrow: ValueMatch): boolean {
  if (typeof wide === 'object' && 'present' in wide) {
    const isThere = typeof narrow === 'object' && 'present' in narrow ? narrow.present : true;
    return wide.present === isThere;
  }
  return !(typeof narrow === 'object' && 'present' in narrow) && coversText(wide, narrow);
}

function coversAll<T>(
  wide: Readonly<Record<string, T>> | undefined,
  narrow: Readonly<Record<string, T>> | undefined,
  covers: (wide: T, narrow: T) => boolean,
): boolean {
  return Object.entries(wide ?? {}).every(([name, value]) => {
    const other = narrow?.[name];
    return other !== undefined && covers(value, other);
  });
}

function coversPath(wide: HttpMatch, narrow: HttpMatch): boolean {
  if (wide.path === undefined) return true;
  // Every path begins with a slash.
  if (asText(wide.path).prefix === '/') return true;
  if (narrow.path === undefined || (narrow.ignorePathCase && !wide.ignorePathCase)) return false;
  return coversText(wide.path, narrow.path, wide.ignorePathCase);
}

const optional = (wide: TextMatch | undefined, narrow: TextMatch | undefined): boolean =>
  wide === undefined || (narrow !== undefined && coversText(wide, narrow));

const same = <T>(wide: T | undefined, narrow: T | undefined): boolean => wide === undefined || wide === narrow;

const lowerCased = <T>(headers: Readonly<Record<string, T>> | undefined): Readonly<Record<string, T>> | undefined =>
  headers && Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

function coversGateways({ gateways: wide }: HttpMatch, { gateways: narrow }: HttpMatch): boolean {
  if (wide === undefined) return true;
  const names = wide.map((gateway) => gatewayName(gateway, ''));
  return narrow?.every((gateway) => names.includes(gatewayName(gateway, ''))) ?? false;
}

/** Whether every request of one match is one of the other too. Where that cannot be seen, it is not. */
export function coversMatch(wide: HttpMatch, narrow: HttpMatch): boolean {
  return (
    coversPath(wide, narrow) &&
    optional(wide.method, narrow.method) &&
    optional(wide.host, narrow.host) &&
    optional(wide.scheme, narrow.scheme) &&
    same(wide.port, narrow.port) &&
    same(wide.sourceNamespace, narrow.sourceNamespace) &&
    coversGateways(wide, narrow) &&
    coversAll(lowerCased(wide.headers), lowerCased(narrow.headers), coversValue) &&
    coversAll(wide.cookies, narrow.cookies, coversValue) &&
    coversAll(wide.queryParams, narrow.queryParams, coversValue) &&
    coversAll(wide.sourceLabels, narrow.sourceLabels, (one, other) => one === other)
  );
}

/** The paths that a path of this text may lie below: all its beginnings. */
function* beginningsOf(text: string): Iterable<string> {
  for (let length = text.length; length >= 0; length--) yield text.slice(0, length);
}

/** Matches by their path, so that a later match is compared with those alone that may cover it. */
export class MatchIndex<Entry> {
  private readonly byPath = new Map<string, { readonly match: HttpMatch; readonly entry: Entry }[]>();

  /** Adds a match of an entry. */
  add(match: HttpMatch, entry: Entry): void {
    const key = MatchIndex.keyOf(match);
    const there = this.byPath.get(key);
    if (there === undefined) this.byPath.set(key, [{ match, entry }]);
    else there.push({ match, entry });
  }

  /** The entries of which a match covers the given one, each once. */
  covering(narrow: HttpMatch): ReadonlySet<Entry> {
    const entries = new Set<Entry>();
    for (const key of MatchIndex.keysAround(narrow)) {
      for (const { match, entry } of this.byPath.get(key) ?? []) if (coversMatch(match, narrow)) entries.add(entry);
    }
    return entries;
  }

  private static keyOf({ path, ignorePathCase }: HttpMatch): string {
    if (path === undefined) return 'any';
    const { exact, prefix, regex } = asText(path);
    if (regex !== undefined) return `regex ${regex}`;
    const [kind, text = ''] = exact === undefined ? ['prefix', prefix] : ['exact', exact];
    return ignorePathCase ? `${kind} of any case ${text.toLowerCase()}` : `${kind} ${text}`;
  }

  private static *keysAround({ path }: HttpMatch): Iterable<string> {
    yield* ['any', 'regex .*'];
    const { exact, prefix, regex } = path === undefined ? ({ prefix: '/' } as const) : asText(path);
    if (regex !== undefined) yield `regex ${regex}`;
    const text = exact ?? prefix ?? '/';
    if (exact !== undefined) yield* [`exact ${text}`, `exact of any case ${text.toLowerCase()}`];
    for (const beginning of beginningsOf(text)) {
      yield* [`prefix ${beginning}`, `prefix of any case ${beginning.toLowerCase()}`];
    }
  }
}
