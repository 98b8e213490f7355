import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { ServiceV1 } from '@cdktf/provider-kubernetes/lib/service-v1';
import { type App, TerraformStack, Testing } from 'cdktf';
import { type Code, DeclaredObject, MeshAnalysis } from '../../../constructs/analysis';
import { GatewayChart, IstiodChart } from '../../../constructs/charts';
import { CustomResource } from '../../../constructs/delivery';
import { Duration } from '../../../constructs/duration';
import { MeshContext } from '../../../constructs/mesh-context';
import { Workload } from '../../../constructs/references';
import { networking, security, telemetry } from '../../../constructs/resources';
import { EgressGatewayRoute, ExternalService, IngressTls, TlsCredential } from '../../../constructs/security';
import { MeshService, Retries, ServiceTraffic, Subset, WeightedSplit } from '../../../constructs/traffic';
import { withoutPlaces } from '../without-places';

let app: App;
let stack: TerraformStack;

beforeEach(() => {
  app = Testing.app();
  stack = new TerraformStack(app, 'shop');
  MeshContext.set(stack, { namespace: 'shop' });
});

/** Every finding, as `code path: text`. */
function found(scope: App | TerraformStack = app): string[] {
  return MeshAnalysis.findings(scope).map(({ code, at, path, text }) => `${code} ${at.node.id} ${path}: ${text}`);
}

function codes(scope?: App | TerraformStack): Code[] {
  return MeshAnalysis.findings(scope ?? app).map(({ code }) => code);
}

function service(name: string, ports: readonly number[] = [80]): DeclaredObject {
  return DeclaredObject.serviceFromName(stack, `Service-${name}`, { name, ports: ports.map((port) => ({ port })) });
}

function gateway(id: string, hosts: readonly string[], fields: Partial<networking.Server> = {}): networking.Gateway {
  return new networking.Gateway(stack, id, {
    metadata: { name: id.toLowerCase() },
    spec: {
      selector: { istio: 'ingressgateway' },
      servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts, ...fields }],
    },
  });
}

function ingress(ports: readonly number[] = [80, 443]): DeclaredObject {
  return DeclaredObject.gatewayFromSelector(stack, 'Ingress', {
    selector: { istio: 'ingressgateway', app: 'istio-ingressgateway' },
    ports: ports.map((port) => ({ port })),
  });
}

function routes(id: string, spec: Partial<networking.VirtualServiceSpec>): networking.VirtualService {
  return new networking.VirtualService(stack, id, {
    metadata: { name: id.toLowerCase() },
    spec: { hosts: ['reviews'], http: [{ route: [{ destination: { host: 'reviews' } }] }], ...spec },
  });
}

describe('a reference', () => {
  test('to what the program deploys or declares is no finding', () => {
    service('reviews');
    ingress();
    gateway('Public', ['shop.example.com']);
    networking.Gateway.fromName(stack, 'Shared', { name: 'shared', namespace: 'istio-ingress' });
    routes('Reviews', { hosts: ['shop.example.com'], gateways: ['public', 'istio-ingress/shared'] });
    expect(found()).toEqual([]);
  });

  test('to a gateway, a host or a subset that nobody knows is found', () => {
    routes('Reviews', {
      hosts: ['shop.example.com'],
      gateways: ['public'],
      http: [{ route: [{ destination: { host: 'reviews', subset: 'v2' } }] }],
    });
    expect(found()).toEqual([
      'IST0101 Reviews spec.gateways[0]: Gateway "shop/public" not found; declare it with Gateway.fromName if somebody else owns it',
      'IST0101 Reviews spec.http[0].route[0].destination.host: host "reviews" not found; declare it with DeclaredObject.serviceFromName if somebody else owns it',
      'IST0101 Reviews spec.http[0].route[0].destination.subset: subset "v2" of "reviews" not found in any DestinationRule of this program (known: none)',
    ]);
  });

  test('finds its subset in a rule that writes the host in full', () => {
    service('reviews');
    new networking.DestinationRule(stack, 'Rule', {
      metadata: { name: 'reviews' },
      spec: { host: 'reviews.shop.svc.cluster.local', subsets: [{ name: 'v2', labels: { version: 'v2' } }] },
    });
    routes('Reviews', { http: [{ route: [{ destination: { host: 'reviews', subset: 'v2' } }] }] });
    expect(found()).toEqual([]);
  });

  test('finds its host in a ServiceEntry, wildcards included', () => {
    new networking.ServiceEntry(stack, 'Entry', {
      metadata: { name: 'apis' },
      spec: { hosts: ['*.example.com'], ports: [{ number: 443, name: 'https', protocol: 'HTTPS' }] },
    });
    routes('Apis', { hosts: ['a.example.com'], http: [{ route: [{ destination: { host: 'a.example.com' } }] }] });
    expect(found()).toEqual([]);
  });

  test('finds a Service of the Kubernetes provider, and its ports', () => {
    new ServiceV1(stack, 'Service', {
      metadata: { name: 'reviews', namespace: 'shop' },
      spec: { port: [{ port: 9080, name: 'http' }] },
    });
    routes('Reviews', { http: [{ route: [{ destination: { host: 'reviews', port: { number: 80 } } }] }] });
    expect(found()).toEqual([
      'IST0101 Reviews spec.http[0].route[0].destination.port.number: the service "reviews" has no port 80 (it has 9080)',
    ]);
  });

  test('to a token is no finding', () => {
    const later = '${TfToken[TOKEN.900]}';
    routes('Reviews', {
      hosts: [later],
      gateways: [later],
      http: [{ route: [{ destination: { host: later, subset: later } }] }],
    });
    expect(found()).toEqual([]);
  });
});

