import { Script } from 'node:vm';
import { gunzipSync } from 'node:zlib';
import { buildMap } from '../../../cli/map/build';
import { renderHtml } from '../../../cli/map/html';
import { layOut } from '../../../cli/map/layout';
import { renderMermaid } from '../../../cli/map/mermaid';
import type { MeshMap } from '../../../cli/map/model';
import { toPng } from '../../../cli/map/png';
import { renderSvg } from '../../../cli/map/svg';
import { fitted, proportionalWidth } from '../../../cli/map/text-width';
import { renderTree } from '../../../cli/map/tree';
import { CANARY_STACK, fleet, MESH_STACK, sourceOf } from './synthesized-mesh';

const map = buildMap(sourceOf(MESH_STACK, CANARY_STACK), { title: 'Shop' });
const large = buildMap(sourceOf(...fleet(200, 10)));
const NASTY = '</script><b>"&\'`|{{}}]\\ #1;';

function nasty(): MeshMap {
  const first = map.nodes[0];
  if (!first) throw new Error('the map is empty');
  return { ...map, title: NASTY, nodes: [{ ...first, title: NASTY, subtitle: NASTY }, ...map.nodes.slice(1)] };
}

describe('the layout', () => {
  it.each([
    ['a small map', map],
    ['a large map', large],
  ])('lets no card of %s overlap another', (_, drawn) => {
    for (const lane of layOut(drawn).lanes) {
      for (const { nodes } of lane.parts) {
        for (const a of nodes) {
          for (const b of nodes) {
            const apart =
              a.y + a.height <= b.y || b.y + b.height <= a.y || a.x + a.width <= b.x || b.x + b.width <= a.x;
            if (a !== b && !apart) throw new Error(`${a.node.id} overlaps ${b.node.id}`);
          }
        }
      }
    }
  });

  it('shows every node once', () => {
    const placed = layOut(large).lanes.flatMap(({ parts }) =>
      parts.flatMap(({ nodes }) => nodes.map(({ node }) => node.id)),
    );
    expect(placed.sort()).toEqual(large.nodes.map(({ id }) => id).sort());
  });

  it('leads traffic from left to right', () => {
    const places = new Map(
      layOut(map).lanes.flatMap(({ parts }) =>
        parts.flatMap(({ nodes }) => nodes.map(({ node, x }) => [node.id, x] as const)),
      ),
    );
    for (const { from, to } of map.edges) expect(places.get(from.node)).toBeLessThan(places.get(to.node) ?? 0);
  });

  it('does not draw the way of every edge of a gateway with many routes, only its ends', () => {
    const layout = layOut(large);
    const gateway = layout.lanes.flatMap(({ parts }) => parts).find(({ id }) => id === 'gateway/team-03/public');
    expect(gateway?.nodes).toHaveLength(1);
    expect(gateway?.stubs).toContainEqual({
      end: { node: 'gateway/team-03/public' },
      direction: 'out',
      text: '20 targets',
    });
  });

  it('takes time in proportion to the size', () => {
    const time = (services: number): number => {
      const drawn = buildMap(sourceOf(...fleet(services, 10)));
      const before = process.cpuUsage();
      layOut(drawn);
      return process.cpuUsage(before).user;
    };
    time(100);
    expect(time(1000)).toBeLessThan(40 * Math.max(time(100), 5_000));
  });
});

