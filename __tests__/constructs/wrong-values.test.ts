import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@babel/parser';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { TerraformStack, Testing } from 'cdktf';
import {
  AccessLogs,
  AccessRule,
  AccessSource,
  CircuitBreaker,
  ControlPlane,
  CustomTag,
  DeclaredObject,
  DeclaredWorkload,
  Descriptor,
  Duration,
  Endpoint,
  ExternalAuthorizer,
  ExternalService,
  IngressGateway,
  Jaeger,
  JwtIssuer,
  LoadBalancer,
  Locality,
  LogFilter,
  MeshAnalysis,
  MeshContext,
  MeshService,
  Metrics,
  PolicyTarget,
  Prometheus,
  Rate,
  RateLimitService,
  ResourceReference,
  Retries,
  ServiceAccount,
  Subset,
  TelemetryProvider,
  TlsCredential,
  TokenBucket,
  Tracing,
  WeightedSplit,
  Workload,
} from '../../constructs';

// A table of what is exported, by name.
const library = require('../../constructs') as Readonly<Record<string, unknown>>;

const SOURCES = join(__dirname, '../../constructs');

/** What a program in JavaScript, or one with casts, may pass where something else is expected. */
const JUNK = [7, 'junk', null, {}, [], [null], true, () => 1, undefined];

interface Interface {
  readonly names: readonly string[];
  readonly bases: readonly string[];
}

/** The properties of every interface of the library. */
function interfaces(): ReadonlyMap<string, Interface> {
  const found = new Map<string, Interface>();
  for (const file of readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.includes('generated')) continue;
    const { program } = parse(readFileSync(join(SOURCES, file), 'utf8'), {
      sourceType: 'module',
      plugins: ['typescript'],
    });
    for (const statement of program.body) {
      const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
      if (declaration?.type !== 'TSInterfaceDeclaration') continue;
      const names = declaration.body.body.flatMap((member) =>
        member.type === 'TSPropertySignature' && member.key.type === 'Identifier' ? [member.key.name] : [],
      );
      const bases = JSON.stringify(declaration.extends ?? []).matchAll(
        /"type":"Identifier"[^{}]*?(?:\{[^{}]*\}[^{}]*?)*"name":"(\w+)"/g,
      );
      found.set(declaration.id.name, { names, bases: [...bases].map(([, name = '']) => name) });
    }
  }
  return found;
}

const INTERFACES = interfaces();

function propertiesOf(name: string): readonly string[] {
  const { names = [], bases = [] } = INTERFACES.get(name) ?? {};
  return [...new Set([...names, ...bases.flatMap(propertiesOf)])];
}

function stackOf(): TerraformStack {
  const stack = new TerraformStack(Testing.app(), 'shop');
  new HelmProvider(stack, 'Helm', {});
  new KubernetesProvider(stack, 'Kubernetes', {});
  return stack;
}

type Properties = Readonly<Record<string, unknown>>;

const metadata = { name: 'a', namespace: 'shop' };
const service = MeshService.fromName('cart', { namespace: 'shop', port: 80 });
const gateway = Workload.gatewayFromName('istio-ingressgateway', { namespace: 'istio-system' });
const workload = Workload.fromName('cart', { namespace: 'shop' });
const target = PolicyTarget.namespace('shop');
const [v1, v2] = [Subset.version('v1'), Subset.version('v2')];
const bucket = TokenBucket.of(Rate.perSecond(5));
const retries = new Retries({ attempts: 2 });
const policy = {
  loadBalancer: LoadBalancer.roundRobin(),
  circuitBreaker: new CircuitBreaker({ connectionPool: { tcp: { maxConnections: 3 } } }),
  ports: { 80: { loadBalancer: LoadBalancer.random() } },
  retryBudget: { percent: 20 },
};
const route = {
  name: 'a',
  match: [{ path: { prefix: '/a' }, headers: { a: { present: true } }, gateways: ['mesh'] }],
  to: WeightedSplit.of([v1, 50], [v2, 50]),
  rewrite: { path: '/b' },
  mirror: { to: v2, percentage: 5 },
  fault: { delay: { fixedDelay: Duration.seconds(1), percentage: 1 }, abort: { httpStatus: 503, percentage: 1 } },
  cors: { allowOrigins: ['https://a.example.com'], maxAge: Duration.hours(1) },
  headers: { request: { set: { a: 'b' }, remove: ['c'] } },
  retries,
  timeout: Duration.seconds(9),
};
const descriptor = Descriptor.header('x-user');

