import { type Duration, durationFaults } from '../duration';
import { checkGiven } from '../shapes/check';
import type { EnvoyTokenBucket } from './envoy/local-rate-limit-filter';
import type { Rate } from './rate';

/** Properties of {@link TokenBucket}. */
export interface TokenBucketProps {
  /** Tokens that the bucket holds at most, and starts with: the burst it allows. */
  readonly maxTokens: number;
  /**
   * Tokens that each refill adds.
   * @default 1
   */
  readonly tokensPerFill?: number;
  /** The time between two refills; 50 milliseconds at least. */
  readonly fillInterval: Duration;
}

/**
 * A bucket of tokens: each request uses one up, and is refused while there is none. Each proxy has its own. Never changes.
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/api-v3/type/v3/token_bucket.proto
 */
export class TokenBucket {
  /**
   * Holds as many tokens as the rate has requests, and gets as many in each of its units. Envoy spreads them over the unit:
   * `Rate.perMinute(20)` lets 20 requests through at once, then one every 3 seconds.
   */
  static of(rate: Rate): TokenBucket {
    checkGiven('TokenBucket.of', { rate });
    return new TokenBucket({ maxTokens: rate.requests, tokensPerFill: rate.requests, fillInterval: rate.interval });
  }

  /** Tokens that the bucket holds at most. */
  readonly maxTokens: number;
  /** Tokens that each refill adds. */
  readonly tokensPerFill: number;
  /** The time between two refills. */
  readonly fillInterval: Duration;

  /**
   * @throws Error, one line a fault, for numbers that are no whole ones from 1, and intervals below 50 milliseconds
   */
  constructor(props: TokenBucketProps) {
    checkGiven('TokenBucket.new', { props });
    const { maxTokens, tokensPerFill = 1, fillInterval } = props;
    const faults: string[] = [];
    for (const [name, value] of Object.entries({ maxTokens, tokensPerFill })) {
      if (!Number.isInteger(value) || value < 1 || value > 4_294_967_295)
        faults.push(`TokenBucket.${name}: expected an integer from 1 to 4294967295, got ${value}`);
    }
    faults.push(...durationFaults('TokenBucket.fillInterval', fillInterval, { positive: false, required: true }));
    if (fillInterval?.inMilliseconds < 50)
      faults.push(`TokenBucket.fillInterval: expected at least 50ms, got ${fillInterval}`);
    if (faults.length > 0) throw new Error(faults.join('\n'));
    this.maxTokens = maxTokens;
    this.tokensPerFill = tokensPerFill;
    this.fillInterval = fillInterval;
    Object.freeze(this);
  }

  /** The bucket as Envoy reads it. */
  toEnvoy(): EnvoyTokenBucket {
    return {
      max_tokens: this.maxTokens,
      tokens_per_fill: this.tokensPerFill,
      fill_interval: this.fillInterval.toString(),
    };
  }
}
