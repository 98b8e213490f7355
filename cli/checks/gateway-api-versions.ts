import type { KubernetesObject } from '../cluster/api';
import type { Check } from './check';

interface Definition extends KubernetesObject {
  readonly spec: { readonly versions: readonly { readonly name: string; readonly served: boolean }[] };
}

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const NAMES = ['gateways', 'httproutes', 'gatewayclasses'].map((plural) => `${plural}.gateway.networking.k8s.io`);

/** Where the Gateway API is installed, istiod can read it. */
export const gatewayApiVersions: Check = {
  title: 'the Gateway API is one that istiod reads',
  group: 'Cluster',
  link: 'https://istio.io/latest/docs/tasks/traffic-management/ingress/gateway-api/',
  async look(session) {
    const found = (
      await Promise.all(NAMES.map((name) => session.api.find<Definition>(`${DEFINITIONS}/${name}`)))
    ).filter((definition): definition is Definition => definition !== undefined);
    if (found.length === 0) return { note: 'not installed; Istio does without' };
    const bundle = found[0]?.metadata.annotations?.['gateway.networking.k8s.io/bundle-version'] ?? 'of unknown version';
    const old = found.filter(
      ({ spec }) => !spec.versions.some(({ name, served }) => served && (name === 'v1' || name === 'v1beta1')),
    );
    return {
      note: bundle,
      findings: old.map(({ metadata }) => ({
        severity: 'warning' as const,
        problem: `${metadata.name} (${bundle}): serves neither v1 nor v1beta1; istiod ignores its resources`,
        remedy:
          'kubectl apply -f https://github.com/kubernetes-sigs/gateway-api/releases/latest/download/standard-install.yaml',
      })),
    };
  },
};
