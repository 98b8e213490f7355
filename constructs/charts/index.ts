export { BaseChart, type BaseChartProps, type BaseValues } from './base-chart';
export { Chart, type ChartKind, type ChartProps } from './chart';
export type { ChartSource } from './chart-source';
export { CniChart, type CniChartProps, type CniValues } from './cni-chart';
export {
  GatewayChart,
  type GatewayChartProps,
  type GatewayServicePort,
  type GatewayServiceType,
  type GatewayValues,
} from './gateway-chart';
export {
  GrafanaChart,
  type GrafanaChartProps,
  type GrafanaDashboard,
  type GrafanaDashboardProvider,
  type GrafanaDatasource,
  type GrafanaValues,
} from './grafana-chart';
export {
  IstiodChart,
  type IstiodChartProps,
  type IstiodValues,
  type PilotValues,
  type ProxyValues,
} from './istiod-chart';
export { KialiChart, type KialiChartProps, type KialiExternalService, type KialiValues } from './kiali-chart';
export type { ExtensionProvider, MeshConfig, ProxyConfig } from './mesh-config';
export type {
  DeploymentStrategy,
  ImagePullPolicy,
  LabelSelector,
  PodPlacementValues,
  PodSpecPart,
  ResourceAmounts,
  ResourceRequirements,
  StringMap,
  Toleration,
  TopologySpreadConstraint,
} from './pod-values';
export { PrometheusChart, type PrometheusChartProps, type PrometheusValues } from './prometheus-chart';
export { ZtunnelChart, type ZtunnelChartProps, type ZtunnelValues } from './ztunnel-chart';
