import { ServiceV1 } from '@cdktf/provider-kubernetes/lib/service-v1';
import { TerraformVariable } from 'cdktf';
import { HelloWorld } from '../../../constructs/apps/hello-world';
import { CustomResource } from '../../../constructs/delivery/custom-resource';
import { ResourceBundle } from '../../../constructs/delivery/resource-bundle';
import { Duration } from '../../../constructs/duration';
import { IngressGateway } from '../../../constructs/mesh/ingress-gateway';
import { CircuitBreaker } from '../../../constructs/traffic/circuit-breaker';
import type { HttpMatch } from '../../../constructs/traffic/http-match';
import { LoadBalancer } from '../../../constructs/traffic/load-balancer';
import { Locality } from '../../../constructs/traffic/locality';
import { MeshService } from '../../../constructs/traffic/mesh-service';
import { Retries } from '../../../constructs/traffic/retries';
import { ServiceTraffic } from '../../../constructs/traffic/service-traffic';
import { Subset } from '../../../constructs/traffic/subset';
import { WeightedSplit } from '../../../constructs/traffic/weighted-split';
import { withoutPlaces } from '../without-places';
import { destinationRule, objectsOf, refusal, terraformOf, trafficStack, virtualService } from './traffic-stack';

const reviews = MeshService.fromName('reviews', { port: 9080 });
const v1 = Subset.version('v1');
const v2 = Subset.version('v2');

