import { all, namespace, object } from './yaml-program';

/** A program with a fault, and the same one mended, as YAML documents. */
export interface CheckPair {
  readonly code: string;
  readonly faulty: string;
  /** As near to the faulty one as can be. */
  readonly mended: string;
  /** The values of istiod's chart, where the program deploys it; of both programs, or of each. */
  readonly values?: object | readonly [faulty: object, mended: object];
}

type Text = string;

const istio = (kind: string) => object('networking.istio.io/v1', kind);
const [routes, rule, entry, sidecar] = [
  istio('VirtualService'),
  istio('DestinationRule'),
  istio('ServiceEntry'),
  istio('Sidecar'),
];
const [gateway, filter, group] = [istio('Gateway'), istio('EnvoyFilter'), istio('WorkloadGroup')];
const machine = istio('WorkloadEntry');
const security = (kind: string) => object('security.istio.io/v1', kind);
const [policy, peers, tokens] = [
  security('AuthorizationPolicy'),
  security('PeerAuthentication'),
  security('RequestAuthentication'),
];
const telemetry = object('telemetry.istio.io/v1', 'Telemetry');
const plugin = object('extensions.istio.io/v1alpha1', 'WasmPlugin');
const [service, pod, deployment] = [object('v1', 'Service'), object('v1', 'Pod'), object('apps/v1', 'Deployment')];
const kubernetes = (kind: string) => object('gateway.networking.k8s.io/v1', kind);
const [door, route, grant] = [kubernetes('Gateway'), kubernetes('HTTPRoute'), kubernetes('ReferenceGrant')];
const listenerSet = kubernetes('ListenerSet');
const calls = (name: string, ...methods: readonly Text[]): Text =>
  kubernetes('GRPCRoute')(name, `{rules: [${methods.map((method) => `{matches: [{method: ${method}}]}`).join(', ')}]}`);
const definition = (name: string, spec: Text, annotations = ''): Text =>
  `{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: ${name}, annotations: {${annotations}}}, spec: ${spec}}`;
const webhook = (kind: string, name: string, webhooks: Text): Text =>
  `{apiVersion: admissionregistration.k8s.io/v1, kind: ${kind}, metadata: {name: ${name}}, webhooks: ${webhooks}}`;
const root = (text: Text): Text => text.replace('namespace: books', 'namespace: istio-system');

const shelf = service('shelf', '{ports: [{name: http, port: 80}], selector: {app: shelf}}');
const runs = (name: string, labels = `app: ${name}`, more = '', annotations = ''): Text =>
  deployment(
    name,
    `{template: {metadata: {labels: {${labels}}, annotations: {${annotations}}}, spec: {containers: [{name: main, image: main}${more}]}}}`,
  );
const to = (host: string, more = ''): Text => `route: [{destination: {host: ${host}${more}}}]`;
const http = (host: string, ...list: readonly Text[]): Text => `{hosts: [${host}], http: [${list.join(', ')}]}`;
const at = (gateways: string, host: string, ...list: readonly Text[]): Text =>
  `{hosts: [${host}], gateways: [${gateways}], http: [${list.join(', ')}]}`;
const gate = runs('gate');
const server = (host: string, tls = ''): Text =>
  `{hosts: ['${host}'], port: {number: ${tls ? 443 : 80}, name: p, protocol: ${tls ? 'HTTPS' : 'HTTP'}}${tls && `, tls: ${tls}`}}`;
const serves = (name: string, ...servers: readonly Text[]): Text =>
  gateway(name, `{selector: {app: gate}, servers: [${servers.join(', ')}]}`);
const secret = (data: Text): Text =>
  `{apiVersion: v1, kind: Secret, metadata: {name: cert, namespace: books}, stringData: ${data}}`;
const v1 = `{host: shelf, subsets: [{name: v1, labels: {version: v1}}]}`;
const ambient = namespace('istio.io/dataplane-mode: ambient');
const enrolled = namespace('istio.io/dataplane-mode: ambient, istio.io/use-waypoint: way');
const way = door('way', '{gatewayClassName: istio-waypoint, listeners: [{name: mesh, port: 15008, protocol: HBONE}]}');
const GET = 'rules: [{to: [{operation: {methods: [GET]}}]}]';
const target = 'targetRefs: [{kind: Service, group: "", name: shelf}]';
const listener = (host: string, port = 80): Text =>
  `{name: l${port}${host.length}, hostname: ${host}, port: ${port}, protocol: HTTP}`;
const withCertificate = (where: string): Text =>
  `{gatewayClassName: istio, listeners: [{name: web, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: own, ${where}}]}}]}`;
const from = (source: string): Text => `{rules: [{from: [{source: {${source}}}]}]}`;

