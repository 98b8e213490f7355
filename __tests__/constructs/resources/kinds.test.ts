import * as resources from '../../../constructs/resources';
import { DEFINED_RELEASES, RESOURCE_KINDS, type ResourceKind } from '../../../constructs/resources/generated/kinds';
import {
  holdsIn,
  kindSchema,
  lastingVersion,
  releasesWith,
  resourceKindOf,
  servedVersions,
} from '../../../constructs/resources/kinds';
import { ISTIO_VERSIONS } from '../../../constructs/versions';
import { readManifest } from '../../../scripts/resources/sources';
import { GATEWAY_API_KINDS, KINDS } from './arbitrary-resources';

describe('every kind', () => {
  test.each(KINDS)('%s has its class, exported by the group it belongs to', (kind) => {
    const group = RESOURCE_KINDS[kind].group.replace(/\..*/, '') as 'networking';
    const exported = resources[group] as unknown as Record<string, { readonly kind: string }>;
    expect(exported[kind]?.kind).toBe(kind);
  });

  test.each(GATEWAY_API_KINDS)('%s has its class among those of the Gateway API', (kind) => {
    const { kind: name, group } = RESOURCE_KINDS[kind];
    const exported = resources.gatewayApi as unknown as Record<string, { kind: string; group: string }>;
    expect([exported[name]?.kind, exported[name]?.group]).toEqual([name, group]);
  });
});

describe('the releases', () => {
  test('every catalogued release has definitions', () => {
    for (const version of ISTIO_VERSIONS) expect(DEFINED_RELEASES.istio).toContain(version.split('.', 2).join('.'));
  });

  test('are those of the list of sources, each with its checksum', () => {
    for (const [family, sources] of Object.entries(readManifest())) {
      expect(sources.map(({ release }) => release)).toEqual(DEFINED_RELEASES[family]);
      for (const { sha256 } of sources) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  test('change the default version of an API where the release changed what it serves', () => {
    const newest = (kind: ResourceKind, release: string) => servedVersions(kind, release)[0];
    expect(['1.17', '1.21', '1.22', '1.31'].map((release) => newest('VirtualService', release))).toEqual([
      'v1beta1',
      'v1beta1',
      'v1',
      'v1',
    ]);
    expect([newest('Telemetry', '1.21'), newest('Telemetry', '1.22')]).toEqual(['v1alpha1', 'v1']);
    expect([lastingVersion('VirtualService'), lastingVersion('Telemetry')]).toEqual(['v1beta1', 'v1alpha1']);
  });

  test('share one schema where nothing changed between them', () => {
    expect(kindSchema('PeerAuthentication', '1.30')).toBe(kindSchema('PeerAuthentication', '1.26.8'));
    expect(kindSchema('VirtualService', '1.18')).toBe(kindSchema('VirtualService', '1.17'));
    expect(kindSchema('VirtualService', '1.19')).not.toBe(kindSchema('VirtualService', '1.18'));
  });

  test('that are newer than all definitions have those of the newest', () => {
    for (const kind of KINDS) {
      expect(servedVersions(kind, '1.99.1-vendor.2')).toEqual(
        servedVersions(kind, DEFINED_RELEASES.istio?.at(-1) ?? ''),
      );
      expect(kindSchema(kind, '1.99')).toBe(kindSchema(kind, DEFINED_RELEASES.istio?.at(-1) ?? ''));
    }
  });

  test('that are older than all definitions have nothing', () => {
    expect(servedVersions('VirtualService', '1.16')).toEqual([]);
    expect(kindSchema('VirtualService', '1.16')).toBeUndefined();
  });

  test('may lack a kind, before it came and after it went', () => {
    expect(releasesWith('TrafficExtension')).toEqual(['1.30', '1.31', '1.32']);
    const history = [
      ['1.2', 'came'],
      ['1.10', 'went'],
    ] as const;
    expect(['1.1', '1.2', '1.9.4', '1.10', '1.11'].map((release) => holdsIn(history, release))).toEqual([
      undefined,
      'came',
      'came',
      'went',
      'went',
    ]);
  });
});

test('a kind is found by its group and kind together', () => {
  expect(resourceKindOf('networking.istio.io/v1', 'Gateway')).toBe('Gateway');
  expect(resourceKindOf('gateway.networking.k8s.io/v1', 'Gateway')).toBe('gateway.networking.k8s.io/Gateway');
  expect(resourceKindOf('gateway.networking.k8s.io/v1', 'VirtualService')).toBeUndefined();
  expect(resourceKindOf('v1', 'Gateway')).toBeUndefined();
});