describe('the traffic of a service', () => {
  it('is left alone where nothing is ruled', () => {
    const stack = trafficStack();
    new ServiceTraffic(stack, 'Traffic', { service: reviews });
    expect(objectsOf(stack)).toEqual([]);
  });

  it.each([
    [3, '3'],
    [{ attempts: 3 }, 'an object'],
  ])('refuses %j where Retries belong', (retries, got) => {
    const fault = `retries: expected Retries such as new Retries({ attempts: 3 }), got ${got}`;
    const given = { retries: retries as unknown as Retries };
    const make = () =>
      new ServiceTraffic(trafficStack(), 'Traffic', { service: reviews, ...given, routes: [{ to: v1 }] });
    expect(refusal(make)).toContain(fault);
    const traffic = new ServiceTraffic(trafficStack(), 'Traffic', { service: reviews });
    expect(refusal(() => traffic.addRoute({ to: v1, ...given }))).toContain(fault);
  });

  it('is shared out by weight, to subsets that are declared by themselves', () => {
    const stack = trafficStack();
    new ServiceTraffic(stack, 'Traffic', { service: reviews }).addRoute({ to: WeightedSplit.of([v1, 90], [v2, 10]) });
    expect(virtualService(stack)).toEqual({
      hosts: ['reviews'],
      http: [
        {
          route: [
            { destination: { host: 'reviews', port: { number: 9080 }, subset: 'v1' }, weight: 90 },
            { destination: { host: 'reviews', port: { number: 9080 }, subset: 'v2' }, weight: 10 },
          ],
        },
      ],
    });
    expect(destinationRule(stack, 'reviews-v1')).toEqual({
      host: 'reviews',
      subsets: [{ name: 'v1', labels: { version: 'v1' } }],
    });
    expect(destinationRule(stack, 'reviews-v2').subsets).toEqual([{ name: 'v2', labels: { version: 'v2' } }]);
  });

  it('goes to the service itself where no route takes it', () => {
    const stack = trafficStack();
    new ServiceTraffic(stack, 'Traffic', { service: reviews }).addRoute({ match: { path: '/beta' }, to: v2 });
    expect(virtualService(stack).http?.at(-1)).toEqual({
      route: [{ destination: { host: 'reviews', port: { number: 9080 } } }],
    });
  });

  it('ends in 404 where no route takes it, if that is asked for', () => {
    const stack = trafficStack();
    new ServiceTraffic(stack, 'Traffic', { service: reviews, unmatched: 'not-found' }).addRoute({
      match: { path: '/hello' },
    });
    expect(virtualService(stack).http).toHaveLength(1);
  });

  it('tries routes in the order in which they were added, the one without a match last', () => {
    const stack = trafficStack();
    new ServiceTraffic(stack, 'Traffic', { service: reviews, routes: [{ name: 'rest', to: v1 }] })
      .addRoute({ name: 'first', match: { path: '/a' }, to: v2 })
      .addRoute({ name: 'second', match: { path: { prefix: '/' } }, to: v1 });
    expect(virtualService(stack).http?.map((route) => route.name)).toEqual(['first', 'second', 'rest']);
  });

  it('gets retries and a timeout for all routes that do not say otherwise', () => {
    const stack = trafficStack();
    const retries = new Retries({ attempts: 3, perTryTimeout: Duration.seconds(1), retryOn: ['connect-failure', 503] });
    new ServiceTraffic(stack, 'Traffic', { service: reviews, retries, timeout: Duration.seconds(10) })
      .addRoute({ match: { path: '/slow' }, timeout: Duration.minutes(1), retries: Retries.NONE })
      .addRoute({ match: { path: '/moved' }, redirect: { path: '/here' } });
    const [slow, moved, rest] = virtualService(stack).http ?? [];
    expect([slow?.timeout, slow?.retries]).toEqual(['60s', { attempts: 0 }]);
    expect([moved?.timeout, moved?.retries]).toEqual([undefined, undefined]);
    expect(rest?.timeout).toBe('10s');
    expect(rest?.retries).toEqual({ attempts: 3, perTryTimeout: '1s', retryOn: 'connect-failure,503' });
  });

  it('is ruled at gateways alone, where gateways are named', () => {
    const stack = trafficStack();
    new ServiceTraffic(stack, 'Traffic', {
      service: reviews,
      gateways: [{ name: 'public', namespace: 'edge' }, { name: 'own' }],
      hosts: ['reviews.example.com'],
    });
    const { hosts, gateways } = virtualService(stack);
    expect({ hosts, gateways }).toEqual({ hosts: ['reviews.example.com'], gateways: ['edge/public', 'own'] });
  });

  it('is ruled at gateways and in the mesh, where both are asked for', () => {
    const stack = trafficStack();
    new ServiceTraffic(stack, 'Traffic', {
      service: reviews,
      gateways: [{ name: 'public' }],
      hosts: ['reviews.example.com'],
      mesh: true,
    });
    const { hosts, gateways } = virtualService(stack);
    expect({ hosts, gateways }).toEqual({ hosts: ['reviews', 'reviews.example.com'], gateways: ['mesh', 'public'] });
  });

  it('gets a Gateway of its own, where the pods of a gateway are named', () => {
    const stack = trafficStack();
    const ingress = new IngressGateway(stack, 'Ingress');
    new ServiceTraffic(stack, 'Traffic', { service: reviews, gateways: [ingress], hosts: ['*'] });
    const gateway = objectsOf(stack).find(({ kind }) => kind === 'Gateway');
    expect(gateway?.metadata.name).toBe('reviews-gateway');
    expect(gateway?.manifest['spec']).toEqual({
      selector: { istio: 'ingressgateway' },
      servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'] }],
    });
    expect(virtualService(stack).gateways).toEqual(['reviews-gateway']);
  });

  it('splits TCP connections by weight', () => {
    const stack = trafficStack();
    new ServiceTraffic(stack, 'Traffic', { service: reviews }).addTcpRoute({
      match: { port: 9000 },
      to: WeightedSplit.of([v1, 80], [v2, 20]),
    });
    const { http, tcp } = virtualService(stack);
    expect(http).toBeUndefined();
    expect(tcp?.[0]?.match).toEqual([{ port: 9000 }]);
    expect(tcp?.[0]?.route?.map(({ weight }) => weight)).toEqual([80, 20]);
  });

  it('passes TLS on by the name that the client asks for', () => {
    const stack = trafficStack();
    new ServiceTraffic(stack, 'Traffic', {
      service: reviews,
      gateways: [{ name: 'passthrough' }],
      hosts: ['*.example.com'],
    }).addTlsRoute({ match: { port: 443, sniHosts: ['reviews.example.com'] }, to: v1 });
    expect(virtualService(stack).tls).toEqual([
      {
        match: [{ port: 443, sniHosts: ['reviews.example.com'] }],
        route: [{ destination: { host: 'reviews', port: { number: 9080 }, subset: 'v1' } }],
      },
    ]);
  });

  it('treats all pods by one policy, and those of a subset by another', () => {
    const stack = trafficStack();
    const canary = Subset.version('v3', { policy: { loadBalancer: LoadBalancer.roundRobin() } });
    new ServiceTraffic(stack, 'Traffic', {
      service: reviews,
      policy: {
        loadBalancer: LoadBalancer.byCookie('session', { ttl: Duration.hours(1) }),
        circuitBreaker: new CircuitBreaker({ outlierDetection: { consecutive5xxErrors: 3 } }),
        retryBudget: { percent: 25 },
        ports: { 9090: { loadBalancer: LoadBalancer.random() } },
      },
      subsets: [canary],
    });
    expect(destinationRule(stack)).toEqual({
      host: 'reviews',
      trafficPolicy: {
        loadBalancer: { consistentHash: { httpCookie: { name: 'session', ttl: '3600s' } } },
        outlierDetection: { consecutive5xxErrors: 3 },
        retryBudget: { percent: 25 },
        portLevelSettings: [{ port: { number: 9090 }, loadBalancer: { simple: 'RANDOM' } }],
      },
    });
    expect(destinationRule(stack, 'reviews-v3').subsets?.[0]?.trafficPolicy).toEqual({
      loadBalancer: { simple: 'ROUND_ROBIN' },
    });
  });

  it('leads to other services, and to their subsets', () => {
    const stack = trafficStack();
    const ratings = new ServiceTraffic(stack, 'Ratings', {
      service: MeshService.fromName('ratings', { namespace: 'other' }),
      subsets: [v2],
    });
    new ServiceTraffic(stack, 'Traffic', { service: reviews })
      .addRoute({ match: { path: '/ratings' }, to: ratings.subset('v2') })
      .addRoute({ match: { path: '/partner' }, to: MeshService.fromHost('api.example.com') });
    const hosts = virtualService(stack).http?.map((route) => route.route?.[0]?.destination);
    expect(hosts?.[0]).toEqual({ host: 'ratings.other.svc.cluster.local', subset: 'v2' });
    expect(hosts?.[1]).toEqual({ host: 'api.example.com' });
  });

  it('can be seen by some namespaces only', () => {
    const stack = trafficStack();
    new ServiceTraffic(stack, 'Traffic', {
      service: reviews,
      exportTo: ['.'],
      subsets: [v1],
      timeout: Duration.seconds(1),
    });
    expect(virtualService(stack).exportTo).toEqual(['.']);
    expect(destinationRule(stack, 'reviews-v1').exportTo).toEqual(['.']);
  });

  it('can be overridden in what it makes', () => {
    const stack = trafficStack();
    const traffic = new ServiceTraffic(stack, 'Traffic', { service: reviews }).addRoute({ to: v1 });
    traffic.virtualService?.addOverride('spec.http.0.timeout', '7s');
    traffic.destinationRules[0]?.addLabel('team', 'reviews');
    expect(virtualService(stack).http?.[0]?.timeout).toBe('7s');
    expect(objectsOf(stack)[0]?.metadata.labels).toEqual({ team: 'reviews' });
  });
});

