// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindSchema } from '../../validation/schema';

export const schema: KindSchema = {
  spec: {
    type: "object",
    required: ["url"],
    rules: [8],
    fields: {
      "failStrategy": {"type":"string","enum":["FAIL_CLOSE","FAIL_OPEN","FAIL_RELOAD"]},
      "imagePullPolicy": {"type":"string","enum":["UNSPECIFIED_POLICY","IfNotPresent","Always"]},
      "imagePullSecret": {"type":"string","minLength":1,"maxLength":253},
      "match": {"type":"array","items":{"ref":"WasmPlugin.TrafficSelector"}},
      "phase": {"type":"string","enum":["UNSPECIFIED_PHASE","AUTHN","AUTHZ","STATS"]},
      "pluginConfig": {"type":"object","open":true},
      "pluginName": {"type":"string","minLength":1,"maxLength":256},
      "priority": {"type":"integer","nullable":true,"format":"int32"},
      "selector": {"ref":"WorkloadSelector"},
      "sha256": {"type":"string","pattern":"(^$|^[a-f0-9]{64}$)"},
      "targetRef": {"ref":"PolicyTargetReference"},
      "targetRefs": {"type":"array","maxItems":16,"items":{"ref":"PolicyTargetReference"}},
      "type": {"type":"string","enum":["UNSPECIFIED_PLUGIN_TYPE","HTTP","NETWORK"]},
      "url": {"type":"string","minLength":1,"rules":[9]},
      "verificationKey": {"type":"string"},
      "vmConfig": {"ref":"VmConfig"},
    },
  },
  definitions: {
    "EnvVar": {"type":"object","required":["name"],"rules":[7],"fields":{"name":{"type":"string","minLength":1,"maxLength":256},"value":{"type":"string","maxLength":2048},"valueFrom":{"type":"string","enum":["INLINE","HOST"]}}},
    "PolicyTargetReference": {"type":"object","required":["kind","name"],"fields":{"group":{"type":"string","maxLength":253,"pattern":"^$|^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},"kind":{"type":"string","minLength":1,"maxLength":63,"pattern":"^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$"},"name":{"type":"string","minLength":1,"maxLength":253},"namespace":{"type":"string","rules":[5]}}},
    "PortSelector": {"type":"object","required":["number"],"fields":{"number":{"type":"integer","minimum":1,"maximum":65535}}},
    "VmConfig": {"type":"object","fields":{"env":{"type":"array","maxItems":256,"items":{"ref":"EnvVar"},"keys":["name"]}}},
    "WasmPlugin.TrafficSelector": {"type":"object","fields":{"mode":{"type":"string","enum":["UNDEFINED","CLIENT","SERVER","CLIENT_AND_SERVER"]},"ports":{"type":"array","items":{"ref":"PortSelector"},"keys":["number"]}}},
    "WorkloadSelector": {"type":"object","fields":{"matchLabels":{"type":"object","maxProperties":4096,"rules":[2,3],"values":{"type":"string","maxLength":63,"rules":[4]}}}},
  },
};
