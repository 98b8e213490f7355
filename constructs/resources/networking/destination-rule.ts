import type { Construct } from 'constructs';
import type { DestinationRuleSpec } from '../generated/networking';
import { IstioResource, type IstioResourceProps } from '../istio-resource';

/** What a {@link DestinationRule} is made of. */
export type DestinationRuleProps = IstioResourceProps<DestinationRuleSpec>;

/**
 * The Istio kind DestinationRule.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/
 */
export class DestinationRule extends IstioResource<DestinationRuleSpec> {
  /** The Kubernetes kind. */
  static readonly kind = 'DestinationRule';

  /** @throws InvalidResourceError with every fault of the resource */
  constructor(scope: Construct, id: string, props: DestinationRuleProps) {
    super(scope, id, DestinationRule.kind, props);
  }
}