describe('the service', () => {
  const hostOf = (service: ConstructorParameters<typeof ServiceTraffic>[2]['service'], stack = trafficStack()) => {
    new ServiceTraffic(stack, 'Traffic', { service, timeout: Duration.seconds(1) });
    return objectsOf(stack).find(({ kind }) => kind === 'VirtualService');
  };

  it('is the one that an application names', () => {
    const stack = trafficStack();
    const found = hostOf(new HelloWorld(stack, 'HelloWorld'), stack);
    expect(found?.manifest['spec']).toMatchObject({
      hosts: ['helloworld'],
      http: [{ route: [{ destination: { host: 'helloworld', port: { number: 5000 } } }] }],
    });
  });

  it('is a Service of the Kubernetes provider, with its only port', () => {
    const stack = trafficStack();
    const service = new ServiceV1(stack, 'Service', {
      metadata: { name: 'cart', namespace: 'shop' },
      spec: { port: [{ port: 80 }] },
    });
    const found = hostOf(service, stack);
    expect(found?.metadata.namespace).toBe('shop');
    expect(found?.manifest['spec']).toMatchObject({
      http: [{ route: [{ destination: { host: 'cart', port: { number: 80 } } }] }],
    });
  });

  it('is waited for by the routes to it, but not by the subsets', () => {
    const stack = trafficStack();
    const service = new ServiceV1(stack, 'Service', { metadata: { name: 'cart' }, spec: {} });
    new ServiceTraffic(stack, 'Traffic', { service }).addRoute({ to: v1 });
    const { helm_release: releases } = terraformOf(stack).resource;
    expect(releases['default_virtualservice-cart'].depends_on).toContain('kubernetes_service_v1.Service');
    expect(releases['default_destinationrule-cart-v1'].depends_on).toBeUndefined();
  });

  it('is a Service delivered as an object, and no other object', () => {
    const stack = trafficStack();
    const object = (kind: string) =>
      new CustomResource(stack, kind, {
        apiVersion: 'v1',
        kind,
        metadata: { name: 'cart' },
        spec: { ports: [{ port: 80 }] },
      });
    expect(hostOf(object('Service'), stack)?.metadata.name).toBe('cart');
    expect(refusal(() => MeshService.of(object('Endpoints')))).toBe(
      'shop/Endpoints: expected a Service, got a Endpoints: pass the construct that deploys the service, or MeshService.fromName(...)',
    );
  });

  it('has one owner of its traffic', () => {
    const stack = trafficStack();
    new ServiceTraffic(stack, 'First', { service: reviews });
    expect(refusal(() => new ServiceTraffic(stack, 'Second', { service: MeshService.fromName('reviews') }))).toBe(
      'shop/Second: service: the traffic of "reviews" in namespace default has an owner already, shop/First: add routes and policies to that',
    );
  });

  it('refuses names that are none', () => {
    expect(refusal(() => MeshService.fromName('reviews.shop'))).toMatch(
      /MeshService\.fromName: expected a service's name of lowercase letters, digits and "-", got "reviews\.shop"; for a host outside the cluster use MeshService\.fromHost/,
    );
    expect(refusal(() => MeshService.fromHost('https://x'))).toMatch(
      /MeshService\.fromHost: expected a host name in lowercase, without port and path, got "https:\/\/x"/,
    );
  });
});

