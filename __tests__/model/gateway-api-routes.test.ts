import { modelObject } from '../../model/object';
import { gatewayApiRoutes } from '../../model/routes/gateway-api-routes';
import { percentsOf, type RouteTable } from '../../model/routes/route';
import { UNKNOWN } from '../../model/value';

function routesOf(spec: object, kind = 'HTTPRoute'): RouteTable {
  const manifest = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind,
    metadata: { name: 'cart', namespace: 'shop' },
    spec,
  };
  return gatewayApiRoutes(modelObject(manifest, { origin: undefined }), {
    backend: (written) => {
      const { name, namespace = 'shop' } = written as { name: string; namespace?: string };
      return `${name}.${namespace}`;
    },
    gateway: (name, namespace = 'shop') => `${namespace}/${name}`,
  });
}

it('names Services and Gateways as it is asked to, and no other parents', () => {
  const { gateways, http } = routesOf({
    parentRefs: [{ name: 'edge' }, { name: 'public', namespace: 'edge' }, { name: 'cart', kind: 'Service' }],
    rules: [
      {
        backendRefs: [
          { name: 'cart', port: 80 },
          { name: 'cart', namespace: 'old', port: 80 },
        ],
      },
    ],
  });
  expect(gateways).toEqual(['shop/edge', 'edge/public']);
  expect(http[0]?.shares.map(({ destination }) => destination)).toEqual([
    { host: 'cart.shop', port: 80 },
    { host: 'cart.old', port: 80 },
  ]);
});

it('gives each backend one part where no weight is written', () => {
  const [rule] = routesOf({ rules: [{ backendRefs: [{ name: 'a' }, { name: 'b', weight: 3 }] }] }).http;
  expect(percentsOf(rule?.shares ?? [])).toEqual([25, 75]);
});

it('says no share where a weight that decides is known only later', () => {
  const [rule] = routesOf({ rules: [{ backendRefs: [{ name: 'a', weight: UNKNOWN }, { name: 'b' }] }] }).http;
  expect(percentsOf(rule?.shares ?? [])).toEqual([undefined, undefined]);
});

it('reads prefixes as whole segments, and a method of gRPC as the path that calls it', () => {
  const [rule] = routesOf({ rules: [{ matches: [{ path: { value: '/cart' }, method: 'GET' }] }] }).http;
  expect(rule?.matches[0]).toMatchObject({ path: { segments: '/cart' }, method: { exact: 'GET' } });
  const calls = { rules: [{ matches: [{ method: { service: 'shop.Cart', method: 'Add' } }] }] };
  expect(routesOf(calls, 'GRPCRoute').http[0]?.matches[0]?.path).toEqual({ exact: '/shop.Cart/Add' });
});

it('knows what answers a request itself, and what gets copies', () => {
  const [rule] = routesOf({
    rules: [
      {
        filters: [
          { type: 'RequestRedirect', requestRedirect: { hostname: 'shop.example', statusCode: 301 } },
          {
            type: 'RequestMirror',
            requestMirror: { backendRef: { name: 'copy' }, fraction: { numerator: 1, denominator: 4 } },
          },
        ],
      },
    ],
  }).http;
  expect(rule?.action).toEqual({ kind: 'redirect', authority: 'shop.example', port: 'request', status: 301 });
  expect(rule?.mirrors).toEqual([{ destination: { host: 'copy.shop' }, percent: 25 }]);
});
