// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindHistory } from '../../validation/schema';
import { CEL_RULES } from '../gateway-api-cel-rules';
import { SHARED } from './gateway-api-shared';

export const history: KindHistory = {
  rules: CEL_RULES,
  specs: {
    "gateway-api/standard": [
      ['1.5', {"type":"object","required":["listeners","parentRef"],"fields":{"listeners":{"type":"array","minItems":1,"maxItems":64,"rules":[13,14,19,15,16,74],"items":{"ref":"ListenerEntry"},"keys":["name"]},"parentRef":{"ref":"ParentGatewayReference"}}}],
    ],
    "gateway-api/experimental": [
      ['1.5', {"type":"object","required":["listeners","parentRef"],"fields":{"listeners":{"type":"array","minItems":1,"maxItems":64,"rules":[13,14,19,15,16,74],"items":{"ref":"ListenerEntry"},"keys":["name"]},"parentRef":{"ref":"ParentGatewayReference"}}}],
      ['1.7', {"type":"object","required":["listeners","parentRef"],"fields":{"listeners":{"type":"array","minItems":1,"maxItems":64,"rules":[13,14,19,15,16,74],"items":{"ref":"ListenerEntry~2"},"keys":["name"]},"parentRef":{"ref":"ParentGatewayReference"}}}],
    ],
  },
  definitions: {
    ...SHARED,
    "ListenerEntry": {"type":"object","required":["name","port","protocol"],"fields":{"allowedRoutes":{"ref":"AllowedRoutes"},"hostname":{"type":"string","minLength":1,"maxLength":253,"pattern":"^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},"name":{"type":"string","minLength":1,"maxLength":253,"pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},"port":{"type":"integer","format":"int32","minimum":1,"maximum":65535},"protocol":{"type":"string","minLength":1,"maxLength":255,"pattern":"^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?$|[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\\/[A-Za-z0-9]+$"},"tls":{"ref":"ListenerTLSConfig"}}},
    "ListenerEntry~2": {"type":"object","required":["name","port","protocol"],"fields":{"allowedRoutes":{"ref":"AllowedRoutes"},"filters":{"ref":"ListenerFilters"},"hostname":{"type":"string","minLength":1,"maxLength":253,"pattern":"^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},"name":{"type":"string","minLength":1,"maxLength":253,"pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},"port":{"type":"integer","format":"int32","minimum":1,"maximum":65535},"protocol":{"type":"string","minLength":1,"maxLength":255,"pattern":"^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?$|[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\\/[A-Za-z0-9]+$"},"tls":{"ref":"ListenerTLSConfig"}}},
  },
};
