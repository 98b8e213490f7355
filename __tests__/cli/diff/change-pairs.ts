import { DeploymentV1 } from '@cdktf/provider-kubernetes/lib/deployment-v1';
import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { SecretV1 } from '@cdktf/provider-kubernetes/lib/secret-v1';
import { ServiceV1 } from '@cdktf/provider-kubernetes/lib/service-v1';
import { DataResource, TerraformVariable, Token } from 'cdktf';
import type { Construct } from 'constructs';
import { CustomResource } from '../../../constructs/delivery/custom-resource';
import { HelmRelease } from '../../../constructs/delivery/helm-release';
import { ResourceBundle } from '../../../constructs/delivery/resource-bundle';
import { InjectionLabel } from '../../../constructs/mesh/injection-label';
import { ACCESS_PAIRS } from './access-pairs';

/** What declares the objects of one side, below a scope whose mesh context has a namespace of its own. */
export type Program = (scope: Construct) => void;

/** The same program before and after a change. */
export interface ChangePair {
  /** What changes, as the name of a construct. */
  readonly name: string;
  readonly before?: Program;
  readonly after?: Program;
}

type Spec = Readonly<Record<string, unknown>>;

const GROUPS: Readonly<Record<string, string>> = {
  AuthorizationPolicy: 'security.istio.io/v1',
  DestinationRule: 'networking.istio.io/v1',
  EnvoyFilter: 'networking.istio.io/v1alpha3',
  Gateway: 'networking.istio.io/v1',
  PeerAuthentication: 'security.istio.io/v1',
  ProxyConfig: 'networking.istio.io/v1beta1',
  RequestAuthentication: 'security.istio.io/v1',
  ServiceEntry: 'networking.istio.io/v1',
  Sidecar: 'networking.istio.io/v1',
  Telemetry: 'telemetry.istio.io/v1',
  TrafficExtension: 'extensions.istio.io/v1alpha1',
  VirtualService: 'networking.istio.io/v1',
  WasmPlugin: 'extensions.istio.io/v1alpha1',
  WorkloadEntry: 'networking.istio.io/v1',
  WorkloadGroup: 'networking.istio.io/v1',
};

function object(kind: string, spec: Spec, apiVersion = GROUPS[kind] ?? 'v1'): Program {
  return (scope) => {
    const name = nameIn(scope);
    new CustomResource(scope, kind, { apiVersion, kind, metadata: { name }, spec });
  };
}

/** The name of the pair that a scope belongs to, so that no two pairs have an object in common. */
function nameIn(scope: Construct): string {
  return (scope.node.path.split('/')[1] ?? '').toLowerCase();
}

function all(...programs: readonly Program[]): Program {
  return (scope) => {
    for (const program of programs) program(scope);
  };
}

function bundled(program: Program): Program {
  return (scope) => program(new ResourceBundle(scope, 'Bundle', { releaseName: nameIn(scope) }));
}

