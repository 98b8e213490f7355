import type { Fields } from '../../model/value';

function workload(name: string): readonly Fields[] {
  const template = { metadata: { labels: { app: name } }, spec: { serviceAccountName: name, containers: [] } };
  return [
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: 'shop' }, spec: { template } },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: 'shop' },
      spec: { selector: { app: name }, ports: [{ name: 'http', port: 80 }] },
    },
  ];
}

/** A namespace with sidecars, and three workloads with an account and a Service each. */
export const SHOP_WORKLOADS: readonly Fields[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { 'istio-injection': 'enabled' } } },
  ...['web', 'cart', 'payments'].flatMap(workload),
];

/** An AuthorizationPolicy for a workload of the shop; without rules it lets nobody in. */
export const policyFor = (app: string, ...rules: readonly Fields[]): Fields => ({
  apiVersion: 'security.istio.io/v1',
  kind: 'AuthorizationPolicy',
  metadata: { name: app, namespace: 'shop' },
  spec: { selector: { matchLabels: { app } }, ...(rules.length > 0 && { rules }) },
});

/** A rule that lets a principal post to `/pay`. */
export const mayPay = (principal: string): Fields => ({
  from: [{ source: { principals: [principal] } }],
  to: [{ operation: { methods: ['POST'], paths: ['/pay'] } }],
});

/** A rule that lets everybody ask for `/health`. */
export const HEALTH_FOR_ALL: Fields = { to: [{ operation: { paths: ['/health'] } }] };
