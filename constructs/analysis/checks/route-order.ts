import { covers as hostCovers } from '../../../model/hosts';
import { KINDS } from '../../../model/kinds';
import { type PartlyLabels, selects } from '../../../model/labels';
import { type Fields, fieldsOf, isFullyKnown, isKnown, itemsOf, textOf } from '../../../model/value';
import type { Fault } from '../../resources/validation/fault';
import type { Check } from '../check';
import type { Routes } from '../facts';
import type { Report } from '../finding';
import { istiodsWarningsOf } from '../own-warnings';

/** Of routes in a list the first that matches holds: what stands behind one that takes the same is never reached. */
export const routeOrder: Check = {
  inputs: [KINDS.virtualService],
  run(_mesh, report, facts) {
    for (const routes of facts.routes) {
      const said = new Set<string>();
      for (const { code, path, text } of istiodsWarnings(routes)) {
        if (code !== 'IST0130' && code !== 'IST0131') continue;
        said.add(path);
        report({ code, at: routes.origin, path, text });
      }
      for (const protocol of ['http', 'tls', 'tcp'] as const) checkList(routes, protocol, said, report);
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
  readonly match: Fields;
  readonly place: string;
}

/** @param said where istiod has said something already */
function checkList(routes: Routes, protocol: 'http' | 'tls' | 'tcp', said: ReadonlySet<string>, report: Report): void {
  const earlier = new EarlierMatches(protocol);
  let catchAll: number | undefined;
  itemsOf(routes.spec[protocol] as unknown).forEach((one, i) => {
    const route = fieldsOf(one);
    const { match, delegate } = route;
    if (!isFullyKnown(match) || !isKnown(one)) return;
    const path = `spec.${protocol}[${i}]`;
    const say = (code: 'IST0130' | 'IST0131', at: string, text: string): void =>
      report({ code, at: routes.origin, path: at, text });
    const matches = itemsOf(match).map((each) => fieldsOf(each) as Fields);
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
    if (delegate !== undefined) return;
    if (matches.length === 0) catchAll = i;
    for (const [k, each] of matches.entries())
      earlier.add({ match: each, place: `spec.${protocol}[${i}].match[${k}]` });
  });
}

/** Matches by the path they start with, so that one is compared with few. */
class EarlierMatches {
  private readonly byKey = new Map<string, EarlierMatch[]>();

  constructor(private readonly protocol: 'http' | 'tls' | 'tcp') {}

  add(earlier: EarlierMatch): void {
    const key = this.protocol === 'http' ? uriKey(earlier.match) : '';
    const list = this.byKey.get(key);
    if (list === undefined) this.byKey.set(key, [earlier]);
    else list.push(earlier);
  }

  covering(match: Fields): EarlierMatch | undefined {
    for (const key of this.protocol === 'http' ? candidateKeys(match) : ['']) {
      const found = this.byKey
        .get(key)
        ?.find((one) => (this.protocol === 'http' ? coversHttp : coversL4)(one.match, match));
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** Regular expressions that every path matches as a whole. */
const EVERY_PATH = /^\^?(?:\/?\.\*|\.\+)\$?$/;

function uriOf(match: Fields): { readonly kind: string; readonly text: string } | undefined {
  const uri = fieldsOf(match['uri']);
  for (const kind of ['exact', 'prefix', 'regex']) {
    const text = textOf(uri[kind]);
    if (text !== undefined)
      return kind === 'regex' && EVERY_PATH.test(text) ? { kind: 'prefix', text: '/' } : { kind, text };
  }
  return undefined;
}

function uriKey(match: Fields): string {
  const uri = uriOf(match);
  if (uri === undefined || (uri.kind === 'prefix' && uri.text === '/')) return '';
  return `${uri.kind} ${match['ignoreUriCase'] === true ? uri.text.toLowerCase() : uri.text}`;
}

/** The keys under which a match may stand that takes all of this one. */
function* candidateKeys(match: Fields): Iterable<string> {
  yield '';
  const uri = uriOf(match);
  if (uri === undefined) return;
  for (const text of new Set([uri.text, uri.text.toLowerCase()])) {
    yield `${uri.kind} ${text}`;
    if (uri.kind === 'regex') continue;
    for (let end = text.length; end > 0; end -= 1) yield `prefix ${text.slice(0, end)}`;
  }
}

/** Whether every request that `b` takes is taken by `a` as well. */
function coversHttp(a: Fields, b: Fields): boolean {
  const [uriA, uriB] = [uriOf(a), uriOf(b)];
  if (uriA !== undefined && !(uriA.kind === 'prefix' && uriA.text === '/')) {
    if (uriB === undefined || !coversUri(uriA, uriB, a['ignoreUriCase'] === true, b['ignoreUriCase'] === true))
      return false;
  }
  for (const field of ['scheme', 'method', 'authority']) if (!coversText(a[field], b[field])) return false;
  for (const field of ['headers', 'queryParams']) {
    const [wanted, there] = [fieldsOf(a[field]), fieldsOf(b[field])];
    if (!Object.entries(wanted).every(([name, value]) => name in there && coversText(value, there[name], true)))
      return false;
  }
  const [without, alsoWithout] = [fieldsOf(a['withoutHeaders']), fieldsOf(b['withoutHeaders'])];
  if (!Object.entries(without).every(([name, value]) => same(value, alsoWithout[name]))) return false;
  return coversPlace(a, b);
}

function coversUri(
  a: { readonly kind: string; readonly text: string },
  b: { readonly kind: string; readonly text: string },
  foldsA: boolean,
  foldsB: boolean,
): boolean {
  if (foldsB && !foldsA && /[a-z]/i.test(a.text)) return false;
  if (a.kind === 'regex' || b.kind === 'regex') return a.kind === b.kind && a.text === b.text;
  const [textA, textB] = foldsA ? [a.text.toLowerCase(), b.text.toLowerCase()] : [a.text, b.text];
  return a.kind === 'prefix' ? textB.startsWith(textA) : b.kind === 'exact' && textA === textB;
}

/** Whether a match of a text takes all that another one takes. */
function coversText(a: unknown, b: unknown, isPresence = false): boolean {
  if (a === undefined) return true;
  if (b === undefined) return false;
  const [wanted, there] = [fieldsOf<unknown>(a), fieldsOf<unknown>(b)];
  if (Object.keys(wanted).length === 0) return isPresence;
  if (same(a, b)) return true;
  const prefix = textOf(wanted['prefix']);
  return (
    prefix !== undefined &&
    (textOf(there['exact']) ?? textOf(there['prefix']) ?? '').startsWith(prefix) &&
    there['regex'] === undefined
  );
}

function coversL4(a: Fields, b: Fields): boolean {
  const [snis, others] = [itemsOf(a['sniHosts']), itemsOf(b['sniHosts'])];
  const covered = others.every((host) => snis.some((one) => hostCovers(String(one), String(host))));
  if (snis.length > 0 && (others.length === 0 || !covered)) return false;
  const [nets, others_] = [itemsOf(a['destinationSubnets']), itemsOf(b['destinationSubnets'])];
  if (nets.length > 0 && (others_.length === 0 || !others_.every((net) => nets.includes(net)))) return false;
  return coversPlace(a, b);
}

/** Ports, clients and gateways. */
function coversPlace(a: Fields, b: Fields): boolean {
  for (const field of ['port', 'sourceNamespace', 'sourceSubnet']) {
    if (a[field] !== undefined && a[field] !== '' && a[field] !== b[field]) return false;
  }
  const [labels, others] = [fieldsOf(a['sourceLabels']), fieldsOf(b['sourceLabels'])] as const;
  if (selects(labels as PartlyLabels, others as PartlyLabels) !== true) return false;
  const [gateways, narrower] = [itemsOf(a['gateways']), itemsOf(b['gateways'])];
  return gateways.length === 0 || (narrower.length > 0 && narrower.every((one) => gateways.includes(one)));
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
