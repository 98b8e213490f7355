import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, TerraformStack, Testing } from 'cdktf';
import { MeshAnalysis } from '../../constructs/analysis';
import { IstiodChart } from '../../constructs/charts';
import { CustomResource } from '../../constructs/delivery';
import { ResourceBundle } from '../../constructs/delivery/resource-bundle';
import { MeshContext } from '../../constructs/mesh-context';
import { DestinationRule, Gateway, VirtualService } from '../../constructs/resources/networking';
import { istioMatchers, routesOf, SynthesizedMesh } from '../../testing';

expect.extend(istioMatchers);

function shop(delivery: 'release' | 'manifest' | 'bundle' = 'release'): TerraformStack {
  const stack = new TerraformStack(new App(), 'shop');
  new HelmProvider(stack, 'helm');
  new KubernetesProvider(stack, 'kubernetes');
  if (delivery === 'manifest') MeshContext.set(stack, { delivery: 'manifest', namespace: 'shop' });
  else MeshContext.set(stack, { namespace: 'shop' });
  const scope = delivery === 'bundle' ? new ResourceBundle(stack, 'Bundle', { namespace: 'shop' }) : stack;
  new Gateway(scope, 'Gateway', {
    metadata: { name: 'front' },
    spec: {
      selector: { istio: 'ingressgateway' },
      servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['shop.example'] }],
    },
  });
  new DestinationRule(scope, 'Rule', {
    metadata: { name: 'pay' },
    spec: { host: 'pay', subsets: ['v1', 'v2'].map((name) => ({ name, labels: { version: name } })) },
  });
  new VirtualService(scope, 'Route', {
    metadata: { name: 'pay' },
    spec: {
      hosts: ['shop.example'],
      gateways: ['front'],
      http: [
        { name: 'old', match: [{ uri: { exact: '/old' } }], redirect: { uri: '/' } },
        {
          name: 'canary',
          match: [{ uri: { prefix: '/pay' } }],
          route: [
            { destination: { host: 'pay', subset: 'v1' }, weight: 90 },
            { destination: { host: 'pay', subset: 'v2' }, weight: 10 },
          ],
        },
      ],
    },
  });
  return stack;
}

function messageOf(check: () => void): string {
  try {
    check();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it passed');
}

describe.each(['release', 'manifest', 'bundle'] as const)('what a stack deploys by %s', (delivery) => {
  const stack = shop(delivery);

  it('can be looked for by class and by members', () => {
    expect(stack).toHaveIstioResource(VirtualService, { metadata: { name: 'pay' } });
    expect(stack).toHaveIstioResource('DestinationRule', { spec: { subsets: [{ name: 'v1' }, expect.anything()] } });
    expect(stack).not.toHaveIstioResource(VirtualService, { metadata: { name: 'other' } });
    expect(stack).toHaveIstioResourceCount(VirtualService, 1);
  });

  it('can be asked where a request goes', () => {
    expect(stack).toRoute(
      { host: 'shop.example', path: '/pay' },
      { route: 'canary', shares: { 'pay/v1': 90, 'pay/v2': 10 } },
    );
    expect(stack).toRoute({ host: 'shop.example', path: '/old' }, { status: 301, location: 'http://shop.example/' });
    expect(stack).toRoute({ host: 'shop.example', path: '/else' }, { kind: 'lost', status: 404 });
    expect(stack).not.toRoute({ host: 'shop.example', path: '/old' }, { host: 'pay' });
  });

  it('can be asked for its routes', () => {
    expect(routesOf(stack, 'pay').map(({ route }) => route.route?.length ?? 0)).toEqual([0, 2]);
    expect(routesOf(stack, 'shop.example')).toHaveLength(2);
    expect(SynthesizedMesh.of(stack).routesTo('pay.shop')).toMatchObject([
      { index: 1, virtualService: { name: 'pay', namespace: 'shop' } },
    ]);
  });
});

it('finds routes of the Gateway API by the names that their clients call a service by', () => {
  const stack = new TerraformStack(Testing.app(), 'stack');
  new CustomResource(stack, 'Route', {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'pay', namespace: 'shop' },
    spec: {
      rules: [
        { backendRefs: [{ name: 'pay', port: 80 }] },
        {
          backendRefs: [{ group: 'networking.istio.io', kind: 'Hostname', name: 'pay.example.com', port: 80 }],
          filters: [{ type: 'RequestMirror', requestMirror: { backendRef: { name: 'pay', port: 80 } } }],
        },
      ],
    },
  });
  const placesOf = (host: string) =>
    SynthesizedMesh.of(stack)
      .routesTo(host)
      .map(({ index }) => index);
  for (const name of ['pay', 'pay.shop', 'pay.shop.svc', 'pay.shop.svc.cluster.local'])
    expect(placesOf(name)).toEqual([0]);
  expect(placesOf('pay.example.com')).toEqual([1]);
  expect(placesOf('pay.other')).toEqual([]);
});

