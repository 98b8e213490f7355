import { put } from '../../model/multimap';
import type { MapEdge, MapEnd, MapNode, MeshMap, NodeKind } from './model';
import { proportionalWidth } from './text-width';

/**
 * Where everything stands. The columns have a meaning (proxy, gateway, route, service, workload), so the layers of the graph are given
 * and only order and height are computed: a few sweeps over each connected part, linear in its size.
 */
export interface MapLayout {
  readonly width: number;
  readonly columns: readonly { readonly heading: string; readonly x: number; readonly width: number }[];
  readonly lanes: readonly Lane[];
  /** Edges between parts, drawn over all lanes. */
  readonly crossing: readonly MapEdge[];
  /** Edges of hubs, which would bury the picture: only their ends are drawn, as the stubs of the parts. */
  readonly stubbed: ReadonlySet<MapEdge>;
}

/** All of a namespace. Its parts are stacked; which of them are shown is up to the renderer. */
export interface Lane {
  readonly namespace: string;
  readonly parts: readonly Part[];
}

/** Nodes of one namespace that are connected with each other. */
export interface Part {
  readonly id: string;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly MapEdge[];
  readonly stubs: readonly Stub[];
}

/** The end of one or several edges whose way is not drawn. */
export interface Stub {
  readonly end: MapEnd;
  readonly direction: 'in' | 'out';
  /** Where it leads: the name of the other end, or how many there are. */
  readonly text: string;
}

