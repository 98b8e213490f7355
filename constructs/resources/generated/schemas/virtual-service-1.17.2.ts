// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindSchema } from '../../validation/schema';

export const schema: KindSchema = {
  spec: {
    type: "object",
    fields: {
      "exportTo": {"type":"array","items":{"type":"string"}},
      "gateways": {"type":"array","items":{"type":"string"}},
      "hosts": {"type":"array","items":{"type":"string"}},
      "http": {"type":"array","items":{"ref":"HTTPRoute"}},
      "tcp": {"type":"array","items":{"ref":"TCPRoute"}},
      "tls": {"type":"array","items":{"ref":"TLSRoute"}},
    },
  },
  definitions: {
    "CorsPolicy": {"type":"object","fields":{"allowCredentials":{"type":"boolean","nullable":true},"allowHeaders":{"type":"array","items":{"type":"string"}},"allowMethods":{"type":"array","items":{"type":"string"}},"allowOrigin":{"type":"array","items":{"type":"string"}},"allowOrigins":{"type":"array","items":{"ref":"StringMatch"}},"exposeHeaders":{"type":"array","items":{"type":"string"}},"maxAge":{"type":"string"}}},
    "Delegate": {"type":"object","fields":{"name":{"type":"string"},"namespace":{"type":"string"}}},
    "Destination": {"type":"object","fields":{"host":{"type":"string"},"port":{"ref":"PortSelector"},"subset":{"type":"string"}}},
    "HTTPBody": {"type":"object","atMostOne":[["string","bytes"]],"fields":{"bytes":{"type":"string"},"string":{"type":"string"}}},
    "HTTPDirectResponse": {"type":"object","fields":{"body":{"ref":"HTTPBody"},"status":{"type":"integer","format":"uint32"}}},
    "HTTPFaultInjection": {"type":"object","fields":{"abort":{"ref":"HTTPFaultInjection.Abort"},"delay":{"ref":"HTTPFaultInjection.Delay"}}},
    "HTTPFaultInjection.Abort": {"type":"object","atMostOne":[["httpStatus","grpcStatus","http2Error"]],"fields":{"grpcStatus":{"type":"string"},"http2Error":{"type":"string"},"httpStatus":{"type":"integer","format":"int32"},"percentage":{"ref":"Percent"}}},
    "HTTPFaultInjection.Delay": {"type":"object","atMostOne":[["fixedDelay","exponentialDelay"]],"fields":{"exponentialDelay":{"type":"string"},"fixedDelay":{"type":"string"},"percent":{"type":"integer","format":"int32"},"percentage":{"ref":"Percent"}}},
    "HTTPMatchRequest": {"type":"object","fields":{"authority":{"ref":"StringMatch"},"gateways":{"type":"array","items":{"type":"string"}},"headers":{"type":"object","values":{"ref":"StringMatch"}},"ignoreUriCase":{"type":"boolean"},"method":{"ref":"StringMatch"},"name":{"type":"string"},"port":{"type":"integer","format":"uint32"},"queryParams":{"type":"object","values":{"ref":"StringMatch"}},"scheme":{"ref":"StringMatch"},"sourceLabels":{"type":"object","values":{"type":"string"}},"sourceNamespace":{"type":"string"},"statPrefix":{"type":"string"},"uri":{"ref":"StringMatch"},"withoutHeaders":{"type":"object","values":{"ref":"StringMatch"}}}},
    "HTTPRedirect": {"type":"object","atMostOne":[["port","derivePort"]],"fields":{"authority":{"type":"string"},"derivePort":{"type":"string","enum":["FROM_PROTOCOL_DEFAULT","FROM_REQUEST_PORT"]},"port":{"type":"integer","format":"uint32"},"redirectCode":{"type":"integer","format":"uint32"},"scheme":{"type":"string"},"uri":{"type":"string"}}},
    "HTTPRetry": {"type":"object","fields":{"attempts":{"type":"integer","format":"int32"},"perTryTimeout":{"type":"string"},"retryOn":{"type":"string"},"retryRemoteLocalities":{"type":"boolean","nullable":true}}},
    "HTTPRewrite": {"type":"object","fields":{"authority":{"type":"string"},"uri":{"type":"string"}}},
    "HTTPRoute": {"type":"object","fields":{"corsPolicy":{"ref":"CorsPolicy"},"delegate":{"ref":"Delegate"},"directResponse":{"ref":"HTTPDirectResponse"},"fault":{"ref":"HTTPFaultInjection"},"headers":{"ref":"Headers"},"match":{"type":"array","items":{"ref":"HTTPMatchRequest"}},"mirror":{"ref":"Destination"},"mirror_percent":{"type":"integer","nullable":true,"format":"uint32"},"mirrorPercent":{"type":"integer","nullable":true,"format":"uint32"},"mirrorPercentage":{"ref":"Percent"},"name":{"type":"string"},"redirect":{"ref":"HTTPRedirect"},"retries":{"ref":"HTTPRetry"},"rewrite":{"ref":"HTTPRewrite"},"route":{"type":"array","items":{"ref":"HTTPRouteDestination"}},"timeout":{"type":"string"}}},
    "HTTPRouteDestination": {"type":"object","fields":{"destination":{"ref":"Destination"},"headers":{"ref":"Headers"},"weight":{"type":"integer","format":"int32"}}},
    "Headers": {"type":"object","fields":{"request":{"ref":"Headers.HeaderOperations"},"response":{"ref":"Headers.HeaderOperations"}}},
    "Headers.HeaderOperations": {"type":"object","fields":{"add":{"type":"object","values":{"type":"string"}},"remove":{"type":"array","items":{"type":"string"}},"set":{"type":"object","values":{"type":"string"}}}},
    "L4MatchAttributes": {"type":"object","fields":{"destinationSubnets":{"type":"array","items":{"type":"string"}},"gateways":{"type":"array","items":{"type":"string"}},"port":{"type":"integer","format":"uint32"},"sourceLabels":{"type":"object","values":{"type":"string"}},"sourceNamespace":{"type":"string"},"sourceSubnet":{"type":"string"}}},
    "Percent": {"type":"object","fields":{"value":{"type":"number"}}},
    "PortSelector": {"type":"object","fields":{"number":{"type":"integer","format":"uint32"}}},
    "RouteDestination": {"type":"object","fields":{"destination":{"ref":"Destination"},"weight":{"type":"integer","format":"int32"}}},
    "StringMatch": {"type":"object","atMostOne":[["exact","prefix","regex"]],"fields":{"exact":{"type":"string"},"prefix":{"type":"string"},"regex":{"type":"string"}}},
    "TCPRoute": {"type":"object","fields":{"match":{"type":"array","items":{"ref":"L4MatchAttributes"}},"route":{"type":"array","items":{"ref":"RouteDestination"}}}},
    "TLSMatchAttributes": {"type":"object","fields":{"destinationSubnets":{"type":"array","items":{"type":"string"}},"gateways":{"type":"array","items":{"type":"string"}},"port":{"type":"integer","format":"uint32"},"sniHosts":{"type":"array","items":{"type":"string"}},"sourceLabels":{"type":"object","values":{"type":"string"}},"sourceNamespace":{"type":"string"}}},
    "TLSRoute": {"type":"object","fields":{"match":{"type":"array","items":{"ref":"TLSMatchAttributes"}},"route":{"type":"array","items":{"ref":"RouteDestination"}}}},
  },
};
