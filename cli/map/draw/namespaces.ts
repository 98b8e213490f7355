import { dataPlaneOf } from '../../../model/data-plane';
import { nameOf } from '../../../model/visibility/fields';
import type { MapNamespace, MapNode } from '../model';
import type { PolicyIndex } from '../policies';
import type { DrawnMesh } from '../source';
import { CLUSTER } from './unplaced';

/** `team-2` before `team-10`. */
const NATURAL = new Intl.Collator('en', { numeric: true });

/** The namespaces in which something is shown, that of the control plane first. */
export function namespacesOf(mesh: DrawnMesh, nodes: Iterable<MapNode>, policies: PolicyIndex): MapNamespace[] {
  const { rootNamespace } = mesh.config;
  const declared = mesh.objects.of('Namespace').map((object) => nameOf(object).name);
  const names = new Set([...[...nodes].map((node) => node.namespace), ...declared, ...policies.namespaces()]);
  return [...names]
    .sort(
      (a, b) =>
        Number(b === rootNamespace) - Number(a === rootNamespace) ||
        Number(a === CLUSTER) - Number(b === CLUSTER) ||
        NATURAL.compare(a, b),
    )
    .map((name) => ({
      name,
      injection: injectionOf(mesh, name),
      mtls: policies.mtls(name, {}).mode,
      badges: policies.wide(name),
    }));
}

function injectionOf(mesh: DrawnMesh, namespace: string): MapNamespace['injection'] {
  const namespaceLabels = mesh.labelsOfNamespace(namespace);
  const { injectsByDefault } = mesh.config;
  if (namespaceLabels === undefined) return 'unknown';
  const { mode } = dataPlaneOf({ namespace, namespaceLabels, injectsByDefault });
  return mode === 'sidecar' ? 'enabled' : mode === 'none' ? 'disabled' : mode;
}
