// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindHistory } from '../../validation/schema';
import { CEL_RULES } from '../cel-rules';
import { SHARED } from './shared';

export const history: KindHistory = {
  rules: CEL_RULES,
  specs: {
    "istio": [
      ['1.17', {"type":"object","fields":{"metadata":{"ref":"WorkloadGroup.ObjectMeta"},"probe":{"ref":"ReadinessProbe"},"template":{"ref":"WorkloadEntry"}}}],
      ['1.20', {"type":"object","required":["template"],"fields":{"metadata":{"ref":"WorkloadGroup.ObjectMeta"},"probe":{"ref":"ReadinessProbe~2"},"template":{"ref":"WorkloadEntry"}}}],
      ['1.22', {"type":"object","required":["template"],"fields":{"metadata":{"ref":"WorkloadGroup.ObjectMeta"},"probe":{"ref":"ReadinessProbe~3"},"template":{"ref":"WorkloadEntry~2"}}}],
      ['1.23', {"type":"object","required":["template"],"fields":{"metadata":{"ref":"WorkloadGroup.ObjectMeta"},"probe":{"ref":"ReadinessProbe~3"},"template":{"ref":"WorkloadEntry~5"}}}],
      ['1.24', {"type":"object","required":["template"],"fields":{"metadata":{"ref":"WorkloadGroup.ObjectMeta~2"},"probe":{"ref":"ReadinessProbe~4"},"template":{"ref":"WorkloadEntry~5"}}}],
      ['1.25', {"type":"object","required":["template"],"fields":{"metadata":{"ref":"WorkloadGroup.ObjectMeta~2"},"probe":{"ref":"ReadinessProbe~5"},"template":{"ref":"WorkloadEntry~6"}}}],
    ],
  },
  definitions: {
    ...SHARED,
    "ExecHealthCheckConfig": {"type":"object","fields":{"command":{"type":"array","items":{"type":"string"}}}},
    "ExecHealthCheckConfig~2": {"type":"object","required":["command"],"fields":{"command":{"type":"array","items":{"type":"string","minLength":1}}}},
    "GrpcHealthCheckConfig": {"type":"object","fields":{"port":{"type":"integer","minimum":0,"maximum":4294967295,"rules":[12]},"service":{"type":"string"}}},
    "HTTPHeader": {"type":"object","fields":{"name":{"type":"string"},"value":{"type":"string"}}},
    "HTTPHeader~2": {"type":"object","fields":{"name":{"type":"string","pattern":"^[-_A-Za-z0-9]+$"},"value":{"type":"string"}}},
    "HTTPHealthCheckConfig": {"type":"object","fields":{"host":{"type":"string"},"httpHeaders":{"type":"array","items":{"ref":"HTTPHeader"}},"path":{"type":"string"},"port":{"type":"integer","format":"uint32"},"scheme":{"type":"string"}}},
    "HTTPHealthCheckConfig~2": {"type":"object","required":["port"],"fields":{"host":{"type":"string"},"httpHeaders":{"type":"array","items":{"ref":"HTTPHeader"}},"path":{"type":"string"},"port":{"type":"integer","format":"uint32"},"scheme":{"type":"string"}}},
    "HTTPHealthCheckConfig~3": {"type":"object","required":["port"],"fields":{"host":{"type":"string"},"httpHeaders":{"type":"array","items":{"ref":"HTTPHeader"}},"path":{"type":"string"},"port":{"type":"integer","minimum":0,"maximum":4294967295},"scheme":{"type":"string"}}},
    "HTTPHealthCheckConfig~4": {"type":"object","required":["port"],"fields":{"host":{"type":"string"},"httpHeaders":{"type":"array","items":{"ref":"HTTPHeader~2"}},"path":{"type":"string"},"port":{"type":"integer","minimum":0,"maximum":4294967295,"rules":[12]},"scheme":{"type":"string","rules":[31]}}},
    "ReadinessProbe": {"type":"object","atMostOne":[["httpGet","tcpSocket","exec"]],"fields":{"exec":{"ref":"ExecHealthCheckConfig"},"failureThreshold":{"type":"integer","format":"int32"},"httpGet":{"ref":"HTTPHealthCheckConfig"},"initialDelaySeconds":{"type":"integer","format":"int32"},"periodSeconds":{"type":"integer","format":"int32"},"successThreshold":{"type":"integer","format":"int32"},"tcpSocket":{"ref":"TCPHealthCheckConfig"},"timeoutSeconds":{"type":"integer","format":"int32"}}},
    "ReadinessProbe~2": {"type":"object","atMostOne":[["httpGet","tcpSocket","exec"]],"fields":{"exec":{"ref":"ExecHealthCheckConfig"},"failureThreshold":{"type":"integer","format":"int32"},"httpGet":{"ref":"HTTPHealthCheckConfig~2"},"initialDelaySeconds":{"type":"integer","format":"int32"},"periodSeconds":{"type":"integer","format":"int32"},"successThreshold":{"type":"integer","format":"int32"},"tcpSocket":{"ref":"TCPHealthCheckConfig~2"},"timeoutSeconds":{"type":"integer","format":"int32"}}},
    "ReadinessProbe~3": {"type":"object","atMostOne":[["httpGet","tcpSocket","exec"]],"fields":{"exec":{"ref":"ExecHealthCheckConfig"},"failureThreshold":{"type":"integer","format":"int32"},"httpGet":{"ref":"HTTPHealthCheckConfig~3"},"initialDelaySeconds":{"type":"integer","format":"int32"},"periodSeconds":{"type":"integer","format":"int32"},"successThreshold":{"type":"integer","format":"int32"},"tcpSocket":{"ref":"TCPHealthCheckConfig~3"},"timeoutSeconds":{"type":"integer","format":"int32"}}},
    "ReadinessProbe~4": {"type":"object","atMostOne":[["httpGet","tcpSocket","exec"]],"fields":{"exec":{"ref":"ExecHealthCheckConfig~2"},"failureThreshold":{"type":"integer","format":"int32","minimum":0},"httpGet":{"ref":"HTTPHealthCheckConfig~4"},"initialDelaySeconds":{"type":"integer","format":"int32","minimum":0},"periodSeconds":{"type":"integer","format":"int32","minimum":0},"successThreshold":{"type":"integer","format":"int32","minimum":0},"tcpSocket":{"ref":"TCPHealthCheckConfig~4"},"timeoutSeconds":{"type":"integer","format":"int32","minimum":0}}},
    "ReadinessProbe~5": {"type":"object","atMostOne":[["httpGet","tcpSocket","exec","grpc"]],"fields":{"exec":{"ref":"ExecHealthCheckConfig~2"},"failureThreshold":{"type":"integer","format":"int32","minimum":0},"grpc":{"ref":"GrpcHealthCheckConfig"},"httpGet":{"ref":"HTTPHealthCheckConfig~4"},"initialDelaySeconds":{"type":"integer","format":"int32","minimum":0},"periodSeconds":{"type":"integer","format":"int32","minimum":0},"successThreshold":{"type":"integer","format":"int32","minimum":0},"tcpSocket":{"ref":"TCPHealthCheckConfig~4"},"timeoutSeconds":{"type":"integer","format":"int32","minimum":0}}},
    "TCPHealthCheckConfig": {"type":"object","fields":{"host":{"type":"string"},"port":{"type":"integer","format":"uint32"}}},
    "TCPHealthCheckConfig~2": {"type":"object","required":["port"],"fields":{"host":{"type":"string"},"port":{"type":"integer","format":"uint32"}}},
    "TCPHealthCheckConfig~3": {"type":"object","required":["port"],"fields":{"host":{"type":"string"},"port":{"type":"integer","minimum":0,"maximum":4294967295}}},
    "TCPHealthCheckConfig~4": {"type":"object","required":["port"],"fields":{"host":{"type":"string"},"port":{"type":"integer","minimum":0,"maximum":4294967295,"rules":[12]}}},
    "WorkloadEntry~5": {"type":"object","rules":[17],"fields":{"address":{"type":"string","maxLength":256,"rules":[18,19]},"labels":{"type":"object","maxProperties":256,"values":{"type":"string"}},"locality":{"type":"string","maxLength":2048},"network":{"type":"string","maxLength":2048},"ports":{"type":"object","maxProperties":128,"rules":[20],"values":{"type":"integer","minimum":0,"maximum":4294967295,"rules":[12]}},"serviceAccount":{"type":"string","maxLength":253},"weight":{"type":"integer","minimum":0,"maximum":4294967295}}},
    "WorkloadEntry~6": {"type":"object","rules":[30],"fields":{"address":{"type":"string","maxLength":256,"rules":[18,19]},"labels":{"type":"object","maxProperties":256,"values":{"type":"string"}},"locality":{"type":"string","maxLength":2048},"network":{"type":"string","maxLength":2048},"ports":{"type":"object","maxProperties":128,"rules":[20],"values":{"type":"integer","minimum":0,"maximum":4294967295,"rules":[12]}},"serviceAccount":{"type":"string","maxLength":253},"weight":{"type":"integer","minimum":0,"maximum":4294967295}}},
    "WorkloadGroup.ObjectMeta": {"type":"object","fields":{"annotations":{"type":"object","values":{"type":"string"}},"labels":{"type":"object","values":{"type":"string"}}}},
    "WorkloadGroup.ObjectMeta~2": {"type":"object","fields":{"annotations":{"type":"object","maxProperties":256,"values":{"type":"string"}},"labels":{"type":"object","maxProperties":256,"values":{"type":"string"}}}},
  },
};
