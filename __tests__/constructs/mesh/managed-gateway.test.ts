import {
  AccessLogs,
  AccessPolicy,
  AccessRule,
  DenyByDefault,
  GatewayAddress,
  type GatewayListener,
  type GatewayReference,
  HelloWorld,
  ManagedGateway,
  type ManagedGatewayProps,
  MeshAnalysis,
  MeshService,
  PolicyTarget,
  ServiceTraffic,
  TelemetryPolicy,
  TlsCredential,
} from '../../../constructs';
import type { MeshSettings } from '../../../constructs/mesh-context';
import { manifests, stackWith } from '../../policy-stack';
import { refusalsOf } from '../refusals';

const BY_GATEWAY_API: MeshSettings = {
  trafficApi: 'gateway',
  namespace: 'edge',
  gatewayApi: { version: '1.6', channel: 'standard' },
};

function managed(props: Partial<ManagedGatewayProps> = {}, settings: MeshSettings = {}) {
  const stack = stackWith({ ...BY_GATEWAY_API, ...settings });
  const gateway = new ManagedGateway(stack, 'Edge', { name: 'edge', ...props });
  return { stack, gateway, objects: () => manifests(stack) };
}

describe('a gateway that istiod deploys', () => {
  it('serves HTTP at port 80 to routes of all namespaces, unless it is given listeners', () => {
    const { gateway, objects } = managed();
    expect(objects()).toMatchObject({
      'Gateway edge': {
        apiVersion: 'gateway.networking.k8s.io/v1',
        metadata: { namespace: 'edge' },
        spec: {
          gatewayClassName: 'istio',
          listeners: [{ name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } }],
        },
      },
    });
    expect(Object.keys(objects())).toHaveLength(1);
    expect(gateway).toMatchObject({
      name: 'edge-istio',
      namespace: 'edge',
      selector: { 'gateway.networking.k8s.io/gateway-name': 'edge' },
      serviceType: 'LoadBalancer',
      ports: [{ name: 'http', port: 80, targetPort: 80 }],
    });
    expect(gateway.serviceAccount.name).toBe('edge-istio');
  });

  it('names its listeners after what they serve', () => {
    const credential = TlsCredential.fromSecret('shop-tls');
    const listeners: GatewayListener[] = [
      { protocol: 'HTTP', hostname: '*.example.com', allowedRoutes: ['shop'] },
      { protocol: 'HTTPS', hostname: 'shop.example.com', credential, allowedRoutes: ['shop', 'cart'] },
      { protocol: 'HTTPS', port: 8443, credential, clientCertificates: 'OPTIONAL', cipherSuites: ['A', 'B'] },
      { protocol: 'TLS', allowedRoutes: { labels: { team: 'shop' } } },
      { protocol: 'TCP', port: 5432, name: 'db' },
    ];
    const { gateway } = managed({ listeners });
    expect(gateway.resource.spec.listeners).toEqual([
      {
        name: 'http-any-example-com',
        port: 80,
        protocol: 'HTTP',
        hostname: '*.example.com',
        allowedRoutes: {
          namespaces: { from: 'Selector', selector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } },
        },
      },
      {
        name: 'https-shop-example-com',
        port: 443,
        protocol: 'HTTPS',
        hostname: 'shop.example.com',
        tls: { mode: 'Terminate', certificateRefs: [{ name: 'shop-tls' }] },
        allowedRoutes: {
          namespaces: {
            from: 'Selector',
            selector: {
              matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['shop', 'cart'] }],
            },
          },
        },
      },
      {
        name: 'https-8443',
        port: 8443,
        protocol: 'HTTPS',
        tls: {
          mode: 'Terminate',
          certificateRefs: [{ name: 'shop-tls' }],
          options: {
            'gateway.istio.io/tls-terminate-mode': 'OPTIONAL_MUTUAL',
            'gateway.istio.io/tls-cipher-suites': 'A,B',
          },
        },
      },
      {
        name: 'tls',
        port: 443,
        protocol: 'TLS',
        tls: { mode: 'Passthrough' },
        allowedRoutes: { namespaces: { from: 'Selector', selector: { matchLabels: { team: 'shop' } } } },
      },
      { name: 'db', port: 5432, protocol: 'TCP' },
    ]);
    expect(gateway.ports.map(({ name, port }) => `${name} ${port}`)).toEqual([
      'http-any-example-com 80',
      'https-shop-example-com 443',
      'https-8443 8443',
      'db 5432',
    ]);
  });

  it('says what its Service, pods and their number are to be like', () => {
    const { objects } = managed({
      serviceType: 'NodePort',
      labels: { team: 'edge' },
      annotations: { note: 'a' },
      autoscaling: { minReplicas: 2, maxReplicas: 5 },
      resources: { requests: { cpu: '200m' } },
      minAvailable: '50%',
      overlays: { service: { spec: { externalTrafficPolicy: 'Local' } } },
    });
    const { 'Gateway edge': gateway, 'ConfigMap edge-parameters': parameters } = objects();
    expect(gateway).toMatchObject({
      metadata: { annotations: { 'networking.istio.io/service-type': 'NodePort' } },
      spec: {
        infrastructure: {
          labels: { team: 'edge' },
          annotations: { note: 'a' },
          parametersRef: { group: '', kind: 'ConfigMap', name: 'edge-parameters' },
        },
      },
    });
    const data = parameters?.['data'] as Record<string, string>;
    const overlays = Object.fromEntries(Object.entries(data).map(([key, text]) => [key, JSON.parse(text)]));
    expect(overlays).toEqual({
      deployment: {
        spec: {
          template: { spec: { containers: [{ name: 'istio-proxy', resources: { requests: { cpu: '200m' } } }] } },
        },
      },
      service: { spec: { externalTrafficPolicy: 'Local' } },
      horizontalPodAutoscaler: {
        spec: {
          minReplicas: 2,
          maxReplicas: 5,
          metrics: [
            {
              type: 'Resource',
              resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
            },
          ],
        },
      },
      podDisruptionBudget: { spec: { minAvailable: '50%' } },
    });
    expect(managed({ address: '192.0.2.10', replicas: 3 }).gateway.resource.spec).toMatchObject({
      addresses: [{ type: 'IPAddress', value: '192.0.2.10' }],
    });
  });

  it('is of the revision of the control plane, which no other istiod deploys', () => {
    expect(managed({}, { revision: '1-31' }).objects()['Gateway edge']?.metadata.labels).toEqual({
      'istio.io/rev': '1-31',
    });
  });

  it('has cert-manager keep one certificate for all listeners that share its secret', () => {
    const issuer = { name: 'letsencrypt' };
    const shared = TlsCredential.fromCertManager({ issuer, secretName: 'shared-tls' });
    const { gateway, objects } = managed({
      listeners: [
        { protocol: 'HTTPS', hostname: 'a.example.com', credential: TlsCredential.fromCertManager({ issuer }) },
        { protocol: 'HTTPS', hostname: 'b.example.com', credential: shared },
      ],
    });
    gateway.addListener({ protocol: 'HTTPS', hostname: 'c.example.com', credential: shared });
    expect(objects()).toMatchObject({
      'Certificate a-example-com-tls': { metadata: { namespace: 'edge' }, spec: { dnsNames: ['a.example.com'] } },
      'Certificate shared-tls': { spec: { dnsNames: ['b.example.com', 'c.example.com'] } },
    });
    expect(gateway.resource.spec.listeners).toHaveLength(3);
  });

  it('is granted the secrets of other namespaces, each once', () => {
    const credential = TlsCredential.fromSecret('wildcard-tls', { namespace: 'certificates' });
    const { gateway, objects } = managed({ listeners: [{ protocol: 'HTTPS', credential }] });
    gateway.addListener({ protocol: 'HTTPS', port: 8443, credential });
    expect(objects()).toMatchObject({
      'ReferenceGrant edge-to-secret-wildcard-tls': {
        metadata: { namespace: 'certificates' },
        spec: {
          from: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'edge' }],
          to: [{ group: '', kind: 'Secret', name: 'wildcard-tls' }],
        },
      },
    });
    expect(gateway.resource.spec.listeners[0]?.tls?.certificateRefs).toEqual([
      { name: 'wildcard-tls', namespace: 'certificates' },
    ]);
  });
});

