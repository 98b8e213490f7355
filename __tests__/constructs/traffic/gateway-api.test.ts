import { App, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import {
  CircuitBreaker,
  Duration,
  Gateway,
  gatewayApi,
  type HttpRoute,
  InvalidPropsError,
  InvalidResourceError,
  MeshContext,
  MeshService,
  Retries,
  ServiceTraffic,
  type ServiceTrafficProps,
  Subset,
  WeightedSplit,
  Workload,
} from '../../../constructs';
import { isDeliverable } from '../../../constructs/delivery/deliverable';

const reviews = MeshService.fromName('reviews', { namespace: 'shop', port: 9080, selector: { app: 'reviews' } });
const v1 = Subset.version('v1');
const v2 = Subset.version('v2');

function stackWith(): TerraformStack {
  const stack = new TerraformStack(new App(), 'shop');
  MeshContext.set(stack, { trafficApi: 'gateway', gatewayApi: { version: '1.6', channel: 'experimental' } });
  return stack;
}

const objectsBelow = (construct: IConstruct) =>
  construct.node.findAll().flatMap((one) => (isDeliverable(one) ? [one.manifest] : []));

function trafficOf(props: Partial<ServiceTrafficProps> = {}): ServiceTraffic {
  return new ServiceTraffic(stackWith(), 'Traffic', { service: reviews, ...props });
}

const rulesOf = (...routes: HttpRoute[]) => trafficOf({ routes }).httpRoute?.spec.rules;

function faultsOf(make: () => unknown): string[] {
  try {
    make();
  } catch (error) {
    if (error instanceof InvalidPropsError || error instanceof InvalidResourceError) {
      return error.message.split('\n').map((line) => line.replace(/^\S+: /, '').replace(/ \([^()]*\.ts:[\d:]+\)$/, ''));
    }
    throw error;
  }
  return [];
}

describe('traffic by the Gateway API', () => {
  it('is an HTTPRoute of the Service, and the service itself for what no route matches', () => {
    const { httpRoute, virtualService } = trafficOf({
      routes: [{ match: { headers: { 'x-tester': 'yes' } }, to: MeshService.fromName('beta', { port: 80 }) }],
    });
    expect(virtualService).toBeUndefined();
    expect(httpRoute?.manifest).toMatchObject({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'reviews', namespace: 'shop' },
      spec: {
        parentRefs: [{ group: '', kind: 'Service', name: 'reviews' }],
        rules: [
          { matches: [{ headers: [{ name: 'x-tester', value: 'yes' }] }], backendRefs: [{ name: 'beta', port: 80 }] },
          { backendRefs: [{ name: 'reviews', port: 9080 }] },
        ],
      },
    });
  });

  it('says what a route says: paths, methods, parameters, headers, cookies', () => {
    expect(
      rulesOf({
        match: {
          path: '/cart',
          method: 'GET',
          headers: { 'X-User': { regex: 'a|b' }, here: { present: true } },
          queryParams: { q: { prefix: 'a.' } },
        },
      })?.[0]?.matches,
    ).toEqual([
      {
        path: { type: 'Exact', value: '/cart' },
        method: 'GET',
        headers: [
          { name: 'x-user', type: 'RegularExpression', value: 'a|b' },
          { name: 'here', type: 'RegularExpression', value: '.*' },
        ],
        queryParams: [{ name: 'q', type: 'RegularExpression', value: 'a\\..*' }],
      },
    ]);
    expect(rulesOf({ match: { cookies: { user: 'jane' } } })?.[0]?.matches).toEqual([
      { headers: [{ name: 'cookie', type: 'RegularExpression', value: '(?:.*;\\s*)?user=jane(?:;.*)?' }] },
    ]);
  });

  it('has prefixes of texts, as Istio has them, and what is left behind them', () => {
    expect(rulesOf({ match: { path: { prefix: '/a.b' } } })).toMatchObject([
      { matches: [{ path: { type: 'RegularExpression', value: '/a\\.b.*' } }] },
      { matches: [{ path: { type: 'RegularExpression', value: '.*' } }] },
    ]);
  });

  it('says what happens to a request: headers, rewrites, mirrors, CORS, retries, timeouts', () => {
    const other = MeshService.fromName('other', { namespace: 'shop', port: 80 });
    const [rule] =
      rulesOf({
        match: { path: { prefix: '/api' } },
        rewrite: { path: '/', host: 'reviews.internal' },
        headers: { request: { set: { a: 'b' }, remove: ['c'] }, response: { add: { d: 'e' } } },
        mirror: { to: other, percentage: 12.5 },
        cors: { allowOrigins: ['https://shop.example.com'], maxAge: Duration.seconds(60) },
        retries: new Retries({ attempts: 3, perTryTimeout: Duration.seconds(1), retryOn: ['connect-failure', 503] }),
        timeout: Duration.seconds(5),
      }) ?? [];
    expect(rule).toMatchObject({
      matches: [{ path: { type: 'PathPrefix', value: '/api' } }],
      filters: [
        {
          type: 'RequestHeaderModifier',
          requestHeaderModifier: { set: [{ name: 'a', value: 'b' }], remove: ['c'] },
        },
        { type: 'ResponseHeaderModifier', responseHeaderModifier: { add: [{ name: 'd', value: 'e' }] } },
        {
          type: 'URLRewrite',
          urlRewrite: {
            hostname: 'reviews.internal',
            path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' },
          },
        },
        { type: 'CORS', cors: { allowOrigins: ['https://shop.example.com'], maxAge: 60 } },
        {
          type: 'RequestMirror',
          requestMirror: {
            backendRef: { name: 'other', port: 80 },
            fraction: { numerator: 12_500, denominator: 100_000 },
          },
        },
      ],
      retry: { attempts: 3, codes: [503] },
      timeouts: { request: '5s', backendRequest: '1s' },
    });
    const [redirect] = rulesOf({ match: { path: '/old' }, redirect: { host: 'new.example.com', path: '/' } }) ?? [];
    expect(redirect).toMatchObject({
      filters: [
        {
          type: 'RequestRedirect',
          requestRedirect: {
            hostname: 'new.example.com',
            statusCode: 301,
            path: { type: 'ReplaceFullPath', replaceFullPath: '/' },
          },
        },
      ],
    });
    expect(redirect).not.toHaveProperty('backendRefs');
  });

  it('makes of a subset a Service of its pods, with the policy that holds for them', () => {
    const breaker = new CircuitBreaker({ outlierDetection: { consecutive5xxErrors: 3 } });
    const traffic = trafficOf({
      policy: { circuitBreaker: breaker },
      routes: [{ to: WeightedSplit.of([v1, 90], [v2, 10]) }],
    });
    expect(traffic.httpRoute?.spec.rules).toMatchObject([
      {
        backendRefs: [
          { name: 'reviews-v1', port: 9080, weight: 90 },
          { name: 'reviews-v2', port: 9080, weight: 10 },
        ],
      },
    ]);
    const objects = objectsBelow(traffic);
    expect(objects.filter(({ kind }) => kind === 'Service')).toMatchObject([
      {
        metadata: { name: 'reviews-v1', namespace: 'shop' },
        spec: {
          selector: { app: 'reviews', version: 'v1' },
          ports: [{ name: 'http', port: 9080, targetPort: 9080 }],
        },
      },
      { metadata: { name: 'reviews-v2' } },
    ]);
    expect(traffic.destinationRules.map(({ spec }) => spec.host)).toEqual(['reviews', 'reviews-v1', 'reviews-v2']);
  });

  it('leads to the Service that a subset was given', () => {
    const given = new Subset('v1', { labels: { version: 'v1' }, service: MeshService.fromName('reviews-one') });
    const traffic = trafficOf({ service: MeshService.fromName('reviews', { port: 9080 }), routes: [{ to: given }] });
    expect(traffic.httpRoute?.spec.rules).toMatchObject([{ backendRefs: [{ name: 'reviews-one', port: 9080 }] }]);
    expect(objectsBelow(traffic).filter(({ kind }) => kind === 'Service')).toEqual([]);
  });

  it('is attached to the ServiceEntry of a host outside the cluster, and leads to the host', () => {
    const entry = { name: 'api', namespace: 'egress' };
    const service = MeshService.fromHost('api.example.com', { port: 443, serviceEntry: entry });
    const { httpRoute } = trafficOf({ service, namespace: 'shop', timeout: Duration.seconds(1) });
    expect(httpRoute?.spec).toMatchObject({
      parentRefs: [{ group: 'networking.istio.io', kind: 'ServiceEntry', ...entry }],
      rules: [
        { backendRefs: [{ group: 'networking.istio.io', kind: 'Hostname', name: 'api.example.com', port: 443 }] },
      ],
    });
  });

  it('is bound to Gateways, and to one that is made for pods that run already', () => {
    const shared = { name: 'shared', namespace: 'istio-ingress' };
    const traffic = trafficOf({
      gateways: [shared, Workload.gatewayFromName('istio-ingressgateway', { namespace: 'istio-system' })],
      hosts: ['shop.example.com'],
      mesh: true,
    });
    expect(traffic.httpRoute?.spec).toMatchObject({
      parentRefs: [
        { kind: 'Service', name: 'reviews' },
        shared,
        { name: 'shop-reviews-gateway', namespace: 'istio-system' },
      ],
      hostnames: ['shop.example.com'],
    });
    expect(objectsBelow(traffic).find(({ kind }) => kind === 'Gateway')).toMatchObject({
      apiVersion: 'gateway.networking.k8s.io/v1',
      // istiod takes pods of its own namespace alone.
      metadata: { namespace: 'istio-system' },
      spec: {
        gatewayClassName: 'istio',
        addresses: [{ type: 'Hostname', value: 'istio-ingressgateway.istio-system.svc.cluster.local' }],
        listeners: [{ name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'Selector' } } }],
      },
    });
  });

  it('has a Gateway of its own beside those of services of the same name in other namespaces', () => {
    const stack = stackWith();
    const gateways = [Workload.gatewayFromName('istio-ingressgateway', { namespace: 'istio-system' })];
    for (const namespace of ['shop', 'team']) {
      const service = MeshService.fromName('reviews', { namespace, port: 9080 });
      new ServiceTraffic(stack, namespace, { service, gateways, hosts: [`${namespace}.example.com`] });
    }
    const names = objectsBelow(stack).flatMap(({ kind, metadata }) => (kind === 'Gateway' ? [metadata.name] : []));
    expect(names).toEqual(['shop-reviews-gateway', 'team-reviews-gateway']);
  });

  it('has Services of other namespaces granted, once for each', () => {
    const other = MeshService.fromName('cart', { namespace: 'cart', port: 80 });
    const traffic = trafficOf({
      gateways: [{ name: 'shared' }],
      hosts: ['*'],
      routes: [
        { match: { path: '/a' }, to: other },
        { match: { path: '/b' }, to: other },
      ],
    });
    expect(traffic.httpRoute?.spec).not.toHaveProperty('hostnames');
    expect(objectsBelow(traffic).filter(({ kind }) => kind === 'ReferenceGrant')).toMatchObject([
      {
        metadata: { name: 'shop-to-cart', namespace: 'cart' },
        spec: {
          from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop' }],
          to: [{ group: '', kind: 'Service', name: 'cart' }],
        },
      },
    ]);
  });

  it('grows route by route, each checked where it is added', () => {
    const traffic = trafficOf().addRoute({ match: { path: '/a' }, to: v1 });
    traffic.addRoute({ match: { path: '/b' }, to: v2 });
    expect(traffic.httpRoute?.spec.rules).toHaveLength(3);
    expect(faultsOf(() => traffic.addRoute({ match: { path: 'c' } }))).toEqual([
      'HTTPRoute "reviews": spec.rules[2].matches[0].path: expected a path that begins with "/"',
    ]);
    expect(traffic.httpRoute?.spec.rules).toHaveLength(3);
  });
});

