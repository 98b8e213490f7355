import type { Construct } from 'constructs';
import type { ReferenceGrantSpec } from '../generated/gateway-api';
import { IstioResource, type IstioResourceProps } from '../istio-resource';

/** What a {@link ReferenceGrant} is made of. */
export type ReferenceGrantProps = IstioResourceProps<ReferenceGrantSpec>;

/**
 * The kind ReferenceGrant of gateway.networking.k8s.io.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#referencegrant
 */
export class ReferenceGrant extends IstioResource<ReferenceGrantSpec> {
  /** The Kubernetes kind. */
  static readonly kind = 'ReferenceGrant';

  /** The API group. */
  static readonly group = 'gateway.networking.k8s.io';

  /** @throws InvalidResourceError with every fault of the resource */
  constructor(scope: Construct, id: string, props: ReferenceGrantProps) {
    super(scope, id, 'gateway.networking.k8s.io/ReferenceGrant', props);
  }
}
