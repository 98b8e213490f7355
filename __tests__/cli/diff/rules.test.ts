import { planSides } from '../../../cli/diff/objects/plan-sides';
import { synthesizedSide } from '../../../cli/diff/objects/stack-side';
import { DEFAULT_POLICY } from '../../../cli/diff/policy';
import { reportOn, type StackInput } from '../../../cli/diff/report';
import type { ResourceChange } from '../../../model/read/plan';
import { sayings } from './recorded-plans';

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly [key: string]: unknown };
  readonly [key: string]: unknown;
}

function object(
  apiVersion: string,
  kind: string,
  spec: object,
  namespace: string | null = 'shop',
  name = 'it',
): Manifest {
  return { apiVersion, kind, metadata: { name, ...(namespace ? { namespace } : {}) }, spec };
}

const istio = (kind: string, spec: object, namespace?: string, name?: string): Manifest =>
  object(
    kind === 'PeerAuthentication' || kind.endsWith('Policy') ? 'security.istio.io/v1' : 'networking.istio.io/v1',
    kind,
    spec,
    namespace,
    name,
  );

const release = (objects: readonly Manifest[], name = 'r'): object => ({
  [name]: {
    name,
    namespace: 'shop',
    chart: './c',
    values: [JSON.stringify({ manifests: Object.fromEntries(objects.map((each, index) => [`s/${index}`, each])) })],
  },
});

function stack(name: string, before: object, after: object): StackInput {
  return {
    stack: name,
    before: synthesizedSide(name, { resource: before }),
    after: synthesizedSide(name, { resource: after }),
  };
}

function said(...stacks: readonly StackInput[]): string[] {
  return sayings(reportOn(stacks, { policy: DEFAULT_POLICY, comparison: { mode: 'versions' } }));
}

function saidOf(before: readonly Manifest[], after: readonly Manifest[]): string[] {
  return said(stack('s', { helm_release: release(before) }, { helm_release: release(after) }));
}

function saidOfChart(before: object | undefined, after: object | undefined): string[] {
  const resources = (chart: object | undefined) =>
    chart ? { helm_release: { it: { name: 'it', namespace: 'istio-system', ...chart } } } : {};
  return said(stack('s', resources(before), resources(after)));
}

function saidOfPlan(
  change: Partial<ResourceChange> & { readonly change: ResourceChange['change']; readonly type: string },
): string[] {
  const plan = { format_version: '1.2', resource_changes: [{ address: `${change.type}.it`, name: 'it', ...change }] };
  return said({ stack: 's', ...planSides('s', plan) });
}

describe('of charts', () => {
  it('an older version is a downgrade', () => {
    expect(saidOfChart({ chart: 'istiod', version: '1.30.3' }, { chart: 'istiod', version: '1.30.2' })).toEqual([
      'release istio-system/it: istiod 1.30.3 -> 1.30.2, restarts 1 Deployment; sidecars follow when their pods restart [downgrades, restarts, touches-webhook]',
    ]);
  });

  it('one minor release up is no leap, two are', () => {
    const from = (version: string) =>
      saidOfChart({ chart: 'gateway', version: '1.28.1' }, { chart: 'gateway', version })[0];
    expect(from('1.29.0')).not.toContain('skips-minors');
    expect(from('1.30.0')).toContain('skips-minors');
  });

  it('the end of the definitions is the end of every object', () => {
    expect(saidOfChart({ chart: 'base', version: '1.30.3' }, undefined)).toEqual([
      'release istio-system/it: Istio definitions (base) 1.30.3 is deleted [deletes-crd]',
    ]);
  });

  it('another registry is told, and the same chart as a file is the same chart', () => {
    const chart = { version: '1.30.3', repository: 'https://charts.example.com', chart: 'cni' };
    expect(saidOfChart(chart, { ...chart, repository: 'https://mirror.example.com' })).toEqual([
      'release istio-system/it: Istio CNI comes from https://mirror.example.com cni instead of https://charts.example.com cni',
    ]);
    expect(
      saidOfChart(
        { chart: './charts/cni-1.30.2.tgz', version: '1.30.3' },
        { chart: './charts/cni-1.30.3.tgz', version: '1.30.3' },
      ),
    ).toEqual(['release istio-system/it: spec.chart: ./charts/cni-1.30.2.tgz -> ./charts/cni-1.30.3.tgz']);
  });

  it('other settings of the injector touch the webhook', () => {
    const values = (templates: object) => ({
      chart: 'istiod',
      version: '1.30.3',
      values: [JSON.stringify({ sidecarInjectorWebhook: { templates } })],
    });
    expect(saidOfChart(values({}), values({ custom: 'x' }))[0]).toBe(
      'release istio-system/it: settings of the sidecar injector change [touches-webhook]',
    );
  });

  it('without a version nobody can judge', () => {
    expect(saidOfChart({ chart: 'gateway', version: '1.30.3' }, { chart: 'gateway' })[0]).toContain('[cannot-judge');
  });
});