describe('the SVG', () => {
  it('has every label of a small map', () => {
    const svg = renderSvg(map);
    for (const text of [
      'Shop',
      'istio-ingressgateway',
      'pay.shop.example',
      'checkout-v2',
      '90 %',
      '10 %',
      'mirror',
      'api.bank.example',
    ]) {
      expect(svg).toContain(`>${text}<`);
    }
  });

  it('follows the system unless a theme is asked for', () => {
    expect(renderSvg(map)).toContain('@media (prefers-color-scheme:dark)');
    expect(renderSvg(map, { theme: 'dark' })).not.toContain('@media');
  });

  it('is the same for the same map', () => {
    expect(renderSvg(map)).toBe(renderSvg(buildMap(sourceOf(MESH_STACK, CANARY_STACK), { title: 'Shop' })));
  });

  it('closes the namespaces of a map that nobody could read', () => {
    const svg = renderSvg(large);
    expect(svg).toContain('1 gateway · 20 routes · 20 services · 40 workloads');
    expect(svg).not.toContain('data-node=');
    expect(renderSvg(large, { collapsed: false })).toContain('data-node="workload/team-00/service-0000-v1"');
  });

  it('writes text that looks like markup as text', () => {
    const svg = renderSvg(nasty());
    expect(svg).not.toContain('<b>');
    expect(svg).toContain('&lt;/script&gt;');
  });

  it('cuts a long label with an ellipsis and keeps it whole in the tooltip', () => {
    const width = (text: string): number => proportionalWidth(text, 13);
    const cut = fitted('a-rather-long-name-of-a-service', 120, width);
    expect(cut).toMatch(/^a-rather.*…$/);
    expect(width(cut)).toBeLessThanOrEqual(120);
    expect(fitted('short', 120, width)).toBe('short');
  });
});

describe('the PNG', () => {
  it('is the SVG in pixels, with its text', () => {
    const svg = renderSvg(map, { theme: 'light' });
    const png = toPng(svg, { scale: 1 });
    const withoutText = toPng(svg.replace(/<text.*?<\/text>/g, ''), { scale: 1 });
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(Number(/width="(\d+)"/.exec(svg)?.[1]));
    expect(png.length).toBeGreaterThan(withoutText.length * 1.2);
  });

  it('is refused where it would be too large to open', () => {
    expect(() => toPng('<svg width="9000" height="100"/>', { scale: 2 })).toThrow(
      'expected at most 16000 pixels on a side, got 18000 x 200',
    );
  });
});

describe('the Mermaid chart', () => {
  it('has a subgraph for each namespace, and rule, subset and share on the edges', () => {
    const chart = renderMermaid(map);
    expect(chart).toMatch(/^flowchart LR\n {2}subgraph ns0\["istio-system"\]/);
    expect(chart).toContain('|"everything else · → v1 · 90 %"|');
    expect(chart).toContain('-.->|"everything else · mirror"|');
  });

  it('writes what would end a label as codes', () => {
    const line = renderMermaid(nasty())
      .split('\n')
      .find((each) => each.includes('script'));
    expect(line?.match(/"/g)).toHaveLength(2);
    expect(line).not.toContain('</script>');
  });
});

describe('the text', () => {
  it('lists each namespace with its routes, rules and shares', () => {
    const text = renderTree(map);
    expect(text).toContain('VirtualService pay.shop.example');
    expect(text).toContain('      → 90 % checkout v1');
    expect(text).toContain('      → mirror audit');
  });
});

describe('the page', () => {
  const html = renderHtml(large);

  it('needs nothing beside it', () => {
    expect(html).not.toMatch(/<link|<script[^>]+src=|url\(|@import|https?:\/\/(?!www\.w3\.org)/);
  });

  it('carries every node with its source and construct path', () => {
    const packed = /<script id="data"[^>]*>([^<]*)</.exec(html)?.[1] ?? '';
    const data = JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString());
    expect(data.nodes).toHaveLength(large.nodes.length);
    const route = data.nodes.find(({ id }: { id: string }) => id === 'virtual-service/team-00/service-0000');
    const source = data.resources[route.resources[0]];
    expect(source.constructPath).toBe('team-00/VirtualService-service-0000');
    expect(source.manifest).toMatchObject({ kind: 'VirtualService', spec: { gateways: ['public'] } });
  });

  it('has a program without syntax errors, and cannot be broken out of by a name', () => {
    const scripts = [...renderHtml(nasty()).matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)];
    expect(scripts).toHaveLength(2);
    expect(() => new Script(scripts[1]?.[1] ?? '(')).not.toThrow();
  });
});
