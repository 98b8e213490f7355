import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, Aspects, TerraformStack, TerraformVariable } from 'cdktf';
import type { IConstruct } from 'constructs';
import { CustomResource } from '../../../constructs/delivery/custom-resource';
import { DeliveredObject } from '../../../constructs/delivery/delivered-object';
import { HelmRelease, type HelmReleaseProps } from '../../../constructs/delivery/helm-release';
import { ResourceBundle } from '../../../constructs/delivery/resource-bundle';
import { MeshContext } from '../../../constructs/mesh-context';

function program() {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'delivery-')) });
  const stack = stackOf(app, 'shop');
  return { app, stack };
}

function stackOf(app: App, id: string) {
  const stack = new TerraformStack(app, id);
  new HelmProvider(stack, 'helm', {});
  new KubernetesProvider(stack, 'kubernetes', {});
  return stack;
}

function synth(app: App, stack = 'shop') {
  app.synth();
  return JSON.parse(readFileSync(join(app.outdir, 'stacks', stack, 'cdk.tf.json'), 'utf8'));
}

const widget = (scope: IConstruct, id: string, name: string, more: object = {}) =>
  new CustomResource(scope as TerraformStack, id, {
    apiVersion: 'example.com/v1',
    kind: 'Widget',
    metadata: { name },
    spec: { size: 1 },
    ...more,
  });

describe('an object on its own', () => {
  it('is a Helm release named after the object, whatever its construct is called', () => {
    const { app, stack } = program();
    widget(stack, 'AnyId', 'gear');
    const releases = synth(app).resource.helm_release;
    expect(Object.keys(releases)).toEqual([expect.stringMatching(/^default_widget_example_com-gear_[0-9a-f]{6}$/)]);
    const release = Object.values(releases)[0] as Record<string, unknown>;
    expect(release.name).toBe('widget.example.com-gear');
    expect(release.namespace).toBe('default');
    expect(JSON.parse((release.values as string[])[0] as string)).toEqual({
      manifests: {
        'shop/AnyId': {
          apiVersion: 'example.com/v1',
          kind: 'Widget',
          metadata: { name: 'gear', namespace: 'default' },
          spec: { size: 1 },
        },
      },
    });
  });

  it('keeps its Terraform address when its construct is renamed or moved', () => {
    const addresses = ['Before', 'After'].map((id) => {
      const { app, stack } = program();
      widget(stack, id, 'gear');
      return Object.keys(synth(app).resource.helm_release);
    });
    expect(addresses[0]).toEqual(addresses[1]);
  });

  it('brings the chart along in the folder of the stack', () => {
    const { app, stack } = program();
    widget(stack, 'A', 'a');
    const [release] = Object.values(synth(app).resource.helm_release) as { chart: string }[];
    const folder = join(app.outdir, 'stacks/shop', release?.chart ?? '');
    expect(readFileSync(join(folder, 'Chart.yaml'), 'utf8')).toContain('name: manifests');
    expect(readFileSync(join(folder, 'templates/manifests.yaml'), 'utf8')).toContain('toJson');
  });

  it('is a kubernetes_manifest where the scope says so', () => {
    const { app, stack } = program();
    MeshContext.set(stack, { delivery: 'manifest', namespace: 'web' });
    widget(stack, 'A', 'a', { spec: { text: '${x} %{y}' } });
    const resources = synth(app).resource;
    expect(resources.helm_release).toBeUndefined();
    expect(resources.kubernetes_manifest.web_widget_a.manifest).toEqual({
      apiVersion: 'example.com/v1',
      kind: 'Widget',
      metadata: { name: 'a', namespace: 'web' },
      spec: { text: '$${x} %%{y}' },
    });
  });

  it('takes over an object that exists when asked to, in both ways', () => {
    const { app, stack } = program();
    const { manifest } = widget(stack, 'A', 'a', { adopt: true });
    // A release that fails is undone, and would take the object with it.
    expect(manifest.metadata.annotations).toEqual({ 'helm.sh/resource-policy': 'keep' });
    widget(stack, 'B', 'b', { adopt: true, delivery: 'manifest' });
    const tf = synth(app);
    expect((Object.values(tf.resource.helm_release)[0] as { take_ownership: boolean }).take_ownership).toBe(true);
    expect(tf.import).toEqual([
      {
        id: 'apiVersion=example.com/v1,kind=Widget,namespace=default,name=b',
        to: 'kubernetes_manifest.default_widget_b',
      },
    ]);
  });

  it('outlives what depends on it when asked to, delivered either way', () => {
    const { app, stack } = program();
    widget(stack, 'A', 'a', { outliveDependents: true });
    widget(stack, 'B', 'b', { outliveDependents: true, delivery: 'manifest' });
    widget(stack, 'C', 'c');
    const { helm_release: releases, kubernetes_manifest: manifests } = synth(app).resource;
    const lifecycles = [...Object.values(releases), ...Object.values(manifests)].map(
      (resource) => (resource as { lifecycle?: { create_before_destroy?: boolean } }).lifecycle?.create_before_destroy,
    );
    expect(lifecycles).toEqual([true, undefined, true]);
  });

  it.each<[string, HelmReleaseProps['lifecycle'], unknown]>([
    ['nothing more', undefined, ['replace']],
    ['a list of its own', { ignoreChanges: ['version'] }, ['version', 'replace']],
    ['all changes', { ignoreChanges: 'all' }, 'all'],
  ])(
    'may take the name of a first install that failed, without a difference where it is deployed: ignoring %s',
    (_what, lifecycle, ignored) => {
      const { app, stack } = program();
      new HelmRelease(stack, 'A', { releaseName: 'a', namespace: 'default', chart: 'a', lifecycle });
      expect(synth(app).resource.helm_release.default_a).toMatchObject({
        replace: true,
        lifecycle: { ignore_changes: ignored },
      });
    },
  );

  it('refers to what another stack has, beside one that has no token in it', () => {
    const { app, stack } = program();
    const other = stackOf(app, 'other');
    widget(stack, 'A', 'a');
    const variable = new TerraformVariable(other, 'size', { default: 'large' });
    widget(stack, 'B', 'b', { spec: { size: variable.stringValue } });
    const tf = synth(app);
    expect(tf.resource.helm_release[Object.keys(tf.resource.helm_release)[0] ?? ''].name).toBe('widget.example.com-a');
    expect(Object.keys(tf.data.terraform_remote_state)).toHaveLength(1);
    expect(stack.dependencies).toEqual([other]);
  });

  it('outlives its release when retained', () => {
    const { stack } = program();
    expect(widget(stack, 'A', 'a', { retain: true }).manifest.metadata.annotations).toEqual({
      'helm.sh/resource-policy': 'keep',
    });
  });

  it('lets the labels of the scope through, and its own win', () => {
    const { stack } = program();
    MeshContext.set(stack, { labels: { team: 'shop', tier: 'web' } });
    const object = widget(stack, 'A', 'a', { metadata: { name: 'a', labels: { tier: 'data' } } });
    expect(object.manifest.metadata.labels).toEqual({ team: 'shop', tier: 'data' });
  });
});