describe('a route that is added', () => {
  const traffic = (stack = trafficStack()) => new ServiceTraffic(stack, 'Traffic', { service: reviews });

  it('is checked as the resource is, where it is added, and leaves the traffic as it was when it is refused', () => {
    const stack = trafficStack();
    const added = traffic(stack).addRoute({ match: { path: '/a' }, to: v1 });
    expect(refusal(() => added.addRoute({ match: { path: { regex: '(' } }, to: v2 }))).toMatch(
      /^shop\/Traffic\/VirtualService: VirtualService "reviews": spec.http\[1\].match\[0\].uri.regex: /,
    );
    expect(added.subsets.map(({ name }) => name)).toEqual(['v1']);
    expect(virtualService(stack).http).toHaveLength(2);
  });

  it('can be read from the resource at once', () => {
    const added = traffic().addRoute({ name: 'a', match: { path: '/a' } });
    const resource = added.virtualService;
    added.addRoute({ name: 'b', match: { path: '/b' } });
    expect(resource?.spec.http?.map(({ name }) => name)).toEqual(['a', 'b', undefined]);
    resource?.patch({ spec: { exportTo: ['.'] } });
    added.addRoute({ name: 'c', match: { path: '/c' } });
    expect(resource?.spec.http).toHaveLength(4);
    expect(resource?.spec.exportTo).toEqual(['.']);
  });

  it('gives the same as the same route among the props', () => {
    const routes = [
      { name: 'rest', to: v1 },
      { name: 'a', match: { path: '/a' }, to: v2 },
    ];
    const [byProps, byCalls] = [trafficStack(), trafficStack()];
    new ServiceTraffic(byProps, 'Traffic', { service: reviews, routes });
    const added = traffic(byCalls);
    for (const route of routes) added.addRoute(route);
    expect(virtualService(byCalls)).toEqual(virtualService(byProps));
  });

  it('may come after construction, whatever happens to other requests', () => {
    const stack = trafficStack();
    const props = { service: reviews, gateways: [{ name: 'public' }], hosts: ['a.example.com'] };
    new ServiceTraffic(stack, 'Traffic', { ...props, unmatched: 'not-found' }).addRoute({
      match: { path: { prefix: '/api' } },
    });
    expect(virtualService(stack).http).toHaveLength(1);
    const none = trafficStack();
    new ServiceTraffic(none, 'Traffic', { ...props, unmatched: 'not-found' });
    expect(refusal(() => terraformOf(none))).toMatch(
      'shop/Traffic: routes: expected at least one route where unmatched is "not-found", got none',
    );
  });
});

