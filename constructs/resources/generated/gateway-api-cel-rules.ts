// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { CelRule } from '../validation/cel-runtime';

/** The CEL rules of all kinds and releases of the API; schemas refer to them by position. */
export const CEL_RULES: readonly CelRule[] = [
  {
    rule: "self.all(p1, self.all(p2, p1.group == p2.group && p1.kind == p2.kind && p1.name == p2.name ? ((!has(p1.sectionName) || p1.sectionName == '') == (!has(p2.sectionName) || p2.sectionName == '')) : true))",
    wanted: "sectionName or port with each of several references to one object",
    holds: (self, cel) => cel.all(self, (v0) => cel.all(self, (v1) => (cel.and(() => cel.and(() => cel.equals(cel.field(v0, "group"), cel.field(v1, "group")), () => cel.equals(cel.field(v0, "kind"), cel.field(v1, "kind"))), () => cel.equals(cel.field(v0, "name"), cel.field(v1, "name"))) ? cel.equals(cel.or(() => !cel.has(v0, "sectionName"), () => cel.equals(cel.field(v0, "sectionName"), "")), cel.or(() => !cel.has(v1, "sectionName"), () => cel.equals(cel.field(v1, "sectionName"), ""))) : true))),
  },
  {
    rule: "self.all(p1, self.exists_one(p2, p1.group == p2.group && p1.kind == p2.kind && p1.name == p2.name && (((!has(p1.sectionName) || p1.sectionName == '') && (!has(p2.sectionName) || p2.sectionName == '')) || (has(p1.sectionName) && has(p2.sectionName) && p1.sectionName == p2.sectionName))))",
    wanted: "references to one object that differ in sectionName or port",
    holds: (self, cel) => cel.all(self, (v0) => cel.existsOne(self, (v1) => cel.and(() => cel.and(() => cel.and(() => cel.equals(cel.field(v0, "group"), cel.field(v1, "group")), () => cel.equals(cel.field(v0, "kind"), cel.field(v1, "kind"))), () => cel.equals(cel.field(v0, "name"), cel.field(v1, "name"))), () => cel.or(() => cel.and(() => cel.or(() => !cel.has(v0, "sectionName"), () => cel.equals(cel.field(v0, "sectionName"), "")), () => cel.or(() => !cel.has(v1, "sectionName"), () => cel.equals(cel.field(v1, "sectionName"), ""))), () => cel.and(() => cel.and(() => cel.has(v0, "sectionName"), () => cel.has(v1, "sectionName")), () => cel.equals(cel.field(v0, "sectionName"), cel.field(v1, "sectionName"))))))),
  },
  {
    rule: "!(has(self.caCertificateRefs) && size(self.caCertificateRefs) > 0 && has(self.wellKnownCACertificates) && self.wellKnownCACertificates != \"\")",
    wanted: "at most one of caCertificateRefs, wellKnownCACertificates",
    holds: (self, cel) => !cel.and(() => cel.and(() => cel.and(() => cel.has(self, "caCertificateRefs"), () => cel.less(0, cel.size(cel.field(self, "caCertificateRefs")))), () => cel.has(self, "wellKnownCACertificates")), () => !cel.equals(cel.field(self, "wellKnownCACertificates"), "")),
  },
  {
    rule: "(has(self.caCertificateRefs) && size(self.caCertificateRefs) > 0 || has(self.wellKnownCACertificates) && self.wellKnownCACertificates != \"\")",
    wanted: "caCertificateRefs or wellKnownCACertificates",
    holds: (self, cel) => cel.or(() => cel.and(() => cel.has(self, "caCertificateRefs"), () => cel.less(0, cel.size(cel.field(self, "caCertificateRefs")))), () => cel.and(() => cel.has(self, "wellKnownCACertificates"), () => !cel.equals(cel.field(self, "wellKnownCACertificates"), ""))),
  },
  {
    rule: "!(self.type == \"Hostname\" && (!has(self.hostname) || self.hostname == \"\"))",
    wanted: "hostname with the type Hostname",
    holds: (self, cel) => !cel.and(() => cel.equals(cel.field(self, "type"), "Hostname"), () => cel.or(() => !cel.has(self, "hostname"), () => cel.equals(cel.field(self, "hostname"), ""))),
  },
  {
    rule: "!(self.type != \"Hostname\" && has(self.hostname) && self.hostname != \"\")",
    wanted: "hostname with the type Hostname only",
    holds: (self, cel) => !cel.and(() => cel.and(() => !cel.equals(cel.field(self, "type"), "Hostname"), () => cel.has(self, "hostname")), () => !cel.equals(cel.field(self, "hostname"), "")),
  },
  {
    rule: "!(self.type == \"URI\" && (!has(self.uri) || self.uri == \"\"))",
    wanted: "uri with the type URI",
    holds: (self, cel) => !cel.and(() => cel.equals(cel.field(self, "type"), "URI"), () => cel.or(() => !cel.has(self, "uri"), () => cel.equals(cel.field(self, "uri"), ""))),
  },
  {
    rule: "!(self.type != \"URI\" && has(self.uri) && self.uri != \"\")",
    wanted: "uri with the type URI only",
    holds: (self, cel) => !cel.and(() => cel.and(() => !cel.equals(cel.field(self, "type"), "URI"), () => cel.has(self, "uri")), () => !cel.equals(cel.field(self, "uri"), "")),
  },
  {
    rule: "self.all(a1, a1.type == 'IPAddress' && has(a1.value) ? self.exists_one(a2, a2.type == a1.type && has(a2.value) && a2.value == a1.value) : true )",
    wanted: "each IP address once",
    holds: (self, cel) => cel.all(self, (v0) => (cel.and(() => cel.equals(cel.field(v0, "type"), "IPAddress"), () => cel.has(v0, "value")) ? cel.existsOne(self, (v1) => cel.and(() => cel.and(() => cel.equals(cel.field(v1, "type"), cel.field(v0, "type")), () => cel.has(v1, "value")), () => cel.equals(cel.field(v1, "value"), cel.field(v0, "value")))) : true)),
  },
  {
    rule: "self.all(a1, a1.type == 'Hostname'  && has(a1.value) ? self.exists_one(a2, a2.type == a1.type && has(a2.value) && a2.value == a1.value) : true )",
    wanted: "each host name once",
    holds: (self, cel) => cel.all(self, (v0) => (cel.and(() => cel.equals(cel.field(v0, "type"), "Hostname"), () => cel.has(v0, "value")) ? cel.existsOne(self, (v1) => cel.and(() => cel.and(() => cel.equals(cel.field(v1, "type"), cel.field(v0, "type")), () => cel.has(v1, "value")), () => cel.equals(cel.field(v1, "value"), cel.field(v0, "value")))) : true)),
  },
  {
    rule: "self.type == 'Hostname' ? (!has(self.value) || self.value.matches(r\"\"\"^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$\"\"\")): true",
    wanted: "a value that is a host name, with the type Hostname",
    holds: (self, cel) => (cel.equals(cel.field(self, "type"), "Hostname") ? cel.or(() => !cel.has(self, "value"), () => cel.matches(cel.field(self, "value"), "^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$")) : true),
  },
  {
    rule: "self.all(key, key.matches(r\"\"\"^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$\"\"\"))",
    wanted: "keys with an optional DNS prefix and a slash, then up to 63 letters, digits and inner \"-\", \"_\", \".\"",
    holds: (self, cel) => cel.all(self, (v0) => cel.matches(v0, "^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$")),
  },
  {
    rule: "self.all(key, key.split(\"/\")[0].size() < 253)",
    wanted: "keys whose prefix has at most 252 characters",
    holds: (self, cel) => cel.all(self, (v0) => cel.less(cel.size(cel.at(cel.split(v0, "/"), 0)), 253)),
  },
  {
    rule: "self.all(l, l.protocol in ['HTTP', 'TCP', 'UDP'] ? !has(l.tls) : true)",
    wanted: "listeners of the protocols HTTP, TCP and UDP without tls",
    holds: (self, cel) => cel.all(self, (v0) => (cel.isIn(cel.field(v0, "protocol"), ["HTTP", "TCP", "UDP"]) ? !cel.has(v0, "tls") : true)),
  },
  {
    rule: "self.all(l, (l.protocol == 'HTTPS' && has(l.tls)) ? (l.tls.mode == '' || l.tls.mode == 'Terminate') : true)",
    wanted: "listeners of the protocol HTTPS with the TLS mode Terminate",
    holds: (self, cel) => cel.all(self, (v0) => (cel.and(() => cel.equals(cel.field(v0, "protocol"), "HTTPS"), () => cel.has(v0, "tls")) ? cel.or(() => cel.equals(cel.field(cel.field(v0, "tls"), "mode"), ""), () => cel.equals(cel.field(cel.field(v0, "tls"), "mode"), "Terminate")) : true)),
  },
  {
    rule: "self.all(l, l.protocol in ['TCP', 'UDP']  ? (!has(l.hostname) || l.hostname == '') : true)",
    wanted: "listeners of the protocols TCP and UDP without hostname",
    holds: (self, cel) => cel.all(self, (v0) => (cel.isIn(cel.field(v0, "protocol"), ["TCP", "UDP"]) ? cel.or(() => !cel.has(v0, "hostname"), () => cel.equals(cel.field(v0, "hostname"), "")) : true)),
  },
  {
    rule: "self.all(l1, self.exists_one(l2, l1.name == l2.name))",
    wanted: "each name of a listener once",
    holds: (self, cel) => cel.all(self, (v0) => cel.existsOne(self, (v1) => cel.equals(cel.field(v0, "name"), cel.field(v1, "name")))),
  },
  {
    rule: "self.all(l1, self.exists_one(l2, l1.port == l2.port && l1.protocol == l2.protocol && (has(l1.hostname) && has(l2.hostname) ? l1.hostname == l2.hostname : !has(l1.hostname) && !has(l2.hostname))))",
    wanted: "listeners that differ in port, protocol or hostname",
    holds: (self, cel) => cel.all(self, (v0) => cel.existsOne(self, (v1) => cel.and(() => cel.and(() => cel.equals(cel.field(v0, "port"), cel.field(v1, "port")), () => cel.equals(cel.field(v0, "protocol"), cel.field(v1, "protocol"))), () => (cel.and(() => cel.has(v0, "hostname"), () => cel.has(v1, "hostname")) ? cel.equals(cel.field(v0, "hostname"), cel.field(v1, "hostname")) : cel.and(() => !cel.has(v0, "hostname"), () => !cel.has(v1, "hostname")))))),
  },
  {
    rule: "self.mode == 'Terminate' ? size(self.certificateRefs) > 0 || size(self.options) > 0 : true",
    wanted: "certificateRefs or options with the mode Terminate",
    holds: (self, cel) => (cel.equals(cel.field(self, "mode"), "Terminate") ? cel.or(() => cel.less(0, cel.size(cel.field(self, "certificateRefs"))), () => cel.less(0, cel.size(cel.field(self, "options")))) : true),
  },
  {
    rule: "self.all(l, (l.protocol == 'TLS' ? has(l.tls) && has(l.tls.mode) && l.tls.mode != '' : true))",
    wanted: "listeners of the protocol TLS with a TLS mode",
    holds: (self, cel) => cel.all(self, (v0) => (cel.equals(cel.field(v0, "protocol"), "TLS") ? cel.and(() => cel.and(() => cel.has(v0, "tls"), () => cel.has(cel.field(v0, "tls"), "mode")), () => !cel.equals(cel.field(cel.field(v0, "tls"), "mode"), "")) : true)),
  },
  {
    rule: "self.all(t1, self.exists_one(t2, t1.port == t2.port))",
    wanted: "each port once",
    holds: (self, cel) => cel.all(self, (v0) => cel.existsOne(self, (v1) => cel.equals(cel.field(v0, "port"), cel.field(v1, "port")))),
  },
  {
    rule: "self.all(p1, self.all(p2, p1.group == p2.group && p1.kind == p2.kind && p1.name == p2.name && (((!has(p1.__namespace__) || p1.__namespace__ == '') && (!has(p2.__namespace__) || p2.__namespace__ == '')) || (has(p1.__namespace__) && has(p2.__namespace__) && p1.__namespace__ == p2.__namespace__ )) ? ((!has(p1.sectionName) || p1.sectionName == '') == (!has(p2.sectionName) || p2.sectionName == '')) : true))",
    wanted: "sectionName or port with each of several references to one object",
    holds: (self, cel) => cel.all(self, (v0) => cel.all(self, (v1) => (cel.and(() => cel.and(() => cel.and(() => cel.equals(cel.field(v0, "group"), cel.field(v1, "group")), () => cel.equals(cel.field(v0, "kind"), cel.field(v1, "kind"))), () => cel.equals(cel.field(v0, "name"), cel.field(v1, "name"))), () => cel.or(() => cel.and(() => cel.or(() => !cel.has(v0, "namespace"), () => cel.equals(cel.field(v0, "namespace"), "")), () => cel.or(() => !cel.has(v1, "namespace"), () => cel.equals(cel.field(v1, "namespace"), ""))), () => cel.and(() => cel.and(() => cel.has(v0, "namespace"), () => cel.has(v1, "namespace")), () => cel.equals(cel.field(v0, "namespace"), cel.field(v1, "namespace"))))) ? cel.equals(cel.or(() => !cel.has(v0, "sectionName"), () => cel.equals(cel.field(v0, "sectionName"), "")), cel.or(() => !cel.has(v1, "sectionName"), () => cel.equals(cel.field(v1, "sectionName"), ""))) : true))),
  },
  {
    rule: "self.all(p1, self.exists_one(p2, p1.group == p2.group && p1.kind == p2.kind && p1.name == p2.name && (((!has(p1.__namespace__) || p1.__namespace__ == '') && (!has(p2.__namespace__) || p2.__namespace__ == '')) || (has(p1.__namespace__) && has(p2.__namespace__) && p1.__namespace__ == p2.__namespace__ )) && (((!has(p1.sectionName) || p1.sectionName == '') && (!has(p2.sectionName) || p2.sectionName == '')) || (has(p1.sectionName) && has(p2.sectionName) && p1.sectionName == p2.sectionName))))",
    wanted: "references to one object that differ in sectionName or port",
    holds: (self, cel) => cel.all(self, (v0) => cel.existsOne(self, (v1) => cel.and(() => cel.and(() => cel.and(() => cel.and(() => cel.equals(cel.field(v0, "group"), cel.field(v1, "group")), () => cel.equals(cel.field(v0, "kind"), cel.field(v1, "kind"))), () => cel.equals(cel.field(v0, "name"), cel.field(v1, "name"))), () => cel.or(() => cel.and(() => cel.or(() => !cel.has(v0, "namespace"), () => cel.equals(cel.field(v0, "namespace"), "")), () => cel.or(() => !cel.has(v1, "namespace"), () => cel.equals(cel.field(v1, "namespace"), ""))), () => cel.and(() => cel.and(() => cel.has(v0, "namespace"), () => cel.has(v1, "namespace")), () => cel.equals(cel.field(v0, "namespace"), cel.field(v1, "namespace"))))), () => cel.or(() => cel.and(() => cel.or(() => !cel.has(v0, "sectionName"), () => cel.equals(cel.field(v0, "sectionName"), "")), () => cel.or(() => !cel.has(v1, "sectionName"), () => cel.equals(cel.field(v1, "sectionName"), ""))), () => cel.and(() => cel.and(() => cel.has(v0, "sectionName"), () => cel.has(v1, "sectionName")), () => cel.equals(cel.field(v0, "sectionName"), cel.field(v1, "sectionName"))))))),
  },
  {
    rule: "(self.size() > 0 ? (has(self[0].matches) ? self[0].matches.size() : 0) : 0) + (self.size() > 1 ? (has(self[1].matches) ? self[1].matches.size() : 0) : 0) + (self.size() > 2 ? (has(self[2].matches) ? self[2].matches.size() : 0) : 0) + (self.size() > 3 ? (has(self[3].matches) ? self[3].matches.size() : 0) : 0) + (self.size() > 4 ? (has(self[4].matches) ? self[4].matches.size() : 0) : 0) + (self.size() > 5 ? (has(self[5].matches) ? self[5].matches.size() : 0) : 0) + (self.size() > 6 ? (has(self[6].matches) ? self[6].matches.size() : 0) : 0) + (self.size() > 7 ? (has(self[7].matches) ? self[7].matches.size() : 0) : 0) + (self.size() > 8 ? (has(self[8].matches) ? self[8].matches.size() : 0) : 0) + (self.size() > 9 ? (has(self[9].matches) ? self[9].matches.size() : 0) : 0) + (self.size() > 10 ? (has(self[10].matches) ? self[10].matches.size() : 0) : 0) + (self.size() > 11 ? (has(self[11].matches) ? self[11].matches.size() : 0) : 0) + (self.size() > 12 ? (has(self[12].matches) ? self[12].matches.size() : 0) : 0) + (self.size() > 13 ? (has(self[13].matches) ? self[13].matches.size() : 0) : 0) + (self.size() > 14 ? (has(self[14].matches) ? self[14].matches.size() : 0) : 0) + (self.size() > 15 ? (has(self[15].matches) ? self[15].matches.size() : 0) : 0) <= 128",
    wanted: "at most 128 matches in all rules together",
    holds: (self, cel) => cel.lessOrEqual(cel.add(cel.add(cel.add(cel.add(cel.add(cel.add(cel.add(cel.add(cel.add(cel.add(cel.add(cel.add(cel.add(cel.add(cel.add((cel.less(0, cel.size(self)) ? (cel.has(cel.at(self, 0), "matches") ? cel.size(cel.field(cel.at(self, 0), "matches")) : 0) : 0), (cel.less(1, cel.size(self)) ? (cel.has(cel.at(self, 1), "matches") ? cel.size(cel.field(cel.at(self, 1), "matches")) : 0) : 0)), (cel.less(2, cel.size(self)) ? (cel.has(cel.at(self, 2), "matches") ? cel.size(cel.field(cel.at(self, 2), "matches")) : 0) : 0)), (cel.less(3, cel.size(self)) ? (cel.has(cel.at(self, 3), "matches") ? cel.size(cel.field(cel.at(self, 3), "matches")) : 0) : 0)), (cel.less(4, cel.size(self)) ? (cel.has(cel.at(self, 4), "matches") ? cel.size(cel.field(cel.at(self, 4), "matches")) : 0) : 0)), (cel.less(5, cel.size(self)) ? (cel.has(cel.at(self, 5), "matches") ? cel.size(cel.field(cel.at(self, 5), "matches")) : 0) : 0)), (cel.less(6, cel.size(self)) ? (cel.has(cel.at(self, 6), "matches") ? cel.size(cel.field(cel.at(self, 6), "matches")) : 0) : 0)), (cel.less(7, cel.size(self)) ? (cel.has(cel.at(self, 7), "matches") ? cel.size(cel.field(cel.at(self, 7), "matches")) : 0) : 0)), (cel.less(8, cel.size(self)) ? (cel.has(cel.at(self, 8), "matches") ? cel.size(cel.field(cel.at(self, 8), "matches")) : 0) : 0)), (cel.less(9, cel.size(self)) ? (cel.has(cel.at(self, 9), "matches") ? cel.size(cel.field(cel.at(self, 9), "matches")) : 0) : 0)), (cel.less(10, cel.size(self)) ? (cel.has(cel.at(self, 10), "matches") ? cel.size(cel.field(cel.at(self, 10), "matches")) : 0) : 0)), (cel.less(11, cel.size(self)) ? (cel.has(cel.at(self, 11), "matches") ? cel.size(cel.field(cel.at(self, 11), "matches")) : 0) : 0)), (cel.less(12, cel.size(self)) ? (cel.has(cel.at(self, 12), "matches") ? cel.size(cel.field(cel.at(self, 12), "matches")) : 0) : 0)), (cel.less(13, cel.size(self)) ? (cel.has(cel.at(self, 13), "matches") ? cel.size(cel.field(cel.at(self, 13), "matches")) : 0) : 0)), (cel.less(14, cel.size(self)) ? (cel.has(cel.at(self, 14), "matches") ? cel.size(cel.field(cel.at(self, 14), "matches")) : 0) : 0)), (cel.less(15, cel.size(self)) ? (cel.has(cel.at(self, 15), "matches") ? cel.size(cel.field(cel.at(self, 15), "matches")) : 0) : 0)), 128),
  },
  {
    rule: "(size(self.group) == 0 && self.kind == 'Service') ? has(self.port) : true",
    wanted: "a port, because it is a Service",
    holds: (self, cel) => (cel.and(() => cel.equals(cel.size(cel.field(self, "group")), 0), () => cel.equals(cel.field(self, "kind"), "Service")) ? cel.has(self, "port") : true),
  },
  {
    rule: "self.filter(f, f.type == 'RequestHeaderModifier').size() <= 1",
    wanted: "at most one filter of the type RequestHeaderModifier",
    holds: (self, cel) => cel.lessOrEqual(cel.size(cel.filter(self, (v0) => cel.equals(cel.field(v0, "type"), "RequestHeaderModifier"))), 1),
  },
  {
    rule: "self.filter(f, f.type == 'ResponseHeaderModifier').size() <= 1",
    wanted: "at most one filter of the type ResponseHeaderModifier",
    holds: (self, cel) => cel.lessOrEqual(cel.size(cel.filter(self, (v0) => cel.equals(cel.field(v0, "type"), "ResponseHeaderModifier"))), 1),
  },
  {
    rule: "!(has(self.requestHeaderModifier) && self.type != 'RequestHeaderModifier')",
    wanted: "requestHeaderModifier with the type RequestHeaderModifier only",
    holds: (self, cel) => !cel.and(() => cel.has(self, "requestHeaderModifier"), () => !cel.equals(cel.field(self, "type"), "RequestHeaderModifier")),
  },
  {
    rule: "!(!has(self.requestHeaderModifier) && self.type == 'RequestHeaderModifier')",
    wanted: "requestHeaderModifier with the type RequestHeaderModifier",
    holds: (self, cel) => !cel.and(() => !cel.has(self, "requestHeaderModifier"), () => cel.equals(cel.field(self, "type"), "RequestHeaderModifier")),
  },
  {
    rule: "!(has(self.responseHeaderModifier) && self.type != 'ResponseHeaderModifier')",
    wanted: "responseHeaderModifier with the type ResponseHeaderModifier only",
    holds: (self, cel) => !cel.and(() => cel.has(self, "responseHeaderModifier"), () => !cel.equals(cel.field(self, "type"), "ResponseHeaderModifier")),
  },
  {
    rule: "!(!has(self.responseHeaderModifier) && self.type == 'ResponseHeaderModifier')",
    wanted: "responseHeaderModifier with the type ResponseHeaderModifier",
    holds: (self, cel) => !cel.and(() => !cel.has(self, "responseHeaderModifier"), () => cel.equals(cel.field(self, "type"), "ResponseHeaderModifier")),
  },
  {
    rule: "!(has(self.requestMirror) && self.type != 'RequestMirror')",
    wanted: "requestMirror with the type RequestMirror only",
    holds: (self, cel) => !cel.and(() => cel.has(self, "requestMirror"), () => !cel.equals(cel.field(self, "type"), "RequestMirror")),
  },
  {
    rule: "!(!has(self.requestMirror) && self.type == 'RequestMirror')",
    wanted: "requestMirror with the type RequestMirror",
    holds: (self, cel) => !cel.and(() => !cel.has(self, "requestMirror"), () => cel.equals(cel.field(self, "type"), "RequestMirror")),
  },
  {
    rule: "!(has(self.extensionRef) && self.type != 'ExtensionRef')",
    wanted: "extensionRef with the type ExtensionRef only",
    holds: (self, cel) => !cel.and(() => cel.has(self, "extensionRef"), () => !cel.equals(cel.field(self, "type"), "ExtensionRef")),
  },
  {
    rule: "!(!has(self.extensionRef) && self.type == 'ExtensionRef')",
    wanted: "extensionRef with the type ExtensionRef",
    holds: (self, cel) => !cel.and(() => !cel.has(self, "extensionRef"), () => cel.equals(cel.field(self, "type"), "ExtensionRef")),
  },
  {
    rule: "!(has(self.percent) && has(self.fraction))",
    wanted: "at most one of percent, fraction",
    holds: (self, cel) => !cel.and(() => cel.has(self, "percent"), () => cel.has(self, "fraction")),
  },
  {
    rule: "self.numerator <= self.denominator",
    wanted: "a numerator up to the denominator",
    holds: (self, cel) => cel.lessOrEqual(cel.field(self, "numerator"), cel.field(self, "denominator")),
  },
  {
    rule: "has(self.type) ? has(self.service) || has(self.method) : true",
    wanted: "service or method",
    holds: (self, cel) => (cel.has(self, "type") ? cel.or(() => cel.has(self, "service"), () => cel.has(self, "method")) : true),
  },
  {
    rule: "(!has(self.type) || self.type == 'Exact') && has(self.service) ? self.service.matches(r\"\"\"^(?i)\\.?[a-z_][a-z_0-9]*(\\.[a-z_][a-z_0-9]*)*$\"\"\"): true",
    wanted: "a service of letters, digits and \"_\" between dots",
    holds: (self, cel) => (cel.and(() => cel.or(() => !cel.has(self, "type"), () => cel.equals(cel.field(self, "type"), "Exact")), () => cel.has(self, "service")) ? cel.matches(cel.field(self, "service"), "^(?i)\\.?[a-z_][a-z_0-9]*(\\.[a-z_][a-z_0-9]*)*$") : true),
  },
  {
    rule: "(!has(self.type) || self.type == 'Exact') && has(self.method) ? self.method.matches(r\"\"\"^[A-Za-z_][A-Za-z_0-9]*$\"\"\"): true",
    wanted: "a method of letters, digits and \"_\"",
    holds: (self, cel) => (cel.and(() => cel.or(() => !cel.has(self, "type"), () => cel.equals(cel.field(self, "type"), "Exact")), () => cel.has(self, "method")) ? cel.matches(cel.field(self, "method"), "^[A-Za-z_][A-Za-z_0-9]*$") : true),
  },
  {
    rule: "self.all(l1, !has(l1.name) || self.exists_one(l2, has(l2.name) && l1.name == l2.name))",
    wanted: "each name of a rule once",
    holds: (self, cel) => cel.all(self, (v0) => cel.or(() => !cel.has(v0, "name"), () => cel.existsOne(self, (v1) => cel.and(() => cel.has(v1, "name"), () => cel.equals(cel.field(v0, "name"), cel.field(v1, "name")))))),
  },
  {
    rule: "(self.size() > 0 ? self[0].matches.size() : 0) + (self.size() > 1 ? self[1].matches.size() : 0) + (self.size() > 2 ? self[2].matches.size() : 0) + (self.size() > 3 ? self[3].matches.size() : 0) + (self.size() > 4 ? self[4].matches.size() : 0) + (self.size() > 5 ? self[5].matches.size() : 0) + (self.size() > 6 ? self[6].matches.size() : 0) + (self.size() > 7 ? self[7].matches.size() : 0) + (self.size() > 8 ? self[8].matches.size() : 0) + (self.size() > 9 ? self[9].matches.size() : 0) + (self.size() > 10 ? self[10].matches.size() : 0) + (self.size() > 11 ? self[11].matches.size() : 0) + (self.size() > 12 ? self[12].matches.size() : 0) + (self.size() > 13 ? self[13].matches.size() : 0) + (self.size() > 14 ? self[14].matches.size() : 0) + (self.size() > 15 ? self[15].matches.size() : 0) <= 128",
    wanted: "at most 128 matches in all rules together",
    holds: (self, cel) => cel.lessOrEqual(cel.add(cel.add(cel.add(cel.add(cel.add(cel.add(cel.add(cel.add(cel.add(cel.add(cel.add(cel.add(cel.add(cel.add(cel.add((cel.less(0, cel.size(self)) ? cel.size(cel.field(cel.at(self, 0), "matches")) : 0), (cel.less(1, cel.size(self)) ? cel.size(cel.field(cel.at(self, 1), "matches")) : 0)), (cel.less(2, cel.size(self)) ? cel.size(cel.field(cel.at(self, 2), "matches")) : 0)), (cel.less(3, cel.size(self)) ? cel.size(cel.field(cel.at(self, 3), "matches")) : 0)), (cel.less(4, cel.size(self)) ? cel.size(cel.field(cel.at(self, 4), "matches")) : 0)), (cel.less(5, cel.size(self)) ? cel.size(cel.field(cel.at(self, 5), "matches")) : 0)), (cel.less(6, cel.size(self)) ? cel.size(cel.field(cel.at(self, 6), "matches")) : 0)), (cel.less(7, cel.size(self)) ? cel.size(cel.field(cel.at(self, 7), "matches")) : 0)), (cel.less(8, cel.size(self)) ? cel.size(cel.field(cel.at(self, 8), "matches")) : 0)), (cel.less(9, cel.size(self)) ? cel.size(cel.field(cel.at(self, 9), "matches")) : 0)), (cel.less(10, cel.size(self)) ? cel.size(cel.field(cel.at(self, 10), "matches")) : 0)), (cel.less(11, cel.size(self)) ? cel.size(cel.field(cel.at(self, 11), "matches")) : 0)), (cel.less(12, cel.size(self)) ? cel.size(cel.field(cel.at(self, 12), "matches")) : 0)), (cel.less(13, cel.size(self)) ? cel.size(cel.field(cel.at(self, 13), "matches")) : 0)), (cel.less(14, cel.size(self)) ? cel.size(cel.field(cel.at(self, 14), "matches")) : 0)), (cel.less(15, cel.size(self)) ? cel.size(cel.field(cel.at(self, 15), "matches")) : 0)), 128),
  },
  {
    rule: "(has(self.backendRefs) && size(self.backendRefs) > 0) ? (!has(self.filters) || self.filters.all(f, !has(f.requestRedirect))): true",
    wanted: "no backendRefs beside a RequestRedirect filter",
    holds: (self, cel) => (cel.and(() => cel.has(self, "backendRefs"), () => cel.less(0, cel.size(cel.field(self, "backendRefs")))) ? cel.or(() => !cel.has(self, "filters"), () => cel.all(cel.field(self, "filters"), (v0) => !cel.has(v0, "requestRedirect"))) : true),
  },
  {
    rule: "(has(self.filters) && self.filters.exists_one(f, has(f.requestRedirect) && has(f.requestRedirect.path) && f.requestRedirect.path.type == 'ReplacePrefixMatch' && has(f.requestRedirect.path.replacePrefixMatch))) ? ((size(self.matches) != 1 || !has(self.matches[0].path) || self.matches[0].path.type != 'PathPrefix') ? false : true) : true",
    wanted: "exactly one match, with a PathPrefix, beside requestRedirect.path.replacePrefixMatch",
    holds: (self, cel) => (cel.and(() => cel.has(self, "filters"), () => cel.existsOne(cel.field(self, "filters"), (v0) => cel.and(() => cel.and(() => cel.and(() => cel.has(v0, "requestRedirect"), () => cel.has(cel.field(v0, "requestRedirect"), "path")), () => cel.equals(cel.field(cel.field(cel.field(v0, "requestRedirect"), "path"), "type"), "ReplacePrefixMatch")), () => cel.has(cel.field(cel.field(v0, "requestRedirect"), "path"), "replacePrefixMatch")))) ? (cel.or(() => cel.or(() => !cel.equals(cel.size(cel.field(self, "matches")), 1), () => !cel.has(cel.at(cel.field(self, "matches"), 0), "path")), () => !cel.equals(cel.field(cel.field(cel.at(cel.field(self, "matches"), 0), "path"), "type"), "PathPrefix")) ? false : true) : true),
  },
  {
    rule: "(has(self.filters) && self.filters.exists_one(f, has(f.urlRewrite) && has(f.urlRewrite.path) && f.urlRewrite.path.type == 'ReplacePrefixMatch' && has(f.urlRewrite.path.replacePrefixMatch))) ? ((size(self.matches) != 1 || !has(self.matches[0].path) || self.matches[0].path.type != 'PathPrefix') ? false : true) : true",
    wanted: "exactly one match, with a PathPrefix, beside urlRewrite.path.replacePrefixMatch",
    holds: (self, cel) => (cel.and(() => cel.has(self, "filters"), () => cel.existsOne(cel.field(self, "filters"), (v0) => cel.and(() => cel.and(() => cel.and(() => cel.has(v0, "urlRewrite"), () => cel.has(cel.field(v0, "urlRewrite"), "path")), () => cel.equals(cel.field(cel.field(cel.field(v0, "urlRewrite"), "path"), "type"), "ReplacePrefixMatch")), () => cel.has(cel.field(cel.field(v0, "urlRewrite"), "path"), "replacePrefixMatch")))) ? (cel.or(() => cel.or(() => !cel.equals(cel.size(cel.field(self, "matches")), 1), () => !cel.has(cel.at(cel.field(self, "matches"), 0), "path")), () => !cel.equals(cel.field(cel.field(cel.at(cel.field(self, "matches"), 0), "path"), "type"), "PathPrefix")) ? false : true) : true),
  },
  {
    rule: "(has(self.backendRefs) && self.backendRefs.exists_one(b, (has(b.filters) && b.filters.exists_one(f, has(f.requestRedirect) && has(f.requestRedirect.path) && f.requestRedirect.path.type == 'ReplacePrefixMatch' && has(f.requestRedirect.path.replacePrefixMatch))) )) ? ((size(self.matches) != 1 || !has(self.matches[0].path) || self.matches[0].path.type != 'PathPrefix') ? false : true) : true",
    wanted: "exactly one match, with a PathPrefix, beside requestRedirect.path.replacePrefixMatch",
    holds: (self, cel) => (cel.and(() => cel.has(self, "backendRefs"), () => cel.existsOne(cel.field(self, "backendRefs"), (v0) => cel.and(() => cel.has(v0, "filters"), () => cel.existsOne(cel.field(v0, "filters"), (v1) => cel.and(() => cel.and(() => cel.and(() => cel.has(v1, "requestRedirect"), () => cel.has(cel.field(v1, "requestRedirect"), "path")), () => cel.equals(cel.field(cel.field(cel.field(v1, "requestRedirect"), "path"), "type"), "ReplacePrefixMatch")), () => cel.has(cel.field(cel.field(v1, "requestRedirect"), "path"), "replacePrefixMatch")))))) ? (cel.or(() => cel.or(() => !cel.equals(cel.size(cel.field(self, "matches")), 1), () => !cel.has(cel.at(cel.field(self, "matches"), 0), "path")), () => !cel.equals(cel.field(cel.field(cel.at(cel.field(self, "matches"), 0), "path"), "type"), "PathPrefix")) ? false : true) : true),
  },
  {
    rule: "(has(self.backendRefs) && self.backendRefs.exists_one(b, (has(b.filters) && b.filters.exists_one(f, has(f.urlRewrite) && has(f.urlRewrite.path) && f.urlRewrite.path.type == 'ReplacePrefixMatch' && has(f.urlRewrite.path.replacePrefixMatch))) )) ? ((size(self.matches) != 1 || !has(self.matches[0].path) || self.matches[0].path.type != 'PathPrefix') ? false : true) : true",
    wanted: "exactly one match, with a PathPrefix, beside urlRewrite.path.replacePrefixMatch",
    holds: (self, cel) => (cel.and(() => cel.has(self, "backendRefs"), () => cel.existsOne(cel.field(self, "backendRefs"), (v0) => cel.and(() => cel.has(v0, "filters"), () => cel.existsOne(cel.field(v0, "filters"), (v1) => cel.and(() => cel.and(() => cel.and(() => cel.has(v1, "urlRewrite"), () => cel.has(cel.field(v1, "urlRewrite"), "path")), () => cel.equals(cel.field(cel.field(cel.field(v1, "urlRewrite"), "path"), "type"), "ReplacePrefixMatch")), () => cel.has(cel.field(cel.field(v1, "urlRewrite"), "path"), "replacePrefixMatch")))))) ? (cel.or(() => cel.or(() => !cel.equals(cel.size(cel.field(self, "matches")), 1), () => !cel.has(cel.at(cel.field(self, "matches"), 0), "path")), () => !cel.equals(cel.field(cel.field(cel.at(cel.field(self, "matches"), 0), "path"), "type"), "PathPrefix")) ? false : true) : true),
  },
  {
    rule: "!(self.exists(f, f.type == 'RequestRedirect') && self.exists(f, f.type == 'URLRewrite'))",
    wanted: "at most one of the filters RequestRedirect, URLRewrite",
    holds: (self, cel) => !cel.and(() => cel.exists(self, (v0) => cel.equals(cel.field(v0, "type"), "RequestRedirect")), () => cel.exists(self, (v1) => cel.equals(cel.field(v1, "type"), "URLRewrite"))),
  },
  {
    rule: "self.filter(f, f.type == 'RequestRedirect').size() <= 1",
    wanted: "at most one filter of the type RequestRedirect",
    holds: (self, cel) => cel.lessOrEqual(cel.size(cel.filter(self, (v0) => cel.equals(cel.field(v0, "type"), "RequestRedirect"))), 1),
  },
  {
    rule: "self.filter(f, f.type == 'URLRewrite').size() <= 1",
    wanted: "at most one filter of the type URLRewrite",
    holds: (self, cel) => cel.lessOrEqual(cel.size(cel.filter(self, (v0) => cel.equals(cel.field(v0, "type"), "URLRewrite"))), 1),
  },
  {
    rule: "!(has(self.requestRedirect) && self.type != 'RequestRedirect')",
    wanted: "requestRedirect with the type RequestRedirect only",
    holds: (self, cel) => !cel.and(() => cel.has(self, "requestRedirect"), () => !cel.equals(cel.field(self, "type"), "RequestRedirect")),
  },
  {
    rule: "!(!has(self.requestRedirect) && self.type == 'RequestRedirect')",
    wanted: "requestRedirect with the type RequestRedirect",
    holds: (self, cel) => !cel.and(() => !cel.has(self, "requestRedirect"), () => cel.equals(cel.field(self, "type"), "RequestRedirect")),
  },
  {
    rule: "!(has(self.urlRewrite) && self.type != 'URLRewrite')",
    wanted: "urlRewrite with the type URLRewrite only",
    holds: (self, cel) => !cel.and(() => cel.has(self, "urlRewrite"), () => !cel.equals(cel.field(self, "type"), "URLRewrite")),
  },
  {
    rule: "!(!has(self.urlRewrite) && self.type == 'URLRewrite')",
    wanted: "urlRewrite with the type URLRewrite",
    holds: (self, cel) => !cel.and(() => !cel.has(self, "urlRewrite"), () => cel.equals(cel.field(self, "type"), "URLRewrite")),
  },
  {
    rule: "self.type == 'ReplaceFullPath' ? has(self.replaceFullPath) : true",
    wanted: "replaceFullPath with the type ReplaceFullPath",
    holds: (self, cel) => (cel.equals(cel.field(self, "type"), "ReplaceFullPath") ? cel.has(self, "replaceFullPath") : true),
  },
  {
    rule: "has(self.replaceFullPath) ? self.type == 'ReplaceFullPath' : true",
    wanted: "the type ReplaceFullPath with replaceFullPath",
    holds: (self, cel) => (cel.has(self, "replaceFullPath") ? cel.equals(cel.field(self, "type"), "ReplaceFullPath") : true),
  },
  {
    rule: "self.type == 'ReplacePrefixMatch' ? has(self.replacePrefixMatch) : true",
    wanted: "replacePrefixMatch with the type ReplacePrefixMatch",
    holds: (self, cel) => (cel.equals(cel.field(self, "type"), "ReplacePrefixMatch") ? cel.has(self, "replacePrefixMatch") : true),
  },
  {
    rule: "has(self.replacePrefixMatch) ? self.type == 'ReplacePrefixMatch' : true",
    wanted: "the type ReplacePrefixMatch with replacePrefixMatch",
    holds: (self, cel) => (cel.has(self, "replacePrefixMatch") ? cel.equals(cel.field(self, "type"), "ReplacePrefixMatch") : true),
  },
  {
    rule: "(self.type in ['Exact','PathPrefix']) ? self.value.startsWith('/') : true",
    wanted: "a path that begins with \"/\"",
    holds: (self, cel) => (cel.isIn(cel.field(self, "type"), ["Exact", "PathPrefix"]) ? cel.startsWith(cel.field(self, "value"), "/") : true),
  },
  {
    rule: "(self.type in ['Exact','PathPrefix']) ? !self.value.contains('//') : true",
    wanted: "a path without \"//\"",
    holds: (self, cel) => (cel.isIn(cel.field(self, "type"), ["Exact", "PathPrefix"]) ? !cel.contains(cel.field(self, "value"), "//") : true),
  },
  {
    rule: "(self.type in ['Exact','PathPrefix']) ? !self.value.contains('/./') : true",
    wanted: "a path without \"/./\"",
    holds: (self, cel) => (cel.isIn(cel.field(self, "type"), ["Exact", "PathPrefix"]) ? !cel.contains(cel.field(self, "value"), "/./") : true),
  },
  {
    rule: "(self.type in ['Exact','PathPrefix']) ? !self.value.contains('/../') : true",
    wanted: "a path without \"/../\"",
    holds: (self, cel) => (cel.isIn(cel.field(self, "type"), ["Exact", "PathPrefix"]) ? !cel.contains(cel.field(self, "value"), "/../") : true),
  },
  {
    rule: "(self.type in ['Exact','PathPrefix']) ? !self.value.contains('%2f') : true",
    wanted: "a path without \"%2f\"",
    holds: (self, cel) => (cel.isIn(cel.field(self, "type"), ["Exact", "PathPrefix"]) ? !cel.contains(cel.field(self, "value"), "%2f") : true),
  },
  {
    rule: "(self.type in ['Exact','PathPrefix']) ? !self.value.contains('%2F') : true",
    wanted: "a path without \"%2F\"",
    holds: (self, cel) => (cel.isIn(cel.field(self, "type"), ["Exact", "PathPrefix"]) ? !cel.contains(cel.field(self, "value"), "%2F") : true),
  },
  {
    rule: "(self.type in ['Exact','PathPrefix']) ? !self.value.contains('#') : true",
    wanted: "a path without \"#\"",
    holds: (self, cel) => (cel.isIn(cel.field(self, "type"), ["Exact", "PathPrefix"]) ? !cel.contains(cel.field(self, "value"), "#") : true),
  },
  {
    rule: "(self.type in ['Exact','PathPrefix']) ? !self.value.endsWith('/..') : true",
    wanted: "a path that does not end with \"/..\"",
    holds: (self, cel) => (cel.isIn(cel.field(self, "type"), ["Exact", "PathPrefix"]) ? !cel.endsWith(cel.field(self, "value"), "/..") : true),
  },
  {
    rule: "(self.type in ['Exact','PathPrefix']) ? !self.value.endsWith('/.') : true",
    wanted: "a path that does not end with \"/.\"",
    holds: (self, cel) => (cel.isIn(cel.field(self, "type"), ["Exact", "PathPrefix"]) ? !cel.endsWith(cel.field(self, "value"), "/.") : true),
  },
  {
    rule: "self.type in ['Exact','PathPrefix'] || self.type == 'RegularExpression'",
    wanted: "one of the types Exact, PathPrefix, RegularExpression",
    holds: (self, cel) => cel.or(() => cel.isIn(cel.field(self, "type"), ["Exact", "PathPrefix"]), () => cel.equals(cel.field(self, "type"), "RegularExpression")),
  },
  {
    rule: "(self.type in ['Exact','PathPrefix']) ? self.value.matches(r\"\"\"^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$\"\"\") : true",
    wanted: "a path of characters that a path may have, others escaped with \"%\"",
    holds: (self, cel) => (cel.isIn(cel.field(self, "type"), ["Exact", "PathPrefix"]) ? cel.matches(cel.field(self, "value"), "^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$") : true),
  },
  {
    rule: "!(has(self.request) && has(self.backendRequest) && duration(self.request) != duration('0s') && duration(self.backendRequest) > duration(self.request))",
    wanted: "a backendRequest that is no longer than request",
    holds: (self, cel) => !cel.and(() => cel.and(() => cel.and(() => cel.has(self, "request"), () => cel.has(self, "backendRequest")), () => !cel.equals(cel.duration(cel.field(self, "request")), cel.duration("0s"))), () => cel.less(cel.duration(cel.field(self, "request")), cel.duration(cel.field(self, "backendRequest")))),
  },
  {
    rule: "self.filter(f, f.type == 'CORS').size() <= 1",
    wanted: "at most one filter of the type CORS",
    holds: (self, cel) => cel.lessOrEqual(cel.size(cel.filter(self, (v0) => cel.equals(cel.field(v0, "type"), "CORS"))), 1),
  },
  {
    rule: "!(has(self.cors) && self.type != 'CORS')",
    wanted: "cors with the type CORS only",
    holds: (self, cel) => !cel.and(() => cel.has(self, "cors"), () => !cel.equals(cel.field(self, "type"), "CORS")),
  },
  {
    rule: "!(!has(self.cors) && self.type == 'CORS')",
    wanted: "cors with the type CORS",
    holds: (self, cel) => !cel.and(() => !cel.has(self, "cors"), () => cel.equals(cel.field(self, "type"), "CORS")),
  },
  {
    rule: "!('*' in self && self.size() > 1)",
    wanted: "\"*\" alone, or no \"*\"",
    holds: (self, cel) => !cel.and(() => cel.isIn("*", self), () => cel.less(1, cel.size(self))),
  },
  {
    rule: "self.all(l1, !has(l1.port) || self.exists_one(l2, has(l2.port) && l1.port == l2.port && l1.protocol == l2.protocol && (has(l1.hostname) && has(l2.hostname) ? l1.hostname == l2.hostname : !has(l1.hostname) && !has(l2.hostname))))",
    wanted: "listeners that differ in port, protocol or hostname",
    holds: (self, cel) => cel.all(self, (v0) => cel.or(() => !cel.has(v0, "port"), () => cel.existsOne(self, (v1) => cel.and(() => cel.and(() => cel.and(() => cel.has(v1, "port"), () => cel.equals(cel.field(v0, "port"), cel.field(v1, "port"))), () => cel.equals(cel.field(v0, "protocol"), cel.field(v1, "protocol"))), () => (cel.and(() => cel.has(v0, "hostname"), () => cel.has(v1, "hostname")) ? cel.equals(cel.field(v0, "hostname"), cel.field(v1, "hostname")) : cel.and(() => !cel.has(v0, "hostname"), () => !cel.has(v1, "hostname"))))))),
  },
  {
    rule: "self.all(h, !isIP(h))",
    wanted: "host names, no IP address",
    holds: (self, cel) => cel.all(self, (v0) => !cel.isIP(v0)),
  },
  {
    rule: "self.all(h, !h.contains('*') ? h.matches('^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)$') : true)",
    wanted: "host names of lowercase letters, digits and inner dashes between dots",
    holds: (self, cel) => cel.all(self, (v0) => (!cel.contains(v0, "*") ? cel.matches(v0, "^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)$") : true)),
  },
  {
    rule: "self.all(h, h.contains('*') ? (h.startsWith('*.') && h.substring(2).matches('^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)$')) : true)",
    wanted: "host names with \"*\" as their first label only",
    holds: (self, cel) => cel.all(self, (v0) => (cel.contains(v0, "*") ? cel.and(() => cel.startsWith(v0, "*."), () => cel.matches(cel.substring(v0, 2), "^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)$")) : true)),
  },
  {
    rule: "(has(self.caCertificateRefs)?1:0)+(has(self.wellKnownCACertificates)?1:0) == 1",
    wanted: "exactly one of caCertificateRefs, wellKnownCACertificates",
    holds: (self, cel) => cel.equals(cel.add((cel.has(self, "caCertificateRefs") ? 1 : 0), (cel.has(self, "wellKnownCACertificates") ? 1 : 0)), 1),
  },
  {
    rule: "size(self) == 0 || self == 'Cluster' || (self.matches('^.*/.+$') && !format.dns1123Subdomain().validate(self.split('/')[0]).hasValue() && self.split('/')[0] != 'k8s.io' && !self.split('/')[0].endsWith('.k8s.io'))",
    wanted: "an empty string, Cluster, or a name after a domain of one's own and \"/\"",
    holds: (self, cel) => cel.or(() => cel.or(() => cel.equals(cel.size(self), 0), () => cel.equals(self, "Cluster")), () => cel.and(() => cel.and(() => cel.and(() => cel.matches(self, "^.*/.+$"), () => !cel.hasValue(cel.faultsOf('dns1123Subdomain', cel.at(cel.split(self, "/"), 0)))), () => !cel.equals(cel.at(cel.split(self, "/"), 0), "k8s.io")), () => !cel.endsWith(cel.at(cel.split(self, "/"), 0), ".k8s.io"))),
  },
  {
    rule: "!has(self.filters) || self.protocol in ['HTTP', 'HTTPS']",
    wanted: "filters with the protocols HTTP and HTTPS only",
    holds: (self, cel) => cel.or(() => !cel.has(self, "filters"), () => cel.isIn(cel.field(self, "protocol"), ["HTTP", "HTTPS"])),
  },
  {
    rule: "!(has(self.externalAuth) && self.type != 'ExternalAuth')",
    wanted: "externalAuth with the type ExternalAuth only",
    holds: (self, cel) => !cel.and(() => cel.has(self, "externalAuth"), () => !cel.equals(cel.field(self, "type"), "ExternalAuth")),
  },
  {
    rule: "!(!has(self.externalAuth) && self.type == 'ExternalAuth')",
    wanted: "externalAuth with the type ExternalAuth",
    holds: (self, cel) => !cel.and(() => !cel.has(self, "externalAuth"), () => cel.equals(cel.field(self, "type"), "ExternalAuth")),
  },
  {
    rule: "self.protocol == 'GRPC' ? has(self.grpc) : true",
    wanted: "grpc with the protocol GRPC",
    holds: (self, cel) => (cel.equals(cel.field(self, "protocol"), "GRPC") ? cel.has(self, "grpc") : true),
  },
  {
    rule: "has(self.grpc) ? self.protocol == 'GRPC' : true",
    wanted: "the protocol GRPC with grpc",
    holds: (self, cel) => (cel.has(self, "grpc") ? cel.equals(cel.field(self, "protocol"), "GRPC") : true),
  },
  {
    rule: "self.protocol == 'HTTP' ? has(self.http) : true",
    wanted: "http with the protocol HTTP",
    holds: (self, cel) => (cel.equals(cel.field(self, "protocol"), "HTTP") ? cel.has(self, "http") : true),
  },
  {
    rule: "has(self.http) ? self.protocol == 'HTTP' : true",
    wanted: "the protocol HTTP with http",
    holds: (self, cel) => (cel.has(self, "http") ? cel.equals(cel.field(self, "protocol"), "HTTP") : true),
  },
  {
    rule: "(self.group == 'gateway.networking.x-k8s.io' && self.kind == 'XBackend') ? !has(self.port) : true",
    wanted: "no port, because it is an XBackend",
    holds: (self, cel) => (cel.and(() => cel.equals(cel.field(self, "group"), "gateway.networking.x-k8s.io"), () => cel.equals(cel.field(self, "kind"), "XBackend")) ? !cel.has(self, "port") : true),
  },
  {
    rule: "self.all(r, !(r.group == 'certificates.k8s.io' && r.kind == 'ClusterTrustBundle' && has(r.namespace)))",
    wanted: "no namespace with a ClusterTrustBundle",
    holds: (self, cel) => cel.all(self, (v0) => !cel.and(() => cel.and(() => cel.equals(cel.field(v0, "group"), "certificates.k8s.io"), () => cel.equals(cel.field(v0, "kind"), "ClusterTrustBundle")), () => cel.has(v0, "namespace"))),
  },
  {
    rule: "self.all(p1, self.all(p2, p1.group == p2.group && p1.kind == p2.kind && p1.name == p2.name && (((!has(p1.__namespace__) || p1.__namespace__ == '') && (!has(p2.__namespace__) || p2.__namespace__ == '')) || (has(p1.__namespace__) && has(p2.__namespace__) && p1.__namespace__ == p2.__namespace__)) ? ((!has(p1.sectionName) || p1.sectionName == '') == (!has(p2.sectionName) || p2.sectionName == '') && (!has(p1.port) || p1.port == 0) == (!has(p2.port) || p2.port == 0)): true))",
    wanted: "sectionName or port with each of several references to one object",
    holds: (self, cel) => cel.all(self, (v0) => cel.all(self, (v1) => (cel.and(() => cel.and(() => cel.and(() => cel.equals(cel.field(v0, "group"), cel.field(v1, "group")), () => cel.equals(cel.field(v0, "kind"), cel.field(v1, "kind"))), () => cel.equals(cel.field(v0, "name"), cel.field(v1, "name"))), () => cel.or(() => cel.and(() => cel.or(() => !cel.has(v0, "namespace"), () => cel.equals(cel.field(v0, "namespace"), "")), () => cel.or(() => !cel.has(v1, "namespace"), () => cel.equals(cel.field(v1, "namespace"), ""))), () => cel.and(() => cel.and(() => cel.has(v0, "namespace"), () => cel.has(v1, "namespace")), () => cel.equals(cel.field(v0, "namespace"), cel.field(v1, "namespace"))))) ? cel.and(() => cel.equals(cel.or(() => !cel.has(v0, "sectionName"), () => cel.equals(cel.field(v0, "sectionName"), "")), cel.or(() => !cel.has(v1, "sectionName"), () => cel.equals(cel.field(v1, "sectionName"), ""))), () => cel.equals(cel.or(() => !cel.has(v0, "port"), () => cel.equals(cel.field(v0, "port"), 0)), cel.or(() => !cel.has(v1, "port"), () => cel.equals(cel.field(v1, "port"), 0)))) : true))),
  },
  {
    rule: "self.all(p1, self.exists_one(p2, p1.group == p2.group && p1.kind == p2.kind && p1.name == p2.name && (((!has(p1.__namespace__) || p1.__namespace__ == '') && (!has(p2.__namespace__) || p2.__namespace__ == '')) || (has(p1.__namespace__) && has(p2.__namespace__) && p1.__namespace__ == p2.__namespace__ )) && (((!has(p1.sectionName) || p1.sectionName == '') && (!has(p2.sectionName) || p2.sectionName == '')) || ( has(p1.sectionName) && has(p2.sectionName) && p1.sectionName == p2.sectionName)) && (((!has(p1.port) || p1.port == 0) && (!has(p2.port) || p2.port == 0)) || (has(p1.port) && has(p2.port) && p1.port == p2.port))))",
    wanted: "references to one object that differ in sectionName or port",
    holds: (self, cel) => cel.all(self, (v0) => cel.existsOne(self, (v1) => cel.and(() => cel.and(() => cel.and(() => cel.and(() => cel.and(() => cel.equals(cel.field(v0, "group"), cel.field(v1, "group")), () => cel.equals(cel.field(v0, "kind"), cel.field(v1, "kind"))), () => cel.equals(cel.field(v0, "name"), cel.field(v1, "name"))), () => cel.or(() => cel.and(() => cel.or(() => !cel.has(v0, "namespace"), () => cel.equals(cel.field(v0, "namespace"), "")), () => cel.or(() => !cel.has(v1, "namespace"), () => cel.equals(cel.field(v1, "namespace"), ""))), () => cel.and(() => cel.and(() => cel.has(v0, "namespace"), () => cel.has(v1, "namespace")), () => cel.equals(cel.field(v0, "namespace"), cel.field(v1, "namespace"))))), () => cel.or(() => cel.and(() => cel.or(() => !cel.has(v0, "sectionName"), () => cel.equals(cel.field(v0, "sectionName"), "")), () => cel.or(() => !cel.has(v1, "sectionName"), () => cel.equals(cel.field(v1, "sectionName"), ""))), () => cel.and(() => cel.and(() => cel.has(v0, "sectionName"), () => cel.has(v1, "sectionName")), () => cel.equals(cel.field(v0, "sectionName"), cel.field(v1, "sectionName"))))), () => cel.or(() => cel.and(() => cel.or(() => !cel.has(v0, "port"), () => cel.equals(cel.field(v0, "port"), 0)), () => cel.or(() => !cel.has(v1, "port"), () => cel.equals(cel.field(v1, "port"), 0))), () => cel.and(() => cel.and(() => cel.has(v0, "port"), () => cel.has(v1, "port")), () => cel.equals(cel.field(v0, "port"), cel.field(v1, "port"))))))),
  },
  {
    rule: "!has(self.cookieConfig) || !has(self.cookieConfig.lifetimeType) || self.cookieConfig.lifetimeType != 'Permanent' || has(self.absoluteTimeout)",
    wanted: "absoluteTimeout with a cookie of the lifetimeType Permanent",
    holds: (self, cel) => cel.or(() => cel.or(() => cel.or(() => !cel.has(self, "cookieConfig"), () => !cel.has(cel.field(self, "cookieConfig"), "lifetimeType")), () => !cel.equals(cel.field(cel.field(self, "cookieConfig"), "lifetimeType"), "Permanent")), () => cel.has(self, "absoluteTimeout")),
  },
  {
    rule: "!has(self.cookieConfig) || self.type == 'Cookie'",
    wanted: "cookieConfig with the type Cookie only",
    holds: (self, cel) => cel.or(() => !cel.has(self, "cookieConfig"), () => cel.equals(cel.field(self, "type"), "Cookie")),
  },
  {
    rule: "!has(self.cookie) || !has(self.cookie.lifetimeType) || self.cookie.lifetimeType != 'Permanent' || has(self.absoluteTimeout)",
    wanted: "absoluteTimeout with a cookie of the lifetimeType Permanent",
    holds: (self, cel) => cel.or(() => cel.or(() => cel.or(() => !cel.has(self, "cookie"), () => !cel.has(cel.field(self, "cookie"), "lifetimeType")), () => !cel.equals(cel.field(cel.field(self, "cookie"), "lifetimeType"), "Permanent")), () => cel.has(self, "absoluteTimeout")),
  },
  {
    rule: "!has(self.cookie) || self.type == 'Cookie'",
    wanted: "cookie with the type Cookie only",
    holds: (self, cel) => cel.or(() => !cel.has(self, "cookie"), () => cel.equals(cel.field(self, "type"), "Cookie")),
  },
  {
    rule: "self.type != 'Cookie' || has(self.cookie)",
    wanted: "cookie with the type Cookie",
    holds: (self, cel) => cel.or(() => !cel.equals(cel.field(self, "type"), "Cookie"), () => cel.has(self, "cookie")),
  },
  {
    rule: "!has(self.header) || self.type == 'Header'",
    wanted: "header with the type Header only",
    holds: (self, cel) => cel.or(() => !cel.has(self, "header"), () => cel.equals(cel.field(self, "type"), "Header")),
  },
  {
    rule: "self.type != 'Header' || has(self.header)",
    wanted: "header with the type Header",
    holds: (self, cel) => cel.or(() => !cel.equals(cel.field(self, "type"), "Header"), () => cel.has(self, "header")),
  },
  {
    rule: "!(duration(self) < duration('1s') || duration(self) > duration('1h'))",
    wanted: "a duration from 1s to 1h",
    holds: (self, cel) => !cel.or(() => cel.less(cel.duration(self), cel.duration("1s")), () => cel.less(cel.duration("1h"), cel.duration(self))),
  },
  {
    rule: "!(duration(self) == duration('0s') || duration(self) > duration('1h'))",
    wanted: "a duration of more than 0s, up to 1h",
    holds: (self, cel) => !cel.or(() => cel.equals(cel.duration(self), cel.duration("0s")), () => cel.less(cel.duration("1h"), cel.duration(self))),
  },
];
