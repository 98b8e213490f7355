import type { CelRule } from './cel-runtime';
import type { KindSchema, SchemaChoice, SchemaNode } from './schema';

const INTEGERS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
};

/**
 * A place of a schema, made ready for checking: references followed, rules and patterns at hand. All places have the
 * same members in the same order, which is what makes reading them fast.
 */
export class PreparedNode {
  readonly type: SchemaNode['type'];
  readonly nullable: boolean;
  readonly enum: readonly (string | number)[] | undefined;
  readonly format: string | undefined;
  readonly least: number | undefined;
  readonly most: number | undefined;
  readonly minLength: number | undefined;
  readonly maxLength: number | undefined;
  readonly pattern: RegExp | undefined;
  readonly minItems: number | undefined;
  readonly maxItems: number | undefined;
  readonly minProperties: number | undefined;
  readonly maxProperties: number | undefined;
  readonly required: readonly string[] | undefined;
  readonly deprecated: Readonly<Record<string, string>> | undefined;
  readonly open: boolean;
  readonly atMostOne: readonly (readonly string[])[] | undefined;
  readonly keys: readonly string[] | undefined;
  readonly unique: boolean;
  readonly rules: readonly CelRule[] | undefined;
  fields: ReadonlyMap<string, PreparedNode> | undefined;
  values: PreparedNode | undefined;
  items: PreparedNode | undefined;
  choices: readonly PreparedChoice[] | undefined;
  readonly default: unknown;
  /** Whether something at or below this place has a default. */
  hasDefaults: boolean;

  constructor(node: SchemaNode, rules: readonly CelRule[] = []) {
    const [least, most] = INTEGERS[node.format ?? ''] ?? [];
    this.type = node.type;
    this.nullable = node.nullable ?? false;
    this.enum = node.enum;
    this.format = node.format !== undefined && node.format in INTEGERS ? undefined : node.format;
    this.least = node.minimum ?? least;
    this.most = node.maximum ?? most;
    this.minLength = node.minLength;
    this.maxLength = node.maxLength;
    this.pattern = node.pattern === undefined ? undefined : new RegExp(node.pattern, 'u');
    this.minItems = node.minItems;
    this.maxItems = node.maxItems;
    this.minProperties = node.minProperties;
    this.maxProperties = node.maxProperties;
    this.required = node.required;
    this.deprecated = node.deprecated;
    this.open = node.open ?? false;
    this.atMostOne = node.atMostOne;
    this.keys = node.keys;
    this.unique = node.unique ?? false;
    this.rules = node.rules?.map((position) => {
      const rule = rules[position];
      if (rule === undefined) throw new Error(`CEL rule ${position}: not found; run scripts/generate-resources.ts`);
      return rule;
    });
    this.fields = undefined;
    this.values = undefined;
    this.items = undefined;
    this.choices = undefined;
    this.default = node.default;
    this.hasDefaults = node.default !== undefined;
  }
}

/** A choice among schemas, ready for checking. */
export interface PreparedChoice {
  readonly anyOf?: readonly PreparedNode[];
  readonly oneOf?: readonly PreparedNode[];
  readonly not?: PreparedNode;
}

const prepared = new WeakMap<KindSchema, PreparedNode>();
/** The definitions that are ready, shared by all releases of a kind. */
const preparedDefinitions = new WeakMap<KindSchema['definitions'], Map<string, PreparedNode>>();

/** The schema of a kind, ready for checking; prepared once. */
export function prepare(schema: KindSchema): PreparedNode {
  const known = prepared.get(schema);
  if (known !== undefined) return known;
  const definitions = preparedDefinitions.get(schema.definitions) ?? new Map<string, PreparedNode>();
  preparedDefinitions.set(schema.definitions, definitions);

  const follow = (node: SchemaNode): PreparedNode => {
    if (node.ref === undefined) return ready(node);
    const definition = definitions.get(node.ref);
    if (definition !== undefined) return definition;
    const target = schema.definitions[node.ref];
    if (target === undefined) throw new Error(`definition ${node.ref}: not found; run scripts/generate-resources.ts`);
    const made = ready(target);
    definitions.set(node.ref, made);
    return made;
  };

  const ready = (node: SchemaNode): PreparedNode => {
    const made = new PreparedNode(node, schema.rules);
    if (node.fields !== undefined) {
      made.fields = new Map(Object.entries(node.fields).map(([name, field]) => [name, follow(field)]));
    }
    if (node.values !== undefined) made.values = follow(node.values);
    if (node.items !== undefined) made.items = follow(node.items);
    if (node.choices !== undefined) made.choices = node.choices.map(readyChoice);
    const below = [...(made.fields?.values() ?? []), made.values, made.items];
    made.hasDefaults ||= below.some((one) => one?.hasDefaults);
    return made;
  };

  const readyChoice = ({ anyOf, oneOf, not }: SchemaChoice): PreparedChoice => ({
    ...(anyOf && { anyOf: anyOf.map(ready) }),
    ...(oneOf && { oneOf: oneOf.map(ready) }),
    ...(not && { not: ready(not) }),
  });

  const root = follow(schema.spec);
  prepared.set(schema, root);
  return root;
}
