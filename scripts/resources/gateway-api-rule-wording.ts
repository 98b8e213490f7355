/** What a value must be to hold a rule of the Gateway API, in words that continue "expected …". */
const WORDING: Readonly<Record<string, string>> = {
  '!(has(self.caCertificateRefs) && size(self.caCertificateRefs) > 0 && has(self.wellKnownCACertificates) && self.wellKnownCACertificates != "")':
    'at most one of caCertificateRefs, wellKnownCACertificates',
  '(has(self.caCertificateRefs) && size(self.caCertificateRefs) > 0 || has(self.wellKnownCACertificates) && self.wellKnownCACertificates != "")':
    'caCertificateRefs or wellKnownCACertificates',
  '(has(self.caCertificateRefs)?1:0)+(has(self.wellKnownCACertificates)?1:0) == 1':
    'exactly one of caCertificateRefs, wellKnownCACertificates',
  '!(self.type == "Hostname" && (!has(self.hostname) || self.hostname == ""))': 'hostname with the type Hostname',
  '!(self.type != "Hostname" && has(self.hostname) && self.hostname != "")': 'hostname with the type Hostname only',
  '!(self.type == "URI" && (!has(self.uri) || self.uri == ""))': 'uri with the type URI',
  '!(self.type != "URI" && has(self.uri) && self.uri != "")': 'uri with the type URI only',
  "self.all(a1, a1.type == 'IPAddress' && has(a1.value) ? self.exists_one(a2, a2.type == a1.type && has(a2.value) && a2.value == a1.value) : true )":
    'each IP address once',
  "self.all(a1, a1.type == 'Hostname' && has(a1.value) ? self.exists_one(a2, a2.type == a1.type && has(a2.value) && a2.value == a1.value) : true )":
    'each host name once',
  'self.type == \'Hostname\' ? (!has(self.value) || self.value.matches(r"""^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$""")): true':
    'a value that is a host name, with the type Hostname',
  'self.all(key, key.matches(r"""^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$"""))':
    'keys with an optional DNS prefix and a slash, then up to 63 letters, digits and inner "-", "_", "."',
  'self.all(key, key.split("/")[0].size() < 253)': 'keys whose prefix has at most 252 characters',
  "self.all(l, l.protocol in ['HTTP', 'TCP', 'UDP'] ? !has(l.tls) : true)":
    'listeners of the protocols HTTP, TCP and UDP without tls',
  "self.all(l, (l.protocol == 'HTTPS' && has(l.tls)) ? (l.tls.mode == '' || l.tls.mode == 'Terminate') : true)":
    'listeners of the protocol HTTPS with the TLS mode Terminate',
  "self.all(l, l.protocol in ['TCP', 'UDP'] ? (!has(l.hostname) || l.hostname == '') : true)":
    'listeners of the protocols TCP and UDP without hostname',
  "self.all(l, (l.protocol == 'TLS' ? has(l.tls) && has(l.tls.mode) && l.tls.mode != '' : true))":
    'listeners of the protocol TLS with a TLS mode',
  'self.all(l1, self.exists_one(l2, l1.name == l2.name))': 'each name of a listener once',
  'self.all(l1, self.exists_one(l2, l1.port == l2.port && l1.protocol == l2.protocol && (has(l1.hostname) && has(l2.hostname) ? l1.hostname == l2.hostname : !has(l1.hostname) && !has(l2.hostname))))':
    'listeners that differ in port, protocol or hostname',
  'self.all(l1, !has(l1.port) || self.exists_one(l2, has(l2.port) && l1.port == l2.port && l1.protocol == l2.protocol && (has(l1.hostname) && has(l2.hostname) ? l1.hostname == l2.hostname : !has(l1.hostname) && !has(l2.hostname))))':
    'listeners that differ in port, protocol or hostname',
  "self.mode == 'Terminate' ? size(self.certificateRefs) > 0 || size(self.options) > 0 : true":
    'certificateRefs or options with the mode Terminate',
  'self.all(t1, self.exists_one(t2, t1.port == t2.port))': 'each port once',
  'self.all(l1, !has(l1.name) || self.exists_one(l2, has(l2.name) && l1.name == l2.name))': 'each name of a rule once',
  "(size(self.group) == 0 && self.kind == 'Service') ? has(self.port) : true": 'a port, because it is a Service',
  '!(has(self.percent) && has(self.fraction))': 'at most one of percent, fraction',
  'self.numerator <= self.denominator': 'a numerator up to the denominator',
  'has(self.type) ? has(self.service) || has(self.method) : true': 'service or method',
  '(!has(self.type) || self.type == \'Exact\') && has(self.service) ? self.service.matches(r"""^(?i)\\.?[a-z_][a-z_0-9]*(\\.[a-z_][a-z_0-9]*)*$"""): true':
    'a service of letters, digits and "_" between dots',
  '(!has(self.type) || self.type == \'Exact\') && has(self.method) ? self.method.matches(r"""^[A-Za-z_][A-Za-z_0-9]*$"""): true':
    'a method of letters, digits and "_"',
  "!has(self.cookieConfig) || !has(self.cookieConfig.lifetimeType) || self.cookieConfig.lifetimeType != 'Permanent' || has(self.absoluteTimeout)":
    'absoluteTimeout with a cookie of the lifetimeType Permanent',
  "!has(self.cookie) || !has(self.cookie.lifetimeType) || self.cookie.lifetimeType != 'Permanent' || has(self.absoluteTimeout)":
    'absoluteTimeout with a cookie of the lifetimeType Permanent',
  "!has(self.cookieConfig) || self.type == 'Cookie'": 'cookieConfig with the type Cookie only',
  "!has(self.cookie) || self.type == 'Cookie'": 'cookie with the type Cookie only',
  "self.type != 'Cookie' || has(self.cookie)": 'cookie with the type Cookie',
  "!has(self.header) || self.type == 'Header'": 'header with the type Header only',
  "self.type != 'Header' || has(self.header)": 'header with the type Header',
  '(has(self.backendRefs) && size(self.backendRefs) > 0) ? (!has(self.filters) || self.filters.all(f, !has(f.requestRedirect))): true':
    'no backendRefs beside a RequestRedirect filter',
  "!(self.exists(f, f.type == 'RequestRedirect') && self.exists(f, f.type == 'URLRewrite'))":
    'at most one of the filters RequestRedirect, URLRewrite',
  "!('*' in self && self.size() > 1)": '"*" alone, or no "*"',
  "(self.type in ['Exact','PathPrefix']) ? self.value.startsWith('/') : true": 'a path that begins with "/"',
  "self.type in ['Exact','PathPrefix'] || self.type == 'RegularExpression'":
    'one of the types Exact, PathPrefix, RegularExpression',
  '(self.type in [\'Exact\',\'PathPrefix\']) ? self.value.matches(r"""^(?:[-A-Za-z0-9/._~!$&\'()*+,;=:@]|[%][0-9a-fA-F]{2})+$""") : true':
    'a path of characters that a path may have, others escaped with "%"',
  "!(has(self.request) && has(self.backendRequest) && duration(self.request) != duration('0s') && duration(self.backendRequest) > duration(self.request))":
    'a backendRequest that is no longer than request',
  "!(duration(self) < duration('1s') || duration(self) > duration('1h'))": 'a duration from 1s to 1h',
  "!(duration(self) == duration('0s') || duration(self) > duration('1h'))": 'a duration of more than 0s, up to 1h',
  'self.all(h, !isIP(h))': 'host names, no IP address',
  "self.all(h, !h.contains('*') ? h.matches('^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)$') : true)":
    'host names of lowercase letters, digits and inner dashes between dots',
  "self.all(h, h.contains('*') ? (h.startsWith('*.') && h.substring(2).matches('^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)$')) : true)":
    'host names with "*" as their first label only',
  "size(self) == 0 || self == 'Cluster' || (self.matches('^.*/.+$') && !format.dns1123Subdomain().validate(self.split('/')[0]).hasValue() && self.split('/')[0] != 'k8s.io' && !self.split('/')[0].endsWith('.k8s.io'))":
    'an empty string, Cluster, or a name after a domain of one\'s own and "/"',
  "!has(self.filters) || self.protocol in ['HTTP', 'HTTPS']": 'filters with the protocols HTTP and HTTPS only',
  "(self.group == 'gateway.networking.x-k8s.io' && self.kind == 'XBackend') ? !has(self.port) : true":
    'no port, because it is an XBackend',
  "self.kind != 'Service' || has(self.port)": 'a port, because it is a Service',
  'self.all(p1, self.exists_one(p2, p1.number==p2.number))': 'each port number once',
  "self.all(r, !(r.group == 'certificates.k8s.io' && r.kind == 'ClusterTrustBundle' && has(r.namespace)))":
    'no namespace with a ClusterTrustBundle',
};

