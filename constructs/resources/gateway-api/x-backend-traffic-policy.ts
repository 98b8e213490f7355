import type { Construct } from 'constructs';
import type { XBackendTrafficPolicySpec } from '../generated/gateway-api';
import { IstioResource, type IstioResourceProps } from '../istio-resource';

/** What a {@link XBackendTrafficPolicy} is made of. */
export type XBackendTrafficPolicyProps = IstioResourceProps<XBackendTrafficPolicySpec>;

/**
 * The kind XBackendTrafficPolicy of gateway.networking.x-k8s.io.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#xbackendtrafficpolicy
 */
export class XBackendTrafficPolicy extends IstioResource<XBackendTrafficPolicySpec> {
  /** The Kubernetes kind. */
  static readonly kind = 'XBackendTrafficPolicy';

  /** The API group. */
  static readonly group = 'gateway.networking.x-k8s.io';

  /** @throws InvalidResourceError with every fault of the resource */
  constructor(scope: Construct, id: string, props: XBackendTrafficPolicyProps) {
    super(scope, id, 'gateway.networking.x-k8s.io/XBackendTrafficPolicy', props);
  }
}
