import { type AccessAttributes, type AccessDecision, decide } from '../../../model/access/decision';
import type { AccessDestination, AccessSource } from '../../../model/access/endpoints';
import { ExternalAuthorizers } from '../../../model/access/external-authorizers';
import { PeerAuthentications } from '../../../model/access/mutual-tls';
import { accessPolicies, type PolicyObject } from '../../../model/access/policies';
import { RequestAuthentications } from '../../../model/access/request-authentication';

type Policies = Readonly<Partial<Record<'peers' | 'tokens' | 'access', readonly PolicyObject[]>>>;

const web: AccessSource = {
  identity: { trustDomain: 'cluster.local', namespace: 'shop', serviceAccount: 'web' },
  dataPlane: 'sidecar',
};
const outsider: AccessSource = { identity: 'none', dataPlane: 'none' };
const orders: AccessDestination = {
  namespace: 'shop',
  labels: { app: 'orders', version: 'v1' },
  dataPlane: 'sidecar',
  port: 8080,
  protocol: 'http',
};

function policy(name: string, spec: PolicyObject['spec'], rest: Partial<PolicyObject> = {}): PolicyObject {
  return { name, namespace: 'shop', spec, ...rest };
}

function ask(
  { peers = [], tokens = [], access = [] }: Policies,
  attributes: AccessAttributes = { method: 'GET', path: '/', host: 'orders', headers: {}, token: 'none' },
  from: AccessSource = web,
  to: AccessDestination = orders,
  trustDomains: readonly string[] = ['cluster.local'],
): AccessDecision {
  return decide(from, to, attributes, {
    peerAuthentications: new PeerAuthentications(peers, 'istio-system'),
    requestAuthentications: new RequestAuthentications(tokens, 'istio-system'),
    accessPolicies: accessPolicies(access, { rootNamespace: 'istio-system', trustDomains }),
    authorizers: ExternalAuthorizers.unknown,
  });
}

const rules = (...list: readonly unknown[]) => list;
const fromPrincipal = (...principals: readonly string[]) => ({ from: [{ source: { principals } }] });
const operation = (fields: Readonly<Record<string, unknown>>) => ({ to: [{ operation: fields }] });

describe('without a policy', () => {
  it('allows everything, to a workload with a proxy as to one without', () => {
    expect(ask({}).verdict).toBe('allowed');
    expect(ask({}, {}, outsider).verdict).toBe('allowed');
    expect(ask({}, {}, web, { ...orders, dataPlane: 'none' })).toMatchObject({ verdict: 'allowed', enforced: false });
  });
});

describe('ALLOW', () => {
  it('denies what none of its rules matches, and names the policies in force', () => {
    const decision = ask({
      access: [policy('only-cart', { rules: rules(fromPrincipal('cluster.local/ns/shop/sa/cart')) })],
    });
    expect(decision).toMatchObject({
      verdict: 'denied',
      by: { stage: 'ALLOW', rules: [{ policy: { name: 'only-cart', namespace: 'shop' } }] },
    });
  });

  it('allows what a rule of any policy matches, and names that rule', () => {
    const access = [
      policy('nothing', {}),
      policy('some', { rules: rules(operation({ methods: ['POST'] }), fromPrincipal('cluster.local/ns/shop/sa/web')) }),
    ];
    expect(ask({ access })).toMatchObject({
      verdict: 'allowed',
      by: { rules: [{ policy: { name: 'some' }, rule: 1 }] },
    });
  });

  it('denies everything without rules, and allows everything by a rule without conditions', () => {
    expect(ask({ access: [policy('allow-nothing', {})] }).verdict).toBe('denied');
    expect(ask({ access: [policy('allow-all', { rules: rules({}) })] }).verdict).toBe('allowed');
  });

  it('holds for the pods that it selects alone', () => {
    const access = [policy('cart-only', { selector: { matchLabels: { app: 'cart' } } })];
    expect(ask({ access }).verdict).toBe('allowed');
  });

  it('holds for the whole mesh in the root namespace, and in another namespace not at all', () => {
    const elsewhere = (namespace: string) => ask({ access: [policy('deny', {}, { namespace })] }).verdict;
    expect(elsewhere('istio-system')).toBe('denied');
    expect(elsewhere('other')).toBe('allowed');
  });

  it('needs an identity for principals and namespaces, which plain text has not', () => {
    const access = [policy('mesh', { rules: rules({ from: [{ source: { namespaces: ['shop'] } }] }) })];
    expect(ask({ access }).verdict).toBe('allowed');
    expect(ask({ access }, {}, outsider).verdict).toBe('denied');
    expect(ask({ access }, {}, { ...web, tls: 'DISABLE' }).verdict).toBe('denied');
  });
});

