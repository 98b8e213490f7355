// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindSchema } from '../../validation/schema';

export const schema: KindSchema = {
  spec: {
    type: "object",
    fields: {
      "metadata": {"ref":"WorkloadGroup.ObjectMeta"},
      "probe": {"ref":"ReadinessProbe"},
      "template": {"ref":"WorkloadEntry"},
    },
  },
  definitions: {
    "ExecHealthCheckConfig": {"type":"object","fields":{"command":{"type":"array","items":{"type":"string"}}}},
    "HTTPHeader": {"type":"object","fields":{"name":{"type":"string"},"value":{"type":"string"}}},
    "HTTPHealthCheckConfig": {"type":"object","fields":{"host":{"type":"string"},"httpHeaders":{"type":"array","items":{"ref":"HTTPHeader"}},"path":{"type":"string"},"port":{"type":"integer","format":"uint32"},"scheme":{"type":"string"}}},
    "ReadinessProbe": {"type":"object","atMostOne":[["httpGet","tcpSocket","exec"]],"fields":{"exec":{"ref":"ExecHealthCheckConfig"},"failureThreshold":{"type":"integer","format":"int32"},"httpGet":{"ref":"HTTPHealthCheckConfig"},"initialDelaySeconds":{"type":"integer","format":"int32"},"periodSeconds":{"type":"integer","format":"int32"},"successThreshold":{"type":"integer","format":"int32"},"tcpSocket":{"ref":"TCPHealthCheckConfig"},"timeoutSeconds":{"type":"integer","format":"int32"}}},
    "TCPHealthCheckConfig": {"type":"object","fields":{"host":{"type":"string"},"port":{"type":"integer","format":"uint32"}}},
    "WorkloadEntry": {"type":"object","fields":{"address":{"type":"string"},"labels":{"type":"object","values":{"type":"string"}},"locality":{"type":"string"},"network":{"type":"string"},"ports":{"type":"object","values":{"type":"integer","format":"uint32"}},"serviceAccount":{"type":"string"},"weight":{"type":"integer","format":"uint32"}}},
    "WorkloadGroup.ObjectMeta": {"type":"object","fields":{"annotations":{"type":"object","values":{"type":"string"}},"labels":{"type":"object","values":{"type":"string"}}}},
  },
};
