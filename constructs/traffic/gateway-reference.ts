import type { IGateway } from '../references/workload';
import type { MeshService } from './mesh-service';
import { gatewayNameFor } from './object-name';

/** A Gateway resource: the construct, `Gateway.fromName(...)`, or just its name and namespace. */
export interface GatewayReference {
  /** The Gateway resource's name. */
  readonly name: string;
  /** @default - the namespace of the construct that it is passed to */
  readonly namespace?: string | undefined;
  /**
   * The listeners that routes are for, of a gateway of the Gateway API.
   * @default - all of them
   */
  readonly sections?: readonly GatewaySection[] | undefined;
}

/** A listener of a gateway of the Gateway API. */
export interface GatewaySection {
  /** The listener's name. */
  readonly name: string;
  /**
   * The host name that it serves. Routes that have others are attached to the other sections alone.
   * @default - every one
   */
  readonly hostname?: string | undefined;
}

/** A gateway's pods, such as IngressGateway or `Workload.gatewayFromName(...)`, in place of a Gateway resource. */
export function isGatewayWorkload(gateway: GatewayReference | IGateway): gateway is IGateway {
  return (
    'ports' in gateway && 'selector' in gateway && typeof gateway.selector === 'object' && gateway.selector !== null
  );
}

/** The gateway as a VirtualService of the given namespace names it. */
export function gatewayName(gateway: GatewayReference | 'mesh', namespace: string): string {
  if (gateway === 'mesh') return 'mesh';
  const own = gateway.namespace ?? namespace;
  return own === namespace ? gateway.name : `${own}/${gateway.name}`;
}

/** Whether routes need a Gateway of their own for a gateway: its pods are known, and no resource of the API is for them. */
export function needsGateway(gateway: GatewayReference | IGateway, api: 'istio' | 'gateway'): gateway is IGateway {
  return isGatewayWorkload(gateway) && (api === 'istio' || gateway.resource === undefined);
}

/** The routes of a service, and where they are. */
export interface RoutesPlace {
  readonly service: MeshService;
  readonly namespace: string;
}

/**
 * The Gateway of the Gateway API that is made for a gateway's pods, and beside them: where that is another namespace, which services of
 * all namespaces share, its name has that of the routes.
 */
export function gatewayBeside(
  { namespace: own }: Pick<IGateway, 'namespace'>,
  { service, namespace }: RoutesPlace,
): { readonly name: string; readonly namespace: string } {
  const name = gatewayNameFor(service);
  if (own === undefined || own === namespace) return { name, namespace };
  return { name: `${namespace}-${name}`, namespace: own };
}

/** The Gateway resource of the Gateway API that routes of a service are bound to: the one that is made for pods, or the one that is given. */
export function boundGateway(gateway: GatewayReference | IGateway, place: RoutesPlace): GatewayReference {
  if (needsGateway(gateway, 'gateway')) return gatewayBeside(gateway, place);
  return isGatewayWorkload(gateway) && gateway.resource !== undefined ? gateway.resource : gateway;
}

/** What routes of a namespace call a gateway. Istio's Gateway for pods is beside the routes, and not beside the pods. */
export function boundName(
  gateway: GatewayReference | IGateway,
  place: RoutesPlace & { readonly api: 'istio' | 'gateway' },
): string {
  if (place.api === 'gateway') return gatewayName(boundGateway(gateway, place), place.namespace);
  return isGatewayWorkload(gateway) ? gatewayNameFor(place.service) : gatewayName(gateway, place.namespace);
}
