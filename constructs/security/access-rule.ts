import { isIP } from 'node:net';
import { isToken } from '../delivery/terraform-template';
import { type IServiceAccount, ServiceAccount } from '../references/service-account';
import type { Operation, Rule, Source } from '../resources/generated/security';
import { NEWER_KEYS, PLAIN_KEYS } from '../resources/validation/rules/authorization-policy';
import { checkGiven } from '../shapes/check';
import { has, type IstioVersion, istioMinor, nearestWith } from '../versions';

/**
 * Who a request comes from: all that one source names must hold. Never changes.
 *
 * @see https://istio.io/latest/docs/reference/config/security/authorization-policy/#Source
 */
export class AccessSource {
  /** Workloads that run as one of the service accounts. Needs mutual TLS. */
  static serviceAccount(...accounts: readonly IServiceAccount[]): AccessSource {
    checkGiven('AccessSource.serviceAccount', { accounts });
    return new AccessSource({ principals: accounts.map((account) => ServiceAccount.principalOf(account)) });
  }

  /** Workloads of one of the namespaces. Needs mutual TLS. */
  static namespace(...namespaces: readonly (string | { readonly name: string })[]): AccessSource {
    checkGiven('AccessSource.namespace', { namespaces });
    return new AccessSource({ namespaces: namespaces.map((one) => (typeof one === 'string' ? one : one.name)) });
  }

  /** Any workload with an identity of the mesh, which plain text has not. */
  static anyIdentity(): AccessSource {
    return new AccessSource({ principals: ['*'] });
  }

  /** Connections from these addresses or CIDR blocks: at a gateway, those of what is in front of it. */
  static ipBlock(...blocks: readonly string[]): AccessSource {
    checkGiven('AccessSource.ipBlock', { blocks });
    return new AccessSource({ ipBlocks: blocks });
  }

  /** Clients at these addresses or CIDR blocks, as `X-Forwarded-For` or the proxy protocol tell. */
  static remoteIpBlock(...blocks: readonly string[]): AccessSource {
    checkGiven('AccessSource.remoteIpBlock', { blocks });
    return new AccessSource({ remoteIpBlocks: blocks });
  }

  /**
   * Holders of a valid JSON web token.
   *
   * @param principals issuer and subject around a slash; either may be `*`. Any token where none is given
   */
  static requestPrincipal(...principals: readonly string[]): AccessSource {
    checkGiven('AccessSource.requestPrincipal', { principals });
    return new AccessSource({ requestPrincipals: principals.length === 0 ? ['*'] : principals });
  }

  /** A source in Istio's own fields, for what the others lack, such as `notNamespaces`. */
  static of(source: Source): AccessSource {
    checkGiven('AccessSource.of', { source });
    return new AccessSource(source);
  }

  /** @param source the source as an AuthorizationPolicy has it */
  private constructor(readonly source: Source) {
    Object.freeze(this);
  }
}

/**
 * What a request is for: all that one operation names must hold, and of each list one value.
 *
 * @see https://istio.io/latest/docs/reference/config/security/authorization-policy/#Operation
 */
export interface AccessOperation {
  /** HTTP hosts, with `*` at either end for any beginning or end. */
  readonly hosts?: readonly string[];
  /** HTTP hosts that it is not for. */
  readonly notHosts?: readonly string[];
  /** HTTP methods in capitals. */
  readonly methods?: readonly string[];
  /** HTTP methods that it is not for. */
  readonly notMethods?: readonly string[];
  /** HTTP paths, with `*` at either end; `{*}` means one segment and a last `{**}` for the rest, but not in Istio 1.17. */
  readonly paths?: readonly string[];
  /** HTTP paths that it is not for. */
  readonly notPaths?: readonly string[];
  /** Ports that the workload's pods listen on: those of a gateway's pods, not of its Service. */
  readonly ports?: readonly number[];
  /** Ports that it is not for. */
  readonly notPorts?: readonly number[];
}

/**
 * One rule of an access policy: it matches where one of its sources, one of its operations and every condition do.
 * What is not named matches everything. Never changes: every method returns a new rule.
 *
 * @example
 * AccessRule.from(AccessSource.serviceAccount(web)).to({ methods: ['GET'], paths: ['/info*'] });
 * @see https://istio.io/latest/docs/reference/config/security/authorization-policy/#Rule
 */
