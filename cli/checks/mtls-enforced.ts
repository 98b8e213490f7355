import { dataPlaneOf } from '../../model/data-plane';
import { namespaceOfHost } from '../../model/hosts';
import { matchesSelector } from '../../model/labels';
import type { Mesh } from '../../model/mesh';
import type { KubernetesObject } from '../cluster/api';
import type { Check, Finding } from './check';
import { controlPlaneNamespaces } from './istio-charts';
import { isInMesh, type Pod, podsWithoutSidecar } from './pods-have-sidecars';

interface PeerAuthentication extends KubernetesObject {
  readonly spec?: {
    readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> };
    readonly mtls?: { readonly mode?: string };
  };
}

interface DestinationRule extends KubernetesObject {
  readonly spec: { readonly host: string; readonly trafficPolicy?: { readonly tls?: { readonly mode?: string } } };
}

/** Where a PeerAuthentication demands mTLS, pods have a proxy that keeps to it, and no DestinationRule speaks plain text to them. */
export const mtlsEnforced: Check = {
  title: 'mutual TLS holds where it is demanded',
  group: 'Traffic',
  link: 'https://istio.io/latest/docs/concepts/security/#mutual-tls-authentication',
  async look(session) {
    const [mesh, content, policies, rules, pods, namespaces, { bare }] = await Promise.all([
      session.mesh(),
      session.content(),
      session.listServed<PeerAuthentication>('security.istio.io', 'peerauthentications'),
      session.listServed<DestinationRule>('networking.istio.io', 'destinationrules'),
      session.list<Pod>('/api/v1/pods'),
      session.list<KubernetesObject>('/api/v1/namespaces'),
      podsWithoutSidecar(session),
    ]);
    const roots = controlPlaneNamespaces(content);
    const strict = policies.filter(({ spec }) => spec?.mtls?.mode === 'STRICT');
    if (strict.length === 0) return { skipped: 'no PeerAuthentication demands it' };
    const ambient = new Set(
      namespaces.flatMap(({ metadata: { name, labels = {} } }) =>
        dataPlaneOf({ namespace: name, namespaceLabels: labels }).mode === 'ambient' ? [name] : [],
      ),
    );
    const findings: Finding[] = [];
    for (const policy of strict) {
      const { namespace = '', name } = policy.metadata;
      const covers = (home: string | undefined) => roots.includes(namespace) || home === namespace;
      const selector = policy.spec?.selector;
      const selected = pods.filter(
        (pod) =>
          (pod.status?.phase ?? 'Running') === 'Running' &&
          covers(pod.metadata.namespace) &&
          (!selector || matchesSelector(selector, pod.metadata.labels ?? {})),
      );
      if (
        selected.length > 0 &&
        !selected.some((pod) => isInMesh(pod) || bare.includes(pod)) &&
        !roots.includes(namespace)
      ) {
        findings.push({
          severity: 'bad',
          problem: `PeerAuthentication ${namespace}/${name}: ${selector ? 'no pod that it selects' : `no pod of namespace ${namespace}`} is in the mesh: nothing enforces it`,
          remedy: ambient.has(namespace)
            ? 'ztunnel and the CNI plugin take pods of an ambient namespace: both must run on every node; kubectl get daemonsets -A has them'
            : `kubectl label namespace ${namespace} istio-injection=enabled, then mesh verify --restart`,
        });
        continue;
      }
      for (const pod of (selector ? selected : bare.filter(({ metadata }) => covers(metadata.namespace))).filter(
        (one) => !isInMesh(one),
      )) {
        findings.push({
          severity: 'bad',
          problem: `PeerAuthentication ${namespace}/${name}: pod ${pod.metadata.namespace}/${pod.metadata.name} has no proxy to enforce it`,
          remedy: 'mesh verify --restart',
        });
      }
      for (const rule of rules.filter(
        (candidate) => candidate.spec.trafficPolicy?.tls?.mode === 'DISABLE' && covers(homeOf(candidate, mesh)),
      )) {
        findings.push({
          severity: 'bad',
          problem: `DestinationRule ${rule.metadata.namespace}/${rule.metadata.name}: tls.mode DISABLE for ${rule.spec.host}, where PeerAuthentication ${namespace}/${name} demands mTLS: its callers are refused`,
          remedy: 'ISTIO_MUTUAL, or leave tls away',
        });
      }
    }
    return { note: strict.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`).join(', '), findings };
  },
};

/** The namespace of the Services that a DestinationRule is for; its own where it is for another host. */
function homeOf({ metadata: { namespace = 'default' }, spec: { host } }: DestinationRule, mesh: Mesh): string {
  return namespaceOfHost(mesh.complete(host, namespace), mesh.config.clusterDomain) ?? namespace;
}
