import type { Fields } from '../../../model/value';

/** Namespaces of the pods that ask and are asked. */
export const SHOP = 'access-shop';
export const BANK = 'access-bank';
/** Nothing is injected here. */
export const PLAIN = 'access-plain';
export const NAMESPACES = [SHOP, BANK, PLAIN] as const;

/** A workload of one pod. All of them run the same program, which serves on every port. */
interface TestWorkload {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

const workload = (
  namespace: string,
  name: string,
  more: Readonly<Record<string, string>> = {},
  annotations: Readonly<Record<string, string>> = {},
): TestWorkload => ({ namespace, name, labels: { app: name, ...more }, annotations });

/** Who sends requests, by `namespace/name`: the kiosk goes around its sidecar to one port, the batch has none. */
export const CLIENTS = [`${SHOP}/web`, `${SHOP}/cart`, `${SHOP}/kiosk`, `${BANK}/teller`, `${PLAIN}/batch`] as const;
export type Client = (typeof CLIENTS)[number];
/** The client that no sidecar runs beside; it asks the gateway too. */
export const OUTSIDER: Client = `${PLAIN}/batch`;

/** Who answers, each by a Service of its name; one port of the vault goes around its sidecar. */
export const SERVERS = [`${SHOP}/orders`, `${BANK}/ledger`, `${BANK}/vault`, `${PLAIN}/batch`] as const;
export type ServerName = (typeof SERVERS)[number];

export const WORKLOADS: readonly TestWorkload[] = [
  workload(SHOP, 'web', { tier: 'front' }),
  workload(SHOP, 'cart'),
  workload(SHOP, 'kiosk', { tier: 'front' }, { 'traffic.sidecar.istio.io/excludeOutboundPorts': '8080' }),
  workload(SHOP, 'orders', { version: 'v1' }),
  workload(BANK, 'teller', { tier: 'front' }),
  workload(BANK, 'ledger', { version: 'v1' }),
  workload(BANK, 'vault', {}, { 'traffic.sidecar.istio.io/excludeInboundPorts': '5002' }),
  workload(PLAIN, 'batch'),
  workload(PLAIN, 'authorizer'),
];

/** Ports of the Services, and those that the pods listen on. */
export const PORTS = [
  { name: 'http', port: 80, targetPort: 5000, protocol: 'http' },
  { name: 'http-admin', port: 8080, targetPort: 5002, protocol: 'http' },
  { name: 'tcp', port: 9000, targetPort: 5001, protocol: 'tcp' },
  // Nothing says what it speaks: the proxies look.
  { name: 'web', port: 8888, targetPort: 5005, protocol: 'http' },
] as const;

/** Likewise without a word on what it speaks, and this is no HTTP. */
export const RAW_PORT = { name: 'raw', port: 8889, targetPort: 5006 } as const;

const AUTHORIZER = `authorizer.${PLAIN}.svc.cluster.local`;
/** Every Sidecar lets through to it: what asks it is the server's proxy. */
export const AUTHORIZER_HOST = `${PLAIN}/${AUTHORIZER}`;
/** The header by which a request tells the authorizers what to say. Over TCP they always deny. */
export const AUTHORIZER_HEADER = 'x-authorizer';

/** What the mesh's configuration needs. */
export const MESH_CONFIG = {
  trustDomainAliases: ['old.example'],
  extensionProviders: [
    {
      name: 'access-http',
      envoyExtAuthzHttp: { service: AUTHORIZER, port: 8000, includeRequestHeadersInCheck: [AUTHORIZER_HEADER] },
    },
    { name: 'access-grpc', envoyExtAuthzGrpc: { service: AUTHORIZER, port: 9001 } },
  ],
} as const;

/** Hosts that the gateway has routes for. */
export const GATEWAY_HOSTS: Readonly<Record<string, ServerName>> = {
  'orders.access.example': `${SHOP}/orders`,
  'ledger.access.example': `${BANK}/ledger`,
};

/** A Gateway of the Gateway API that istiod deploys a proxy for, and another one that it is not to be taken for. */
export const API_GATEWAY = 'access-api';
export const OTHER_API_GATEWAY = 'access-other';
export const GATEWAY_NAME_LABEL = 'gateway.networking.k8s.io/gateway-name';

export function hostOf(server: string): string {
  const [namespace, name] = server.split('/');
  return `${name}.${namespace}.svc.cluster.local`;
}

const object = (apiVersion: string, kind: string, namespace: string, name: string, spec: Fields): Fields => ({
  apiVersion,
  kind,
  metadata: { name, namespace },
  spec,
});

/** What every set of policies is tried on. */
export function layout(container: Fields): readonly Fields[] {
  return [
    ...NAMESPACES.map((name) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: name === PLAIN ? {} : { 'istio-injection': 'enabled' } },
    })),
    ...WORKLOADS.flatMap(({ namespace, name, labels, annotations }): Fields[] => [
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } },
      object('apps/v1', 'Deployment', namespace, name, {
        selector: { matchLabels: { app: name } },
        template: {
          metadata: { labels, annotations },
          spec: { serviceAccountName: name, terminationGracePeriodSeconds: 1, containers: [container] },
        },
      }),
    ]),
    ...SERVERS.map((server) => {
      const [namespace = '', name = ''] = server.split('/');
      const ports = [...PORTS.map(({ protocol: _protocol, ...port }) => port), RAW_PORT];
      return object('v1', 'Service', namespace, name, { selector: { app: name }, ports });
    }),
    object('v1', 'Service', PLAIN, 'authorizer', {
      selector: { app: 'authorizer' },
      ports: [
        { name: 'http', port: 8000, targetPort: 5003 },
        { name: 'grpc', port: 9001, targetPort: 5004 },
      ],
    }),
    object('networking.istio.io/v1', 'Gateway', SHOP, 'access', {
      selector: { istio: 'ingressgateway' },
      servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*.access.example'] }],
    }),
    ...Object.entries(GATEWAY_HOSTS).map(([host, server]) => {
      const [namespace = '', name = ''] = server.split('/');
      const destination = { host: hostOf(server), port: { number: 80 } };
      return object('networking.istio.io/v1', 'VirtualService', namespace, name, {
        hosts: [host],
        gateways: [`${SHOP}/access`],
        http: [{ route: [{ destination }] }],
      });
    }),
  ];
}

/** What the Gateway API's own gateway needs besides. */
export function apiGatewayLayout(): readonly Fields[] {
  const group = 'gateway.networking.k8s.io/v1';
  const listener = {
    name: 'http',
    port: 80,
    protocol: 'HTTP',
    hostname: '*.access.example',
    allowedRoutes: { namespaces: { from: 'All' } },
  };
  const gateway = object(group, 'Gateway', SHOP, API_GATEWAY, { gatewayClassName: 'istio', listeners: [listener] });
  const annotations = { 'networking.istio.io/service-type': 'ClusterIP' };
  return [
    { ...gateway, metadata: { name: API_GATEWAY, namespace: SHOP, annotations } },
    ...Object.entries(GATEWAY_HOSTS).map(([host, server]) => {
      const [namespace = '', name = ''] = server.split('/');
      return object(group, 'HTTPRoute', namespace, name, {
        parentRefs: [{ name: API_GATEWAY, namespace: SHOP }],
        hostnames: [host],
        rules: [{ backendRefs: [{ name, port: 80 }] }],
      });
    }),
  ];
}
