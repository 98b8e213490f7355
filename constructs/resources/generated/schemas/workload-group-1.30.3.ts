// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindSchema } from '../../validation/schema';

export const schema: KindSchema = {
  spec: {
    type: "object",
    required: ["template"],
    fields: {
      "metadata": {"ref":"WorkloadGroup.ObjectMeta"},
      "probe": {"ref":"ReadinessProbe"},
      "template": {"ref":"WorkloadEntry"},
    },
  },
  definitions: {
    "ExecHealthCheckConfig": {"type":"object","required":["command"],"fields":{"command":{"type":"array","items":{"type":"string","minLength":1}}}},
    "GrpcHealthCheckConfig": {"type":"object","fields":{"port":{"type":"integer","minimum":0,"maximum":4294967295,"rules":[13]},"service":{"type":"string"}}},
    "HTTPHeader": {"type":"object","fields":{"name":{"type":"string","pattern":"^[-_A-Za-z0-9]+$"},"value":{"type":"string"}}},
    "HTTPHealthCheckConfig": {"type":"object","required":["port"],"fields":{"host":{"type":"string"},"httpHeaders":{"type":"array","items":{"ref":"HTTPHeader"}},"path":{"type":"string"},"port":{"type":"integer","minimum":0,"maximum":4294967295,"rules":[13]},"scheme":{"type":"string","rules":[28]}}},
    "ReadinessProbe": {"type":"object","atMostOne":[["httpGet","tcpSocket","exec","grpc"]],"fields":{"exec":{"ref":"ExecHealthCheckConfig"},"failureThreshold":{"type":"integer","format":"int32","minimum":0},"grpc":{"ref":"GrpcHealthCheckConfig"},"httpGet":{"ref":"HTTPHealthCheckConfig"},"initialDelaySeconds":{"type":"integer","format":"int32","minimum":0},"periodSeconds":{"type":"integer","format":"int32","minimum":0},"successThreshold":{"type":"integer","format":"int32","minimum":0},"tcpSocket":{"ref":"TCPHealthCheckConfig"},"timeoutSeconds":{"type":"integer","format":"int32","minimum":0}}},
    "TCPHealthCheckConfig": {"type":"object","required":["port"],"fields":{"host":{"type":"string"},"port":{"type":"integer","minimum":0,"maximum":4294967295,"rules":[13]}}},
    "WorkloadEntry": {"type":"object","rules":[22],"fields":{"address":{"type":"string","maxLength":256,"rules":[23,24]},"labels":{"type":"object","maxProperties":256,"values":{"type":"string"}},"locality":{"type":"string","maxLength":2048},"network":{"type":"string","maxLength":2048},"ports":{"type":"object","maxProperties":128,"rules":[25],"values":{"type":"integer","minimum":0,"maximum":4294967295,"rules":[13]}},"serviceAccount":{"type":"string","maxLength":253},"weight":{"type":"integer","minimum":0,"maximum":4294967295}}},
    "WorkloadGroup.ObjectMeta": {"type":"object","fields":{"annotations":{"type":"object","maxProperties":256,"values":{"type":"string"}},"labels":{"type":"object","maxProperties":256,"values":{"type":"string"}}}},
  },
};