describe('what a construct is given', () => {
  const ratings = MeshService.fromName('ratings', { namespace: 'bookinfo', port: 9080 });

  test('by MeshService.fromName is known: the service that is ruled, and those that its routes lead to', () => {
    new ServiceTraffic(stack, 'Traffic', {
      service: MeshService.fromName('reviews', { namespace: 'bookinfo' }),
      policy: {},
      retries: Retries.NONE,
    })
      .addRoute({ match: { uri: { prefix: '/old' } }, to: MeshService.fromName('archive') })
      .addRoute({
        to: WeightedSplit.of([ratings, 90], [Subset.version('v2'), 10]),
        mirror: { to: ratings.inNamespace('test') },
      });
    expect(found()).toEqual([]);
  });

  test('is known to every resource of the program, but not in another namespace', () => {
    new ServiceTraffic(stack, 'Traffic', { service: ratings, retries: Retries.NONE });
    const to = (host: string) => ({ http: [{ route: [{ destination: { host, port: { number: 80 } } }] }] });
    routes('Reviews', to('ratings.bookinfo.svc.cluster.local'));
    routes('Details', { hosts: ['details'], ...to('ratings.shop') });
    expect(found()).toEqual([
      'IST0101 Details spec.http[0].route[0].destination.host: host "ratings.shop" not found; declare it with DeclaredObject.serviceFromName if somebody else owns it',
    ]);
  });

  test('is not taken for more than the program knows of its own', () => {
    service('reviews', [9080]);
    new ServiceTraffic(stack, 'Traffic', {
      service: MeshService.fromName('reviews', { port: 80 }),
      timeout: Duration.seconds(1),
    }).addRoute({
      to: MeshService.fromName('reviews', { port: 80 }),
    });
    expect(codes()).toEqual(['IST0101']);
  });

  test('by Workload.gatewayFromName is known: pods, Service, and the secrets that they are pointed at', () => {
    const edge = Workload.gatewayFromName('edge', { namespace: 'istio-ingress' });
    const credential = TlsCredential.fromSecret('shop-tls');
    const tls = new IngressTls(stack, 'Tls', { gateway: edge, hosts: ['shop.example.com'], credential });
    new ServiceTraffic(stack, 'Traffic', { service: ratings, gateways: [tls.resource], hosts: ['shop.example.com'] });
    new ServiceTraffic(stack, 'Plain', {
      service: MeshService.fromName('plain'),
      gateways: [edge],
      hosts: ['plain.test'],
    });
    const service = new ExternalService(stack, 'Api', {
      hosts: ['api.example.com'],
      ports: [{ number: 443, protocol: 'TLS' }],
    });
    const egress = Workload.gatewayFromName('istio-egressgateway', { namespace: 'istio-system' });
    new EgressGatewayRoute(stack, 'Egress', { service, gateway: egress });
    expect(found()).toEqual([]);
  });

  test('as a gateway is known by the ports that were stated, and by none where none were', () => {
    const on = (number: number) => ({ port: { number, name: 'http', protocol: 'HTTP' } });
    new ServiceTraffic(stack, 'Traffic', {
      service: ratings,
      gateways: [Workload.gatewayFromName('istio-ingressgateway', { namespace: 'istio-system' })],
      hosts: ['a.test'],
    });
    gateway('Public', ['b.test'], on(31400));
    expect(found()).toEqual([]);
    new ServiceTraffic(stack, 'Other', {
      service: MeshService.fromName('other'),
      gateways: [
        Workload.gatewayFromName('edge', { namespace: 'edge', selector: { app: 'edge' }, ports: [{ port: 443 }] }),
      ],
      hosts: ['c.test'],
    });
    expect(found()).toEqual([
      'IST0162 Gateway spec.servers[0].port.number: the Service of the gateway has no port 80 (it has 443)',
    ]);
  });
});

