import type { ResourceKind } from '../../../constructs/resources/generated/kinds';
import type { WarningCode } from '../../../constructs/resources/validation/fault';

/** A resource that istiod accepts and warns of. */
export interface WarningCase {
  readonly warns: string;
  readonly kind: ResourceKind;
  readonly spec: object;
  readonly code: WarningCode;
  readonly path: string;
  readonly labels?: Readonly<Record<string, string>>;
}

const route = [{ destination: { host: 'ratings' } }];
const routes = (...http: object[]) => ({ hosts: ['ratings'], http: http.map((one) => ({ route, ...one })) });
const prefix = (text: string, more: object = {}) => ({ match: [{ uri: { prefix: text }, ...more }] });
const server = (protocol: string, tls: object) => ({
  selector: { app: 'edge' },
  servers: [{ port: { number: 443, name: 'port', protocol }, hosts: ['shop.example.com'], tls }],
});
const entry = (fields: object) => ({
  hosts: ['api.example.com'],
  ports: [{ number: 80, name: 'http', protocol: 'HTTP' }],
  resolution: 'DNS',
  ...fields,
});
const egress = (...hosts: string[]) => ({ egress: [{ hosts }] });
const filter = (...configPatches: object[]) => ({ configPatches });
const byName = (applyTo: string, name: string, more: object = {}) =>
  filter({
    applyTo,
    match: { listener: { filterChain: { filter: { name, ...more } } } },
    patch: { operation: 'REMOVE' },
  });
const keys = (key: object) => ({
  jwtRules: [{ issuer: 'https://id.example.com', jwks: JSON.stringify({ keys: [key] }) }],
});
const warns = (
  text: string,
  kind: ResourceKind,
  path: string,
  spec: object,
  code: WarningCode = 'IST0133',
  labels?: Readonly<Record<string, string>>,
): WarningCase => ({ warns: text, kind, path, spec, code, ...(labels && { labels }) });

