import { RESOURCE_KINDS, type ResourceKind, type ResourceSpecs } from '../../../constructs/resources/generated/kinds';
import { servedVersions } from '../../../constructs/resources/kinds';
import { resourceFaults } from '../../../constructs/resources/validation/resource-faults';
import { KINDS, LEAST } from './arbitrary-resources';

type Loose<T> = { readonly [K in keyof T]?: unknown };

function faultsOf<Kind extends ResourceKind>(
  kind: Kind,
  spec: Loose<ResourceSpecs[Kind]>,
  options: { readonly version?: string; readonly metadata?: object } = {},
): string[] {
  const { version = '1.30.3', metadata = {} } = options;
  const facts = RESOURCE_KINDS[kind];
  const apiVersion = `${facts.group}/${servedVersions(kind, version)[0]}`;
  const resource = { kind, apiVersion, metadata: { name: 'sample', namespace: 'shop', ...metadata }, spec };
  return resourceFaults(resource, { istioVersion: version }).map((fault) => `${fault.path}: ${fault.text}`);
}

const route = [{ destination: { host: 'reviews' } }];
const http = (fields: object) => ({ hosts: ['reviews'], http: [{ route, ...fields }] });
const policy = (trafficPolicy: object) => ({ host: 'reviews', trafficPolicy });
const server = (fields: object) => ({
  servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'], ...fields }],
});
const rule = (fields: object) => ({ rules: [fields] });
const tls = (mode: string, fields: object = {}) =>
  server({ port: { number: 443, name: 'https', protocol: 'HTTPS' }, tls: { mode, ...fields } });

test.each(KINDS)('the least %s is accepted', (kind) => {
  expect(faultsOf(kind, LEAST[kind])).toEqual([]);
});

describe('a VirtualService', () => {
  const weighted = (...weights: number[]) =>
    http({ route: weights.map((weight, i) => ({ weight, destination: { host: 'reviews', subset: `v${i + 1}` } })) });

  test('is told of a host that is no text, and of nothing beside it', () => {
    const spec = { ...http({}), hosts: [['a.com'], '*', 'b.com'], gateways: ['edge'] };
    expect(faultsOf('VirtualService', spec)).toEqual([
      'spec.hosts[0]: expected a string, got a list',
      'spec.hosts[2]: duplicate "b.com", which "*" covers, expected hosts that do not overlap',
    ]);
  });

  test.each([
    [
      'weights that do not total 100',
      weighted(90, 20),
      'spec.http[0].route: weights total 110, must total 100 (v1: 90, v2: 20)',
    ],
    ['a negative weight', weighted(150, -50), 'spec.http[0].route[1].weight: expected a number of at least 0, got -50'],
    [
      'a duration that is none',
      http({ timeout: '5' }),
      'spec.http[0].timeout: expected a duration of at least 1ms, such as "10s", "1m30s" or "250ms", got "5"',
    ],
    [
      'a duration finer than a millisecond',
      http({ timeout: '1.5ms' }),
      'spec.http[0].timeout: expected whole milliseconds, got "1.5ms"',
    ],
    [
      'a wildcard host inside the mesh',
      { ...http({}), hosts: ['*'] },
      'spec.hosts[0]: expected a gateway in gateways, or a host other than "*" inside the mesh, got "*"',
    ],
    [
      'a wildcard in the middle of a host',
      { ...http({}), hosts: ['a.*.com'] },
      'spec.hosts[0]: expected a host name, with "*" at its beginning at most, got "a.*.com"',
    ],
    [
      'hosts that cover each other',
      { ...http({}), hosts: ['*.com', 'a.com'] },
      'spec.hosts[1]: duplicate "a.com", which "*.com" covers, expected hosts that do not overlap',
    ],
    [
      'a route that does nothing',
      { hosts: ['a'], http: [{}] },
      'spec.http[0]: does nothing with the request, expected one of route, redirect, directResponse, delegate',
    ],
    [
      'a route and a redirect',
      http({ redirect: { uri: '/' } }),
      'spec.http[0].route: expected redirect alone, got route beside redirect',
    ],
    [
      'a destination port out of range',
      http({ route: [{ destination: { host: 'a', port: { number: 70000 } } }] }),
      'spec.http[0].route[0].destination.port.number: expected a port from 1 to 65535, got 70000',
    ],
    [
      'a regular expression that RE2 has not',
      http({ match: [{ uri: { regex: '(?=a)' } }] }),
      'spec.http[0].match[0].uri.regex: expected an RE2 expression (https://github.com/google/re2/wiki/Syntax), got the group (?=a',
    ],
    [
      'a header Envoy cannot read',
      http({ headers: { request: { set: { a: '50%' } } } }),
      'spec.http[0].headers.request.set.a: expected a value for Envoy, with "%" doubled where it means itself, got a "%" that opens nothing',
    ],
    [
      'an unknown retry condition',
      http({ retries: { attempts: 1, retryOn: '5xx,never' } }),
      /^spec\.http\[0\]\.retries\.retryOn: expected .*, got "never"$/,
    ],
    [
      'a retry on a status that HTTP does not have',
      http({ retries: { attempts: 1, retryOn: '418,509' } }),
      /^spec\.http\[0\]\.retries\.retryOn: expected .*, got "509"$/,
    ],
    [
      'retries that never happen',
      http({ retries: { attempts: 0, perTryTimeout: '1s' } }),
      'spec.http[0].retries.attempts: expected at least 1, because other settings of the retries are given, got 0',
    ],
    [
      'mirror and mirrors',
      http({ mirror: { host: 'a' }, mirrors: [{ destination: { host: 'a' } }] }),
      'spec.http[0]: expected only one of mirror, mirrors, got mirror and mirrors',
    ],
    [
      'an exact host that TLS does not name',
      { hosts: ['a.com'], tls: [{ match: [{ sniHosts: ['b.com'] }], route }] },
      'spec.tls[0].match[0].sniHosts[0]: expected a host within those of the VirtualService: a.com, got "b.com"',
    ],
    [
      'a delegate with gateways',
      { gateways: ['g'], http: [{ route }] },
      'spec.gateways: not allowed: without hosts this is a delegate, which takes http only',
    ],
    [
      'a share of requests out of range',
      http({ fault: { abort: { httpStatus: 500, percentage: { value: 101 } } } }),
      'spec.http[0].fault.abort.percentage.value: expected 0, or a number from 0.0001 to 100, got 101',
    ],
  ])('is refused for %s', (_, spec, fault) => {
    expect(faultsOf('VirtualService', spec)).toEqual([
      typeof fault === 'string' ? fault : expect.stringMatching(fault),
    ]);
  });
});