describe('DENY', () => {
  const denyPost = policy('deny-post', { action: 'DENY', rules: rules(operation({ methods: ['POST'] })) });
  const allowAll = policy('allow-all', { rules: rules({}) });

  it('is stronger than ALLOW, and says what would have been decided next', () => {
    const decision = ask({ access: [allowAll, denyPost] }, { method: 'POST' });
    expect(decision).toMatchObject({ verdict: 'denied', by: { stage: 'DENY', rules: [{ rule: 0 }] } });
    expect(decision.stages.map(({ stage, passes }) => [stage, passes])).toEqual([
      ['connection', true],
      ['DENY', false],
      ['ALLOW', true],
    ]);
  });

  it('is not known where the method is not known', () => {
    expect(ask({ access: [denyPost] }, {}).verdict).toBe('unknown');
    expect(ask({ access: [denyPost, policy('none', {})] }, {}).verdict).toBe('denied');
  });

  it('denies all of a TCP port where it asks for HTTP alone, and ALLOW allows nothing there', () => {
    const tcp: AccessDestination = { ...orders, protocol: 'tcp' };
    expect(ask({ access: [denyPost] }, {}, web, tcp).verdict).toBe('denied');
    const allowGet = policy('allow-get', { rules: rules(operation({ methods: ['GET'] })) });
    expect(ask({ access: [allowGet] }, {}, web, tcp).verdict).toBe('denied');
    const allowPort = policy('allow-port', { rules: rules(operation({ ports: ['8080'] })) });
    expect(ask({ access: [allowPort] }, {}, web, tcp).verdict).toBe('allowed');
  });
});