describe('a route that no request reaches', () => {
  /** What a synthesis says, by the codes of the checks; what has none would be said by the traffic itself. */
  const warnings = (api: 'istio' | 'gateway', ...matches: (HttpMatch | HttpMatch[])[]) => {
    const stack = trafficStack('1.31.0');
    const traffic = new ServiceTraffic(stack, 'Traffic', { service: reviews, api });
    for (const match of matches) traffic.addRoute({ match });
    terraformOf(stack);
    return traffic.node
      .findAll()
      .flatMap(({ node }) => node.metadata.map(({ data }) => String(data).replace(/:.*/, '')))
      .filter((line) => /^(IST013[01]$|route)/.test(line));
  };

  it.each<[string, HttpMatch | HttpMatch[], HttpMatch | HttpMatch[]]>([
    ['a prefix of every path', { path: { prefix: '/' } }, { path: { prefix: '/api' } }],
    ['the same match', { path: '/a', headers: { 'X-A': 'b' } }, { path: '/a', headers: { 'x-a': 'b' } }],
    ['a prefix inside a prefix', { path: { prefix: '/api' } }, { path: '/api/v1', method: 'GET' }],
    ['a header that is there', { headers: { a: { present: true } } }, { headers: { a: { regex: 'b|c' } } }],
    ['all matches of several', [{ path: '/a' }, { path: '/b' }], [{ path: '/b' }, { path: '/a', port: 80 }]],
    ['case that does not matter', { path: { prefix: '/API' }, ignorePathCase: true }, { path: '/api' }],
  ])('is warned of once, with a code: %s', (_title, first, second) => {
    expect(warnings('istio', first, second)).toEqual([expect.stringMatching(/^IST013[01]$/)]);
  });

  it.each<[string, HttpMatch | HttpMatch[], HttpMatch | HttpMatch[]]>([
    ['another path', { path: { prefix: '/api' } }, { path: '/ap' }],
    ['a condition more', { path: { prefix: '/' }, method: 'GET' }, { path: { prefix: '/' } }],
    ['one path of two', { path: '/a' }, [{ path: '/c' }, { path: '/b' }]],
    ['case that does', { path: '/API' }, { path: '/api' }],
    ['case ignored by the second', { path: '/api' }, { path: '/api', ignorePathCase: true }],
    ['a regular expression', { path: { regex: '/a.*' } }, { path: '/ab' }],
    ['a header that is not there', { headers: { a: { present: false } } }, { headers: { a: 'b' } }],
    ['another gateway', { path: '/', gateways: ['mesh'] }, { path: '/' }],
  ])('is not: %s', (_title, first, second) => {
    expect(warnings('istio', first, second)).toEqual([]);
  });

  it('is warned of in the Gateway API too, where what says more is tried first', () => {
    const header = (value: string) => ({ path: '/a', headers: { a: value } });
    expect(warnings('gateway', header('b'), header('b'))).toEqual(['IST0131']);
    expect(warnings('gateway', { headers: { a: { present: true } } }, { headers: { a: 'b' } })).toEqual(['IST0131']);
    expect(warnings('gateway', header('b'), header('c'))).toEqual([]);
    expect(warnings('gateway', { path: { prefix: '/' } })).toEqual([]);
  });
});