describe('a Gateway', () => {
  test('is found when no known gateway carries its selector', () => {
    gateway('Public', ['*']);
    expect(found()).toEqual([
      'IST0101 Public spec.selector: no workload with the labels istio=ingressgateway found (known: none); declare it with DeclaredObject.gatewayFromSelector if somebody else runs it',
    ]);
  });

  test('knows the gateways that charts install', () => {
    new GatewayChart(stack, 'Ingress', { namespace: 'istio-system', releaseName: 'istio-ingressgateway', values: {} });
    gateway('Public', ['*']);
    expect(found()).toEqual([]);
  });

  test('is found on a port that its Service does not have', () => {
    ingress([443]);
    gateway('Public', ['*']);
    expect(found()).toEqual([
      'IST0162 Public spec.servers[0].port.number: the Service of the gateway has no port 80 (it has 443)',
    ]);
  });

  test('is found without its certificate, and not once a Certificate makes the Secret', () => {
    ingress();
    const tls = {
      port: { number: 443, name: 'https', protocol: 'HTTPS' },
      tls: { mode: 'SIMPLE', credentialName: 'shop-tls' },
    } as const;
    gateway('Public', ['*'], tls);
    expect(found()).toEqual([
      'IST0101 Public spec.servers[0].tls.credentialName: Secret "shop-tls" not found in istio-system; declare it with DeclaredObject.secretFromName if somebody else makes it',
    ]);
    new CustomResource(stack, 'Certificate', {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: 'shop', namespace: 'istio-system' },
      spec: { secretName: 'shop-tls' },
    });
    expect(found()).toEqual([]);
  });

  test('is found beside another one for the same host and port', () => {
    ingress();
    gateway('First', ['shop.example.com']);
    gateway('Second', ['shop.example.com']);
    gateway('Third', ['other.example.com']);
    expect(found()).toEqual([
      'IST0145 First spec.servers[0].hosts: duplicate host "shop.example.com" on port 80: shop/Second serves it at the same pods, and the routes of both are merged',
      'IST0145 Second spec.servers[0].hosts: duplicate host "shop.example.com" on port 80: shop/First serves it at the same pods, and the routes of both are merged',
    ]);
  });
});

