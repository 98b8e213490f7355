import { modelObject } from '../../model/object';
import { gatewayApiRoutes } from '../../model/routes/gateway-api-routes';
import {
  type ConnectionRoute,
  type HttpMatch,
  type HttpRoute,
  type PathMatch,
  percentsOf,
  type RouteShare,
  type RouteTable,
  type TcpMatch,
  type TlsMatch,
} from '../../model/routes/route';
import { writtenRoutes } from '../../model/routes/virtual-services';
import { present } from '../../model/value';
import { DEFAULT_SETTINGS } from '../../model/visibility/settings';
import type { ObjectPair } from './objects/object-pair';
import { type Quote, type Sentence, say, words } from './sentence';
import { canonical, type Fields, fieldsAt, show, type Value } from './values';

/** Where a share of a route's requests goes. */
export interface Share {
  /** Same for the same destination. */
  readonly key: string;
  readonly host: string;
  readonly subset?: string;
  readonly port?: number;
  /** Percent of the route's requests; undefined where it is known only after apply. */
  readonly percent?: number;
}

/** One route of a VirtualService, HTTPRoute or the like. */
export interface Route {
  readonly protocol: Protocol;
  readonly name?: string;
  /** The same for the same match, whatever the route does with what it matches. */
  readonly key: string;
  /** What it matches, in words. */
  readonly label: Sentence;
  readonly shares: readonly Share[];
  readonly action: HttpRoute['action']['kind'];
  readonly mirrors: HttpRoute['mirrors'];
  /** The route as it is written. */
  readonly body: Fields;
  /** The gateways it is bound to, without `mesh`. */
  readonly gateways: readonly string[];
  /** Its place among the routes of its protocol. */
  readonly place: number;
}

type Protocol = 'http' | 'tls' | 'tcp';
type AnyRoute = HttpRoute | ConnectionRoute<TlsMatch | TcpMatch>;
type AnyMatch = HttpMatch | TlsMatch | TcpMatch;

/** The routes of a VirtualService in the order in which Envoy tries them, or the rules of a route of the Gateway API. */
export function routesOf(kind: string, content: Fields | undefined): Route[] {
  if (content === undefined) return [];
  const object = modelObject(content, { origin: undefined });
  // Sentences name hosts and gateways as the program does.
  const shown = (written: unknown): string => show(written as Value);
  if (kind !== 'VirtualService') {
    const table = gatewayApiRoutes(object, {
      backend: (written) => shown(fieldsAt(written as Value)['name']),
      gateway: (name, namespace) => [namespace, name].filter(Boolean).map(shown).join('/'),
    });
    return (['http', 'tls', 'tcp'] as const).flatMap((protocol) =>
      routesIn(table, protocol, fieldsAt(content, 'spec')['rules']),
    );
  }
  const table = writtenRoutes(object, DEFAULT_SETTINGS, { host: shown, gateway: shown });
  return (['http', 'tls', 'tcp'] as const).flatMap((protocol) =>
    routesIn(table, protocol, fieldsAt(content, 'spec')[protocol]),
  );
}

function routesIn(table: RouteTable, protocol: Protocol, written: Value | undefined): Route[] {
  const routes: readonly AnyRoute[] = table[protocol];
  const bound = table.gateways.filter((gateway) => gateway !== 'mesh');
  return routes.map((route) => {
    const { index, matches, shares } = route;
    return {
      protocol,
      ...('name' in route ? present({ name: route.name }) : {}),
      key: `${protocol} ${canonical(matches as unknown as Value)}`,
      label: matchLabel(matches, table.hosts),
      shares: sharesOf(shares),
      action: 'action' in route ? route.action.kind : 'forward',
      mirrors: 'mirrors' in route ? route.mirrors : [],
      body: fieldsAt(written, index),
      gateways: gatewaysOf(matches, bound),
      place: index,
    };
  });
}

/** The routes of an object before and after, brought together by their match, else by their name. */
export function pairedRoutes(
  pair: Pick<ObjectPair, 'kind' | 'before' | 'after'>,
): readonly { readonly before?: Route; readonly after?: Route }[] {
  const left = routesOf(pair.kind, pair.before);
  const pairs: { before?: Route; after?: Route }[] = routesOf(pair.kind, pair.after).map((after) => ({ after }));
  const likenesses = [
    (route: Route) => `${route.key} ${route.name ?? ''}`,
    (route: Route) => route.key,
    (route: Route) => (route.name === undefined ? undefined : `${route.protocol} ${route.name}`),
  ];
  for (const likeness of likenesses) {
    for (const pair of pairs) {
      if (pair.before || !pair.after) continue;
      const wanted = likeness(pair.after);
      const index = wanted === undefined ? -1 : left.findIndex((route) => likeness(route) === wanted);
      const [found] = index < 0 ? [] : left.splice(index, 1);
      if (found) pair.before = found;
    }
  }
  return [...pairs, ...left.map((route) => ({ before: route }))];
}