/** What each class that has properties works with, and the interface of its properties. */
const CONSTRUCTS: Readonly<Record<string, readonly [string, (stack: TerraformStack) => Properties]>> = {
  AccessPolicy: ['AccessPolicyProps', () => ({ target, rules: [AccessRule.any()] })],
  AuthorizationPolicy: [
    'IstioResourceProps',
    () => ({ metadata, spec: { rules: [{ from: [{ source: { namespaces: ['a'] } }] }] } }),
  ],
  BaseChart: ['ChartProps', () => ({})],
  CanaryRollout: [
    'SubsetRolloutProps',
    () => ({ service, stable: v1, canary: v2, steps: [0, 50, 100], step: 1, policy, route: {} }),
  ],
  CanaryUpgrade: [
    'CanaryUpgradeProps',
    () => ({
      from: { istioVersion: '1.30' },
      to: { istioVersion: '1.31' },
      namespaces: ['shop', { name: 'b' }],
      tags: { stable: 'prod' },
    }),
  ],
  ClientQuota: [
    'ClientQuotaProps',
    (stack) => ({
      target: PolicyTarget.gateway(gateway),
      service: new RateLimitService(stack, 'Service'),
      client: descriptor,
      rate: Rate.perSecond(1),
      clients: { a: Rate.perDay(1) },
      anonymous: 'unlimited',
      limit: { timeout: Duration.seconds(1) },
    }),
  ],
  ClusterProviders: ['ClusterProvidersProps', () => ({ kubeconfig: '~/.kube/config', context: 'minikube' })],
  CniChart: ['ChartProps', () => ({})],
  ControlPlane: ['ControlPlaneProps', () => ({})],
  CustomResource: [
    'CustomResourceProps',
    () => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata, fields: { data: { a: 'b' } } }),
  ],
  DenyByDefault: ['DenyByDefaultProps', () => ({ target })],
  DestinationRule: ['IstioResourceProps', () => ({ metadata, spec: { host: 'a' } })],
  EgressGateway: ['EdgeGatewayProps', () => ({})],
  EgressGatewayRoute: [
    'EgressGatewayRouteProps',
    (stack) => ({
      service: new ExternalService(stack, 'Out', {
        hosts: ['a.example.com'],
        ports: [
          { number: 80, protocol: 'HTTP' },
          { number: 443, protocol: 'HTTPS' },
        ],
      }),
      gateway,
      originateTls: { sni: 'a.example.com' },
      timeout: Duration.seconds(1),
      retries,
    }),
  ],
  EnvoyFilter: ['IstioResourceProps', () => ({ metadata, spec: { configPatches: [] } })],
  ExternalAuthorization: [
    'ExternalAuthorizationProps',
    () => ({ authorizer: ExternalAuthorizer.fromName('a'), rules: [AccessRule.any()] }),
  ],
  ExternalService: [
    'ExternalServiceProps',
    () => ({
      hosts: ['a.example.com'],
      ports: [{ number: 443, protocol: 'TLS' }],
      endpoints: [{ address: '1.2.3.4' }],
      addresses: ['1.2.3.0/24'],
      resolution: 'STATIC',
    }),
  ],
  Gateway: [
    'IstioResourceProps',
    () => ({ metadata, spec: { servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'] }] } }),
  ],
  LeastPrivilege: ['LeastPrivilegeProps', () => ({ workloads: [new DeclaredWorkload({ name: 'a', namespace: 'b' })] })],
  GatewayAddress: ['GatewayAddressProps', (stack) => ({ gateway: new IngressGateway(stack, 'Gateway') })],
  GatewayChart: ['GatewayChartProps', () => ({ releaseName: 'a' })],
  GatewayListeners: [
    'GatewayListenersProps',
    (stack) => {
      MeshContext.set(stack, { gatewayApi: { version: '1.6', channel: 'standard' } });
      return {
        name: 'shop',
        gateway: { name: 'edge', sections: [{ name: 'http', hostname: 'a.example.com' }] },
        listeners: [{ protocol: 'TCP', port: 5432 }],
      };
    },
  ],
  GlobalRateLimit: [
    'GlobalRateLimitProps',
    (stack) => ({
      target: PolicyTarget.gateway(gateway),
      service: new RateLimitService(stack, 'Service'),
      limits: [{ when: [descriptor], rate: Rate.perSecond(1) }],
      routes: [{ host: 'a.example.com', port: 80 }],
      timeout: Duration.seconds(1),
      responseHeaders: { a: 'b' },
    }),
  ],
  Grafana: ['GrafanaProps', (stack) => ({ prometheus: new Prometheus(stack, 'Prometheus') })],
  GrafanaChart: ['ChartProps', () => ({})],
  HelloWorld: [
    'HelloWorldProps',
    (stack) => ({ ingress: new IngressGateway(stack, 'Gateway'), versions: ['v1', 'v2'], weights: { v1: 50, v2: 50 } }),
  ],
  HelmRelease: ['HelmReleaseProps', () => ({ releaseName: 'a', namespace: 'shop', chart: './a', values: [{ a: 1 }] })],
  IngressGateway: [
    'EdgeGatewayProps',
    (stack) => ({
      controlPlane: new ControlPlane(stack, 'ControlPlane'),
      ports: [{ name: 'http2', port: 80, targetPort: 80 }],
      resources: { requests: { cpu: '1' } },
    }),
  ],
  IngressTls: [
    'IngressTlsProps',
    () => ({
      gateway,
      hosts: ['a.example.com'],
      credential: TlsCredential.fromSecret('a'),
      clientCertificates: { mode: 'REQUIRED', authoritySecret: 'b' },
    }),
  ],
  InjectionLabel: ['InjectionLabelProps', () => ({ namespace: 'shop' })],
  IstiodChart: ['ChartProps', () => ({})],
  Jaeger: ['JaegerProps', () => ({ traces: [{ namespace: 'shop' }] })],
  JwtAuthentication: [
    'JwtAuthenticationProps',
    () => ({ issuers: [new JwtIssuer({ issuer: 'https://a.example.com' })], paths: ['/a'] }),
  ],
  Kiali: [
    'KialiProps',
    (stack) => ({
      prometheus: new Prometheus(stack, 'Prometheus'),
      jaeger: new Jaeger(stack, 'Jaeger'),
      links: { grafana: 'https://a.example.com' },
    }),
  ],
  KialiChart: ['ChartProps', () => ({})],
  LocalRateLimit: [
    'LocalRateLimitProps',
    () => ({
      target: PolicyTarget.gateway(gateway),
      bucket,
      limits: [{ when: [descriptor], bucket }],
      routes: [{ host: 'a.example.com', port: 80, bucket }],
      responseHeaders: { a: 'b' },
    }),
  ],
  ManagedGateway: [
    'ManagedGatewayProps',
    () => ({
      name: 'edge',
      listeners: [
        { protocol: 'HTTP', hostname: 'a.example.com', allowedRoutes: { labels: { a: 'b' } } },
        {
          protocol: 'HTTPS',
          credential: TlsCredential.fromSecret('a', { namespace: 'b' }),
          clientCertificates: 'OPTIONAL',
          cipherSuites: ['A'],
          allowedRoutes: ['a'],
        },
      ],
      autoscaling: { minReplicas: 1, maxReplicas: 2 },
      resources: { requests: { cpu: '1' } },
      minAvailable: 1,
      overlays: { service: { spec: {} } },
      labels: { a: 'b' },
      allowedListeners: ['a'],
    }),
  ],
  MeshNamespace: ['MeshNamespaceProps', () => ({ name: 'shop' })],
  MutualTls: [
    'MutualTlsProps',
    () => ({ target: PolicyTarget.workload(workload), mode: 'STRICT', ports: { 80: 'DISABLE' } }),
  ],
  MutualTlsRollout: [
    'MutualTlsRolloutProps',
    () => ({ stage: 'namespaces', readyNamespaces: ['shop'], exceptions: [{ workload, ports: [80] }] }),
  ],
  OutboundTrafficPolicy: ['OutboundTrafficPolicyProps', () => ({ target, hosts: ['./*'] })],
  PeerAuthentication: ['IstioResourceProps', () => ({ metadata, spec: {} })],
  Prometheus: ['PrometheusProps', () => ({})],
  PrometheusChart: ['ChartProps', () => ({})],
  ProxyConfig: ['IstioResourceProps', () => ({ metadata, spec: {} })],
  RateLimitService: [
    'RateLimitServiceProps',
    () => ({ redis: { url: 'redis:6379', password: { secretName: 'a', key: 'b' } } }),
  ],
  RequestAuthentication: ['IstioResourceProps', () => ({ metadata, spec: {} })],
  ResourceBundle: ['ResourceBundleProps', () => ({})],
  RevisionTag: ['RevisionTagProps', () => ({ tag: 'prod' })],
  ServiceEntry: ['IstioResourceProps', () => ({ metadata, spec: { hosts: ['a.example.com'] } })],
  ServiceTraffic: [
    'ServiceTrafficProps',
    () => ({
      service,
      gateways: [gateway],
      hosts: ['a.example.com'],
      mesh: true,
      routes: [route],
      subsets: [v1, v2],
      policy,
      retries,
      timeout: Duration.seconds(9),
      exportTo: ['.'],
    }),
  ],
  Sidecar: ['IstioResourceProps', () => ({ metadata, spec: { egress: [{ hosts: ['./*'] }] } })],
  Telemetry: ['IstioResourceProps', () => ({ metadata, spec: {} })],
  TelemetryPolicy: [
    'TelemetryPolicyProps',
    () => ({
      target,
      tracing: new Tracing({ samplingPercent: 5 }),
      accessLogs: [AccessLogs.disabled()],
      metrics: [new Metrics()],
    }),
  ],
  TrafficExtension: ['IstioResourceProps', () => ({ metadata, spec: { lua: { inlineCode: 'a' } } })],
  VirtualService: [
    'IstioResourceProps',
    () => ({ metadata, spec: { hosts: ['a'], http: [{ route: [{ destination: { host: 'a' } }] }] } }),
  ],
  WasmPlugin: ['IstioResourceProps', () => ({ metadata, spec: { url: 'oci://a.example.com/b:1' } })],
  WorkloadEntry: ['IstioResourceProps', () => ({ metadata, spec: { address: '1.2.3.4' } })],
  WorkloadGroup: ['IstioResourceProps', () => ({ metadata, spec: { template: {} } })],
  ZtunnelChart: ['ChartProps', () => ({})],
  Waypoint: ['WaypointProps', () => ({ namespace: 'shop', handles: 'all', replicas: 1 })],
};

/** Calls that make a value: what they are given, and how. */
const VALUES: Readonly<Record<string, readonly [(...given: never[]) => unknown, ...unknown[]]>> = {
  'new AccessLogs': [
    (props: never) => new AccessLogs(props),
    { providers: [TelemetryProvider.ENVOY_LOG], filter: LogFilter.statusFrom(500), mode: 'SERVER', disabled: false },
  ],
  'AccessRule.from': [AccessRule.from, AccessSource.namespace('a')],
  'AccessRule.to': [
    AccessRule.to,
    {
      paths: ['/a'],
      methods: ['GET'],
      hosts: ['a'],
      ports: [80],
      notPaths: ['/b'],
      notMethods: ['PUT'],
      notHosts: ['b'],
      notPorts: [81],
    },
  ],
  'AccessRule#from': [(...given) => AccessRule.any().from(...given), AccessSource.namespace('a')],
  'AccessRule#to': [(...given) => AccessRule.any().to(...given), { paths: ['/a'] }],
  'AccessRule#when': [
    (...given) => (AccessRule.any() as never as { when: (...all: unknown[]) => unknown }).when(...given),
    'request.headers[a]',
    'b',
  ],
  'AccessSource.serviceAccount': [AccessSource.serviceAccount, ServiceAccount.fromName('a', { namespace: 'b' })],
  'AccessSource.namespace': [AccessSource.namespace, 'a'],
  'AccessSource.ipBlock': [AccessSource.ipBlock, '1.2.3.0/24'],
  'AccessSource.remoteIpBlock': [AccessSource.remoteIpBlock, '1.2.3.0/24'],
  'AccessSource.requestPrincipal': [AccessSource.requestPrincipal, '*'],
  'AccessSource.of': [AccessSource.of, { namespaces: ['a'] }],
  'new CircuitBreaker': [
    (props: never) => new CircuitBreaker(props),
    {
      connectionPool: {
        tcp: {
          maxConnections: 3,
          connectTimeout: Duration.seconds(1),
          tcpKeepalive: { probes: 3, time: Duration.seconds(1) },
        },
        http: { http1MaxPendingRequests: 3, idleTimeout: Duration.seconds(1) },
      },
      outlierDetection: { consecutive5xxErrors: 5, interval: Duration.seconds(5) },
    },
  ],
  'CustomTag.literal': [CustomTag.literal, 'a'],
  'CustomTag.environment': [CustomTag.environment, 'A', 'b'],
  'CustomTag.header': [CustomTag.header, 'a', 'b'],
  'CustomTag.formatter': [CustomTag.formatter, '%A%'],
  'Descriptor.header': [Descriptor.header, 'a', 'b'],
  'Descriptor.headerMatch': [Descriptor.headerMatch, 'a', { prefix: 'b' }],
  'Descriptor.headerAbsent': [Descriptor.headerAbsent, 'a'],
  'Descriptor.path': [Descriptor.path, { prefix: '/a' }],
  'Descriptor.method': [Descriptor.method, 'GET'],
  'Descriptor.remoteAddress': [Descriptor.remoteAddress, '1.2.3.4'],
  'Descriptor.remoteNetwork': [Descriptor.remoteNetwork, { ipv4: 24 }],
  'Descriptor.queryParameter': [Descriptor.queryParameter, 'a', 'b'],
  'Descriptor.all': [Descriptor.all, 'a'],
  'Duration.seconds': [Duration.seconds, 5],
  'Endpoint.ofService': [Endpoint.ofService, { name: 'a', namespace: 'b', port: 80 }],
  'Endpoint.ofUrl': [Endpoint.ofUrl, 'https://a.example.com'],
  'ExternalAuthorizer.http': [
    ExternalAuthorizer.http,
    'a',
    {
      service: 'a.b.svc.cluster.local',
      port: 80,
      timeout: Duration.seconds(1),
      includeRequestHeadersInCheck: ['a'],
      includeAdditionalHeadersInCheck: { a: 'b' },
    },
  ],
  'ExternalAuthorizer.grpc': [
    ExternalAuthorizer.grpc,
    'a',
    { service: 'a.b.svc.cluster.local', port: 80, timeout: Duration.seconds(1) },
  ],
  'ExternalAuthorizer.fromName': [ExternalAuthorizer.fromName, 'a'],
  'new JwtIssuer': [
    (props: never) => new JwtIssuer(props),
    {
      issuer: 'https://a.example.com',
      jwksUri: 'https://a.example.com/keys',
      audiences: ['a'],
      fromHeaders: [{ name: 'a', prefix: 'b' }],
      fromParams: ['a'],
      fromCookies: ['a'],
      outputClaimToHeaders: [{ header: 'a', claim: 'b' }],
      timeout: Duration.seconds(1),
      spaceDelimitedClaims: ['a'],
    },
  ],
  'LoadBalancer.byCookie': [LoadBalancer.byCookie, 'a', { ttl: Duration.seconds(1), path: '/' }],
  'LoadBalancer.byHeader': [LoadBalancer.byHeader, 'a'],
  'LoadBalancer.byQueryParameter': [LoadBalancer.byQueryParameter, 'a'],
  'LoadBalancer#withLocality': [(given: never) => LoadBalancer.random().withLocality(given), Locality.ignored()],
  'LoadBalancer#withWarmup': [
    (given: never) => LoadBalancer.leastRequest().withWarmup(given),
    { duration: Duration.seconds(5), minimumPercent: 5, aggression: 1 },
  ],
  'LoadBalancer#withHash': [
    (given: never) => LoadBalancer.byHeader('a').withHash(given),
    { ringHash: { minimumRingSize: 5 } },
  ],
  'Locality.failover': [Locality.failover, { 'eu-west': 'eu-east' }],
  'Locality.failoverPriority': [Locality.failoverPriority, 'topology.kubernetes.io/region'],
  'Locality.distribute': [Locality.distribute, { 'a/b': { 'a/b': 80, 'a/c': 20 } }],
  'LogFilter.cel': [LogFilter.cel, 'response.code >= 500'],
  'LogFilter.statusFrom': [LogFilter.statusFrom, 500],
  'MeshService.fromName': [MeshService.fromName, 'a', { namespace: 'b', port: 80 }],
  'MeshService.fromHost': [MeshService.fromHost, 'a.example.com', { port: 80 }],
  'MeshService.of': [MeshService.of, service],
  'new DeclaredWorkload': [
    (props: never) => new DeclaredWorkload(props),
    { name: 'a', namespace: 'b', services: ['a'] },
  ],
  'MeshContext.set': [
    (settings: never) => MeshContext.set(stackOf(), settings),
    {
      namespace: 'shop',
      istioVersion: '1.31',
      labels: { a: 'b' },
      delivery: 'release',
      chartRepository: 'https://a.example.com',
    },
  ],
  'DeclaredObject.serviceFromName': [
    (props: never) => DeclaredObject.serviceFromName(stackOf(), 'It', props),
    { name: 'a', namespace: 'b', ports: [{ port: 80 }] },
  ],
  'DeclaredObject.secretFromName': [
    (props: never) => DeclaredObject.secretFromName(stackOf(), 'It', props),
    { name: 'a' },
  ],
  'DeclaredObject.providerFromName': [(name: never) => DeclaredObject.providerFromName(stackOf(), 'It', name), 'a'],
  'DeclaredObject.gatewayFromSelector': [
    (props: never) => DeclaredObject.gatewayFromSelector(stackOf(), 'It', props),
    { selector: { a: 'b' }, ports: [{ port: 80 }] },
  ],
  'MeshAnalysis.configure': [(severities: never) => MeshAnalysis.configure(stackOf(), severities), { IST0101: 'off' }],
  ResourceReference: [
    (props: never) => new ResourceReference(stackOf(), 'It', 'VirtualService', props),
    { name: 'a', namespace: 'b' },
  ],
  'new Metrics': [
    (props: never) => new Metrics(props),
    { providers: [TelemetryProvider.PROMETHEUS], reportingInterval: Duration.seconds(5) },
  ],
  'PolicyTarget.namespace': [PolicyTarget.namespace, 'shop'],
  'PolicyTarget.workload': [PolicyTarget.workload, workload],
  'PolicyTarget.gateway': [PolicyTarget.gateway, gateway],
  'Rate.perSecond': [Rate.perSecond, 5],
  'RateLimitService.fromHost': [RateLimitService.fromHost, 'a.b.svc.cluster.local', 80],
  'new Retries': [
    (props: never) => new Retries(props),
    { attempts: 2, perTryTimeout: Duration.seconds(1), retryOn: ['5xx', 503], backoff: Duration.seconds(1) },
  ],
  'ServiceAccount.fromName': [ServiceAccount.fromName, 'a', { namespace: 'b', trustDomain: 'c' }],
  'ServiceAccount.principalOf': [ServiceAccount.principalOf, ServiceAccount.fromName('a', { namespace: 'b' })],
  'new Subset': [(name: never, props: never) => new Subset(name, props), 'v1', { labels: { version: 'v1' }, policy }],
  'Subset.version': [Subset.version, 'v1', { policy }],
  'TelemetryProvider.opentelemetry': [
    TelemetryProvider.opentelemetry,
    'a',
    { service: 'a.b.svc.cluster.local', port: 80, http: { path: '/a', timeout: Duration.seconds(1) } },
  ],
  'TelemetryProvider.zipkin': [TelemetryProvider.zipkin, 'a', { service: 'a.b.svc.cluster.local', port: 80 }],
  'TelemetryProvider.fileLog': [TelemetryProvider.fileLog, 'a', { path: '/a', format: { text: 'a' } }],
  'TelemetryProvider.opentelemetryLog': [
    TelemetryProvider.opentelemetryLog,
    'a',
    { service: 'a.b.svc.cluster.local', port: 80, logFormat: { text: 'a' } },
  ],
  'TelemetryProvider.fromName': [TelemetryProvider.fromName, 'a'],
  'TlsCredential.fromSecret': [TlsCredential.fromSecret, 'a'],
  'TlsCredential.fromCertManager': [
    TlsCredential.fromCertManager,
    {
      issuer: { name: 'a', kind: 'Issuer' },
      duration: Duration.hours(1000),
      renewBefore: Duration.hours(100),
      privateKey: { algorithm: 'RSA', size: 2048 },
    },
  ],
  'new TokenBucket': [
    (props: never) => new TokenBucket(props),
    { maxTokens: 5, tokensPerFill: 1, fillInterval: Duration.seconds(1) },
  ],
  'TokenBucket.of': [TokenBucket.of, Rate.perSecond(5)],
  'new Tracing': [
    (props: never) => new Tracing(props),
    {
      provider: TelemetryProvider.fromName('a'),
      samplingPercent: 5,
      tags: { a: CustomTag.literal('b') },
      mode: 'CLIENT',
    },
  ],
  'WeightedSplit.of': [WeightedSplit.of, [v1, 50], [v2, 50]],
  'new WeightedSplit': [
    (targets: never) => new WeightedSplit(targets),
    [
      { to: v1, weight: 50, headers: { request: { set: { a: 'b' } } } },
      { to: v2, weight: 50 },
    ],
  ],
  'Workload.fromName': [Workload.fromName, 'a', { namespace: 'b', selector: { a: 'b' } }],
  'Workload.gatewayFromName': [Workload.gatewayFromName, 'a', { namespace: 'b', ports: [{ port: 80 }] }],
};

const isPlain = (value: unknown): value is Properties =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** A value with something else in each place of it, each with where: what is no plain object or list is replaced as a whole. */
function* spoiled(value: unknown, path = ''): Iterable<readonly [string, unknown]> {
  for (const junk of JUNK) yield [`${path} = ${show(junk)}`, junk];
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries())
      for (const [at, one] of spoiled(item, `${path}[${i}]`)) yield [at, value.with(i, one)];
  } else if (isPlain(value)) {
    for (const [key, item] of Object.entries(value))
      for (const [at, one] of spoiled(item, `${path}.${key}`)) yield [at, { ...value, [key]: one }];
  }
}

