import { gatewayApiWording } from './gateway-api-rule-wording';

/** What a value must be to hold a rule of the CRDs, in words that continue "expected …". */
const WORDING: Readonly<Record<string, string>> = {
  '(has(self.selector) ? 1 : 0) + (has(self.targetRefs) ? 1 : 0) <= 1': 'at most one of selector, targetRefs',
  'has(self.wasm) != has(self.lua)': 'exactly one of wasm, lua',
  'self.all(key, !key.contains("*"))': 'keys without "*"',
  'self.all(key, key.size() != 0)': 'no empty key',
  '!self.contains("*")': 'a value without "*"',
  'self.size() == 0': 'an empty string',
  'isURL(self) ? (url(self).getScheme() in ["", "http", "https", "file", "oci"]) : (isURL("http://" + self) &&\nurl("http://" + self).getScheme() in ["", "http", "https", "file", "oci"])':
    'a URL of the scheme http, https, file or oci, or one without a scheme',
  '(has(self.valueFrom) ? self.valueFrom : "") != "HOST" || !has(self.value)': 'no value when valueFrom is HOST',
  '(has(self.selector) ? 1 : 0) + (has(self.targetRef) ? 1 : 0) + (has(self.targetRefs) ? 1 : 0) <= 1':
    'at most one of selector, targetRef, targetRefs',
  'isURL(self) ? (url(self).getScheme() in ["", "http", "https", "oci", "file"]) : (isURL("http://" + self) &&\nurl("http://" + self).getScheme() in ["", "http", "https", "oci", "file"])':
    'a URL of the scheme http, https, oci or file, or one without a scheme',
  "duration(self) >= duration('1ms')": 'a duration of at least 1ms, such as "10s", "1m30s" or "250ms"',
  '(has(self.workloadSelector) ? 1 : 0) + (has(self.targetRefs) ? 1 : 0) <= 1':
    'at most one of workloadSelector, targetRefs',
  'has(self.context) ? ((self.context == "WAYPOINT") ? has(self.waypoint) : !has(self.waypoint)) : !has(self.waypoint)':
    'waypoint together with context WAYPOINT, and only then',
  '0 < self && self <= 65535': 'a port from 1 to 65535',
  '(has(self.tlsCertificates) ? 1 : 0) + (has(self.credentialNames) ? 1 : 0) <= 1':
    'at most one of tlsCertificates, credentialNames',
  '(has(self.credentialName) ? 1 : 0) + (has(self.credentialNames) ? 1 : 0) <= 1':
    'at most one of credentialName, credentialNames',
  '(has(self.credentialNames) ? 1 : 0) + (has(self.tlsCertificates) ? 1 : 0) <= 1':
    'at most one of credentialNames, tlsCertificates',
  '(has(self.workloadSelector) ? 1 : 0) + (has(self.endpoints) ? 1 : 0) <= 1':
    'at most one of workloadSelector, endpoints',
  '!((has(self.addresses) ? self.addresses : []).exists(k, k.contains("/")) && !((has(self.resolution) ? self.resolution : "NONE") in ["STATIC", "NONE"]))':
    'addresses with a prefix length only when resolution is NONE or STATIC',
  '((has(self.resolution) ? self.resolution : "NONE") == "NONE") ? !has(self.endpoints) : true':
    'no endpoints when resolution is NONE',
  '((has(self.resolution) ? self.resolution : "") == "DNS_ROUND_ROBIN") ? ((has(self.endpoints) ? self.endpoints : []).size() <= 1) : true':
    'at most one endpoint when resolution is DNS_ROUND_ROBIN',
  'has(self.address) || has(self.network)': 'address or network',
  '(has(self.address) ? self.address : "").startsWith("unix://") ? !has(self.ports) : true':
    'no ports when address is a unix:// socket',
  'self.startsWith("unix://") ? (self.substring(7, 8) == "/" || self.substring(7, 8) == "@") : true':
    'an absolute path, or one of the abstract namespace (@), after unix://',
  'self.startsWith("unix://") ? !self.endsWith("/") : true': 'a socket, not a folder, after unix://',
  'self.all(key, size(key) < 63 && key.matches("^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$"))':
    'port names of up to 62 letters, digits and inner dashes',
  // Istio 1.23 and 1.24 wrote some rules in other ways.
  '[self.group, self.kind] in [["core","Service"], ["","Service"], ["gateway.networking.k8s.io","Gateway"]]':
    'the group and kind of a Service, or of a Gateway of the Gateway API',
  '[self.group, self.kind] in [["core","Service"], ["","Service"], ["gateway.networking.k8s.io","Gateway"], ["networking.istio.io","ServiceEntry"]]':
    'the group and kind of a Service, a ServiceEntry, or a Gateway of the Gateway API',
  '(has(self.address) && self.address.startsWith("unix://")) ? !has(self.ports) : true':
    'no ports when address is a unix:// socket',
  '(has(self.selector) && has(self.selector.matchLabels) && self.selector.matchLabels.size() > 0) || !has(self.portLevelMtls)':
    'a selector with labels, because portLevelMtls is set',
  '!(has(self.addresses) && self.addresses.exists(k, k.contains("/")) && (has(self.resolution) && self.resolution != "STATIC" && self.resolution != "NONE"))':
    'addresses with a prefix length only when resolution is NONE or STATIC',
  '(!has(self.resolution) || self.resolution == "NONE") ? !has(self.endpoints) : true':
    'no endpoints when resolution is NONE',
  '(has(self.resolution) && self.resolution == "DNS_ROUND_ROBIN") ? (!has(self.endpoints) || size(self.endpoints) == 1) : true':
    'exactly one endpoint, or none, when resolution is DNS_ROUND_ROBIN',
  'self != "*"': 'a host other than "*"',
  'self.all(l1, self.exists_one(l2, l1.number == l2.number))': 'each port number once',
  'self in ["", "HTTP", "HTTPS"]': 'HTTP or HTTPS',
  '(has(self.serviceAccounts) || has(self.notServiceAccounts)) ? (!has(self.principals) &&\n!has(self.notPrincipals) && !has(self.namespaces) && !has(self.notNamespaces)) : true':
    'serviceAccounts without principals and namespaces',
  'has(self.portLevelMtls) ? (((has(self.selector) && has(self.selector.matchLabels)) ? self.selector.matchLabels : {}).size() > 0) : true':
    'a selector with labels, because portLevelMtls is set',
  'url(self).getScheme() in ["http", "https"]': 'a URL of the scheme http or https',
  'self.all(key, 0 < int(key) && int(key) <= 65535)': 'ports from 1 to 65535 as keys',
  '(has(self.jwksUri) ? 1 : 0) + (has(self.jwks_uri) ? 1 : 0) + (has(self.jwks) ? 1 : 0) <= 1':
    'at most one of jwksUri, jwks',
  '((has(self.operation) ? self.operation : "") == "UPSERT") ? (self.value != "") : true':
    'a value when operation is UPSERT',
  '((has(self.operation) ? self.operation : "") == "REMOVE") ? !has(self.value) : true':
    'no value when operation is REMOVE',
};

/** A rule without what its spelling adds: releases quote and space one rule differently. */
function normalized(rule: string): string {
  return rule.replaceAll("'", '"').replace(/\s+/g, '');
}

const BY_MEANING = new Map(Object.entries(WORDING).map(([rule, words]) => [normalized(rule), words]));

function wordsFor(rule: string): string | undefined {
  return BY_MEANING.get(normalized(rule)) ?? gatewayApiWording(normalized, rule);
}

/** Whether the table has words for a rule. */
export function hasWording(rule: string): boolean {
  return wordsFor(rule) !== undefined;
}

/** The words for a rule; the rule itself where the table has none. */
export function wordingOf(rule: string): string {
  return wordsFor(rule) ?? `the rule ${rule.replace(/\s+/g, ' ')}`;
}
