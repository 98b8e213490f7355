import { TerraformStack, TerraformVariable, Testing } from 'cdktf';
import type { IConstruct } from 'constructs';
import {
  Duration,
  type GrpcMatch,
  type GrpcRoute,
  MeshContext,
  MeshService,
  Retries,
  ServiceTraffic,
  type ServiceTrafficProps,
  Subset,
  type TrafficApi,
  WeightedSplit,
} from '../../../constructs';
import { isDeliverable } from '../../../constructs/delivery/deliverable';
import { MeshObjects } from '../../../testing/simulator/mesh-objects';
import { send } from '../../../testing/simulator/send';
import { refusalsOf } from '../refusals';

const cart = MeshService.fromName('cart', { namespace: 'shop', port: 9000, selector: { app: 'cart' } });
const v1 = Subset.version('v1');
const v2 = Subset.version('v2');
const edge = { name: 'edge', namespace: 'infra' };

function trafficOf(api: TrafficApi, props: Partial<ServiceTrafficProps> = {}): ServiceTraffic {
  const stack = new TerraformStack(Testing.app(), 'shop');
  MeshContext.set(stack, { istioVersion: '1.31.0', trafficApi: api });
  return new ServiceTraffic(stack, 'Traffic', { service: cart, ...props });
}

const matching = (api: TrafficApi, match: GrpcMatch): ServiceTraffic => trafficOf(api).addGrpcRoute({ match, to: v1 });

const objectsBelow = (construct: IConstruct) =>
  construct.node.findAll().flatMap((one) => (isDeliverable(one) ? [one] : []));

