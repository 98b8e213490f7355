import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { TerraformStack, Testing } from 'cdktf';
import { parseAllDocuments } from 'yaml';
import { reportedIn } from '../../../constructs/analysis/analyse';
import { CustomResource } from '../../../constructs/delivery';

/** What is reported of YAML documents: code, level and object, each once. */
function reported(...documents: readonly string[]): string[] {
  const stack = new TerraformStack(Testing.app(), 'stack');
  new HelmProvider(stack, 'Helm', {});
  documents
    .flatMap((text) => parseAllDocuments(text))
    .forEach((document) => {
      const { apiVersion, kind, metadata, spec, ...fields } = document.toJS();
      new CustomResource(stack, `${kind}-${metadata.name}`, {
        apiVersion,
        kind,
        metadata,
        spec,
        fields,
        clusterWide: kind === 'Namespace',
      });
    });
  return [
    ...new Set(
      [...reportedIn(stack)].map(({ at, severity, line }) => `${severity} ${line.split(':')[0]} ${at.node.id}`),
    ),
  ];
}

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
