import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { type App, Lazy, TerraformStack, Testing } from 'cdktf';
import {
  AccessPolicy,
  AccessRule,
  AuthorizationPolicy,
  CanaryRollout,
  ControlPlane,
  CustomResource,
  DestinationRule,
  Duration,
  ExternalService,
  Gateway,
  IngressGateway,
  MeshAnalysis,
  MeshContext,
  MeshNamespace,
  MeshService,
  MutualTls,
  PeerAuthentication,
  PolicyTarget,
  ResourceBundle,
  Retries,
  ServiceEntry,
  ServiceTraffic,
  Sidecar,
  Subset,
  Telemetry,
  VirtualService,
  Workload,
} from '../../constructs';
import { faultLines } from '../../constructs/fault-lines';
import { placeIn } from '../../constructs/place';

/** A program of one's own: a namespace with one workload behind one service. */
function program() {
  const app: App = Testing.app();
  const stackOf = (id: string) => {
    const stack = new TerraformStack(app, id);
    new HelmProvider(stack, 'Helm', {});
    MeshContext.set(stack, { namespace: 'shop' });
    return stack;
  };
  const stack = stackOf('shop');
  const labels = { app: 'cart', version: 'v1' };
  new CustomResource(stack, 'Namespace', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'shop', labels: { 'istio-injection': 'enabled' } },
    clusterWide: true,
  });
  new CustomResource(stack, 'Pods', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'cart' },
    spec: {
      selector: { matchLabels: { app: 'cart' } },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'cart', image: 'cart:1', ports: [{ containerPort: 8080 }] }] },
      },
    },
  });
  new CustomResource(stack, 'Service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'cart' },
    spec: { selector: { app: 'cart' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
  });
  return { app, stack, stackOf, cart: MeshService.fromName('cart', { namespace: 'shop', port: 80 }) };
}
type Program = ReturnType<typeof program>;

const route = (host: string, more: object = {}) => ({
  hosts: ['cart'],
  http: [{ route: [{ destination: { host, ...more } }] }],
});
const http = { number: 80, name: 'http', protocol: 'HTTP' };
const name = (text: string) => ({ metadata: { name: text } });