function show(junk: unknown): string {
  return typeof junk === 'function' ? 'a function' : `${JSON.stringify(junk)}`;
}

const RAW = new Set(['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'URIError']);

/** What is said of wrong values, where it is no error of the library itself. */
function rawErrors(inputs: Iterable<readonly [string, () => unknown]>): readonly string[] {
  const found: string[] = [];
  for (const [at, run] of inputs) {
    try {
      run();
    } catch (error) {
      const { name, message, stack = '' } = error as Error;
      if (RAW.has(name)) found.push(`${at}: ${name}: ${message} ${/constructs\/\S+:\d+/.exec(stack)?.[0]}`);
      else if (/\[object Object\]|\[native code\]/.test(message)) found.push(`${at}: ${message}`);
    }
  }
  return found;
}

function* constructions(name: string): Iterable<readonly [string, () => unknown]> {
  const [interfaceName, base] = CONSTRUCTS[name] as (typeof CONSTRUCTS)[string];
  const Class = library[name] as new (...given: unknown[]) => unknown;
  const declared = propertiesOf(interfaceName);
  const run = (change: (props: Properties) => unknown) => () => {
    const stack = stackOf();
    const made = new Class(stack, 'It', change(base(stack)));
    Testing.synth(stack, true);
    return made;
  };
  for (const junk of JUNK) yield [`props = ${show(junk)}`, run(() => junk)];
  for (const property of declared)
    for (const junk of JUNK) yield [`${property} = ${show(junk)}`, run((props) => ({ ...props, [property]: junk }))];
  for (const [at] of spoiled(base(stackOf()))) {
    yield [at, run((props) => [...spoiled(props)].find(([one]) => one === at)?.[1])];
  }
}

describe('a value that is none of its type', () => {
  it.each(Object.keys(CONSTRUCTS))('is refused in a line by %s', (name) => {
    expect(rawErrors(constructions(name))).toEqual([]);
  });

  it.each(Object.keys(VALUES))('is refused in a line by %s', (name) => {
    const [call, ...given] = VALUES[name] as (typeof VALUES)[string];
    expect(
      rawErrors(
        (function* () {
          for (const [i] of given.entries())
            for (const [at, one] of spoiled(given[i], `${i}`))
              yield [at, () => call(...(given.with(i, one) as never[]))];
        })(),
      ),
    ).toEqual([]);
  });
});

/** A value with a field more in each object of it, each with where. */
function* widened(value: unknown, path = ''): Iterable<readonly [string, unknown]> {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries())
      for (const [at, one] of widened(item, `${path}[${i}]`)) yield [at, value.with(i, one)];
  } else if (isPlain(value)) {
    yield [path, { ...value, notThere: 1 }];
    for (const [key, item] of Object.entries(value))
      for (const [at, one] of widened(item, path === '' ? key : `${path}.${key}`)) yield [at, { ...value, [key]: one }];
  }
}