export class AccessRule {
  /** Matches every request. */
  static any(): AccessRule {
    return new AccessRule({});
  }

  /** Matches requests from one of the sources. */
  static from(...sources: readonly AccessSource[]): AccessRule {
    return AccessRule.any().from(...sources);
  }

  /** Matches requests for one of the operations. */
  static to(...operations: readonly AccessOperation[]): AccessRule {
    return AccessRule.any().to(...operations);
  }

  /** @param rule the rule as an AuthorizationPolicy has it */
  private constructor(readonly rule: Rule) {
    Object.freeze(this);
  }

  /** Also matches requests from these sources; from no others, where the rule had none. */
  from(...sources: readonly AccessSource[]): AccessRule {
    checkGiven('AccessRule.from', { sources });
    const from = [...(this.rule.from ?? []), ...sources.map(({ source }) => ({ source }))];
    return new AccessRule({ ...this.rule, ...(from.length > 0 && { from }) });
  }

  /** Also matches requests for these operations; for no others, where the rule had none. */
  to(...operations: readonly AccessOperation[]): AccessRule {
    checkGiven('AccessRule.to', { operations });
    const to = [...(this.rule.to ?? []), ...operations.map((one) => ({ operation: operationOf(one) }))];
    return new AccessRule({ ...this.rule, ...(to.length > 0 && { to }) });
  }

  /**
   * Matches only where an attribute has one of the values.
   *
   * @param key an attribute such as `request.headers[x-team]`
   * @see https://istio.io/latest/docs/reference/config/security/conditions/
   */
  when(key: string, ...values: readonly string[]): AccessRule {
    checkGiven('AccessRule.when', { key, values });
    return new AccessRule({ ...this.rule, when: [...(this.rule.when ?? []), { key, values }] });
  }

  /** Matches only where an attribute has none of the values. */
  whenNot(key: string, ...notValues: readonly string[]): AccessRule {
    checkGiven('AccessRule.whenNot', { key, notValues });
    return new AccessRule({ ...this.rule, when: [...(this.rule.when ?? []), { key, notValues }] });
  }

  /** Matches only where a claim of the request's JSON web token has, or as a list holds, one of the values. */
  whenClaim(claim: string, ...values: readonly string[]): AccessRule {
    return this.when(`request.auth.claims[${claim}]`, ...values);
  }
}

function operationOf({ ports, notPorts, ...rest }: AccessOperation): Operation {
  return {
    ...rest,
    ...(ports && { ports: ports.map(String) }),
    ...(notPorts && { notPorts: notPorts.map(String) }),
  };
}

/** What Istio would refuse, or silently never match, about the rule at `path`. */
export function accessRuleFaults(path: string, { rule }: AccessRule, istioVersion: IstioVersion): string[] {
  const faults: string[] = [];
  rule.from?.forEach(({ source = {} }, index) => {
    faults.push(...sourceFaults(`${path}.from[${index}]`, source));
  });
  rule.to?.forEach(({ operation = {} }, index) => {
    faults.push(...operationFaults(`${path}.to[${index}]`, operation, istioVersion));
  });
  rule.when?.forEach((condition, index) => {
    faults.push(...conditionFaults(`${path}.when[${index}]`, condition, istioVersion));
  });
  return faults;
}

type Lists = Readonly<Record<string, readonly string[] | undefined>>;

function sourceFaults(path: string, source: Source): string[] {
  const lists = source as Lists;
  const faults = emptyFaults(path, lists, 'a service account, namespace, address or other origin');
  for (const name of ['ipBlocks', 'notIpBlocks', 'remoteIpBlocks', 'notRemoteIpBlocks']) {
    faults.push(...addressFaults(`${path}.${name}`, lists[name]));
  }
  return faults;
}

function operationFaults(path: string, operation: Operation, istioVersion: IstioVersion): string[] {
  const lists = operation as Lists;
  const faults = emptyFaults(path, lists, 'a host, method, path or port');
  for (const name of ['methods', 'notMethods']) {
    for (const method of known(lists[name])) {
      if (method !== method.toUpperCase())
        faults.push(`${path}.${name}: expected capitals, got "${method}" (did you mean "${method.toUpperCase()}"?)`);
    }
  }
  for (const name of ['paths', 'notPaths']) {
    for (const text of known(lists[name])) faults.push(...pathFaults(`${path}.${name}`, text, istioVersion));
  }
  for (const name of ['ports', 'notPorts']) faults.push(...portFaults(`${path}.${name}`, lists[name]));
  return faults;
}

