import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { TerraformStack, Testing } from 'cdktf';
import { parseAllDocuments } from 'yaml';
import { IstiodChart, MeshContext, type MeshSettings } from '../../../constructs';
import { reportedIn } from '../../../constructs/analysis/analyse';
import { CustomResource } from '../../../constructs/delivery';

/** A stack with the objects of YAML documents. */
function stackOf(documents: readonly string[], settings: MeshSettings = {}): TerraformStack {
  const stack = new TerraformStack(Testing.app(), 'stack');
  new HelmProvider(stack, 'Helm', {});
  MeshContext.set(stack, settings);
  for (const document of documents.flatMap((text) => parseAllDocuments(text))) {
    const { apiVersion, kind, metadata, spec, ...fields } = document.toJS();
    new CustomResource(stack, `${kind}-${metadata.name}`, {
      apiVersion,
      kind,
      metadata,
      spec,
      fields,
      clusterWide: /^Namespace$|Webhook/.test(kind),
    });
  }
  return stack;
}

/** What is reported in a stack: level, code and object, each once. */
function reportedOf(stack: TerraformStack): string[] {
  return [
    ...new Set(
      [...reportedIn(stack)].map(({ at, severity, line }) => `${severity} ${line.split(':')[0]} ${at.node.id}`),
    ),
  ];
}

const reported = (...documents: readonly string[]): string[] => reportedOf(stackOf(documents));

const door =
  '{apiVersion: apps/v1, kind: Deployment, metadata: {name: door, namespace: edge}, spec: {template: {metadata: {labels: {app: door}}, spec: {containers: [{name: main, image: main}]}}}}';
const gateway = (name: string, server: string): string =>
  `{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: ${name}, namespace: edge}, spec: {selector: {app: door}, servers: [${server}]}}`;

describe('two Gateways for one host of the same pods', () => {
  test.each(['HTTP', 'HTTP2', 'GRPC'])(
    'are a warning where they speak %s, since their routes are merged',
    (protocol) => {
      const server = `{hosts: ['*'], port: {number: 80, name: http, protocol: ${protocol}}}`;
      expect(reported(door, gateway('a', server), gateway('b', server))).toEqual([
        'warning IST0145 Gateway-a',
        'warning IST0145 Gateway-b',
      ]);
    },
  );

  test.each([
    ['TCP', ''],
    ['TLS', ', tls: {mode: PASSTHROUGH}'],
    ['HTTPS', ', tls: {mode: ISTIO_MUTUAL}'],
  ])('are an error where they speak %s, since one of them is dropped', (protocol, tls) => {
    const server = `{hosts: ['*'], port: {number: 80, name: p, protocol: ${protocol}}${tls}}`;
    expect(reported(door, gateway('a', server), gateway('b', server))).toEqual([
      'error IST0145 Gateway-a',
      'error IST0145 Gateway-b',
    ]);
  });
});

describe('plain text to a workload that is STRICT but for one port', () => {
  const service = (target: string): string =>
    `{apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop}, spec: {ports: [{name: http, port: 80, targetPort: ${target}}], selector: {app: web}}}`;
  const pods =
    '{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}, spec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{name: main, image: main, ports: [{name: www, containerPort: 8080}, {name: admin, containerPort: 9090}]}]}}}}';
  const peers =
    '{apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: web, namespace: shop}, spec: {selector: {matchLabels: {app: web}}, mtls: {mode: STRICT}, portLevelMtls: {8080: {mode: PERMISSIVE}}}}';
  const rule =
    '{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: web, namespace: shop}, spec: {host: web, trafficPolicy: {tls: {mode: DISABLE}}}}';

  test('is right where the Service leads to that port, by number or by the name that a container gives it', () => {
    expect(reported(service('8080'), pods, peers, rule)).toEqual([]);
    expect(reported(service('www'), pods, peers, rule)).toEqual([]);
  });

  test('is an error where it leads to another one', () => {
    expect(reported(service('9090'), pods, peers, rule)).toEqual(['error KIA0207 DestinationRule-web']);
    expect(reported(service('admin'), pods, peers, rule)).toEqual(['error KIA0207 DestinationRule-web']);
  });

  test('is nothing where no container of the program says which port a name is', () => {
    expect(reported(service('www'), peers, rule)).toEqual([]);
  });
});

