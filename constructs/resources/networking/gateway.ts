import type { Construct } from 'constructs';
import type { GatewaySpec } from '../generated/networking';
import { IstioResource, type IstioResourceProps } from '../istio-resource';

/** What a {@link Gateway} is made of. */
export type GatewayProps = IstioResourceProps<GatewaySpec>;

/**
 * The Istio kind Gateway.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/gateway/
 */
export class Gateway extends IstioResource<GatewaySpec> {
  /** The Kubernetes kind. */
  static readonly kind = 'Gateway';

  /** @throws InvalidResourceError with every fault of the resource */
  constructor(scope: Construct, id: string, props: GatewayProps) {
    super(scope, id, Gateway.kind, props);
  }
}
