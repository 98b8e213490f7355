import type { networking } from '../../constructs/resources';

type HTTPRoute = networking.HTTPRoute;
type HTTPMatchRequest = networking.HTTPMatchRequest;
type StringMatch = networking.StringMatch;

/**
 * The routes that a route with a delegate stands for: those of the delegate, each narrowed to what the root takes. A delegate's route
 * that asks for something outside of that is left out, as Istio leaves it out.
 */
export function delegated(root: HTTPRoute, delegate: readonly HTTPRoute[]): HTTPRoute[] {
  return delegate.flatMap((route) => {
    const match = mergedMatches(root.match ?? [], route.match ?? []);
    if (!match) return [];
    const {
      delegate: _delegate,
      name: rootName,
      match: _match,
      route: _route,
      redirect: _redirect,
      ...inherited
    } = root;
    const name = [rootName, route.name].filter((part) => part).join('-');
    return { ...inherited, ...route, ...(name === '' ? {} : { name }), match };
  });
}

function mergedMatches(
  roots: readonly HTTPMatchRequest[],
  leaves: readonly HTTPMatchRequest[],
): readonly HTTPMatchRequest[] | undefined {
  if (roots.length === 0) return leaves;
  if (leaves.length === 0) return roots;
  const merged: HTTPMatchRequest[] = [];
  for (const leaf of leaves) {
    const fitting = roots.filter((root) => !conflict(root, leaf));
    if (fitting.length === 0) return undefined;
    merged.push(...fitting.map((root) => mergedMatch(root, leaf)));
  }
  return merged;
}

function mergedMatch(root: HTTPMatchRequest, leaf: HTTPMatchRequest): HTTPMatchRequest {
  const both = <Key extends 'headers' | 'withoutHeaders' | 'queryParams' | 'sourceLabels'>(key: Key): object =>
    root[key] || leaf[key] ? { [key]: { ...root[key], ...leaf[key] } } : {};
  return {
    ...root,
    ...leaf,
    ...both('headers'),
    ...both('withoutHeaders'),
    ...both('queryParams'),
    ...both('sourceLabels'),
  };
}

function conflict(root: HTTPMatchRequest, leaf: HTTPMatchRequest): boolean {
  const { uri, scheme, method, authority } = root;
  const texts: readonly (readonly [StringMatch | undefined, StringMatch | undefined])[] = [
    [uri, leaf.uri],
    [scheme, leaf.scheme],
    [method, leaf.method],
    [authority, leaf.authority],
    ...(['headers', 'withoutHeaders', 'queryParams'] as const).flatMap((key) =>
      Object.entries(leaf[key] ?? {}).map(([name, wanted]) => [root[key]?.[name], wanted] as const),
    ),
  ];
  const gateways = leaf.gateways ?? [];
  return (
    texts.some(([wide, narrow]) => textConflict(wide, narrow)) ||
    (root.ignoreUriCase ?? false) !== (leaf.ignoreUriCase ?? false) ||
    (root.port !== undefined && leaf.port !== undefined && root.port !== leaf.port) ||
    (root.sourceNamespace !== undefined && leaf.sourceNamespace !== root.sourceNamespace) ||
    Object.entries(leaf.sourceLabels ?? {}).some(([name, value]) => (root.sourceLabels?.[name] ?? value) !== value) ||
    ((root.gateways ?? []).length > 0 && gateways.some((gateway) => !root.gateways?.includes(gateway)))
  );
}

/** Whether what the delegate asks for is not inside of what the root asks for. */
function textConflict(root: StringMatch | undefined, leaf: StringMatch | undefined): boolean {
  if (!root || !leaf) return false;
  if (root.regex || leaf.regex) return true;
  if (root.exact) return leaf.exact !== root.exact;
  if (root.prefix) return !(leaf.prefix ?? leaf.exact ?? '').startsWith(root.prefix);
  return true;
}