describe('a VirtualService', () => {
  beforeEach(() => {
    service('reviews');
    ingress();
  });

  test('is found for a host that its gateway does not serve', () => {
    gateway('Public', ['*.example.com']);
    routes('Reviews', { hosts: ['a.example.com', 'shop.test'], gateways: ['public'] });
    expect(found()).toEqual([
      'IST0132 Reviews spec.hosts[1]: "shop.test" is none of the hosts that shop/Public serves: *.example.com',
    ]);
  });

  test('is not found when each of its gateways serves some of its hosts', () => {
    gateway('First', ['a.example.com']);
    gateway('Second', ['b.example.com'], { port: { number: 443, name: 'http', protocol: 'HTTP' } });
    routes('Reviews', { hosts: ['a.example.com', 'b.example.com'], gateways: ['first', 'second'] });
    expect(found()).toEqual([]);
  });

  test('is found beside another one for the same host inside the mesh', () => {
    routes('First', {});
    routes('Second', { hosts: ['reviews.shop.svc.cluster.local'] });
    expect(found()).toEqual([
      'IST0109 First spec.hosts[0]: duplicate host "reviews": shop/Second routes it for the same clients, and only one of them holds',
      'IST0109 Second spec.hosts[0]: duplicate host "reviews.shop.svc.cluster.local": shop/First routes it for the same clients, and only one of them holds',
    ]);
  });

  test('is found when it routes by claims that nobody checks', () => {
    gateway('Public', ['a.example.com']);
    routes('Reviews', {
      hosts: ['a.example.com'],
      gateways: ['public'],
      http: [
        {
          match: [{ headers: { '@request.auth.claims.group': { exact: 'a' } } }],
          route: [{ destination: { host: 'reviews' } }],
        },
      ],
    });
    expect(codes()).toEqual(['IST0149']);
  });

  test('names a port when the service behind its gateway has several', () => {
    DeclaredObject.serviceFromName(stack, 'Ratings', { name: 'ratings', ports: [{ port: 80 }, { port: 90 }] });
    gateway('Public', ['a.example.com']);
    routes('Ratings-Routes', {
      hosts: ['a.example.com'],
      gateways: ['public'],
      http: [{ route: [{ destination: { host: 'ratings' } }] }],
    });
    expect(codes()).toEqual(['IST0112']);
  });
});

describe('policies', () => {
  test('that keep clients from the mutual TLS their servers ask for are found', () => {
    service('reviews');
    new security.PeerAuthentication(stack, 'Strict', {
      metadata: { name: 'default', namespace: 'istio-system' },
      spec: { mtls: { mode: 'STRICT' } },
    });
    new networking.DestinationRule(stack, 'Rule', {
      metadata: { name: 'reviews' },
      spec: { host: 'reviews', trafficPolicy: { tls: { mode: 'DISABLE' } } },
    });
    expect(found()).toEqual([
      'KIA0207 Rule spec.trafficPolicy.tls.mode: mode DISABLE for "reviews.shop.svc.cluster.local", whose servers are STRICT by PeerAuthentication istio-system/default: expected ISTIO_MUTUAL, or no tls at all',
    ]);
  });

  test('that name a provider the mesh does not have are found', () => {
    new IstiodChart(stack, 'Istiod', {
      namespace: 'istio-system',
      values: {
        meshConfig: { extensionProviders: [{ name: 'otel', opentelemetry: { service: 'otel', port: 4317 } }] },
      },
    });
    new telemetry.Telemetry(stack, 'Traces', {
      metadata: { name: 'traces' },
      spec: { tracing: [{ providers: [{ name: 'otle' }] }, { randomSamplingPercentage: 10 }] },
    });
    expect(found()).toEqual([
      'IST0101 Traces spec.tracing[0].providers[0].name: provider "otle" not found in the mesh\'s configuration (known: envoy, otel, prometheus, stackdriver) (did you mean "otel"?); declare it with DeclaredObject.providerFromName if somebody else configures it',
      'IST0157 Traces spec.tracing[1]: names no provider, and the mesh has no default one: nothing is traced',
    ]);
  });

  test('with a rule that excludes what it allows are found', () => {
    new security.AuthorizationPolicy(stack, 'Policy', {
      metadata: { name: 'policy' },
      spec: { rules: [{ to: [{ operation: { methods: ['GET'], notMethods: ['GET'] } }] }] },
    });
    expect(codes()).toEqual(['MESH0101']);
  });

  test('of which a namespace takes one only are found', () => {
    for (const id of ['First', 'Second']) {
      new networking.Sidecar(stack, `Sidecar-${id}`, {
        metadata: { name: id.toLowerCase() },
        spec: { egress: [{ hosts: ['./*'] }] },
      });
      new telemetry.Telemetry(stack, `Telemetry-${id}`, { metadata: { name: id.toLowerCase() }, spec: {} });
    }
    expect(codes()).toEqual(['IST0111', 'IST0111', 'IST0160', 'IST0160']);
  });
});

test('a namespace with two injection labels is found', () => {
  new NamespaceV1(stack, 'Namespace', {
    metadata: { name: 'shop', labels: { 'istio-injection': 'enabled', 'istio.io/rev': 'canary' } },
  });
  expect(found()).toEqual([
    'IST0123 Namespace metadata.labels: expected one of the labels istio-injection and istio.io/rev on namespace "shop", got both',
  ]);
});

