// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindSchema } from '../../validation/schema';

export const schema: KindSchema = {
  spec: {
    type: "object",
    fields: {
      "jwtRules": {"type":"array","items":{"ref":"JWTRule"}},
      "selector": {"ref":"WorkloadSelector"},
    },
  },
  definitions: {
    "ClaimToHeader": {"type":"object","fields":{"claim":{"type":"string"},"header":{"type":"string"}}},
    "JWTHeader": {"type":"object","fields":{"name":{"type":"string"},"prefix":{"type":"string"}}},
    "JWTRule": {"type":"object","fields":{"audiences":{"type":"array","items":{"type":"string"}},"forwardOriginalToken":{"type":"boolean"},"fromHeaders":{"type":"array","items":{"ref":"JWTHeader"}},"fromParams":{"type":"array","items":{"type":"string"}},"issuer":{"type":"string"},"jwks":{"type":"string"},"jwks_uri":{"type":"string"},"jwksUri":{"type":"string"},"outputClaimToHeaders":{"type":"array","items":{"ref":"ClaimToHeader"}},"outputPayloadToHeader":{"type":"string"}}},
    "WorkloadSelector": {"type":"object","fields":{"matchLabels":{"type":"object","values":{"type":"string"}}}},
  },
};
