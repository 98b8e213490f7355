// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindHistory } from '../../validation/schema';
import { CEL_RULES } from '../gateway-api-cel-rules';

export const history: KindHistory = {
  rules: CEL_RULES,
  specs: {
    "gateway-api/standard": [
      ['1.4', {"type":"object","required":["from","to"],"fields":{"from":{"type":"array","minItems":1,"maxItems":16,"items":{"ref":"ReferenceGrantFrom"}},"to":{"type":"array","minItems":1,"maxItems":16,"items":{"ref":"ReferenceGrantTo"}}}}],
    ],
    "gateway-api/experimental": [
      ['1.4', {"type":"object","required":["from","to"],"fields":{"from":{"type":"array","minItems":1,"maxItems":16,"items":{"ref":"ReferenceGrantFrom"}},"to":{"type":"array","minItems":1,"maxItems":16,"items":{"ref":"ReferenceGrantTo"}}}}],
    ],
  },
  definitions: {
    "ReferenceGrantFrom": {"type":"object","required":["group","kind","namespace"],"fields":{"group":{"type":"string","maxLength":253,"pattern":"^$|^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},"kind":{"type":"string","minLength":1,"maxLength":63,"pattern":"^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$"},"namespace":{"type":"string","minLength":1,"maxLength":63,"pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"}}},
    "ReferenceGrantTo": {"type":"object","required":["group","kind"],"fields":{"group":{"type":"string","maxLength":253,"pattern":"^$|^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},"kind":{"type":"string","minLength":1,"maxLength":63,"pattern":"^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$"},"name":{"type":"string","minLength":1,"maxLength":253}}},
  },
};
