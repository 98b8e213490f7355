// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindSchema } from '../../validation/schema';

export const schema: KindSchema = {
  spec: {
    type: "object",
    rules: [8],
    fields: {
      "jwtRules": {"type":"array","maxItems":4096,"items":{"ref":"JWTRule"}},
      "selector": {"ref":"WorkloadSelector"},
      "targetRef": {"ref":"PolicyTargetReference"},
      "targetRefs": {"type":"array","maxItems":16,"items":{"ref":"PolicyTargetReference"}},
    },
  },
  definitions: {
    "ClaimToHeader": {"type":"object","required":["header","claim"],"fields":{"claim":{"type":"string","minLength":1},"header":{"type":"string","minLength":1,"pattern":"^[-_A-Za-z0-9]+$"}}},
    "JWTHeader": {"type":"object","required":["name"],"fields":{"name":{"type":"string","minLength":1},"prefix":{"type":"string"}}},
    "JWTRule": {"type":"object","rules":[32],"fields":{"audiences":{"type":"array","items":{"type":"string","minLength":1}},"forwardOriginalToken":{"type":"boolean"},"fromCookies":{"type":"array","items":{"type":"string","minLength":1}},"fromHeaders":{"type":"array","items":{"ref":"JWTHeader"}},"fromParams":{"type":"array","items":{"type":"string","minLength":1}},"issuer":{"type":"string","minLength":1},"jwks":{"type":"string"},"jwks_uri":{"type":"string","minLength":1,"maxLength":2048,"rules":[33]},"jwksUri":{"type":"string","minLength":1,"maxLength":2048,"rules":[33]},"outputClaimToHeaders":{"type":"array","items":{"ref":"ClaimToHeader"}},"outputPayloadToHeader":{"type":"string"},"spaceDelimitedClaims":{"type":"array","maxItems":64,"items":{"type":"string","minLength":1}},"timeout":{"type":"string","rules":[10]}}},
    "PolicyTargetReference": {"type":"object","required":["kind","name"],"fields":{"group":{"type":"string","maxLength":253,"pattern":"^$|^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},"kind":{"type":"string","minLength":1,"maxLength":63,"pattern":"^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$"},"name":{"type":"string","minLength":1,"maxLength":253},"namespace":{"type":"string","rules":[5]}}},
    "WorkloadSelector": {"type":"object","fields":{"matchLabels":{"type":"object","maxProperties":4096,"rules":[2,3],"values":{"type":"string","maxLength":63,"rules":[4]}}}},
  },
};