/** What istiod warns of, each kind once or more. */
export const WARNINGS: readonly WarningCase[] = [
  warns(
    'a redirect to HTTPS on a TLS port',
    'Gateway',
    'spec.servers[0].tls.httpsRedirect',
    server('TLS', { mode: 'PASSTHROUGH', httpsRedirect: true }),
  ),
  warns(
    'an old TLS version with the default suites',
    'Gateway',
    'spec.servers[0].tls.minProtocolVersion',
    server('HTTPS', { mode: 'SIMPLE', credentialName: 'edge', minProtocolVersion: 'TLSV1_0' }),
  ),
  warns(
    'a cipher suite that does not exist',
    'Gateway',
    'spec.servers[0].tls.cipherSuites[0]',
    server('HTTPS', { mode: 'SIMPLE', credentialName: 'edge', cipherSuites: ['RC4-MD5'] }),
  ),
  warns(
    'a cipher suite twice',
    'Gateway',
    'spec.servers[0].tls.cipherSuites[1]',
    server('HTTPS', { mode: 'SIMPLE', credentialName: 'edge', cipherSuites: ['AES128-SHA', 'AES128-SHA'] }),
  ),
  warns(
    'certificates of a server that passes TLS on',
    'Gateway',
    'spec.servers[0].tls',
    server('TLS', { mode: 'PASSTHROUGH', credentialName: 'edge' }),
  ),
  warns('a Sidecar whose selector has no labels', 'Sidecar', 'spec.workloadSelector', {
    ...egress('./*'),
    workloadSelector: {},
  }),
  warns('an HTTP pool on a TCP port', 'Sidecar', 'spec.ingress[0].connectionPool.http', {
    ingress: [
      {
        port: { number: 9000, name: 'tcp', protocol: 'TCP' },
        defaultEndpoint: '127.0.0.1:9000',
        connectionPool: { http: { http2MaxRequests: 5 } },
      },
    ],
  }),
  warns('a host twice', 'Sidecar', 'spec.egress[0].hosts[1]', egress('bank/db.example.com', 'bank/db.example.com')),
  warns(
    'a namespace behind one of its hosts',
    'Sidecar',
    'spec.egress[0].hosts[1]',
    egress('bank/db.example.com', 'bank/*'),
  ),
  warns(
    'a host of the own namespace under both names',
    'Sidecar',
    'spec.egress[0].hosts[1]',
    egress('./a.example.com', 'shop/a.example.com'),
  ),
  warns('every host beside another', 'Sidecar', 'spec.egress[0].hosts', egress('*/*', 'bank/db.example.com')),
  warns(
    'consecutive errors',
    'DestinationRule',
    'spec.trafficPolicy.outlierDetection.consecutiveErrors',
    { host: 'ratings', trafficPolicy: { outlierDetection: { consecutiveErrors: 3 } } },
    'IST0002',
  ),
  warns(
    'a ring size outside of the ring',
    'DestinationRule',
    'spec.trafficPolicy.loadBalancer.consistentHash.minimumRingSize',
    {
      host: 'ratings',
      trafficPolicy: { loadBalancer: { consistentHash: { useSourceIp: true, minimumRingSize: 64 } } },
    },
    'IST0002',
  ),
  warns('failover without outlier detection', 'DestinationRule', 'spec.trafficPolicy.loadBalancer.localityLbSetting', {
    host: 'ratings',
    trafficPolicy: { loadBalancer: { localityLbSetting: { failoverPriority: ['rack'] } } },
  }),
  warns('a DestinationRule whose selector has no labels', 'DestinationRule', 'spec.workloadSelector', {
    host: 'ratings',
    workloadSelector: { matchLabels: {} },
  }),
  ...(['AuthorizationPolicy', 'RequestAuthentication', 'PeerAuthentication', 'Telemetry', 'ProxyConfig'] as const).map(
    (kind) => warns(`a ${kind} whose selector has no labels`, kind, 'spec.selector', { selector: {} }),
  ),
  warns('a WasmPlugin whose selector has no labels', 'WasmPlugin', 'spec.selector', {
    url: 'oci://example.com/plugin:2',
    selector: { matchLabels: {} },
  }),
  warns('a DENY of methods, on TCP ports as well', 'AuthorizationPolicy', 'spec.rules[0]', {
    action: 'DENY',
    rules: [{ to: [{ operation: { methods: ['DELETE'] } }] }],
  }),
  warns('a DENY of clients without a token, on TCP ports as well', 'AuthorizationPolicy', 'spec.rules[0]', {
    action: 'DENY',
    rules: [{ from: [{ source: { notRequestPrincipals: ['*'] } }] }],
  }),
  warns(
    'a private key',
    'RequestAuthentication',
    'spec.jwtRules[0].jwks',
    keys({ kty: 'oct', k: 'c2VjcmV0LXNlY3JldA' }),
  ),
  warns('a second route for every request', 'VirtualService', 'spec.http[1]', routes({}, { timeout: '1s' }), 'IST0130'),
  warns(
    'a route behind one for every request',
    'VirtualService',
    'spec.http[1].match[0]',
    routes({}, prefix('/late')),
    'IST0130',
  ),
  warns(
    'a TCP route behind one for every connection',
    'VirtualService',
    'spec.tcp[1].match[0]',
    { hosts: ['ratings'], tcp: [{ route }, { match: [{ port: 27017 }], route }] },
    'IST0130',
  ),
  warns(
    'a match that another one has',
    'VirtualService',
    'spec.http[1].match[0]',
    routes(
      { match: [{ method: { exact: 'GET' }, name: 'one' }] },
      { match: [{ method: { exact: 'GET' }, name: 'two' }, { port: 81 }] },
    ),
    'IST0131',
  ),
  warns(
    'a prefix inside an earlier one',
    'VirtualService',
    'spec.http[1].match[0]',
    routes(prefix('/api'), prefix('/api/orders')),
    'IST0131',
  ),
  warns('an IP address as SNI', 'VirtualService', 'spec.tls[0].match[0].sniHosts[0]', {
    hosts: ['ratings'],
    tls: [{ match: [{ port: 443, sniHosts: ['10.1.2.3'] }], route }],
  }),
  warns('the old form of a gateway name', 'VirtualService', 'spec.gateways[0]', {
    ...routes({}),
    gateways: ['edge.bank.svc.cluster.local'],
  }),
  warns(
    'an abort without an error',
    'VirtualService',
    'spec.http[0].fault.abort',
    routes({ fault: { abort: { percentage: { value: 10 } } } }),
  ),
  warns('a large answer', 'VirtualService', 'spec.http[0].directResponse.body', {
    hosts: ['ratings'],
    http: [{ directResponse: { status: 200, body: { string: 'x'.repeat(100 * 1024 + 1) } } }],
  }),
  warns(
    'a share of mirrored requests in the old field',
    'VirtualService',
    'spec.http[0].mirrorPercent',
    routes({ mirror: { host: 'copy' }, mirrorPercent: 50 }),
    'IST0002',
  ),
  warns('a network without an address', 'WorkloadEntry', 'spec.address', { network: 'vm' }),
  warns(
    'a ServiceEntry whose selector has no labels',
    'ServiceEntry',
    'spec.workloadSelector',
    entry({ resolution: 'STATIC', workloadSelector: { labels: {} } }),
  ),
  warns(
    'a partial wildcard',
    'ServiceEntry',
    'spec.hosts[0]',
    entry({ hosts: ['*-api.example.com'], resolution: 'NONE' }),
  ),
  warns(
    'TCP without an address, where none is allocated',
    'ServiceEntry',
    'spec.ports[0]',
    entry({ ports: [{ number: 5432, name: 'tcp', protocol: 'TCP' }] }),
    'IST0133',
    { 'networking.istio.io/enable-autoallocate-ip': 'false' },
  ),
  warns(
    'TCP without an address, where nothing is resolved',
    'ServiceEntry',
    'spec.ports[0]',
    entry({ ports: [{ number: 5432, name: 'tcp' }], resolution: 'NONE' }),
  ),
  warns(
    'addresses that hosts share on a TLS port',
    'ServiceEntry',
    'spec.addresses',
    entry({
      hosts: ['api.example.com', 'www.example.com'],
      addresses: ['10.0.0.1'],
      ports: [{ number: 443, name: 'https', protocol: 'HTTPS' }],
    }),
  ),
  warns(
    'workloads of a ServiceEntry that resolves nothing',
    'ServiceEntry',
    'spec.workloadSelector',
    entry({ resolution: 'NONE', workloadSelector: { labels: { app: 'vm' } } }),
  ),
  warns('two tracings', 'Telemetry', 'spec.tracing', { tracing: [{}, {}] }),
  warns('two providers of traces', 'Telemetry', 'spec.tracing[0].providers', {
    tracing: [{ providers: [{ name: 'zipkin' }, { name: 'otel' }] }],
  }),
  warns('a tag without a name', 'Telemetry', 'spec.metrics[0].overrides[0].tagOverrides[""]', {
    metrics: [{ overrides: [{ tagOverrides: { '': { operation: 'REMOVE' } } }] }],
  }),
  warns('any EnvoyFilter', 'EnvoyFilter', 'spec', {}),
  warns('an EnvoyFilter whose selector has no labels', 'EnvoyFilter', 'spec.workloadSelector', {
    workloadSelector: {},
  }),
  warns(
    'a filter in a match of listeners',
    'EnvoyFilter',
    'spec.configPatches[0].match.listener.filterChain.filter',
    byName('LISTENER', 'envoy.filters.network.tcp_proxy'),
  ),
  warns(
    'a typed_config of a route',
    'EnvoyFilter',
    'spec.configPatches[0].patch.value.typed_config',
    filter({ applyTo: 'HTTP_ROUTE', patch: { operation: 'MERGE', value: { typed_config: {} } } }),
  ),
  warns(
    'the old name of a filter',
    'EnvoyFilter',
    'spec.configPatches[0].match.listener.filterChain.filter.name',
    byName('NETWORK_FILTER', 'envoy.tcp_proxy'),
  ),
  warns(
    'a filter without its typed configuration',
    'EnvoyFilter',
    'spec.configPatches[0].patch.value',
    filter({
      applyTo: 'HTTP_FILTER',
      patch: { operation: 'INSERT_BEFORE', value: { name: 'envoy.filters.http.lua' } },
    }),
  ),
];