describe('a DestinationRule', () => {
  test.each([
    [
      'duplicate subset names',
      { host: 'a', subsets: [{ name: 'v1' }, { name: 'v1' }] },
      'spec.subsets[1].name: duplicate "v1", expected each subset once',
    ],
    [
      'an empty policy',
      policy({}),
      'spec.trafficPolicy: expected at least one of outlierDetection, connectionPool, loadBalancer, tls, portLevelSettings, tunnel, proxyProtocol, retryBudget, got an empty policy',
    ],
    [
      'mutual TLS without a certificate',
      policy({ tls: { mode: 'MUTUAL', privateKey: 'k' } }),
      'spec.trafficPolicy.tls.clientCertificate: required, expected a client certificate or a credentialName, because mode is MUTUAL',
    ],
    [
      'a table that is no prime',
      policy({ loadBalancer: { consistentHash: { useSourceIp: true, maglev: { tableSize: 100 } } } }),
      'spec.trafficPolicy.loadBalancer.consistentHash.maglev.tableSize: expected a prime number below 5000011, got 100',
    ],
    [
      'shares of localities that do not total 100',
      policy({
        loadBalancer: {
          simple: 'RANDOM',
          localityLbSetting: { distribute: [{ from: 'a/*', to: { 'a/*': 70, 'b/*': 20 } }] },
        },
      }),
      'spec.trafficPolicy.loadBalancer.localityLbSetting.distribute[0].to: shares total 90, must total 100 (a/*: 70, b/*: 20)',
    ],
    [
      'a selector that is exported',
      { host: 'a', workloadSelector: { matchLabels: { a: 'b' } }, exportTo: ['prod'] },
      'spec.exportTo[0]: expected only ".", because a workloadSelector is set, got "prod"',
    ],
  ])('is refused for %s', (_, spec, fault) => {
    expect(faultsOf('DestinationRule', spec)).toEqual([fault]);
  });
});