/** One object of every Istio kind. */
const KINDS: Readonly<Record<string, Spec>> = {
  AuthorizationPolicy: {
    selector: { matchLabels: { app: 'cart' } },
    action: 'ALLOW',
    rules: [
      {
        from: [{ source: { principals: ['cluster.local/ns/shop/sa/web'] } }],
        to: [{ operation: { methods: ['GET'], paths: ['/cart'] } }],
      },
    ],
  },
  DestinationRule: { host: 'cart', subsets: [{ name: 'v1', labels: { version: 'v1' } }] },
  EnvoyFilter: {
    configPatches: [
      {
        applyTo: 'HTTP_FILTER',
        match: { context: 'SIDECAR_INBOUND' },
        patch: { operation: 'MERGE', value: { name: 'x' } },
      },
    ],
  },
  Gateway: {
    selector: { istio: 'ingressgateway' },
    servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['shop.example.com'] }],
  },
  PeerAuthentication: { mtls: { mode: 'STRICT' } },
  ProxyConfig: { concurrency: 2 },
  RequestAuthentication: {
    jwtRules: [{ issuer: 'https://login.example.com', jwksUri: 'https://login.example.com/keys' }],
  },
  ServiceEntry: {
    hosts: ['api.example.com'],
    ports: [{ number: 443, name: 'https', protocol: 'HTTPS' }],
    resolution: 'DNS',
    location: 'MESH_EXTERNAL',
  },
  Sidecar: { egress: [{ hosts: ['./*', 'istio-system/*'] }] },
  Telemetry: { tracing: [{ randomSamplingPercentage: 10 }] },
  TrafficExtension: { wasm: { url: 'oci://registry.example.com/auth:1' } },
  VirtualService: {
    hosts: ['shop.example.com'],
    gateways: ['istio-system/public'],
    http: [{ match: [{ uri: { exact: '/cart' } }], route: [{ destination: { host: 'cart' } }] }],
  },
  WasmPlugin: { url: 'oci://registry.example.com/limit:1', phase: 'AUTHN' },
  WorkloadEntry: { address: '10.1.2.3', labels: { app: 'legacy' } },
  WorkloadGroup: { template: { serviceAccount: 'legacy' } },
};

const COMING_AND_GOING: readonly ChangePair[] = Object.entries(KINDS).flatMap(([kind, spec]) => [
  { name: `Add${kind}`, after: object(kind, spec) },
  { name: `Remove${kind}`, before: object(kind, spec) },
]);

interface SplitRoute {
  readonly uri?: Spec;
  readonly weights: Readonly<Record<string, number | undefined>>;
  readonly more?: Spec;
}

function route({ uri = { exact: '/hello' }, weights, more }: SplitRoute): Spec {
  return {
    match: [{ uri }],
    route: Object.entries(weights).map(([subset, weight]) => ({
      destination: { host: 'helloworld', subset },
      ...(weight === undefined ? {} : { weight }),
    })),
    ...more,
  };
}

function virtualService(http: readonly Spec[], more: Spec = {}): Program {
  return object('VirtualService', { hosts: ['hello.example.com'], gateways: ['istio-system/public'], http, ...more });
}

function split(v1: number, v2: number, more: Spec = {}): Program {
  return virtualService([route({ weights: { v1, v2 }, more })]);
}

function destinationRule(subsets: Readonly<Record<string, string>>, trafficPolicy?: Spec): Program {
  return object('DestinationRule', {
    host: 'helloworld',
    subsets: Object.entries(subsets).map(([name, version]) => ({ name, labels: { version } })),
    ...(trafficPolicy ? { trafficPolicy } : {}),
  });
}

function gateway(...servers: readonly Spec[]): Program {
  return object('Gateway', { selector: { istio: 'ingressgateway' }, servers });
}

function server(number: number, protocol: string, hosts: readonly string[], tls?: Spec): Spec {
  return { port: { number, name: `${protocol.toLowerCase()}-${number}`, protocol }, hosts, ...(tls ? { tls } : {}) };
}

function policy(action: string, ...rules: readonly Spec[]): Program {
  return object('AuthorizationPolicy', { selector: { matchLabels: { app: 'cart' } }, action, rules });
}

const GET_CART = { to: [{ operation: { methods: ['GET'], paths: ['/cart'] } }] };
const FROM_WEB = { from: [{ source: { namespaces: ['web'] } }], ...GET_CART };
const PLAIN = route({ weights: { v1: undefined } });
const OUTLIERS = { outlierDetection: { consecutive5xxErrors: 5, interval: '10s' } };
const TLS = { mode: 'SIMPLE', credentialName: 'hello-tls' };

