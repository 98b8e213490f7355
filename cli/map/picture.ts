import { BADGE_ICONS, icon, KIND_ICONS } from './icons';
import {
  type MapLayout,
  MEASURE,
  type Part,
  type PlacedNode,
  portOffset,
  rowHeight,
  type Stub,
  subtitleWidth,
  titleWidth,
} from './layout';
import type { MapBadge, MapEdge, MapNamespace, MapNode } from './model';
import { MTLS_ICONS, MTLS_TEXTS } from './mtls-words';
import { fitted, monospaceWidth, proportionalWidth } from './text-width';

/** Where an edge starts or ends. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The nodes and inner edges of a part, drawn from its own upper left corner. */
export function drawPart(part: Part): string {
  const placed = new Map(part.nodes.map((each) => [each.node.id, each]));
  const labels: Point[] = [];
  const edges = part.edges.map((edge) => {
    const from = placed.get(edge.from.node);
    const to = placed.get(edge.to.node);
    return from && to ? drawEdge(edge, startOf(from, edge), endOf(to, edge, from), labels) : '';
  });
  const stubs = part.stubs.map((stub) => {
    const node = placed.get(stub.end.node);
    return node ? drawStub(stub, node) : '';
  });
  return edges.join('') + stubs.join('') + part.nodes.map(drawNode).join('');
}

/** The beginning or end of an edge, with the name of what it leads to. */
function drawStub({ end, direction, text }: Stub, { node, x, y, width }: PlacedNode): string {
  const at = y + portOffset(node, end.row);
  const shown = fitted(text, MEASURE.columnGap - 46, (each) => proportionalWidth(each, 10.5));
  const out = direction === 'out';
  const start = out ? x + width : x - 26;
  const label = out ? start + 31 : start - 5;
  return [
    `<g class="stub"><title>${escapeXml(text)}</title>`,
    `<path class="edge" d="M${n(start)} ${n(at)}h19"/><path class="arrow" d="M${n(start + 26)} ${n(at)}l-8 -4.5v9z"/>`,
    `<text class="row-detail" x="${n(label)}" y="${n(at + 3.6)}"${out ? '' : ' text-anchor="end"'}>${escapeXml(shown)}</text></g>`,
  ].join('');
}

/** A card: what it is, its rows, and the badges of both. */
export function drawNode({ node, x, y, width, height }: PlacedNode): string {
  const badges = drawBadges(node.badges, x + width - 10, y + 15);
  const room = width - MEASURE.cardText - (badges.width > 0 ? badges.width + 8 : 0);
  const title = fitted(node.title, room, titleWidth);
  const subtitle = fitted(node.subtitle, width - MEASURE.cardText - 4, subtitleWidth);
  const classes = `node k-${node.kind}${node.elsewhere ? ' elsewhere' : ''}`;
  const parts = [
    `<g class="${classes}" data-node="${escapeXml(node.id)}"><title>${escapeXml(describe(node))}</title>`,
    `<rect class="card" x="${x}" y="${y}" width="${width}" height="${height}" rx="8"/>`,
    `<rect class="accent" x="${x}" y="${y + 9}" width="3" height="${MEASURE.cardHeader - 18}" rx="1.5"/>`,
    icon(KIND_ICONS[node.kind], 'kind', x + 11, y + 10, 17),
    `<text class="title" x="${x + 36}" y="${y + 20}">${escapeXml(title)}</text>`,
    `<text class="sub" x="${x + 36}" y="${y + 35}">${escapeXml(subtitle)}</text>`,
    badges.svg,
  ];
  let top = y + MEASURE.cardHeader;
  for (const row of node.rows) {
    const tall = rowHeight(row.detail);
    const marks = drawBadges(row.badges, x + width - 14, top + 12);
    const space = width - 30 - marks.width;
    parts.push(
      `<g class="row" data-row="${escapeXml(row.id)}">`,
      row.title.length + row.detail.length > 30
        ? `<title>${escapeXml(`${row.title}\n${row.detail}`.trim())}</title>`
        : '',
      `<rect class="row-box" x="${x + 7}" y="${top}" width="${width - 14}" height="${tall - 3}" rx="5"/>`,
      `<text class="row-title" x="${x + 15}" y="${top + 16}">${escapeXml(fitted(row.title, space, (text) => monospaceWidth(text, 11.5)))}</text>`,
      row.detail === ''
        ? ''
        : `<text class="row-detail" x="${x + 15}" y="${top + 32}">${escapeXml(fitted(row.detail, width - 30, (text) => proportionalWidth(text, 10.5)))}</text>`,
      marks.svg,
      '</g>',
    );
    top += tall;
  }
  parts.push('</g>');
  return parts.join('');
}

