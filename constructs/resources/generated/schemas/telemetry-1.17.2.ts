// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindSchema } from '../../validation/schema';

export const schema: KindSchema = {
  spec: {
    type: "object",
    fields: {
      "accessLogging": {"type":"array","items":{"ref":"AccessLogging"}},
      "metrics": {"type":"array","items":{"ref":"Metrics"}},
      "selector": {"ref":"WorkloadSelector"},
      "tracing": {"type":"array","items":{"ref":"Tracing"}},
    },
  },
  definitions: {
    "AccessLogging": {"type":"object","fields":{"disabled":{"type":"boolean","nullable":true},"filter":{"ref":"AccessLogging.Filter"},"match":{"ref":"AccessLogging.LogSelector"},"providers":{"type":"array","items":{"ref":"ProviderRef"}}}},
    "AccessLogging.Filter": {"type":"object","fields":{"expression":{"type":"string"}}},
    "AccessLogging.LogSelector": {"type":"object","fields":{"mode":{"type":"string","enum":["CLIENT_AND_SERVER","CLIENT","SERVER"]}}},
    "MetricSelector": {"type":"object","atMostOne":[["metric","customMetric"]],"fields":{"customMetric":{"type":"string"},"metric":{"type":"string","enum":["ALL_METRICS","REQUEST_COUNT","REQUEST_DURATION","REQUEST_SIZE","RESPONSE_SIZE","TCP_OPENED_CONNECTIONS","TCP_CLOSED_CONNECTIONS","TCP_SENT_BYTES","TCP_RECEIVED_BYTES","GRPC_REQUEST_MESSAGES","GRPC_RESPONSE_MESSAGES"]},"mode":{"type":"string","enum":["CLIENT_AND_SERVER","CLIENT","SERVER"]}}},
    "Metrics": {"type":"object","fields":{"overrides":{"type":"array","items":{"ref":"MetricsOverrides"}},"providers":{"type":"array","items":{"ref":"ProviderRef"}},"reportingInterval":{"type":"string"}}},
    "MetricsOverrides": {"type":"object","fields":{"disabled":{"type":"boolean","nullable":true},"match":{"ref":"MetricSelector"},"tagOverrides":{"type":"object","values":{"ref":"MetricsOverrides.TagOverride"}}}},
    "MetricsOverrides.TagOverride": {"type":"object","fields":{"operation":{"type":"string","enum":["UPSERT","REMOVE"]},"value":{"type":"string"}}},
    "ProviderRef": {"type":"object","fields":{"name":{"type":"string"}}},
    "Tracing": {"type":"object","fields":{"customTags":{"type":"object","values":{"ref":"Tracing.CustomTag"}},"disableSpanReporting":{"type":"boolean","nullable":true},"match":{"ref":"Tracing.TracingSelector"},"providers":{"type":"array","items":{"ref":"ProviderRef"}},"randomSamplingPercentage":{"type":"number","nullable":true},"useRequestIdForTraceSampling":{"type":"boolean","nullable":true}}},
    "Tracing.CustomTag": {"type":"object","atMostOne":[["literal","environment","header"]],"fields":{"environment":{"ref":"Tracing.Environment"},"header":{"ref":"Tracing.RequestHeader"},"literal":{"ref":"Tracing.Literal"}}},
    "Tracing.Environment": {"type":"object","fields":{"defaultValue":{"type":"string"},"name":{"type":"string"}}},
    "Tracing.Literal": {"type":"object","fields":{"value":{"type":"string"}}},
    "Tracing.RequestHeader": {"type":"object","fields":{"defaultValue":{"type":"string"},"name":{"type":"string"}}},
    "Tracing.TracingSelector": {"type":"object","fields":{"mode":{"type":"string","enum":["CLIENT_AND_SERVER","CLIENT","SERVER"]}}},
    "WorkloadSelector": {"type":"object","fields":{"matchLabels":{"type":"object","values":{"type":"string"}}}},
  },
};
