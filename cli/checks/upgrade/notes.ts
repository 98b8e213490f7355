import type { MeshContent } from '../../session/session';
import * as affected from './affected';
import { minorsBetween } from './minors';

/** Something that a minor changed, and what of a program it concerns. */
export interface UpgradeNote {
  /** The first minor that behaves so. */
  readonly since: string;
  /** What changed, in a few words. */
  readonly change: string;
  /** What to do about it. */
  readonly remedy: string;
  /** Whether the chart's value `compatibilityVersion` of an earlier minor keeps the old behaviour. */
  readonly compatible?: true;
  /** What of a program it concerns, as `Kind namespace/name`. */
  readonly affects: (content: MeshContent) => readonly string[];
}

/** What the upgrade notes of the minors say, as far as a program shows whether it is concerned. Oldest first. */
export const UPGRADE_NOTES: readonly UpgradeNote[] = [
  {
    since: '1.18',
    change:
      'gateways run as many worker threads as their CPU limit has cores, no longer one for every core of the node',
    remedy: 'raise or remove the CPU limit, or set concurrency in the annotation proxy.istio.io/config',
    affects: affected.gatewaysWithCpuLimit,
  },
  {
    since: '1.19',
    change:
      'filters are found by their canonical names only, envoy.filters.network.http_connection_manager and not envoy.http_connection_manager',
    remedy: 'write the canonical name',
    affects: affected.deprecatedFilterNames,
  },
  {
    since: '1.19',
    change: 'filters are found by the type of their typed_config, no longer by their name',
    remedy: 'give the filter a typed_config with its @type',
    affects: affected.filtersWithoutType,
  },
  {
    since: '1.20',
    change:
      "Istio's own filters stand in another order: metadata exchange before authentication, statistics after authorization",
    remedy: 'see whether INSERT_BEFORE and INSERT_AFTER still mean the place that is meant',
    affects: affected.placedByIstioFilters,
  },
  {
    since: '1.21',
    change: 'of overlapping wildcard hosts the most specific wins, no longer the oldest',
    remedy: 'see that the most specific one has the routes that are meant',
    compatible: true,
    affects: affected.overlappingWildcards,
  },
  {
    since: '1.21',
    change: "servers' certificates are verified with the authorities of the system where none is named",
    remedy: 'name the authority by caCertificates or credentialName, or set insecureSkipVerify',
    compatible: true,
    affects: affected.unverifiedServers,
  },
  {
    since: '1.21',
    change: 'Services of type ExternalName are aliases: DestinationRules no longer apply to them',
    remedy: 'name the Service or ServiceEntry that it is an alias of',
    compatible: true,
    affects: affected.rulesOfExternalNames,
  },
  {
    since: '1.21',
    change: 'the values telemetry.v2.*.configOverride are no longer read',
    remedy: 'say the same with a Telemetry resource',
    affects: affected.telemetryOverrides,
  },
  {
    since: '1.22',
    change: 'traces are no longer sent to zipkin by default',
    remedy: 'name a provider with a Telemetry resource in the root namespace',
    compatible: true,
    affects: affected.tracesByDefault,
  },
  {
    since: '1.22',
    change: 'discoverySelectors hold for Istio resources and the root certificate, too',
    remedy: 'see that the namespaces of all Istio resources are selected',
    compatible: true,
    affects: affected.discoverySelectors,
  },
  {
    since: '1.22',
    change: 'the targetPort of entries with resolution NONE is no longer ignored',
    remedy: 'remove the targetPort where it is not meant',
    compatible: true,
    affects: affected.targetPortsWithoutResolution,
  },
  {
    since: '1.24',
    change: 'the label istio.io/gateway-name is gone',
    remedy: 'select by gateway.networking.k8s.io/gateway-name',
    affects: affected.gatewayNameSelectors,
  },
  {
    since: '1.24',
    change:
      'expressions see the peer as filter_state.downstream_peer and the node as xds.node; attributes of Wasm need their full name',
    remedy: 'rewrite the expression; has(filter_state.downstream_peer) tells old proxies from new ones',
    affects: affected.wasmAttributes,
  },
  {
    since: '1.24',
    change: 'the annotation sidecar.istio.io/enableCoreDump is no longer read',
    remedy: 'remove it',
    affects: affected.annotated('sidecar.istio.io/enableCoreDump'),
  },
  {
    since: '1.24',
    change: 'the profiles for OpenShift are gone',
    remedy: 'take the profile without -openshift, and global.platform: openshift',
    affects: affected.openshiftProfiles,
  },
  {
    since: '1.25',
    change:
      'the resources of ztunnel are named after the release, which restarts its traffic (1.26 names them ztunnel again)',
    remedy: 'set resourceName: ztunnel',
    affects: affected.ztunnelOfOtherName,
  },
  ...removedProvider('opencensus', '1.25'),
  ...removedProvider('lightstep', '1.27'),
  {
    since: '1.28',
    change: 'BackendTLSPolicy is read in version v1 only',
    remedy: 'write apiVersion gateway.networking.k8s.io/v1, with the Gateway API 1.4 or newer',
    affects: affected.ofVersion('BackendTLSPolicy', 'gateway.networking.k8s.io/v1alpha3'),
  },
  {
    since: '1.28',
    change: 'the InferencePool of alpha versions is no longer read',
    remedy: 'write apiVersion inference.networking.k8s.io/v1',
    affects: affected.ofVersion('InferencePool', 'inference.networking.x-k8s.io/v1alpha2'),
  },
  {
    since: '1.29',
    change:
      'the annotation sidecar.istio.io/statsCompression is no longer read; metrics are compressed for who asks for it',
    remedy: 'set statsCompression in the annotation proxy.istio.io/config',
    affects: affected.annotated('sidecar.istio.io/statsCompression'),
  },
  {
    since: '1.29',
    change: "istiod answers questions about other namespaces' proxies in its own namespace only",
    remedy: "deploy Kiali in istiod's namespace, or set pilot.env.ENABLE_DEBUG_ENDPOINT_AUTH: 'false'",
    affects: affected.kialiElsewhere,
  },
  {
    since: '1.30',
    change:
      'a host of several namespaces means the Kubernetes Service, then the oldest entry, no longer the first namespace of the alphabet',
    remedy: 'keep each host in one namespace, or export it only where it is meant',
    compatible: true,
    affects: affected.hostsOfSeveralNamespaces,
  },
  {
    since: '1.31',
    change: 'unhealthy endpoints are sent to the proxies unless minHealthPercent is set',
    remedy: 'set outlierDetection.minHealthPercent, where they are to get no traffic',
    compatible: true,
    affects: affected.outlierDetectionWithoutMinimum,
  },
  {
    since: '1.31',
    change: 'entries that were registered before are reached in plain text until they register again',
    remedy: 'restart the workloads of the group, or label their entries networking.istio.io/tunnel=http',
    affects: affected.ofKind('WorkloadGroup'),
  },
  {
    since: '1.32',
    change: 'the filter envoy.filters.http.rbac has another name',
    remedy: 'do not match it by name',
    affects: affected.matchingFilter('envoy.filters.http.rbac'),
  },
  ...removedVariables('1.21', 'PILOT_ENABLE_INBOUND_PASSTHROUGH'),
  ...removedVariables(
    '1.23',
    'ISTIO_ENABLE_OPTIMIZED_SERVICE_PUSH',
    'ENABLE_OPTIMIZED_CONFIG_REBUILD',
    'PILOT_ENABLE_CONFIG_DISTRIBUTION_TRACKING',
    'ENABLE_OTEL_BUILTIN_RESOURCE_LABELS',
  ),
  ...removedVariables(
    '1.24',
    'ENABLE_EXTERNAL_NAME_ALIAS',
    'PERSIST_OLDEST_FIRST_HEURISTIC_FOR_VIRTUAL_SERVICE_HOST_MATCHING',
    'VERIFY_CERTIFICATE_AT_CLIENT',
  ),
  ...removedVariables('1.28', 'METRIC_ROTATION_INTERVAL', 'METRIC_GRACEFUL_DELETION_INTERVAL'),
  ...removedVariables('1.31', 'PILOT_SPAWN_UPSTREAM_SPAN_FOR_GATEWAY'),
];

