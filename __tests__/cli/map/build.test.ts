import { buildMap } from '../../../cli/map/build';
import { renderMarkdown, renderMermaid } from '../../../cli/map/mermaid';
import type { MeshMap } from '../../../cli/map/model';
import { restrict } from '../../../cli/map/restrict';
import { renderSvg } from '../../../cli/map/svg';
import { renderTree } from '../../../cli/map/tree';
import { CANARY_STACK, fleet, MESH_STACK, sourceOf } from './synthesized-mesh';

const map = buildMap(sourceOf(MESH_STACK, CANARY_STACK));

function node(id: string, of: MeshMap = map) {
  const found = of.nodes.find((each) => each.id === id);
  if (!found) throw new Error(`no node ${id}; there are ${of.nodes.map((each) => each.id).join(', ')}`);
  return found;
}

function ways(from: string, of: MeshMap = map): string[] {
  return of.edges
    .filter((edge) => edge.from.node === from)
    .map(({ from: { row: rule = '' }, to, weight, kind }) =>
      [rule, '->', to.node, to.row ?? '', weight === undefined ? '' : `${weight}%`, kind === 'mirror' ? 'mirror' : '']
        .filter((part) => part !== '')
        .join(' '),
    );
}

function mapOf(manifests: string): MeshMap {
  return buildMap(sourceOf({ name: 'test', manifests }));
}