describe('a matcher that fails', () => {
  it('shows how the closest resources differ, each with its construct path', () => {
    const message = messageOf(() =>
      expect(shop()).toHaveIstioResource(VirtualService, {
        metadata: { name: 'pay' },
        spec: { http: [{}, { route: [{ weight: 80 }, { weight: expect.any(Number) }] }] },
      }),
    );
    expect(message).toContain(
      'got 1, the closest first:\n  shop/pay (shop/Route)\n    spec.http[1].route[0].weight: expected 80, got 90',
    );
    expect(message).not.toContain('route[1]');
  });

  it('names the kinds that are there where the asked one is not', () => {
    expect(messageOf(() => expect(shop()).toHaveIstioResource('Sidecar'))).toBe(
      'expected a Sidecar, got none\nkinds that are there: DestinationRule, Gateway, VirtualService',
    );
  });

  it('says where the request goes instead', () => {
    const message = messageOf(() =>
      expect(shop()).toRoute({ host: 'shop.example', path: '/pay' }, { shares: { 'pay/v1': 100 } }),
    );
    expect(message).toBe(
      [
        'GET shop.example/pay',
        '  shares: pay/v1: expected 100 %, got 90 %',
        '  shares: pay.shop.svc.cluster.local/v2: expected none, got 10 %',
        '  it is forwarded by VirtualService shop/pay http[1] "canary": 90 % to pay.shop.svc.cluster.local/v1, 10 % to pay.shop.svc.cluster.local/v2',
      ].join('\n'),
    );
  });

  it('says why a request is lost', () => {
    expect(messageOf(() => expect(shop()).toRoute({ host: 'other.example' }, { host: 'pay' }))).toContain(
      'it is lost (404): no route of the gateway is for the host other.example; there is shop.example',
    );
  });

  it('names what is there of a kind', () => {
    expect(messageOf(() => expect(shop()).toHaveIstioResourceCount(VirtualService, 2))).toBe(
      'expected 2 VirtualService, got 1: shop/pay',
    );
  });
});

describe('the checks of the whole program', () => {
  const faulty = (): TerraformStack => {
    const stack = shop();
    new VirtualService(stack, 'Twice', {
      metadata: { name: 'twice' },
      spec: { hosts: ['pay'], http: [{ route: [{ destination: { host: 'pay', subset: 'v3' } }] }] },
    });
    return stack;
  };

  it('fail with what stops a synthesis, before anything is asked', () => {
    expect(() => SynthesizedMesh.of(faulty())).toThrow(/find errors.*\n.*shop\/Twice: IST0101: .*subset "v3"/);
    expect(() => SynthesizedMesh.of(faulty().node.root as App)).toThrow('IST0101');
  });

  it('leave out what the program silences, and text that was synthesized', () => {
    const stack = faulty();
    expect(() => SynthesizedMesh.of(Testing.synth(stack))).not.toThrow();
    MeshAnalysis.configure(stack, { IST0101: 'off' });
    expect(SynthesizedMesh.of(stack).findings).not.toContainEqual(expect.stringContaining('IST0101'));
  });

  it('are held by a matcher, codes that are meant aside', () => {
    const found = messageOf(() => expect(shop()).toHaveNoFindings());
    expect(found).toMatch(/^expected no findings, got \d+\n {2}info: shop\/\w+: IST/);
    const codes = [...new Set(found.match(/IST\d{4}/g))];
    expect(shop()).toHaveNoFindings({ except: codes });
    expect(shop()).not.toHaveNoFindings({ except: codes.slice(1) });
  });
});

describe('a synthesized mesh', () => {
  it('reads the text of Testing.synth, its parsed form, an app and several stacks alike', () => {
    const stack = shop();
    const text = Testing.synth(stack);
    for (const input of [text, JSON.parse(text), stack, [stack], stack.node.root as App]) {
      expect(SynthesizedMesh.of(input).one(VirtualService, 'pay').constructPath).toBe('shop/Route');
    }
  });

  it.each([
    ['1.30', 'forwarded'],
    ['1.31', 'passthrough'],
  ] as const)('reads hosts that a Sidecar excludes as istiod %s does: %s', (istioVersion, kind) => {
    const stack = new TerraformStack(new App(), 'mesh');
    new HelmProvider(stack, 'helm');
    MeshContext.set(stack, { istioVersion, namespace: 'apps' });
    new IstiodChart(stack, 'Istiod', { namespace: 'istio-system' });
    const metadata = { name: 'cart', namespace: 'apps' };
    new CustomResource(stack, 'Cart', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { ports: [{ name: 'http', port: 80 }] },
    });
    const hosts = ['*/*', '~apps/cart.apps.svc.cluster.local'];
    const apiVersion = 'networking.istio.io/v1';
    new CustomResource(stack, 'Sidecar', { apiVersion, kind: 'Sidecar', metadata, spec: { egress: [{ hosts }] } });
    expect(stack).toRoute({ host: 'cart', from: { namespace: 'apps' } }, { kind });
  });

  it('names what is there where the asked one is not', () => {
    expect(() => SynthesizedMesh.of(shop()).one(VirtualService, 'cart', 'shop')).toThrow(
      'VirtualService shop/cart: expected one, got 0; there is shop/pay',
    );
  });

  it('refuses what was never synthesized', () => {
    expect(() => SynthesizedMesh.of({})).toThrow('mesh: expected an app, a stack or synthesized output');
    expect(() => SynthesizedMesh.of('no')).toThrow('expected the text that Testing.synth gives');
  });
});
