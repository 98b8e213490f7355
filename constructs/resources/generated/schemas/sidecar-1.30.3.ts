// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindSchema } from '../../validation/schema';

export const schema: KindSchema = {
  spec: {
    type: "object",
    fields: {
      "egress": {"type":"array","items":{"ref":"IstioEgressListener"}},
      "inboundConnectionPool": {"ref":"ConnectionPoolSettings"},
      "ingress": {"type":"array","items":{"ref":"IstioIngressListener"}},
      "outboundTrafficPolicy": {"ref":"OutboundTrafficPolicy"},
      "workloadSelector": {"ref":"WorkloadSelector"},
    },
  },
  definitions: {
    "ConnectionPoolSettings": {"type":"object","fields":{"http":{"ref":"ConnectionPoolSettings.HTTPSettings"},"tcp":{"ref":"ConnectionPoolSettings.TCPSettings"}}},
    "ConnectionPoolSettings.HTTPSettings": {"type":"object","fields":{"h2UpgradePolicy":{"type":"string","enum":["DEFAULT","DO_NOT_UPGRADE","UPGRADE"]},"http1MaxPendingRequests":{"type":"integer","format":"int32"},"http2MaxRequests":{"type":"integer","format":"int32"},"idleTimeout":{"type":"string","rules":[10]},"maxConcurrentStreams":{"type":"integer","format":"int32"},"maxRequestsPerConnection":{"type":"integer","format":"int32"},"maxRetries":{"type":"integer","format":"int32"},"useClientProtocol":{"type":"boolean"}}},
    "ConnectionPoolSettings.TCPSettings": {"type":"object","fields":{"connectTimeout":{"type":"string","rules":[10]},"idleTimeout":{"type":"string"},"maxConnectionDuration":{"type":"string","rules":[10]},"maxConnections":{"type":"integer","format":"int32"},"tcpKeepalive":{"ref":"ConnectionPoolSettings.TCPSettings.TcpKeepalive"}}},
    "ConnectionPoolSettings.TCPSettings.TcpKeepalive": {"type":"object","fields":{"interval":{"type":"string","rules":[10]},"probes":{"type":"integer","minimum":0,"maximum":4294967295},"time":{"type":"string","rules":[10]}}},
    "Destination": {"type":"object","required":["host"],"fields":{"host":{"type":"string"},"port":{"ref":"PortSelector"},"subset":{"type":"string"}}},
    "IstioEgressListener": {"type":"object","required":["hosts"],"fields":{"bind":{"type":"string"},"captureMode":{"type":"string","enum":["DEFAULT","IPTABLES","NONE"]},"hosts":{"type":"array","items":{"type":"string"}},"port":{"ref":"SidecarPort"}}},
    "IstioIngressListener": {"type":"object","required":["port"],"fields":{"bind":{"type":"string"},"captureMode":{"type":"string","enum":["DEFAULT","IPTABLES","NONE"]},"connectionPool":{"ref":"ConnectionPoolSettings"},"defaultEndpoint":{"type":"string"},"port":{"ref":"SidecarPort"},"tls":{"ref":"ServerTLSSettings"}}},
    "OutboundTrafficPolicy": {"type":"object","fields":{"egressProxy":{"ref":"Destination"},"mode":{"type":"string","enum":["REGISTRY_ONLY","ALLOW_ANY"]}}},
    "PortSelector": {"type":"object","fields":{"number":{"type":"integer","minimum":0,"maximum":4294967295}}},
    "ServerTLSSettings": {"type":"object","rules":[14,15,16],"fields":{"caCertCredentialName":{"type":"string"},"caCertificates":{"type":"string"},"caCrl":{"type":"string"},"cipherSuites":{"type":"array","items":{"type":"string"}},"credentialName":{"type":"string"},"credentialNames":{"type":"array","minItems":1,"maxItems":2,"items":{"type":"string"}},"httpsRedirect":{"type":"boolean"},"maxProtocolVersion":{"type":"string","enum":["TLS_AUTO","TLSV1_0","TLSV1_1","TLSV1_2","TLSV1_3"]},"minProtocolVersion":{"type":"string","enum":["TLS_AUTO","TLSV1_0","TLSV1_1","TLSV1_2","TLSV1_3"]},"mode":{"type":"string","enum":["PASSTHROUGH","SIMPLE","MUTUAL","AUTO_PASSTHROUGH","ISTIO_MUTUAL","OPTIONAL_MUTUAL"]},"privateKey":{"type":"string"},"serverCertificate":{"type":"string"},"subjectAltNames":{"type":"array","items":{"type":"string"}},"tlsCertificates":{"type":"array","minItems":1,"maxItems":2,"items":{"ref":"ServerTLSSettings.TLSCertificate"}},"verifyCertificateHash":{"type":"array","items":{"type":"string"}},"verifyCertificateSpki":{"type":"array","items":{"type":"string"}}}},
    "ServerTLSSettings.TLSCertificate": {"type":"object","fields":{"caCertificates":{"type":"string"},"privateKey":{"type":"string"},"serverCertificate":{"type":"string"}}},
    "SidecarPort": {"type":"object","fields":{"name":{"type":"string"},"number":{"type":"integer","minimum":0,"maximum":4294967295},"protocol":{"type":"string"},"targetPort":{"type":"integer","minimum":0,"maximum":4294967295}}},
    "WorkloadSelector": {"type":"object","fields":{"labels":{"type":"object","maxProperties":256,"values":{"type":"string","maxLength":63,"rules":[4]}}}},
  },
};