describe('the order of changes', () => {
  const releases = (stack: ReturnType<typeof trafficStack>) => terraformOf(stack).resource.helm_release;

  it('has each subset in a release that comes before the routes and goes after them', () => {
    const stack = trafficStack();
    new ServiceTraffic(stack, 'Traffic', { service: reviews }).addRoute({ to: WeightedSplit.of([v1, 50], [v2, 50]) });
    const all = releases(stack);
    expect(Object.keys(all).sort()).toEqual([
      'default_destinationrule-reviews-v1',
      'default_destinationrule-reviews-v2',
      'default_virtualservice-reviews',
    ]);
    expect(all['default_destinationrule-reviews-v1'].lifecycle).toHaveProperty('create_before_destroy', true);
    expect(all['default_virtualservice-reviews'].depends_on).toEqual([
      'helm_release.default_destinationrule-reviews-v1',
      'helm_release.default_destinationrule-reviews-v2',
    ]);
  });

  it('holds for subsets that are added later, and for manifests', () => {
    const stack = trafficStack('1.30.3', 'manifest');
    new ServiceTraffic(stack, 'Traffic', { service: reviews, timeout: Duration.seconds(1) }).addRoute({ to: v1 });
    const manifests = terraformOf(stack).resource.kubernetes_manifest;
    expect(manifests['default_virtualservice_reviews'].depends_on).toEqual([
      'kubernetes_manifest.default_destinationrule_reviews-v1',
    ]);
    expect(manifests['default_destinationrule_reviews-v1'].lifecycle).toEqual({ create_before_destroy: true });
  });

  it('is up to Helm within a bundle', () => {
    const stack = trafficStack();
    const bundle = new ResourceBundle(stack, 'Bundle');
    new ServiceTraffic(bundle, 'Traffic', { service: reviews }).addRoute({ to: v1 });
    expect(Object.keys(releases(stack))).toEqual(['default_shop']);
    expect(releases(stack)['default_shop'].lifecycle).not.toHaveProperty('create_before_destroy');
  });

  it('is given up where all subsets stand in one DestinationRule', () => {
    const stack = trafficStack();
    new ServiceTraffic(stack, 'Traffic', {
      service: reviews,
      policy: { loadBalancer: LoadBalancer.random() },
      subsetsInOneRule: true,
    }).addRoute({ to: WeightedSplit.of([v1, 50], [v2, 50]) });
    expect(destinationRule(stack)).toEqual({
      host: 'reviews',
      trafficPolicy: { loadBalancer: { simple: 'RANDOM' } },
      subsets: [
        { name: 'v1', labels: { version: 'v1' } },
        { name: 'v2', labels: { version: 'v2' } },
      ],
    });
  });
});