describe('what a user may still change', () => {
  it('merges patches, and null deletes', () => {
    const { stack } = program();
    const object = widget(stack, 'A', 'a', { spec: { size: 1, colour: 'red', list: [1, 2] } });
    object.patch({ spec: { colour: null, list: [3], depth: { x: 1 } } });
    expect(object.manifest.spec).toEqual({ size: 1, list: [3], depth: { x: 1 } });
  });

  it('overrides any field by its path, in lists and under names with dots', () => {
    const { stack } = program();
    const object = widget(stack, 'A', 'a', { spec: { list: [{ a: 1 }, { a: 2 }] } });
    object.addOverride('spec.list.1.a', 5);
    object.addOverride('spec.list.0', undefined);
    object.addOverride('metadata.annotations.example\\.com/x', 'y');
    expect(object.manifest.spec).toEqual({ list: [{ a: 5 }] });
    expect(object.manifest.metadata.annotations).toEqual({ 'example.com/x': 'y' });
  });

  it('lets overrides win over labels, annotations and patches, whichever comes first', () => {
    const { stack } = program();
    const object = widget(stack, 'A', 'a', { spec: { size: 1, list: [1, 2] } });
    object.addOverride('spec.size', 2);
    object.addOverride('spec.list.0', undefined);
    object.addOverride('metadata.labels.tier', 'web');
    object.addOverride('metadata.annotations.team', undefined);
    object.patch({ spec: { size: 3, colour: 'red', list: [3, 4] } });
    object.addLabel('tier', 'data');
    object.addAnnotation('team', 'shop');
    expect(object.manifest.spec).toEqual({ size: 2, colour: 'red', list: [4] });
    expect(object.manifest.metadata).toMatchObject({ labels: { tier: 'web' }, annotations: {} });
    expect(object.text).toContain('"size":2');
  });

  it('keeps an override as it was given, whatever becomes of the object it was given in', () => {
    const { stack } = program();
    const object = widget(stack, 'A', 'a', { spec: {} });
    const depth = { x: 1 };
    object.addOverride('spec.depth', depth);
    depth.x = 2;
    object.patch({ spec: { size: 1 } });
    expect(object.manifest.spec).toEqual({ depth: { x: 1 }, size: 1 });
  });

  it('refuses a patch that takes away what an override leads through, and keeps its manifest', () => {
    const { stack } = program();
    const object = widget(stack, 'A', 'a', { spec: { list: [{ a: 1 }, { a: 2 }] } });
    object.addOverride('spec.list.1.a', 5);
    expect(() => object.patch({ spec: { list: 1 } })).toThrow(
      'shop/A: override "spec.list.1.a": expected an object or a list at spec.list, got 1',
    );
    expect(object.manifest.spec).toEqual({ list: [{ a: 1 }, { a: 5 }] });
  });

  it('refuses an override that leads through a plain value', () => {
    const { stack } = program();
    const object = widget(stack, 'A', 'a');
    expect(() => object.addOverride('spec.size.unit', 'kg')).toThrow(
      'shop/A: override "spec.size.unit": expected an object or a list at spec.size, got 1',
    );
  });

  it('sees what an Aspect adds', () => {
    const { app, stack } = program();
    widget(stack, 'A', 'a');
    Aspects.of(stack).add({
      visit(node) {
        if (node instanceof DeliveredObject) node.addLabel('audited', 'yes');
      },
    });
    const [release] = Object.values(synth(app).resource.helm_release) as { values: string[] }[];
    expect(release?.values[0]).toContain('"labels":{"audited":"yes"}');
  });

  it('hands out a manifest that cannot be changed from outside', () => {
    const { stack } = program();
    const spec = { size: 1 };
    const object = widget(stack, 'A', 'a', { spec });
    spec.size = 2;
    expect(object.manifest.spec).toEqual({ size: 1 });
    expect(Object.isFrozen(object.manifest.spec)).toBe(true);
  });
});

