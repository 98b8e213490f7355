import { fieldsOf, itemsOf, textOf } from '../value';
import { instanceOf } from './operations';
import { addressPattern } from './pattern';
import type { InboundRequest, RequestToken } from './request';
import type { TokenIssuer } from './request-authentication';
import type { RuleSpec } from './rule';

/** Requests alike in what they carry and where they come from, as far as rules ask for it. */
export interface RequestCondition {
  /** What sets them apart: `header x-tenant=a`; empty for requests with nothing that rules ask for. */
  readonly name: string;
  /** A request of the class. */
  readonly request: Pick<InboundRequest, 'token' | 'headers' | 'sourceIp' | 'remoteIp'>;
}

// Beyond it every combination is one too many to read, and to compute.
const MOST_CONDITIONS = 64;

// Addresses of documentation come first: policies are seldom about them.
const OTHER_ADDRESSES = ['192.0.2.1', '198.51.100.1', '203.0.113.1', '10.255.255.254', '172.31.255.254', '2001:db8::1'];

/** One thing that a rule asks for: what a request would need to have, and how to say that. */
interface Trait {
  readonly attribute: string;
  readonly pattern: string;
}

/** Divides requests by their tokens, headers and addresses: one class for each pattern that rules have, and one without any of it. */
export function requestConditions(
  rules: Iterable<RuleSpec>,
  tokenIssuers: readonly TokenIssuer[],
): readonly RequestCondition[] {
  const issuers = [...new Map(tokenIssuers.map((one) => [JSON.stringify(one), one])).values()];
  const specs = [...rules];
  const traits = specs.flatMap(traitSets);
  const blocks = traits.flat().flatMap(({ attribute, pattern }) => (attribute.endsWith('.ip') ? [pattern] : []));
  const fits = blocks.map(addressPattern);
  const address = OTHER_ADDRESSES.find((one) => !fits.some((inside) => inside(one))) ?? '192.0.2.1';
  const plain = { token: 'none', headers: {}, sourceIp: address, remoteIp: address } as const;
  const found = new Map<string, RequestCondition>([[JSON.stringify(plain), { name: '', request: plain }]]);
  const add = (list: readonly Trait[]): void => {
    const request = { ...plain, ...requestWith(list, issuers) };
    const key = JSON.stringify(request);
    if (!found.has(key) && found.size < MOST_CONDITIONS) found.set(key, { name: nameOf(list), request });
  };
  const ofIssuer = ({ issuer }: TokenIssuer): Trait => ({ attribute: 'request.auth.issuer', pattern: issuer ?? '*' });
  for (const set of traits) {
    // A token of any issuer is one of each that is accepted.
    if (issuers.length < 2 || !isOfAnyIssuer(set)) add(set);
    else for (const one of issuers) add([ofIssuer(one), ...set]);
  }
  for (const one of issuers) add([ofIssuer(one)]);
  return [...found.values()];
}

/** What a rule asks for, positive and negative: the first of every list together, and each further pattern in its place. */
function traitSets(rule: RuleSpec): Trait[][] {
  const conditions = itemsOf(rule.when).flatMap((one) => {
    const { key, values, notValues } = fieldsOf(one);
    return typeof key === 'string' ? [{ attribute: key, values, notValues }] : [];
  });
  const sources = itemsOf(rule.from).map((entry) => fieldsOf(fieldsOf(entry)['source']));
  return (sources.length > 0 ? sources : [{}]).flatMap((source) => {
    const lists = [
      list('request.auth.principal', source['requestPrincipals'], source['notRequestPrincipals']),
      list('source.ip', source['ipBlocks'], source['notIpBlocks']),
      list('remote.ip', source['remoteIpBlocks'], source['notRemoteIpBlocks']),
      ...conditions.map(({ attribute, values, notValues }) => list(attribute, values, notValues)),
    ].filter(({ attribute, positive, negative }) => isOfRequest(attribute) && positive.length + negative.length > 0);
    const first = lists.flatMap(({ positive }) => positive.slice(0, 1));
    const replaced = (trait: Trait): Trait[] => [
      ...first.filter(({ attribute }) => attribute !== trait.attribute),
      trait,
    ];
    const others = lists.flatMap(({ positive, negative }) => [...positive.slice(1), ...negative]);
    return [...(first.length > 0 ? [first] : []), ...others.map(replaced)];
  });
}

function isOfAnyIssuer(traits: readonly Trait[]): boolean {
  const principal = traits.find(({ attribute }) => attribute === 'request.auth.principal')?.pattern;
  return traits.some(({ attribute }) => attribute.startsWith('request.auth.')) && (principal ?? '*').startsWith('*');
}

