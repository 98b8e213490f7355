import { isProgrammed } from '../gateway-api/attachments';
import { type Listener, listenersOf } from '../gateway-api/listeners';
import { covers } from '../hosts';
import { KINDS } from '../kinds';
import { selects } from '../labels';
import type { ClusterService, Mesh } from '../mesh';
import { meshRoutes } from '../routes/mesh-routes';
import type { HttpRoute, RouteShare, RouteTable } from '../routes/route';
import type { Truth } from '../truth';
import { fieldsOf, isKnown, itemsOf, numberOf, textOf } from '../value';
import { nameOf } from '../visibility/fields';
import { isManagedGateway, type Workload } from '../workloads';

/** A route by which a gateway forwards requests for a host. */
export interface GatewayRoute {
  /** `namespace/name` of the VirtualService, or of the route of the Gateway API. */
  readonly name: string;
  /** Whether it changes the path or the host, so that the destination sees others. */
  readonly isRewritten: boolean;
}

/** A gateway on the way out of the mesh. */
export interface WayOut<Origin> {
  readonly service: ClusterService<Origin>;
  readonly workload: Workload<Origin>;
  readonly port: number | undefined;
  readonly subset: string | undefined;
  /** `namespace/name` of the VirtualService that leads there. */
  readonly route: string;
  readonly protocol: 'http' | 'tcp';
}

/** What the gateways of a mesh do with requests, as far as decisions about access ask for it. */
export class Gateways<Origin = unknown> {
  private tables: readonly RouteTable[] | undefined;
  private found: readonly Listener[] | undefined;

  constructor(private readonly mesh: Mesh<Origin>) {}

  /** Whether a gateway's proxy has a route for a host at all, to whichever service. */
  hasRouteFor(gateway: Workload<Origin>, host: string | undefined): Truth {
    const here = this.tablesAt(gateway);
    if (here === 'unknown' || host === undefined) return 'unknown';
    return here.some(({ hosts }) => hosts.some((one) => covers(one, host.toLowerCase())));
  }

  /** The routes by which a gateway's proxy forwards requests for a host to a service; `unknown` where they cannot all be read. */
  routesTo(
    gateway: Workload<Origin>,
    service: ClusterService<Origin>,
    host: string | undefined,
  ): readonly GatewayRoute[] | 'unknown' {
    const here = this.tablesAt(gateway);
    if (here === 'unknown') return 'unknown';
    return here
      .filter(({ hosts }) => host === undefined || hosts.some((one) => covers(one, host.toLowerCase())))
      .flatMap((table) => {
        const http = table.http.filter((route) => leadsTo(route, service.host));
        const others = [...table.tls, ...table.tcp].filter((route) => leadsTo(route, service.host));
        const [first] = [...http, ...others];
        return first === undefined
          ? []
          : [
              {
                name: writtenIn(table, first),
                isRewritten: http.some(({ rewrite }: HttpRoute) => rewrite !== undefined),
              },
            ];
      });
  }

  /** The port that a gateway's pods accept requests for a host on; undefined where there are several, or that is not known. */
  portFor(gateway: Workload<Origin>, host: string | undefined): number | undefined {
    const servers = this.gatewaysAt(gateway).flatMap(({ spec }) =>
      itemsOf(spec['servers']).map((one) => fieldsOf(one)),
    );
    const listeners = this.listenersAt(gateway).filter(
      ({ hostname }) => host === undefined || covers(hostname || '*', host.toLowerCase()),
    );
    const ports = servers
      .filter(({ hosts }) => host === undefined || itemsOf(hosts).some((one) => isServed(one, host)))
      .map(({ port }) => numberOf(fieldsOf(port)['number']));
    const [port, ...others] = new Set([...ports, ...listeners.map((listener) => listener.port)]);
    if (port === undefined || others.length > 0) return undefined;
    const entries = this.mesh.servicesFor(gateway).flatMap(({ ports: list = [] }) => list.map((one) => fieldsOf(one)));
    return numberOf(entries.find((one) => numberOf(one['port']) === port)?.['targetPort'] ?? port);
  }

