// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindSchema } from '../../validation/schema';

export const schema: KindSchema = {
  spec: {
    type: "object",
    fields: {
      "action": {"type":"string","enum":["ALLOW","DENY","AUDIT","CUSTOM"]},
      "provider": {"ref":"AuthorizationPolicy.ExtensionProvider"},
      "rules": {"type":"array","items":{"ref":"Rule"}},
      "selector": {"ref":"WorkloadSelector"},
    },
  },
  definitions: {
    "AuthorizationPolicy.ExtensionProvider": {"type":"object","fields":{"name":{"type":"string"}}},
    "Condition": {"type":"object","fields":{"key":{"type":"string"},"notValues":{"type":"array","items":{"type":"string"}},"values":{"type":"array","items":{"type":"string"}}}},
    "Operation": {"type":"object","fields":{"hosts":{"type":"array","items":{"type":"string"}},"methods":{"type":"array","items":{"type":"string"}},"notHosts":{"type":"array","items":{"type":"string"}},"notMethods":{"type":"array","items":{"type":"string"}},"notPaths":{"type":"array","items":{"type":"string"}},"notPorts":{"type":"array","items":{"type":"string"}},"paths":{"type":"array","items":{"type":"string"}},"ports":{"type":"array","items":{"type":"string"}}}},
    "Rule": {"type":"object","fields":{"from":{"type":"array","items":{"ref":"Rule.From"}},"to":{"type":"array","items":{"ref":"Rule.To"}},"when":{"type":"array","items":{"ref":"Condition"}}}},
    "Rule.From": {"type":"object","fields":{"source":{"ref":"Source"}}},
    "Rule.To": {"type":"object","fields":{"operation":{"ref":"Operation"}}},
    "Source": {"type":"object","fields":{"ipBlocks":{"type":"array","items":{"type":"string"}},"namespaces":{"type":"array","items":{"type":"string"}},"notIpBlocks":{"type":"array","items":{"type":"string"}},"notNamespaces":{"type":"array","items":{"type":"string"}},"notPrincipals":{"type":"array","items":{"type":"string"}},"notRemoteIpBlocks":{"type":"array","items":{"type":"string"}},"notRequestPrincipals":{"type":"array","items":{"type":"string"}},"principals":{"type":"array","items":{"type":"string"}},"remoteIpBlocks":{"type":"array","items":{"type":"string"}},"requestPrincipals":{"type":"array","items":{"type":"string"}}}},
    "WorkloadSelector": {"type":"object","fields":{"matchLabels":{"type":"object","values":{"type":"string"}}}},
  },
};
