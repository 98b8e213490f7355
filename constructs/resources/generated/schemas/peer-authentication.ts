// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindHistory } from '../../validation/schema';
import { CEL_RULES } from '../cel-rules';
import { SHARED } from './shared';

export const history: KindHistory = {
  rules: CEL_RULES,
  specs: {
    "istio": [
      ['1.17', {"type":"object","fields":{"mtls":{"ref":"PeerAuthentication.MutualTLS"},"portLevelMtls":{"type":"object","values":{"ref":"PeerAuthentication.MutualTLS"}},"selector":{"ref":"WorkloadSelector"}}}],
      ['1.23', {"type":"object","rules":[33],"fields":{"mtls":{"ref":"PeerAuthentication.MutualTLS"},"portLevelMtls":{"type":"object","minProperties":1,"rules":[34],"values":{"ref":"PeerAuthentication.MutualTLS"}},"selector":{"ref":"WorkloadSelector~2"}}}],
      ['1.25', {"type":"object","rules":[35],"fields":{"mtls":{"ref":"PeerAuthentication.MutualTLS"},"portLevelMtls":{"type":"object","minProperties":1,"rules":[34],"values":{"ref":"PeerAuthentication.MutualTLS"}},"selector":{"ref":"WorkloadSelector~2"}}}],
    ],
  },
  definitions: {
    ...SHARED,
    "PeerAuthentication.MutualTLS": {"type":"object","fields":{"mode":{"type":"string","enum":["UNSET","DISABLE","PERMISSIVE","STRICT"]}}},
  },
};
