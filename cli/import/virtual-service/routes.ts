import type * as gatewayApi from '../../../constructs/resources/generated/gateway-api';
import { type OrderedRule, precedenceFaults } from '../../../constructs/traffic/gateway/precedence';
import { hostName } from '../ingress/names';
import type { Backends } from './backends';
import { connectionRoutes, type PlacedConnections } from './connection-routes';
import type { FoundObject } from './found-object';
import { httpRules, joined, type PlacedRule } from './http-rules';
import { isFor, type Parent, type ParentPlace, parentsOf, type RouteKind } from './parents';
import { completeHostIn, hostnameOf } from './surroundings';

/** A route of the Gateway API, of the object that it was written as. */
export interface ConvertedRoute {
  readonly kind: RouteKind;
  readonly name: string;
  readonly spec: gatewayApi.HTTPRouteSpec | gatewayApi.TLSRouteSpec | gatewayApi.TCPRouteSpec;
  readonly atGateways: boolean;
}

const MAX_RULES = 16;
const ANY_PATH: gatewayApi.HTTPPathMatch = { type: 'RegularExpression', value: '.*' };

/** The routes that a VirtualService is written as: one for each kind and for what it says at other parents. */
export function convertRoutes(
  object: FoundObject,
  backends: Backends,
  place: Omit<ParentPlace, 'ports' | 'kind'>,
): readonly ConvertedRoute[] {
  const spec = object.spec;
  const rules = spec.items('http').flatMap((route, i) => httpRules(route, i, backends));
  const connections = connectionRoutes(spec, backends);
  const ports = [...new Set([...rules, ...connections].flatMap(({ port }) => port ?? []))];
  const parentsFor = (kind: RouteKind): readonly Parent[] => parentsOf(object, spec, { ...place, ports, kind });
  const parents = rules.length === 0 ? [] : parentsFor('HTTPRoute');
  const hostnames = hostnamesOf(object, spec.texts('hosts'), parents);
  spec.loseTheRest();
  const names = new Set<string>();
  return [
    ...httpRoutes(object, rules, parents, hostnames, names),
    ...routesOfConnections(object, connections, parentsFor, names),
  ];
}

/** The hosts as gateways have them; none for any. */
function hostnamesOf(object: FoundObject, hosts: readonly string[], parents: readonly Parent[]): readonly string[] {
  if (hosts.includes('*') || parents.every(({ gateway }) => gateway === 'mesh')) return [];
  return hosts.flatMap((host, i) => {
    const full = hostnameOf(completeHostIn(host, object.namespace));
    if (full !== undefined) return [full];
    object.lose(
      ['spec', 'hosts', i],
      `"${host}" not written: the Gateway API has host names, and stars for whole labels of them`,
    );
    return [];
  });
}

interface Group<Placed> {
  readonly parents: readonly Parent[];
  readonly placed: readonly Placed[];
}

