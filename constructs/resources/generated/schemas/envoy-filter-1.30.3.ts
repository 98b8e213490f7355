// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindSchema } from '../../validation/schema';

export const schema: KindSchema = {
  spec: {
    type: "object",
    rules: [11],
    fields: {
      "configPatches": {"type":"array","items":{"ref":"EnvoyFilter.EnvoyConfigObjectPatch"}},
      "priority": {"type":"integer","format":"int32"},
      "targetRefs": {"type":"array","maxItems":16,"items":{"ref":"PolicyTargetReference"}},
      "workloadSelector": {"ref":"WorkloadSelector"},
    },
  },
  definitions: {
    "EnvoyFilter.ClusterMatch": {"type":"object","fields":{"name":{"type":"string"},"portNumber":{"type":"integer","minimum":0,"maximum":4294967295},"service":{"type":"string"},"subset":{"type":"string"}}},
    "EnvoyFilter.EnvoyConfigObjectMatch": {"type":"object","atMostOne":[["listener","routeConfiguration","cluster","waypoint"]],"rules":[12],"fields":{"cluster":{"ref":"EnvoyFilter.ClusterMatch"},"context":{"type":"string","enum":["ANY","SIDECAR_INBOUND","SIDECAR_OUTBOUND","GATEWAY","WAYPOINT"]},"listener":{"ref":"EnvoyFilter.ListenerMatch"},"proxy":{"ref":"EnvoyFilter.ProxyMatch"},"routeConfiguration":{"ref":"EnvoyFilter.RouteConfigurationMatch"},"waypoint":{"ref":"EnvoyFilter.WaypointMatch"}}},
    "EnvoyFilter.EnvoyConfigObjectPatch": {"type":"object","fields":{"applyTo":{"type":"string","enum":["INVALID","LISTENER","FILTER_CHAIN","NETWORK_FILTER","HTTP_FILTER","ROUTE_CONFIGURATION","VIRTUAL_HOST","HTTP_ROUTE","CLUSTER","EXTENSION_CONFIG","BOOTSTRAP","LISTENER_FILTER"]},"match":{"ref":"EnvoyFilter.EnvoyConfigObjectMatch"},"patch":{"ref":"EnvoyFilter.Patch"}}},
    "EnvoyFilter.ListenerMatch": {"type":"object","fields":{"filterChain":{"ref":"EnvoyFilter.ListenerMatch.FilterChainMatch"},"listenerFilter":{"type":"string"},"name":{"type":"string"},"portName":{"type":"string"},"portNumber":{"type":"integer","minimum":0,"maximum":4294967295}}},
    "EnvoyFilter.ListenerMatch.FilterChainMatch": {"type":"object","fields":{"applicationProtocols":{"type":"string"},"destinationPort":{"type":"integer","minimum":0,"maximum":4294967295},"filter":{"ref":"EnvoyFilter.ListenerMatch.FilterMatch"},"name":{"type":"string"},"sni":{"type":"string"},"transportProtocol":{"type":"string"}}},
    "EnvoyFilter.ListenerMatch.FilterMatch": {"type":"object","fields":{"name":{"type":"string"},"subFilter":{"ref":"EnvoyFilter.ListenerMatch.SubFilterMatch"}}},
    "EnvoyFilter.ListenerMatch.SubFilterMatch": {"type":"object","fields":{"name":{"type":"string"}}},
    "EnvoyFilter.Patch": {"type":"object","fields":{"filterClass":{"type":"string","enum":["UNSPECIFIED","AUTHN","AUTHZ","STATS"]},"operation":{"type":"string","enum":["INVALID","MERGE","ADD","REMOVE","INSERT_BEFORE","INSERT_AFTER","INSERT_FIRST","REPLACE"]},"value":{"type":"object","open":true}}},
    "EnvoyFilter.ProxyMatch": {"type":"object","fields":{"metadata":{"type":"object","values":{"type":"string"}},"proxyVersion":{"type":"string"}}},
    "EnvoyFilter.RouteConfigurationMatch": {"type":"object","fields":{"gateway":{"type":"string"},"name":{"type":"string"},"portName":{"type":"string"},"portNumber":{"type":"integer","minimum":0,"maximum":4294967295},"vhost":{"ref":"EnvoyFilter.RouteConfigurationMatch.VirtualHostMatch"}}},
    "EnvoyFilter.RouteConfigurationMatch.RouteMatch": {"type":"object","fields":{"action":{"type":"string","enum":["ANY","ROUTE","REDIRECT","DIRECT_RESPONSE"]},"name":{"type":"string"}}},
    "EnvoyFilter.RouteConfigurationMatch.VirtualHostMatch": {"type":"object","fields":{"domainName":{"type":"string"},"name":{"type":"string"},"route":{"ref":"EnvoyFilter.RouteConfigurationMatch.RouteMatch"}}},
    "EnvoyFilter.WaypointMatch": {"type":"object","fields":{"filter":{"ref":"EnvoyFilter.WaypointMatch.FilterMatch"},"portNumber":{"type":"integer","minimum":0,"maximum":4294967295,"rules":[13]},"route":{"ref":"EnvoyFilter.WaypointMatch.RouteMatch"}}},
    "EnvoyFilter.WaypointMatch.FilterMatch": {"type":"object","fields":{"name":{"type":"string"},"subFilter":{"ref":"EnvoyFilter.WaypointMatch.FilterMatch.SubFilterMatch"}}},
    "EnvoyFilter.WaypointMatch.FilterMatch.SubFilterMatch": {"type":"object","fields":{"name":{"type":"string"}}},
    "EnvoyFilter.WaypointMatch.RouteMatch": {"type":"object","fields":{"name":{"type":"string"}}},
    "PolicyTargetReference": {"type":"object","required":["kind","name"],"fields":{"group":{"type":"string","maxLength":253,"pattern":"^$|^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},"kind":{"type":"string","minLength":1,"maxLength":63,"pattern":"^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$"},"name":{"type":"string","minLength":1,"maxLength":253},"namespace":{"type":"string","rules":[5]}}},
    "WorkloadSelector": {"type":"object","fields":{"labels":{"type":"object","maxProperties":256,"values":{"type":"string","maxLength":63,"rules":[4]}}}},
  },
};
