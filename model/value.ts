/** What is where a value is not to be read. JSON has no symbols: whatever is one is a hole. */
export type Hole = symbol;

/** A value that is decided later: a token of cdktf, or what a plan knows after apply. */
export const UNKNOWN: Hole = Symbol.for('cdktf-istio.unknown');

/** What an expression of Terraform is to say: the same hole for the same expression. */
export function unknownOf(expression: string): Hole {
  return Symbol.for(`cdktf-istio.unknown ${expression}`);
}

/**
 * A value that is known but may not be shown, such as the data of a Secret: the same hole for the same digest, so that a change shows and
 * the value does not.
 */
export function hiddenOf(digest: string, reason: string): Hole {
  return Symbol.for(`cdktf-istio.hidden ${digest} ${reason}`);
}

/** Whether a value is one that may not be shown. */
export function isHidden(value: unknown): value is Hole {
  return isHole(value) && value.description?.startsWith('cdktf-istio.hidden') === true;
}

/** Whether a value is one that is decided later. */
export function isUnknown(value: unknown): value is Hole {
  return isHole(value) && !isHidden(value);
}

/** Why a value may not be shown; undefined where nothing says so. */
export function reasonOf(hole: Hole): string | undefined {
  return /^cdktf-istio\.hidden \S+ (.*)$/.exec(hole.description ?? '')?.[1];
}

/** A value, or the hole where it would stand. */
export type Value<Known> = Known | Hole;

/** A structure with holes anywhere, none of whose members need be there: objects may have been written by anyone. */
export type Partly<Known> = Known extends Hole
  ? Known
  : Known extends readonly (infer Item)[]
    ? readonly Partly<Item>[] | Hole
    : Known extends object
      ? { readonly [Key in keyof Known]?: Partly<Known[Key]> } | Hole
      : Known | Hole;

/** A map as JSON has it, possibly with holes. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is a hole. */
export function isHole(value: unknown): value is Hole {
  return typeof value === 'symbol';
}

/** Whether a value can be read. Its members may still be holes. */
export function isKnown<Known>(value: Known): value is Exclude<Known, Hole> {
  return !isHole(value);
}

/** Whether no hole stands anywhere inside a value. */
export function isFullyKnown(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return !isHole(value);
  for (const member of Object.values(value)) if (!isFullyKnown(member)) return false;
  return true;
}

/** A value that can be read, else undefined. */
export function known<Known>(value: Known): Exclude<Known, Hole> | undefined {
  return isKnown(value) ? value : undefined;
}

/** The items of a list; none where it cannot be read or is no list. */
export function itemsOf<List>(value: List): readonly ItemOf<Exclude<List, Hole | undefined | null>>[] {
  return Array.isArray(value) ? value : [];
}

type ItemOf<List> = List extends readonly (infer Item)[] ? Item : unknown;

/** The members of a map; none where it cannot be read or is no map. */
export function fieldsOf<Map>(value: Map): FieldsOf<Exclude<Map, Hole | undefined | null>> {
  return (isFields(value) ? value : {}) as FieldsOf<Exclude<Map, Hole | undefined | null>>;
}

type FieldsOf<Map> = [unknown] extends [Map]
  ? Fields
  : Map extends object
    ? { readonly [Key in keyof Map]?: Map[Key] }
    : Fields;

/** Whether a value is a map. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path; undefined where the path leads nowhere. */
export function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (here, step) =>
      (isFields(here) || Array.isArray(here)) && Object.hasOwn(here, step)
        ? (here as Record<string | number, unknown>)[step]
        : undefined,
    value,
  );
}

/** A text that can be read, else undefined. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A number that can be read, also where it is written as text; else undefined. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : undefined;
}

/** The members of a structure that are there: none that is undefined. */
export function present<Structure extends object>(
  structure: Structure,
): { [Key in keyof Structure]?: Exclude<Structure[Key], undefined> } {
  const found: Partial<Structure> = {};
  for (const key in structure) if (structure[key] !== undefined) found[key] = structure[key];
  return found as { [Key in keyof Structure]?: Exclude<Structure[Key], undefined> };
}

/**
 * A value with holes put where a reader finds that it does not know something. Shares with the original whatever has no holes.
 *
 * @param holeAt the hole for a value, or undefined for a value that can be read
 */
export function withHoles(value: unknown, holeAt: (value: unknown) => Hole | undefined): unknown {
  const hole = holeAt(value);
  if (hole !== undefined) return hole;
  if (Array.isArray(value)) {
    const items = value.map((item) => withHoles(item, holeAt));
    return items.every((item, i) => item === value[i]) ? value : items;
  }
  if (!isFields(value)) return value;
  const entries = Object.entries(value);
  const members = entries.map(([key, member]) => [key, withHoles(member, holeAt)] as const);
  return members.every(([, member], i) => member === entries[i]?.[1]) ? value : Object.fromEntries(members);
}
