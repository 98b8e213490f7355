// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindSchema } from '../../validation/schema';

export const schema: KindSchema = {
  spec: {
    type: "object",
    rules: [21,22],
    fields: {
      "address": {"type":"string","maxLength":256,"rules":[23,24]},
      "labels": {"type":"object","maxProperties":256,"values":{"type":"string"}},
      "locality": {"type":"string","maxLength":2048},
      "network": {"type":"string","maxLength":2048},
      "ports": {"type":"object","maxProperties":128,"rules":[25],"values":{"type":"integer","minimum":0,"maximum":4294967295,"rules":[13]}},
      "serviceAccount": {"type":"string","maxLength":253},
      "weight": {"type":"integer","minimum":0,"maximum":4294967295},
    },
  },
  definitions: {
  },
};
