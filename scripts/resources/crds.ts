import { parseAllDocuments } from 'yaml';

/** A structural schema as CRDs write it. */
export interface CrdSchema {
  readonly description?: string;
  readonly type?: string;
  readonly nullable?: boolean;
  readonly default?: unknown;
  readonly enum?: readonly (string | number | null)[];
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
  readonly properties?: Readonly<Record<string, CrdSchema>>;
  readonly additionalProperties?: boolean | CrdSchema;
  readonly items?: CrdSchema;
  readonly oneOf?: readonly CrdSchema[];
  readonly allOf?: readonly CrdSchema[];
  readonly anyOf?: readonly CrdSchema[];
  readonly not?: CrdSchema;
  /** The schemas of different types that releases have here, where types of several releases are merged. */
  readonly alternatives?: readonly CrdSchema[];
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-list-type'?: string;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-validations'?: readonly CrdRule[];
}

/** A CEL rule as CRDs write it. */
export interface CrdRule {
  readonly rule: string;
  readonly message?: string;
  readonly reason?: string;
  readonly fieldPath?: string;
}

interface CustomResourceDefinition {
  readonly kind: string;
  readonly spec: {
    readonly group: string;
    readonly scope?: 'Cluster' | 'Namespaced';
    readonly names: { readonly kind: string; readonly plural: string };
    readonly versions: readonly {
      readonly name: string;
      readonly served: boolean;
      readonly schema: { readonly openAPIV3Schema: CrdSchema };
    }[];
  };
}

/** One kind as one release defines it. */
export interface CrdKind {
  /** How this package names the kind: `VirtualService`, and `GROUP/KIND` for a kind of other groups than Istio's. */
  readonly id: string;
  readonly kind: string;
  readonly group: string;
  readonly plural: string;
  /** The served versions, newest first. */
  readonly versions: readonly string[];
  /** Whether its objects belong to no namespace. */
  readonly clusterWide?: true;
  /** The schema of `spec` in the newest version, which the others share but for those of {@link otherSpecs}. */
  readonly spec: CrdSchema;
  /** The schemas of the served versions that differ from the newest one. */
  readonly otherSpecs?: Readonly<Record<string, CrdSchema>>;
}

/** The kinds of one release, by their ids. */
export interface CrdRelease {
  /** The release, such as the minor `1.30`. */
  readonly name: string;
  readonly kinds: ReadonlyMap<string, CrdKind>;
}

/** The name of a kind in this package. */
function kindId(group: string, kind: string): string {
  return group.endsWith('.istio.io') ? kind : `${group}/${kind}`;
}

const STABILITY = { alpha: 0, beta: 1 } as const;

