// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { CelRule } from '../validation/cel-runtime';

/** The CEL rules of all kinds and releases of the API; schemas refer to them by position. */
export const CEL_RULES: readonly CelRule[] = [
  {
    rule: "isURL(self) ? (url(self).getScheme() in [\"\", \"http\", \"https\", \"oci\", \"file\"]) : (isURL(\"http://\" + self) &&\nurl(\"http://\" + self).getScheme() in [\"\", \"http\", \"https\", \"oci\", \"file\"])",
    wanted: "a URL of the scheme http, https, oci or file, or one without a scheme",
    holds: (self, cel) => (cel.isURL(self) ? cel.isIn(cel.getScheme(cel.url(self)), ["", "http", "https", "oci", "file"]) : cel.and(() => cel.isURL(cel.add("http://", self)), () => cel.isIn(cel.getScheme(cel.url(cel.add("http://", self))), ["", "http", "https", "oci", "file"]))),
  },
  {
    rule: "(has(self.valueFrom) ? self.valueFrom : \"\") != \"HOST\" || !has(self.value)",
    wanted: "no value when valueFrom is HOST",
    holds: (self, cel) => cel.or(() => !cel.equals((cel.has(self, "valueFrom") ? cel.field(self, "valueFrom") : ""), "HOST"), () => !cel.has(self, "value")),
  },
  {
    rule: "self.all(key, !key.contains(\"*\"))",
    wanted: "keys without \"*\"",
    holds: (self, cel) => cel.all(self, (v0) => !cel.contains(v0, "*")),
  },
  {
    rule: "self.all(key, key.size() != 0)",
    wanted: "no empty key",
    holds: (self, cel) => cel.all(self, (v0) => !cel.equals(cel.size(v0), 0)),
  },
  {
    rule: "!self.contains(\"*\")",
    wanted: "a value without \"*\"",
    holds: (self, cel) => !cel.contains(self, "*"),
  },
  {
    rule: "[self.group, self.kind] in [['core','Service'], ['','Service'], ['gateway.networking.k8s.io','Gateway']]",
    wanted: "the group and kind of a Service, or of a Gateway of the Gateway API",
    holds: (self, cel) => cel.isIn([cel.field(self, "group"), cel.field(self, "kind")], [["core", "Service"], ["", "Service"], ["gateway.networking.k8s.io", "Gateway"]]),
  },
  {
    rule: "self.size() == 0",
    wanted: "an empty string",
    holds: (self, cel) => cel.equals(cel.size(self), 0),
  },
  {
    rule: "(has(self.selector) ? 1 : 0) + (has(self.targetRef) ? 1 : 0) + (has(self.targetRefs) ? 1 : 0) <= 1",
    wanted: "at most one of selector, targetRef, targetRefs",
    holds: (self, cel) => cel.lessOrEqual(cel.add(cel.add((cel.has(self, "selector") ? 1 : 0), (cel.has(self, "targetRef") ? 1 : 0)), (cel.has(self, "targetRefs") ? 1 : 0)), 1),
  },
  {
    rule: "[self.group, self.kind] in [['core','Service'], ['','Service'], ['gateway.networking.k8s.io','Gateway'], ['networking.istio.io','ServiceEntry']]",
    wanted: "the group and kind of a Service, a ServiceEntry, or a Gateway of the Gateway API",
    holds: (self, cel) => cel.isIn([cel.field(self, "group"), cel.field(self, "kind")], [["core", "Service"], ["", "Service"], ["gateway.networking.k8s.io", "Gateway"], ["networking.istio.io", "ServiceEntry"]]),
  },
  {
    rule: "duration(self) >= duration('1ms')",
    wanted: "a duration of at least 1ms, such as \"10s\", \"1m30s\" or \"250ms\"",
    holds: (self, cel) => cel.lessOrEqual(cel.duration("1ms"), cel.duration(self)),
  },
  {
    rule: "(has(self.workloadSelector) ? 1 : 0) + (has(self.targetRefs) ? 1 : 0) <= 1",
    wanted: "at most one of workloadSelector, targetRefs",
    holds: (self, cel) => cel.lessOrEqual(cel.add((cel.has(self, "workloadSelector") ? 1 : 0), (cel.has(self, "targetRefs") ? 1 : 0)), 1),
  },
  {
    rule: "has(self.context) ? ((self.context == \"WAYPOINT\") ? has(self.waypoint) : !has(self.waypoint)) : !has(self.waypoint)",
    wanted: "waypoint together with context WAYPOINT, and only then",
    holds: (self, cel) => (cel.has(self, "context") ? (cel.equals(cel.field(self, "context"), "WAYPOINT") ? cel.has(self, "waypoint") : !cel.has(self, "waypoint")) : !cel.has(self, "waypoint")),
  },
  {
    rule: "0 < self && self <= 65535",
    wanted: "a port from 1 to 65535",
    holds: (self, cel) => cel.and(() => cel.less(0, self), () => cel.lessOrEqual(self, 65535)),
  },
  {
    rule: "(has(self.tlsCertificates) ? 1 : 0) + (has(self.credentialNames) ? 1 : 0) <= 1",
    wanted: "at most one of tlsCertificates, credentialNames",
    holds: (self, cel) => cel.lessOrEqual(cel.add((cel.has(self, "tlsCertificates") ? 1 : 0), (cel.has(self, "credentialNames") ? 1 : 0)), 1),
  },
  {
    rule: "(has(self.credentialName) ? 1 : 0) + (has(self.credentialNames) ? 1 : 0) <= 1",
    wanted: "at most one of credentialName, credentialNames",
    holds: (self, cel) => cel.lessOrEqual(cel.add((cel.has(self, "credentialName") ? 1 : 0), (cel.has(self, "credentialNames") ? 1 : 0)), 1),
  },
  {
    rule: "(has(self.credentialNames) ? 1 : 0) + (has(self.tlsCertificates) ? 1 : 0) <= 1",
    wanted: "at most one of credentialNames, tlsCertificates",
    holds: (self, cel) => cel.lessOrEqual(cel.add((cel.has(self, "credentialNames") ? 1 : 0), (cel.has(self, "tlsCertificates") ? 1 : 0)), 1),
  },
  {
    rule: "has(self.address) || has(self.network)",
    wanted: "address or network",
    holds: (self, cel) => cel.or(() => cel.has(self, "address"), () => cel.has(self, "network")),
  },
  {
    rule: "(has(self.address) && self.address.startsWith('unix://')) ? !has(self.ports) : true",
    wanted: "no ports when address is a unix:// socket",
    holds: (self, cel) => (cel.and(() => cel.has(self, "address"), () => cel.startsWith(cel.field(self, "address"), "unix://")) ? !cel.has(self, "ports") : true),
  },
  {
    rule: "self.startsWith(\"unix://\") ? (self.substring(7, 8) == \"/\" || self.substring(7, 8) == \"@\") : true",
    wanted: "an absolute path, or one of the abstract namespace (@), after unix://",
    holds: (self, cel) => (cel.startsWith(self, "unix://") ? cel.or(() => cel.equals(cel.substring(self, 7, 8), "/"), () => cel.equals(cel.substring(self, 7, 8), "@")) : true),
  },
  {
    rule: "self.startsWith(\"unix://\") ? !self.endsWith(\"/\") : true",
    wanted: "a socket, not a folder, after unix://",
    holds: (self, cel) => (cel.startsWith(self, "unix://") ? !cel.endsWith(self, "/") : true),
  },
  {
    rule: "self.all(key, size(key) < 63 && key.matches(\"^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$\"))",
    wanted: "port names of up to 62 letters, digits and inner dashes",
    holds: (self, cel) => cel.all(self, (v0) => cel.and(() => cel.less(cel.size(v0), 63), () => cel.matches(v0, "^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$"))),
  },
  {
    rule: "(has(self.workloadSelector) ? 1 : 0) + (has(self.endpoints) ? 1 : 0) <= 1",
    wanted: "at most one of workloadSelector, endpoints",
    holds: (self, cel) => cel.lessOrEqual(cel.add((cel.has(self, "workloadSelector") ? 1 : 0), (cel.has(self, "endpoints") ? 1 : 0)), 1),
  },
  {
    rule: "!(has(self.addresses) && self.addresses.exists(k, k.contains('/')) && (has(self.resolution) && self.resolution != 'STATIC' && self.resolution != 'NONE'))",
    wanted: "addresses with a prefix length only when resolution is NONE or STATIC",
    holds: (self, cel) => !cel.and(() => cel.and(() => cel.has(self, "addresses"), () => cel.exists(cel.field(self, "addresses"), (v0) => cel.contains(v0, "/"))), () => cel.and(() => cel.and(() => cel.has(self, "resolution"), () => !cel.equals(cel.field(self, "resolution"), "STATIC")), () => !cel.equals(cel.field(self, "resolution"), "NONE"))),
  },
  {
    rule: "(!has(self.resolution) || self.resolution == 'NONE') ? !has(self.endpoints) : true",
    wanted: "no endpoints when resolution is NONE",
    holds: (self, cel) => (cel.or(() => !cel.has(self, "resolution"), () => cel.equals(cel.field(self, "resolution"), "NONE")) ? !cel.has(self, "endpoints") : true),
  },
  {
    rule: "(has(self.resolution) && self.resolution == 'DNS_ROUND_ROBIN') ? (!has(self.endpoints) || size(self.endpoints) == 1) : true",
    wanted: "exactly one endpoint, or none, when resolution is DNS_ROUND_ROBIN",
    holds: (self, cel) => (cel.and(() => cel.has(self, "resolution"), () => cel.equals(cel.field(self, "resolution"), "DNS_ROUND_ROBIN")) ? cel.or(() => !cel.has(self, "endpoints"), () => cel.equals(cel.size(cel.field(self, "endpoints")), 1)) : true),
  },
  {
    rule: "self != \"*\"",
    wanted: "a host other than \"*\"",
    holds: (self, cel) => !cel.equals(self, "*"),
  },
  {
    rule: "self.all(l1, self.exists_one(l2, l1.number == l2.number))",
    wanted: "each port number once",
    holds: (self, cel) => cel.all(self, (v0) => cel.existsOne(self, (v1) => cel.equals(cel.field(v0, "number"), cel.field(v1, "number")))),
  },
  {
    rule: "!((has(self.addresses) ? self.addresses : []).exists(k, k.contains(\"/\")) && !((has(self.resolution) ? self.resolution : \"NONE\") in [\"STATIC\", \"NONE\"]))",
    wanted: "addresses with a prefix length only when resolution is NONE or STATIC",
    holds: (self, cel) => !cel.and(() => cel.exists((cel.has(self, "addresses") ? cel.field(self, "addresses") : []), (v0) => cel.contains(v0, "/")), () => !cel.isIn((cel.has(self, "resolution") ? cel.field(self, "resolution") : "NONE"), ["STATIC", "NONE"])),
  },
  {
    rule: "((has(self.resolution) ? self.resolution : \"NONE\") == \"NONE\") ? !has(self.endpoints) : true",
    wanted: "no endpoints when resolution is NONE",
    holds: (self, cel) => (cel.equals((cel.has(self, "resolution") ? cel.field(self, "resolution") : "NONE"), "NONE") ? !cel.has(self, "endpoints") : true),
  },
  {
    rule: "((has(self.resolution) ? self.resolution : \"\") == \"DNS_ROUND_ROBIN\") ? ((has(self.endpoints) ? self.endpoints : []).size() <= 1) : true",
    wanted: "at most one endpoint when resolution is DNS_ROUND_ROBIN",
    holds: (self, cel) => (cel.equals((cel.has(self, "resolution") ? cel.field(self, "resolution") : ""), "DNS_ROUND_ROBIN") ? cel.lessOrEqual(cel.size((cel.has(self, "endpoints") ? cel.field(self, "endpoints") : [])), 1) : true),
  },
  {
    rule: "(has(self.address) ? self.address : \"\").startsWith(\"unix://\") ? !has(self.ports) : true",
    wanted: "no ports when address is a unix:// socket",
    holds: (self, cel) => (cel.startsWith((cel.has(self, "address") ? cel.field(self, "address") : ""), "unix://") ? !cel.has(self, "ports") : true),
  },
  {
    rule: "self in [\"\", \"HTTP\", \"HTTPS\"]",
    wanted: "HTTP or HTTPS",
    holds: (self, cel) => cel.isIn(self, ["", "HTTP", "HTTPS"]),
  },
  {
    rule: "(has(self.serviceAccounts) || has(self.notServiceAccounts)) ? (!has(self.principals) &&\n!has(self.notPrincipals) && !has(self.namespaces) && !has(self.notNamespaces)) : true",
    wanted: "serviceAccounts without principals and namespaces",
    holds: (self, cel) => (cel.or(() => cel.has(self, "serviceAccounts"), () => cel.has(self, "notServiceAccounts")) ? cel.and(() => cel.and(() => cel.and(() => !cel.has(self, "principals"), () => !cel.has(self, "notPrincipals")), () => !cel.has(self, "namespaces")), () => !cel.has(self, "notNamespaces")) : true),
  },
  {
    rule: "(has(self.selector) && has(self.selector.matchLabels) && self.selector.matchLabels.size() > 0) || !has(self.portLevelMtls)",
    wanted: "a selector with labels, because portLevelMtls is set",
    holds: (self, cel) => cel.or(() => cel.and(() => cel.and(() => cel.has(self, "selector"), () => cel.has(cel.field(self, "selector"), "matchLabels")), () => cel.less(0, cel.size(cel.field(cel.field(self, "selector"), "matchLabels")))), () => !cel.has(self, "portLevelMtls")),
  },
  {
    rule: "self.all(key, 0 < int(key) && int(key) <= 65535)",
    wanted: "ports from 1 to 65535 as keys",
    holds: (self, cel) => cel.all(self, (v0) => cel.and(() => cel.less(0, cel.int(v0)), () => cel.lessOrEqual(cel.int(v0), 65535))),
  },
  {
    rule: "has(self.portLevelMtls) ? (((has(self.selector) && has(self.selector.matchLabels)) ? self.selector.matchLabels : {}).size() > 0) : true",
    wanted: "a selector with labels, because portLevelMtls is set",
    holds: (self, cel) => (cel.has(self, "portLevelMtls") ? cel.less(0, cel.size((cel.and(() => cel.has(self, "selector"), () => cel.has(cel.field(self, "selector"), "matchLabels")) ? cel.field(cel.field(self, "selector"), "matchLabels") : {}))) : true),
  },
  {
    rule: "(has(self.jwksUri) ? 1 : 0) + (has(self.jwks_uri) ? 1 : 0) + (has(self.jwks) ? 1 : 0) <= 1",
    wanted: "at most one of jwksUri, jwks",
    holds: (self, cel) => cel.lessOrEqual(cel.add(cel.add((cel.has(self, "jwksUri") ? 1 : 0), (cel.has(self, "jwks_uri") ? 1 : 0)), (cel.has(self, "jwks") ? 1 : 0)), 1),
  },
  {
    rule: "url(self).getScheme() in [\"http\", \"https\"]",
    wanted: "a URL of the scheme http or https",
    holds: (self, cel) => cel.isIn(cel.getScheme(cel.url(self)), ["http", "https"]),
  },
  {
    rule: "((has(self.operation) ? self.operation : \"\") == \"UPSERT\") ? (self.value != \"\") : true",
    wanted: "a value when operation is UPSERT",
    holds: (self, cel) => (cel.equals((cel.has(self, "operation") ? cel.field(self, "operation") : ""), "UPSERT") ? !cel.equals(cel.field(self, "value"), "") : true),
  },
  {
    rule: "((has(self.operation) ? self.operation : \"\") == \"REMOVE\") ? !has(self.value) : true",
    wanted: "no value when operation is REMOVE",
    holds: (self, cel) => (cel.equals((cel.has(self, "operation") ? cel.field(self, "operation") : ""), "REMOVE") ? !cel.has(self, "value") : true),
  },
  {
    rule: "(has(self.selector) ? 1 : 0) + (has(self.targetRefs) ? 1 : 0) <= 1",
    wanted: "at most one of selector, targetRefs",
    holds: (self, cel) => cel.lessOrEqual(cel.add((cel.has(self, "selector") ? 1 : 0), (cel.has(self, "targetRefs") ? 1 : 0)), 1),
  },
  {
    rule: "has(self.wasm) != has(self.lua)",
    wanted: "exactly one of wasm, lua",
    holds: (self, cel) => !cel.equals(cel.has(self, "wasm"), cel.has(self, "lua")),
  },
  {
    rule: "isURL(self) ? (url(self).getScheme() in [\"\", \"http\", \"https\", \"file\", \"oci\"]) : (isURL(\"http://\" + self) &&\nurl(\"http://\" + self).getScheme() in [\"\", \"http\", \"https\", \"file\", \"oci\"])",
    wanted: "a URL of the scheme http, https, file or oci, or one without a scheme",
    holds: (self, cel) => (cel.isURL(self) ? cel.isIn(cel.getScheme(cel.url(self)), ["", "http", "https", "file", "oci"]) : cel.and(() => cel.isURL(cel.add("http://", self)), () => cel.isIn(cel.getScheme(cel.url(cel.add("http://", self))), ["", "http", "https", "file", "oci"]))),
  },
];
