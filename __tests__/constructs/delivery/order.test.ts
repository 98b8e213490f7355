import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeploymentV1 } from '@cdktf/provider-kubernetes/lib/deployment-v1';
import { Manifest as ProviderManifest } from '@cdktf/provider-kubernetes/lib/manifest';
import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { ServiceV1 } from '@cdktf/provider-kubernetes/lib/service-v1';
import { App, Aspects, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { BaseChart } from '../../../constructs/charts/base-chart';
import { IstiodChart } from '../../../constructs/charts/istiod-chart';
import { CustomResource } from '../../../constructs/delivery/custom-resource';
import { HelmRelease } from '../../../constructs/delivery/helm-release';
import { ResourceBundle } from '../../../constructs/delivery/resource-bundle';
import { ClusterProviders } from '../../../constructs/mesh/cluster-providers';
import { ControlPlane } from '../../../constructs/mesh/control-plane';
import { IngressGateway } from '../../../constructs/mesh/ingress-gateway';
import { InjectionLabel } from '../../../constructs/mesh/injection-label';
import { MeshNamespace } from '../../../constructs/mesh/mesh-namespace';
import { MeshContext } from '../../../constructs/mesh-context';
import { PolicyTarget } from '../../../constructs/references/policy-target';
import { Workload } from '../../../constructs/references/workload';
import { VirtualService } from '../../../constructs/resources/networking/virtual-service';
import { AccessPolicy } from '../../../constructs/security/access-policy';
import { AccessRule, AccessSource } from '../../../constructs/security/access-rule';
import { MutualTls } from '../../../constructs/security/mutual-tls';
import { ServiceTraffic } from '../../../constructs/traffic/service-traffic';
import { Subset } from '../../../constructs/traffic/subset';
import { WeightedSplit } from '../../../constructs/traffic/weighted-split';

function stackOf(app: App, id: string, context = 'minikube') {
  const stack = new TerraformStack(app, id);
  new ClusterProviders(stack, 'Cluster', { kubeconfig: '~/.kube/config', context });
  return stack;
}

function program(id = 'shop') {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'order-')) });
  return { app, stack: stackOf(app, id) };
}

const service = (scope: Construct, name: string, namespace = 'shop') =>
  new VirtualService(scope, name, {
    metadata: { name, namespace },
    spec: { hosts: [name], http: [{ route: [{ destination: { host: name } }] }] },
  });

const settings = (scope: Construct, name: string, namespace = 'shop') =>
  new CustomResource(scope, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace } });

const deployment = (scope: Construct, name: string, namespace = 'shop', labels: Record<string, string> = {}) =>
  new CustomResource(scope, name, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: { template: { metadata: { labels } } },
  });

/** `depends_on` by address, without the hashes that cdktf ends names with, and the stacks that a stack waits for. */
function synth(app: App, stack = 'shop') {
  app.synth();
  const { resource } = JSON.parse(readFileSync(join(app.outdir, 'stacks', stack, 'cdk.tf.json'), 'utf8'));
  const plain = (address: string) => address.replace(/_[0-9A-F]{8}$/, '');
  const order: Record<string, string[]> = {};
  for (const [type, byId] of Object.entries(resource as Record<string, Record<string, { depends_on?: string[] }>>)) {
    for (const [id, { depends_on: after = [] }] of Object.entries(byId))
      order[plain(`${type}.${id}`)] = after.map(plain);
  }
  const { stacks } = JSON.parse(readFileSync(join(app.outdir, 'manifest.json'), 'utf8'));
  return { order, waitsFor: stacks[stack].dependencies as string[] };
}