function describe(node: MapNode): string {
  const badges = node.badges.map((badge) => badge.text);
  return [node.title, node.subtitle, ...badges].filter((line) => line !== '').join('\n');
}

/** Badges from right to left, centred on a line. */
function drawBadges(badges: readonly MapBadge[], right: number, middle: number): { svg: string; width: number } {
  const shown = badges.slice(0, MEASURE.badgesShown);
  const svg = shown
    .map((badge, index) => {
      const mark = icon(
        BADGE_ICONS[badge.icon],
        `i-${badge.icon}`,
        right - 15 - index * MEASURE.badge,
        middle - 7.5,
        15,
      );
      return `<g><title>${escapeXml(badge.text)}</title>${mark}</g>`;
    })
    .join('');
  return { svg, width: shown.length * MEASURE.badge };
}

export function startOf(from: PlacedNode, edge: MapEdge): Point {
  return { x: from.x + from.width, y: from.y + portOffset(from.node, edge.from.row) };
}

/** Where an edge arrives: at the left of the card, or at its right when it comes from the same column or one further right. */
export function endOf(to: PlacedNode, edge: MapEdge, from: PlacedNode): Point {
  const y = to.y + portOffset(to.node, edge.to.row);
  return from.x >= to.x ? { x: to.x + to.width, y } : { x: to.x, y };
}

/** An edge with its share of the traffic and the lock of the workload it reaches. `labels` holds what is labelled already. */
export function drawEdge(edge: MapEdge, from: Point, to: Point, labels: Point[]): string {
  const back = to.x <= from.x;
  const reach = back ? 70 : Math.max(34, (to.x - from.x) * 0.45);
  const direction = back ? -1 : 1;
  const tip = { x: to.x - 7 * direction, y: to.y };
  const controls = [from, { x: from.x + reach, y: from.y }, { x: tip.x - reach * direction, y: tip.y }, tip] as const;
  const path = `M${n(from.x)} ${n(from.y)}C${n(controls[1].x)} ${n(controls[1].y)} ${n(controls[2].x)} ${n(controls[2].y)} ${n(tip.x)} ${n(tip.y)}`;
  const classes = ['edge', edge.kind === 'mirror' ? 'mirror' : '', edge.weight === 0 ? 'none' : ''].filter(
    (each) => each !== '',
  );
  const thickness = edge.weight === undefined ? '' : ` style="stroke-width:${n(1.2 + edge.weight / 50)}px"`;
  const ends = `data-from="${escapeXml(edge.from.node)}" data-from-row="${escapeXml(edge.from.row ?? '')}" data-to="${escapeXml(edge.to.node)}" data-to-row="${escapeXml(edge.to.row ?? '')}"`;
  const parts = [
    `<g class="link" ${ends}>`,
    `<path class="${classes.join(' ')}"${thickness} d="${path}"/>`,
    `<path class="arrow" d="M${n(to.x)} ${n(to.y)}l${-8 * direction} -4.5v9z"/>`,
  ];
  const text = edge.kind === 'mirror' ? 'mirror' : edge.weight === undefined ? '' : `${edge.weight} %`;
  if (text !== '') {
    const width = proportionalWidth(text, 10.5) + 12;
    const at = freeSpot(controls, labels, width);
    parts.push(
      `<rect class="pill" x="${n(at.x - width / 2)}" y="${n(at.y - 9)}" width="${n(width)}" height="18" rx="9"/>`,
      `<text class="share" x="${n(at.x)}" y="${n(at.y + 3.8)}" text-anchor="middle">${text}</text>`,
    );
  } else if (edge.mtls) {
    const at = freeSpot(controls, labels, 20);
    const name = MTLS_ICONS[edge.mtls];
    parts.push(
      `<g><title>${MTLS_TEXTS[edge.mtls]}</title><circle class="pill" cx="${n(at.x)}" cy="${n(at.y)}" r="10"/>`,
      icon(BADGE_ICONS[name], `i-${name}`, at.x - 6.5, at.y - 6.8, 13),
      '</g>',
    );
  }
  parts.push('</g>');
  return parts.join('');
}

