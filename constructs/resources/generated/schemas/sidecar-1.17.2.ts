// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindSchema } from '../../validation/schema';

export const schema: KindSchema = {
  spec: {
    type: "object",
    fields: {
      "egress": {"type":"array","items":{"ref":"IstioEgressListener"}},
      "ingress": {"type":"array","items":{"ref":"IstioIngressListener"}},
      "outboundTrafficPolicy": {"ref":"OutboundTrafficPolicy"},
      "workloadSelector": {"ref":"WorkloadSelector"},
    },
  },
  definitions: {
    "Destination": {"type":"object","fields":{"host":{"type":"string"},"port":{"ref":"PortSelector"},"subset":{"type":"string"}}},
    "IstioEgressListener": {"type":"object","fields":{"bind":{"type":"string"},"captureMode":{"type":"string","enum":["DEFAULT","IPTABLES","NONE"]},"hosts":{"type":"array","items":{"type":"string"}},"port":{"ref":"SidecarPort"}}},
    "IstioIngressListener": {"type":"object","fields":{"bind":{"type":"string"},"captureMode":{"type":"string","enum":["DEFAULT","IPTABLES","NONE"]},"defaultEndpoint":{"type":"string"},"port":{"ref":"SidecarPort"},"tls":{"ref":"ServerTLSSettings"}}},
    "OutboundTrafficPolicy": {"type":"object","fields":{"egressProxy":{"ref":"Destination"},"mode":{"type":"string","enum":["REGISTRY_ONLY","ALLOW_ANY"]}}},
    "PortSelector": {"type":"object","fields":{"number":{"type":"integer","format":"uint32"}}},
    "ServerTLSSettings": {"type":"object","fields":{"caCertificates":{"type":"string"},"cipherSuites":{"type":"array","items":{"type":"string"}},"credentialName":{"type":"string"},"httpsRedirect":{"type":"boolean"},"maxProtocolVersion":{"type":"string","enum":["TLS_AUTO","TLSV1_0","TLSV1_1","TLSV1_2","TLSV1_3"]},"minProtocolVersion":{"type":"string","enum":["TLS_AUTO","TLSV1_0","TLSV1_1","TLSV1_2","TLSV1_3"]},"mode":{"type":"string","enum":["PASSTHROUGH","SIMPLE","MUTUAL","AUTO_PASSTHROUGH","ISTIO_MUTUAL"]},"privateKey":{"type":"string"},"serverCertificate":{"type":"string"},"subjectAltNames":{"type":"array","items":{"type":"string"}},"verifyCertificateHash":{"type":"array","items":{"type":"string"}},"verifyCertificateSpki":{"type":"array","items":{"type":"string"}}}},
    "SidecarPort": {"type":"object","fields":{"name":{"type":"string"},"number":{"type":"integer","format":"uint32"},"protocol":{"type":"string"},"targetPort":{"type":"integer","format":"uint32"}}},
    "WorkloadSelector": {"type":"object","fields":{"labels":{"type":"object","values":{"type":"string"}}}},
  },
};
