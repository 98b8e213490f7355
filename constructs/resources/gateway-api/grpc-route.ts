import type { Construct } from 'constructs';
import type { GRPCRouteSpec } from '../generated/gateway-api';
import { IstioResource, type IstioResourceProps } from '../istio-resource';

/** What a {@link GRPCRoute} is made of. */
export type GRPCRouteProps = IstioResourceProps<GRPCRouteSpec>;

/**
 * The kind GRPCRoute of gateway.networking.k8s.io.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#grpcroute
 */
export class GRPCRoute extends IstioResource<GRPCRouteSpec> {
  /** The Kubernetes kind. */
  static readonly kind = 'GRPCRoute';

  /** The API group. */
  static readonly group = 'gateway.networking.k8s.io';

  /** @throws InvalidResourceError with every fault of the resource */
  constructor(scope: Construct, id: string, props: GRPCRouteProps) {
    super(scope, id, 'gateway.networking.k8s.io/GRPCRoute', props);
  }
}
