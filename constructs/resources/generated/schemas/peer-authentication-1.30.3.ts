// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindSchema } from '../../validation/schema';

export const schema: KindSchema = {
  spec: {
    type: "object",
    rules: [30],
    fields: {
      "mtls": {"ref":"PeerAuthentication.MutualTLS"},
      "portLevelMtls": {"type":"object","minProperties":1,"rules":[31],"values":{"ref":"PeerAuthentication.MutualTLS"}},
      "selector": {"ref":"WorkloadSelector"},
    },
  },
  definitions: {
    "PeerAuthentication.MutualTLS": {"type":"object","fields":{"mode":{"type":"string","enum":["UNSET","DISABLE","PERMISSIVE","STRICT"]}}},
    "WorkloadSelector": {"type":"object","fields":{"matchLabels":{"type":"object","maxProperties":4096,"rules":[2,3],"values":{"type":"string","maxLength":63,"rules":[4]}}}},
  },
};
