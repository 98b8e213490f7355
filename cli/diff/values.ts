/** A value Terraform learns only while it applies. */
export class Unknown {
  /** @param expression the Terraform expression it comes from, where the synthesized stack tells */
  constructor(readonly expression?: string) {}
}

/** A value nobody may see. Two are equal when the digests are, so a change shows and the value does not. */
export class Hidden {
  constructor(
    readonly digest: string,
    readonly reason: string,
  ) {}
}

/** JSON with holes: what is known only after apply, and what must stay unseen. */
export type Value = null | boolean | number | string | Unknown | Hidden | readonly Value[] | Fields;

/** An object of such values. */
export interface Fields {
  readonly [name: string]: Value | undefined;
}

/** Whether the value is an object with fields. */
export function isFields(value: unknown): value is Fields {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Unknown) &&
    !(value instanceof Hidden)
  );
}

/** Whether the value is a list. */
export function isList(value: unknown): value is readonly Value[] {
  return Array.isArray(value);
}

/** The value at a path, or undefined where the path leads nowhere. */
export function at(value: Value | undefined, ...path: readonly (string | number)[]): Value | undefined {
  let here: Value | undefined = value;
  for (const step of path) {
    if (typeof step === 'number') here = isList(here) ? here[step] : undefined;
    else here = isFields(here) && Object.hasOwn(here, step) ? here[step] : undefined;
  }
  return here === null ? undefined : here;
}

/** The fields at a path; none where there is no object. */
export function fieldsAt(value: Value | undefined, ...path: readonly (string | number)[]): Fields {
  const found = at(value, ...path);
  return isFields(found) ? found : {};
}

/** The list at a path; empty where there is none. */
export function listAt(value: Value | undefined, ...path: readonly (string | number)[]): readonly Value[] {
  const found = at(value, ...path);
  return isList(found) ? found : [];
}

/** The string at a path, if it is one. */
export function textAt(value: Value | undefined, ...path: readonly (string | number)[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

/** The strings of the list at a path; what is unknown or hidden reads as {@link show} shows it. */
export function textsAt(value: Value | undefined, ...path: readonly (string | number)[]): string[] {
  return listAt(value, ...path).map(show);
}

/** Whether two values are the same. Unknown values are the same only if the same expression gives them. */
export function same(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a === null || b === null) return (a ?? undefined) === (b ?? undefined);
  if (a instanceof Unknown || b instanceof Unknown) {
    return a instanceof Unknown && b instanceof Unknown && a.expression !== undefined && a.expression === b.expression;
  }
  if (a instanceof Hidden || b instanceof Hidden) {
    return a instanceof Hidden && b instanceof Hidden && a.digest === b.digest;
  }
  if (isList(a) || isList(b)) {
    return isList(a) && isList(b) && a.length === b.length && a.every((item, index) => same(item, b[index]));
  }
  if (!isFields(a) || !isFields(b)) return false;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  for (const name of names) if (!same(a[name], b[name])) return false;
  return true;
}

/** Whether anything inside is known only after apply. */
export function hasUnknown(value: Value | undefined): boolean {
  if (value instanceof Unknown) return true;
  if (isList(value)) return value.some(hasUnknown);
  return isFields(value) && Object.values(value).some(hasUnknown);
}

/** Plain JSON for readers and machines: holes become the words a person would read. */
export function toJson(value: Value | undefined): unknown {
  if (value instanceof Unknown) return '(known after apply)';
  if (value instanceof Hidden) return `(hidden: ${value.reason})`;
  if (isList(value)) return value.map(toJson);
  if (!isFields(value)) return value;
  const out: Record<string, unknown> = {};
  for (const name of Object.keys(value).sort()) out[name] = toJson(value[name]);
  return out;
}

/** One line for a person. */
export function show(value: Value | undefined): string {
  if (value === undefined || value === null) return '(not set)';
  if (typeof value === 'string') return value;
  if (isList(value) && value.every((item) => !isFields(item) && !isList(item))) return value.map(show).join(', ');
  const plain = toJson(value);
  return typeof plain === 'string' ? plain : JSON.stringify(plain);
}

/** A text that is the same for the same value, for keys of maps. */
export function canonical(value: Value | undefined): string {
  if (value instanceof Unknown) return `?${value.expression ?? ''}`;
  if (value instanceof Hidden) return `#${value.digest}`;
  if (isList(value)) return `[${value.map(canonical).join()}]`;
  if (!isFields(value)) return JSON.stringify(value ?? null);
  const names = Object.keys(value).filter((name) => value[name] !== undefined && value[name] !== null);
  return `{${names
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`)
    .join()}}`;
}
