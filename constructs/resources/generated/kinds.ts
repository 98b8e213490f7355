// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindFacts } from '../validation/schema';
import type { TrafficExtensionSpec, WasmPluginSpec } from './extensions';
import type { BackendTLSPolicySpec as GatewayApiBackendTLSPolicySpec, GRPCRouteSpec as GatewayApiGRPCRouteSpec, GatewaySpec as GatewayApiGatewaySpec, GatewayClassSpec as GatewayApiGatewayClassSpec, HTTPRouteSpec as GatewayApiHTTPRouteSpec, ListenerSetSpec as GatewayApiListenerSetSpec, ReferenceGrantSpec as GatewayApiReferenceGrantSpec, TCPRouteSpec as GatewayApiTCPRouteSpec, TLSRouteSpec as GatewayApiTLSRouteSpec, XBackendTrafficPolicySpec as GatewayApiXBackendTrafficPolicySpec, XListenerSetSpec as GatewayApiXListenerSetSpec, InferencePoolSpec as GatewayApiInferencePoolSpec } from './gateway-api';
import type { DestinationRuleSpec, EnvoyFilterSpec, GatewaySpec, ProxyConfigSpec, ServiceEntrySpec, SidecarSpec, VirtualServiceSpec, WorkloadEntrySpec, WorkloadGroupSpec } from './networking';
import type { AuthorizationPolicySpec, PeerAuthenticationSpec, RequestAuthenticationSpec } from './security';
import type { TelemetrySpec } from './telemetry';

