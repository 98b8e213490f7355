// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindFacts } from '../validation/schema';
import type { TrafficExtensionSpec, WasmPluginSpec } from './extensions';
import type { DestinationRuleSpec, EnvoyFilterSpec, GatewaySpec, ProxyConfigSpec, ServiceEntrySpec, SidecarSpec, VirtualServiceSpec, WorkloadEntrySpec, WorkloadGroupSpec } from './networking';
import type { AuthorizationPolicySpec, PeerAuthenticationSpec, RequestAuthenticationSpec } from './security';
import type { TelemetrySpec } from './telemetry';

/** The spec of every kind, by the kind's name; kinds of other groups than Istio's by group and kind. */
export interface ResourceSpecs {
  /** The spec of kind TrafficExtension. */
  readonly TrafficExtension: TrafficExtensionSpec;
  /** The spec of kind WasmPlugin. */
  readonly WasmPlugin: WasmPluginSpec;
  /** The spec of kind DestinationRule. */
  readonly DestinationRule: DestinationRuleSpec;
  /** The spec of kind EnvoyFilter. */
  readonly EnvoyFilter: EnvoyFilterSpec;
  /** The spec of kind Gateway. */
  readonly Gateway: GatewaySpec;
  /** The spec of kind ProxyConfig. */
  readonly ProxyConfig: ProxyConfigSpec;
  /** The spec of kind ServiceEntry. */
  readonly ServiceEntry: ServiceEntrySpec;
  /** The spec of kind Sidecar. */
  readonly Sidecar: SidecarSpec;
  /** The spec of kind VirtualService. */
  readonly VirtualService: VirtualServiceSpec;
  /** The spec of kind WorkloadEntry. */
  readonly WorkloadEntry: WorkloadEntrySpec;
  /** The spec of kind WorkloadGroup. */
  readonly WorkloadGroup: WorkloadGroupSpec;
  /** The spec of kind AuthorizationPolicy. */
  readonly AuthorizationPolicy: AuthorizationPolicySpec;
  /** The spec of kind PeerAuthentication. */
  readonly PeerAuthentication: PeerAuthenticationSpec;
  /** The spec of kind RequestAuthentication. */
  readonly RequestAuthentication: RequestAuthenticationSpec;
  /** The spec of kind Telemetry. */
  readonly Telemetry: TelemetrySpec;
}

/** A kind that this package knows. */
export type ResourceKind = keyof ResourceSpecs;

/** The releases whose definitions are known, by API family, oldest first. */
export const DEFINED_RELEASES: Readonly<Record<string, readonly string[]>> = {"istio":["1.17","1.18","1.19","1.20","1.21","1.22","1.23","1.24","1.25","1.26","1.27","1.28","1.29","1.30","1.31","1.32"]};

