import { createHash } from 'node:crypto';
import { NotSimulatedError } from '../../testing';
import { MeshObjects } from '../../testing/simulator/mesh-objects';
import { send } from '../../testing/simulator/send';
import recorded from '../fixtures/gateway-api-answers.json';
import { generatedGatewayMeshes } from './generated-gateway-meshes';
import { lineOf } from './istio-answer';
import { inWords, istio, meshOf, service } from './mesh-of-yaml';

const HTTP = '[{name: http, port: 80}, {name: more, port: 8080}]';
const REVIEWS = service('reviews', 'shop', HTTP, ', selector: {app: reviews}');
const RATINGS = service('ratings', 'shop', HTTP, ', selector: {app: ratings}');
const ELSEWHERE = service('cart', 'other', HTTP, ', selector: {app: cart}');

const kubernetes = (kind: string, name: string, namespace: string, spec: string, version = 'v1'): string =>
  `{apiVersion: gateway.networking.k8s.io/${version}, kind: ${kind}, metadata: {name: ${name}, namespace: ${namespace}}, spec: ${spec}}`;

const gateway = (listeners: string, namespace = 'shop'): string =>
  kubernetes('Gateway', 'shared', namespace, `{gatewayClassName: istio, listeners: [${listeners}]}`);

const WEB = '{name: web, port: 80, protocol: HTTP}';

const route = (name: string, rules: string, more = 'parentRefs: [{name: shared}]', kind = 'HTTPRoute'): string =>
  kubernetes(kind, name, 'shop', `{${more}, rules: [${rules}]}`);

const to = (name: string, matches: string, port = 80): string =>
  `{matches: [${matches}], backendRefs: [{name: ${name}, port: ${port}}]}`;

const path = (type: string, value: string): string => `path: {type: ${type}, value: ${value}}`;

