// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindHistory } from '../../validation/schema';
import { CEL_RULES } from '../cel-rules';
import { SHARED } from './shared';

export const history: KindHistory = {
  rules: CEL_RULES,
  specs: {
    "istio": [
      ['1.30', {"type":"object","atMostOne":[["wasm","lua"]],"rules":[40,41],"fields":{"lua":{"ref":"LuaConfig"},"match":{"type":"array","items":{"ref":"TrafficSelector"}},"phase":{"type":"string","enum":["UNSPECIFIED","AUTHN","AUTHZ","STATS"]},"priority":{"type":"integer","nullable":true,"format":"int32"},"selector":{"ref":"WorkloadSelector~2"},"targetRefs":{"type":"array","maxItems":16,"items":{"ref":"PolicyTargetReference~4"}},"wasm":{"ref":"WasmConfig"}}}],
    ],
  },
  definitions: {
    ...SHARED,
    "LuaConfig": {"type":"object","required":["inlineCode"],"fields":{"inlineCode":{"type":"string","minLength":1,"maxLength":65536}}},
    "TrafficSelector": {"type":"object","fields":{"mode":{"type":"string","enum":["UNDEFINED","CLIENT","SERVER","CLIENT_AND_SERVER"]},"ports":{"type":"array","items":{"ref":"PortSelector~2"},"keys":["number"]}}},
    "WasmConfig": {"type":"object","required":["url"],"fields":{"failStrategy":{"type":"string","enum":["FAIL_CLOSE","FAIL_OPEN","FAIL_RELOAD"]},"imagePullPolicy":{"type":"string","enum":["UNSPECIFIED_POLICY","IfNotPresent","Always"]},"imagePullSecret":{"type":"string","minLength":1,"maxLength":253},"pluginConfig":{"type":"object","open":true},"pluginName":{"type":"string","minLength":1,"maxLength":256},"sha256":{"type":"string","pattern":"(^$|^[a-f0-9]{64}$)"},"type":{"type":"string","enum":["UNSPECIFIED_PLUGIN_TYPE","HTTP","NETWORK"]},"url":{"type":"string","minLength":1,"rules":[42]},"verificationKey":{"type":"string"},"vmConfig":{"ref":"VmConfig~2"}}},
  },
};
