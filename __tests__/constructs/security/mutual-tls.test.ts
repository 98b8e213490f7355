import { DeclaredObject } from '../../../constructs/analysis';
import { PolicyTarget } from '../../../constructs/references/policy-target';
import { Workload } from '../../../constructs/references/workload';
import { DestinationRule } from '../../../constructs/resources/networking/destination-rule';
import { MutualTls } from '../../../constructs/security/mutual-tls';
import { MutualTlsRollout } from '../../../constructs/security/mutual-tls-rollout';
import { delivered, stackWith, synth } from '../../policy-stack';

const legacy = Workload.fromName('legacy', { namespace: 'shop' });

describe('mutual TLS', () => {
  it('holds for the mesh from the root namespace', () => {
    const { resource } = new MutualTls(stackWith(), 'Mtls', { target: PolicyTarget.mesh(), mode: 'STRICT' });
    expect(resource.manifest).toMatchObject({
      metadata: { name: 'default', namespace: 'istio-system' },
      spec: { mtls: { mode: 'STRICT' } },
    });
  });

  it("holds for the scope's namespace where no target is named", () => {
    const { resource } = new MutualTls(stackWith({ namespace: 'shop' }), 'Mtls', { mode: 'PERMISSIVE', name: 'x' });
    expect(resource.manifest).toMatchObject({ metadata: { name: 'x', namespace: 'shop' } });
  });

  it('holds for a workload and its ports', () => {
    const stack = stackWith();
    const mtls = new MutualTls(stack, 'Mtls', {
      target: PolicyTarget.workload(legacy),
      mode: 'STRICT',
      ports: { 8080: 'PERMISSIVE' },
    }).addPort(9000, 'DISABLE');
    synth(stack);
    expect(mtls.resource.manifest).toMatchObject({
      apiVersion: 'security.istio.io/v1',
      metadata: { name: 'legacy', namespace: 'shop' },
      spec: {
        selector: { matchLabels: { app: 'legacy' } },
        mtls: { mode: 'STRICT' },
        portLevelMtls: { 8080: { mode: 'PERMISSIVE' }, 9000: { mode: 'DISABLE' } },
      },
    });
  });

  it('tells clients of a mesh without automatic mutual TLS', () => {
    const rule = (mode: 'STRICT' | 'DISABLE', target: PolicyTarget) =>
      new MutualTls(stackWith(), 'Mtls', { target, mode, tellClients: true }).destinationRule?.manifest;
    expect(rule('STRICT', PolicyTarget.mesh())).toMatchObject({
      metadata: { name: 'default', namespace: 'istio-system' },
      spec: { host: '*.local', trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } },
    });
    expect(rule('DISABLE', PolicyTarget.namespace('shop'))).toMatchObject({
      metadata: { name: 'mutual-tls', namespace: 'shop' },
      spec: { host: '*.shop.svc.cluster.local', trafficPolicy: { tls: { mode: 'DISABLE' } } },
    });
  });

  it.each([
    [PolicyTarget.mesh(), { ports: { 80: 'STRICT' as const } }, 'ports: expected none for a whole mesh'],
    [PolicyTarget.namespace('a'), { ports: { 80: 'STRICT' as const } }, 'ports: expected none for a whole namespace'],
    [PolicyTarget.workload(legacy), { ports: { 0: 'STRICT' as const } }, 'ports: expected a port'],
    [PolicyTarget.workload(legacy), { tellClients: true }, 'tellClients: a workload has no host name'],
  ])('refuses what Istio cannot take: %#', (target, props, message) => {
    const stack = stackWith();
    expect(() => new MutualTls(stack, 'Mtls', { target, mode: 'STRICT', ...props })).toThrow(`test/Mtls: ${message}`);
    expect(stack.node.tryFindChild('Mtls')).toBeUndefined();
  });

  it('refuses a second mode for a port', () => {
    const mtls = new MutualTls(stackWith(), 'Mtls', { target: PolicyTarget.workload(legacy), mode: 'STRICT' });
    mtls.addPort(8080, 'DISABLE');
    expect(() => mtls.addPort(8080, 'STRICT')).toThrow(
      'test/Mtls: ports: duplicate port 8080, which is DISABLE already',
    );
  });

  it('is held against the DestinationRules of the program', () => {
    const stack = stackWith({ namespace: 'shop' });
    DeclaredObject.serviceFromName(stack, 'Reviews', { name: 'reviews' });
    new MutualTls(stack, 'Mtls', { target: PolicyTarget.namespace('shop'), mode: 'STRICT' });
    new DestinationRule(stack, 'Rule', {
      metadata: { name: 'reviews' },
      spec: { host: 'reviews', trafficPolicy: { tls: { mode: 'DISABLE' } } },
    });
    expect(() => synth(stack)).toThrow(
      'mode DISABLE for "reviews.shop.svc.cluster.local", whose servers are STRICT by PeerAuthentication shop/default',
    );
  });
});

describe('the way to mutual TLS', () => {
  const stage = (stage: 'permissive' | 'namespaces' | 'strict') => {
    const stack = stackWith();
    new MutualTlsRollout(stack, 'Rollout', {
      stage,
      readyNamespaces: ['shop', { name: 'billing' }],
      exceptions: [
        { workload: legacy, ports: [8080] },
        { workload: Workload.fromName('old', { namespace: 'elsewhere' }) },
      ],
    });
    synth(stack);
    return delivered(stack).map(({ metadata, spec }) => [`${metadata.namespace}/${metadata.name}`, spec]);
  };

  it('begins with a mesh that takes both', () => {
    expect(stage('permissive')).toEqual([['istio-system/default', { mtls: { mode: 'PERMISSIVE' } }]]);
  });

  it('goes on with the namespaces that are ready, and their exceptions', () => {
    expect(stage('namespaces')).toEqual([
      ['istio-system/default', { mtls: { mode: 'PERMISSIVE' } }],
      ['shop/default', { mtls: { mode: 'STRICT' } }],
      ['billing/default', { mtls: { mode: 'STRICT' } }],
      [
        'shop/legacy',
        {
          selector: { matchLabels: { app: 'legacy' } },
          mtls: { mode: 'STRICT' },
          portLevelMtls: { 8080: { mode: 'PERMISSIVE' } },
        },
      ],
    ]);
  });

  it('ends with a mesh that takes mutual TLS only, but for the exceptions', () => {
    expect(stage('strict')).toEqual([
      ['istio-system/default', { mtls: { mode: 'STRICT' } }],
      ['shop/legacy', expect.objectContaining({ mtls: { mode: 'STRICT' } })],
      ['elsewhere/old', { selector: { matchLabels: { app: 'old' } }, mtls: { mode: 'PERMISSIVE' } }],
    ]);
  });

  it.each([
    [
      { stage: 'namespaces' as const },
      'readyNamespaces: expected the namespaces that are ready for stage "namespaces", got none',
    ],
    [{ stage: 'namespaces' as const, readyNamespaces: ['istio-system'] }, 'use stage "strict" for the whole mesh'],
    [{ stage: 'strict' as const, readyNamespaces: ['a', 'a'] }, 'readyNamespaces: duplicate "a"'],
  ])('refuses %j', (props, message) => {
    expect(() => new MutualTlsRollout(stackWith(), 'Rollout', props)).toThrow(message);
  });
});
