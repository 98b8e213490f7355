import type { ListenerNamespaces } from '../resources/generated/gateway-api';

/**
 * The namespaces that may attach something to a gateway: all, those of the gateway alone, some by name, or those with labels.
 */
export type AllowedNamespaces =
  | 'All'
  | 'Same'
  | readonly string[]
  | { readonly labels: Readonly<Record<string, string>> };

const NAME_LABEL = 'kubernetes.io/metadata.name';

/** The namespaces as the Gateway API names them: those with a name by the label that Kubernetes gives each. */
export function allowedNamespaces<Allowed extends AllowedNamespaces>(
  allowed: Allowed,
): ListenerNamespaces & { readonly from: 'All' | 'Same' | 'Selector' } {
  if (typeof allowed === 'string') return { from: allowed };
  if (!isNames(allowed)) return { from: 'Selector', selector: { matchLabels: allowed.labels } };
  const [name, ...others] = allowed;
  return {
    from: 'Selector',
    selector:
      name !== undefined && others.length === 0
        ? { matchLabels: { [NAME_LABEL]: name } }
        : { matchExpressions: [{ key: NAME_LABEL, operator: 'In', values: allowed }] },
  };
}

/** What is wrong with a list of namespaces. */
export function allowedNamespacesFaults(path: string, allowed: AllowedNamespaces | undefined): string[] {
  const isEmpty =
    allowed !== undefined &&
    typeof allowed !== 'string' &&
    (isNames(allowed) ? allowed.length === 0 : Object.keys(allowed.labels).length === 0);
  return isEmpty ? [`${path}: expected at least one namespace, got none: "Same", "All", or their names`] : [];
}

function isNames(allowed: Exclude<AllowedNamespaces, string>): allowed is readonly string[] {
  return Array.isArray(allowed);
}