describe('routes of gRPC calls', () => {
  it('are a GRPCRoute of the Service, and the service itself for what no route matches', () => {
    const traffic = trafficOf('gateway').addGrpcRoute({
      match: { service: 'shop.v1.Cart', method: 'Add', headers: { 'X-Tester': 'yes' } },
      to: new WeightedSplit([
        { to: v1, weight: 90 },
        { to: v2, weight: 10, headers: { request: { set: { a: 'b' } } } },
      ]),
    });
    expect(traffic.httpRoute).toBeUndefined();
    expect(traffic.grpcRoute?.manifest).toMatchObject({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'GRPCRoute',
      metadata: { name: 'cart', namespace: 'shop' },
      spec: {
        parentRefs: [{ group: '', kind: 'Service', name: 'cart' }],
        rules: [
          {
            matches: [
              {
                method: { service: 'shop.v1.Cart', method: 'Add' },
                headers: [{ name: 'x-tester', value: 'yes' }],
              },
            ],
            backendRefs: [
              { name: 'cart-v1', port: 9000, weight: 90 },
              {
                name: 'cart-v2',
                weight: 10,
                filters: [
                  { type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'a', value: 'b' }] } },
                ],
              },
            ],
          },
          { backendRefs: [{ name: 'cart', port: 9000 }] },
        ],
      },
    });
    expect(traffic.grpcRoute?.spec.rules?.[1]).not.toHaveProperty('matches');
  });

  it('say what happens to a call: headers and mirrors', () => {
    const other = MeshService.fromName('other', { namespace: 'shop', port: 80 });
    const traffic = trafficOf('gateway').addGrpcRoute({
      headers: { request: { set: { a: 'b' } }, response: { remove: ['c'] } },
      mirror: { to: other, percentage: 50 },
    });
    expect(traffic.grpcRoute?.spec.rules).toMatchObject([
      {
        filters: [
          { type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'a', value: 'b' }] } },
          { type: 'ResponseHeaderModifier', responseHeaderModifier: { remove: ['c'] } },
          { type: 'RequestMirror', requestMirror: { backendRef: { name: 'other', port: 80 }, percent: 50 } },
        ],
      },
    ]);
  });

  it.each<[string, GrpcMatch, object, object | undefined]>([
    ['a method of a service', { service: 'a.B', method: 'C' }, { exact: '/a.B/C' }, { service: 'a.B', method: 'C' }],
    ['a service', { service: 'a.B' }, { prefix: '/a.B/' }, { service: 'a.B' }],
    ['a method of any service', { method: 'C' }, { regex: '/[^/]+/C' }, { method: 'C' }],
    [
      'expressions, beside which a name is one too',
      { service: 'a.B', method: { regex: 'Get.*|List' } },
      { regex: '/a\\.B/(?:Get.*|List)' },
      { type: 'RegularExpression', service: 'a\\.B', method: '(?:Get.*|List)' },
    ],
    [
      'services by expression',
      { service: { regex: 'a\\..*' } },
      { regex: '/a\\..*/.+' },
      { type: 'RegularExpression', service: 'a\\..*' },
    ],
  ])('match %s in either API', (_, match, uri, method) => {
    expect(matching('istio', match).virtualService?.spec.http?.[0]?.match).toEqual([{ uri }]);
    const [rule] = matching('gateway', match).grpcRoute?.spec.rules ?? [];
    expect(rule?.matches).toMatchObject([{ method }]);
  });

  it('mean the same calls in both APIs', () => {
    const routes: readonly GrpcRoute[] = [
      { name: 'add', match: { service: 'shop.Cart', method: 'Add' }, to: v1 },
      { name: 'testers', match: { service: 'shop.Cart', headers: { tester: 'yes' } }, to: v2 },
      { name: 'cart', match: { service: 'shop.Cart' }, to: v1 },
      { name: 'reads', match: [{ method: { regex: 'Get.*' } }, { service: { regex: 'admin\\..*' } }], to: v2 },
    ];
    const services = ['cart', 'cart-v1', 'cart-v2'].map((name) => {
      const metadata = { name, namespace: 'shop' };
      const spec = {
        ports: [{ name: 'grpc', port: 9000 }],
        selector: { app: 'cart' },
        clusterIP: `10.0.0.${name.length}`,
      };
      return {
        apiVersion: 'v1',
        kind: 'Service',
        metadata,
        manifest: { apiVersion: 'v1', kind: 'Service', metadata, spec },
      };
    });
    const meshOf = (api: TrafficApi) => {
      const traffic = trafficOf(api);
      for (const route of routes) traffic.addGrpcRoute(route);
      const objects = objectsBelow(traffic).filter(({ kind }) => kind !== 'Service');
      return new MeshObjects([...services, ...objects.map(({ manifest }) => ({ ...manifest, manifest }) as never)]);
    };
    const [istio, gateway] = [meshOf('istio'), meshOf('gateway')];
    const ask = (mesh: MeshObjects, path: string, headers = {}): string => {
      const outcome = send(mesh, {
        host: 'cart.shop.svc.cluster.local:9000',
        path,
        method: 'POST',
        headers,
        from: { namespace: 'shop', labels: {} },
      } as never);
      if (outcome.kind !== 'forwarded') return outcome.kind;
      const [{ host, subset } = { host: '' }] = outcome.destinations as readonly { host: string; subset?: string }[];
      return subset === undefined ? host : host.replace('cart.', `cart-${subset}.`);
    };
    const of = (version?: string) => `cart${version === undefined ? '' : `-${version}`}.shop.svc.cluster.local`;
    const asked: readonly [string, object, string][] = [
      ['/shop.Cart/Add', {}, of('v1')],
      ['/shop.Cart/Remove', { tester: 'yes' }, of('v2')],
      ['/shop.Cart/Remove', {}, of('v1')],
      ['/shop.Other/GetAll', {}, of('v2')],
      ['/admin.Users/Delete', {}, of('v2')],
      ['/shop.Other/Put', {}, of()],
    ];
    expect(asked.map(([path, headers]) => ask(istio, path, headers))).toEqual(asked.map(([, , host]) => host));
    expect(asked.map(([path, headers]) => ask(gateway, path, headers))).toEqual(asked.map(([, , host]) => host));
  });

  it('go to Services of versions whose port Istio reads as gRPC', () => {
    const versions = objectsBelow(matching('gateway', { service: 'a.B' })).filter(({ kind }) => kind === 'Service');
    expect(versions.map(({ manifest }) => manifest['spec'])).toMatchObject([{ ports: [{ name: 'grpc', port: 9000 }] }]);
  });

  it('take the place of the HTTPRoute that was there for requests before the first of them', () => {
    const traffic = trafficOf('gateway', { gateways: [edge], hosts: ['cart.example.com'] });
    expect(traffic.httpRoute).toBeDefined();
    traffic.addGrpcRoute({ match: { service: 'a.B' } }).addGrpcRoute({ match: { service: 'a.C' } });
    expect(traffic.httpRoute).toBeUndefined();
    expect(traffic.grpcRoute?.spec).toMatchObject({
      hostnames: ['cart.example.com'],
      parentRefs: [edge],
      rules: [{}, {}, {}],
    });
    const grants = trafficOf('gateway', { gateways: [edge], hosts: ['*'], namespace: 'team' }).addGrpcRoute({});
    expect(grants.node.root.node.findAll().flatMap((one) => (isDeliverable(one) ? [one] : []))).toContainEqual(
      expect.objectContaining({ kind: 'ReferenceGrant' }),
    );
  });

  it('are written in both APIs on the way from one to the other', () => {
    const traffic = matching('both', { service: 'a.B' });
    expect(traffic.virtualService?.spec.http).toHaveLength(2);
    expect(traffic.grpcRoute?.spec.rules).toHaveLength(2);
  });

  it('have names that are not known yet', () => {
    const stack = new TerraformStack(Testing.app(), 'shop');
    MeshContext.set(stack, { trafficApi: 'gateway' });
    const name = new TerraformVariable(stack, 'name', {});
    const traffic = new ServiceTraffic(stack, 'Traffic', { service: cart });
    expect(refusalsOf(() => traffic.addGrpcRoute({ match: { service: name.stringValue } }))).toEqual([]);
  });
});