describe('of definitions and webhooks', () => {
  const definition = (versions: readonly string[]) => ({
    ...object(
      'apiextensions.k8s.io/v1',
      'CustomResourceDefinition',
      { names: { kind: 'Widget' }, versions: versions.map((name) => ({ name, served: true })) },
      null,
      'widgets.example.com',
    ),
  });

  it('a deleted definition takes its objects along', () => {
    expect(saidOf([definition(['v1'])], [])).toContain(
      'CustomResourceDefinition widgets.example.com: the kind Widget is no longer known to the cluster [deletes-crd]',
    );
  });

  it('a version that is no longer served refuses its writers', () => {
    expect(saidOf([definition(['v1', 'v1beta1'])], [definition(['v1'])])[0]).toBe(
      'CustomResourceDefinition widgets.example.com: Widget is no longer served as v1beta1 [refuses-requests]',
    );
  });

  it("the provider's own webhook resource is one too", () => {
    const hook = (failure_policy: string) => ({
      metadata: [{ name: 'w' }],
      webhook: [{ name: 'w.example.com', failure_policy }],
    });
    const type = 'kubernetes_validating_webhook_configuration_v1';
    expect(
      saidOfPlan({ type, change: { actions: ['update'], before: hook('Ignore'), after: hook('Fail') } })[0],
    ).toMatch(/\[touches-webhook\]$/);
  });
});