/** Every kind of the catalogued releases. */
export const RESOURCE_KINDS: Readonly<Record<ResourceKind, KindFacts>> = {
  TrafficExtension: {
    kind: 'TrafficExtension',
    group: 'extensions.istio.io',
    plural: 'trafficextensions',
    reference: 'https://istio.io/latest/docs/reference/config/proxy_extensions/traffic_extension/',
    served: {"istio":[["1.30",["v1alpha1"]]]},
    load: () => require('./schemas/traffic-extension').history,
  },
  WasmPlugin: {
    kind: 'WasmPlugin',
    group: 'extensions.istio.io',
    plural: 'wasmplugins',
    reference: 'https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/',
    served: {"istio":[["1.17",["v1alpha1"]]]},
    load: () => require('./schemas/wasm-plugin').history,
  },
  DestinationRule: {
    kind: 'DestinationRule',
    group: 'networking.istio.io',
    plural: 'destinationrules',
    reference: 'https://istio.io/latest/docs/reference/config/networking/destination-rule/',
    served: {"istio":[["1.17",["v1beta1","v1alpha3"]],["1.22",["v1","v1beta1","v1alpha3"]]]},
    load: () => require('./schemas/destination-rule').history,
  },
  EnvoyFilter: {
    kind: 'EnvoyFilter',
    group: 'networking.istio.io',
    plural: 'envoyfilters',
    reference: 'https://istio.io/latest/docs/reference/config/networking/envoy-filter/',
    served: {"istio":[["1.17",["v1alpha3"]]]},
    load: () => require('./schemas/envoy-filter').history,
  },
  Gateway: {
    kind: 'Gateway',
    group: 'networking.istio.io',
    plural: 'gateways',
    reference: 'https://istio.io/latest/docs/reference/config/networking/gateway/',
    served: {"istio":[["1.17",["v1beta1","v1alpha3"]],["1.22",["v1","v1beta1","v1alpha3"]]]},
    load: () => require('./schemas/gateway').history,
  },
  ProxyConfig: {
    kind: 'ProxyConfig',
    group: 'networking.istio.io',
    plural: 'proxyconfigs',
    reference: 'https://istio.io/latest/docs/reference/config/networking/proxy-config/',
    served: {"istio":[["1.17",["v1beta1"]]]},
    load: () => require('./schemas/proxy-config').history,
  },
  ServiceEntry: {
    kind: 'ServiceEntry',
    group: 'networking.istio.io',
    plural: 'serviceentries',
    reference: 'https://istio.io/latest/docs/reference/config/networking/service-entry/',
    served: {"istio":[["1.17",["v1beta1","v1alpha3"]],["1.22",["v1","v1beta1","v1alpha3"]]]},
    load: () => require('./schemas/service-entry').history,
  },
  Sidecar: {
    kind: 'Sidecar',
    group: 'networking.istio.io',
    plural: 'sidecars',
    reference: 'https://istio.io/latest/docs/reference/config/networking/sidecar/',
    served: {"istio":[["1.17",["v1beta1","v1alpha3"]],["1.22",["v1","v1beta1","v1alpha3"]]]},
    load: () => require('./schemas/sidecar').history,
  },
  VirtualService: {
    kind: 'VirtualService',
    group: 'networking.istio.io',
    plural: 'virtualservices',
    reference: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/',
    served: {"istio":[["1.17",["v1beta1","v1alpha3"]],["1.22",["v1","v1beta1","v1alpha3"]]]},
    load: () => require('./schemas/virtual-service').history,
  },
  WorkloadEntry: {
    kind: 'WorkloadEntry',
    group: 'networking.istio.io',
    plural: 'workloadentries',
    reference: 'https://istio.io/latest/docs/reference/config/networking/workload-entry/',
    served: {"istio":[["1.17",["v1beta1","v1alpha3"]],["1.22",["v1","v1beta1","v1alpha3"]]]},
    load: () => require('./schemas/workload-entry').history,
  },
  WorkloadGroup: {
    kind: 'WorkloadGroup',
    group: 'networking.istio.io',
    plural: 'workloadgroups',
    reference: 'https://istio.io/latest/docs/reference/config/networking/workload-group/',
    served: {"istio":[["1.17",["v1beta1","v1alpha3"]],["1.22",["v1","v1beta1","v1alpha3"]]]},
    load: () => require('./schemas/workload-group').history,
  },
  AuthorizationPolicy: {
    kind: 'AuthorizationPolicy',
    group: 'security.istio.io',
    plural: 'authorizationpolicies',
    reference: 'https://istio.io/latest/docs/reference/config/security/authorization-policy/',
    served: {"istio":[["1.17",["v1","v1beta1"]]]},
    load: () => require('./schemas/authorization-policy').history,
  },
  PeerAuthentication: {
    kind: 'PeerAuthentication',
    group: 'security.istio.io',
    plural: 'peerauthentications',
    reference: 'https://istio.io/latest/docs/reference/config/security/peer_authentication/',
    served: {"istio":[["1.17",["v1beta1"]],["1.22",["v1","v1beta1"]]]},
    load: () => require('./schemas/peer-authentication').history,
  },
  RequestAuthentication: {
    kind: 'RequestAuthentication',
    group: 'security.istio.io',
    plural: 'requestauthentications',
    reference: 'https://istio.io/latest/docs/reference/config/security/request_authentication/',
    served: {"istio":[["1.17",["v1","v1beta1"]]]},
    load: () => require('./schemas/request-authentication').history,
  },
  Telemetry: {
    kind: 'Telemetry',
    group: 'telemetry.istio.io',
    plural: 'telemetries',
    reference: 'https://istio.io/latest/docs/reference/config/telemetry/',
    served: {"istio":[["1.17",["v1alpha1"]],["1.22",["v1","v1alpha1"]]]},
    load: () => require('./schemas/telemetry').history,
  },
};
