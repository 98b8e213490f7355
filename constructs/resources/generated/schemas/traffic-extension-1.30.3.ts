// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindSchema } from '../../validation/schema';

export const schema: KindSchema = {
  spec: {
    type: "object",
    atMostOne: [["wasm","lua"]],
    rules: [0,1],
    fields: {
      "lua": {"ref":"LuaConfig"},
      "match": {"type":"array","items":{"ref":"TrafficSelector"}},
      "phase": {"type":"string","enum":["UNSPECIFIED","AUTHN","AUTHZ","STATS"]},
      "priority": {"type":"integer","nullable":true,"format":"int32"},
      "selector": {"ref":"WorkloadSelector"},
      "targetRefs": {"type":"array","maxItems":16,"items":{"ref":"PolicyTargetReference"}},
      "wasm": {"ref":"WasmConfig"},
    },
  },
  definitions: {
    "EnvVar": {"type":"object","required":["name"],"rules":[7],"fields":{"name":{"type":"string","minLength":1,"maxLength":256},"value":{"type":"string","maxLength":2048},"valueFrom":{"type":"string","enum":["INLINE","HOST"]}}},
    "LuaConfig": {"type":"object","required":["inlineCode"],"fields":{"inlineCode":{"type":"string","minLength":1,"maxLength":65536}}},
    "PolicyTargetReference": {"type":"object","required":["kind","name"],"fields":{"group":{"type":"string","maxLength":253,"pattern":"^$|^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},"kind":{"type":"string","minLength":1,"maxLength":63,"pattern":"^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$"},"name":{"type":"string","minLength":1,"maxLength":253},"namespace":{"type":"string","rules":[5]}}},
    "PortSelector": {"type":"object","required":["number"],"fields":{"number":{"type":"integer","minimum":1,"maximum":65535}}},
    "TrafficSelector": {"type":"object","fields":{"mode":{"type":"string","enum":["UNDEFINED","CLIENT","SERVER","CLIENT_AND_SERVER"]},"ports":{"type":"array","items":{"ref":"PortSelector"},"keys":["number"]}}},
    "VmConfig": {"type":"object","fields":{"env":{"type":"array","maxItems":256,"items":{"ref":"EnvVar"},"keys":["name"]}}},
    "WasmConfig": {"type":"object","required":["url"],"fields":{"failStrategy":{"type":"string","enum":["FAIL_CLOSE","FAIL_OPEN","FAIL_RELOAD"]},"imagePullPolicy":{"type":"string","enum":["UNSPECIFIED_POLICY","IfNotPresent","Always"]},"imagePullSecret":{"type":"string","minLength":1,"maxLength":253},"pluginConfig":{"type":"object","open":true},"pluginName":{"type":"string","minLength":1,"maxLength":256},"sha256":{"type":"string","pattern":"(^$|^[a-f0-9]{64}$)"},"type":{"type":"string","enum":["UNSPECIFIED_PLUGIN_TYPE","HTTP","NETWORK"]},"url":{"type":"string","minLength":1,"rules":[6]},"verificationKey":{"type":"string"},"vmConfig":{"ref":"VmConfig"}}},
    "WorkloadSelector": {"type":"object","fields":{"matchLabels":{"type":"object","maxProperties":4096,"rules":[2,3],"values":{"type":"string","maxLength":63,"rules":[4]}}}},
  },
};
