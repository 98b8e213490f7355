import type { Construct } from 'constructs';
import type { TLSRouteSpec } from '../generated/gateway-api';
import { IstioResource, type IstioResourceProps } from '../istio-resource';

/** What a {@link TLSRoute} is made of. */
export type TLSRouteProps = IstioResourceProps<TLSRouteSpec>;

/**
 * The kind TLSRoute of gateway.networking.k8s.io.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#tlsroute
 */
export class TLSRoute extends IstioResource<TLSRouteSpec> {
  /** The Kubernetes kind. */
  static readonly kind = 'TLSRoute';

  /** The API group. */
  static readonly group = 'gateway.networking.k8s.io';

  /** @throws InvalidResourceError with every fault of the resource */
  constructor(scope: Construct, id: string, props: TLSRouteProps) {
    super(scope, id, 'gateway.networking.k8s.io/TLSRoute', props);
  }
}
