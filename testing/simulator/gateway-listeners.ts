import type { GatewayPods } from '../../model/gateway-api/listeners';
import { covers, intersection, overlaps } from '../../model/hosts';
import { selects } from '../../model/labels';
import { put } from '../../model/multimap';
import type { ConnectionRoute, RouteTable, TcpMatch, TlsMatch } from '../../model/routes/route';
import { field, number, text, texts } from '../../model/visibility/fields';
import { protocolOfPort } from '../../model/visibility/protocols';
import { routesInReach } from '../../model/visibility/sidecar-scopes';
import type { FilterChain } from './filter-chains';
import { type BoundGateway, isBound, type MeshObjects } from './mesh-objects';
import {
  appliesAtGateway,
  type MeshProxy,
  type ProxyRoute,
  proxyRoutes,
  type VirtualHost,
  type VirtualHosts,
} from './proxy-routes';

/** A server of a Gateway as a proxy takes it. */
export interface Server {
  readonly gateway: string;
  /** The port as it is written. */
  readonly port: number;
  /** Where the proxy listens for it. */
  readonly listens: number | string;
  readonly bind: string;
  readonly protocol: 'http' | 'https' | 'tls' | 'tcp' | 'other';
  readonly mode: string | undefined;
  readonly httpsRedirect: boolean;
  /** `namespace/host` where they are for VirtualServices of one namespace. */
  readonly hosts: readonly string[];
  /** Where the Gateway writes it. */
  readonly place: string;
}

/** What a listener of a gateway does with what it takes. */
export type GatewayTarget =
  | { readonly kind: 'http'; readonly servers: readonly Server[]; readonly terminates: boolean }
  | {
      readonly kind: 'connection';
      readonly table: RouteTable;
      readonly protocol: 'tls' | 'tcp';
      readonly route: ConnectionRoute<TlsMatch> | ConnectionRoute<TcpMatch>;
      readonly match: number | undefined;
      readonly port: number;
      readonly terminates: boolean;
    }
  | { readonly kind: 'service'; readonly host: string; readonly subset: string | undefined; readonly port: number };

/** The Gateways that select a proxy. */
export function gatewaysOf({ gateways }: MeshObjects, proxy: MeshProxy): readonly BoundGateway[] {
  return gateways.filter((gateway) => isBound(gateway, proxy));
}

/**
 * Where a proxy listens for the port of its Service: the Service's target port. A port that no Service in front of it has is the
 * container's own.
 */
export function listeningPort({ services }: MeshObjects, proxy: MeshProxy, port: number): number | string {
  for (const { registry, namespace, selector, ports, labels } of services) {
    const inFront = registry === 'Kubernetes' && namespace === proxy.namespace && selector !== undefined;
    if (!inFront || Object.keys(selector).length === 0 || !selects(selector, proxy.labels)) continue;
    if ('experimental.istio.io/disable-gateway-port-translation' in labels) continue;
    const found = ports.find((each) => each.number === port);
    if (found) return found.targetPort;
  }
  return port;
}

