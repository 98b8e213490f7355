import type { Segment } from './path';
import { isFields } from './value';

/** A field that is not the same in two values. */
export interface FieldDifference {
  readonly steps: readonly Segment[];
  readonly before: unknown;
  readonly after: unknown;
}

/** How two values are compared. */
export interface Comparison {
  /** Whether two values are the same, whatever they are. */
  same(before: unknown, after: unknown): boolean;
  /**
   * For each item of the later list, the place of its counterpart in the earlier one; undefined where two lists differ as a whole.
   * @default - items of the same place, of lists of the same length
   */
  partners?(before: readonly unknown[], after: readonly unknown[]): ReadonlyMap<number, number> | undefined;
  /** Whether a value is compared as it is, though it is a map. */
  isWhole?(value: unknown): boolean;
  /**
   * Whether fields that only the earlier value has are left alone.
   * @default false
   */
  readonly onlyLater?: boolean;
}

/** The fields that differ between two values, the deepest where both have them; branches that one lacks as a whole. */
export function fieldDifferences(
  before: unknown,
  after: unknown,
  how: Comparison,
  steps: readonly Segment[] = [],
): FieldDifference[] {
  if (how.same(before, after)) return [];
  const isWhole = how.isWhole?.(before) || how.isWhole?.(after);
  if (!isWhole && isFields(before) && isFields(after)) {
    const names = new Set(Object.keys(after));
    if (!how.onlyLater) for (const name of Object.keys(before)) names.add(name);
    return [...names].sort().flatMap((name) => fieldDifferences(before[name], after[name], how, [...steps, name]));
  }
  const lists = Array.isArray(before) && Array.isArray(after) ? itemDifferences(before, after, how, steps) : undefined;
  return lists ?? [{ steps, before, after }];
}

function itemDifferences(
  before: readonly unknown[],
  after: readonly unknown[],
  how: Comparison,
  steps: readonly Segment[],
): FieldDifference[] | undefined {
  const partners = (how.partners ?? samePlaces)(before, after);
  if (partners === undefined) return undefined;
  const kept = new Set(partners.values());
  const gone = before.flatMap((item, index) =>
    kept.has(index) ? [] : [{ steps: [...steps, index], before: item, after: undefined }],
  );
  const others = after.flatMap((item, index) => {
    const partner = partners.get(index);
    const place = [...steps, index];
    if (partner === undefined) return [{ steps: place, before: undefined, after: item }];
    return fieldDifferences(before[partner], item, how, place);
  });
  const found = [...gone, ...others];
  // Items that only change places leave nothing else to say.
  const isMoved = [...partners].some(([index, partner]) => index !== partner);
  return found.length === 0 && isMoved ? undefined : found;
}

function samePlaces(before: readonly unknown[], after: readonly unknown[]): ReadonlyMap<number, number> | undefined {
  return before.length === after.length ? new Map(after.map((_, index) => [index, index])) : undefined;
}
