// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindHistory } from '../../validation/schema';
import { CEL_RULES } from '../inference-extension-cel-rules';

export const history: KindHistory = {
  rules: CEL_RULES,
  specs: {
    "inference-extension": [
      ['1.6', {"type":"object","required":["selector","targetPorts"],"fields":{"appProtocol":{"type":"string","enum":["http","kubernetes.io/h2c"],"default":"http"},"endpointPickerRef":{"ref":"EndpointPickerRef"},"selector":{"ref":"InferencePoolSelector"},"targetPorts":{"type":"array","minItems":1,"maxItems":8,"rules":[1],"items":{"ref":"Port"}}}}],
    ],
  },
  definitions: {
    "EndpointPickerRef": {"type":"object","required":["name"],"rules":[0],"fields":{"failureMode":{"type":"string","enum":["FailOpen","FailClose"],"default":"FailClose"},"group":{"type":"string","minLength":0,"maxLength":253,"pattern":"^$|^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","default":""},"kind":{"type":"string","minLength":1,"maxLength":63,"pattern":"^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$","default":"Service"},"name":{"type":"string","minLength":1,"maxLength":253},"port":{"ref":"Port"}}},
    "InferencePoolSelector": {"type":"object","required":["matchLabels"],"fields":{"matchLabels":{"type":"object","minProperties":1,"maxProperties":64,"values":{"type":"string","minLength":0,"maxLength":63,"pattern":"^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$"}}}},
    "Port": {"type":"object","required":["number"],"fields":{"number":{"type":"integer","format":"int32","minimum":1,"maximum":65535}}},
  },
};
