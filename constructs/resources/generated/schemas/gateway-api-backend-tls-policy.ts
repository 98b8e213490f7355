// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindHistory } from '../../validation/schema';
import { CEL_RULES } from '../gateway-api-cel-rules';
import { SHARED } from './gateway-api-shared';

export const history: KindHistory = {
  rules: CEL_RULES,
  specs: {
    "gateway-api/standard": [
      ['1.4', {"type":"object","required":["targetRefs","validation"],"fields":{"options":{"type":"object","maxProperties":16,"values":{"type":"string","minLength":0,"maxLength":4096}},"targetRefs":{"type":"array","minItems":1,"maxItems":16,"rules":[0,1],"items":{"ref":"LocalPolicyTargetReferenceWithSectionName"}},"validation":{"ref":"BackendTLSPolicyValidation"}}}],
      ['1.5', {"type":"object","required":["targetRefs","validation"],"fields":{"options":{"type":"object","maxProperties":16,"values":{"type":"string","minLength":0,"maxLength":4096}},"targetRefs":{"type":"array","minItems":1,"maxItems":16,"rules":[0,1],"items":{"ref":"LocalPolicyTargetReferenceWithSectionName"}},"validation":{"ref":"BackendTLSPolicyValidation~2"}}}],
    ],
    "gateway-api/experimental": [
      ['1.4', {"type":"object","required":["targetRefs","validation"],"fields":{"options":{"type":"object","maxProperties":16,"values":{"type":"string","minLength":0,"maxLength":4096}},"targetRefs":{"type":"array","minItems":1,"maxItems":16,"rules":[0,1],"items":{"ref":"LocalPolicyTargetReferenceWithSectionName"}},"validation":{"ref":"BackendTLSPolicyValidation"}}}],
      ['1.5', {"type":"object","required":["targetRefs","validation"],"fields":{"options":{"type":"object","maxProperties":16,"values":{"type":"string","minLength":0,"maxLength":4096}},"targetRefs":{"type":"array","minItems":1,"maxItems":16,"rules":[0,1],"items":{"ref":"LocalPolicyTargetReferenceWithSectionName"}},"validation":{"ref":"BackendTLSPolicyValidation~2"}}}],
      ['1.7', {"type":"object","required":["targetRefs","validation"],"fields":{"options":{"type":"object","maxProperties":16,"values":{"type":"string","minLength":0,"maxLength":4096}},"targetRefs":{"type":"array","minItems":1,"maxItems":16,"rules":[0,1],"items":{"ref":"LocalPolicyTargetReferenceWithSectionName"}},"validation":{"ref":"BackendTLSPolicyValidation~3"}}}],
    ],
  },
  definitions: {
    ...SHARED,
    "BackendTLSPolicyValidation": {"type":"object","required":["hostname"],"rules":[2,3],"fields":{"caCertificateRefs":{"type":"array","maxItems":8,"items":{"ref":"LocalObjectReference"}},"hostname":{"type":"string","minLength":1,"maxLength":253,"pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},"subjectAltNames":{"type":"array","maxItems":5,"items":{"ref":"SubjectAltName"}},"wellKnownCACertificates":{"type":"string","enum":["System"]}}},
    "BackendTLSPolicyValidation~2": {"type":"object","required":["hostname"],"rules":[2,3],"fields":{"caCertificateRefs":{"type":"array","maxItems":8,"items":{"ref":"LocalObjectReference"}},"hostname":{"type":"string","minLength":1,"maxLength":253,"pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},"subjectAltNames":{"type":"array","maxItems":5,"items":{"ref":"SubjectAltName"}},"wellKnownCACertificates":{"type":"string","minLength":1,"maxLength":253,"pattern":"^(System|([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]))$"}}},
    "BackendTLSPolicyValidation~3": {"type":"object","required":["hostname"],"rules":[78],"fields":{"caCertificateRefs":{"type":"array","minItems":1,"maxItems":8,"items":{"ref":"LocalObjectReference"}},"hostname":{"type":"string","minLength":1,"maxLength":253,"pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},"subjectAltNames":{"type":"array","maxItems":5,"items":{"ref":"SubjectAltName"}},"wellKnownCACertificates":{"type":"string","minLength":1,"maxLength":253,"pattern":"^(System|([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]))$"}}},
    "LocalPolicyTargetReferenceWithSectionName": {"type":"object","required":["group","kind","name"],"fields":{"group":{"type":"string","maxLength":253,"pattern":"^$|^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},"kind":{"type":"string","minLength":1,"maxLength":63,"pattern":"^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$"},"name":{"type":"string","minLength":1,"maxLength":253},"sectionName":{"type":"string","minLength":1,"maxLength":253,"pattern":"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"}}},
    "SubjectAltName": {"type":"object","required":["type"],"rules":[4,5,6,7],"fields":{"hostname":{"type":"string","minLength":1,"maxLength":253,"pattern":"^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},"type":{"type":"string","enum":["Hostname","URI"]},"uri":{"type":"string","minLength":1,"maxLength":253,"pattern":"^(([^:/?#]+):)(//([^/?#]*))([^?#]*)(\\?([^#]*))?(#(.*))?"}}},
  },
};
