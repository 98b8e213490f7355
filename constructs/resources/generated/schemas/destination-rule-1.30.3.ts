// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindSchema } from '../../validation/schema';

export const schema: KindSchema = {
  spec: {
    type: "object",
    required: ["host"],
    fields: {
      "exportTo": {"type":"array","items":{"type":"string"}},
      "host": {"type":"string"},
      "subsets": {"type":"array","items":{"ref":"Subset"}},
      "trafficPolicy": {"ref":"TrafficPolicy"},
      "workloadSelector": {"ref":"WorkloadSelector"},
    },
  },
  definitions: {
    "ClientTLSSettings": {"type":"object","fields":{"caCertificates":{"type":"string"},"caCrl":{"type":"string"},"clientCertificate":{"type":"string"},"credentialName":{"type":"string"},"insecureSkipVerify":{"type":"boolean","nullable":true},"mode":{"type":"string","enum":["DISABLE","SIMPLE","MUTUAL","ISTIO_MUTUAL"]},"privateKey":{"type":"string"},"sni":{"type":"string"},"subjectAltNames":{"type":"array","items":{"type":"string"}}}},
    "ConnectionPoolSettings": {"type":"object","fields":{"http":{"ref":"ConnectionPoolSettings.HTTPSettings"},"tcp":{"ref":"ConnectionPoolSettings.TCPSettings"}}},
    "ConnectionPoolSettings.HTTPSettings": {"type":"object","fields":{"h2UpgradePolicy":{"type":"string","enum":["DEFAULT","DO_NOT_UPGRADE","UPGRADE"]},"http1MaxPendingRequests":{"type":"integer","format":"int32"},"http2MaxRequests":{"type":"integer","format":"int32"},"idleTimeout":{"type":"string","rules":[10]},"maxConcurrentStreams":{"type":"integer","format":"int32"},"maxRequestsPerConnection":{"type":"integer","format":"int32"},"maxRetries":{"type":"integer","format":"int32"},"useClientProtocol":{"type":"boolean"}}},
    "ConnectionPoolSettings.TCPSettings": {"type":"object","fields":{"connectTimeout":{"type":"string","rules":[10]},"idleTimeout":{"type":"string"},"maxConnectionDuration":{"type":"string","rules":[10]},"maxConnections":{"type":"integer","format":"int32"},"tcpKeepalive":{"ref":"ConnectionPoolSettings.TCPSettings.TcpKeepalive"}}},
    "ConnectionPoolSettings.TCPSettings.TcpKeepalive": {"type":"object","fields":{"interval":{"type":"string","rules":[10]},"probes":{"type":"integer","minimum":0,"maximum":4294967295},"time":{"type":"string","rules":[10]}}},
    "LoadBalancerSettings": {"type":"object","atMostOne":[["simple","consistentHash"]],"fields":{"consistentHash":{"ref":"LoadBalancerSettings.ConsistentHashLB"},"localityLbSetting":{"ref":"LocalityLoadBalancerSetting"},"simple":{"type":"string","enum":["UNSPECIFIED","LEAST_CONN","RANDOM","PASSTHROUGH","ROUND_ROBIN","LEAST_REQUEST"]},"warmup":{"ref":"WarmupConfiguration"},"warmupDurationSecs":{"type":"string","rules":[10]}}},
    "LoadBalancerSettings.ConsistentHashLB": {"type":"object","atMostOne":[["httpHeaderName","httpCookie","useSourceIp","httpQueryParameterName"],["ringHash","maglev"]],"fields":{"httpCookie":{"ref":"LoadBalancerSettings.ConsistentHashLB.HTTPCookie"},"httpHeaderName":{"type":"string"},"httpQueryParameterName":{"type":"string"},"maglev":{"ref":"LoadBalancerSettings.ConsistentHashLB.MagLev"},"minimumRingSize":{"type":"integer","minimum":0},"ringHash":{"ref":"LoadBalancerSettings.ConsistentHashLB.RingHash"},"useSourceIp":{"type":"boolean"}}},
    "LoadBalancerSettings.ConsistentHashLB.HTTPCookie": {"type":"object","required":["name"],"fields":{"attributes":{"type":"array","items":{"ref":"LoadBalancerSettings.ConsistentHashLB.HTTPCookie.Attribute"}},"name":{"type":"string"},"path":{"type":"string"},"ttl":{"type":"string"}}},
    "LoadBalancerSettings.ConsistentHashLB.HTTPCookie.Attribute": {"type":"object","required":["name"],"fields":{"name":{"type":"string"},"value":{"type":"string"}}},
    "LoadBalancerSettings.ConsistentHashLB.MagLev": {"type":"object","fields":{"tableSize":{"type":"integer","minimum":0}}},
    "LoadBalancerSettings.ConsistentHashLB.RingHash": {"type":"object","fields":{"minimumRingSize":{"type":"integer","minimum":0}}},
    "LocalityLoadBalancerSetting": {"type":"object","fields":{"distribute":{"type":"array","items":{"ref":"LocalityLoadBalancerSetting.Distribute"}},"enabled":{"type":"boolean","nullable":true},"failover":{"type":"array","items":{"ref":"LocalityLoadBalancerSetting.Failover"}},"failoverPriority":{"type":"array","items":{"type":"string"}}}},
    "LocalityLoadBalancerSetting.Distribute": {"type":"object","fields":{"from":{"type":"string"},"to":{"type":"object","values":{"type":"integer","minimum":0,"maximum":4294967295}}}},
    "LocalityLoadBalancerSetting.Failover": {"type":"object","fields":{"from":{"type":"string"},"to":{"type":"string"}}},
    "OutlierDetection": {"type":"object","fields":{"baseEjectionTime":{"type":"string","rules":[10]},"consecutive5xxErrors":{"type":"integer","nullable":true,"minimum":0,"maximum":4294967295},"consecutiveErrors":{"type":"integer","format":"int32"},"consecutiveGatewayErrors":{"type":"integer","nullable":true,"minimum":0,"maximum":4294967295},"consecutiveLocalOriginFailures":{"type":"integer","nullable":true,"minimum":0,"maximum":4294967295},"interval":{"type":"string","rules":[10]},"maxEjectionPercent":{"type":"integer","format":"int32"},"minHealthPercent":{"type":"integer","format":"int32"},"splitExternalLocalOriginErrors":{"type":"boolean"}}},
    "PortSelector": {"type":"object","fields":{"number":{"type":"integer","minimum":0,"maximum":4294967295}}},
    "Subset": {"type":"object","required":["name"],"fields":{"labels":{"type":"object","values":{"type":"string"}},"name":{"type":"string"},"trafficPolicy":{"ref":"TrafficPolicy"}}},
    "TrafficPolicy": {"type":"object","fields":{"connectionPool":{"ref":"ConnectionPoolSettings"},"loadBalancer":{"ref":"LoadBalancerSettings"},"outlierDetection":{"ref":"OutlierDetection"},"portLevelSettings":{"type":"array","maxItems":4096,"items":{"ref":"TrafficPolicy.PortTrafficPolicy"}},"proxyProtocol":{"ref":"TrafficPolicy.ProxyProtocol"},"retryBudget":{"ref":"TrafficPolicy.RetryBudget"},"tls":{"ref":"ClientTLSSettings"},"tunnel":{"ref":"TrafficPolicy.TunnelSettings"}}},
    "TrafficPolicy.PortTrafficPolicy": {"type":"object","fields":{"connectionPool":{"ref":"ConnectionPoolSettings"},"loadBalancer":{"ref":"LoadBalancerSettings"},"outlierDetection":{"ref":"OutlierDetection"},"port":{"ref":"PortSelector"},"tls":{"ref":"ClientTLSSettings"}}},
    "TrafficPolicy.ProxyProtocol": {"type":"object","fields":{"version":{"type":"string","enum":["V1","V2"]}}},
    "TrafficPolicy.RetryBudget": {"type":"object","fields":{"minRetryConcurrency":{"type":"integer","minimum":0,"maximum":4294967295},"percent":{"type":"number","nullable":true,"minimum":0,"maximum":100}}},
    "TrafficPolicy.TunnelSettings": {"type":"object","required":["targetHost","targetPort"],"fields":{"protocol":{"type":"string"},"targetHost":{"type":"string"},"targetPort":{"type":"integer","minimum":0,"maximum":4294967295}}},
    "WarmupConfiguration": {"type":"object","required":["duration"],"fields":{"aggression":{"type":"number","nullable":true,"minimum":0},"duration":{"type":"string","rules":[10]},"minimumPercent":{"type":"number","nullable":true,"minimum":0,"maximum":100}}},
    "WorkloadSelector": {"type":"object","fields":{"matchLabels":{"type":"object","maxProperties":4096,"rules":[2,3],"values":{"type":"string","maxLength":63,"rules":[4]}}}},
  },
};
