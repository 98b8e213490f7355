import { TerraformStack, Testing } from 'cdktf';
import type { RoutesApi } from '../../../cli/import/ingress/convert';
import { readManifests } from '../../../cli/import/manifests';
import { typescriptProgram } from '../../../cli/import/typescript-program';
import { DEFAULT_ISTIO_VERSION } from '../../../constructs/versions';
import { SynthesizedMesh } from '../../../testing';
import { instantiate } from './instantiate';

const PREFIX = 'nginx.ingress.kubernetes.io/';

interface Given {
  readonly name?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly host?: string;
  readonly path?: string;
  readonly pathType?: string;
  readonly service?: string;
  readonly port?: string;
  readonly spec?: string;
}

function ingress({
  name = 'shop',
  annotations = {},
  host = 'shop.example.com',
  path = '/',
  pathType = 'Prefix',
  service = 'cart',
  port = 'number: 80',
  spec = '',
}: Given = {}): string {
  const lines = Object.entries(annotations).map(([key, value]) => `    ${PREFIX}${key}: ${JSON.stringify(value)}`);
  return [
    'apiVersion: networking.k8s.io/v1',
    'kind: Ingress',
    'metadata:',
    `  name: ${name}`,
    '  namespace: shop',
    ...(lines.length > 0 ? ['  annotations:', ...lines] : []),
    'spec:',
    '  ingressClassName: nginx',
    ...spec.split('\n').filter(Boolean),
    '  rules:',
    `  - host: ${host}`,
    '    http:',
    '      paths:',
    `      - {path: ${JSON.stringify(path)}, pathType: ${pathType}, backend: {service: {name: ${service}, port: {${port}}}}}`,
    '',
  ].join('\n');
}

const TLS = '  tls:\n  - {hosts: [shop.example.com], secretName: shop-tls}\n';

function read(api: RoutesApi, ...texts: string[]) {
  return readManifests([{ name: 'a.yaml', text: texts.join('---\n') }], DEFAULT_ISTIO_VERSION, api);
}

function objects(api: RoutesApi, kind: string, ...texts: string[]) {
  const { manifests, faults } = read(api, ...texts);
  expect(faults).toEqual([]);
  return manifests
    .filter((manifest) => manifest.kind === kind)
    .map(({ metadata, fields }) => ({ metadata, ...fields }));
}

function first(api: RoutesApi, kind: string, ...texts: string[]) {
  const [object] = objects(api, kind, ...texts);
  return (object as unknown as { readonly spec: Readonly<Record<string, unknown>> } | undefined)?.spec;
}

const rules = (...texts: string[]) => first('gateway', 'HTTPRoute', ...texts)?.rules;
const http = (...texts: string[]) => first('istio', 'VirtualService', ...texts)?.http;
const losses = (api: RoutesApi, ...texts: string[]) =>
  read(api, ...texts).warnings.map((line) =>
    line.replace(/^.*?: Ingress "\w+": (nginx\.ingress\.kubernetes\.io\/)?/, ''),
  );

/** What the checks of the program find, once it is written, compiled and synthesized. */
function findingsOf(api: RoutesApi, ...texts: string[]): readonly string[] {
  const found = read(api, ...texts);
  expect(found.faults).toEqual([]);
  const program = typescriptProgram(found, {
    className: 'Imported',
    packageName: '../../../constructs',
    istioVersion: DEFAULT_ISTIO_VERSION,
  });
  const stack = new TerraformStack(Testing.app(), 'stack');
  instantiate(program, stack);
  return SynthesizedMesh.of(stack).findings;
}

