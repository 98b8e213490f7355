// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindSchema } from '../../validation/schema';

export const schema: KindSchema = {
  spec: {
    type: "object",
    fields: {
      "selector": {"type":"object","values":{"type":"string"}},
      "servers": {"type":"array","items":{"ref":"Server"}},
    },
  },
  definitions: {
    "Port": {"type":"object","fields":{"name":{"type":"string"},"number":{"type":"integer","format":"uint32"},"protocol":{"type":"string"},"targetPort":{"type":"integer","format":"uint32"}}},
    "Server": {"type":"object","fields":{"bind":{"type":"string"},"defaultEndpoint":{"type":"string"},"hosts":{"type":"array","items":{"type":"string"}},"name":{"type":"string"},"port":{"ref":"Port"},"tls":{"ref":"ServerTLSSettings"}}},
    "ServerTLSSettings": {"type":"object","fields":{"caCertificates":{"type":"string"},"cipherSuites":{"type":"array","items":{"type":"string"}},"credentialName":{"type":"string"},"httpsRedirect":{"type":"boolean"},"maxProtocolVersion":{"type":"string","enum":["TLS_AUTO","TLSV1_0","TLSV1_1","TLSV1_2","TLSV1_3"]},"minProtocolVersion":{"type":"string","enum":["TLS_AUTO","TLSV1_0","TLSV1_1","TLSV1_2","TLSV1_3"]},"mode":{"type":"string","enum":["PASSTHROUGH","SIMPLE","MUTUAL","AUTO_PASSTHROUGH","ISTIO_MUTUAL"]},"privateKey":{"type":"string"},"serverCertificate":{"type":"string"},"subjectAltNames":{"type":"array","items":{"type":"string"}},"verifyCertificateHash":{"type":"array","items":{"type":"string"}},"verifyCertificateSpki":{"type":"array","items":{"type":"string"}}}},
  },
};
