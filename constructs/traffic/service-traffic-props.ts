import type { DeliveryOptions } from '../delivery/delivered-object';
import type { Duration } from '../duration';
import type { TrafficApi } from '../mesh-context';
import type { IGateway } from '../references/workload';
import type { GatewayReference } from './gateway-reference';
import type { HttpRoute } from './http-route';
import type { ServiceReference } from './mesh-service';
import type { Retries } from './retries';
import type { Subset } from './subset';
import type { TrafficPolicy } from './traffic-policy';

/** Properties of ServiceTraffic. */
export interface ServiceTrafficProps extends Pick<DeliveryOptions, 'delivery' | 'dependsOn'> {
  /** The service: the construct that deploys it, or `MeshService.fromName(...)`. */
  readonly service: ServiceReference;
  /**
   * Which API the routes are written in. What the Gateway API cannot say is refused by name. Policies are DestinationRules in both.
   * `both` writes the routes twice, for the deploy between one API and the other, in which no request is lost.
   * @default - the mesh context's: Istio's own
   */
  readonly api?: TrafficApi;
  /**
   * Where requests come in from outside: Gateway resources, or a gateway's pods such as IngressGateway, for which a
   * Gateway resource that serves HTTP at port 80 is created.
   * @default - none: the rules hold within the mesh
   */
  readonly gateways?: readonly (GatewayReference | IGateway)[];
  /**
   * The host names that the gateways answer to; `*` is any.
   * @default - none, which is for traffic without gateways
   */
  readonly hosts?: readonly string[];
  /**
   * Whether the rules hold for requests from within the mesh.
   * @default - where there are no gateways
   */
  readonly mesh?: boolean;
  /**
   * Where HTTP requests go that no route matches: to the service, or nowhere (404).
   * @default 'service'
   */
  readonly unmatched?: 'service' | 'not-found';
  /**
   * Routes to start with; `addRoute` adds more.
   * @default - every request goes to the service
   */
  readonly routes?: readonly HttpRoute[];
  /** Subsets that no route leads to (yet). Those that routes lead to are declared by themselves. */
  readonly subsets?: readonly Subset[];
  /**
   * What holds for requests to the service's pods, in all subsets that have no policy of their own.
   * @default - Istio's own
   */
  readonly policy?: TrafficPolicy;
  /**
   * How often failed HTTP requests are retried, where a route does not say.
   * @default - Istio's own: 2 retries of what has surely not been processed
   */
  readonly retries?: Retries;
  /**
   * How long an HTTP request may last, retries included, where a route does not say.
   * @default - no limit
   */
  readonly timeout?: Duration;
  /**
   * The namespace of the rules: the service's own, for rules that hold for all its clients.
   * @default - the service's; for hosts outside the cluster, the mesh context's
   */
  readonly namespace?: string;
  /**
   * The namespaces that see the rules: `.` is their own, `*` all.
   * @default - all
   */
  readonly exportTo?: readonly string[];
  /**
   * Whether all subsets are in one DestinationRule, which then changes in one step: when a subset and the route to it
   * are removed (or added) in one deploy, requests fail until every proxy has both changes.
   * @default - one DestinationRule for each
   */
  readonly subsetsInOneRule?: boolean;
}
