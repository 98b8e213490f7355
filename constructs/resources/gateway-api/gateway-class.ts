import type { Construct } from 'constructs';
import type { GatewayClassSpec } from '../generated/gateway-api';
import { IstioResource, type IstioResourceProps } from '../istio-resource';

/** What a {@link GatewayClass} is made of. */
export type GatewayClassProps = IstioResourceProps<GatewayClassSpec>;

/**
 * The kind GatewayClass of gateway.networking.k8s.io.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#gatewayclass
 */
export class GatewayClass extends IstioResource<GatewayClassSpec> {
  /** The Kubernetes kind. */
  static readonly kind = 'GatewayClass';

  /** The API group. */
  static readonly group = 'gateway.networking.k8s.io';

  /** @throws InvalidResourceError with every fault of the resource */
  constructor(scope: Construct, id: string, props: GatewayClassProps) {
    super(scope, id, 'gateway.networking.k8s.io/GatewayClass', props);
  }
}
