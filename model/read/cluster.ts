import { isIstiod } from '../labels';
import type { MeshSource } from '../mesh';
import { type ModelObject, modelObject } from '../object';
import { type Fields, textOf } from '../value';

/**
 * What the objects that run in a cluster bring to a mesh, whoever made them.
 *
 * @param manifests the objects as the API server lists them
 * @param originOf what leads back to one of them
 */
export function readCluster<Origin>(manifests: Iterable<Fields>, originOf: () => Origin): MeshSource<Origin> {
  const objects = [...manifests].map((manifest) => modelObject(manifest, { origin: originOf() }));
  const rootNamespace = textOf(objects.find(isControlPlane)?.metadata.namespace);
  return { objects, ...(rootNamespace !== undefined && { settings: { rootNamespace } }) };
}

/** Whether an object is the Deployment of an istiod. */
export function isControlPlane({ kind, metadata: { labels } }: ModelObject): boolean {
  return kind === 'Deployment' && isIstiod(labels);
}