describe('a request through a Gateway of the Gateway API', () => {
  it('meets the match that says most, whichever route it is written in', () => {
    const send = meshOf(
      REVIEWS,
      RATINGS,
      gateway(WEB),
      route('first', to('reviews', `{${path('PathPrefix', '/')}}`)),
      route('second', to('ratings', `{${path('RegularExpression', '/a.*')}}`)),
      route(
        'third',
        `${to('ratings', `{${path('Exact', '/a')}}`)}, ${to('ratings', `{${path('PathPrefix', '/a')}, method: PUT}`, 8080)}`,
      ),
    );
    const at = (asked: string, method = 'GET'): unknown => {
      const outcome = send({ host: 'any.example', path: asked, method });
      return outcome.kind === 'forwarded' ? [outcome.route.virtualService.name, outcome.route.index] : outcome;
    };
    expect(at('/a')).toEqual(['third', 0]);
    expect(at('/a/b', 'PUT')).toEqual(['third', 1]);
    // A prefix comes before an expression, and stands for whole elements of the path.
    expect(at('/ab')).toEqual(['first', 0]);
    expect(send({ host: 'any.example', path: '/a' })).toMatchObject({
      route: { kind: 'HTTPRoute', name: 'shop.third.0', match: 0 },
    });
  });

  it('takes a path of whole elements, and leaves the slash when the prefix goes', () => {
    const rewrite = (type: string, value: string): string =>
      `filters: [{type: URLRewrite, urlRewrite: {path: {type: ${type}, ${type === 'ReplaceFullPath' ? 'replaceFullPath' : 'replacePrefixMatch'}: ${value}}}}]`;
    const send = meshOf(
      REVIEWS,
      gateway(WEB),
      route(
        'all',
        `{matches: [{${path('PathPrefix', '/old')}}], ${rewrite('ReplacePrefixMatch', '/')}, backendRefs: [{name: reviews, port: 80}]},
         {matches: [{${path('PathPrefix', '/api/')}}], ${rewrite('ReplacePrefixMatch', '/v2/')}, backendRefs: [{name: reviews, port: 80}]},
         {matches: [{${path('Exact', '/one')}}], ${rewrite('ReplaceFullPath', '/whole')}, backendRefs: [{name: reviews, port: 80}]}`,
      ),
    );
    const sent = (asked: string): unknown => {
      const outcome = send({ host: 'any.example', path: asked });
      return outcome.kind === 'forwarded' ? outcome.path : inWords(outcome);
    };
    expect(['/old/a?q=1', '/old', '/older', '/api/x', '/api', '/one?q=1'].map(sent)).toEqual([
      '/a?q=1',
      '/',
      'lost 404',
      '/v2/x',
      '/v2',
      '/whole?q=1',
    ]);
  });

  it('is redirected with the prefix of its path replaced', () => {
    const redirect =
      '{type: RequestRedirect, requestRedirect: {scheme: https, path: {type: ReplacePrefixMatch, replacePrefixMatch: /new}}}';
    const send = meshOf(
      gateway(WEB),
      route('all', `{matches: [{${path('PathPrefix', '/old')}}], filters: [${redirect}]}`),
    );
    expect(inWords(send({ host: 'a.example', path: '/old/x?q=1' }))).toBe('302 https://a.example/new/x?q=1');
  });

  it('goes to the listener that is made for its host most narrowly', () => {
    const send = meshOf(
      REVIEWS,
      RATINGS,
      gateway(
        `{name: wide, port: 80, protocol: HTTP, hostname: "*.example"}, {name: narrow, port: 80, protocol: HTTP, hostname: a.example}`,
      ),
      route('wide', to('reviews', `{${path('PathPrefix', '/')}}`), 'parentRefs: [{name: shared, sectionName: wide}]'),
      route(
        'narrow',
        to('ratings', `{${path('Exact', '/only')}}`),
        'parentRefs: [{name: shared, sectionName: narrow}]',
      ),
    );
    expect(inWords(send({ host: 'b.example' }))).toBe('reviews.shop.svc.cluster.local:80');
    expect(inWords(send({ host: 'a.example', path: '/only' }))).toBe('ratings.shop.svc.cluster.local:80');
    expect(inWords(send({ host: 'a.example' }))).toBe('lost 404');
  });

  it('is not routed by what the listener does not allow: another namespace, kind or section', () => {
    const rule = to('reviews', `{${path('PathPrefix', '/')}}`);
    const far = kubernetes(
      'HTTPRoute',
      'far',
      'other',
      `{parentRefs: [{name: shared, namespace: shop}], rules: [${to('cart', `{${path('PathPrefix', '/')}}`)}]}`,
    );
    const asked = { host: 'a.example' };
    expect(inWords(meshOf(ELSEWHERE, gateway(WEB), far)(asked))).toBe('lost 404');
    const open = '{name: web, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}';
    expect(inWords(meshOf(ELSEWHERE, gateway(open), far)(asked))).toBe('cart.other.svc.cluster.local:80');
    const grpc = '{name: web, port: 80, protocol: HTTP, allowedRoutes: {kinds: [{kind: GRPCRoute}]}}';
    expect(inWords(meshOf(REVIEWS, gateway(grpc), route('one', rule))(asked))).toBe('lost 404');
    expect(
      inWords(
        meshOf(REVIEWS, gateway(WEB), route('one', rule, 'parentRefs: [{name: shared, sectionName: wrong}]'))(asked),
      ),
    ).toBe('lost 404');
  });

  it('is answered with 500 where a backend is not there, not granted, or has no weight', () => {
    const other = (more = ''): string => `{backendRefs: [{name: cart, namespace: other, port: 80}${more}]}`;
    const grant = kubernetes(
      'ReferenceGrant',
      'shop',
      'other',
      '{from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop}], to: [{group: "", kind: Service}]}',
      'v1beta1',
    );
    const asked = { host: 'a.example' };
    expect(meshOf(ELSEWHERE, gateway(WEB), route('one', other()))(asked)).toMatchObject({
      kind: 'lost',
      status: 500,
      reason: 'no ReferenceGrant of namespace other lets HTTPRoutes of shop in',
    });
    expect(inWords(meshOf(ELSEWHERE, gateway(WEB), grant, route('one', other()))(asked))).toBe(
      'cart.other.svc.cluster.local:80',
    );
    const missing = meshOf(REVIEWS, gateway(WEB), route('one', '{backendRefs: [{name: reveiws, port: 80}]}'));
    expect(missing(asked)).toMatchObject({ status: 500, reason: 'Service shop/reveiws not found' });
    const port = meshOf(REVIEWS, gateway(WEB), route('one', '{backendRefs: [{name: reviews, port: 81}]}'));
    expect(port(asked)).toMatchObject({ status: 500, reason: 'Service shop/reviews has no port 81' });
    const none = meshOf(REVIEWS, gateway(WEB), route('one', '{backendRefs: [{name: reviews, port: 80, weight: 0}]}'));
    expect(inWords(none(asked))).toBe('answered 500');
    const half = meshOf(
      REVIEWS,
      ELSEWHERE,
      gateway(WEB),
      route('one', other(', {name: reviews, port: 80, weight: 3}')),
    );
    expect(half(asked)).toMatchObject({
      destinations: [{ percent: 25, refused: expect.stringContaining('no ReferenceGrant') }, { percent: 75 }],
    });
  });

  it('of gRPC meets a GRPCRoute by service and method', () => {
    const send = meshOf(
      REVIEWS,
      RATINGS,
      gateway(WEB),
      route(
        'calls',
        `{matches: [{method: {service: shop.Reviews}}], backendRefs: [{name: reviews, port: 80}]},
         {matches: [{method: {service: shop.Reviews, method: Rate}}], backendRefs: [{name: ratings, port: 80}]}`,
        'parentRefs: [{name: shared}]',
        'GRPCRoute',
      ),
    );
    expect(inWords(send({ host: 'a', method: 'POST', path: '/shop.Reviews/Get' }))).toBe(
      'reviews.shop.svc.cluster.local:80',
    );
    expect(inWords(send({ host: 'a', method: 'POST', path: '/shop.Reviews/Rate' }))).toBe(
      'ratings.shop.svc.cluster.local:80',
    );
    expect(inWords(send({ host: 'a', method: 'POST', path: '/shop.Other/Get' }))).toBe('lost 404');
  });

  it('of TLS and of bytes goes by TLSRoutes and TCPRoutes', () => {
    const send = meshOf(
      REVIEWS,
      RATINGS,
      gateway(
        '{name: through, port: 443, protocol: TLS, tls: {mode: Passthrough}}, {name: bytes, port: 9000, protocol: TCP}',
      ),
      route(
        'names',
        '{backendRefs: [{name: reviews, port: 8080}]}',
        'parentRefs: [{name: shared}], hostnames: [a.example]',
        'TLSRoute',
      ),
      route('bytes', '{backendRefs: [{name: ratings, port: 80}]}', 'parentRefs: [{name: shared}]', 'TCPRoute'),
    );
    expect(inWords(send({ host: 'a.example', scheme: 'tls', port: 443 }))).toBe('reviews.shop.svc.cluster.local:8080');
    expect(inWords(send({ host: 'b.example', scheme: 'tls', port: 443 }))).toBe('lost 0');
    expect(send({ host: 'b.example', scheme: 'tcp', port: 9000 })).toMatchObject({
      route: { kind: 'TCPRoute', protocol: 'tcp' },
    });
  });

  it('comes in by the ingress gateway where the Gateway is for its pods', () => {
    const pods = service(
      'istio-ingressgateway',
      'istio-system',
      '[{name: http, port: 80, targetPort: 8080}]',
      ', selector: {istio: ingressgateway}',
    );
    const at = (listener: string): string =>
      kubernetes(
        'Gateway',
        'shared',
        'istio-system',
        `{gatewayClassName: istio, addresses: [{type: Hostname, value: istio-ingressgateway}], listeners: [${listener}]}`,
      );
    const one = route(
      'one',
      to('reviews', `{${path('PathPrefix', '/')}}`),
      'parentRefs: [{name: shared, namespace: istio-system}]',
    );
    const open = (port: number): string =>
      `{name: web, port: ${port}, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}`;
    expect(inWords(meshOf(pods, REVIEWS, at(open(80)), one)({ host: 'a' }))).toBe('reviews.shop.svc.cluster.local:80');
    // A port that the Service does not have reaches nobody.
    expect(inWords(meshOf(pods, REVIEWS, at(open(8080)), one)({ host: 'a', port: 8080 }))).toBe('lost 0');
  });

  it('meets listeners that a ListenerSet adds, where the Gateway lets it', () => {
    const set = kubernetes(
      'ListenerSet',
      'more',
      'shop',
      '{parentRef: {name: shared, namespace: edge}, listeners: [{name: own, port: 80, protocol: HTTP}]}',
    );
    const open = (allowed: string): string =>
      kubernetes(
        'Gateway',
        'shared',
        'edge',
        `{gatewayClassName: istio, ${allowed}listeners: [{name: web, port: 8080, protocol: HTTP}]}`,
      );
    const one = route(
      'one',
      to('reviews', `{${path('PathPrefix', '/')}}`),
      'parentRefs: [{kind: ListenerSet, name: more}]',
    );
    const allowed = meshOf(REVIEWS, set, open('allowedListeners: {namespaces: {from: All}}, '), one);
    expect(inWords(allowed({ host: 'a' }))).toBe('reviews.shop.svc.cluster.local:80');
    expect(inWords(meshOf(REVIEWS, set, open(''), one)({ host: 'a' }))).toBe('lost 0');
  });

  it('is not simulated where its hosts are known after apply only', () => {
    const send = meshOf(
      REVIEWS,
      gateway(WEB),
      route(
        'one',
        to('reviews', `{${path('PathPrefix', '/')}}`),
        "parentRefs: [{name: shared}], hostnames: ['${x.y}']",
      ),
    );
    expect(() => send({ host: 'a.example' })).toThrow(NotSimulatedError);
  });
});