describe('patterns', () => {
  const allows = (fields: Readonly<Record<string, unknown>>, attributes: AccessAttributes) =>
    ask({ access: [policy('p', { rules: rules(operation(fields)) })] }, attributes).verdict === 'allowed';

  it.each([
    [{ paths: ['/info*'] }, { path: '/info' }, true],
    [{ paths: ['/info*'] }, { path: '/other' }, false],
    [{ paths: ['*.html'] }, { path: '/a/b.html' }, true],
    [{ paths: ['/a/{*}/c'] }, { path: '/a/b/c' }, true],
    [{ paths: ['/a/{*}/c'] }, { path: '/a/b/b/c' }, false],
    [{ paths: ['/a/{**}'] }, { path: '/a/b/b' }, true],
    [{ paths: ['/a'], notPaths: ['/a'] }, { path: '/a' }, false],
    [{ notPaths: ['/admin*'] }, { path: '/' }, true],
    [{ notPaths: ['/admin*'] }, { path: '/admin/x' }, false],
    [{ methods: ['GET', 'HEAD'] }, { method: 'HEAD' }, true],
    [{ methods: ['*'] }, { method: 'PATCH' }, true],
    [{ hosts: ['Orders.Example'] }, { host: 'orders.example' }, true],
    [{ hosts: ['*.example'] }, { host: 'a.EXAMPLE' }, true],
    [{ ports: ['8080'] }, {}, true],
    [{ ports: ['80'] }, {}, false],
    [{ notPorts: ['8080'] }, {}, false],
  ])('%j allows %j: %s', (fields, attributes, expected) => {
    expect(allows(fields, attributes)).toBe(expected);
  });

  it.each([
    [{ principals: ['*'] }, true],
    [{ principals: ['cluster.local/ns/shop/sa/*'] }, true],
    [{ principals: ['*/sa/web'] }, true],
    [{ principals: ['cluster.local/ns/shop/sa/we'] }, false],
    [{ notPrincipals: ['*/sa/web'] }, false],
    [{ namespaces: ['sh*'] }, true],
    [{ notNamespaces: ['shop'] }, false],
    [{ serviceAccounts: ['web'] }, true],
    [{ serviceAccounts: ['shop/web'] }, true],
    [{ serviceAccounts: ['other/web'] }, false],
    [{ trustDomains: ['cluster.local'] }, true],
    [{ trustDomains: ['other.domain'] }, false],
    [{ ipBlocks: ['10.1.0.0/16'] }, true],
    [{ notIpBlocks: ['10.1.2.3'] }, false],
    [{ remoteIpBlocks: ['203.0.113.0/24'] }, true],
    [{ remoteIpBlocks: ['2001:db8::/32'] }, false],
  ])('the source %j takes web of shop: %s', (source, expected) => {
    const access = [policy('p', { rules: rules({ from: [{ source }] }) })];
    const decision = ask({ access }, { remoteIp: '203.0.113.7' }, { ...web, ip: '10.1.2.3' });
    expect(decision.verdict === 'allowed').toBe(expected);
  });

  it('takes the trust domain of the mesh for its aliases, and no other', () => {
    const old: AccessSource = {
      identity: { trustDomain: 'old', namespace: 'shop', serviceAccount: 'web' },
      dataPlane: 'sidecar',
    };
    const access = [policy('p', { rules: rules(fromPrincipal('cluster.local/ns/shop/sa/web')) })];
    expect(ask({ access }, {}, old).verdict).toBe('denied');
    expect(ask({ access }, {}, old, orders, ['new', 'old']).verdict).toBe('allowed');
  });

  it('asks every condition of a rule', () => {
    const when = [
      { key: 'request.headers[x-team]', values: ['pay*'] },
      { key: 'source.namespace', notValues: ['other'] },
    ];
    const access = [policy('p', { rules: rules({ when }) })];
    expect(ask({ access }, { headers: { 'x-team': 'payments' } }).verdict).toBe('allowed');
    expect(ask({ access }, { headers: { 'x-team': 'web' } }).verdict).toBe('denied');
    expect(ask({ access }, { headers: {} }).verdict).toBe('denied');
    expect(ask({ access }, {}).verdict).toBe('unknown');
  });
});