/** Changes of custom resources: the same words whichever way they are delivered. */
export const RESOURCE_PAIRS: readonly ChangePair[] = [
  ...COMING_AND_GOING,
  { name: 'MoveTenPercent', before: split(90, 10), after: split(80, 20) },
  { name: 'MoveEverything', before: split(100, 0), after: split(0, 100) },
  {
    name: 'SplitThreeWays',
    before: virtualService([route({ weights: { v1: 50, v2: 50 } })]),
    after: virtualService([route({ weights: { v1: 40, v2: 40, v3: 20 } })]),
  },
  {
    name: 'ReplaceDestination',
    before: virtualService([{ route: [{ destination: { host: 'old' } }] }]),
    after: virtualService([{ route: [{ destination: { host: 'new', port: { number: 8080 } } }] }]),
  },
  {
    name: 'AddHost',
    before: split(90, 10),
    after: virtualService([route({ weights: { v1: 90, v2: 10 } })], { hosts: ['hello.example.com', 'hi.example.com'] }),
  },
  {
    name: 'RemoveHost',
    before: virtualService([route({ weights: { v1: 90, v2: 10 } })], {
      hosts: ['hello.example.com', 'hi.example.com'],
    }),
    after: split(90, 10),
  },
  {
    name: 'PublishAdmin',
    before: virtualService([PLAIN]),
    after: virtualService([PLAIN, route({ uri: { prefix: '/admin' }, weights: { v1: undefined } })]),
  },
  {
    name: 'DropRoute',
    before: virtualService([PLAIN, route({ uri: { prefix: '/admin' }, weights: { v1: undefined } })]),
    after: virtualService([PLAIN]),
  },
  {
    name: 'BindToGateway',
    before: virtualService([PLAIN], { gateways: ['mesh'] }),
    after: virtualService([PLAIN], { gateways: ['mesh', 'istio-system/public'] }),
  },
  {
    name: 'RenameMatch',
    before: virtualService([{ ...PLAIN, name: 'hello' }]),
    after: virtualService([
      { ...PLAIN, name: 'hello', match: [{ uri: { prefix: '/hello' }, method: { exact: 'GET' } }] },
    ]),
  },
  {
    name: 'ReorderRoutes',
    before: virtualService([
      route({ uri: { prefix: '/a' }, weights: { v1: undefined } }),
      route({ uri: { prefix: '/' }, weights: { v1: undefined } }),
    ]),
    after: virtualService([
      route({ uri: { prefix: '/' }, weights: { v1: undefined } }),
      route({ uri: { prefix: '/a' }, weights: { v1: undefined } }),
    ]),
  },
  { name: 'ShortenTimeout', before: split(90, 10, { timeout: '10s' }), after: split(90, 10, { timeout: '2s' }) },
  {
    name: 'SetRetries',
    before: split(90, 10),
    after: split(90, 10, { retries: { attempts: 5, perTryTimeout: '1s' } }),
  },
  {
    name: 'InjectFault',
    before: split(90, 10),
    after: split(90, 10, {
      fault: {
        abort: { httpStatus: 503, percentage: { value: 10 } },
        delay: { fixedDelay: '5s', percentage: { value: 1 } },
      },
    }),
  },
  {
    name: 'MirrorToNext',
    before: split(100, 0),
    after: split(100, 0, { mirror: { host: 'helloworld', subset: 'v2' }, mirrorPercentage: { value: 50 } }),
  },
  { name: 'RewritePath', before: split(90, 10), after: split(90, 10, { rewrite: { uri: '/v2/hello' } }) },
  { name: 'AddSubset', before: destinationRule({ v1: 'v1' }), after: destinationRule({ v1: 'v1', v2: 'v2' }) },
  { name: 'RemoveSubset', before: destinationRule({ v1: 'v1', v2: 'v2' }), after: destinationRule({ v1: 'v1' }) },
  { name: 'RelabelSubset', before: destinationRule({ stable: 'v1' }), after: destinationRule({ stable: 'v2' }) },
  {
    name: 'ClientTlsOff',
    before: destinationRule({}, { tls: { mode: 'ISTIO_MUTUAL' } }),
    after: destinationRule({}, { tls: { mode: 'DISABLE' } }),
  },
  {
    name: 'EjectSooner',
    before: destinationRule({}, OUTLIERS),
    after: destinationRule({}, { outlierDetection: { consecutive5xxErrors: 3, interval: '10s' } }),
  },
  {
    name: 'LimitConnections',
    before: destinationRule({}, OUTLIERS),
    after: destinationRule({}, { ...OUTLIERS, connectionPool: { tcp: { maxConnections: 100 } } }),
  },
  {
    name: 'MtlsStrict',
    before: object('PeerAuthentication', { mtls: { mode: 'PERMISSIVE' } }),
    after: object('PeerAuthentication', { mtls: { mode: 'STRICT' } }),
  },
  {
    name: 'MtlsWeaker',
    before: object('PeerAuthentication', { selector: { matchLabels: { app: 'cart' } }, mtls: { mode: 'STRICT' } }),
    after: object('PeerAuthentication', { selector: { matchLabels: { app: 'cart' } }, mtls: { mode: 'PERMISSIVE' } }),
  },
  {
    name: 'MtlsPortOff',
    before: object('PeerAuthentication', { selector: { matchLabels: { app: 'cart' } }, mtls: { mode: 'STRICT' } }),
    after: object('PeerAuthentication', {
      selector: { matchLabels: { app: 'cart' } },
      mtls: { mode: 'STRICT' },
      portLevelMtls: { 8080: { mode: 'DISABLE' } },
    }),
  },
  { name: 'AllowMore', before: policy('ALLOW', FROM_WEB), after: policy('ALLOW', FROM_WEB, GET_CART) },
  { name: 'AllowLess', before: policy('ALLOW', FROM_WEB, GET_CART), after: policy('ALLOW', FROM_WEB) },
  { name: 'DenyTurnsAllow', before: policy('DENY', FROM_WEB), after: policy('ALLOW', FROM_WEB) },
  { name: 'AllowAll', before: policy('ALLOW', FROM_WEB), after: policy('ALLOW', {}) },
  {
    name: 'SwitchIssuer',
    before: object('RequestAuthentication', {
      jwtRules: [{ issuer: 'https://old.example.com', jwksUri: 'https://old.example.com/keys' }],
    }),
    after: object('RequestAuthentication', {
      jwtRules: [{ issuer: 'https://new.example.com', jwksUri: 'https://new.example.com/keys' }],
    }),
  },
  {
    name: 'OpenPort',
    before: gateway(server(80, 'HTTP', ['shop.example.com'])),
    after: gateway(server(80, 'HTTP', ['shop.example.com']), server(443, 'HTTPS', ['shop.example.com'], TLS)),
  },
  {
    name: 'ClosePort',
    before: gateway(server(80, 'HTTP', ['shop.example.com']), server(443, 'HTTPS', ['shop.example.com'], TLS)),
    after: gateway(server(80, 'HTTP', ['shop.example.com'])),
  },
  {
    name: 'GatewayHosts',
    before: gateway(server(80, 'HTTP', ['shop.example.com'])),
    after: gateway(server(80, 'HTTP', ['*'])),
  },
  {
    name: 'GatewayMutual',
    before: gateway(server(443, 'HTTPS', ['shop.example.com'], TLS)),
    after: gateway(server(443, 'HTTPS', ['shop.example.com'], { ...TLS, mode: 'MUTUAL' })),
  },
  {
    name: 'GatewayOldTls',
    before: gateway(server(443, 'HTTPS', ['shop.example.com'], { ...TLS, minProtocolVersion: 'TLSV1_3' })),
    after: gateway(server(443, 'HTTPS', ['shop.example.com'], { ...TLS, minProtocolVersion: 'TLSV1_0' })),
  },
  {
    name: 'RedirectToHttps',
    before: gateway(server(80, 'HTTP', ['shop.example.com'])),
    after: gateway(server(80, 'HTTP', ['shop.example.com'], { httpsRedirect: true })),
  },
  {
    name: 'ExternalPorts',
    before: object('ServiceEntry', KINDS['ServiceEntry'] ?? {}),
    after: object('ServiceEntry', {
      ...KINDS['ServiceEntry'],
      ports: [{ number: 8443, name: 'https', protocol: 'HTTPS' }],
    }),
  },
  {
    name: 'NarrowSidecar',
    before: object('Sidecar', { egress: [{ hosts: ['./*', 'istio-system/*', 'shop/*'] }] }),
    after: object('Sidecar', { egress: [{ hosts: ['./*', 'istio-system/*'] }] }),
  },
  {
    name: 'PatchEnvoy',
    before: object('EnvoyFilter', KINDS['EnvoyFilter'] ?? {}),
    after: object('EnvoyFilter', { ...KINDS['EnvoyFilter'], workloadSelector: { labels: { app: 'cart' } } }),
  },
  {
    name: 'TraceMore',
    before: object('Telemetry', { tracing: [{ randomSamplingPercentage: 1 }] }),
    after: object('Telemetry', { tracing: [{ randomSamplingPercentage: 100 }] }),
  },
  {
    name: 'NewerApiVersion',
    before: object('VirtualService', KINDS['VirtualService'] ?? {}, 'networking.istio.io/v1beta1'),
    after: object('VirtualService', KINDS['VirtualService'] ?? {}, 'networking.istio.io/v1'),
  },
  {
    name: 'WeightKnownLater',
    before: weightOf(10),
    after: weightOf(40),
  },
  {
    name: 'HostKnownLater',
    after: (scope) => {
      const host = new DataResource(scope, 'Host', { input: { value: 'late.example.com' } });
      virtualService([PLAIN], { hosts: [host.interpolationForAttribute('output.value').toString()] })(scope);
    },
  },
];

