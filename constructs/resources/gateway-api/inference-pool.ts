import type { Construct } from 'constructs';
import type { InferencePoolSpec } from '../generated/gateway-api';
import { IstioResource, type IstioResourceProps } from '../istio-resource';

/** What a {@link InferencePool} is made of. */
export type InferencePoolProps = IstioResourceProps<InferencePoolSpec>;

/**
 * The kind InferencePool of inference.networking.k8s.io.
 *
 * @see https://gateway-api-inference-extension.sigs.k8s.io/reference/spec/#inferencepool
 */
export class InferencePool extends IstioResource<InferencePoolSpec> {
  /** The Kubernetes kind. */
  static readonly kind = 'InferencePool';

  /** The API group. */
  static readonly group = 'inference.networking.k8s.io';

  /** @throws InvalidResourceError with every fault of the resource */
  constructor(scope: Construct, id: string, props: InferencePoolProps) {
    super(scope, id, 'inference.networking.k8s.io/InferencePool', props);
  }
}
