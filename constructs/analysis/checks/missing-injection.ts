import { selects as labelsSelect } from '../../../model/labels';
import type { Report } from '../finding';
import { isUnknown, type KnownResource, type KnownWorkload, type MeshInventory } from '../mesh-inventory';

const NAMESPACE_LABELS = ['istio-injection', 'istio.io/rev', 'istio.io/dataplane-mode'];
const POD_LABELS = ['sidecar.istio.io/inject', 'istio.io/rev', 'istio.io/dataplane-mode'];

type Policy = KnownResource<'AuthorizationPolicy' | 'PeerAuthentication' | 'RequestAuthentication' | 'Sidecar'>;

/** Policies for pods hold in their proxies, which pods of an unlabelled namespace do not get. */
export function checkMissingInjection(mesh: MeshInventory, report: Report): void {
  if (mesh.injectsEverywhere || mesh.namespaces.some(({ name }) => isUnknown(name))) return;
  for (const namespace of mesh.namespaces) {
    const { name } = namespace;
    if (namespace.isPartial || name === mesh.rootNamespace || name.startsWith('kube-')) continue;
    const labels = mesh.namespaces.filter((other) => other.name === name).map((other) => other.labels);
    if (labels.some((one) => Object.keys(one).some((key) => NAMESPACE_LABELS.includes(key) || isUnknown(key))))
      continue;
    const pods = mesh.workloads.filter((workload) => workload.namespace === name && leavesInjectionOpen(workload));
    const policy = policiesOf(mesh, name).find((one) => pods.some((workload) => selects(one, workload)));
    if (policy === undefined) continue;
    const text = `the namespace "${name}" has no injection label, so that ${policy.at.node.path} holds for none of its pods; wants istio-injection=enabled or istio.io/rev, or istio-injection=disabled where that is meant`;
    report({ code: 'IST0102', at: namespace.at, path: 'metadata.labels', text });
  }
}

function leavesInjectionOpen({ labels, annotations, hostNetwork }: KnownWorkload): boolean {
  const keys = [...Object.keys(labels), ...Object.keys(annotations)];
  return !hostNetwork && !keys.some((key) => POD_LABELS.includes(key) || isUnknown(key));
}

function policiesOf(mesh: MeshInventory, namespace: string): Policy[] {
  return [
    ...mesh.of('AuthorizationPolicy'),
    ...mesh.of('PeerAuthentication').filter(({ spec }) => spec.mtls?.mode !== 'DISABLE'),
    ...mesh.of('RequestAuthentication'),
    ...mesh.of('Sidecar'),
  ].filter((policy) => policy.namespace === namespace);
}

function selects({ spec }: Policy, { labels }: KnownWorkload): boolean {
  const { selector, workloadSelector, targetRef, targetRefs } = spec as {
    readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> };
    readonly workloadSelector?: { readonly labels?: Readonly<Record<string, string>> };
    readonly targetRef?: unknown;
    readonly targetRefs?: unknown;
  };
  if (targetRef !== undefined || targetRefs !== undefined) return false;
  const wanted = selector?.matchLabels ?? workloadSelector?.labels ?? {};
  return labelsSelect(wanted, labels);
}