describe("of the Gateway API's kinds", () => {
  const route = (v1: number, v2: number) =>
    object('gateway.networking.k8s.io/v1', 'HTTPRoute', {
      parentRefs: [{ name: 'public', namespace: 'istio-system' }],
      hostnames: ['hello.example.com'],
      rules: [
        {
          matches: [{ path: { type: 'Exact', value: '/hello' } }],
          backendRefs: [
            { name: 'v1', port: 80, weight: v1 },
            { name: 'v2', port: 80, weight: v2 },
          ],
        },
      ],
    });

  it('shares of an HTTPRoute move as those of a virtual service', () => {
    expect(saidOf([route(90, 10)], [route(80, 20)])).toEqual([
      'HTTPRoute shop/it: 10 % of /hello moves from v1 to v2 (now 20 %)',
    ]);
  });

  it('a new HTTPRoute is public', () => {
    expect(saidOf([], [route(100, 0)])).toEqual([
      'HTTPRoute shop/it: is new',
      'HTTPRoute shop/it: route /hello is now public at hello.example.com through gateway istio-system/public; it goes to v1 and 1 more [opens-access]',
    ]);
  });

  const ofGroup = (kind: string, spec: object) => object('gateway.networking.k8s.io/v1', kind, spec);

  it.each([
    ['TLSRoute', 'SNI hello.example.com'],
    ['TCPRoute', 'all requests'],
  ])('shares of a %s move as those of a virtual service', (kind, label) => {
    const at = (v1: number, v2: number) =>
      ofGroup(kind, {
        parentRefs: [{ name: 'public' }],
        ...(kind === 'TLSRoute' && { hostnames: ['hello.example.com'] }),
        rules: [
          {
            backendRefs: [
              { name: 'v1', port: 80, weight: v1 },
              { name: 'v2', port: 80, weight: v2 },
            ],
          },
        ],
      });
    const [said = ''] = saidOf([at(90, 10)], [at(80, 20)]);
    expect(said).toContain(label);
    expect(said).toContain('from v1 to v2 (now 20 %)');
    expect(saidOf([at(1, 1)], []).join()).toContain('is deleted [deletes-serving]');
  });

  it('a listener that lets more routes in opens, one that lets fewer in refuses', () => {
    const gateway = (from: string) =>
      ofGroup('Gateway', {
        gatewayClassName: 'istio',
        allowedListeners: { namespaces: { from } },
        listeners: [{ name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from } } }],
      });
    expect(saidOf([gateway('Same')], [gateway('All')])).toEqual([
      'Gateway shop/it: port 80 HTTP: routes of all namespaces are let in (before: its namespace) [opens-access]',
      'Gateway shop/it: ListenerSets of all namespaces are let in (before: its namespace) [opens-access]',
    ]);
    expect(saidOf([gateway('All')], [gateway('Same')]).join()).toContain('[refuses-requests]');
  });

  it('a grant says who may refer to what', () => {
    const grant = (...names: readonly string[]) =>
      ofGroup('ReferenceGrant', {
        from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'edge' }],
        to: names.map((name) => ({ group: '', kind: 'Service', ...(name !== '' && { name }) })),
      });
    expect(saidOf([], [grant('')])).toEqual([
      'ReferenceGrant shop/it: is new',
      'ReferenceGrant shop/it: lets HTTPRoutes of edge refer to every Service [opens-access]',
    ]);
    expect(saidOf([grant('a', 'b')], [grant('a')])).toEqual([
      'ReferenceGrant shop/it: no longer lets HTTPRoutes of edge refer to Service b [deletes-serving]',
    ]);
  });

  it('a new listener opens a port', () => {
    const gateway = (...listeners: object[]) =>
      object('gateway.networking.k8s.io/v1', 'Gateway', { gatewayClassName: 'istio', listeners });
    const http = { name: 'http', port: 80, protocol: 'HTTP' };
    const https = {
      name: 'https',
      port: 443,
      protocol: 'HTTPS',
      hostname: 'hello.example.com',
      tls: { mode: 'Terminate' },
    };
    expect(saidOf([gateway(http)], [gateway(http, https)])).toEqual([
      'Gateway shop/it: opens port 443 HTTPS (TLS Terminate) for hello.example.com [opens-access]',
    ]);
  });
});

