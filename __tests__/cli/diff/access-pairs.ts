import type { Construct } from 'constructs';
import { CustomResource } from '../../../constructs/delivery/custom-resource';
import { ResourceBundle } from '../../../constructs/delivery/resource-bundle';
import type { ChangePair, Program } from './change-pairs';

export type Spec = Readonly<Record<string, unknown>>;

/** An object of Istio's security API, in the namespace of its pair unless it says otherwise. */
export interface Policy {
  readonly kind: 'AuthorizationPolicy' | 'PeerAuthentication' | 'RequestAuthentication' | 'DestinationRule' | 'Sidecar';
  readonly name: string;
  readonly spec: Spec;
  readonly namespace?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

interface ShopOptions {
  /** Labels of the namespace. */
  readonly labels?: Readonly<Record<string, string>>;
  /** The account that web runs under. */
  readonly account?: string;
  /** Whether the ports of Services say what they speak. */
  readonly hasProtocols?: boolean;
}

/** A namespace with web, cart and payments in the mesh and batch outside of it; policies about payments. */
function shop(
  policies: readonly Policy[],
  { labels = INJECTED, account = 'web', hasProtocols = true }: ShopOptions = {},
): Program {
  return (scope) => {
    const namespace = (scope.node.path.split('/')[1] ?? '').toLowerCase();
    const bundle = new ResourceBundle(scope, 'Bundle', { releaseName: namespace });
    const put = (apiVersion: string, kind: string, name: string, more: { readonly spec: Spec }): void => {
      new CustomResource(bundle, `${kind}-${name}`, { apiVersion, kind, metadata: { name, namespace }, ...more });
    };
    new CustomResource(bundle, 'Namespace', {
      apiVersion: 'v1',
      kind: 'Namespace',
      clusterWide: true,
      metadata: { name: namespace, labels },
    });
    for (const name of ['batch', 'cart', 'payments', 'web']) {
      const pod = name === 'batch' ? { 'sidecar.istio.io/inject': 'false' } : {};
      const spec = {
        serviceAccountName: name === 'web' ? account : name,
        containers: [{ name: 'app', image: 'registry.example.com/app:1' }],
      };
      const template = { metadata: { labels: { app: name, ...pod } }, spec };
      put('apps/v1', 'Deployment', name, { spec: { replicas: 0, selector: { matchLabels: { app: name } }, template } });
      if (name === 'batch') continue;
      const ports = [
        { name: hasProtocols ? 'http' : 'main', port: 80, targetPort: 8080 },
        ...(name === 'payments' ? [{ name: 'tcp-admin', port: 9000, targetPort: 9000 }] : []),
      ];
      put('v1', 'Service', name, { spec: { selector: { app: name }, ports } });
    }
    for (const policy of policies) addPolicy(bundle, namespace, policy);
  };
}

const INJECTED = { 'istio-injection': 'enabled' };

function addPolicy(scope: Construct, own: string, { kind, name, spec, namespace = own, annotations }: Policy): void {
  const group = kind === 'DestinationRule' || kind === 'Sidecar' ? 'networking' : 'security';
  new CustomResource(scope, `${kind}-${name}`, {
    apiVersion: `${group}.istio.io/v1`,
    kind,
    metadata: { name, namespace, ...(annotations && { annotations }) },
    spec: JSON.parse(JSON.stringify(spec).replaceAll('{ns}', own)) as Spec,
  });
}

export const PAYMENTS = { selector: { matchLabels: { app: 'payments' } } };

export function policy(action: string, name: string, ...rules: readonly Spec[]): Policy {
  return { kind: 'AuthorizationPolicy', name, spec: { ...PAYMENTS, action, rules } };
}

export const allow = (...rules: readonly Spec[]): Policy => policy('ALLOW', 'allow', ...rules);
export const deny = (...rules: readonly Spec[]): Policy => policy('DENY', 'deny', ...rules);

export const from = (...accounts: readonly string[]): Spec => ({
  from: [{ source: { principals: accounts.map((account) => `cluster.local/ns/{ns}/sa/${account}`) } }],
});
export const to = (operation: Spec): Spec => ({ to: [{ operation }] });
const when = (key: string, ...values: readonly string[]): Spec => ({ when: [{ key, values }] });

const POST_PAY = to({ methods: ['POST'], paths: ['/pay'] });
const CART_PAYS = { ...from('cart'), ...POST_PAY };
export const DENY_BY_DEFAULT: Policy = { kind: 'AuthorizationPolicy', name: 'deny-by-default', spec: {} };

export function mtls(mode: string, more: Spec = {}, name = 'default'): Policy {
  return { kind: 'PeerAuthentication', name, spec: { mtls: { mode }, ...more } };
}

export function issuer(name: string): Policy {
  const jwtRules = [{ issuer: `https://${name}.example.com`, jwksUri: `https://${name}.example.com/keys` }];
  return { kind: 'RequestAuthentication', name: 'tokens', spec: { ...PAYMENTS, jwtRules } };
}

export function pair(name: string, before: readonly Policy[], after: readonly Policy[]): ChangePair {
  return { name, before: shop(before), after: shop(after) };
}

/** Changes of who may call whom: each in a namespace of its own. */
export const ACCESS_PAIRS: readonly ChangePair[] = [
  pair('FirstAllow', [], [allow(CART_PAYS)]),
  pair('OneMoreCaller', [allow(CART_PAYS)], [allow({ ...from('cart', 'web'), ...POST_PAY })]),
  pair(
    'WholeNamespace',
    [allow(CART_PAYS)],
    [allow(CART_PAYS, { from: [{ source: { namespaces: ['dev'] } }], ...POST_PAY }, { ...from('web'), ...POST_PAY })],
  ),
  pair(
    'AccountElsewhere',
    [allow(CART_PAYS)],
    [allow(CART_PAYS, { from: [{ source: { serviceAccounts: ['ops/deployer'] } }] })],
  ),
  pair('CallerGoes', [allow({ ...from('cart', 'web'), ...POST_PAY })], [allow(CART_PAYS)]),
  pair('LastAllowGoes', [allow(CART_PAYS)], []),
  pair('DenyByDefault', [allow(CART_PAYS)], [allow(CART_PAYS), DENY_BY_DEFAULT]),
  pair('DenyByDefaultGoes', [DENY_BY_DEFAULT, allow(CART_PAYS)], [allow(CART_PAYS)]),
  pair('AllowGoesUnderDeny', [DENY_BY_DEFAULT, allow(CART_PAYS)], [DENY_BY_DEFAULT]),
  pair('DenyMethod', [], [deny(to({ methods: ['DELETE'] }))]),
  pair('DenyGoes', [deny(to({ paths: ['/admin*'] }))], []),
  pair('DenyOtherNamespaces', [], [deny({ from: [{ source: { notNamespaces: ['{ns}'] } }] })]),
  pair(
    'WiderPath',
    [allow({ ...from('cart'), ...to({ paths: ['/pay'] }) })],
    [allow({ ...from('cart'), ...to({ paths: ['/pay*'] }) })],
  ),
  pair('NarrowerPath', [allow(to({ paths: ['/pay*'] }))], [allow(to({ paths: ['/pay'] }))]),
  pair('ExceptPath', [allow(from('cart'))], [allow({ ...from('cart'), ...to({ notPaths: ['/admin'] }) })]),
  pair(
    'OneMoreMethod',
    [allow(CART_PAYS)],
    [allow({ ...from('cart'), ...to({ methods: ['POST', 'GET'], paths: ['/pay'] }) })],
  ),
  pair('OnlyHost', [allow(from('cart'))], [allow({ ...from('cart'), ...to({ hosts: ['payments.example.com'] }) })]),
  pair('OnlyPort', [allow(from('cart'))], [allow({ ...from('cart'), ...to({ ports: ['8080'] }) })]),
  pair('HttpRuleOnTcp', [allow(from('cart'))], [allow({ ...from('cart'), ...to({ methods: ['*'] }) })]),
  pair('Strict', [], [mtls('STRICT')]),
  pair('StrictWorkload', [mtls('PERMISSIVE')], [mtls('PERMISSIVE'), mtls('STRICT', PAYMENTS, 'payments')]),
  pair('Permissive', [mtls('STRICT')], [mtls('PERMISSIVE')]),
  pair(
    'PlainPort',
    [mtls('STRICT', PAYMENTS), allow(CART_PAYS)],
    [mtls('STRICT', { ...PAYMENTS, portLevelMtls: { 8080: { mode: 'DISABLE' } } }), allow(CART_PAYS)],
  ),
  pair(
    'RequireToken',
    [issuer('login')],
    [issuer('login'), allow({ from: [{ source: { requestPrincipals: ['*'] } }] })],
  ),
  pair(
    'OtherIssuer',
    [issuer('old'), allow({ from: [{ source: { requestPrincipals: ['*'] } }] })],
    [issuer('new'), allow({ from: [{ source: { requestPrincipals: ['*'] } }] })],
  ),
  pair(
    'OnlyGroup',
    [issuer('login'), allow({ from: [{ source: { requestPrincipals: ['*'] } }] })],
    [
      issuer('login'),
      allow({ from: [{ source: { requestPrincipals: ['*'] } }], ...when('request.auth.claims[group]', 'admin') }),
    ],
  ),
  pair('OnlyHeader', [allow(CART_PAYS)], [allow({ ...CART_PAYS, ...when('request.headers[x-tenant]', 'acme') })]),
  pair('AddressRange', [allow(CART_PAYS)], [allow(CART_PAYS, { from: [{ source: { ipBlocks: ['10.8.0.0/16'] } }] })]),
  pair(
    'AskAuthorizer',
    [allow(CART_PAYS)],
    [
      allow(CART_PAYS),
      {
        kind: 'AuthorizationPolicy',
        name: 'ask',
        spec: { ...PAYMENTS, action: 'CUSTOM', provider: { name: 'opa' }, rules: [to({ paths: ['/pay'] })] },
      },
    ],
  ),
  pair('DryRun', [], [{ ...deny({}), annotations: { 'istio.io/dry-run': 'true' } }]),
  pair('Audit', [], [policy('AUDIT', 'audit', {})]),
  pair(
    'OtherWorkload',
    [deny(from('batch', 'web'))],
    [
      {
        ...deny(from('batch', 'web')),
        spec: { action: 'DENY', rules: [from('batch', 'web')], selector: { matchLabels: { app: 'cart' } } },
      },
    ],
  ),
  pair(
    'AllowTurnsDeny',
    [allow(CART_PAYS)],
    [{ ...allow(CART_PAYS), spec: { ...PAYMENTS, action: 'DENY', rules: [CART_PAYS] } }],
  ),
  pair(
    'MeshWide',
    [],
    [
      {
        kind: 'AuthorizationPolicy',
        name: 'mesh-access',
        namespace: 'istio-system',
        spec: { rules: [{ from: [{ source: { principals: ['*'] } }] }] },
      },
    ],
  ),
  pair(
    'ClientsKnowLess',
    [],
    [
      {
        kind: 'Sidecar',
        name: 'default',
        spec: {
          egress: [{ hosts: ['./web.{ns}.svc.cluster.local'] }],
          outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
        },
      },
    ],
  ),
  {
    name: 'DenyWithoutProtocol',
    before: shop([], { hasProtocols: false }),
    after: shop([deny({ ...to({ methods: ['DELETE'], ports: ['8080'] }) })], { hasProtocols: false }),
  },
  { name: 'InjectionGoes', before: shop([allow(CART_PAYS)]), after: shop([allow(CART_PAYS)], { labels: {} }) },
  { name: 'OtherAccount', before: shop([allow(CART_PAYS)]), after: shop([allow(CART_PAYS)], { account: 'cart' }) },
  pair(
    'ClientInPlainText',
    [allow(CART_PAYS)],
    [
      allow(CART_PAYS),
      {
        kind: 'DestinationRule',
        name: 'payments',
        spec: { host: 'payments', trafficPolicy: { tls: { mode: 'DISABLE' } } },
      },
    ],
  ),
];