export interface PlacedNode {
  readonly node: MapNode;
  readonly x: number;
  /** From the top of the part. */
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Measures of the drawing, in pixels at scale 1. */
export const MEASURE = {
  margin: 24,
  lanePadding: 20,
  laneHeader: 48,
  laneGap: 18,
  partGap: 20,
  nodeGap: 14,
  columnGap: 112,
  /** How much wider a column gets for the names of its cards. */
  columnGrowth: 110,
  cardHeader: 46,
  row: 27,
  rowWithDetail: 43,
  cardFoot: 5,
  /** What a card's icon and its edges leave to the text beside them. */
  cardText: 44,
  badge: 19,
  badgesShown: 5,
  platformWidth: 224,
  platformGap: 14,
} as const;

const COLUMNS: readonly { kind: NodeKind; heading: string; width: number }[] = [
  { kind: 'proxy', heading: 'Proxies', width: 224 },
  { kind: 'gateway', heading: 'Gateways', width: 210 },
  { kind: 'virtual-service', heading: 'Routes', width: 290 },
  { kind: 'service', heading: 'Services', width: 236 },
  { kind: 'workload', heading: 'Workloads', width: 236 },
];

export function layOut(map: MeshMap): MapLayout {
  const used = COLUMNS.filter(({ kind }) => map.nodes.some((node) => node.kind === kind));
  const columns: { kind: NodeKind; heading: string; x: number; width: number }[] = [];
  let x = MEASURE.margin + MEASURE.lanePadding;
  for (const column of used) {
    const nodes = map.nodes.filter(({ kind }) => kind === column.kind);
    const needed = nodes.reduce((most, node) => Math.max(most, widthFor(node)), column.width);
    const width = Math.min(Math.ceil(needed), column.width + MEASURE.columnGrowth);
    columns.push({ ...column, x, width });
    x += width + MEASURE.columnGap;
  }
  const width = Math.max(x - MEASURE.columnGap, 640) + MEASURE.lanePadding + MEASURE.margin;
  const columnOf = new Map(columns.map((column, index) => [column.kind, { ...column, index }]));
  const { groups, crossing, stubbed } = connectedParts(map);
  const stubs = stubsOf(map, stubbed);
  const byNamespace = new Map<string, Part[]>(map.namespaces.map(({ name }) => [name, []]));
  for (const { nodes, edges } of groups) {
    const first = nodes[0];
    if (!first) continue;
    const placed = columnOf.has(first.kind) ? columnPart(nodes, edges, columnOf) : platformPart(nodes, width);
    byNamespace.get(first.namespace)?.push({ ...placed, stubs: nodes.flatMap(({ id }) => stubs.get(id) ?? []) });
  }
  const lanes = map.namespaces
    .map(({ name, badges, injection }) => ({
      namespace: name,
      parts: byNamespace.get(name) ?? [],
      isShown: badges.length > 0 || injection !== 'unknown',
    }))
    .filter(({ parts, isShown }) => parts.length > 0 || isShown)
    .map(({ namespace, parts }) => ({ namespace, parts }));
  return {
    width,
    columns: columns.map(({ heading, x: at, width: wide }) => ({ heading, x: at, width: wide })),
    lanes,
    crossing,
    stubbed,
  };
}

/** How wide a card must be for its title beside the badges, and for its subtitle. */
function widthFor({ title, subtitle, badges }: MapNode): number {
  const { cardText, badge } = MEASURE;
  const beside = badges.length > 0 ? Math.min(badges.length, MEASURE.badgesShown) * badge + 8 : 0;
  return Math.max(titleWidth(title) + cardText + beside, subtitleWidth(subtitle) + cardText + 4);
}

export function titleWidth(text: string): number {
  return proportionalWidth(text, 13) * 1.06;
}

export function subtitleWidth(text: string): number {
  return proportionalWidth(text, 11);
}

/** How far below the top of its card an edge ends. */
export function portOffset(node: MapNode, row: string | undefined): number {
  if (row === undefined) return MEASURE.cardHeader / 2;
  let offset: number = MEASURE.cardHeader;
  for (const each of node.rows) {
    const height = rowHeight(each.detail);
    if (each.id === row) return offset + height / 2;
    offset += height;
  }
  return MEASURE.cardHeader / 2;
}

export function rowHeight(detail: string): number {
  return detail === '' ? MEASURE.row : MEASURE.rowWithDetail;
}

export function cardHeight(node: MapNode): number {
  const rows = node.rows.reduce((sum, row) => sum + rowHeight(row.detail), 0);
  return MEASURE.cardHeader + rows + (rows > 0 ? MEASURE.cardFoot : 0);
}

interface Group {
  readonly nodes: MapNode[];
  readonly edges: MapEdge[];
}

const PLATFORM = new Set<NodeKind>(['control-plane', 'addon', 'unplaced']);

/** How many edges make a node a hub on the side that they are on. */
const HUB = 6;

/** Edges of a proxy or gateway that serves many, and of what many go to. */
function hubEdges(map: MeshMap): Set<MapEdge> {
  const kinds = new Map(map.nodes.map(({ id, kind }) => [id, kind]));
  const leaving = new Map<string, Set<string>>();
  const arriving = new Map<string, Set<string>>();
  const count = (into: Map<string, Set<string>>, key: string, other: string): void => {
    const others = into.get(key);
    if (others) others.add(other);
    else into.set(key, new Set([other]));
  };
  for (const { from, to } of map.edges) {
    count(leaving, from.node, to.node);
    count(arriving, to.node, from.node);
  }
  const fansOut = (id: string): boolean => {
    const kind = kinds.get(id);
    return (kind === 'proxy' || kind === 'gateway') && (leaving.get(id)?.size ?? 0) > HUB;
  };
  return new Set(map.edges.filter(({ from, to }) => fansOut(from.node) || (arriving.get(to.node)?.size ?? 0) > HUB));
}

function connectedParts(map: MeshMap): { groups: Group[]; crossing: MapEdge[]; stubbed: Set<MapEdge> } {
  const parent = new Map<string, string>(map.nodes.map(({ id }) => [id, id]));
  const root = (id: string): string => {
    let at = id;
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) {
      parent.set(at, parent.get(up) ?? up);
      at = up;
    }
    return at;
  };
  const namespaceOf = new Map(map.nodes.map(({ id, namespace }) => [id, namespace]));
  const stubbed = hubEdges(map);
  const inside = ({ from, to }: MapEdge): boolean => namespaceOf.get(from.node) === namespaceOf.get(to.node);
  const drawn = map.edges.filter((edge) => !stubbed.has(edge));
  for (const edge of drawn) {
    if (inside(edge)) parent.set(root(edge.from.node), root(edge.to.node));
  }
  const groups = new Map<string, Group>();
  for (const node of map.nodes) {
    const key = PLATFORM.has(node.kind)
      ? `${node.kind === 'unplaced' ? 'unplaced' : 'platform'} ${node.namespace}`
      : root(node.id);
    const group = groups.get(key) ?? { nodes: [], edges: [] };
    group.nodes.push(node);
    groups.set(key, group);
  }
  const crossing: MapEdge[] = [];
  for (const edge of drawn) {
    if (inside(edge)) groups.get(root(edge.from.node))?.edges.push(edge);
    else crossing.push(edge);
  }
  const first = ({ nodes: [node] }: Group): number =>
    node?.kind === 'unplaced' ? 2 : node && PLATFORM.has(node.kind) ? 0 : 1;
  return { groups: [...groups.values()].sort((a, b) => first(a) - first(b)), crossing, stubbed };
}

