import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { CustomResource } from '../../../constructs/delivery/custom-resource';
import { ResourceBundle, type ResourceBundleProps } from '../../../constructs/delivery/resource-bundle';
import { DestinationRule } from '../../../constructs/resources/networking/destination-rule';
import { VirtualService } from '../../../constructs/resources/networking/virtual-service';

function fleet(names: readonly string[], props: ResourceBundleProps, below = false) {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'spread-')) });
  const stack = new TerraformStack(app, 'fleet');
  new HelmProvider(stack, 'helm', {});
  const bundle = new ResourceBundle(stack, 'Bundle', props);
  for (const name of names) {
    const scope = below ? new Construct(bundle, name) : bundle;
    new VirtualService(scope, `${name}-routes`, {
      metadata: { name: below ? `${name}-routes` : name },
      spec: { hosts: [name], http: [{ route: [{ destination: { host: name } }] }] },
    });
    new DestinationRule(scope, `${name}-rule`, { metadata: { name }, spec: { host: name } });
  }
  return { app, bundle };
}

/** The release that each object is in, as it is synthesized. */
function homes({ app }: { readonly app: App }): Readonly<Record<string, string>> {
  app.synth();
  const { resource } = JSON.parse(readFileSync(join(app.outdir, 'stacks/fleet/cdk.tf.json'), 'utf8'));
  const found: Record<string, string> = {};
  for (const { name, values } of Object.values<{ name: string; values: string[] }>(resource.helm_release)) {
    for (const path of Object.keys(JSON.parse(values[0] ?? '').manifests)) found[path] = name;
  }
  return found;
}

const services = (count: number) => Array.from({ length: count }, (_, i) => `service-${i}`);

describe('a bundle of several releases', () => {
  it('spreads its objects over all of them, none of them twice as full as the others', () => {
    const sizes = new Map<string, number>();
    for (const home of Object.values(homes(fleet(services(400), { releases: 4 }))))
      sizes.set(home, (sizes.get(home) ?? 0) + 1);
    expect([...sizes.keys()].sort()).toEqual(['fleet-1', 'fleet-2', 'fleet-3', 'fleet-4']);
    expect(Math.max(...sizes.values())).toBeLessThan(2 * Math.min(...sizes.values()));
  });

  it('moves no object when others come or go, in whatever order', () => {
    const before = homes(fleet(services(60), { releases: 4 }));
    const grown = homes(fleet(['added', ...services(61).reverse()], { releases: 4 }));
    const shrunk = homes(fleet(services(30), { releases: 4 }));
    expect(grown).toMatchObject(before);
    expect(before).toMatchObject(shrunk);
  });

  it('moves objects only to the release that is new when it gets one more', () => {
    const before = homes(fleet(services(200), { releases: 4 }));
    const after = homes(fleet(services(200), { releases: 5 }));
    const moved = Object.keys(before).filter((path) => after[path] !== before[path]);
    expect(new Set(moved.map((path) => after[path]))).toEqual(new Set(['fleet-5']));
    expect(moved.length).toBeLessThan(200);
  });

  it('keeps objects of one name together, and what stands below one construct', () => {
    for (const below of [false, true]) {
      const found = homes(fleet(services(40), { releases: 4 }, below));
      for (const name of services(40)) {
        const own = Object.keys(found).filter((path) => path.includes(`${name}-`));
        expect(own).toHaveLength(2);
        expect(new Set(own.map((path) => found[path])).size).toBe(1);
      }
    }
  });

  it('keeps together what groupBy says', () => {
    const found = homes(fleet(services(40), { releases: 4, groupBy: ({ kind }) => kind }));
    const of = (suffix: string) => Object.keys(found).filter((path) => path.endsWith(suffix));
    for (const suffix of ['-routes', '-rule']) expect(new Set(of(suffix).map((path) => found[path])).size).toBe(1);
  });

  it('waits as a whole, and takes over running objects as a whole', () => {
    const { app, bundle } = fleet(services(10), { releases: 2, releaseName: 'shop', takeOwnership: true });
    const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'first' } };
    bundle.addDependency(new CustomResource(bundle.node.scope as TerraformStack, 'First', config));
    app.synth();
    const { resource } = JSON.parse(readFileSync(join(app.outdir, 'stacks/fleet/cdk.tf.json'), 'utf8'));
    for (const id of ['default_shop-1', 'default_shop-2']) {
      expect(resource.helm_release[id]).toMatchObject({
        take_ownership: true,
        depends_on: ['helm_release.default_configmap-first'],
      });
    }
  });

  it('refuses a number of releases that cannot be', () => {
    for (const releases of [0, 1.5, 101]) {
      expect(() => fleet([], { releases })).toThrow(
        `fleet/Bundle: releases: expected an integer from 1 to 100, got ${releases}`,
      );
    }
  });
});

describe('a release that is almost full', () => {
  const noise = (seed: string, length: number) =>
    Array.from({ length }, (_, i) => createHash('sha256').update(`${seed}${i}`).digest('base64')).join('');

  function filled(length: number) {
    const { app, bundle } = fleet([], {});
    for (let i = 0; i < 10; i++) {
      const text = noise(`${i}`, length);
      new CustomResource(bundle, `C${i}`, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: `c${i}` },
        fields: { data: { text } },
      });
    }
    app.synth();
    return bundle.release.node.metadata.map(({ data }) => data as string).filter((data) => data.includes('MiB'));
  }

  it('warns of it before more objects come, with the number of releases that would do', () => {
    expect(filled(1000)).toEqual([
      expect.stringMatching(
        /^release "fleet": 0\.[89]\d MiB of the 1 MiB that Helm can record \(10 objects\): before more come, .* over 2 releases/,
      ),
    ]);
  });

  it('says nothing of one that is half full', () => {
    expect(filled(500)).toEqual([]);
  });
});

describe('releases that create more objects of a kind at once than a webhook checks in ten seconds', () => {
  function warnings(count: number, props: ResourceBundleProps): readonly string[] {
    const { app, bundle } = fleet(services(count), props);
    app.synth();
    return bundle.node
      .findAll()
      .flatMap(({ node }) => node.metadata.map(({ data }) => String(data)))
      .filter((data) => data.includes('created at once'));
  }

  it('are warned of by kind, with the number of releases that would do', () => {
    const line = (kind: string) =>
      expect.stringMatching(
        new RegExp(
          `^release "fleet": up to 2,001 objects of kind ${kind} are created at once, .*: spread the objects over 21 releases \\(releases\\)`,
        ),
      );
    expect(warnings(2001, {})).toEqual([line('VirtualService'), line('DestinationRule')]);
  });

  it('are not those of a bundle that is spread so that ten of them have few', () => {
    expect(warnings(2001, { releases: 21 })).toEqual([]);
  });

  it('are those of ten releases at a time too', () => {
    expect(warnings(2001, { releases: 2 })).toHaveLength(2);
  });
});
