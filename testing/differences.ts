/** Compares two values as jest's `toEqual` does, asymmetric matchers included. */
export type Equals = (a: unknown, b: unknown) => boolean;

/** Where an object differs from what is expected of it, one line each; members that are not named are not looked at. */
export function differences(actual: unknown, expected: unknown, equals: Equals, path = ''): string[] {
  if (isAsymmetric(expected) || !isObject(expected) || !isObject(actual)) {
    return equals(actual, expected) ? [] : [`${path || 'it'}: expected ${show(expected)}, got ${show(actual)}`];
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return [`${path}: expected a list, got ${show(actual)}`];
    const length =
      actual.length === expected.length ? [] : [`${path}: expected ${expected.length} items, got ${actual.length}`];
    const shared = expected.slice(0, actual.length);
    return [
      ...length,
      ...shared.flatMap((each, index) => differences(actual[index], each, equals, `${path}[${index}]`)),
    ];
  }
  return Object.entries(expected).flatMap(([key, wanted]) =>
    differences((actual as Record<string, unknown>)[key], wanted, equals, path === '' ? key : `${path}.${key}`),
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isAsymmetric(value: unknown): boolean {
  return isObject(value) && typeof (value as { asymmetricMatch?: unknown }).asymmetricMatch === 'function';
}

/** A value in one line, shortened. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (isAsymmetric(value))
    return String((value as { toAsymmetricMatcher?: () => string }).toAsymmetricMatcher?.() ?? value);
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
