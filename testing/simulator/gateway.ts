import { chosenDomain } from '../../model/hosts';
import { answer, metRoute, pathAndQuery, sortedRoutes, unreadable } from './answer';
import { refuseUnsettledAuthorization } from './authorization';
import type { Destinations } from './destinations';
import { connected, metOf, noRoute, refuseListener, schemeOf } from './ends';
import { chosenChains } from './filter-chains';
import { type GatewayTarget, gatewayChains, gatewayHosts, gatewaysOf, listeningPort } from './gateway-listeners';
import { lost } from './lost';
import type { MeshObjects } from './mesh-objects';
import { NotSimulatedError } from './not-simulated';
import type { Outcome } from './outcome';
import { type MeshProxy, routeOfIstio, type VirtualHosts } from './proxy-routes';
import type { SeenRequest } from './request';

/** What a gateway does with a request for a port of its Service. */
export function sendThroughGateway(
  mesh: MeshObjects,
  proxy: MeshProxy,
  port: number,
  incoming: SeenRequest,
  client: 'outside' | 'unknown',
): Outcome {
  const { connection, host } = incoming;
  const gateways = gatewaysOf(mesh, proxy);
  if (gateways.length === 0) {
    const all = mesh.gateways.map(({ selector = {} }) => text(selector));
    const selectors = [...new Set(all)].join('; ') || 'there is no Gateway';
    return lost(0, `no Gateway selects the proxy with ${text(proxy.labels)} (${selectors})`);
  }
  const chains = gatewayChains(mesh, proxy, listeningPort(mesh, proxy, port));
  const binds = new Set(chains.map(({ bind }) => bind));
  if (binds.size > 1) {
    throw new NotSimulatedError(
      `port ${port}: expected servers of one bind address, got ${[...binds].map((bind) => bind || 'none').join(', ')}: not simulated`,
    );
  }
  const all = chains.map(({ chain }) => chain);
  refuseListener(all, port);
  const [way] = chosenChains(all, connection, undefined);
  const terminates = way?.target.kind === 'http' || way?.target.kind === 'connection' ? way.target.terminates : false;
  // A server that ends TLS closes what comes in plain text, one that speaks HTTP in plain text what comes as TLS.
  const fits = terminates ? connection.bytes === 'tls' : way?.target.kind !== 'http' || connection.bytes === 'http';
  if (!way || !fits) {
    const there = gateways.flatMap(({ servers }) => servers.map(serverText));
    return lost(
      0,
      `no server accepts ${schemeOf(incoming)} on port ${port} for ${host}; there is ${there.join('; ') || 'none'}`,
    );
  }
  refuseUnsettledAuthorization(mesh, proxy, incoming, client);
  return throughChain(mesh, proxy, way.target, incoming, port);
}

function throughChain(
  mesh: MeshObjects,
  proxy: MeshProxy,
  target: GatewayTarget,
  incoming: SeenRequest,
  port: number,
): Outcome {
  const services = mesh.scopes.forGateway(proxy.namespace);
  const common = { mesh, proxy, onlyPort: true };
  if (target.kind === 'service') {
    const { host, subset, port: own } = target;
    const destination = { host, port: own, ...(subset === undefined ? {} : { subset }) };
    const at = { ...common, port: own, service: (name: string) => services.get(name) };
    return connected(at, [{ destination }], routeOfIstio('default'), incoming);
  }
  if (target.kind === 'connection') {
    const at = { ...common, port: target.port, service: (name: string) => services.get(name) };
    return connected(at, target.route.shares, metOf(target), incoming);
  }
  const hosts = gatewayHosts(mesh, proxy, target.servers);
  const chosen = chosenHost(
    hosts,
    incoming.host,
    target.servers.flatMap(({ gateway }) => gateway),
    mesh,
  );
  if (!chosen) {
    return lost(
      404,
      `no route of the gateway is for the host ${incoming.host}; there is ${[...hosts.keys()].join(', ') || 'none'}`,
    );
  }
  if (chosen.httpsOnly && incoming.scheme === 'http') {
    return { kind: 'redirected', status: 301, location: `https://${incoming.authority}${pathAndQuery(incoming)}` };
  }
  const found = metRoute(sortedRoutes(chosen.routes), incoming);
  if (!found) return noRoute(incoming);
  // A service of the VirtualService's own namespace comes before one of the same name elsewhere.
  const service = (name: string): ReturnType<Destinations['service']> =>
    mesh.visibleIn(name, found.table?.namespace, proxy.namespace) ?? services.get(name);
  return answer({ ...common, port: found.port, service }, found, incoming, port);
}

/** The virtual host of a name. Where a host of some route is known after apply, only an exact name is sure. */
function chosenHost(
  hosts: VirtualHosts,
  name: string,
  gateways: readonly string[],
  mesh: MeshObjects,
): ReturnType<VirtualHosts['get']> {
  if (!hosts.has(name)) {
    const unknown = mesh.routes.find(
      (table) => table.unknown !== undefined && table.gateways.some((each) => gateways.includes(each)),
    );
    if (unknown) {
      throw new NotSimulatedError(unreadable({ ...unknown, virtualService: unknown }, unknown.unknown ?? ''));
    }
  }
  return chosenDomain(hosts, name);
}

function serverText(server: Readonly<Record<string, unknown>>): string {
  const port = server['port'] as { readonly protocol?: string; readonly number?: number } | undefined;
  const hosts = server['hosts'] as readonly string[] | undefined;
  return `${port?.protocol} ${port?.number} for ${(hosts ?? []).join(', ')}`;
}

function text(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');
}