describe('plain text to a Service of a STRICT namespace', () => {
  const namespace = (labels: string): string =>
    `{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {${labels}}}}`;
  const service = (selector: string): string =>
    `{apiVersion: v1, kind: Service, metadata: {name: db, namespace: shop}, spec: {ports: [{name: tcp, port: 5432}]${selector}}}`;
  const peers =
    '{apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: default, namespace: istio-system}, spec: {mtls: {mode: STRICT}}}';
  const rule =
    '{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: db, namespace: shop}, spec: {host: db, trafficPolicy: {tls: {mode: DISABLE}}}}';

  test('is an error where its pods have proxies, or may have', () => {
    const selecting = service(', selector: {app: db}');
    expect(reported(namespace('istio-injection: enabled'), selecting, peers, rule)).toEqual([
      'error KIA0207 DestinationRule-db',
    ]);
    expect(reported(selecting, peers, rule)).toEqual(['error KIA0207 DestinationRule-db']);
  });

  test('is right where the namespace has none, and where the Service selects no pods', () => {
    expect(reported(namespace('istio-injection: disabled'), service(', selector: {app: db}'), peers, rule)).toEqual([]);
    expect(reported(namespace('istio-injection: enabled'), service(''), peers, rule)).toEqual([]);
  });
});

test('a subset of a rule for a wildcard is not found where a rule for the host itself replaces it', () => {
  const service =
    '{apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop}, spec: {ports: [{name: http, port: 80}], selector: {app: web}}}';
  const all =
    "{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: all, namespace: shop}, spec: {host: '*.shop.svc.cluster.local', subsets: [{name: v1, labels: {version: v1}}]}}";
  const own = (more: string): string =>
    `{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: web, namespace: shop}, spec: {host: web, trafficPolicy: {loadBalancer: {simple: RANDOM}}${more}}}`;
  const routes =
    '{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: web, namespace: shop}, spec: {hosts: [web], http: [{route: [{destination: {host: web, subset: v1}}]}]}}';
  expect(reported(service, all, routes)).toEqual([]);
  expect(reported(service, all, own(''), routes)).toEqual(['error IST0101 VirtualService-web']);
  expect(reported(service, all, own(', workloadSelector: {matchLabels: {app: client}}'), routes)).toEqual([]);
});

describe('an operation of an EnvoyFilter', () => {
  const filter = (applyTo: string, operation: string): string =>
    `{apiVersion: networking.istio.io/v1alpha3, kind: EnvoyFilter, metadata: {name: a, namespace: shop}, spec: {priority: 1, configPatches: [{applyTo: ${applyTo}, patch: {operation: ${operation}, value: {}}}]}}`;
  const codes = (applyTo: string, operation: string): string[] =>
    reported(filter(applyTo, operation)).filter((line) => !line.includes('IST0133'));

  test.each([
    ['ROUTE_CONFIGURATION', 'ADD', 'IST0153'],
    ['ROUTE_CONFIGURATION', 'REMOVE', 'IST0154'],
    ['CLUSTER', 'REPLACE', 'IST0152'],
    ['HTTP_ROUTE', 'REPLACE', 'IST0152'],
    ['CLUSTER', 'INSERT_FIRST', 'MESH0109'],
    ['LISTENER', 'INSERT_BEFORE', 'MESH0109'],
    ['FILTER_CHAIN', 'INSERT_AFTER', 'MESH0109'],
    ['VIRTUAL_HOST', 'INSERT_FIRST', 'MESH0109'],
    ['ROUTE_CONFIGURATION', 'INSERT_AFTER', 'MESH0109'],
    ['EXTENSION_CONFIG', 'MERGE', 'MESH0109'],
  ])('is an error on %s where it is %s, which no istiod carries out', (applyTo, operation, code) => {
    expect(codes(applyTo, operation)).toEqual([`error ${code} EnvoyFilter-a`]);
  });

  test.each([
    ['HTTP_ROUTE', 'ADD', 'IST0153'],
    ['HTTP_ROUTE', 'REMOVE', 'IST0154'],
    ['LISTENER_FILTER', 'REPLACE', 'IST0152'],
  ])(
    'is a warning on %s where it is %s, which istiod carries out against its documentation',
    (applyTo, operation, code) => {
      expect(codes(applyTo, operation)).toEqual([`warning ${code} EnvoyFilter-a`]);
    },
  );

  test.each([
    ['HTTP_ROUTE', 'INSERT_FIRST'],
    ['HTTP_FILTER', 'REPLACE'],
    ['VIRTUAL_HOST', 'REPLACE'],
    ['CLUSTER', 'MERGE'],
    ['EXTENSION_CONFIG', 'ADD'],
    ['LISTENER_FILTER', 'INSERT_BEFORE'],
  ])('is right on %s where it is %s', (applyTo, operation) => {
    expect(codes(applyTo, operation)).toEqual([]);
  });
});

