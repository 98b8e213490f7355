import type { Construct } from 'constructs';
import type { WorkloadGroupSpec } from '../generated/networking';
import { IstioResource, type IstioResourceProps } from '../istio-resource';

/** What a {@link WorkloadGroup} is made of. */
export type WorkloadGroupProps = IstioResourceProps<WorkloadGroupSpec>;

/**
 * The Istio kind WorkloadGroup.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/workload-group/
 */
export class WorkloadGroup extends IstioResource<WorkloadGroupSpec> {
  /** The Kubernetes kind. */
  static readonly kind = 'WorkloadGroup';

  /** @throws InvalidResourceError with every fault of the resource */
  constructor(scope: Construct, id: string, props: WorkloadGroupProps) {
    super(scope, id, WorkloadGroup.kind, props);
  }
}