/** The spec of every kind, by the kind's name; kinds of other groups than Istio's by group and kind. */
export interface ResourceSpecs {
  /** The spec of kind TrafficExtension. */
  readonly TrafficExtension: TrafficExtensionSpec;
  /** The spec of kind WasmPlugin. */
  readonly WasmPlugin: WasmPluginSpec;
  /** The spec of kind BackendTLSPolicy. */
  readonly 'gateway.networking.k8s.io/BackendTLSPolicy': GatewayApiBackendTLSPolicySpec;
  /** The spec of kind GRPCRoute. */
  readonly 'gateway.networking.k8s.io/GRPCRoute': GatewayApiGRPCRouteSpec;
  /** The spec of kind Gateway. */
  readonly 'gateway.networking.k8s.io/Gateway': GatewayApiGatewaySpec;
  /** The spec of kind GatewayClass. */
  readonly 'gateway.networking.k8s.io/GatewayClass': GatewayApiGatewayClassSpec;
  /** The spec of kind HTTPRoute. */
  readonly 'gateway.networking.k8s.io/HTTPRoute': GatewayApiHTTPRouteSpec;
  /** The spec of kind ListenerSet. */
  readonly 'gateway.networking.k8s.io/ListenerSet': GatewayApiListenerSetSpec;
  /** The spec of kind ReferenceGrant. */
  readonly 'gateway.networking.k8s.io/ReferenceGrant': GatewayApiReferenceGrantSpec;
  /** The spec of kind TCPRoute. */
  readonly 'gateway.networking.k8s.io/TCPRoute': GatewayApiTCPRouteSpec;
  /** The spec of kind TLSRoute. */
  readonly 'gateway.networking.k8s.io/TLSRoute': GatewayApiTLSRouteSpec;
  /** The spec of kind XBackendTrafficPolicy. */
  readonly 'gateway.networking.x-k8s.io/XBackendTrafficPolicy': GatewayApiXBackendTrafficPolicySpec;
  /** The spec of kind XListenerSet. */
  readonly 'gateway.networking.x-k8s.io/XListenerSet': GatewayApiXListenerSetSpec;
  /** The spec of kind InferencePool. */
  readonly 'inference.networking.k8s.io/InferencePool': GatewayApiInferencePoolSpec;
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
export const DEFINED_RELEASES: Readonly<Record<string, readonly string[]>> = {"istio":["1.17","1.18","1.19","1.20","1.21","1.22","1.23","1.24","1.25","1.26","1.27","1.28","1.29","1.30","1.31","1.32"],"gateway-api/standard":["1.4","1.5","1.6","1.7"],"gateway-api/experimental":["1.4","1.5","1.6","1.7"],"inference-extension":["1.6"]};

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
  'gateway.networking.k8s.io/BackendTLSPolicy': {
    kind: 'BackendTLSPolicy',
    group: 'gateway.networking.k8s.io',
    plural: 'backendtlspolicies',
    reference: 'https://gateway-api.sigs.k8s.io/reference/spec/#backendtlspolicy',
    served: {"gateway-api/standard":[["1.4",["v1"]]],"gateway-api/experimental":[["1.4",["v1","v1alpha3"]]]},
    load: () => require('./schemas/gateway-api-backend-tls-policy').history,
  },
  'gateway.networking.k8s.io/GRPCRoute': {
    kind: 'GRPCRoute',
    group: 'gateway.networking.k8s.io',
    plural: 'grpcroutes',
    reference: 'https://gateway-api.sigs.k8s.io/reference/spec/#grpcroute',
    served: {"gateway-api/standard":[["1.4",["v1"]]],"gateway-api/experimental":[["1.4",["v1"]]]},
    load: () => require('./schemas/gateway-api-grpc-route').history,
  },
  'gateway.networking.k8s.io/Gateway': {
    kind: 'Gateway',
    group: 'gateway.networking.k8s.io',
    plural: 'gateways',
    reference: 'https://gateway-api.sigs.k8s.io/reference/spec/#gateway',
    served: {"gateway-api/standard":[["1.4",["v1","v1beta1"]]],"gateway-api/experimental":[["1.4",["v1","v1beta1"]]]},
    load: () => require('./schemas/gateway-api-gateway').history,
  },
  'gateway.networking.k8s.io/GatewayClass': {
    kind: 'GatewayClass',
    group: 'gateway.networking.k8s.io',
    plural: 'gatewayclasses',
    reference: 'https://gateway-api.sigs.k8s.io/reference/spec/#gatewayclass',
    served: {"gateway-api/standard":[["1.4",["v1","v1beta1"]]],"gateway-api/experimental":[["1.4",["v1","v1beta1"]]]},
    clusterWide: true,
    load: () => require('./schemas/gateway-api-gateway-class').history,
  },
  'gateway.networking.k8s.io/HTTPRoute': {
    kind: 'HTTPRoute',
    group: 'gateway.networking.k8s.io',
    plural: 'httproutes',
    reference: 'https://gateway-api.sigs.k8s.io/reference/spec/#httproute',
    served: {"gateway-api/standard":[["1.4",["v1","v1beta1"]]],"gateway-api/experimental":[["1.4",["v1","v1beta1"]]]},
    load: () => require('./schemas/gateway-api-http-route').history,
  },
  'gateway.networking.k8s.io/ListenerSet': {
    kind: 'ListenerSet',
    group: 'gateway.networking.k8s.io',
    plural: 'listenersets',
    reference: 'https://gateway-api.sigs.k8s.io/reference/spec/#listenerset',
    served: {"gateway-api/standard":[["1.5",["v1"]]],"gateway-api/experimental":[["1.5",["v1"]]]},
    load: () => require('./schemas/gateway-api-listener-set').history,
  },
  'gateway.networking.k8s.io/ReferenceGrant': {
    kind: 'ReferenceGrant',
    group: 'gateway.networking.k8s.io',
    plural: 'referencegrants',
    reference: 'https://gateway-api.sigs.k8s.io/reference/spec/#referencegrant',
    served: {"gateway-api/standard":[["1.4",["v1beta1"]],["1.5",["v1","v1beta1"]]],"gateway-api/experimental":[["1.4",["v1beta1"]],["1.5",["v1","v1beta1"]]]},
    load: () => require('./schemas/gateway-api-reference-grant').history,
  },
  'gateway.networking.k8s.io/TCPRoute': {
    kind: 'TCPRoute',
    group: 'gateway.networking.k8s.io',
    plural: 'tcproutes',
    reference: 'https://gateway-api.sigs.k8s.io/reference/spec/#tcproute',
    served: {"gateway-api/standard":[["1.6",["v1"]]],"gateway-api/experimental":[["1.4",["v1alpha2"]],["1.6",["v1","v1alpha2"]]]},
    load: () => require('./schemas/gateway-api-tcp-route').history,
  },
  'gateway.networking.k8s.io/TLSRoute': {
    kind: 'TLSRoute',
    group: 'gateway.networking.k8s.io',
    plural: 'tlsroutes',
    reference: 'https://gateway-api.sigs.k8s.io/reference/spec/#tlsroute',
    served: {"gateway-api/standard":[["1.5",["v1"]]],"gateway-api/experimental":[["1.4",["v1alpha3","v1alpha2"]],["1.5",["v1","v1alpha3","v1alpha2"]]]},
    load: () => require('./schemas/gateway-api-tls-route').history,
  },
  'gateway.networking.x-k8s.io/XBackendTrafficPolicy': {
    kind: 'XBackendTrafficPolicy',
    group: 'gateway.networking.x-k8s.io',
    plural: 'xbackendtrafficpolicies',
    reference: 'https://gateway-api.sigs.k8s.io/reference/spec/#xbackendtrafficpolicy',
    served: {"gateway-api/experimental":[["1.4",["v1alpha1"]]]},
    load: () => require('./schemas/gateway-api-x-backend-traffic-policy').history,
  },
  'gateway.networking.x-k8s.io/XListenerSet': {
    kind: 'XListenerSet',
    group: 'gateway.networking.x-k8s.io',
    plural: 'xlistenersets',
    reference: 'https://gateway-api.sigs.k8s.io/reference/spec/#xlistenerset',
    served: {"gateway-api/experimental":[["1.4",["v1alpha1"]],["1.5",[]]]},
    load: () => require('./schemas/gateway-api-x-listener-set').history,
  },
  'inference.networking.k8s.io/InferencePool': {
    kind: 'InferencePool',
    group: 'inference.networking.k8s.io',
    plural: 'inferencepools',
    reference: 'https://gateway-api-inference-extension.sigs.k8s.io/reference/spec/#inferencepool',
    served: {"inference-extension":[["1.6",["v1"]]]},
    load: () => require('./schemas/gateway-api-inference-pool').history,
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
