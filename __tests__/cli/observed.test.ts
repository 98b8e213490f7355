import { callsInLog } from '../../cli/access/observed/access-log';
import { codeOf } from '../../cli/access/observed/code';
import { byWorkload } from '../../cli/access/observed/observed';
import { callsInMetrics, observedQuery } from '../../cli/access/observed/prometheus';
import { undeclaredCalls } from '../../cli/access/observed/undeclared';
import { MeshAccess } from '../../model/access/mesh-access';
import { Mesh } from '../../model/mesh';
import { modelObject } from '../../model/object';
import type { Fields } from '../../model/value';
import { mayPay, policyFor, SHOP_WORKLOADS } from './shop-workloads';

const AGENT = '"-" "curl/8.5.0" "5d0a3a1e-0000-4000-8000-000000000000"';
const outbound = (pod: string, request: string, host: string, port = 80): string =>
  `[pod/${pod}/istio-proxy] [2026-11-26T16:00:00.000Z] "${request} HTTP/1.1" 200 - via_upstream - "-" 0 12 3 2 ${AGENT} "${host.split('.')[0]}" "10.245.0.9:8080" outbound|${port}||${host} 10.245.0.8:41000 10.98.1.2:80 10.245.0.8:51000 - default`;

function accessIn(...objects: readonly Fields[]): MeshAccess {
  return new MeshAccess(new Mesh({ objects: objects.map((one) => modelObject(one, { origin: undefined })) }));
}

const workloads: Readonly<Record<string, string>> = { 'web-5f-x1': 'shop/web', 'cart-7d-y2': 'shop/cart' };