/** A mistake, and what is said of it. */
const MISTAKES: Readonly<Record<string, readonly [RegExp, (given: Program) => unknown]>> = {
  'types: a text where a Duration belongs': [
    /timeout: expected a Duration/,
    ({ stack, cart }) => new ServiceTraffic(stack, 'It', { service: cart, timeout: '5s' as never }),
  ],
  'types: an object where Retries belong': [
    /retries: expected Retries/,
    ({ stack, cart }) => new ServiceTraffic(stack, 'It', { service: cart, retries: { attempts: 3 } as never }),
  ],
  'types: a misspelt field': [
    /exakt: unknown field \(did you mean "exact"\?\)/,
    ({ stack }) =>
      new VirtualService(stack, 'It', {
        ...name('a'),
        spec: {
          hosts: ['cart'],
          http: [{ match: [{ uri: { exakt: '/' } as never }], route: [{ destination: { host: 'cart' } }] }],
        },
      }),
  ],
  'types: a misspelt mode': [
    /mode: expected/,
    ({ stack }) => new PeerAuthentication(stack, 'It', { ...name('a'), spec: { mtls: { mode: 'STRIKT' as never } } }),
  ],
  'types: a text where a port belongs': [
    /ports\[0\]\.number: expected a number, got "443"/,
    ({ stack }) =>
      new ExternalService(stack, 'It', {
        hosts: ['a.example.com'],
        ports: [{ number: '443' as never, protocol: 'TLS' }],
      }),
  ],
  'references: a host that nothing has': [
    /IST0101: .*host "kart" not found/,
    ({ stack }) => new VirtualService(stack, 'It', { ...name('a'), spec: route('kart') }),
  ],
  'references: a gateway that nothing has': [
    /IST0101: .*gateway.* not found/i,
    ({ stack }) =>
      new VirtualService(stack, 'It', {
        ...name('a'),
        spec: { ...route('cart'), hosts: ['a.example.com'], gateways: ['door'] },
      }),
  ],
  'references: a delegate that nothing has': [
    /VirtualService "shop\/leaf" not found/,
    ({ stack }) =>
      new VirtualService(stack, 'It', {
        ...name('a'),
        spec: { hosts: ['cart'], gateways: ['mesh'], http: [{ delegate: { name: 'leaf' } }] },
      }),
  ],
  'references: a provider that the mesh has not': [
    /"jager"/,
    ({ stack }) => {
      new ControlPlane(stack, 'ControlPlane');
      return new Telemetry(stack, 'It', { ...name('a'), spec: { tracing: [{ providers: [{ name: 'jager' }] }] } });
    },
  ],
  'references: a gateway without pods': [
    /IST0101: Gateway "a": spec\.selector/,
    ({ stack }) =>
      new Gateway(stack, 'It', {
        ...name('a'),
        spec: { selector: { istio: 'ingresgateway' }, servers: [{ port: http, hosts: ['*'] }] },
      }),
  ],
  'namespaces: a name in capitals': [
    /namespace: expected .*lowercase/i,
    ({ stack }) => new VirtualService(stack, 'It', { metadata: { name: 'a', namespace: 'Shop' }, spec: route('cart') }),
  ],
  'namespaces: exported to one that is not there': [
    /KIA0005: .*namespace "sohp" not found/,
    ({ stack }) =>
      new ServiceEntry(stack, 'It', {
        ...name('a'),
        spec: { hosts: ['a.example.com'], exportTo: ['sohp'], ports: [http], resolution: 'DNS' },
      }),
  ],
  'namespaces: callers of one that is not there': [
    /namespace.* "sohp"/,
    ({ stack }) =>
      new AuthorizationPolicy(stack, 'It', {
        ...name('a'),
        spec: { rules: [{ from: [{ source: { namespaces: ['sohp'] } }] }] },
      }),
  ],
  'namespaces: a host of another namespace': [
    /host "cart\.sohp.*" not found/,
    ({ stack }) => new VirtualService(stack, 'It', { ...name('a'), spec: route('cart.sohp.svc.cluster.local') }),
  ],
  'subsets: one that no rule has': [
    /subset "v9" of "cart" not found/,
    ({ stack }) => new VirtualService(stack, 'It', { ...name('a'), spec: route('cart', { subset: 'v9' }) }),
  ],
  'subsets: one that no pod carries': [
    /IST0173: .*version=v9/,
    ({ stack }) =>
      new DestinationRule(stack, 'It', {
        ...name('a'),
        spec: { host: 'cart', subsets: [{ name: 'v9', labels: { version: 'v9' } }] },
      }),
  ],
  'subsets: one twice': [
    /subsets\[1\].*duplicate/,
    ({ stack }) =>
      new DestinationRule(stack, 'It', {
        ...name('a'),
        spec: {
          host: 'cart',
          subsets: [
            { name: 'v1', labels: { version: 'v1' } },
            { name: 'v1', labels: { version: 'v1' } },
          ],
        },
      }),
  ],
  'ports: one that the service lacks': [
    /port 81/,
    ({ stack }) => new VirtualService(stack, 'It', { ...name('a'), spec: route('cart', { port: { number: 81 } }) }),
  ],
  'ports: one beyond the range': [
    /number: expected .*65535, got 70000/,
    ({ stack }) =>
      new Gateway(stack, 'It', {
        ...name('a'),
        spec: { selector: { a: 'b' }, servers: [{ port: { ...http, number: 70000 }, hosts: ['*'] }] },
      }),
  ],
  'ports: one name for two': [
    /duplicate/,
    ({ stack }) =>
      new ServiceEntry(stack, 'It', {
        ...name('a'),
        spec: { hosts: ['a.example.com'], resolution: 'DNS', ports: [http, { ...http, number: 81 }] },
      }),
  ],
  'hosts: a URL': [
    /hosts\[0\]: expected .*, got "https:\/\/a\.example\.com"/,
    ({ stack }) =>
      new VirtualService(stack, 'It', { ...name('a'), spec: { ...route('cart'), hosts: ['https://a.example.com'] } }),
  ],
  'hosts: one of two routes': [
    /IST0109/,
    ({ stack }) => {
      new VirtualService(stack, 'First', { ...name('b'), spec: route('cart') });
      return new VirtualService(stack, 'It', { ...name('a'), spec: route('cart') });
    },
  ],
  'hosts: everything inside the mesh': [
    /IST0133|hosts\[0\]/,
    ({ stack }) => new VirtualService(stack, 'It', { ...name('a'), spec: { ...route('cart'), hosts: ['*'] } }),
  ],
  'policies: one that selects nothing': [
    /IST0127: .*app=kart/,
    ({ stack }) =>
      new AuthorizationPolicy(stack, 'It', {
        ...name('a'),
        spec: { selector: { matchLabels: { app: 'kart' } }, rules: [{}] },
      }),
  ],
  'policies: a token that nothing checks': [
    /MESH0102/,
    ({ stack }) =>
      new AuthorizationPolicy(stack, 'It', {
        ...name('a'),
        spec: { rules: [{ from: [{ source: { requestPrincipals: ['*'] } }] }] },
      }),
  ],
  'policies: a method in small letters': [
    /KIA0102|methods\[0\]/,
    ({ stack }) =>
      new AuthorizationPolicy(stack, 'It', {
        ...name('a'),
        spec: { rules: [{ to: [{ operation: { methods: ['get'] } }] }] },
      }),
  ],
  'policies: plain text to what is strict': [
    /KIA0207|IST0113/,
    ({ stack }) => {
      new MutualTls(stack, 'Strict', {
        target: PolicyTarget.workload(Workload.fromName('cart', { namespace: 'shop', selector: { app: 'cart' } })),
        mode: 'STRICT',
      });
      return new DestinationRule(stack, 'It', {
        ...name('a'),
        spec: { host: 'cart', trafficPolicy: { tls: { mode: 'DISABLE' } } },
      });
    },
  ],
  'cross-stack: one object twice': [
    /are one object in the cluster/,
    ({ stack, stackOf }) => {
      new CustomResource(stack, 'It', { ...name('a'), apiVersion: 'v1', kind: 'ConfigMap' });
      return new CustomResource(stackOf('other'), 'It', { ...name('a'), apiVersion: 'v1', kind: 'ConfigMap' });
    },
  ],
  'cross-stack: bundles in a circle': [
    /wait for each other in a circle/,
    ({ stack }) => {
      const [one, two] = [
        new ResourceBundle(stack, 'One', { releaseName: 'one' }),
        new ResourceBundle(stack, 'Two', { releaseName: 'two' }),
      ];
      const a = new Sidecar(one, 'It', { ...name('a'), spec: { egress: [{ hosts: ['./*'] }] }, dependsOn: [two] });
      return new Telemetry(two, 'It', { ...name('b'), spec: {}, dependsOn: [a] });
    },
  ],
  'cross-stack: a subset of a rule that another stack lacks': [
    /subset "v2" of "cart" not found/,
    ({ stack, stackOf }) => {
      new DestinationRule(stack, 'Rule', {
        ...name('cart'),
        spec: { host: 'cart', subsets: [{ name: 'v1', labels: { version: 'v1' } }] },
      });
      return new VirtualService(stackOf('routes'), 'It', { ...name('a'), spec: route('cart', { subset: 'v2' }) });
    },
  ],
  'tokens: a duration that turns out to be none': [
    /timeout: expected a duration/,
    ({ stack }) =>
      new VirtualService(stack, 'It', {
        ...name('a'),
        spec: {
          hosts: ['cart'],
          http: [{ timeout: Lazy.stringValue({ produce: () => '1x' }), route: [{ destination: { host: 'cart' } }] }],
        },
      }),
  ],
  'tokens: a subset named by one': [
    /subset: expected a name/,
    ({ stack, cart }) =>
      new ServiceTraffic(stack, 'It', {
        service: cart,
        subsets: [Subset.version(Lazy.stringValue({ produce: () => 'v1' }))],
        retries: new Retries({ attempts: 1 }),
        timeout: Duration.seconds(9),
      }),
  ],
  'methods: a label that is no text': [
    /shop\/It: addLabel: value: expected a string, got an object/,
    ({ stack }) => sidecar(stack).addLabel('a', { b: 1 } as never),
  ],
  'methods: a patch that is no object': [
    /shop\/It: patch: change: expected an object, got "x"/,
    ({ stack }) => sidecar(stack).patch('x' as never),
  ],
  'methods: a path that is no text': [
    /shop\/It: addOverride: path: expected a string, got 7/,
    ({ stack }) => sidecar(stack).addOverride(7 as never, 1),
  ],
  'methods: a route that is a text': [
    /shop\/It: addRoute: route: expected an object, got "\/api"/,
    ({ stack, cart }) => new ServiceTraffic(stack, 'It', { service: cart }).addRoute('/api' as never),
  ],
  'methods: a match that is a text': [
    /shop\/It: addRoute: route\.match: expected an object or a list, got "\/api"/,
    ({ stack, cart }) => new ServiceTraffic(stack, 'It', { service: cart }).addRoute({ match: '/api' as never }),
  ],
  'methods: a target that is a text': [
    /shop\/It: addRoute: route\.to: expected .*, got "v1"/,
    ({ stack, cart }) => new ServiceTraffic(stack, 'It', { service: cart }).addRoute({ to: 'v1' as never }),
  ],
  'methods: a code silenced without a reason': [
    /MeshAnalysis\.silence: reason: required, expected a string/,
    ({ stack }) => MeshAnalysis.silence(sidecar(stack), 'IST0132', undefined as never),
  ],
  'scopes: none': [
    /It: scope: expected a construct, got none/,
    () => new Sidecar(undefined as never, 'It', { ...name('a'), spec: { egress: [{ hosts: ['./*'] }] } }),
  ],
  'context: a release that there is not': [
    /istioVersion: expected an Istio minor from .*, got "1\.99"/,
    ({ stackOf }) => MeshContext.set(stackOf('other'), { istioVersion: '1.99' as never }),
  ],
  'context: a misspelt setting': [
    /MeshContext\.istioversion: unknown setting, expected one of istioVersion/,
    ({ stackOf }) => MeshContext.set(stackOf('other'), { istioversion: '1.31' } as never),
  ],
  'props: none': [
    /shop\/It: required, expected an object/,
    ({ stack }) => new VirtualService(stack, 'It', undefined as never),
  ],
  'props: metadata that is a text': [
    /metadata: expected an object with a name, got "a"/,
    ({ stack }) => new VirtualService(stack, 'It', { metadata: 'a' as never, spec: route('cart') }),
  ],
  'props: a list where the spec belongs': [
    /spec: expected an object, got a list/,
    ({ stack }) => new VirtualService(stack, 'It', { ...name('a'), spec: [] as never }),
  ],
  'props: a misspelt property': [
    /It: timout: unknown field \(did you mean "timeout"\?\)/,
    ({ stack, cart }) =>
      new ServiceTraffic(stack, 'It', { service: cart, ...({ timout: Duration.seconds(2) } as object) }),
  ],
  'props: a property of a resource': [
    /It: dependOn: unknown field \(did you mean "dependsOn"\?\)/,
    ({ stack }) =>
      new VirtualService(stack, 'It', { ...name('a'), spec: route('cart'), ...({ dependOn: [] } as object) }),
  ],
  'props: a property of a value': [
    /Retries: ignorePreviousHosts: unknown field \(did you mean "retryIgnorePreviousHosts"\?\)/,
    () => new Retries({ attempts: 2, ...({ ignorePreviousHosts: true } as object) }),
  ],
  'props: a property within one': [
    /addRoute: route\.match\.uris: unknown field \(did you mean "uri"\?\)/,
    ({ stack, cart }) => new ServiceTraffic(stack, 'It', { service: cart }).addRoute({ match: { uris: '/' } as never }),
  ],
  'providers: none in the stack': [
    /^bare\/It\/Resource: provider "helm" not found in stack "bare": expected new ClusterProviders/,
    ({ app }) =>
      new VirtualService(new TerraformStack(app, 'bare'), 'It', {
        metadata: { name: 'a', namespace: 'shop' },
        spec: route('cart'),
      }),
  ],
  'providers: one of two': [
    /^bare\/It\/Resource: provider "kubernetes" not found in stack "bare": expected new ClusterProviders/,
    ({ stackOf }) => new MeshNamespace(stackOf('bare'), 'It', { name: 'a' }),
  ],
  'values: a mirror that is a text': [
    /shop\/It: addRoute: route\.mirror\.to: expected an object, got "v2"/,
    ({ stack, cart }) => new ServiceTraffic(stack, 'It', { service: cart }).addRoute({ mirror: { to: 'v2' as never } }),
  ],
  'values: origins that are a text': [
    /shop\/It: addRoute: route\.cors\.allowOrigins: expected a list, got "\*"/,
    ({ stack, cart }) =>
      new ServiceTraffic(stack, 'It', { service: cart }).addRoute({ cors: { allowOrigins: '*' as never } }),
  ],
  'values: a timeout shorter than the tries': [
    /timeout: 1s is shorter than 4 tries of 2s each/,
    ({ stack, cart }) =>
      new ServiceTraffic(stack, 'It', {
        service: cart,
        timeout: Duration.seconds(1),
        retries: new Retries({ attempts: 3, perTryTimeout: Duration.seconds(2) }),
      }),
  ],
  'YAML: a tab': [
    /^shop\/It: VirtualService: line 4: Tabs are not allowed/,
    ({ stack }) =>
      VirtualService.fromYaml(
        stack,
        'It',
        'apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata:\n\tname: a\n',
      ),
  ],
  'values: subsets that are texts': [
    /stable: expected a Subset, got "v1"/,
    ({ stack, cart }) =>
      new CanaryRollout(stack, 'It', {
        service: cart,
        stable: 'v1' as never,
        canary: 'v2' as never,
        steps: [50, 100],
        step: 1,
      }),
  ],
  'values: steps that fall': [
    /steps\[1\]: expected a weight of at least 50/,
    ({ stack, cart }) =>
      new CanaryRollout(stack, 'It', {
        service: cart,
        stable: Subset.version('v1'),
        canary: Subset.version('v2'),
        steps: [50, 25],
        step: 1,
      }),
  ],
  'values: a target that is a text': [
    /target: expected a PolicyTarget, got "cart"/,
    ({ stack }) => new MutualTls(stack, 'It', { target: 'cart' as never, mode: 'STRICT' }),
  ],
  'values: a class called without new': [
    /cannot be invoked without 'new'/,
    () => (Retries as unknown as (props: object) => unknown)({ attempts: 3 }),
  ],
  'cross-stack: a text to wait for': [
    /dependsOn\[0\]: expected a construct, got "cart"/,
    ({ stack }) => new VirtualService(stack, 'It', { ...name('a'), spec: route('cart'), dependsOn: ['cart' as never] }),
  ],
  'cross-stack: a gateway that serves another namespace alone': [
    /IST0132: .*serves none of the hosts a\.example\.com/,
    ({ stack, stackOf }) => {
      new Gateway(stackOf('edge'), 'Door', {
        metadata: { name: 'door', namespace: 'edge' },
        spec: { selector: { istio: 'ingressgateway' }, servers: [{ port: http, hosts: ['./a.example.com'] }] },
      });
      return new VirtualService(stack, 'It', {
        ...name('a'),
        spec: { ...route('cart'), hosts: ['a.example.com'], gateways: ['edge/door'] },
      });
    },
  ],
  'tokens: hosts that turn out to be a text': [
    /spec\.hosts: expected a list, got "cart"/,
    ({ stack }) =>
      new VirtualService(stack, 'It', {
        ...name('a'),
        spec: { ...route('cart'), hosts: Lazy.listValue({ produce: () => 'cart' as never }) },
      }),
  ],
  'tokens: a port beyond the range': [
    /port\.number: expected a port from 1 to 65535, got 70000/,
    ({ stack }) =>
      new VirtualService(stack, 'It', {
        ...name('a'),
        spec: route('cart', { port: { number: Lazy.numberValue({ produce: () => 70000 }) } }),
      }),
  ],
  'tokens: a name in capitals': [
    /metadata\.name: expected lowercase letters/,
    ({ stack }) =>
      new VirtualService(stack, 'It', {
        ...name(Lazy.stringValue({ produce: () => 'Big Name' })),
        spec: route('cart'),
      }),
  ],
  'tokens: a value that cannot be made': [
    /Resolution error: no value yet/,
    ({ stack }) =>
      new VirtualService(stack, 'It', {
        ...name('a'),
        spec: route(
          Lazy.stringValue({
            produce: () => {
              throw new Error('no value yet');
            },
          }),
        ),
      }),
  ],
  'cross-stack: stacks that wait for each other': [
    /because it would cause a circular dependency/,
    ({ stack, stackOf }) => {
      const other = stackOf('other');
      stack.addDependency(other);
      other.addDependency(stack);
    },
  ],
  'values of a chart: a text where a port belongs': [
    /^values\.service\.ports\[0\]\.port: expected a number, got "80"/,
    ({ stack }) =>
      new IngressGateway(stack, 'It', {
        values: { service: { ports: [{ name: 'http2', port: '80' as never, targetPort: 80 }] } },
      }),
  ],
  'values of a chart: a misspelt field': [
    /^values\.pilot\.replicacount: unknown field \(did you mean "replicaCount"\?\)/,
    ({ stack }) => new ControlPlane(stack, 'It', { istiod: { pilot: { ...({ replicacount: 2 } as object) } } }),
  ],
  'values of a chart: true where the mesh configuration has a text': [
    /^values\.meshConfig\.accessLogFile: expected a string, got true/,
    ({ stack }) => new ControlPlane(stack, 'It', { istiod: { meshConfig: { accessLogFile: true as never } } }),
  ],
  'policies: a regular expression as a path': [
    /MESH0112: .*paths\[0\]: expected a path, .*got "\/admin\/\.\*" \(did you mean "\/admin\/\*"\?\)/,
    ({ stack }) =>
      new AuthorizationPolicy(stack, 'It', {
        ...name('a'),
        spec: { action: 'DENY', rules: [{ to: [{ operation: { paths: ['/admin/.*'] } }] }] },
      }),
  ],
  'policies: a regular expression as a path of an AccessRule': [
    /MESH0112: .*got "\/users\/\*\/keys" \(did you mean "\/users\/\{\*\}\/keys"\?\)/,
    ({ stack }) =>
      new AccessPolicy(stack, 'It', {
        target: PolicyTarget.workload(Workload.fromName('cart', { namespace: 'shop' })),
        rules: [AccessRule.to({ paths: ['/users/*/keys'] })],
      }),
  ],
  'routes: a wildcard where a prefix belongs': [
    /MESH0112: .*uri\.prefix: .*got "\/api\/\*" \(did you mean "\/api\/"\?\)/,
    ({ stack, cart }) =>
      new ServiceTraffic(stack, 'It', { service: cart }).addRoute({ match: { uri: { prefix: '/api/*' } } }),
  ],
  'values: milliseconds where a Duration belongs': [
    /timeout: expected a Duration such as Duration\.seconds\(5\), got 5000/,
    ({ stack, cart }) => new ServiceTraffic(stack, 'It', { service: cart, timeout: 5000 as never }),
  ],
  'cross-stack: one service with two owners': [
    /other\/It: service: the traffic of "cart" in namespace shop has an owner already, shop\/Owner/,
    ({ stack, stackOf, cart }) => {
      new ServiceTraffic(stack, 'Owner', { service: cart });
      return new ServiceTraffic(stackOf('other'), 'It', { service: cart, timeout: Duration.seconds(1) });
    },
  ],
  'references: no gateway where one belongs': [
    /shop\/It: gateways\[0\]: required, expected an object/,
    ({ stack, cart }) =>
      new ServiceTraffic(stack, 'It', { service: cart, gateways: [undefined as never], hosts: ['a.example.com'] }),
  ],
};

