import { namespacePattern, type TextPredicate, textPattern } from './pattern';
import type { PeerIdentity } from './request';

/** Tells whether a client's identity fits. */
export type IdentityPredicate = (identity: PeerIdentity) => boolean;

/** A principal as policies write it: the SPIFFE identity without its scheme. */
export function principalOf(identity: PeerIdentity): string {
  let principal = principals.get(identity);
  if (principal === undefined) {
    const { trustDomain, namespace, serviceAccount } = identity;
    principal = `${trustDomain}/ns/${namespace}/sa/${serviceAccount}`;
    principals.set(identity, principal);
  }
  return principal;
}

// A matrix asks every policy about every identity.
const principals = new WeakMap<PeerIdentity, string>();

/** A principal with `*` at either end. The trust domain of the mesh stands for its aliases as well. */
export function principalPattern(pattern: string, trustDomains: readonly string[]): IdentityPredicate {
  const fits = withAliases(pattern, trustDomains).map(principalText);
  return (identity) => {
    const principal = principalOf(identity);
    return fits.some((one) => one(principal));
  };
}

/** Namespaces of clients, with `*` for any text. */
export function sourceNamespacePattern(pattern: string): IdentityPredicate {
  const fits = namespacePattern(pattern);
  return ({ namespace }) => fits(namespace);
}

/** `account` of the policy's own namespace, or `namespace/account`. */
export function serviceAccountPattern(pattern: string, policyNamespace: string): IdentityPredicate {
  const slash = pattern.indexOf('/');
  const namespace = slash < 0 ? policyNamespace : pattern.slice(0, slash);
  const name = pattern.slice(slash + 1);
  return (identity) => identity.namespace === namespace && identity.serviceAccount === name;
}

/** Trust domains of clients; that of the mesh stands for its aliases as well. */
export function trustDomainPattern(pattern: string, trustDomains: readonly string[]): IdentityPredicate {
  const patterns = trustDomains.includes(pattern) ? trustDomains : [pattern];
  const fits = patterns.map((one) => (one.includes('*') && one !== '*' ? namespacePattern(one) : undefined));
  return ({ trustDomain }) =>
    patterns.some((one, index) => one === '*' || one === trustDomain || fits[index]?.(trustDomain) === true);
}

function principalText(pattern: string): TextPredicate {
  return pattern === '*' ? () => true : textPattern(pattern);
}

/** istiod writes a principal of the mesh's trust domain once for each of its aliases; `cluster.local` always means the mesh. */
function withAliases(pattern: string, trustDomains: readonly string[]): readonly string[] {
  const parts = pattern.split('/');
  const [own = ''] = parts;
  if (parts.length !== 5 || own === '*') return [pattern];
  const fits = (domain: string): boolean => (own.startsWith('*') ? domain.endsWith(own.slice(1)) : domain === own);
  if (own !== 'cluster.local' && !trustDomains.some(fits)) return [pattern];
  return [...new Set(trustDomains.map((domain) => (fits(domain) ? pattern : [domain, ...parts.slice(1)].join('/'))))];
}
