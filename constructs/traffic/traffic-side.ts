import type { Construct } from 'constructs';
import type { CustomResource } from '../delivery/custom-resource';
import { MeshContext } from '../mesh-context';
import type { IGateway } from '../references/workload';
import type { Gateway as KubernetesGateway } from '../resources/gateway-api/gateway';
import type { GRPCRoute } from '../resources/gateway-api/grpc-route';
import type { HTTPRoute } from '../resources/gateway-api/http-route';
import type { TCPRoute } from '../resources/gateway-api/tcp-route';
import type { TLSRoute } from '../resources/gateway-api/tls-route';
import type { Gateway } from '../resources/networking/gateway';
import type { VirtualService } from '../resources/networking/virtual-service';
import { gatewayParent, isOfOtherApi, serviceParent } from './gateway/parents';
import { boundName, type GatewayReference } from './gateway-reference';
import { MeshService } from './mesh-service';
import { type RouteSettings, type RoutesApi, RouteTable } from './route-table';
import type { ServiceTrafficProps } from './service-traffic-props';

/** The routes in one API, and what is made for them. */
export interface Side {
  readonly settings: RouteSettings;
  readonly table: RouteTable;
  /** Pods of gateways, which serve both APIs, and resources of this one. */
  readonly gateways: readonly (GatewayReference | IGateway)[];
  readonly versions: Map<string, CustomResource>;
  /** The routes of connections of the Gateway API, in the order of the table. */
  readonly connections: (TCPRoute | TLSRoute)[];
  ownGateway?: Gateway | KubernetesGateway;
  routing?: VirtualService | HTTPRoute | GRPCRoute;
}

/** What holds routes, in either API. */
export type RoutesObject = NonNullable<Side['routing']> | Side['connections'][number];

/** The objects that hold the routes of one API. */
export function routesOf({ routing, connections }: Side): readonly RoutesObject[] {
  return routing === undefined ? connections : [routing, ...connections];
}

/** One for each API that the traffic is written in. */
export function sidesOf(scope: Construct, props: ServiceTrafficProps): readonly [Side, ...Side[]] {
  const api = props.api ?? MeshContext.of(scope).trafficApi;
  const side = (one: RoutesApi): Side => {
    const { gateways: all = [] } = props;
    const gateways = api === 'both' ? all.filter((gateway) => !isOfOtherApi(gateway, one)) : all;
    const settings = settingsOf(scope, props, one, gateways);
    return { settings, table: new RouteTable(settings), gateways, versions: new Map(), connections: [] };
  };
  return api === 'both' ? [side('istio'), side('gateway')] : [side(api)];
}

function settingsOf(
  scope: Construct,
  props: ServiceTrafficProps,
  api: RoutesApi,
  gateways: readonly (GatewayReference | IGateway)[],
): RouteSettings {
  const { hosts = [], unmatched = 'service', retries, timeout } = props;
  const { mesh = (props.gateways ?? []).length === 0 } = props;
  const service = MeshService.of(props.service);
  const context = MeshContext.of(scope);
  const { clusterDomain } = context;
  const namespace = props.namespace ?? service.namespace ?? context.namespace;
  return {
    api,
    service,
    namespace,
    clusterDomain,
    istioVersion: context.istioVersion,
    gateways: [
      ...(mesh ? ['mesh'] : []),
      ...gateways.map((gateway) => boundName(gateway, { api, service, namespace })),
    ],
    parents: [
      ...(mesh ? [serviceParent(service, namespace)] : []),
      ...gateways.map((gateway) => gatewayParent(gateway, { service, namespace }, hosts)),
    ],
    hosts: [...new Set([...(mesh ? [service.hostFrom(namespace, clusterDomain)] : []), ...hosts])],
    unmatched,
    retries,
    timeout,
  };
}