function stubsOf(map: MeshMap, stubbed: ReadonlySet<MapEdge>): Map<string, Stub[]> {
  const titles = new Map(
    map.nodes.map(({ id, title, kind, subtitle }) => [id, kind === 'virtual-service' ? subtitle : title]),
  );
  const ends = new Map<string, { end: MapEnd; direction: 'in' | 'out'; others: Set<string> }>();
  const add = (end: MapEnd, direction: 'in' | 'out', other: string): void => {
    const key = `${end.node}\n${end.row ?? ''}\n${direction}`;
    const known = ends.get(key) ?? { end, direction, others: new Set<string>() };
    known.others.add(other);
    ends.set(key, known);
  };
  for (const edge of stubbed) {
    add(edge.from, 'out', edge.to.node);
    add(edge.to, 'in', edge.from.node);
  }
  const byNode = new Map<string, Stub[]>();
  for (const { end, direction, others } of ends.values()) {
    const [only] = others;
    const text =
      others.size === 1 && only !== undefined
        ? (titles.get(only) ?? only)
        : `${others.size} ${direction === 'in' ? 'sources' : 'targets'}`;
    put(byNode, end.node, { end, direction, text });
  }
  return byNode;
}

/** Control plane and addons: cards beside each other, in rows. */
function platformPart(nodes: readonly MapNode[], width: number): Part {
  const room = width - 2 * (MEASURE.margin + MEASURE.lanePadding);
  const perRow = Math.max(1, Math.floor((room + MEASURE.platformGap) / (MEASURE.platformWidth + MEASURE.platformGap)));
  const sorted = [...nodes].sort((a, b) => Number(a.kind === 'addon') - Number(b.kind === 'addon'));
  const placed = sorted.map((node, index) => ({
    node,
    x: MEASURE.margin + MEASURE.lanePadding + (index % perRow) * (MEASURE.platformWidth + MEASURE.platformGap),
    y: Math.floor(index / perRow) * (MEASURE.cardHeader + MEASURE.platformGap),
    width: MEASURE.platformWidth,
    height: MEASURE.cardHeader,
  }));
  const rows = Math.ceil(nodes.length / perRow);
  return {
    id: sorted[0]?.id ?? '',
    height: rows * (MEASURE.cardHeader + MEASURE.platformGap) - MEASURE.platformGap,
    nodes: placed,
    edges: [],
    stubs: [],
  };
}

interface Box {
  readonly node: MapNode;
  readonly column: number;
  readonly height: number;
  y: number;
}

