import {
  type AllowedNamespaces,
  type GatewayApiRelease,
  GatewayListeners,
  type GatewayListenersProps,
  type GatewayReference,
  ManagedGateway,
  MeshAnalysis,
  MeshService,
  type MeshSettings,
  ServiceTraffic,
  TlsCredential,
} from '../../../constructs';
import { manifests, stackWith, synth } from '../../policy-stack';
import { refusalsOf } from '../refusals';

const STANDARD: GatewayApiRelease = { version: '1.6', channel: 'standard' };
const credential = TlsCredential.fromSecret('shop-tls');
const edge = { name: 'edge', namespace: 'edge' };

function listeners(props: Partial<GatewayListenersProps> = {}, settings: MeshSettings = {}) {
  const stack = stackWith({ namespace: 'shop', trafficApi: 'gateway', gatewayApi: STANDARD, ...settings });
  const made = new GatewayListeners(stack, 'Listeners', {
    name: 'shop',
    gateway: edge,
    listeners: [{ protocol: 'HTTPS', hostname: 'shop.example.com', credential }],
    ...props,
  });
  return { stack, made };
}

describe('listeners that a team adds to a gateway', () => {
  it('are a ListenerSet of its namespace, with secrets of its own', () => {
    expect(manifests(listeners().stack)).toEqual({
      'ListenerSet shop': {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'ListenerSet',
        metadata: { name: 'shop', namespace: 'shop' },
        spec: {
          parentRef: { name: 'edge', namespace: 'edge' },
          listeners: [
            {
              name: 'https-shop-example-com',
              port: 443,
              protocol: 'HTTPS',
              hostname: 'shop.example.com',
              tls: { mode: 'Terminate', certificateRefs: [{ name: 'shop-tls' }] },
            },
          ],
        },
      },
    });
  });

  it('are what routes are attached to, or some of them', () => {
    const { stack, made } = listeners();
    made.addListener({ protocol: 'HTTP', hostname: 'shop.example.com' });
    const service = MeshService.fromName('reviews', { namespace: 'shop', port: 9080 });
    const traffic = (id: string, gateway: GatewayReference) =>
      new ServiceTraffic(stack, id, { service, gateways: [gateway], hosts: ['shop.example.com'] }).httpRoute?.spec;
    expect(traffic('All', made)?.parentRefs).toEqual([{ kind: 'ListenerSet', name: 'shop' }]);
    const other = MeshService.fromName('ratings', { namespace: 'team', port: 80 });
    const one = made.listener('http-shop-example-com');
    const routes = new ServiceTraffic(stack, 'One', { service: other, gateways: [one], hosts: ['shop.example.com'] });
    expect(routes.httpRoute?.spec.parentRefs).toEqual([
      { kind: 'ListenerSet', name: 'shop', namespace: 'shop', sectionName: 'http-shop-example-com' },
    ]);
    expect(refusalsOf(() => made.listener('tcp'))).toEqual([
      'test/Listeners: listener: expected one of https-shop-example-com, http-shop-example-com, got "tcp"',
    ]);
    const istio = { service: MeshService.fromName('cart', { port: 80 }), hosts: ['a.b'], api: 'istio' } as const;
    expect(refusalsOf(() => new ServiceTraffic(stack, 'Istio', { ...istio, gateways: [one] }))).toEqual([
      expect.stringContaining('expected a Gateway, got the gatewayApi.Gateway "shop"'),
    ]);
  });

  it('have secrets of other namespaces granted, and certificates kept', () => {
    const foreign = TlsCredential.fromSecret('wildcard', { namespace: 'certificates' });
    const kept = TlsCredential.fromCertManager({ issuer: { name: 'letsencrypt' } });
    const { stack } = listeners({
      listeners: [
        { protocol: 'HTTPS', hostname: 'a.example.com', credential: foreign },
        { protocol: 'HTTPS', hostname: 'b.example.com', credential: kept },
      ],
    });
    expect(manifests(stack)).toMatchObject({
      'ReferenceGrant shop-to-secret-wildcard': {
        metadata: { namespace: 'certificates' },
        spec: { from: [{ kind: 'ListenerSet', namespace: 'shop' }] },
      },
      'Certificate b-example-com-tls': { metadata: { namespace: 'shop' } },
    });
  });

  it('are let in by the gateway, or the checks of the program say that they are not', () => {
    const findings = (allowedListeners?: AllowedNamespaces) => {
      const stack = stackWith({ namespace: 'shop', gatewayApi: STANDARD });
      const gateway = new ManagedGateway(stack, 'Edge', { ...edge, ...(allowedListeners && { allowedListeners }) });
      new GatewayListeners(stack, 'Listeners', { name: 'shop', gateway, listeners: [{ protocol: 'TCP', port: 5432 }] });
      return MeshAnalysis.findings(stack).map(({ code, text }) => `${code} ${text}`);
    };
    const refused =
      'MESH0202 not attached to Gateway edge/edge: listeners of namespace "shop" are not allowed (allowedListeners)';
    expect(findings(undefined)).toEqual([refused]);
    expect(findings('Same')).toEqual([refused]);
    expect(findings('All')).toEqual([]);
    expect(findings(['shop'])).toEqual([]);
  });

  it('are an XListenerSet where Istio reads no other, and of the same revision as the control plane', () => {
    const { stack, made } = listeners(
      {},
      { istioVersion: '1.28', gatewayApi: { version: '1.4', channel: 'experimental' }, revision: 'a' },
    );
    expect(manifests(stack)).toMatchObject({
      'XListenerSet shop': {
        apiVersion: 'gateway.networking.x-k8s.io/v1alpha1',
        metadata: { labels: { 'istio.io/rev': 'a' } },
      },
    });
    const service = MeshService.fromName('reviews', { namespace: 'shop', port: 80 });
    const routes = new ServiceTraffic(stack, 'Traffic', { service, gateways: [made], hosts: ['shop.example.com'] });
    expect(routes.httpRoute?.spec.parentRefs).toEqual([
      { group: 'gateway.networking.x-k8s.io', kind: 'XListenerSet', name: 'shop' },
    ]);
    synth(stack);
  });
});

describe('where there are no ListenerSets', () => {
  it('is said by the release that is in force, with what has them', () => {
    const at = (istioVersion: '1.26' | '1.28' | '1.31', gatewayApi: GatewayApiRelease) =>
      refusalsOf(() => listeners({}, { istioVersion, gatewayApi }));
    expect(at('1.26', { version: '1.4', channel: 'experimental' })).toEqual([
      'test/Listeners: listeners: Istio 1.26 reads no ListenerSets (1.30 has): add the listeners to the Gateway',
    ]);
    expect(at('1.28', { version: '1.4', channel: 'standard' })).toEqual([
      'test/Listeners: listeners: Istio 1.28 reads XListenerSets alone, of the experimental channel, got standard: set gatewayApi, or add the listeners to the Gateway',
    ]);
    expect(at('1.31', { version: '1.4', channel: 'standard' })).toEqual([
      'test/Listeners: listeners: Gateway API 1.4 has no ListenerSet (1.5 has): set gatewayApi',
    ]);
    expect(refusalsOf(() => listeners({ listeners: [] }))).toEqual([
      'test/Listeners: listeners: expected at least one listener, got none',
    ]);
  });
});
