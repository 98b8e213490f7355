import type { AccessAttributes } from '../../../model/access/decision';
import type { PolicyObject } from '../../../model/access/policies';
import type { RequestToken } from '../../../model/access/request';
import type { Fields } from '../../../model/value';
import { PolicyMaker, type PolicyWords, TOKEN_PLACES } from '../../model/access/policy-maker';
import {
  AUTHORIZER_HEADER,
  AUTHORIZER_HOST,
  BANK,
  CLIENTS,
  type Client,
  GATEWAY_HOSTS,
  hostOf,
  OUTSIDER,
  PLAIN,
  PORTS,
  SERVERS,
  type ServerName,
  SHOP,
} from './layout';

/** A request of a pod to a Service, or to the gateway. */
export interface SentRequest {
  readonly from: Client;
  readonly to: ServerName;
  readonly isThroughGateway: boolean;
  readonly port: number;
  readonly protocol: 'http' | 'tcp';
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly host: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly token: RequestToken | 'none';
  readonly authorizer: NonNullable<AccessAttributes['externalAuthorizer']>;
}

/** Policies that are in force together, and requests. */
export interface GeneratedSet {
  readonly objects: readonly Fields[];
  readonly requests: readonly SentRequest[];
}

/** Addresses of pods by `namespace/name`, and that of the gateway. */
export interface Addresses {
  readonly pods: Readonly<Record<string, string>>;
  readonly gateway: string;
}

export const REQUESTS_PER_SET = 100;

const METHODS = ['GET', 'POST', 'DELETE', 'PUT', 'OPTIONS'] as const;
const PATHS = ['/', '/pay', '/pay/1', '/pay/1/items', '/admin', '/admin/', '/files/a.txt', '/PAY'] as const;
// What proxies read as another path.
const ODD_PATHS = [
  '/pay/../admin',
  '/./pay',
  '//admin',
  '/%61dmin',
  '/pay%2f1',
  '/pay?x=/admin',
  '/pay/1;v=1',
] as const;
const HEADER_VALUES = ['one', 'two', 'one-two', 'two-one', ''] as const;
const FORWARDED = ['198.51.100.7', '203.0.113.7'] as const;
const MODES = ['STRICT', 'STRICT', 'PERMISSIVE', 'DISABLE', 'UNSET'] as const;
const TLS_MODES = ['DISABLE', 'ISTIO_MUTUAL'] as const;

// One request a connection: what is open already keeps the policies that it was opened under.
const CONNECTION_POOL = { http: { maxRequestsPerConnection: 1 } };

/** The same sets for the same seed and addresses. */
export function generatedSets(
  seed: number,
  count: number,
  rootNamespace: string,
  addresses: Addresses,
): GeneratedSet[] {
  return Array.from({ length: count }, (_, index) => {
    const maker = new SetMaker(seed * 100_000 + index * 13, wordsFor(rootNamespace, addresses));
    return maker.set();
  });
}

/** Makes sets for the sidecars and the gateway of the layout. */
export class SetMaker extends PolicyMaker {
  set(): GeneratedSet {
    const access = this.times(1 + this.below(4), (at) => {
      this.protocol = this.chance(25) ? 'tcp' : 'http';
      return this.authorizationPolicy(at);
    });
    const tokens = this.times(this.below(3), (at) => this.requestAuthentication(at));
    const peers = this.chance(60) ? this.times(1 + this.below(3), (at) => this.peerAuthentication(at)) : [];
    return {
      objects: [
        ...access.map((one) => this.manifest('AuthorizationPolicy', one)),
        ...tokens.map((one) => this.manifest('RequestAuthentication', one)),
        ...peers.map((one) => this.manifest('PeerAuthentication', one)),
        ...this.destinationRules(),
        ...(this.chance(30) ? [this.sidecar()] : []),
      ],
      requests: this.times(REQUESTS_PER_SET, () => this.request()),
    };
  }

  protected manifest(kind: string, { name, namespace, annotations, spec }: PolicyObject): Fields {
    // As documents hold it: no JWT is checked without keys of its own.
    return {
      apiVersion: 'security.istio.io/v1',
      kind,
      metadata: { name, namespace, ...(annotations && { annotations }) },
      spec,
    };
  }

