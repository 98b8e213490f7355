import type { Construct, IConstruct } from 'constructs';
import { CustomResource } from '../delivery/custom-resource';
import type { Delivery } from '../mesh-context';

/** The ConfigMap of overlays that a Gateway names, beside it. */
export function parametersOf(
  scope: Construct,
  {
    name,
    namespace,
    data,
    delivery,
    dependsOn,
  }: {
    readonly name: string;
    readonly namespace: string;
    readonly data: Readonly<Record<string, string>>;
    readonly delivery?: Delivery | undefined;
    readonly dependsOn: readonly IConstruct[];
  },
): CustomResource {
  return new CustomResource(scope, 'Parameters', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: `${name}-parameters`, namespace },
    fields: { data },
    delivery,
    dependsOn,
  });
}
