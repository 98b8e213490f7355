import { type Comparison, fieldDifferences } from '../../model/field-diff';
import { pathText, type Segment } from '../../model/path';
import { isHidden } from '../../model/value';
import { canonical, hasUnknown, isFields, isList, same, toJson, type Value } from './values';

/** One field that changes. */
export interface FieldChange {
  /** Where it stands, `spec.http[0].timeout`. List items are counted as they will be, or as they were if they go. */
  readonly path: string;
  readonly steps: readonly Segment[];
  readonly before?: Value;
  readonly after?: Value;
}

/** The fields that change between two values, deepest first where both have the field; whole branches where one has not. */
export function changedFields(
  before: Value | undefined,
  after: Value | undefined,
  steps: readonly Segment[] = [],
): FieldChange[] {
  return fieldDifferences(before, after, { same: same as Comparison['same'], partners: alignItems }, steps).map(
    (found) => changeAt(found.steps, found.before as Value, found.after as Value),
  );
}

function changeAt(steps: readonly Segment[], before: Value | undefined, after: Value | undefined): FieldChange {
  return {
    ...{ steps, path: pathText(steps) },
    ...(absent(before) ? {} : { before }),
    ...(absent(after) ? {} : { after }),
  };
}

/** A branch that comes or goes, leaf by leaf; any other field as it is. */
export function leavesOf(field: FieldChange): FieldChange[] {
  if (field.before !== undefined && field.after !== undefined) return [field];
  const isGone = field.after === undefined;
  const found: FieldChange[] = [];
  const walk = (value: Value | undefined, steps: readonly Segment[]): void => {
    if (isList(value) && value.some((item) => isFields(item))) {
      for (const [index, item] of value.entries()) walk(item, [...steps, index]);
    } else if (isFields(value) && Object.keys(value).length > 0) {
      for (const name of Object.keys(value).sort()) walk(value[name], [...steps, name]);
    } else if (!absent(value))
      found.push(isGone ? changeAt(steps, value, undefined) : changeAt(steps, undefined, value));
  };
  walk(isGone ? field.before : field.after, field.steps);
  return found;
}

/** A field as JSON for reports. */
export interface FieldReport {
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly hidden?: true;
  readonly unknown?: true;
}

/** The field without anything that must not be seen. */
export function reportField({ path, before, after }: FieldChange): FieldReport {
  const hidden = isHidden(before) || isHidden(after);
  return {
    path,
    ...(before === undefined ? {} : { before: toJson(before) }),
    ...(after === undefined ? {} : { after: toJson(after) }),
    ...(hidden ? { hidden } : {}),
    ...(hasUnknown(after) ? { unknown: true } : {}),
  };
}

/** The path without the places in lists: `spec.http[0].route[1].weight` -> `spec.http[].route[].weight`. */
export function pathPattern(path: string): string {
  return path.replace(/\[\d+\]/g, '[]');
}

/** Whether a pattern covers a path: it is the path, or the beginning of it. */
export function covers(pattern: string, path: string): boolean {
  const pathAsPattern = pathPattern(path);
  return (
    pathAsPattern === pattern ||
    (pathAsPattern.startsWith(pattern) && /^[.[]/.test(pathAsPattern.slice(pattern.length)))
  );
}

/** For each item of the later list, the place of its counterpart in the earlier one. */
function alignItems(before: readonly unknown[], after: readonly unknown[]): Map<number, number> {
  const partners = new Map<number, number>();
  const free = new Set(before.keys());
  for (const likeness of [canonical, handle]) {
    const places = new Map<string, number[]>();
    for (const index of free) {
      const key = likeness(before[index] as Value);
      if (key === undefined) continue;
      const queue = places.get(key);
      if (queue) queue.push(index);
      else places.set(key, [index]);
    }
    after.forEach((item, index) => {
      if (partners.has(index)) return;
      const key = likeness(item as Value);
      const partner = key === undefined ? undefined : places.get(key)?.shift();
      if (partner === undefined) return;
      partners.set(index, partner);
      free.delete(partner);
    });
  }
  // What is left is told apart by its place only.
  after.forEach((item, index) => {
    if (!partners.has(index) && free.has(index) && typeof item === 'object' && handle(item as Value) === undefined) {
      partners.set(index, index);
      free.delete(index);
    }
  });
  return partners;
}

/** What stays the same in an item of a list when the rest of it changes. */
function handle(item: Value | undefined): string | undefined {
  if (!isFields(item)) return undefined;
  if (isFields(item['destination'])) return canonical({ ...item['destination'], port: undefined });
  for (const name of ['name', 'issuer', 'match', 'key', 'port', 'number', 'host']) {
    if (item[name] !== undefined) return `${name}=${canonical(item[name])}`;
  }
  return undefined;
}

function absent(value: Value | undefined): boolean {
  return value === undefined || value === null;
}
