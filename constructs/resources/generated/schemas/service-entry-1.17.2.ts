// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindSchema } from '../../validation/schema';

export const schema: KindSchema = {
  spec: {
    type: "object",
    fields: {
      "addresses": {"type":"array","items":{"type":"string"}},
      "endpoints": {"type":"array","items":{"ref":"WorkloadEntry"}},
      "exportTo": {"type":"array","items":{"type":"string"}},
      "hosts": {"type":"array","items":{"type":"string"}},
      "location": {"type":"string","enum":["MESH_EXTERNAL","MESH_INTERNAL"]},
      "ports": {"type":"array","items":{"ref":"ServicePort"}},
      "resolution": {"type":"string","enum":["NONE","STATIC","DNS","DNS_ROUND_ROBIN"]},
      "subjectAltNames": {"type":"array","items":{"type":"string"}},
      "workloadSelector": {"ref":"WorkloadSelector"},
    },
  },
  definitions: {
    "ServicePort": {"type":"object","fields":{"name":{"type":"string"},"number":{"type":"integer","format":"uint32"},"protocol":{"type":"string"},"targetPort":{"type":"integer","format":"uint32"}}},
    "WorkloadEntry": {"type":"object","fields":{"address":{"type":"string"},"labels":{"type":"object","values":{"type":"string"}},"locality":{"type":"string"},"network":{"type":"string"},"ports":{"type":"object","values":{"type":"integer","format":"uint32"}},"serviceAccount":{"type":"string"},"weight":{"type":"integer","format":"uint32"}}},
    "WorkloadSelector": {"type":"object","fields":{"labels":{"type":"object","values":{"type":"string"}}}},
  },
};