describe('what a gateway that istiod deploys refuses', () => {
  it('is what is wrong with listeners, all at once', () => {
    const secret = TlsCredential.fromSecret('a');
    const managedSecret = TlsCredential.fromCertManager({ issuer: { name: 'a' } });
    expect(
      refusalsOf(() =>
        managed({
          listeners: [
            { protocol: 'TCP' },
            { protocol: 'HTTPS' },
            { protocol: 'HTTP', credential: secret },
            { protocol: 'HTTP', name: 'http', clientCertificates: 'REQUIRED', allowedRoutes: [] },
            { protocol: 'TLS', credential: managedSecret },
          ],
        }),
      ),
    ).toEqual([
      'test/Edge: listener "tcp": port: required for TCP',
      'test/Edge: listener "https": credential: required for HTTPS',
      'test/Edge: listener "http": credential: expected none for HTTP: set protocol to HTTPS or TLS',
      'test/Edge: listener "http": duplicate name: give each listener a name of its own',
      'test/Edge: listener "http": allowedRoutes: expected at least one namespace, got none: "Same", "All", or their names',
      'test/Edge: listener "http": clientCertificates: requires a credential',
      'test/Edge: listener "tls": hostname: required, for which cert-manager makes a certificate',
    ]);
    const { gateway } = managed();
    expect(refusalsOf(() => gateway.addListener({ protocol: 'HTTP' }))).toEqual([
      'test/Edge: listener "http": duplicate name: give each listener a name of its own',
    ]);
    expect(refusalsOf(() => gateway.listener('https'))).toEqual([
      'test/Edge: listener: expected one of http, got "https"',
    ]);
  });

  it('is overlays that istiod applies none of', () => {
    expect(
      refusalsOf(() =>
        managed({
          replicas: 1,
          autoscaling: { minReplicas: 3, maxReplicas: 2 },
          overlays: { service: { metadata: { name: 'mine', labels: {} } } },
          serviceType: 'ClusterIP',
          address: '192.0.2.10',
        }),
      ),
    ).toEqual([
      'test/Edge: replicas: expected replicas or autoscaling, got both',
      'test/Edge: autoscaling.minReplicas: expected at most maxReplicas (2), got 3',
      'test/Edge: overlays.service.metadata.name: istiod applies no overlay that changes it: leave it out',
      'test/Edge: address: expected none for a ClusterIP Service, got 192.0.2.10: only a LoadBalancer has one',
    ]);
  });

  it('is what the Istio release does not read, with the one that does', () => {
    const at = (istioVersion: '1.20' | '1.25' | '1.29', props: Partial<ManagedGatewayProps>) =>
      refusalsOf(() => managed(props, { istioVersion }));
    expect(at('1.20', { labels: { a: 'b' } })).toEqual([
      'test/Edge: labels: Istio 1.20 reads none of a Gateway (1.21 has): IngressGateway, whose chart has it, is for both',
    ]);
    expect(at('1.25', { replicas: 2 })).toEqual([expect.stringContaining('replicas: Istio 1.25 reads none')]);
    expect(at('1.29', { allowedListeners: 'All' })).toEqual([
      expect.stringContaining('allowedListeners: Istio 1.29 reads none of a Gateway (1.30 has)'),
    ]);
    expect(
      at('1.25', {
        listeners: [
          {
            protocol: 'HTTPS',
            credential: TlsCredential.fromSecret('a'),
            clientCertificates: 'OPTIONAL',
            cipherSuites: ['A'],
          },
        ],
      }),
    ).toEqual([
      'test/Edge: listener "https": clientCertificates: expected REQUIRED, got OPTIONAL, which Istio 1.25 does not read (1.27 has)',
      'test/Edge: listener "https": cipherSuites: Istio 1.25 reads none of a listener (1.29 has)',
    ]);
    expect(managed({}, { istioVersion: '1.20' }).gateway.selector).toEqual({ 'istio.io/gateway-name': 'edge' });
  });
});

