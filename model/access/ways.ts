import type { Mesh } from '../mesh';
import type { Truth } from '../truth';
import type { ClientProxies } from './client-proxies';
import type { Connection } from './connection';
import type { AccessAttributes, Hop } from './decision';
import type { AccessDestination, AccessSource } from './endpoints';
import { Gateways } from './gateways';
import {
  type Callee,
  type Caller,
  isNamed,
  listeningPortOf,
  type NamedWorkload,
  nameOf,
  type Participants,
  protocolOn,
} from './participants';
import type { DecisionStage } from './stages';

/** What answers for an ambient destination, and how it calls the pods behind. */
export interface Waypoint {
  readonly name: string;
  readonly source: AccessSource;
  readonly target: AccessDestination;
}

/** The proxies that a request comes to, one after the other. */
export class Ways<Origin = unknown> {
  private readonly gateways: Gateways<Origin>;

  constructor(
    mesh: Mesh<Origin>,
    private readonly participants: Participants<Origin>,
    private readonly clients: ClientProxies<Origin>,
  ) {
    this.gateways = new Gateways(mesh);
  }

  /** Straight from a caller to a destination, by its waypoint where it has one. */
  inside(caller: Caller<Origin>, callee: Callee<Origin>, attributes: AccessAttributes): readonly Hop[] {
    const from = this.clients.sourceFor(caller, callee);
    const waypoint = from.dataPlane === 'none' ? undefined : this.waypointOf(callee);
    if (waypoint === undefined) return [{ from, to: callee.target, attributes }];
    return [
      { from, to: waypoint.target, attributes, at: `waypoint ${waypoint.name}` },
      { from: waypoint.source, to: callee.target, attributes },
    ];
  }

  /** By the routes of a gateway. */
  through(
    { workload: gateway, ip }: { readonly workload: NamedWorkload<Origin>; readonly ip?: string | undefined },
    caller: Caller<Origin>,
    callee: Callee<Origin>,
    attributes: AccessAttributes,
  ): readonly Hop[] {
    const at = `gateway ${nameOf(gateway)}`;
    const routes = callee.service && this.gateways.routesTo(gateway, callee.service, attributes.host);
    const isRouted: Truth = routes === undefined || routes === 'unknown' ? 'unknown' : routes.length > 0;
    const names = Array.isArray(routes) ? [...new Set(routes.map(({ name }) => name))] : [];
    const because =
      isRouted === true
        ? `${names.join(', ')} leads there`
        : isRouted === false
          ? `no route of the gateway leads to ${callee.name}`
          : 'the routes of the gateway are not known';
    const isRewritten = Array.isArray(routes) && routes.some((one) => one.isRewritten);
    const { sni: _sni, ...onwards } = attributes;
    const { path: _path, host: _host, ...kept } = onwards;
    const { destinationIp: _destinationIp, ...arriving } = attributes;
    const peer = this.gateways.readsCertificates(gateway) ? {} : { peer: 'none' as const };
    const connection: Connection = {
      stage: { stage: 'connection', passes: true, because: 'the gateway accepts it by its own servers', rules: [] },
      ...peer,
    };
    const route: DecisionStage = {
      stage: 'route',
      at,
      passes: isRouted,
      because,
      rules: [],
      ...(isRouted === false && { status: 404 }),
    };
    const { namespace, labels } = gateway;
    const port = this.gateways.portFor(gateway, attributes.host);
    const to = {
      namespace,
      labels,
      dataPlane: 'sidecar',
      protocol: 'http',
      ...(port !== undefined && { port }),
    } as const;
    const forwarding = this.participants.callerFor(gateway);
    const from = ip === undefined ? forwarding : { ...forwarding, source: { ...forwarding.source, ip } };
    const behind = this.inside(from, callee, isRewritten ? kept : onwards);
    const isUnrouted = this.gateways.hasRouteFor(gateway, attributes.host) === false;
    const atGateway = ip === undefined ? arriving : { ...arriving, destinationIp: ip };
    return [{ from: caller.source, to, attributes: atGateway, at, connection, route, isUnrouted }, ...behind];
  }

  /** To a host that no workload of the mesh is behind: straight out, or by a gateway. */
  out(caller: Caller<Origin>, host: string, port: number | undefined, attributes: AccessAttributes): readonly Hop[] {
    const asked = { ...attributes, host: attributes.host ?? host };
    const outside: AccessDestination = { namespace: '', labels: {}, dataPlane: 'none', protocol: 'http' };
    const from = this.clients.withReach(caller, host, port);
    const way = caller.source.dataPlane === 'none' ? undefined : this.gateways.wayOut(host);
    if (way === undefined || !isNamed(way.workload)) return [{ from, to: outside, attributes: asked }];
    const { service, workload, subset, protocol } = way;
    const at = `gateway ${nameOf(workload)}`;
    const speaks = this.clients.tlsTowards(caller, service, way.port, subset);
    const connection: Connection = {
      stage: { stage: 'connection', passes: true, because: `${way.route} leads there`, rules: [] },
      ...(speaks === 'ISTIO_MUTUAL'
        ? from.identity !== 'unknown' && { peer: from.identity }
        : speaks !== 'unknown' && { peer: 'none' as const }),
    };
    const hidden = this.clients.withReach(caller, service.host, way.port);
    const listening = listeningPortOf(service, way.port);
    const to: AccessDestination = {
      namespace: workload.namespace,
      labels: workload.labels,
      dataPlane: 'sidecar',
      protocol,
      ...(listening !== undefined && { port: listening }),
    };
    return [
      { from: hidden, to, attributes: asked, at, ...(hidden.hidden === undefined && { connection }) },
      {
        from: this.clients.withReach(this.participants.callerFor(workload), host, undefined),
        to: outside,
        attributes: asked,
      },
    ];
  }

  /** What answers for an ambient destination before its pods. */
  waypointOf({ service, target, port }: Callee<Origin>): Waypoint | undefined {
    if (service === undefined || target.dataPlane !== 'ambient') return undefined;
    const workload = this.gateways.waypointOf(service);
    if (workload === undefined || !isNamed(workload)) return undefined;
    const { source } = this.participants.callerFor(workload);
    return {
      name: nameOf(workload),
      source: { ...source, dataPlane: 'ambient' },
      target: {
        namespace: workload.namespace,
        labels: workload.labels,
        services: [{ name: service.name, namespace: service.namespace }],
        dataPlane: 'ambient',
        protocol: protocolOn(service, port),
        ...(port !== undefined && { port }),
      },
    };
  }
}