  /** Whether a gateway's proxy may know its clients by certificates of their own. */
  readsCertificates(gateway: Workload<Origin>): boolean {
    return this.gatewaysAt(gateway).some(({ spec }) =>
      itemsOf(spec['servers']).some((server) => /MUTUAL/.test(textOf(fieldsOf(fieldsOf(server)['tls'])['mode']) ?? '')),
    );
  }

  /** The gateway to which sidecars send requests for a host outside of the mesh; undefined where they send them straight out. */
  wayOut(host: string): WayOut<Origin> | undefined {
    for (const table of this.routes) {
      if (!table.gateways.includes('mesh') || !table.hosts.some((one) => covers(one, host))) continue;
      for (const [protocol, routes] of [
        ['http', table.http],
        ['tcp', table.tls],
        ['tcp', table.tcp],
      ] as const) {
        const share = routes.flatMap(({ shares }) => shares)[0];
        const service = share && this.mesh.serviceOf(share.destination.host);
        const workload = service && this.mesh.workloadsOf(service)[0];
        if (share === undefined || service === undefined || workload === undefined) continue;
        const { port, subset } = share.destination;
        return { service, workload, port, subset, route: `${table.namespace}/${table.name}`, protocol };
      }
    }
    return undefined;
  }

  /** The waypoint that answers for a Service; undefined where none does. */
  waypointOf({ labels, namespace }: ClusterService<Origin>): Workload<Origin> | undefined {
    const own = fieldsOf(labels);
    const inherited = fieldsOf(this.mesh.labelsOfNamespace(namespace));
    const source = own[USE_WAYPOINT] === undefined ? inherited : own;
    const name = textOf(source[USE_WAYPOINT]);
    if (name === undefined || name === 'none') return undefined;
    const place = textOf(source[`${USE_WAYPOINT}-namespace`]) ?? namespace;
    return this.mesh.workloads.in(place).find((one) => one.name === name && isManagedGateway(one));
  }

  private get routes(): readonly RouteTable[] {
    this.tables ??= meshRoutes(this.mesh, this.mesh.config, this.listeners);
    return this.tables;
  }

  private get listeners(): readonly Listener[] {
    this.found ??= listenersOf(this.mesh);
    return this.found;
  }

  private tablesAt(gateway: Workload<Origin>): readonly RouteTable[] | 'unknown' {
    const names = new Set(this.namesAt(gateway));
    const here = this.routes.filter(({ gateways }) => gateways.some((one) => names.has(one)));
    return here.every(({ unknown }) => unknown === undefined) ? here : 'unknown';
  }

  private gatewaysAt({ labels }: Workload<Origin>) {
    return [...this.mesh.objects.of(KINDS.gateway)].filter(({ spec }) => {
      const { selector } = spec;
      return (
        selector === undefined ||
        (isKnown(labels) && selects(fieldsOf(selector) as Readonly<Record<string, string>>, labels) === true)
      );
    });
  }

  private listenersAt({ namespace, labels }: Workload<Origin>): readonly Listener[] {
    return this.listeners.filter(
      (listener) =>
        isProgrammed(listener) &&
        isKnown(labels) &&
        listener.pods.some((pods) => pods.namespace === namespace && selects(pods.labels, labels) === true),
    );
  }

  private namesAt(workload: Workload<Origin>): readonly string[] {
    const own = this.gatewaysAt(workload).map((gateway) => {
      const { name, namespace } = nameOf(gateway);
      return `${namespace}/${name}`;
    });
    return [...own, ...this.listenersAt(workload).map(({ id }) => id)];
  }
}

/** Whether a server's host, possibly behind a namespace, covers one. */
function isServed(written: unknown, host: string): boolean {
  const name = textOf(written) ?? '';
  return covers(name.slice(name.indexOf('/') + 1), host.toLowerCase());
}

const USE_WAYPOINT = 'istio.io/use-waypoint';

/** `namespace/name` of the object that a route is written in. */
function writtenIn({ namespace, name }: RouteTable, { source }: Pick<HttpRoute, 'source'>): string {
  return source === undefined ? `${namespace}/${name}` : `${source.namespace}/${source.name}`;
}

function leadsTo({ shares }: { readonly shares: readonly RouteShare[] }, host: string): boolean {
  return shares.some(({ destination, refused }) => refused === undefined && destination.host === host);
}
