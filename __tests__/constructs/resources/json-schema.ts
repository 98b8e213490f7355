import { isIPv4, isIPv6 } from 'node:net';
import Ajv, { type ValidateFunction } from 'ajv';
import type { KindSchema, SchemaChoice, SchemaNode } from '../../../constructs/resources/validation/schema';

type JsonSchema = Record<string, unknown>;

/** Writes a compact schema out as JSON Schema, nothing shared, for a validator that knows nothing of ours. */
export function asJsonSchema(schema: KindSchema, place: SchemaNode = schema.spec): JsonSchema {
  const node = place.ref === undefined ? place : (schema.definitions[place.ref] ?? place);
  const written: JsonSchema = {};
  if (node.type === 'int-or-string') written.type = ['integer', 'string'];
  else if (node.type !== undefined) written.type = node.nullable ? [node.type, 'null'] : node.type;
  if (node.enum !== undefined) written.enum = node.nullable ? [...node.enum, null] : node.enum;
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
    'format',
  ] as const) {
    if (node[key] !== undefined) written[key] = node[key];
  }
  if (node.fields !== undefined) {
    written.properties = Object.fromEntries(
      Object.entries(node.fields).map(([name, field]) => [name, asJsonSchema(schema, field)]),
    );
  }
  if (node.type === 'object')
    written.additionalProperties = node.values === undefined ? node.open === true : asJsonSchema(schema, node.values);
  if (node.items !== undefined) written.items = asJsonSchema(schema, node.items);
  if (node.atMostOne !== undefined) {
    written.allOf = node.atMostOne.map((group) => ({
      oneOf: [
        { not: { anyOf: group.map((name) => ({ required: [name] })) } },
        ...group.map((name) => ({ required: [name] })),
      ],
    }));
  }
  const choices = (node.choices ?? []).map((choice) => asChoice(schema, choice));
  if (choices.length > 0) written.allOf = [...((written.allOf as JsonSchema[] | undefined) ?? []), ...choices];
  return written;
}

function asChoice(schema: KindSchema, { anyOf, oneOf, not }: SchemaChoice): JsonSchema {
  const written = (node: SchemaNode): JsonSchema => {
    const { additionalProperties: _, ...alternative } = asJsonSchema(schema, node);
    return alternative;
  };
  return {
    ...(anyOf && { anyOf: anyOf.map(written) }),
    ...(oneOf && { oneOf: oneOf.map(written) }),
    ...(not && { not: written(not) }),
  };
}

/** An independent validator of a JSON Schema, with the formats that the API server checks. */
export function oracle(schema: JsonSchema): ValidateFunction {
  const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: true });
  const within = (least: number, most: number) => ({
    type: 'number' as const,
    validate: (value: number) => value >= least && value <= most,
  });
  ajv.addFormat('int32', within(-(2 ** 31), 2 ** 31 - 1));
  ajv.addFormat('uint32', within(0, 2 ** 32 - 1));
  ajv.addFormat('ipv4', (text) => isIPv4(text));
  ajv.addFormat('ipv6', (text) => isIPv6(text));
  ajv.addFormat('byte', /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/);
  return ajv.compile(schema);
}

/**
 * What the API server validates: without nulls in objects whose schema has no use for them, and with the defaults of fields that are not
 * there.
 */
export function admitted(value: unknown, schema: KindSchema, place: SchemaNode = schema.spec): unknown {
  const target = (one: SchemaNode): SchemaNode => (one.ref === undefined ? one : (schema.definitions[one.ref] ?? one));
  const node = target(place);
  if (Array.isArray(value)) return value.map((item) => admitted(item, schema, node.items ?? {}));
  if (typeof value !== 'object' || value === null) return value;
  const defaults = Object.entries(node.fields ?? {}).flatMap(([key, field]) => {
    const standard = target(field).default;
    return standard === undefined ? [] : [[key, admitted(standard, schema, field)] as const];
  });
  const given = Object.entries(value).flatMap(([key, child]) => {
    const field = node.fields?.[key] ?? node.values;
    if (field === undefined) return [[key, child]];
    return child === null && !target(field).nullable ? [] : [[key, admitted(child, schema, field)]];
  });
  return { ...Object.fromEntries(defaults), ...Object.fromEntries(given) };
}