describe('a Gateway', () => {
  const two = {
    servers: ['a', 'b'].map((host) => ({
      port: { number: 80, name: 'http', protocol: 'HTTP' },
      hosts: [`${host}.com`],
    })),
  };

  test.each([
    ['no servers', {}, 'spec.servers: required, expected at least one server'],
    ['a server without hosts', server({ hosts: [] }), 'spec.servers[0].hosts: required, expected at least one host'],
    ['duplicate port names', two, 'spec.servers[1].port.name: duplicate "http", expected each port name once'],
    [
      'an unknown protocol',
      server({ port: { number: 80, name: 'x', protocol: 'SPDY' } }),
      /^spec\.servers\[0\]\.port\.protocol: expected one of HTTP, .*, got "SPDY"$/,
    ],
    [
      'HTTPS without TLS settings',
      server({ port: { number: 443, name: 'https', protocol: 'HTTPS' } }),
      'spec.servers[0].tls: required, expected TLS settings, because the protocol is HTTPS',
    ],
    [
      'TLS without its certificate',
      tls('SIMPLE', { privateKey: 'k' }),
      'spec.servers[0].tls.serverCertificate: required, expected a certificate, because mode is SIMPLE and no credentialName is set',
    ],
    [
      'certificates where the mesh has its own',
      tls('ISTIO_MUTUAL', { credentialName: 'c' }),
      'spec.servers[0].tls.credentialName: not allowed: ISTIO_MUTUAL takes the certificates of the mesh',
    ],
    [
      'a short host',
      server({ hosts: ['reviews'] }),
      'spec.servers[0].hosts[0]: expected a fully qualified host, such as reviews.default.svc.cluster.local, got "reviews"',
    ],
    [
      'a host with a wildcard inside',
      server({ hosts: ['*a.com'] }),
      'spec.servers[0].hosts[0]: expected a host name, with "*" alone or as its whole first label at most, got "*a.com"',
    ],
  ])('is refused for %s', (_, spec, fault) => {
    expect(faultsOf('Gateway', spec)).toEqual([typeof fault === 'string' ? fault : expect.stringMatching(fault)]);
  });

  test('takes an address as a host, of IPv4 alone', () => {
    const spec = (host: string) => ({
      servers: [{ hosts: [host], port: { number: 80, name: 'http', protocol: 'HTTP' } }],
    });
    expect(faultsOf('Gateway', spec('10.0.0.1'))).toEqual([]);
    expect(faultsOf('Gateway', spec('2001:db8::1'))).toEqual([
      'spec.servers[0].hosts[0]: expected a fully qualified host, such as reviews.default.svc.cluster.local, got "2001:db8::1"',
    ]);
  });

  test('is refused for a name with dots', () => {
    expect(faultsOf('Gateway', LEAST.Gateway, { metadata: { name: 'a.b' } })).toEqual([
      'metadata.name: expected the name of a gateway without dots, at most 63 characters, got "a.b"',
    ]);
  });
});

describe('a Sidecar', () => {
  test.each([
    [
      'no settings',
      {},
      'spec: expected at least one of egress, ingress, outboundTrafficPolicy, inboundConnectionPool, got no settings',
    ],
    [
      'a host without a namespace',
      { egress: [{ hosts: ['a.com'] }] },
      'spec.egress[0].hosts[0]: expected namespace/host, such as "./*" or "istio-system/*", got "a.com"',
    ],
    [
      'a listener without a port that is not the last',
      { egress: [{ hosts: ['./*'] }, { hosts: ['./*'] }] },
      'spec.egress[0]: expected a port: only the last listener may be without one, got no port',
    ],
    [
      'an endpoint elsewhere',
      { ingress: [{ port: { number: 80, protocol: 'HTTP', name: 'a' }, defaultEndpoint: '10.0.0.1:80' }] },
      'spec.ingress[0].defaultEndpoint: expected 127.0.0.1:PORT, 0.0.0.0:PORT, [::1]:PORT, [::]:PORT or unix://PATH, got "10.0.0.1:80"',
    ],
  ])('is refused for %s', (_, spec, fault) => {
    expect(faultsOf('Sidecar', spec)).toEqual([fault]);
  });
});

