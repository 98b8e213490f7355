import { isIP } from 'node:net';
import { overlaps, shorterNames } from '../../model/hosts';
import type { RouteTable } from '../../model/routes/route';
import { carriesHttp } from '../../model/visibility/protocols';
import type { MeshService } from '../../model/visibility/services';
import type { EgressListener } from '../../model/visibility/sidecar-scopes';
import { type MeshProxy, type ProxyRoute, proxyRoutes, routeOfIstio, type VirtualHosts } from './proxy-routes';

type Listener = EgressListener<RouteTable>;

interface Wrapper {
  /** Hosts of a VirtualService that no service has. */
  readonly hosts: readonly string[];
  readonly services: readonly MeshService[];
  readonly routes: readonly ProxyRoute[];
}

/** The virtual hosts of a sidecar for HTTP on a port, by their domains. */
export function sidecarHosts(listener: Listener, proxy: MeshProxy, port: number, domain: string): VirtualHosts {
  const services = new Map<string, MeshService>();
  for (const service of listener.services) {
    const own = service.ports.find((each) => each.number === port);
    if (own) services.set(service.host.toLowerCase(), { ...service, ports: [own] });
  }
  const wrappers = [...routed(listener, proxy, port, services), ...plain(services, port)];
  const known = new Set(wrappers.flatMap((wrapper) => wrapper.services.map(({ host }) => host)));
  const hosts = new Map<string, { routes: readonly ProxyRoute[]; httpsOnly: false }>();
  const named = new Set<string>();
  const add = (
    name: string,
    domains: readonly string[],
    others: readonly string[],
    routes: readonly ProxyRoute[],
  ): void => {
    if (named.has(name)) return;
    named.add(name);
    for (const domain of [...domains, ...others.filter((each) => !known.has(each))]) {
      if (!hosts.has(domain.toLowerCase())) hosts.set(domain.toLowerCase(), { routes, httpsOnly: false });
    }
  };
  for (const { hosts: names, services: found, routes } of wrappers) {
    for (const name of names.map((each) => each.toLowerCase())) add(name, [name], [], routes);
    for (const service of found) {
      const { own, other } = domainsOf(service, proxy, domain);
      add(service.host, own, other, routes);
    }
  }
  return hosts;
}

/** What VirtualServices say for the services and hosts of a port. Services that one takes are taken out of the map. */
function routed(listener: Listener, proxy: MeshProxy, port: number, services: Map<string, MeshService>): Wrapper[] {
  const wrappers: Wrapper[] = [];
  for (const table of listener.routes) {
    // A host without a service is routed on port 80 alone.
    if (port !== 80 && !table.hosts.some((host) => hasService(host.toLowerCase(), services))) continue;
    const routes = proxyRoutes(table, 'mesh', proxy, port);
    // As if it were not there, where none of its routes is for this proxy and port.
    if (routes.length === 0) continue;
    const { hosts, found } = separated(table, listener, services);
    if (table.api === 'gateway' && !found.some((service) => isNear(table, service, proxy))) continue;
    const http = found.filter(({ ports }) => ports.some(({ protocol }) => carriesHttp(protocol)));
    if (http.length > 0 || port === 80) wrappers.push({ hosts, services: http, routes });
  }
  for (const { services: taken } of wrappers) for (const { host } of taken) services.delete(host.toLowerCase());
  return wrappers;
}

/** A route of the Gateway API holds for clients of its own namespace, and of all for services of its own namespace. */
function isNear(table: RouteTable, service: MeshService, proxy: MeshProxy): boolean {
  return table.namespace === service.namespace || table.namespace === proxy.namespace;
}

function hasService(host: string, services: ReadonlyMap<string, MeshService>): boolean {
  if (services.has(host)) return true;
  return [...services.keys()].some((each) => (isWildcard(host) || isWildcard(each)) && overlaps(host, each));
}

/** The services that a VirtualService is for, and its hosts that no service has. */
function separated(
  table: RouteTable,
  listener: Listener,
  services: ReadonlyMap<string, MeshService>,
): { readonly hosts: readonly string[]; readonly found: readonly MeshService[] } {
  const hosts: string[] = [];
  const found: MeshService[] = [];
  for (const host of table.hosts.filter((each) => !isWildcard(each))) {
    const service = services.get(host.toLowerCase());
    if (service) found.push(service);
    else hosts.push(host);
  }
  for (const host of table.hosts.filter(isWildcard)) {
    if (table.api === 'gateway') {
      hosts.push(host);
      continue;
    }
    const covered = [...services.values()].filter((service) => overlaps(service.host, host.toLowerCase()));
    if (covered.length === 0) hosts.push(host);
    found.push(...covered.filter((service) => listener.mostSpecific.get(service.host) === table));
  }
  return { hosts, found };
}

/** Services that no VirtualService takes answer themselves. */
function plain(services: ReadonlyMap<string, MeshService>, port: number): Wrapper[] {
  return [...services.values()]
    .filter(({ resolution, ports }) => resolution !== 'alias' && ports.some(({ protocol }) => carriesHttp(protocol)))
    .map((service) => ({
      hosts: [],
      services: [service],
      routes: [
        {
          met: routeOfIstio('default'),
          route: {
            index: -1,
            matches: [],
            action: { kind: 'forward' as const },
            shares: [{ destination: { host: service.host, port } }],
            mirrors: [],
          },
          match: undefined,
          port,
          table: undefined,
        },
      ],
    }));
}

/** The names that a client may call a service by. */
export function hostsOfService(service: MeshService, proxy: MeshProxy, domain: string): readonly string[] {
  const aliases = service.aliases.flatMap(({ host }) => [host, ...shorter(host, proxy, domain)]);
  return [service.host, ...aliases];
}

/** The domains of a service; `other` are the shorter forms of its names, which a service of that very name comes before. */
function domainsOf(
  service: MeshService,
  proxy: MeshProxy,
  domain: string,
): { readonly own: readonly string[]; readonly other: readonly string[] } {
  const names = [service.host, ...service.aliases.map(({ host }) => host)];
  const short = names.flatMap((name) => shorter(name, proxy, domain));
  const headless = service.registry === 'Kubernetes' && service.resolution === 'none';
  const wildcards = headless ? [...names, ...short].map((domain) => `*.${domain}`) : [];
  const address = service.address !== undefined && isIP(service.address) !== 0 ? [service.address] : [];
  return { own: [...names, ...wildcards, ...address], other: short };
}

/** The shorter forms of a name, and the full name with a dot behind. */
function shorter(host: string, { namespace }: MeshProxy, domain: string): string[] {
  return [...(isIP(host) === 0 ? [`${host}.`] : []), ...shorterNames(host, namespace, domain)];
}

function isWildcard(host: string): boolean {
  return host.startsWith('*');
}