/** Objects whose keys are anybody's, and what stands for something that exists elsewhere. */
const OPEN =
  /(?:^|\.)(?:gateway|gateways\[0\]|(?:gateway|gateways\[0\])\.(?:ports|sections)\[\d\]|overlays\.\w+(?:\.spec)?|ingress|service|workload|labels|matchLabels|selector|set|ports|clients|weights|tags|responseHeaders|includeAdditionalHeadersInCheck|headers|values\[0\]|fields|data)$|^routes\[0\]\.match\[0\]\.headers\.a$/;

/** Calls whose fields are said where the resource is made, or at a scope; and those that are given what exists elsewhere. */
const LATER = [
  'AccessSource.of',
  'new JwtIssuer',
  'ResourceReference',
  'PolicyTarget.workload',
  'PolicyTarget.gateway',
];

/** What is said of a field that there is not: by an error, or by a line at a construct. */
function saidOf(make: (stack: TerraformStack) => unknown): readonly string[] {
  const stack = stackOf();
  const said: string[] = [];
  try {
    make(stack);
    Testing.synth(stack, true);
  } catch (error) {
    said.push((error as Error).message);
  }
  return [...said, ...stack.node.findAll().flatMap(({ node }) => node.metadata.map(({ data }) => String(data)))];
}

