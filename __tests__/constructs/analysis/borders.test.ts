import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { all, codesOf, findingsOf, namespace, object } from './yaml-program';

// Where a check begins, and where it has to be silent.

const networking = (kind: string) => object('networking.istio.io/v1', kind);
const security = (kind: string) => object('security.istio.io/v1', kind);
const [routes, rule, gateway, entry] = [
  networking('VirtualService'),
  networking('DestinationRule'),
  networking('Gateway'),
  networking('ServiceEntry'),
];
const [policy, peers, sidecar] = [
  security('AuthorizationPolicy'),
  security('PeerAuthentication'),
  networking('Sidecar'),
];
const service = object('v1', 'Service');
const pods = (name: string, labels: string, annotations = '', container = '', pod = '', where = 'books'): string =>
  object('apps/v1', 'Deployment')(
    name,
    `{template: {metadata: {labels: {${labels}}, annotations: {${annotations}}}, spec: {containers: [{name: main, image: main${container}}]${pod}}}}`,
    '',
    where,
  );
// Of a key made for this test, valid until 2126.
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBfzCCASWgAwIBAgIUXoC7Lm+pLJlv+DrWKznPTf2OY2AwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJYS5leGFtcGxlMCAXDTI2MTEyNzIyNTMzMloYDzIxMjYxMTAz
MjI1MzMyWjAUMRIwEAYDVQQDDAlhLmV4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAT5WqqS+ceVLfZu9GBiFVCJztOUoItmb44+N1Voio9au977x9T5AlTQ
bD0xOG/ZhALMvnQfvsqMWXjEkogRzzKvo1MwUTAdBgNVHQ4EFgQUWyEkTP38Vna0
995OJsPTpEsNJtcwHwYDVR0jBBgwFoAUWyEkTP38Vna0995OJsPTpEsNJtcwDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiA9R57z2CKeeBL/GzZROfoB
wN0UvmrvYLPizuBSZvSeOQIhAI/GAkEy0ZkLUzcCX/4P3ckw/o9lbaIB5pXYdigV
8l1L
-----END CERTIFICATE-----
`;
const CERTIFICATE_KEY = createPrivateKey({
  format: 'jwk',
  key: {
    kty: 'EC',
    crv: 'P-256',
    x: '-VqqkvnHlS32bvRgYhVQic7TlKCLZm-OPjdVaIqPWrs',
    y: '3vvH1PkCVNBsPTE4b9mEAsy-dB--yoxZeMSSiBHPMq8',
    d: '5bqQf2xSmLA7ySebYXxmZGo8juvKCyTh2RRJKmJ5nq4',
  },
}).export({ type: 'pkcs8', format: 'pem' });
const shelf = service('shelf', '{ports: [{name: http, port: 80}], selector: {app: shelf}}');

describe('a port that pods keep from their proxy', () => {
  const strict = peers('strict', '{mtls: {mode: STRICT}}');
  const plain = rule('shelf', '{host: shelf, trafficPolicy: {tls: {mode: DISABLE}}}');

  test.each([
    ["traffic.sidecar.istio.io/excludeInboundPorts: '80'"],
    ["traffic.sidecar.istio.io/includeInboundPorts: '8080'"],
    ['sidecar.istio.io/interceptionMode: NONE'],
    ["ambient.istio.io/bypass-inbound-capture: 'true'"],
  ])('speaks what its container speaks: %s', (annotation) => {
    const program = (annotations: string): string =>
      all(namespace(), shelf, pods('shelf', 'app: shelf', annotations), strict, plain);
    expect(codesOf(program(annotation))).not.toContain('KIA0207');
    expect(codesOf(program(''))).toContain('KIA0207');
  });
});

describe('a route that its matches keep to some clients', () => {
  const egress = pods('egress', 'istio: egress', '', '', '', 'istio-egress');
  const door = service('egress', '{selector: {istio: egress}, ports: [{name: https, port: 443}]}', '', 'istio-egress');
  const gate = gateway(
    'egress',
    '{selector: {istio: egress}, servers: [{hosts: [v.example], port: {name: https, number: 443, protocol: HTTPS}, tls: {mode: ISTIO_MUTUAL}}]}',
  );
  const vendor = entry('v', '{hosts: [v.example], ports: [{number: 80, name: http, protocol: HTTP}], resolution: DNS}');
  const subset = rule('egress', '{host: egress.istio-egress.svc.cluster.local, subsets: [{name: v}]}');
  const through = (gateways: string): string =>
    all(
      egress,
      door,
      gate,
      vendor,
      subset,
      routes(
        'v',
        `{hosts: [v.example], gateways: [mesh, egress], http: [{match: [{gateways: [${gateways}]}], route: [{destination: {host: egress.istio-egress.svc.cluster.local, subset: v}}]}]}`,
      ),
    );

  test('needs its subset where those clients are, as on the way to an egress gateway', () => {
    expect(codesOf(through('mesh'))).not.toContain('IST0101');
    expect(codesOf(through('egress'))).toContain('IST0101');
  });

  const ports = service('shelf', '{ports: [{name: http, port: 80}, {name: http-b, port: 81}], selector: {app: shelf}}');
  const open = gateway(
    'g',
    '{selector: {app: g}, servers: [{hosts: [a.example], port: {name: http, number: 80, protocol: HTTP}}]}',
  );
  const levels = (gateways: string): unknown[] =>
    findingsOf(
      all(
        ports,
        open,
        pods('g', 'app: g'),
        routes(
          'r',
          `{hosts: [a.example], gateways: [g, mesh], http: [{match: [{gateways: [${gateways}]}], route: [{destination: {host: shelf}}]}]}`,
        ),
      ),
    ).flatMap(({ code, severity }) => (code === 'IST0112' ? [severity] : []));

  test('needs no port of the destination inside the mesh, where that of the request holds', () => {
    expect(levels('mesh')).toEqual(['info']);
    expect(levels('g')).toEqual(['error']);
    expect(levels('mesh, g')).toEqual(['error']);
  });

  test('does not meet the rules beside a gateway unless it holds there', () => {
    const found = (gateways: string): string[] =>
      codesOf(
        all(
          shelf,
          open,
          pods('g', 'app: g'),
          rule('shelf', '{host: shelf, subsets: [{name: v1, labels: {version: v1}}]}'),
          routes('inside', '{hosts: [shelf], http: [{route: [{destination: {host: shelf, subset: v1}}]}]}'),
          routes(
            'r',
            `{hosts: [a.example], gateways: [g, mesh], http: [{match: [{gateways: [${gateways}]}], route: [{destination: {host: shelf}}]}]}`,
          ),
        ),
      );
    expect(found('mesh')).not.toContain('IST0140');
    expect(found('g')).toContain('IST0140');
  });
});

describe('a port of a Gateway that its Service lacks', () => {
  const found = (container: string, pod = ''): string[] =>
    codesOf(
      all(
        pods('g', 'app: g', '', container, pod),
        service('g', '{ports: [{name: http, port: 80}], selector: {app: g}}'),
        gateway(
          'g',
          '{selector: {app: g}, servers: [{hosts: [a.example], port: {name: http, number: 9000, protocol: HTTP}}]}',
        ),
      ),
    );

  test('is reached by way of the node', () => {
    expect(found(', ports: [{containerPort: 9000, hostPort: 9000}]')).not.toContain('IST0162');
    expect(found('', ', hostNetwork: true')).not.toContain('IST0162');
    expect(found(', ports: [{containerPort: 9000}]')).toContain('IST0162');
  });
});

describe('two selectors of the same labels', () => {
  const telemetry = object('telemetry.istio.io/v1', 'Telemetry');

  test.each<[string, string, (name: string, labels: string) => string]>([
    ['Sidecars', 'IST0110', (name, labels) => sidecar(name, `{workloadSelector: {labels: {${labels}}}}`)],
    ['Telemetries', 'IST0159', (name, labels) => telemetry(name, `{selector: {matchLabels: {${labels}}}}`)],
    ['PeerAuthentications', 'KIA0003', (name, labels) => peers(name, `{selector: {matchLabels: {${labels}}}}`)],
  ])('are a warning where others run the pods: %s', (_kind, code, write) => {
    const levels = (labels: string): unknown[] =>
      findingsOf(all(write('a', 'app: x, tier: y'), write('b', labels))).flatMap((one) =>
        one.code === code ? [one.severity] : [],
      );
    expect(levels('tier: y, app: x')).toEqual(['warning', 'warning']);
    expect(levels('app: x')).toEqual([]);
  });
});

describe('conditions of an AuthorizationPolicy where mutual TLS is off', () => {
  const found = (condition: string): string[] =>
    codesOf(all(peers('off', '{mtls: {mode: DISABLE}}'), policy('a', `{rules: [{when: [${condition}]}]}`)));

  test.each([
    ['{key: source.principal, values: [a]}'],
    ['{key: source.namespace, notValues: [a]}'],
    ['{key: connection.sni, values: [a.example]}'],
  ])('ask for what no caller has: %s', (condition) => {
    expect(found(condition)).toContain('KIA0105');
  });

  test.each([['{key: source.ip, values: [10.0.0.1]}'], ['{key: "request.headers[a]", values: [a]}']])(
    'do not: %s',
    (condition) => {
      expect(found(condition)).not.toContain('KIA0105');
    },
  );
});

describe('hosts of an AuthorizationPolicy', () => {
  const alias = routes('alias', '{hosts: [shlef], http: [{route: [{destination: {host: shelf}}]}]}');
  const found = (host: string, ...more: string[]): string[] =>
    codesOf(all(namespace(), shelf, ...more, policy('a', `{rules: [{to: [{operation: {hosts: ['${host}']}}]}]}`)));

  test.each([['shlef'], ['shlef:80'], ['shlef.books'], ['shlef.books.svc.cluster.local'], ['other.books']])(
    'mean a Service that is not there: %s',
    (host) => {
      expect(found(host)).toContain('KIA0104');
    },
  );

  test.each([
    ['shelf'],
    ['shelf.books'],
    ['localhost'],
    ['a.example'],
    ['shlef.example.com'],
    ['*.books'],
    ['shl*'],
    ['*'],
  ])('are left as they are: %s', (host) => {
    expect(found(host)).not.toContain('KIA0104');
  });

  test('may be those of routes', () => {
    expect(found('shlef', alias)).not.toContain('KIA0104');
  });
});

test('WorkloadGroups of one namespace have different labels', () => {
  const group = networking('WorkloadGroup');
  const labelled = (name: string, labels: string, where = 'books'): string =>
    group(name, `{metadata: {labels: {${labels}}}, template: {}}`, '', where);
  expect(codesOf(all(labelled('a', 'app: x, v: "1"'), labelled('b', 'v: "1", app: x')))).toEqual(['KIA1702']);
  expect(codesOf(all(labelled('a', 'app: x'), labelled('b', 'app: y'), labelled('a', 'app: x', 'other')))).toEqual([]);
  expect(codesOf(all(labelled('a', ''), labelled('b', '')))).toEqual([]);
});

test('an address of a WorkloadEntry may be in a range of its ServiceEntry', () => {
  const found = (range: string, address: string): string[] =>
    codesOf(
      all(
        entry(
          'v',
          `{hosts: [v.example], addresses: ['${range}'], ports: [{number: 443, name: tls, protocol: TLS}], resolution: STATIC, workloadSelector: {labels: {app: vm}}}`,
        ),
        networking('WorkloadEntry')('w', `{address: '${address}', labels: {app: vm}}`),
      ),
    );
  expect(found('10.0.0.0/24', '10.0.0.7')).toEqual([]);
  expect(found('2001:db8::/32', '2001:db8::7')).toEqual([]);
  expect(found('10.0.0.0/24', '10.0.1.7')).toEqual(['KIA1201']);
  expect(found('10.0.0.0/24', '2001:db8::7')).toEqual(['KIA1201']);
});

test('a Service is exported to namespaces that are there', () => {
  const exported = (to: string): string =>
    service(
      'shelf',
      '{ports: [{name: http, port: 80}], selector: {app: shelf}}',
      `annotations: {networking.istio.io/exportTo: '${to}'}`,
    );
  expect(codesOf(all(namespace('', 'billing'), exported('., bilings')))).toContain('KIA0005');
  expect(codesOf(all(namespace('', 'billing'), exported('., billing')))).not.toContain('KIA0005');
});

test('a Sidecar imports wildcards that some host has, or that others may have in the cluster', () => {
  const found = (host: string): string[] =>
    codesOf(
      all(
        entry('v', "{hosts: ['*.v.example'], ports: [{number: 443, name: tls, protocol: TLS}], resolution: NONE}"),
        sidecar('s', `{egress: [{hosts: ['${host}']}]}`),
      ),
    );
  expect(found('*/*.w.example')).toContain('KIA1004');
  for (const host of ['*/*.v.example', '*/*.example', '*/*', 'other/*.other.svc.cluster.local', '*/*.local'])
    expect(found(host)).not.toContain('KIA1004');
});

describe('annotations of Istio', () => {
  const pod = (annotations: string, labels = ''): string =>
    `{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: books, labels: {${labels}}, annotations: {${annotations}}}, spec: {}}`;

  test('are read of routes and of Gateways of Kubernetes alone as well', () => {
    const kubernetes = object('gateway.networking.k8s.io/v1', 'Gateway');
    const annotated = (name: string): string =>
      kubernetes('g', '{gatewayClassName: istio, listeners: []}', `annotations: {${name}: ClusterIP}`);
    expect(codesOf(annotated('networking.istio.io/servicetype'))).toContain('IST0108');
    expect(codesOf(annotated('networking.istio.io/service-type'))).not.toContain('IST0108');
    expect(codesOf(routes('r', '{}', 'annotations: {networking.istio.io/timeout: 3s}'))).toContain('IST0108');
  });

  test('are not called deprecated beside the label that takes their place', () => {
    expect(codesOf(pod("sidecar.istio.io/inject: 'true'"))).toContain('IST0135');
    expect(codesOf(pod("sidecar.istio.io/inject: 'true'", "sidecar.istio.io/inject: 'true'"))).not.toContain('IST0135');
  });

  test.each([
    ["traffic.sidecar.istio.io/excludeInterfaces: '1eth'", "traffic.sidecar.istio.io/excludeInterfaces: 'eth0, net1'"],
    ["proxy.istio.io/config: 'concurrency: ['", "proxy.istio.io/config: 'concurrency: 2'"],
  ])('have values that Istio reads: %s', (faulty, right) => {
    expect(codesOf(pod(faulty))).toContain('IST0125');
    expect(codesOf(pod(right))).not.toContain('IST0125');
  });

  test('that controllers write may be on anything', () => {
    const deployment = (name: string): string =>
      object('apps/v1', 'Deployment')('a', '{}', `annotations: {${name}: default}`);
    expect(codesOf(all(pods('b', 'app: b'), deployment('istio.io/rev')))).not.toContain('IST0107');
    expect(codesOf(all(pods('b', 'app: b'), deployment('proxy.istio.io/config')))).toContain('IST0107');
  });
});

test('a Sidecar for ambient pods alone has no effect in any namespace', () => {
  const found = (labels: string): string[] =>
    codesOf(
      all(
        namespace(),
        pods('a', `app: a, ${labels}`),
        sidecar('s', '{workloadSelector: {labels: {app: a}}, egress: []}'),
      ),
    );
  expect(found("istio.io/dataplane-mode: ambient, sidecar.istio.io/inject: 'false'")).toContain('IST0167');
  expect(found("sidecar.istio.io/inject: 'true'")).not.toContain('IST0167');
});

test('the image auto needs injection in whatever makes the pods', () => {
  const daemons = (labels: string): string =>
    object('apps/v1', 'DaemonSet')(
      'g',
      `{template: {metadata: {labels: {app: g${labels}}}, spec: {containers: [{name: istio-proxy, image: auto}]}}}`,
    );
  expect(codesOf(all(namespace(''), daemons('')))).toContain('IST0146');
  expect(codesOf(all(namespace(''), daemons(", sidecar.istio.io/inject: 'true'")))).not.toContain('IST0146');
});

describe('the Secret of a Gateway', () => {
  const servers =
    '{selector: {app: g}, servers: [{hosts: [a.example], port: {name: https, number: 443, protocol: HTTPS}, tls: {mode: SIMPLE, credentialName: cert}}]}';
  const program = (...more: string[]): string => all(pods('g', 'app: g'), gateway('g', servers), ...more);
  const secret = (data: string, more = '', where = 'books'): string =>
    `{apiVersion: v1, kind: Secret, metadata: {name: cert, namespace: ${where}${more}}, stringData: ${data}}`;

  test.each([
    [
      'that is made in every namespace',
      '{apiVersion: external-secrets.io/v1, kind: ClusterExternalSecret, metadata: {name: x}, spec: {}}',
    ],
    ['that is copied there', secret('{}', ", annotations: {replicator.v1.mittwald.de/replicate-to: '*'}", 'other')],
  ])('is not missed where it is one %s', (_which, brings) => {
    expect(codesOf(program())).toContain('IST0101');
    expect(codesOf(program(brings))).not.toContain('IST0101');
  });

  test('is missed beside an issuer of certificates, and a namesake elsewhere', () => {
    const issuer = '{apiVersion: cert-manager.io/v1, kind: ClusterIssuer, metadata: {name: x}, spec: {}}';
    expect(codesOf(program(issuer, secret('{}', '', 'other')))).toContain('IST0101');
  });

  test('holds the key of its certificate, for Gateways of either API', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const other = privateKey.export({ type: 'pkcs8', format: 'pem' });
    const pair = (key: unknown): string => secret(JSON.stringify({ 'tls.crt': CERTIFICATE, 'tls.key': key }));
    const kubernetes = object('gateway.networking.k8s.io/v1', 'Gateway')(
      'k',
      '{gatewayClassName: istio, listeners: [{name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: cert}]}}]}',
    );
    for (const one of [program(), kubernetes]) {
      expect(codesOf(all(one, pair(other)))).toContain('IST0161');
      expect(codesOf(all(one, pair(CERTIFICATE_KEY)))).not.toContain('IST0161');
      expect(codesOf(all(one, pair('in a form that only the proxy reads')))).not.toContain('IST0161');
    }
  });
});

test('a finding says the code that other releases of istioctl have for it', () => {
  const program = all(
    shelf,
    peers('strict', '{mtls: {mode: STRICT}}'),
    rule('shelf', '{host: shelf, trafficPolicy: {portLevelSettings: [{port: {number: 80}, tls: {mode: DISABLE}}]}}'),
  );
  expect(findingsOf(program).map(({ code, formerCode }) => [code, formerCode])).toEqual([['KIA0207', 'IST0113']]);
});

describe('a Gateway of the Gateway API that is not found', () => {
  const levelOf = (parent: string, ...others: string[]): readonly unknown[] => {
    const route = object('gateway.networking.k8s.io/v1', 'HTTPRoute');
    const rules = 'rules: [{backendRefs: [{name: shelf, port: 80}]}]';
    const yaml = all(shelf, ...others, route('r', `{parentRefs: [${parent}], ${rules}}`));
    return findingsOf(yaml).flatMap(({ code, severity }) => (code === 'KIA1401' ? [severity] : []));
  };

  it('is a hint in a namespace of others, a warning in that of the route or near a name, an error in one that is owned', () => {
    const door = object('gateway.networking.k8s.io/v1', 'Gateway');
    const listeners = '{gatewayClassName: istio, listeners: [{name: http, port: 80, protocol: HTTP}]}';
    expect(levelOf('{name: edge, namespace: infra}')).toEqual(['info']);
    expect(levelOf('{name: edge, namespace: infra}', door('edgy', listeners, '', 'infra'))).toEqual(['warning']);
    expect(levelOf('{name: edge}')).toEqual(['warning']);
    const owned = all(namespace('istio-injection: enabled', 'infra'), pods('cart', 'app: cart', '', '', '', 'infra'));
    expect(levelOf('{name: edge, namespace: infra}', owned)).toEqual(['error']);
  });
});

test('what the cluster itself runs speaks no mutual TLS, also where the whole mesh is STRICT', () => {
  const strict = peers('default', '{mtls: {mode: STRICT}}', '', 'istio-system');
  const clear = (host: string): string => rule('d', `{host: ${host}, trafficPolicy: {tls: {mode: DISABLE}}}`);
  expect(codesOf(all(strict, clear('kubernetes.default.svc.cluster.local')))).toEqual([]);
  expect(codesOf(all(strict, clear('kube-dns.kube-system.svc.cluster.local')))).not.toContain('KIA0207');
  expect(codesOf(all(strict, clear('cart.shop.svc.cluster.local')))).toContain('KIA0207');
  expect(codesOf(all(strict, shelf, clear('shelf')))).toEqual(['KIA0207']);
});
