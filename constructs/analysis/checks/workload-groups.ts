import { KINDS } from '../../../model/kinds';
import { fieldsOf, isHole } from '../../../model/value';
import type { Check } from '../check';

/** The labels of a WorkloadGroup stand in one place: those of its metadata win over those of its template. */
export const workloadGroups: Check = {
  inputs: [KINDS.workloadGroup],
  run(mesh, report) {
    for (const group of mesh.objects.of(KINDS.workloadGroup)) {
      const own = fieldsOf(fieldsOf(group.spec['metadata'])['labels']);
      const template = fieldsOf(fieldsOf(group.spec['template'])['labels']);
      for (const [key, value] of Object.entries(template)) {
        if (own[key] === undefined || isHole(own[key]) || isHole(value)) continue;
        const text = `duplicate label "${key}": spec.metadata.labels has it as well, and wins`;
        report({ code: 'KIA1702', at: group.origin, path: `spec.template.labels["${key}"]`, text });
      }
    }
  },
};