interface TraitList {
  readonly attribute: string;
  readonly positive: readonly Trait[];
  readonly negative: readonly Trait[];
}

function list(attribute: string, positive: unknown, negative: unknown): TraitList {
  const traits = (patterns: unknown): Trait[] =>
    itemsOf(patterns).flatMap((pattern) => (typeof pattern === 'string' ? [{ attribute, pattern }] : []));
  return { attribute, positive: traits(positive), negative: traits(negative) };
}

function isOfRequest(attribute: string): boolean {
  return /^(request\.|source\.ip$|remote\.ip$)/.test(attribute);
}

function requestWith(traits: readonly Trait[], issuers: readonly TokenIssuer[]): Partial<RequestCondition['request']> {
  const headers: Record<string, string> = {};
  let addresses: { sourceIp?: string; remoteIp?: string } = {};
  const claims: Trait[] = [];
  for (const trait of traits) {
    const { attribute, pattern } = trait;
    if (attribute === 'source.ip') addresses = { ...addresses, sourceIp: addressIn(pattern) };
    else if (attribute === 'remote.ip') addresses = { ...addresses, remoteIp: addressIn(pattern) };
    else if (attribute.startsWith('request.headers')) {
      headers[(bracketsOf(attribute)[0] ?? '').toLowerCase()] = instanceOf(pattern);
    } else if (attribute.startsWith('request.auth.')) claims.push(trait);
  }
  return { headers, ...addresses, ...(claims.length > 0 && { token: tokenWith(claims, issuers) }) };
}

function tokenWith(traits: readonly Trait[], issuers: readonly TokenIssuer[]): RequestToken {
  const of = (attribute: string): string | undefined => traits.find((one) => one.attribute === attribute)?.pattern;
  const principal = of('request.auth.principal') ?? '*';
  const slash = principal.lastIndexOf('/');
  const [written, subject] = slash < 0 ? ['*', principal] : [principal.slice(0, slash), principal.slice(slash + 1)];
  const pattern = of('request.auth.issuer') ?? written;
  const known = issuers.find(({ issuer }) => issuer !== undefined && (pattern.includes('*') || issuer === pattern));
  const audience = of('request.auth.audiences');
  const presenter = of('request.auth.presenter');
  const claims: Record<string, unknown> = presenter === undefined ? {} : { azp: instanceOf(presenter) };
  for (const { attribute, pattern: value } of traits) {
    if (attribute.startsWith('request.auth.claims')) put(claims, bracketsOf(attribute), instanceOf(value));
  }
  const audiences = audience === undefined ? known?.audiences.slice(0, 1) : [instanceOf(audience)];
  return {
    issuer: known?.issuer ?? instanceOf(pattern),
    subject: subject === '*' ? 'someone' : instanceOf(subject),
    ...(audiences !== undefined && audiences.length > 0 && { audiences }),
    claims,
  };
}

function put(claims: Record<string, unknown>, [name, ...inside]: readonly string[], value: string): void {
  if (name === undefined) return;
  if (inside.length === 0) {
    claims[name] = value;
    return;
  }
  const nested = { ...(fieldsOf(claims[name]) as Record<string, unknown>) };
  claims[name] = nested;
  put(nested, inside, value);
}

function bracketsOf(attribute: string): readonly string[] {
  return [...attribute.matchAll(/\[([^[\]]*)\]/g)].map(([, name]) => name ?? '');
}

function addressIn(block: string): string {
  return textOf(block.split('/')[0]) ?? block;
}

const WORDS: Readonly<Record<string, string>> = {
  'request.auth.principal': 'a token of',
  'request.auth.issuer': 'a token of',
  'source.ip': 'an address in',
  'remote.ip': 'an original address in',
};

function nameOf(traits: readonly Trait[]): string {
  const issuer = traits.find(({ attribute }) => attribute === 'request.auth.issuer');
  return traits
    .filter(
      ({ attribute, pattern }) => issuer === undefined || attribute !== 'request.auth.principal' || pattern !== '*',
    )
    .map(({ attribute, pattern }) => {
      const words = WORDS[attribute];
      if (words !== undefined) return pattern === '*' ? words.replace(' of', '') : `${words} ${pattern}`;
      const [header] = attribute.startsWith('request.headers') ? bracketsOf(attribute) : [];
      return header === undefined ? `${attribute}=${pattern}` : `header ${header}=${pattern}`;
    })
    .join(' and ');
}
