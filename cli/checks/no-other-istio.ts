import { REVISION_LABEL } from '../../model/data-plane';
import { isIstiod } from '../../model/labels';
import type { KubernetesObject } from '../cluster/api';
import type { Check, Finding } from './check';
import { controlPlaneNamespaces, releasesOf } from './istio-charts';

interface Deployment extends KubernetesObject {
  readonly spec: {
    readonly template: { readonly spec: { readonly containers: readonly { readonly image?: string }[] } };
  };
}

/** No control plane of somebody else, and no other revision, stands in the way. */
export const noOtherIstio: Check = {
  title: 'no other Istio is in the way',
  group: 'Earlier deploys',
  link: 'https://istio.io/latest/docs/setup/upgrade/canary/',
  async look(session) {
    const [content, deployments, operators] = await Promise.all([
      session.content(),
      session.list<Deployment>('/apis/apps/v1/deployments'),
      session.list<KubernetesObject>('/apis/install.istio.io/v1alpha1/istiooperators'),
    ]);
    const ours = releasesOf(content);
    const namespaces = controlPlaneNamespaces(content);
    const planes = deployments.filter(({ metadata }) => isIstiod(metadata.labels));
    const findings: Finding[] = planes
      .filter(({ metadata }) => {
        const { 'meta.helm.sh/release-name': name, 'meta.helm.sh/release-namespace': namespace } =
          metadata.annotations ?? {};
        return !ours.has(`${namespace}/${name}`);
      })
      .map(({ metadata, spec }) => {
        const revision = metadata.labels?.[REVISION_LABEL] ?? 'default';
        const image = spec.template.spec.containers[0]?.image ?? 'an unknown image';
        const clash = namespaces.includes(metadata.namespace ?? '') && revision === 'default';
        return {
          severity: clash ? ('bad' as const) : ('warning' as const),
          problem: `${metadata.namespace}/${metadata.name}: another control plane, revision ${revision}, ${image}; no release of these stacks`,
          remedy: clash
            ? 'istioctl uninstall --purge (or helm uninstall, as it was installed), then deploy'
            : 'both may live side by side; tell their namespaces apart by the label istio.io/rev',
        };
      });
    for (const { metadata } of operators) {
      findings.push({
        severity: 'warning',
        problem: `IstioOperator ${metadata.namespace}/${metadata.name}: left by an in-cluster operator, which would undo changes`,
        remedy: `kubectl -n ${metadata.namespace} delete istiooperator ${metadata.name}`,
      });
    }
    return { note: planes.length === 0 ? 'none is there' : 'only one of the names of these stacks', findings };
  },
};
