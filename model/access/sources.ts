import { fieldsOf, itemsOf } from '../value';
import {
  type IdentityPredicate,
  principalPattern,
  serviceAccountPattern,
  sourceNamespacePattern,
  trustDomainPattern,
} from './identity';
import { instanceOf } from './operations';
import { SOME } from './participants';
import type { PeerIdentity } from './request';
import type { RuleSpec } from './rule';

/** Clients that rules name by a pattern, whether a workload that fits it is known or not. */
export interface SourceClass {
  /** `anything in namespace dev`. */
  readonly name: string;
  /** A client of the class that no other pattern is about. */
  readonly identity: PeerIdentity;
  /** The namespace whose workloads it stands for; undefined where it stands for others too. */
  readonly namespace?: string;
  /** Whether it stands for every workload of the mesh that no rule is about. */
  readonly isRest?: true;
  /** Tells whether the pattern is about a client. */
  readonly fits: IdentityPredicate;
}

/** A rule, and the namespace of its policy. */
export interface PlacedRule {
  readonly spec: RuleSpec;
  readonly namespace: string;
}

/** The clients that rules name: one class for each pattern, and one for all other workloads of the mesh. */
export function sourceClasses(rules: Iterable<PlacedRule>, trustDomain: string): readonly SourceClass[] {
  const found = new Map<string, SourceClass>();
  const add = (one: SourceClass): void => {
    if (!found.has(one.name)) found.set(one.name, one);
  };
  const ofNamespace = (pattern: string): void => {
    const namespace = pattern.replaceAll('*', SOME);
    add({
      name: `anything in ${pattern.includes('*') ? 'namespaces' : 'namespace'} ${pattern}`,
      identity: { trustDomain, namespace, serviceAccount: SOME },
      fits: sourceNamespacePattern(pattern),
      ...(!pattern.includes('*') && { namespace }),
    });
  };
  const ofAccount = (namespace: string, serviceAccount: string, domain = trustDomain): void => {
    const isOwn = domain === trustDomain || domain === 'cluster.local' || domain === '*';
    add({
      name: `service account ${namespace}/${serviceAccount}${isOwn ? '' : ` of ${domain}`}`,
      identity: { trustDomain: isOwn ? trustDomain : instanceOf(domain), namespace, serviceAccount },
      fits: serviceAccountPattern(`${namespace}/${serviceAccount}`, namespace),
    });
  };
  const ofPrincipal = (pattern: string): void => {
    const parts = /^(.*)\/ns\/([^/]*)\/sa\/([^/]*)$/.exec(pattern);
    const [, domain = '', namespace = '', account = ''] = parts ?? [];
    const isPlain = ![namespace, account].some((one) => one.includes('*'));
    if (parts !== null && isPlain) ofAccount(namespace, account, domain);
    else if (parts !== null && !namespace.includes('*') && account === '*') ofNamespace(namespace);
    else if (pattern !== '*') {
      const inside = /\/ns\/([^/*]+)(?:\/|\*$|$)/.exec(pattern)?.[1];
      if (inside !== undefined && /\/ns\/[^/*]+\/\*?$/.test(pattern)) ofNamespace(inside);
      else {
        const suffix = /^\*.*?([^/*]+)$/.exec(pattern)?.[1];
        add({
          name: `principals ${pattern}`,
          identity: {
            trustDomain: pattern.startsWith('*') ? trustDomain : instanceOf(pattern.split('/')[0] ?? pattern),
            namespace: inside ?? SOME,
            serviceAccount: suffix ?? SOME,
          },
          fits: principalPattern(pattern, [trustDomain]),
        });
      }
    }
  };
  for (const { spec, namespace } of rules) {
    const both = (fields: Readonly<Record<string, unknown>>, name: string): string[] =>
      [fields[name], fields[opposite(name)]].flatMap((list) =>
        itemsOf(list).flatMap((one) => (typeof one === 'string' ? [one] : [])),
      );
    const account = (written: string): void => {
      const [first = '', second] = written.split('/');
      if (second === undefined) ofAccount(namespace, first);
      else ofAccount(first, second);
    };
    const domain = (pattern: string): void => {
      if (pattern === '*' || pattern === trustDomain) return;
      add({
        name: `workloads of trust domain ${pattern}`,
        identity: { trustDomain: instanceOf(pattern), namespace: SOME, serviceAccount: SOME },
        fits: trustDomainPattern(pattern, [trustDomain]),
      });
    };
    for (const entry of itemsOf(spec.from)) {
      const source = fieldsOf(fieldsOf(entry)['source']);
      for (const pattern of both(source, 'namespaces')) ofNamespace(pattern);
      for (const pattern of both(source, 'principals')) ofPrincipal(pattern);
      for (const pattern of both(source, 'serviceAccounts')) account(pattern);
      for (const pattern of both(source, 'trustDomains')) domain(pattern);
    }
    for (const condition of itemsOf(spec.when)) {
      const fields = fieldsOf(condition);
      const patterns = both(fields, 'values');
      if (fields['key'] === 'source.namespace') for (const pattern of patterns) ofNamespace(pattern);
      if (fields['key'] === 'source.principal') for (const pattern of patterns) ofPrincipal(pattern);
      if (fields['key'] === 'source.serviceAccount') for (const pattern of patterns) account(pattern);
      if (fields['key'] === 'source.trustDomain') for (const pattern of patterns) domain(pattern);
    }
  }
  add({
    name: 'any other workload of the mesh',
    identity: { trustDomain, namespace: `${SOME}-namespace`, serviceAccount: SOME },
    isRest: true,
    fits: () => true,
  });
  return [...found.values()];
}

function opposite(name: string): string {
  return name === 'values' ? 'notValues' : `not${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
