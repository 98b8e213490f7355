import type { MapEdge, MapNode, MeshMap, NodeKind } from './model';

const SHAPES: Readonly<Record<NodeKind, readonly [string, string]>> = {
  proxy: ['[[', ']]'],
  gateway: ['{{', '}}'],
  'virtual-service': ['(', ')'],
  service: ['([', '])'],
  workload: ['[', ']'],
  'control-plane': ['[', ']'],
  addon: ['[', ']'],
  unplaced: ['>', ']'],
};

const LOCKS = { STRICT: '🔒', PERMISSIVE: '🔓 or plain', DISABLE: 'plain' } as const;

/** The map as a Mermaid flowchart, a subgraph for each namespace: for Markdown that a forge renders. */
export function renderMermaid(map: MeshMap): string {
  const ids = new Map(map.nodes.map((node, index) => [node.id, `n${index}`]));
  const lines = ['flowchart LR'];
  map.namespaces.forEach(({ name, badges }, index) => {
    const nodes = map.nodes.filter((node) => node.namespace === name);
    lines.push(`  subgraph ns${index}["${escapeText(name)}"]`);
    for (const node of nodes) lines.push(`    ${ids.get(node.id)}${shape(node)}`);
    const texts = badges.map(({ text }) => escapeText(text));
    // A subgraph without a node is none.
    if (nodes.length === 0 && texts.length === 0) texts.push('no resources');
    if (texts.length > 0) lines.push(`    p${index}>"${texts.join('<br/>')}"]`);
    lines.push('  end');
  });
  const rows = new Map(map.nodes.map((node) => [node.id, new Map(node.rows.map((row) => [row.id, row.title]))]));
  for (const edge of merged(map.edges)) {
    const label = labelOf(edge, rows);
    const arrow = edge.kind === 'mirror' ? '-.->' : '-->';
    lines.push(
      `  ${ids.get(edge.from.node)} ${arrow}${label === '' ? '' : `|"${escapeText(label)}"|`} ${ids.get(edge.to.node)}`,
    );
  }
  const kinds = new Set(map.nodes.map(({ kind }) => kind));
  for (const kind of kinds) {
    const members = map.nodes.filter((node) => node.kind === kind).map((node) => ids.get(node.id));
    lines.push(`  classDef ${classOf(kind)} ${CLASSES[kind]}`, `  class ${members.join(',')} ${classOf(kind)}`);
  }
  return `${lines.join('\n')}\n`;
}

/** The chart in a Markdown fence, and as a list what has no place in the traffic. */
export function renderMarkdown(map: MeshMap): string {
  const unplaced = map.nodes.filter(({ kind }) => kind === 'unplaced');
  const items = unplaced.map(
    ({ namespace, title, subtitle }) => `- ${escapeMarkdown(`${namespace}: ${title}, ${subtitle}`)}`,
  );
  const list = items.length === 0 ? '' : `\nBeside the traffic:\n\n${items.join('\n')}\n`;
  return `\`\`\`mermaid\n${renderMermaid(map)}\`\`\`\n${list}`;
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>|]/g, '\\$&');
}

const CLASSES: Readonly<Record<NodeKind, string>> = {
  proxy: 'stroke:#7c4ddb,stroke-width:2px',
  gateway: 'stroke:#a13fb5,stroke-width:2px',
  'virtual-service': 'stroke:#2f62d9,stroke-width:2px',
  service: 'stroke:#0b7f8c,stroke-width:2px',
  workload: 'stroke:#3f7d20,stroke-width:2px',
  'control-plane': 'stroke:#47566d,stroke-width:2px',
  addon: 'stroke:#c2570c,stroke-width:2px',
  unplaced: 'stroke:#7a7f87,stroke-dasharray:4 3',
};

function classOf(kind: NodeKind): string {
  return kind.replace('-', '');
}

function shape(node: MapNode): string {
  const [open, close] = SHAPES[node.kind];
  const lines = [node.title, node.subtitle, ...node.badges.map(({ text }) => text)]
    .filter((line) => line !== '')
    .map(escapeText);
  return `${open}"${lines.join('<br/>')}"${close}`;
}

/** An edge a pair of ends: Mermaid has no rows to tell two rules with the same target apart, their labels are joined. */
function merged(edges: readonly MapEdge[]): MapEdge[] {
  const seen = new Map<string, MapEdge>();
  for (const edge of edges) {
    const key = [edge.from.node, edge.from.row, edge.to.node, edge.to.row, edge.kind].join('\n');
    if (!seen.has(key)) seen.set(key, edge);
  }
  return [...seen.values()];
}

function labelOf(edge: MapEdge, rows: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  const from = edge.from.row === undefined ? undefined : rows.get(edge.from.node)?.get(edge.from.row);
  return [
    from ?? '',
    edge.to.row === undefined ? '' : `→ ${rows.get(edge.to.node)?.get(edge.to.row) ?? edge.to.row}`,
    edge.weight === undefined ? '' : `${edge.weight} %`,
    edge.kind === 'mirror' ? 'mirror' : '',
    edge.mtls === undefined ? '' : LOCKS[edge.mtls],
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** Mermaid reads entity codes with a hash; quotes, brackets of HTML and its own markers would end the label. */
function escapeText(text: string): string {
  return text.replace(/[#"<>&`|\\]/g, (character) => `#${character.charCodeAt(0)};`).replace(/\s+/g, ' ');
}
