import type { Construct } from 'constructs';
import type { BackendTLSPolicySpec } from '../generated/gateway-api';
import { IstioResource, type IstioResourceProps } from '../istio-resource';

/** What a {@link BackendTLSPolicy} is made of. */
export type BackendTLSPolicyProps = IstioResourceProps<BackendTLSPolicySpec>;

/**
 * The kind BackendTLSPolicy of gateway.networking.k8s.io.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#backendtlspolicy
 */
export class BackendTLSPolicy extends IstioResource<BackendTLSPolicySpec> {
  /** The Kubernetes kind. */
  static readonly kind = 'BackendTLSPolicy';

  /** The API group. */
  static readonly group = 'gateway.networking.k8s.io';

  /** @throws InvalidResourceError with every fault of the resource */
  constructor(scope: Construct, id: string, props: BackendTLSPolicyProps) {
    super(scope, id, 'gateway.networking.k8s.io/BackendTLSPolicy', props);
  }
}
