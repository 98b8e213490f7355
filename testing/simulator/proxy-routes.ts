import { selects } from '../../model/labels';
import type { HttpMatch, HttpRoute, ProxyMatch, RouteTable } from '../../model/routes/route';
import { takesEverything } from './http-match';
import type { MetRoute } from './outcome';

/** The proxy that routes a request. */
export interface MeshProxy {
  readonly labels: Readonly<Record<string, string>>;
  readonly namespace: string;
}

/** A route as one proxy has it. */
export interface ProxyRoute {
  readonly met: MetRoute;
  readonly route: HttpRoute;
  readonly match: HttpMatch | undefined;
  /** The port that destinations without one get. */
  readonly port: number;
  /** Whose routes they are. */
  readonly table: RouteTable | undefined;
}

/** The routes that Envoy has for some host names. */
export interface VirtualHost {
  readonly routes: readonly ProxyRoute[];
  /** Requests in plain text are sent to https. */
  readonly httpsOnly: boolean;
}

/** A VirtualHost by each of its domains. */
export type VirtualHosts = ReadonlyMap<string, VirtualHost>;

/** The route that Istio makes where no VirtualService holds. */
export function routeOfIstio(name: string): MetRoute {
  return { virtualService: { name: '', namespace: '' }, index: -1, name };
}

/** The HTTP routes of a VirtualService on one proxy and port: one for each match, none behind one that takes everything. */
export function proxyRoutes(table: RouteTable, gateway: string, proxy: MeshProxy, port: number): ProxyRoute[] {
  const routes: ProxyRoute[] = [];
  for (const route of table.http) {
    const met = metRouteOf(table, route);
    if (route.matches.length === 0) {
      routes.push({ met, route, match: undefined, port, table });
      return routes;
    }
    for (const [at, match] of route.matches.entries()) {
      if (!appliesToHttp(match, gateway, proxy, port)) continue;
      routes.push({ met: route.source ? met : { ...met, match: at }, route, match, port, table });
      if (takesEverything(match)) return routes;
    }
  }
  return routes;
}

/** Where a route of a table is written. */
export function metRouteOf(
  { name, namespace }: Pick<RouteTable, 'name' | 'namespace'>,
  route: Pick<HttpRoute, 'source' | 'index' | 'name'>,
): MetRoute {
  const { source, index } = route;
  return {
    virtualService: source ? { name: source.name, namespace: source.namespace } : { name, namespace },
    ...(source === undefined ? {} : { kind: source.kind }),
    index,
    ...(route.name === undefined ? {} : { name: route.name }),
    ...(source?.match === undefined ? {} : { match: source.match }),
  };
}

function appliesToHttp(match: ProxyMatch, gateway: string, proxy: MeshProxy, port: number): boolean {
  if (match.unknown !== undefined) return true;
  if (match.port !== undefined && match.port !== port) return false;
  if (match.gateways.length > 0) return match.gateways.includes(gateway);
  return (
    selects(match.sourceLabels, proxy.labels) &&
    (match.sourceNamespace === undefined || match.sourceNamespace === proxy.namespace)
  );
}

/** Whether a match of a tls or tcp route is for a sidecar and port. Unlike for http, all of it must hold. */
export function appliesToConnection(match: ProxyMatch, gateway: string, proxy: MeshProxy, port: number): boolean {
  return (
    appliesAtGateway(match, gateway, port) &&
    selects(match.sourceLabels, proxy.labels) &&
    (match.sourceNamespace === undefined || match.sourceNamespace === proxy.namespace)
  );
}

/** Whether a match of a tls or tcp route is for a Gateway's server. Istio does not look at sources there. */
export function appliesAtGateway(match: ProxyMatch, gateway: string, port: number): boolean {
  return (
    (match.port === undefined || match.port === port) &&
    (match.gateways.length === 0 || match.gateways.includes(gateway))
  );
}
