/** One field in which what runs is not what was synthesized. */
export interface FieldDifference {
  /** As one would write it: `spec.http[0].route[1].weight`, `metadata.labels["istio.io/rev"]`. */
  readonly path: string;
  readonly steps: readonly (string | number)[];
  /** Absent where the field is not there. */
  readonly runs?: unknown;
  /** Absent where nothing of the kind was synthesized. */
  readonly synthesized?: unknown;
}

type Json = Record<string, unknown>;

/** Compares field by field; lists element by element, and as a whole where their lengths differ. */
export function fieldDifferences(
  runs: unknown,
  synthesized: unknown,
  steps: readonly (string | number)[] = [],
): readonly FieldDifference[] {
  if (Object.is(runs, synthesized)) return [];
  if (isMap(runs) && isMap(synthesized)) {
    const keys = [...new Set([...Object.keys(synthesized), ...Object.keys(runs)])];
    return keys.flatMap((key) => fieldDifferences(runs[key], synthesized[key], [...steps, key]));
  }
  if (Array.isArray(runs) && Array.isArray(synthesized) && runs.length === synthesized.length) {
    return runs.flatMap((item, index) => fieldDifferences(item, synthesized[index], [...steps, index]));
  }
  if (isEmpty(runs) && isEmpty(synthesized)) return [];
  return [
    {
      path: pathText(steps),
      steps,
      ...(runs === undefined ? {} : { runs }),
      ...(synthesized === undefined ? {} : { synthesized }),
    },
  ];
}

/** The fields of a wanted object that a running one lacks or has otherwise; what it has beyond is left alone. */
export function missingFields(
  runs: unknown,
  wanted: unknown,
  steps: readonly (string | number)[] = [],
): readonly FieldDifference[] {
  if (isMap(runs) && isMap(wanted)) {
    return Object.keys(wanted).flatMap((key) => missingFields(runs[key], wanted[key], [...steps, key]));
  }
  if (Array.isArray(runs) && Array.isArray(wanted) && runs.length === wanted.length) {
    return wanted.flatMap((item, index) => missingFields(runs[index], item, [...steps, index]));
  }
  return fieldDifferences(runs, wanted, steps);
}

export function pathText(steps: readonly (string | number)[]): string {
  return steps
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!/^[A-Za-z_][\w-]*$/.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}

export function valueAt(object: unknown, steps: readonly (string | number)[]): unknown {
  let at: unknown = object;
  for (const step of steps) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Json)[step];
  }
  return at;
}

export function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The API server drops empty maps and lists, and nulls. */
function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}
