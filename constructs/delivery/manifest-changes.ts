type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  typeof (value as { resolve?: unknown }).resolve !== 'function';

/** Applies a JSON merge patch (RFC 7386): objects are merged, everything else replaces, null deletes. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isFields(patch)) return patch;
  const result: Record<string, unknown> = isFields(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else if (value !== undefined) result[key] = mergePatch(result[key], value);
  }
  return result;
}

/** The fields of a dotted path; `\.` is a dot inside a field. */
function fieldsOf(path: string): string[] {
  return path.split(/(?<!\\)\./).map((field) => field.replaceAll('\\.', '.'));
}

/** A copy of `target` with the value at a dotted path replaced, or removed where it is undefined. */
export function setAtPath(target: unknown, path: string, value: unknown, where: string): unknown {
  const fields = fieldsOf(path);
  const set = (at: unknown, depth: number): unknown => {
    if (depth === fields.length) return value;
    const field = fields[depth] as string;
    const sofar = fields.slice(0, depth).join('.') || 'the manifest';
    if (Array.isArray(at)) {
      const index = Number(field);
      if (!Number.isInteger(index) || index < 0 || index > at.length) {
        throw new Error(
          `${where}: override "${path}": expected a position from 0 to ${at.length} in ${sofar}, got "${field}"`,
        );
      }
      const items = [...at];
      const item = set(items[index], depth + 1);
      if (item === undefined) items.splice(index, 1);
      else items[index] = item;
      return items;
    }
    if (at !== undefined && !isFields(at)) {
      throw new Error(
        `${where}: override "${path}": expected an object or a list at ${sofar}, got ${JSON.stringify(at)}`,
      );
    }
    return { ...at, [field]: set(at?.[field], depth + 1) };
  };
  return set(target, 0);
}
