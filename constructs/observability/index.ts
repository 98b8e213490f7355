export { AccessLogs, type AccessLogsProps } from './access-logs';
export { CustomTag } from './custom-tag';
export { LogFilter } from './log-filter';
export { type IstioMetric, Metrics, type MetricsProps } from './metrics';
export { TelemetryPolicy, type TelemetryPolicyProps } from './telemetry-policy';
export {
  type DefinedTelemetryProvider,
  type FileLogProps,
  type LogFormat,
  type OpenTelemetryLogProps,
  type OpenTelemetryProps,
  type TelemetryEndpoint,
  type TelemetryExtensionProvider,
  TelemetryProvider,
  type ZipkinProps,
} from './telemetry-provider';
export { Tracing, type TracingProps } from './tracing';
export type { WorkloadMode } from './workload-mode';
