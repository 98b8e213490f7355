import type { Construct } from 'constructs';
import type { XListenerSetSpec } from '../generated/gateway-api';
import { IstioResource, type IstioResourceProps } from '../istio-resource';

/** What a {@link XListenerSet} is made of. */
export type XListenerSetProps = IstioResourceProps<XListenerSetSpec>;

/**
 * The kind XListenerSet of gateway.networking.x-k8s.io.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#xlistenerset
 */
export class XListenerSet extends IstioResource<XListenerSetSpec> {
  /** The Kubernetes kind. */
  static readonly kind = 'XListenerSet';

  /** The API group. */
  static readonly group = 'gateway.networking.x-k8s.io';

  /** @throws InvalidResourceError with every fault of the resource */
  constructor(scope: Construct, id: string, props: XListenerSetProps) {
    super(scope, id, 'gateway.networking.x-k8s.io/XListenerSet', props);
  }
}
