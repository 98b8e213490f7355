import { Token } from 'cdktf';
import { isToken } from '../delivery/terraform-template';
import { Duration } from '../duration';
import type * as networking from '../resources/generated/networking';

/** What a failed try must look like to be repeated: Envoy's conditions, or a status. */
export type RetryCondition =
  | '5xx'
  | 'gateway-error'
  | 'reset'
  | 'connect-failure'
  | 'envoy-ratelimited'
  | 'retriable-4xx'
  | 'refused-stream'
  | 'retriable-status-codes'
  | 'retriable-headers'
  | 'cancelled'
  | 'deadline-exceeded'
  | 'internal'
  | 'resource-exhausted'
  | 'unavailable'
  | number;

/** How often a failed request is tried again. */
export interface RetryProps {
  /** Tries after the first one; 0 turns retries off. */
  readonly attempts: number;
  /**
   * How long one try may take.
   * @default - as long as the request
   */
  readonly perTryTimeout?: Duration;
  /**
   * What is tried again.
   * @default - Istio's own: failed connections, refused streams, and what tells that nothing has been done yet
   */
  readonly retryOn?: readonly RetryCondition[];
  /**
   * Whether pods of other localities are tried as well.
   * @default - no
   */
  readonly retryRemoteLocalities?: boolean;
}

/**
 * How often a failed request is tried again. Without it, Istio tries twice more what surely was not done.
 *
 * @example
 * new Retries({ attempts: 3, perTryTimeout: Duration.seconds(2), retryOn: ['connect-failure', 503] });
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRetry
 */
export class Retries {
  /** Every request is tried once. */
  static readonly NONE = new Retries({ attempts: 0 });

  /** How often a failed request is tried again. */
  readonly attempts: number;
  /** How long one try may take, as the VirtualService has it. */
  readonly perTryTimeout: Duration | undefined;

  /** @throws Error with every setting that is out of range, one line each */
  constructor(private readonly props: RetryProps) {
    const faults: string[] = [];
    const { attempts, perTryTimeout, retryOn = [] } = props;
    if (!isToken(attempts) && (!Number.isInteger(attempts) || attempts < 0)) {
      faults.push(`retries.attempts: got ${attempts}, takes whole numbers of 0 or more`);
    }
    if (perTryTimeout?.inMilliseconds === 0) faults.push('retries.perTryTimeout: got 0s, takes 1ms or more');
    for (const condition of retryOn) {
      if (
        typeof condition === 'number' &&
        !isToken(condition) &&
        !(Number.isInteger(condition) && condition >= 100 && condition <= 599)
      ) {
        faults.push(`retries.retryOn: got ${condition}, takes statuses from 100 to 599`);
      }
    }
    if (attempts === 0 && (perTryTimeout !== undefined || retryOn.length > 0)) {
      faults.push('retries: attempts is 0, so perTryTimeout and retryOn have no effect: leave them out');
    }
    if (faults.length > 0) throw new Error(faults.join('\n'));
    this.attempts = attempts;
    this.perTryTimeout = perTryTimeout;
    Object.freeze(this);
  }

  /** What all tries may take together, without the pauses between them; undefined where a single try has no limit, or it is not known yet. */
  get total(): Duration | undefined {
    if (isToken(this.attempts)) return undefined;
    return this.perTryTimeout && Duration.milliseconds(this.perTryTimeout.inMilliseconds * (this.attempts + 1));
  }

  /** As Istio's HTTPRetry. */
  render(): networking.HTTPRetry {
    const { attempts, perTryTimeout, retryOn, retryRemoteLocalities } = this.props;
    return {
      attempts,
      perTryTimeout: perTryTimeout?.toString(),
      retryOn: retryOn?.map((condition) => (isToken(condition) ? Token.asString(condition) : condition)).join(','),
      retryRemoteLocalities,
    };
  }
}
