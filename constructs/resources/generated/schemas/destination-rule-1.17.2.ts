// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindSchema } from '../../validation/schema';

export const schema: KindSchema = {
  spec: {
    type: "object",
    fields: {
      "exportTo": {"type":"array","items":{"type":"string"}},
      "host": {"type":"string"},
      "subsets": {"type":"array","items":{"ref":"Subset"}},
      "trafficPolicy": {"ref":"TrafficPolicy"},
      "workloadSelector": {"ref":"WorkloadSelector"},
    },
  },
  definitions: {
    "ClientTLSSettings": {"type":"object","fields":{"caCertificates":{"type":"string"},"clientCertificate":{"type":"string"},"credentialName":{"type":"string"},"insecureSkipVerify":{"type":"boolean","nullable":true},"mode":{"type":"string","enum":["DISABLE","SIMPLE","MUTUAL","ISTIO_MUTUAL"]},"privateKey":{"type":"string"},"sni":{"type":"string"},"subjectAltNames":{"type":"array","items":{"type":"string"}}}},
    "ConnectionPoolSettings": {"type":"object","fields":{"http":{"ref":"ConnectionPoolSettings.HTTPSettings"},"tcp":{"ref":"ConnectionPoolSettings.TCPSettings"}}},
    "ConnectionPoolSettings.HTTPSettings": {"type":"object","fields":{"h2UpgradePolicy":{"type":"string","enum":["DEFAULT","DO_NOT_UPGRADE","UPGRADE"]},"http1MaxPendingRequests":{"type":"integer","format":"int32"},"http2MaxRequests":{"type":"integer","format":"int32"},"idleTimeout":{"type":"string"},"maxRequestsPerConnection":{"type":"integer","format":"int32"},"maxRetries":{"type":"integer","format":"int32"},"useClientProtocol":{"type":"boolean"}}},
    "ConnectionPoolSettings.TCPSettings": {"type":"object","fields":{"connectTimeout":{"type":"string"},"maxConnectionDuration":{"type":"string"},"maxConnections":{"type":"integer","format":"int32"},"tcpKeepalive":{"ref":"ConnectionPoolSettings.TCPSettings.TcpKeepalive"}}},
    "ConnectionPoolSettings.TCPSettings.TcpKeepalive": {"type":"object","fields":{"interval":{"type":"string"},"probes":{"type":"integer","format":"uint32"},"time":{"type":"string"}}},
    "LoadBalancerSettings": {"type":"object","atMostOne":[["simple","consistentHash"]],"fields":{"consistentHash":{"ref":"LoadBalancerSettings.ConsistentHashLB"},"localityLbSetting":{"ref":"LocalityLoadBalancerSetting"},"simple":{"type":"string","enum":["UNSPECIFIED","LEAST_CONN","RANDOM","PASSTHROUGH","ROUND_ROBIN","LEAST_REQUEST"]},"warmupDurationSecs":{"type":"string"}}},
    "LoadBalancerSettings.ConsistentHashLB": {"type":"object","atMostOne":[["httpHeaderName","httpCookie","useSourceIp","httpQueryParameterName"],["ringHash","maglev"]],"fields":{"httpCookie":{"ref":"LoadBalancerSettings.ConsistentHashLB.HTTPCookie"},"httpHeaderName":{"type":"string"},"httpQueryParameterName":{"type":"string"},"maglev":{"ref":"LoadBalancerSettings.ConsistentHashLB.MagLev"},"minimumRingSize":{"type":"integer"},"ringHash":{"ref":"LoadBalancerSettings.ConsistentHashLB.RingHash"},"useSourceIp":{"type":"boolean"}}},
    "LoadBalancerSettings.ConsistentHashLB.HTTPCookie": {"type":"object","fields":{"name":{"type":"string"},"path":{"type":"string"},"ttl":{"type":"string"}}},
    "LoadBalancerSettings.ConsistentHashLB.MagLev": {"type":"object","fields":{"tableSize":{"type":"integer"}}},
    "LoadBalancerSettings.ConsistentHashLB.RingHash": {"type":"object","fields":{"minimumRingSize":{"type":"integer"}}},
    "LocalityLoadBalancerSetting": {"type":"object","fields":{"distribute":{"type":"array","items":{"ref":"LocalityLoadBalancerSetting.Distribute"}},"enabled":{"type":"boolean","nullable":true},"failover":{"type":"array","items":{"ref":"LocalityLoadBalancerSetting.Failover"}},"failoverPriority":{"type":"array","items":{"type":"string"}}}},
    "LocalityLoadBalancerSetting.Distribute": {"type":"object","fields":{"from":{"type":"string"},"to":{"type":"object","values":{"type":"integer","format":"uint32"}}}},
    "LocalityLoadBalancerSetting.Failover": {"type":"object","fields":{"from":{"type":"string"},"to":{"type":"string"}}},
    "OutlierDetection": {"type":"object","fields":{"baseEjectionTime":{"type":"string"},"consecutive5xxErrors":{"type":"integer","nullable":true,"format":"uint32"},"consecutiveErrors":{"type":"integer","format":"int32"},"consecutiveGatewayErrors":{"type":"integer","nullable":true,"format":"uint32"},"consecutiveLocalOriginFailures":{"type":"integer","nullable":true,"format":"uint32"},"interval":{"type":"string"},"maxEjectionPercent":{"type":"integer","format":"int32"},"minHealthPercent":{"type":"integer","format":"int32"},"splitExternalLocalOriginErrors":{"type":"boolean"}}},
    "PortSelector": {"type":"object","fields":{"number":{"type":"integer","format":"uint32"}}},
    "Subset": {"type":"object","fields":{"labels":{"type":"object","values":{"type":"string"}},"name":{"type":"string"},"trafficPolicy":{"ref":"TrafficPolicy"}}},
    "TrafficPolicy": {"type":"object","fields":{"connectionPool":{"ref":"ConnectionPoolSettings"},"loadBalancer":{"ref":"LoadBalancerSettings"},"outlierDetection":{"ref":"OutlierDetection"},"portLevelSettings":{"type":"array","items":{"ref":"TrafficPolicy.PortTrafficPolicy"}},"tls":{"ref":"ClientTLSSettings"},"tunnel":{"ref":"TrafficPolicy.TunnelSettings"}}},
    "TrafficPolicy.PortTrafficPolicy": {"type":"object","fields":{"connectionPool":{"ref":"ConnectionPoolSettings"},"loadBalancer":{"ref":"LoadBalancerSettings"},"outlierDetection":{"ref":"OutlierDetection"},"port":{"ref":"PortSelector"},"tls":{"ref":"ClientTLSSettings"}}},
    "TrafficPolicy.TunnelSettings": {"type":"object","fields":{"protocol":{"type":"string"},"targetHost":{"type":"string"},"targetPort":{"type":"integer","format":"uint32"}}},
    "WorkloadSelector": {"type":"object","fields":{"matchLabels":{"type":"object","values":{"type":"string"}}}},
  },
};
