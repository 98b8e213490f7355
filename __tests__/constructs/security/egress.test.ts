import { Duration } from '../../../constructs/duration';
import { PolicyTarget } from '../../../constructs/references/policy-target';
import { Workload } from '../../../constructs/references/workload';
import { EgressGatewayRoute, type EgressGatewayRouteProps } from '../../../constructs/security/egress-gateway-route';
import { ExternalService, type ExternalServiceProps } from '../../../constructs/security/external-service';
import { OutboundTrafficPolicy } from '../../../constructs/security/outbound-traffic-policy';
import { CircuitBreaker } from '../../../constructs/traffic/circuit-breaker';
import { MeshService } from '../../../constructs/traffic/mesh-service';
import { Retries } from '../../../constructs/traffic/retries';
import { ServiceTraffic } from '../../../constructs/traffic/service-traffic';
import { ISTIO_VERSIONS, type IstioVersion } from '../../../constructs/versions';
import { manifests, stackWith, synth } from '../../policy-stack';

const egress = Workload.gatewayFromName('istio-egressgateway', { namespace: 'istio-system' });
const EGRESS_HOST = 'istio-egressgateway.istio-system.svc.cluster.local';

describe('an external service', () => {
  it('is known by its host name, on the TLS port', () => {
    const { resource } = new ExternalService(stackWith({ namespace: 'shop' }), 'Api', { hosts: ['api.example.com'] });
    expect(resource.manifest).toMatchObject({
      apiVersion: 'networking.istio.io/v1',
      metadata: { name: 'api-example-com', namespace: 'shop' },
      spec: {
        hosts: ['api.example.com'],
        ports: [{ number: 443, protocol: 'TLS', name: 'tls-443' }],
        resolution: 'DNS',
        location: 'MESH_EXTERNAL',
      },
    });
  });

  it('has all it is given in its ServiceEntry', () => {
    const props: ExternalServiceProps = {
      hosts: ['db.example.com'],
      ports: [{ number: 5432, protocol: 'TCP', name: 'postgres', targetPort: 15432 }],
      resolution: 'DNS_ROUND_ROBIN',
      location: 'MESH_INTERNAL',
      addresses: ['240.0.0.1'],
      endpoints: [{ address: 'db-1.example.com' }],
      subjectAltNames: ['db'],
      exportTo: ['.'],
    };
    const service = new ExternalService(stackWith(), 'Db', { ...props, name: 'db', namespace: 'data' });
    expect(service.resource.manifest).toMatchObject({ metadata: { name: 'db', namespace: 'data' }, spec: props });
  });

  it('finds out how its addresses are found', () => {
    const resolution = (props: ExternalServiceProps) =>
      new ExternalService(stackWith(), 'Api', props).resource.spec.resolution;
    expect(resolution({ hosts: ['*.example.com'] })).toBe('NONE');
    expect(resolution({ hosts: ['a.example.com'], endpoints: [{ address: '192.0.2.1' }] })).toBe('STATIC');
  });

  it('grows by addPort', () => {
    const stack = stackWith();
    const service = new ExternalService(stack, 'Api', { hosts: ['api.example.com'] });
    service.addPort({ number: 80, protocol: 'HTTP' });
    synth(stack);
    expect(service.resource.spec.ports?.map(({ name }) => name)).toEqual(['tls-443', 'http-80']);
    expect(() => service.addPort({ number: 80, protocol: 'HTTP2' })).toThrow('test/Api: ports: duplicate port 80');
  });

  it.each([
    [{ hosts: [] }, 'hosts: expected at least one host name, got none'],
    [{ hosts: ['https://a.com'] }, 'hosts: expected a host name, got the URL "https://a.com"'],
    [{ hosts: ['a.com:443'] }, 'hosts: expected the host name alone'],
    [{ hosts: ['a b'] }, 'hosts: expected a host name'],
    [
      { hosts: ['*.a.com'], resolution: 'DNS' as const },
      'hosts: expected a host name that DNS can resolve, got "*.a.com"',
    ],
    [{ hosts: ['a.com'], resolution: 'STATIC' as const }, 'endpoints: required, because resolution STATIC'],
    [{ hosts: ['a.com'], ports: [] }, 'ports: expected at least one, got none'],
    [
      { hosts: ['a.com'], ports: [{ number: 0, protocol: 'TLS' as const }] },
      'ports[0].number: expected a port from 1 to 65535, got 0',
    ],
    [
      { hosts: ['a.com'], ports: [{ number: 443, protocol: 'TCP' as const }] },
      'ports[0]: expected addresses for TCP, got none',
    ],
    [
      {
        hosts: ['a.com'],
        ports: [
          { number: 1, protocol: 'TLS' as const, name: 'x' },
          { number: 2, protocol: 'TLS' as const, name: 'x' },
        ],
      },
      'ports: duplicate name "x"',
    ],
  ])('refuses %j', (props, message) => {
    const stack = stackWith();
    expect(() => new ExternalService(stack, 'Api', props)).toThrow(`test/Api: ${message}`);
    expect(stack.node.tryFindChild('Api')).toBeUndefined();
  });
});

