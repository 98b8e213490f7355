import { has } from '../../constructs/versions';
import { GATEWAY_API_MINIMUMS } from '../../constructs/versions/gateway-api-minimums';
import { compareVersions } from '../../model/version-order';
import type { KubernetesObject } from '../cluster/api';
import type { MeshContent, Session } from '../session/session';
import type { Check, Finding } from './check';
import { chartsNamed } from './istio-charts';

interface Definition extends KubernetesObject {
  readonly spec: {
    readonly names?: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly served: boolean }[];
  };
  readonly status?: { readonly storedVersions?: readonly string[] };
}

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const GROUP = 'gateway.networking.k8s.io';
const BUNDLE = `${GROUP}/bundle-version`;
const CHANNEL = `${GROUP}/channel`;
/** The policy that keeps definitions from becoming older, and experimental. */
const POLICY = 'safe-upgrades.gateway.networking.k8s.io';
const POLICIES = '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies';

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
    const [first] = found;
    const brought = broughtBy(content);
    const undefinedKinds = await kindsWithoutDefinition(session, content, brought);
    if (first === undefined) {
      if (undefinedKinds.length > 0) return { note: 'not installed', findings: undefinedKinds };
      return {
        note: brought.size === 0 ? 'not installed; Istio does without' : 'not installed yet; the program brings it',
      };
    }
    const guarded =
      brought.size > 0 && (await session.api.find<KubernetesObject>(`${POLICIES}/${POLICY}`)) !== undefined;
    return {
      note: `${bundleOf(first)}, ${channelOf(first)} channel, ${ownerOf(first)}`,
      findings: [
        ...undefinedKinds,
        // What the program brings replaces what is there: what istiod cannot read of it is gone afterwards.
        ...(brought.size > 0 ? [] : found.flatMap((one) => [...unservedFinding(one), ...tooOld(one, istio)])),
        ...found.flatMap((one) => replacement(one, brought.get(one.metadata.name), guarded)),
        ...platformFindings(first, brought.size > 0),
      ],
    };
  },
};

/** The kinds of the Gateway API that the stacks deliver objects of, and that neither the cluster nor the stacks define. */
async function kindsWithoutDefinition(
  session: Session,
  { objects }: MeshContent,
  brought: ReadonlyMap<string, Definition>,
): Promise<readonly Finding[]> {
  const kinds = new Map(
    objects
      .filter(({ apiVersion }) => apiVersion?.startsWith(`${GROUP}/`))
      .map(({ apiVersion, kind }) => [`${apiVersion} ${kind}`, { apiVersion, kind }]),
  );
  const missing = await Promise.all(
    [...kinds.values()].map(async ({ apiVersion, kind }) => {
      const [, version] = apiVersion.split('/');
      const isBrought = [...brought.values()].some(
        ({ spec }) => spec.names?.kind === kind && spec.versions.some(({ name, served }) => served && name === version),
      );
      return isBrought || (await session.api.resource(apiVersion, kind)) !== undefined ? [] : [{ apiVersion, kind }];
    }),
  );
  return missing.flat().map(({ apiVersion, kind }) => ({
    severity: 'bad' as const,
    problem: `the program has objects of ${kind} in ${apiVersion}, which neither the cluster nor the program defines`,
    remedy: 'npm run mesh -- definitions, and deploy again: the program then brings the definitions',
  }));
}

/** The definitions of the Gateway API that the stacks deliver, by name. */
function broughtBy({ objects }: MeshContent): ReadonlyMap<string, Definition> {
  return new Map(
    objects
      .filter(
        ({ kind, metadata }) => kind === 'CustomResourceDefinition' && metadata.annotations?.[BUNDLE] !== undefined,
      )
      .map(({ metadata, manifest }) => [metadata.name, manifest as unknown as Definition]),
  );
}

/** What stands against putting a definition of the program in the place of one that the cluster has. */
function replacement(found: Definition, brought: Definition | undefined, guarded: boolean): readonly Finding[] {
  if (brought === undefined) return [];
  const { name } = found.metadata;
  const [has, gets] = [bundleOf(found), bundleOf(brought)];
  if (/^v?\d/.test(has) && compareVersions(has, gets) > 0) {
    return [
      {
        severity: 'bad',
        problem: `${name}: expected the Gateway API ${has} of the cluster or newer, got ${gets} of the program; definitions are not downgraded`,
        remedy: `set MeshContext.gatewayApi to ${has.replace(/^v/, '').split('.', 2).join('.')}`,
      },
    ];
  }
  const kept = brought.spec.versions.map((version) => version.name);
  const lost = (found.status?.storedVersions ?? []).filter((version) => !kept.includes(version));
  if (lost.length > 0) {
    return [
      {
        severity: 'bad',
        problem: `${name}: stores ${lost.join(', ')}, which ${gets} does not have; Kubernetes refuses the definition`,
        remedy: 'have its objects stored in a newer version first, and take the old one out of status.storedVersions',
      },
    ];
  }
  if (channelOf(found) === 'standard' && channelOf(brought) === 'experimental' && guarded) {
    return [
      {
        severity: 'bad',
        problem: `${name}: the policy ${POLICY} refuses the experimental channel over the standard one`,
        remedy: `kubectl delete validatingadmissionpolicy ${POLICY}`,
      },
    ];
  }
  if (channelOf(found) === 'experimental' && channelOf(brought) === 'standard') {
    return [
      {
        severity: 'warning',
        problem: `${name}: the cluster has the experimental channel, the program brings the standard one; fields that only the former has are dropped`,
        remedy: "set MeshContext.gatewayApi to { channel: 'experimental' }",
      },
    ];
  }
  return [];
}

function platformFindings(found: Definition, brings: boolean): readonly Finding[] {
  if (!brings || found.metadata.labels?.[ADDON_MANAGER] === undefined) return [];
  return [
    {
      severity: 'warning',
      problem: 'the cluster manages its definitions of the Gateway API itself, and may set back those of the program',
      remedy: 'leave GatewayApiDefinitions out, and set MeshContext.gatewayApi to what the cluster has',
    },
  ];
}

const ADDON_MANAGER = 'addonmanager.kubernetes.io/mode';

/** Who put a definition there, as far as it says so. */
function ownerOf({ metadata: { annotations = {}, labels = {} } }: Definition): string {
  const { 'meta.helm.sh/release-name': name, 'meta.helm.sh/release-namespace': namespace } = annotations;
  if (name !== undefined) return `of the Helm release ${namespace}/${name}`;
  return labels[ADDON_MANAGER] === undefined ? 'not of a Helm release' : 'of the platform';
}

function channelOf({ metadata }: Definition): string {
  return metadata.annotations?.[CHANNEL] ?? 'unknown';
}

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
