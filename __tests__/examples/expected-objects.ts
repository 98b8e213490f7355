/** What an example brings: every release of a chart, every object that is not the sample application's, and the fields that it is about. */
export type ExpectedObjects = Readonly<Record<string, object>>;

const to = (subset?: string) => ({
  destination: { host: 'helloworld', port: { number: 5000 }, ...(subset && { subset }) },
});
const rule = (version: string, policy?: object) => ({
  host: 'helloworld',
  subsets: [{ name: version, labels: { version }, ...(policy && { trafficPolicy: policy }) }],
});
const door = (...hosts: string[]) => ({
  selector: { istio: 'ingressgateway' },
  servers: [{ hosts, port: { name: 'http', number: 80, protocol: 'HTTP' } }],
});
const cookie = { httpCookie: { name: 'experiment-pod', ttl: '3600s' } };
const egressGateway = 'istio-egressgateway.istio-system.svc.cluster.local';
const throughEgress = (name: string) => ({
  destination: { host: egressGateway, port: { number: 443 }, subset: name },
});
const onlyKnownHosts = { egress: [{ hosts: ['*/*'] }], outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } };
const split = (service: string) => ({
  hosts: [service],
  http: [
    {
      route: [
        { destination: { host: service, subset: 'v1' }, weight: 90 },
        { destination: { host: service, subset: 'v2' }, weight: 10 },
      ],
      timeout: '10s',
    },
  ],
});
const secured = (host: string, tls: object) => ({
  servers: [
    { hosts: [host], port: { number: 443, protocol: 'HTTPS' }, tls },
    { hosts: [host], port: { number: 80, protocol: 'HTTP' }, tls: { httpsRedirect: true } },
  ],
});
const allowed = (account: string, operation?: object) => ({
  from: [{ source: { principals: [`cluster.local/ns/${account}`] } }],
  ...(operation && { to: [{ operation }] }),
});
const seesOnly = (...services: string[]) => ({
  egress: [
    {
      hosts: [...services.map((name) => `least-privilege/${name}.least-privilege.svc.cluster.local`), 'istio-system/*'],
    },
  ],
});
const twoSubsets = (host: string) => ({ host, subsets: [{ name: 'v1' }, { name: 'v2' }] });

const revisionTag = (tag: string, revision: string): ExpectedObjects => ({
  [`MutatingWebhookConfiguration /istio-revision-tag-${tag}`]: {},
  [`Service istio-system/istiod-revision-tag-${tag}`]: { selector: { app: 'istiod', 'istio.io/rev': revision } },
});

