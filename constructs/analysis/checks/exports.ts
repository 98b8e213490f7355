import { KINDS } from '../../../model/kinds';
import { itemsOf } from '../../../model/value';
import type { Check } from '../check';
import { closest } from '../missing';

/** The namespaces that `exportTo` names are there. */
export const exportedNamespaces: Check = {
  inputs: [KINDS.virtualService, KINDS.destinationRule, KINDS.serviceEntry],
  run(mesh, report) {
    let names: ReadonlySet<string> | undefined;
    for (const kind of this.inputs) {
      for (const object of mesh.objects.of(kind)) {
        itemsOf(object.spec['exportTo']).forEach((name, i) => {
          if (typeof name !== 'string' || ['*', '.', '~'].includes(name)) return;
          names ??= mesh.allNamespaces();
          if (names.has(name)) return;
          const near = closest(name, [...names]);
          const hint = near === undefined ? '' : ` (did you mean "${near}"?)`;
          const text = `namespace "${name}" not found${hint}`;
          const severity = near === undefined ? 'info' : 'warning';
          report({ code: 'KIA0005', at: object.origin, path: `spec.exportTo[${i}]`, text, severity });
        });
      }
    }
  },
};