describe('of policies', () => {
  it('a policy of the root namespace holds for the whole mesh', () => {
    const mtls = (mode: string) => istio('PeerAuthentication', { mtls: { mode } }, 'istio-system', 'default');
    expect(saidOf([mtls('STRICT')], [mtls('PERMISSIVE')])).toEqual([
      'PeerAuthentication istio-system/default: mTLS of the whole mesh: STRICT -> PERMISSIVE (plaintext clients will be accepted) [accepts-plaintext]',
    ]);
  });

  it('what goes falls back to what holds without it', () => {
    const mesh = istio('PeerAuthentication', { mtls: { mode: 'STRICT' } }, 'istio-system', 'default');
    const shop = istio('PeerAuthentication', { mtls: { mode: 'STRICT' } });
    expect(saidOf([mesh, shop], [mesh])).toEqual(['PeerAuthentication shop/it: is deleted']);
    const open = istio('PeerAuthentication', { mtls: { mode: 'PERMISSIVE' } });
    expect(saidOf([mesh, open], [mesh])[1]).toContain('PERMISSIVE -> STRICT');
  });

  it('what is left to a wider policy is what that policy said before, and what it says after', () => {
    const shop = (mode: string) => istio('PeerAuthentication', { mtls: { mode } }, 'shop', 'default');
    const cart = (port: string) =>
      istio('PeerAuthentication', {
        selector: { matchLabels: { app: 'cart' } },
        portLevelMtls: { '8080': { mode: port } },
      });
    expect(saidOf([shop('STRICT'), cart('DISABLE')], [shop('PERMISSIVE'), cart('UNSET')])).toEqual([
      'PeerAuthentication shop/default: mTLS of namespace shop: STRICT -> PERMISSIVE (plaintext clients will be accepted) [accepts-plaintext]',
      'PeerAuthentication shop/it: mTLS of workload app=cart in shop: STRICT -> PERMISSIVE (plaintext clients will be accepted) [accepts-plaintext]',
      'PeerAuthentication shop/it: mTLS of port 8080 of workload app=cart in shop: DISABLE -> PERMISSIVE (plaintext clients will be accepted)',
    ]);
    const own = istio('PeerAuthentication', {
      selector: { matchLabels: { app: 'cart' } },
      mtls: { mode: 'STRICT' },
    });
    expect(saidOf([shop('STRICT')], [own])).toContain(
      'PeerAuthentication shop/it: mTLS of workload app=cart in shop: STRICT, as it is without this',
    );
  });

  it('an empty ALLOW policy denies everything, an ALLOW rule without conditions allows everybody', () => {
    expect(saidOf([], [istio('AuthorizationPolicy', {})])[1]).toBe(
      'AuthorizationPolicy shop/it: denies everything to namespace shop that no other policy allows [refuses-requests]',
    );
    expect(saidOf([], [istio('AuthorizationPolicy', { rules: [{}] })])[1]).toBe(
      'AuthorizationPolicy shop/it: allows everything to namespace shop [opens-access]',
    );
  });

  it('an ALLOW policy that goes closes while another is left, and opens when it was the last', () => {
    const allow = (name: string) =>
      istio('AuthorizationPolicy', { rules: [{ from: [{ source: { namespaces: [name] } }] }] }, 'shop', name);
    expect(saidOf([allow('a'), allow('b')], [allow('b')])[1]).toBe(
      'AuthorizationPolicy shop/a: no longer allows namespace shop any request from a [refuses-requests]',
    );
    expect(saidOf([allow('a')], [])[1]).toBe(
      'AuthorizationPolicy shop/a: no ALLOW policy is left for namespace shop: everything is allowed [opens-access]',
    );
  });

  it('an ALLOW policy that goes under deny-by-default takes its requests away, and opens nothing', () => {
    const denyByDefault = istio('AuthorizationPolicy', {}, 'shop', 'deny-by-default');
    const allowOrders = istio(
      'AuthorizationPolicy',
      {
        selector: { matchLabels: { app: 'orders' } },
        rules: [{ from: [{ source: { namespaces: ['web'] } }] }],
      },
      'shop',
      'allow-orders',
    );
    expect(saidOf([denyByDefault, allowOrders], [denyByDefault])[1]).toBe(
      'AuthorizationPolicy shop/allow-orders: no longer allows workload app=orders in shop any request from web; the policies that are left deny everything [refuses-requests]',
    );
    expect(saidOf([denyByDefault, allowOrders], [allowOrders])[1]).toBe(
      'AuthorizationPolicy shop/deny-by-default: no ALLOW policy is left for namespace shop: everything is allowed, but to workloads with ALLOW policies of their own [opens-access]',
    );
    expect(saidOf([denyByDefault], [denyByDefault, allowOrders])[1]).toBe(
      'AuthorizationPolicy shop/allow-orders: allows workload app=orders in shop any request from web [opens-access]',
    );
    const denyTwice = istio('AuthorizationPolicy', {}, 'shop', 'deny-twice');
    expect(saidOf([denyByDefault, denyTwice], [denyByDefault])[1]).toBe(
      'AuthorizationPolicy shop/deny-twice: changes nothing for namespace shop: other policies allow the same, and deny the rest',
    );
  });

  it('a rule that becomes wider allows more and refuses nothing, and one that becomes narrower the other way round', () => {
    const allow = (...paths: string[]) =>
      istio('AuthorizationPolicy', {
        selector: { matchLabels: { app: 'orders' } },
        rules: [{ to: [{ operation: { methods: ['GET'], paths } }] }],
      });
    expect(saidOf([allow('/info')], [allow('/info*')])).toEqual([
      'AuthorizationPolicy shop/it: allows workload app=orders in shop GET /info* [opens-access]',
    ]);
    expect(saidOf([allow('/info*')], [allow('/info')])).toEqual([
      'AuthorizationPolicy shop/it: no longer allows workload app=orders in shop GET /info* [refuses-requests]',
    ]);
  });

  it('a DENY policy that goes opens, and one for other workloads too', () => {
    const deny = (app: string) =>
      istio('AuthorizationPolicy', {
        action: 'DENY',
        selector: { matchLabels: { app } },
        rules: [{ to: [{ operation: { paths: ['/admin'] } }] }],
      });
    expect(saidOf([deny('cart')], [])[1]).toBe(
      'AuthorizationPolicy shop/it: no longer denies workload app=cart in shop /admin [opens-access]',
    );
    expect(saidOf([deny('cart')], [deny('web')])[0]).toBe(
      'AuthorizationPolicy shop/it: holds for workload app=web in shop instead of workload app=cart in shop [opens-access]',
    );
  });
});

