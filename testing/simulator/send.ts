import type { networking } from '../../constructs/resources';
import { chosenDomain, covers, hostsFor, intersection, serviceHost } from '../../model/hosts';
import { type Labels, labelsText, selects } from '../../model/labels';
import { meets, takesEverything } from './http-match';
import type { BoundGateway, BoundVirtualService, MeshObjects } from './mesh-objects';
import type { DestinationShare, InjectedFault, MetRoute, Outcome } from './outcome';
import { everywhere } from './re2';
import { type MeshRequest, type SeenRequest, seen } from './request';

/** The proxy that routes a request. */
interface Proxy {
  readonly labels: Labels;
  readonly namespace: string;
}

/** A route as one proxy has it. */
interface ProxyRoute {
  readonly met: MetRoute;
  readonly route: networking.HTTPRoute;
  readonly match: networking.HTTPMatchRequest | undefined;
}

interface VirtualHost {
  readonly routes: ProxyRoute[];
  httpsOnly: boolean;
}

interface BoundServer {
  readonly gateway: BoundGateway;
  readonly server: networking.Server;
}

const INGRESS: Proxy = { labels: { app: 'istio-ingressgateway', istio: 'ingressgateway' }, namespace: 'istio-system' };
const PLAIN_HTTP = new Set(['HTTP', 'HTTP2', 'GRPC', 'GRPC-WEB', 'HTTP_PROXY']);

/**
 * What becomes of a request, by Istio's rules of Gateways, VirtualServices and DestinationRules. Weights and partial faults are told as
 * shares, not drawn.
 *
 * @throws Error for a request that makes no sense, and for a route with a regex that Istio would refuse
 */
export function send(mesh: MeshObjects, request: MeshRequest): Outcome {
  const incoming = seen(request);
  return request.from ? sendInside(mesh, request, incoming) : sendThroughGateway(mesh, request, incoming);
}

function sendThroughGateway(mesh: MeshObjects, request: MeshRequest, incoming: SeenRequest): Outcome {
  const proxy: Proxy = request.through ? { namespace: INGRESS.namespace, ...request.through } : INGRESS;
  const port = request.port ?? (incoming.scheme === 'https' ? 443 : 80);
  const chosen = mesh.gateways.filter(({ selector }) => selects(selector, proxy.labels));
  if (chosen.length === 0) {
    const selectors =
      [...new Set(mesh.gateways.map(({ selector }) => labelsText(selector)))].join('; ') || 'there is no Gateway';
    return lost(0, `no Gateway selects the proxy with ${labelsText(proxy.labels)} (${selectors})`);
  }
  const listening = chosen
    .flatMap((gateway) => gateway.servers.map((server) => ({ gateway, server })))
    .filter(({ server }) => server.port.number === port);
  const servers =
    incoming.scheme === 'https'
      ? serversOfName(listening, incoming.host)
      : listening.filter(({ server }) => PLAIN_HTTP.has((server.port.protocol ?? '').toUpperCase()));
  if (servers.length === 0) {
    const there = chosen.flatMap(({ servers: all }) =>
      all.map((each) => `${each.port.protocol} ${each.port.number} for ${(each.hosts ?? []).join(', ')}`),
    );
    return lost(
      0,
      `no server takes ${incoming.scheme} on port ${port} for ${incoming.host}; there is ${there.join('; ') || 'none'}`,
    );
  }
  const hosts = knownHosts(mesh, proxy, servers);
  const host = chosenDomain(hosts, incoming.host);
  if (!host)
    return lost(
      404,
      `no VirtualService of the gateway takes the host ${incoming.host}; there is ${[...hosts.keys()].join(', ') || 'none'}`,
    );
  if (host.httpsOnly && incoming.scheme === 'http') {
    return {
      kind: 'redirected',
      status: 301,
      location: `https://${incoming.authority}${pathAndQuery(incoming)}`,
    };
  }
  return follow(mesh, host.routes, incoming, port, incoming.host);
}

/** The one server of a TLS port whose hosts take the name that the client asks for. A host that two servers claim is the first one's. */
function serversOfName(listening: readonly BoundServer[], host: string): BoundServer[] {
  const byName = new Map<string, BoundServer>();
  for (const each of listening) {
    const { tls, hosts = [] } = each.server;
    if (!tls || each.server.port.protocol?.toUpperCase() !== 'HTTPS' || /PASSTHROUGH/.test(tls.mode ?? '')) continue;
    const names = hosts.map((name) => name.slice(name.indexOf('/') + 1).toLowerCase());
    if (names.some((name) => byName.has(name))) continue;
    for (const name of names) byName.set(name, each);
  }
  const found = chosenDomain(byName, host);
  return found ? [found] : [];
}

