/**
 * What one place of a resource takes, in the compact form that the generator makes from a CRD.
 *
 * Objects refuse fields they do not list unless `open` is set or `values` describes the rest.
 */
export interface SchemaNode {
  /** The definition of the kind's schema that stands for this place; nothing else is set then. */
  readonly ref?: string;
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'int-or-string';
  readonly nullable?: true;
  readonly enum?: readonly (string | number)[];
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly required?: readonly string[];
  /** The named fields of an object. */
  readonly fields?: Readonly<Record<string, SchemaNode>>;
  /** What every value of a map takes. */
  readonly values?: SchemaNode;
  /** Set where the API server keeps fields that the schema does not name. */
  readonly open?: true;
  readonly items?: SchemaNode;
  /** Groups of fields of which at most one may be set. */
  readonly atMostOne?: readonly (readonly string[])[];
  /** The fields whose values together identify an item of a list. */
  readonly keys?: readonly string[];
  /** Set where a list may not hold a value twice. */
  readonly unique?: true;
  /** Positions in the table of compiled CEL rules. */
  readonly rules?: readonly number[];
}

/** What the `spec` of one kind takes in one release. */
export interface KindSchema {
  readonly spec: SchemaNode;
  readonly definitions: Readonly<Record<string, SchemaNode>>;
}
