import { covers as hostCovers } from '../../../model/hosts';
import { selects } from '../../../model/labels';
import { put } from '../../../model/multimap';
import type { HttpMatch, TcpMatch, TextMatch, TlsMatch } from '../../../model/routes/route';
import { textOf } from '../../../model/value';

/** A match, and where it is written. */
export interface EarlierMatch {
  readonly match: AnyMatch;
  readonly place: string;
}

/** A match of requests or of connections. */
export type AnyMatch = HttpMatch | TlsMatch | TcpMatch;

/** Matches by the path they start with, so that one is compared with few. */
export class EarlierMatches {
  private readonly byKey = new Map<string, EarlierMatch[]>();

  add(earlier: EarlierMatch): void {
    const key = pathKey(earlier.match);
    put(this.byKey, key, earlier);
  }

  covering(match: AnyMatch): EarlierMatch | undefined {
    if (this.byKey.size === 0) return undefined;
    for (const key of candidateKeys(match)) {
      const found = this.byKey.get(key)?.find((one) => coversMatch(one.match, match));
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** Regular expressions that every path matches as a whole. */
const EVERY_PATH = /^\^?(?:\/?\.\*|\.\+)\$?$/;

/** A match that every request meets. */
export const EVERY_REQUEST: HttpMatch = {
  gateways: [],
  sourceLabels: {},
  headers: {},
  withoutHeaders: {},
  queryParams: {},
  ignorePathCase: false,
};

/** Whether a route takes every request of its hosts, wherever it is in force: it has no match, or one that everything meets. */
export function takesEveryRequest({ matches }: { readonly matches: readonly HttpMatch[] }): boolean {
  return (
    matches.length === 0 || matches.some((match) => match.unknown === undefined && coversMatch(match, EVERY_REQUEST))
  );
}

/** What a path must be; undefined where it may be any. */
function pathOf(match: AnyMatch): { readonly kind: string; readonly text: string } | undefined {
  const [[kind = '', value] = []] = 'path' in match ? Object.entries(match.path ?? {}) : [];
  const text = `${value}`;
  const isAny = kind === '' || (kind === 'prefix' && text === '/') || (kind === 'regex' && EVERY_PATH.test(text));
  return isAny ? undefined : { kind, text };
}

function foldsCase(match: AnyMatch): boolean {
  return 'headers' in match && match.ignorePathCase;
}

function pathKey(match: AnyMatch): string {
  const path = pathOf(match);
  if (path === undefined) return '';
  return `${path.kind} ${foldsCase(match) ? path.text.toLowerCase() : path.text}`;
}

/** The keys under which a match may stand that takes all of this one. */
function* candidateKeys(match: AnyMatch): Iterable<string> {
  yield '';
  const path = pathOf(match);
  if (path === undefined) return;
  for (const text of new Set([path.text, path.text.toLowerCase()])) {
    yield `${path.kind} ${text}`;
    if (path.kind === 'regex') continue;
    for (let end = text.length; end > 0; end -= 1) {
      yield `prefix ${text.slice(0, end)}`;
      if (end === text.length || text[end] === '/') yield `segments ${text.slice(0, end)}`;
    }
  }
}

/** Whether every request that `b` takes is taken by `a` as well. */
export function coversMatch(a: AnyMatch, b: AnyMatch): boolean {
  if (!coversPlace(a, b)) return false;
  if ('headers' in a) return 'headers' in b && coversHttp(a, b);
  return !('headers' in b) && coversConnection(a, b);
}

function coversHttp(a: HttpMatch, b: HttpMatch): boolean {
  if (!coversPath(a, b)) return false;
  for (const field of ['scheme', 'method', 'authority'] as const) if (!coversText(a[field], b[field])) return false;
  for (const field of ['headers', 'queryParams'] as const) {
    const [wanted, there] = [a[field], b[field]];
    if (!Object.entries(wanted).every(([name, value]) => coversText(value, there[name], true))) return false;
  }
  return Object.entries(a.withoutHeaders).every(([name, value]) => same(value, b.withoutHeaders[name]));
}

function coversPath(a: HttpMatch, b: HttpMatch): boolean {
  const [wide, narrow] = [pathOf(a), pathOf(b)];
  if (wide === undefined) return true;
  if (narrow === undefined || (b.ignorePathCase && !a.ignorePathCase && /[a-z]/i.test(wide.text))) return false;
  if (wide.kind === 'regex' || narrow.kind === 'regex') return wide.kind === narrow.kind && wide.text === narrow.text;
  const [text, other] = a.ignorePathCase
    ? [wide.text.toLowerCase(), narrow.text.toLowerCase()]
    : [wide.text, narrow.text];
  if (wide.kind === 'prefix') return other.startsWith(text);
  if (wide.kind === 'segments') return narrow.kind !== 'prefix' && `${other}/`.startsWith(`${text}/`);
  return narrow.kind === 'exact' && text === other;
}

/** Whether a match of a text takes all that another one takes. */
function coversText(a: TextMatch | undefined, b: TextMatch | undefined, isPresence = false): boolean {
  if (a === undefined) return true;
  if (b === undefined) return false;
  if (Object.keys(a).length === 0 || a.regex === '.*') return isPresence;
  if (same(a, b)) return true;
  const [prefix, text = ''] = [textOf(a.prefix), textOf(b.exact ?? b.prefix)];
  return prefix !== undefined && b.regex === undefined && text.startsWith(prefix);
}

function coversConnection(a: TlsMatch | TcpMatch, b: TlsMatch | TcpMatch): boolean {
  const [names, others] = ['sniHosts' in a ? a.sniHosts : [], 'sniHosts' in b ? b.sniHosts : []];
  const covered = others.every((host) => names.some((one) => hostCovers(one, host)));
  if (names.length > 0 && (others.length === 0 || !covered)) return false;
  const [nets, narrower] = [a.destinationSubnets, b.destinationSubnets];
  return nets.length === 0 || (narrower.length > 0 && narrower.every((net) => nets.includes(net)));
}

/** Ports, clients and gateways. */
function coversPlace(a: AnyMatch, b: AnyMatch): boolean {
  for (const field of ['port', 'sourceNamespace'] as const) {
    if (a[field] !== undefined && a[field] !== b[field]) return false;
  }
  if (!selects(a.sourceLabels, b.sourceLabels)) return false;
  return a.gateways.length === 0 || (b.gateways.length > 0 && b.gateways.every((one) => a.gateways.includes(one)));
}

function same(a: TextMatch, b: TextMatch | undefined): boolean {
  return b !== undefined && (['exact', 'prefix', 'regex'] as const).every((kind) => a[kind] === b[kind]);
}
