// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindSchema } from '../../validation/schema';

export const schema: KindSchema = {
  spec: {
    type: "object",
    rules: [8],
    fields: {
      "action": {"type":"string","enum":["ALLOW","DENY","AUDIT","CUSTOM"]},
      "provider": {"ref":"AuthorizationPolicy.ExtensionProvider"},
      "rules": {"type":"array","maxItems":512,"items":{"ref":"Rule"}},
      "selector": {"ref":"WorkloadSelector"},
      "targetRef": {"ref":"PolicyTargetReference"},
      "targetRefs": {"type":"array","maxItems":16,"items":{"ref":"PolicyTargetReference"}},
    },
  },
  definitions: {
    "AuthorizationPolicy.ExtensionProvider": {"type":"object","fields":{"name":{"type":"string"}}},
    "Condition": {"type":"object","required":["key"],"fields":{"key":{"type":"string"},"notValues":{"type":"array","items":{"type":"string"}},"values":{"type":"array","items":{"type":"string"}}}},
    "Operation": {"type":"object","fields":{"hosts":{"type":"array","items":{"type":"string"}},"methods":{"type":"array","items":{"type":"string"}},"notHosts":{"type":"array","items":{"type":"string"}},"notMethods":{"type":"array","items":{"type":"string"}},"notPaths":{"type":"array","items":{"type":"string"}},"notPorts":{"type":"array","items":{"type":"string"}},"paths":{"type":"array","items":{"type":"string"}},"ports":{"type":"array","items":{"type":"string"}}}},
    "PolicyTargetReference": {"type":"object","required":["kind","name"],"fields":{"group":{"type":"string","maxLength":253,"pattern":"^$|^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},"kind":{"type":"string","minLength":1,"maxLength":63,"pattern":"^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$"},"name":{"type":"string","minLength":1,"maxLength":253},"namespace":{"type":"string","rules":[5]}}},
    "Rule": {"type":"object","fields":{"from":{"type":"array","maxItems":512,"items":{"ref":"Rule.From"}},"to":{"type":"array","items":{"ref":"Rule.To"}},"when":{"type":"array","items":{"ref":"Condition"}}}},
    "Rule.From": {"type":"object","fields":{"source":{"ref":"Source"}}},
    "Rule.To": {"type":"object","fields":{"operation":{"ref":"Operation"}}},
    "Source": {"type":"object","rules":[29],"fields":{"ipBlocks":{"type":"array","items":{"type":"string"}},"namespaces":{"type":"array","items":{"type":"string"}},"notIpBlocks":{"type":"array","items":{"type":"string"}},"notNamespaces":{"type":"array","items":{"type":"string"}},"notPrincipals":{"type":"array","items":{"type":"string"}},"notRemoteIpBlocks":{"type":"array","items":{"type":"string"}},"notRequestPrincipals":{"type":"array","items":{"type":"string"}},"notServiceAccounts":{"type":"array","maxItems":16,"items":{"type":"string","maxLength":320}},"notTrustDomains":{"type":"array","items":{"type":"string"}},"principals":{"type":"array","items":{"type":"string"}},"remoteIpBlocks":{"type":"array","items":{"type":"string"}},"requestPrincipals":{"type":"array","items":{"type":"string"}},"serviceAccounts":{"type":"array","maxItems":16,"items":{"type":"string","maxLength":320}},"trustDomains":{"type":"array","items":{"type":"string"}}}},
    "WorkloadSelector": {"type":"object","fields":{"matchLabels":{"type":"object","maxProperties":4096,"rules":[2,3],"values":{"type":"string","maxLength":63,"rules":[4]}}}},
  },
};
