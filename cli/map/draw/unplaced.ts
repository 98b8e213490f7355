import { put } from '../../../model/multimap';
import { textOf } from '../../../model/value';
import { field } from '../../../model/visibility/fields';
import type { MapResource } from '../model';
import type { PolicyIndex } from '../policies';
import type { Canvas } from './canvas';

/** Where objects are shown that belong to no namespace. */
export const CLUSTER = '(cluster)';

/** Nothing that is declared may be absent: what has no place yet is listed, policies one by one, the rest by kind. */
export function drawUnplaced(canvas: Canvas, policies: PolicyIndex): void {
  const placed = new Set([...canvas.nodes.values()].flatMap(({ resources }) => resources));
  for (const name of policies.namespaces()) {
    for (const { resource } of policies.wide(name)) if (resource) placed.add(resource);
  }
  const others = new Map<string, MapResource[]>();
  for (const resource of canvas.resources.values()) {
    if (placed.has(resource.id) || resource.kind === 'Namespace') continue;
    const policy = policies.describe(resource.id, resource.namespace || 'default');
    const host = resource.kind === 'DestinationRule' ? textOf(field(resource.manifest['spec'], 'host')) : undefined;
    if (policy === undefined && host === undefined) {
      const key = `${resource.namespace || CLUSTER}/${resource.kind}`;
      put(others, key, resource);
      continue;
    }
    const asks = policy?.asks ?? host ?? '';
    canvas.add({
      id: `unplaced/${resource.id}`,
      kind: 'unplaced',
      namespace: resource.namespace || 'default',
      title: policy?.badge.text ?? `${resource.kind} ${resource.name}`,
      subtitle: `selects nothing known here${asks === '' ? '' : `: ${asks}`}`,
      resources: [resource.id],
    });
  }
  for (const [key, resources] of others) {
    const [first] = resources;
    if (!first) continue;
    canvas.add({
      id: `unplaced/${key}`,
      kind: 'unplaced',
      namespace: first.namespace || CLUSTER,
      title: `${first.kind}${resources.length === 1 ? '' : ` × ${resources.length}`}`,
      subtitle: resources.map(({ name }) => name).join(', '),
      resources: resources.map(({ id }) => id),
    });
  }
}
