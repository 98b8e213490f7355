// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindSchema } from '../../validation/schema';

export const schema: KindSchema = {
  spec: {
    type: "object",
    fields: {
      "mtls": {"ref":"PeerAuthentication.MutualTLS"},
      "portLevelMtls": {"type":"object","values":{"ref":"PeerAuthentication.MutualTLS"}},
      "selector": {"ref":"WorkloadSelector"},
    },
  },
  definitions: {
    "PeerAuthentication.MutualTLS": {"type":"object","fields":{"mode":{"type":"string","enum":["UNSET","DISABLE","PERMISSIVE","STRICT"]}}},
    "WorkloadSelector": {"type":"object","fields":{"matchLabels":{"type":"object","values":{"type":"string"}}}},
  },
};
