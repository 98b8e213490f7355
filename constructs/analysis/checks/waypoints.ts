import { DATA_PLANE_LABEL } from '../../../model/data-plane';
import type { PartlyLabels } from '../../../model/labels';
import { isHole, isKnown } from '../../../model/value';
import type { ProgramMesh } from '../check';

/** The label that names the waypoint of a namespace, a Service or pods; `none` for no waypoint. */
export const WAYPOINT_LABEL = 'istio.io/use-waypoint';
/** The label that names the namespace of the waypoint, where it is another one. */
export const WAYPOINT_NAMESPACE_LABEL = 'istio.io/use-waypoint-namespace';

/** Whether the program makes a namespace, or labels it, and has it in ambient mode. */
export function isAmbientNamespace(mesh: ProgramMesh, namespace: string): boolean {
  const labels = mesh.labelsOfNamespace(namespace);
  return labels !== undefined && isKnown(labels) && labels[DATA_PLANE_LABEL] === 'ambient';
}

/** Whether a namespace, or something in it with labels of its own, uses a waypoint; undefined where that is not known. */
export function usesWaypoint(mesh: ProgramMesh, namespace: string, own: PartlyLabels = {}): boolean | undefined {
  const labels = mesh.labelsOfNamespace(namespace);
  if (labels === undefined || !isKnown(labels) || !isKnown(own)) return undefined;
  const written = own[WAYPOINT_LABEL] ?? labels[WAYPOINT_LABEL];
  if (isHole(written)) return undefined;
  return written !== undefined && written !== '' && written !== 'none';
}