/** Rules of which there is one for each value of some field. */
const PATTERNS: readonly (readonly [rule: RegExp, words: (...parts: readonly string[]) => string])[] = [
  [/^!\(has\(self\.(\w+)\)&&self\.type!="(\w+)"\)$/, (field, type) => `${field} with the type ${type} only`],
  [/^!\(!has\(self\.(\w+)\)&&self\.type=="(\w+)"\)$/, (field, type) => `${field} with the type ${type}`],
  [/^self\.(\w+)=="(\w+)"\?has\(self\.(\w+)\):true$/, (key, value, field) => `${field} with the ${key} ${value}`],
  [/^has\(self\.(\w+)\)\?self\.(\w+)=="(\w+)":true$/, (field, key, value) => `the ${key} ${value} with ${field}`],
  [/^self\.filter\(f,f\.type=="(\w+)"\)\.size\(\)<=1$/, (type) => `at most one filter of the type ${type}`],
  [
    /^\(self\.typein\["Exact","PathPrefix"\]\)\?!self\.value\.contains\("(.*)"\):true$/,
    (text) => `a path without "${text}"`,
  ],
  [
    /^\(self\.typein\["Exact","PathPrefix"\]\)\?!self\.value\.endsWith\("(.*)"\):true$/,
    (text) => `a path that does not end with "${text}"`,
  ],
  [/^\(self\.size\(\)>0\?.*<=128$/, () => 'at most 128 matches in all rules together'],
  [
    /^\(has\(self\.(filters|backendRefs)\).*f\.(\w+)\.path\.type=="ReplacePrefixMatch"/,
    (_, filter) => `exactly one match, with a PathPrefix, beside ${filter}.path.replacePrefixMatch`,
  ],
  [
    /^self\.all\(p1,self\.all\(p2,.*p1\.sectionName/,
    () => 'sectionName or port with each of several references to one object',
  ],
  [
    /^self\.all\(p1,self\.exists_one\(p2,.*p1\.sectionName/,
    () => 'references to one object that differ in sectionName or port',
  ],
];

/** The words for a rule of the Gateway API, in the form that does not depend on its spelling. */
export function gatewayApiWording(normalized: (rule: string) => string, rule: string): string | undefined {
  const wanted = normalized(rule);
  const known = Object.entries(WORDING).find(([one]) => normalized(one) === wanted);
  if (known !== undefined) return known[1];
  for (const [pattern, words] of PATTERNS) {
    const match = pattern.exec(wanted);
    if (match !== null) return words(...match.slice(1));
  }
  return undefined;
}