/** The servers of all Gateways of a proxy that it can run, in order: one that collides with an earlier one is dropped. */
function mergedServers(mesh: MeshObjects, proxy: MeshProxy): readonly (readonly Server[])[] {
  const groups = new Map<string, Server[]>();
  const plain = new Map<number | string, { readonly key: string; readonly server: Server }>();
  const used = new Set<number | string>();
  const secured = new Map<string, string>();
  const securedBinds = new Map<number | string, Set<string>>();
  const routeNames = new Set<string>();
  for (const gateway of gatewaysOf(mesh, proxy)) {
    for (const [place, written] of gateway.servers.entries()) {
      const server = serverOf(mesh, proxy, gateway, written, place);
      if (!server) continue;
      const { listens, bind, protocol, mode } = server;
      const http = protocol === 'http';
      const tlsServer = mode !== undefined && !http;
      const name = http || !isPassthrough(server) ? routeName(server, text(field(written['port'], 'name')) ?? '') : '';
      if (written['tls'] !== undefined) {
        const keys = server.hosts.map((host) => `${listens} ${host}`);
        if (keys.some((key) => secured.get(key) === bind)) continue;
        for (const key of keys) secured.set(key, bind);
      }
      const key = JSON.stringify([listens, text(field(written['port'], 'protocol')) ?? '', bind]);
      const current = plain.get(listens);
      if (used.has(listens) && current) {
        const together = http && current.server.protocol === 'http';
        if (current.server.bind === bind) {
          if (!together) continue;
          groups.get(current.key)?.push(server);
        } else {
          put(groups, key, server);
          if (!tlsServer) plain.set(listens, { key, server });
        }
        continue;
      }
      if (used.has(listens) && tlsServer) {
        if (protocol === 'https' && !isPassthrough(server)) {
          if (routeNames.has(name)) continue;
          routeNames.add(name);
        }
        const binds = securedBinds.get(listens) ?? new Set<string>();
        securedBinds.set(listens, binds.add(bind));
        put(groups, key, server);
        continue;
      }
      used.add(listens);
      if (!tlsServer) plain.set(listens, { key, server });
      if (protocol === 'https' && !isPassthrough(server)) routeNames.add(name);
      groups.set(key, [server]);
    }
  }
  return [...groups.values()];
}

/** The ways through the listener of a port, with the bind of its servers. */
export function gatewayChains(
  mesh: MeshObjects,
  proxy: MeshProxy,
  listens: number | string,
): readonly { readonly bind: string; readonly chain: FilterChain<GatewayTarget> }[] {
  const names = new Map<string, string>();
  return mergedServers(mesh, proxy)
    .filter(([first]) => first?.listens === listens)
    .flatMap((servers): { readonly bind: string; readonly chain: FilterChain<GatewayTarget> }[] => {
      const [first] = servers;
      if (!first) return [];
      if (first.protocol === 'http') {
        const target = { kind: 'http' as const, servers, terminates: false };
        return [{ bind: first.bind, chain: { serverNames: [], subnets: [], target } }];
      }
      return servers.flatMap((server) =>
        chainsOf(mesh, proxy, server, names).map((chain) => ({ bind: server.bind, chain })),
      );
    });
}

function chainsOf(
  mesh: MeshObjects,
  proxy: MeshProxy,
  server: Server,
  names: Map<string, string>,
): FilterChain<GatewayTarget>[] {
  const serverNames = server.mode === undefined ? [] : [...new Set(server.hosts.map(withoutNamespace))];
  if (server.protocol === 'https' && server.mode !== undefined && !isPassthrough(server)) {
    return [{ serverNames, subnets: [], target: { kind: 'http', servers: [server], terminates: true } }];
  }
  if (server.mode === 'AUTO_PASSTHROUGH') return servicesBehind(mesh, proxy, serverNames);
  if (isPassthrough(server)) return passedThrough(mesh, proxy, server, names);
  for (const table of boundTo(mesh, proxy, server)) {
    const found = forwardedBy(table.tcp, server) ?? endedBy(table, server);
    if (found === undefined) continue;
    const [protocol, route, match] = found;
    const terminates = server.mode !== undefined;
    const target = { kind: 'connection' as const, table, protocol, route, match, port: server.port, terminates };
    return [{ serverNames, subnets: [], target }];
  }
  return [];
}

type ForwardedBy = readonly [
  protocol: 'tls' | 'tcp',
  route: ConnectionRoute<TlsMatch> | ConnectionRoute<TcpMatch>,
  match: number | undefined,
];

/** The first tcp route that is for a server. */
function forwardedBy(routes: readonly ConnectionRoute<TcpMatch>[], server: Server): ForwardedBy | undefined {
  for (const route of routes) {
    const match = route.matches.findIndex((each) => appliesAtGateway(each, server.gateway, server.port));
    if (route.matches.length === 0 || match >= 0) return ['tcp', route, match < 0 ? undefined : match];
  }
  return undefined;
}