describe('traffic rules that cannot work are refused', () => {
  const traffic = (props: object = {}) => new ServiceTraffic(trafficStack(), 'Traffic', { service: reviews, ...props });

  it('hosts that do not go with the gateways', () => {
    expect(refusal(() => traffic({ gateways: [{ name: 'g' }] }))).toBe(
      'shop/Traffic: hosts: expected the host names that the gateways answer to, got none: ["shop.example.com"], or ["*"] for any',
    );
    expect(refusal(() => traffic({ hosts: ['a.example.com'] }))).toBe(
      'shop/Traffic: hosts: expected none without gateways, got a.example.com: hosts are answered at gateways only',
    );
    expect(refusal(() => traffic({ mesh: false }))).toMatch(
      /mesh: expected true where there are no gateways, got false: the rules would apply nowhere/,
    );
    expect(refusal(() => traffic({ gateways: [{ name: 'g' }], hosts: ['*'], mesh: true }))).toMatch(
      /hosts: "\*" would match the requests of every service in the mesh: list the host names, or leave mesh out/,
    );
  });

  it('gateways in front of a service with several ports', () => {
    const stack = trafficStack();
    const service = new ServiceV1(stack, 'Service', {
      metadata: { name: 'cart' },
      spec: { port: [{ port: 80 }, { port: 9090 }] },
    });
    const props = { gateways: [{ name: 'g' }], hosts: ['*'] };
    expect(refusal(() => new ServiceTraffic(stack, 'Traffic', { service, ...props }))).toBe(
      'shop/Traffic: service: "cart" has the ports 80, 9090: choose the one that gateways lead to: MeshService.of(service).withPort(80)',
    );
    new ServiceTraffic(stack, 'Traffic', { service: MeshService.of(service).withPort(80), ...props });
  });

  it('two routes without a match, and two of one name', () => {
    expect(refusal(() => traffic().addRoute({ name: 'a', to: v1 }).addRoute({ name: 'b', to: v2 }))).toBe(
      'shop/Traffic: routes "a" and "b": expected at most one route without a match, got two: give one of them a match',
    );
    const match = { path: '/' };
    expect(
      refusal(() =>
        traffic({
          routes: [
            { name: 'a', match },
            { name: 'a', match },
          ],
        }),
      ),
    ).toBe('shop/Traffic: route "a": duplicate name: give each route a name of its own');
  });

  it('two subsets of one name', () => {
    const other = new Subset('v1', { labels: { track: 'old' } });
    expect(refusal(() => traffic({ subsets: [v1] }).addSubset(other))).toBe(
      'shop/Traffic: subset "v1": duplicate name, with labels { version: v1 } and { track: old }, or with different policies: rename one of them',
    );
    expect(traffic({ subsets: [v1] }).addSubset(Subset.version('v1')).subsets).toHaveLength(1);
  });

  it('a subset that is not declared', () => {
    expect(refusal(() => traffic({ subsets: [v1] }).subset('v9'))).toBe(
      'shop/Traffic: subset: expected a declared subset (v1), got "v9"',
    );
  });

  it('names that no subset can have', () => {
    expect(refusal(() => Subset.version('v1.2'))).toMatch(
      /subset: expected a name of at most 63 lowercase letters, digits and "-", known before the deploy, got "v1\.2": new Subset\('v1-2', \{ labels: \{ version: '1\.2' \} \}\)/,
    );
  });

  it('a retry budget under Istio 1.17', () => {
    const stack = trafficStack('1.17.2');
    const policy = { retryBudget: { percent: 25 } };
    expect(refusal(() => new ServiceTraffic(stack, 'Traffic', { service: reviews, policy }))).toBe(
      'shop/Traffic: retryBudget: Istio 1.17 has none (1.27 has): limit retries with circuitBreaker.connectionPool.http.maxRetries',
    );
    expect(refusal(() => traffic({ policy: { retryBudget: { percent: 120 } } }))).toMatch(
      /retryBudget\.percent: expected a number from 0 to 100, got 120/,
    );
  });

  it('failover between places that nothing triggers', () => {
    const loadBalancer = LoadBalancer.leastRequest().withLocality(Locality.failover({ east: 'west' }));
    expect(refusal(() => traffic({ policy: { loadBalancer } }))).toMatch(/locality failover needs a circuitBreaker/);
    const circuitBreaker = new CircuitBreaker({ outlierDetection: {} });
    expect(() => traffic({ policy: { loadBalancer, circuitBreaker } })).not.toThrow();
    const subset = Subset.version('v1', { policy: { loadBalancer } });
    expect(refusal(() => traffic({ subsets: [subset] }))).toMatch(
      /^shop\/Traffic: subset "v1": loadBalancer: locality/,
    );
    expect(() => traffic({ policy: { circuitBreaker }, subsets: [subset] })).not.toThrow();
  });

  it('server names outside the hosts, and headers on connections', () => {
    const props = { gateways: [{ name: 'g' }], hosts: ['a.example.com'] };
    expect(refusal(() => traffic(props).addTlsRoute({ match: { sniHosts: ['b.example.com'] } }))).toBe(
      'shop/Traffic: TLS route 1: sniHosts: expected hosts among a.example.com, got b.example.com: add it to hosts',
    );
    const to = new WeightedSplit([{ to: v1, weight: 100, headers: {} }]);
    expect(refusal(() => traffic().addTcpRoute({ to }))).toMatch(/TCP route 1: to: connections have no headers/);
  });

  it('where a connection comes from, at gateways', () => {
    const props = { gateways: [{ name: 'g' }], hosts: ['a.example.com'] };
    expect(refusal(() => traffic(props).addTcpRoute({ match: { sourceNamespace: 'shop' } }))).toBe(
      'shop/Traffic: TCP route 1: sourceNamespace: known only of clients within the mesh: set mesh: true, or leave it out',
    );
    expect(refusal(() => traffic(props).addTcpRoute({ match: { gateways: ['mesh'] } }))).toBe(
      'shop/Traffic: TCP route 1: gateways: expected some of those that the traffic is bound to (g), got "mesh"',
    );
  });

  it('TLS through the Gateway that is made for HTTP', () => {
    const stack = trafficStack();
    const ingress = new IngressGateway(stack, 'Ingress');
    const made = new ServiceTraffic(stack, 'Traffic', {
      service: reviews,
      gateways: [ingress],
      hosts: ['a.example.com'],
    });
    expect(refusal(() => made.addTlsRoute({ match: { sniHosts: ['a.example.com'] } }))).toMatch(
      /gateways: the Gateway made here serves HTTP at port 80 only: pass a Gateway resource for TCP and TLS/,
    );
  });

  it('all at once, and nothing is left behind', () => {
    const stack = trafficStack();
    const props = { service: reviews, hosts: ['a'], routes: [{ match: {} }, { fault: {} }] };
    const lines = refusal(() => new ServiceTraffic(stack, 'Traffic', props)).split('\n');
    expect(lines).toHaveLength(3);
    expect(() => new ServiceTraffic(stack, 'Traffic', { service: reviews })).not.toThrow();
  });

  it('a refused route leaves the routes as they were', () => {
    const stack = trafficStack();
    const traffic = new ServiceTraffic(stack, 'Traffic', { service: reviews }).addRoute({ to: v1 });
    refusal(() => traffic.addRoute({ match: {}, to: v2 }));
    expect(virtualService(stack).http).toHaveLength(1);
    expect(objectsOf(stack).map(({ metadata }) => metadata.name)).not.toContain('reviews-v2');
  });
});