describe('a bundle', () => {
  it('is one release for everything below it, named after the stack', () => {
    const { app, stack } = program();
    const bundle = new ResourceBundle(stack, 'Bundle', { namespace: 'web' });
    widget(bundle, 'A', 'a');
    widget(bundle, 'B', 'b');
    const releases = synth(app).resource.helm_release;
    expect(Object.keys(releases)).toEqual(['web_shop']);
    expect(Object.keys(JSON.parse(releases.web_shop.values[0]).manifests)).toEqual(['shop/Bundle/A', 'shop/Bundle/B']);
    expect(releases.web_shop).toMatchObject({ name: 'shop', namespace: 'web', atomic: true });
  });

  it('keeps literal objects apart from those with tokens', () => {
    const { app, stack } = program();
    const size = new TerraformVariable(stack, 'size', { type: 'number' });
    const bundle = new ResourceBundle(stack, 'Bundle');
    widget(bundle, 'A', 'a');
    widget(bundle, 'B', 'b', { spec: { size: size.numberValue, text: '${no}' } });
    const tf = synth(app);
    const { values } = tf.resource.helm_release.default_shop;
    expect(Object.keys(JSON.parse(values[0]).manifests)).toEqual(['shop/Bundle/A']);
    expect(values[1]).toBe('${jsonencode(local.default_shop_values_1)}');
    expect(tf.locals.default_shop_values_1.manifests['shop/Bundle/B'].spec).toEqual({
      size: '${var.size}',
      text: '$${no}',
    });
  });

  it('drops the edges between its own objects and keeps those to others', () => {
    const { app, stack } = program();
    const bundle = new ResourceBundle(stack, 'Bundle');
    const a = widget(bundle, 'A', 'a');
    const alone = widget(stack, 'Alone', 'alone');
    widget(bundle, 'B', 'b', { dependsOn: [a, alone] });
    const releases = synth(app).resource.helm_release;
    const aloneAddress = Object.keys(releases).find((key) => key !== 'default_shop');
    expect(releases.default_shop.depends_on).toEqual([`helm_release.${aloneAddress}`]);
  });

  it('refuses a name that Helm refuses', () => {
    const { stack } = program();
    expect(() => new ResourceBundle(stack, 'Bundle', { releaseName: 'My Shop' })).toThrow(
      'shop/Bundle: releaseName: expected lowercase letters, digits, "-" and ".", known before the deploy, got "My Shop"',
    );
  });
});

