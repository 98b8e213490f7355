import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { layOut, MEASURE, portOffset } from './layout';
import type { MapNode, MeshMap, NodeKind } from './model';
import type { PageData } from './page/page-data';
import { drawLaneHeader, drawPart, escapeXml } from './picture';
import { COLLAPSE_FROM, subtitleOf, summaryOf } from './svg';
import { pageStyle, pictureStyle } from './theme';

const KIND_NAMES: Readonly<Record<NodeKind, string>> = {
  proxy: 'Proxy',
  gateway: 'Gateway',
  'virtual-service': 'VirtualService',
  service: 'Service',
  workload: 'Workload',
  'control-plane': 'Control plane',
  addon: 'Addon',
  unplaced: 'Beside the traffic',
};

function kindNameOf({ kind, kindName }: MapNode): string {
  return kindName ?? KIND_NAMES[kind];
}

/** One HTML file with everything in it: it needs no server, no network and nothing beside it. */
export function renderHtml(map: MeshMap): string {
  const page = (name: string): string => readFileSync(join(__dirname, 'page', name), 'utf8');
  const style = (id: string, media: string, rules: string): string =>
    `<style id="${id}" media="${media}">${rules}</style>`;
  const data = gzipSync(JSON.stringify(pageData(map)), { level: 6 }).toString('base64');
  const fields: Readonly<Record<string, string>> = {
    title: escapeXml(map.title),
    heading: `<h1>${escapeXml(map.title)}</h1><p>${escapeXml(subtitleOf(map))}</p>`,
    styles: [
      style('light', '(prefers-color-scheme: light)', `${pictureStyle('light')}${pageStyle('light')}`),
      style('dark', '(prefers-color-scheme: dark)', `${pictureStyle('dark')}${pageStyle('dark')}`),
      style('page', 'all', page('page.css')),
    ].join('\n'),
    scripts: `<script id="data" type="application/octet-stream">${data}</script>\n<script>${page('viewer.js')}</script>`,
  };
  return page('page.html').replace(/<!--(\w+)-->/g, (_, name: string) => fields[name] ?? '');
}

function pageData(map: MeshMap): PageData {
  const layout = layOut(map);
  const indexOf = new Map(map.resources.map((resource, index) => [resource.id, index]));
  const nodes = new Map(map.nodes.map((node) => [node.id, node]));
  const titleOf = (node: MapNode | undefined, row: string | undefined): string | undefined =>
    row === undefined ? undefined : node?.rows.find((each) => each.id === row)?.title;
  return {
    width: layout.width,
    openUpTo: COLLAPSE_FROM,
    measure: { ...MEASURE, top: 20 },
    lanes: layout.lanes.flatMap((lane) => {
      const namespace = map.namespaces.find(({ name }) => name === lane.namespace);
      if (!namespace) return [];
      return {
        namespace: lane.namespace,
        policies: namespace.badges.map(({ text, resource }) => ({
          id: `policy ${resource ?? text}`,
          kindName: 'Policy',
          namespace: lane.namespace,
          title: text,
          subtitle: 'for the whole namespace',
          elsewhere: false,
          badges: [],
          resources: resource === undefined ? [] : [indexOf.get(resource) ?? []].flat(),
          text: `${text}\n${lane.namespace}`,
        })),
        header: drawLaneHeader(namespace, layout, ''),
        summary: drawLaneHeader(namespace, layout, summaryOf(lane)),
        parts: lane.parts.map((part) => ({
          height: part.height,
          svg: drawPart(part),
          nodes: part.nodes.map(({ node }) => node.id),
        })),
      };
    }),
    nodes: layout.lanes.flatMap((lane) =>
      lane.parts.flatMap((part) =>
        part.nodes.map(({ node, x, y, width, height }) => ({
          id: node.id,
          kindName: kindNameOf(node),
          namespace: node.namespace,
          title: node.title,
          subtitle: node.subtitle,
          elsewhere: node.elsewhere,
          badges: node.badges.map(({ text }) => text),
          resources: node.resources.flatMap((id) => indexOf.get(id) ?? []),
          text: searchText(map, node, indexOf),
          x,
          y,
          width,
          height,
        })),
      ),
    ),
    links: map.edges.map((edge) => {
      const from = nodes.get(edge.from.node);
      const to = nodes.get(edge.to.node);
      return {
        from: edge.from.node,
        fromRow: edge.from.row,
        fromTitle: titleOf(from, edge.from.row),
        fromOffset: from ? portOffset(from, edge.from.row) : 0,
        to: edge.to.node,
        toRow: edge.to.row,
        toTitle: titleOf(to, edge.to.row),
        toOffset: to ? portOffset(to, edge.to.row) : 0,
        kind: edge.kind,
        stub: layout.stubbed.has(edge) || undefined,
        weight: edge.weight,
        mtls: edge.mtls,
      };
    }),
    resources: map.resources.map(({ apiVersion, kind, name, origin, manifest }) => ({
      apiVersion,
      kind,
      name,
      ...origin,
      manifest,
    })),
    access: map.access ?? { destinations: [], callers: [], classes: [] },
  };
}

function searchText(map: MeshMap, node: MapNode, indexOf: ReadonlyMap<string, number>): string {
  const rows = node.rows.flatMap((row) => [row.title, row.detail]);
  const badges = [...node.badges, ...node.rows.flatMap((row) => row.badges)].map(({ text }) => text);
  const behind = node.resources.flatMap((id) => {
    const resource = map.resources[indexOf.get(id) ?? -1];
    return resource ? [resource.kind, resource.name, resource.origin?.constructPath ?? ''] : [];
  });
  return [node.title, node.subtitle, node.namespace, kindNameOf(node), ...rows, ...badges, ...behind].join('\n');
}
