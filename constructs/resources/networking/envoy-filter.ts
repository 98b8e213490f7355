import type { Construct } from 'constructs';
import type { EnvoyFilterSpec } from '../generated/networking';
import { IstioResource, type IstioResourceProps } from '../istio-resource';

/** What a {@link EnvoyFilter} is made of. */
export type EnvoyFilterProps = IstioResourceProps<EnvoyFilterSpec>;

/**
 * The Istio kind EnvoyFilter.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/envoy-filter/
 */
export class EnvoyFilter extends IstioResource<EnvoyFilterSpec> {
  /** The Kubernetes kind. */
  static readonly kind = 'EnvoyFilter';

  /** @throws InvalidResourceError with every fault of the resource */
  constructor(scope: Construct, id: string, props: EnvoyFilterProps) {
    super(scope, id, EnvoyFilter.kind, props);
  }
}
