import { isHole, present } from '../value';
import type { HttpMatch, HttpRoute, TextMatch } from './route';

/**
 * The routes that a route with a delegate stands for: those of the delegate, each narrowed to what the root takes. A delegate's route
 * that asks for something outside of that is left out, as Istio leaves it out.
 */
export function delegated(root: HttpRoute, delegate: readonly HttpRoute[]): HttpRoute[] {
  return delegate.flatMap((route) => {
    const matches = mergedMatches(root.matches, route.matches);
    if (!matches) return [];
    const name = [root.name, route.name].filter((part) => part).join('-');
    const { rewrite, headers, fault, cors, timeout, retries } = root;
    return {
      ...present({ rewrite, headers, fault, cors, timeout, retries }),
      ...route,
      ...(route.mirrors.length === 0 ? { mirrors: root.mirrors } : {}),
      ...(name === '' ? {} : { name }),
      index: root.index,
      matches,
    };
  });
}

function mergedMatches(roots: readonly HttpMatch[], leaves: readonly HttpMatch[]): readonly HttpMatch[] | undefined {
  if (roots.length === 0) return leaves;
  if (leaves.length === 0) return roots;
  const merged: HttpMatch[] = [];
  for (const leaf of leaves) {
    const fitting = roots.filter((root) => !conflict(root, leaf));
    if (fitting.length === 0) return undefined;
    merged.push(...fitting.map((root) => mergedMatch(root, leaf)));
  }
  return merged;
}

function mergedMatch(root: HttpMatch, leaf: HttpMatch): HttpMatch {
  const name = [root.name, leaf.name].filter((part) => part).join('-');
  return {
    ...root,
    ...leaf,
    ...(name === '' ? {} : { name }),
    headers: { ...root.headers, ...leaf.headers },
    withoutHeaders: { ...root.withoutHeaders, ...leaf.withoutHeaders },
    queryParams: { ...root.queryParams, ...leaf.queryParams },
    sourceLabels: { ...root.sourceLabels, ...leaf.sourceLabels },
    gateways: leaf.gateways.length === 0 ? root.gateways : leaf.gateways,
  };
}

function conflict(root: HttpMatch, leaf: HttpMatch): boolean {
  const texts: readonly (readonly [TextMatch | undefined, TextMatch | undefined])[] = [
    [root.path, leaf.path],
    [root.scheme, leaf.scheme],
    [root.method, leaf.method],
    [root.authority, leaf.authority],
    ...(['headers', 'withoutHeaders', 'queryParams'] as const).flatMap((key) =>
      Object.entries(leaf[key]).map(([name, wanted]) => [root[key][name], wanted] as const),
    ),
  ];
  return (
    texts.some(([wide, narrow]) => textConflict(wide, narrow)) ||
    root.ignorePathCase !== leaf.ignorePathCase ||
    (root.port !== undefined && leaf.port !== undefined && root.port !== leaf.port) ||
    (root.sourceNamespace !== undefined && leaf.sourceNamespace !== root.sourceNamespace) ||
    Object.entries(leaf.sourceLabels).some(([name, value]) => (root.sourceLabels[name] ?? value) !== value) ||
    (root.gateways.length > 0 && leaf.gateways.some((gateway) => !root.gateways.includes(gateway))) ||
    (root.gateways.length > 0 && root.gateways.length < leaf.gateways.length)
  );
}

/** Whether what the delegate asks for is not inside of what the root asks for. */
function textConflict(root: TextMatch | undefined, leaf: TextMatch | undefined): boolean {
  if (!root || !leaf) return false;
  // What cannot be read may fit.
  const values = [root, leaf].flatMap((each) => [each.exact, each.prefix, each.regex]);
  if (values.some(isHole)) return false;
  const written = ({ exact, prefix, regex }: TextMatch): boolean => Boolean(exact || prefix || regex);
  if ((root.regex && written(leaf)) || (leaf.regex && written(root))) return true;
  if (root.exact) return Boolean(leaf.prefix) || (leaf.exact ?? '') !== root.exact;
  if (root.prefix && (leaf.prefix || leaf.exact))
    return !String(leaf.prefix || leaf.exact).startsWith(String(root.prefix));
  return true;
}
