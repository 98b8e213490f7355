import type * as gatewayApi from '../../../constructs/resources/generated/gateway-api';
import { overlaps } from '../../../model/hosts';
import type { FoundObject, Reading } from './found-object';
import type { ConvertedGateway, ConvertedListener } from './gateways';
import { gatewayKey, gatewayOfKey, keyOf, type Surroundings, serviceOfHost } from './surroundings';

/** What routes are attached to. */
export interface Parent {
  readonly ref: gatewayApi.ParentReference;
  /** `mesh`, or `namespace/name` of the Gateway. */
  readonly gateway: string;
  /** Undefined where every port is meant; `others` for those that no match asks for. */
  readonly port?: number | 'others';
}

/** What is known where parents are looked for. */
export interface ParentPlace {
  readonly surroundings: Surroundings;
  readonly gateways: ReadonlyMap<string, ConvertedGateway>;
  /** The ports that matches ask for. */
  readonly ports: readonly number[];
  readonly kind: RouteKind;
}

/** The kinds of routes that VirtualServices become. */
export type RouteKind = 'HTTPRoute' | 'TLSRoute' | 'TCPRoute';

/** Whether a listener takes routes of a kind. */
function takes({ protocol, tls }: ConvertedListener, kind: RouteKind): boolean {
  if (kind === 'HTTPRoute') return protocol === 'HTTP' || protocol === 'HTTPS';
  if (kind === 'TLSRoute') return protocol === 'TLS';
  return protocol === 'TCP' || (protocol === 'TLS' && tls?.mode === 'Terminate');
}

/** What the routes of a VirtualService are attached to: its Gateways, and the Services that it is for within the mesh. */
export function parentsOf(object: FoundObject, spec: Reading, place: ParentPlace): readonly Parent[] {
  const hosts = spec.texts('hosts');
  const written = spec.texts('gateways');
  const names = written.length === 0 ? ['mesh'] : written;
  const exportTo = spec.texts('exportTo');
  if (exportTo.length > 0 && !exportTo.includes('*') && names.some((name) => name !== 'mesh')) {
    object.lose(['spec', 'exportTo'], 'not written for gateways: a route is seen by those that it is attached to');
  }
  return names.flatMap((name, i) => {
    if (name === 'mesh') return hosts.flatMap((host, at) => meshParents(object, host, at, exportTo, place));
    const key = gatewayKey(name, object.namespace);
    const gateway = place.gateways.get(key);
    const { name: own, namespace } = gatewayOfKey(key);
    const ref = { name: own, ...(namespace !== undefined && namespace !== object.namespace && { namespace }) };
    if (gateway !== undefined) return listenerParents(gateway, ref, key, hosts, place);
    object.lose(
      ['spec', 'gateways', i],
      `"${name}" is not in the files: the Gateway of the Gateway API with this name has to be there`,
    );
    return [
      { ref, gateway: key, ...(place.ports.length > 0 && { port: 'others' as const }) },
      ...(place.ports.length > 0 ? onPorts({ ref, gateway: key }, place.ports) : []),
    ];
  });
}

/** The Gateway as a whole, or those of its ports and listeners that routes are for. */
function listenerParents(
  { listeners }: ConvertedGateway,
  ref: gatewayApi.ParentReference,
  gateway: string,
  hosts: readonly string[],
  { ports, kind }: ParentPlace,
): readonly Parent[] {
  const mine = listeners.filter((listener) => takes(listener, kind));
  const used = mine.filter(({ redirects }) => !redirects);
  if (used.length < mine.length) {
    return used
      .filter(({ hostname }) => hosts.some((host) => overlaps(hostname ?? '*', host)))
      .map(({ name, port }) => ({ ref: { ...ref, sectionName: name }, gateway, port }));
  }
  const own = [...new Set(used.map(({ port }) => port))];
  const [only] = own;
  if (own.length === 0) return [];
  if (own.length === 1 && only !== undefined) return [{ ref, gateway, port: only }];
  return ports.length === 0 ? [{ ref, gateway }] : onPorts({ ref, gateway }, own);
}

function onPorts(parent: Parent, ports: readonly number[]): readonly Parent[] {
  if (ports.length === 0) return [parent];
  return ports.map((port) => ({ ...parent, ref: { ...parent.ref, port }, port }));
}

function meshParents(
  object: FoundObject,
  host: string,
  at: number,
  exportTo: readonly string[],
  { surroundings, ports }: ParentPlace,
): readonly Parent[] {
  const path = ['spec', 'hosts', at];
  const service = serviceOfHost(host, object.namespace);
  const isOwn = exportTo.length === 1 && (exportTo[0] === '.' || exportTo[0] === object.namespace);
  if (service !== undefined) {
    const { name, namespace = object.namespace } = service;
    const isBeside = namespace === object.namespace;
    if (!isBeside && !isOwn) {
      object.lose(
        path,
        `written for clients of the namespace "${object.namespace}" alone: a route holds for all clients beside its Service, in "${namespace}"`,
      );
    }
    if (isBeside && isOwn) {
      object.lose(
        ['spec', 'exportTo'],
        'not written: beside its Service a route holds for the clients of all namespaces',
      );
    }
    const ref = { group: '', kind: 'Service', name, ...(!isBeside && { namespace }) };
    const own = surroundings.service(service)?.ports ?? [];
    const [only] = own;
    if (own.length === 1 && only !== undefined) return [{ ref, gateway: 'mesh', port: only }];
    if (ports.length > 0 && own.length === 0) {
      object.lose(
        path,
        `written for the ports of the matches: the Service "${name}", and its ports, are not in the files`,
      );
    }
    return ports.length === 0
      ? [{ ref, gateway: 'mesh' }]
      : onPorts({ ref, gateway: 'mesh' }, own.length > 0 ? own : ports);
  }
  const entry = surroundings.entryOf(host);
  if (entry === undefined) {
    object.lose(
      path,
      `"${host}" not written for the mesh: the Gateway API has routes of Services and ServiceEntries, and this is none of the files`,
    );
    return [];
  }
  if (entry.hosts.length > 1) {
    object.lose(path, `written for all ${entry.hosts.length} hosts of the ServiceEntry "${keyOf(entry.name)}"`);
  }
  const { name, namespace } = entry.name;
  const isBeside = namespace === object.namespace;
  const ref = { group: 'networking.istio.io', kind: 'ServiceEntry', name, ...(!isBeside && { namespace }) };
  return onPorts({ ref, gateway: 'mesh' }, ports.length > 0 ? entry.ports : []);
}

/** Whether a match is for a parent: its ports and its gateways. */
export function isFor(
  parent: Parent,
  { port, gateways }: { readonly port?: number; readonly gateways: readonly string[] },
  namespace: string | undefined,
): boolean {
  if (port !== undefined && parent.port !== undefined && port !== parent.port) return false;
  return gateways.length === 0 || gateways.some((name) => gatewayKey(name, namespace) === parent.gateway);
}
