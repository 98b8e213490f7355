export type { AddonProps } from './addon-props';
export { Endpoint } from './endpoint';
export { type DashboardServer, Grafana, type GrafanaProps } from './grafana';
export { Jaeger, type JaegerProps, type TraceStore } from './jaeger';
export { Kiali, type KialiLinks, type KialiProps } from './kiali';
export { type MetricsStore, Prometheus, type PrometheusProps } from './prometheus';
