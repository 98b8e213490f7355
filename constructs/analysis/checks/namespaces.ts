import { isToken } from '../../delivery/terraform-template';
import type { Report } from '../finding';
import type { MeshInventory } from '../mesh-inventory';

/** A namespace has one kind of injection label: the revision's would lose against the other. */
export function checkInjectionLabels(mesh: MeshInventory, report: Report): void {
  const labels = new Map<string, Set<string>>();
  for (const namespace of mesh.namespaces) {
    if (isToken(namespace.name)) continue;
    const known = labels.get(namespace.name) ?? new Set<string>();
    labels.set(namespace.name, known);
    const before = known.size;
    for (const key of ['istio-injection', 'istio.io/rev', 'istio.io/dataplane-mode']) {
      // "ambient" excludes sidecars; "none" does not.
      if (namespace.labels[key] !== undefined && namespace.labels[key] !== 'none') known.add(key);
    }
    if (known.size > 1 && known.size > before) {
      const text = `the namespace "${namespace.name}" gets the labels ${[...known].join(' and ')}, wants one of them`;
      report({ code: 'IST0123', at: namespace.at, path: 'metadata.labels', text });
    }
  }
}

/** Of the Sidecars and Telemetries of a namespace that select nothing, one at most counts. */
export function checkLoneDefaults(mesh: MeshInventory, report: Report): void {
  const unselected = [
    ...mesh.of('Sidecar').map((one) => ({
      one,
      code: 'IST0111' as const,
      selects: Object.keys(one.spec.workloadSelector?.labels ?? {}).length > 0,
    })),
    ...mesh.of('Telemetry').map((one) => ({
      one,
      code: 'IST0160' as const,
      selects:
        Object.keys(one.spec.selector?.matchLabels ?? {}).length > 0 ||
        one.spec.targetRef !== undefined ||
        (one.spec.targetRefs ?? []).length > 0,
    })),
  ].filter(({ selects }) => !selects);
  const first = new Map<string, string>();
  for (const { one, code } of unselected) {
    const key = `${code} ${one.namespace}`;
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, one.at.node.path);
    else
      report({
        code,
        at: one.at,
        path: 'spec',
        text: `selects nothing in "${one.namespace}", and neither does ${earlier}: one of them is ignored`,
      });
  }
}