describe('what is not known before the deploy', () => {
  it('is taken anywhere but in the names of subsets', () => {
    const stack = trafficStack();
    const text = new TerraformVariable(stack, 'text', { type: 'string' }).stringValue;
    const number = new TerraformVariable(stack, 'number', { type: 'number' }).numberValue;
    const retries = new Retries({ attempts: number, perTryTimeout: Duration.seconds(1), retryOn: [number] });
    const locality = Locality.distribute({ [text]: { [text]: number } });
    new ServiceTraffic(stack, 'Traffic', {
      service: MeshService.fromName(text, { namespace: text, port: number }),
      gateways: [{ name: text, namespace: text }],
      hosts: [text],
      timeout: Duration.seconds(1),
      retries,
      policy: {
        loadBalancer: LoadBalancer.byCookie(text).withLocality(locality),
        retryBudget: { percent: number },
        circuitBreaker: new CircuitBreaker({
          connectionPool: { http: { maxRetries: number } },
          outlierDetection: { maxEjectionPercent: number },
        }),
      },
      subsets: [new Subset('v3', { labels: { version: text } })],
    }).addRoute({
      match: { uri: text, headers: { [text]: text }, cookies: { a: text }, port: number },
      to: WeightedSplit.of([v1, number], [v2, 10]),
      mirror: { to: v2, percentage: number },
      fault: { abort: { httpStatus: number, percentage: number } },
      cors: { allowOrigins: [text] },
    });
    expect(() => terraformOf(stack)).not.toThrow();
    expect(refusal(() => Subset.version(text))).toMatch(/known before the deploy/);
  });
});

describe('a timeout shorter than all tries together', () => {
  const warnings = (timeout: Duration, attempts: number) => {
    const stack = trafficStack();
    const retries = new Retries({ attempts, perTryTimeout: Duration.seconds(2) });
    const traffic = new ServiceTraffic(stack, 'Traffic', { service: reviews }).addRoute({
      name: 'all',
      timeout,
      retries,
    });
    return traffic.node.metadata.filter(({ type }) => type === '@cdktf/warn').map(({ data }) => withoutPlaces(data));
  };

  it('is warned of', () => {
    expect(warnings(Duration.seconds(5), 3)).toEqual([
      'route "all": timeout: 5s is shorter than 4 tries of 2s each (8s), so the last tries are cut off: raise timeout, or lower perTryTimeout',
    ]);
  });

  it('is not seen where there is time enough, or no retry', () => {
    expect(warnings(Duration.seconds(8), 3)).toEqual([]);
  });
});
