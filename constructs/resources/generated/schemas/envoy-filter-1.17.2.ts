// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindSchema } from '../../validation/schema';

export const schema: KindSchema = {
  spec: {
    type: "object",
    fields: {
      "configPatches": {"type":"array","items":{"ref":"EnvoyFilter.EnvoyConfigObjectPatch"}},
      "priority": {"type":"integer","format":"int32"},
      "workloadSelector": {"ref":"WorkloadSelector"},
    },
  },
  definitions: {
    "EnvoyFilter.ClusterMatch": {"type":"object","fields":{"name":{"type":"string"},"portNumber":{"type":"integer","format":"uint32"},"service":{"type":"string"},"subset":{"type":"string"}}},
    "EnvoyFilter.EnvoyConfigObjectMatch": {"type":"object","atMostOne":[["listener","routeConfiguration","cluster"]],"fields":{"cluster":{"ref":"EnvoyFilter.ClusterMatch"},"context":{"type":"string","enum":["ANY","SIDECAR_INBOUND","SIDECAR_OUTBOUND","GATEWAY"]},"listener":{"ref":"EnvoyFilter.ListenerMatch"},"proxy":{"ref":"EnvoyFilter.ProxyMatch"},"routeConfiguration":{"ref":"EnvoyFilter.RouteConfigurationMatch"}}},
    "EnvoyFilter.EnvoyConfigObjectPatch": {"type":"object","fields":{"applyTo":{"type":"string","enum":["INVALID","LISTENER","FILTER_CHAIN","NETWORK_FILTER","HTTP_FILTER","ROUTE_CONFIGURATION","VIRTUAL_HOST","HTTP_ROUTE","CLUSTER","EXTENSION_CONFIG","BOOTSTRAP","LISTENER_FILTER"]},"match":{"ref":"EnvoyFilter.EnvoyConfigObjectMatch"},"patch":{"ref":"EnvoyFilter.Patch"}}},
    "EnvoyFilter.ListenerMatch": {"type":"object","fields":{"filterChain":{"ref":"EnvoyFilter.ListenerMatch.FilterChainMatch"},"listenerFilter":{"type":"string"},"name":{"type":"string"},"portName":{"type":"string"},"portNumber":{"type":"integer","format":"uint32"}}},
    "EnvoyFilter.ListenerMatch.FilterChainMatch": {"type":"object","fields":{"applicationProtocols":{"type":"string"},"destinationPort":{"type":"integer","format":"uint32"},"filter":{"ref":"EnvoyFilter.ListenerMatch.FilterMatch"},"name":{"type":"string"},"sni":{"type":"string"},"transportProtocol":{"type":"string"}}},
    "EnvoyFilter.ListenerMatch.FilterMatch": {"type":"object","fields":{"name":{"type":"string"},"subFilter":{"ref":"EnvoyFilter.ListenerMatch.SubFilterMatch"}}},
    "EnvoyFilter.ListenerMatch.SubFilterMatch": {"type":"object","fields":{"name":{"type":"string"}}},
    "EnvoyFilter.Patch": {"type":"object","fields":{"filterClass":{"type":"string","enum":["UNSPECIFIED","AUTHN","AUTHZ","STATS"]},"operation":{"type":"string","enum":["INVALID","MERGE","ADD","REMOVE","INSERT_BEFORE","INSERT_AFTER","INSERT_FIRST","REPLACE"]},"value":{"type":"object","open":true}}},
    "EnvoyFilter.ProxyMatch": {"type":"object","fields":{"metadata":{"type":"object","values":{"type":"string"}},"proxyVersion":{"type":"string"}}},
    "EnvoyFilter.RouteConfigurationMatch": {"type":"object","fields":{"gateway":{"type":"string"},"name":{"type":"string"},"portName":{"type":"string"},"portNumber":{"type":"integer","format":"uint32"},"vhost":{"ref":"EnvoyFilter.RouteConfigurationMatch.VirtualHostMatch"}}},
    "EnvoyFilter.RouteConfigurationMatch.RouteMatch": {"type":"object","fields":{"action":{"type":"string","enum":["ANY","ROUTE","REDIRECT","DIRECT_RESPONSE"]},"name":{"type":"string"}}},
    "EnvoyFilter.RouteConfigurationMatch.VirtualHostMatch": {"type":"object","fields":{"name":{"type":"string"},"route":{"ref":"EnvoyFilter.RouteConfigurationMatch.RouteMatch"}}},
    "WorkloadSelector": {"type":"object","fields":{"labels":{"type":"object","values":{"type":"string"}}}},
  },
};