describe('what only the whole program shows', () => {
  it('refuses two constructs for one object, also over stacks', () => {
    const { app, stack } = program();
    widget(stack, 'A', 'gear');
    widget(stackOf(app, 'other'), 'B', 'gear');
    expect(() => app.synth()).toThrow(
      /Widget\.example\.com "gear" of namespace default: shop\/A \(\S+test\.ts:\d+:\d+\) and other\/B \(\S+test\.ts:\d+:\d+\) are one object in the cluster: remove one, or rename it/,
    );
  });

  it('takes one name twice where the stacks reach different clusters', () => {
    const { app } = program();
    for (const configContext of ['east', 'west']) {
      const stack = new TerraformStack(app, configContext);
      new HelmProvider(stack, 'helm', { kubernetes: { configContext } });
      widget(stack, 'A', 'gear');
    }
    expect(() => app.synth()).not.toThrow();
  });

  it('walks the stack as often for many objects as for few', () => {
    const walks = (objects: number): number => {
      const { app, stack } = program();
      for (let index = 0; index < objects; index++) widget(stack, `Gear${index}`, `gear-${index}`);
      const children = jest.spyOn(Object.getPrototypeOf(stack.node), 'children', 'get');
      try {
        app.synth();
        return children.mock.contexts.filter((node) => node === stack.node).length;
      } finally {
        children.mockRestore();
      }
    };
    expect(walks(1)).toBeGreaterThan(0);
    expect(walks(30)).toBe(walks(1));
  });

  it('refuses two releases of one name', () => {
    const { app, stack } = program();
    new ResourceBundle(stack, 'One');
    new ResourceBundle(stack, 'Two');
    expect(() => app.synth()).toThrow(
      /release "shop" of namespace default: shop\/One\/Resource \(.*\) and shop\/Two\/Resource \(.*\) are one/,
    );
  });

  it('names a release that is too large for Helm, with its size', () => {
    const { app, stack } = program();
    const bundle = new ResourceBundle(stack, 'Bundle');
    const noise = (seed: string) =>
      Array.from({ length: 2000 }, (_, i) => createHash('sha256').update(`${seed}${i}`).digest('base64')).join('');
    for (let i = 0; i < 10; i++) widget(bundle, `W${i}`, `w${i}`, { spec: { text: noise(`w${i}`) } });
    expect(() => app.synth()).toThrow(
      /release "shop": expected at most 1 MiB after compression, got \d\.\d\d MiB \(10 objects\): spread the objects over several bundles/,
    );
  });

  it('reports a circle by construct path', () => {
    const { app, stack } = program();
    const one = new ResourceBundle(stack, 'One', { releaseName: 'one' });
    const two = new ResourceBundle(stack, 'Two', { releaseName: 'two' });
    const a = widget(one, 'A', 'a', { dependsOn: [two] });
    widget(two, 'B', 'b', { dependsOn: [a] });
    expect(() => app.synth()).toThrow(
      /shop\/One\/Resource \(.*\) -> shop\/Two\/Resource \(.*\) -> shop\/One\/Resource \(.*\): wait for each other in a circle/,
    );
  });

  it('turns a dependency on another stack into one between the stacks', () => {
    const { app, stack } = program();
    const first = widget(stackOf(app, 'first'), 'A', 'a');
    widget(stack, 'B', 'b', { dependsOn: [first] });
    const tf = synth(app);
    expect((Object.values(tf.resource.helm_release)[0] as { depends_on?: string[] }).depends_on).toBeUndefined();
    const manifest = JSON.parse(readFileSync(join(app.outdir, 'manifest.json'), 'utf8'));
    expect(manifest.stacks.shop.dependencies).toEqual(['first']);
  });
});
