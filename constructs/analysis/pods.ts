import type { IConstruct } from 'constructs';
import { dataPlaneOf, INJECTION_LABEL } from '../../model/data-plane';
import type { Workload } from '../../model/workloads';
import type { ProgramMesh } from './program';

/** How the pods of a workload take part, as far as the program says it. */
export function dataPlaneOfPods(
  { labels, annotations, hostNetwork }: Workload<IConstruct>,
  namespace: string,
  mesh: ProgramMesh,
): ReturnType<typeof dataPlaneOf> {
  return dataPlaneOf({
    namespace,
    // What is said of a pod holds whatever its namespace says.
    namespaceLabels: mesh.labelsOfNamespace(namespace) ?? { [INJECTION_LABEL]: 'enabled' },
    podLabels: labels,
    podAnnotations: annotations,
    hostNetwork,
    injectsByDefault: mesh.config.injectsByDefault,
  });
}
