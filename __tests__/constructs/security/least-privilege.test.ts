import { CustomResource } from '../../../constructs/delivery/custom-resource';
import { ResourceBundle } from '../../../constructs/delivery/resource-bundle';
import { ServiceAccount } from '../../../constructs/references/service-account';
import { Workload } from '../../../constructs/references/workload';
import { DeclaredWorkload } from '../../../constructs/security/declared-workload';
import { LeastPrivilege } from '../../../constructs/security/least-privilege';
import { MeshService } from '../../../constructs/traffic/mesh-service';
import { istioMatchers, SynthesizedMesh } from '../../../testing';
import { stackWith, synth } from '../../policy-stack';

expect.extend(istioMatchers);

const workload = (name: string, namespace = 'shop'): DeclaredWorkload => new DeclaredWorkload({ name, namespace });

describe('least privilege', () => {
  it('lets those call who declare it, and asks them for no more than they declare', () => {
    const stack = stackWith();
    const payments = workload('payments');
    const cart = workload('cart').call(payments.on('POST', '/pay', '/refund'));
    const web = workload('web').call(cart, payments.on(['GET', 'POST'], '/pay'));
    const batch = workload('batch', 'ops').call(payments.on('POST', '/pay', '/refund'), payments.onPort(9000));
    const { policies, sidecars } = new LeastPrivilege(stack, 'Calls', { workloads: [web, cart, payments, batch] });
    expect(policies.get('shop/payments')?.manifest).toMatchObject({
      metadata: { name: 'allow-payments', namespace: 'shop' },
      spec: {
        selector: { matchLabels: { app: 'payments' } },
        action: 'ALLOW',
        rules: [
          {
            from: [{ source: { principals: ['cluster.local/ns/shop/sa/web'] } }],
            to: [{ operation: { methods: ['GET', 'POST'], paths: ['/pay'] } }],
          },
          {
            from: [{ source: { principals: ['cluster.local/ns/shop/sa/cart', 'cluster.local/ns/ops/sa/batch'] } }],
            to: [{ operation: { methods: ['POST'], paths: ['/pay', '/refund'] } }],
          },
          {
            from: [{ source: { principals: ['cluster.local/ns/ops/sa/batch'] } }],
            to: [{ operation: { ports: ['9000'] } }],
          },
        ],
      },
    });
    expect(policies.get('shop/web')?.manifest['spec']).toEqual({
      selector: { matchLabels: { app: 'web' } },
      action: 'ALLOW',
    });
    expect(sidecars.get('shop/web')?.manifest['spec']).toEqual({
      workloadSelector: { labels: { app: 'web' } },
      egress: [
        { hosts: ['shop/cart.shop.svc.cluster.local', 'shop/payments.shop.svc.cluster.local', 'istio-system/*'] },
      ],
    });
    expect(sidecars.get('shop/payments')?.manifest['spec']).toMatchObject({ egress: [{ hosts: ['istio-system/*'] }] });
  });

  it('lets gateways in that are named as callers, and makes no policy for them', () => {
    const stack = stackWith();
    const web = workload('web');
    const ingress = DeclaredWorkload.of(
      Workload.gatewayFromName('istio-ingressgateway', { namespace: 'istio-system' }),
      {
        serviceAccount: ServiceAccount.fromName('istio-ingressgateway-service-account', { namespace: 'istio-system' }),
        calls: [web],
      },
    );
    const { policies, sidecars } = new LeastPrivilege(stack, 'Calls', { workloads: [web], callers: [ingress] });
    expect([...policies.keys()]).toEqual(['shop/web']);
    expect([...sidecars.keys()]).toEqual(['shop/web']);
    expect(policies.get('shop/web')?.manifest['spec']).toMatchObject({
      rules: [
        {
          from: [{ source: { principals: ['cluster.local/ns/istio-system/sa/istio-ingressgateway-service-account'] } }],
        },
      ],
    });
  });

  it('lets sidecars know the Services and hosts of others that are declared', () => {
    const stack = stackWith();
    const web = workload('web').call(
      MeshService.fromHost('api.example.com'),
      MeshService.fromName('search', { namespace: 'ops' }),
    );
    const { sidecars } = new LeastPrivilege(stack, 'Calls', {
      workloads: [web],
      outboundTraffic: 'REGISTRY_ONLY',
      sharedHosts: ['observability/*'],
    });
    expect(sidecars.get('shop/web')?.manifest['spec']).toEqual({
      workloadSelector: { labels: { app: 'web' } },
      outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
      egress: [{ hosts: ['*/api.example.com', 'ops/search.ops.svc.cluster.local', 'observability/*'] }],
    });
  });

  it('makes NetworkPolicies where they are asked for, which leave metrics to the namespace of the mesh', () => {
    const stack = stackWith();
    const payments = workload('payments');
    const batch = workload('batch', 'ops').call(payments.on('POST'));
    new LeastPrivilege(stack, 'Calls', { workloads: [payments, batch], networkPolicies: true, sidecars: false });
    synth(stack);
    const [toPayments, toBatch] = ['shop', 'ops'].map(
      (namespace) => SynthesizedMesh.of(stack).all('NetworkPolicy', { namespace })[0]?.manifest['spec'],
    );
    const metrics = {
      from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'istio-system' } } }],
      ports: [
        { port: 15020, protocol: 'TCP' },
        { port: 15090, protocol: 'TCP' },
      ],
    };
    expect(toPayments).toEqual({
      podSelector: { matchLabels: { app: 'payments' } },
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ops' } },
              podSelector: { matchLabels: { app: 'batch' } },
            },
          ],
        },
        metrics,
      ],
    });
    expect(toBatch).toMatchObject({ ingress: [metrics] });
    expect(SynthesizedMesh.of(stack).all('Sidecar')).toEqual([]);
  });

  it('refuses a workload that is there twice and requests that never match', () => {
    const payments = workload('payments');
    const web = workload('web').call(payments.on('post'));
    expect(() => new LeastPrivilege(stackWith(), 'Calls', { workloads: [web, payments, workload('web')] })).toThrow(
      /workloads: expected each workload once, got shop\/web twice[\s\S]*calls of shop\/payments.to\[0\].methods: expected capitals, got "post"/,
    );
  });

  it('warns of workloads that share an account, which no policy can tell apart', () => {
    const stack = stackWith();
    const serviceAccount = ServiceAccount.fromName('default', { namespace: 'shop' });
    const [web, cart] = ['web', 'cart'].map(
      (name) => new DeclaredWorkload({ name, namespace: 'shop', serviceAccount }),
    );
    const calls = new LeastPrivilege(stack, 'Calls', {
      workloads: [web as DeclaredWorkload, cart as DeclaredWorkload],
    });
    expect(calls.node.metadata.map(({ data }) => String(data))[0]).toContain(
      'shop/web and shop/cart run under one account, cluster.local/ns/shop/sa/default: what one of them may call, all may; give each its own',
    );
  });

  it('stops a program that declares calls too late', () => {
    const stack = stackWith();
    const [web, cart] = [workload('web'), workload('cart')];
    new LeastPrivilege(stack, 'Calls', { workloads: [web, cart] });
    web.call(cart);
    expect(() => synth(stack)).toThrow(
      'shop/web: calls: expected every call before LeastPrivilege is made, got 1 later',
    );
  });
});

