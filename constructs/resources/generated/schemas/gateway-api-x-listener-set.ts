// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindHistory } from '../../validation/schema';
import { CEL_RULES } from '../gateway-api-cel-rules';
import { SHARED } from './gateway-api-shared';

export const history: KindHistory = {
  rules: CEL_RULES,
  specs: {
    "gateway-api/experimental": [
      ['1.4', {"type":"object","required":["listeners","parentRef"],"fields":{"listeners":{"type":"array","minItems":1,"maxItems":64,"rules":[13,14,15,16,74],"items":{"ref":"XListenerEntry"},"keys":["name"]},"parentRef":{"ref":"ParentGatewayReference"}}}],
    ],
  },
  definitions: {
    ...SHARED,
    "XListenerEntry": {"type":"object","required":["name","protocol"],"fields":{"allowedRoutes":{"ref":"AllowedRoutes"},"hostname":{"type":"string","minLength":1,"maxLength":253,"pattern":"^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},"name":{"type":"string","minLength":1,"maxLength":253,"pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},"port":{"type":"integer","format":"int32","minimum":0,"maximum":65535,"default":0},"protocol":{"type":"string","minLength":1,"maxLength":255,"pattern":"^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?$|[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\\/[A-Za-z0-9]+$"},"tls":{"ref":"ListenerTLSConfig"}}},
  },
};
