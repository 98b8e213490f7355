import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import * as cdktf from 'cdktf';
import * as constructs from 'constructs';
import * as ours from '../../constructs';

// A project gets a second copy where a library that it uses brings one of its own; cdktf, a peer, is there once.
function secondCopy(): typeof ours {
  let copy: typeof ours | undefined;
  jest.isolateModules(() => {
    jest.doMock('cdktf', () => cdktf);
    jest.doMock('constructs', () => constructs);
    copy = require('../../constructs');
  });
  return copy as unknown as typeof ours;
}

const theirs = secondCopy();

function program() {
  const app = new cdktf.App({ outdir: mkdtempSync(join(tmpdir(), 'two-copies-')) });
  const stack = new cdktf.TerraformStack(app, 'shop');
  new HelmProvider(stack, 'helm', {});
  return { app, stack };
}

function releases(app: cdktf.App): Record<string, { readonly depends_on?: string[]; readonly values: string[] }> {
  app.synth();
  return JSON.parse(readFileSync(join(app.outdir, 'stacks/shop/cdk.tf.json'), 'utf8')).resource.helm_release;
}

const subsets = [{ name: 'v1', labels: { version: 'v1' } }];
const metadata = { name: 'cart' };
const toV1 = { hosts: ['cart'], http: [{ route: [{ destination: { host: 'cart', subset: 'v1' } }] }] };

describe('two copies of the package in one program', () => {
  it('are two', () => {
    expect(theirs.VirtualService).not.toBe(ours.VirtualService);
  });

  it.each([
    ['ours', 'theirs', ours, theirs],
    ['theirs', 'ours', theirs, ours],
  ])('deploy a route of %s after the subset of %s that it names', (_one, _other, one, other) => {
    const { app, stack } = program();
    new one.VirtualService(stack, 'Route', { metadata, spec: toV1 });
    new other.DestinationRule(stack, 'Subsets', { metadata, spec: { host: 'cart', subsets } });
    expect(releases(app)['default_virtualservice-cart']?.depends_on).toEqual([
      'helm_release.default_destinationrule-cart',
    ]);
  });

  it('wait for what the other delivers, in a bundle too', () => {
    const { app, stack } = program();
    const bundle = new ours.ResourceBundle(stack, 'Bundle', { releaseName: 'shop' });
    const rule = new theirs.DestinationRule(bundle, 'Rule', { metadata, spec: { host: 'cart' } });
    new ours.ServiceEntry(stack, 'After', {
      metadata: { name: 'after' },
      spec: { hosts: ['after.example.com'], resolution: 'DNS' },
      dependsOn: [rule],
    });
    const synthesized = releases(app);
    expect(Object.keys(synthesized).sort()).toEqual(['default_serviceentry-after', 'default_shop']);
    expect(synthesized['default_serviceentry-after']?.depends_on).toEqual(['helm_release.default_shop']);
    expect(synthesized['default_shop']?.values[0]).toContain('"kind":"DestinationRule"');
  });

  it('refuse one object that both deliver', () => {
    const { app, stack } = program();
    new ours.VirtualService(stack, 'Ours', { metadata, spec: toV1 });
    new theirs.VirtualService(stack, 'Theirs', { metadata, spec: toV1 });
    expect(() => app.synth()).toThrow(
      /VirtualService\.networking\.istio\.io "cart" of namespace default: shop\/Ours \(.*\) and shop\/Theirs \(.*\) are one object/,
    );
  });

  it('refuse a circle of releases through both', () => {
    const { app, stack } = program();
    const spec = { hosts: ['a.example.com'], resolution: 'DNS' as const };
    const first = new ours.ServiceEntry(stack, 'First', { metadata: { name: 'first' }, spec });
    const second = new theirs.ServiceEntry(stack, 'Second', {
      metadata: { name: 'second' },
      spec,
      dependsOn: [first],
    });
    first.addDependency(second);
    expect(() => app.synth()).toThrow(
      /shop\/First\/Resource \(.*\) -> shop\/Second\/Resource \(.*\) -> shop\/First\/Resource/,
    );
  });

  it('are checked together, and silence each other', () => {
    const { stack } = program();
    const route = (name: string, copy: typeof ours) =>
      new copy.VirtualService(stack, name, {
        metadata: { name: name.toLowerCase() },
        spec: { ...toV1, gateways: ['missing'], hosts: [`${name.toLowerCase()}.example.com`] },
      });
    const [first] = [route('First', ours), route('Second', theirs)];
    const found = theirs.MeshAnalysis.findings(stack).map(({ code, at }) => `${code} ${at.node.path}`);
    expect(found).toEqual(expect.arrayContaining(['IST0101 shop/First', 'IST0101 shop/Second']));
    expect(() => theirs.MeshAnalysis.silence(first as never, 'IST0101', 'made elsewhere')).not.toThrow();
  });

  it('take what the other declares as there', () => {
    const { stack } = program();
    new ours.VirtualService(stack, 'Route', {
      metadata,
      spec: { ...toV1, gateways: ['edge'], hosts: ['cart.example.com'] },
    });
    theirs.Gateway.fromName(stack, 'Edge', { name: 'edge' });
    theirs.DeclaredObject.serviceFromName(stack, 'Cart', { name: 'cart' });
    new theirs.DestinationRule(stack, 'Subsets', { metadata, spec: { host: 'cart', subsets } });
    expect(ours.MeshAnalysis.findings(stack).filter(({ code }) => code === 'IST0101')).toEqual([]);
  });

  it('lead routes to the services, subsets and splits of the other', () => {
    const { stack } = program();
    const cart = theirs.MeshService.fromName('cart');
    const traffic = new ours.ServiceTraffic(stack, 'Traffic', {
      service: cart as never,
      subsets: [theirs.Subset.version('v1') as never, theirs.Subset.version('v2') as never],
    });
    traffic.addRoute({
      to: theirs.WeightedSplit.of([theirs.Subset.version('v1'), 90], [theirs.Subset.version('v2'), 10]) as never,
    });
    expect(traffic.virtualService?.spec.http).toEqual([
      {
        route: [
          { destination: { host: 'cart', subset: 'v1' }, weight: 90 },
          { destination: { host: 'cart', subset: 'v2' }, weight: 10 },
        ],
      },
    ]);
  });

  it('hold what the other sets on a scope', () => {
    const { stack } = program();
    theirs.MeshContext.set(stack, { namespace: 'web' });
    expect(new ours.VirtualService(stack, 'Route', { metadata, spec: toV1 }).namespace).toBe('web');
  });
});
