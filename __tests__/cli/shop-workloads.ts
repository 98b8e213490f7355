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
