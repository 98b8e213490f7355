export * from './addons';
export * from './analysis';
export * from './apps';
// The types of the charts' values, whose names would mean something else beside those of the Istio API.
export type * as charts from './charts';
export {
  BaseChart,
  type BaseChartProps,
  Chart,
  type ChartProps,
  type ChartSource,
  CniChart,
  type CniChartProps,
  GatewayChart,
  type GatewayChartProps,
  GrafanaChart,
  type GrafanaChartProps,
  IstiodChart,
  type IstiodChartProps,
  KialiChart,
  type KialiChartProps,
  PrometheusChart,
  type PrometheusChartProps,
  ZtunnelChart,
  type ZtunnelChartProps,
} from './charts';
export * from './delivery';
export { Duration } from './duration';
export { InvalidPropsError } from './invalid-props-error';
export * from './mesh';
export {
  type Delivery,
  MeshContext,
  type MeshProviders,
  type MeshSettings,
  type MeshView,
  type TrafficApi,
} from './mesh-context';
export * from './observability';
export * from './policy';
export * from './references';
export { reportFaults } from './report-faults';
export * from './resources';
export { TrafficExtension, type TrafficExtensionProps, WasmPlugin, type WasmPluginProps } from './resources/extensions';
export {
  DestinationRule,
  type DestinationRuleProps,
  EnvoyFilter,
  type EnvoyFilterProps,
  Gateway,
  type GatewayProps,
  ProxyConfig,
  type ProxyConfigProps,
  ServiceEntry,
  type ServiceEntryProps,
  Sidecar,
  type SidecarProps,
  VirtualService,
  type VirtualServiceProps,
  WorkloadEntry,
  type WorkloadEntryProps,
  WorkloadGroup,
  type WorkloadGroupProps,
} from './resources/networking';
export {
  AuthorizationPolicy,
  type AuthorizationPolicyProps,
  PeerAuthentication,
  type PeerAuthenticationProps,
  RequestAuthentication,
  type RequestAuthenticationProps,
} from './resources/security';
export { Telemetry, type TelemetryProps } from './resources/telemetry';
export * from './security';
export * from './traffic';
export {
  type AddonChart,
  type ChartCoordinates,
  DEFAULT_ISTIO_VERSION,
  type GatewayApiChannel,
  type GatewayApiMinor,
  type GatewayApiRelease,
  type GatewayApiVersion,
  has,
  ISTIO_MINORS,
  ISTIO_VERSIONS,
  type IstioFeature,
  type IstioMinor,
  type IstioRelease,
  type IstioVersion,
  isIstioVersion,
  istioRelease,
} from './versions';
