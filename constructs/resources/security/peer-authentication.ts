import type { Construct } from 'constructs';
import type { PeerAuthenticationSpec } from '../generated/security';
import { IstioResource, type IstioResourceProps } from '../istio-resource';

/** What a {@link PeerAuthentication} is made of. */
export type PeerAuthenticationProps = IstioResourceProps<PeerAuthenticationSpec>;

/**
 * The Istio kind PeerAuthentication.
 *
 * @see https://istio.io/latest/docs/reference/config/security/peer_authentication/
 */
export class PeerAuthentication extends IstioResource<PeerAuthenticationSpec> {
  /** The Kubernetes kind. */
  static readonly kind = 'PeerAuthentication';

  /** @throws InvalidResourceError with every fault of the resource */
  constructor(scope: Construct, id: string, props: PeerAuthenticationProps) {
    super(scope, id, PeerAuthentication.kind, props);
  }
}
