/**
 * Who sees an object: `*` everybody, `.` its own namespace, `~` nobody, else the namespaces that are named. As Istio reads
 * `exportTo`, `*` wins over the rest, and `~` over names.
 */
export type ExportTo = readonly string[];

/** What holds where an object says nothing. An empty list is nothing said as well. */
export function exportedTo(written: ExportTo | undefined, otherwise: ExportTo = ['*']): ExportTo {
  return written === undefined || written.length === 0 ? otherwise : written;
}

/** The annotation that is a Service's `exportTo`. */
export const EXPORT_TO_ANNOTATION = 'networking.istio.io/exportTo';

/** The list of {@link EXPORT_TO_ANNOTATION}. */
export function annotatedExportTo(annotation: string | undefined): ExportTo | undefined {
  return annotation === undefined || annotation === '' ? undefined : annotation.split(',').map((name) => name.trim());
}

/** How near an object is to those who see it. Istio lets the nearer one win. */
export type Reach = 'own' | 'named' | 'public' | 'none';

/** How an object of the namespace `own` reaches the namespace `viewer`. */
export function reach(exportTo: ExportTo, own: string, viewer: string): Reach {
  if (exportTo.includes('*')) return 'public';
  if (exportTo.includes('~')) return 'none';
  if (own === viewer && (exportTo.includes('.') || exportTo.includes(own))) return 'own';
  return exportTo.includes(viewer) ? 'named' : 'none';
}

/** Whether a namespace sees an object of the namespace `own`. */
export function isVisible(exportTo: ExportTo, own: string, viewer: string): boolean {
  return reach(exportTo, own, viewer) !== 'none';
}