describe('an outbound traffic policy', () => {
  it('lets a namespace connect to known services only', () => {
    const { resource } = new OutboundTrafficPolicy(stackWith({ namespace: 'shop' }), 'Egress');
    expect(resource.manifest).toMatchObject({
      metadata: { name: 'default', namespace: 'shop' },
      spec: { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' }, egress: [{ hosts: ['*/*'] }] },
    });
  });

  it('narrows what a workload knows, and grows by addHosts', () => {
    const stack = stackWith();
    const policy = new OutboundTrafficPolicy(stack, 'Egress', {
      target: PolicyTarget.workload(Workload.fromName('web', { namespace: 'shop' })),
      mode: 'ALLOW_ANY',
      hosts: ['./*'],
    }).addHosts('istio-system/*', '*/api.example.com');
    synth(stack);
    expect(policy.resource.manifest).toMatchObject({
      metadata: { name: 'web', namespace: 'shop' },
      spec: {
        workloadSelector: { labels: { app: 'web' } },
        outboundTrafficPolicy: { mode: 'ALLOW_ANY' },
        egress: [{ hosts: ['./*', 'istio-system/*', '*/api.example.com'] }],
      },
    });
  });

  it('is a part of the mesh configuration as well', () => {
    expect(OutboundTrafficPolicy.meshConfig()).toEqual({ outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } });
  });

  it('refuses gateways and hosts without a namespace', () => {
    expect(
      () =>
        new OutboundTrafficPolicy(stackWith(), 'Egress', {
          target: PolicyTarget.gateway(egress),
          hosts: ['api.example.com'],
          name: 'x',
        }),
    ).toThrow(
      'test/Egress: target: expected workloads with sidecars, got gateway istio-egressgateway of namespace istio-system: Sidecars do not apply to gateways\n' +
        'test/Egress: hosts: expected namespace/host',
    );
    expect(() => new OutboundTrafficPolicy(stackWith(), 'Egress').addHosts('x')).toThrow(
      'hosts: expected namespace/host, such as ./*, istio-system/* or */api.example.com, got "x"',
    );
  });
});

describe('a route through the egress gateway', () => {
  const route = (service: ExternalServiceProps, props: Partial<EgressGatewayRouteProps> = {}) => {
    const stack = stackWith({ namespace: 'shop' });
    const construct = new EgressGatewayRoute(stack, 'Route', {
      service: new ExternalService(stack, 'Api', service),
      gateway: egress,
      ...props,
    });
    synth(stack);
    return { stack, construct, objects: manifests(stack) };
  };

  it('passes TLS as it is, by the host name', () => {
    const { objects } = route({ hosts: ['api.example.com', 'www.example.com'] });
    expect(Object.keys(objects).sort()).toEqual([
      'DestinationRule api-example-com-through-egress',
      'Gateway api-example-com-through-egress',
      'ServiceEntry api-example-com',
      'VirtualService api-example-com-through-egress',
    ]);
    const hosts = ['api.example.com', 'www.example.com'];
    expect(objects['Gateway api-example-com-through-egress']).toMatchObject({
      metadata: { namespace: 'istio-system' },
      spec: {
        selector: { istio: 'egressgateway' },
        servers: [
          {
            port: { number: 443, name: 'tls-api-example-com', protocol: 'TLS' },
            hosts,
            tls: { mode: 'PASSTHROUGH' },
          },
        ],
      },
    });
    expect(objects['DestinationRule api-example-com-through-egress']).toMatchObject({
      metadata: { namespace: 'istio-system' },
      spec: { host: EGRESS_HOST, subsets: [{ name: 'api-example-com' }] },
    });
    const gateway = 'istio-system/api-example-com-through-egress';
    expect(objects['VirtualService api-example-com-through-egress']).toMatchObject({
      metadata: { namespace: 'shop' },
      spec: {
        hosts,
        gateways: ['mesh', gateway],
        tls: [
          {
            match: [{ gateways: ['mesh'], port: 443, sniHosts: hosts }],
            route: [{ destination: { host: EGRESS_HOST, subset: 'api-example-com', port: { number: 443 } } }],
          },
          ...hosts.map((host) => ({
            match: [{ gateways: [gateway], port: 443, sniHosts: [host] }],
            route: [{ destination: { host, port: { number: 443 } } }],
          })),
        ],
      },
    });
  });

  it('leads HTTP to the gateway in mutual TLS', () => {
    const { objects } = route(
      { hosts: ['api.example.com'], ports: [{ number: 80, protocol: 'HTTP' }], name: 'api' },
      { name: 'out', clusterDomain: 'mesh.local' },
    );
    expect(objects['Gateway out']).toMatchObject({
      spec: { servers: [{ port: { number: 443, protocol: 'HTTPS' }, tls: { mode: 'ISTIO_MUTUAL' } }] },
    });
    expect(objects['DestinationRule out']).toMatchObject({
      spec: {
        host: 'istio-egressgateway.istio-system.svc.mesh.local',
        subsets: [
          {
            name: 'api',
            trafficPolicy: {
              portLevelSettings: [{ port: { number: 443 }, tls: { mode: 'ISTIO_MUTUAL', sni: 'api.example.com' } }],
            },
          },
        ],
      },
    });
    expect(objects['VirtualService out']).toMatchObject({
      spec: {
        http: [
          { match: [{ gateways: ['mesh'], port: 80 }], route: [{ destination: { subset: 'api' } }] },
          {
            match: [{ gateways: ['istio-system/out'], port: 443 }],
            route: [{ destination: { host: 'api.example.com', port: { number: 80 } } }],
          },
        ],
      },
    });
  });

  describe('with a timeout and retries', () => {
    const http: ExternalServiceProps = { hosts: ['rates.example.com'], ports: [{ number: 80, protocol: 'HTTP' }] };
    const limits = { timeout: Duration.seconds(2), retries: new Retries({ attempts: 1 }) };
    const rates = MeshService.fromHost('rates.example.com', { port: 80 });
    const limited = [
      expect.objectContaining({ timeout: '2s', retries: { attempts: 1 } }),
      expect.objectContaining({ retries: { attempts: 0 } }),
    ];

    it("has the application's proxy keep them, and the gateway retry nothing", () => {
      const { http: routes } = route(http, limits).construct.virtualService.spec;
      expect(routes).toEqual(limited);
      expect(routes?.[1]?.timeout).toBeUndefined();
    });

    it('takes them from a ServiceTraffic of the same host, which then has no routes of its own', () => {
      const { stack, construct } = route(http);
      const policy = { circuitBreaker: new CircuitBreaker({ outlierDetection: { consecutive5xxErrors: 3 } }) };
      const traffic = new ServiceTraffic(stack, 'Traffic', { service: rates, policy, ...limits });
      expect(construct.virtualService.spec.http).toEqual(limited);
      expect(traffic.virtualService).toBeUndefined();
      expect(traffic.destinationRules).toHaveLength(1);
      expect(() => traffic.addRoute({ to: rates })).toThrow(
        /has an owner already, test\/Route: it routes the requests/,
      );
    });

    it('refuses a second owner of the routes, in either order', () => {
      const { stack } = route(http);
      const routes = [{ to: rates }];
      expect(() => new ServiceTraffic(stack, 'Traffic', { service: rates, routes })).toThrow(
        'test/Traffic: service: the traffic of "rates.example.com" in namespace shop has an owner already, test/Route',
      );
      const other = stackWith({ namespace: 'shop' });
      const service = new ExternalService(other, 'Api', http);
      new ServiceTraffic(other, 'Traffic', { service: rates, ...limits });
      expect(() => new EgressGatewayRoute(other, 'Route', { service, gateway: egress })).toThrow(
        'test/Route: service: the traffic of "rates.example.com" has an owner already, test/Traffic: make that after this route',
      );
    });

    it('comes after a ServiceTraffic that sets policies only', () => {
      const stack = stackWith({ namespace: 'shop' });
      const service = new ExternalService(stack, 'Api', http);
      const traffic = new ServiceTraffic(stack, 'Traffic', { service: rates, subsets: [] });
      new EgressGatewayRoute(stack, 'Route', { service, gateway: egress });
      expect(() => traffic.addRoute({ to: rates })).toThrow(/has an owner already, test\/Route/);
    });

    it('refuses both at once, texts for durations, and limits of what the application encrypts', () => {
      const { stack } = route(http, limits);
      expect(() => new ServiceTraffic(stack, 'Traffic', { service: rates, timeout: limits.timeout })).toThrow(
        'test/Traffic: timeout: duplicate: test/Route has its own: leave one of them out',
      );
      expect(() => route(http, { timeout: '2s' as unknown as Duration })).toThrow(/did you mean Duration.seconds\(2\)/);
      expect(() => route({ hosts: ['a.com'] }, limits)).toThrow(
        'test/Route: timeout: expected none, because the application encrypts its requests, got one\n' +
          'test/Route: retries: expected none, because the application encrypts its requests, got one',
      );
    });
  });

  it('has the gateway encrypt what leaves', () => {
    const ports = [
      { number: 80, protocol: 'HTTP' as const },
      { number: 8443, protocol: 'HTTPS' as const },
    ];
    const { objects, construct } = route(
      { hosts: ['api.example.com'], ports, name: 'api' },
      {
        originateTls: { port: 8443, mutual: true, credentialName: 'client', sni: 'sni', subjectAltNames: ['san'] },
        gatewayPort: 80,
        port: 80,
      },
    );
    expect(construct.originationRule?.manifest).toMatchObject({
      metadata: { name: 'api-through-egress-tls', namespace: 'istio-system' },
      spec: {
        host: 'api.example.com',
        workloadSelector: { matchLabels: { istio: 'egressgateway' } },
        trafficPolicy: {
          portLevelSettings: [
            {
              port: { number: 8443 },
              tls: { mode: 'MUTUAL', credentialName: 'client', sni: 'sni', subjectAltNames: ['san'] },
            },
          ],
        },
      },
    });
    expect(objects['VirtualService api-through-egress']).toMatchObject({
      spec: { http: [{}, { match: [{ port: 80 }], route: [{ destination: { port: { number: 8443 } } }] }] },
    });
  });

  it('has the gateway check whom it speaks to under Istio 1.17 as well, which by itself takes every certificate', () => {
    const originated = (istioVersion: IstioVersion, originateTls: EgressGatewayRouteProps['originateTls']) => {
      const stack = stackWith({ namespace: 'shop', istioVersion });
      const ports = [
        { number: 80, protocol: 'HTTP' as const },
        { number: 443, protocol: 'HTTPS' as const },
      ];
      const service = new ExternalService(stack, 'Api', { hosts: ['api.example.com'], ports });
      const { originationRule } = new EgressGatewayRoute(stack, 'Route', { service, gateway: egress, originateTls });
      return originationRule?.spec.trafficPolicy?.portLevelSettings?.[0]?.tls;
    };
    for (const istioVersion of ISTIO_VERSIONS) {
      expect(originated(istioVersion, {})).toEqual({
        mode: 'SIMPLE',
        sni: 'api.example.com',
        caCertificates: 'system',
        subjectAltNames: ['api.example.com'],
      });
    }
    expect(originated('1.17.2', { subjectAltNames: ['san'] })?.subjectAltNames).toEqual(['san']);
    expect(originated('1.17.2', { credentialName: 'authorities' })?.caCertificates).toBeUndefined();
  });

  const https = { number: 443, protocol: 'HTTPS' as const };
  const http = { number: 80, protocol: 'HTTP' as const };
  it.each([
    [
      { hosts: ['*.a.com'] },
      {},
      'service: expected hosts that the gateway can resolve, got "*.a.com": list the hosts below it',
    ],
    [{ hosts: ['a.com'] }, { port: 80 }, 'port: expected a port of test/Api (443), got 80'],
    [
      { hosts: ['a.com'] },
      { gatewayPort: 15443 },
      'gatewayPort: expected a port of istio-egressgateway (80, 443), got 15443',
    ],
    [
      { hosts: ['a.com'], ports: [{ number: 9, protocol: 'TCP' as const }] },
      {},
      'port: expected one of HTTP, HTTP2, GRPC, GRPC-WEB, HTTPS, TLS, which name a host, got 9 TCP',
    ],
    [
      { hosts: ['a.com', 'b.com'], ports: [http] },
      {},
      'service: expected one host, because HTTP travels to the gateway under one host name, got a.com, b.com: make a service for each',
    ],
    [
      { hosts: ['a.com'], ports: [https] },
      { originateTls: {} },
      'originateTls: expected none for port 443, which the application encrypts',
    ],
    [
      { hosts: ['a.com'], ports: [http] },
      { originateTls: {} },
      'originateTls.port: expected a port of test/Api with protocol HTTPS (80 HTTP), got 443',
    ],
    [
      { hosts: ['a.com'], ports: [http, https] },
      { originateTls: { mutual: true } },
      'originateTls.credentialName: expected the secret with the client certificate for mutual TLS, got none',
    ],
  ])('refuses %j with %j', (service, props, message) => {
    expect(() => route(service, props)).toThrow(`test/Route: ${message}`);
  });
});
