import type { KubernetesObject } from '../cluster/api';
import type { Check, Finding } from './check';
import { controlPlaneNamespaces } from './istio-charts';
import { hasProxy, ownerCommand, type Pod } from './pods-have-sidecars';

/** Where istiod keeps the root certificate that it makes for itself; with one from elsewhere (`cacerts`) there is none. */
const OWN_ROOT = 'istio-ca-secret';

/** How long a certificate of a proxy lasts at most, in milliseconds: Istio's default. */
const LIFE = 24 * 60 * 60 * 1000;

/**
 * No proxy is older than the root certificate of the mesh: what another control plane signed before, such as that of a mesh that was
 * removed and deployed again, is refused by the others until it is renewed, though the proxy itself is connected.
 */
export const certificatesAgree: Check = {
  title: "the proxies hold certificates of this mesh's own root",
  group: 'Data plane',
  link: 'https://istio.io/latest/docs/concepts/security/#pki',
  async look(session) {
    const namespaces = controlPlaneNamespaces(await session.content());
    if (namespaces.length === 0) return { skipped: 'the stacks deploy no istiod' };
    const roots = await Promise.all(
      namespaces.map((namespace) =>
        session.api.list<KubernetesObject>(
          `/api/v1/namespaces/${namespace}/secrets`,
          { fieldSelector: `metadata.name=${OWN_ROOT}` },
          { metadataOnly: true },
        ),
      ),
    );
    const made = roots
      .flat()
      .filter(({ metadata }) => metadata.name === OWN_ROOT)
      .flatMap(({ metadata }) => timeOf(metadata.creationTimestamp) ?? []);
    if (made.length === 0) return { skipped: 'the root certificate is from elsewhere, or not made yet' };
    // Of several control planes, the proxies of each hold what it signed.
    const first = Math.min(...made);
    const proxies = (await session.list<Pod>('/api/v1/pods')).filter(hasProxy);
    const old =
      Date.now() - first > LIFE ? [] : proxies.filter((pod) => (proxyStart(pod) ?? Number.POSITIVE_INFINITY) < first);
    return { note: `${proxies.length} pods with a proxy`, findings: old.map(finding) };
  },
};

function finding(pod: Pod): Finding {
  const { namespace, name } = pod.metadata;
  return {
    severity: 'bad',
    problem: `pod ${namespace}/${name}: its proxy is older than the root certificate of this mesh; what it sends with mutual TLS is refused`,
    remedy: `kubectl -n ${namespace} ${ownerCommand(pod)}`,
  };
}

function proxyStart({ status }: Pod): number | undefined {
  const states = [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])];
  return timeOf(states.find(({ name }) => name === 'istio-proxy')?.state?.running?.startedAt);
}

function timeOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text);
}