describe('least privilege of 200 services', () => {
  const COUNT = 200;
  const METHODS = ['GET', 'POST', 'PUT'];

  /** Numbers that are the same in every run. */
  function random(seed: number): (below: number) => number {
    let state = seed;
    return (below) => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return Math.floor((state / 2 ** 31) * below);
    };
  }

  const pick = random(17);
  const stack = stackWith();
  const workloads = Array.from({ length: COUNT }, (_, index) => workload(`s${index}`, `team-${index % 5}`));
  const declared = new Map<string, { readonly method: string; readonly path: string } | 'anything'>();
  for (const [index, caller] of workloads.entries()) {
    for (let call = 0; call < 3; call++) {
      const to = pick(COUNT);
      const [callee, key] = [workloads[to] as DeclaredWorkload, `${index} ${to}`];
      if (to === index || declared.has(key)) continue;
      if (call === 0) {
        caller.call(callee);
        declared.set(key, 'anything');
      } else {
        const method = METHODS[pick(METHODS.length)] ?? 'GET';
        caller.call(callee.on(method, `/v${call}*`));
        declared.set(key, { method, path: `/v${call}/x` });
      }
    }
  }
  new LeastPrivilege(stack, 'Calls', { workloads });
  const cluster = new ResourceBundle(stack, 'Cluster', { releaseName: 'cluster', namespace: 'team-0' });
  for (const name of new Set(workloads.map(({ namespace }) => namespace))) {
    new CustomResource(cluster, `Namespace-${name}`, {
      apiVersion: 'v1',
      kind: 'Namespace',
      clusterWide: true,
      metadata: { name, labels: { 'istio-injection': 'enabled' } },
    });
  }
  for (const { name, namespace, selector } of workloads) {
    const template = {
      metadata: { labels: selector },
      spec: { serviceAccountName: name, containers: [{ name: 'app', image: 'app:1' }] },
    };
    new CustomResource(cluster, `Deployment-${name}`, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace },
      spec: { selector: { matchLabels: selector }, template },
    });
    new CustomResource(cluster, `Service-${name}`, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace },
      spec: { selector, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
    });
  }
  const mesh = SynthesizedMesh.of(stack);
  const { access } = mesh;

  it('allows each declared call', () => {
    expect(declared.size).toBeGreaterThan(500);
    for (const [pair, call] of declared) {
      const [from, to] = pair.split(' ').map((index) => workloads[Number(index)] as DeclaredWorkload);
      if (from === undefined || to === undefined) throw new Error('no such workload');
      const { method, path } = call === 'anything' ? { method: 'DELETE', path: '/' } : call;
      expect(
        access.decide({
          from: `${from.namespace}/${from.name}`,
          to: `${to.namespace}/${to.name}`,
          method,
          path,
          token: 'none',
        }).verdict,
      ).toBe('allowed');
    }
    const [first] = declared.keys();
    const [from, to] = (first ?? '').split(' ').map((index) => workloads[Number(index)] as DeclaredWorkload);
    if (from === undefined || to === undefined) throw new Error('no such workload');
    expect(mesh).toAllow({ from, to, method: 'GET', path: '/' });
  });

  it('denies each other pair, and what a declared call does not name', () => {
    let denied = 0;
    for (const [fromIndex, from] of workloads.entries()) {
      for (const [toIndex, to] of workloads.entries()) {
        if (fromIndex === toIndex) continue;
        const call = declared.get(`${fromIndex} ${toIndex}`);
        if (call === 'anything') continue;
        const method = call === undefined ? 'GET' : 'DELETE';
        const { verdict } = access.decide({
          from: `${from.namespace}/${from.name}`,
          to: `${to.namespace}/${to.name}`,
          method,
          path: '/v1/x',
          token: 'none',
        });
        if (verdict === 'denied') denied += 1;
      }
    }
    const open = [...declared.values()].filter((call) => call === 'anything').length;
    expect(denied).toBe(COUNT * (COUNT - 1) - open);
    expect(mesh).toDeny({ from: 'outside', to: 'team-0/s0' }, { by: 'allow-s0' });
  });

  it('leaves each sidecar with the Services that it calls', () => {
    const hosts = mesh.all('Sidecar').map(({ manifest }) => {
      const { egress } = manifest['spec'] as { readonly egress: readonly { readonly hosts: readonly string[] }[] };
      return egress.flatMap((one) => one.hosts).length;
    });
    expect(hosts).toHaveLength(COUNT);
    expect(Math.max(...hosts)).toBeLessThanOrEqual(4);
  });
});