describe('a request inside of the mesh', () => {
  const toRatings = `{backendRefs: [{name: ratings, namespace: shop, port: 80}]}`;
  const asked = (namespace: string, port = 80) => ({ host: 'reviews.shop', port, from: { namespace } });

  it('meets the routes of its Service, for clients of every namespace where they stand beside it', () => {
    const send = meshOf(
      REVIEWS,
      RATINGS,
      route('one', toRatings, 'parentRefs: [{group: "", kind: Service, name: reviews}]'),
    );
    expect(inWords(send(asked('shop')))).toBe('ratings.shop.svc.cluster.local:80');
    expect(inWords(send(asked('other')))).toBe('ratings.shop.svc.cluster.local:80');
  });

  it('meets those of its own namespace first, which hold for nobody else', () => {
    const own = kubernetes(
      'HTTPRoute',
      'own',
      'other',
      `{parentRefs: [{group: "", kind: Service, name: reviews, namespace: shop}], rules: [${toRatings}]}`,
    );
    const send = meshOf(REVIEWS, RATINGS, own);
    expect(inWords(send(asked('other')))).toBe('ratings.shop.svc.cluster.local:80');
    expect(inWords(send(asked('shop')))).toBe('reviews.shop.svc.cluster.local:80');
  });

  it('meets routes for one port of its Service on that port alone', () => {
    const send = meshOf(
      REVIEWS,
      RATINGS,
      route('one', toRatings, 'parentRefs: [{group: "", kind: Service, name: reviews, port: 8080}]'),
    );
    expect(inWords(send(asked('shop', 8080)))).toBe('ratings.shop.svc.cluster.local:80');
    expect(inWords(send(asked('shop')))).toBe('reviews.shop.svc.cluster.local:80');
  });
});

