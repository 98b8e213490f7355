import type { Construct } from 'constructs';
import type { WorkloadEntrySpec } from '../generated/networking';
import { IstioResource, type IstioResourceProps } from '../istio-resource';

/** What a {@link WorkloadEntry} is made of. */
export type WorkloadEntryProps = IstioResourceProps<WorkloadEntrySpec>;

/**
 * The Istio kind WorkloadEntry.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/workload-entry/
 */
export class WorkloadEntry extends IstioResource<WorkloadEntrySpec> {
  /** The Kubernetes kind. */
  static readonly kind = 'WorkloadEntry';

  /** @throws InvalidResourceError with every fault of the resource */
  constructor(scope: Construct, id: string, props: WorkloadEntryProps) {
    super(scope, id, WorkloadEntry.kind, props);
  }
}
