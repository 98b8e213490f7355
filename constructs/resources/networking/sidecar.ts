import type { Construct } from 'constructs';
import type { SidecarSpec } from '../generated/networking';
import { IstioResource, type IstioResourceProps } from '../istio-resource';

/** What a {@link Sidecar} is made of. */
export type SidecarProps = IstioResourceProps<SidecarSpec>;

/**
 * The Istio kind Sidecar.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/
 */
export class Sidecar extends IstioResource<SidecarSpec> {
  /** The Kubernetes kind. */
  static readonly kind = 'Sidecar';

  /** @throws InvalidResourceError with every fault of the resource */
  constructor(scope: Construct, id: string, props: SidecarProps) {
    super(scope, id, Sidecar.kind, props);
  }
}