describe('of subsets', () => {
  const rule = (...names: string[]) =>
    istio('DestinationRule', { host: 'cart', subsets: names.map((name) => ({ name })) });
  const route = (host: string, namespace: string) =>
    istio(
      'VirtualService',
      { hosts: ['cart'], http: [{ route: [{ destination: { host, subset: 'v2' } }] }] },
      namespace,
      'r',
    );

  it.each(['cart.shop.svc.cluster.local'])('one that %s is still routed to leaves its requests unanswered', (host) => {
    expect(saidOf([rule('v1', 'v2'), route(host, 'web')], [rule('v1'), route(host, 'web')])).toEqual([
      'DestinationRule shop/it: subset v2 of cart is gone [deletes-serving]',
    ]);
  });

  it('one that a half-written name is routed to is another: Istio completes no name with a dot', () => {
    const half = route('cart.shop', 'web');
    expect(saidOf([rule('v1', 'v2'), half], [rule('v1'), half])).toEqual([
      'DestinationRule shop/it: subset v2 of cart is gone',
    ]);
  });

  it('one of the same name of another service is another', () => {
    expect(saidOf([rule('v1', 'v2'), route('cart', 'web')], [rule('v1'), route('cart', 'web')])).toEqual([
      'DestinationRule shop/it: subset v2 of cart is gone',
    ]);
  });
});