describe('a field that there is not', () => {
  const isSaid = (lines: readonly string[]): boolean => lines.some((line) => /\bnotThere\b/.test(line));

  it.each(Object.keys(CONSTRUCTS))('is named by %s, wherever it is', (name) => {
    const [, base] = CONSTRUCTS[name] as (typeof CONSTRUCTS)[string];
    const Class = library[name] as new (...given: unknown[]) => unknown;
    const places = [...widened(base(stackOf()))].map(([at]) => at);
    const unsaid = places.filter((at) => {
      const props = (stack: TerraformStack) => [...widened(base(stack))].find(([one]) => one === at)?.[1];
      return !isSaid(saidOf((stack) => new Class(stack, 'It', props(stack))));
    });
    expect(unsaid.filter((at) => !OPEN.test(at))).toEqual([]);
    expect(saidOf((stack) => new Class(stack, 'It', base(stack))).filter((line) => /unknown field/.test(line))).toEqual(
      [],
    );
  });

  it.each(Object.keys(VALUES).filter((name) => !LATER.includes(name)))('is refused by %s', (name) => {
    const [call, ...given] = VALUES[name] as (typeof VALUES)[string];
    const unsaid = given.flatMap((value, i) =>
      [...widened(value)]
        .filter(([, one]) => !isSaid(saidOf(() => call(...(given.with(i, one) as never[])))))
        .map(([at]) => at),
    );
    expect(unsaid.filter((at) => !OPEN.test(at))).toEqual([]);
  });
});