/** A route whose weights come from another resource. */
function weightOf(percent: number): Program {
  return (scope) => {
    const weight = new DataResource(scope, 'Weight', { input: { value: percent } });
    const number = Token.asNumber(weight.interpolationForAttribute('output.value'));
    virtualService([
      {
        match: [{ uri: { exact: '/hello' } }],
        route: [
          { destination: { host: 'helloworld', subset: 'v1' }, weight: 100 - percent },
          { destination: { host: 'helloworld', subset: 'v2' }, weight: number },
        ],
      },
    ])(scope);
  };
}

const DEFINITION = (served: readonly string[]): Program => {
  return (scope) => {
    new CustomResource(scope, 'Definition', {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'widgets.example.com' },
      clusterWide: true,
      spec: {
        group: 'example.com',
        names: { kind: 'Widget', plural: 'widgets' },
        scope: 'Namespaced',
        versions: served.map((name, index) => ({
          name,
          served: true,
          storage: index === 0,
          schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
        })),
      },
    });
  };
};

function webhook(failurePolicy: string): Program {
  return (scope) => {
    new CustomResource(scope, 'Webhook', {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: nameIn(scope) },
      clusterWide: true,
      fields: {
        webhooks: [
          {
            name: 'widgets.example.com',
            admissionReviewVersions: ['v1'],
            sideEffects: 'None',
            failurePolicy,
            clientConfig: { url: 'https://hooks.example.com/widgets' },
            rules: [
              { apiGroups: ['example.com'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['widgets'] },
            ],
          },
        ],
      },
    });
  };
}

