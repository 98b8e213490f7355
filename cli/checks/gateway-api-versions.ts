import { has } from '../../constructs/versions';
import { GATEWAY_API_MINIMUMS } from '../../constructs/versions/gateway-api-minimums';
import type { KubernetesObject } from '../cluster/api';
import type { Check, Finding } from './check';
import { compareVersions } from './compare-versions';
import { chartsNamed } from './istio-charts';

interface Definition extends KubernetesObject {
  readonly spec: { readonly versions: readonly { readonly name: string; readonly served: boolean }[] };
}

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const BUNDLE = 'gateway.networking.k8s.io/bundle-version';

const ALWAYS_READ = ['gateways', 'httproutes', 'gatewayclasses'];

/** Where the Gateway API is installed, istiod can read it. */
export const gatewayApiVersions: Check = {
  title: 'the Gateway API is one that istiod reads',
  group: 'Cluster',
  link: 'https://istio.io/latest/docs/tasks/traffic-management/ingress/gateway-api/',
  async look(session) {
    const content = await session.content();
    const istio = chartsNamed(content, 'istiod').flatMap(({ version }) => (version === undefined ? [] : [version]));
    const found = (
      await Promise.all(
        [...ALWAYS_READ, ...Object.keys(GATEWAY_API_MINIMUMS)].map((plural) =>
          session.api.find<Definition>(`${DEFINITIONS}/${plural}.gateway.networking.k8s.io`),
        ),
      )
    ).filter((definition): definition is Definition => definition !== undefined);
    if (found.length === 0) return { note: 'not installed; Istio does without' };
    return {
      note: bundleOf(found[0] as Definition),
      findings: found.flatMap((definition) => [...unservedFinding(definition), ...tooOld(definition, istio)]),
    };
  },
};

function unservedFinding(definition: Definition): readonly Finding[] {
  const { metadata, spec } = definition;
  if (!ALWAYS_READ.includes(pluralOf(definition))) return [];
  if (spec.versions.some(({ name, served }) => served && (name === 'v1' || name === 'v1beta1'))) return [];
  return [
    {
      severity: 'warning',
      problem: `${metadata.name} (${bundleOf(definition)}): serves neither v1 nor v1beta1; istiod ignores its resources`,
      remedy: installation('latest/download'),
    },
  ];
}

function tooOld(definition: Definition, istio: readonly string[]): readonly Finding[] {
  const minimum = GATEWAY_API_MINIMUMS[pluralOf(definition)];
  const bundle = bundleOf(definition);
  if (minimum === undefined || (/^v?\d/.test(bundle) && compareVersions(bundle, minimum.bundle) >= 0)) return [];
  const reader = istio.find((version) => has(version, minimum.feature));
  if (reader === undefined) return [];
  return [
    {
      severity: 'warning',
      problem: `${definition.metadata.name}: expected the Gateway API ${minimum.bundle} or newer for Istio ${reader}, got ${bundle}; istiod ignores its resources`,
      remedy: installation(`download/v${minimum.bundle}`),
    },
  ];
}

function bundleOf({ metadata }: Definition): string {
  return metadata.annotations?.[BUNDLE] ?? 'of unknown version';
}

function pluralOf({ metadata }: Definition): string {
  return metadata.name.split('.', 1)[0] ?? '';
}

function installation(release: string): string {
  return `kubectl apply --server-side -f https://github.com/kubernetes-sigs/gateway-api/releases/${release}/standard-install.yaml`;
}
