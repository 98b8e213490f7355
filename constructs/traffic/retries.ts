import { Token } from 'cdktf';
import { isToken } from '../delivery/terraform-template';
import { Duration, durationFaults } from '../duration';
import type * as networking from '../resources/generated/networking';
import { checkGiven } from '../shapes/check';

const RETRIES = Symbol.for('cdktf-istio.Retries');

/** Which failures are retried: Envoy's conditions, or an HTTP status. */
export type RetryCondition =
  | '5xx'
  | 'gateway-error'
  | 'reset'
  | 'reset-before-request'
  | 'connect-failure'
  | 'envoy-ratelimited'
  | 'retriable-4xx'
  | 'refused-stream'
  | 'retriable-status-codes'
  | 'retriable-headers'
  | 'http3-post-connect-failure'
  | 'cancelled'
  | 'deadline-exceeded'
  | 'internal'
  | 'resource-exhausted'
  | 'unavailable'
  | number;

/** How often a failed request is retried. */
export interface RetryProps {
  /** Tries after the first one; 0 disables retries. */
  readonly attempts: number;
  /**
   * How long one try may last.
   * @default - as long as the request
   */
  readonly perTryTimeout?: Duration;
  /**
   * Which failures are retried.
   * @default - Istio's own: failed connections, refused streams, and others that show that nothing was processed
   */
  readonly retryOn?: readonly RetryCondition[];
  /**
   * Whether pods of other localities are tried as well.
   * @default - no
   */
  readonly retryRemoteLocalities?: boolean;
  /**
   * The shortest pause before a retry; each further one is longer. Not in Istio 1.17.
   * @default - 25 milliseconds
   */
  readonly backoff?: Duration;
  /**
   * Whether a retry goes to another pod than those that failed. Not in Istio 1.17.
   * @default true
   */
  readonly retryIgnorePreviousHosts?: boolean;
}

/**
 * How often a failed request is retried. Without it, Istio retries twice what has surely not been processed.
 *
 * @example
 * new Retries({ attempts: 3, perTryTimeout: Duration.seconds(2), retryOn: ['connect-failure', 503] });
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRetry
 */
export class Retries {
  /** Whether a value is Retries, of this copy of the package or another. */
  static isRetries(value: unknown): value is Retries {
    return typeof value === 'object' && value !== null && RETRIES in value;
  }

  /** Every request is tried once. */
  static readonly NONE = new Retries({ attempts: 0 });

  /** How often a failed request is retried. */
  readonly attempts: number;
  /** How long one try may last, as the VirtualService has it. */
  readonly perTryTimeout: Duration | undefined;

  /** @throws Error with every setting that is out of range, one line each */
  constructor(private readonly props: RetryProps) {
    checkGiven('Retries.new', { props });
    const faults: string[] = [];
    const { attempts, perTryTimeout, retryOn = [], backoff } = props;
    if (!isToken(attempts) && (!Number.isInteger(attempts) || attempts < 0)) {
      faults.push(`retries.attempts: expected an integer of at least 0, got ${attempts}`);
    }
    faults.push(
      ...durationFaults('retries.perTryTimeout', perTryTimeout),
      ...durationFaults('retries.backoff', backoff),
    );
    for (const condition of retryOn) {
      if (
        typeof condition === 'number' &&
        !isToken(condition) &&
        !(Number.isInteger(condition) && condition >= 100 && condition <= 599)
      ) {
        faults.push(`retries.retryOn: expected HTTP statuses from 100 to 599, got ${condition}`);
      }
    }
    if (attempts === 0 && (perTryTimeout !== undefined || retryOn.length > 0)) {
      faults.push('retries: attempts is 0, so perTryTimeout and retryOn have no effect: leave them out');
    }
    if (faults.length > 0) throw new Error(faults.join('\n'));
    this.attempts = attempts;
    this.perTryTimeout = perTryTimeout;
    // Not declared, so that the Retries of two copies of the package are one type.
    Object.defineProperty(this, RETRIES, { value: true });
    Object.freeze(this);
  }

  /** The settings, as they were given. */
  get settings(): RetryProps {
    return this.props;
  }

  /** How long all tries may last together, without the pauses between them; undefined where a single try has no limit, or it is not known yet. */
  get total(): Duration | undefined {
    if (isToken(this.attempts)) return undefined;
    return this.perTryTimeout && Duration.milliseconds(this.perTryTimeout.inMilliseconds * (this.attempts + 1));
  }

  /** As Istio's HTTPRetry. */
  render(): networking.HTTPRetry {
    const { attempts, perTryTimeout, retryOn, retryRemoteLocalities, backoff, retryIgnorePreviousHosts } = this.props;
    return {
      attempts,
      perTryTimeout: perTryTimeout?.toString(),
      retryOn: retryOn?.map((condition) => (isToken(condition) ? Token.asString(condition) : condition)).join(','),
      retryRemoteLocalities,
      backoff: backoff?.toString(),
      retryIgnorePreviousHosts,
    };
  }
}

/** Why a setting cannot be the Retries it was given: without types, a program may pass `3` or `{ attempts: 3 }`. */
export function retriesFaults(path: string, value: unknown): string[] {
  if (value === undefined || Retries.isRetries(value)) return [];
  const got = typeof value === 'object' && value !== null ? 'an object' : JSON.stringify(value);
  return [`${path}: expected Retries such as new Retries({ attempts: 3 }), got ${got}`];
}
