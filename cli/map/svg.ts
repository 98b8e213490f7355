import { type Lane, layOut, type MapLayout, MEASURE, type PlacedNode } from './layout';
import type { MapEdge, MapNode, MeshMap } from './model';
import { drawEdge, drawLaneHeader, drawPart, endOf, escapeXml, type Point, startOf } from './picture';
import { pictureStyle, type Theme } from './theme';

export interface SvgOptions {
  /** @default - follows the reader's system */
  readonly theme?: Theme;
  /**
   * Whether the namespaces are shown closed, as one line each with the number of things in it.
   *
   * @default - they are, on maps of more than 400 nodes
   */
  readonly collapsed?: boolean;
}

/** From how many nodes on a still picture shows namespaces closed: beyond it nobody could read it. */
export const COLLAPSE_FROM = 400;

const TITLE_HEIGHT = 66;
const HEADINGS_HEIGHT = 30;
const FOOT_HEIGHT = 34;

/** The whole map as one SVG document, the same bytes for the same map. */
export function renderSvg(map: MeshMap, options: SvgOptions = {}): string {
  const layout = layOut(map);
  const collapsed = options.collapsed ?? map.nodes.length > COLLAPSE_FROM;
  const body: string[] = [];
  const headers: string[] = [];
  const anchors = new Map<string, PlacedNode>();
  let y = TITLE_HEIGHT + HEADINGS_HEIGHT;
  for (const lane of layout.lanes) {
    const { svg, header, height } = drawLane(map, layout, lane, y, collapsed, anchors);
    body.push(svg);
    headers.push(header);
    y += height + MEASURE.laneGap;
  }
  const height = y + FOOT_HEIGHT - MEASURE.laneGap + 8;
  const headings = collapsed
    ? ''
    : layout.columns
        .map(
          ({ heading, x }) => `<text class="heading" x="${x}" y="${TITLE_HEIGHT + 16}">${heading.toUpperCase()}</text>`,
        )
        .join('');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${layout.width}" height="${height}" viewBox="0 0 ${layout.width} ${height}" role="img" aria-label="${escapeXml(map.title)}">`,
    `<style>${pictureStyle(options.theme ?? 'auto')}</style>`,
    `<rect class="page" width="${layout.width}" height="${height}"/>`,
    `<text class="title" style="font-size:21px" x="${MEASURE.margin}" y="36">${escapeXml(map.title)}</text>`,
    `<text class="sub" style="font-size:12.5px" x="${MEASURE.margin}" y="57">${escapeXml(subtitleOf(map))}</text>`,
    headings,
    ...body,
    ...(collapsed ? [] : crossingEdges(layout, anchors)),
    // Over the edges, so that none strikes a heading out.
    ...headers,
    legend(layout.width, height),
    '</svg>\n',
  ].join('\n');
}

/** One line that says what the map shows and where it was read. */
export function subtitleOf(map: MeshMap): string {
  const where =
    map.source.kind === 'live' ? `running in ${map.source.name}` : `synthesized from ${several(map.source.name)}`;
  return [map.istioVersion === undefined ? '' : `Istio ${map.istioVersion}`, where]
    .filter((part) => part !== '')
    .join('  ·  ');
}

function several(names: string): string {
  const count = names.split(', ').length;
  return count > 4 ? `${count} stacks` : names;
}

function drawLane(
  map: MeshMap,
  layout: MapLayout,
  lane: Lane,
  y: number,
  collapsed: boolean,
  anchors: Map<string, PlacedNode>,
): { svg: string; header: string; height: number } {
  const namespace = map.namespaces.find(({ name }) => name === lane.namespace);
  const parts: string[] = [];
  let inner: number = MEASURE.laneHeader;
  if (!collapsed) {
    for (const part of lane.parts) {
      parts.push(`<g transform="translate(0 ${inner})">${drawPart(part)}</g>`);
      for (const placed of part.nodes) anchors.set(placed.node.id, { ...placed, y: placed.y + y + inner });
      inner += part.height + MEASURE.partGap;
    }
    if (lane.parts.length > 0) inner += MEASURE.lanePadding - MEASURE.partGap;
  }
  const summary = collapsed ? summaryOf(lane) : '';
  const svg = [
    `<g class="namespace" data-namespace="${escapeXml(lane.namespace)}" transform="translate(0 ${y})">`,
    `<rect class="lane" x="${MEASURE.margin}" y="0.5" width="${layout.width - 2 * MEASURE.margin}" height="${inner}" rx="12"/>`,
    ...parts,
    '</g>',
  ].join('');
  const header = namespace ? `<g transform="translate(0 ${y})">${drawLaneHeader(namespace, layout, summary)}</g>` : '';
  return { svg, header, height: inner };
}

/** `12 routes · 40 services · 80 workloads` */
export function summaryOf(lane: Lane): string {
  const counts = new Map<MapNode['kind'], number>();
  for (const part of lane.parts) {
    for (const { node } of part.nodes) counts.set(node.kind, (counts.get(node.kind) ?? 0) + 1);
  }
  const words: readonly (readonly [MapNode['kind'], string])[] = [
    ['control-plane', 'control plane chart'],
    ['addon', 'addon'],
    ['proxy', 'proxy'],
    ['gateway', 'gateway'],
    ['virtual-service', 'route'],
    ['service', 'service'],
    ['workload', 'workload'],
    ['unplaced', 'other'],
  ];
  return words
    .flatMap(([kind, word]) => {
      const count = counts.get(kind);
      if (!count) return [];
      return [`${count} ${count === 1 ? word : word === 'proxy' ? 'proxies' : `${word}s`}`];
    })
    .join(' · ');
}

function crossingEdges(layout: MapLayout, anchors: ReadonlyMap<string, PlacedNode>): string[] {
  const labels: Point[] = [];
  return layout.crossing.map((edge: MapEdge) => {
    const from = anchors.get(edge.from.node);
    const to = anchors.get(edge.to.node);
    return from && to ? drawEdge(edge, startOf(from, edge), endOf(to, edge, from), labels) : '';
  });
}

function legend(width: number, height: number): string {
  const text =
    'closed lock: mTLS only  ·  ajar: mTLS and plain text  ·  crossed: plain text only  ·  dashed card: declared elsewhere';
  return `<text class="sub" x="${width - MEASURE.margin}" y="${height - 16}" text-anchor="end">${text}</text>`;
}
