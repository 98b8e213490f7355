import { fieldDifferences } from '../model/field-diff';
import { pathText } from '../model/path';

/** Compares two values as jest's `toEqual` does, asymmetric matchers included. */
export type Equals = (a: unknown, b: unknown) => boolean;

/** Where an object differs from what is expected of it, one line each; members that are not named are not looked at. */
export function differences(
  actual: unknown,
  expected: unknown,
  equals: Equals,
  path: readonly string[] = [],
): string[] {
  const how = { same: equals, partners: samePlaces, isWhole: isAsymmetric, onlyLater: true };
  return fieldDifferences(actual, expected, how, path).map(
    ({ steps, before, after }) => `${pathText(steps) || 'it'}: expected ${show(after)}, got ${show(before)}`,
  );
}

/** Items of the same place, however long the lists are. */
function samePlaces(actual: readonly unknown[], expected: readonly unknown[]): ReadonlyMap<number, number> {
  return new Map(expected.slice(0, actual.length).map((_, index) => [index, index]));
}

function isAsymmetric(value: unknown): boolean {
  return typeof (value as { asymmetricMatch?: unknown } | null | undefined)?.asymmetricMatch === 'function';
}

/** A value in one line, shortened. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (isAsymmetric(value))
    return String((value as { toAsymmetricMatcher?: () => string }).toAsymmetricMatcher?.() ?? value);
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