describe('a finding', () => {
  const errors = () => stack.node.validate().filter((line) => !line.includes('matching provider'));
  const warnings = () =>
    stack.node
      .findAll()
      .flatMap((one) => one.node.metadata)
      .filter(({ type }) => type === '@cdktf/warn')
      .map(({ data }) => data);

  test('stops synthesis when its code is an error', () => {
    const reviews = routes('Reviews', {});
    new NamespaceV1(stack, 'Namespace', { metadata: { name: 'shop' } });
    expect(errors()).toEqual([]);
    new ServiceV1(stack, 'Ratings', {
      metadata: { name: 'ratings', namespace: 'shop' },
      spec: { port: [{ port: 80, name: 'http' }] },
    });
    expect(errors().map(withoutPlaces)).toEqual([
      'shop/Reviews: IST0101: VirtualService "reviews": spec.http[0].route[0].destination.host: host "reviews" not found; declare it with DeclaredObject.serviceFromName if somebody else owns it',
    ]);
    expect(reviews.node.metadata.filter(({ type }) => type === '@cdktf/warn')).toEqual([]);
  });

  test('becomes a warning or nothing where a scope says so, the nearest one first', () => {
    routes('Reviews', {});
    MeshAnalysis.enable(app, { IST0101: 'off' });
    expect(errors()).toEqual([]);
    MeshAnalysis.configure(stack, { IST0101: 'warning' });
    expect(errors()).toEqual([]);
    expect(warnings()).toEqual([expect.stringMatching(/^IST0101: VirtualService "reviews": /)]);
    errors();
    expect(warnings()).toHaveLength(1);
  });

  test('is silenced on one object, with a reason that istioctl sees as well', () => {
    const reviews = routes('Reviews', {});
    routes('Ratings', { hosts: ['ratings'] });
    MeshAnalysis.configure(app, { IST0101: 'error' });
    MeshAnalysis.silence(reviews, 'IST0101', 'deployed by the reviews team');
    expect(errors()).toEqual([expect.stringMatching(/^shop\/Ratings: IST0101/)]);
    expect(reviews.manifest.metadata.annotations).toEqual({
      'cdktf-istio.analysis/IST0101': 'deployed by the reviews team',
      'galley.istio.io/analyze-suppress': 'IST0101',
    });
    expect(() => MeshAnalysis.silence(reviews, 'IST0109', ' ')).toThrow(
      'shop/Reviews: IST0109: expected a reason, got none',
    );
  });

  test('is looked for in everything the program deploys, whichever stack it is in', () => {
    const platform = new TerraformStack(app, 'platform');
    new networking.Gateway(platform, 'Gateway', {
      metadata: { name: 'public', namespace: 'istio-ingress' },
      spec: { selector: {}, servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'] }] },
    });
    service('reviews');
    routes('Reviews', { hosts: ['a.example.com'], gateways: ['istio-ingress/public'] });
    MeshAnalysis.enable(stack);
    expect(errors()).toEqual([]);
  });
});

test('codes and severities that do not exist are refused', () => {
  expect(() => MeshAnalysis.enable(app, { IST9999: 'off' } as never)).toThrow(
    /^App: IST9999: unknown code .*, expected one of IST0002, IST0101, /,
  );
  expect(() => MeshAnalysis.configure(stack, { IST0101: 'fatal' } as never)).toThrow(
    'shop: IST0101: expected error, warning, info or off, got "fatal"',
  );
});

test('a stack that is made late is checked as well', () => {
  MeshAnalysis.enable(app, { IST0101: 'error' });
  const late = new TerraformStack(app, 'late');
  new networking.VirtualService(late, 'Routes', {
    metadata: { name: 'routes' },
    spec: { hosts: ['reviews'], http: [{ route: [{ destination: { host: 'reviews' } }] }] },
  });
  expect(late.node.validate()).toContainEqual(
    expect.stringMatching(/^late\/Routes: IST0101: .*host "reviews" not found/),
  );
});

describe('checks without being asked for', () => {
  const errors = () => stack.node.validate().filter((line) => !line.includes('matching provider'));
  const notes = () =>
    stack.node
      .findAll()
      .flatMap((one) => one.node.metadata)
      .filter(({ type }) => /^@cdktf\/(info|warn)/.test(type))
      .map(({ type, data }) => `${type} ${data}`);

  test('give a hint where others may own what is not found, and a warning where a name is near', () => {
    new networking.DestinationRule(stack, 'Rule', { metadata: { name: 'rule' }, spec: { host: 'others' } });
    service('reviews');
    routes('Reviews', { http: [{ route: [{ destination: { host: 'reveiws' } }] }] });
    routes('Others', { hosts: ['others'], http: [{ route: [{ destination: { host: 'others' } }] }] });
    expect(errors()).toEqual([]);
    expect(notes()).toEqual([
      expect.stringMatching(/^@cdktf\/info IST0174: .* host "others" not found;/),
      expect.stringMatching(/^@cdktf\/warn IST0101: .* host "reveiws" not found \(did you mean "reviews"\?\);/),
      expect.stringMatching(/^@cdktf\/info IST0101: .* host "others" not found;/),
    ]);
  });

  test('tell twenty infos of a code in a stack, and how many more there are', () => {
    const names = Array.from({ length: 23 }, (_, i) => `others-${i}`);
    for (const name of names) new networking.DestinationRule(stack, name, { metadata: { name }, spec: { host: name } });
    expect(errors()).toEqual([]);
    expect(errors()).toEqual([]);
    const told = notes();
    expect(told).toHaveLength(21);
    expect(told.filter((line) => / IST0174: DestinationRule .* not found;/.test(line))).toHaveLength(20);
    expect(stack.node.metadata.map(({ type, data }) => `${type} ${data}`)).toEqual([
      '@cdktf/info IST0174: 3 more; MeshAnalysis.findings has all of them; MeshAnalysis.configure makes each a warning, or turns the code off',
    ]);
    expect(MeshAnalysis.findings(stack)).toHaveLength(23);
  });

  test('tell each of them that was made a warning', () => {
    MeshAnalysis.configure(stack, { IST0174: 'warning' });
    const names = Array.from({ length: 23 }, (_, i) => `others-${i}`);
    for (const name of names) new networking.DestinationRule(stack, name, { metadata: { name }, spec: { host: name } });
    expect(errors()).toEqual([]);
    expect(notes().filter((line) => /^@cdktf\/warn IST0174/.test(line))).toHaveLength(23);
  });

  test('say nothing below a scope that opted out', () => {
    routes('Reviews', {});
    MeshAnalysis.configure(stack, { IST0101: 'error' });
    expect(errors()).toHaveLength(1);
    MeshAnalysis.disable(stack);
    expect(errors()).toEqual([]);
  });

  test('take a code of before for its successor', () => {
    routes('Reviews', {});
    MeshAnalysis.configure(stack, { IST0113: 'off' });
    service('reviews');
    new security.PeerAuthentication(stack, 'Strict', {
      metadata: { name: 'default' },
      spec: { mtls: { mode: 'STRICT' } },
    });
    new networking.DestinationRule(stack, 'Rule', {
      metadata: { name: 'reviews' },
      spec: { host: 'reviews', trafficPolicy: { tls: { mode: 'DISABLE' } } },
    });
    expect(codes()).toEqual(['KIA0207']);
    expect(errors()).toEqual([]);
  });

  test('are silenced for istioctl by the name that it has for them', () => {
    const entry = (id: string, protocol: string) =>
      new networking.ServiceEntry(stack, id, {
        metadata: { name: id.toLowerCase() },
        spec: { hosts: ['a.example'], ports: [{ number: 80, name: 'a', protocol }], resolution: 'DNS' },
      });
    const [one, other] = [entry('One', 'HTTP'), entry('Other', 'TLS')];
    expect(codes()).toContain('KIA1212');
    MeshAnalysis.silence(one, 'KIA1212', 'being moved');
    MeshAnalysis.silence(other, 'IST0177', 'being moved');
    for (const { manifest } of [one, other]) {
      expect(manifest.metadata.annotations).toMatchObject({
        'cdktf-istio.analysis/KIA1212': 'being moved',
        'galley.istio.io/analyze-suppress': 'IST0177,KIA1212',
      });
    }
  });
});