describe('mutual TLS', () => {
  const mode = (name: string, spec: PolicyObject['spec'], namespace = 'shop') => policy(name, spec, { namespace });
  const strict = mode('default', { mtls: { mode: 'STRICT' } });

  it('refuses plain text where it is required: clients without a proxy, and those told to use none', () => {
    expect(ask({ peers: [strict] }).verdict).toBe('allowed');
    expect(ask({ peers: [strict] }, {}, outsider)).toMatchObject({
      verdict: 'no connection',
      by: { rules: [{ policy: { kind: 'PeerAuthentication', name: 'default' } }] },
    });
    expect(ask({ peers: [strict] }, {}, { ...web, tls: 'DISABLE' }).verdict).toBe('no connection');
  });

  it('refuses a client that insists on it where it is off', () => {
    const off = mode('default', { mtls: { mode: 'DISABLE' } });
    expect(ask({ peers: [off] }, {}, { ...web, tls: 'ISTIO_MUTUAL' }).verdict).toBe('no connection');
    expect(ask({ peers: [off] }).verdict).toBe('allowed');
  });

  it('is spoken by no client where it is off for the whole namespace, whatever a selector asks for', () => {
    const off = mode('default', { mtls: { mode: 'DISABLE' } }, 'istio-system');
    const own = (mtls: string) =>
      mode('orders', { selector: { matchLabels: { app: 'orders' } }, mtls: { mode: mtls } });
    expect(ask({ peers: [off, own('STRICT')] }).verdict).toBe('no connection');
    expect(ask({ peers: [off, own('STRICT')] }, {}, { ...web, tls: 'ISTIO_MUTUAL' }).verdict).toBe('allowed');
    expect(ask({ peers: [off, own('PERMISSIVE')] }).by.because).not.toContain('mutual TLS');
    expect(ask({ peers: [off, own('PERMISSIVE'), mode('default', { mtls: { mode: 'STRICT' } })] }).verdict).toBe(
      'allowed',
    );
  });

  it('takes the port over the workload, that over the namespace, that over the mesh', () => {
    const mesh = mode('default', { mtls: { mode: 'STRICT' } }, 'istio-system');
    const namespace = mode('default', { mtls: { mode: 'PERMISSIVE' } });
    const selector = { matchLabels: { app: 'orders' } };
    const workload = mode('orders', {
      selector,
      mtls: { mode: 'STRICT' },
      portLevelMtls: { 8080: { mode: 'DISABLE' } },
    });
    const unset = mode('orders', { selector, mtls: { mode: 'UNSET' }, portLevelMtls: { 8080: {} } });
    const asked = (...peers: readonly PolicyObject[]) =>
      new PeerAuthentications(peers, 'istio-system').modeOf(orders, 8080).mode;
    expect(asked(mesh)).toBe('STRICT');
    expect(asked(mesh, namespace)).toBe('PERMISSIVE');
    expect(asked(mesh, namespace, workload)).toBe('DISABLE');
    expect(asked(mesh, namespace, unset)).toBe('PERMISSIVE');
  });

  it('takes the older one of two in one scope, the first by name where both are as old', () => {
    const selector = { matchLabels: { app: 'orders' } };
    const strict = mode('b', { selector, mtls: { mode: 'STRICT' } });
    const open = mode('a', { selector, mtls: { mode: 'PERMISSIVE' } });
    const asked = (...peers: readonly PolicyObject[]) =>
      new PeerAuthentications(peers, 'istio-system').modeOf(orders).mode;
    expect(asked(strict, open)).toBe('PERMISSIVE');
    const [older, younger] = ['2026-11-27T05:00:00Z', '2026-11-27T05:00:01Z'];
    expect(asked({ ...strict, created: older }, { ...open, created: younger })).toBe('STRICT');
  });

  it('does not look at one with a selector in the root namespace', () => {
    const selected = mode(
      'orders',
      { selector: { matchLabels: { app: 'orders' } }, mtls: { mode: 'STRICT' } },
      'istio-system',
    );
    expect(ask({ peers: [selected] }, {}, outsider).verdict).toBe('allowed');
  });
});