describe('routes at a gateway that istiod deploys', () => {
  const reviews = MeshService.fromName('reviews', { namespace: 'shop', port: 9080, selector: { app: 'reviews' } });
  const traffic = (
    gateways: (made: ManagedGateway) => readonly (ManagedGateway | GatewayReference)[],
    settings?: MeshSettings,
  ) => {
    const { stack, gateway } = managed({}, settings);
    gateway.addListener({ protocol: 'TCP', port: 5432, allowedRoutes: 'All' });
    const props = { service: reviews, gateways: gateways(gateway), hosts: ['shop.example.com'] };
    return { stack, made: new ServiceTraffic(stack, 'Traffic', props) };
  };

  it('are attached to its Gateway, or to some of its listeners', () => {
    expect(traffic((gateway) => [gateway]).made.httpRoute?.spec.parentRefs).toEqual([
      { name: 'edge', namespace: 'edge' },
    ]);
    const { stack, made } = traffic((gateway) => [gateway.listener('http')]);
    expect(made.httpRoute?.spec.parentRefs).toEqual([{ name: 'edge', namespace: 'edge', sectionName: 'http' }]);
    expect(Object.keys(manifests(stack)).sort()).toEqual(['Gateway edge', 'HTTPRoute reviews']);
    const tcp = traffic((gateway) => [gateway]).made.addTcpRoute({ match: { port: 5432 } });
    expect(tcp.connectionRoutes[0]?.spec.parentRefs).toEqual([{ name: 'edge', namespace: 'edge', port: 5432 }]);
  });

  it("are Istio's own for its pods, too", () => {
    const { stack } = traffic((gateway) => [gateway], { trafficApi: 'istio' });
    expect(manifests(stack)).toMatchObject({
      'VirtualService reviews': { spec: { gateways: ['reviews-gateway'] } },
      'Gateway reviews-gateway': { spec: { selector: { 'gateway.networking.k8s.io/gateway-name': 'edge' } } },
    });
  });

  it('are checked across the program: sections, namespaces and host names', () => {
    const codesOf = (listeners: readonly GatewayListener[], section?: string) => {
      const { stack, gateway } = managed({ listeners });
      const gateways = [section === undefined ? gateway : gateway.listener(section)];
      new ServiceTraffic(stack, 'Traffic', { service: reviews, gateways, hosts: ['shop.example.com'] });
      return MeshAnalysis.findings(stack).map(({ code, text }) => `${code} ${text}`);
    };
    expect(codesOf([{ protocol: 'HTTP', allowedRoutes: ['shop'] }])).toEqual([]);
    expect(codesOf([{ protocol: 'HTTP' }])).toEqual([
      'MESH0202 not attached to Gateway edge/edge, listener "http": routes of namespace "shop" are not allowed',
    ]);
    const db: GatewayListener = { protocol: 'TCP', port: 5432, name: 'db', allowedRoutes: 'All' };
    expect(codesOf([{ protocol: 'HTTP', allowedRoutes: 'All' }, db], 'db')).toEqual([
      'MESH0202 not attached to Gateway edge/edge, listener "db": HTTPRoute is not allowed (TCPRoute is)',
    ]);
    expect(codesOf([{ protocol: 'HTTP', hostname: '*.example.org', allowedRoutes: 'All' }])).toEqual([
      expect.stringContaining('no hostnames meet "*.example.org" of the listener'),
    ]);
  });

  it('of HelloWorld need no Gateway of their own', () => {
    const { stack, gateway } = managed();
    new HelloWorld(stack, 'Hello', { ingress: gateway, namespace: 'shop' });
    expect(Object.keys(manifests(stack)).sort()).toEqual(['Gateway edge', 'HTTPRoute helloworld']);
    expect(manifests(stack)['HTTPRoute helloworld']?.['spec']).toMatchObject({
      parentRefs: [{ name: 'edge', namespace: 'edge' }],
    });
  });

  it('are reached at the address of its Service', () => {
    const { stack, gateway } = managed();
    const address = new GatewayAddress(stack, 'Address', { gateway });
    expect(JSON.stringify(stack.toTerraform())).toContain('"name":"edge-istio","namespace":"edge"');
    expect(address.hint).toContain('local.');
  });
});

