import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RESOURCE_KINDS, type ResourceKind } from '../../../constructs/resources/generated/kinds';
import { kindSchema, servedVersions } from '../../../constructs/resources/kinds';
import type { KindSchema } from '../../../constructs/resources/validation/schema';
import { type CrdSchema, exclusiveGroups, otherChoices, readRelease } from '../../../scripts/resources/crds';
import { missingEntries } from '../../../scripts/resources/missing-entries';
import { CACHE, cachedName, readManifest, readSources } from '../../../scripts/resources/sources';
import { GATEWAY_API_KINDS, KINDS } from './arbitrary-resources';
import { asJsonSchema } from './json-schema';

const ROOT = join(__dirname, '../../..');
/** Where the definitions are, which are no part of the package: `scripts/generate-resources.ts` downloads them. */
const FOLDER = process.env.CRD_CACHE || CACHE;
const MANIFEST = readManifest();
/** Every release of every API family. */
const SOURCES = Object.entries(MANIFEST).flatMap(([family, sources]) =>
  sources.map(({ release }) => ({ family, release })),
);
const fileOf = (family: string, release: string) => join(FOLDER, cachedName(family, release));
const complete = SOURCES.every(({ family, release }) => existsSync(fileOf(family, release)));
/** Without the definitions these tests say so and pass. */
const withCrds = complete ? describe : describe.skip;
const read = (family: string, release: string) =>
  readRelease(release, readFileSync(fileOf(family, release), 'utf8'), release);
const kindsOf = (family: string) => (family === 'istio' ? KINDS : GATEWAY_API_KINDS);

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
  if (format !== undefined && ['int32', 'byte', 'ipv4', 'ipv6'].includes(format)) written.format = format;
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
  const groups = exclusiveGroups(schema);
  if (groups.length > 0) {
    written.allOf = groups.map((group) => ({
      oneOf: [
        { not: { anyOf: group.map((name) => ({ required: [name] })) } },
        ...group.map((name) => ({ required: [name] })),
      ],
    }));
  }
  const choices = otherChoices(schema).map(({ anyOf, oneOf, not }) => ({
    ...(anyOf && { anyOf: anyOf.map((one) => strictly(one, path)) }),
    ...(oneOf && { oneOf: oneOf.map((one) => strictly(one, path)) }),
    ...(not && { not: strictly(not, path) }),
  }));
  if (choices.length > 0) written.allOf = [...((written.allOf as object[] | undefined) ?? []), ...choices];
  return written;
}

/** Older CRDs do not say that an integer is unsigned; the generator adds it. */
function withoutUnsigned(schema: unknown): unknown {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) => (key === 'format' && value === 'uint32' ? undefined : value)),
  );
}

withCrds('against the CRDs', () => {
  test.each(SOURCES)(
    'the kinds and served versions of $family $release are those of its CRDs',
    ({ family, release }) => {
      const served = Object.fromEntries(
        [...read(family, release).kinds.values()].map((kind) => [kind.id, [kind.group, kind.plural, kind.versions]]),
      );
      const catalogued = kindsOf(family)
        .filter((kind) => servedVersions(kind, release, family).length > 0)
        .map((kind) => {
          const { group, plural } = RESOURCE_KINDS[kind];
          return [kind, [group, plural, servedVersions(kind, release, family)]];
        });
      expect(Object.fromEntries(catalogued)).toEqual(served);
    },
  );

  test.each(SOURCES)(
    'the schemas of $family $release say what its CRDs say, and refuse unknown fields',
    ({ family, release }) => {
      for (const kind of read(family, release).kinds.values()) {
        for (const version of kind.versions) {
          const schema = kindSchema(kind.id as ResourceKind, release, family, version) as KindSchema;
          const spec = kind.otherSpecs?.[version] ?? kind.spec;
          expect(withoutUnsigned(asJsonSchema(schema))).toEqual(strictly(spec, kind.kind));
        }
      }
    },
  );

  test('no table of the generator lacks an entry', async () => {
    expect(missingEntries(await readSources(readManifest(), FOLDER))).toEqual([]);
  });

  test('generating again gives the committed files', () => {
    const folder = mkdtempSync(join(tmpdir(), 'resources-'));
    try {
      const call = ['-r', 'tsx/cjs', 'scripts/generate-resources.ts', '--cache', FOLDER, '--out', folder];
      execFileSync(process.execPath, call, { cwd: ROOT });
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
