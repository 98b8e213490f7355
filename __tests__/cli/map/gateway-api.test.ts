import { buildMap } from '../../../cli/map/build';
import { renderHtml } from '../../../cli/map/html';
import { renderMarkdown } from '../../../cli/map/mermaid';
import type { MapNode, MeshMap } from '../../../cli/map/model';
import { renderTree } from '../../../cli/map/tree';
import { sourceOf } from './synthesized-mesh';

const object = (kind: string, name: string, namespace: string, spec: string, api = 'gateway.networking.k8s.io/v1') =>
  `{apiVersion: ${api}, kind: ${kind}, metadata: {name: ${name}, namespace: ${namespace}}, spec: ${spec}}`;
const service = (name: string, namespace: string): string =>
  object('Service', name, namespace, `{selector: {app: ${name}}, ports: [{port: 80}]}`, 'v1');
const deployment = (name: string, namespace: string): string =>
  object(
    'Deployment',
    name,
    namespace,
    `{selector: {matchLabels: {app: ${name}}}, template: {metadata: {labels: {app: ${name}}}, spec: {containers: [{name: a, image: 'a:1'}]}}}`,
    'apps/v1',
  );

const OPEN = 'allowedRoutes: {namespaces: {from: All}}';
const MESH = [
  '{apiVersion: gateway.networking.k8s.io/v1, kind: GatewayClass, metadata: {name: istio}, spec: {controllerName: istio.io/gateway-controller}}',
  object(
    'Gateway',
    'shared',
    'edge',
    `{gatewayClassName: istio, allowedListeners: {namespaces: {from: All}}, listeners: [
      {name: http, port: 80, protocol: HTTP, ${OPEN}},
      {name: https, port: 443, protocol: HTTPS, hostname: "*.example.com", tls: {certificateRefs: [{name: cert}]}, ${OPEN}},
      {name: db, port: 5432, protocol: TCP, ${OPEN}},
      {name: again, port: 80, protocol: HTTP}]}`,
  ),
  object(
    'ListenerSet',
    'team',
    'shop',
    '{parentRef: {name: shared, namespace: edge}, listeners: [{name: team, port: 80, protocol: HTTP, hostname: team.example.com}]}',
  ),
  object(
    'HTTPRoute',
    'shop',
    'shop',
    `{parentRefs: [{name: shared, namespace: edge, sectionName: https}], hostnames: [shop.example.com], rules: [
      {matches: [{path: {type: PathPrefix, value: /api}}], backendRefs: [{name: cart, port: 80, weight: 9}, {name: next, port: 80, weight: 1}],
       filters: [{type: RequestMirror, requestMirror: {backendRef: {name: cart, port: 80}}}]},
      {matches: [{path: {value: /away}}], filters: [{type: RequestRedirect, requestRedirect: {scheme: https, statusCode: 301}}]},
      {backendRefs: [{name: ratings, namespace: other, port: 80}, {name: absent, port: 80}]}]}`,
  ),
  object(
    'HTTPRoute',
    'team',
    'shop',
    '{parentRefs: [{kind: ListenerSet, name: team}], rules: [{backendRefs: [{group: inference.networking.k8s.io, kind: InferencePool, name: llama}]}]}',
  ),
  object(
    'GRPCRoute',
    'calls',
    'shop',
    '{parentRefs: [{group: "", kind: Service, name: cart}], rules: [{backendRefs: [{name: cart, port: 80}]}]}',
  ),
  object(
    'TCPRoute',
    'db',
    'shop',
    '{parentRefs: [{name: shared, namespace: edge, port: 5432}], rules: [{backendRefs: [{name: cart, port: 80}]}]}',
  ),
  object(
    'TLSRoute',
    'shut',
    'shop',
    '{parentRefs: [{name: shared, namespace: edge, sectionName: nowhere}], hostnames: [a.example.com], rules: [{backendRefs: [{name: cart, port: 80}]}]}',
  ),
  object(
    'ReferenceGrant',
    'routes',
    'other',
    '{from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop}], to: [{group: "", kind: Service, name: ratings}]}',
  ),
  object(
    'BackendTLSPolicy',
    'cart',
    'shop',
    '{targetRefs: [{group: "", kind: Service, name: cart}], validation: {hostname: cart.internal, wellKnownCACertificates: System}}',
  ),
  object(
    'InferencePool',
    'llama',
    'shop',
    '{selector: {matchLabels: {app: llama}}, targetPorts: [{number: 8000}], endpointPickerRef: {name: picker}}',
    'inference.networking.k8s.io/v1',
  ),
  ...['cart', 'next'].flatMap((name) => [service(name, 'shop'), deployment(name, 'shop')]),
  service('ratings', 'other'),
  deployment('llama', 'shop'),
].join('\n---\n');

const map = buildMap(sourceOf({ name: 'test', manifests: MESH }));

function node(id: string, of: MeshMap = map): MapNode {
  const found = of.nodes.find((each) => each.id === id);
  if (!found) throw new Error(`no node ${id}; there are ${of.nodes.map((each) => each.id).join(', ')}`);
  return found;
}

const ways = (from: string, of: MeshMap = map): string[] =>
  of.edges
    .filter((edge) => edge.from.node === from)
    .map(({ from: { row }, to, weight, kind }) =>
      [row, '->', to.node, weight === undefined ? undefined : `${weight}%`, kind === 'mirror' ? 'mirror' : undefined]
        .filter((part) => part !== undefined)
        .join(' '),
    );

