import { Duration } from '../duration';
import { checkGiven } from '../shapes/check';

/** What a rate counts by. */
export type RateUnit = 'SECOND' | 'MINUTE' | 'HOUR' | 'DAY';

const LENGTHS: Readonly<Record<RateUnit, Duration>> = {
  SECOND: Duration.seconds(1),
  MINUTE: Duration.minutes(1),
  HOUR: Duration.hours(1),
  DAY: Duration.days(1),
};

/** So many requests in a unit of time. Never changes. */
export class Rate {
  /** So many requests each second. */
  static perSecond(requests: number): Rate {
    checkGiven('Rate.perSecond', { requests });
    return new Rate(requests, 'SECOND');
  }

  /** So many requests each minute. */
  static perMinute(requests: number): Rate {
    checkGiven('Rate.perMinute', { requests });
    return new Rate(requests, 'MINUTE');
  }

  /** So many requests each hour. */
  static perHour(requests: number): Rate {
    checkGiven('Rate.perHour', { requests });
    return new Rate(requests, 'HOUR');
  }

  /** So many requests each day. */
  static perDay(requests: number): Rate {
    checkGiven('Rate.perDay', { requests });
    return new Rate(requests, 'DAY');
  }

  /**
   * @param requests how many requests
   * @param unit in which time
   * @throws Error for rates that are no whole number from 0 to 4294967295
   */
  private constructor(
    readonly requests: number,
    readonly unit: RateUnit,
  ) {
    if (!Number.isInteger(requests) || requests < 0 || requests > 4_294_967_295) {
      throw new Error(`Rate per ${unit.toLowerCase()}: expected an integer from 0 to 4294967295, got ${requests}`);
    }
    Object.freeze(this);
  }

  /** How long the unit is. */
  get interval(): Duration {
    return LENGTHS[this.unit];
  }

  /** For messages: `10 per minute`. */
  toString(): string {
    return `${this.requests} per ${this.unit.toLowerCase()}`;
  }
}