it('a VirtualService and an HTTPRoute for one gateway share its hosts', () => {
  const send = meshOf(
    REVIEWS,
    RATINGS,
    gateway(WEB),
    istio(
      'Gateway',
      'old',
      'shop',
      '{selector: {gateway.networking.k8s.io/gateway-name: shared}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]}',
    ),
    istio(
      'VirtualService',
      'old',
      'shop',
      '{hosts: [old.example], gateways: [old], http: [{route: [{destination: {host: ratings}}]}]}',
    ),
    route(
      'new',
      to('reviews', `{${path('PathPrefix', '/')}}`),
      'parentRefs: [{name: shared}], hostnames: [new.example]',
    ),
  );
  const through = { labels: { 'gateway.networking.k8s.io/gateway-name': 'shared' }, namespace: 'shop' };
  expect(inWords(send({ host: 'old.example', through }))).toBe('ratings.shop.svc.cluster.local:80');
  expect(inWords(send({ host: 'new.example', through }))).toBe('reviews.shop.svc.cluster.local:80');
});

describe(`the answers on which the simulator and Envoys under istiod ${recorded.istio} agree`, () => {
  const meshes = generatedGatewayMeshes(recorded.seed);

  it('were kept for the Gateways and routes that are generated now', () => {
    expect(createHash('sha256').update(JSON.stringify(meshes)).digest('hex')).toBe(recorded.meshes);
    expect(recorded.answers.flat()).toHaveLength(3000);
  });

  it('are what the simulator says, every one', () => {
    const differences = meshes.flatMap(({ objects, requests }, index) => {
      const mesh = new MeshObjects(objects);
      return requests.flatMap((request, at) => {
        const wanted = recorded.lines[recorded.answers[index]?.[at] ?? -1];
        const line = lineOf(send(mesh, request));
        return line === wanted ? [] : [{ mesh: index, request, wanted, line }];
      });
    });
    expect(differences).toEqual([]);
  });
});
