import type { Duration } from '../duration';
import type * as networking from '../resources/generated/networking';
import type { IstioVersion } from '../versions';
import type { GatewayReference } from './gateway-reference';
import { gatewayName } from './gateway-reference';
import { type HttpMatch, renderHttpMatch } from './http-match';
import { answerFaults, type HttpRoute, renderCors, renderFault, renderMirrors } from './http-route';
import type { L4Match, TcpRoute, TlsMatch, TlsRoute } from './l4-route';
import type { MeshService } from './mesh-service';
import type { Retries } from './retries';
import { destinationOf, type HostNaming, type RouteTarget, readTarget } from './route-target';
import type { Subset } from './subset';
import { WeightedSplit } from './weighted-split';

/** What the routes of a service have in common. */
export interface RouteSettings extends HostNaming {
  readonly istioVersion: IstioVersion;
  /** Where the routes hold, as a VirtualService names it. */
  readonly gateways: readonly string[];
  /** What the routes answer to, as a VirtualService lists it. */
  readonly hosts: readonly string[];
  /** Where HTTP requests go that no route takes. */
  readonly unmatched: 'service' | 'not-found';
  readonly retries?: Retries;
  readonly timeout?: Duration;
}

/** The routes of a service. */
export interface Routes {
  readonly http: readonly HttpRoute[];
  readonly tcp: readonly TcpRoute[];
  readonly tls: readonly TlsRoute[];
}

function listOf<T>(one: T | readonly T[] | undefined): readonly T[] {
  if (one === undefined) return [];
  return Array.isArray(one) ? one : [one as T];
}

function targetsOf(to: RouteTarget | WeightedSplit | undefined): readonly RouteTarget[] {
  if (to === undefined) return [];
  return WeightedSplit.isWeightedSplit(to) ? to.targets.map((target) => target.to) : [to];
}

/** The subsets of the service itself that routes lead to. */
export function subsetsOf(routes: Routes): Subset[] {
  return everyTarget(routes).flatMap(({ service, subset }) => (service === undefined && subset ? [subset] : []));
}

/** The other services that routes lead to. */
export function otherServicesOf(routes: Routes): MeshService[] {
  return everyTarget(routes).flatMap(({ service }) => service ?? []);
}

function everyTarget(routes: Routes): ReturnType<typeof readTarget>[] {
  return [...routes.http, ...routes.tcp, ...routes.tls]
    .flatMap((route) => [
      ...targetsOf(route.to),
      ...('mirror' in route ? listOf(route.mirror).map((mirror) => mirror.to) : []),
    ])
    .map(readTarget);
}

const titleOf = (kind: string, index: number, name?: string): string => `${kind} ${name ? `"${name}"` : index + 1}`;

/** Turns the routes of one service into the spec of its VirtualService. */
export class RouteTable {
  constructor(private readonly settings: RouteSettings) {}

  render(routes: Routes, faults: string[]): networking.VirtualServiceSpec {
    const { hosts, gateways } = this.settings;
    const http = this.renderHttp(routes, faults);
    return {
      hosts,
      gateways: gateways.length === 1 && gateways[0] === 'mesh' ? undefined : gateways,
      http: http.length > 0 ? http : undefined,
      tcp: routes.tcp.length > 0 ? routes.tcp.map((route, index) => this.tcpRoute(route, index, faults)) : undefined,
      tls: routes.tls.length > 0 ? routes.tls.map((route, index) => this.tlsRoute(route, index, faults)) : undefined,
    };
  }

  /** What works, but hardly as meant. */
  warnings(route: HttpRoute): string[] {
    const retries = route.retries ?? this.settings.retries;
    const timeout = route.timeout ?? this.settings.timeout;
    const total = retries?.total;
    if (retries === undefined || retries.attempts === 0 || total === undefined || timeout === undefined) return [];
    if (total.inMilliseconds <= timeout.inMilliseconds) return [];
    const name = route.name === undefined ? '' : `route "${route.name}": `;
    return [
      `${name}timeout ${timeout} is shorter than ${retries.attempts + 1} tries of ${retries.perTryTimeout} together (${total}): the last tries are cut off; lengthen the timeout, or shorten perTryTimeout`,
    ];
  }

  private renderHttp(routes: Routes, faults: string[]): networking.HTTPRoute[] {
    const matched = routes.http.filter((route) => route.match !== undefined);
    const rest = routes.http.filter((route) => route.match === undefined);
    if (rest.length > 1) {
      const names = rest.map((route) => `"${route.name ?? 'unnamed'}"`).join(' and ');
      faults.push(`routes ${names} have no match: one can take what no other does, give the others a match`);
    }
    const names = routes.http.flatMap((route) => route.name ?? []);
    for (const name of new Set(names.filter((name, index) => names.indexOf(name) < index))) {
      faults.push(`route "${name}" is given twice: name each route once`);
    }
    const onlyL4 = routes.http.length === 0 && routes.tcp.length + routes.tls.length > 0;
    if (rest.length === 0 && !onlyL4 && this.settings.unmatched === 'service') rest.push({});
    return [...matched, ...rest].map((route) =>
      this.httpRoute(route, titleOf('route', routes.http.indexOf(route), route.name), faults),
    );
  }

