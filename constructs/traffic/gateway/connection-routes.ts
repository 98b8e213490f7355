import { overlaps } from '../../../model/hosts';
import type * as gatewayApi from '../../resources/generated/gateway-api';
import { boundGateway, gatewayName } from '../gateway-reference';
import type { L4Match, TlsMatch } from '../l4-route';
import type { L4Rule } from '../l4-rule';
import type { MeshService } from '../mesh-service';
import { objectName } from '../object-name';
import type { Parent } from './parents';
import { unsupported } from './unsupported';
import { backendReference } from './version-services';

/** A route of connections as the Gateway API has it: an object of its own, which says in its parents what it matches. */
export interface ConnectionRoute {
  readonly kind: 'TCPRoute' | 'TLSRoute';
  /** The id of the construct and the name of the object, which stay while what it matches stays. */
  readonly id: string;
  readonly name: string;
  readonly spec: gatewayApi.TCPRouteSpec | gatewayApi.TLSRouteSpec;
}

/** Where a route of connections is. */
export interface ConnectionPlace {
  readonly service: MeshService;
  readonly namespace: string;
  readonly clusterDomain: string;
  readonly parents: readonly Parent[];
}

/** The rule as TCPRoutes, one for each port. What the Gateway API cannot say is added to `faults`. */
export function renderTcpRoutes(rule: L4Rule, place: ConnectionPlace, faults: string[]): readonly ConnectionRoute[] {
  const rules = [{ backendRefs: backendRefs(rule, place, faults) }];
  return groupsOf(rule.matches, place, faults).map(({ parentRefs, parts }) => ({
    ...named('TCPRoute', parts, place),
    spec: { parentRefs, rules },
  }));
}

/** The rule as TLSRoutes, one for each port, whose host names are the server names that clients request. */
export function renderTlsRoutes(
  rule: L4Rule<TlsMatch>,
  place: ConnectionPlace,
  faults: string[],
): readonly ConnectionRoute[] {
  const rules = [{ backendRefs: backendRefs(rule, place, faults) }];
  return groupsOf(rule.matches, place, faults).map(({ matches, parentRefs, parts }) => {
    const hostnames = [...new Set(matches.flatMap(({ sniHosts }) => sniHosts))];
    faults.push(...meshHostFaults(hostnames, parentRefs, place));
    const host = hostnames.slice(0, 1).map((one) => one.replace(/^\*\.?/, 'any-').replaceAll('.', '-'));
    return { ...named('TLSRoute', [...host, ...parts], place), spec: { parentRefs, hostnames, rules } };
  });
}

/** Why a route cannot be beside the ones before it: which of two that mean the same connections comes first is not written in them. */
export function overlapFaults(before: readonly ConnectionRoute[], added: ConnectionRoute): string[] {
  const sameKind = before.filter(({ kind }) => kind === added.kind);
  const found = sameKind.find(
    (one) =>
      sameHosts(one.spec, added.spec) &&
      parentsOf(one).some((parent) => parentsOf(added).some((other) => meet(parent, other))),
  );
  if (found !== undefined) {
    const instead =
      added.kind === 'TCPRoute' ? 'give each a port of its own (match.port)' : 'give each a server name of its own';
    return [
      `match: the Gateway API has no order of routes of connections, and some connection would be like this one and ${found.name}: ${instead}, or set api: 'istio'`,
    ];
  }
  return sameKind.some(({ name }) => name === added.name)
    ? [`match: duplicate ${added.kind} "${added.name}": give the routes other ports or server names first`]
    : [];
}

/** Matches of one port at the same gateways. */
interface Group<Match> {
  readonly matches: Match[];
  readonly parentRefs: readonly gatewayApi.ParentReference[];
  /** What singles the group out, for its name. */
  readonly parts: readonly string[];
}

function groupsOf<Match extends L4Match>(
  matches: readonly Match[],
  { parents, namespace, service }: ConnectionPlace,
  faults: string[],
): readonly Group<Match>[] {
  const groups = new Map<string, Group<Match>>();
  for (const match of matches) {
    for (const field of ['destinationSubnets', 'sourceLabels', 'sourceNamespace'] as const) {
      if (match[field] !== undefined) faults.push(unsupported(field, `match by ${field}`));
    }
    const asked = (match.gateways ?? []).map((gateway) =>
      gateway === 'mesh' ? gateway : gatewayName(boundGateway(gateway, { service, namespace }), namespace),
    );
    const unknown = asked.filter((name) => !parents.some((parent) => parent.name === name));
    if (unknown.length > 0) {
      const known = parents.map(({ name }) => name).join(', ');
      const got = unknown.map((name) => `"${name}"`).join(', ');
      faults.push(`gateways: expected some of those that the traffic is bound to (${known}), got ${got}`);
    }
    const { port } = match;
    const parts = [...(port === undefined ? [] : [`${port}`]), ...asked.map((name) => name.replace(/^.*\//, ''))];
    const parentRefs = parents
      .filter(({ name }) => match.gateways === undefined || asked.includes(name))
      .flatMap(({ references }) => references)
      .map((one) => (port === undefined ? one : { ...one, port }));
    const key = [port, ...asked].join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { matches: [match], parentRefs, parts });
    else group.matches.push(match);
  }
  if (matches.length > 0) return [...groups.values()];
  return [{ matches: [], parentRefs: parents.flatMap(({ references }) => references), parts: [] }];
}

function named<Kind extends ConnectionRoute['kind']>(
  kind: Kind,
  parts: readonly string[],
  { service }: ConnectionPlace,
): { readonly kind: Kind; readonly id: string; readonly name: string } {
  return { kind, id: [kind, ...parts].join('-'), name: [objectName(service.name), ...parts].join('-') };
}

function backendRefs(
  { backends }: L4Rule,
  { namespace }: ConnectionPlace,
  faults: string[],
): readonly gatewayApi.BackendRef[] {
  return backends.map((backend) => ({ ...backendReference(backend, namespace, faults), weight: backend.weight }));
}

/** Of several server names, istiod keeps at a Service those that are its own. */
function meshHostFaults(
  hostnames: readonly string[],
  refs: readonly gatewayApi.ParentReference[],
  { service, namespace, clusterDomain }: ConnectionPlace,
): string[] {
  if (hostnames.length < 2 || !refs.some(({ kind }) => kind === 'Service')) return [];
  const own = service.inNamespace(service.namespace ?? namespace).hostFrom('', clusterDomain);
  return hostnames.every((host) => overlaps(own, host))
    ? []
    : [`sniHosts: istiod reads several server names of a Service only where they are its own: give each a route`];
}

const parentsOf = ({ spec }: ConnectionRoute): readonly gatewayApi.ParentReference[] => spec.parentRefs ?? [];

function meet(one: gatewayApi.ParentReference, other: gatewayApi.ParentReference): boolean {
  const same = (['group', 'kind', 'name', 'namespace'] as const).every((field) => one[field] === other[field]);
  const apart = (['port', 'sectionName'] as const).some(
    (field) => one[field] !== undefined && other[field] !== undefined && one[field] !== other[field],
  );
  return same && !apart;
}

function sameHosts(one: ConnectionRoute['spec'], other: ConnectionRoute['spec']): boolean {
  if (!('hostnames' in one) || !('hostnames' in other)) return true;
  return one.hostnames.some((host) => other.hostnames.includes(host));
}
