import { all, allOf, anyOf, not, type Truth } from '../truth';
import { type Fields, fieldsOf, itemsOf } from '../value';
import {
  type IdentityPattern,
  principalPattern,
  serviceAccountPattern,
  sourceNamespacePattern,
  trustDomainPattern,
} from './identity';
import { addressPattern, hostPattern, pathPattern, type TextPredicate, textPattern } from './pattern';
import type { InboundRequest, RequestToken } from './request';
import { claimValues, requestPrincipalPattern } from './token';

/** What a policy does with the requests that one of its rules matches. */
export type PolicyAction = 'ALLOW' | 'DENY' | 'AUDIT' | 'CUSTOM';

/** A rule of an AuthorizationPolicy as it is written. What is not a list of texts is not known. */
export interface RuleSpec {
  readonly from?: unknown;
  readonly to?: unknown;
  readonly when?: unknown;
}

/** Where a rule is in force. */
export interface RuleContext {
  readonly action: PolicyAction;
  /** The namespace of the policy. */
  readonly namespace: string;
  /** The trust domain of the mesh, then its aliases. */
  readonly trustDomains: readonly string[];
}

/** Tells of one condition whether a request meets it. */
type Condition = (request: InboundRequest) => Truth;

/** A condition on one attribute, and whether only HTTP has that attribute. */
interface Attribute {
  readonly httpOnly: boolean;
  readonly meets: Condition;
  /** What it asks of the client's identity. */
  readonly identities?: readonly IdentityPattern[];
}

/** All conditions of one source or one operation. */
type Conjunction = readonly Attribute[];

/** Patterns of what requests ask for. */
export interface OperationPatterns {
  readonly methods: readonly string[];
  readonly paths: readonly string[];
  readonly hosts: readonly string[];
}

/** One rule of an AuthorizationPolicy. A rule matches where one of its sources, one of its operations and every condition do. */
export class AccessRule {
  private readonly sources: readonly Conjunction[];
  private readonly operations: readonly Conjunction[];
  private readonly hasUnknownParts: boolean;
  private readonly action: PolicyAction;

  /** All that the rule asks of a client's identity: to clients of which each says the same it does the same. */
  readonly identities: readonly IdentityPattern[];
  /** The patterns that the rule has for what a request asks for, `not` ones included. */
  readonly patterns: OperationPatterns;

  constructor(
    /** The rule as it is written. */
    readonly spec: RuleSpec,
    context: RuleContext,
  ) {
    const { own: sourceConditions, others } = conditionsOf(spec.when, context);
    const sources = entriesOf(spec.from, 'source').map((source) => sourceOf(source, context));
    const operations = entriesOf(spec.to, 'operation').map(operationOf);
    this.sources = (sources.length > 0 ? sources : [[]]).map((one) => [...one, ...sourceConditions]);
    this.operations = (operations.length > 0 ? operations : [[]]).map((one) => [...one, ...others]);
    this.identities = [...new Set(this.sources.flatMap((one) => one.flatMap(({ identities: asked = [] }) => asked)))];
    this.hasUnknownParts = [spec.from, spec.to, spec.when].some((part) => part !== undefined && !Array.isArray(part));
    this.action = context.action;
    this.patterns = patternsOf(entriesOf(spec.to, 'operation'));
  }

  /** Whether the rule matches a request. */
  matches(request: InboundRequest): Truth {
    return all([this.matchesSource(request), this.matchesOperation(request)]);
  }

  /** Whether the rule holds for whom the request comes from. */
  matchesSource(request: InboundRequest): Truth {
    return this.matchesOne(this.sources, request);
  }

  /** Whether the rule holds for what the request is for. */
  matchesOperation(request: InboundRequest): Truth {
    return this.matchesOne(this.operations, request);
  }

  private matchesOne(conjunctions: readonly Conjunction[], request: InboundRequest): Truth {
    if (this.hasUnknownParts) return 'unknown';
    if (request.protocol === 'http') return anyOf(conjunctions, (one) => meetsAll(one, request));
    // Without HTTP an ALLOW rule that asks for HTTP never matches, and any other rule is read as if it did not ask for it.
    if (this.action === 'ALLOW' && this.asksForHttp()) return false;
    return anyOf(conjunctions, (one) =>
      meetsAll(
        one.filter(({ httpOnly }) => !httpOnly),
        request,
      ),
    );
  }

