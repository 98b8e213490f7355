export { BaseChart, type BaseChartProps } from './base-chart';
export { Chart, type ChartKind, type ChartProps } from './chart';
export type { ChartSource } from './chart-source';
export { CniChart, type CniChartProps } from './cni-chart';
export {
  GatewayChart,
  type GatewayChartProps,
} from './gateway-chart';
export type { GatewayServicePort, GatewayServiceType } from './gateway-service';
export type { BaseValues } from './generated/base-values';
export type { CniValues } from './generated/cni-values';
export type { GatewayValues } from './generated/gateway-values';
export type { IstiodValues, PilotValues, ProxyValues } from './generated/istiod-values';
export type { ExtensionProvider, MeshConfig, ProxyConfig } from './generated/mesh-config';
export type { ZtunnelValues } from './generated/ztunnel-values';
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
} from './istiod-chart';
export { KialiChart, type KialiChartProps, type KialiExternalService, type KialiValues } from './kiali-chart';
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
export { ZtunnelChart, type ZtunnelChartProps } from './ztunnel-chart';
