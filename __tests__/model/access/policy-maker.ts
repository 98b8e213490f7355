import type { PolicyObject } from '../../../model/access/policies';
import type { RequestToken } from '../../../model/access/request';
import { Random } from '../../random';

type Json = Readonly<Record<string, unknown>>;
type Texts = readonly string[];

/** What generated policies are about. */
export interface PolicyWords {
  readonly rootNamespace: string;
  /** The namespace that most policies are in, and another one. */
  readonly namespaces: readonly [string, string];
  /** Namespaces of clients, as patterns too. */
  readonly sourceNamespaces: { readonly names: Texts; readonly patterns: Texts };
  readonly labels: readonly Readonly<Record<string, string>>[];
  readonly principals: Texts;
  readonly serviceAccounts: Texts;
  /** @default - no rule is about trust domains */
  readonly trustDomains?: Texts;
  readonly methods: Texts;
  readonly paths: Texts;
  readonly pathTemplates: Texts;
  readonly hosts: Texts;
  readonly headerValues: Texts;
  readonly ports: readonly number[];
  readonly serverNames: Texts;
  /** Ranges of addresses: of connections and of clients behind proxies, in `from`, and in `when`. */
  readonly addresses: {
    readonly source: Texts;
    readonly remote: Texts;
    readonly sourceWhen: Texts;
    readonly remoteWhen: Texts;
    readonly destination: Texts;
  };
  readonly issuers: Texts;
  readonly subjects: Texts;
  readonly audiences: Texts;
  readonly scopes: Texts;
  /** External authorizers: those of HTTP, and those of any connection. */
  readonly providers: { readonly http: Texts; readonly tcp: Texts };
  /** Whether tokens come in other places than the header `Authorization` too, and go on to whom a proxy calls. */
  readonly hasTokenPlaces?: boolean;
  /** What sidecars are no targets of: a policy that names one is not for them. */
  readonly foreignTargets?: readonly Json[];
}

/** Where generated tokens are looked for, besides the header `Authorization`. */
export const TOKEN_PLACES = { header: 'x-token', param: 'token', cookie: 'session' } as const;

const IDENTITY_KEY = /^(?:source\.(?!ip)|request\.auth)/;

/** Makes policies of Istio's security API at random. */
export class PolicyMaker extends Random {
  /** What the next policies are made for. */
  protocol: 'http' | 'tcp' = 'http';

  constructor(
    seed: number,
    protected readonly words: PolicyWords,
  ) {
    super(seed);
  }

  authorizationPolicy(at: number): PolicyObject {
    const { rootNamespace, namespaces, labels, providers, foreignTargets } = this.words;
    const authorizers = providers[this.protocol];
    const custom = authorizers.length > 0 ? ['CUSTOM'] : [];
    const action = this.one(['ALLOW', 'ALLOW', 'ALLOW', 'DENY', 'DENY', 'AUDIT', ...custom]);
    const isDryRunnable = action === 'ALLOW' || action === 'DENY';
    const dryRun = isDryRunnable && this.chance(15) ? this.one(['true', 'True', '1', 'false', '0']) : undefined;
    const rules = this.times(action === 'ALLOW' && this.chance(5) ? 0 : 1 + this.below(3), () => this.rule(action));
    const [namespace, other] = namespaces;
    return {
      name: `policy-${at}`,
      namespace: this.chance(20) ? rootNamespace : this.chance(12) ? other : namespace,
      ...(dryRun !== undefined && { annotations: { 'istio.io/dry-run': dryRun } }),
      spec: {
        action,
        ...(action === 'CUSTOM' && {
          provider: { name: authorizers.length === 1 ? authorizers[0] : this.one(authorizers) },
        }),
        ...(this.chance(40)
          ? { selector: { matchLabels: this.one(labels) } }
          : foreignTargets && this.chance(10) && { targetRefs: [this.one(foreignTargets)] }),
        ...(rules.length > 0 && { rules }),
      },
    };
  }

  requestAuthentication(at: number): PolicyObject {
    const { rootNamespace, namespaces, labels, issuers, audiences, hasTokenPlaces } = this.words;
    const jwtRules = this.times(1 + this.below(2), () => ({
      issuer: this.one(issuers),
      ...(this.chance(30) && { audiences: this.some(audiences) }),
      ...(this.chance(20) && { spaceDelimitedClaims: ['roles'] }),
      ...(hasTokenPlaces && this.tokenPlaces()),
    }));
    return {
      name: `tokens-${at}`,
      namespace: this.chance(25) ? rootNamespace : namespaces[0],
      spec: { ...(this.chance(30) && { selector: { matchLabels: this.one(labels) } }), jwtRules },
    };
  }

