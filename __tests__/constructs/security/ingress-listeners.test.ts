import {
  IngressTls,
  type IngressTlsProps,
  ManagedGateway,
  MeshAnalysis,
  MeshService,
  type MeshSettings,
  ServiceTraffic,
  TlsCredential,
  Workload,
} from '../../../constructs';
import { manifests, stackWith, synth } from '../../policy-stack';
import { refusalsOf } from '../refusals';

const pods = Workload.gatewayFromName('istio-ingressgateway', { namespace: 'istio-system' });
const credential = TlsCredential.fromSecret('shop-tls');
const hosts = ['shop.example.com'];
const reviews = MeshService.fromName('reviews', { namespace: 'shop', port: 9080, selector: { app: 'reviews' } });

function stackBy(settings: MeshSettings = {}) {
  return stackWith({
    namespace: 'shop',
    trafficApi: 'gateway',
    gatewayApi: { version: '1.6', channel: 'standard' },
    ...settings,
  });
}

function ingress(props: Partial<IngressTlsProps> = {}, settings: MeshSettings = {}) {
  const stack = stackBy(settings);
  const tls = new IngressTls(stack, 'Tls', { gateway: pods, hosts, credential, ...props });
  return { tls, stack, objects: () => manifests(stack) };
}

function atManagedGateway(props: Partial<IngressTlsProps> = {}) {
  const stack = stackBy();
  const gateway = new ManagedGateway(stack, 'Edge', { name: 'edge', namespace: 'edge' });
  return { stack, gateway, tls: new IngressTls(stack, 'Tls', { gateway, hosts, credential, ...props }) };
}

