import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseAllDocuments } from 'yaml';

/** A structural schema as CRDs write it. */
export interface CrdSchema {
  readonly description?: string;
  readonly type?: string;
  readonly nullable?: boolean;
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
  readonly kind: string;
  readonly group: string;
  readonly plural: string;
  /** The served versions, newest first. */
  readonly versions: readonly string[];
  /** The schema of `spec`, which all served versions share. */
  readonly spec: CrdSchema;
}

/** The kinds of one release, from one file of CRDs. */
export interface CrdRelease {
  readonly version: string;
  readonly kinds: ReadonlyMap<string, CrdKind>;
}

const STABILITY = { alpha: 0, beta: 1 } as const;

/** Orders Kubernetes API versions as the API server does: v1, v1beta1, v1alpha3, v1alpha1. */
export function newestFirst(a: string, b: string): number {
  const rank = (version: string): readonly number[] => {
    const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
    if (match === null) throw new Error(`version ${version}: wants a Kubernetes API version such as v1beta1`);
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
 * Reads the CRDs of one release; the file's name without `.yaml` is the release.
 *
 * @throws Error when served versions of a kind have different schemas, or a kind has no `spec`
 */
export function readRelease(file: string): CrdRelease {
  const kinds = new Map<string, CrdKind>();
  for (const document of parseAllDocuments(readFileSync(file, 'utf8'))) {
    const crd = document.toJS() as CustomResourceDefinition | null;
    if (crd?.kind !== 'CustomResourceDefinition') continue;
    const { kind, plural } = crd.spec.names;
    const served = crd.spec.versions.filter((version) => version.served);
    const specs = served.map((version) => version.schema.openAPIV3Schema.properties?.spec);
    const [spec] = specs;
    if (spec === undefined) throw new Error(`${file}: ${kind}: no served version has a spec`);
    if (specs.some((other) => other === undefined || withoutProse(other) !== withoutProse(spec))) {
      throw new Error(`${file}: ${kind}: its served versions have different schemas, wants one schema for all`);
    }
    const versions = served.map((version) => version.name).sort(newestFirst);
    kinds.set(kind, { kind, group: crd.spec.group, plural, versions, spec: liftNestedChoices(spec) });
  }
  return { version: basename(file).replace(/\.ya?ml$/, ''), kinds };
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
    if (alternative.not) return { not: { anyOf: alternative.not.anyOf?.map(bare) } };
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
 * The groups of fields of which at most one may be set, from `oneOf` in the one shape that Istio's CRDs use.
 *
 * @throws Error for any other use of oneOf, allOf, anyOf and not
 */
export function exclusiveGroups(schema: CrdSchema, path: string): readonly (readonly string[])[] {
  const refuse = (): never => {
    throw new Error(`${path}: oneOf, allOf, anyOf and not are known only as "at most one of these fields"`);
  };
  if (schema['x-kubernetes-int-or-string']) return [];
  if (schema.anyOf !== undefined || schema.not !== undefined) refuse();
  const alternatives = [schema.oneOf, ...(schema.allOf ?? []).map((one) => one.oneOf ?? refuse())];
  return alternatives.flatMap((oneOf) => {
    if (oneOf === undefined) return [];
    const named = oneOf.flatMap((one) =>
      one.required?.length === 1 && Object.keys(one).length === 1 ? one.required : [],
    );
    const none = oneOf.flatMap((one) => one.not?.anyOf?.flatMap((absent) => absent.required ?? []) ?? []);
    if (oneOf.length !== named.length + 1 || none.join() !== named.join()) refuse();
    return named.length > 1 ? [named] : [];
  });
}
