// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { OneOf } from '../one-of';
import type * as shared from './shared';
export type { PolicyTargetReference, WorkloadSelector } from './shared';

/** [AccessLogging](https://istio.io/latest/docs/reference/config/telemetry/#AccessLogging) of the reference. */
export interface AccessLogging {
  /** [Reference](https://istio.io/latest/docs/reference/config/telemetry/#AccessLogging-disabled). */
  readonly disabled?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/telemetry/#AccessLogging-filter). */
  readonly filter?: AccessLoggingFilter;
  /** [Reference](https://istio.io/latest/docs/reference/config/telemetry/#AccessLogging-match). */
  readonly match?: AccessLoggingLogSelector;
  /** [Reference](https://istio.io/latest/docs/reference/config/telemetry/#AccessLogging-providers). */
  readonly providers?: readonly ProviderRef[];
}

/** [AccessLogging.Filter](https://istio.io/latest/docs/reference/config/telemetry/#AccessLogging-Filter) of the reference. */
export interface AccessLoggingFilter {
  /** [Reference](https://istio.io/latest/docs/reference/config/telemetry/#AccessLogging-Filter-expression). */
  readonly expression?: string;
}

/** [AccessLogging.LogSelector](https://istio.io/latest/docs/reference/config/telemetry/#AccessLogging-LogSelector) of the reference. */
export interface AccessLoggingLogSelector {
  /** [Reference](https://istio.io/latest/docs/reference/config/telemetry/#AccessLogging-LogSelector-mode). */
  readonly mode?: 'CLIENT_AND_SERVER' | 'CLIENT' | 'SERVER';
}

/** [MetricSelector](https://istio.io/latest/docs/reference/config/telemetry/#MetricSelector) of the reference. */
export type MetricSelector = {
  /** [Reference](https://istio.io/latest/docs/reference/config/telemetry/#MetricSelector-mode). */
  readonly mode?: 'CLIENT_AND_SERVER' | 'CLIENT' | 'SERVER';
} & OneOf<{
  /** [Reference](https://istio.io/latest/docs/reference/config/telemetry/#MetricSelector-metric). */
  readonly metric: 'ALL_METRICS' | 'REQUEST_COUNT' | 'REQUEST_DURATION' | 'REQUEST_SIZE' | 'RESPONSE_SIZE' | 'TCP_OPENED_CONNECTIONS' | 'TCP_CLOSED_CONNECTIONS' | 'TCP_SENT_BYTES' | 'TCP_RECEIVED_BYTES' | 'GRPC_REQUEST_MESSAGES' | 'GRPC_RESPONSE_MESSAGES';
  /** At least 1 characters. [Reference](https://istio.io/latest/docs/reference/config/telemetry/#MetricSelector-custom_metric). */
  readonly customMetric: string;
}>;

/** [Metrics](https://istio.io/latest/docs/reference/config/telemetry/#Metrics) of the reference. */
export interface Metrics {
  /** [Reference](https://istio.io/latest/docs/reference/config/telemetry/#Metrics-overrides). */
  readonly overrides?: readonly MetricsOverrides[];
  /** [Reference](https://istio.io/latest/docs/reference/config/telemetry/#Metrics-providers). */
  readonly providers?: readonly ProviderRef[];
  /** [Reference](https://istio.io/latest/docs/reference/config/telemetry/#Metrics-reporting_interval). */
  readonly reportingInterval?: string;
}

/** [MetricsOverrides](https://istio.io/latest/docs/reference/config/telemetry/#MetricsOverrides) of the reference. */
export interface MetricsOverrides {
  /** [Reference](https://istio.io/latest/docs/reference/config/telemetry/#MetricsOverrides-disabled). */
  readonly disabled?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/telemetry/#MetricsOverrides-match). */
  readonly match?: MetricSelector;
  /** [Reference](https://istio.io/latest/docs/reference/config/telemetry/#MetricsOverrides-tag_overrides). */
  readonly tagOverrides?: Readonly<Record<string, MetricsOverridesTagOverride>>;
}

/** [MetricsOverrides.TagOverride](https://istio.io/latest/docs/reference/config/telemetry/#MetricsOverrides-TagOverride) of the reference. */
export interface MetricsOverridesTagOverride {
  /** [Reference](https://istio.io/latest/docs/reference/config/telemetry/#MetricsOverrides-TagOverride-operation). */
  readonly operation?: 'UPSERT' | 'REMOVE';
  /** [Reference](https://istio.io/latest/docs/reference/config/telemetry/#MetricsOverrides-TagOverride-value). */
  readonly value?: string;
}

/** [ProviderRef](https://istio.io/latest/docs/reference/config/telemetry/#ProviderRef) of the reference. */
export interface ProviderRef {
  /** At least 1 characters. [Reference](https://istio.io/latest/docs/reference/config/telemetry/#ProviderRef-name). */
  readonly name: string;
}

