import type { Construct } from 'constructs';
import type { TrafficExtensionSpec } from '../generated/extensions';
import { IstioResource, type IstioResourceProps } from '../istio-resource';

/** What a {@link TrafficExtension} is made of. */
export type TrafficExtensionProps = IstioResourceProps<TrafficExtensionSpec>;

/**
 * The Istio kind TrafficExtension.
 *
 * @see https://istio.io/latest/docs/reference/config/proxy_extensions/traffic_extension/
 */
export class TrafficExtension extends IstioResource<TrafficExtensionSpec> {
  /** The Kubernetes kind. */
  static readonly kind = 'TrafficExtension';

  /** @throws InvalidResourceError with every fault of the resource */
  constructor(scope: Construct, id: string, props: TrafficExtensionProps) {
    super(scope, id, TrafficExtension.kind, props);
  }
}
