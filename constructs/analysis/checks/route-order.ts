import { routeKindName } from '../../../model/gateway-api/attachments';
import { RefusedRule } from '../../../model/gateway-api/backends';
import { httpRoutes } from '../../../model/gateway-api/rules';
import { bySpecificity } from '../../../model/gateway-api/tables';
import { covers as hostCovers } from '../../../model/hosts';
import { KINDS } from '../../../model/kinds';
import { selects } from '../../../model/labels';
import type { HttpMatch, TcpMatch, TextMatch, TlsMatch } from '../../../model/routes/route';
import type { WrittenMatches } from '../../../model/routes/virtual-services';
import { fieldsOf, isFullyKnown, isKnown, itemsOf, textOf } from '../../../model/value';
import type { Fault } from '../../resources/validation/fault';
import type { Check, ProgramObject } from '../check';
import type { Routes } from '../facts';
import type { Report } from '../finding';
import { istiodsWarningsOf } from '../own-warnings';

const RANKED_KINDS = ['HTTPRoute', 'GRPCRoute'] as const;

/** Of routes in a list the first that matches holds: what stands behind one that takes the same is never reached. */
export const routeOrder: Check = {
  inputs: [KINDS.virtualService, ...RANKED_KINDS.map(routeKindName)],
  run(mesh, report, facts) {
    for (const kind of RANKED_KINDS) {
      for (const object of mesh.objects.of(routeKindName(kind))) checkRules(object, kind, report);
    }
    for (const routes of facts.routes) {
      const said = new Set<string>();
      for (const { code, path, text } of istiodsWarnings(routes)) {
        if (code !== 'IST0130' && code !== 'IST0131') continue;
        said.add(path);
        report({ code, at: routes.origin, path, text });
      }
      for (const protocol of ['http', 'tls', 'tcp'] as const)
        checkList(routes, facts.matchesOf(routes), protocol, said, report);
    }
  },
};

/** What istiod says of the order: of equal matches, and of prefixes. */
function istiodsWarnings(routes: Routes): readonly Fault[] {
  const { spec } = routes;
  const lists = [spec.http, spec.tls, spec.tcp];
  if (lists.every((list) => isKnown(list) && itemsOf(list as unknown).length < 2 && !hasSeveralMatches(list)))
    return [];
  return istiodsWarningsOf('VirtualService', routes);
}

function hasSeveralMatches(routes: unknown): boolean {
  return itemsOf(routes).some((route) => itemsOf(fieldsOf(route)['match']).length > 1);
}

interface EarlierMatch {
  readonly match: AnyMatch;
  readonly place: string;
}

type AnyMatch = HttpMatch | TlsMatch | TcpMatch;

/** @param said where istiod has said something already */
function checkList(
  routes: Routes,
  written: WrittenMatches,
  protocol: 'http' | 'tls' | 'tcp',
  said: ReadonlySet<string>,
  report: Report,
): void {
  const earlier = new EarlierMatches();
  let catchAll: number | undefined;
  written[protocol].forEach((route: WrittenMatches[typeof protocol][number], i) => {
    const matches: readonly AnyMatch[] = route.matches;
    if (!isFullyKnown(matches) || matches.some(({ unknown }) => unknown !== undefined)) return;
    const path = `spec.${protocol}[${i}]`;
    const say = (code: 'IST0130' | 'IST0131', at: string, text: string): void =>
      report({ code, at: routes.origin, path: at, text });
    const isSaid = (k: number): boolean => said.has(path) || said.has(`${path}.match[${k}]`);
    if (catchAll !== undefined) {
      if (said.has(path) || matches.some((_, k) => isSaid(k))) return;
      say('IST0130', path, `never reached: spec.${protocol}[${catchAll}] has no match and matches every request`);
      return;
    }
    const found = matches.map((each) => earlier.covering(each));
    const isUnsaid = matches.some((_, k) => !isSaid(k));
    if (matches.length > 0 && isUnsaid && found.every((each) => each !== undefined)) {
      const places = [...new Set(found.map((each) => each?.place))].join(', ');
      say('IST0131', path, `never reached: ${places} matches all of it`);
    } else {
      found.forEach((each, k) => {
        if (each === undefined || isSaid(k)) return;
        say('IST0131', `${path}.match[${k}]`, `without effect: ${each.place} matches all of it`);
      });
    }
    // Which requests a delegate leaves to the next route is for the delegate to say.
    if ('delegates' in route && route.delegates) return;
    if (matches.length === 0) catchAll = i;
    for (const [k, each] of matches.entries())
      earlier.add({ match: each, place: `spec.${protocol}[${i}].match[${k}]` });
  });
}

/** The rules of one object of the Gateway API, whose matches are tried by what they say. */
function checkRules({ spec, origin }: ProgramObject, kind: (typeof RANKED_KINDS)[number], report: Report): void {
  const owner = { kind, name: '', namespace: '' };
  const read = httpRoutes(spec['rules'], owner, { kind, backend: () => ({ destination: { host: '' } }) });
  if (read instanceof RefusedRule) return;
  const earlier = new EarlierMatches();
  const found = new Map<number, { readonly at: string; readonly place: string }[]>();
  for (const { index, source, matches } of bySpecificity(read)) {
    const [match] = matches;
    if (match === undefined || source?.match === undefined) continue;
    if (match.unknown !== undefined || !isFullyKnown(match)) continue;
    // Meant as the last one, whatever comes before it.
    if (coversMatch(match, EVERY_REQUEST)) continue;
    const at = `spec.rules[${index}].matches[${source.match}]`;
    const covering = earlier.covering(match);
    if (covering !== undefined) found.set(index, [...(found.get(index) ?? []), { at, place: covering.place }]);
    earlier.add({ match, place: at });
  }
  for (const [index, covered] of found) {
    const isWhole = read.filter((one) => one.index === index).length === covered.length;
    const places = [...new Set(covered.map(({ place }) => place))].join(', ');
    const rule = { path: `spec.rules[${index}]`, text: `never reached: ${places} matches all of it` };
    const each = covered.map(({ at, place }) => ({ path: at, text: `without effect: ${place} matches all of it` }));
    for (const one of isWhole ? [rule] : each) report({ code: 'IST0131', at: origin, ...one });
  }
}

/** Matches by the path they start with, so that one is compared with few. */
class EarlierMatches {
  private readonly byKey = new Map<string, EarlierMatch[]>();

  add(earlier: EarlierMatch): void {
    const key = pathKey(earlier.match);
    const list = this.byKey.get(key);
    if (list === undefined) this.byKey.set(key, [earlier]);
    else list.push(earlier);
  }

  covering(match: AnyMatch): EarlierMatch | undefined {
    for (const key of candidateKeys(match)) {
      const found = this.byKey.get(key)?.find((one) => coversMatch(one.match, match));
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** Regular expressions that every path matches as a whole. */
const EVERY_PATH = /^\^?(?:\/?\.\*|\.\+)\$?$/;

const EVERY_REQUEST: HttpMatch = {
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
function coversMatch(a: AnyMatch, b: AnyMatch): boolean {
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

function same(a: unknown, b: unknown): boolean {
  return canonicalText(a) === canonicalText(b);
}

function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
