// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindHistory } from '../../validation/schema';
import { CEL_RULES } from '../gateway-api-cel-rules';

export const history: KindHistory = {
  rules: CEL_RULES,
  specs: {
    "gateway-api/standard": [
      ['1.4', {"type":"object","required":["controllerName"],"fields":{"controllerName":{"type":"string","minLength":1,"maxLength":253,"pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\\/[A-Za-z0-9\\/\\-._~%!$&'()*+,;=:]+$"},"description":{"type":"string","maxLength":64},"parametersRef":{"ref":"ParametersReference"}}}],
    ],
    "gateway-api/experimental": [
      ['1.4', {"type":"object","required":["controllerName"],"fields":{"controllerName":{"type":"string","minLength":1,"maxLength":253,"pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\\/[A-Za-z0-9\\/\\-._~%!$&'()*+,;=:]+$"},"description":{"type":"string","maxLength":64},"parametersRef":{"ref":"ParametersReference"}}}],
    ],
  },
  definitions: {
    "ParametersReference": {"type":"object","required":["group","kind","name"],"fields":{"group":{"type":"string","maxLength":253,"pattern":"^$|^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},"kind":{"type":"string","minLength":1,"maxLength":63,"pattern":"^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$"},"name":{"type":"string","minLength":1,"maxLength":253},"namespace":{"type":"string","minLength":1,"maxLength":63,"pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"}}},
  },
};