/** For every code that no other test has a pair for. */
export const CHECK_PAIRS: readonly CheckPair[] = [
  {
    code: 'IST0002',
    faulty: sidecar(
      'a',
      '{egress: [{hosts: ["./*"]}], outboundTrafficPolicy: {mode: ALLOW_ANY, egressProxy: {host: a.example}}}',
    ),
    mended: sidecar('a', '{egress: [{hosts: ["./*"]}], outboundTrafficPolicy: {mode: ALLOW_ANY}}'),
  },
  {
    code: 'IST0102',
    faulty: all(namespace(''), runs('shelf'), policy('a', `{selector: {matchLabels: {app: shelf}}, ${GET}}`)),
    mended: all(
      namespace('istio-injection: disabled'),
      runs('shelf'),
      policy('a', `{selector: {matchLabels: {app: shelf}}, ${GET}}`),
    ),
  },
  {
    code: 'IST0111',
    faulty: all(...['a', 'b'].map((name) => sidecar(name, '{egress: [{hosts: ["./*"]}]}'))),
    mended: all(
      sidecar('a', '{egress: [{hosts: ["./*"]}]}'),
      sidecar('b', '{workloadSelector: {labels: {app: shelf}}, egress: [{hosts: ["./*"]}]}'),
    ),
  },
  {
    code: 'IST0112',
    faulty: all(
      service('two', '{ports: [{name: http, port: 80}, {name: http-b, port: 81}]}'),
      routes('r', http('two', `{${to('two')}}`)),
    ),
    mended: all(
      service('two', '{ports: [{name: http, port: 80}, {name: http-b, port: 81}]}'),
      routes('r', http('two', `{${to('two', ', port: {number: 81}')}}`)),
    ),
  },
  {
    code: 'IST0118',
    faulty: service('a', '{ports: [{name: web, port: 80}]}'),
    mended: service('a', '{ports: [{name: web, port: 80, appProtocol: http}]}'),
  },
  {
    code: 'IST0123',
    faulty: namespace('istio-injection: enabled, istio.io/rev: canary'),
    mended: namespace('istio-injection: disabled, istio.io/rev: canary'),
  },
  {
    code: 'IST0126',
    faulty: namespace(),
    mended: namespace(),
    values: [
      {
        global: { multiCluster: { clusterName: 'one' }, meshNetworks: { n: { endpoints: [{ fromRegistry: 'oen' }] } } },
      },
      {
        global: { multiCluster: { clusterName: 'one' }, meshNetworks: { n: { endpoints: [{ fromRegistry: 'one' }] } } },
      },
    ],
  },
  {
    code: 'IST0133',
    faulty: policy('a', '{selector: {matchLabels: {}}, rules: [{}]}'),
    mended: policy('a', '{rules: [{}]}'),
  },
  {
    code: 'IST0138',
    faulty: all(
      gate,
      serves('a', server('a.example', '{mode: SIMPLE, credentialName: cert}')),
      serves('b', server('b.example', '{mode: SIMPLE, credentialName: cert}')),
    ),
    mended: all(
      gate,
      serves('a', server('a.example', '{mode: SIMPLE, credentialName: cert}')),
      serves('b', server('b.example', '{mode: SIMPLE, credentialName: other}')),
    ),
  },
  {
    code: 'IST0139',
    faulty: all(
      service('istiod', '{ports: [{name: https-webhook, port: 443}]}'),
      ...['a', 'b'].map((name) =>
        webhook(
          'MutatingWebhookConfiguration',
          name,
          `[{name: ${name}.istio.io, clientConfig: {service: {name: istiod, namespace: books}}, namespaceSelector: {matchLabels: {istio-injection: enabled}}}]`,
        ),
      ),
    ),
    mended: all(
      service('istiod', '{ports: [{name: https-webhook, port: 443}]}'),
      ...['a', 'b'].map((name) =>
        webhook(
          'MutatingWebhookConfiguration',
          name,
          `[{name: ${name}.istio.io, clientConfig: {service: {name: istiod, namespace: books}}, namespaceSelector: {matchExpressions: [{key: istio.io/rev, operator: In, values: [${name}]}]}}]`,
        ),
      ),
    ),
  },
  {
    code: 'IST0140',
    faulty: all(
      shelf,
      rule('d', v1),
      routes('inside', http('shelf', `{${to('shelf', ', subset: v1')}}`)),
      gate,
      serves('g', server('*')),
      routes('edge', at('g', 'a.example', `{${to('shelf')}}`)),
    ),
    mended: all(
      shelf,
      rule('d', v1),
      routes('inside', http('shelf', `{${to('shelf', ', subset: v1')}}`)),
      gate,
      serves('g', server('*')),
      routes('edge', at('g', 'a.example', `{${to('shelf', ', subset: v1')}}`)),
    ),
  },
  {
    code: 'IST0147',
    faulty: all(namespace(''), pod('a', '{containers: [{name: istio-proxy, image: auto}]}')),
    mended: all(
      namespace(''),
      pod('a', '{containers: [{name: istio-proxy, image: auto}]}', 'labels: {sidecar.istio.io/inject: "true"}'),
    ),
  },
  {
    code: 'IST0148',
    faulty: namespace(''),
    mended: namespace('istio-injection: disabled'),
    values: { sidecarInjectorWebhook: { enableNamespacesByDefault: true } },
  },
  {
    code: 'IST0149',
    faulty: all(
      shelf,
      routes('r', http('shelf', `{match: [{headers: {"@request.auth.claims.group": {exact: a}}}], ${to('shelf')}}`)),
    ),
    mended: all(shelf, routes('r', http('shelf', `{match: [{headers: {group: {exact: a}}}], ${to('shelf')}}`))),
  },
  {
    code: 'IST0155',
    faulty: filter(
      'f',
      '{configPatches: [{applyTo: HTTP_FILTER, match: {proxy: {proxyVersion: "1.3.*"}}, patch: {operation: INSERT_BEFORE, value: {name: a}}}, {applyTo: HTTP_FILTER, patch: {operation: INSERT_BEFORE, value: {name: a}}}]}',
    ),
    mended: filter(
      'f',
      '{configPatches: [{applyTo: HTTP_FILTER, match: {proxy: {proxyVersion: "1.3.*"}}, patch: {operation: INSERT_BEFORE, value: {name: b}}}, {applyTo: HTTP_FILTER, patch: {operation: INSERT_BEFORE, value: {name: a}}}]}',
    ),
  },
  {
    code: 'IST0157',
    faulty: root(telemetry('t', '{tracing: [{randomSamplingPercentage: 5}]}')),
    mended: root(telemetry('t', '{tracing: [{providers: [{name: envoy}], randomSamplingPercentage: 5}]}')),
    values: {},
  },
  {
    code: 'IST0160',
    faulty: all(...['a', 'b'].map((name) => telemetry(name, '{accessLogging: [{providers: [{name: envoy}]}]}'))),
    mended: all(
      telemetry('a', '{accessLogging: [{providers: [{name: envoy}]}]}'),
      telemetry('b', '{selector: {matchLabels: {app: a}}}'),
    ),
  },
  {
    code: 'IST0158',
    faulty: all(namespace(), pod('shelf', "{containers: [{name: istio-proxy, image: 'hub/proxyv2:1.30.0'}]}")),
    mended: all(
      namespace(),
      pod('shelf', "{containers: [{name: istio-proxy, image: 'hub/proxyv2:1.30.3-distroless'}]}"),
    ),
    values: { global: { hub: 'hub', tag: '1.30.3' } },
  },
  {
    code: 'IST0161',
    faulty: all(
      gate,
      secret('{tls.crt: none, tls.key: none}'),
      serves('g', server('a.example', '{mode: SIMPLE, credentialName: cert}')),
    ),
    mended: all(
      gate,
      secret('{tls.crt: "", tls.key: ""}'),
      serves('g', server('a.example', '{mode: SIMPLE, credentialName: cert}')),
    ),
  },
  {
    code: 'IST0162',
    faulty: all(
      gate,
      service('gate', '{ports: [{name: http, port: 81}], selector: {app: gate}}'),
      serves('g', server('*')),
    ),
    mended: all(
      gate,
      service('gate', '{ports: [{name: http, port: 81, targetPort: 80}], selector: {app: gate}}'),
      serves('g', server('*')),
    ),
  },
  {
    code: 'IST0163',
    faulty: webhook(
      'ValidatingWebhookConfiguration',
      'istio-validator-far',
      '[{name: rev.validation.istio.io, clientConfig: {}}]',
    ),
    mended: webhook(
      'ValidatingWebhookConfiguration',
      'istio-validator-far',
      '[{name: rev.validation.istio.io, clientConfig: {url: "https://istiod.example:15017/validate"}}]',
    ),
  },
  {
    code: 'IST0164',
    faulty: webhook(
      'ValidatingWebhookConfiguration',
      'istio-validator-far',
      '[{name: rev.validation.istio.io, clientConfig: {url: "https://192.0.2.1:15017/validate"}}]',
    ),
    mended: webhook(
      'ValidatingWebhookConfiguration',
      'istio-validator-far',
      '[{name: rev.validation.istio.io, clientConfig: {url: "https://istiod.example:15017/validate"}}]',
    ),
  },
  {
    code: 'IST0165',
    faulty: all(
      shelf,
      routes('r', at('books/door~istio-autogenerated-k8s-gateway~http', 'a.example', `{${to('shelf')}}`)),
    ),
    mended: all(shelf, routes('r', at('books/door', 'a.example', `{${to('shelf')}}`))),
  },
  {
    code: 'IST0166',
    faulty: all(
      door('edge', '{gatewayClassName: istio, listeners: []}'),
      policy('a', '{selector: {matchLabels: {gateway.networking.k8s.io/gateway-name: edge}}, rules: [{}]}'),
    ),
    mended: all(
      door('edge', '{gatewayClassName: istio, listeners: []}'),
      policy('a', '{targetRefs: [{kind: Gateway, group: gateway.networking.k8s.io, name: edge}], rules: [{}]}'),
    ),
  },
  {
    code: 'IST0173',
    faulty: all(namespace(), shelf, runs('shelf', 'app: shelf, version: v2'), rule('d', v1)),
    mended: all(namespace(), shelf, runs('shelf', 'app: shelf, version: v1'), rule('d', v1)),
  },
  { code: 'IST0174', faulty: all(shelf, rule('d', '{host: shlef}')), mended: all(shelf, rule('d', '{host: shelf}')) },
  {
    code: 'IST0175',
    faulty: tokens('t', '{jwtRules: [{issuer: a, jwksUri: "https://a.example/keys"}]}'),
    mended: tokens('t', '{jwtRules: [{issuer: a, jwksUri: "https://a.example/keys"}]}'),
    values: [{}, { pilot: { env: { BLOCKED_CIDRS_IN_JWKS_URIS: '169.254.0.0/16' } } }],
  },
  {
    code: 'IST0175',
    faulty: tokens('t', '{jwtRules: [{issuer: "https://a.example"}]}'),
    mended: tokens('t', `{jwtRules: [{issuer: "https://a.example", jwks: '{"keys": []}'}]}`),
    values: [{}, {}],
  },
  {
    code: 'IST0176',
    faulty: definition('tlsroutes.gateway.networking.k8s.io', '{}', 'gateway.networking.k8s.io/bundle-version: v1.4.1'),
    mended: definition(
      'tlsroutes.gateway.networking.k8s.io',
      '{}',
      'gateway.networking.k8s.io/bundle-version: v1.5.0-rc.1',
    ),
  },
  {
    code: 'KIA0003',
    faulty: all(
      runs('shelf', 'app: shelf, tier: a'),
      peers('a', '{selector: {matchLabels: {app: shelf}}}'),
      peers('b', '{selector: {matchLabels: {tier: a}}}'),
    ),
    mended: all(
      runs('shelf', 'app: shelf, tier: a'),
      peers('a', '{selector: {matchLabels: {app: shelf}}}'),
      peers('b', '{selector: {matchLabels: {tier: b}}}'),
    ),
  },
  {
    code: 'KIA0004',
    faulty: all(namespace(), runs('shelf'), tokens('t', '{selector: {matchLabels: {app: shlef}}}')),
    mended: all(namespace(), runs('shelf'), tokens('t', '{selector: {matchLabels: {app: shelf}}}')),
  },
  {
    code: 'KIA0005',
    faulty: all(namespace(), shelf, rule('d', '{host: shelf, exportTo: [boks]}')),
    mended: all(namespace(), shelf, rule('d', '{host: shelf, exportTo: [books, "*"]}')),
  },
  {
    code: 'KIA0104',
    faulty: all(shelf, policy('a', '{rules: [{to: [{operation: {hosts: [shlef.books.svc.cluster.local]}}]}]}')),
    mended: all(shelf, policy('a', '{rules: [{to: [{operation: {hosts: ["shelf.books.svc.cluster.local:80"]}}]}]}')),
  },
  {
    code: 'KIA0106',
    faulty: all(
      `{apiVersion: v1, kind: ServiceAccount, metadata: {name: reader, namespace: books}}`,
      policy('a', from('principals: [cluster.local/ns/books/sa/raeder]')),
    ),
    mended: all(
      `{apiVersion: v1, kind: ServiceAccount, metadata: {name: reader, namespace: books}}`,
      policy('a', from('principals: [cluster.local/ns/books/sa/read*]')),
    ),
  },
  {
    code: 'KIA0109',
    faulty: all(ambient, shelf, policy('a', `{${target}, ${GET}}`)),
    mended: all(enrolled, way, shelf, policy('a', `{${target}, ${GET}}`)),
  },
  {
    code: 'KIA0110',
    faulty: all(enrolled, way, policy('a', `{${GET}}`)),
    mended: all(enrolled, way, policy('a', '{rules: [{to: [{operation: {ports: ["80"]}}]}]}')),
  },
  {
    code: 'KIA0204',
    faulty: all(
      shelf,
      root(rule('mesh', '{host: "*.local", trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}')),
      rule('d', '{host: shelf, trafficPolicy: {loadBalancer: {simple: RANDOM}}}'),
    ),
    mended: all(
      shelf,
      root(rule('mesh', '{host: "*.local", trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}')),
      rule('d', '{host: shelf, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}'),
    ),
  },
  {
    code: 'KIA0208',
    faulty: all(
      root(peers('p', '{mtls: {mode: STRICT}}')),
      root(rule('d', '{host: "*.local", trafficPolicy: {tls: {mode: DISABLE}}}')),
    ),
    mended: all(
      root(peers('p', '{mtls: {mode: PERMISSIVE}}')),
      root(rule('d', '{host: "*.local", trafficPolicy: {tls: {mode: DISABLE}}}')),
    ),
  },
  {
    code: 'KIA0210',
    faulty: all(ambient, rule('d', '{host: a.example, trafficPolicy: {outlierDetection: {}}}')),
    mended: all(ambient, rule('d', '{host: a.example, trafficPolicy: {connectionPool: {tcp: {}}}}')),
  },
  {
    code: 'KIA0211',
    faulty: all(ambient, shelf, rule('d', '{host: shelf, trafficPolicy: {outlierDetection: {}}}')),
    mended: all(enrolled, way, shelf, rule('d', '{host: shelf, trafficPolicy: {outlierDetection: {}}}')),
  },
  {
    code: 'KIA0212',
    faulty: all(
      enrolled,
      way,
      shelf,
      root(rule('d', '{host: shelf.books.svc.cluster.local, trafficPolicy: {outlierDetection: {}}}')),
    ),
    mended: all(
      enrolled,
      way,
      shelf,
      rule('d', '{host: shelf.books.svc.cluster.local, trafficPolicy: {outlierDetection: {}}}'),
    ),
  },
  {
    code: 'KIA0506',
    faulty: all(
      root(peers('p', '{mtls: {mode: DISABLE}}')),
      root(rule('d', '{host: "*.local", trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}')),
    ),
    mended: all(
      root(peers('p', '{mtls: {mode: DISABLE}}')),
      root(rule('d', '{host: "*.local", trafficPolicy: {tls: {mode: DISABLE}}}')),
    ),
  },
  {
    code: 'KIA1004',
    faulty: all(shelf, sidecar('s', '{egress: [{hosts: [./shlef.books.svc.cluster.local]}]}')),
    mended: all(shelf, sidecar('s', '{egress: [{hosts: [./shelf.books.svc.cluster.local]}]}')),
  },
  {
    code: 'KIA1006',
    faulty: root(sidecar('s', '{workloadSelector: {labels: {app: a}}, egress: [{hosts: ["./*"]}]}')),
    mended: sidecar('s', '{workloadSelector: {labels: {app: a}}, egress: [{hosts: ["./*"]}]}'),
  },
  {
    code: 'KIA1007',
    faulty: sidecar('s', '{outboundTrafficPolicy: {}}'),
    mended: sidecar('s', '{outboundTrafficPolicy: {mode: REGISTRY_ONLY}}'),
  },
  {
    code: 'KIA1105',
    faulty: all(
      shelf,
      routes(
        'r',
        http(
          'shelf',
          '{route: [{destination: {host: shelf}, weight: 50}, {destination: {host: shelf.books.svc.cluster.local}, weight: 50}]}',
        ),
      ),
    ),
    mended: all(
      shelf,
      routes(
        'r',
        http(
          'shelf',
          '{route: [{destination: {host: shelf}, weight: 50}, {destination: {host: shelf, port: {number: 80}}, weight: 50}]}',
        ),
      ),
    ),
  },
  {
    code: 'KIA1106',
    faulty: all(
      shelf,
      gate,
      serves('g', server('*')),
      ...['a', 'b'].map((name) => routes(name, at('g', 'a.example', `{${to('shelf')}}`))),
    ),
    mended: all(
      shelf,
      gate,
      serves('g', server('*')),
      routes('a', at('g', 'a.example', `{${to('shelf')}}`)),
      routes('b', at('g', 'a.example', `{match: [{uri: {prefix: /b}}], ${to('shelf')}}`)),
    ),
  },
  {
    code: 'KIA1109',
    faulty: all(ambient, routes('r', http('a.example', '{redirect: {uri: /a}}'))),
    mended: all(enrolled, way, routes('r', http('a.example', '{redirect: {uri: /a}}'))),
  },
  {
    code: 'KIA1110',
    faulty: all(ambient, shelf, tokens('t', `{${target}, jwtRules: [{issuer: a}]}`)),
    mended: all(enrolled, way, shelf, tokens('t', `{${target}, jwtRules: [{issuer: a}]}`)),
  },
  {
    code: 'KIA1111',
    faulty: all(ambient, shelf, plugin('p', `{${target}, url: oci://a.example/p}`)),
    mended: all(enrolled, way, shelf, plugin('p', `{${target}, url: oci://a.example/p}`)),
  },
  {
    code: 'KIA1112',
    faulty: all(ambient, shelf, telemetry('t', `{${target}, tracing: [{}]}`)),
    mended: all(ambient, shelf, telemetry('t', `{${target}, metrics: [{}]}`)),
  },
  {
    code: 'KIA1113',
    faulty: all(ambient, shelf, routes('r', http('shelf', `{${to('shelf')}}`))),
    mended: all(enrolled, way, shelf, routes('r', http('shelf', `{${to('shelf')}}`))),
  },
  {
    code: 'KIA1114',
    faulty: all(
      enrolled,
      way,
      shelf,
      root(routes('r', http('shelf.books.svc.cluster.local', `{${to('shelf.books.svc.cluster.local')}}`))),
    ),
    mended: all(
      enrolled,
      way,
      shelf,
      routes('r', http('shelf.books.svc.cluster.local', `{${to('shelf.books.svc.cluster.local')}}`)),
    ),
  },
  {
    code: 'KIA1115',
    faulty: all(enrolled, way, tokens('t', '{jwtRules: [{issuer: a}]}')),
    mended: all(enrolled, way, shelf, tokens('t', `{${target}, jwtRules: [{issuer: a}]}`)),
  },
  {
    code: 'KIA1116',
    faulty: all(enrolled, way, plugin('p', '{url: oci://a.example/p}')),
    mended: all(enrolled, way, shelf, plugin('p', `{${target}, url: oci://a.example/p}`)),
  },
  {
    code: 'KIA1117',
    faulty: all(enrolled, way, telemetry('t', '{tracing: [{}]}')),
    mended: all(enrolled, way, telemetry('t', '{metrics: [{}]}')),
  },
  {
    code: 'KIA1201',
    faulty: all(
      entry(
        'e',
        '{hosts: [a.example], addresses: [192.0.2.1], ports: [{number: 80, name: http, protocol: HTTP}], resolution: STATIC, workloadSelector: {labels: {app: a}}}',
      ),
      machine('m', '{address: 192.0.2.2, labels: {app: a}}'),
    ),
    mended: all(
      entry(
        'e',
        '{hosts: [a.example], addresses: [192.0.2.1], ports: [{number: 80, name: http, protocol: HTTP}], resolution: STATIC, workloadSelector: {labels: {app: a}}}',
      ),
      machine('m', '{address: 192.0.2.2, labels: {app: b}}'),
    ),
  },
  {
    code: 'KIA1211',
    faulty: all(
      ...['a', 'b'].map((name) =>
        entry(name, '{hosts: [a.example], ports: [{number: 443, name: tls, protocol: TLS}], resolution: DNS}'),
      ),
    ),
    mended: all(
      ...['a', 'b'].map((name) =>
        entry(name, `{hosts: [${name}.example], ports: [{number: 443, name: tls, protocol: TLS}], resolution: DNS}`),
      ),
    ),
  },
  {
    code: 'KIA1301',
    faulty: all(runs('shelf'), policy('a', `{selector: {matchLabels: {app: other}}, ${GET}}`)),
    mended: all(runs('shelf'), root(policy('a', '{}'))),
  },
  {
    code: 'KIA1311',
    faulty: runs('a', 'istio.io/dataplane-mode: ambient, sidecar.istio.io/inject: "true"'),
    mended: runs('a', 'istio.io/dataplane-mode: none, sidecar.istio.io/inject: "true"'),
  },
  {
    code: 'KIA1312',
    faulty: all(namespace('a: b'), way, runs('a', 'istio.io/use-waypoint: way')),
    mended: all(ambient, way, runs('a', 'istio.io/use-waypoint: way')),
  },
  {
    code: 'KIA1313',
    faulty: all(namespace('istio.io/dataplane-mode: ambient, istio.io/use-waypoint: wya'), way),
    mended: all(enrolled, way),
  },
  {
    code: 'KIA1314',
    faulty: runs('a', 'sidecar.istio.io/inject: "true"', '', 'ambient.istio.io/redirection: enabled'),
    mended: runs('a', 'app: a', '', 'ambient.istio.io/redirection: enabled'),
  },
  {
    code: 'KIA1315',
    faulty: runs('a', 'istio.io/dataplane-mode: ambient', ', {name: istio-proxy, image: proxyv2}'),
    mended: runs('a', 'istio.io/dataplane-mode: ambient', ', {name: proxy, image: proxyv2}'),
  },
  {
    code: 'KIA1316',
    faulty: all(ambient, runs('a', 'sidecar.istio.io/inject: "true"')),
    mended: all(ambient, runs('a', 'sidecar.istio.io/inject: "true", istio.io/dataplane-mode: none')),
  },
  {
    code: 'KIA1317',
    faulty: all(ambient, runs('shelf'), policy('a', `{${GET}}`)),
    mended: all(ambient, runs('shelf'), policy('a', from('namespaces: [books]'))),
  },
  {
    code: 'KIA1401',
    faulty: route('r', '{parentRefs: [{name: way}]}'),
    mended: all(way, route('r', '{parentRefs: [{name: way}]}')),
  },
  {
    code: 'KIA1402',
    faulty: all(shelf, route('r', '{rules: [{backendRefs: [{name: shlef, port: 80}]}]}')),
    mended: all(shelf, route('r', '{rules: [{backendRefs: [{name: shelf, port: 80}]}]}')),
  },
  {
    code: 'KIA1501',
    faulty: all(
      ...['a', 'b'].map((name) => door(name, `{gatewayClassName: istio, listeners: [${listener('a.example')}]}`)),
    ),
    mended: all(
      door('a', `{gatewayClassName: istio, listeners: [${listener('a.example')}]}`),
      door('b', `{gatewayClassName: istio, listeners: [${listener('a.example', 81)}]}`),
    ),
  },
  {
    code: 'KIA1502',
    faulty: all(...['a', 'b'].map((name) => door(name, '{gatewayClassName: istio, addresses: [{value: 192.0.2.1}]}'))),
    mended: all(
      ...['a', 'b'].map((name) =>
        door(name, '{gatewayClassName: istio, addresses: [{type: Hostname, value: gate.books}]}'),
      ),
    ),
  },
  {
    code: 'KIA1503',
    faulty: door('a', `{gatewayClassName: istio, listeners: [${listener('a.example')}, ${listener('a.example')}]}`),
    mended: door('a', `{gatewayClassName: istio, listeners: [${listener('a.example')}, ${listener('bb.example')}]}`),
  },
  {
    code: 'KIA1503',
    faulty: all(
      door(
        'a',
        `{gatewayClassName: istio, allowedListeners: {namespaces: {from: Same}}, listeners: [${listener('a.example')}]}`,
      ),
      listenerSet('s', `{parentRef: {name: a}, listeners: [${listener('a.example')}]}`),
    ),
    mended: all(
      door(
        'a',
        `{gatewayClassName: istio, allowedListeners: {namespaces: {from: Same}}, listeners: [${listener('a.example')}]}`,
      ),
      listenerSet('s', `{parentRef: {name: a}, listeners: [${listener('bb.example')}]}`),
    ),
  },
  {
    code: 'KIA1401',
    faulty: all(namespace(), listenerSet('s', `{parentRef: {name: a}, listeners: [${listener('a.example')}]}`)),
    mended: all(
      namespace(),
      door(
        'a',
        `{gatewayClassName: istio, allowedListeners: {namespaces: {from: Same}}, listeners: [${listener('b.example')}]}`,
      ),
      listenerSet('s', `{parentRef: {name: a}, listeners: [${listener('a.example')}]}`),
    ),
  },
  {
    code: 'KIA1402',
    faulty: all(
      namespace(),
      route('r', '{rules: [{backendRefs: [{group: inference.networking.k8s.io, kind: InferencePool, name: llama}]}]}'),
    ),
    mended: all(
      namespace(),
      '{apiVersion: inference.networking.k8s.io/v1, kind: InferencePool, metadata: {name: llama, namespace: books}, spec: {selector: {matchLabels: {app: llama}}, targetPorts: [{number: 8000}]}}',
      route('r', '{rules: [{backendRefs: [{group: inference.networking.k8s.io, kind: InferencePool, name: llama}]}]}'),
    ),
  },
  {
    code: 'KIA1504',
    faulty: door('a', '{gatewayClassName: isto}'),
    mended: door('a', '{gatewayClassName: istio-waypoint}'),
  },
  {
    code: 'KIA1601',
    faulty: all(namespace(), grant('g', '{from: [{namespace: boks}]}')),
    mended: all(namespace(), grant('g', '{from: [{namespace: books}]}')),
  },
  {
    code: 'KIA1701',
    faulty: all(
      `{apiVersion: v1, kind: ServiceAccount, metadata: {name: reader, namespace: books}}`,
      group('g', '{template: {serviceAccount: raeder}}'),
    ),
    mended: all(
      `{apiVersion: v1, kind: ServiceAccount, metadata: {name: reader, namespace: books}}`,
      group('g', '{template: {serviceAccount: reader}}'),
    ),
  },
  {
    code: 'MESH0102',
    faulty: all(namespace(), runs('shelf'), policy('a', from('requestPrincipals: ["*"]'))),
    mended: all(
      namespace(),
      runs('shelf'),
      tokens('t', '{jwtRules: [{issuer: a}]}'),
      policy('a', from('requestPrincipals: ["*"]')),
    ),
  },
  {
    code: 'MESH0103',
    faulty: all(
      gate,
      serves('g', server('*')),
      shelf,
      routes('r', at('g', 'a.example', `{${to('shelf')}}`).replace('{', '{exportTo: [apps], ')),
    ),
    mended: all(
      gate,
      serves('g', server('*')),
      shelf,
      routes('r', at('g', 'a.example', `{${to('shelf')}}`).replace('{', '{exportTo: [books], ')),
    ),
  },
  {
    code: 'MESH0105',
    faulty: all(
      gate,
      serves('g', server('*', '{mode: SIMPLE, credentialName: cert}')),
      shelf,
      routes('r', `{hosts: [a.example], gateways: [g], tls: [{match: [{sniHosts: [a.example]}], ${to('shelf')}}]}`),
    ),
    mended: all(
      gate,
      serves('g', server('*', '{mode: PASSTHROUGH}')),
      shelf,
      routes('r', `{hosts: [a.example], gateways: [g], tls: [{match: [{sniHosts: [a.example]}], ${to('shelf')}}]}`),
    ),
  },
  {
    code: 'MESH0106',
    faulty: all(
      shelf,
      ...['a', 'b'].map((name) => rule(name, '{host: shelf, trafficPolicy: {loadBalancer: {simple: RANDOM}}}')),
    ),
    mended: all(shelf, rule('a', '{host: shelf, trafficPolicy: {loadBalancer: {simple: RANDOM}}}'), rule('b', v1)),
  },
  {
    code: 'MESH0107',
    faulty: all(
      shelf,
      rule(
        'a',
        '{host: shelf, trafficPolicy: {outlierDetection: {}, portLevelSettings: [{port: {number: 80}, loadBalancer: {simple: RANDOM}}]}}',
      ),
    ),
    mended: all(
      shelf,
      rule(
        'a',
        '{host: shelf, trafficPolicy: {outlierDetection: {}, portLevelSettings: [{port: {number: 81}, loadBalancer: {simple: RANDOM}}]}}',
      ),
    ),
  },
  {
    code: 'MESH0108',
    faulty: all(
      shelf,
      routes('root', http('a.example', '{match: [{uri: {prefix: /a}}], delegate: {name: leaf}}')),
      routes('leaf', `{http: [{match: [{uri: {prefix: /b}}], ${to('shelf')}}]}`),
    ),
    mended: all(
      shelf,
      routes('root', http('a.example', '{match: [{uri: {prefix: /a}}], delegate: {name: leaf}}')),
      routes('leaf', `{http: [{match: [{uri: {prefix: /a/b}}], ${to('shelf')}}]}`),
    ),
  },
  ...[
    ['{uri: {prefix: /a}}', '{uri: {regex: "/a/.*"}}', '{uri: {exact: /a/b}}'],
    ['{method: {exact: GET}}', '{method: {exact: PUT}}', '{uri: {exact: /b}}'],
    ['{headers: {a: {exact: b}}}', '{headers: {a: {exact: c}}}', '{headers: {b: {exact: c}}}'],
    ['{port: 80}', '{port: 81}', '{port: 80}'],
    [
      '{uri: {prefix: /a}}',
      '{uri: {prefix: /a/b}}, {uri: {prefix: /b}}',
      '{uri: {prefix: /a/b}}, {uri: {prefix: /a/c}}',
    ],
  ].map(([outer, outside, inside]): CheckPair => {
    const within = (leaf = ''): Text =>
      all(
        shelf,
        routes('root', http('a.example', `{match: [${outer}], delegate: {name: leaf}}`)),
        routes('leaf', `{http: [{match: [${leaf}], ${to('shelf')}}]}`),
      );
    return { code: 'MESH0108', faulty: within(outside), mended: within(inside) };
  }),
  ...['exact', 'prefix'].map(
    (kind): CheckPair => ({
      code: 'MESH0110',
      faulty: all(shelf, routes('r', http('shelf', `{match: [{uri: {${kind}: api}}], ${to('shelf')}}`))),
      mended: all(shelf, routes('r', http('shelf', `{match: [{uri: {${kind}: /api}}], ${to('shelf')}}`))),
    }),
  ),
  ...[
    ['api/*', '/api/*'],
    ['health', '*/health'],
  ].map(([wrong, right]): CheckPair => {
    const allows = (path: Text | undefined): Text =>
      policy('p', `{rules: [{to: [{operation: {paths: ['${path}']}}]}]}`);
    return { code: 'MESH0110', faulty: allows(wrong), mended: allows(right) };
  }),
  ...[
    ['/admin/.*', '/admin/*'],
    ['^/admin', '/admin*'],
    ['/users/*/keys', '/users/{*}/keys'],
    ['/(cart|pay)', '/cart'],
    ['/cart?id=1', '/cart'],
    ['/v[12]/*', '/v1/*'],
    ['*.css*', '*.css'],
    ['/orders$', '/orders(1)/$count'],
  ].map(([wrong, right]): CheckPair => {
    const denies = (path: Text | undefined): Text =>
      policy('p', `{action: DENY, rules: [{to: [{operation: {paths: ['${path}']}}]}]}`);
    return { code: 'MESH0112', faulty: denies(wrong), mended: denies(right) };
  }),
  ...[
    ['prefix: /api/*', 'prefix: /api/'],
    ['exact: "/api/.*"', 'regex: "/api/.*"'],
    ['prefix: "/a|/b"', 'regex: "/a|/b"'],
    ['exact: "/cart?id=1"', 'exact: /cart'],
  ].map(([wrong, right]): CheckPair => {
    const matches = (uri: Text | undefined): Text =>
      all(shelf, routes('r', http('shelf', `{match: [{uri: {${uri}}}], ${to('shelf')}}`)));
    return { code: 'MESH0112', faulty: matches(wrong), mended: matches(right) };
  }),
  ...[
    ['value: /api/*', 'value: /api/'],
    ['type: Exact, value: "/api/.*"', 'type: RegularExpression, value: "/api/.*"'],
  ].map(([wrong, right]): CheckPair => {
    const matches = (path: Text | undefined): Text =>
      all(shelf, route('r', `{rules: [{matches: [{path: {${path}}}], backendRefs: [{name: shelf, port: 80}]}]}`));
    return { code: 'MESH0112', faulty: matches(wrong), mended: matches(right) };
  }),
  ...['MONGO', 'REDIS', 'MySQL'].map((protocol): CheckPair => {
    const entries = (more: Text): Text =>
      all(
        ...['a', 'b'].map((name) =>
          entry(
            name,
            `{hosts: [${name}.example], resolution: DNS, ports: [{number: 1, name: p, protocol: ${protocol}}]${more}}`,
          ),
        ),
      );
    return { code: 'IST0134', faulty: entries(''), mended: entries(', addresses: [192.0.2.1]') };
  }),
  {
    code: 'IST0131',
    faulty: all(shelf, route('r', `{rules: [{matches: [{path: {value: /a}}]}, {matches: [{path: {value: /a/}}]}]}`)),
    mended: all(shelf, route('r', `{rules: [{matches: [{path: {value: /a}}]}, {matches: [{path: {value: /ab}}]}]}`)),
  },
  {
    code: 'IST0131',
    faulty: all(shelf, calls('r', '{service: shop.Cart}', '{service: shop.Cart}')),
    // The match that says more is tried first, wherever it is written.
    mended: all(shelf, calls('r', '{service: shop.Cart}', '{service: shop.Cart, method: Add}')),
  },
  ...['.*', '/.*', '^/.*$', '.+'].map(
    (everything): CheckPair => ({
      code: 'IST0131',
      faulty: all(
        shelf,
        routes(
          'r',
          http(
            'shelf',
            `{match: [{uri: {regex: '${everything}'}}], ${to('shelf')}}`,
            `{match: [{uri: {prefix: /a}}], ${to('shelf')}}`,
          ),
        ),
      ),
      mended: all(
        shelf,
        routes(
          'r',
          http(
            'shelf',
            `{match: [{uri: {regex: '/b${everything}'}}], ${to('shelf')}}`,
            `{match: [{uri: {prefix: /a}}], ${to('shelf')}}`,
          ),
        ),
      ),
    }),
  ),
  ...['[apps]', '["."]'].map((hidden): CheckPair => {
    const seen = (exportTo: Text): Text =>
      all(
        gate.replace('namespace: books', 'namespace: edge'),
        serves('g', server('*')).replace('namespace: books', 'namespace: edge'),
        shelf,
        routes('r', at('edge/g', 'a.example', `{${to('shelf', ', subset: v1')}}`)),
        rule('shelf', v1.replace('{', `{exportTo: ${exportTo}, `)),
      );
    return { code: 'IST0101', faulty: seen(hidden), mended: seen('["*"]') };
  }),
  {
    code: 'MESH0109',
    faulty: filter('a', '{configPatches: [{applyTo: CLUSTER, patch: {operation: INSERT_FIRST, value: {}}}]}'),
    mended: filter('a', '{configPatches: [{applyTo: CLUSTER, patch: {operation: ADD, value: {}}}]}'),
  },
  {
    code: 'MESH0111',
    faulty: all(
      service('shelf', '{ports: [{name: tcp-shelf, port: 80}], selector: {app: shelf}}'),
      routes('a', http('shelf', `{${to('shelf')}}`)),
    ),
    mended: all(shelf, routes('a', http('shelf', `{${to('shelf')}}`))),
  },
  {
    code: 'MESH0201',
    faulty: door('edge', '{gatewayClassName: istio, listeners: [{name: dns, port: 53, protocol: UDP}]}'),
    mended: door('edge', '{gatewayClassName: istio, listeners: [{name: dns, port: 53, protocol: TCP}]}'),
  },
  {
    code: 'MESH0202',
    faulty: all(
      door('edge', `{gatewayClassName: istio, listeners: [${listener('a.example')}]}`),
      route('r', '{parentRefs: [{name: edge}], hostnames: [b.example]}'),
    ),
    mended: all(
      door('edge', `{gatewayClassName: istio, listeners: [${listener('a.example')}]}`),
      route('r', '{parentRefs: [{name: edge}], hostnames: [b.example, a.example]}'),
    ),
  },
  {
    code: 'MESH0203',
    faulty: door('edge', withCertificate('namespace: apps')),
    mended: door('edge', withCertificate('namespace: books')),
  },
  {
    code: 'MESH0204',
    faulty: all(shelf, route('r', '{rules: [{backendRefs: [{name: shelf, port: 8080}]}]}')),
    mended: all(shelf, route('r', '{rules: [{backendRefs: [{name: shelf, port: 80}]}]}')),
  },
];
