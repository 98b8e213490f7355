import type { CelRule } from './cel-runtime';

/**
 * What one place of a resource accepts, in the compact form that the generator makes from a CRD.
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
  /** What every value of a map accepts. */
  readonly values?: SchemaNode;
  /** Set where the API server keeps fields that the schema does not name. */
  readonly open?: true;
  readonly items?: SchemaNode;
  /** Fields that are deprecated, and what replaces them. */
  readonly deprecated?: Readonly<Record<string, string>>;
  /** Groups of fields of which at most one may be set. */
  readonly atMostOne?: readonly (readonly string[])[];
  /** The fields whose values together identify an item of a list. */
  readonly keys?: readonly string[];
  /** Set where a list may not hold a value twice. */
  readonly unique?: true;
  /** What else a value has to be: it matches some, exactly one or none of the given schemas. */
  readonly choices?: readonly SchemaChoice[];
  /** What the API server sets where nothing is given. */
  readonly default?: unknown;
  /** Positions in the schema's table of compiled CEL rules. */
  readonly rules?: readonly number[];
}

/** A choice among schemas. */
export interface SchemaChoice {
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly not?: SchemaNode;
}

/** What the `spec` of one kind accepts in one release. */
export interface KindSchema {
  /**
   * The compiled CEL rules that the schema's places refer to.
   * @default - none
   */
  readonly rules?: readonly CelRule[];
  readonly spec: SchemaNode;
  readonly definitions: Readonly<Record<string, SchemaNode>>;
}

/** Something that holds from a release on, until the next entry. */
export type Since<T> = readonly [release: string, what: T];

/** What the `spec` of one kind accepts in every release. */
export interface KindHistory {
  /** The compiled CEL rules that the schemas' places refer to. */
  readonly rules: readonly CelRule[];
  /**
   * By API family, oldest first; by family and version, such as `gateway-api/experimental v1alpha2`, where a version that is served
   * has another schema than the newest one.
   */
  readonly specs: Readonly<Record<string, readonly Since<SchemaNode>[]>>;
  /** The objects that the specs are made of, each once for all releases. */
  readonly definitions: Readonly<Record<string, SchemaNode>>;
}

/** What the CRDs say about a kind, beside its schema. */
export interface KindFacts {
  /** The Kubernetes kind. */
  readonly kind: string;
  /** The API group. */
  readonly group: string;
  readonly plural: string;
  /** The kind's page of the reference. */
  readonly reference: string;
  /** Set where objects of the kind belong to no namespace. */
  readonly clusterWide?: true;
  /** The API versions that are served, newest first, by API family and since which release. */
  readonly served: Readonly<Record<string, readonly Since<readonly string[]>[]>>;
  /** Loads the schemas when they are first needed. */
  readonly load: () => KindHistory;
}
