import type { Construct } from 'constructs';
import type { GatewaySpec } from '../generated/gateway-api';
import { IstioResource, type IstioResourceProps } from '../istio-resource';

/** What a {@link Gateway} is made of. */
export type GatewayProps = IstioResourceProps<GatewaySpec>;

/**
 * The kind Gateway of gateway.networking.k8s.io.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#gateway
 */
export class Gateway extends IstioResource<GatewaySpec> {
  /** The Kubernetes kind. */
  static readonly kind = 'Gateway';

  /** The API group. */
  static readonly group = 'gateway.networking.k8s.io';

  /** @throws InvalidResourceError with every fault of the resource */
  constructor(scope: Construct, id: string, props: GatewayProps) {
    super(scope, id, 'gateway.networking.k8s.io/Gateway', props);
  }
}
