import { RESOURCE_KINDS, type ResourceKind } from '../../../constructs/resources/generated/kinds';
import { servedVersions } from '../../../constructs/resources/kinds';
import { resourceFaults } from '../../../constructs/resources/validation/resource-faults';
import { type OtherReleases, schemaFaults } from '../../../constructs/resources/validation/strict-validator';
import { FEATURES, has, type IstioFeature, type Lifetime } from '../../../constructs/versions/features';

function faultsIn(istioVersion: string, kind: ResourceKind, spec: object): string[] {
  const version = servedVersions(kind, istioVersion)[0] ?? 'v1';
  const apiVersion = `${RESOURCE_KINDS[kind].group}/${version}`;
  const resource = { kind, apiVersion, metadata: { name: 'sample', namespace: 'shop' }, spec };
  return resourceFaults(resource, { istioVersion }).map(({ path, text }) => `${path}: ${text}`);
}

const route = [{ destination: { host: 'reviews' } }];
const http = (fields: object) => ({ hosts: ['reviews'], http: [{ route, ...fields }] });

describe('what a release lacks is refused with the first one that has it', () => {
  const mirrors = http({ mirrors: [{ destination: { host: 'copy' } }] });

  test('a field', () => {
    expect(faultsIn('1.18', 'VirtualService', mirrors)).toEqual([
      'spec.http[0].mirrors: Istio 1.18 has no such field (1.19 has)',
    ]);
    expect(faultsIn('1.19', 'VirtualService', mirrors)).toEqual([]);
    expect(faultsIn('1.30.4-vendor.1', 'DestinationRule', keepAlive)).toEqual([
      'spec.trafficPolicy.connectionPool.http.http2KeepAlive: Istio 1.30 has no such field (1.31 has)',
    ]);
    expect(faultsIn('1.31', 'DestinationRule', keepAlive)).toEqual([]);
  });
  const keepAlive = {
    host: 'reviews',
    trafficPolicy: { connectionPool: { http: { http2KeepAlive: { interval: '30s', timeout: '5s' } } } },
  };

  test('a value', () => {
    const server = {
      port: { number: 443, name: 'https', protocol: 'HTTPS' },
      hosts: ['*'],
      tls: { mode: 'OPTIONAL_MUTUAL', credentialName: 'certificate' },
    };
    expect(faultsIn('1.17.8', 'Gateway', { servers: [server] })).toEqual([
      'spec.servers[0].tls.mode: Istio 1.17 has no such value (1.19 has)',
    ]);
  });

  test('a kind', () => {
    expect(faultsIn('1.29', 'TrafficExtension', {})).toEqual(['kind: Istio 1.29 has no TrafficExtension (1.30 has)']);
  });

  test('a version of the API', () => {
    const resource = { kind: 'VirtualService' as const, metadata: { name: 'a' }, spec: http({}) };
    const [fault] = resourceFaults({ ...resource, apiVersion: 'networking.istio.io/v1' }, { istioVersion: '1.21' });
    expect(fault?.text).toBe(
      'expected one of networking.istio.io/v1beta1, networking.istio.io/v1alpha3, which Istio 1.21 serves, got "networking.istio.io/v1"',
    );
  });

  test('a field that no release has is unknown', () => {
    expect(faultsIn('1.17', 'VirtualService', http({ timeuot: '1s' }))).toEqual([
      'spec.http[0].timeuot: unknown field (did you mean "timeout"?)',
    ]);
  });
});

test('what a release has no more is refused with the last one that had it', () => {
  const before = { spec: { type: 'object' as const, fields: { old: { type: 'string' as const } } }, definitions: {} };
  const now = { spec: { type: 'object' as const, fields: {} }, definitions: {} };
  const others: OtherReleases = { current: 'Istio 1.99', newer: () => [], older: () => [['1.98', before]] };
  expect(schemaFaults({ old: 'a' }, now, () => false, others)).toEqual([
    expect.objectContaining({ code: 'older-release', text: 'Istio 1.99 has this field no more (1.98 has)' }),
  ]);
});

