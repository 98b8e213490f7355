import type { AccessAttributes } from '../../../model/access/decision';
import type { PolicyObject, PolicyTarget } from '../../../model/access/policies';
import type { PeerIdentity } from '../../../model/access/request';
import { Random } from '../../random';
import { PolicyMaker, type PolicyWords } from './policy-maker';

/** A request for a workload, with everything that a policy can ask about. */
export interface GeneratedRequest {
  readonly identity: PeerIdentity | 'none';
  readonly sourceIp: string;
  readonly port: number;
  readonly attributes: AccessAttributes;
}

/** The policies of a mesh, one of its workloads, and requests for it. */
export interface GeneratedPolicies {
  readonly protocol: 'http' | 'tcp';
  readonly rootNamespace: string;
  readonly trustDomains: readonly string[];
  readonly target: PolicyTarget;
  readonly access: readonly PolicyObject[];
  readonly tokens: readonly PolicyObject[];
  readonly requests: readonly GeneratedRequest[];
}

/** The PeerAuthentications of a mesh, and workloads with ports to ask about. */
export interface GeneratedPeerAuthentications {
  readonly rootNamespace: string;
  readonly policies: readonly PolicyObject[];
  readonly targets: readonly (PolicyTarget & { readonly ports: readonly number[] })[];
}

export const SETS = 170;
export const REQUESTS_PER_SET = 100;
export const ROOT_NAMESPACE = 'istio-system';

const TRUST_DOMAINS = ['td.example', 'old.example', 'older.example'] as const;
const NAMESPACES = ['shop', 'bank', 'shop-dev'] as const;
const LABELS = [{ app: 'orders' }, { app: 'orders', version: 'v1' }, { app: 'web' }] as const;
const METHODS = ['GET', 'POST', 'DELETE', 'PUT'] as const;
const PATHS = ['/', '/pay', '/pay/1', '/pay/1/items', '/admin', '/admin/', '/files/a.txt', '/PAY'] as const;
const HOSTS = ['orders.shop', 'ORDERS.shop', 'api.example', 'api.shop.example', 'admin.example'] as const;
const HEADER_VALUES = ['one', 'two', 'one-two', 'two-one', ''] as const;
const ADDRESSES = ['127.0.1.1', '127.0.1.2', '127.0.2.1', '127.0.2.2', '127.1.1.1'] as const;
const REMOTE_ADDRESSES = ['10.1.2.3', '10.1.9.9', '203.0.113.7', '2001:db8::7'] as const;
const SERVER_NAMES = ['orders.shop', 'api.example', 'deep.api.example'] as const;

export const IDENTITIES: readonly PeerIdentity[] = [
  { trustDomain: 'td.example', namespace: 'shop', serviceAccount: 'web' },
  { trustDomain: 'td.example', namespace: 'shop', serviceAccount: 'cart' },
  { trustDomain: 'old.example', namespace: 'shop', serviceAccount: 'web' },
  { trustDomain: 'td.example', namespace: 'shop-dev', serviceAccount: 'web' },
  { trustDomain: 'other.example', namespace: 'bank', serviceAccount: 'web' },
];

/** The same policies and requests for the same seed, made so that about half of the requests get through. */
export function generatedPolicies(seed: number, count = SETS): readonly GeneratedPolicies[] {
  return Array.from({ length: count }, (_, index) => policies(seed * 100_000 + index * 13, index));
}

/** PeerAuthentications of as many meshes, with ten workloads each. */
export function generatedPeerAuthentications(seed: number, count = 100): readonly GeneratedPeerAuthentications[] {
  return Array.from({ length: count }, (_, index) => peers(new Random(seed * 100_000 + index * 17)));
}

function policies(seed: number, index: number): GeneratedPolicies {
  // The ports that the workload listens on.
  const ports = [20_000 + index, 21_000 + index] as const;
  const protocol = index % 5 === 4 ? 'tcp' : 'http';
  const maker = new PolicyMaker(seed, wordsWith(ports));
  maker.protocol = protocol;
  const tokens = protocol === 'http' ? maker.times(maker.below(3), (at) => maker.requestAuthentication(at)) : [];
  return {
    protocol,
    rootNamespace: ROOT_NAMESPACE,
    trustDomains: TRUST_DOMAINS.slice(0, 1 + maker.below(TRUST_DOMAINS.length)),
    target: { namespace: 'shop', labels: { app: 'orders', version: 'v1' } },
    access: maker.times(1 + maker.below(4), (at) => maker.authorizationPolicy(at)),
    tokens,
    requests: maker.times(REQUESTS_PER_SET, () => request(maker, ports)),
  };
}