/** Changes in how objects travel: only in Helm releases. */
export const RELEASE_PAIRS: readonly ChangePair[] = [
  {
    name: 'SubsetAndRouteTogether',
    before: bundled(all(destinationRule({ v1: 'v1', v2: 'v2' }), split(0, 100))),
    after: bundled(all(destinationRule({ v1: 'v1' }), split(100, 0))),
  },
  { name: 'IntoBundle', before: split(90, 10), after: bundled(split(90, 10)) },
  {
    name: 'RenameRelease',
    before: (scope) => split(90, 10)(new ResourceBundle(scope, 'Bundle', { releaseName: 'old-name' })),
    after: (scope) => split(90, 10)(new ResourceBundle(scope, 'Bundle', { releaseName: 'new-name' })),
  },
  { name: 'AddDefinition', after: DEFINITION(['v1']) },
  { name: 'WebhookFails', before: webhook('Ignore'), after: webhook('Fail') },
  { name: 'RemoveWebhook', before: webhook('Ignore') },
  {
    name: 'SensitiveContent',
    before: withSensitive('PLANTED-in-a-variable-before'),
    after: withSensitive('PLANTED-in-a-variable-after'),
  },
];

/** A route whose header comes from a sensitive variable. */
function withSensitive(value: string): Program {
  return (scope) => {
    const variable = new TerraformVariable(scope, 'Variable', { type: 'string', sensitive: true, default: value });
    split(90, 10, { headers: { request: { set: { 'x-upstream': variable.stringValue } } } })(scope);
  };
}

