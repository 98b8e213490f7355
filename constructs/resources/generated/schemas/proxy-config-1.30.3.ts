// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindSchema } from '../../validation/schema';

export const schema: KindSchema = {
  spec: {
    type: "object",
    fields: {
      "concurrency": {"type":"integer","nullable":true,"format":"int32","minimum":0},
      "environmentVariables": {"type":"object","values":{"type":"string","maxLength":2048}},
      "image": {"ref":"ProxyImage"},
      "selector": {"ref":"WorkloadSelector"},
    },
  },
  definitions: {
    "ProxyImage": {"type":"object","fields":{"imageType":{"type":"string"}}},
    "WorkloadSelector": {"type":"object","fields":{"matchLabels":{"type":"object","maxProperties":4096,"rules":[2,3],"values":{"type":"string","maxLength":63,"rules":[4]}}}},
  },
};
