import type { IGateway } from '../references/workload';
import type { MeshService } from './mesh-service';
import { gatewayNameFor } from './object-name';

/** A Gateway resource: the construct, `Gateway.fromName(...)`, or just its name and namespace. */
export interface GatewayReference {
  /** The Gateway resource's name. */
  readonly name: string;
  /** @default - the namespace of the construct that it is passed to */
  readonly namespace?: string | undefined;
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

/** What the routes of a service call a gateway: the Gateway that is made for pods, or the resource. */
export function boundName(gateway: GatewayReference | IGateway, service: MeshService, namespace: string): string {
  return isGatewayWorkload(gateway) ? gatewayNameFor(service) : gatewayName(gateway, namespace);
}
