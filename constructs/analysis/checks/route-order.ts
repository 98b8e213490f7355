import { routeKindName } from '../../../model/kinds';
import type { WrittenMatches } from '../../../model/routes/virtual-services';
import { fieldsOf, isFullyKnown, isKnown, itemsOf } from '../../../model/value';
import type { Fault } from '../../resources/validation/fault';
import type { Check } from '../check';
import type { Routes } from '../facts';
import type { Report } from '../finding';
import { istiodsWarningsOf } from '../own-warnings';
import { type AnyMatch, EarlierMatches } from './earlier-matches';

const RANKED_KINDS = ['HTTPRoute', 'GRPCRoute'] as const;

/** Of routes in a list the first that matches holds: what stands behind one that takes the same is never reached. */
export const routeOrder: Check = (mesh, report, facts) => {
  for (const kind of RANKED_KINDS) {
    const objects = mesh.objects.of(routeKindName(kind));
    if (objects.length === 0) continue;
    // Reading them is loaded by those who have them.
    const { checkRules } = require('./rule-order') as typeof import('./rule-order');
    for (const object of objects) checkRules(object, kind, report);
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

/** @param said where istiod has said something already */
function checkList(
  routes: Routes,
  written: WrittenMatches,
  protocol: 'http' | 'tls' | 'tcp',
  said: ReadonlySet<string>,
  report: Report,
): void {
  if (written[protocol].length === 0) return;
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