describe('mesh import, of an Ingress', () => {
  it('keeps it as it is unless an API is given, and says so', () => {
    const { manifests, warnings } = readManifests([{ name: 'a.yaml', text: ingress() }], DEFAULT_ISTIO_VERSION);
    expect(manifests.map(({ kind }) => kind)).toEqual(['Ingress']);
    expect(warnings).toEqual([
      'a.yaml:1: Ingress "shop": written as it is: --api istio or --api gateway writes its routes',
    ]);
  });

  it('becomes a Gateway that istiod deploys and an HTTPRoute', () => {
    expect(first('gateway', 'Gateway', ingress())).toEqual({
      gatewayClassName: 'istio',
      listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }],
    });
    expect(first('gateway', 'HTTPRoute', ingress({ path: '/cart' }))).toEqual({
      parentRefs: [{ name: 'nginx' }],
      hostnames: ['shop.example.com'],
      rules: [
        { matches: [{ path: { type: 'PathPrefix', value: '/cart' } }], backendRefs: [{ name: 'cart', port: 80 }] },
      ],
    });
    expect(losses('gateway', ingress({ path: '/cart' }))).toEqual([]);
  });

  it('becomes a Gateway of the ingress gateway and a VirtualService, by whole path elements', () => {
    expect(first('istio', 'Gateway', ingress())).toEqual({
      selector: { istio: 'ingressgateway' },
      servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['shop.example.com'] }],
    });
    expect(http(ingress({ path: '/cart/' }))).toEqual([
      {
        match: [{ uri: { exact: '/cart' } }, { uri: { prefix: '/cart/' } }],
        route: [{ destination: { host: 'cart', port: { number: 80 } } }],
      },
    ]);
  });

  it.each(['istio', 'gateway'] as const)('is a program that passes the checks, in the API of %s', (api) => {
    const texts = [
      ingress({
        spec: TLS,
        annotations: { 'whitelist-source-range': '10.0.0.0/8', affinity: 'cookie', 'enable-cors': 'true' },
      }),
      ingress({ name: 'next', service: 'cart-next', annotations: { canary: 'true', 'canary-weight': '20' } }),
      ingress({ name: 'api', host: 'api.example.com', path: '/v1(/|$)(.*)', annotations: { 'rewrite-target': '/$2' } }),
    ];
    expect(findingsOf(api, ...texts)).toEqual([]);
  });

  it('reads the port of a Service among the files by its name, and refuses one that it cannot know', () => {
    const named = ingress({ port: 'name: web' });
    const service =
      'apiVersion: v1\nkind: Service\nmetadata: {name: cart, namespace: shop}\nspec: {ports: [{name: web, port: 8080}]}\n';
    expect(rules(named, service)).toMatchObject([{ backendRefs: [{ port: 8080 }] }]);
    expect(read('gateway', named).faults).toEqual([
      'a.yaml:12: Ingress "shop": expected the number of a port, got "web": give the Service "cart" among the files',
    ]);
  });

  it('tries whole paths first, then the longest, and one of two Ingresses with the same path', () => {
    const text = [
      ingress({ path: '/' }),
      ingress({ name: 'longer', path: '/a/b', service: 'longer' }),
      ingress({ name: 'whole', path: '/a', pathType: 'Exact', service: 'whole' }),
      ingress({ name: 'late', path: '/a/b', service: 'late' }),
    ];
    const services = (http(...text) as { route: { destination: { host: string } }[] }[]).map(
      (one) => one.route[0]?.destination.host,
    );
    expect(services).toEqual(['whole', 'longer', 'cart']);
    expect(losses('istio', ...text)).toEqual([
      'path "/a/b" of "shop.example.com" not written: the Ingress "longer" has it',
    ]);
  });

  it('has its default backend for what is left of its hosts, or for all where there are no rules', () => {
    const spec = '  defaultBackend: {service: {name: rest, port: {number: 80}}}\n';
    expect(rules(ingress({ path: '/cart', spec }))).toMatchObject([
      { matches: [{ path: { value: '/cart' } }] },
      { matches: [{ path: { value: '/' } }], backendRefs: [{ name: 'rest' }] },
    ]);
    const alone = ingress({ spec }).replace(/ {2}rules:[\s\S]*/, '');
    expect(first('gateway', 'HTTPRoute', alone)).not.toHaveProperty('hostnames');
    expect(first('istio', 'VirtualService', alone)).toMatchObject({ hosts: ['*'] });
  });

  it('names a backend that is no Service', () => {
    const text = ingress().replace(/backend: \{.*\}\}\}\}/, 'backend: {resource: {kind: Bucket, name: files}}}');
    expect(losses('gateway', text)).toEqual(['backend: not written: Istio routes to Services, this is a Bucket']);
  });

  it('reads the star of other controllers as all that follows', () => {
    const text = ingress({ path: '/cart/*', pathType: 'ImplementationSpecific' }).replace('nginx', 'alb');
    expect(rules(text)).toMatchObject([{ matches: [{ path: { type: 'PathPrefix', value: '/cart' } }] }]);
  });
});