describe("istiod's webhook", () => {
  test.each(Object.entries(FEATURES) as [IstioFeature, Lifetime][])(
    'has %s from its first release to its last',
    (feature, { since, until }) => {
      if (since !== undefined) {
        expect(has(since, feature)).toBe(true);
        expect(has(`1.${Number(since.split('.')[1]) - 1}`, feature)).toBe(false);
      }
      if (until !== undefined) {
        expect(has(`${until}.7`, feature)).toBe(true);
        expect(has(`1.${Number(until.split('.')[1]) + 1}`, feature)).toBe(false);
      }
    },
  );

  const anyMethod = http({ corsPolicy: { allowMethods: ['*'] } });
  const noIssuer = { jwtRules: [{ jwksUri: 'https://issuer.example.com/keys' }] };
  const cookie = { host: 'a', trafficPolicy: { loadBalancer: { consistentHash: { httpCookie: { name: 'user' } } } } };
  const tls = { mode: 'SIMPLE', serverCertificate: '/c.pem', privateKey: '/k.pem', credentialName: 'edge' };
  const twoSources = {
    servers: [{ port: { number: 443, name: 'https', protocol: 'HTTPS' }, hosts: ['a.example.com'], tls }],
  };
  const exposed = (header: string) => http({ corsPolicy: { exposeHeaders: [header] } });
  const matched = (header: string) => http({ match: [{ headers: { [header]: { exact: 'a' } } }] });
  const claims = http({ match: [{ headers: { '@request.auth.claims.group': { exact: 'a' } } }] });
  const anyHost = {
    hosts: ['*.a.example'],
    location: 'MESH_EXTERNAL',
    ports: [{ number: 443, name: 'tls', protocol: 'TLS' }],
    resolution: 'DYNAMIC_DNS',
  };
  const condition = (key: string) => ({ rules: [{ when: [{ key, values: ['shop/default'] }] }] });

  test.each<[string, ResourceKind, object, string, string]>([
    ['several headers in one of a CORS policy', 'VirtualService', exposed('x-a,x-b'), '1.23', '1.24'],
    ['a dot in a header that is matched', 'VirtualService', matched('x.a'), '1.23', '1.24'],
    ['any method in a CORS policy', 'VirtualService', anyMethod, '1.25', '1.26'],
    ['a JWT rule without issuer', 'RequestAuthentication', noIssuer, '1.26', '1.27'],
    ['a hash cookie without lifetime', 'DestinationRule', cookie, '1.19', '1.20'],
    ['a condition on service accounts', 'AuthorizationPolicy', condition('source.serviceAccount'), '1.24', '1.25'],
    ['a port for TLS where any host is looked up', 'ServiceEntry', anyHost, '1.28', '1.29'],
    ['a network instead of an address', 'WorkloadEntry', { network: 'vm' }, '1.18', '1.19'],
  ])('accepts %s since a release', (_, kind, spec, before, since) => {
    expect(faultsIn(before, kind, spec)).toHaveLength(1);
    expect(faultsIn(since, kind, spec)).toEqual([]);
  });

  test.each<[string, ResourceKind, object, string, string]>([
    ['a space in a header of a CORS policy', 'VirtualService', exposed('x a'), '1.22', '1.23'],
    ['a dot in a header that is matched', 'VirtualService', matched('x.a'), '1.22', '1.23'],
    ['claims beside the mesh', 'VirtualService', { ...claims, gateways: ['edge', 'mesh'] }, '1.21', '1.22'],
    ['certificates from two sources', 'Gateway', twoSources, '1.26', '1.27'],
  ])('refuses %s since a release', (_, kind, spec, before, since) => {
    expect(faultsIn(before, kind, spec)).toEqual([]);
    expect(faultsIn(since, kind, spec)).toHaveLength(1);
  });

  test('of a release newer than all known ones is that of the newest', () => {
    expect(faultsIn('1.99', 'VirtualService', anyMethod)).toEqual([]);
    expect(faultsIn('1.99', 'RequestAuthentication', noIssuer)).toEqual([]);
  });
});