const ATTRIBUTES = new Set(PLAIN_KEYS);
const NEWER_ATTRIBUTES = new Set(NEWER_KEYS);
const KEYED = /^(request\.headers|request\.auth\.claims|experimental\.envoy\.filters\.[^[]+)\[.+\]$/;

function conditionFaults(
  path: string,
  {
    key,
    values,
    notValues,
  }: { readonly key: string; readonly values?: readonly string[]; readonly notValues?: readonly string[] },
  istioVersion: IstioVersion,
): string[] {
  if (isToken(key)) return [];
  const given = values ?? notValues ?? [];
  if (given.length === 0) return [`${path}: expected at least one value for ${key}, got none`];
  if (key === 'source.ip' || key === 'remote.ip' || key === 'destination.ip') return addressFaults(path, given);
  if (key === 'destination.port') return portFaults(path, given);
  if (NEWER_ATTRIBUTES.has(key)) {
    const feature = key === 'source.trustDomain' ? 'sourceTrustDomain' : 'sourceServiceAccount';
    return has(istioVersion, feature)
      ? []
      : [`${path}: Istio ${istioMinor(istioVersion)} has no attribute ${key} (${nearestWith(istioVersion, feature)})`];
  }
  if (ATTRIBUTES.has(key) || KEYED.test(key)) return [];
  return [
    `${path}: expected one of the attributes ${[...ATTRIBUTES].join(', ')}, request.headers[name] or request.auth.claims[name], got ${JSON.stringify(key)}`,
  ];
}

function emptyFaults(path: string, lists: Lists, expected: string): string[] {
  const names = Object.keys(lists).filter((name) => lists[name] !== undefined);
  if (names.length === 0) return [`${path}: expected ${expected}, got nothing`];
  return names.flatMap((name) => {
    const list = lists[name] ?? [];
    if (list.length === 0) return [`${path}.${name}: expected at least one value, or no list, got an empty list`];
    return list.some((value) => value === '') ? [`${path}.${name}: expected a value, got an empty one`] : [];
  });
}

function addressFaults(path: string, blocks: readonly string[] | undefined): string[] {
  return known(blocks).flatMap((block) => {
    const [address = '', bits, ...rest] = block.split('/');
    const family = isIP(address);
    const fits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
    return family > 0 && fits && rest.length === 0
      ? []
      : [`${path}: expected an IP address or a CIDR block such as 10.0.0.0/8, got "${block}"`];
  });
}

function portFaults(path: string, ports: readonly string[] | undefined): string[] {
  return known(ports).flatMap((port) =>
    /^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535
      ? []
      : [`${path}: expected a port from 1 to 65535, got ${port}`],
  );
}

function pathFaults(at: string, path: string, istioVersion: IstioVersion): string[] {
  if (!/^[/*{]/.test(path)) return [`${at}: expected a leading "/" or "*", got "${path}", which matches no path`];
  if (!/[{}]/.test(path)) return [];
  if (!has(istioVersion, 'pathTemplates'))
    return [
      `${at}: expected a path without templates, which Istio ${istioMinor(istioVersion)} does not have, got "${path}" (${nearestWith(istioVersion, 'pathTemplates')})`,
    ];
  const segments = path.replace(/^\/|\/$/g, '').split('/');
  const fits = segments.every(
    (segment, index) =>
      segment === '{*}' ||
      (segment === '{**}' ? index === segments.length - 1 : /^[a-zA-Z0-9\-._~%!$&'()+,;:@=]+$/.test(segment)),
  );
  return fits
    ? []
    : [
        `${at}: expected "{*}" for one whole segment, "{**}" as the last one, and no other braces or "*", got "${path}"`,
      ];
}

function known(values: readonly string[] | undefined): readonly string[] {
  return isToken(values) ? [] : (values ?? []).filter((value) => !isToken(value) && value !== '');
}
