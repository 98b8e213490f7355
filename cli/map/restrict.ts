import type { MapNode, MeshMap } from './model';

/**
 * The part of a map that a choice of nodes stands for: the chosen ones, all that leads to them, and what they lead to directly. Notes stay.
 */
export function restrict(map: MeshMap, chosen: (node: MapNode) => boolean): MeshMap {
  const core = new Set(map.nodes.filter(chosen).map(({ id }) => id));
  const kept = new Set(core);
  const arriving = new Map<string, string[]>();
  for (const { from, to } of map.edges) {
    const sources = arriving.get(to.node);
    if (sources) sources.push(from.node);
    else arriving.set(to.node, [from.node]);
    if (core.has(from.node)) kept.add(to.node);
  }
  const queue = [...core];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const source of arriving.get(id) ?? []) {
      if (kept.has(source)) continue;
      kept.add(source);
      queue.push(source);
    }
  }
  const nodes = map.nodes.filter(({ id }) => kept.has(id));
  const namespaces = new Set(nodes.map(({ namespace }) => namespace));
  const edges = map.edges.filter(({ from, to }) => kept.has(from.node) && kept.has(to.node));
  const shown = map.namespaces.filter(({ name }) => namespaces.has(name));
  const named = new Set([
    ...nodes.flatMap((node) => node.resources),
    ...shown.flatMap(({ badges }) => badges.flatMap(({ resource }) => resource ?? [])),
  ]);
  const destinations = map.access?.destinations.flatMap((one) => {
    const own = one.nodes.filter((id) => kept.has(id));
    return own.length === 0 ? [] : { ...one, nodes: own };
  });
  return {
    ...map,
    ...(map.access && destinations && { access: { ...map.access, destinations } }),
    nodes,
    edges,
    namespaces: shown,
    resources: map.resources.filter(({ id }) => named.has(id)),
  };
}
