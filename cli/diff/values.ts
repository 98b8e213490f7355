import { canonicalJson } from '../../model/canonical-json';
import {
  type Hole,
  isHidden,
  isHole,
  isFields as isMap,
  isUnknown,
  reasonOf,
  UNKNOWN,
  valueAt,
} from '../../model/value';

/** JSON with holes: what is known only after apply, and what must stay unseen. */
export type Value = null | boolean | number | string | Hole | readonly Value[] | Fields;

/** An object of such values. */
export interface Fields {
  readonly [name: string]: Value | undefined;
}

/** Whether the value is an object with fields. */
export function isFields(value: unknown): value is Fields {
  return isMap(value);
}

/** Whether the value is a list. */
export function isList(value: unknown): value is readonly Value[] {
  return Array.isArray(value);
}

/** The value at a path, or undefined where the path leads nowhere. */
export function at(value: Value | undefined, ...path: readonly (string | number)[]): Value | undefined {
  return (valueAt(value, path) ?? undefined) as Value | undefined;
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
  if (a === b) return a !== UNKNOWN;
  if (a === undefined || b === undefined || a === null || b === null) return (a ?? undefined) === (b ?? undefined);
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
  if (isUnknown(value)) return true;
  if (isList(value)) return value.some(hasUnknown);
  return isFields(value) && Object.values(value).some(hasUnknown);
}

/** Plain JSON for readers and machines: holes become the words a person would read. */
export function toJson(value: Value | undefined): unknown {
  if (isHidden(value)) return `(hidden: ${reasonOf(value)})`;
  if (isHole(value)) return '(known after apply)';
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
  return canonicalJson(value, (one) => (isHole(one) ? String(one.description) : undefined));
}