test('a subset for a host of another cluster domain is a hint at its DestinationRule alone, since the domain may be the setting that lacks', () => {
  const namespace = '{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {istio-injection: enabled}}}';
  const service =
    '{apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop}, spec: {ports: [{name: http, port: 80}], selector: {app: web}}}';
  const rule =
    '{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: web, namespace: shop}, spec: {host: web.shop.svc.corp.local, subsets: [{name: v1, labels: {version: v1}}]}}';
  const routes = (subset: string): string =>
    `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: web, namespace: shop}, spec: {hosts: [web], http: [{route: [{destination: {host: web, subset: ${subset}}}]}]}}`;
  expect(reported(namespace, service, rule, routes('v1'))).toEqual(['info IST0174 DestinationRule-web']);
  expect(reported(namespace, service, rule, routes('v2'))).toContain('error IST0101 VirtualService-web');
});

test('two webhooks for the same pods are an error where two control planes answer them, and a warning where one does', () => {
  const webhook = (name: string, server: string): string =>
    `{apiVersion: admissionregistration.k8s.io/v1, kind: MutatingWebhookConfiguration, metadata: {name: ${name}}, webhooks: [{name: ${name}.istio.io, clientConfig: {url: 'https://${server}/inject'}, namespaceSelector: {matchLabels: {istio-injection: enabled}}}]}`;
  expect(reported(webhook('a', 'one.example'), webhook('b', 'one.example'))).toEqual([
    'warning IST0139 MutatingWebhookConfiguration-a',
    'warning IST0139 MutatingWebhookConfiguration-b',
  ]);
  expect(reported(webhook('a', 'one.example'), webhook('b', 'two.example'))).toEqual([
    'error IST0139 MutatingWebhookConfiguration-a',
    'error IST0139 MutatingWebhookConfiguration-b',
  ]);
});

test('TLS without an authority is verified by those of the system from 1.21 on, and by none before', () => {
  const rule =
    '{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: vendor, namespace: shop}, spec: {host: vendor.example, trafficPolicy: {tls: {mode: SIMPLE}}}}';
  const lineFor = (istioVersion: '1.20' | '1.21'): string =>
    [...reportedIn(stackOf([rule], { istioVersion }))]
      .map(({ line }) => line)
      .find((line) => line.includes('IST0128')) ?? '';
  expect(lineFor('1.20')).toContain('the certificate of the server is not verified');
  expect(lineFor('1.21')).toContain('the certificate of the server is verified by the authorities of the system alone');
});

test('Gateways of two namespaces are for different pods where istiod keeps them to their namespaces', () => {
  const pods = (namespace: string): string =>
    `{apiVersion: apps/v1, kind: Deployment, metadata: {name: door-${namespace}, namespace: ${namespace}}, spec: {template: {metadata: {labels: {app: door}}, spec: {containers: [{name: main, image: main}]}}}}`;
  const gateway = (namespace: string): string =>
    `{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: door-${namespace}, namespace: ${namespace}}, spec: {selector: {app: door}, servers: [{hosts: ['*'], port: {number: 90, name: tcp, protocol: TCP}}]}}`;
  const program = [pods('a'), pods('b'), gateway('a'), gateway('b')];
  const scoped = stackOf(program);
  new IstiodChart(scoped, 'Istiod', {
    namespace: 'istio-system',
    values: { pilot: { env: { PILOT_SCOPE_GATEWAY_TO_NAMESPACE: 'true' } } },
  });
  expect(reportedOf(scoped)).toEqual([]);
  expect(reported(...program)).toEqual(['error IST0145 Gateway-door-a', 'error IST0145 Gateway-door-b']);
});