describe('policies of a gateway that istiod deploys', () => {
  const specsAt = (istioVersion: '1.21' | '1.31') => {
    const { stack, gateway } = managed({}, { istioVersion });
    const target = PolicyTarget.gateway(gateway);
    new AccessPolicy(stack, 'Access', { target, rules: [AccessRule.any()] });
    new DenyByDefault(stack, 'Deny', { target });
    new TelemetryPolicy(stack, 'Telemetry', { target, accessLogs: [AccessLogs.disabled()] });
    const specs = Object.entries(manifests(stack)).filter(([name]) => /^(Auth|Tele)/.test(name));
    return { specs: specs.map(([, manifest]) => manifest['spec'] as object), stack };
  };

  it('mean the Gateway, and not the labels of its pods', () => {
    const { specs, stack } = specsAt('1.31');
    expect(specs).toHaveLength(3);
    for (const spec of specs) {
      expect(spec).toMatchObject({
        targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'edge' }],
      });
      expect(spec).not.toHaveProperty('selector');
    }
    expect(MeshAnalysis.findings(stack).filter(({ code }) => code === 'IST0166')).toEqual([]);
  });

  it('mean the labels where a release has no other way', () => {
    for (const spec of specsAt('1.21').specs) {
      expect(spec).toMatchObject({ selector: { matchLabels: { 'gateway.networking.k8s.io/gateway-name': 'edge' } } });
    }
  });
});
