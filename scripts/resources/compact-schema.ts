import type { KindSchema, SchemaNode } from '../../constructs/resources/validation/schema';
import { type CrdKind, type CrdSchema, exclusiveGroups, walk } from './crds';
import { messageAt } from './message-names';

type Draft = { -readonly [K in keyof SchemaNode]: SchemaNode[K] };

const KNOWN_KEYS = new Set([
  'additionalProperties',
  'allOf',
  'anyOf',
  'description',
  'enum',
  'format',
  'items',
  'maxItems',
  'maxLength',
  'maxProperties',
  'maximum',
  'minItems',
  'minLength',
  'minProperties',
  'minimum',
  'not',
  'nullable',
  'oneOf',
  'pattern',
  'properties',
  'required',
  'title',
  'type',
  'x-kubernetes-int-or-string',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-list-type',
  'x-kubernetes-map-type',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-validations',
]);

const COPIED = [
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
] as const;

const TYPES = new Set(['object', 'array', 'string', 'integer', 'number', 'boolean']);
/** Formats the API server checks, beside those that say nothing on the wire. */
const CHECKED_FORMATS = new Set(['int32', 'byte']);
const SILENT_FORMATS = new Set(['double', 'float', 'int64', 'binary']);

/** Collects the CEL rules of all kinds, each once. */
export class RuleTable {
  private readonly positions = new Map<string, number>();

  /** The rules in the order they were met. */
  get rules(): readonly string[] {
    return [...this.positions.keys()];
  }

  /** The position of a rule, which stays the same for the whole run. */
  positionOf(rule: string): number {
    const position = this.positions.get(rule) ?? this.positions.size;
    this.positions.set(rule, position);
    return position;
  }
}

const UINT32 = 2 ** 32 - 1;

function unsignedPlaces(kind: CrdKind | undefined): ReadonlySet<string> {
  const places = new Set<string>();
  if (kind === undefined) return places;
  walk(kind.spec, kind.kind, (schema, path) => {
    if (schema.minimum === 0 && schema.maximum === UINT32) places.add(path);
  });
  return places;
}

/**
 * Makes the compact schema of a kind.
 *
 * @param newest the kind in the newest release, when another one is given: it tells which integers are unsigned. Older
 * CRDs do not say so, and istiod refuses the others when it reads them.
 */
export function compactSchema(kind: CrdKind, rules: RuleTable, newest?: CrdKind): KindSchema {
  const unsigned = unsignedPlaces(newest);
  const definitions = new Map<string, { readonly node: SchemaNode; readonly text: string }>();

  const convert = (schema: CrdSchema, path: string): SchemaNode => {
    for (const key of Object.keys(schema)) {
      if (!KNOWN_KEYS.has(key)) throw new Error(`${path}: ${key}: unknown schema keyword`);
    }
    const node: Draft = {};
    const open = schema['x-kubernetes-preserve-unknown-fields'] === true;
    if (schema['x-kubernetes-int-or-string']) node.type = 'int-or-string';
    else if (schema.type !== undefined) {
      if (!TYPES.has(schema.type)) throw new Error(`${path}: ${schema.type}: unknown type`);
      node.type = schema.type as SchemaNode['type'];
    } else if (!open) throw new Error(`${path}: no type`);
    if (schema.nullable) node.nullable = true;
    if (schema.enum) node.enum = schema.enum.filter((value) => value !== null);
    if (schema.format !== undefined) {
      if (CHECKED_FORMATS.has(schema.format)) node.format = schema.format;
      else if (!SILENT_FORMATS.has(schema.format)) throw new Error(`${path}: ${schema.format}: unknown format`);
    }
    if (
      schema.type === 'integer' &&
      schema.format === undefined &&
      schema.maximum === undefined &&
      unsigned.has(path)
    ) {
      node.format = 'uint32';
    }
    for (const key of COPIED) if (schema[key] !== undefined) Object.assign(node, { [key]: schema[key] });
    if (schema.pattern !== undefined) new RegExp(schema.pattern, 'u');
    if (schema.required) node.required = schema.required;
    const groups = exclusiveGroups(schema, path);
    if (groups.length > 0) node.atMostOne = groups;
    const validations = schema['x-kubernetes-validations'] ?? [];
    if (validations.length > 0) {
      node.rules = validations.map((validation) => {
        const unknown = Object.keys(validation).filter(
          (key) => !['rule', 'message', 'reason', 'fieldPath'].includes(key),
        );
        if (unknown.length > 0) throw new Error(`${path}: ${unknown.join()}: unknown keyword of a validation rule`);
        return rules.positionOf(validation.rule);
      });
    }
    if (schema.properties) {
      node.fields = Object.fromEntries(
        Object.entries(schema.properties).map(([name, field]) => [name, place(field, `${path}.${name}`)]),
      );
    }
    if (typeof schema.additionalProperties === 'object') node.values = place(schema.additionalProperties, `${path}.*`);
    if (open || schema.additionalProperties === true) node.open = true;
    if (schema.items) node.items = place(schema.items, `${path}[]`);
    const listType = schema['x-kubernetes-list-type'];
    if (listType === 'map') node.keys = schema['x-kubernetes-list-map-keys'] ?? [];
    else if (listType === 'set') node.unique = true;
    else if (listType !== undefined && listType !== 'atomic')
      throw new Error(`${path}: ${listType}: unknown list type`);
    return node;
  };

  const place = (schema: CrdSchema, path: string): SchemaNode => {
    const node = convert(schema, path);
    if (!schema.properties) return node;
    const text = JSON.stringify(node);
    const wanted = messageAt(path)?.name ?? path.slice(path.lastIndexOf('.') + 1).replace(/\W/g, '');
    for (let copy = 1; ; copy++) {
      // One message can differ between places, because CRDs repeat it with other rules.
      const name = copy === 1 ? wanted : `${wanted}~${copy}`;
      const known = definitions.get(name);
      if (known !== undefined && known.text !== text) continue;
      if (known === undefined) definitions.set(name, { node, text });
      return { ref: name };
    }
  };

  const spec = convert(kind.spec, kind.kind);
  const sorted = [...definitions].sort(([a], [b]) => (a < b ? -1 : 1));
  return { spec, definitions: Object.fromEntries(sorted.map(([name, { node }]) => [name, node])) };
}