describe('tokens', () => {
  const jwt = policy('jwt', { jwtRules: [{ issuer: 'https://issuer', audiences: ['shop'] }] });
  const needsToken = policy('needs-token', {
    rules: rules({ from: [{ source: { requestPrincipals: ['https://issuer/*'] } }] }),
  });
  const token = { issuer: 'https://issuer', subject: 'ann', audiences: ['shop'] };

  it('refuses one that nobody signed, or that is for others, and lets requests without one pass', () => {
    expect(ask({ tokens: [jwt] }, { token }).verdict).toBe('allowed');
    expect(ask({ tokens: [jwt] }, { token: 'none' }).verdict).toBe('allowed');
    expect(ask({ tokens: [jwt] }, { token: { ...token, valid: false } })).toMatchObject({
      verdict: 'denied',
      by: { stage: 'token' },
    });
    expect(ask({ tokens: [jwt] }, { token: { ...token, audiences: ['other'] } }).verdict).toBe('denied');
    expect(ask({ tokens: [jwt] }, { token: { ...token, issuer: 'https://other' } }).verdict).toBe('denied');
  });

  it('counts only where a RequestAuthentication checks it', () => {
    expect(ask({ access: [needsToken] }, { token }).verdict).toBe('denied');
    expect(ask({ access: [needsToken], tokens: [jwt] }, { token }).verdict).toBe('allowed');
    expect(ask({ access: [needsToken], tokens: [jwt] }, { token: 'none' }).verdict).toBe('denied');
  });

  it('shows its claims to conditions, nested ones and lists of words', () => {
    const when = (key: string, ...values: readonly string[]) =>
      ask(
        { tokens: [jwt], access: [policy('p', { rules: rules({ when: [{ key, values }] }) })] },
        { token: { ...token, claims: { scope: 'read write', realm: { roles: ['admin'] }, azp: 'cli' } } },
      ).verdict;
    expect(when('request.auth.claims[scope]', 'write')).toBe('allowed');
    expect(when('request.auth.claims[realm][roles]', 'admin')).toBe('allowed');
    expect(when('request.auth.claims[realm][roles]', 'guest')).toBe('denied');
    expect(when('request.auth.audiences', 'shop')).toBe('allowed');
    expect(when('request.auth.presenter', 'cli')).toBe('allowed');
    expect(when('request.auth.principal', '*/ann')).toBe('allowed');
  });
});

describe('CUSTOM, AUDIT and dry-run', () => {
  const custom = policy('ext', {
    action: 'CUSTOM',
    provider: { name: 'opa' },
    rules: rules(operation({ paths: ['/admin*'] })),
  });

  it('asks the external authorizer for what a rule matches only', () => {
    expect(ask({ access: [custom] }, { path: '/' }).verdict).toBe('allowed');
    expect(ask({ access: [custom] }, { path: '/admin' })).toMatchObject({
      verdict: 'unknown',
      by: { stage: 'CUSTOM' },
    });
    expect(ask({ access: [custom] }, { path: '/admin', externalAuthorizer: 'denies' }).verdict).toBe('denied');
    expect(ask({ access: [custom] }, { path: '/admin', externalAuthorizer: 'allows' }).verdict).toBe('allowed');
  });

  it('changes nothing by AUDIT, nor by a policy that only reports', () => {
    const audit = policy('audit', { action: 'AUDIT', rules: rules({}) });
    const dryRun = policy(
      'deny',
      { action: 'DENY', rules: rules({}) },
      { annotations: { 'istio.io/dry-run': 'true' } },
    );
    const decision = ask({ access: [audit, dryRun] });
    expect(decision.verdict).toBe('allowed');
    expect(decision.dryRun).toMatchObject([{ policy: { name: 'deny' }, rule: 0 }]);
  });
});

describe('the dry-run annotation', () => {
  it.each([
    ['1', 'allowed'],
    ['True', 'allowed'],
    ['0', 'denied'],
    ['false', 'denied'],
  ])('is read as Go reads a boolean: %s', (written, verdict) => {
    const annotations = { 'istio.io/dry-run': written };
    expect(ask({ access: [policy('none', { action: 'DENY', rules: rules({}) }, { annotations })] }).verdict).toBe(
      verdict,
    );
  });
});

describe('CUSTOM and a token', () => {
  it('asks the external authorizer before the token is looked at', () => {
    const decision = ask(
      {
        access: [policy('asked', { action: 'CUSTOM', provider: { name: 'opa' }, rules: rules({}) })],
        tokens: [policy('tokens', { jwtRules: [{ issuer: 'https://issuer.example' }] })],
      },
      { headers: {}, token: { issuer: 'https://stranger.example' }, externalAuthorizer: 'denies' },
    );
    expect(decision.by.stage).toBe('CUSTOM');
    expect(decision.stages.map(({ stage }) => stage)).toEqual(['connection', 'CUSTOM', 'token', 'ALLOW']);
  });
});
