import fc from 'fast-check';
import { DEFINED_RELEASES, type ResourceKind } from '../../../constructs/resources/generated/kinds';
import { kindSchema, servedVersions } from '../../../constructs/resources/kinds';
import { isError, type Segment } from '../../../constructs/resources/validation/fault';
import type { KindSchema, SchemaNode } from '../../../constructs/resources/validation/schema';
import { schemaFaults } from '../../../constructs/resources/validation/strict-validator';
import { arbitrarySpec, GATEWAY_API_KINDS, KINDS, schemaOf } from './arbitrary-resources';
import { admitted, asJsonSchema, oracle } from './json-schema';

const known = () => false;
/** Every kind in every release that changed it, of Istio and of both channels of the Gateway API. */
const everyKind = Object.entries(DEFINED_RELEASES).flatMap(([family, releases]) =>
  (family === 'istio' ? KINDS : GATEWAY_API_KINDS).flatMap((kind) => {
    const having = releases.filter((version) => servedVersions(kind, version, family).length > 0);
    const schemas = having.map((version) => kindSchema(kind, version, family));
    return having.filter((_, i) => schemas[i] !== schemas[i - 1]).map((version) => [kind, family, version] as const);
  }),
);

/** What JSON Schema can say: CEL rules and keys of lists are tested on their own. */
function structuralFaults(spec: unknown, schema: KindSchema) {
  return schemaFaults(spec, schema, known).filter(
    (fault) => isError(fault) && fault.code !== 'broken-rule' && fault.code !== 'duplicate',
  );
}

interface Spot {
  readonly segments: readonly Segment[];
  readonly node: SchemaNode;
}

/** Every place of a spec that its schema describes. */
function spots(
  value: unknown,
  schema: KindSchema,
  place: SchemaNode = schema.spec,
  segments: readonly Segment[] = [],
): Spot[] {
  const node = place.ref === undefined ? place : (schema.definitions[place.ref] ?? place);
  const below = Array.isArray(value)
    ? value.flatMap((item, i) => spots(item, schema, node.items ?? {}, [...segments, i]))
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, child]) => {
          const field = node.fields?.[key] ?? node.values;
          return field === undefined ? [] : spots(child, schema, field, [...segments, key]);
        })
      : [];
  return [{ segments, node }, ...below];
}

function withValue(root: unknown, segments: readonly Segment[], value: unknown): unknown {
  const [first, ...rest] = segments;
  if (first === undefined) return value;
  if (Array.isArray(root)) return root.map((item, i) => (i === first ? withValue(item, rest, value) : item));
  const object = root as Record<string, unknown>;
  return { ...object, [first]: withValue(object[first], rest, value) };
}

/** Values that a place may or may not take. */
const MUTANTS: readonly unknown[] = [
  null,
  true,
  'text',
  '',
  'x'.repeat(3000),
  0,
  -1,
  1.5,
  65536,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 32,
  [],
  [1],
  ['a'],
  [null],
  {},
  { unknownField: 1 },
  { a: 'b' },
  Array.from({ length: 600 }, () => 'a'),
];

describe.each(everyKind)('%s of %s %s', (kind: ResourceKind, family, version) => {
  const schema = schemaOf(kind, version, family);
  const accepts = oracle(asJsonSchema(schema));

  test('is judged as by an independent validator, whatever stands in it', () => {
    fc.assert(
      fc.property(arbitrarySpec(kind, version, family), fc.nat(), fc.constantFrom(...MUTANTS), (spec, seed, mutant) => {
        const places = spots(spec, schema);
        const { segments } = places[seed % places.length] as Spot;
        for (const candidate of [spec, withValue(spec, segments, mutant)]) {
          const faults = structuralFaults(candidate, schema);
          expect({ candidate, faults, accepted: faults.length === 0 }).toMatchObject({
            accepted: accepts(admitted(candidate, schema)),
          });
        }
      }),
      { numRuns: 20, seed: 4 },
    );
  });

  test('names the place of a field that does not exist', () => {
    fc.assert(
      fc.property(arbitrarySpec(kind, version, family), fc.nat(), (spec, seed) => {
        const objects = spots(spec, schema).filter(({ node }) => node.fields !== undefined && !node.open);
        const { segments } = objects[seed % objects.length] as Spot;
        const before = structuralFaults(spec, schema).length;
        const faults = structuralFaults(withValue(spec, [...segments, 'noSuchField'], 1), schema);
        expect(faults).toHaveLength(before + 1);
        expect(faults.map((fault) => fault.segments)).toContainEqual(['spec', ...segments, 'noSuchField']);
      }),
      { numRuns: 8, seed: 5 },
    );
  });
});