/** Orders Kubernetes API versions as the API server does: v1, v1beta1, v1alpha3, v1alpha1. */
export function newestFirst(a: string, b: string): number {
  const rank = (version: string): readonly number[] => {
    const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
    if (match === null) throw new Error(`version ${version}: expected a Kubernetes API version such as v1beta1`);
    const stage = match[2] as keyof typeof STABILITY | undefined;
    return [stage === undefined ? 2 : STABILITY[stage], Number(match[1]), Number(match[3] ?? 0)];
  };
  const [left, right] = [rank(a), rank(b)];
  for (let i = 0; i < left.length; i++) {
    const difference = (right[i] ?? 0) - (left[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function withoutProse(schema: CrdSchema): string {
  return JSON.stringify(schema, (key, value) =>
    key === 'description' && typeof value === 'string' ? undefined : value,
  );
}

/**
 * Reads the CRDs of one release.
 *
 * @param name the release, such as `1.30`
 * @param source where the text comes from, for errors
 * @throws Error when a kind has no `spec`
 */
export function readRelease(name: string, text: string, source: string): CrdRelease {
  const kinds = new Map<string, CrdKind>();
  for (const document of parseAllDocuments(text)) {
    const crd = document.toJS() as CustomResourceDefinition | null;
    if (crd?.kind !== 'CustomResourceDefinition') continue;
    const { kind, plural } = crd.spec.names;
    const id = kindId(crd.spec.group, kind);
    const served = crd.spec.versions
      .filter((version) => version.served)
      .sort((one, other) => newestFirst(one.name, other.name));
    const specs = served.map(({ name: version, schema }) => {
      const spec = schema.openAPIV3Schema.properties?.spec;
      if (spec === undefined) throw new Error(`${source}: ${id}: ${version}: spec: not found`);
      return [version, liftNestedChoices(spec)] as const;
    });
    const [newest] = specs;
    if (newest === undefined) throw new Error(`${source}: ${id}: spec: not found in any served version`);
    const [, spec] = newest;
    const others = specs.filter(([, other]) => withoutProse(other) !== withoutProse(spec));
    kinds.set(id, {
      id,
      kind,
      group: crd.spec.group,
      plural,
      versions: served.map((version) => version.name),
      ...(crd.spec.scope === 'Cluster' && { clusterWide: true }),
      spec,
      ...(others.length > 0 && { otherSpecs: Object.fromEntries(others) }),
    });
  }
  if (kinds.size === 0) throw new Error(`${source}: no CustomResourceDefinition found`);
  return { name, kinds };
}

/**
 * Moves what an alternative of `oneOf` asks of a field to that field. Istio 1.17 nests the choices of `consistentHash` that
 * way, where they bind nothing (the empty alternative takes over); istiod refuses two of them all the same.
 */
function liftNestedChoices(schema: CrdSchema): CrdSchema {
  const properties = new Map(
    Object.entries(schema.properties ?? {}).map(([name, one]) => [name, liftNestedChoices(one)]),
  );
  const bare = (alternative: CrdSchema): CrdSchema => {
    if (alternative.not?.anyOf) return { not: { anyOf: alternative.not.anyOf.map(bare) } };
    for (const [name, nested] of Object.entries(alternative.properties ?? {})) {
      const field = properties.get(name);
      if (field === undefined || nested.allOf === undefined) continue;
      properties.set(name, { ...field, allOf: nested.allOf });
    }
    return alternative.properties && alternative.required ? { required: alternative.required } : alternative;
  };
  return {
    ...schema,
    ...(schema.oneOf && { oneOf: schema.oneOf.map(bare) }),
    ...(schema.properties && { properties: Object.fromEntries(properties) }),
    ...(schema.items && { items: liftNestedChoices(schema.items) }),
    ...(typeof schema.additionalProperties === 'object' && {
      additionalProperties: liftNestedChoices(schema.additionalProperties),
    }),
  };
}

/** Calls `visit` for a schema and everything below it, with paths such as `http[].match[].headers.*`. */
export function walk(schema: CrdSchema, path: string, visit: (schema: CrdSchema, path: string) => void): void {
  visit(schema, path);
  for (const [name, field] of Object.entries(schema.properties ?? {})) walk(field, `${path}.${name}`, visit);
  if (schema.items) walk(schema.items, `${path}[]`, visit);
  if (typeof schema.additionalProperties === 'object') walk(schema.additionalProperties, `${path}.*`, visit);
}

/**
 * The groups of fields of which at most one may be set, from `oneOf` in the shape that Istio's CRDs use. Every other `oneOf`, `anyOf`
 * and `not` is in {@link otherChoices}.
 */
export function exclusiveGroups(schema: CrdSchema): readonly (readonly string[])[] {
  if (schema['x-kubernetes-int-or-string']) return [];
  const groups = choices(schema).flatMap((one) => {
    const group = exclusiveGroup(one);
    return group === undefined ? [] : [group];
  });
  return groups.filter((group) => group.length > 1);
}

/** What a schema says with oneOf, allOf, anyOf and not, beyond groups of exclusive fields. */
export function otherChoices(schema: CrdSchema): readonly CrdSchema[] {
  // `anyOf: [integer, string]` is how CRDs repeat x-kubernetes-int-or-string.
  if (schema['x-kubernetes-int-or-string']) return [];
  return choices(schema).filter((one) => exclusiveGroup(one) === undefined);
}

function choices(schema: CrdSchema): readonly CrdSchema[] {
  const { oneOf, anyOf, not, allOf = [] } = schema;
  return [...(oneOf ? [{ oneOf }] : []), ...allOf, ...(anyOf ? [{ anyOf }] : []), ...(not ? [{ not }] : [])];
}

function exclusiveGroup(choice: CrdSchema): readonly string[] | undefined {
  if (choice.oneOf === undefined || Object.keys(choice).length > 1) return undefined;
  const { oneOf } = choice;
  const named = oneOf.flatMap((one) =>
    one.required?.length === 1 && Object.keys(one).length === 1 ? one.required : [],
  );
  const none = oneOf.flatMap((one) => one.not?.anyOf?.flatMap((absent) => absent.required ?? []) ?? []);
  return oneOf.length === named.length + 1 && none.join() === named.join() ? named : undefined;
}