const built = new WeakMap<MeshObjects, Map<string, ReadonlyMap<string, VirtualHost>>>();

/** The virtual hosts of a proxy's servers, made once: tests send many requests through the same gateway. */
function knownHosts(
  mesh: MeshObjects,
  proxy: Proxy,
  servers: readonly BoundServer[],
): ReadonlyMap<string, VirtualHost> {
  const names = servers.map(({ gateway, server }) => [
    gateway.namespace,
    gateway.name,
    gateway.servers.indexOf(server),
  ]);
  const key = JSON.stringify([proxy, names]);
  const known = built.get(mesh) ?? new Map<string, ReadonlyMap<string, VirtualHost>>();
  built.set(mesh, known);
  const found = known.get(key) ?? virtualHosts(mesh, proxy, servers);
  known.set(key, found);
  return found;
}

/** Envoy's virtual hosts by domain, as the servers of one port make them together. */
function virtualHosts(mesh: MeshObjects, proxy: Proxy, servers: readonly BoundServer[]): Map<string, VirtualHost> {
  const hosts = new Map<string, VirtualHost>();
  const made = new Map<string, readonly ProxyRoute[]>();
  for (const { gateway, server } of servers) {
    const name = `${gateway.namespace}/${gateway.name}`;
    const httpsOnly = server.tls?.httpsRedirect === true;
    for (const service of visible(mesh.virtualServices, name, proxy.namespace)) {
      const shared = intersection(hostsFor(service.namespace, server.hosts ?? [], gateway.namespace), service.hosts);
      if (shared.length === 0) continue;
      const key = `${name} ${service.namespace}/${service.name}`;
      // Made once for each Gateway, with the port of its first server: the routes of a second server on the port are the same.
      const routes = made.get(key) ?? proxyRoutes(service, name, proxy, server.port.number ?? 0);
      if (routes.length === 0) continue;
      made.set(key, routes);
      for (const host of shared.map((each) => each.toLowerCase())) {
        const known = hosts.get(host);
        if (known) known.routes.push(...routes);
        else hosts.set(host, { routes: [...routes], httpsOnly: false });
        const own = hosts.get(host);
        if (own && httpsOnly) own.httpsOnly = true;
      }
    }
    if (!httpsOnly) continue;
    for (const host of (server.hosts ?? []).map((each) => each.slice(each.indexOf('/') + 1).toLowerCase())) {
      const known = hosts.get(host) ?? { routes: [], httpsOnly };
      known.httpsOnly = true;
      hosts.set(host, known);
    }
  }
  return hosts;
}

/** Those bound to a gateway that the proxy's namespace may see: those exported to it alone go first. */
function visible(services: readonly BoundVirtualService[], gateway: string, namespace: string): BoundVirtualService[] {
  const reach = ({ exportTo, namespace: own }: BoundVirtualService): number => {
    if (exportTo.includes('*')) return 2;
    if (exportTo.includes('~')) return 3;
    if (own === namespace && (exportTo.includes('.') || exportTo.includes(own))) return 0;
    return exportTo.includes(namespace) ? 1 : 3;
  };
  const boundTo = services.filter(({ gateways }) => gateways.includes(gateway));
  return [0, 1, 2].flatMap((wanted) => boundTo.filter((service) => reach(service) === wanted));
}

/** The routes of a VirtualService on one proxy and port: one for each match, none behind one that takes everything. */
function proxyRoutes(service: BoundVirtualService, gateway: string, proxy: Proxy, port: number): ProxyRoute[] {
  const routes: ProxyRoute[] = [];
  for (const { route, index } of service.routes) {
    const met: MetRoute = {
      virtualService: { name: service.name, namespace: service.namespace },
      index,
      ...(route.name === undefined ? {} : { name: route.name }),
    };
    if (!route.match || route.match.length === 0) {
      routes.push({ met, route, match: undefined });
      return routes;
    }
    for (const [at, match] of route.match.entries()) {
      if (!applies(match, gateway, proxy, port)) continue;
      routes.push({ met: { ...met, match: at }, route, match });
      if (takesEverything(match)) return routes;
    }
  }
  return routes;
}

function applies(match: networking.HTTPMatchRequest, gateway: string, proxy: Proxy, port: number): boolean {
  if (match.port !== undefined && match.port !== 0 && match.port !== port) return false;
  if (match.gateways && match.gateways.length > 0) return match.gateways.includes(gateway);
  return (
    selects(match.sourceLabels ?? {}, proxy.labels) &&
    (!match.sourceNamespace || match.sourceNamespace === proxy.namespace)
  );
}