describe('mesh import, of an Ingress with TLS', () => {
  it('serves the host by HTTPS and sends clients of plain HTTP there', () => {
    expect(first('gateway', 'Gateway', ingress({ spec: TLS }))).toMatchObject({
      listeners: [
        { name: 'http' },
        {
          name: 'https-shop-example-com',
          hostname: 'shop.example.com',
          tls: { certificateRefs: [{ name: 'shop-tls' }] },
        },
      ],
    });
    expect(objects('gateway', 'HTTPRoute', ingress({ spec: TLS }))).toMatchObject([
      { spec: { parentRefs: [{ sectionName: 'https-shop-example-com' }] } },
      {
        metadata: { name: 'shop-redirect' },
        spec: {
          parentRefs: [{ sectionName: 'http' }],
          rules: [{ filters: [{ requestRedirect: { scheme: 'https', statusCode: 308 } }] }],
        },
      },
    ]);
    expect(http(ingress({ spec: TLS }))).toMatchObject([
      { match: [{ port: 80 }], redirect: { scheme: 'https', redirectCode: 308 } },
      { route: [{ destination: { host: 'cart' } }] },
    ]);
  });

  it('serves both where ssl-redirect is off, or where the class is another', () => {
    const off = ingress({ spec: TLS, annotations: { 'ssl-redirect': 'false' } });
    const other = ingress({ spec: TLS }).replace('ingressClassName: nginx', 'ingressClassName: traefik');
    for (const text of [off, other]) {
      expect(first('gateway', 'HTTPRoute', text)).toMatchObject({
        parentRefs: [{ sectionName: 'http' }, { sectionName: 'https-shop-example-com' }],
      });
      expect(http(text)).toHaveLength(1);
    }
  });

  it('redirects by the header of a load balancer where TLS ends before the gateway', () => {
    const text = ingress({ annotations: { 'force-ssl-redirect': 'true' } });
    expect(rules(text)).toMatchObject([
      { matches: [{ headers: [{ name: 'x-forwarded-proto', value: 'http' }] }] },
      { backendRefs: [{ name: 'cart' }] },
    ]);
    expect(losses('gateway', text)).toEqual([expect.stringContaining('numTrustedProxies')]);
  });

  it('asks clients for certificates', () => {
    const text = ingress({
      spec: TLS,
      annotations: { 'auth-tls-secret': 'shop/authority', 'auth-tls-verify-depth': '1' },
    });
    expect(first('gateway', 'Gateway', text)).toMatchObject({
      tls: { frontend: { default: { validation: { caCertificateRefs: [{ kind: 'Secret', name: 'authority' }] } } } },
    });
    expect(first('istio', 'Gateway', text)).toMatchObject({
      servers: [{}, { tls: { mode: 'MUTUAL', credentialName: 'shop-tls', caCertCredentialName: 'authority' } }],
    });
    expect(losses('gateway', text)).toEqual([expect.stringMatching(/^auth-tls-verify-depth: not written/)]);
  });

  it('has cipher suites as an option of the listener, where the release reads it', () => {
    const text = ingress({ spec: TLS, annotations: { 'ssl-ciphers': 'A:B' } });
    expect(first('gateway', 'Gateway', text)).toMatchObject({
      listeners: [{}, { tls: { options: { 'gateway.istio.io/tls-cipher-suites': 'A,B' } } }],
    });
    expect(losses('gateway', text)).toEqual([]);
  });

  it('passes connections on where the Service has the certificate', () => {
    const text = ingress({ annotations: { 'ssl-passthrough': 'true' } });
    expect(first('gateway', 'TLSRoute', text)).toMatchObject({
      hostnames: ['shop.example.com'],
      rules: [{ backendRefs: [{ name: 'cart' }] }],
    });
    expect(first('istio', 'VirtualService', text)).toMatchObject({
      tls: [{ match: [{ sniHosts: ['shop.example.com'] }] }],
    });
  });

  it('has no certificate of its own for a host without a Secret', () => {
    const text = ingress({ spec: '  tls:\n  - {hosts: [shop.example.com]}\n' });
    expect(losses('gateway', text)).toEqual([expect.stringContaining('expected a secretName')]);
  });
});

