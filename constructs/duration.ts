const DURATION = Symbol.for('cdktf-istio.Duration');

/** A span of time, written the way Istio, Kubernetes and Envoy all read it: in seconds. Never changes. */
export class Duration {
  /** So many thousandths of a second. */
  static milliseconds(amount: number): Duration {
    return new Duration(amount, 'milliseconds', amount);
  }

  /** So many seconds. */
  static seconds(amount: number): Duration {
    return new Duration(amount * 1000, 'seconds', amount);
  }

  /** So many minutes. */
  static minutes(amount: number): Duration {
    return new Duration(amount * 60_000, 'minutes', amount);
  }

  /** So many hours. */
  static hours(amount: number): Duration {
    return new Duration(amount * 3_600_000, 'hours', amount);
  }

  /** So many days of 24 hours. */
  static days(amount: number): Duration {
    return new Duration(amount * 86_400_000, 'days', amount);
  }

  /** Whether a value is a Duration, of this copy of the package or another. */
  static isDuration(value: unknown): value is Duration {
    return typeof value === 'object' && value !== null && DURATION in value;
  }

  /** The duration in thousandths of a second. */
  readonly inMilliseconds: number;

  /**
   * @throws Error for amounts below zero and for fractions of a millisecond
   */
  private constructor(milliseconds: number, unit: string, amount: number) {
    // 0.1 + 0.2 seconds is 300 milliseconds to everybody but floating point.
    const whole = Math.round(milliseconds);
    if (typeof amount !== 'number')
      throw new Error(`Duration.${unit}: expected a number, got ${JSON.stringify(amount) ?? 'none'}`);
    if (!Number.isFinite(milliseconds) || milliseconds < 0 || Math.abs(whole - milliseconds) > 1e-6) {
      throw new Error(`Duration.${unit}: expected at least 0 in whole milliseconds, got ${amount}`);
    }
    this.inMilliseconds = whole;
    // Not declared, so that the Durations of two copies of the package are one type.
    Object.defineProperty(this, DURATION, { value: true });
    Object.freeze(this);
  }

  /** The duration in seconds. */
  get inSeconds(): number {
    return this.inMilliseconds / 1000;
  }

  /** In seconds with their unit, such as `90s` or `0.250s`. */
  toString(): string {
    const fraction = this.inMilliseconds % 1000;
    return `${Math.trunc(this.inMilliseconds / 1000)}${fraction === 0 ? '' : `.${String(fraction).padStart(3, '0')}`}s`;
  }
}

/** What a setting expects of a Duration, beyond being one. */
export interface DurationLimits {
  /**
   * Whether 0 is refused.
   * @default true
   */
  readonly positive?: boolean;
  /**
   * Whether fractions of a second are refused.
   * @default false
   */
  readonly wholeSeconds?: boolean;
  /**
   * Whether its absence is refused.
   * @default false
   */
  readonly required?: boolean;
}

const UNITS: Readonly<Record<string, string>> = {
  ms: 'milliseconds',
  s: 'seconds',
  m: 'minutes',
  h: 'hours',
  d: 'days',
};

/** The Duration that a text such as `5s` was probably meant to be. */
function meantBy(value: unknown): string {
  const [, amount, unit = ''] = typeof value === 'string' ? (/^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(value) ?? []) : [];
  return amount === undefined ? '' : ` (did you mean Duration.${UNITS[unit]}(${amount})?)`;
}

/**
 * Why a setting cannot be the Duration it was given, one line each: without types, a program may pass `'5s'` or `5`.
 *
 * @param path the setting, named in the faults
 * @param value what was given; undefined where nothing was
 */
export function durationFaults(path: string, value: unknown, limits: DurationLimits = {}): string[] {
  const { positive = true, wholeSeconds = false, required = false } = limits;
  if (value === undefined && !required) return [];
  if (!Duration.isDuration(value)) {
    const got = typeof value === 'object' && value !== null ? 'an object' : (JSON.stringify(value) ?? 'none');
    return [`${path}: expected a Duration such as Duration.seconds(5), got ${got}${meantBy(value)}`];
  }
  if (positive && value.inMilliseconds === 0)
    return [`${path}: expected at least ${wholeSeconds ? '1s' : '1ms'}, got 0s`];
  if (wholeSeconds && !Number.isInteger(value.inSeconds)) return [`${path}: expected whole seconds, got ${value}`];
  return [];
}
