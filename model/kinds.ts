import { type KindName, kindName, type ModelObject } from './object';

/** The kinds that the model knows something of, by group and kind. */
export const KINDS = {
  authorizationPolicy: 'security.istio.io/AuthorizationPolicy',
  destinationRule: 'networking.istio.io/DestinationRule',
  envoyFilter: 'networking.istio.io/EnvoyFilter',
  gateway: 'networking.istio.io/Gateway',
  peerAuthentication: 'security.istio.io/PeerAuthentication',
  proxyConfig: 'networking.istio.io/ProxyConfig',
  requestAuthentication: 'security.istio.io/RequestAuthentication',
  serviceEntry: 'networking.istio.io/ServiceEntry',
  sidecar: 'networking.istio.io/Sidecar',
  telemetry: 'telemetry.istio.io/Telemetry',
  virtualService: 'networking.istio.io/VirtualService',
  wasmPlugin: 'extensions.istio.io/WasmPlugin',
  workloadEntry: 'networking.istio.io/WorkloadEntry',
  workloadGroup: 'networking.istio.io/WorkloadGroup',
  kubernetesGateway: 'gateway.networking.k8s.io/Gateway',
  httpRoute: 'gateway.networking.k8s.io/HTTPRoute',
  grpcRoute: 'gateway.networking.k8s.io/GRPCRoute',
  listenerSet: 'gateway.networking.k8s.io/ListenerSet',
  referenceGrant: 'gateway.networking.k8s.io/ReferenceGrant',
  customResourceDefinition: 'apiextensions.k8s.io/CustomResourceDefinition',
  mutatingWebhooks: 'admissionregistration.k8s.io/MutatingWebhookConfiguration',
  validatingWebhooks: 'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  configMap: 'ConfigMap',
  namespace: 'Namespace',
  pod: 'Pod',
  secret: 'Secret',
  service: 'Service',
  serviceAccount: 'ServiceAccount',
} as const satisfies Readonly<Record<string, KindName>>;

/** The kinds of policies that name what they are for by `targetRefs`. */
export const POLICY_KINDS: readonly KindName[] = [
  KINDS.authorizationPolicy,
  KINDS.requestAuthentication,
  KINDS.telemetry,
  KINDS.wasmPlugin,
];

/** The kinds of routes that istiod reads. */
export const ROUTE_KINDS = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'] as const;
export type RouteKind = (typeof ROUTE_KINDS)[number];

/** The full name of a kind of routes. */
export function routeKindName(kind: RouteKind): string {
  return `gateway.networking.k8s.io/${kind}`;
}

/** The full names of the kinds of routes. */
export const KUBERNETES_ROUTES: readonly KindName[] = ROUTE_KINDS.map(routeKindName);

/** The name of an object's kind, group and all. */
export function kindOf({ group, kind }: ModelObject): KindName {
  return kindName(group, kind);
}

/** Groups whose kinds make neither pods nor Services nor Secrets but as the model reads them. */
const CLOSED_GROUPS = /^$|^(apps|batch|autoscaling|policy)$|\.k8s\.io$|\.istio\.io$/;
/** Groups whose kinds make Secrets, and nothing else that the model asks for. */
const SECRET_GROUPS = /^(cert-manager\.io|external-secrets\.io|bitnami\.com|secrets-store\.csi\.x-k8s\.io)$/;
/** Groups whose kinds make nothing of interest. */
const HARMLESS_GROUPS = /^monitoring\.coreos\.com$/;

/** Whether an object may have a controller of its own make pods and Services that the model cannot see. */
export function mayMakeWorkloads({ group }: ModelObject): boolean {
  return !CLOSED_GROUPS.test(group) && !SECRET_GROUPS.test(group) && !HARMLESS_GROUPS.test(group);
}

/** Whether an object may have a controller of its own make Secrets that the model cannot name. */
export function mayMakeSecrets({ group, kind }: ModelObject): boolean {
  const isRead =
    (group === 'cert-manager.io' && kind === 'Certificate') ||
    (group === 'external-secrets.io' && kind === 'ExternalSecret');
  return !CLOSED_GROUPS.test(group) && !HARMLESS_GROUPS.test(group) && !isRead;
}

/** Whether an object in no namespace, such as a ClusterExternalSecret, may have Secrets made in every one. */
export function makesEverywhere({ kind, metadata }: ModelObject): boolean {
  return metadata.namespace === undefined && kind.startsWith('Cluster') && !/Issuer$|Store$/.test(kind);
}