/** What looks like it, and is right. */
export const QUIET: readonly (readonly [what: string, kind: ResourceKind, spec: object])[] = [
  ['a redirect to HTTPS on an HTTP port', 'Gateway', server('HTTP', { httpsRedirect: true })],
  [
    'an old TLS version with suites of its own',
    'Gateway',
    server('HTTPS', {
      mode: 'SIMPLE',
      credentialName: 'edge',
      minProtocolVersion: 'TLSV1_1',
      cipherSuites: ['AES128-SHA', '-ALL'],
    }),
  ],
  ['hosts of two namespaces', 'Sidecar', egress('bank/*', 'shop/db.example.com')],
  [
    'failover with outlier detection',
    'DestinationRule',
    {
      host: 'ratings',
      trafficPolicy: { outlierDetection: {}, loadBalancer: { localityLbSetting: { failoverPriority: ['rack'] } } },
    },
  ],
  [
    'a DENY that names ports',
    'AuthorizationPolicy',
    { action: 'DENY', rules: [{ to: [{ operation: { methods: ['DELETE'], ports: ['80'] } }] }] },
  ],
  ['an ALLOW of methods', 'AuthorizationPolicy', { rules: [{ to: [{ operation: { methods: ['GET'] } }] }] }],
  ['a public key', 'RequestAuthentication', keys({ kty: 'RSA', n: 'xAE7eB6qugXyCAG3yhh7pkDkT65pHymX', e: 'AQAB' })],
  ['a route for every request behind others', 'VirtualService', routes(prefix('/api'), prefix('/shop'), {})],
  [
    'a prefix inside an earlier one, for another method',
    'VirtualService',
    routes(prefix('/api', { method: { exact: 'POST' } }), prefix('/api/orders', { method: { exact: 'PUT' } })),
  ],
  ['the form namespace/name of a gateway', 'VirtualService', { ...routes({}), gateways: ['bank/edge', 'mesh'] }],
  [
    'TCP without an address, where one is allocated',
    'ServiceEntry',
    entry({ ports: [{ number: 5432, name: 'tcp', protocol: 'TCP' }] }),
  ],
  ['a wildcard', 'ServiceEntry', entry({ hosts: ['*.example.com'], resolution: 'NONE' })],
  [
    'hosts that share a port of HTTP and addresses',
    'ServiceEntry',
    entry({ hosts: ['api.example.com', 'www.example.com'], addresses: ['10.0.0.1'] }),
  ],
  [
    'hosts that share a port of TLS, without addresses',
    'ServiceEntry',
    entry({
      hosts: ['api.example.com', 'www.example.com'],
      ports: [{ number: 443, name: 'https', protocol: 'HTTPS' }],
    }),
  ],
];
