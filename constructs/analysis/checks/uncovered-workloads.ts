import { KINDS } from '../../../model/kinds';
import { selectorOf } from '../../../model/object';
import { isFullyKnown, isKnown, itemsOf } from '../../../model/value';
import { type Check, namespaceOf } from '../check';

/** Workloads that no AuthorizationPolicy holds for let everybody in. Off unless asked for, because many meshes mean that. */
export const uncoveredWorkloads: Check = (mesh, report) => {
  const { rootNamespace } = mesh.config;
  const covered = new Set<unknown>();
  const wholly = new Set<string>();
  for (const { spec, ...policy } of mesh.objects.of(KINDS.authorizationPolicy)) {
    if (spec['targetRef'] !== undefined || itemsOf(spec['targetRefs']).length > 0) continue;
    const namespace = namespaceOf({ spec, ...policy });
    const labels = selectorOf(spec);
    // One that cannot be read may hold for anything.
    if (namespace === undefined || !isKnown(labels) || !isFullyKnown(labels)) return;
    const where = namespace === rootNamespace ? undefined : namespace;
    if (Object.keys(labels).length === 0) wholly.add(namespace);
    else for (const workload of mesh.workloads.select(labels, where)) covered.add(workload);
  }
  if (wholly.has(rootNamespace)) return;
  for (const workload of mesh.workloads.list) {
    const { source, namespace, labels, origin } = workload;
    if (source !== 'object' || !isKnown(namespace) || !isFullyKnown(labels)) continue;
    if (covered.has(workload) || wholly.has(namespace)) continue;
    const text = 'no AuthorizationPolicy holds for these pods: everybody may call them';
    report({ code: 'KIA1301', at: origin, path: 'spec', text });
  }
};
