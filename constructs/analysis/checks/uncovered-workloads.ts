import { KINDS } from '../../../model/kinds';
import { selects } from '../../../model/labels';
import { labelsIn } from '../../../model/object';
import { fieldsOf, isKnown, itemsOf } from '../../../model/value';
import { type Check, namespaceOf } from '../check';

/** Workloads that no AuthorizationPolicy holds for let everybody in. Off unless asked for, because many meshes mean that. */
export const uncoveredWorkloads: Check = {
  inputs: ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet'],
  run(mesh, report) {
    const policies = mesh.objects.of(KINDS.authorizationPolicy).filter(({ spec }) => {
      return spec['targetRef'] === undefined && itemsOf(spec['targetRefs']).length === 0;
    });
    const byNamespace = new Map<string, (typeof policies)[number][]>();
    for (const policy of policies) {
      const namespace = namespaceOf(policy);
      // One somewhere may hold for anything.
      if (namespace === undefined) return;
      byNamespace.set(namespace, [...(byNamespace.get(namespace) ?? []), policy]);
    }
    for (const { source, namespace, labels, origin } of mesh.workloads.list) {
      if (source !== 'object' || !isKnown(namespace)) continue;
      const near = [...(byNamespace.get(namespace) ?? []), ...(byNamespace.get(mesh.config.rootNamespace) ?? [])];
      const isCovered = near.some(
        ({ spec }) => selects(labelsIn(fieldsOf(spec['selector'])['matchLabels']), labels) !== false,
      );
      if (isCovered) continue;
      const text = 'no AuthorizationPolicy holds for these pods: everybody may call them';
      report({ code: 'KIA1301', at: origin, path: 'spec', text });
    }
  },
};