function wordsWith(ports: readonly number[]): PolicyWords {
  const full = IDENTITIES.map((one) => `${one.trustDomain}/ns/${one.namespace}/sa/${one.serviceAccount}`);
  return {
    rootNamespace: ROOT_NAMESPACE,
    namespaces: ['shop', 'bank'],
    sourceNamespaces: { names: NAMESPACES, patterns: ['sh*p', '*-dev'] },
    labels: LABELS,
    principals: [
      ...full,
      'cluster.local/ns/shop/sa/web',
      '*/ns/shop/sa/web',
      '*.example/ns/shop/sa/cart',
      'td.example/*',
    ],
    serviceAccounts: ['web', 'shop/cart', 'bank/web'],
    methods: METHODS,
    paths: PATHS,
    pathTemplates: ['/pay/{*}', '/{**}', '/pay/{*}/items', '/{*}', '/files/{**}'],
    hosts: HOSTS,
    headerValues: HEADER_VALUES.slice(0, 4),
    ports,
    serverNames: SERVER_NAMES,
    addresses: {
      source: ['127.0.1.0/24', '127.0.2.1', '127.0.0.0/16', '127.1.1.1/32', '2001:db8::/32'],
      remote: ['10.1.0.0/16', '10.1.2.3', '203.0.113.0/24', '2001:db8::/32', '127.0.0.0/8'],
      sourceWhen: ['127.0.1.0/24', '127.1.1.1', '127.0.0.0/15'],
      remoteWhen: ['10.1.0.0/16', '203.0.113.7', '127.0.0.0/8'],
      destination: ['127.0.0.1', '127.0.3.0/24'],
    },
    issuers: ['https://issuer.example', 'issuer/two', 'issuer@three.example'],
    subjects: ['alice', 'bob', 'team/carol'],
    audiences: ['orders', 'bank', 'web-app'],
    scopes: ['read write', 'write', 'admin'],
    providers: { http: ['authorizer'], tcp: [] },
  };
}

function request(maker: PolicyMaker, ports: readonly number[]): GeneratedRequest {
  const { protocol } = maker;
  const at = maker.below(ADDRESSES.length + 1);
  const sourceIp = ADDRESSES[at] ?? '127.0.4.4';
  // Over TCP the address stands for the identity, which a listener has no other way to learn without certificates.
  const identity: GeneratedRequest['identity'] =
    (protocol === 'tcp' ? IDENTITIES[at] : maker.one([...IDENTITIES, undefined])) ?? 'none';
  const destinationIp = maker.one(['127.0.0.1', '127.0.3.1', '127.0.3.2']);
  const base = { identity, sourceIp, port: maker.one(ports) };
  if (protocol === 'tcp') {
    return {
      ...base,
      attributes: { destinationIp, remoteIp: sourceIp, sni: maker.chance(30) ? '' : maker.one(SERVER_NAMES) },
    };
  }
  const names = maker.some(['x-a', 'x-b', 'x-c']).filter(() => maker.chance(70));
  return {
    ...base,
    attributes: {
      destinationIp,
      remoteIp: maker.chance(40) ? sourceIp : maker.one(REMOTE_ADDRESSES),
      sni: '',
      method: maker.one(METHODS),
      path: maker.one(PATHS),
      host: maker.one(HOSTS),
      headers: Object.fromEntries(names.map((name) => [name, maker.one(HEADER_VALUES)])),
      token: maker.chance(35) ? 'none' : maker.token(),
      externalAuthorizer: maker.chance(60) ? 'allows' : 'denies',
    },
  };
}

function peers(random: Random): GeneratedPeerAuthentications {
  return {
    rootNamespace: ROOT_NAMESPACE,
    policies: random.times(random.below(9), (at) => peerAuthentication(random, at)),
    targets: random.times(10, () => ({
      namespace: random.chance(10) ? ROOT_NAMESPACE : random.one(NAMESPACES),
      labels: random.one(LABELS),
      ports: [80, 8080, 9090],
    })),
  };
}

function peerAuthentication(random: Random, at: number): PolicyObject {
  const mtls = () => ({ mode: random.one(['STRICT', 'PERMISSIVE', 'DISABLE', 'UNSET']) });
  const own = random.chance(50);
  const ports = random.some([8080, 9090]).map((port) => [port, mtls()]);
  return {
    name: `peers-${9 - at}`,
    namespace: own || random.chance(60) ? random.one(NAMESPACES) : ROOT_NAMESPACE,
    spec: {
      ...(own && { selector: { matchLabels: random.one(LABELS) } }),
      ...(random.chance(80) && { mtls: mtls() }),
      ...(own && random.chance(60) && { portLevelMtls: Object.fromEntries(ports) }),
    },
  };
}
