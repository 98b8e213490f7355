import type * as Settings from '../../config/settings';
import type * as Kinds from '../../constructs/resources/generated/kinds';
import type * as Faults from '../../constructs/resources/validation/resource-faults';
import type { KindFacts, SchemaNode } from '../../constructs/resources/validation/schema';
import type * as Versions from '../../constructs/versions';
import type * as Features from '../../constructs/versions/features';
import type * as Releases from '../../constructs/versions/releases';
import type * as Stacks from '../../stacks';
import type * as Synthesis from '../synthesized';
import { generatedResources } from './resources/arbitrary-resources';

const NEWER = '1.99';

/** A kind whose spec has one more field in the newer release. */
function withNewerSpec(facts: KindFacts): KindFacts {
  return {
    ...facts,
    load: () => {
      const history = facts.load();
      const specs = history.specs['istio'] ?? [];
      const newest = specs.at(-1)?.[1] as SchemaNode & { readonly fields: object };
      const spec = { ...newest, fields: { ...newest.fields, madeUp: { type: 'string' } } } as SchemaNode;
      return { ...history, specs: { ...history.specs, istio: [...specs, [NEWER, spec]] } };
    },
  };
}

/** Every module that a release is entered in, with a newer one at its end. */
function appendRelease(): void {
  jest.doMock('../../constructs/versions/releases', () => {
    const actual: typeof Releases = jest.requireActual('../../constructs/versions/releases');
    const newest = Object.values(actual.RELEASES).at(-1);
    return { RELEASES: { ...actual.RELEASES, [NEWER]: { ...newest, newest: `${NEWER}.0` } } };
  });
  jest.doMock('../../constructs/resources/generated/kinds', () => {
    const actual: typeof Kinds = jest.requireActual('../../constructs/resources/generated/kinds');
    const kinds = Object.entries(actual.RESOURCE_KINDS).map(([kind, facts]) => [kind, withNewerSpec(facts)]);
    const defined = { ...actual.DEFINED_RELEASES, istio: [...(actual.DEFINED_RELEASES['istio'] ?? []), NEWER] };
    return { ...actual, DEFINED_RELEASES: defined, RESOURCE_KINDS: Object.fromEntries(kinds) };
  });
}

interface Package {
  readonly versions: typeof Versions;
  readonly features: typeof Features;
  readonly faults: typeof Faults;
  readonly settings: typeof Settings;
  readonly stacks: typeof Stacks;
  readonly synthesis: typeof Synthesis;
}

/** The package as it is loaded afresh. */
function load(): Package {
  let loaded: Package | undefined;
  jest.isolateModules(() => {
    loaded = {
      versions: require('../../constructs/versions'),
      features: require('../../constructs/versions/features'),
      faults: require('../../constructs/resources/validation/resource-faults'),
      settings: require('../../config/settings'),
      stacks: require('../../stacks'),
      synthesis: require('../synthesized'),
    };
  });
  return loaded as Package;
}

const today = load();
appendRelease();
const later = load();
jest.dontMock('../../constructs/versions/releases');
jest.dontMock('../../constructs/resources/generated/kinds');

const MINORS = today.versions.ISTIO_MINORS;

// Of the oldest and the newest, so that the others have fields to refuse; refused ones are left in.
const RESOURCES = [MINORS[0], MINORS.at(-1)].flatMap((minor) =>
  generatedResources(minor as string, { perKind: 8, seed: 99, raw: true }),
);

function verdicts({ faults }: Package, istioVersion: string): readonly string[] {
  const { RESOURCE_KINDS }: typeof Kinds = jest.requireActual('../../constructs/resources/generated/kinds');
  return RESOURCES.flatMap(({ kind, spec }, index) => {
    const { group, served } = RESOURCE_KINDS[kind];
    const apiVersion = `${group}/${served['istio']?.at(-1)?.[1][0]}`;
    const resource = { apiVersion, kind, metadata: { name: 'sample', namespace: 'shop' }, spec };
    const { errors, warnings } = faults.inspectResource(resource, { istioVersion });
    return [...errors, ...warnings].map(({ path, text }) => `${index} ${kind} ${path}: ${text}`);
  });
}

function features({ features: { FEATURES, has, nearestWith } }: Package, minor: Versions.IstioMinor): object {
  const names = Object.keys(FEATURES) as Features.IstioFeature[];
  return Object.fromEntries(names.map((name) => [name, [has(minor, name), nearestWith(minor, name)]]));
}

function program({ settings, stacks, synthesis }: Package, istioVersion: string): object {
  return synthesis.synthesize((app) => {
    stacks.addStacks(app, settings.parseSettings({ context: { istioVersion } }));
  });
}

test('a newer release that is appended is known, with what is new in it', () => {
  expect(today.versions.isIstioVersion(NEWER)).toBe(false);
  expect(later.versions.isIstioVersion(NEWER)).toBe(true);
  expect(later.versions.ISTIO_MINORS).toEqual([...MINORS, NEWER]);
  const resource = {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule' as const,
    metadata: { name: 'sample' },
    spec: { host: 'reviews', madeUp: 'so' },
  };
  expect(later.faults.resourceFaults(resource, { istioVersion: NEWER })).toEqual([]);
  expect(later.faults.resourceFaults(resource, { istioVersion: '1.31' }).map(({ text }) => text)).toEqual([
    'Istio 1.31 has no such field (1.99 has)',
  ]);
});

test('it is not the default until it was run', () => {
  expect(later.versions.DEFAULT_ISTIO_VERSION).toBe(today.versions.DEFAULT_ISTIO_VERSION);
  expect(later.settings.parseSettings().istioVersion).toBe(today.settings.parseSettings().istioVersion);
});

describe('a newer release that is appended changes nothing of', () => {
  test.each(MINORS)('the verdicts of Istio %s', (minor) => {
    const before = verdicts(today, minor);
    expect(before.length).toBeGreaterThan(10);
    expect(verdicts(later, minor)).toEqual(before);
  });

  test.each(MINORS)('the features of Istio %s', (minor) => {
    expect(features(later, minor)).toEqual(features(today, minor));
    expect(later.versions.istioRelease(minor)).toEqual(today.versions.istioRelease(minor));
  });

  test.each(MINORS)('the program under Istio %s', (minor) => {
    expect(program(later, minor)).toEqual(program(today, minor));
  });
});