/** Classes that no program makes, bases of others and errors, and one that needs files from outside. */
const NOT_MADE = [
  'Chart',
  'DeliveredObject',
  'EdgeGateway',
  'GatewayApiDefinitions',
  'InvalidPropsError',
  'InvalidResourceError',
  'IstioResource',
];

describe('the classes that are given wrong values', () => {
  it('are all that have a constructor of their own to call', () => {
    const classes = Object.entries(library).filter(([, one]) => typeof one === 'function' && /^class /.test(`${one}`));
    const named = new Set([
      ...NOT_MADE,
      ...Object.keys(CONSTRUCTS),
      ...Object.keys(VALUES).map((call) => /\w+(?=$|[.#])/.exec(call.replace('new ', ''))?.[0]),
    ]);
    expect(classes.map(([name]) => name).filter((name) => !named.has(name))).toEqual([]);
  });

  it('work with what the test changes', () => {
    for (const [name, [, base]] of Object.entries(CONSTRUCTS)) {
      const stack = stackOf();
      const Class = library[name] as new (...given: unknown[]) => unknown;
      expect(() => new Class(stack, 'It', base(stack))).not.toThrow();
    }
    for (const [call, ...given] of Object.values(VALUES)) expect(() => call(...(given as never[]))).not.toThrow();
  });
});
