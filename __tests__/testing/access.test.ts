import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { CustomResource } from '../../constructs/delivery/custom-resource';
import { InjectionLabel } from '../../constructs/mesh/injection-label';
import { MeshNamespace } from '../../constructs/mesh/mesh-namespace';
import { MeshContext } from '../../constructs/mesh-context';
import { AuthorizationPolicy, PeerAuthentication, RequestAuthentication } from '../../constructs/resources/security';
import { istioMatchers } from '../../testing';

expect.extend(istioMatchers);

function workload(stack: TerraformStack, name: string): void {
  new CustomResource(stack, `${name}Deployment`, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { serviceAccountName: name, containers: [] } },
    },
  });
  new CustomResource(stack, `${name}Service`, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector: { app: name }, ports: [{ name: 'http', port: 80 }] },
  });
}

function shop(injection: 'enabled' | 'elsewhere' = 'enabled'): TerraformStack {
  const stack = new TerraformStack(new App(), 'shop');
  new HelmProvider(stack, 'helm');
  new KubernetesProvider(stack, 'kubernetes');
  MeshContext.set(stack, { namespace: 'shop' });
  if (injection === 'enabled') new MeshNamespace(stack, 'Namespace', { name: 'shop', injection });
  for (const name of ['web', 'cart', 'payments']) workload(stack, name);
  new PeerAuthentication(stack, 'Strict', { metadata: { name: 'default' }, spec: { mtls: { mode: 'STRICT' } } });
  new AuthorizationPolicy(stack, 'DenyAll', { metadata: { name: 'deny-all' }, spec: {} });
  new AuthorizationPolicy(stack, 'Payments', {
    metadata: { name: 'payments' },
    spec: {
      selector: { matchLabels: { app: 'payments' } },
      rules: [
        {
          from: [{ source: { principals: ['cluster.local/ns/shop/sa/cart'] } }],
          to: [{ operation: { methods: ['POST'], paths: ['/pay'] } }],
        },
      ],
    },
  });
  return stack;
}

const pay = { from: 'cart', to: 'payments', method: 'POST', path: '/pay' };

describe('toAllow and toDeny', () => {
  it('tell requests that get through from those that do not', () => {
    const stack = shop();
    expect(stack).toAllow(pay);
    expect(stack).not.toAllow({ ...pay, method: 'GET' });
    expect(stack).toDeny({ ...pay, from: 'web' });
    expect(stack).toDeny({ ...pay, from: 'outside' }, { by: 'shop/default' });
    expect(stack).toDeny({ from: 'cart', to: 'web' }, { by: 'shop/deny-all' });
  });

  it('take workloads by their objects', () => {
    expect(shop()).toAllow({
      ...pay,
      from: { namespace: 'shop', name: 'cart' },
      to: { namespace: 'shop', name: 'payments' },
    });
  });

  it('print the way of the decision where they fail', () => {
    expect(() => expect(shop()).toAllow({ ...pay, from: 'web' })).toThrow(
      [
        'expected to allow the request',
        '  web -> payments POST /pay',
        '  denied',
        '    connection: passes: mutual TLS, which is required (PeerAuthentication shop/default)',
        '    ALLOW: stops here: ALLOW policies are in force and none of their rules allows it (AuthorizationPolicy shop/deny-all, AuthorizationPolicy shop/payments)',
      ].join('\n'),
    );
  });

  it('do not pass for a policy that did not decide', () => {
    expect(() => expect(shop()).toDeny({ ...pay, from: 'outside' }, { by: 'shop/payments' })).toThrow(
      'expected it to be stopped by shop/payments, got PeerAuthentication shop/default',
    );
  });
});

describe('toHaveNoOpenPaths', () => {
  it('passes where the exceptions alone get through', () => {
    expect(shop()).toHaveNoOpenPaths({ to: 'payments', except: ['cart'] });
    expect(shop()).toHaveNoOpenPaths({ to: 'web' });
  });

  it('names who else does, and with what', () => {
    expect(() => expect(shop()).toHaveNoOpenPaths({ to: 'payments' })).toThrow(
      'shop/payments:80 is open to shop/cart: POST /pay',
    );
  });

  it('says what else a way takes', () => {
    const stack = shop();
    new RequestAuthentication(stack, 'Tokens', {
      metadata: { name: 'tokens' },
      spec: { jwtRules: [{ issuer: 'https://issuer.example' }] },
    });
    new AuthorizationPolicy(stack, 'Users', {
      metadata: { name: 'users' },
      spec: {
        selector: { matchLabels: { app: 'web' } },
        rules: [{ from: [{ source: { requestPrincipals: ['*'] } }] }],
      },
    });
    expect(() => expect(stack).toHaveNoOpenPaths({ to: 'web' })).toThrow(
      'shop/web:80 is open to shop/cart, shop/payments: any request (with a token)',
    );
  });

  it('names clients that policies let in and that no stack deploys, but for those of an exception', () => {
    const stack = shop();
    new AuthorizationPolicy(stack, 'Wide', {
      metadata: { name: 'wide' },
      spec: {
        selector: { matchLabels: { app: 'web' } },
        rules: [{ from: [{ source: { namespaces: ['dev', 'istio-system'] } }] }],
      },
    });
    const gateway = {
      name: 'edge',
      namespace: 'istio-system',
      serviceAccount: { name: 'edge-service-account', namespace: 'istio-system' },
    };
    expect(() => expect(stack).toHaveNoOpenPaths({ to: 'web', except: [gateway] })).toThrow(
      'shop/web:80 is open to anything in namespace dev: any request',
    );
    expect(stack).toHaveNoOpenPaths({ to: 'web', except: [gateway, 'dev/anyone'] });
  });
});

describe('a namespace that the stacks say nothing of', () => {
  it('leaves open whether anything enforces policies there', () => {
    const stack = shop('elsewhere');
    const unknown = 'whether a proxy enforces this is not known';
    expect(() => expect(stack).toDeny({ ...pay, from: 'web' })).toThrow(unknown);
    expect(() => expect(stack).toHaveNoOpenPaths({ to: 'payments', except: ['cart'] })).toThrow(
      `shop/payments:80: ${unknown}`,
    );
    new InjectionLabel(stack, 'Label', { namespace: 'shop' });
    expect(stack).toDeny({ ...pay, from: 'web' });
    expect(stack).toHaveNoOpenPaths({ to: 'payments', except: ['cart'] });
  });
});

describe('a caller that no stack deploys', () => {
  it('is known by its account', () => {
    const stack = shop();
    new AuthorizationPolicy(stack, 'Edge', {
      metadata: { name: 'edge' },
      spec: { rules: [{ from: [{ source: { serviceAccounts: ['istio-system/edge-service-account'] } }] }] },
    });
    const edge = { name: 'edge', namespace: 'istio-system' };
    const serviceAccount = { name: 'edge-service-account', namespace: 'istio-system' };
    expect(stack).toAllow({ from: { ...edge, serviceAccount }, to: 'web' });
    expect(stack).toDeny({ from: edge, to: 'web' });
  });
});

describe('a request without headers', () => {
  it('is one that no rule about a header lets in', () => {
    const stack = shop();
    new AuthorizationPolicy(stack, 'Tenant', {
      metadata: { name: 'tenant' },
      spec: { rules: [{ when: [{ key: 'request.headers[x-tenant]', values: ['a'] }] }] },
    });
    expect(stack).toDeny({ from: 'cart', to: 'web' });
    expect(stack).toAllow({ from: 'cart', to: 'web', headers: { 'x-tenant': 'a' } });
  });
});
