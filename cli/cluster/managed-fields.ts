import type { KubernetesObject, ManagedFields } from './api';

/** Who set one field of an object; `path` as property names, e.g. metadata, labels, istio-injection. */
export function managersOf(object: KubernetesObject, path: readonly string[]): readonly string[] {
  return (object.metadata.managedFields ?? [])
    .filter((entry) => entry.subresource === undefined && owns(entry, path))
    .map((entry) => entry.manager ?? 'unknown');
}

function owns(entry: ManagedFields, path: readonly string[]): boolean {
  let at: unknown = entry.fieldsV1;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return false;
    at = (at as Record<string, unknown>)[`f:${key}`];
  }
  return at !== undefined;
}
