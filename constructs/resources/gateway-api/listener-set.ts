import type { Construct } from 'constructs';
import type { ListenerSetSpec } from '../generated/gateway-api';
import { IstioResource, type IstioResourceProps } from '../istio-resource';

/** What a {@link ListenerSet} is made of. */
export type ListenerSetProps = IstioResourceProps<ListenerSetSpec>;

/**
 * The kind ListenerSet of gateway.networking.k8s.io.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#listenerset
 */
export class ListenerSet extends IstioResource<ListenerSetSpec> {
  /** The Kubernetes kind. */
  static readonly kind = 'ListenerSet';

  /** The API group. */
  static readonly group = 'gateway.networking.k8s.io';

  /** @throws InvalidResourceError with every fault of the resource */
  constructor(scope: Construct, id: string, props: ListenerSetProps) {
    super(scope, id, 'gateway.networking.k8s.io/ListenerSet', props);
  }
}
