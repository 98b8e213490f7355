import type { Labels } from '../labels';
import type { ModelObject } from '../object';
import { type Fields, fieldsOf, isFields, isHole, itemsOf, textOf } from '../value';

/** The shown form of what cannot be read. */
const UNREADABLE = '(unknown)';

/** A member of a map; undefined where there is no map. */
export function field(value: unknown, key: string): unknown {
  return fieldsOf(value)[key];
}

/** A text, with a word for one that cannot be read; undefined for none and for an empty one. */
export function text(value: unknown): string | undefined {
  if (isHole(value)) return UNREADABLE;
  const read = textOf(value);
  return read === '' ? undefined : read;
}

/** The texts of a list. */
export function texts(value: unknown): readonly string[] {
  return itemsOf(value).flatMap((item) => text(item) ?? []);
}

/** The texts of a map. */
export function textsByName(value: unknown): Labels {
  return mapped(value, (each) => (isHole(each) ? UNREADABLE : String(each)));
}

/** What is made of each member of a map, by its name. */
export function mapped<Made>(value: unknown, make: (member: unknown) => Made): Readonly<Record<string, Made>> {
  const found: Record<string, Made> = {};
  const fields: Fields = fieldsOf(value);
  for (const name in fields) found[name] = make(fields[name]);
  return found;
}

/** A number, fractions too. */
export function number(value: unknown): number | undefined {
  const read = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof read === 'number' && Number.isFinite(read) ? read : undefined;
}

/** The path of the first part of a value that cannot be read; undefined where all can. */
export function firstHole(value: unknown, path = ''): string | undefined {
  if (isHole(value)) return path;
  if (!isFields(value) && !Array.isArray(value)) return undefined;
  for (const [key, each] of Object.entries(value)) {
    const place = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    const found = firstHole(each, place);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Name and namespace of an object. */
export interface ObjectName {
  readonly name: string;
  readonly namespace: string;
}

/** Name and namespace; an object without a namespace is one of `default`. */
export function nameOf({ metadata }: ModelObject): ObjectName {
  return { name: text(metadata.name) ?? '', namespace: text(metadata.namespace) ?? 'default' };
}

/** Istio's order of objects: by age, then by name, then by namespace. What is not deployed yet has no age. */
export function byAge(a?: ModelObject, b?: ModelObject, nameOfA = nameIn(a), nameOfB = nameIn(b)): number {
  return (
    compare(age(a), age(b)) || compare(nameOfA.name, nameOfB.name) || compare(nameOfA.namespace, nameOfB.namespace)
  );
}

function nameIn(object: ModelObject | undefined): ObjectName {
  return object ? nameOf(object) : { name: '', namespace: '' };
}

/** When an object was made, as Kubernetes writes it; empty before it is. */
export function age(object: ModelObject | undefined): string {
  return textOf(field(object?.manifest['metadata'], 'creationTimestamp')) ?? '';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