describe('mesh import, of ingress-nginx’s annotations', () => {
  it.each([
    ['/cart(/|$)(.*)', '/$2', '/cart', '/'],
    ['/cart/(.*)', '/v2/$1', '/cart', '/v2'],
    ['/cart(/.*)', '/v2$1', '/cart', '/v2'],
    ['/cart/?(.*)', '/$1', '/cart', '/'],
  ])('%s rewritten to %s is the prefix %s replaced by %s', (path, target, value, replacePrefixMatch) => {
    const text = ingress({ path, pathType: 'ImplementationSpecific', annotations: { 'rewrite-target': target } });
    expect(rules(text)).toMatchObject([
      {
        matches: [{ path: { type: 'PathPrefix', value } }],
        filters: [{ urlRewrite: { path: { replacePrefixMatch } } }],
      },
    ]);
    expect(http(text)).toMatchObject([
      { rewrite: { uriRegexRewrite: { match: `(?i)^(?:${path}).*$`, rewrite: target.replace('$', '\\') } } },
    ]);
  });

  it('a rewrite without groups replaces the whole path, and paths are expressions that do not mind the case', () => {
    const text = ingress({ path: '/cart', annotations: { 'rewrite-target': '/' } });
    expect(rules(text)).toMatchObject([
      {
        matches: [{ path: { type: 'RegularExpression', value: '(?i)/cart.*' } }],
        filters: [{ urlRewrite: { path: { type: 'ReplaceFullPath', replaceFullPath: '/' } } }],
      },
    ]);
    expect(http(text)).toMatchObject([{ match: [{ uri: { prefix: '/cart' }, ignoreUriCase: true }] }]);
  });

  it('names a rewrite that the Gateway API has no words for, and one that nothing has', () => {
    const swapped = ingress({ path: '/(a|b)/(.*)', annotations: { 'rewrite-target': '/$2/$1' } });
    expect(losses('gateway', swapped)).toEqual([
      'rewrite-target: "/$2/$1" of "/(a|b)/(.*)" not written: the Gateway API has no rewrite by an expression: --api istio has',
    ]);
    expect(losses('istio', swapped)).toEqual([]);
    const variable = ingress({ path: '/a', annotations: { 'rewrite-target': '/$host' } });
    expect(losses('istio', variable)).toEqual([expect.stringContaining('no equal of nginx’s variables')]);
  });

  it('an expression that Envoy cannot read leaves its path out', () => {
    const text = ingress({ path: '/(?!a)b', annotations: { 'use-regex': 'true' } });
    expect(losses('gateway', text)).toEqual([expect.stringContaining('Envoy reads no such expression')]);
  });

  it.each([
    [
      { 'canary-weight': '25' },
      [
        {
          backendRefs: [
            { name: 'cart', weight: 75 },
            { name: 'next', weight: 25 },
          ],
        },
      ],
    ],
    [
      { 'canary-by-header': 'X-Next' },
      [
        { matches: [{ headers: [{ name: 'x-next', value: 'always' }] }], backendRefs: [{ name: 'next' }] },
        { backendRefs: [{ name: 'cart' }] },
      ],
    ],
    [
      { 'canary-by-header': 'X-Next', 'canary-by-header-pattern': '^a' },
      [{ matches: [{ headers: [{ type: 'RegularExpression', value: '.*(?:^a).*' }] }] }, {}],
    ],
    [
      { 'canary-by-cookie': 'next', 'canary-weight': '10' },
      [
        { matches: [{ headers: [{ name: 'cookie' }] }], backendRefs: [{ name: 'next' }] },
        { matches: [{ headers: [{ name: 'cookie' }] }], backendRefs: [{ name: 'cart' }] },
        { backendRefs: [{ weight: 90 }, { weight: 10 }] },
      ],
    ],
  ])('a canary with %j', (annotations, expected) => {
    const canary = ingress({ name: 'next', service: 'next', annotations: { canary: 'true', ...annotations } });
    const found = rules(ingress(), canary) as object[];
    expect(found).toMatchObject(expected);
    expect(found).toHaveLength(expected.length);
    expect(http(ingress(), canary)).toHaveLength(expected.length);
    expect(losses('gateway', ingress(), canary)).toEqual([]);
  });

  it('a canary alone has nothing to share', () => {
    expect(losses('istio', ingress({ annotations: { canary: 'true' } }))).toEqual([
      'path "/" of "shop.example.com" not written: a canary needs an Ingress beside it with the same path',
    ]);
  });

  it.each([
    [
      'permanent-redirect',
      'https://new.example.com/shop',
      { scheme: 'https', hostname: 'new.example.com', statusCode: 301, path: { replaceFullPath: '/shop' } },
    ],
    [
      'temporal-redirect',
      'https://new.example.com$request_uri',
      { scheme: 'https', hostname: 'new.example.com', statusCode: 302 },
    ],
  ])('%s to %s', (name, url, requestRedirect) => {
    expect(rules(ingress({ annotations: { [name]: url } }))).toMatchObject([{ filters: [{ requestRedirect }] }]);
  });

  it('app-root, other hosts, the host for the Service and a prefix in a header', () => {
    const text = ingress({
      path: '/a',
      annotations: {
        'app-root': '/home',
        'server-alias': 'b.example.com',
        'upstream-vhost': 'inner',
        'rewrite-target': '/',
        'x-forwarded-prefix': '/a',
      },
    });
    expect(first('gateway', 'HTTPRoute', text)).toMatchObject({
      hostnames: ['shop.example.com', 'b.example.com'],
      rules: [
        { matches: [{ path: { type: 'Exact', value: '/' } }], filters: [{ requestRedirect: { statusCode: 302 } }] },
        {
          filters: [
            { requestHeaderModifier: { set: [{ name: 'X-Forwarded-Prefix', value: '/a' }] } },
            { urlRewrite: { hostname: 'inner' } },
          ],
        },
      ],
    });
    expect(http(text)).toMatchObject([{ redirect: { uri: '/home' } }, { rewrite: { authority: 'inner' } }]);
  });

  it('CORS with ingress-nginx’s own defaults', () => {
    const text = ingress({ annotations: { 'enable-cors': 'true', 'cors-allow-origin': 'https://*.example.com' } });
    expect(rules(text)).toMatchObject([
      { filters: [{ cors: { allowOrigins: ['https://*.example.com'], allowCredentials: true, maxAge: 1_728_000 } }] },
    ]);
    expect(http(text)).toMatchObject([{ corsPolicy: { allowOrigins: [{ regex: 'https://[^/]*\\.example\\.com' }] } }]);
    expect(rules(ingress({ annotations: { 'cors-max-age': '5' } }))).toMatchObject([{}]);
  });

  it('timeouts, said to be others than ingress-nginx’s', () => {
    const text = ingress({
      annotations: { 'proxy-read-timeout': '30', 'proxy-send-timeout': '10', 'proxy-connect-timeout': '2' },
    });
    expect(rules(text)).toMatchObject([{ timeouts: { request: '30s' } }]);
    expect(http(text)).toMatchObject([{ timeout: '30s' }]);
    expect(first('gateway', 'DestinationRule', text)).toMatchObject({
      trafficPolicy: { connectionPool: { tcp: { connectTimeout: '2s' } } },
    });
    expect(losses('gateway', text)).toEqual([
      expect.stringMatching(/^proxy-read-timeout: written as/),
      expect.stringMatching(/^proxy-send-timeout/),
    ]);
  });

  it('networks, as a policy of the gateway', () => {
    const text = ingress({ path: '/admin', annotations: { 'whitelist-source-range': '10.0.0.0/8, 192.168.0.0/16' } });
    const both = [text, ingress({ name: 'open' })];
    expect(first('gateway', 'AuthorizationPolicy', ...both)).toEqual({
      targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'nginx' }],
      action: 'DENY',
      rules: [
        {
          from: [{ source: { notIpBlocks: ['10.0.0.0/8', '192.168.0.0/16'] } }],
          to: [{ operation: { hosts: ['shop.example.com', 'shop.example.com:*'], paths: ['/admin', '/admin/*'] } }],
        },
      ],
    });
    expect(objects('istio', 'AuthorizationPolicy', ...both)).toMatchObject([
      { metadata: { namespace: 'istio-system' }, spec: { selector: { matchLabels: { istio: 'ingressgateway' } } } },
    ]);
  });

  it.each([
    [{ 'backend-protocol': 'HTTPS' }, { tls: { mode: 'SIMPLE', insecureSkipVerify: true } }],
    [{ 'backend-protocol': 'GRPC' }, { connectionPool: { http: { h2UpgradePolicy: 'UPGRADE' } } }],
    [
      { affinity: 'cookie', 'session-cookie-name': 'at' },
      { loadBalancer: { consistentHash: { httpCookie: { name: 'at', ttl: '0s' } } } },
    ],
    [{ 'upstream-hash-by': '$http_x_user' }, { loadBalancer: { consistentHash: { httpHeaderName: 'x-user' } } }],
    [{ 'upstream-hash-by': '$binary_remote_addr' }, { loadBalancer: { consistentHash: { useSourceIp: true } } }],
  ])('%j is how the Service is reached, in both APIs', (annotations, trafficPolicy) => {
    const text = ingress({ annotations: annotations as Readonly<Record<string, string>> });
    for (const api of ['istio', 'gateway'] as const) {
      expect(first(api, 'DestinationRule', text)).toEqual({ host: 'cart', trafficPolicy });
      expect(losses(api, text)).toEqual([]);
    }
  });

  it('copies of requests, retries', () => {
    const text = ingress({
      annotations: {
        'mirror-target': 'http://copy.shop.svc.cluster.local:8080$request_uri',
        'proxy-next-upstream': 'error http_503',
        'proxy-next-upstream-tries': '3',
      },
    });
    expect(rules(text)).toMatchObject([{ filters: [{ requestMirror: { backendRef: { name: 'copy', port: 8080 } } }] }]);
    expect(http(text)).toMatchObject([
      {
        mirror: { host: 'copy.shop.svc.cluster.local' },
        retries: { attempts: 2, retryOn: 'connect-failure,refused-stream,reset,503' },
      },
    ]);
    expect(losses('gateway', text)).toEqual([expect.stringMatching(/^proxy-next-upstream: not written/)]);
  });

  it.each(['istio', 'gateway'] as const)(
    'each annotation without an equal is named with its line, in the API of %s',
    (api) => {
      const text = ingress({
        annotations: {
          'proxy-body-size': '8m',
          'configuration-snippet': 'more_set_headers "a: b";',
          'limit-rps': '5',
          'auth-url': 'https://auth',
          'never-heard-of': 'x',
        },
      });
      expect(read(api, text).warnings).toEqual([
        'a.yaml:7: Ingress "shop": nginx.ingress.kubernetes.io/proxy-body-size: not written: no equal: Envoy has no limit of its own',
        expect.stringMatching(/^a\.yaml:8: .*configuration-snippet: not written: no equal/),
        expect.stringMatching(/^a\.yaml:9: .*limit-rps: not written: no equal/),
        expect.stringMatching(/^a\.yaml:10: .*auth-url: not written: no equal/),
        'a.yaml:11: Ingress "shop": nginx.ingress.kubernetes.io/never-heard-of: not written: no equal is known',
      ]);
    },
  );

  it('annotations of cert-manager go on with a Gateway of the Gateway API, and are named elsewhere', () => {
    const text = ingress({ spec: TLS }).replace(
      'spec:',
      '  annotations: {cert-manager.io/cluster-issuer: letsencrypt}\nspec:',
    );
    expect(objects('gateway', 'Gateway', text)).toMatchObject([
      { metadata: { annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' } } },
    ]);
    expect(losses('istio', text)).toContainEqual(expect.stringContaining('write a Certificate for the Secret'));
  });
});