/** [Telemetry](https://istio.io/latest/docs/reference/config/telemetry/#Telemetry) of the reference. */
export interface TelemetrySpec {
  /** [Reference](https://istio.io/latest/docs/reference/config/telemetry/#Telemetry-access_logging). */
  readonly accessLogging?: readonly AccessLogging[];
  /** [Reference](https://istio.io/latest/docs/reference/config/telemetry/#Telemetry-metrics). */
  readonly metrics?: readonly Metrics[];
  /** [Reference](https://istio.io/latest/docs/reference/config/telemetry/#Telemetry-selector). */
  readonly selector?: shared.WorkloadSelector;
  /** Since Istio 1.20. [Reference](https://istio.io/latest/docs/reference/config/telemetry/#Telemetry-target_ref). */
  readonly targetRef?: shared.PolicyTargetReference;
  /** At most 16 items. Since Istio 1.22. [Reference](https://istio.io/latest/docs/reference/config/telemetry/#Telemetry-target_refs). */
  readonly targetRefs?: readonly shared.PolicyTargetReference[];
  /** [Reference](https://istio.io/latest/docs/reference/config/telemetry/#Telemetry-tracing). */
  readonly tracing?: readonly Tracing[];
}

/** [Tracing](https://istio.io/latest/docs/reference/config/telemetry/#Tracing) of the reference. */
export interface Tracing {
  /** [Reference](https://istio.io/latest/docs/reference/config/telemetry/#Tracing-custom_tags). */
  readonly customTags?: Readonly<Record<string, TracingCustomTag>>;
  /** Since Istio 1.30. [Reference](https://istio.io/latest/docs/reference/config/telemetry/#Tracing-disable_context_propagation). */
  readonly disableContextPropagation?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/telemetry/#Tracing-disable_span_reporting). */
  readonly disableSpanReporting?: boolean;
  /** Since Istio 1.25. [Reference](https://istio.io/latest/docs/reference/config/telemetry/#Tracing-enable_istio_tags). */
  readonly enableIstioTags?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/telemetry/#Tracing-match). */
  readonly match?: TracingTracingSelector;
  /** [Reference](https://istio.io/latest/docs/reference/config/telemetry/#Tracing-providers). */
  readonly providers?: readonly ProviderRef[];
  /** At most 100. [Reference](https://istio.io/latest/docs/reference/config/telemetry/#Tracing-random_sampling_percentage). */
  readonly randomSamplingPercentage?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/telemetry/#Tracing-use_request_id_for_trace_sampling). */
  readonly useRequestIdForTraceSampling?: boolean;
}

/** [Tracing.CustomTag](https://istio.io/latest/docs/reference/config/telemetry/#Tracing-CustomTag) of the reference. */
export type TracingCustomTag = OneOf<{
  /** [Reference](https://istio.io/latest/docs/reference/config/telemetry/#Tracing-CustomTag-literal). */
  readonly literal: TracingLiteral;
  /** [Reference](https://istio.io/latest/docs/reference/config/telemetry/#Tracing-CustomTag-environment). */
  readonly environment: TracingEnvironment;
  /** [Reference](https://istio.io/latest/docs/reference/config/telemetry/#Tracing-CustomTag-header). */
  readonly header: TracingRequestHeader;
  /** Since Istio 1.29. [Reference](https://istio.io/latest/docs/reference/config/telemetry/#Tracing-CustomTag-formatter). */
  readonly formatter: TracingFormatter;
}>;

/** [Tracing.Environment](https://istio.io/latest/docs/reference/config/telemetry/#Tracing-Environment) of the reference. */
export interface TracingEnvironment {
  /** [Reference](https://istio.io/latest/docs/reference/config/telemetry/#Tracing-Environment-default_value). */
  readonly defaultValue?: string;
  /** At least 1 characters. [Reference](https://istio.io/latest/docs/reference/config/telemetry/#Tracing-Environment-name). */
  readonly name: string;
}

/** [Tracing.Formatter](https://istio.io/latest/docs/reference/config/telemetry/#Tracing-Formatter) of the reference. */
export interface TracingFormatter {
  /** At least 1 characters. [Reference](https://istio.io/latest/docs/reference/config/telemetry/#Tracing-Formatter-value). */
  readonly value: string;
}

/** [Tracing.Literal](https://istio.io/latest/docs/reference/config/telemetry/#Tracing-Literal) of the reference. */
export interface TracingLiteral {
  /** At least 1 characters. [Reference](https://istio.io/latest/docs/reference/config/telemetry/#Tracing-Literal-value). */
  readonly value: string;
}

/** [Tracing.RequestHeader](https://istio.io/latest/docs/reference/config/telemetry/#Tracing-RequestHeader) of the reference. */
export interface TracingRequestHeader {
  /** [Reference](https://istio.io/latest/docs/reference/config/telemetry/#Tracing-RequestHeader-default_value). */
  readonly defaultValue?: string;
  /** At least 1 characters. [Reference](https://istio.io/latest/docs/reference/config/telemetry/#Tracing-RequestHeader-name). */
  readonly name: string;
}

/** [Tracing.TracingSelector](https://istio.io/latest/docs/reference/config/telemetry/#Tracing-TracingSelector) of the reference. */
export interface TracingTracingSelector {
  /** [Reference](https://istio.io/latest/docs/reference/config/telemetry/#Tracing-TracingSelector-mode). */
  readonly mode?: 'CLIENT_AND_SERVER' | 'CLIENT' | 'SERVER';
}
