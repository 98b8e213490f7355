// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindHistory } from '../../validation/schema';
import { CEL_RULES } from '../gateway-api-cel-rules';
import { SHARED } from './gateway-api-shared';

export const history: KindHistory = {
  rules: CEL_RULES,
  specs: {
    "gateway-api/standard": [
      ['1.5', {"type":"object","required":["hostnames","rules"],"fields":{"hostnames":{"type":"array","minItems":1,"maxItems":16,"rules":[75,76,77],"items":{"type":"string","minLength":1,"maxLength":253,"pattern":"^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"}},"parentRefs":{"type":"array","maxItems":32,"rules":[21,22],"items":{"ref":"ParentReference"}},"rules":{"type":"array","minItems":1,"maxItems":1,"items":{"ref":"TLSRouteRule"}}}}],
      ['1.6', {"type":"object","required":["hostnames","rules"],"fields":{"hostnames":{"type":"array","minItems":1,"maxItems":1024,"rules":[75,76,77],"items":{"type":"string","minLength":1,"maxLength":253,"pattern":"^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"}},"parentRefs":{"type":"array","maxItems":32,"rules":[21,22],"items":{"ref":"ParentReference"}},"rules":{"type":"array","minItems":1,"maxItems":1,"items":{"ref":"TLSRouteRule"}}}}],
    ],
    "gateway-api/experimental": [
      ['1.4', {"type":"object","required":["hostnames","rules"],"fields":{"hostnames":{"type":"array","minItems":1,"maxItems":16,"items":{"type":"string","minLength":1,"maxLength":253,"pattern":"^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"}},"parentRefs":{"type":"array","maxItems":32,"rules":[89,90],"items":{"ref":"ParentReference"}},"rules":{"type":"array","minItems":1,"maxItems":1,"rules":[40],"items":{"ref":"TLSRouteRule"}},"useDefaultGateways":{"type":"string","enum":["All","None"]}}}],
      ['1.5', {"type":"object","required":["hostnames","rules"],"fields":{"hostnames":{"type":"array","minItems":1,"maxItems":16,"rules":[75,76,77],"items":{"type":"string","minLength":1,"maxLength":253,"pattern":"^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"}},"parentRefs":{"type":"array","maxItems":32,"rules":[89,90],"items":{"ref":"ParentReference"}},"rules":{"type":"array","minItems":1,"maxItems":1,"items":{"ref":"TLSRouteRule"}},"useDefaultGateways":{"type":"string","enum":["All","None"]}}}],
      ['1.6', {"type":"object","required":["hostnames","rules"],"fields":{"hostnames":{"type":"array","minItems":1,"maxItems":1024,"rules":[75,76,77],"items":{"type":"string","minLength":1,"maxLength":253,"pattern":"^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"}},"parentRefs":{"type":"array","maxItems":32,"rules":[89,90],"items":{"ref":"ParentReference"}},"rules":{"type":"array","minItems":1,"maxItems":1,"items":{"ref":"TLSRouteRule"}},"useDefaultGateways":{"type":"string","enum":["All","None"]}}}],
      ['1.7', {"type":"object","required":["hostnames","rules"],"fields":{"hostnames":{"type":"array","minItems":1,"maxItems":1024,"rules":[75,76,77],"items":{"type":"string","minLength":1,"maxLength":253,"pattern":"^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"}},"parentRefs":{"type":"array","maxItems":32,"rules":[89,90],"items":{"ref":"ParentReference"}},"rules":{"type":"array","minItems":1,"maxItems":1,"items":{"ref":"TLSRouteRule~2"}},"useDefaultGateways":{"type":"string","enum":["All","None"]}}}],
    ],
    "gateway-api/experimental v1alpha2": [
      ['1.4', {"type":"object","required":["rules"],"fields":{"hostnames":{"type":"array","maxItems":16,"items":{"type":"string","minLength":1,"maxLength":253,"pattern":"^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"}},"parentRefs":{"type":"array","maxItems":32,"rules":[89,90],"items":{"ref":"ParentReference"}},"rules":{"type":"array","minItems":1,"maxItems":16,"rules":[40],"items":{"ref":"TLSRouteRule"}},"useDefaultGateways":{"type":"string","enum":["All","None"]}}}],
      ['1.6', {"type":"object","required":["rules"],"fields":{"hostnames":{"type":"array","maxItems":1024,"items":{"type":"string","minLength":1,"maxLength":253,"pattern":"^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"}},"parentRefs":{"type":"array","maxItems":32,"rules":[89,90],"items":{"ref":"ParentReference"}},"rules":{"type":"array","minItems":1,"maxItems":16,"rules":[40],"items":{"ref":"TLSRouteRule"}},"useDefaultGateways":{"type":"string","enum":["All","None"]}}}],
      ['1.7', {"type":"object","required":["rules"],"fields":{"hostnames":{"type":"array","maxItems":1024,"items":{"type":"string","minLength":1,"maxLength":253,"pattern":"^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"}},"parentRefs":{"type":"array","maxItems":32,"rules":[89,90],"items":{"ref":"ParentReference"}},"rules":{"type":"array","minItems":1,"maxItems":16,"rules":[40],"items":{"ref":"TLSRouteRule~2"}},"useDefaultGateways":{"type":"string","enum":["All","None"]}}}],
    ],
  },
  definitions: {
    ...SHARED,
    "TLSRouteRule": {"type":"object","required":["backendRefs"],"fields":{"backendRefs":{"type":"array","minItems":1,"maxItems":16,"items":{"ref":"BackendRef"}},"name":{"type":"string","minLength":1,"maxLength":253,"pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"}}},
    "TLSRouteRule~2": {"type":"object","required":["backendRefs"],"fields":{"backendRefs":{"type":"array","minItems":1,"maxItems":16,"items":{"ref":"BackendRef~2"}},"name":{"type":"string","minLength":1,"maxLength":253,"pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"}}},
  },
};
