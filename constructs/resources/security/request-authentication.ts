import type { Construct } from 'constructs';
import type { RequestAuthenticationSpec } from '../generated/security';
import { IstioResource, type IstioResourceProps } from '../istio-resource';

/** What a {@link RequestAuthentication} is made of. */
export type RequestAuthenticationProps = IstioResourceProps<RequestAuthenticationSpec>;

/**
 * The Istio kind RequestAuthentication.
 *
 * @see https://istio.io/latest/docs/reference/config/security/request_authentication/
 */
export class RequestAuthentication extends IstioResource<RequestAuthenticationSpec> {
  /** The Kubernetes kind. */
  static readonly kind = 'RequestAuthentication';

  /** @throws InvalidResourceError with every fault of the resource */
  constructor(scope: Construct, id: string, props: RequestAuthenticationProps) {
    super(scope, id, RequestAuthentication.kind, props);
  }
}
