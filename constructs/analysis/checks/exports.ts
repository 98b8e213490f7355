import { KINDS } from '../../../model/kinds';
import { isKnown, itemsOf } from '../../../model/value';
import { annotatedExportTo, EXPORT_TO_ANNOTATION } from '../../../model/visibility/audience';
import type { Check, ProgramObject } from '../check';
import { closest } from '../missing';

/** The kinds that say which namespaces see them. */
const EXPORTED = [KINDS.virtualService, KINDS.destinationRule, KINDS.serviceEntry, KINDS.service];

/** The namespaces that `exportTo` names are there. */
export const exportedNamespaces: Check = (mesh, report) => {
  let names: ReadonlySet<string> | undefined;
  for (const kind of EXPORTED) {
    for (const object of mesh.objects.of(kind)) {
      writtenIn(object).forEach(({ name, path }) => {
        if (typeof name !== 'string' || ['*', '.', '~'].includes(name)) return;
        names ??= mesh.allNamespaces();
        if (names.has(name)) return;
        const near = closest(name, [...names]);
        const hint = near === undefined ? '' : ` (did you mean "${near}"?)`;
        const text = `namespace "${name}" not found${hint}`;
        const severity = near === undefined ? 'info' : 'warning';
        report({ code: 'KIA0005', at: object.origin, path, text, severity });
      });
    }
  }
};

function writtenIn({
  kind,
  metadata,
  spec,
}: ProgramObject): readonly { readonly name: unknown; readonly path: string }[] {
  if (kind !== 'Service') return itemsOf(spec['exportTo']).map((name, i) => ({ name, path: `spec.exportTo[${i}]` }));
  const written = isKnown(metadata.annotations) ? metadata.annotations[EXPORT_TO_ANNOTATION] : undefined;
  const names = typeof written === 'string' ? (annotatedExportTo(written) ?? []) : [];
  return names.map((name) => ({ name, path: `metadata.annotations["${EXPORT_TO_ANNOTATION}"]` }));
}
