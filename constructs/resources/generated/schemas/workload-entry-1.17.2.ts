// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindSchema } from '../../validation/schema';

export const schema: KindSchema = {
  spec: {
    type: "object",
    fields: {
      "address": {"type":"string"},
      "labels": {"type":"object","values":{"type":"string"}},
      "locality": {"type":"string"},
      "network": {"type":"string"},
      "ports": {"type":"object","values":{"type":"integer","format":"uint32"}},
      "serviceAccount": {"type":"string"},
      "weight": {"type":"integer","format":"uint32"},
    },
  },
  definitions: {
  },
};