/** What each example brings, by its name. */
export const EXPECTED: Readonly<Record<string, ExpectedObjects>> = {
  'ab-testing': {
    'DestinationRule ab-testing/helloworld-v1': rule('v1'),
    'DestinationRule ab-testing/helloworld-v2': rule('v2', { loadBalancer: { consistentHash: cookie } }),
    'Gateway ab-testing/helloworld-gateway': door('ab.example.com', 'beta.example.com'),
    'VirtualService ab-testing/helloworld': {
      gateways: ['helloworld-gateway'],
      http: [
        {
          name: 'experiment',
          match: [
            { headers: { cookie: { regex: '(?:.*;\\s*)?group=b(?:;.*)?' } } },
            { headers: { 'x-group': { exact: 'b' } } },
            { method: { exact: 'GET' }, queryParams: { group: { exact: 'b' } } },
            { authority: { exact: 'beta.example.com' } },
          ],
          route: [to('v2')],
        },
        { name: 'moved', redirect: { redirectCode: 301, uri: '/hello' } },
        { name: 'everybody', route: [to('v1')] },
      ],
    },
  },
  canary: {
    'DestinationRule canary/helloworld-v1': rule('v1'),
    'DestinationRule canary/helloworld-v2': rule('v2'),
    'Gateway canary/helloworld-gateway': door('canary.example.com'),
    'VirtualService canary/helloworld': {
      http: [
        { name: 'testers', match: [{ headers: { 'x-tester': { exact: 'yes' } } }], route: [to('v2')] },
        {
          name: 'canary',
          route: [
            { ...to('v1'), weight: 90 },
            { ...to('v2'), weight: 10 },
          ],
          timeout: '10s',
        },
      ],
    },
  },
  'canary-upgrade': {
    'Release istio-system/istio-base': { chart: 'base' },
    'Release istio-system/istio-ingressgateway': { chart: 'gateway' },
    'Release istio-system/istiod-1-30-3': { chart: 'istiod', values: { revision: '1-30-3' } },
    'Release istio-system/istiod-1-31-0': { chart: 'istiod', values: { revision: '1-31-0' } },
    'Gateway shop/helloworld-gateway': door('*'),
    'VirtualService shop/helloworld': { http: [{ match: [{ uri: { exact: '/hello' } }], route: [to()] }] },
    ...revisionTag('canary', '1-31-0'),
    ...revisionTag('default', '1-30-3'),
    ...revisionTag('stable', '1-30-3'),
  },
  egress: {
    'ServiceEntry egress/payments-example-com': { hosts: ['payments.example.com'], ports: [{ protocol: 'TLS' }] },
    'ServiceEntry egress/weather-example-com': { ports: [{ protocol: 'HTTP' }, { protocol: 'HTTPS' }] },
    'Sidecar egress/default': onlyKnownHosts,
    'VirtualService egress/payments-example-com-through-egress': {
      gateways: ['mesh', 'istio-system/payments-example-com-through-egress'],
      tls: [{ route: [throughEgress('payments-example-com')] }, { match: [{ sniHosts: ['payments.example.com'] }] }],
    },
    'VirtualService egress/weather-example-com-through-egress': {
      http: [
        { match: [{ gateways: ['mesh'], port: 80 }], route: [throughEgress('weather-example-com')] },
        { route: [{ destination: { host: 'weather.example.com', port: { number: 443 } } }] },
      ],
    },
    'DestinationRule istio-system/payments-example-com-through-egress': { host: egressGateway },
    'DestinationRule istio-system/weather-example-com-through-egress-tls': {
      trafficPolicy: { portLevelSettings: [{ tls: { mode: 'SIMPLE', sni: 'weather.example.com' } }] },
    },
    'DestinationRule istio-system/weather-example-com-through-egress': {
      subsets: [{ trafficPolicy: { portLevelSettings: [{ tls: { mode: 'ISTIO_MUTUAL' } }] } }],
    },
    'Gateway istio-system/payments-example-com-through-egress': { servers: [{ tls: { mode: 'PASSTHROUGH' } }] },
    'Gateway istio-system/weather-example-com-through-egress': { servers: [{ tls: { mode: 'ISTIO_MUTUAL' } }] },
  },
  'fault-injection': {
    'Gateway fault-injection/helloworld-gateway': door('faults.example.com'),
    'VirtualService fault-injection/helloworld': {
      http: [
        {
          name: 'rehearsal',
          match: [{ headers: { 'x-rehearsal': { regex: '.*' } } }],
          fault: {
            abort: { httpStatus: 503, percentage: { value: 10 } },
            delay: { fixedDelay: '0.500s', percentage: { value: 20 } },
          },
        },
        { route: [to()] },
      ],
    },
  },
  fleet: {
    'DestinationRule team-0/service-0': twoSubsets('service-0'),
    'DestinationRule team-0/service-2': twoSubsets('service-2'),
    'DestinationRule team-1/service-1': twoSubsets('service-1'),
    'VirtualService team-0/service-0': split('service-0'),
    'VirtualService team-0/service-2': split('service-2'),
    'VirtualService team-1/service-1': split('service-1'),
  },
  'gateway-api': {
    'Gateway edge/edge': {
      gatewayClassName: 'istio',
      listeners: [
        { name: 'http', port: 80, protocol: 'HTTP' },
        { name: 'postgres', port: 5432, protocol: 'TCP' },
        { name: 'https-hello-example-com', port: 443, protocol: 'HTTPS', hostname: 'hello.example.com' },
        { name: 'http-hello-example-com', port: 80, protocol: 'HTTP', hostname: 'hello.example.com' },
      ],
    },
    'HTTPRoute edge/hello-example-com-redirect': {
      parentRefs: [{ name: 'edge', sectionName: 'http-hello-example-com' }],
      rules: [{ filters: [{ requestRedirect: { scheme: 'https' } }] }],
    },
    'HTTPRoute gateway-api/helloworld': {
      parentRefs: [{ name: 'edge', namespace: 'edge', sectionName: 'https-hello-example-com' }],
      rules: [
        {
          backendRefs: [
            { name: 'helloworld-v1', weight: 90 },
            { name: 'helloworld-v2', weight: 10 },
          ],
        },
      ],
    },
    'Service gateway-api/helloworld-v1': { selector: { app: 'helloworld', version: 'v1' } },
    'Service gateway-api/helloworld-v2': { selector: { app: 'helloworld', version: 'v2' } },
    'TCPRoute gateway-api/postgres-5432': {
      parentRefs: [{ name: 'edge', namespace: 'edge', port: 5432 }],
      rules: [{ backendRefs: [{ name: 'postgres', port: 5432 }] }],
    },
  },
  'least-privilege': {
    ...Object.fromEntries(
      ['web', 'cart', 'payments'].flatMap((name) => [
        [`ServiceAccount least-privilege/${name}`, {}],
        [`Deployment least-privilege/${name}`, { template: { spec: { serviceAccountName: name } } }],
        [`Service least-privilege/${name}`, { selector: { app: name } }],
      ]),
    ),
    'Gateway least-privilege/shop': door('shop.example.com'),
    'VirtualService least-privilege/web': { gateways: ['shop'], hosts: ['shop.example.com'] },
    'PeerAuthentication least-privilege/default': { mtls: { mode: 'STRICT' } },
    'AuthorizationPolicy least-privilege/allow-web': {
      rules: [allowed('istio-system/sa/istio-ingressgateway-service-account', { methods: ['GET'] })],
    },
    'AuthorizationPolicy least-privilege/allow-cart': { rules: [allowed('least-privilege/sa/web')] },
    'AuthorizationPolicy least-privilege/allow-payments': {
      selector: { matchLabels: { app: 'payments' } },
      rules: [
        allowed('least-privilege/sa/web', { methods: ['GET'], paths: ['/methods'] }),
        allowed('least-privilege/sa/cart', { methods: ['POST'], paths: ['/pay'] }),
      ],
    },
    'Sidecar least-privilege/web': seesOnly('cart', 'payments'),
    'Sidecar least-privilege/cart': seesOnly('payments'),
    'Sidecar least-privilege/payments': seesOnly(),
  },
  mirroring: {
    'DestinationRule mirroring/helloworld-v1': rule('v1'),
    'DestinationRule mirroring/helloworld-v2': rule('v2'),
    'Gateway mirroring/helloworld-gateway': door('mirroring.example.com'),
    'VirtualService mirroring/helloworld': {
      http: [{ route: [to('v1')], mirror: to('v2').destination, mirrorPercentage: { value: 50 } }],
    },
  },
  observability: {
    'Telemetry observability/default': {
      accessLogging: [{ filter: { expression: expect.stringContaining('response.code >= 400') } }],
      tracing: [{ providers: [{ name: 'jaeger' }], randomSamplingPercentage: 10 }],
    },
    'Telemetry observability/helloworld': {
      selector: { matchLabels: { app: 'helloworld' } },
      tracing: [{ randomSamplingPercentage: 100 }],
    },
  },
  'rate-limit': {
    'ConfigMap rate-limit/ratelimit-config': {},
    'Deployment rate-limit/ratelimit': { replicas: 1 },
    'Deployment rate-limit/ratelimit-redis': { replicas: 1 },
    'EnvoyFilter istio-system/quota-example': { workloadSelector: { labels: { istio: 'ingressgateway' } } },
    'EnvoyFilter istio-system/rate-limit-example': { workloadSelector: { labels: { istio: 'ingressgateway' } } },
    'EnvoyFilter rate-limit/local-rate-limit-helloworld': { workloadSelector: { labels: { app: 'helloworld' } } },
    'Gateway rate-limit/helloworld-gateway': door('rate-limit.example.com'),
    'Service rate-limit/ratelimit': { ports: [{ name: 'grpc' }, { name: 'http-health' }, { name: 'http-debug' }] },
    'Service rate-limit/ratelimit-redis': { ports: [{ port: 6379 }] },
    'VirtualService rate-limit/helloworld': { http: [{ route: [to()] }] },
  },
  resilience: {
    'DestinationRule resilience/helloworld': {
      trafficPolicy: {
        connectionPool: { http: { http1MaxPendingRequests: 50, maxRetries: 10 }, tcp: { maxConnections: 100 } },
        loadBalancer: { simple: 'LEAST_REQUEST' },
        outlierDetection: { baseEjectionTime: '30s', consecutive5xxErrors: 3, interval: '5s', maxEjectionPercent: 50 },
      },
    },
    'Gateway resilience/helloworld-gateway': door('resilience.example.com'),
    'VirtualService resilience/helloworld': {
      gateways: ['mesh', 'helloworld-gateway'],
      http: [{ retries: { attempts: 2, perTryTimeout: '2s' }, timeout: '7s' }],
    },
  },
  'tls-ingress': {
    'Certificate istio-system/shop-example-com-tls': { issuerRef: { kind: 'ClusterIssuer', name: 'letsencrypt' } },
    'Gateway tls-ingress/partners-example-com': secured('partners.example.com', {
      ...{ mode: 'MUTUAL', credentialName: 'partners-tls', minProtocolVersion: 'TLSV1_3' },
    }),
    'Gateway tls-ingress/shop-example-com': secured('shop.example.com', {
      ...{ mode: 'SIMPLE', credentialName: 'shop-example-com-tls', minProtocolVersion: 'TLSV1_2' },
    }),
    'VirtualService tls-ingress/helloworld': { hosts: ['shop.example.com', 'partners.example.com'] },
  },
  'zero-trust': {
    'AuthorizationPolicy zero-trust/allow-helloworld': {
      action: 'ALLOW',
      rules: [
        {
          from: [{ source: { principals: [expect.stringMatching(/istio-system\/sa\/istio-ingressgateway/)] } }],
          to: [{ operation: { methods: ['GET'], paths: ['/hello', '/healthz'] } }],
        },
      ],
    },
    'AuthorizationPolicy zero-trust/deny-by-default': {},
    'AuthorizationPolicy zero-trust/jwt-helloworld-required': {
      action: 'DENY',
      rules: [{ from: [{ source: { notRequestPrincipals: ['*'] } }] }],
    },
    'Gateway zero-trust/helloworld-gateway': door('zero-trust.example.com'),
    'PeerAuthentication zero-trust/default': { mtls: { mode: 'STRICT' } },
    'RequestAuthentication zero-trust/jwt-helloworld': {
      jwtRules: [{ audiences: ['hello'], issuer: 'https://accounts.example.com' }],
    },
    'Sidecar zero-trust/default': onlyKnownHosts,
    'VirtualService zero-trust/helloworld': { http: [{ route: [to()] }] },
  },
};