  private tokenPlaces(): Json {
    return {
      ...(this.chance(50) && { forwardOriginalToken: true }),
      ...(this.chance(30) && {
        ...(this.chance(70) && { fromHeaders: [{ name: TOKEN_PLACES.header }] }),
        ...(this.chance(50) && { fromParams: [TOKEN_PLACES.param] }),
        ...(this.chance(50) && { fromCookies: [TOKEN_PLACES.cookie] }),
      }),
    };
  }

  token(stranger = 'https://stranger.example'): RequestToken {
    const { scopes, audiences, issuers, subjects } = this.words;
    const claims = {
      ...(this.chance(60) && { scope: this.one(scopes) }),
      ...(this.chance(40) && { roles: this.one(scopes) }),
      ...(this.chance(60) && { groups: this.some(['dev', 'ops', 'devops']) }),
      ...(this.chance(40) && { org: { unit: this.chance(50) ? 'dev' : ['ops', 'dev'] } }),
      ...(this.chance(30) && { azp: this.one(audiences) }),
      ...(this.chance(30) && { age: this.chance(50) ? 7 : true }),
    };
    return {
      issuer: this.chance(8) ? stranger : this.one(issuers),
      ...(this.chance(90) && { subject: this.one(subjects) }),
      ...(this.chance(70) && { audiences: this.some(audiences) }),
      claims,
      ...(this.chance(8) && { valid: false }),
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
    const { sourceNamespaces, principals, serviceAccounts, addresses, trustDomains } = this.words;
    const ofAddresses = {
      ipBlocks: () => this.some(addresses.source),
      remoteIpBlocks: () => this.some(addresses.remote),
    };
    if (action === 'CUSTOM') return this.fields(ofAddresses);
    const lists: Readonly<Record<string, () => Texts>> = {
      principals: () => this.patterns(principals),
      namespaces: () => this.patterns([...sourceNamespaces.names, ...sourceNamespaces.patterns]),
      ...ofAddresses,
      ...((this.protocol === 'http' || this.chance(20)) && {
        requestPrincipals: () => this.patterns(this.requestPrincipals()),
      }),
      ...(trustDomains && { trustDomains: () => this.some(trustDomains) }),
    };
    if (this.chance(20)) {
      return { [this.chance(70) ? 'serviceAccounts' : 'notServiceAccounts']: this.some(serviceAccounts) };
    }
    return this.fields(lists);
  }

  private operation(): Json {
    const { methods, paths, pathTemplates, hosts, ports: numbers } = this.words;
    const ports = (): Texts => this.some(numbers.map(String));
    if (this.protocol === 'tcp' && this.chance(85)) return this.fields({ ports });
    return this.fields({
      methods: () => this.patterns(methods),
      paths: () => (this.chance(35) ? this.some(pathTemplates) : this.patterns(paths)),
      hosts: () => this.patterns(hosts),
      ports,
    });
  }

  private condition(action: string): Json {
    const { addresses, sourceNamespaces, principals, ports, serverNames, serviceAccounts, trustDomains } = this.words;
    const { headerValues, audiences, issuers, subjects } = this.words;
    const tcp: Readonly<Record<string, () => Texts>> = {
      'source.ip': () => this.some(addresses.sourceWhen),
      'source.namespace': () => this.patterns(sourceNamespaces.names),
      'source.principal': () => this.patterns(principals),
      'destination.ip': () => this.some(addresses.destination),
      'destination.port': () => this.some(ports.map(String)),
      'connection.sni': () => this.patterns(serverNames),
      'source.serviceAccount': () => this.some(serviceAccounts),
      ...(trustDomains && { 'source.trustDomain': () => this.some(trustDomains) }),
    };
    const http: Readonly<Record<string, () => Texts>> = {
      ...tcp,
      'remote.ip': () => this.some(addresses.remoteWhen),
      'request.headers[x-a]': () => this.patterns(headerValues),
      'request.headers[X-B]': () => this.patterns(headerValues),
      'request.auth.principal': () => this.patterns(this.requestPrincipals()),
      'request.auth.audiences': () => this.patterns(audiences),
      'request.auth.presenter': () => this.patterns(audiences),
      'request.auth.claims[iss]': () => this.patterns(issuers),
      'request.auth.claims[sub]': () => this.patterns(subjects),
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

  private fields(lists: Readonly<Record<string, () => Texts>>): Json {
    const [first, ...more] = this.some(Object.keys(lists)).slice(0, 1 + this.below(2));
    return Object.fromEntries(
      [first ?? '', ...more].map((name) => {
        const not = this.chance(25) ? `not${name.charAt(0).toUpperCase()}${name.slice(1)}` : name;
        return [not, lists[name]?.() ?? []];
      }),
    );
  }

  private requestPrincipals(): Texts {
    const { issuers, subjects } = this.words;
    return issuers.flatMap((issuer) => subjects.map((subject) => `${issuer}/${subject}`));
  }

  /** Some of the texts, some of them as patterns. */
  private patterns(texts: Texts): Texts {
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
}
