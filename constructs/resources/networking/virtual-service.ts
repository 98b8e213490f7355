import type { Construct } from 'constructs';
import type { VirtualServiceSpec } from '../generated/networking';
import { IstioResource, type IstioResourceProps } from '../istio-resource';

/** What a {@link VirtualService} is made of. */
export type VirtualServiceProps = IstioResourceProps<VirtualServiceSpec>;

/**
 * The Istio kind VirtualService.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/
 */
export class VirtualService extends IstioResource<VirtualServiceSpec> {
  static readonly kind = 'VirtualService';

  /** @throws InvalidResourceError with every fault of the resource */
  constructor(scope: Construct, id: string, props: VirtualServiceProps) {
    super(scope, id, VirtualService.kind, props);
  }
}
