import type { Construct } from 'constructs';
import type { TelemetrySpec } from '../generated/telemetry';
import { IstioResource, type IstioResourceProps } from '../istio-resource';

/** What a {@link Telemetry} is made of. */
export type TelemetryProps = IstioResourceProps<TelemetrySpec>;

/**
 * The Istio kind Telemetry.
 *
 * @see https://istio.io/latest/docs/reference/config/telemetry/
 */
export class Telemetry extends IstioResource<TelemetrySpec> {
  /** The Kubernetes kind. */
  static readonly kind = 'Telemetry';

  /** @throws InvalidResourceError with every fault of the resource */
  constructor(scope: Construct, id: string, props: TelemetryProps) {
    super(scope, id, Telemetry.kind, props);
  }
}