function deployment(image: string, replicas: number): Program {
  return (scope) => {
    const labels = { app: 'cart' };
    new DeploymentV1(scope, 'Deployment', {
      metadata: { name: nameIn(scope), namespace: 'typed', labels },
      waitForRollout: false,
      spec: {
        replicas: `${replicas}`,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { container: [{ name: 'cart', image }] } },
      },
    });
  };
}

function service(type: string, port: number): Program {
  return (scope) => {
    new ServiceV1(scope, 'Service', {
      metadata: { name: nameIn(scope), namespace: 'typed' },
      waitForLoadBalancer: false,
      spec: { type, selector: { app: 'cart' }, port: [{ name: 'http', port, targetPort: '8080' }] },
    });
  };
}

function secret(data: Readonly<Record<string, string>>): Program {
  return (scope) => {
    new SecretV1(scope, 'Secret', { metadata: { name: nameIn(scope), namespace: 'typed' }, data });
  };
}

function namespace(labels: Readonly<Record<string, string>>): Program {
  return (scope) => {
    new NamespaceV1(scope, 'Namespace', { metadata: { name: nameIn(scope), labels } });
  };
}

/** Changes of the Kubernetes provider's own resources. */
export const TYPED_PAIRS: readonly ChangePair[] = [
  {
    name: 'InjectSidecars',
    before: namespace({ team: 'cart' }),
    after: namespace({ team: 'cart', 'istio-injection': 'enabled' }),
  },
  {
    name: 'DropSidecars',
    before: namespace({ 'istio-injection': 'enabled' }),
    after: namespace({ 'istio-injection': 'disabled' }),
  },
  {
    name: 'SwitchRevision',
    before: namespace({ 'istio.io/rev': '1-29' }),
    after: namespace({ 'istio.io/rev': '1-30' }),
  },
  {
    name: 'LabelOfOthers',
    after: (scope) => {
      new InjectionLabel(scope, 'Label', { namespace: 'typed' });
    },
  },
  { name: 'RemoveNamespace', before: namespace({}) },
  {
    name: 'NewImage',
    before: deployment('registry.example.com/cart:1', 1),
    after: deployment('registry.example.com/cart:2', 1),
  },
  {
    name: 'ScaleToNone',
    before: deployment('registry.example.com/cart:1', 2),
    after: deployment('registry.example.com/cart:1', 0),
  },
  { name: 'RemoveDeployment', before: deployment('registry.example.com/cart:1', 1) },
  { name: 'ExposeService', before: service('ClusterIP', 80), after: service('LoadBalancer', 80) },
  { name: 'MoveServicePort', before: service('ClusterIP', 80), after: service('ClusterIP', 8080) },
  { name: 'AddService', after: service('ClusterIP', 80) },
  {
    name: 'ChangeSecret',
    before: secret({ password: 'PLANTED-secret-before', user: 'cart' }),
    after: secret({ password: 'PLANTED-secret-after', user: 'cart' }),
  },
  { name: 'AddSecret', after: secret({ password: 'PLANTED-secret-new' }) },
];

function chart(name: string, version: string, values: object, release = name): Program {
  return (scope) => {
    new HelmRelease(scope, 'Chart', {
      releaseName: release,
      namespace: 'charts',
      chart: name,
      repository: process.env['CHART_REPOSITORY'] ?? 'https://charts.example.com',
      version,
      values: [values],
      wait: false,
    });
  };
}