function columnPart(
  nodes: readonly MapNode[],
  edges: readonly MapEdge[],
  columnOf: ReadonlyMap<NodeKind, { index: number; x: number; width: number }>,
): Part {
  const boxes = new Map<string, Box>();
  const columns: Box[][] = [];
  for (const node of nodes) {
    const column = columnOf.get(node.kind)?.index ?? 0;
    const box = { node, column, height: cardHeight(node), y: 0 };
    boxes.set(node.id, box);
    const stacked = columns[column];
    if (stacked) stacked.push(box);
    else columns[column] = [box];
  }
  const links = linksOf(edges, boxes);
  for (const column of columns) if (column) stack(column);
  // Down and up a few times: each column is drawn to where its neighbours are, in their order.
  for (let sweep = 0; sweep < 4; sweep++) {
    for (const column of columns) if (column) settle(column, links.left);
    for (const column of [...columns].reverse()) if (column) settle(column, links.right);
  }
  for (const column of columns) if (column) settle(column, links.both);
  const top = Math.min(...[...boxes.values()].map(({ y }) => y));
  const placed = [...boxes.values()].map(({ node, y, height }) => {
    const column = columnOf.get(node.kind);
    return { node, x: column?.x ?? 0, y: Math.round(y - top), width: column?.width ?? 0, height };
  });
  return {
    id: nodes[0]?.id ?? '',
    height: Math.max(...placed.map(({ y, height }) => y + height)),
    nodes: placed,
    edges,
    stubs: [],
  };
}

type Links = ReadonlyMap<string, readonly { readonly own: number; readonly other: Box; readonly offset: number }[]>;

function linksOf(
  edges: readonly MapEdge[],
  boxes: ReadonlyMap<string, Box>,
): { left: Links; right: Links; both: Links } {
  const left = new Map<string, { own: number; other: Box; offset: number }[]>();
  const right = new Map<string, { own: number; other: Box; offset: number }[]>();
  const both = new Map<string, { own: number; other: Box; offset: number }[]>();
  const link = (into: typeof left, end: MapEnd, far: MapEnd): void => {
    const own = boxes.get(end.node);
    const other = boxes.get(far.node);
    if (!own || !other || own.column === other.column) return;
    const entry = { own: portOffset(own.node, end.row), other, offset: portOffset(other.node, far.row) };
    for (const ends of [into, both]) {
      const entries = ends.get(end.node);
      if (entries) entries.push(entry);
      else ends.set(end.node, [entry]);
    }
  };
  for (const edge of edges) {
    link(left, edge.to, edge.from);
    link(right, edge.from, edge.to);
  }
  return { left, right, both };
}

function stack(column: readonly Box[]): void {
  let y = 0;
  for (const box of column) {
    box.y = y;
    y += box.height + MEASURE.nodeGap;
  }
}

/**
 * Orders a column by where its neighbours stand and moves each box as close to them as the others allow: least squares under "no
 * overlap", by pooling adjacent violators.
 */
function settle(column: Box[], links: Links): void {
  const wish = new Map<Box, number>();
  for (const box of column) {
    const near = links.get(box.node.id);
    wish.set(
      box,
      near && near.length > 0
        ? near.reduce((sum, { own, other, offset }) => sum + other.y + offset - own, 0) / near.length
        : box.y,
    );
  }
  column.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0));
  const pools: { boxes: Box[]; start: number; length: number; sum: number }[] = [];
  for (const box of column) {
    let pool = {
      boxes: [box],
      start: wish.get(box) ?? 0,
      length: box.height + MEASURE.nodeGap,
      sum: wish.get(box) ?? 0,
    };
    for (
      let last = pools[pools.length - 1];
      last && last.start + last.length > pool.start;
      last = pools[pools.length - 1]
    ) {
      pools.pop();
      const sum = last.sum + pool.sum - last.length * pool.boxes.length;
      // Into the longer one, usually the one before: a long column stays linear.
      const boxes = last.boxes;
      boxes.push(...pool.boxes);
      pool = { boxes, start: sum / boxes.length, length: last.length + pool.length, sum };
    }
    pools.push(pool);
  }
  for (const pool of pools) {
    let y = pool.start;
    for (const box of pool.boxes) {
      box.y = y;
      y += box.height + MEASURE.nodeGap;
    }
  }
}
