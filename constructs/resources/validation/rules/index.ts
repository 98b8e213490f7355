import type { ResourceKind } from '../../generated/kinds';
import type { Place } from '../place';

type Rules = (spec: Place<never>) => void;

/** The rules of each kind, loaded when they are first needed. */
const RULES: Readonly<Partial<Record<ResourceKind, () => Rules>>> = {
  AuthorizationPolicy: () => require('./authorization-policy').checkAuthorizationPolicy,
  DestinationRule: () => require('./destination-rule').checkDestinationRule,
  EnvoyFilter: () => require('./envoy-filter').checkEnvoyFilter,
  Gateway: () => require('./gateway').checkGateway,
  PeerAuthentication: () => require('./peer-authentication').checkPeerAuthentication,
  ProxyConfig: () => require('./proxy-config').checkProxyConfig,
  RequestAuthentication: () => require('./request-authentication').checkRequestAuthentication,
  ServiceEntry: () => require('./service-entry').checkServiceEntry,
  Sidecar: () => require('./sidecar').checkSidecar,
  Telemetry: () => require('./telemetry').checkTelemetry,
  TrafficExtension: () => require('./traffic-extension').checkTrafficExtension,
  VirtualService: () => require('./virtual-service').checkVirtualService,
  WasmPlugin: () => require('./wasm-plugin').checkWasmPlugin,
  WorkloadEntry: () => require('./workload-entry').checkWorkloadEntry,
  WorkloadGroup: () => require('./workload-group').checkWorkloadGroup,
  'gateway.networking.k8s.io/GRPCRoute': () => require('./gateway-api').checkGrpcRoute,
  'gateway.networking.k8s.io/Gateway': () => require('./gateway-api').checkKubernetesGateway,
  'gateway.networking.k8s.io/HTTPRoute': () => require('./gateway-api').checkHttpRoute,
  'gateway.networking.k8s.io/TCPRoute': () => require('./gateway-api').checkL4Route,
  'gateway.networking.k8s.io/TLSRoute': () => require('./gateway-api').checkL4Route,
  'inference.networking.k8s.io/InferencePool': () => require('./gateway-api').checkInferencePool,
  'gateway.networking.x-k8s.io/XBackendTrafficPolicy': () => require('./gateway-api').checkBackendTrafficPolicy,
};

/** The rules of a kind that no webhook checks. */
const NONE: Rules = () => {};

const loaded = new Map<ResourceKind, Rules>();

/** Applies what istiod's webhook asks of a kind beyond its schema, and notes what istiod does not read. */
export function applyRules(kind: ResourceKind, spec: Place<never>): void {
  const rules = loaded.get(kind) ?? RULES[kind]?.() ?? NONE;
  loaded.set(kind, rules);
  rules(spec);
}
