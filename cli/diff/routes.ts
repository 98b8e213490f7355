import { type Quote, type Sentence, say, words } from './sentence';
import {
  at,
  canonical,
  type Fields,
  fieldsAt,
  hasUnknown,
  isFields,
  listAt,
  show,
  textAt,
  textsAt,
  type Value,
} from './values';

/** Where a share of a route's requests goes. */
export interface Share {
  /** Same for the same destination. */
  readonly key: string;
  readonly host: string;
  readonly subset?: string;
  readonly port?: string;
  /** Percent of the route's requests; undefined where it is known only after apply. */
  readonly percent?: number;
}

/** One route of a VirtualService, HTTPRoute or the like. */
export interface Route {
  readonly protocol: 'http' | 'tls' | 'tcp';
  readonly name?: string;
  /** The same for the same match, whatever the route does with what it matches. */
  readonly key: string;
  /** What it matches, in words. */
  readonly label: Sentence;
  readonly shares: readonly Share[];
  readonly body: Fields;
  /** The gateways it is bound to, without `mesh`. */
  readonly gateways: readonly string[];
  /** Its place among the routes of its protocol. */
  readonly place: number;
}

/** The routes of a VirtualService in the order in which Envoy tries them. */
export function routesOf(content: Fields | undefined): Route[] {
  const hosts = textsAt(content, 'spec', 'hosts');
  const bound = textsAt(content, 'spec', 'gateways').filter((gateway) => gateway !== 'mesh');
  return (['http', 'tls', 'tcp'] as const).flatMap((protocol) =>
    listAt(content, 'spec', protocol)
      .filter(isFields)
      .map((body, place) => ({
        protocol,
        ...(textAt(body, 'name') ? { name: textAt(body, 'name') ?? '' } : {}),
        key: `${protocol} ${canonical(body['match'] ?? null)}`,
        label: matchLabel(body, hosts),
        shares: sharesOf(listAt(body, 'route'), (entry) => fieldsAt(entry, 'destination')),
        body,
        gateways: gatewaysOf(body, bound),
        place,
      })),
  );
}

/** The rules of a Gateway API HTTPRoute, GRPCRoute, TCPRoute or TLSRoute. */
export function gatewayApiRoutesOf(content: Fields | undefined): Route[] {
  const hosts = textsAt(content, 'spec', 'hostnames');
  const gateways = listAt(content, 'spec', 'parentRefs')
    .filter((parent) => (textAt(parent, 'kind') ?? 'Gateway') === 'Gateway')
    .map((parent) => [textAt(parent, 'namespace'), textAt(parent, 'name')].filter(Boolean).join('/'));
  return listAt(content, 'spec', 'rules')
    .filter(isFields)
    .map((body, place) => ({
      protocol: 'http' as const,
      ...(textAt(body, 'name') ? { name: textAt(body, 'name') ?? '' } : {}),
      key: canonical(body['matches'] ?? null),
      label: gatewayApiLabel(body, hosts),
      shares: sharesOf(listAt(body, 'backendRefs'), (entry) => {
        const port = at(entry, 'port');
        return { host: at(entry, 'name') ?? '', ...(port === undefined ? {} : { port: { number: port } }) };
      }),
      body,
      gateways,
      place,
    }));
}