  private peerAuthentication(at: number): PolicyObject {
    const mtls = () => ({ mode: this.one(MODES) });
    const isOwn = this.chance(50);
    const ports = this.some(PORTS.map(({ targetPort }) => targetPort)).map((port) => [port, mtls()]);
    return {
      name: `peers-${9 - at}`,
      namespace: isOwn ? this.one([SHOP, BANK]) : this.one([SHOP, BANK, this.words.rootNamespace]),
      spec: {
        ...(isOwn && { selector: { matchLabels: this.one(LABELS) } }),
        ...(this.chance(80) && { mtls: mtls() }),
        ...(isOwn && this.chance(60) && { portLevelMtls: Object.fromEntries(ports) }),
      },
    };
  }

  /** Each Service has one, and some clients have their own. */
  protected destinationRules(): Fields[] {
    const rule = (namespace: string, server: string, trafficPolicy: Fields): Fields => ({
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      metadata: { name: `to-${server.replace('/', '-')}`, namespace },
      spec: { host: hostOf(server), trafficPolicy: { connectionPool: CONNECTION_POOL, ...trafficPolicy } },
    });
    return SERVERS.flatMap((server) => {
      const [namespace = ''] = server.split('/');
      const own = rule(namespace, server, this.chance(20) ? this.clientTls(namespace) : {});
      return this.chance(10) && namespace !== SHOP ? [own, rule(SHOP, server, this.clientTls(namespace))] : [own];
    });
  }

  private clientTls(namespace: string): Fields {
    const { name, port: number, protocol } = this.one(PORTS);
    // Where no proxy ends it, and over TCP, TLS of the client's own is for the application, and these speak none.
    const modes =
      namespace === PLAIN || protocol === 'tcp' || name === 'web' ? TLS_MODES : [...TLS_MODES, 'SIMPLE' as const];
    const ofPort = {
      port: { number },
      connectionPool: CONNECTION_POOL,
      ...(this.chance(80) && { tls: { mode: this.one(modes) } }),
    };
    return {
      ...(this.chance(70) && { tls: { mode: this.one(TLS_MODES) } }),
      ...(this.chance(40) && { portLevelSettings: [ofPort] }),
    };
  }

  private sidecar(): Fields {
    const namespace = this.one([SHOP, BANK]);
    const hosts = this.some([
      `${SHOP}/*`,
      `${BANK}/*`,
      `./orders.${SHOP}.svc.cluster.local`,
      `*/${hostOf(`${PLAIN}/batch`)}`,
    ]);
    return {
      apiVersion: 'networking.istio.io/v1',
      kind: 'Sidecar',
      metadata: { name: 'scope', namespace },
      spec: {
        ...(this.chance(30) && { workloadSelector: { labels: { tier: 'front' } } }),
        egress: [{ hosts: [...hosts, AUTHORIZER_HOST] }],
        ...(this.chance(60) && { outboundTrafficPolicy: { mode: this.one(['REGISTRY_ONLY', 'ALLOW_ANY']) } }),
      },
    };
  }

  /** @param isThroughGateway whether it comes through the gateway; by default some do */
  protected request(isThroughGateway = this.chance(15)): SentRequest {
    const gatewayHost = this.chance(10) ? 'nothing.access.example' : this.one(Object.keys(GATEWAY_HOSTS));
    const orders = `${SHOP}/orders` as const;
    const to = isThroughGateway
      ? (GATEWAY_HOSTS[gatewayHost] ?? orders)
      : this.one([...SERVERS, orders, orders, orders, orders, `${BANK}/ledger` as const]);
    const from = isThroughGateway ? OUTSIDER : this.one(CLIENTS.filter((client) => client !== to));
    // Over mutual TLS only Istio's own build of Envoy tells the server what a port speaks that does not say it.
    const spoken = from === OUTSIDER ? PORTS : PORTS.filter(({ name }) => name !== 'web');
    const { port, protocol } = isThroughGateway ? PORTS[0] : this.one([...spoken, PORTS[0], PORTS[1]]);
    const base = { from, to, isThroughGateway, port, protocol } as const;
    if (protocol === 'tcp') {
      return { ...base, method: '', path: '', host: '', headers: {}, token: 'none', authorizer: 'denies' };
    }
    const names = this.some(['x-a', 'x-b', 'x-c']).filter(() => this.chance(70));
    const authorizer = this.chance(60) ? 'allows' : 'denies';
    return {
      ...base,
      method: this.one(METHODS),
      path: this.one(this.chance(10) ? ODD_PATHS : PATHS),
      host: isThroughGateway ? gatewayHost : this.hostFor(from, to, port),
      headers: {
        ...Object.fromEntries(names.map((name) => [name, this.one(HEADER_VALUES)])),
        ...(this.chance(20) && { 'x-forwarded-for': this.one(FORWARDED) }),
        [AUTHORIZER_HEADER]: authorizer,
      },
      token: this.chance(40) ? 'none' : this.placedToken(),
      authorizer,
    };
  }