const GATEWAY = { labels: { istio: 'ingressgateway' }, service: { type: 'LoadBalancer' } };

/** Changes of charts. Each has a release of its own name, so that all fit into one cluster. */
export const CHART_PAIRS: readonly ChangePair[] = [
  {
    name: 'PatchIstiod',
    before: chart('istiod', '1.30.3', { revision: 'patch' }, 'istiod-patch'),
    after: chart('istiod', '1.30.4', { revision: 'patch' }, 'istiod-patch'),
  },
  {
    name: 'SkipIstiodMinors',
    before: chart('istiod', '1.17.2', { revision: 'skip' }, 'istiod-skip'),
    after: chart('istiod', '1.30.3', { revision: 'skip' }, 'istiod-skip'),
  },
  {
    name: 'OutboundPolicy',
    before: chart('istiod', '1.30.3', { revision: 'outbound' }, 'istiod-outbound'),
    after: chart(
      'istiod',
      '1.30.3',
      { revision: 'outbound', meshConfig: { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } } },
      'istiod-outbound',
    ),
  },
  {
    name: 'TraceEverything',
    before: chart('istiod', '1.30.3', { revision: 'tracing', pilot: { traceSampling: 1 } }, 'istiod-tracing'),
    after: chart('istiod', '1.30.3', { revision: 'tracing', pilot: { traceSampling: 100 } }, 'istiod-tracing'),
  },
  {
    name: 'GatewayPrivate',
    before: chart('gateway', '1.30.3', GATEWAY, 'ingress-private'),
    after: chart('gateway', '1.30.3', { ...GATEWAY, service: { type: 'ClusterIP' } }, 'ingress-private'),
  },
  {
    name: 'UpgradeGateway',
    before: chart('gateway', '1.17.2', GATEWAY, 'ingress-upgrade'),
    after: chart('gateway', '1.30.3', GATEWAY, 'ingress-upgrade'),
  },
  { name: 'RemoveGateway', before: chart('gateway', '1.30.3', GATEWAY, 'ingress-remove') },
  { name: 'AddKiali', after: chart('kiali-server', '2.26.0', { auth: { strategy: 'anonymous' } }, 'kiali') },
  { name: 'RemoveGrafana', before: chart('grafana', '9.2.2', {}, 'grafana') },
  {
    name: 'MajorKiali',
    before: chart('kiali-server', '1.63.1', { fullnameOverride: 'old-kiali' }, 'old-kiali'),
    after: chart('kiali-server', '2.26.0', { fullnameOverride: 'old-kiali' }, 'old-kiali'),
  },
  {
    name: 'PlantedValue',
    before: chart(
      'kiali-server',
      '2.26.0',
      { fullnameOverride: 'keyed', login_token: { signing_key: 'PLANTEDkey12before' } },
      'keyed',
    ),
    after: chart(
      'kiali-server',
      '2.26.0',
      { fullnameOverride: 'keyed', login_token: { signing_key: 'PLANTEDkey12after1' } },
      'keyed',
    ),
  },
];

/** The stacks that fixtures are recorded from: how each delivers, the namespace of its objects, and its pairs. */
export const PAIR_STACKS = {
  release: { delivery: 'release', namespace: 'shop', pairs: [...RESOURCE_PAIRS, ...RELEASE_PAIRS] },
  manifest: { delivery: 'manifest', namespace: 'store', pairs: RESOURCE_PAIRS },
  typed: { delivery: 'release', namespace: 'typed', pairs: TYPED_PAIRS },
  charts: { delivery: 'release', namespace: 'charts', pairs: CHART_PAIRS },
  access: { delivery: 'release', namespace: 'access', pairs: ACCESS_PAIRS },
} as const satisfies Readonly<
  Record<
    string,
    { readonly delivery: 'release' | 'manifest'; readonly namespace: string; readonly pairs: readonly ChangePair[] }
  >
>;

/** The name of one of the stacks. */
export type PairStack = keyof typeof PAIR_STACKS;
