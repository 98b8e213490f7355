import type { Construct } from 'constructs';
import type { HTTPRouteSpec } from '../generated/gateway-api';
import { IstioResource, type IstioResourceProps } from '../istio-resource';

/** What a {@link HTTPRoute} is made of. */
export type HTTPRouteProps = IstioResourceProps<HTTPRouteSpec>;

/**
 * The kind HTTPRoute of gateway.networking.k8s.io.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#httproute
 */
export class HTTPRoute extends IstioResource<HTTPRouteSpec> {
  /** The Kubernetes kind. */
  static readonly kind = 'HTTPRoute';

  /** The API group. */
  static readonly group = 'gateway.networking.k8s.io';

  /** @throws InvalidResourceError with every fault of the resource */
  constructor(scope: Construct, id: string, props: HTTPRouteProps) {
    super(scope, id, 'gateway.networking.k8s.io/HTTPRoute', props);
  }
}