  private asksForHttp(): boolean {
    return [...this.sources, ...this.operations].some((one) => one.some(({ httpOnly }) => httpOnly));
  }
}

function meetsAll(conjunction: Conjunction, request: InboundRequest): Truth {
  return allOf(conjunction, ({ meets }) => meets(request));
}

function sourceOf(source: Fields, { namespace, trustDomains }: RuleContext): Conjunction {
  return [
    ...identities(source, 'principals', (one) => principalPattern(one, trustDomains)),
    ...tokens(source, 'requestPrincipals', requestPrincipalPattern),
    ...identities(source, 'namespaces', sourceNamespacePattern),
    ...identities(source, 'serviceAccounts', (one) => serviceAccountPattern(one, namespace)),
    ...identities(source, 'trustDomains', (one) => trustDomainPattern(one, trustDomains)),
    ...texts(source, 'ipBlocks', addressPattern, ({ sourceIp }) => sourceIp),
    ...texts(source, 'remoteIpBlocks', addressPattern, ({ remoteIp }) => remoteIp),
  ];
}

function operationOf(operation: Fields): Conjunction {
  return [
    ...texts(operation, 'hosts', hostPattern, ({ host }) => host, true),
    ...texts(operation, 'methods', textPattern, ({ method }) => method, true),
    ...texts(operation, 'paths', pathPattern, ({ path }) => path, true),
    ...texts(operation, 'ports', portPattern, portOf),
  ];
}

/** The conditions of `when`: those on the source, and those on what the request is for. */
function conditionsOf(
  when: unknown,
  { namespace, trustDomains }: RuleContext,
): { readonly own: Conjunction; readonly others: Conjunction } {
  const own: Attribute[] = [];
  const others: Attribute[] = [];
  for (const condition of itemsOf(when).map(fieldsOf)) {
    const { key, values, notValues } = condition;
    const fields: Fields = { values, notValues };
    if (typeof key !== 'string') {
      own.push({ httpOnly: false, meets: () => 'unknown' });
      continue;
    }
    const name = key.split('[', 1)[0] ?? '';
    switch (name) {
      case 'source.ip':
        own.push(...texts(fields, 'values', addressPattern, ({ sourceIp }) => sourceIp));
        break;
      case 'remote.ip':
        own.push(...texts(fields, 'values', addressPattern, ({ remoteIp }) => remoteIp));
        break;
      case 'source.namespace':
        own.push(...identities(fields, 'values', sourceNamespacePattern));
        break;
      case 'source.principal':
        own.push(...identities(fields, 'values', (one) => principalPattern(one, trustDomains)));
        break;
      case 'source.serviceAccount':
        own.push(...identities(fields, 'values', (one) => serviceAccountPattern(one, namespace)));
        break;
      case 'source.trustDomain':
        own.push(...identities(fields, 'values', (one) => trustDomainPattern(one, trustDomains)));
        break;
      case 'request.auth.principal':
        own.push(...tokens(fields, 'values', requestPrincipalPattern));
        break;
      case 'request.auth.audiences':
        own.push(...claims(fields, ['aud']));
        break;
      case 'request.auth.presenter':
        own.push(...claims(fields, ['azp']));
        break;
      case 'request.auth.claims':
        own.push(...claims(fields, namesInBrackets(key.slice(name.length))));
        break;
      case 'request.headers':
        own.push(...headers(fields, namesInBrackets(key.slice(name.length))[0] ?? ''));
        break;
      case 'destination.ip':
        others.push(...texts(fields, 'values', addressPattern, ({ destinationIp }) => destinationIp));
        break;
      case 'destination.port':
        others.push(...texts(fields, 'values', portPattern, portOf));
        break;
      case 'connection.sni':
        own.push(...texts(fields, 'values', textPattern, ({ sni }) => sni));
        break;
      default:
        // Metadata of Envoy's filters is seen at run time only.
        others.push({ httpOnly: false, meets: () => 'unknown' });
    }
  }
  return { own, others };
}

