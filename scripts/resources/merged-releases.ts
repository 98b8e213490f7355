import { type CrdKind, type CrdRelease, type CrdSchema, exclusiveGroups, walk } from './crds';

/** A kind as all releases together define it, and which release has which of its places. */
export interface MergedKind {
  readonly kind: CrdKind;
  /** The releases that have a place, oldest first, by paths such as `VirtualService.http[].timeout`. */
  readonly releases: ReadonlyMap<string, readonly string[]>;
}

/** Everything that some release accepts, as the newest release that accepts it has it: one set of types serves all. */
export function mergedKinds(releases: readonly CrdRelease[]): ReadonlyMap<string, MergedKind> {
  const merged = new Map<string, { kind: CrdKind; releases: Map<string, string[]> }>();
  for (const release of releases) {
    for (const [id, kind] of release.kinds) {
      const before = merged.get(id);
      const spec = before === undefined ? kind.spec : mergedSchema(before.kind.spec, kind.spec);
      const places = before?.releases ?? new Map<string, string[]>();
      walk(kind.spec, id, (_, path) => places.set(path, [...(places.get(path) ?? []), release.name]));
      merged.set(id, { kind: { ...kind, spec }, releases: places });
    }
  }
  return merged;
}

/** What either schema accepts; where they disagree, as the newer one has it. */
function mergedSchema(older: CrdSchema, newer: CrdSchema): CrdSchema {
  if (older.type !== newer.type) return { ...newer, alternatives: [newer, ...(older.alternatives ?? [older])] };
  const properties: Record<string, CrdSchema> = { ...newer.properties };
  for (const [name, field] of Object.entries(older.properties ?? {})) {
    const kept = newer.properties?.[name];
    properties[name] = kept === undefined ? field : mergedSchema(field, kept);
  }
  const [itemsBefore, valuesBefore] = [older.items, older.additionalProperties];
  const { oneOf: _, allOf: __, ...rest } = newer;
  return {
    ...rest,
    ...exclusively(mergedGroups(older, newer)),
    ...(older.enum && newer.enum && { enum: [...new Set([...newer.enum, ...older.enum])] }),
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(newer.items && itemsBefore && { items: mergedSchema(itemsBefore, newer.items) }),
    ...(typeof newer.additionalProperties === 'object' &&
      typeof valuesBefore === 'object' && {
        additionalProperties: mergedSchema(valuesBefore, newer.additionalProperties),
      }),
  };
}

/** The exclusive fields of the newer schema, and beside them what used to exclude them. */
function mergedGroups(older: CrdSchema, newer: CrdSchema): readonly (readonly string[])[] {
  const groups = exclusiveGroups(newer).map((group) => [...group]);
  for (const before of exclusiveGroups(older)) {
    const dropped = before.filter((name) => newer.properties?.[name] === undefined);
    if (dropped.length === 0) continue;
    const group = groups.find((names) => names.some((name) => before.includes(name)));
    if (group === undefined) groups.push([...before]);
    else group.push(...dropped.filter((name) => !group.includes(name)));
  }
  return groups;
}

function exclusively(groups: readonly (readonly string[])[]): CrdSchema {
  const choices = groups.map((group) => {
    const fields = group.map((name) => ({ required: [name] }));
    return { oneOf: [{ not: { anyOf: fields } }, ...fields] };
  });
  return choices.length === 1 ? (choices[0] as CrdSchema) : choices.length === 0 ? {} : { allOf: choices };
}
