import { style } from '../terminal/style';
import type { MapEdge, MapNode, MeshMap } from './model';
import { MTLS_TEXTS } from './mtls-words';
import { subtitleOf } from './svg';

/** The map as lines of text, a namespace after the other: what a terminal or a pipe shows when no file is asked for. */
export function renderTree(map: MeshMap): string {
  const lines = [`${style.strong(map.title)}  ${style.quiet(subtitleOf(map))}`];
  const nodes = new Map(map.nodes.map((node) => [node.id, node]));
  const leaving = new Map<string, MapEdge[]>();
  for (const edge of map.edges) {
    const edges = leaving.get(edge.from.node);
    if (edges) edges.push(edge);
    else leaving.set(edge.from.node, [edge]);
  }
  for (const namespace of map.namespaces) {
    const here = map.nodes.filter((node) => node.namespace === namespace.name && node.kind !== 'unplaced');
    const policies = namespace.badges.map(({ text }) => text);
    if (here.length === 0 && policies.length === 0 && namespace.injection === 'unknown') continue;
    const facts = [
      MTLS_TEXTS[namespace.mtls],
      ...(namespace.injection === 'enabled' ? ['sidecars injected'] : []),
      ...(namespace.revision === undefined ? [] : [`revision ${namespace.revision}`]),
      ...policies,
    ];
    lines.push('', `${style.strong(namespace.name)}  ${style.quiet(facts.join(' · '))}`);
    for (const node of here) {
      lines.push(
        `  ${nameOf(node)}  ${style.quiet([node.subtitle, ...node.badges.map(({ text }) => text)].join(' · '))}`,
      );
      const edges = leaving.get(node.id) ?? [];
      for (const edge of edges.filter(({ from }) => from.row === undefined)) lines.push(`    ${targetOf(edge, nodes)}`);
      for (const row of node.rows) {
        const about = [row.detail, ...row.badges.map(({ text }) => text)].filter((text) => text !== '').join(' · ');
        lines.push(`    ${row.title}${about === '' ? '' : `  ${style.quiet(about)}`}`);
        for (const edge of edges.filter(({ from }) => from.row === row.id))
          lines.push(`      ${targetOf(edge, nodes)}`);
      }
    }
  }
  lines.push(...unplacedLines(map));
  if (map.notes.length > 0) lines.push('', ...map.notes.map((note) => `${style.warn('‼')} not shown: ${note}`));
  return `${lines.join('\n')}\n`;
}

/** What has no place in the traffic, as a list. */
export function unplacedLines(map: MeshMap): string[] {
  const unplaced = map.nodes.filter(({ kind }) => kind === 'unplaced');
  if (unplaced.length === 0) return [];
  return [
    '',
    style.strong('Beside the traffic'),
    ...unplaced.map(
      ({ namespace, title, subtitle }) => `  ${style.link(namespace)}  ${title}  ${style.quiet(subtitle)}`,
    ),
  ];
}

const KIND_WORDS: Readonly<Record<MapNode['kind'], string>> = {
  proxy: 'proxy',
  gateway: 'Gateway',
  'virtual-service': 'VirtualService',
  service: 'Service',
  workload: 'workload',
  'control-plane': 'control plane',
  addon: 'addon',
  unplaced: '',
};

function nameOf(node: MapNode): string {
  return `${style.link(node.kindName ?? KIND_WORDS[node.kind])} ${node.title}`;
}

function targetOf(edge: MapEdge, nodes: ReadonlyMap<string, MapNode>): string {
  const to = nodes.get(edge.to.node);
  const subset = edge.to.row === undefined ? '' : ` ${edge.to.row}`;
  const share = edge.kind === 'mirror' ? 'mirror ' : edge.weight === undefined ? '' : `${edge.weight} % `;
  const name = to?.kind === 'virtual-service' ? `${to.title} (${to.subtitle})` : (to?.title ?? edge.to.node);
  return `→ ${share}${name}${subset}${to?.elsewhere ? style.warn(' (declared elsewhere)') : ''}`;
}
