// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindSchema } from '../../validation/schema';

export const schema: KindSchema = {
  spec: {
    type: "object",
    fields: {
      "concurrency": {"type":"integer","nullable":true},
      "environmentVariables": {"type":"object","values":{"type":"string"}},
      "image": {"ref":"ProxyImage"},
      "selector": {"ref":"WorkloadSelector"},
    },
  },
  definitions: {
    "ProxyImage": {"type":"object","fields":{"imageType":{"type":"string"}}},
    "WorkloadSelector": {"type":"object","fields":{"matchLabels":{"type":"object","values":{"type":"string"}}}},
  },
};