describe('of what Terraform does', () => {
  it('an object that somebody edited in the cluster shows what will be undone', () => {
    const manifest = istio('VirtualService', {
      hosts: ['a'],
      http: [{ timeout: '5s', route: [{ destination: { host: 'a' } }] }],
    });
    const live = {
      ...manifest,
      spec: {
        hosts: ['a'],
        http: [{ timeout: '60s', match: null, route: [{ destination: { host: 'a', subset: null } }] }],
      },
    };
    expect(
      saidOfPlan({
        type: 'kubernetes_manifest',
        change: { actions: ['update'], before: { manifest, object: live }, after: { manifest, object: manifest } },
      }),
    ).toEqual(['VirtualService shop/it: all requests to a times out after 5s instead of after 60s']);
  });

  it('an object that it forgets stays', () => {
    const before = { manifest: istio('VirtualService', { hosts: ['a'] }) };
    expect(saidOfPlan({ type: 'kubernetes_manifest', change: { actions: ['forget'], before, after: null } })).toEqual([
      'VirtualService shop/it: stays in the cluster and is no longer managed here',
    ]);
  });

  it('an update of which nothing is known here is told all the same', () => {
    const it = { name: 'r', values: ['{"manifests":{}}'] };
    expect(saidOfPlan({ type: 'helm_release', change: { actions: ['update'], before: it, after: it } })).toEqual([
      'helm_release.it: Terraform updates it; no object in it changes',
    ]);
  });

  it('reading data is no change', () => {
    expect(
      saidOfPlan({ type: 'kubernetes_service', mode: 'data', change: { actions: ['read'], before: null, after: {} } }),
    ).toEqual([]);
  });

  it('a release that moves to another namespace takes its objects along, anew', () => {
    const [before, after] = ['shop', 'store'].map((namespace) => ({
      name: 'r',
      namespace,
      values: [JSON.stringify({ manifests: { p: istio('Gateway', { servers: [] }, 'shop') } })],
    }));
    expect(saidOfPlan({ type: 'helm_release', change: { actions: ['delete', 'create'], before, after } })).toEqual([
      'Gateway shop/it: is deleted and created again [replaces-serving]',
    ]);
  });

  it('an object that moves to another stack is not deleted and created again', () => {
    const route = istio('VirtualService', { hosts: ['a'], http: [{ route: [{ destination: { host: 'a' } }] }] });
    const moved = said(
      stack('a', { helm_release: release([route]) }, {}),
      stack('b', {}, { helm_release: release([route]) }),
    );
    expect(moved).toEqual([
      'VirtualService shop/it: moves from helm_release.r of stack a to helm_release.r of stack b [moves-ownership]',
    ]);
  });

  it('the same object in two clusters is two objects', () => {
    const route = (timeout: string) =>
      istio('VirtualService', { hosts: ['a'], http: [{ timeout, route: [{ destination: { host: 'a' } }] }] });
    const both = (first: string) => ({
      helm_release: { ...release([route(first)], 'east'), ...release([route('5s')], 'west') },
    });
    expect(said(stack('s', both('5s'), both('9s')))).toEqual([
      'VirtualService shop/it: all requests to a times out after 9s instead of after 5s',
    ]);
  });
});

describe('of values that are not what they should be', () => {
  it.each([
    [
      'a VirtualService',
      istio('VirtualService', {
        hosts: 'a',
        http: [null, 'x', { match: 'y', route: [3, { destination: null, weight: '10' }] }],
      }),
    ],
    ['a DestinationRule', istio('DestinationRule', { subsets: [1, { name: 2 }], trafficPolicy: 'x' })],
    ['a Gateway', istio('Gateway', { servers: [null, { port: 'x', hosts: 3 }] })],
    ['an AuthorizationPolicy', istio('AuthorizationPolicy', { rules: [null, { from: 'x', to: [1], when: [{}] }] })],
    ['a PeerAuthentication', istio('PeerAuthentication', { mtls: 'STRICT', portLevelMtls: [] })],
    ['a ServiceEntry', istio('ServiceEntry', { ports: 'x', hosts: null })],
    ['a Deployment', object('apps/v1', 'Deployment', { template: { spec: { containers: 'x' } }, replicas: [] })],
    ['a Service', object('v1', 'Service', { ports: [null], selector: 'x' })],
  ])('%s is reported and breaks nothing', (_what, odd) => {
    const plain = { ...odd, spec: {} };
    for (const [before, after] of [
      [[plain], [odd]],
      [[odd], [plain]],
      [[], [odd]],
      [[odd], []],
    ] as const) {
      expect(saidOf(before, after)).not.toEqual([]);
    }
  });
});
