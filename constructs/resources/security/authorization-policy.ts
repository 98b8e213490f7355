import type { Construct } from 'constructs';
import type { AuthorizationPolicySpec } from '../generated/security';
import { IstioResource, type IstioResourceProps } from '../istio-resource';

/** What a {@link AuthorizationPolicy} is made of. */
export type AuthorizationPolicyProps = IstioResourceProps<AuthorizationPolicySpec>;

/**
 * The Istio kind AuthorizationPolicy.
 *
 * @see https://istio.io/latest/docs/reference/config/security/authorization-policy/
 */
export class AuthorizationPolicy extends IstioResource<AuthorizationPolicySpec> {
  /** The Kubernetes kind. */
  static readonly kind = 'AuthorizationPolicy';

  /** @throws InvalidResourceError with every fault of the resource */
  constructor(scope: Construct, id: string, props: AuthorizationPolicyProps) {
    super(scope, id, AuthorizationPolicy.kind, props);
  }
}