/** The first route that the request meets; those that take everything are tried last, whichever VirtualService they are from. */
function follow(
  mesh: MeshObjects,
  routes: readonly ProxyRoute[],
  request: SeenRequest,
  port: number,
  host: string,
): Outcome {
  const sorted = [
    ...routes.filter(({ match }) => !takesEverything(match)),
    ...routes.filter(({ match }) => takesEverything(match)),
  ];
  const found = sorted.find(({ match }) => meets(request, match));
  return found
    ? outcomeOf(mesh, found, request, port)
    : lost(404, `no route for ${host} takes ${request.method} ${pathAndQuery(request)}`);
}

function outcomeOf(mesh: MeshObjects, found: ProxyRoute, request: SeenRequest, port: number): Outcome {
  const { met, route } = found;
  const fault = faultOf(route.fault);
  const common = { route: met, ...(fault ? { fault } : {}) };
  if (route.redirect) {
    return {
      kind: 'redirected',
      ...common,
      status: route.redirect.redirectCode || 301,
      location: location(route.redirect, request, port),
    };
  }
  if (route.directResponse) {
    const body = route.directResponse.body as { readonly string?: string; readonly bytes?: string } | undefined;
    const written =
      body?.string ?? (body?.bytes === undefined ? undefined : Buffer.from(body.bytes, 'base64').toString());
    return {
      kind: 'answered',
      ...common,
      status: route.directResponse.status,
      ...(written === undefined ? {} : { body: written }),
    };
  }
  const shares = route.route ?? [];
  const mirrors = [
    ...(route.mirror
      ? [
          {
            destination: route.mirror,
            percent: route.mirrorPercentage?.value ?? route.mirrorPercent ?? route.mirror_percent ?? 100,
          },
        ]
      : []),
    ...(route.mirrors ?? []).map(({ destination, percentage }) => ({ destination, percent: percentage?.value ?? 100 })),
  ];
  return {
    kind: 'forwarded',
    ...common,
    destinations: destinationsOf(mesh, shares),
    mirrors: mirrors
      .filter(({ percent }) => percent > 0)
      .map(({ destination, percent }) => shareOf(mesh, destination, percent)),
    path: rewrittenPath(found, request),
    authority: rewrittenAuthority(route, request),
    ...(route.timeout === undefined ? {} : { timeout: route.timeout }),
    ...(route.retries === undefined ? {} : { retries: route.retries }),
  };
}

/** A destination on its own gets everything, whatever its weight; among several, one without a weight gets nothing. */
function destinationsOf(mesh: MeshObjects, shares: readonly networking.HTTPRouteDestination[]): DestinationShare[] {
  const [only] = shares;
  if (only && shares.length === 1) return [shareOf(mesh, only.destination, 100)];
  const total = shares.reduce((sum, { weight = 0 }) => sum + weight, 0);
  return shares
    .filter(({ weight = 0 }) => weight > 0)
    .map(({ destination, weight = 0 }) => shareOf(mesh, destination, Math.round((weight / total) * 1e6) / 1e4));
}

function shareOf(
  mesh: MeshObjects,
  { host = '', subset, port }: networking.Destination,
  percent: number,
): DestinationShare {
  const labels = subset === undefined ? undefined : mesh.subsetLabels(host, subset);
  return {
    host,
    ...(subset === undefined ? {} : { subset }),
    ...(port?.number === undefined ? {} : { port: port.number }),
    percent,
    ...(labels === undefined ? {} : { labels }),
  };
}

function faultOf(fault: networking.HTTPFaultInjection | undefined): InjectedFault | undefined {
  if (!fault) return undefined;
  const abort = fault.abort as
    | { readonly httpStatus?: number; readonly percentage?: { readonly value?: number } }
    | undefined;
  const delay = fault.delay as
    | { readonly fixedDelay?: string; readonly percentage?: { readonly value?: number }; readonly percent?: number }
    | undefined;
  return {
    ...(abort
      ? { abort: { status: abort.httpStatus ?? 200, percent: abort.percentage?.value ?? (abort.percentage ? 0 : 100) } }
      : {}),
    ...(delay
      ? {
          delay: {
            duration: delay.fixedDelay ?? '',
            percent: delay.percentage?.value ?? delay.percent ?? (delay.percentage ? 0 : 100),
          },
        }
      : {}),
  };
}

