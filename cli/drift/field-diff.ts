import { type Comparison, fieldDifferences } from '../../model/field-diff';
import { pathText, type Segment } from '../../model/path';

/** One field in which what runs is not what was synthesized. */
export interface DriftedField {
  /** As one would write it: `spec.http[0].route[1].weight`, `metadata.labels["istio.io/rev"]`. */
  readonly path: string;
  readonly steps: readonly Segment[];
  /** Absent where the field is not there. */
  readonly runs?: unknown;
  /** Absent where nothing of the kind was synthesized. */
  readonly synthesized?: unknown;
}

const API_SERVERS: Comparison = {
  same: (runs, synthesized) => Object.is(runs, synthesized) || (isEmpty(runs) && isEmpty(synthesized)),
};

/** Compares field by field; lists element by element, and as a whole where their lengths differ. */
export function driftedFields(runs: unknown, synthesized: unknown): readonly DriftedField[] {
  return fieldDifferences(runs, synthesized, API_SERVERS).map(({ steps, before, after }) =>
    driftedField(steps, before, after),
  );
}

/** The fields of a wanted object that a running one lacks or has otherwise; what it has beyond is left alone. */
export function missingFields(runs: unknown, wanted: unknown, at: readonly Segment[] = []): readonly DriftedField[] {
  return fieldDifferences(runs, wanted, { ...API_SERVERS, onlyLater: true }, at).map(({ steps, before, after }) =>
    driftedField(steps, before, after),
  );
}

/** A field with what runs there, and with what was synthesized. */
export function driftedField(steps: readonly Segment[], runs: unknown, synthesized?: unknown): DriftedField {
  return {
    ...{ path: pathText(steps), steps },
    ...(runs === undefined ? {} : { runs }),
    ...(synthesized === undefined ? {} : { synthesized }),
  };
}

/** The API server drops empty maps and lists, and nulls. */
function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}