describe('what a GRPCRoute cannot say', () => {
  it.each<[string, GrpcRoute, string]>([
    ['a timeout', { timeout: Duration.seconds(1) }, 'timeout: the Gateway API has no timeout of gRPC calls'],
    ['retries', { retries: new Retries({ attempts: 1 }) }, 'retries: the Gateway API has no retries of gRPC calls'],
    [
      'a fault',
      { fault: { abort: { grpcStatus: 'UNAVAILABLE', percentage: 1 } } },
      'fault: the Gateway API has no fault injection',
    ],
    [
      'a missing header',
      { match: { headers: { a: { present: false } } } },
      'headers.a: the Gateway API has no match of a missing header',
    ],
  ])('is refused by name: %s', (_, route, expected) => {
    expect(refusalsOf(() => trafficOf('gateway').addGrpcRoute(route))).toEqual([
      expect.stringContaining(`gRPC route 1: ${expected}: `),
    ]);
    expect(refusalsOf(() => trafficOf('istio').addGrpcRoute(route))).toEqual([]);
  });

  it('is HTTP routes beside it, which one VirtualService has', () => {
    const mixed = (api: TrafficApi) => () =>
      trafficOf(api)
        .addRoute({ match: { path: '/healthz' } })
        .addGrpcRoute({ match: { service: 'a.B' } });
    expect(refusalsOf(mixed('gateway'))).toEqual([
      "shop/Traffic: gRPC route 2: expected routes of one kind, got route 1 before it: for one host the Gateway API has HTTPRoutes or GRPCRoutes: match calls by their path with addRoute, or set api: 'istio'",
    ]);
    expect(refusalsOf(mixed('istio'))).toEqual([]);
  });

  it('is an order in which a match that says less is tried first', () => {
    const traffic = trafficOf('gateway').addGrpcRoute({ name: 'all', match: { service: 'a.B' }, to: v1 });
    expect(refusalsOf(() => traffic.addGrpcRoute({ match: { service: 'a.B', method: 'C' }, to: v2 }))).toEqual([
      expect.stringContaining('gRPC route 2: match: the Gateway API tries the more specific match first'),
    ]);
    expect(refusalsOf(() => traffic.addGrpcRoute({ match: { service: 'a.Other', method: 'C' } }))).toEqual([]);
    const byHeader = trafficOf('gateway').addGrpcRoute({ match: { headers: { tester: 'yes' } }, to: v1 });
    expect(refusalsOf(() => byHeader.addGrpcRoute({ match: { method: 'C' }, to: v2 }))).toHaveLength(1);
  });
});

describe('a name that no gRPC service has', () => {
  it.each<[string, GrpcMatch, string]>([
    [
      'a path',
      { service: '/shop.Cart' },
      'match.service: expected a service with its package, such as shop.v1.Reviews, got "/shop.Cart"',
    ],
    [
      'a method with its service',
      { method: 'Cart/Add' },
      'match.method: expected the name of a method, such as List, got "Cart/Add"',
    ],
    ['nothing', {}, 'match: expected at least one condition, got none: leave match out'],
  ])('is refused in either API: %s', (_, match, expected) => {
    for (const api of ['istio', 'gateway'] as const) {
      expect(refusalsOf(() => matching(api, match))).toEqual([expect.stringContaining(expected)]);
    }
  });
});
