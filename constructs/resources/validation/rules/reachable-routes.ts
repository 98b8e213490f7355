import type { HTTPMatchRequest, HTTPRoute, StringMatch, VirtualServiceSpec } from '../../generated/networking';
import { show } from '../fault';
import type { Place } from '../place';

interface Route {
  readonly match?: readonly object[];
}

/** Routes that no request reaches, and matches that never hold, because of what comes before them in their list. */
export function checkReachable(spec: Place<VirtualServiceSpec>): void {
  spec.given('http', (routes) => {
    if (hasOneMatchAtMost(routes.written)) return;
    const list = routes.items();
    const duplicates = new Set<object>();
    checkRoutes(list as Place<Route>[], true, duplicates);
    checkPrefixes(list, duplicates);
  });
  for (const name of ['tls', 'tcp'] as const) {
    spec.given(name, (routes) => {
      const strict = spec.inspection.has('unreachableTlsAndTcpWarning');
      checkRoutes(routes.items() as Place<Route>[], strict, new Set());
    });
  }
}

/** Whether there is nothing to compare, as in most lists: one match at most, and a route without matches only at the end. */
function hasOneMatchAtMost(routes: unknown): boolean {
  let count = 0;
  const holds = (route: unknown, isLast: boolean): boolean => {
    if (typeof route !== 'object' || route === null) return false;
    const { match } = route as { readonly match?: unknown };
    if (match === undefined || match === null) return isLast;
    if (!Array.isArray(match) || (match.length === 0 && !isLast)) return false;
    count += match.length;
    return count <= 1;
  };
  return Array.isArray(routes) && routes.every((route, i) => holds(route, i === routes.length - 1));
}

/** @param duplicates takes the matches, as they were written, that earlier routes have */
function checkRoutes(routes: readonly Place<Route>[], afterAnyRequest: boolean, duplicates: Set<object>): void {
  const first = new FirstMatches();
  let any: number | undefined;
  for (const [position, route] of routes.entries()) {
    const matches = route.field('match');
    // Nothing is known of what comes behind a route that is not known.
    if (route.unknown || matches.unknown) return;
    const count = matches.size();
    if (count === 0) {
      if (any !== undefined) unreachable(route, any);
      any = position;
      continue;
    }
    let found = 0;
    for (const match of matches.items()) {
      if (any !== undefined && afterAnyRequest) {
        unreachable(match, any);
        continue;
      }
      const earlier = first.routeOf(match, position);
      if (earlier === undefined) continue;
      ineffective(match, `duplicate of a match of route ${earlier}`);
      duplicates.add(match.written as object);
      found++;
    }
    if (found === count) {
      route.warn({
        code: 'IST0130',
        text: 'unreachable: earlier routes have all of its matches',
        wanted: 'other matches',
      });
    }
  }
}

/** Finds equal matches. Most differ in their URI, which is compared before they are written as JSON. */
class FirstMatches {
  private readonly seen = new Map<string, { route: number; match: Place<object>; json?: string | undefined }[]>();

  /** The first route that has a match; undefined where that is the given route itself. */
  routeOf(match: Place<object>, route: number): number | undefined {
    const uri = (match as Place<HTTPMatchRequest>).field('uri');
    const key = `${uri.field('prefix').text()} ${uri.field('exact').text()}`;
    const alike = this.seen.get(key);
    if (alike === undefined) {
      this.seen.set(key, [{ route, match }]);
      return undefined;
    }
    const json = withoutName(match);
    if (json === undefined) return undefined;
    for (const one of alike) {
      one.json ??= withoutName(one.match);
      if (one.json === json) return one.route;
    }
    alike.push({ route, match, json });
    return undefined;
  }
}

function unreachable(place: Place<Route> | Place<object>, any: number): void {
  place.warn({
    code: 'IST0130',
    text: `unreachable: route ${any} has no matches`,
    wanted: 'the route without matches last',
  });
}

function ineffective(place: Place<HTTPMatchRequest> | Place<object>, text: string): void {
  place.warn({ code: 'IST0131', text, wanted: 'a match that no earlier one includes' });
}

/** A match as JSON; its name has no part in routing. */
function withoutName(match: Place<object>): string | undefined {
  const json = match.json();
  if (json === undefined || !json.includes('"name":')) return json;
  const { name: _, ...rest } = JSON.parse(json) as Readonly<Record<string, unknown>>;
  return JSON.stringify(rest);
}

interface PrefixMatch {
  readonly route: number;
  readonly place: Place<HTTPMatchRequest>;
  readonly prefix: string;
}

function checkPrefixes(routes: readonly Place<HTTPRoute>[], duplicates: ReadonlySet<object>): void {
  const found: PrefixMatch[] = [];
  for (const [route, one] of routes.entries()) {
    const matches = one.field('match');
    if (one.unknown || matches.unknown || matches.isEmpty) break;
    for (const place of matches.items()) {
      const prefix = place.field('uri').field('prefix').text();
      if (prefix && !duplicates.has(place.written as object)) found.push({ route, place, prefix });
    }
  }
  if (found.length < 2) return;
  for (const [i, earlier] of found.entries()) {
    for (let j = i + 1; j < found.length; j++) {
      const later = found[j] as PrefixMatch;
      if (later.prefix === earlier.prefix || !later.prefix.startsWith(earlier.prefix)) continue;
      if (!covers(earlier.place, later.place)) continue;
      ineffective(later.place, `never holds: route ${earlier.route} takes the prefix ${show(earlier.prefix)} before`);
    }
  }
}

/** Whether a match holds wherever another one does, URIs aside; as istiod compares them. */
function covers(earlier: Place<HTTPMatchRequest>, later: Place<HTTPMatchRequest>): boolean {
  const port = (match: Place<HTTPMatchRequest>): number => match.field('port').number() ?? 0;
  if (port(earlier) !== port(later)) return false;
  const method = (match: Place<HTTPMatchRequest>): string => wordOf(match.field('method')) || wordOf('GET');
  if (!method(earlier).startsWith(method(later))) return false;
  if (!wordOf(earlier.field('authority')).startsWith(wordOf(later.field('authority')))) return false;
  return (['headers', 'queryParams', 'withoutHeaders'] as const).every((name) => {
    const [left, right] = [wordsOf(earlier.field(name)), wordsOf(later.field(name))];
    return (
      left.size === right.size &&
      [...left].every(([key, word]) => {
        const other = right.get(key);
        return other !== undefined && word.startsWith(other);
      })
    );
  });
}

function wordsOf(map: Place<Readonly<Record<string, StringMatch>>>): ReadonlyMap<string, string> {
  return new Map(map.entries().map(([key, value]) => [key, wordOf(value)]));
}

/** A string match in one word; istiod leaves regular expressions out. */
function wordOf(match: Place<StringMatch> | string): string {
  if (typeof match === 'string') return `exact:${match}`;
  const [exact, prefix] = [match.field('exact').text(), match.field('prefix').text()];
  if (exact) return `exact:${exact}`;
  return prefix ? `prefix:${prefix}` : '';
}