describe('routes and what takes them', () => {
  const list = (protocol: string): string =>
    protocol === 'tls'
      ? 'tls: [{match: [{port: 443, sniHosts: [web.example]}], route: [{destination: {host: web.example}}]}]'
      : `${protocol}: [{route: [{destination: {host: web.example}}]}]`;
  const codes = (...documents: readonly string[]): string[] =>
    reported(...documents).filter((line) => /MESH01(05|11)/.test(line));
  const atGateway = (server: string, protocol: string): string[] =>
    codes(
      door,
      gateway('a', server),
      `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: a, namespace: edge}, spec: {hosts: [web.example], gateways: [a], ${list(protocol)}}}`,
    );
  const server = (protocol: string, tls = ''): string =>
    `{hosts: ['*'], port: {number: 443, name: p, protocol: ${protocol}}${tls && `, tls: {${tls}}`}}`;

  test.each([
    ['http', server('HTTP')],
    ['http', server('GRPC')],
    ['http', server('HTTPS', 'mode: ISTIO_MUTUAL')],
    ['tls', server('TLS', 'mode: PASSTHROUGH')],
    ['tls', server('HTTPS', 'mode: AUTO_PASSTHROUGH')],
    ['tcp', server('TCP')],
    ['tcp', server('TLS', 'mode: ISTIO_MUTUAL')],
  ])('%s routes hold at %s', (protocol, written) => {
    expect(atGateway(written, protocol)).toEqual([]);
  });

  test.each([
    ['http', server('TCP')],
    ['http', server('HTTPS', 'mode: PASSTHROUGH')],
    ['tls', server('HTTP')],
    ['tls', server('TLS', 'mode: ISTIO_MUTUAL')],
    ['tcp', server('HTTP2')],
    ['tcp', server('TLS', 'mode: PASSTHROUGH')],
  ])('%s routes never hold at %s', (protocol, written) => {
    expect(atGateway(written, protocol)).toEqual(['warning MESH0105 VirtualService-a']);
  });

  const inside = (ports: string, protocol: string): string[] =>
    codes(
      `{apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop}, spec: {ports: ${ports}, selector: {app: web}}}`,
      `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: a, namespace: shop}, spec: {hosts: [web], ${list(protocol)}}}`,
    );
  const port = (name: string): string => `[{port: 443, name: ${name}}]`;

  test.each([
    ['http', 'http'],
    ['http', 'grpc-web'],
    ['http', 'admin'],
    ['tls', 'tls'],
    ['tls', 'https'],
    ['tcp', 'tcp'],
    ['tcp', 'tls'],
    ['tcp', 'mongo'],
    ['tcp', 'admin'],
  ])('%s routes hold inside the mesh for a port %s', (protocol, name) => {
    expect(inside(port(name), protocol)).toEqual([]);
  });

  test.each([
    ['http', 'tcp-db'],
    ['http', 'tls'],
    ['tls', 'http'],
    ['tls', 'tcp'],
    ['tcp', 'http2'],
  ])('%s routes never hold inside the mesh for a port %s', (protocol, name) => {
    expect(inside(port(name), protocol)).toEqual(['warning MESH0111 VirtualService-a']);
  });

  test('one port is enough', () => {
    expect(inside('[{port: 80, name: tcp}, {port: 81, name: http}]', 'http')).toEqual([]);
  });

  test('those for a host of a ServiceEntry are left alone', () => {
    const entry =
      '{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: web, namespace: shop}, spec: {hosts: [web.example], resolution: DNS, ports: [{number: 443, name: tls, protocol: TLS}]}}';
    const routes = `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: a, namespace: shop}, spec: {hosts: [web.example], ${list('http')}}}`;
    expect(codes(entry, routes)).toEqual([]);
  });
});
