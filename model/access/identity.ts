import { namespacePattern, type TextPredicate, textPattern } from './pattern';
import type { PeerIdentity } from './request';

/** Tells whether a client's identity fits. */
export type IdentityPredicate = (identity: PeerIdentity) => boolean;

/** What a policy asks of a client's identity. */
export interface IdentityPattern {
  (identity: PeerIdentity): boolean;
  /** Equal for patterns that fit the same identities. */
  readonly text: string;
  /** What the identities that fit have in common, as far as the pattern says it. */
  readonly within: Partial<Pick<PeerIdentity, 'namespace' | 'serviceAccount'>>;
}

function identityPattern(text: string, within: IdentityPattern['within'], fits: IdentityPredicate): IdentityPattern {
  return Object.assign(fits, { text, within });
}

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
export function principalPattern(pattern: string, trustDomains: readonly string[]): IdentityPattern {
  const fits = withAliases(pattern, trustDomains).map(principalText);
  const [, namespace, serviceAccount] = /\/ns\/([^/*]+)\/(?:sa\/([^/*]+)$)?/.exec(pattern) ?? [];
  const within = {
    ...(namespace !== undefined && { namespace }),
    ...(serviceAccount !== undefined && { serviceAccount }),
  };
  return identityPattern(`principal ${pattern}`, within, (identity) => {
    const principal = principalOf(identity);
    return fits.some((one) => one(principal));
  });
}

/** Namespaces of clients, with `*` for any text. */
export function sourceNamespacePattern(pattern: string): IdentityPattern {
  const fits = namespacePattern(pattern);
  const within = pattern.includes('*') ? {} : { namespace: pattern };
  return identityPattern(`namespace ${pattern}`, within, ({ namespace }) => fits(namespace));
}

/** `account` of the policy's own namespace, or `namespace/account`. */
export function serviceAccountPattern(pattern: string, policyNamespace: string): IdentityPattern {
  const slash = pattern.indexOf('/');
  const namespace = slash < 0 ? policyNamespace : pattern.slice(0, slash);
  const serviceAccount = pattern.slice(slash + 1);
  return identityPattern(
    `account ${namespace}/${serviceAccount}`,
    { namespace, serviceAccount },
    (identity) => identity.namespace === namespace && identity.serviceAccount === serviceAccount,
  );
}

/** Trust domains of clients; that of the mesh stands for its aliases as well. */
export function trustDomainPattern(pattern: string, trustDomains: readonly string[]): IdentityPattern {
  const patterns = trustDomains.includes(pattern) ? trustDomains : [pattern];
  const fits = patterns.map((one) => (one.includes('*') && one !== '*' ? namespacePattern(one) : undefined));
  return identityPattern(`trust domain ${pattern}`, {}, ({ trustDomain }) =>
    patterns.some((one, index) => one === '*' || one === trustDomain || fits[index]?.(trustDomain) === true),
  );
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
