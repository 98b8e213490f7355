import { type Labels, selects } from '../../../model/labels';
import type { Report } from '../finding';
import { isUnknown, type KnownService, type KnownWorkload, type MeshInventory } from '../mesh-inventory';

/** Requests to a subset without pods are answered with 503. */
export function checkEmptySubsets(mesh: MeshInventory, report: Report): void {
  for (const rule of mesh.of('DestinationRule')) {
    const { host, subsets = [] } = rule.spec;
    if (isUnknown(host) || isUnknown(subsets)) continue;
    const service = mesh.serviceOf(host, rule.namespace);
    const pods = service === undefined ? [] : everyWorkloadOf(service, mesh);
    if (pods.length === 0) continue;
    subsets.forEach((subset, i) => {
      const { labels = {} } = subset;
      if (isUnknown(subset) || !areKnown(labels) || comesFromElsewhere(labels, pods)) return;
      if (pods.some((one) => selects(labels, one.labels))) return;
      const wanted = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
      const there = pods.map((one) => one.at.node.path).join(', ');
      const text = `no workload of "${host}" carries ${wanted.join(', ')}: requests to the subset "${subset.name}" fail with 503 (there are ${there})`;
      report({ code: 'IST0173', at: rule.at, path: `spec.subsets[${i}].labels`, text });
    });
  }
}

/** The workloads behind a Service; none where there may be some that the program does not know. */
function everyWorkloadOf({ namespace, object }: KnownService, mesh: MeshInventory): readonly KnownWorkload[] {
  const selector = (object?.spec.selector ?? {}) as Labels;
  if (Object.keys(selector).length === 0 || !areKnown(selector) || !mesh.knowsWorkloadsOf(namespace)) return [];
  const all = mesh.workloads.filter((one) => one.namespace === namespace || isUnknown(one.namespace));
  if (!all.every((one) => !isUnknown(one.namespace) && areKnown(one.labels))) return [];
  return all.filter((one) => selects(selector, one.labels));
}

function areKnown(labels: Labels): boolean {
  return !isUnknown(labels) && !Object.entries(labels).flat().some(isUnknown);
}

/** Some labels are given by nodes, controllers and the injection: not those that a template carries. */
function comesFromElsewhere(labels: Labels, pods: readonly KnownWorkload[]): boolean {
  return Object.keys(labels).some(
    (key) => (key.includes('/') || key.endsWith('-hash')) && !pods.some((one) => one.labels[key] !== undefined),
  );
}
