import { RESOURCE_KINDS, type ResourceKind } from '../../../constructs/resources/generated/kinds';
import { definitionsFor, type ReleasesInForce, servedVersions } from '../../../constructs/resources/kinds';
import type { Segment } from '../../../constructs/resources/validation/fault';
import type { IstioVersion } from '../../../constructs/versions';
import type { WrittenManifest } from '../written-manifest';
import { type ConvertedManifest, placed, type VersionOf } from './converted';
import { gatewayApiObjects } from './gateway-api';
import { IngressObject } from './ingress-object';
import { INGRESS, istioObjects } from './istio';
import { type PortOf, type ServicePolicy, serversOf } from './servers';
import { sourceRangePolicies } from './source-ranges';

/** Which API the routes are written in. */
export type RoutesApi = 'istio' | 'gateway';

/** An object as it was found, and where its fields were written. */
export interface FoundManifest {
  readonly manifest: WrittenManifest;
  readonly at: (path: readonly Segment[]) => string;
}

/** What takes the place of objects. */
export interface ConvertedObjects {
  readonly manifests: readonly FoundManifest[];
  /** Why the program cannot be written, one line each. */
  readonly faults: readonly string[];
  /** What the program says otherwise, or not at all, one line each. */
  readonly losses: readonly string[];
}

/** Writes the routes of Ingresses in another API, as ingress-nginx reads them. */
export function convertIngresses(
  found: readonly FoundManifest[],
  others: readonly WrittenManifest[],
  api: RoutesApi,
  releases: ReleasesInForce,
): ConvertedObjects {
  const istioVersion = releases.istioVersion as IstioVersion;
  const ingresses = found.map(({ manifest, at }) => new IngressObject(manifest, at));
  const { servers, policies } = serversOf(ingresses, portsIn(others), istioVersion);
  const version: VersionOf = (kind) => apiVersionOf(kind, api, releases);
  const objects =
    api === 'istio' ? istioObjects(servers, version, istioVersion) : gatewayApiObjects(servers, version, istioVersion);
  const ranges = sourceRangePolicies(
    servers,
    ({ namespace, className }) =>
      api === 'istio'
        ? { namespace: INGRESS.namespace, spec: { selector: { matchLabels: INGRESS.selector } } }
        : {
            namespace,
            spec: { targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: className }] },
          },
    version,
  );
  for (const ingress of ingresses) ingress.loseTheRest();
  return {
    manifests: [...objects, ...policies.map((policy) => destinationRule(policy, version)), ...ranges].map(
      ({ manifest, ingress }) => ({ manifest, at: () => ingress?.at([]) ?? 'stdin' }),
    ),
    faults: ingresses.flatMap((ingress) => ingress.faults),
    losses: ingresses.flatMap((ingress) => ingress.losses),
  };
}

function destinationRule({ ingress, service, policy }: ServicePolicy, version: VersionOf): ConvertedManifest {
  return {
    manifest: {
      apiVersion: version('DestinationRule'),
      kind: 'DestinationRule',
      metadata: placed(service, ingress.namespace),
      fields: { spec: { host: service, trafficPolicy: policy } },
    },
    ingress,
  };
}

/** The API version of a kind in the releases, of the Gateway API where that is chosen and has it. */
export function apiVersionOf(kind: string, api: RoutesApi, releases: ReleasesInForce): string {
  const named = (api === 'gateway' ? `gateway.networking.k8s.io/${kind}` : kind) as ResourceKind;
  const id = (Object.hasOwn(RESOURCE_KINDS, named) ? named : kind) as ResourceKind;
  const { family, version } = definitionsFor(id, releases);
  return `${RESOURCE_KINDS[id].group}/${servedVersions(id, version, family)[0] ?? 'v1'}`;
}

type Json = Readonly<Record<string, unknown>>;

function portsIn(manifests: readonly WrittenManifest[]): PortOf {
  return (namespace, service, port) => {
    const found = manifests.find(
      ({ kind, metadata }) => kind === 'Service' && metadata.name === service && metadata.namespace === namespace,
    );
    const ports = ((found?.fields.spec as Json | undefined)?.ports ?? []) as readonly Json[];
    const number = ports.find(({ name }) => name === port)?.port;
    return typeof number === 'number' ? number : undefined;
  };
}