describe('what lives in a namespace that the program makes', () => {
  it('comes after the namespace, whatever it is delivered by', () => {
    const { app, stack } = program();
    settings(stack, 'alone');
    const bundle = new ResourceBundle(stack, 'Bundle', { namespace: 'shop', releaseName: 'bundle' });
    settings(bundle, 'bundled');
    new CustomResource(stack, 'Manifest', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'manifest', namespace: 'shop' },
      delivery: 'manifest',
    });
    new HelmRelease(stack, 'Chart', { releaseName: 'redis', namespace: 'shop', chart: 'redis' });
    new ServiceV1(stack, 'Service', { metadata: { name: 'web', namespace: 'shop' }, spec: {} });
    settings(stack, 'elsewhere', 'default');
    new MeshNamespace(stack, 'Namespace', { name: 'shop' });
    const namespace = 'kubernetes_namespace_v1.Namespace';
    expect(synth(app).order).toEqual({
      'helm_release.shop_configmap-alone': [namespace],
      'helm_release.shop_bundle': [namespace],
      'kubernetes_manifest.shop_configmap_manifest': [namespace],
      'helm_release.shop_redis': [namespace],
      'kubernetes_service_v1.Service': [namespace],
      'helm_release.default_configmap-elsewhere': [],
      [namespace]: [],
    });
  });

  it.each([
    [
      "the provider's class",
      (stack: TerraformStack) => void new NamespaceV1(stack, 'Namespace', { metadata: { name: 'shop' } }),
      'kubernetes_namespace_v1.Namespace',
    ],
    [
      "the provider's class for any object",
      (stack: TerraformStack) =>
        void new ProviderManifest(stack, 'Namespace', {
          manifest: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
        }),
      'kubernetes_manifest.Namespace',
    ],
    [
      'an object',
      (stack: TerraformStack) =>
        void new CustomResource(stack, 'Namespace', {
          apiVersion: 'v1',
          kind: 'Namespace',
          clusterWide: true,
          metadata: { name: 'shop' },
        }),
      'helm_release.istio-system_namespace-shop',
    ],
  ])('knows a namespace made by %s', (_by, make, address) => {
    const { app, stack } = program();
    settings(stack, 'alone');
    make(stack);
    expect(synth(app).order['helm_release.shop_configmap-alone']).toEqual([address]);
  });

  it('comes after each of the namespaces that one release makes', () => {
    const { app, stack } = program();
    const bundle = new ResourceBundle(stack, 'Namespaces', { releaseName: 'namespaces' });
    const teams = ['red', 'green', 'blue'];
    for (const name of teams) {
      new CustomResource(bundle, name, { apiVersion: 'v1', kind: 'Namespace', clusterWide: true, metadata: { name } });
      settings(stack, name, name);
    }
    const { order } = synth(app);
    expect(teams.map((name) => order[`helm_release.${name}_configmap-${name}`])).toEqual(
      teams.map(() => ['helm_release.default_namespaces']),
    );
  });

  it('has its stack come after the stack of the namespace, one of provider classes alone too', () => {
    const { app, stack: apps } = program('apps');
    const plain = stackOf(app, 'plain');
    const namespaces = stackOf(app, 'namespaces');
    settings(apps, 'settings');
    new DeploymentV1(plain, 'Web', {
      metadata: { name: 'web', namespace: 'shop' },
      spec: { template: { metadata: {}, spec: {} } },
    });
    new MeshNamespace(namespaces, 'Namespace', { name: 'shop' });
    expect(synth(app, 'apps').waitsFor).toEqual(['namespaces']);
    expect(synth(app, 'plain').waitsFor).toEqual(['namespaces']);
    expect(synth(app, 'namespaces').waitsFor).toEqual([]);
  });

  it('does not wait for a namespace of that name in another cluster', () => {
    const { app, stack } = program();
    settings(stack, 'alone');
    new MeshNamespace(stackOf(app, 'west', 'west'), 'Namespace', { name: 'shop' });
    expect(synth(app)).toEqual({ order: { 'helm_release.shop_configmap-alone': [] }, waitsFor: [] });
  });

  it('is not told twice what it is told already, directly or by what it waits for', () => {
    const { app, stack } = program();
    const namespace = new MeshNamespace(stack, 'Namespace', { name: 'shop' });
    const first = settings(stack, 'first');
    first.addDependency(namespace);
    settings(stack, 'second').addDependency(first);
    expect(synth(app).order).toMatchObject({
      'helm_release.shop_configmap-first': ['kubernetes_namespace_v1.Namespace'],
      'helm_release.shop_configmap-second': ['helm_release.shop_configmap-first'],
    });
  });

  it('yields to an order that is stated the other way round', () => {
    const { app, stack } = program();
    const quota = new HelmRelease(stack, 'Quota', { releaseName: 'quota', namespace: 'shop', chart: 'quota' });
    new NamespaceV1(stack, 'Namespace', { metadata: { name: 'shop' }, dependsOn: [quota] });
    settings(stack, 'settings');
    expect(synth(app).order).toEqual({
      'helm_release.shop_quota': [],
      'kubernetes_namespace_v1.Namespace': ['helm_release.shop_quota'],
      'helm_release.shop_configmap-settings': ['kubernetes_namespace_v1.Namespace'],
    });
  });

  it('closes no circle of stacks', () => {
    const { app, stack: apps } = program('apps');
    const mesh = stackOf(app, 'mesh');
    new MeshNamespace(apps, 'Namespace', { name: 'shop' });
    settings(mesh, 'early');
    settings(apps, 'late').addDependency(mesh.node.findChild('early'));
    expect(synth(app, 'apps').waitsFor).toEqual(['mesh']);
    expect(synth(app, 'mesh').waitsFor).toEqual([]);
  });
});

