// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindHistory } from '../../validation/schema';
import { CEL_RULES } from '../gateway-api-cel-rules';
import { SHARED } from './gateway-api-shared';

export const history: KindHistory = {
  rules: CEL_RULES,
  specs: {
    "gateway-api/standard": [
      ['1.6', {"type":"object","required":["rules"],"fields":{"parentRefs":{"type":"array","maxItems":32,"rules":[21,22],"items":{"ref":"ParentReference"}},"rules":{"type":"array","minItems":1,"maxItems":1,"items":{"ref":"TCPRouteRule"}}}}],
    ],
    "gateway-api/experimental": [
      ['1.4', {"type":"object","required":["rules"],"fields":{"parentRefs":{"type":"array","maxItems":32,"rules":[89,90],"items":{"ref":"ParentReference"}},"rules":{"type":"array","minItems":1,"maxItems":16,"rules":[40],"items":{"ref":"TCPRouteRule"}},"useDefaultGateways":{"type":"string","enum":["All","None"]}}}],
      ['1.6', {"type":"object","required":["rules"],"fields":{"parentRefs":{"type":"array","maxItems":32,"rules":[89,90],"items":{"ref":"ParentReference"}},"rules":{"type":"array","minItems":1,"maxItems":1,"items":{"ref":"TCPRouteRule"}},"useDefaultGateways":{"type":"string","enum":["All","None"]}}}],
      ['1.7', {"type":"object","required":["rules"],"fields":{"parentRefs":{"type":"array","maxItems":32,"rules":[89,90],"items":{"ref":"ParentReference"}},"rules":{"type":"array","minItems":1,"maxItems":1,"items":{"ref":"TCPRouteRule~2"}},"useDefaultGateways":{"type":"string","enum":["All","None"]}}}],
    ],
    "gateway-api/experimental v1alpha2": [
      ['1.4', {"type":"object","required":["rules"],"fields":{"parentRefs":{"type":"array","maxItems":32,"rules":[89,90],"items":{"ref":"ParentReference"}},"rules":{"type":"array","minItems":1,"maxItems":16,"rules":[40],"items":{"ref":"TCPRouteRule"}},"useDefaultGateways":{"type":"string","enum":["All","None"]}}}],
      ['1.7', {"type":"object","required":["rules"],"fields":{"parentRefs":{"type":"array","maxItems":32,"rules":[89,90],"items":{"ref":"ParentReference"}},"rules":{"type":"array","minItems":1,"maxItems":16,"rules":[40],"items":{"ref":"TCPRouteRule~2"}},"useDefaultGateways":{"type":"string","enum":["All","None"]}}}],
    ],
  },
  definitions: {
    ...SHARED,
    "TCPRouteRule": {"type":"object","required":["backendRefs"],"fields":{"backendRefs":{"type":"array","minItems":1,"maxItems":16,"items":{"ref":"BackendRef"}},"name":{"type":"string","minLength":1,"maxLength":253,"pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"}}},
    "TCPRouteRule~2": {"type":"object","required":["backendRefs"],"fields":{"backendRefs":{"type":"array","minItems":1,"maxItems":16,"items":{"ref":"BackendRef~2"}},"name":{"type":"string","minLength":1,"maxLength":253,"pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"}}},
  },
};
