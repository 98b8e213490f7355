import type { SchemaChoice, SchemaNode } from '../../constructs/resources/validation/schema';
import { type CrdKind, type CrdSchema, exclusiveGroups, otherChoices, walk } from './crds';
import { replacementOf } from './deprecations';
import { messageAt } from './message-names';

type Draft = { -readonly [K in keyof SchemaNode]: SchemaNode[K] };

const KNOWN_KEYS = new Set([
  'additionalProperties',
  'allOf',
  'anyOf',
  'default',
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
const CHECKED_FORMATS = new Set(['int32', 'byte', 'ipv4', 'ipv6']);
const SILENT_FORMATS = new Set(['double', 'float', 'int64', 'binary']);
const RULE_KEYS = ['rule', 'message', 'reason', 'fieldPath'];

/** Collects the CEL rules of all kinds. Rules that differ in spelling only are one rule, in the spelling met last. */
export class RuleTable {
  private readonly spellings = new Map<string, string>();

  /** @param meaning what two spellings of one rule have in common */
  constructor(private readonly meaning: (rule: string) => string) {}

  /** The rules in the order they were met. */
  get rules(): readonly string[] {
    return [...this.spellings.values()];
  }

  /** The position of a rule, which stays the same for the whole run. */
  positionOf(rule: string): number {
    const meaning = this.meaning(rule);
    this.spellings.set(meaning, rule);
    return [...this.spellings.keys()].indexOf(meaning);
  }
}

/** An object of the schemas, and the kinds that have it. */
export interface Definition {
  readonly node: SchemaNode;
  readonly text: string;
  readonly kinds: Set<string>;
}

/** The objects that the schemas of all kinds and releases are made of, each once. */
export class DefinitionTable {
  readonly definitions = new Map<string, Definition>();

  /** The name under which an object is kept: the one that is wanted, or with a number where another object has it. */
  nameOf(wanted: string, node: SchemaNode, kind: string): string {
    const text = JSON.stringify(node);
    for (let copy = 1; ; copy++) {
      // One message differs between releases, and between places, because CRDs repeat it with other rules.
      const name = copy === 1 ? wanted : `${wanted}~${copy}`;
      const known = this.definitions.get(name);
      if (known !== undefined && known.text !== text) continue;
      if (known === undefined) this.definitions.set(name, { node, text, kinds: new Set([kind]) });
      else this.addKind(known, kind);
      return name;
    }
  }

  private addKind(definition: Definition, kind: string): void {
    if (definition.kinds.has(kind)) return;
    definition.kinds.add(kind);
    for (const name of referencesOf(definition.node)) {
      const below = this.definitions.get(name);
      if (below !== undefined) this.addKind(below, kind);
    }
  }
}

function referencesOf(node: SchemaNode): readonly string[] {
  if (node.ref !== undefined) return [node.ref];
  const below = [...Object.values(node.fields ?? {}), node.values, node.items];
  return below.flatMap((one) => (one === undefined ? [] : referencesOf(one)));
}

const UINT32 = 2 ** 32 - 1;

/** The places of a kind whose integers some release knows to be unsigned. */
export function unsignedPlaces(kinds: readonly CrdKind[]): ReadonlySet<string> {
  const places = new Set<string>();
  for (const kind of kinds) {
    walk(kind.spec, kind.id, (schema, path) => {
      if (schema.minimum === 0 && schema.maximum === UINT32) places.add(path);
    });
  }
  return places;
}

/** What the schemas of one run share. */
export interface SchemaTables {
  readonly rules: RuleTable;
  readonly definitions: DefinitionTable;
}

/**
 * Makes the compact schema of a kind's spec.
 *
 * @param unsigned the integers that are unsigned in some release: older CRDs do not say so, and istiod refuses the others when it reads them
 * @throws Error for every keyword it does not know: nothing a CRD says is skipped
 */
export function compactSchema(kind: CrdKind, unsigned: ReadonlySet<string>, tables: SchemaTables): SchemaNode {
  const { rules, definitions } = tables;

  const convert = (schema: CrdSchema, path: string): SchemaNode => {
    const node: Draft = {};
    const open = schema['x-kubernetes-preserve-unknown-fields'] === true;
    if (schema['x-kubernetes-int-or-string']) node.type = 'int-or-string';
    else if (schema.type !== undefined) {
      if (!TYPES.has(schema.type)) throw new Error(`${path}: ${schema.type}: unknown type`);
      node.type = schema.type as SchemaNode['type'];
    } else if (!open) throw new Error(`${path}: type: not found`);
    copyValidation(schema, node, path);
    if (
      schema.type === 'integer' &&
      schema.format === undefined &&
      schema.maximum === undefined &&
      unsigned.has(path)
    ) {
      node.format = 'uint32';
    }
    const groups = exclusiveGroups(schema);
    if (groups.length > 0) node.atMostOne = groups;
    const choices = otherChoices(schema);
    if (choices.length > 0) node.choices = choices.map((choice) => convertChoice(choice, path));
    if (schema.default !== undefined) node.default = schema.default;
    const validations = (schema['x-kubernetes-validations'] ?? []).flatMap((validation) => {
      const unknown = Object.keys(validation).filter((key) => !RULE_KEYS.includes(key));
      if (unknown.length > 0) throw new Error(`${path}: ${unknown.join()}: unknown keyword of a validation rule`);
      // What compares with the object as it was says nothing about one that is written.
      return /\boldSelf\b/.test(validation.rule) ? [] : [rules.positionOf(validation.rule)];
    });
    if (validations.length > 0) node.rules = validations;
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
    const message = messageAt(path)?.name;
    const deprecated = Object.keys(schema.properties ?? {}).flatMap((field) => {
      const replacement = message === undefined ? undefined : replacementOf(message, field);
      return replacement === undefined ? [] : [[field, replacement] as const];
    });
    const converted = convert(schema, path);
    const node = deprecated.length > 0 ? { ...converted, deprecated: Object.fromEntries(deprecated) } : converted;
    if (!schema.properties) return node;
    const wanted = message ?? path.slice(path.lastIndexOf('.') + 1).replace(/\W/g, '');
    return { ref: definitions.nameOf(wanted, node, kind.id) };
  };

  return convert(kind.spec, kind.id);
}

/** Copies what a schema says about a value itself. */
function copyValidation(schema: CrdSchema, node: Draft, path: string): void {
  for (const key of Object.keys(schema)) {
    if (!KNOWN_KEYS.has(key)) throw new Error(`${path}: ${key}: unknown schema keyword`);
  }
  if (schema.nullable) node.nullable = true;
  if (schema.enum) node.enum = schema.enum.filter((value) => value !== null);
  if (schema.format !== undefined) {
    if (CHECKED_FORMATS.has(schema.format)) node.format = schema.format;
    else if (!SILENT_FORMATS.has(schema.format)) throw new Error(`${path}: ${schema.format}: unknown format`);
  }
  for (const key of COPIED) if (schema[key] !== undefined) Object.assign(node, { [key]: schema[key] });
  if (schema.pattern !== undefined) new RegExp(schema.pattern, 'u');
  if (schema.required) node.required = schema.required;
}

/** A choice, whose schemas say nothing about fields that they do not name. */
function convertChoice(choice: CrdSchema, path: string): SchemaChoice {
  const alternative = (schema: CrdSchema): SchemaNode => {
    const node: Draft = { open: true };
    copyValidation(schema, node, path);
    if (schema.properties) {
      node.fields = Object.fromEntries(
        Object.entries(schema.properties).map(([name, field]) => [name, alternative(field)]),
      );
    }
    if (schema.items) node.items = alternative(schema.items);
    const nested = otherChoices(schema);
    const groups = exclusiveGroups(schema);
    if (groups.length > 0) node.atMostOne = groups;
    if (nested.length > 0) node.choices = nested.map((one) => convertChoice(one, path));
    return node;
  };
  const { anyOf, oneOf, not } = choice;
  return {
    ...(anyOf && { anyOf: anyOf.map(alternative) }),
    ...(oneOf && { oneOf: oneOf.map(alternative) }),
    ...(not && { not: alternative(not) }),
  };
}