  /** Names that the client's proxy has a route for; without a proxy any name is asked for. */
  private hostFor(from: Client, to: ServerName, port: number): string {
    const [namespace = '', name = ''] = to.split('/');
    const full = hostOf(to);
    const half = `${name}.${namespace}`;
    const short = from.startsWith(`${namespace}/`) ? [name] : [];
    const own = [full, half, `${half}.svc`, `${half}:${port}`, half.toUpperCase(), ...short];
    return this.one(from === OUTSIDER ? [...own, 'api.example', 'ADMIN.example'] : own);
  }

  private placedToken(): RequestToken {
    const token = { ...this.token(), ...(this.chance(6) && { expired: true }) };
    const places = [{ header: TOKEN_PLACES.header }, { param: TOKEN_PLACES.param }, { cookie: TOKEN_PLACES.cookie }];
    return this.chance(70) ? token : { ...token, in: this.one(places) };
  }
}

const LABELS = [{ app: 'orders' }, { app: 'orders', version: 'v1' }, { app: 'ledger' }, { version: 'v1' }] as const;

/** What policies are about in the layout. */
export function wordsFor(rootNamespace: string, { pods, gateway }: Addresses): PolicyWords {
  const address = (name: string): string => pods[name] ?? '';
  const principal = (namespace: string, account: string): string => `cluster.local/ns/${namespace}/sa/${account}`;
  const range = `${address(`${SHOP}/web`).split('.').slice(0, 3).join('.')}.0/24`;
  return {
    rootNamespace,
    namespaces: [SHOP, BANK],
    sourceNamespaces: { names: [SHOP, BANK, rootNamespace], patterns: ['access-*', '*-bank', 'acc*op'] },
    labels: [...LABELS, { istio: 'ingressgateway' }],
    principals: [
      principal(SHOP, 'web'),
      principal(SHOP, 'cart'),
      principal(BANK, 'teller'),
      `old.example/ns/${SHOP}/sa/web`,
      `other.example/ns/${BANK}/sa/teller`,
      `*/ns/${SHOP}/sa/web`,
      `*.local/ns/${BANK}/sa/teller`,
      'cluster.local/*',
    ],
    serviceAccounts: ['web', `${SHOP}/cart`, `${BANK}/teller`],
    methods: METHODS,
    paths: PATHS,
    pathTemplates: ['/pay/{*}', '/{**}', '/pay/{*}/items', '/{*}', '/files/{**}'],
    hosts: [
      `orders.${SHOP}`,
      hostOf(`${SHOP}/orders`),
      `LEDGER.${BANK}`,
      'orders.access.example',
      'api.example',
      'orders',
    ],
    headerValues: HEADER_VALUES.slice(0, 4),
    ports: PORTS.map(({ targetPort }) => targetPort),
    serverNames: PORTS.slice(0, 2).map(({ port }) => `outbound_.${port}_._.${hostOf(`${SHOP}/orders`)}`),
    addresses: {
      source: [address(`${SHOP}/web`), `${address(OUTSIDER)}/32`, gateway, range, '192.0.2.0/24', '2001:db8::/32'],
      remote: [
        address(`${SHOP}/cart`),
        address(OUTSIDER),
        '198.51.100.0/24',
        '203.0.113.7',
        '2001:db8::/32',
        '0.0.0.0/0',
      ],
      sourceWhen: [address(`${BANK}/teller`), range, gateway],
      remoteWhen: ['198.51.100.7', address(OUTSIDER), '203.0.113.0/24'],
      destination: [address(`${SHOP}/orders`), gateway, '192.0.2.0/24'],
    },
    issuers: ['https://issuer.example', 'issuer/two', 'issuer@three.example'],
    subjects: ['alice', 'bob', 'team/carol'],
    audiences: ['orders', 'bank', 'web-app'],
    scopes: ['read write', 'write', 'admin'],
    providers: { http: ['access-http', 'access-grpc'], tcp: ['access-grpc'] },
    hasTokenPlaces: true,
    foreignTargets: [
      { group: '', kind: 'Service', name: 'orders' },
      { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'access' },
    ],
  };
}
