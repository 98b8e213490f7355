import type { Construct } from 'constructs';
import type { TCPRouteSpec } from '../generated/gateway-api';
import { IstioResource, type IstioResourceProps } from '../istio-resource';

/** What a {@link TCPRoute} is made of. */
export type TCPRouteProps = IstioResourceProps<TCPRouteSpec>;

/**
 * The kind TCPRoute of gateway.networking.k8s.io.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#tcproute
 */
export class TCPRoute extends IstioResource<TCPRouteSpec> {
  /** The Kubernetes kind. */
  static readonly kind = 'TCPRoute';

  /** The API group. */
  static readonly group = 'gateway.networking.k8s.io';

  /** @throws InvalidResourceError with every fault of the resource */
  constructor(scope: Construct, id: string, props: TCPRouteProps) {
    super(scope, id, 'gateway.networking.k8s.io/TCPRoute', props);
  }
}