/** Routes before and after, brought together by their match, else by their name. */
export function pairRoutes(
  before: readonly Route[],
  after: readonly Route[],
): { readonly before?: Route; readonly after?: Route }[] {
  const left = [...before];
  const pairs: { before?: Route; after?: Route }[] = after.map((route) => ({ after: route }));
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

function sharesOf(entries: readonly Value[], destinationOf: (entry: Value) => Fields): Share[] {
  const unknown = entries.some((entry) => hasUnknown(at(entry, 'weight')));
  const weights = entries.map((entry) => {
    const weight = at(entry, 'weight');
    return typeof weight === 'number' ? weight : undefined;
  });
  const unset = weights.every((weight) => weight === undefined);
  // Without any weight, one destination gets everything and several share evenly; a missing one beside others is none.
  const total = unset ? entries.length : weights.reduce<number>((sum, weight) => sum + (weight ?? 0), 0);
  const shares = new Map<string, Share>();
  entries.forEach((entry, index) => {
    const destination = destinationOf(entry);
    const host = show(destination['host']);
    const subset = destination['subset'] === undefined ? undefined : show(destination['subset']);
    const portValue = at(destination['port'], 'number');
    const port = portValue === undefined ? undefined : show(portValue);
    const key = JSON.stringify([host, subset, port]);
    const percent = unknown || total === 0 ? undefined : ((unset ? 1 : (weights[index] ?? 0)) * 100) / total;
    const already = shares.get(key)?.percent;
    shares.set(key, {
      key,
      host,
      ...(subset === undefined ? {} : { subset }),
      ...(port === undefined ? {} : { port }),
      ...(percent === undefined ? {} : { percent: percent + (already ?? 0) }),
    });
  });
  return [...shares.values()];
}

function gatewaysOf(body: Fields, bound: readonly string[]): string[] {
  const matches = listAt(body, 'match');
  const own = matches.map((match) => listAt(match, 'gateways').map(show));
  if (matches.length === 0 || own.some((gateways) => gateways.length === 0)) return [...bound];
  return [...new Set(own.flat())].filter((gateway) => gateway !== 'mesh');
}

function matchLabel(body: Fields, hosts: readonly string[]): Sentence {
  const matches = listAt(body, 'match').filter(isFields);
  if (matches.length === 0) return hostLabel(hosts);
  return alternatives(matches.map((match) => oneMatch(match, hosts)));
}

function oneMatch(match: Fields, hosts: readonly string[]): Sentence {
  const path = stringMatch(match['uri']);
  const conditions: string[] = [];
  for (const [name, value] of Object.entries(fieldsAt(match, 'headers'))) {
    conditions.push(`${name}=${stringMatch(value) ?? '*'}`);
  }
  for (const [name, value] of Object.entries(fieldsAt(match, 'queryParams'))) {
    conditions.push(`?${name}=${stringMatch(value) ?? '*'}`);
  }
  const authority = stringMatch(match['authority']);
  if (authority !== undefined) conditions.push(`host ${authority}`);
  const sni = textsAt(match, 'sniHosts');
  if (sni.length > 0) conditions.push(`SNI ${sni.join(' or ')}`);
  if (match['port'] !== undefined) conditions.push(`port ${show(match['port'])}`);
  for (const [name, value] of Object.entries(fieldsAt(match, 'sourceLabels'))) {
    conditions.push(`from ${name}=${show(value)}`);
  }
  if (match['sourceNamespace'] !== undefined) conditions.push(`from namespace ${show(match['sourceNamespace'])}`);
  const method = stringMatch(match['method']);
  const target = [method, path].filter(Boolean).join(' ');
  if (target === '' && conditions.length === 0) return hostLabel(hosts);
  const subject = target === '' ? hostLabel(hosts) : say`${target}`;
  return conditions.length === 0 ? subject : say`${subject} with ${conditions.join(', ')}`;
}

/** `/hello`, `/api*` or `~^/v[0-9]+`; undefined where nothing is matched. */
function stringMatch(value: Value | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  const exact = at(value, 'exact');
  if (exact !== undefined) return show(exact);
  const prefix = at(value, 'prefix');
  if (prefix !== undefined) return `${show(prefix)}*`;
  const regex = at(value, 'regex');
  return regex === undefined ? undefined : `~${show(regex)}`;
}

function hostLabel(hosts: readonly string[]): Sentence {
  if (hosts.length === 0 || hosts.includes('*')) return say`all requests`;
  return say`all requests to ${hosts.join(', ')}`;
}

function gatewayApiLabel(body: Fields, hosts: readonly string[]): Sentence {
  const matches = listAt(body, 'matches').filter(isFields);
  if (matches.length === 0) return hostLabel(hosts);
  return alternatives(
    matches.map((match) => {
      const path = at(match, 'path');
      const value = at(path, 'value') === undefined ? undefined : show(at(path, 'value'));
      const type = textAt(path, 'type') ?? 'PathPrefix';
      const shown =
        value === undefined ? undefined : type === 'PathPrefix' ? `${value}*` : type === 'Exact' ? value : `~${value}`;
      const headers = listAt(match, 'headers').map(
        (header) => `${show(at(header, 'name'))}=${show(at(header, 'value'))}`,
      );
      const target = [textAt(match, 'method'), shown].filter(Boolean).join(' ');
      const subject = target === '' ? hostLabel(hosts) : say`${target}`;
      return headers.length === 0 ? subject : say`${subject} with ${headers.join(', ')}`;
    }),
  );
}

const MOST_ALTERNATIVES = 3;

function alternatives(labels: readonly Sentence[]): Sentence {
  const shown = labels.slice(0, MOST_ALTERNATIVES);
  const parts: (string | Quote)[] = shown.flatMap(({ parts }, index) =>
    index === 0 ? [...parts] : [' or ', ...parts],
  );
  const more = labels.length - shown.length;
  return more === 0 ? { parts } : say`${{ parts }} or ${more} ${words(more === 1 ? 'other' : 'others')}`;
}
