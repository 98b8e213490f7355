import { RefusedRule } from '../../../model/gateway-api/backends';
import { httpRoutes } from '../../../model/gateway-api/rules';
import { bySpecificity } from '../../../model/gateway-api/tables';
import { put } from '../../../model/multimap';
import { isFullyKnown } from '../../../model/value';
import type { ProgramObject } from '../check';
import type { Report } from '../finding';
import { coversMatch, EarlierMatches, EVERY_REQUEST } from './earlier-matches';

/** The rules of one object of the Gateway API, whose matches are tried by what they say. */
export function checkRules({ spec, origin }: ProgramObject, kind: 'HTTPRoute' | 'GRPCRoute', report: Report): void {
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
    if (covering !== undefined) put(found, index, { at, place: covering.place });
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