function rewrittenPath({ route, match }: ProxyRoute, request: SeenRequest): string {
  const { uri, uriRegexRewrite } = (route.rewrite ?? {}) as networking.HTTPRewrite;
  const query = request.query === undefined ? '' : `?${request.query}`;
  if (uriRegexRewrite?.match !== undefined) {
    const substitution = (uriRegexRewrite.rewrite ?? '').replace(
      /\$|\\([\d\\])/g,
      (found, group: string | undefined) =>
        found === '$' ? '$$' : group === '\\' ? '\\' : group === '0' ? '$&' : `$${group}`,
    );
    return request.path.replace(everywhere(uriRegexRewrite.match), substitution) + query;
  }
  if (!uri) return pathAndQuery(request);
  // A prefix is replaced; what an exact or regex match met is replaced as a whole.
  const wanted = match?.uri;
  if (wanted?.exact !== undefined || wanted?.regex !== undefined) return uri + query;
  return uri + request.path.slice((wanted?.prefix ?? '/').length) + query;
}

function rewrittenAuthority(route: networking.HTTPRoute, request: SeenRequest): string {
  const [only] = route.route ?? [];
  const own = route.route?.length === 1 ? hostHeader(only?.headers) : undefined;
  return route.rewrite?.authority || hostHeader(route.headers) || own || request.authority;
}

function hostHeader(headers: networking.Headers | undefined): string | undefined {
  const all = { ...headers?.request?.add, ...headers?.request?.set };
  return Object.entries(all).find(([name]) => ['host', ':authority'].includes(name.toLowerCase()))?.[1];
}

function location(redirect: networking.HTTPRedirect, request: SeenRequest, serverPort: number): string {
  const { uri, authority, scheme, port, derivePort } = redirect as Omit<
    networking.HTTPRedirect,
    'port' | 'derivePort'
  > & {
    readonly port?: number;
    readonly derivePort?: string;
  };
  const target = scheme || request.scheme;
  const asked = port ?? (derivePort === 'FROM_REQUEST_PORT' ? serverPort : undefined);
  const standard = (asked === 80 && target === 'http') || (asked === 443 && target === 'https');
  const written = asked === undefined || standard ? '' : `:${asked}`;
  const path = !uri
    ? pathAndQuery(request)
    : uri.includes('?') || request.query === undefined
      ? uri
      : `${uri}?${request.query}`;
  return `${target}://${authority || requestHost(request, target, written)}${written}${path}`;
}

/** The request's host without a port that would be wrong in the new place. */
function requestHost({ authority, scheme }: SeenRequest, target: string, port: string): string {
  const own = /:\d+$/.exec(authority)?.[0] ?? '';
  const implied = target !== scheme && own === (scheme === 'http' ? ':80' : ':443');
  return port !== '' || implied ? authority.slice(0, authority.length - own.length) : authority;
}

/** From a sidecar: the VirtualService with the narrowest host decides alone, the oldest of several with the same. */
function sendInside(mesh: MeshObjects, request: MeshRequest, incoming: SeenRequest): Outcome {
  const { namespace, labels = {} } = request.from ?? { namespace: 'default' };
  const full = fullServiceName(mesh, incoming.host, namespace);
  const port = request.port ?? mesh.servicePorts(full)?.[0] ?? 80;
  const candidates = visible(mesh.virtualServices, 'mesh', namespace)
    .flatMap((service) => service.hosts.filter((host) => covers(host, full)).map((host) => ({ service, host })))
    .sort((a, b) => Number(a.host.startsWith('*')) - Number(b.host.startsWith('*')) || b.host.length - a.host.length);
  const [first] = candidates;
  if (first) {
    return follow(mesh, proxyRoutes(first.service, 'mesh', { labels, namespace }, port), incoming, port, incoming.host);
  }
  if (!mesh.servicePorts(full))
    return lost(502, `no VirtualService and no Service in sight takes the host ${incoming.host}`);
  return {
    kind: 'forwarded',
    route: { virtualService: { name: '', namespace: '' }, index: -1, name: 'default' },
    destinations: [{ host: full, port, percent: 100 }],
    mirrors: [],
    path: pathAndQuery(incoming),
    authority: incoming.authority,
  };
}

/** A service answers to `name`, `name.namespace`, `name.namespace.svc` and its full name. */
function fullServiceName(mesh: MeshObjects, host: string, namespace: string): string {
  const tries = [host, serviceHost(host, namespace), `${host}.svc.cluster.local`, `${host}.cluster.local`];
  return (
    tries.find((name) => mesh.servicePorts(name) !== undefined) ?? (host.includes('.') ? host : (tries[1] ?? host))
  );
}

function pathAndQuery({ path, query }: SeenRequest): string {
  return query === undefined ? path : `${path}?${query}`;
}

function lost(status: number, reason: string): Outcome {
  return { kind: 'lost', status, reason };
}