/** The first rule of a TLSRoute that is for a server which ends TLS; istiod takes no tls route of a VirtualService there. */
function endedBy({ api, tls }: RouteTable, server: Server): ForwardedBy | undefined {
  if (api !== 'gateway' || server.mode === undefined) return undefined;
  for (const route of tls) {
    const match = route.matches.findIndex((each) => appliesAtGateway(each, server.gateway, server.port));
    if (match >= 0) return ['tls', route, match];
  }
  return undefined;
}

/** A chain for each tls match; one whose server names an earlier one has already is left out. */
function passedThrough(
  mesh: MeshObjects,
  proxy: MeshProxy,
  server: Server,
  names: Map<string, string>,
): FilterChain<GatewayTarget>[] {
  const chains: FilterChain<GatewayTarget>[] = [];
  for (const table of boundTo(mesh, proxy, server)) {
    for (const route of table.tls) {
      for (const [at, match] of route.matches.entries()) {
        if (!appliesAtGateway(match, server.gateway, server.port)) continue;
        if (match.sniHosts.some((name) => names.get(name) === server.bind)) continue;
        for (const name of match.sniHosts) names.set(name, server.bind);
        chains.push({
          serverNames: match.sniHosts,
          subnets: [],
          target: {
            kind: 'connection',
            table,
            protocol: 'tls',
            route,
            match: at,
            port: server.port,
            terminates: false,
          },
        });
      }
    }
  }
  return chains;
}

/** AUTO_PASSTHROUGH: a chain for each service, port and subset, by the server name that Istio's proxies send for it. */
function servicesBehind(mesh: MeshObjects, proxy: MeshProxy, hosts: readonly string[]): FilterChain<GatewayTarget>[] {
  return servicesForGateway(mesh, proxy).flatMap((service) => {
    if (service.external || !hosts.some((host) => covers(host, service.host))) return [];
    const rule = mesh.destinationRules.for(proxy, service.host, service.namespace);
    const subsets = [undefined, ...(rule?.subsets.keys() ?? [])];
    return service.ports
      .filter(({ protocol }) => protocol !== 'udp')
      .flatMap(({ number: port }) =>
        subsets.map((subset) => ({
          serverNames: [`outbound_.${port}_.${subset ?? ''}_.${service.host}`],
          subnets: [],
          only: 'istio' as const,
          target: { kind: 'service' as const, host: service.host, subset, port },
        })),
      );
  });
}

/** The services that a gateway's proxy sees: Sidecars do not hold for it. */
function servicesForGateway(mesh: MeshObjects, proxy: MeshProxy): readonly MeshObjects['services'][number][] {
  return [...mesh.scopes.forGateway(proxy.namespace).values()];
}

/** The VirtualServices of a server's Gateway that share a host with the server. */
function boundTo(mesh: MeshObjects, proxy: MeshProxy, server: Server): RouteTable[] {
  return gatewayTables(mesh, proxy, server.gateway).filter(({ hosts, namespace }) =>
    hosts.some((host) =>
      server.hosts.some((written) => {
        const [owner, name] = written.includes('/') ? written.split('/') : [undefined, written];
        return (owner === undefined || owner === namespace) && overlaps(name ?? '', host);
      }),
    ),
  );
}

function gatewayTables({ routes }: MeshObjects, proxy: MeshProxy, gateway: string): RouteTable[] {
  return routesInReach(
    routes.filter(({ gateways }) => gateways.includes(gateway)),
    proxy.namespace,
  );
}

const built = new WeakMap<MeshObjects, Map<string, VirtualHosts>>();

/** Envoy's virtual hosts by domain, as the servers of one listener make them together. Made once: tests send many requests. */
export function gatewayHosts(mesh: MeshObjects, proxy: MeshProxy, servers: readonly Server[]): VirtualHosts {
  const known = built.get(mesh) ?? new Map<string, VirtualHosts>();
  built.set(mesh, known);
  const key = JSON.stringify([proxy, servers.map(({ place }) => place)]);
  const found = known.get(key) ?? makeHosts(mesh, proxy, servers);
  known.set(key, found);
  return found;
}