describe('a ServiceEntry', () => {
  const ports = [{ number: 80, name: 'http', protocol: 'HTTP' }];

  test.each([
    ['the host "*"', { hosts: ['*'], ports }, /^spec\.hosts\[0\]: expected a host other than "\*", got "\*"$/],
    [
      'duplicate port numbers',
      { hosts: ['a.com'], ports: [...ports, { number: 80, name: 'b' }] },
      /^spec\.ports: expected each port number once|spec\.ports\[1\]\.number: duplicate 80/,
    ],
    [
      'endpoints that are not looked up',
      { hosts: ['a.com'], ports, resolution: 'STATIC', endpoints: [{ address: 'b.com' }] },
      /^spec\.endpoints\[0\]\.address: expected an IP address, got "b\.com"$/,
    ],
    [
      'a port the service has not',
      { hosts: ['a.com'], ports, resolution: 'STATIC', endpoints: [{ address: '1.1.1.1', ports: { grpc: 1 } }] },
      /^spec\.endpoints\[0\]\.ports\.grpc: invalid key "grpc", expected a port of the service: http$/,
    ],
    [
      'a wildcard that DNS cannot resolve',
      { hosts: ['*.a.com'], ports, resolution: 'DNS' },
      /^spec\.hosts\[0\]: expected a host without "\*", because .*, got "\*\.a\.com"$/,
    ],
    [
      'several hosts on plain TCP',
      { hosts: ['a.com', 'b.com'], ports: [{ number: 1, name: 'tcp', protocol: 'TCP' }], resolution: 'DNS' },
      /^spec\.ports\[0\]: expected one host: .*, got 2 hosts on a TCP port$/,
    ],
  ])('is refused for %s', (_, spec, fault) => {
    expect(faultsOf('ServiceEntry', spec)).toEqual(expect.arrayContaining([expect.stringMatching(fault)]));
  });
});

describe('workloads', () => {
  test('an entry is refused without an address', () => {
    expect(faultsOf('WorkloadEntry', {})).toEqual(['spec: expected address or network', 'spec.address: required']);
  });

  test('an entry is refused for ports on a socket', () => {
    expect(faultsOf('WorkloadEntry', { address: 'unix:///a', ports: { a: 1 } })).toContain(
      'spec.ports: expected none on a Unix domain socket, got ports',
    );
  });

  test('a group is refused for a probe that asks nothing', () => {
    expect(faultsOf('WorkloadGroup', { template: {}, probe: {} })).toEqual([
      'spec.probe: expected one of httpGet, tcpSocket, exec, got no way to probe',
    ]);
  });
});

