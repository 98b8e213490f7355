import type { AccessAttributes } from '../../../model/access/decision';
import type { PolicyObject, PolicyTarget } from '../../../model/access/policies';
import type { PeerIdentity, RequestToken } from '../../../model/access/request';

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
const ISSUERS = ['https://issuer.example', 'issuer/two', 'issuer@three.example'] as const;
const SUBJECTS = ['alice', 'bob', 'team/carol'] as const;
const AUDIENCES = ['orders', 'bank', 'web-app'] as const;
const SCOPES = ['read write', 'write', 'admin'] as const;

export const IDENTITIES: readonly PeerIdentity[] = [
  { trustDomain: 'td.example', namespace: 'shop', serviceAccount: 'web' },
  { trustDomain: 'td.example', namespace: 'shop', serviceAccount: 'cart' },
  { trustDomain: 'old.example', namespace: 'shop', serviceAccount: 'web' },
  { trustDomain: 'td.example', namespace: 'shop-dev', serviceAccount: 'web' },
  { trustDomain: 'other.example', namespace: 'bank', serviceAccount: 'web' },
];

const IDENTITY_KEY = /^(?:source\.(?!ip)|request\.auth)/;

type Json = Readonly<Record<string, unknown>>;

/** The same policies and requests for the same seed, made so that about half of the requests get through. */
export function generatedPolicies(seed: number, count = SETS): readonly GeneratedPolicies[] {
  return Array.from({ length: count }, (_, index) => new PolicyMaker(seed * 100_000 + index * 13).policies(index));
}

/** PeerAuthentications of as many meshes, with ten workloads each. */
export function generatedPeerAuthentications(seed: number, count = 100): readonly GeneratedPeerAuthentications[] {
  return Array.from({ length: count }, (_, index) => new PolicyMaker(seed * 100_000 + index * 17).peers());
}

class PolicyMaker {
  /** The ports that the workload listens on. */
  private ports: readonly [number, number] = [0, 0];
  private protocol: 'http' | 'tcp' = 'http';

  constructor(private state: number) {}

  policies(index: number): GeneratedPolicies {
    this.ports = [20_000 + index, 21_000 + index];
    this.protocol = index % 5 === 4 ? 'tcp' : 'http';
    const tokens = this.protocol === 'http' ? this.times(this.below(3), (at) => this.requestAuthentication(at)) : [];
    return {
      protocol: this.protocol,
      rootNamespace: ROOT_NAMESPACE,
      trustDomains: TRUST_DOMAINS.slice(0, 1 + this.below(TRUST_DOMAINS.length)),
      target: { namespace: 'shop', labels: { app: 'orders', version: 'v1' } },
      access: this.times(1 + this.below(4), (at) => this.authorizationPolicy(at)),
      tokens,
      requests: this.times(REQUESTS_PER_SET, () => this.request()),
    };
  }

  peers(): GeneratedPeerAuthentications {
    return {
      rootNamespace: ROOT_NAMESPACE,
      policies: this.times(this.below(9), (at) => this.peerAuthentication(at)),
      targets: this.times(10, () => ({
        namespace: this.chance(10) ? ROOT_NAMESPACE : this.one(NAMESPACES),
        labels: this.one(LABELS),
        ports: [80, 8080, 9090],
      })),
    };
  }

  private peerAuthentication(at: number): PolicyObject {
    const mtls = (): Json => ({ mode: this.one(['STRICT', 'PERMISSIVE', 'DISABLE', 'UNSET']) });
    const own = this.chance(50);
    const ports = this.some([8080, 9090]).map((port) => [port, mtls()]);
    return {
      name: `peers-${9 - at}`,
      namespace: own || this.chance(60) ? this.one(NAMESPACES) : ROOT_NAMESPACE,
      spec: {
        ...(own && { selector: { matchLabels: this.one(LABELS) } }),
        ...(this.chance(80) && { mtls: mtls() }),
        ...(own && this.chance(60) && { portLevelMtls: Object.fromEntries(ports) }),
      },
    };
  }

  private authorizationPolicy(at: number): PolicyObject {
    const action = this.one(['ALLOW', 'ALLOW', 'ALLOW', 'DENY', 'DENY', 'AUDIT', ...this.custom()]);
    const isDryRunnable = action === 'ALLOW' || action === 'DENY';
    const dryRun = isDryRunnable && this.chance(15) ? this.one(['true', 'True', '1', 'false', '0']) : undefined;
    const rules = this.times(action === 'ALLOW' && this.chance(5) ? 0 : 1 + this.below(3), () => this.rule(action));
    return {
      name: `policy-${at}`,
      namespace: this.chance(20) ? ROOT_NAMESPACE : this.chance(12) ? 'bank' : 'shop',
      ...(dryRun !== undefined && { annotations: { 'istio.io/dry-run': dryRun } }),
      spec: {
        action,
        ...(action === 'CUSTOM' && { provider: { name: 'authorizer' } }),
        ...(this.chance(40) && { selector: { matchLabels: this.one(LABELS) } }),
        ...(rules.length > 0 && { rules }),
      },
    };
  }

