import type { Construct } from 'constructs';
import type { ServiceEntrySpec } from '../generated/networking';
import { IstioResource, type IstioResourceProps } from '../istio-resource';

/** What a {@link ServiceEntry} is made of. */
export type ServiceEntryProps = IstioResourceProps<ServiceEntrySpec>;

/**
 * The Istio kind ServiceEntry.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/service-entry/
 */
export class ServiceEntry extends IstioResource<ServiceEntrySpec> {
  /** The Kubernetes kind. */
  static readonly kind = 'ServiceEntry';

  /** @throws InvalidResourceError with every fault of the resource */
  constructor(scope: Construct, id: string, props: ServiceEntryProps) {
    super(scope, id, ServiceEntry.kind, props);
  }
}