describe('releases that need each other', () => {
  const namespace = (scope: Construct, name: string): CustomResource =>
    new CustomResource(scope, `Namespace-${name}`, {
      ...{ apiVersion: 'v1', kind: 'Namespace', clusterWide: true, metadata: { name } },
    });
  const bundle = (scope: Construct, releaseName: string): ResourceBundle =>
    new ResourceBundle(scope, releaseName, { releaseName });
  const warnings = (stack: TerraformStack): string[] =>
    stack.node
      .findAll()
      .flatMap(({ node }) => node.metadata.map(({ data }) => String(data)))
      .filter((line) => line.includes('on an empty cluster'));

  it('are told that neither can come first, and keep the order of one of them', () => {
    const { app, stack } = program();
    const [red, blue] = [bundle(stack, 'red'), bundle(stack, 'blue')];
    namespace(red, 'red');
    settings(blue, 'of-red', 'red');
    namespace(blue, 'blue');
    settings(red, 'of-blue', 'blue');
    const { order } = synth(app);
    expect(order['helm_release.default_red']).toEqual(['helm_release.default_blue']);
    expect(order['helm_release.default_blue']).toEqual([]);
    expect(warnings(stack)).toEqual([
      expect.stringMatching(
        /^shop\/blue\/Resource: has to wait for shop\/red\/Resource \(namespace red\), and that for it: on an empty cluster neither can come first; put what is waited for, or what waits for it, into a release of its own \(.*order\.test\.ts:/,
      ),
    ]);
  });

  it("keep istiod behind its namespace and its definitions where the namespace's release has an object of Istio's", () => {
    const { app, stack } = program();
    const namespaces = bundle(stack, 'namespaces');
    namespace(namespaces, 'istio-system');
    service(namespaces, 'web', 'istio-system');
    new BaseChart(stack, 'Base', { namespace: 'istio-system' });
    new IstiodChart(stack, 'Istiod', { namespace: 'istio-system' });
    expect(synth(app).order).toEqual({
      'helm_release.default_namespaces': [],
      'helm_release.istio-system_istio-base': ['helm_release.default_namespaces'],
      'helm_release.istio-system_istiod': ['helm_release.istio-system_istio-base'],
    });
    expect(warnings(stack)).toHaveLength(1);
  });

  it('are told in stacks of their own as well', () => {
    const { app, stack } = program();
    const platform = stackOf(app, 'platform');
    namespace(stack, 'red');
    settings(platform, 'of-red', 'red');
    namespace(platform, 'blue');
    settings(stack, 'of-blue', 'blue');
    expect(synth(app).waitsFor).toEqual(['platform']);
    expect([...warnings(stack), ...warnings(platform)]).toEqual([
      expect.stringContaining(
        'platform/of-red/Resource: has to wait for shop/Namespace-red/Resource (namespace red), whose stack has to wait for this one',
      ),
    ]);
  });

  it('are not told where the order is stated', () => {
    const { app, stack } = program();
    const [red, blue] = [bundle(stack, 'red'), bundle(stack, 'blue')];
    namespace(red, 'red');
    settings(blue, 'of-red', 'red');
    red.addDependency(blue);
    expect(synth(app).order['helm_release.default_red']).toEqual(['helm_release.default_blue']);
    expect(warnings(stack)).toEqual([]);
  });
});

describe('an object of a kind that the program defines', () => {
  const define = (scope: Construct, id: string, plural: string, kind: string): CustomResource =>
    new CustomResource(scope, id, {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      clusterWide: true,
      metadata: { name: `${plural}.example.com` },
      spec: { group: 'example.com', names: { kind, plural }, scope: 'Namespaced', versions: [] },
    });
  const object = (scope: Construct, kind: string, apiVersion = 'example.com/v1'): CustomResource =>
    new CustomResource(scope, kind, { apiVersion, kind, metadata: { name: 'a', namespace: 'shop' } });

  it('comes after the definition, one of a release that makes several too', () => {
    const { app, stack } = program();
    const bundle = new ResourceBundle(stack, 'Definitions', { releaseName: 'definitions' });
    define(bundle, 'Widgets', 'widgets', 'Widget');
    define(bundle, 'Gadgets', 'gadgets', 'Gadget');
    object(stack, 'Widget');
    object(stack, 'Gadget');
    object(new Construct(stack, 'Others'), 'Gadget', 'example.org/v1');
    const { order } = synth(app);
    const waiting = Object.entries(order).filter(([, after]) => after.length > 0);
    expect(waiting.map(([, after]) => after)).toEqual([
      ['helm_release.default_definitions'],
      ['helm_release.default_definitions'],
    ]);
  });

  it('has its stack come after the stack of the definition', () => {
    const { app, stack } = program();
    define(stackOf(app, 'platform'), 'Widgets', 'widgets', 'Widget');
    object(stack, 'Widget');
    expect(synth(app).waitsFor).toEqual(['platform']);
  });
});

describe('what istiod validates or injects', () => {
  it('comes after istiod, and istiod after the definitions and its namespace', () => {
    const { app, stack } = program();
    service(stack, 'cart');
    settings(stack, 'settings');
    new IngressGateway(stack, 'Ingress');
    new IstiodChart(stack, 'Istiod');
    new BaseChart(stack, 'Base');
    new MeshNamespace(stack, 'Root', { name: 'istio-system' });
    expect(synth(app).order).toEqual({
      'helm_release.shop_virtualservice-cart': ['helm_release.istio-system_istiod'],
      'helm_release.shop_configmap-settings': [],
      'helm_release.istio-system_istio-ingressgateway': ['helm_release.istio-system_istiod'],
      'helm_release.istio-system_istiod': ['helm_release.istio-system_istio-base'],
      'helm_release.istio-system_istio-base': ['kubernetes_namespace_v1.Root'],
      'kubernetes_namespace_v1.Root': [],
    });
  });

  it('is every pod of a namespace that has them injected, and no other', () => {
    const { app, stack } = program();
    new ControlPlane(stack, 'ControlPlane');
    new MeshNamespace(stack, 'Injected', { name: 'shop', injection: 'enabled' });
    new MeshNamespace(stack, 'Plain', { name: 'plain' });
    deployment(stack, 'web');
    deployment(stack, 'batch', 'plain');
    deployment(stack, 'asks', 'plain', { 'sidecar.istio.io/inject': 'true' });
    new HelmRelease(stack, 'Chart', { releaseName: 'redis', namespace: 'shop', chart: 'redis' });
    new DeploymentV1(stack, 'Class', {
      metadata: { name: 'class', namespace: 'shop' },
      spec: { template: { metadata: {}, spec: {} } },
    });
    settings(stack, 'settings');
    const [istiod, injected, plain] = [
      'helm_release.istio-system_istiod',
      'kubernetes_namespace_v1.Injected',
      'kubernetes_namespace_v1.Plain',
    ];
    expect(synth(app).order).toMatchObject({
      'helm_release.shop_deployment-web': [istiod, injected],
      'helm_release.plain_deployment-batch': [plain],
      'helm_release.plain_deployment-asks': [istiod, plain],
      'helm_release.shop_redis': [istiod, injected],
      'kubernetes_deployment_v1.Class': [injected, istiod],
      'helm_release.shop_configmap-settings': [injected],
    });
  });

  it('waits for the label that switches injection on as well', () => {
    const { app, stack } = program();
    new ControlPlane(stack, 'ControlPlane');
    new InjectionLabel(stack, 'Label', { namespace: 'default' });
    deployment(stack, 'web', 'default');
    settings(stack, 'settings', 'default');
    expect(synth(app).order).toMatchObject({
      'helm_release.default_deployment-web': ['helm_release.istio-system_istiod', 'kubernetes_labels.Label'],
      'helm_release.default_configmap-settings': [],
    });
  });

  it('has its stack come after the stack of istiod', () => {
    const { app, stack } = program();
    service(stack, 'cart');
    new ControlPlane(stackOf(app, 'mesh'), 'ControlPlane');
    expect(synth(app).waitsFor).toEqual(['mesh']);
  });

  it('does not wait for the istiod that is told to wait for it', () => {
    const { app, stack } = program();
    const certificates = deployment(stack, 'issuer');
    new MeshNamespace(stack, 'Namespace', { name: 'shop', injection: 'enabled' });
    new ControlPlane(stack, 'ControlPlane', { dependsOn: [certificates] });
    const { order } = synth(app);
    expect(order['helm_release.shop_deployment-issuer']).toEqual(['kubernetes_namespace_v1.Namespace']);
    expect(order['helm_release.istio-system_istio-base']).toEqual(['helm_release.shop_deployment-issuer']);
  });

  it('sees what an Aspect adds', () => {
    const { app, stack } = program();
    MeshContext.set(stack, { namespace: 'shop' });
    new MeshNamespace(stack, 'Namespace', { name: 'shop' });
    const first = settings(stack, 'first');
    Aspects.of(stack).add({
      visit(node) {
        if (node === stack && stack.node.tryFindChild('added') === undefined) settings(stack, 'added');
      },
    });
    expect(first.namespace).toBe('shop');
    expect(synth(app).order['helm_release.shop_configmap-added']).toEqual(['kubernetes_namespace_v1.Namespace']);
  });
});

describe('a whole shop', () => {
  it('states no order, and has every one of it', () => {
    const { app, stack } = program();
    const root = new MeshNamespace(stack, 'Root', { name: 'istio-system' });
    const namespace = new MeshNamespace(stack, 'Namespace', { name: 'shop', injection: 'enabled' });
    MeshContext.set(stack, { namespace });
    const controlPlane = new ControlPlane(stack, 'ControlPlane', { namespace: root });
    const ingress = new IngressGateway(stack, 'Ingress', { controlPlane });
    new MutualTls(stack, 'MutualTls', { mode: 'STRICT' });

    for (const name of ['web', 'cart', 'payment', 'catalogue']) {
      const metadata = { name, namespace: 'shop' };
      new DeploymentV1(stack, `${name}-pods`, {
        metadata,
        spec: { selector: { matchLabels: { app: name } }, template: { metadata: { labels: { app: name } }, spec: {} } },
      });
      const service = new ServiceV1(stack, name, { metadata, spec: { port: [{ port: 80 }] } });
      new ServiceTraffic(stack, `${name}-traffic`, {
        service,
        routes: [{ to: WeightedSplit.of([Subset.version('v1'), 90], [Subset.version('v2'), 10]) }],
        ...(name === 'web' && { gateways: [ingress], hosts: ['shop.example.com'] }),
      });
      new AccessPolicy(stack, `${name}-access`, {
        target: PolicyTarget.workload(Workload.fromName(name, { namespace: 'shop' })),
        rules: [AccessRule.from(AccessSource.namespace('shop'))],
      });
    }
    const { order } = synth(app);
    const earlierThan = (address: string): string[] =>
      (order[address] ?? []).flatMap((earlier) => [earlier, ...earlierThan(earlier)]);
    const inShop = Object.keys(order).filter((address) => /helm_release.shop_|deployment_v1|service_v1/.test(address));
    const istios = inShop.filter((address) =>
      /virtualservice|destinationrule|gateway|authenti|authori|deployment|ratelimit/.test(address),
    );
    expect(inShop.length).toBeGreaterThan(20);
    expect(inShop.filter((address) => !earlierThan(address).includes('kubernetes_namespace_v1.Namespace'))).toEqual([]);
    expect(istios.length).toBeGreaterThan(18);
    expect(istios.filter((address) => !earlierThan(address).includes('helm_release.istio-system_istiod'))).toEqual([]);
    expect(earlierThan('helm_release.shop_virtualservice-cart')).toEqual(
      expect.arrayContaining([
        'helm_release.shop_destinationrule-cart-v1',
        'helm_release.shop_destinationrule-cart-v2',
      ]),
    );
  });
});
