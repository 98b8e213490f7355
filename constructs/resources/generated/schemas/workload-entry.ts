// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindHistory } from '../../validation/schema';
import { CEL_RULES } from '../cel-rules';

export const history: KindHistory = {
  rules: CEL_RULES,
  specs: {
    "istio": [
      ['1.17', {"type":"object","fields":{"address":{"type":"string"},"labels":{"type":"object","values":{"type":"string"}},"locality":{"type":"string"},"network":{"type":"string"},"ports":{"type":"object","values":{"type":"integer","format":"uint32"}},"serviceAccount":{"type":"string"},"weight":{"type":"integer","format":"uint32"}}}],
      ['1.22', {"type":"object","fields":{"address":{"type":"string"},"labels":{"type":"object","values":{"type":"string"}},"locality":{"type":"string"},"network":{"type":"string"},"ports":{"type":"object","values":{"type":"integer","minimum":0,"maximum":4294967295}},"serviceAccount":{"type":"string"},"weight":{"type":"integer","minimum":0,"maximum":4294967295}}}],
      ['1.23', {"type":"object","rules":[16,17],"fields":{"address":{"type":"string","maxLength":256,"rules":[18,19]},"labels":{"type":"object","maxProperties":256,"values":{"type":"string"}},"locality":{"type":"string","maxLength":2048},"network":{"type":"string","maxLength":2048},"ports":{"type":"object","maxProperties":128,"rules":[20],"values":{"type":"integer","minimum":0,"maximum":4294967295,"rules":[12]}},"serviceAccount":{"type":"string","maxLength":253},"weight":{"type":"integer","minimum":0,"maximum":4294967295}}}],
      ['1.25', {"type":"object","rules":[16,30],"fields":{"address":{"type":"string","maxLength":256,"rules":[18,19]},"labels":{"type":"object","maxProperties":256,"values":{"type":"string"}},"locality":{"type":"string","maxLength":2048},"network":{"type":"string","maxLength":2048},"ports":{"type":"object","maxProperties":128,"rules":[20],"values":{"type":"integer","minimum":0,"maximum":4294967295,"rules":[12]}},"serviceAccount":{"type":"string","maxLength":253},"weight":{"type":"integer","minimum":0,"maximum":4294967295}}}],
    ],
  },
  definitions: {
  },
};
