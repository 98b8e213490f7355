import { dataPlaneOf, INJECTION_LABEL, REVISION_LABEL } from '../../../model/data-plane';
import { KINDS } from '../../../model/kinds';
import { known, textOf } from '../../../model/value';
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
      ...revisionOf(mesh, name),
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

/** The revision that a namespace names, and the tag that leads to it where it names one. */
function revisionOf(mesh: DrawnMesh, namespace: string): Pick<MapNamespace, 'revision'> {
  const labels = known(mesh.labelsOfNamespace(namespace)) ?? {};
  if (labels[INJECTION_LABEL] !== undefined) return {};
  const named = textOf(labels[REVISION_LABEL]);
  if (named === undefined) return {};
  for (const object of mesh.objects.of(KINDS.mutatingWebhooks)) {
    const own = known(object.metadata.labels) ?? {};
    if (textOf(own['istio.io/tag']) === named) {
      const revision = textOf(own[REVISION_LABEL]);
      if (revision !== undefined) return { revision: `${revision} (${named})` };
    }
  }
  return { revision: named };
}
