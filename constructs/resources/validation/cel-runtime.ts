import { parseGoDuration } from './go-duration';
import { type GoUrl, parseRequestUrl } from './go-url';
import { isIpAddress } from './host-names';
import { isDnsLabel, isDnsSubdomain } from './metadata-rules';
import type { Unknown } from './tokens';

/** A rule of the CRDs, compiled. */
export interface CelRule {
  /** The rule as the CRD has it. */
  readonly rule: string;
  /** What holds it, in words that continue "expected …". */
  readonly wanted: string;
  readonly holds: (self: unknown, cel: CelRuntime) => boolean;
}

/** What CEL calls an error: the API server then refuses the value. */
class CelError extends Error {}

/** Thrown where a rule needs a value that is not known yet. */
const UNDECIDED = Symbol('undecided');

type Lazy = () => boolean;

function deepEquals(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), Object.entries(b)];
  return (
    left.length === right.length && left.every(([key, one]) => deepEquals(one, (b as Record<string, unknown>)[key]))
  );
}

/** The functions and operators that compiled rules call, with the meaning they have in the API server. */
export class CelRuntime {
  constructor(private readonly isUnknown: Unknown) {}

  /** Whether a value holds a rule; undefined when that hangs on something not known yet. */
  decide(rule: CelRule, self: unknown): boolean | undefined {
    try {
      return rule.holds(this.known(self), this);
    } catch (error) {
      if (error === UNDECIDED) return undefined;
      if (error instanceof CelError) return false;
      throw error;
    }
  }

  field(target: unknown, name: string): unknown {
    const value = this.object(target)[name];
    if (value === undefined || value === null) throw new CelError(`no such key: ${name}`);
    return this.known(value);
  }

  has(target: unknown, name: string): boolean {
    const value = this.object(target)[name];
    return value !== undefined && value !== null;
  }

  and(left: Lazy, right: Lazy): boolean {
    return this.shortCircuit(left, right, false);
  }

  or(left: Lazy, right: Lazy): boolean {
    return this.shortCircuit(left, right, true);
  }

  equals(a: unknown, b: unknown): boolean {
    return deepEquals(this.known(a), this.known(b));
  }

  less(a: unknown, b: unknown): boolean {
    return this.number(a) < this.number(b);
  }

  lessOrEqual(a: unknown, b: unknown): boolean {
    return this.number(a) <= this.number(b);
  }

  add(a: unknown, b: unknown): unknown {
    const [left, right] = [this.known(a), this.known(b)];
    if (typeof left === 'number' && typeof right === 'number') return left + right;
    return this.string(left) + this.string(right);
  }

  isIn(value: unknown, collection: unknown): boolean {
    const wanted = this.known(value);
    return this.exists(collection, (one) => deepEquals(one, wanted));
  }

  size(value: unknown): number {
    const known = this.known(value);
    return typeof known === 'string' ? [...known].length : this.elements(known).length;
  }

  contains(text: unknown, part: unknown): boolean {
    return this.string(text).includes(this.string(part));
  }

  startsWith(text: unknown, part: unknown): boolean {
    return this.string(text).startsWith(this.string(part));
  }

  endsWith(text: unknown, part: unknown): boolean {
    return this.string(text).endsWith(this.string(part));
  }

  matches(text: unknown, pattern: unknown): boolean {
    const written = this.string(pattern);
    // JavaScript has no flag within an expression that holds for the rest of it.
    const ignoresCase = written.startsWith('^(?i)');
    const expression = ignoresCase ? `^${written.slice('^(?i)'.length)}` : written;
    return new RegExp(expression, ignoresCase ? 'iu' : 'u').test(this.string(text));
  }

  /** What is wrong with a text by a format of Kubernetes, as an optional value of CEL. */
  faultsOf(format: 'dns1123Label' | 'dns1123Subdomain', text: unknown): unknown {
    const valid = format === 'dns1123Label' ? isDnsLabel : isDnsSubdomain;
    return { optional: valid(this.string(text)) ? undefined : [format] };
  }

  hasValue(optional: unknown): boolean {
    return (optional as { readonly optional: unknown }).optional !== undefined;
  }

  split(text: unknown, separator: unknown): readonly string[] {
    return this.string(text).split(this.string(separator));
  }

