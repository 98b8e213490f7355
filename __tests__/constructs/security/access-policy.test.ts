import { PolicyTarget } from '../../../constructs/references/policy-target';
import { ServiceAccount } from '../../../constructs/references/service-account';
import { Workload } from '../../../constructs/references/workload';
import { AccessPolicy } from '../../../constructs/security/access-policy';
import { AccessRule, AccessSource } from '../../../constructs/security/access-rule';
import { DenyByDefault } from '../../../constructs/security/deny-by-default';
import { stackWith, synth } from '../../policy-stack';

const web = ServiceAccount.fromName('web', { namespace: 'shop' });
const reviews = PolicyTarget.workload(Workload.fromName('reviews', { namespace: 'shop' }));

function rejected(rule: AccessRule, istioVersion: '1.17.2' | '1.30.3' = '1.30.3'): string {
  const stack = stackWith({ istioVersion });
  try {
    new AccessPolicy(stack, 'Policy', { rules: [rule] });
  } catch (error) {
    expect(stack.node.tryFindChild('Policy')).toBeUndefined();
    return (error as Error).message;
  }
  return 'accepted';
}

describe('an access policy', () => {
  it('allows service accounts, namespaces, addresses and token holders to do what it names', () => {
    const stack = stackWith();
    const policy = new AccessPolicy(stack, 'Policy', {
      target: reviews,
      name: 'allow-some',
      rules: [
        AccessRule.from(AccessSource.serviceAccount(web), AccessSource.namespace('ops', { name: 'audit' }))
          .to({ methods: ['GET'], paths: ['/info*'], hosts: ['reviews'], ports: [9080], notPorts: [1] })
          .to({ notMethods: ['DELETE'], notPaths: ['/admin'], notHosts: ['x'] })
          .when('request.headers[x-team]', 'blue')
          .whenNot('source.ip', '10.1.0.0/16')
          .whenClaim('group', 'staff', 'admin'),
        AccessRule.from(AccessSource.ipBlock('10.0.0.0/8'), AccessSource.remoteIpBlock('2001:db8::/32')),
        AccessRule.from(AccessSource.requestPrincipal(), AccessSource.requestPrincipal('iss/me')),
        AccessRule.from(AccessSource.anyIdentity(), AccessSource.of({ notNamespaces: ['evil'] })),
      ],
    });
    synth(stack);
    expect(policy.resource.manifest).toMatchObject({
      apiVersion: 'security.istio.io/v1',
      metadata: { name: 'allow-some', namespace: 'shop' },
      spec: {
        action: 'ALLOW',
        selector: { matchLabels: { app: 'reviews' } },
        rules: [
          {
            from: [
              { source: { principals: ['cluster.local/ns/shop/sa/web'] } },
              { source: { namespaces: ['ops', 'audit'] } },
            ],
            to: [
              {
                operation: {
                  methods: ['GET'],
                  paths: ['/info*'],
                  hosts: ['reviews'],
                  ports: ['9080'],
                  notPorts: ['1'],
                },
              },
              { operation: { notMethods: ['DELETE'], notPaths: ['/admin'], notHosts: ['x'] } },
            ],
            when: [
              { key: 'request.headers[x-team]', values: ['blue'] },
              { key: 'source.ip', notValues: ['10.1.0.0/16'] },
              { key: 'request.auth.claims[group]', values: ['staff', 'admin'] },
            ],
          },
          { from: [{ source: { ipBlocks: ['10.0.0.0/8'] } }, { source: { remoteIpBlocks: ['2001:db8::/32'] } }] },
          { from: [{ source: { requestPrincipals: ['*'] } }, { source: { requestPrincipals: ['iss/me'] } }] },
          { from: [{ source: { principals: ['*'] } }, { source: { notNamespaces: ['evil'] } }] },
        ],
      },
    });
  });

  it('is named after its action and workload', () => {
    const stack = stackWith({ namespace: 'shop' });
    const rules = [AccessRule.any()];
    expect(new AccessPolicy(stack, 'A', { target: reviews, rules }).resource.name).toBe('allow-reviews');
    expect(new AccessPolicy(stack, 'B', { action: 'AUDIT', rules }).resource.name).toBe('audit-all');
  });

  it('grows by addRule, and never changes a rule', () => {
    const rule = AccessRule.from(AccessSource.namespace('ops'));
    const stack = stackWith();
    const policy = new AccessPolicy(stack, 'Policy', {}).addRule(rule).addRule(rule.to({ methods: ['GET'] }));
    synth(stack);
    expect(policy.resource.spec.rules).toEqual([
      { from: [{ source: { namespaces: ['ops'] } }] },
      { from: [{ source: { namespaces: ['ops'] } }], to: [{ operation: { methods: ['GET'] } }] },
    ]);
  });

  it.each([
    ['ALLOW' as const, 'which allows no one: add a rule, or say so with DenyByDefault'],
    ['DENY' as const, 'so nothing is ever denied: add a rule'],
    ['AUDIT' as const, 'so nothing is ever audited: add a rule'],
  ])('stops synthesis when it has no rule to %s by', (action, message) => {
    const stack = stackWith();
    expect(() => {
      new AccessPolicy(stack, 'Policy', { action });
      synth(stack);
    }).toThrow(message);
  });

  it.each([
    [AccessRule.to({ methods: ['get'] }), 'rules[0].to[0].methods: expected capitals, got "get" (did you mean "GET"?)'],
    [
      AccessRule.to({ paths: ['info'] }),
      'rules[0].to[0].paths: expected a leading "/" or "*", got "info", which matches no path',
    ],
    [AccessRule.to({ paths: ['/a/{x}'] }), 'rules[0].to[0].paths: expected "{*}" for one whole segment'],
    [AccessRule.to({ paths: ['/{**}/a'] }), '"{**}" as the last one'],
    [AccessRule.to({ ports: [0, 70000] }), 'rules[0].to[0].ports: expected a port from 1 to 65535, got 70000'],
    [AccessRule.to({}), 'rules[0].to[0]: expected a host, method, path or port, got nothing'],
    [AccessRule.to({ hosts: [] }), 'rules[0].to[0].hosts: expected at least one value, or no list, got an empty list'],
    [
      AccessRule.from(AccessSource.ipBlock('10.0.0.0/33')),
      'rules[0].from[0].ipBlocks: expected an IP address or a CIDR block such as 10.0.0.0/8, got "10.0.0.0/33"',
    ],
    [
      AccessRule.from(AccessSource.remoteIpBlock('ten')),
      'rules[0].from[0].remoteIpBlocks: expected an IP address or a CIDR block such as 10.0.0.0/8, got "ten"',
    ],
    [AccessRule.from(AccessSource.namespace('')), 'rules[0].from[0].namespaces: expected a value, got an empty one'],
    [
      AccessRule.from(AccessSource.of({})),
      'rules[0].from[0]: expected a service account, namespace, address or other origin, got nothing',
    ],
    [AccessRule.any().when('request.path', '/x'), 'rules[0].when[0]: expected one of the attributes source.ip'],
    [
      AccessRule.any().when('source.namespace'),
      'rules[0].when[0]: expected at least one value for source.namespace, got none',
    ],
    [AccessRule.any().whenNot('destination.port', 'http'), 'rules[0].when[0]: expected a port'],
    [AccessRule.any().when('remote.ip', 'x'), 'rules[0].when[0]: expected an IP address'],
  ])('refuses what Istio would refuse or never match: %#', (rule, message) => {
    expect(rejected(rule)).toMatch(/^test\/Policy: rules\[0\]/);
    expect(rejected(rule)).toContain(message);
  });

  it('names every fault at once', () => {
    expect(rejected(AccessRule.to({ methods: ['get'], paths: ['x'] })).split('\n')).toHaveLength(2);
  });

  it('knows what Istio 1.17 lacks', () => {
    const template = AccessRule.to({ paths: ['/users/{*}/cart'] });
    const account = AccessRule.any().when('source.serviceAccount', 'shop/web');
    expect(rejected(template)).toBe('accepted');
    expect(rejected(account)).toBe('accepted');
    expect(rejected(template, '1.17.2')).toContain('which Istio 1.17 does not have, got "/users/{*}/cart" (1.22 has)');
    expect(rejected(account, '1.17.2')).toContain('Istio 1.17 has no attribute source.serviceAccount (1.25 has)');
  });

  it('warns when a denying rule closes TCP ports as well', () => {
    const warningsOf = (rule: AccessRule) =>
      new AccessPolicy(stackWith(), 'Policy', { action: 'DENY', rules: [rule] }).node.metadata.map(({ data }) => data);
    expect(warningsOf(AccessRule.to({ paths: ['/admin*'], ports: [8080] }))).toEqual([]);
    expect(warningsOf(AccessRule.from(AccessSource.namespace('evil')))).toEqual([]);
    const closing = [expect.stringContaining('closes the TCP ports')];
    expect(warningsOf(AccessRule.to({ paths: ['/admin*'] }))).toEqual(closing);
    expect(warningsOf(AccessRule.from(AccessSource.of({ notRequestPrincipals: ['*'] })))).toEqual(closing);
  });

  it('can be reached and overridden', () => {
    const policy = new AccessPolicy(stackWith(), 'Policy', { rules: [AccessRule.any()] });
    expect(policy.node.defaultChild).toBe(policy.resource);
    policy.resource.addOverride('spec.action', 'AUDIT');
    expect(policy.resource.manifest).toMatchObject({ spec: { action: 'AUDIT' } });
  });
});

describe('deny by default', () => {
  it('allows nothing in a namespace', () => {
    const { resource } = new DenyByDefault(stackWith({ namespace: 'shop' }), 'Deny');
    expect(resource.manifest).toMatchObject({ metadata: { name: 'deny-by-default', namespace: 'shop' }, spec: {} });
    expect(Object.keys(resource.spec)).toEqual([]);
  });

  it('stands in the root namespace for the mesh, and selects the pods of a workload', () => {
    const stack = stackWith({ rootNamespace: 'mesh-root' });
    expect(
      new DenyByDefault(stack, 'Mesh', { target: PolicyTarget.mesh(), name: 'none' }).resource.manifest,
    ).toMatchObject({
      metadata: { name: 'none', namespace: 'mesh-root' },
    });
    expect(new DenyByDefault(stack, 'One', { target: reviews }).resource.manifest).toMatchObject({
      metadata: { name: 'deny-by-default-reviews', namespace: 'shop' },
      spec: { selector: { matchLabels: { app: 'reviews' } } },
    });
  });
});
