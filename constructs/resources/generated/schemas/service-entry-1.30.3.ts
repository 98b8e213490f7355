// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindSchema } from '../../validation/schema';

export const schema: KindSchema = {
  spec: {
    type: "object",
    required: ["hosts"],
    rules: [17,18,19,20],
    fields: {
      "addresses": {"type":"array","maxItems":256,"items":{"type":"string","maxLength":64}},
      "endpoints": {"type":"array","maxItems":4096,"items":{"ref":"WorkloadEntry"}},
      "exportTo": {"type":"array","items":{"type":"string"}},
      "hosts": {"type":"array","minItems":1,"maxItems":256,"items":{"type":"string","rules":[26]}},
      "location": {"type":"string","enum":["MESH_EXTERNAL","MESH_INTERNAL"]},
      "ports": {"type":"array","maxItems":256,"rules":[27],"items":{"ref":"ServicePort"},"keys":["name"]},
      "resolution": {"type":"string","enum":["NONE","STATIC","DNS","DNS_ROUND_ROBIN","DYNAMIC_DNS"]},
      "subjectAltNames": {"type":"array","items":{"type":"string"}},
      "workloadSelector": {"ref":"WorkloadSelector"},
    },
  },
  definitions: {
    "ServicePort": {"type":"object","required":["number","name"],"fields":{"name":{"type":"string","maxLength":256},"number":{"type":"integer","minimum":0,"maximum":4294967295,"rules":[13]},"protocol":{"type":"string","maxLength":256},"targetPort":{"type":"integer","minimum":0,"maximum":4294967295,"rules":[13]}}},
    "WorkloadEntry": {"type":"object","rules":[21,22],"fields":{"address":{"type":"string","maxLength":256,"rules":[23,24]},"labels":{"type":"object","maxProperties":256,"values":{"type":"string"}},"locality":{"type":"string","maxLength":2048},"network":{"type":"string","maxLength":2048},"ports":{"type":"object","maxProperties":128,"rules":[25],"values":{"type":"integer","minimum":0,"maximum":4294967295,"rules":[13]}},"serviceAccount":{"type":"string","maxLength":253},"weight":{"type":"integer","minimum":0,"maximum":4294967295}}},
    "WorkloadSelector": {"type":"object","fields":{"labels":{"type":"object","maxProperties":256,"values":{"type":"string","maxLength":63,"rules":[4]}}}},
  },
};
