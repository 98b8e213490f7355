import { nearest } from '../../model/closest-name';
import type { Finding } from './finding';
import type { ProgramMesh } from './program';

/** How sure it is that something is missing, and what was probably meant. */
export interface Missing {
  readonly severity: Exclude<NonNullable<Finding['severity']>, 'off'>;
  /** `(did you mean "cart"?)`, with a space in front; empty where nothing is near. */
  readonly hint: string;
}

/**
 * What to say of a name that is not among those known: an error where nobody but the program could have it, since it owns the namespace;
 * a warning where a name is so near that it was probably meant; else a hint, because others may have it.
 */
export function missing(
  mesh: ProgramMesh,
  namespace: string | undefined,
  written: string,
  known: Iterable<string>,
): Missing {
  const names = [...new Set(known)].filter((name) => name !== written);
  const near = closest(written, names);
  const hint = near === undefined ? '' : ` (did you mean "${near}"?)`;
  if (namespace !== undefined && mesh.ownsNamespace(namespace)) return { severity: 'error', hint };
  return { severity: near === undefined ? 'info' : 'warning', hint };
}

/** The name that one is probably a slip of: one or two letters away. Names that differ in their numbers alone are meant to differ. */
export function closest(written: string, known: readonly string[]): string | undefined {
  const alike = known.filter(
    (name) =>
      Math.abs(name.length - written.length) <= 2 &&
      (name[0] === written[0] || name.at(-1) === written.at(-1)) &&
      name.replace(/\d+/g, '') !== written.replace(/\d+/g, ''),
  );
  const near = nearest(written, alike.slice(0, 300));
  return near !== undefined && slips(written, near) <= (written.length > 3 ? 2 : 1) ? near : undefined;
}

/** Letters that stand elsewhere, or in one word alone. */
function slips(a: string, b: string): number {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return Math.max(a.length, b.length) - start - end;
}