  private custom(): readonly string[] {
    return this.protocol === 'http' ? ['CUSTOM'] : [];
  }

  private requestAuthentication(at: number): PolicyObject {
    const jwtRules = this.times(1 + this.below(2), () => ({
      issuer: this.one(ISSUERS),
      ...(this.chance(30) && { audiences: this.some(AUDIENCES) }),
      ...(this.chance(20) && { spaceDelimitedClaims: ['roles'] }),
    }));
    return {
      name: `tokens-${at}`,
      namespace: this.chance(25) ? ROOT_NAMESPACE : 'shop',
      spec: { ...(this.chance(30) && { selector: { matchLabels: this.one(LABELS) } }), jwtRules },
    };
  }

  private rule(action: string): Json {
    const rule = {
      ...(this.chance(60) && { from: this.times(1 + this.below(2), () => ({ source: this.source(action) })) }),
      ...(this.chance(60) && { to: this.times(1 + this.below(2), () => ({ operation: this.operation() })) }),
      ...(this.chance(35) && { when: this.times(1 + this.below(2), () => this.condition(action)) }),
    };
    // A rule without conditions fits everything: seldom worth a hundred requests.
    return action !== 'ALLOW' && Object.keys(rule).length === 0 ? { to: [{ operation: this.operation() }] } : rule;
  }

  private source(action: string): Json {
    if (action === 'CUSTOM') return this.fields(this.addresses());
    const lists: Readonly<Record<string, () => readonly string[]>> = {
      principals: () => this.patterns(this.principals()),
      namespaces: () => this.patterns([...NAMESPACES, 'sh*p', '*-dev']),
      ...this.addresses(),
      ...((this.protocol === 'http' || this.chance(20)) && {
        requestPrincipals: () => this.patterns(this.requestPrincipals()),
      }),
    };
    if (this.chance(20)) {
      return {
        [this.chance(70) ? 'serviceAccounts' : 'notServiceAccounts']: this.some(['web', 'shop/cart', 'bank/web']),
      };
    }
    return this.fields(lists);
  }

  private addresses(): Readonly<Record<string, () => readonly string[]>> {
    return {
      ipBlocks: () => this.some(['127.0.1.0/24', '127.0.2.1', '127.0.0.0/16', '127.1.1.1/32', '2001:db8::/32']),
      remoteIpBlocks: () => this.some(['10.1.0.0/16', '10.1.2.3', '203.0.113.0/24', '2001:db8::/32', '127.0.0.0/8']),
    };
  }

  private operation(): Json {
    const ports = (): readonly string[] => this.some(this.ports.map(String));
    if (this.protocol === 'tcp' && this.chance(85)) return this.fields({ ports });
    return this.fields({
      methods: () => this.patterns(METHODS),
      paths: () =>
        this.chance(35)
          ? this.some(['/pay/{*}', '/{**}', '/pay/{*}/items', '/{*}', '/files/{**}'])
          : this.patterns(PATHS),
      hosts: () => this.patterns(HOSTS),
      ports,
    });
  }

  private condition(action: string): Json {
    const tcp: Readonly<Record<string, () => readonly string[]>> = {
      'source.ip': () => this.some(['127.0.1.0/24', '127.1.1.1', '127.0.0.0/15']),
      'source.namespace': () => this.patterns(NAMESPACES),
      'source.principal': () => this.patterns(this.principals()),
      'destination.ip': () => this.some(['127.0.0.1', '127.0.3.0/24']),
      'destination.port': () => this.some(this.ports.map(String)),
      'connection.sni': () => this.patterns(SERVER_NAMES),
      'source.serviceAccount': () => this.some(['web', 'shop/cart', 'bank/web']),
    };
    const http: Readonly<Record<string, () => readonly string[]>> = {
      ...tcp,
      'remote.ip': () => this.some(['10.1.0.0/16', '203.0.113.7', '127.0.0.0/8']),
      'request.headers[x-a]': () => this.patterns(HEADER_VALUES.slice(0, 4)),
      'request.headers[X-B]': () => this.patterns(HEADER_VALUES.slice(0, 4)),
      'request.auth.principal': () => this.patterns(this.requestPrincipals()),
      'request.auth.audiences': () => this.patterns(AUDIENCES),
      'request.auth.presenter': () => this.patterns(AUDIENCES),
      'request.auth.claims[iss]': () => this.patterns(ISSUERS),
      'request.auth.claims[sub]': () => this.patterns(SUBJECTS),
      'request.auth.claims[scope]': () => this.patterns(['read', 'write', 'admin']),
      'request.auth.claims[roles]': () => this.patterns(['read', 'write', 'admin']),
      'request.auth.claims[groups]': () => this.patterns(['dev', 'ops']),
      'request.auth.claims[org][unit]': () => this.patterns(['dev', 'ops']),
      'request.auth.claims[age]': () => this.patterns(['7', 'true']),
    };
    const keys = this.protocol === 'tcp' && this.chance(85) ? tcp : http;
    // Istio refuses CUSTOM policies that ask for an identity or a token.
    const entries = Object.entries(keys).filter(([key]) => action !== 'CUSTOM' || !IDENTITY_KEY.test(key));
    const [key, values] = this.one(entries);
    const how = this.below(10);
    return { key, ...(how < 8 && { values: values() }), ...(how > 5 && { notValues: values() }) };
  }