describe('the map of a mesh', () => {
  it('leads from the proxy by the gateway to the routes of its hosts', () => {
    expect(ways('proxy/istio-system/istio-ingressgateway')).toEqual(['-> gateway/shop/shop-gateway']);
    expect(ways('gateway/shop/shop-gateway')).toEqual(['-> virtual-service/shop/checkout']);
    expect(node('gateway/shop/shop-gateway').rows.map(({ title }) => title)).toEqual(['HTTP 80 → HTTPS', 'HTTPS 443']);
  });

  it('leads from each rule to its subsets, with the share of each', () => {
    expect(ways('virtual-service/shop/checkout')).toEqual([
      'http-0 -> service/shop/checkout v2',
      'http-2 -> service/shop/checkout v1 90%',
      'http-2 -> service/shop/checkout v2 10%',
      'http-2 -> service/shop/audit mirror',
    ]);
  });

  it('says what a rule asks for and what it does', () => {
    expect(node('virtual-service/shop/checkout').rows.map(({ title, detail }) => [title, detail])).toEqual([
      ['/checkout*  end-user: tester', 'testers'],
      ['= /old', 'redirect 301 → /checkout'],
      ['everything else', 'timeout 5s · retries 3'],
    ]);
  });

  it('leads from each subset to the workloads that carry its labels, with the mTLS mode they demand', () => {
    const reached = map.edges.filter(({ mtls }) => mtls !== undefined);
    expect(reached.map(({ from, to, mtls }) => [from.row, to.node, mtls])).toEqual([
      ['v1', 'workload/shop/checkout-v1', 'STRICT'],
      ['v2', 'workload/shop/checkout-v2', 'STRICT'],
      [undefined, 'workload/shop/audit', 'PERMISSIVE'],
    ]);
  });

  it('puts policies on what they hold for: a workload, a namespace, the mesh', () => {
    expect(node('workload/shop/checkout-v1').badges.map(({ text }) => text)).toEqual([
      'AuthorizationPolicy checkout-callers (ALLOW)',
    ]);
    expect(node('workload/shop/audit').badges.map(({ text }) => text)).toEqual(['mTLS and plain text']);
    expect(node('service/shop/checkout').badges.map(({ icon }) => icon)).toEqual(['fuse', 'lock']);
    const shop = map.namespaces.find(({ name }) => name === 'shop');
    expect(shop).toMatchObject({ injection: 'enabled', mtls: 'STRICT' });
    expect(shop?.badges.map(({ text }) => text)).toEqual(['AuthorizationPolicy deny-all (ALLOW nothing)']);
    expect(map.namespaces[0]?.badges.map(({ text }) => text)).toEqual(['PeerAuthentication default (STRICT)']);
  });

  it('names the stack, construct and Terraform address that every resource comes from', () => {
    const main = node('virtual-service/shop/checkout').resources[0];
    expect(map.resources.find(({ id }) => id === main)?.origin).toEqual({
      stack: 'hello-world',
      constructPath: 'hello-world/VirtualService-checkout',
      address: 'helm_release.objects',
    });
  });

  it('has the Istio release and the control plane', () => {
    expect(map.istioVersion).toBe('1.30.3');
    expect(map.nodes.filter(({ kind }) => kind === 'control-plane').map(({ title }) => title)).toEqual([
      'istio-base',
      'istiod',
    ]);
  });

  it('shows what is referred to but declared nowhere as such', () => {
    const broken = mapOf(`
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: a, namespace: here}
spec:
  hosts: [a]
  gateways: [other/front]
  http: [{route: [{destination: {host: b.there.svc.cluster.local, subset: blue}}]}]
`);
    expect(node('gateway/other/front', broken).elsewhere).toBe(true);
    const service = node('service/there/b', broken);
    expect(service.elsewhere).toBe(true);
    expect(service.rows).toMatchObject([{ id: 'blue', detail: 'no DestinationRule in sight has it' }]);
  });

  it('takes resources without a spec, and those of other groups that share a name, as they come', () => {
    const odd = mapOf(`
{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: a}}
---
{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: k8s}, spec: {gatewayClassName: istio}}
---
{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: a}}
---
{apiVersion: v1, kind: Service, metadata: {name: a}}
`);
    expect(odd.nodes.filter(({ kind }) => kind === 'gateway')).toMatchObject([
      { title: 'k8s', subtitle: 'Gateway of class istio', rows: [] },
    ]);
  });

  it('tells what came with istiod from the policies of the mesh, and a workload from its helpers', () => {
    const live = mapOf(`
apiVersion: apps/v1
kind: Deployment
metadata: {name: istiod, namespace: istio-system, labels: {app: istiod}, annotations: {meta.helm.sh/release-name: istiod}}
spec: {template: {spec: {containers: [{name: discovery, image: 'registry:5000/istio/pilot:1.17.2-distroless'}]}}}
---
apiVersion: networking.istio.io/v1alpha3
kind: EnvoyFilter
metadata: {name: stats-filter-1.17, namespace: istio-system, annotations: {meta.helm.sh/release-name: istiod}}
---
apiVersion: networking.istio.io/v1alpha3
kind: EnvoyFilter
metadata: {name: own, namespace: istio-system, annotations: {meta.helm.sh/release-name: filters}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: prometheus, namespace: istio-system}
spec: {template: {spec: {containers: [{name: reload, image: jimmidyson/configmap-reload:v0.5.0}, {name: server, image: quay.io/prometheus/prometheus:v2.34.0}]}}}
`);
    expect(live.istioVersion).toBe('1.17.2');
    expect(live.namespaces.flatMap(({ badges }) => badges.map(({ text }) => text))).toEqual(['EnvoyFilter own']);
    expect(live.nodes.find(({ title }) => title === 'prometheus')?.subtitle).toBe('Deployment · prometheus:v2.34.0');
  });

  it('gives a lone destination everything whatever its weight, and several their share of the sum', () => {
    const shares = mapOf(`
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: a, namespace: n}
spec:
  hosts: [a]
  http:
  - match: [{uri: {prefix: /x}}]
    route: [{destination: {host: x}, weight: 30}]
  - route: [{destination: {host: x}, weight: 1}, {destination: {host: y}, weight: 2}, {destination: {host: z}}]
`);
    expect(shares.edges.map(({ weight }) => weight)).toEqual([undefined, 33.3, 66.7, 0]);
  });

  it('takes the narrowest PeerAuthentication: workload before namespace before mesh', () => {
    const peer = (name: string, namespace: string, mode: string, app?: string): string =>
      `{apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: ${name}, namespace: ${namespace}}, spec: {${app ? `selector: {matchLabels: {app: ${app}}}, ` : ''}mtls: {mode: ${mode}}}}`;
    const workload = (name: string): string =>
      `{apiVersion: apps/v1, kind: Deployment, metadata: {name: ${name}, namespace: n}, spec: {template: {metadata: {labels: {app: ${name}}}}}}`;
    const service = (name: string): string =>
      `{apiVersion: v1, kind: Service, metadata: {name: ${name}, namespace: n}, spec: {selector: {app: ${name}}}}`;
    const modes = mapOf(
      [
        peer('mesh', 'istio-system', 'STRICT'),
        peer('namespace', 'n', 'UNSET'),
        peer('b', 'n', 'DISABLE', 'b'),
        ...['a', 'b'].flatMap((name) => [workload(name), service(name)]),
      ].join('\n---\n'),
    );
    expect(modes.edges.map(({ to, mtls }) => [to.node, mtls])).toEqual([
      ['workload/n/a', 'STRICT'],
      ['workload/n/b', 'DISABLE'],
    ]);
  });

  it('lists what selects nothing known, what it targets, and what is no part of the traffic', () => {
    const listed = mapOf(`
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {ports: [{name: http, port: 80}], selector: {app: web}}
---
{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: lost, namespace: shop}, spec: {selector: {matchLabels: {app: elsewhere}}, rules: [{}]}}
---
{apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: far, namespace: shop}, spec: {selector: {matchLabels: {app: far}}, mtls: {mode: STRICT}}}
---
{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: at-web, namespace: shop}, spec: {targetRefs: [{kind: Service, name: web}], rules: [{}]}}
---
{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: none, namespace: shop}, spec: {host: '*.nowhere.example'}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: one, namespace: shop}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: two, namespace: shop}}
---
{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: reader}}
`);
    expect(
      listed.nodes.filter(({ kind }) => kind === 'unplaced').map((each) => [each.namespace, each.title, each.subtitle]),
    ).toEqual([
      ['shop', 'AuthorizationPolicy lost (ALLOW)', 'selects nothing known here: app=elsewhere'],
      ['shop', 'PeerAuthentication far (STRICT)', 'selects nothing known here: app=far'],
      ['shop', 'DestinationRule none', 'selects nothing known here: *.nowhere.example'],
      ['shop', 'ConfigMap × 2', 'one, two'],
      ['(cluster)', 'ClusterRole', 'reader'],
    ]);
    expect(node('service/shop/web', listed).badges.map(({ text }) => text)).toEqual([
      'AuthorizationPolicy at-web (ALLOW)',
    ]);
  });

  it.each([
    ['the text', renderTree],
    ['Mermaid', renderMermaid],
    ['Markdown', renderMarkdown],
    ['the picture', renderSvg],
  ])('leaves no resource of the program out of %s', (_, render) => {
    const named = new Set([
      ...map.nodes.flatMap(({ resources }) => resources),
      ...map.namespaces.flatMap(({ badges, name }) => [
        ...badges.map(({ resource }) => resource),
        `Namespace//${name}`,
      ]),
    ]);
    expect(map.resources.map(({ id }) => id).filter((id) => !named.has(id))).toEqual([]);
    const text = render(map);
    for (const policy of ['checkout-callers (ALLOW)', 'deny-all (ALLOW nothing)']) expect(text).toContain(policy);
    expect(text).toContain('checkout-v2');
  });

  it.each([
    ['the text', renderTree],
    ['Mermaid', renderMermaid],
    ['Markdown', renderMarkdown],
    ['the picture', renderSvg],
  ])('names in %s what has no route: a namespace with nothing in it, every host of a ServiceEntry', (_, render) => {
    const text = render(
      mapOf(`
{apiVersion: v1, kind: Namespace, metadata: {name: void}}
---
{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: out, namespace: shop}, spec: {hosts: [a.example.com, b.example.com], ports: [{number: 443, name: tls, protocol: TLS}]}}
`),
    );
    for (const name of ['void', 'ServiceEntry out', 'a.example.com', 'b.example.com']) expect(text).toContain(name);
  });

  it('puts the namespaces in the order in which people count', () => {
    const services = ['team-10', 'team-2', 'team-1'].map(
      (namespace) => `{apiVersion: v1, kind: Service, metadata: {name: of-${namespace}, namespace: ${namespace}}}`,
    );
    expect(mapOf(services.join('\n---\n')).namespaces.map(({ name }) => name)).toEqual(['team-1', 'team-2', 'team-10']);
  });

  it('knows the charts of a folder of packages', () => {
    const packed = buildMap(
      sourceOf({
        name: 'mesh',
        manifests: [],
        charts: [
          { name: 'istiod', chart: '/charts/istiod-1.30.3.tgz' },
          { name: 'istio-ingressgateway', chart: '/charts/gateway-1.30.3.tgz' },
          { name: 'kiali', chart: '/charts/kiali-server-2.4.0.tgz' },
        ],
      }),
    );
    expect(packed.nodes.map(({ kind, title }) => [kind, title])).toEqual([
      ['control-plane', 'istiod'],
      ['proxy', 'istio-ingressgateway'],
      ['addon', 'kiali'],
    ]);
    expect(packed.istioVersion).toBe('1.30.3');
  });

  it('can be cut down to a choice, with all that leads there', () => {
    const part = restrict(map, ({ id }) => id === 'service/shop/checkout');
    expect(part.nodes.map(({ id }) => id).sort()).toEqual([
      'gateway/shop/shop-gateway',
      'proxy/istio-system/istio-ingressgateway',
      'service/shop/checkout',
      'virtual-service/shop/checkout',
      'workload/shop/checkout-v1',
      'workload/shop/checkout-v2',
    ]);
  });

  it('is the same for the same stacks', () => {
    expect(buildMap(sourceOf(...fleet(20, 2)))).toEqual(buildMap(sourceOf(...fleet(20, 2))));
  });
});

it('says which revision the sidecars of a namespace are of, and the tag that leads there', () => {
  const revisions = mapOf(`
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio.io/rev: canary } }
---
apiVersion: v1
kind: Namespace
metadata: { name: tests, labels: { istio.io/rev: 1-30-3 } }
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: { name: istio-revision-tag-canary, labels: { istio.io/tag: canary, istio.io/rev: 1-31-0 } }
webhooks: []
`);
  expect(revisions.namespaces.map(({ name, revision }) => [name, revision])).toEqual(
    expect.arrayContaining([
      ['shop', '1-31-0 (canary)'],
      ['tests', '1-30-3'],
    ]),
  );
  expect(renderTree(revisions)).toContain('sidecars injected · revision 1-31-0 (canary)');
  expect(renderSvg(revisions)).toContain('revision 1-31-0 (canary)');
});
