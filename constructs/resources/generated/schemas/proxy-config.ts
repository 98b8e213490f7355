// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindHistory } from '../../validation/schema';
import { CEL_RULES } from '../cel-rules';
import { SHARED } from './shared';

export const history: KindHistory = {
  rules: CEL_RULES,
  specs: {
    "istio": [
      ['1.17', {"type":"object","fields":{"concurrency":{"type":"integer","nullable":true},"environmentVariables":{"type":"object","values":{"type":"string"}},"image":{"ref":"ProxyImage"},"selector":{"ref":"WorkloadSelector"}}}],
      ['1.22', {"type":"object","fields":{"concurrency":{"type":"integer","nullable":true,"format":"int32"},"environmentVariables":{"type":"object","values":{"type":"string"}},"image":{"ref":"ProxyImage"},"selector":{"ref":"WorkloadSelector"}}}],
      ['1.23', {"type":"object","fields":{"concurrency":{"type":"integer","nullable":true,"format":"int32","minimum":0},"environmentVariables":{"type":"object","values":{"type":"string","maxLength":2048}},"image":{"ref":"ProxyImage"},"selector":{"ref":"WorkloadSelector~2"}}}],
    ],
  },
  definitions: {
    ...SHARED,
    "ProxyImage": {"type":"object","fields":{"imageType":{"type":"string"}}},
  },
};