  private fields(lists: Readonly<Record<string, () => readonly string[]>>): Json {
    const [first, ...more] = this.some(Object.keys(lists)).slice(0, 1 + this.below(2));
    return Object.fromEntries(
      [first ?? '', ...more].map((name) => {
        const not = this.chance(25) ? `not${name.charAt(0).toUpperCase()}${name.slice(1)}` : name;
        return [not, lists[name]?.() ?? []];
      }),
    );
  }

  private principals(): readonly string[] {
    const full = IDENTITIES.map((one) => `${one.trustDomain}/ns/${one.namespace}/sa/${one.serviceAccount}`);
    return [...full, 'cluster.local/ns/shop/sa/web', '*/ns/shop/sa/web', '*.example/ns/shop/sa/cart', 'td.example/*'];
  }

  private requestPrincipals(): readonly string[] {
    return ISSUERS.flatMap((issuer) => SUBJECTS.map((subject) => `${issuer}/${subject}`));
  }

  /** Some of the texts, some of them as patterns. */
  private patterns(texts: readonly string[]): readonly string[] {
    return this.some(texts)
      .slice(0, 3)
      .map((text) => {
        const how = this.below(12);
        if (how === 0) return '*';
        if (text.includes('*') || text.length < 3 || how > 4) return text;
        const cut = 1 + this.below(text.length - 1);
        return how < 3 ? `${text.slice(0, cut)}*` : `*${text.slice(cut)}`;
      });
  }

  private request(): GeneratedRequest {
    const at = this.below(ADDRESSES.length + 1);
    const sourceIp = ADDRESSES[at] ?? '127.0.4.4';
    // Over TCP the address stands for the identity, which a listener has no other way to learn without certificates.
    const identity: GeneratedRequest['identity'] =
      (this.protocol === 'tcp' ? IDENTITIES[at] : this.one([...IDENTITIES, undefined])) ?? 'none';
    const destinationIp = this.one(['127.0.0.1', '127.0.3.1', '127.0.3.2']);
    const base = { identity, sourceIp, port: this.one(this.ports) };
    if (this.protocol === 'tcp') {
      return {
        ...base,
        attributes: { destinationIp, remoteIp: sourceIp, sni: this.chance(30) ? '' : this.one(SERVER_NAMES) },
      };
    }
    const names = this.some(['x-a', 'x-b', 'x-c']).filter(() => this.chance(70));
    return {
      ...base,
      attributes: {
        destinationIp,
        remoteIp: this.chance(40) ? sourceIp : this.one(REMOTE_ADDRESSES),
        sni: '',
        method: this.one(METHODS),
        path: this.one(PATHS),
        host: this.one(HOSTS),
        headers: Object.fromEntries(names.map((name) => [name, this.one(HEADER_VALUES)])),
        token: this.chance(35) ? 'none' : this.token(),
        externalAuthorizer: this.chance(60) ? 'allows' : 'denies',
      },
    };
  }

  private token(): RequestToken {
    const claims = {
      ...(this.chance(60) && { scope: this.one(SCOPES) }),
      ...(this.chance(40) && { roles: this.one(SCOPES) }),
      ...(this.chance(60) && { groups: this.some(['dev', 'ops', 'devops']) }),
      ...(this.chance(40) && { org: { unit: this.chance(50) ? 'dev' : ['ops', 'dev'] } }),
      ...(this.chance(30) && { azp: this.one(AUDIENCES) }),
      ...(this.chance(30) && { age: this.chance(50) ? 7 : true }),
    };
    return {
      issuer: this.chance(8) ? 'https://stranger.example' : this.one(ISSUERS),
      ...(this.chance(90) && { subject: this.one(SUBJECTS) }),
      ...(this.chance(70) && { audiences: this.some(AUDIENCES) }),
      claims,
      ...(this.chance(8) && { valid: false }),
    };
  }

  private times<Value>(count: number, make: (index: number) => Value): Value[] {
    return Array.from({ length: count }, (_, index) => make(index));
  }

  private some<Value>(values: readonly Value[]): readonly Value[] {
    const chosen = values.filter(() => this.chance(45));
    return chosen.length > 0 ? chosen : [this.one(values)];
  }

  private one<Value>(values: readonly Value[]): Value {
    return values[this.below(values.length)] as Value;
  }

  private chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  private below(limit: number): number {
    // Mulberry32: small, even and the same everywhere.
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }
}