describe('an EnvoyFilter', () => {
  const typed = (type: string) =>
    faultsOf('EnvoyFilter', {
      configPatches: [
        {
          applyTo: 'NETWORK_FILTER',
          patch: { operation: 'MERGE', value: { http_filters: [{ typed_config: { '@type': type } }] } },
        },
      ],
    });
  const at = 'spec.configPatches[0].patch.value.http_filters[0].typed_config["@type"]';

  test('has no types that are older than version 3 of Envoy’s API, at any depth', () => {
    expect(typed('type.googleapis.com/envoy.config.filter.http.lua.v2.Lua')).toEqual([
      `${at}: expected a type of version 3 of the API of Envoy, got "type.googleapis.com/envoy.config.filter.http.lua.v2.Lua" (did you mean "type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua"?)`,
    ]);
    expect(typed('type.googleapis.com/envoy.api.v2.Cluster')).toHaveLength(1);
    for (const type of ['envoy.extensions.filters.http.lua.v3.Lua', 'udpa.type.v1.TypedStruct', 'acme.v2.Filter'])
      expect(typed(`type.googleapis.com/${type}`)).toEqual([]);
  });

  const value = (content: object, applyTo = 'HTTP_FILTER') =>
    faultsOf('EnvoyFilter', { configPatches: [{ applyTo, patch: { operation: 'MERGE', value: content } }] });
  const inValue = 'spec.configPatches[0].patch.value';
  const required =
    'required, expected the type of what stands here, such as type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua';

  test.each([
    ['a filter', 'HTTP_FILTER', { name: 'a', typed_config: { path: '/a' } }, 'typed_config'],
    ['an empty one', 'NETWORK_FILTER', { name: 'a', typedConfig: {} }, 'typedConfig'],
    ['an empty type', 'HTTP_FILTER', { name: 'a', typed_config: { '@type': '' } }, 'typed_config'],
    [
      'a transport socket',
      'CLUSTER',
      { transport_socket: { typed_config: { a: 1 } } },
      'transport_socket.typed_config',
    ],
    ['a route', 'HTTP_ROUTE', { typed_per_filter_config: { lua: {} } }, 'typed_per_filter_config.lua'],
  ])('says of what type a configuration is: of %s', (_, applyTo, content, path) => {
    expect(value(content, applyTo)).toEqual([`${inValue}.${path}["@type"]: ${required}`]);
  });

  test.each([
    ['a struct', { name: 'a', typed_config: { '@type': 'x/xds.type.v3.TypedStruct', value: { typed_config: {} } } }],
    ['metadata', { metadata: { filter_metadata: { istio: { typed_config: {} } } } }],
  ])('may hold any JSON in %s', (_, content) => {
    expect(value(content)).toEqual([]);
  });

  test('is refused when match and applyTo do not belong together', () => {
    const patch = { operation: 'MERGE', value: {} };
    expect(
      faultsOf('EnvoyFilter', { configPatches: [{ applyTo: 'CLUSTER', match: { listener: {} }, patch }] }),
    ).toEqual([
      'spec.configPatches[0].match.listener: expected cluster, because applyTo is CLUSTER, got a match of listener',
    ]);
  });

  test('is refused for a patch without a value', () => {
    expect(faultsOf('EnvoyFilter', { configPatches: [{ applyTo: 'CLUSTER', patch: { operation: 'ADD' } }] })).toEqual([
      'spec.configPatches[0].patch.value: required, expected a value, because operation is ADD',
    ]);
  });
});

describe('an AuthorizationPolicy', () => {
  test.each([
    [
      'a denial that never applies',
      { action: 'DENY' },
      'spec.rules: required, so that this DENY policy never applies, expected rules: [{}] to apply to every request',
    ],
    [
      'an empty source',
      rule({ from: [{ source: {} }] }),
      /^spec\.rules\[0\]\.from\[0\]\.source: expected .*, got an empty source$/,
    ],
    [
      'an empty operation',
      rule({ to: [{ operation: {} }] }),
      /^spec\.rules\[0\]\.to\[0\]\.operation: expected .*, got an empty operation$/,
    ],
    [
      'an unknown attribute',
      rule({ when: [{ key: 'source.colour', values: ['red'] }] }),
      /^spec\.rules\[0\]\.when\[0\]\.key: expected one of source\.ip, .*, got "source\.colour"$/,
    ],
    [
      'a port that is none',
      rule({ to: [{ operation: { ports: ['http'] } }] }),
      'spec.rules[0].to[0].operation.ports[0]: expected a port number as a string, got "http"',
    ],
    [
      'a range of addresses that is none',
      rule({ from: [{ source: { ipBlocks: ['10.0.0.0/40'] } }] }),
      'spec.rules[0].from[0].source.ipBlocks[0]: expected an IP address or a range such as 10.0.0.0/8, got "10.0.0.0/40"',
    ],
    [
      'a path template inside a segment',
      rule({ to: [{ operation: { paths: ['/a{*}'] } }] }),
      'spec.rules[0].to[0].operation.paths[0]: expected {*} and {**} as whole segments, {**} as the last of them, got "/a{*}"',
    ],
    [
      'identities in a custom policy',
      { action: 'CUSTOM', provider: { name: 'p' }, ...rule({ from: [{ source: { principals: ['a'] } }] }) },
      'spec.rules[0].from[0].source.principals: not allowed: CUSTOM policies do not know who sent a request',
    ],
    ['a provider that nobody asks', { provider: { name: 'p' } }, 'spec.provider: not allowed, because action is ALLOW'],
    [
      'a target of another kind',
      { targetRefs: [{ group: 'apps', kind: 'Deployment', name: 'a' }] },
      /^spec\.targetRefs\[0\]: expected one of \/Service, .*, got "apps\/Deployment"$/,
    ],
    [
      'a wildcard in a selector',
      { selector: { matchLabels: { app: 'a*' } } },
      /^spec\.selector\.matchLabels(\.app)?: /,
    ],
  ])('is refused for %s', (_, spec, fault) => {
    expect(faultsOf('AuthorizationPolicy', spec)).toEqual([
      typeof fault === 'string' ? fault : expect.stringMatching(fault),
    ]);
  });

  test('is refused for a dry run of a kind that has none', () => {
    const metadata = { annotations: { 'istio.io/dry-run': 'true' } };
    expect(faultsOf('AuthorizationPolicy', { action: 'AUDIT' }, { metadata })).toEqual([
      'metadata.annotations["istio.io/dry-run"]: expected this annotation on ALLOW and DENY policies only, got "true"',
    ]);
    expect(faultsOf('PeerAuthentication', {}, { metadata })).toEqual([
      'metadata.annotations["istio.io/dry-run"]: expected this annotation on an AuthorizationPolicy only, got "true"',
    ]);
  });
});

