// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindHistory } from '../../validation/schema';
import { CEL_RULES } from '../gateway-api-cel-rules';
import { SHARED } from './gateway-api-shared';

export const history: KindHistory = {
  rules: CEL_RULES,
  specs: {
    "gateway-api/experimental": [
      ['1.4', {"type":"object","required":["targetRefs"],"fields":{"retryConstraint":{"ref":"RetryConstraint"},"sessionPersistence":{"ref":"SessionPersistence"},"targetRefs":{"type":"array","minItems":1,"maxItems":16,"items":{"ref":"LocalPolicyTargetReference"},"keys":["group","kind","name"]}}}],
      ['1.5', {"type":"object","required":["targetRefs"],"fields":{"retryConstraint":{"ref":"RetryConstraint"},"sessionPersistence":{"ref":"SessionPersistence~2"},"targetRefs":{"type":"array","minItems":1,"maxItems":16,"items":{"ref":"LocalPolicyTargetReference"},"keys":["group","kind","name"]}}}],
      ['1.6', {"type":"object","required":["targetRefs"],"fields":{"retryConstraint":{"ref":"RetryConstraint"},"sessionPersistence":{"ref":"SessionPersistence~3"},"targetRefs":{"type":"array","minItems":1,"maxItems":16,"items":{"ref":"LocalPolicyTargetReference"},"keys":["group","kind","name"]}}}],
      ['1.7', {"type":"object","required":["targetRefs"],"fields":{"retryConstraint":{"ref":"RetryConstraint"},"sessionPersistence":{"ref":"SessionPersistence~4"},"targetRefs":{"type":"array","minItems":1,"maxItems":16,"items":{"ref":"LocalPolicyTargetReference"},"keys":["group","kind","name"]}}}],
    ],
  },
  definitions: {
    ...SHARED,
    "BudgetDetails": {"type":"object","default":{"interval":"10s","percent":20},"fields":{"interval":{"type":"string","pattern":"^([0-9]{1,5}(h|m|s|ms)){1,4}$","default":"10s","rules":[98]},"percent":{"type":"integer","minimum":0,"maximum":100,"default":20}}},
    "LocalPolicyTargetReference": {"type":"object","required":["group","kind","name"],"fields":{"group":{"type":"string","maxLength":253,"pattern":"^$|^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},"kind":{"type":"string","minLength":1,"maxLength":63,"pattern":"^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$"},"name":{"type":"string","minLength":1,"maxLength":253}}},
    "RequestRate": {"type":"object","default":{"count":10,"interval":"1s"},"fields":{"count":{"type":"integer","minimum":1,"maximum":1000000},"interval":{"type":"string","pattern":"^([0-9]{1,5}(h|m|s|ms)){1,4}$","rules":[99]}}},
    "RetryConstraint": {"type":"object","fields":{"budget":{"ref":"BudgetDetails"},"minRetryRate":{"ref":"RequestRate"}}},
  },
};