const SPOTS = [0.58, 0.68, 0.48, 0.76, 0.38, 0.58];

function freeSpot(controls: readonly [Point, Point, Point, Point], labels: Point[], width: number): Point {
  let best: Point = controls[0];
  for (const spot of SPOTS) {
    best = along(controls, spot);
    const { x, y } = best;
    // Only the last labels can be near: edges come in the order of their rows.
    if (!labels.slice(-40).some((label) => Math.abs(label.y - y) < 19 && Math.abs(label.x - x) < width)) break;
  }
  labels.push(best);
  return best;
}

function along([a, b, c, d]: readonly [Point, Point, Point, Point], t: number): Point {
  const mix = (p: number, q: number, r: number, s: number): number =>
    p * (1 - t) ** 3 + 3 * q * t * (1 - t) ** 2 + 3 * r * t ** 2 * (1 - t) + s * t ** 3;
  return { x: mix(a.x, b.x, c.x, d.x), y: mix(a.y, b.y, c.y, d.y) };
}

/** The heading of a lane: the namespace, how it injects, its mTLS mode, its policies. */
export function drawLaneHeader(namespace: MapNamespace, layout: MapLayout, summary: string): string {
  const shown = layout.lanes.find((lane) => lane.namespace === namespace.name)?.parts ?? [];
  const workloads = shown.some(({ nodes }) => nodes.some(({ node }) => node.kind === 'workload'));
  const left = MEASURE.margin + MEASURE.lanePadding;
  const parts: string[] = [];
  let x = left + proportionalWidth(namespace.name, 15) * 1.08 + 16;
  const chip = (name: MapBadge['icon'] | undefined, text: string, title: string): void => {
    const width = proportionalWidth(text, 11) + (name ? 18 : 0);
    if (x + width > layout.width - MEASURE.margin - 20) return;
    parts.push('<g>', title === text ? '' : `<title>${escapeXml(title)}</title>`);
    if (name) parts.push(icon(BADGE_ICONS[name], `i-${name}`, x, 17.5, 14));
    parts.push(`<text class="sub" x="${n(x + (name ? 19 : 0))}" y="29">${escapeXml(text)}</text></g>`);
    x += width + 18;
  };
  chip(MTLS_ICONS[namespace.mtls], MTLS_TEXTS[namespace.mtls], MTLS_TEXTS[namespace.mtls]);
  if (namespace.injection === 'enabled') chip('mesh', 'sidecars injected', 'sidecars injected');
  if (namespace.revision !== undefined)
    chip(undefined, `revision ${namespace.revision}`, 'the control plane of its sidecars');
  if (namespace.injection === 'ambient') chip('mesh', 'ambient', 'ambient');
  if (namespace.injection === 'disabled' && workloads) chip('missing', 'no injection', 'no label asks for sidecars');
  if (summary !== '') chip(undefined, summary, summary);
  const policies = namespace.badges.filter((badge) => badge.text.startsWith('PeerAuthentication') === false);
  for (const badge of policies.slice(0, 4)) chip(badge.icon, badge.text, badge.text);
  if (policies.length > 4)
    chip(undefined, `+${policies.length - 4} policies`, policies.map(({ text }) => text).join('\n'));
  return [
    `<rect class="lane-head-back" x="${left - 6}" y="10" width="${n(x - left)}" height="28" rx="6"/>`,
    `<text class="lane-name" x="${left}" y="30">${escapeXml(namespace.name)}</text>`,
    ...parts,
  ].join('');
}

export function escapeXml(text: string): string {
  return (
    text
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&quot;')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no way to write these
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '�')
  );
}

function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}