describe('authentication', () => {
  test('a JWT rule is refused without an issuer', () => {
    expect(faultsOf('RequestAuthentication', { jwtRules: [{ jwks: '{"keys":[]}' }] })).toEqual([
      'spec.jwtRules[0].issuer: required, expected an issuer, or a jwksUri',
    ]);
    expect(
      faultsOf('RequestAuthentication', { jwtRules: [{ jwksUri: 'https://a/b' }] }, { version: '1.17.2' }),
    ).toEqual(['spec.jwtRules[0].issuer: required, expected an issuer']);
  });

  test('a JWT rule is refused for keys that are none', () => {
    expect(faultsOf('RequestAuthentication', { jwtRules: [{ issuer: 'i', jwks: 'no keys' }] })).toEqual([
      'spec.jwtRules[0].jwks: expected a JSON Web Key Set, got "no keys"',
    ]);
  });

  test('settings of single ports are refused without a selector', () => {
    const spec = { portLevelMtls: { 80: { mode: 'DISABLE' } } };
    expect(faultsOf('PeerAuthentication', spec, { version: '1.17.2' })).toEqual([
      'spec.portLevelMtls: expected a selector with labels beside them, got settings of single ports',
    ]);
  });
});

describe('a Telemetry', () => {
  test.each([
    [
      'a provider without a name',
      { tracing: [{ providers: [{ name: '' }] }] },
      /^spec\.tracing\[0\]\.providers\[0\]\.name: /,
    ],
    [
      'a filter that is no expression',
      { accessLogging: [{ filter: { expression: 'response.code >=' } }] },
      /^spec\.accessLogging\[0\]\.filter\.expression: expected a CEL expression, got an expression that ends too early$/,
    ],
    [
      'an empty tag',
      { tracing: [{ customTags: { a: { literal: { value: '' } } } }] },
      /^spec\.tracing\[0\]\.customTags\.a\.literal\.value: /,
    ],
  ])('is refused for %s', (_, spec, fault) => {
    expect(faultsOf('Telemetry', spec)).toEqual([expect.stringMatching(fault)]);
  });
});

describe('extensions', () => {
  test('a plugin is refused for a URL nobody can fetch', () => {
    expect(faultsOf('WasmPlugin', { url: 'ftp://a' }, { version: '1.17.2' })).toEqual([
      'spec.url: expected a URL of the scheme http, https, file or oci, or one without a scheme, got "ftp://a"',
    ]);
  });

  test('an extension is refused without code', () => {
    expect(faultsOf('TrafficExtension', {})).toEqual(['spec: expected exactly one of wasm, lua']);
  });
});

test('a fault is found beside a value that is not known yet, and none because of it', () => {
  const later = '${TfToken[TOKEN.7]}';
  const spec = {
    hosts: [later],
    http: [
      {
        route: [
          { destination: { host: later }, weight: 10 },
          { destination: { host: '*' }, weight: -1 },
        ],
      },
    ],
  };
  expect(faultsOf('VirtualService', spec)).toEqual([
    'spec.http[0].route[1].weight: expected a number of at least 0, got -1',
    'spec.http[0].route[1].destination.host: expected one host, got "*"',
    `spec.http[0].route: weights total 9, must total 100 (${later}: 10, *: -1)`.replace(`${later}`, 'destination 0'),
  ]);
});