function patternsOf(operations: readonly Fields[]): OperationPatterns {
  const of = (name: string): readonly string[] =>
    operations
      .flatMap((one) => [one[name], one[opposite(name)]])
      .flatMap((list) => (Array.isArray(list) ? list.filter((pattern) => typeof pattern === 'string') : []));
  return { methods: of('methods'), paths: of('paths'), hosts: of('hosts') };
}

const OPPOSITES: Readonly<Record<string, string>> = { values: 'notValues' };

function opposite(name: string): string {
  return OPPOSITES[name] ?? `not${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** What is asked of one attribute: one of `name`, and none of its opposite. */
function attribute<Pattern>(
  fields: Fields,
  name: string,
  compile: (pattern: string) => Pattern,
  meets: (pattern: Pattern, request: InboundRequest) => Truth,
  httpOnly: boolean,
): Attribute[] {
  const attributes: Attribute[] = [];
  for (const [list, negative] of [
    [fields[name], false],
    [fields[opposite(name)], true],
  ] as const) {
    if (list === undefined || (Array.isArray(list) && list.length === 0)) continue;
    const patterns = Array.isArray(list)
      ? list.map((one) => (typeof one === 'string' || typeof one === 'number' ? compile(String(one)) : undefined))
      : [undefined];
    const one: Condition = (request) =>
      anyOf(patterns, (pattern) => (pattern === undefined ? 'unknown' : meets(pattern, request)));
    attributes.push({ httpOnly, meets: negative ? (request) => not(one(request)) : one });
  }
  return attributes;
}

function texts(
  fields: Fields,
  name: string,
  compile: (pattern: string) => TextPredicate,
  read: (request: InboundRequest) => string | undefined,
  httpOnly = false,
): Attribute[] {
  return attribute(
    fields,
    name,
    compile,
    (fits, request) => {
      const text = read(request);
      return text === undefined ? 'unknown' : fits(text);
    },
    httpOnly,
  );
}

function identities(fields: Fields, name: string, compile: (pattern: string) => IdentityPattern): Attribute[] {
  const asked: IdentityPattern[] = [];
  const attributes = attribute(
    fields,
    name,
    (pattern) => {
      const fits = compile(pattern);
      asked.push(fits);
      return fits;
    },
    (fits, { peer }) => (peer === undefined ? 'unknown' : peer !== 'none' && fits(peer)),
    false,
  );
  return attributes.map((one) => ({ ...one, identities: asked }));
}

function tokens(
  fields: Fields,
  name: string,
  compile: (pattern: string) => (token: RequestToken) => boolean,
): Attribute[] {
  return attribute(
    fields,
    name,
    compile,
    (fits, { token }) => (token === undefined ? 'unknown' : token !== 'none' && fits(token)),
    true,
  );
}

function claims(fields: Fields, names: readonly string[]): Attribute[] {
  return tokens(fields, 'values', (pattern) => {
    const fits = textPattern(pattern);
    return (token) => claimValues(token, names).some(fits);
  });
}

function headers(fields: Fields, name: string): Attribute[] {
  const lowercase = name.toLowerCase();
  return attribute(
    fields,
    'values',
    (pattern) => (pattern === '*' ? () => true : textPattern(pattern)),
    (fits, request) => {
      if (request.headers === undefined) return 'unknown';
      const value = request.headers[lowercase];
      return value !== undefined && fits(value);
    },
    true,
  );
}

function portPattern(pattern: string): TextPredicate {
  return (port) => port === pattern;
}

function portOf({ port }: InboundRequest): string | undefined {
  return port === undefined ? undefined : String(port);
}

/** `[a][b]` as `a`, `b`. */
function namesInBrackets(text: string): readonly string[] {
  if (/^(?:\[[^[\]]*\])+$/.test(text)) return text.slice(1, -1).split('][');
  return [text.replace(/^\[/, '').replace(/\]$/, '')];
}

function entriesOf(value: unknown, name: string): readonly Fields[] {
  return itemsOf(value).map((entry) => fieldsOf(fieldsOf(entry)[name]));
}
