import { Construct, type IConstruct } from 'constructs';
import { withdraw } from '../delivery/register';
import { grantReference } from '../references/reference-grants';
import type { IGateway } from '../references/workload';
import { Gateway as KubernetesGateway } from '../resources/gateway-api/gateway';
import { GRPCRoute } from '../resources/gateway-api/grpc-route';
import { HTTPRoute } from '../resources/gateway-api/http-route';
import { TCPRoute } from '../resources/gateway-api/tcp-route';
import { TLSRoute } from '../resources/gateway-api/tls-route';
import type { TCPRouteSpec, TLSRouteSpec } from '../resources/generated/gateway-api';
import type { DestinationRule } from '../resources/networking/destination-rule';
import { Gateway } from '../resources/networking/gateway';
import { VirtualService, type VirtualServiceProps } from '../resources/networking/virtual-service';
import { gatewayOf } from './gateway/parents';
import { backendReference } from './gateway/version-services';
import { gatewayBeside } from './gateway-reference';
import type { MeshService } from './mesh-service';
import { gatewayNameFor, objectName } from './object-name';
import type { ServiceTrafficProps } from './service-traffic-props';
import { routesOf, type Side } from './traffic-side';

/** The objects that hold the routes of a service, and what goes with them, in either API. */
export class RouteObjects {
  constructor(
    private readonly traffic: Construct & { readonly service: MeshService; readonly namespace: string },
    private readonly props: ServiceTrafficProps,
    private readonly rules: ReadonlyMap<string, DestinationRule>,
  ) {}

  /** A gateway for a workload that serves what Gateways ask for, and has none yet. */
  addGateway(side: Side, workload: IGateway): void {
    const { delivery, dependsOn = [], hosts = [] } = this.props;
    const { selector } = workload;
    const after = Construct.isConstruct(workload) ? [...dependsOn, workload as unknown as IConstruct] : dependsOn;
    if (side.settings.api === 'gateway') {
      side.ownGateway = new KubernetesGateway(this.traffic, 'KubernetesGateway', {
        metadata: gatewayBeside(workload, this.traffic),
        spec: gatewayOf(workload, this.traffic.namespace, side.settings.clusterDomain),
        delivery,
        dependsOn: after,
      });
      return;
    }
    side.ownGateway = new Gateway(this.traffic, 'Gateway', {
      metadata: { name: gatewayNameFor(this.traffic.service), namespace: this.traffic.namespace },
      spec: { selector: { ...selector }, servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts }] },
      delivery,
      dependsOn: after,
    });
  }

  /** Writes the routes of one API as they are now. */
  write(side: Side): void {
    if (side.settings.api === 'gateway') this.renderGatewayRoutes(side);
    else this.renderVirtualService(side);
  }

  private renderVirtualService(side: Side): void {
    const { table, routing } = side;
    if (routing !== undefined) {
      routing.patchOnRead(() => {
        const { http = null, tcp = null, tls = null } = table.render();
        return { spec: { http, tcp, tls } };
      });
      return;
    }
    const { exportTo } = this.props;
    const spec = { ...table.render(), exportTo };
    side.routing = new VirtualService(this.traffic, 'VirtualService', { ...this.routeOptions(side), spec });
  }

  /** An HTTPRoute or a GRPCRoute, unless there are connections alone, and an object for each route of those. */
  private renderGatewayRoutes(side: Side): void {
    const { table, connections } = side;
    for (const { kind, id, name, spec } of table.connections.slice(connections.length)) {
      const options = this.routeOptions(side, name);
      connections.push(
        kind === 'TCPRoute'
          ? new TCPRoute(this.traffic, id, { ...options, spec: spec as TCPRouteSpec })
          : new TLSRoute(this.traffic, id, { ...options, spec: spec as TLSRouteSpec }),
      );
    }
    if (side.routing !== undefined && (table.hasNoHttp || side.routing.kind !== table.httpKind)) {
      // The one of the default route, which is there before the first route of connections, or of gRPC.
      withdraw(side.routing);
      side.routing = undefined;
    }
    const rules = () => (table.httpKind === 'GRPCRoute' ? table.renderGrpcRules() : table.renderRules());
    if (side.routing !== undefined) side.routing.patchOnRead(() => ({ spec: { rules: rules() } }));
    else if (!table.hasNoHttp) side.routing = this.makeRoute(side);
    this.grant(side);
  }

  private routeOptions(
    side: Side,
    name = objectName(this.traffic.service.name),
  ): Pick<VirtualServiceProps, 'metadata' | 'delivery' | 'dependsOn'> {
    const { delivery, dependsOn = [], gateways = [] } = this.props;
    const after = [
      this.traffic.service.construct,
      side.ownGateway,
      ...gateways.filter(Construct.isConstruct),
      ...side.versions.values(),
      ...this.rules.values(),
    ];
    return {
      metadata: { name, namespace: this.traffic.namespace },
      delivery,
      dependsOn: [
        ...dependsOn,
        ...after.flatMap((construct) => (construct === undefined ? [] : [construct as IConstruct])),
      ],
    };
  }

  private makeRoute(side: Side): HTTPRoute | GRPCRoute {
    const { table, settings } = side;
    const { hosts = [] } = this.props;
    const place = {
      parentRefs: settings.parents.flatMap(({ references }) => references),
      // A route without host names answers to those of its listeners.
      hostnames: hosts.length === 0 || hosts.includes('*') ? undefined : hosts,
    };
    const options = this.routeOptions(side);
    return table.httpKind === 'GRPCRoute'
      ? new GRPCRoute(this.traffic, 'GRPCRoute', { ...options, spec: { ...place, rules: table.renderGrpcRules() } })
      : new HTTPRoute(this.traffic, 'HTTPRoute', { ...options, spec: { ...place, rules: table.renderRules() } });
  }

  /** Lets the routes at gateways lead to Services of other namespaces, which the Gateway API leaves to those. */
  private grant(side: Side): void {
    const { delivery, dependsOn, gateways = [] } = this.props;
    if (gateways.length === 0) return;
    for (const { kind, backend } of side.table.destinations) {
      const { group, name, namespace } = backendReference(backend, this.traffic.namespace, []);
      if (group !== undefined || namespace === undefined) continue;
      const from = { kind, namespace: this.traffic.namespace };
      const granted = grantReference(
        this.traffic,
        { from, to: { kind: 'Service', name, namespace } },
        { delivery, dependsOn },
      );
      if (granted !== undefined) for (const route of routesOf(side)) route.addDependency(granted);
    }
  }
}