/** The notes of the steps from one version to another that concern a program, each with what it concerns. */
export function notesFor(
  content: MeshContent,
  {
    from,
    to,
    compatibilityVersion,
  }: { readonly from: string; readonly to: string; readonly compatibilityVersion?: string },
): readonly { readonly note: UpgradeNote; readonly affected: readonly string[] }[] {
  const isLater = (minor: string, than: string): boolean => (minorsBetween(than, minor) ?? 0) > 0;
  return UPGRADE_NOTES.filter(
    ({ since, compatible }) =>
      isLater(since, from) &&
      !isLater(since, to) &&
      !(compatible && compatibilityVersion !== undefined && isLater(since, compatibilityVersion)),
  )
    .map((note) => ({ note, affected: note.affects(content) }))
    .filter((found) => found.affected.length > 0);
}

/** The page of a minor's upgrade notes. */
export function notesPage(minor: string): string {
  return `https://istio.io/latest/news/releases/${minor}.x/announcing-${minor}/upgrade-notes/`;
}

function removedProvider(name: string, since: string): readonly UpgradeNote[] {
  return [
    {
      since,
      change: `the tracing provider ${name} is gone`,
      remedy: 'take the provider opentelemetry',
      affects: affected.extensionProvider(name),
    },
  ];
}

function removedVariables(since: string, ...names: readonly string[]): readonly UpgradeNote[] {
  return names.map((name) => ({
    since,
    change: `istiod no longer reads ${name}`,
    remedy: `remove ${name} from the values`,
    affects: affected.istiodVariable(name),
  }));
}