describe('the map of the Gateway API', () => {
  it('leads from the proxy that istiod deploys by listeners and ListenerSets to routes', () => {
    expect(ways('proxy/edge/shared-istio')).toEqual(['-> gateway-api/edge/shared']);
    expect(ways('gateway-api/edge/shared')).toEqual([
      '-> listener-set/shop/team',
      'https -> HTTPRoute/shop/shop',
      'db -> TCPRoute/shop/db',
    ]);
    expect(ways('listener-set/shop/team')).toEqual(['-> HTTPRoute/shop/team']);
  });

  it('leads from each rule to its backends and copies, InferencePools and their pods among them', () => {
    expect(ways('HTTPRoute/shop/shop')).toEqual([
      'http-0 -> service/shop/cart 90%',
      'http-0 -> service/shop/next 10%',
      'http-0 -> service/shop/cart mirror',
      'http-2 -> service/other/ratings 50%',
      'http-2 -> service/shop/absent 50%',
    ]);
    expect(ways('HTTPRoute/shop/team')).toEqual(['http-0 -> InferencePool/shop/llama']);
    expect(ways('InferencePool/shop/llama')).toEqual(['-> workload/shop/llama']);
    expect(ways('TCPRoute/shop/db')).toEqual(['tcp-0 -> service/shop/cart']);
  });

  it('says what listeners let in and what is in the way of another', () => {
    const { rows } = node('gateway-api/edge/shared');
    expect(rows.map(({ title, detail }) => `${title} ${detail}`)).toEqual([
      'HTTP 80 every host · all namespaces',
      'HTTPS 443 *.example.com · all namespaces',
      'TCP 5432 every host · all namespaces',
      'HTTP 80 every host · its namespace',
    ]);
    expect(rows.map(({ badges }) => badges.map(({ text }) => text))).toEqual([
      [],
      ['TLS Terminate'],
      [],
      ['in conflict with the listener "http"'],
    ]);
  });

  it('says what rules ask for and do, and which part of them is answered with 500', () => {
    const { rows } = node('HTTPRoute/shop/shop');
    expect(rows.map(({ title, detail }) => `${title} | ${detail}`)).toEqual([
      '/api[/*] | ',
      '/away[/*] | redirect 301 → https://…',
      'everything else | ',
    ]);
    expect(rows[2]?.badges).toEqual([{ icon: 'missing', text: 'Service shop/absent not found' }]);
  });

  it('says which routes are not let in, and which are for clients in the mesh', () => {
    expect(node('TLSRoute/shop/shut').badges).toEqual([
      { icon: 'missing', text: 'not let in by shared: sectionName "nowhere" not found' },
    ]);
    expect(node('GRPCRoute/shop/calls').badges).toEqual([
      { icon: 'mesh', text: 'for clients of cart.shop in the mesh' },
    ]);
  });

  it('puts grants and TLS to backends on the Services that they are for', () => {
    expect(node('service/other/ratings').badges.map(({ text }) => text)).toEqual([
      'HTTPRoutes of shop may refer to it',
    ]);
    expect(node('service/shop/cart').badges.map(({ text }) => text)).toEqual(['gateways speak TLS to cart.internal']);
  });

  it('has everything that the program declares', () => {
    const shown = new Set(map.nodes.flatMap(({ resources }) => resources));
    expect(map.resources.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual([]);
    expect(map.nodes.filter(({ kind }) => kind === 'unplaced')).toEqual([]);
  });

  it('calls everything by its own kind, as text, as a chart and as a page', () => {
    const text = renderTree(map);
    expect(text).toContain('ListenerSet team  ListenerSet of edge/shared');
    expect(text).toContain('HTTPRoute shop.example.com  HTTPRoute shop');
    expect(text).toContain('InferencePool llama  InferencePool · port 8000 · endpoints by picker');
    expect(renderMarkdown(map)).toContain('TCPRoute db');
    expect(renderHtml(map).length).toBeGreaterThan(1000);
  });

  it('leads from proxies that run to the Gateway whose address is their Service', () => {
    const running = buildMap(
      sourceOf({
        name: 'test',
        manifests: [
          object(
            'Gateway',
            'shared',
            'edge',
            '{gatewayClassName: istio, addresses: [{type: Hostname, value: own.edge.svc.cluster.local}], listeners: [{name: http, port: 80, protocol: HTTP}]}',
          ),
          object('Service', 'own', 'edge', '{selector: {istio: own-gateway}, ports: [{port: 80}]}', 'v1'),
          object(
            'Deployment',
            'own',
            'edge',
            '{template: {metadata: {labels: {istio: own-gateway}}, spec: {containers: [{name: p, image: auto}]}}}',
            'apps/v1',
          ),
          object(
            'HTTPRoute',
            'shop',
            'shop',
            '{parentRefs: [{name: nowhere, namespace: edge}], rules: [{backendRefs: [{name: cart, port: 80}]}]}',
          ),
        ].join('\n---\n'),
      }),
    );
    expect(ways('proxy/edge/own', running)).toEqual(['-> gateway-api/edge/shared']);
    expect(node('gateway-api/edge/nowhere', running).elsewhere).toBe(true);
    expect(ways('gateway-api/edge/nowhere', running)).toEqual(['-> HTTPRoute/shop/shop']);
  });
});
