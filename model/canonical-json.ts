import { isFields } from './value';

/**
 * JSON text that is the same for the same value: keys sorted, members without a value left out.
 *
 * @param otherwise the text for a value that is not written as JSON; undefined for all others
 */
export function canonicalJson(value: unknown, otherwise: (value: unknown) => string | undefined): string {
  const text = otherwise(value);
  if (text !== undefined) return text;
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item, otherwise)).join()}]`;
  if (!isFields(value)) return JSON.stringify(value ?? null);
  const names = Object.keys(value).filter((name) => value[name] !== undefined && value[name] !== null);
  const members = names.sort().map((name) => {
    return `${otherwise(name) ?? JSON.stringify(name)}:${canonicalJson(value[name], otherwise)}`;
  });
  return `{${members.join()}}`;
}