describe('what the Gateway API cannot say', () => {
  it.each<[string, HttpRoute, string]>([
    [
      'a fault',
      { fault: { abort: { httpStatus: 503, percentage: 1 } } },
      'fault: the Gateway API has no fault injection',
    ],
    ['a response', { directResponse: { status: 200 } }, 'directResponse: the Gateway API has no response of its own'],
    [
      'a missing header',
      { match: { headers: { a: { present: false } } } },
      'headers.a: the Gateway API has no match of a missing header',
    ],
    [
      'a client',
      { match: { sourceNamespace: 'a' } },
      'sourceNamespace: the Gateway API has no match by sourceNamespace',
    ],
    ['a host', { match: { host: 'a.b' } }, 'host: the Gateway API has no match of hosts'],
    [
      'a rewrite by expression',
      { rewrite: { path: { regex: 'a', replacement: 'b' } } },
      'rewrite.path: the Gateway API has no rewrite by a regular expression',
    ],
    [
      'a retry on 5xx',
      { retries: new Retries({ attempts: 1, retryOn: ['5xx'] }) },
      'retries.retryOn: the Gateway API has no retry on 5xx',
    ],
  ])('is refused by name: %s', (_, route, expected) => {
    expect(faultsOf(() => rulesOf(route))).toEqual([expect.stringContaining(`route 1: ${expected}: `)]);
  });

  it('is refused where it is no route', () => {
    expect(faultsOf(() => trafficOf({ exportTo: ['.'], timeout: Duration.seconds(1) }))).toEqual([
      expect.stringContaining('exportTo: the Gateway API has no list of namespaces that see a route: '),
    ]);
    const external = MeshService.fromHost('api.example.com', { port: 443 });
    expect(faultsOf(() => trafficOf({ service: external, timeout: Duration.seconds(1) }))).toEqual([
      expect.stringContaining(
        'service: the Gateway API attaches routes of hosts outside the cluster to their ServiceEntry',
      ),
    ]);
  });

  it('is the order of routes: a match that says more is tried first', () => {
    const byHeader = { name: 'testers', match: { headers: { tester: 'yes' } }, to: v1 };
    const byPath = { name: 'api', match: { path: '/api' }, to: v2 };
    expect(faultsOf(() => rulesOf(byHeader, byPath))).toEqual([
      'route "api": match: the Gateway API tries the more specific match first, so that route "api" would come before route "testers": add it before that, or set api: \'istio\', whose routes are tried in their order',
    ]);
    expect(faultsOf(() => rulesOf(byPath, byHeader))).toEqual([]);
  });

  it('allows an order that no request notices', () => {
    const paths = (...list: string[]) => list.map((path): HttpRoute => ({ match: { path } }));
    expect(faultsOf(() => rulesOf(...paths('/a', '/longer')))).toEqual([]);
    const prefixes = (...list: string[]) => list.map((prefix): HttpRoute => ({ match: { path: { prefix } } }));
    expect(faultsOf(() => rulesOf(...prefixes('/a/', '/longer/')))).toEqual([]);
    expect(faultsOf(() => rulesOf(...prefixes('/a', '/a/b')))).toHaveLength(1);
  });

  it('includes pods that are not known, and ports', () => {
    const unknown = MeshService.fromName('reviews', { namespace: 'shop', port: 9080 });
    expect(faultsOf(() => trafficOf({ service: unknown, routes: [{ to: v1 }] }))).toEqual([
      expect.stringContaining(
        'subset "v1": the Gateway API routes to Services, and the pods of "reviews" are not known',
      ),
    ]);
    const portless = MeshService.fromName('reviews', { namespace: 'shop' });
    expect(faultsOf(() => trafficOf({ service: portless, routes: [{ match: { path: '/' } }] }))).toEqual([
      expect.stringContaining('route 1: to: the Gateway API names the port of a Service'),
    ]);
  });

  it('includes gateways of the other API, either way', () => {
    const stack = stackWith();
    const servers = [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'] }];
    const istio = new Gateway(stack, 'Istio', { metadata: { name: 'edge' }, spec: { servers } });
    const other = new gatewayApi.Gateway(stack, 'Other', {
      metadata: { name: 'shared' },
      spec: { gatewayClassName: 'istio', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
    });
    const hosts = ['a.example.com'];
    const bind = (api: 'istio' | 'gateway', gateway: Gateway | gatewayApi.Gateway) => () =>
      new ServiceTraffic(stack, `T-${api}-${gateway.name}`, { service: reviews, api, gateways: [gateway], hosts });
    expect(faultsOf(bind('gateway', istio))).toEqual([
      'gateways: expected a gatewayApi.Gateway, got the Gateway "edge": pass a gatewayApi.Gateway, or set api: \'istio\'',
    ]);
    expect(faultsOf(bind('istio', other))).toEqual([
      'gateways: expected a Gateway, got the gatewayApi.Gateway "shared": set api: \'gateway\'',
    ]);
    expect(faultsOf(bind('gateway', other))).toEqual([]);
  });
});

describe('traffic in both APIs', () => {
  const both = (props: Partial<ServiceTrafficProps> = {}) =>
    trafficOf({
      api: 'both',
      policy: { circuitBreaker: new CircuitBreaker({ outlierDetection: { consecutive5xxErrors: 3 } }) },
      ...props,
    }).addRoute({
      to: WeightedSplit.of([v1, 90], [v2, 10]),
    });
  const names = (traffic: ServiceTraffic): string[] =>
    objectsBelow(traffic).map(
      ({ apiVersion, kind, metadata }) => `${apiVersion.split('/')[0]} ${kind} ${metadata.name}`,
    );
  const inOne = (api: 'istio' | 'gateway'): string[] => names(both({ api }));
  const ingress = {
    gateways: [Workload.gatewayFromName('ingress', { namespace: 'edge' })],
    hosts: ['shop.example.com'],
  };

  it('is all that it is in each of them, and nothing else', () => {
    expect(new Set(names(both()))).toEqual(new Set([...inOne('istio'), ...inOne('gateway')]));
  });

  it('keeps the address and release of every object from step to step', () => {
    const placesOf = (api: 'istio' | 'gateway' | 'both'): Map<string, string> => {
      const traffic = both({ api, ...ingress });
      return new Map(
        traffic.node
          .findAll()
          .flatMap((one) => (isDeliverable(one) ? [[one.node.path, JSON.stringify(one.manifest)] as const] : [])),
      );
    };
    const [istio, gateway, all] = [placesOf('istio'), placesOf('gateway'), placesOf('both')];
    expect([...all.keys()].sort()).toEqual([...new Set([...istio.keys(), ...gateway.keys()])].sort());
    for (const [path, manifest] of [...istio, ...gateway])
      expect(`${path} ${all.get(path)}`).toBe(`${path} ${manifest}`);
  });

  it('names a fault of either API once, and adds the route to neither', () => {
    const traffic = both();
    const before = names(traffic);
    expect(
      faultsOf(() => traffic.addRoute({ match: { path: { prefix: '/a' } }, directResponse: { status: 404 } })),
    ).toEqual([expect.stringContaining('directResponse: the Gateway API has no response of its own')]);
    expect(names(traffic)).toEqual(before);
    expect(traffic.virtualService?.spec.http).toHaveLength(1);
    expect(traffic.httpRoute?.spec.rules).toHaveLength(1);
  });

  it('asks for a Gateway of each API, where it is given resources', () => {
    const gateways = [
      new Gateway(stackWith(), 'Gateway', {
        metadata: { name: 'shop' },
        spec: {
          selector: { istio: 'a' },
          servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'] }],
        },
      }),
    ];
    expect(faultsOf(() => trafficOf({ api: 'both', gateways, hosts: ['shop.example.com'] }))).toEqual([
      'gateways: expected a gatewayApi.Gateway as well where the routes are in both APIs, got none: add it',
    ]);
  });
});