describe('TLS at the ingress by the Gateway API', () => {
  it('is a Gateway for the pods with a listener for each host, and one that sends HTTP to HTTPS', () => {
    const { tls, stack, objects } = ingress({ hosts: ['shop.example.com', 'team-a/*.a.example.com'] });
    const { 'Gateway shop-example-com': encrypted, 'Gateway shop-example-com-http': plain, ...others } = objects();
    const address = { type: 'Hostname', value: 'istio-ingressgateway.istio-system.svc.cluster.local' };
    expect(encrypted).toMatchObject({
      apiVersion: 'gateway.networking.k8s.io/v1',
      metadata: { namespace: 'istio-system' },
      spec: {
        gatewayClassName: 'istio',
        addresses: [address],
        listeners: [
          {
            name: 'https-shop-example-com',
            port: 443,
            protocol: 'HTTPS',
            hostname: 'shop.example.com',
            tls: { mode: 'Terminate', certificateRefs: [{ name: 'shop-tls' }] },
            allowedRoutes: { namespaces: { from: 'All' } },
          },
          {
            name: 'https-any-a-example-com',
            hostname: '*.a.example.com',
            allowedRoutes: {
              namespaces: { from: 'Selector', selector: { matchLabels: { 'kubernetes.io/metadata.name': 'team-a' } } },
            },
          },
        ],
      },
    });
    expect(plain?.['spec']).toMatchObject({ addresses: [address], listeners: [{ port: 80 }, { port: 80 }] });
    expect(others).toMatchObject({
      'HTTPRoute shop-example-com-redirect': {
        metadata: { namespace: 'istio-system' },
        spec: {
          parentRefs: [{ name: 'shop-example-com-http' }],
          hostnames: ['shop.example.com', '*.a.example.com'],
          rules: [{ filters: [{ requestRedirect: { scheme: 'https', statusCode: 301 } }] }],
        },
      },
    });
    expect(tls.gatewayName).toBe('istio-system/shop-example-com');
    new ServiceTraffic(stack, 'Traffic', { service: reviews, gateways: [tls.resource], hosts });
    expect(manifests(stack)['HTTPRoute reviews']?.['spec']).toMatchObject({
      parentRefs: [{ name: 'shop-example-com', namespace: 'istio-system' }],
    });
    expect(MeshAnalysis.findings(stack)).toEqual([]);
    synth(stack);
  });

  it('adds listeners to a gateway that istiod deploys, which its routes are attached to', () => {
    const { stack, gateway, tls } = atManagedGateway();
    const traffic = new ServiceTraffic(stack, 'Traffic', { service: reviews, gateways: [tls.resource], hosts });
    expect(gateway.resource.spec.listeners.map(({ name, port }) => `${name} ${port}`)).toEqual([
      'http 80',
      'https-shop-example-com 443',
      'http-shop-example-com 80',
    ]);
    expect(traffic.httpRoute?.spec.parentRefs).toEqual([
      { name: 'edge', namespace: 'edge', sectionName: 'https-shop-example-com' },
    ]);
    expect(manifests(stack)['HTTPRoute shop-example-com-redirect']).toMatchObject({
      metadata: { namespace: 'edge' },
      spec: { parentRefs: [{ name: 'edge', sectionName: 'http-shop-example-com' }] },
    });
    expect(MeshAnalysis.findings(stack)).toEqual([]);
    tls.addHost('more.example.com');
    expect(gateway.resource.spec.listeners).toHaveLength(5);
    synth(stack);
  });

  it('has routes attached to the listeners of their hosts alone, and redirects from all of them', () => {
    const { stack, gateway, tls } = atManagedGateway({ hosts: ['shop.example.com', 'shop/more.example.com'] });
    const traffic = new ServiceTraffic(stack, 'Traffic', { service: reviews, gateways: [tls.resource], hosts });
    expect(traffic.httpRoute?.spec.parentRefs).toHaveLength(1);
    const plain = gateway.resource.spec.listeners.filter(({ name }) => name.startsWith('http-'));
    expect(plain.map(({ allowedRoutes }) => allowedRoutes)).toEqual([undefined, undefined]);
    expect(MeshAnalysis.findings(stack)).toEqual([]);
  });

  it('serves more hosts', () => {
    const { tls, objects } = ingress({
      credential: TlsCredential.fromCertManager({ issuer: { name: 'letsencrypt' } }),
    });
    tls.addHost('more.example.com');
    expect(objects()).toMatchObject({
      'Gateway shop-example-com': { spec: { listeners: [{}, { hostname: 'more.example.com' }] } },
      'Gateway shop-example-com-http': { spec: { listeners: [{}, { hostname: 'more.example.com' }] } },
      'HTTPRoute shop-example-com-redirect': { spec: { hostnames: ['shop.example.com', 'more.example.com'] } },
      'Certificate shop-example-com-tls': {
        metadata: { namespace: 'istio-system' },
        spec: { dnsNames: ['shop.example.com', 'more.example.com'] },
      },
    });
  });

  it('asks clients for certificates', () => {
    const optional = ingress({ clientCertificates: { mode: 'OPTIONAL' }, cipherSuites: ['A'], httpsRedirect: false });
    expect(optional.objects()).toMatchObject({
      'Gateway shop-example-com': {
        spec: {
          listeners: [
            {
              tls: {
                options: {
                  'gateway.istio.io/tls-terminate-mode': 'OPTIONAL_MUTUAL',
                  'gateway.istio.io/tls-cipher-suites': 'A',
                },
              },
            },
          ],
        },
      },
    });
    expect(Object.keys(optional.objects())).toHaveLength(1);
    expect(ingress({ clientCertificates: { authoritySecret: 'clients' } }).objects()).toMatchObject({
      'Gateway shop-example-com': {
        spec: {
          tls: {
            frontend: {
              default: { validation: { caCertificateRefs: [{ group: '', kind: 'Secret', name: 'clients' }] } },
            },
          },
        },
      },
    });
  });

  it('is granted a secret of another namespace, which Istio’s own API cannot read', () => {
    const foreign = TlsCredential.fromSecret('shop-tls', { namespace: 'certificates' });
    expect(ingress({ credential: foreign }).objects()).toMatchObject({
      'ReferenceGrant istio-system-to-secret-shop-tls': {
        metadata: { namespace: 'certificates' },
        spec: { from: [{ kind: 'Gateway', namespace: 'istio-system' }], to: [{ kind: 'Secret', name: 'shop-tls' }] },
      },
    });
    expect(refusalsOf(() => ingress({ credential: foreign, api: 'istio' }))).toEqual([
      "test/Tls: credential: expected a secret of the gateway's namespace (istio-system), where its pods read secrets, got one of certificates: leave namespace out, or set api: 'gateway'",
    ]);
  });

  it('is in both APIs on the way from one to the other', () => {
    const { tls, stack, objects } = ingress({}, { trafficApi: 'both' });
    const gateways = stack.node
      .findAll()
      .filter((one) => 'kind' in one && one.kind === 'Gateway')
      .map((one) => (one as unknown as { apiVersion: string; name: string }).apiVersion.split('/')[0]);
    expect(gateways).toEqual(['networking.istio.io', 'gateway.networking.k8s.io', 'gateway.networking.k8s.io']);
    const traffic = new ServiceTraffic(stack, 'Traffic', { service: reviews, gateways: tls.resources, hosts });
    expect(traffic.virtualService?.spec.gateways).toEqual(['shop-example-com']);
    expect(traffic.httpRoute?.spec.parentRefs).toEqual([{ name: 'shop-example-com', namespace: 'istio-system' }]);
    expect(objects()).toBeDefined();
  });

  it('refuses by name what listeners cannot say', () => {
    const instead = "a Gateway of Istio's API has it: set api: 'istio'";
    expect(
      refusalsOf(() =>
        ingress({
          minProtocolVersion: 'TLSV1_3',
          maxProtocolVersion: 'TLSV1_3',
          clientCertificates: { subjectAltNames: ['partner'] },
        }),
      ),
    ).toEqual([
      `test/Tls: minProtocolVersion: the Gateway API has no oldest TLS version but the one of the proxies, TLSV1_2: ${instead}`,
      `test/Tls: maxProtocolVersion: the Gateway API has no newest TLS version: ${instead}`,
      `test/Tls: clientCertificates.subjectAltNames: the Gateway API has no names that clients must have: ${instead}`,
    ]);
    const clientCertificates = { mode: 'OPTIONAL', authoritySecret: 'clients' } as const;
    expect(refusalsOf(() => ingress({ clientCertificates, cipherSuites: ['A'] }, { istioVersion: '1.26' }))).toEqual([
      'test/Tls: clientCertificates.authoritySecret: expected "shop-tls-cacert", the only secret that Istio 1.26 reads (1.28 has a field for another), got "clients"',
      'test/Tls: clientCertificates.mode: expected REQUIRED, got OPTIONAL, which Istio 1.26 does not read of a listener (1.27 has)',
      'test/Tls: cipherSuites: Istio 1.26 reads none of a listener (1.29 has)',
    ]);
    expect(refusalsOf(() => atManagedGateway({ clientCertificates: { authoritySecret: 'clients' } }))).toEqual([
      'test/Tls: clientCertificates.authoritySecret: expected "shop-tls-cacert", because another one would hold for all listeners of edge-istio, got "clients"',
    ]);
  });
});