  private httpRoute(route: HttpRoute, title: string, faults: string[]): networking.HTTPRoute {
    const { namespace, istioVersion, gateways } = this.settings;
    const own: string[] = [];
    const place = { namespace, istioVersion, bound: gateways };
    const matches = listOf<HttpMatch>(route.match).map((match) => renderHttpMatch(match, place, own));
    if (route.match !== undefined && matches.length === 0) {
      own.push('match: lists nothing, so the route would take nothing: leave match out, or give one');
    }
    own.push(...answerFaults(route));
    const answers = route.redirect !== undefined || route.directResponse !== undefined;
    const retries = route.retries ?? (answers ? undefined : this.settings.retries);
    const timeout = route.timeout ?? (answers ? undefined : this.settings.timeout);
    if (timeout?.inMilliseconds === 0) own.push('timeout: got 0s, takes 1ms or more');
    const { directResponse } = route;
    const rendered: networking.HTTPRoute = {
      name: route.name,
      match: matches.length > 0 ? matches : undefined,
      route: answers ? undefined : this.destinations(route.to),
      redirect: route.redirect,
      directResponse: directResponse && {
        status: directResponse.status,
        body: directResponse.body === undefined ? undefined : { string: directResponse.body },
      },
      rewrite: route.rewrite,
      ...renderMirrors(
        listOf(route.mirror),
        (target) => destinationOf(target, this.settings),
        istioVersion !== '1.17.2',
        own,
      ),
      fault: route.fault && renderFault(route.fault, own),
      corsPolicy: route.cors && renderCors(route.cors, own),
      headers: route.headers,
      retries: retries?.render(),
      timeout: timeout?.toString(),
    };
    faults.push(...own.map((fault) => `${title}: ${fault}`));
    return rendered;
  }

  private destinations(to: RouteTarget | WeightedSplit | undefined): networking.HTTPRouteDestination[] {
    if (WeightedSplit.isWeightedSplit(to)) {
      return to.targets.map((target) => ({
        destination: destinationOf(target.to, this.settings),
        weight: target.weight,
        headers: target.headers,
      }));
    }
    return [{ destination: to === undefined ? this.serviceItself() : destinationOf(to, this.settings) }];
  }

  private serviceItself(): networking.Destination {
    const { service, namespace, clusterDomain } = this.settings;
    return {
      host: service.hostFrom(namespace, clusterDomain),
      port: service.port === undefined ? undefined : { number: service.port },
    };
  }

  private tcpRoute(route: TcpRoute, index: number, faults: string[]): networking.TCPRoute {
    const matches = listOf<L4Match>(route.match).map((match) =>
      this.l4Match(match, titleOf('TCP route', index), faults),
    );
    return {
      match: matches.length > 0 ? matches : undefined,
      route: this.l4Destinations(route.to, titleOf('TCP route', index), faults),
    };
  }

  private tlsRoute(route: TlsRoute, index: number, faults: string[]): networking.TLSRoute {
    const title = titleOf('TLS route', index);
    const match = listOf<TlsMatch>(route.match).map((one) => {
      const outside = one.sniHosts.filter((sni) => !this.settings.hosts.some((host) => covers(host, sni)));
      if (one.sniHosts.length === 0) faults.push(`${title}: sniHosts: names no host`);
      if (outside.length > 0) {
        faults.push(
          `${title}: sniHosts: ${outside.join(', ')} not among the hosts (${this.settings.hosts.join(', ')}): add it to hosts`,
        );
      }
      return { ...this.l4Match(one, title, faults), sniHosts: one.sniHosts };
    });
    return { match, route: this.l4Destinations(route.to, title, faults) };
  }

  private l4Match(match: L4Match, title: string, faults: string[]): networking.L4MatchAttributes {
    const { namespace, gateways: bound } = this.settings;
    const gateways = match.gateways?.map((gateway: GatewayReference | 'mesh') => gatewayName(gateway, namespace));
    for (const name of gateways ?? []) {
      if (!bound.includes(name)) {
        faults.push(`${title}: gateways: "${name}" is not where this traffic is bound to (${bound.join(', ')})`);
      }
    }
    if ((match.sourceLabels ?? match.sourceNamespace) !== undefined && !bound.includes('mesh')) {
      const field = match.sourceLabels === undefined ? 'sourceNamespace' : 'sourceLabels';
      faults.push(`${title}: ${field}: is known of connections within the mesh only: set mesh: true, or leave it out`);
    }
    return { ...match, gateways };
  }

  private l4Destinations(
    to: RouteTarget | WeightedSplit | undefined,
    title: string,
    faults: string[],
  ): networking.RouteDestination[] {
    if (WeightedSplit.isWeightedSplit(to) && to.targets.some((target) => target.headers !== undefined)) {
      faults.push(`${title}: to: connections have no headers to change: leave headers out of the split`);
    }
    return this.destinations(to).map(({ destination, weight }) => ({ destination, weight }));
  }
}

/** Whether a host of a VirtualService, possibly with a wildcard, takes in another. */
function covers(host: string, sni: string): boolean {
  if (host === '*' || host === sni) return true;
  return host.startsWith('*') && sni.endsWith(host.slice(1));
}
