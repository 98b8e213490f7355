import { pathText, type Segment } from '../../../model/path';

/** What kind of fault it is; stable, for programs. */
export type FaultCode =
  | 'unknown-field'
  | 'newer-release'
  | 'older-release'
  | 'missing-field'
  | 'wrong-type'
  | 'wrong-value'
  | 'out-of-range'
  | 'too-many-fields'
  | 'duplicate'
  | 'broken-rule'
  | 'refused-by-istio'
  | 'not-served'
  | 'bad-syntax'
  | WarningCode;

/**
 * What istiod warns of, by the codes of `istioctl analyze`: a deprecated field, a route that no request reaches, a match that never
 * holds, and everything else; and by a code of ours, what of the Gateway API the Istio release does not read.
 */
export type WarningCode = 'IST0002' | 'IST0130' | 'IST0131' | 'IST0133' | 'MESH0201';

/** How grave a fault is: no cluster could make it right, or Istio accepts it and warns. */
export type FaultLevel = 'error' | 'warning';

export type { Segment } from '../../../model/path';

/** One fault of a resource. */
export interface Fault {
  /** Where, such as `spec.http[0].match[0].uri.exakt`. */
  readonly path: string;
  /** The path in steps. */
  readonly segments: readonly Segment[];
  /** Whether it stops a deploy. */
  readonly level: FaultLevel;
  /** What sort of fault it is, for programs. */
  readonly code: FaultCode;
  /** What was written there. */
  readonly got?: string;
  /** What may be written there. */
  readonly wanted: string;
  /** What was probably meant. */
  readonly suggestion?: string;
  /** What is wrong, in one line, without the path. */
  readonly text: string;
  /** The line of the YAML document, counted from 1, where the resource came from one. */
  readonly line?: number;
}

/** The parts of a fault that are not derived. */
export interface FaultDetails {
  readonly code: FaultCode;
  readonly got?: string;
  readonly wanted: string;
  readonly suggestion?: string;
  /** @default error */
  readonly level?: FaultLevel;
  /** @default - made of got and wanted */
  readonly text?: string;
}

/** Makes a fault at a place. */
export function faultAt(segments: readonly Segment[], details: FaultDetails): Fault {
  const { code, got, wanted, suggestion } = details;
  const text =
    details.text ??
    (code === 'duplicate' && got !== undefined ? `duplicate ${got}, expected ${wanted}` : undefined) ??
    (got === undefined ? `expected ${wanted}` : `expected ${wanted}, got ${got}`);
  const hint = suggestion === undefined ? '' : ` (did you mean "${suggestion}"?)`;
  return {
    path: pathText(segments),
    segments: [...segments],
    level: details.level ?? 'error',
    code,
    ...(got !== undefined && { got }),
    wanted,
    ...(suggestion !== undefined && { suggestion }),
    text: text + hint,
  };
}

/** Whether a fault stops a deploy. */
export function isError({ level }: Fault): boolean {
  return level === 'error';
}

/** A value as faults show it, shortened. */
export function show(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'bigint' || typeof value === 'symbol') return `a ${typeof value}`;
  if (typeof value === 'number') return String(value);
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') {
    const name: unknown = Object.getPrototypeOf(value)?.constructor?.name;
    return name === undefined || name === 'Object' ? 'an object' : `an instance of ${name}`;
  }
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}..."` : text;
}