  substring(text: unknown, start: unknown, end?: unknown): string {
    const characters = [...this.string(text)];
    const [from, to] = [this.number(start), end === undefined ? characters.length : this.number(end)];
    if (from < 0 || to > characters.length || from > to) throw new CelError('index out of range');
    return characters.slice(from, to).join('');
  }

  int(value: unknown): number {
    const known = this.known(value);
    if (typeof known === 'number') return Math.trunc(known);
    const text = this.string(known);
    if (
      !/^[+-]?\d+$/.test(text) ||
      BigInt.asIntN(64, BigInt(text.replace(/^\+/, ''))) !== BigInt(text.replace(/^\+/, ''))
    ) {
      throw new CelError(`not an integer: ${text}`);
    }
    return Number(text);
  }

  duration(value: unknown): number {
    const text = this.string(value);
    const nanoseconds = parseGoDuration(text);
    if (nanoseconds === undefined) throw new CelError(`not a duration: ${text}`);
    return nanoseconds;
  }

  isIP(value: unknown): boolean {
    return isIpAddress(this.string(value));
  }

  isURL(value: unknown): boolean {
    return parseRequestUrl(this.string(value)) !== undefined;
  }

  url(value: unknown): GoUrl {
    const text = this.string(value);
    const url = parseRequestUrl(text);
    if (url === undefined) throw new CelError(`not a URL: ${text}`);
    return url;
  }

  getScheme(url: unknown): string {
    return (url as GoUrl).scheme;
  }

  all(collection: unknown, predicate: (element: unknown) => boolean): boolean {
    return this.search(collection, predicate, false) === undefined;
  }

  exists(collection: unknown, predicate: (element: unknown) => boolean): boolean {
    return this.search(collection, predicate, true) !== undefined;
  }

  existsOne(collection: unknown, predicate: (element: unknown) => boolean): boolean {
    return this.elements(this.known(collection)).filter((element) => predicate(this.known(element))).length === 1;
  }

  filter(collection: unknown, predicate: (element: unknown) => boolean): readonly unknown[] {
    return this.elements(this.known(collection)).filter((element) => predicate(this.known(element)));
  }

  /** An element by its position, or a value by its key. */
  at(collection: unknown, key: unknown): unknown {
    const [known, at] = [this.known(collection), this.known(key)];
    if (!Array.isArray(known)) return this.field(known, this.string(at));
    const position = this.number(at);
    if (position < 0 || position >= known.length) throw new CelError(`index out of bounds: ${position}`);
    return this.known(known[position]);
  }

  /** The first element whose predicate gives `sought`. Errors and unknowns count only where no such element stands. */
  private search(
    collection: unknown,
    predicate: (element: unknown) => boolean,
    sought: boolean,
  ): { readonly element: unknown } | undefined {
    let failure: { readonly thrown: unknown } | undefined;
    for (const element of this.elements(this.known(collection))) {
      try {
        if (predicate(this.known(element)) === sought) return { element };
      } catch (thrown) {
        if (failure === undefined || thrown === UNDECIDED) failure = { thrown };
      }
    }
    if (failure !== undefined) throw failure.thrown;
    return undefined;
  }

  private shortCircuit(left: Lazy, right: Lazy, decisive: boolean): boolean {
    let failure: { readonly thrown: unknown } | undefined;
    try {
      if (left() === decisive) return decisive;
    } catch (thrown) {
      failure = { thrown };
    }
    if (right() === decisive) return decisive;
    if (failure !== undefined) throw failure.thrown;
    return !decisive;
  }

  private known(value: unknown): unknown {
    if (this.isUnknown(value)) throw UNDECIDED;
    return value;
  }

  private elements(collection: unknown): readonly unknown[] {
    if (Array.isArray(collection)) return collection;
    if (typeof collection === 'object' && collection !== null) return Object.keys(collection);
    throw new CelError('not a collection');
  }

  private object(value: unknown): Readonly<Record<string, unknown>> {
    const known = this.known(value);
    if (typeof known !== 'object' || known === null) throw new CelError('not an object');
    return known as Readonly<Record<string, unknown>>;
  }

  private string(value: unknown): string {
    const known = this.known(value);
    if (typeof known !== 'string') throw new CelError('not a string');
    return known;
  }

  private number(value: unknown): number {
    const known = this.known(value);
    if (typeof known !== 'number') throw new CelError('not a number');
    return known;
  }
}