function makeHosts(mesh: MeshObjects, proxy: MeshProxy, servers: readonly Server[]): VirtualHosts {
  const hosts = new Map<string, { routes: ProxyRoute[]; httpsOnly: boolean }>();
  const made = new Map<string, readonly ProxyRoute[]>();
  for (const server of servers) {
    for (const table of gatewayTables(mesh, proxy, server.gateway)) {
      const shared = intersection(hostsFor(table.namespace, server.hosts), table.hosts);
      if (shared.length === 0) continue;
      const key = `${server.gateway} ${table.namespace}/${table.name}`;
      // Made once for each Gateway, with the port of its first server: the routes of a second server on the port are the same.
      const routes = made.get(key) ?? proxyRoutes(table, server.gateway, proxy, server.port);
      if (routes.length === 0) continue;
      made.set(key, routes);
      for (const host of shared.map((each) => each.toLowerCase())) {
        const known = hosts.get(host) ?? { routes: [], httpsOnly: false };
        known.routes.push(...routes);
        known.httpsOnly ||= server.httpsRedirect;
        hosts.set(host, known);
      }
    }
    if (!server.httpsRedirect) continue;
    for (const host of server.hosts.map((each) => each.toLowerCase())) {
      const known = hosts.get(host) ?? { routes: [], httpsOnly: true };
      known.httpsOnly = true;
      hosts.set(host, known);
    }
  }
  return hosts as ReadonlyMap<string, VirtualHost>;
}

/** A server's hosts as VirtualServices of a namespace see them. */
function hostsFor(namespace: string, hosts: readonly string[]): string[] {
  return hosts.flatMap((host) => {
    const slash = host.indexOf('/');
    if (slash < 0) return host;
    return host.slice(0, slash) === namespace ? host.slice(slash + 1) : [];
  });
}

function isPassthrough({ mode }: Pick<Server, 'mode'>): boolean {
  return mode === 'PASSTHROUGH' || mode === 'AUTO_PASSTHROUGH';
}

function serverOf(
  mesh: MeshObjects,
  proxy: MeshProxy,
  { name, namespace, pods }: BoundGateway,
  written: Readonly<Record<string, unknown>>,
  place: number,
): Server | undefined {
  const port = number(field(written['port'], 'number')) ?? 0;
  const listens = pods ? servicePort(mesh, pods, port) : listeningPort(mesh, proxy, port);
  if (listens === undefined) return undefined;
  const protocol = (text(field(written['port'], 'protocol')) ?? '').toLowerCase();
  const tls = written['tls'];
  const simple = protocolOfPort(protocol);
  return {
    gateway: `${namespace}/${name}`,
    port,
    listens,
    bind: text(written['bind']) ?? '',
    protocol:
      simple === 'http'
        ? 'http'
        : protocol === 'https'
          ? 'https'
          : simple === 'tls'
            ? 'tls'
            : simple === 'auto'
              ? 'other'
              : 'tcp',
    mode: tls === undefined || simple === 'http' ? undefined : (text(field(tls, 'mode')) ?? 'PASSTHROUGH'),
    httpsRedirect: field(tls, 'httpsRedirect') === true,
    hosts: hostsOf(texts(written['hosts']), namespace),
    place: `${namespace}/${name}/${place}`,
  };
}

/** Where the pods of a Gateway of the Gateway API listen for a port: its Services must have it, where they are in sight. */
function servicePort(
  { services }: MeshObjects,
  pods: readonly GatewayPods[],
  port: number,
): number | string | undefined {
  const named = services.filter(({ host }) => pods.some(({ service }) => service === host));
  if (named.length === 0 || pods.some(({ isDeployed }) => isDeployed)) return port;
  return named.flatMap(({ ports }) => ports).find((each) => each.number === port)?.targetPort;
}

/** `./host` is for the Gateway's own namespace, a star in place of the namespace for all. */
function hostsOf(hosts: readonly string[], namespace: string): readonly string[] {
  if (hosts.includes('*/*')) return ['*'];
  return hosts.map((host) => host.replace(/^\.\//, `${namespace}/`).replace(/^\*\//, ''));
}

function withoutNamespace(host: string): string {
  return host.slice(host.indexOf('/') + 1);
}

function routeName({ gateway, port, bind }: Server, portName: string): string {
  return [port, portName, gateway, bind].join(' ');
}
