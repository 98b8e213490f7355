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

  /** The duration in thousandths of a second. */
  readonly inMilliseconds: number;

  /**
   * @throws Error for amounts below zero and for fractions of a millisecond
   */
  private constructor(milliseconds: number, unit: string, amount: number) {
    // 0.1 + 0.2 seconds is 300 milliseconds to everybody but floating point.
    const whole = Math.round(milliseconds);
    if (!Number.isFinite(milliseconds) || milliseconds < 0 || Math.abs(whole - milliseconds) > 1e-6) {
      throw new Error(`Duration.${unit}: got ${amount}, wants zero or more, to the millisecond`);
    }
    this.inMilliseconds = whole;
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
