import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as resources from '../../../constructs/resources';
import { RESOURCE_KINDS, type ResourceKind } from '../../../constructs/resources/generated/kinds';
import { ISTIO_VERSIONS } from '../../../constructs/versions';
import { type CrdSchema, exclusiveGroups, readRelease } from '../../../scripts/resources/crds';
import { KINDS, schemaOf } from './arbitrary-resources';
import { asJsonSchema } from './json-schema';

const ROOT = join(__dirname, '../../..');
const CRDS = join(ROOT, '../shared/istio/crds');
const files = ISTIO_VERSIONS.map((version) => join(CRDS, `${version}.yaml`));
/** The CRDs are not part of the package; without them these tests say so and pass. */
const withCrds = files.every((file) => existsSync(file)) ? describe : describe.skip;

describe('every kind', () => {
  test.each(KINDS)('%s has its class, exported by the group it belongs to', (kind) => {
    const group = RESOURCE_KINDS[kind].group.replace(/\..*/, '') as 'networking';
    const exported = resources[group] as unknown as Record<string, { readonly kind: string }>;
    expect(exported[kind]?.kind).toBe(kind);
  });
});

/** The CRD as a strict JSON Schema, made without the generator. */
function strictly(schema: CrdSchema, path: string): Record<string, unknown> {
  const written: Record<string, unknown> = {};
  const { type, nullable, properties, additionalProperties, items, format } = schema;
  if (type !== undefined) written.type = nullable ? [type, 'null'] : type;
  if (schema.enum !== undefined)
    written.enum = nullable && !schema.enum.includes(null) ? [...schema.enum, null] : schema.enum;
  for (const key of [
    'minimum',
    'maximum',
    'minLength',
    'maxLength',
    'pattern',
    'minItems',
    'maxItems',
    'minProperties',
    'maxProperties',
    'required',
  ] as const) {
    if (schema[key] !== undefined) written[key] = schema[key];
  }
  if (format === 'int32' || format === 'byte') written.format = format;
  if (properties !== undefined) {
    written.properties = Object.fromEntries(
      Object.entries(properties).map(([name, field]) => [name, strictly(field, `${path}.${name}`)]),
    );
  }
  if (type === 'object') {
    const open = schema['x-kubernetes-preserve-unknown-fields'] === true;
    written.additionalProperties =
      typeof additionalProperties === 'object' ? strictly(additionalProperties, `${path}.*`) : open;
  }
  if (items !== undefined) written.items = strictly(items, `${path}[]`);
  const groups = exclusiveGroups(schema, path);
  if (groups.length > 0) {
    written.allOf = groups.map((group) => ({
      oneOf: [
        { not: { anyOf: group.map((name) => ({ required: [name] })) } },
        ...group.map((name) => ({ required: [name] })),
      ],
    }));
  }
  return written;
}

/** Older CRDs do not say that an integer is unsigned; the generator adds it. */
function withoutUnsigned(schema: unknown): unknown {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) => (key === 'format' && value === 'uint32' ? undefined : value)),
  );
}

withCrds('against the CRDs', () => {
  test.each(ISTIO_VERSIONS)('the kinds and served versions of Istio %s are those of its CRDs', (version) => {
    const { kinds } = readRelease(join(CRDS, `${version}.yaml`));
    const served = Object.fromEntries(
      [...kinds.values()].map((kind) => [kind.kind, [kind.group, kind.plural, kind.versions]]),
    );
    const catalogued = KINDS.filter((kind) => RESOURCE_KINDS[kind].versions[version] !== undefined).map((kind) => {
      const facts = RESOURCE_KINDS[kind];
      return [kind, [facts.group, facts.plural, facts.versions[version]]];
    });
    expect(Object.fromEntries(catalogued)).toEqual(served);
  });

  test.each(ISTIO_VERSIONS)('the schemas of Istio %s say what its CRDs say, and refuse unknown fields', (version) => {
    for (const kind of readRelease(join(CRDS, `${version}.yaml`)).kinds.values()) {
      const compact = asJsonSchema(schemaOf(kind.kind as ResourceKind, version));
      expect(withoutUnsigned(compact)).toEqual(strictly(kind.spec, kind.kind));
    }
  });

  test('generating again gives the committed files', () => {
    const folder = mkdtempSync(join(tmpdir(), 'resources-'));
    try {
      execFileSync(process.execPath, ['-r', 'tsx/cjs', 'scripts/generate-resources.ts', '--out', folder, ...files], {
        cwd: ROOT,
      });
      const committed = join(ROOT, 'constructs/resources/generated');
      const names = (root: string): string[] =>
        readdirSync(root, { recursive: true, encoding: 'utf8' })
          .filter((name) => name.endsWith('.ts'))
          .sort();
      expect(names(folder)).toEqual(names(committed));
      for (const name of names(folder))
        expect(readFileSync(join(folder, name), 'utf8')).toBe(readFileSync(join(committed, name), 'utf8'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