const sidecar = (stack: TerraformStack) =>
  new Sidecar(stack, 'It', { ...name('a'), spec: { egress: [{ hosts: ['./*'] }] } });

/** What a person reads of a program: errors, warnings and infos, a line each. */
function saidOf(mistake: (given: Program) => unknown): readonly string[] {
  const given = program();
  const said: string[] = [];
  try {
    mistake(given);
    given.app.synth();
  } catch (error) {
    const { message, stack } = error as Error;
    said.push(...faultLines(message.split('\n'), placeIn(stack)));
  }
  const notes = given.app.node.findAll().flatMap(({ node }) => node.metadata);
  return [...said, ...notes.filter(({ type }) => /warn|info|error/.test(type)).map(({ data }) => String(data))];
}

const PLACE = /__tests__\/constructs\/mistakes\.test\.ts:\d+:\d+\)/;

describe('a mistake in a program of one’s own', () => {
  it('is one of fifty and more', () => expect(Object.keys(MISTAKES).length).toBeGreaterThanOrEqual(50));

  it.each(Object.keys(MISTAKES))('is said with file and line: %s', (title) => {
    const [text, mistake] = MISTAKES[title] as (typeof MISTAKES)[string];
    const said = saidOf(mistake);
    expect(said.filter((line) => /^\s+at |TypeError|Found resources without/.test(line))).toEqual([]);
    expect(said.filter((line) => text.test(line) && PLACE.test(line)).length > 0 ? [] : said).toEqual([]);
    expect(said.length).toBeGreaterThan(0);
  });
});