describe('observed calls', () => {
  it('are read from an access log of clients, in text and as JSON, with the query left out', () => {
    const inbound =
      '[pod/payments-1-2/istio-proxy] [2026-11-26T16:00:00.000Z] "POST /pay HTTP/1.1" 200 - via_upstream - "-" 0 12 3 2 "-" "-" "-" "payments" "10.245.0.9:8080" inbound|8080|| 127.0.0.6:1 10.245.0.9:8080 10.245.0.8:1 outbound_.80_._.payments.shop.svc.cluster.local default';
    const json = JSON.stringify({
      method: 'GET',
      path: '/items?page=2',
      upstream_cluster: 'outbound|80||cart.shop.svc.cluster.local',
    });
    const { calls, unread } = callsInLog(
      [
        outbound('cart-7d-y2', 'POST /pay?id=1', 'payments.shop.svc.cluster.local'),
        outbound('cart-7d-y2', 'POST /pay?id=2', 'payments.shop.svc.cluster.local'),
        `[pod/web-5f-x1/istio-proxy] ${json}`,
        inbound,
        '[pod/web-5f-x1/istio-proxy] 2026-11-26T16:00:00.000000Z\tinfo\tEnvoy proxy is ready',
        '[pod/web-5f-x1/istio-proxy] [2026-11-26T16:00:00.000Z] "GET /cut HTTP/1.1" 200 -',
        '',
      ].join('\n'),
      (pod) => workloads[pod],
    );
    expect(calls).toEqual([
      { from: 'shop/cart', to: 'shop/payments', port: 80, method: 'POST', path: '/pay', count: 2 },
      { from: 'shop/web', to: 'shop/cart', port: 80, method: 'GET', path: '/items', count: 1 },
    ]);
    expect(unread).toBe(1);
  });

  it('are read from what Prometheus answers: by the account that was proven, else by the workload', () => {
    const series = (metric: Fields, value: string): Fields => ({ metric, value: [1, value] });
    const to = { destination_service_name: 'payments', destination_service_namespace: 'shop' };
    const answer = {
      data: {
        result: [
          series(
            { ...to, source_principal: 'spiffe://cluster.local/ns/shop/sa/cart', source_workload: 'cart-v2' },
            '11.6',
          ),
          series(
            { ...to, source_principal: 'unknown', source_workload: 'batch', source_workload_namespace: 'ops' },
            '3',
          ),
          series({ ...to, source_principal: 'unknown', source_workload: 'unknown' }, '7'),
          series({ destination_service_name: 'unknown' }, '1'),
        ],
      },
    };
    expect(callsInMetrics(answer)).toEqual([
      { from: 'shop/cart', to: 'shop/payments', count: 12 },
      { from: 'ops/batch', to: 'shop/payments', count: 3 },
      { to: 'shop/payments', count: 7 },
    ]);
    expect(decodeURIComponent(observedQuery('6h'))).toContain(
      'increase(istio_requests_total{reporter="destination"}[6h])',
    );
  });

  it('are undeclared where no rule allows them, whether something denies them or not', () => {
    const access = accessIn(...SHOP_WORKLOADS, policyFor('payments', mayPay('cluster.local/ns/shop/sa/cart')));
    const payments = { to: 'shop/payments', port: 80, count: 1 };
    const pay = { ...payments, from: 'shop/cart', method: 'POST', path: '/pay' };
    const refund = { ...payments, from: 'shop/cart', method: 'POST', path: '/refund' };
    const byWeb = { ...payments, from: 'shop/web', method: 'POST', path: '/pay' };
    const open = { to: 'shop/cart', from: 'shop/web', count: 5 };
    const fromMetrics = { to: 'shop/payments', from: 'shop/cart', count: 5 };
    const elsewhere = { to: 'ops/search', from: 'shop/web', count: 5 };
    expect(undeclaredCalls(access, [pay, refund, byWeb, open, fromMetrics, elsewhere])).toEqual([refund, byWeb, open]);
  });

  it('of an account are calls of the workload that runs under it, a gateway as well', () => {
    const pod = (labels: Fields, serviceAccountName: string, image: string): Fields => ({
      template: { metadata: { labels }, spec: { serviceAccountName, containers: [{ name: 'it', image }] } },
    });
    const deployment = (namespace: string, name: string, spec: Fields): Fields => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace },
      spec,
    });
    const access = accessIn(
      ...SHOP_WORKLOADS,
      deployment('edge', 'istio-ingressgateway', pod({ istio: 'ingressgateway' }, 'edge-account', 'auto')),
      deployment('shop', 'search', pod({ app: 'search' }, 'bookinfo-search', 'search:1')),
      deployment('shop', 'left', pod({ app: 'left' }, 'shared', 'left:1')),
      deployment('shop', 'right', pod({ app: 'right' }, 'shared', 'right:1')),
    );
    const calls = ['edge/edge-account', 'shop/bookinfo-search', 'shop/shared'].map((from) => ({
      from,
      to: 'shop/cart',
      count: 1,
    }));
    const named = byWorkload(access, calls);
    expect(named.map(({ from }) => from)).toEqual(['edge/istio-ingressgateway', 'shop/search', 'shop/shared']);
    expect(codeOf(access, named).split('\n').slice(0, 4)).toEqual([
      "const istioIngressgateway = DeclaredWorkload.of(Workload.gatewayFromName('istio-ingressgateway', { namespace: 'edge' }), { serviceAccount: ServiceAccount.fromName('edge-account', { namespace: 'edge' }) });",
      "const cart = new DeclaredWorkload({ name: 'cart', namespace: 'shop' });",
      "const search = new DeclaredWorkload({ name: 'search', namespace: 'shop', serviceAccount: ServiceAccount.fromName('bookinfo-search', { namespace: 'shop' }) });",
      "const shared = new DeclaredWorkload({ name: 'shared', namespace: 'shop' });",
    ]);
  });

  it('are printed as the code that declares them, with paths folded that differ from request to request', () => {
    const items = ['a', 'b', 'c', 'd', 'e'].map((id) => ({
      from: 'shop/web',
      to: 'shop/cart',
      method: 'GET',
      path: `/items/${id}`,
      count: 1,
    }));
    expect(
      codeOf(accessIn(...SHOP_WORKLOADS), [
        { from: 'shop/cart', to: 'shop/payments', method: 'POST', path: '/pay', count: 1200 },
        { from: 'shop/cart', to: 'shop/payments', method: 'PUT', path: '/pay', count: 1 },
        ...items,
        { from: 'ops/price-feed', to: 'shop/cart', count: 3 },
        { to: 'shop/web', count: 9 },
      ]),
    ).toBe(
      `const priceFeed = new DeclaredWorkload({ name: 'price-feed', namespace: 'ops' });
const cart = new DeclaredWorkload({ name: 'cart', namespace: 'shop' });
const payments = new DeclaredWorkload({ name: 'payments', namespace: 'shop' });
const web = new DeclaredWorkload({ name: 'web', namespace: 'shop' });

cart.call(
  payments.on(['POST', 'PUT'], '/pay'), // 1,201 requests
);
web.call(
  cart.on('GET', '/items/*'), // 5 requests
);
priceFeed.call(
  cart, // 3 requests
);
// shop/web: 9 requests from clients without an identity, which no rule can name
`,
    );
  });
});
