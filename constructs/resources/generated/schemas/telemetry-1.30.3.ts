// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindSchema } from '../../validation/schema';

export const schema: KindSchema = {
  spec: {
    type: "object",
    rules: [8],
    fields: {
      "accessLogging": {"type":"array","items":{"ref":"AccessLogging"}},
      "metrics": {"type":"array","items":{"ref":"Metrics"}},
      "selector": {"ref":"WorkloadSelector"},
      "targetRef": {"ref":"PolicyTargetReference"},
      "targetRefs": {"type":"array","maxItems":16,"items":{"ref":"PolicyTargetReference"}},
      "tracing": {"type":"array","items":{"ref":"Tracing"}},
    },
  },
  definitions: {
    "AccessLogging": {"type":"object","fields":{"disabled":{"type":"boolean","nullable":true},"filter":{"ref":"AccessLogging.Filter"},"match":{"ref":"AccessLogging.LogSelector"},"providers":{"type":"array","items":{"ref":"ProviderRef"}}}},
    "AccessLogging.Filter": {"type":"object","fields":{"expression":{"type":"string"}}},
    "AccessLogging.LogSelector": {"type":"object","fields":{"mode":{"type":"string","enum":["CLIENT_AND_SERVER","CLIENT","SERVER"]}}},
    "MetricSelector": {"type":"object","atMostOne":[["metric","customMetric"]],"fields":{"customMetric":{"type":"string","minLength":1},"metric":{"type":"string","enum":["ALL_METRICS","REQUEST_COUNT","REQUEST_DURATION","REQUEST_SIZE","RESPONSE_SIZE","TCP_OPENED_CONNECTIONS","TCP_CLOSED_CONNECTIONS","TCP_SENT_BYTES","TCP_RECEIVED_BYTES","GRPC_REQUEST_MESSAGES","GRPC_RESPONSE_MESSAGES"]},"mode":{"type":"string","enum":["CLIENT_AND_SERVER","CLIENT","SERVER"]}}},
    "Metrics": {"type":"object","fields":{"overrides":{"type":"array","items":{"ref":"MetricsOverrides"}},"providers":{"type":"array","items":{"ref":"ProviderRef"}},"reportingInterval":{"type":"string","rules":[10]}}},
    "MetricsOverrides": {"type":"object","fields":{"disabled":{"type":"boolean","nullable":true},"match":{"ref":"MetricSelector"},"tagOverrides":{"type":"object","values":{"ref":"MetricsOverrides.TagOverride"}}}},
    "MetricsOverrides.TagOverride": {"type":"object","rules":[34,35],"fields":{"operation":{"type":"string","enum":["UPSERT","REMOVE"]},"value":{"type":"string"}}},
    "PolicyTargetReference": {"type":"object","required":["kind","name"],"fields":{"group":{"type":"string","maxLength":253,"pattern":"^$|^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},"kind":{"type":"string","minLength":1,"maxLength":63,"pattern":"^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$"},"name":{"type":"string","minLength":1,"maxLength":253},"namespace":{"type":"string","rules":[5]}}},
    "ProviderRef": {"type":"object","required":["name"],"fields":{"name":{"type":"string","minLength":1}}},
    "Tracing": {"type":"object","fields":{"customTags":{"type":"object","values":{"ref":"Tracing.CustomTag"}},"disableContextPropagation":{"type":"boolean","nullable":true},"disableSpanReporting":{"type":"boolean","nullable":true},"enableIstioTags":{"type":"boolean","nullable":true},"match":{"ref":"Tracing.TracingSelector"},"providers":{"type":"array","items":{"ref":"ProviderRef"}},"randomSamplingPercentage":{"type":"number","nullable":true,"minimum":0,"maximum":100},"useRequestIdForTraceSampling":{"type":"boolean","nullable":true}}},
    "Tracing.CustomTag": {"type":"object","atMostOne":[["literal","environment","header","formatter"]],"fields":{"environment":{"ref":"Tracing.Environment"},"formatter":{"ref":"Tracing.Formatter"},"header":{"ref":"Tracing.RequestHeader"},"literal":{"ref":"Tracing.Literal"}}},
    "Tracing.Environment": {"type":"object","required":["name"],"fields":{"defaultValue":{"type":"string"},"name":{"type":"string","minLength":1}}},
    "Tracing.Formatter": {"type":"object","required":["value"],"fields":{"value":{"type":"string","minLength":1}}},
    "Tracing.Literal": {"type":"object","required":["value"],"fields":{"value":{"type":"string","minLength":1}}},
    "Tracing.RequestHeader": {"type":"object","required":["name"],"fields":{"defaultValue":{"type":"string"},"name":{"type":"string","minLength":1}}},
    "Tracing.TracingSelector": {"type":"object","fields":{"mode":{"type":"string","enum":["CLIENT_AND_SERVER","CLIENT","SERVER"]}}},
    "WorkloadSelector": {"type":"object","fields":{"matchLabels":{"type":"object","maxProperties":4096,"rules":[2,3],"values":{"type":"string","maxLength":63,"rules":[4]}}}},
  },
};