/** The parents at which the same is said, gateways apart from the mesh. */
function groupsOf<Placed extends PlacedRule | PlacedConnections>(
  object: FoundObject,
  placed: readonly Placed[],
  parents: readonly Parent[],
): readonly Group<Placed>[] {
  const groups = new Map<string, { readonly parents: Parent[]; readonly placed: readonly Placed[] }>();
  for (const parent of parents) {
    const own = placed.filter((one) => isFor(parent, one, object.namespace));
    if (own.length === 0) continue;
    const key = `${parent.gateway === 'mesh'} ${own.map((one) => placed.indexOf(one)).join(' ')}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { parents: [parent], placed: own });
    else group.parents.push(parent);
  }
  return [...groups.values()].map(({ parents: all, ...rest }) => {
    // A parent as a whole has its ports, and is not beside them.
    const whole = all.flatMap(({ gateway, port }) => (port === 'others' ? [gateway] : []));
    return { ...rest, parents: all.filter(({ gateway, port }) => port === 'others' || !whole.includes(gateway)) };
  });
}

function httpRoutes(
  object: FoundObject,
  rules: readonly PlacedRule[],
  parents: readonly Parent[],
  hostnames: readonly string[],
  names: Set<string>,
): readonly ConvertedRoute[] {
  return groupsOf(object, rules, parents).flatMap((group) => {
    const ordered = inOrder(group.placed);
    const atGateways = group.parents.some(({ gateway }) => gateway !== 'mesh');
    const parentRefs = group.parents.map(({ ref }) => ref);
    return chunks(ordered).map(
      (some): ConvertedRoute => ({
        kind: 'HTTPRoute',
        name: nameFor(object, names, [atGateways ? '' : 'mesh', portOf(group.parents)]),
        atGateways,
        spec: { parentRefs, ...(atGateways && hostnames.length > 0 && { hostnames }), rules: some },
      }),
    );
  });
}

/** The rules, which the Gateway API tries in an order of its own: where that is another, it is said. */
function inOrder(placed: readonly PlacedRule[]): readonly gatewayApi.HTTPRouteRule[] {
  const byExpression = placed.some(({ rule }) => rule.matches?.[0]?.path?.type === 'RegularExpression');
  const ordered: OrderedRule[] = [];
  for (const { rule, title, route } of placed) {
    const [match] = rule.matches ?? [];
    // A prefix weighs more than an expression, however short it is.
    const written = byExpression && match?.path === undefined ? withMatch(rule, { ...match, path: ANY_PATH }) : rule;
    if (precedenceFaults(ordered, { title, rule: written }).length > 0) {
      route.lose(
        undefined,
        'tried before a route that a VirtualService tries first: the Gateway API has an order of its own',
      );
    }
    ordered.push({ title, rule: written });
  }
  return joined(ordered.map(({ rule }) => rule));
}

function withMatch(
  { name, matches: _, ...rest }: gatewayApi.HTTPRouteRule,
  match: gatewayApi.HTTPRouteMatch,
): gatewayApi.HTTPRouteRule {
  return { ...(name !== undefined && { name }), matches: [match], ...rest };
}

function chunks(rules: readonly gatewayApi.HTTPRouteRule[]): readonly (readonly gatewayApi.HTTPRouteRule[])[] {
  return Array.from({ length: Math.ceil(rules.length / MAX_RULES) }, (_, i) =>
    rules.slice(i * MAX_RULES, (i + 1) * MAX_RULES),
  );
}

function routesOfConnections(
  object: FoundObject,
  connections: readonly PlacedConnections[],
  parentsFor: (kind: RouteKind) => readonly Parent[],
  names: Set<string>,
): readonly ConvertedRoute[] {
  const taken = new Set<string>();
  return connections.flatMap((one) =>
    groupsOf(object, [one], parentsFor(one.kind)).flatMap((group): ConvertedRoute[] => {
      const { kind, hostnames, backendRefs, route } = one;
      const free = group.parents.filter(({ ref }) => {
        const keys = (hostnames.length === 0 ? ['*'] : hostnames).map(
          (host) => `${kind} ${JSON.stringify(ref)} ${host}`,
        );
        const isFree = keys.every((key) => !taken.has(key));
        for (const key of keys) taken.add(key);
        return isFree;
      });
      if (free.length < group.parents.length) {
        route.lose(undefined, 'not written where a route before it has the same connections');
      }
      if (free.length === 0) return [];
      const atGateways = free.some(({ gateway }) => gateway !== 'mesh');
      const [host] = hostnames;
      return [
        {
          kind,
          name: nameFor(object, names, [
            atGateways ? '' : 'mesh',
            connections.length > 1 && host !== undefined ? hostName(host) : '',
            portOf(free),
          ]),
          atGateways,
          spec: {
            parentRefs: free.map(({ ref }) => ref),
            ...(kind === 'TLSRoute' && hostnames.length > 0 && { hostnames }),
            rules: [{ backendRefs }],
          },
        },
      ];
    }),
  );
}

/** The port that singles parents out. */
function portOf(parents: readonly Parent[]): string {
  const [first] = parents;
  return first?.ref.port === undefined ? '' : `${first.ref.port}`;
}

/** The name of the VirtualService for the first of its routes, and one that says where the others hold. */
function nameFor(object: FoundObject, taken: Set<string>, parts: readonly string[]): string {
  const name = [object.name, ...(taken.size === 0 ? [] : parts.filter((part) => part !== ''))].join('-');
  let free = name;
  for (let copy = 2; taken.has(free); copy++) free = `${name}-${copy}`;
  taken.add(free);
  return free;
}
