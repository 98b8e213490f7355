import type { Construct } from 'constructs';
import type { Deliverable } from '../../delivery/deliverable';
import type { VirtualServiceSpec } from '../generated/networking';
import { IstioResource, type IstioResourceProps } from '../istio-resource';

/** What a {@link VirtualService} is made of. */
export type VirtualServiceProps = IstioResourceProps<VirtualServiceSpec>;

/**
 * The Istio kind VirtualService.
 *
 * Deployed after the DestinationRules of the same stack that define the subsets it names, and removed before them.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/
 */
export class VirtualService extends IstioResource<VirtualServiceSpec> {
  /** The Kubernetes kind. */
  static readonly kind = 'VirtualService';

  /** @throws InvalidResourceError with every fault of the resource */
  constructor(scope: Construct, id: string, props: VirtualServiceProps) {
    super(scope, id, VirtualService.kind, props);
  }

  override arrivesAfter(): Iterable<Deliverable> {
    // Loaded here, because only a synthesis asks.
    const { rulesOfSubsets } = require('./destination-rules-of') as typeof import('./destination-rules-of');
    return rulesOfSubsets(this);
  }
}