/** A destination in as few words as tell it from the others. */
export function shareLabel(share: Share, among: readonly Share[]): string {
  const oneHost = among.every(({ host }) => host === share.host);
  if (oneHost && share.subset && among.every(({ port }) => port === share.port)) return share.subset;
  const port = among.some((other) => other.host === share.host && other.port !== share.port) && share.port;
  return `${share.host}${share.subset ? ` ${share.subset}` : ''}${port ? `:${port}` : ''}`;
}

/** Destinations that are named twice get both shares. */
function sharesOf(written: readonly RouteShare[]): Share[] {
  const percents = percentsOf(written);
  const shares = new Map<string, Share>();
  written.forEach(({ destination: { host, subset, port } }, index) => {
    const key = JSON.stringify([host, subset, port]);
    const [percent, already] = [percents[index], shares.get(key)?.percent];
    const sum = percent === undefined ? undefined : percent + (already ?? 0);
    shares.set(key, { key, host, ...present({ subset, port, percent: sum }) });
  });
  return [...shares.values()];
}

function gatewaysOf(matches: readonly AnyMatch[], bound: readonly string[]): readonly string[] {
  if (matches.length === 0 || matches.some(({ gateways }) => gateways.length === 0)) return bound;
  return [...new Set(matches.flatMap(({ gateways }) => gateways))].filter((gateway) => gateway !== 'mesh');
}

const MOST_ALTERNATIVES = 3;

function matchLabel(matches: readonly AnyMatch[], hosts: readonly string[]): Sentence {
  if (matches.length === 0) return hostLabel(hosts);
  const shown = matches.slice(0, MOST_ALTERNATIVES).map((match) => oneMatch(match, hosts));
  const parts: (string | Quote)[] = shown.flatMap(({ parts }, index) =>
    index === 0 ? [...parts] : [' or ', ...parts],
  );
  const more = matches.length - shown.length;
  return more === 0 ? { parts } : say`${{ parts }} or ${more} ${words(more === 1 ? 'other' : 'others')}`;
}

function oneMatch(match: AnyMatch, hosts: readonly string[]): Sentence {
  const conditions: string[] = [];
  if ('headers' in match) {
    for (const [name, value] of Object.entries(match.headers)) conditions.push(`${name}=${textOf(value) ?? '*'}`);
    for (const [name, value] of Object.entries(match.queryParams)) conditions.push(`?${name}=${textOf(value) ?? '*'}`);
    if (match.authority) conditions.push(`host ${textOf(match.authority)}`);
  }
  if ('sniHosts' in match && match.sniHosts.length > 0) conditions.push(`SNI ${match.sniHosts.join(' or ')}`);
  if (match.port !== undefined) conditions.push(`port ${match.port}`);
  for (const [name, value] of Object.entries(match.sourceLabels)) conditions.push(`from ${name}=${value}`);
  if (match.sourceNamespace !== undefined) conditions.push(`from namespace ${match.sourceNamespace}`);
  const target = 'headers' in match ? [textOf(match.method), textOf(match.path)].filter(Boolean).join(' ') : '';
  const subject = target === '' ? hostLabel(hosts) : say`${target}`;
  return conditions.length === 0 ? subject : say`${subject} with ${conditions.join(', ')}`;
}

/** `/hello`, `/api*` or `~^/v[0-9]+`; undefined where nothing is matched. */
function textOf(match: PathMatch | undefined): string | undefined {
  const { exact, prefix, segments, regex } = match ?? {};
  if (exact !== undefined) return show(exact);
  const start = prefix ?? segments;
  if (start !== undefined) return `${show(start)}*`;
  return regex === undefined ? undefined : `~${show(regex)}`;
}

function hostLabel(hosts: readonly string[]): Sentence {
  if (hosts.length === 0 || hosts.includes('*')) return say`all requests`;
  return say`all requests to ${hosts.join(', ')}`;
}
