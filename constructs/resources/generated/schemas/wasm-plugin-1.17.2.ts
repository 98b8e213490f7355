// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindSchema } from '../../validation/schema';

export const schema: KindSchema = {
  spec: {
    type: "object",
    fields: {
      "imagePullPolicy": {"type":"string","enum":["UNSPECIFIED_POLICY","IfNotPresent","Always"]},
      "imagePullSecret": {"type":"string"},
      "match": {"type":"array","items":{"ref":"WasmPlugin.TrafficSelector"}},
      "phase": {"type":"string","enum":["UNSPECIFIED_PHASE","AUTHN","AUTHZ","STATS"]},
      "pluginConfig": {"type":"object","open":true},
      "pluginName": {"type":"string"},
      "priority": {"type":"integer","nullable":true},
      "selector": {"ref":"WorkloadSelector"},
      "sha256": {"type":"string"},
      "url": {"type":"string"},
      "verificationKey": {"type":"string"},
      "vmConfig": {"ref":"VmConfig"},
    },
  },
  definitions: {
    "EnvVar": {"type":"object","fields":{"name":{"type":"string"},"value":{"type":"string"},"valueFrom":{"type":"string","enum":["INLINE","HOST"]}}},
    "PortSelector": {"type":"object","fields":{"number":{"type":"integer"}}},
    "VmConfig": {"type":"object","fields":{"env":{"type":"array","items":{"ref":"EnvVar"}}}},
    "WasmPlugin.TrafficSelector": {"type":"object","fields":{"mode":{"type":"string","enum":["UNDEFINED","CLIENT","SERVER","CLIENT_AND_SERVER"]},"ports":{"type":"array","items":{"ref":"PortSelector"}}}},
    "WorkloadSelector": {"type":"object","fields":{"matchLabels":{"type":"object","values":{"type":"string"}}}},
  },
};
