// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindHistory } from '../../validation/schema';
import { CEL_RULES } from '../cel-rules';
import { SHARED } from './shared';

export const history: KindHistory = {
  rules: CEL_RULES,
  specs: {
    "istio": [
      ['1.17', {"type":"object","fields":{"egress":{"type":"array","items":{"ref":"IstioEgressListener"}},"ingress":{"type":"array","items":{"ref":"IstioIngressListener"}},"outboundTrafficPolicy":{"ref":"OutboundTrafficPolicy"},"workloadSelector":{"ref":"WorkloadSelector~3"}}}],
      ['1.19', {"type":"object","fields":{"egress":{"type":"array","items":{"ref":"IstioEgressListener"}},"ingress":{"type":"array","items":{"ref":"IstioIngressListener~2"}},"outboundTrafficPolicy":{"ref":"OutboundTrafficPolicy"},"workloadSelector":{"ref":"WorkloadSelector~3"}}}],
      ['1.20', {"type":"object","fields":{"egress":{"type":"array","items":{"ref":"IstioEgressListener~2"}},"inboundConnectionPool":{"ref":"ConnectionPoolSettings"},"ingress":{"type":"array","items":{"ref":"IstioIngressListener~3"}},"outboundTrafficPolicy":{"ref":"OutboundTrafficPolicy~2"},"workloadSelector":{"ref":"WorkloadSelector~3"}}}],
      ['1.21', {"type":"object","fields":{"egress":{"type":"array","items":{"ref":"IstioEgressListener~2"}},"inboundConnectionPool":{"ref":"ConnectionPoolSettings~2"},"ingress":{"type":"array","items":{"ref":"IstioIngressListener~4"}},"outboundTrafficPolicy":{"ref":"OutboundTrafficPolicy~2"},"workloadSelector":{"ref":"WorkloadSelector~3"}}}],
      ['1.22', {"type":"object","fields":{"egress":{"type":"array","items":{"ref":"IstioEgressListener~3"}},"inboundConnectionPool":{"ref":"ConnectionPoolSettings~3"},"ingress":{"type":"array","items":{"ref":"IstioIngressListener~5"}},"outboundTrafficPolicy":{"ref":"OutboundTrafficPolicy~3"},"workloadSelector":{"ref":"WorkloadSelector~3"}}}],
      ['1.23', {"type":"object","fields":{"egress":{"type":"array","items":{"ref":"IstioEgressListener~3"}},"inboundConnectionPool":{"ref":"ConnectionPoolSettings~4"},"ingress":{"type":"array","items":{"ref":"IstioIngressListener~6"}},"outboundTrafficPolicy":{"ref":"OutboundTrafficPolicy~3"},"workloadSelector":{"ref":"WorkloadSelector~3"}}}],
      ['1.24', {"type":"object","fields":{"egress":{"type":"array","items":{"ref":"IstioEgressListener~3"}},"inboundConnectionPool":{"ref":"ConnectionPoolSettings~4"},"ingress":{"type":"array","items":{"ref":"IstioIngressListener~6"}},"outboundTrafficPolicy":{"ref":"OutboundTrafficPolicy~3"},"workloadSelector":{"ref":"WorkloadSelector~4"}}}],
      ['1.26', {"type":"object","fields":{"egress":{"type":"array","items":{"ref":"IstioEgressListener~3"}},"inboundConnectionPool":{"ref":"ConnectionPoolSettings~4"},"ingress":{"type":"array","items":{"ref":"IstioIngressListener~7"}},"outboundTrafficPolicy":{"ref":"OutboundTrafficPolicy~3"},"workloadSelector":{"ref":"WorkloadSelector~4"}}}],
      ['1.28', {"type":"object","fields":{"egress":{"type":"array","items":{"ref":"IstioEgressListener~3"}},"inboundConnectionPool":{"ref":"ConnectionPoolSettings~4"},"ingress":{"type":"array","items":{"ref":"IstioIngressListener~8"}},"outboundTrafficPolicy":{"ref":"OutboundTrafficPolicy~3"},"workloadSelector":{"ref":"WorkloadSelector~4"}}}],
      ['1.31', {"type":"object","fields":{"egress":{"type":"array","items":{"ref":"IstioEgressListener~3"}},"inboundConnectionPool":{"ref":"ConnectionPoolSettings~5"},"ingress":{"type":"array","items":{"ref":"IstioIngressListener~9"}},"outboundTrafficPolicy":{"ref":"OutboundTrafficPolicy~3"},"workloadSelector":{"ref":"WorkloadSelector~4"}}}],
      ['1.32', {"type":"object","fields":{"egress":{"type":"array","items":{"ref":"IstioEgressListener~3"}},"inboundConnectionPool":{"ref":"ConnectionPoolSettings~5"},"ingress":{"type":"array","items":{"ref":"IstioIngressListener~10"}},"outboundTrafficPolicy":{"ref":"OutboundTrafficPolicy~3"},"workloadSelector":{"ref":"WorkloadSelector~4"}}}],
    ],
  },
  definitions: {
    ...SHARED,
    "IstioEgressListener": {"type":"object","fields":{"bind":{"type":"string"},"captureMode":{"type":"string","enum":["DEFAULT","IPTABLES","NONE"]},"hosts":{"type":"array","items":{"type":"string"}},"port":{"ref":"SidecarPort"}}},
    "IstioEgressListener~2": {"type":"object","required":["hosts"],"fields":{"bind":{"type":"string"},"captureMode":{"type":"string","enum":["DEFAULT","IPTABLES","NONE"]},"hosts":{"type":"array","items":{"type":"string"}},"port":{"ref":"SidecarPort"}}},
    "IstioEgressListener~3": {"type":"object","required":["hosts"],"fields":{"bind":{"type":"string"},"captureMode":{"type":"string","enum":["DEFAULT","IPTABLES","NONE"]},"hosts":{"type":"array","items":{"type":"string"}},"port":{"ref":"SidecarPort~2"}}},
    "IstioIngressListener": {"type":"object","fields":{"bind":{"type":"string"},"captureMode":{"type":"string","enum":["DEFAULT","IPTABLES","NONE"]},"defaultEndpoint":{"type":"string"},"port":{"ref":"SidecarPort"},"tls":{"ref":"ServerTLSSettings"}}},
    "IstioIngressListener~2": {"type":"object","fields":{"bind":{"type":"string"},"captureMode":{"type":"string","enum":["DEFAULT","IPTABLES","NONE"]},"defaultEndpoint":{"type":"string"},"port":{"ref":"SidecarPort"},"tls":{"ref":"ServerTLSSettings~2"}}},
    "IstioIngressListener~3": {"type":"object","required":["port"],"fields":{"bind":{"type":"string"},"captureMode":{"type":"string","enum":["DEFAULT","IPTABLES","NONE"]},"connectionPool":{"ref":"ConnectionPoolSettings"},"defaultEndpoint":{"type":"string"},"port":{"ref":"SidecarPort"},"tls":{"ref":"ServerTLSSettings~2"}}},
    "IstioIngressListener~4": {"type":"object","required":["port"],"fields":{"bind":{"type":"string"},"captureMode":{"type":"string","enum":["DEFAULT","IPTABLES","NONE"]},"connectionPool":{"ref":"ConnectionPoolSettings~2"},"defaultEndpoint":{"type":"string"},"port":{"ref":"SidecarPort"},"tls":{"ref":"ServerTLSSettings~2"}}},
    "IstioIngressListener~5": {"type":"object","required":["port"],"fields":{"bind":{"type":"string"},"captureMode":{"type":"string","enum":["DEFAULT","IPTABLES","NONE"]},"connectionPool":{"ref":"ConnectionPoolSettings~3"},"defaultEndpoint":{"type":"string"},"port":{"ref":"SidecarPort~2"},"tls":{"ref":"ServerTLSSettings~3"}}},
    "IstioIngressListener~6": {"type":"object","required":["port"],"fields":{"bind":{"type":"string"},"captureMode":{"type":"string","enum":["DEFAULT","IPTABLES","NONE"]},"connectionPool":{"ref":"ConnectionPoolSettings~4"},"defaultEndpoint":{"type":"string"},"port":{"ref":"SidecarPort~2"},"tls":{"ref":"ServerTLSSettings~3"}}},
    "IstioIngressListener~7": {"type":"object","required":["port"],"fields":{"bind":{"type":"string"},"captureMode":{"type":"string","enum":["DEFAULT","IPTABLES","NONE"]},"connectionPool":{"ref":"ConnectionPoolSettings~4"},"defaultEndpoint":{"type":"string"},"port":{"ref":"SidecarPort~2"},"tls":{"ref":"ServerTLSSettings~4"}}},
    "IstioIngressListener~8": {"type":"object","required":["port"],"fields":{"bind":{"type":"string"},"captureMode":{"type":"string","enum":["DEFAULT","IPTABLES","NONE"]},"connectionPool":{"ref":"ConnectionPoolSettings~4"},"defaultEndpoint":{"type":"string"},"port":{"ref":"SidecarPort~2"},"tls":{"ref":"ServerTLSSettings~5"}}},
    "IstioIngressListener~9": {"type":"object","required":["port"],"fields":{"bind":{"type":"string"},"captureMode":{"type":"string","enum":["DEFAULT","IPTABLES","NONE"]},"connectionPool":{"ref":"ConnectionPoolSettings~5"},"defaultEndpoint":{"type":"string"},"port":{"ref":"SidecarPort~2"},"tls":{"ref":"ServerTLSSettings~6"}}},
    "IstioIngressListener~10": {"type":"object","required":["port"],"fields":{"bind":{"type":"string"},"captureMode":{"type":"string","enum":["DEFAULT","IPTABLES","NONE"]},"connectionPool":{"ref":"ConnectionPoolSettings~5"},"defaultEndpoint":{"type":"string"},"port":{"ref":"SidecarPort~2"},"tls":{"ref":"ServerTLSSettings~7"}}},
    "OutboundTrafficPolicy": {"type":"object","fields":{"egressProxy":{"ref":"Destination"},"mode":{"type":"string","enum":["REGISTRY_ONLY","ALLOW_ANY"]}}},
    "OutboundTrafficPolicy~2": {"type":"object","fields":{"egressProxy":{"ref":"Destination~2"},"mode":{"type":"string","enum":["REGISTRY_ONLY","ALLOW_ANY"]}}},
    "OutboundTrafficPolicy~3": {"type":"object","fields":{"egressProxy":{"ref":"Destination~3"},"mode":{"type":"string","enum":["REGISTRY_ONLY","ALLOW_ANY"]}}},
    "SidecarPort": {"type":"object","fields":{"name":{"type":"string"},"number":{"type":"integer","format":"uint32"},"protocol":{"type":"string"},"targetPort":{"type":"integer","format":"uint32"}},"deprecated":{"targetPort":"defaultEndpoint"}},
    "SidecarPort~2": {"type":"object","fields":{"name":{"type":"string"},"number":{"type":"integer","minimum":0,"maximum":4294967295},"protocol":{"type":"string"},"targetPort":{"type":"integer","minimum":0,"maximum":4294967295}},"deprecated":{"targetPort":"defaultEndpoint"}},
  },
};
