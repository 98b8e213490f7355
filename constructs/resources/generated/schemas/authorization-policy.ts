// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindHistory } from '../../validation/schema';
import { CEL_RULES } from '../cel-rules';
import { SHARED } from './shared';

export const history: KindHistory = {
  rules: CEL_RULES,
  specs: {
    "istio": [
      ['1.17', {"type":"object","fields":{"action":{"type":"string","enum":["ALLOW","DENY","AUDIT","CUSTOM"]},"provider":{"ref":"AuthorizationPolicy.ExtensionProvider"},"rules":{"type":"array","items":{"ref":"Rule"}},"selector":{"ref":"WorkloadSelector"}}}],
      ['1.20', {"type":"object","fields":{"action":{"type":"string","enum":["ALLOW","DENY","AUDIT","CUSTOM"]},"provider":{"ref":"AuthorizationPolicy.ExtensionProvider"},"rules":{"type":"array","items":{"ref":"Rule~2"}},"selector":{"ref":"WorkloadSelector"},"targetRef":{"ref":"PolicyTargetReference"}}}],
      ['1.22', {"type":"object","fields":{"action":{"type":"string","enum":["ALLOW","DENY","AUDIT","CUSTOM"]},"provider":{"ref":"AuthorizationPolicy.ExtensionProvider"},"rules":{"type":"array","items":{"ref":"Rule~2"}},"selector":{"ref":"WorkloadSelector"},"targetRef":{"ref":"PolicyTargetReference"},"targetRefs":{"type":"array","items":{"ref":"PolicyTargetReference"}}}}],
      ['1.23', {"type":"object","fields":{"action":{"type":"string","enum":["ALLOW","DENY","AUDIT","CUSTOM"]},"provider":{"ref":"AuthorizationPolicy.ExtensionProvider"},"rules":{"type":"array","items":{"ref":"Rule~2"}},"selector":{"ref":"WorkloadSelector~2"},"targetRef":{"ref":"PolicyTargetReference~2"},"targetRefs":{"type":"array","items":{"ref":"PolicyTargetReference~2"}}}}],
      ['1.24', {"type":"object","rules":[7],"fields":{"action":{"type":"string","enum":["ALLOW","DENY","AUDIT","CUSTOM"]},"provider":{"ref":"AuthorizationPolicy.ExtensionProvider"},"rules":{"type":"array","items":{"ref":"Rule~2"}},"selector":{"ref":"WorkloadSelector~2"},"targetRef":{"ref":"PolicyTargetReference~3"},"targetRefs":{"type":"array","maxItems":16,"items":{"ref":"PolicyTargetReference~3"}}}}],
      ['1.25', {"type":"object","rules":[7],"fields":{"action":{"type":"string","enum":["ALLOW","DENY","AUDIT","CUSTOM"]},"provider":{"ref":"AuthorizationPolicy.ExtensionProvider"},"rules":{"type":"array","maxItems":512,"items":{"ref":"Rule~3"}},"selector":{"ref":"WorkloadSelector~2"},"targetRef":{"ref":"PolicyTargetReference~4"},"targetRefs":{"type":"array","maxItems":16,"items":{"ref":"PolicyTargetReference~4"}}}}],
      ['1.30', {"type":"object","rules":[7],"fields":{"action":{"type":"string","enum":["ALLOW","DENY","AUDIT","CUSTOM"]},"provider":{"ref":"AuthorizationPolicy.ExtensionProvider"},"rules":{"type":"array","maxItems":512,"items":{"ref":"Rule~4"}},"selector":{"ref":"WorkloadSelector~2"},"targetRef":{"ref":"PolicyTargetReference~4"},"targetRefs":{"type":"array","maxItems":16,"items":{"ref":"PolicyTargetReference~4"}}}}],
    ],
  },
  definitions: {
    ...SHARED,
    "AuthorizationPolicy.ExtensionProvider": {"type":"object","fields":{"name":{"type":"string"}}},
    "Condition": {"type":"object","fields":{"key":{"type":"string"},"notValues":{"type":"array","items":{"type":"string"}},"values":{"type":"array","items":{"type":"string"}}}},
    "Condition~2": {"type":"object","required":["key"],"fields":{"key":{"type":"string"},"notValues":{"type":"array","items":{"type":"string"}},"values":{"type":"array","items":{"type":"string"}}}},
    "Operation": {"type":"object","fields":{"hosts":{"type":"array","items":{"type":"string"}},"methods":{"type":"array","items":{"type":"string"}},"notHosts":{"type":"array","items":{"type":"string"}},"notMethods":{"type":"array","items":{"type":"string"}},"notPaths":{"type":"array","items":{"type":"string"}},"notPorts":{"type":"array","items":{"type":"string"}},"paths":{"type":"array","items":{"type":"string"}},"ports":{"type":"array","items":{"type":"string"}}}},
    "Rule": {"type":"object","fields":{"from":{"type":"array","items":{"ref":"Rule.From"}},"to":{"type":"array","items":{"ref":"Rule.To"}},"when":{"type":"array","items":{"ref":"Condition"}}}},
    "Rule.From": {"type":"object","fields":{"source":{"ref":"Source"}}},
    "Rule.From~2": {"type":"object","fields":{"source":{"ref":"Source~2"}}},
    "Rule.From~3": {"type":"object","fields":{"source":{"ref":"Source~3"}}},
    "Rule.To": {"type":"object","fields":{"operation":{"ref":"Operation"}}},
    "Rule~2": {"type":"object","fields":{"from":{"type":"array","items":{"ref":"Rule.From"}},"to":{"type":"array","items":{"ref":"Rule.To"}},"when":{"type":"array","items":{"ref":"Condition~2"}}}},
    "Rule~3": {"type":"object","fields":{"from":{"type":"array","maxItems":512,"items":{"ref":"Rule.From~2"}},"to":{"type":"array","items":{"ref":"Rule.To"}},"when":{"type":"array","items":{"ref":"Condition~2"}}}},
    "Rule~4": {"type":"object","fields":{"from":{"type":"array","maxItems":512,"items":{"ref":"Rule.From~3"}},"to":{"type":"array","items":{"ref":"Rule.To"}},"when":{"type":"array","items":{"ref":"Condition~2"}}}},
    "Source": {"type":"object","fields":{"ipBlocks":{"type":"array","items":{"type":"string"}},"namespaces":{"type":"array","items":{"type":"string"}},"notIpBlocks":{"type":"array","items":{"type":"string"}},"notNamespaces":{"type":"array","items":{"type":"string"}},"notPrincipals":{"type":"array","items":{"type":"string"}},"notRemoteIpBlocks":{"type":"array","items":{"type":"string"}},"notRequestPrincipals":{"type":"array","items":{"type":"string"}},"principals":{"type":"array","items":{"type":"string"}},"remoteIpBlocks":{"type":"array","items":{"type":"string"}},"requestPrincipals":{"type":"array","items":{"type":"string"}}}},
    "Source~2": {"type":"object","rules":[32],"fields":{"ipBlocks":{"type":"array","items":{"type":"string"}},"namespaces":{"type":"array","items":{"type":"string"}},"notIpBlocks":{"type":"array","items":{"type":"string"}},"notNamespaces":{"type":"array","items":{"type":"string"}},"notPrincipals":{"type":"array","items":{"type":"string"}},"notRemoteIpBlocks":{"type":"array","items":{"type":"string"}},"notRequestPrincipals":{"type":"array","items":{"type":"string"}},"notServiceAccounts":{"type":"array","maxItems":16,"items":{"type":"string","maxLength":320}},"principals":{"type":"array","items":{"type":"string"}},"remoteIpBlocks":{"type":"array","items":{"type":"string"}},"requestPrincipals":{"type":"array","items":{"type":"string"}},"serviceAccounts":{"type":"array","maxItems":16,"items":{"type":"string","maxLength":320}}}},
    "Source~3": {"type":"object","rules":[32],"fields":{"ipBlocks":{"type":"array","items":{"type":"string"}},"namespaces":{"type":"array","items":{"type":"string"}},"notIpBlocks":{"type":"array","items":{"type":"string"}},"notNamespaces":{"type":"array","items":{"type":"string"}},"notPrincipals":{"type":"array","items":{"type":"string"}},"notRemoteIpBlocks":{"type":"array","items":{"type":"string"}},"notRequestPrincipals":{"type":"array","items":{"type":"string"}},"notServiceAccounts":{"type":"array","maxItems":16,"items":{"type":"string","maxLength":320}},"notTrustDomains":{"type":"array","items":{"type":"string"}},"principals":{"type":"array","items":{"type":"string"}},"remoteIpBlocks":{"type":"array","items":{"type":"string"}},"requestPrincipals":{"type":"array","items":{"type":"string"}},"serviceAccounts":{"type":"array","maxItems":16,"items":{"type":"string","maxLength":320}},"trustDomains":{"type":"array","items":{"type":"string"}}}},
  },
};
