import { Duration, durationFaults } from '../duration';
import type * as networking from '../resources/generated/networking';
import { checkGiven } from '../shapes/check';
import { has, type IstioVersion, istioMinor, nearestWith } from '../versions';
import type { Locality } from './locality';

/** A cookie that Envoy sets, to find the same pod again. */
export interface StickyCookie {
  /**
   * How long the browser keeps the cookie.
   * @default - until the browser is closed
   */
  readonly ttl?: Duration;
  /**
   * The path the cookie holds for.
   * @default - the path of the request that was answered
   */
  readonly path?: string;
}

/** How a new pod is warmed up. */
export interface Warmup {
  /** How long a new pod gets less than its share. */
  readonly duration: Duration;
  /**
   * The share that a new pod starts with, in percent of its final one. Not in Istio 1.17.
   * @default 10
   */
  readonly minimumPercent?: number;
  /**
   * How fast the share grows: 1 is linear, more is faster at first. Not in Istio 1.17.
   * @default 1
   */
  readonly aggression?: number;
}

/** How a sticky load balancer finds the pod of a hash. Not in Istio 1.17. */
export type HashAlgorithm =
  | {
      /** Consistent hashing on a ring: few requests move when pods come and go. */
      readonly ringHash: {
        /**
         * The smallest number of points on the ring; more spread the requests more evenly.
         * @default 1024
         */
        readonly minimumRingSize?: number;
      };
    }
  | {
      /** Maglev hashing: faster and more even than a ring, but more requests move when pods come and go. */
      readonly maglev: {
        /**
         * The size of the table, a prime number of at most 5000011.
         * @default 65537
         */
        readonly tableSize?: number;
      };
    };

type Algorithm = Pick<networking.LoadBalancerSettings, 'simple' | 'consistentHash'>;

/**
 * Which pod of a service, or of a subset, gets a request.
 *
 * The sticky ones find the pod by a hash: they hold within one subset, and as long as no pod comes or goes.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings
 */
export class LoadBalancer {
  /** The less busy of two pods picked at random: Istio's default. */
  static leastRequest(): LoadBalancer {
    return new LoadBalancer({ simple: 'LEAST_REQUEST' });
  }

  /** One pod after the other. */
  static roundRobin(): LoadBalancer {
    return new LoadBalancer({ simple: 'ROUND_ROBIN' });
  }

  /** Any pod. */
  static random(): LoadBalancer {
    return new LoadBalancer({ simple: 'RANDOM' });
  }

  /** The address that the client requested, without load balancing. */
  static passthrough(): LoadBalancer {
    return new LoadBalancer({ simple: 'PASSTHROUGH' });
  }

  /**
   * Sticky: the same pod for the same cookie, which Envoy sets where a client brings none.
   *
   * @throws Error for a `ttl` that is no Duration
   */
  static byCookie(name: string, cookie: StickyCookie = {}): LoadBalancer {
    checkGiven('LoadBalancer.byCookie', { name, cookie });
    const faults = durationFaults('loadBalancer: ttl', cookie.ttl, { positive: false });
    if (faults.length > 0) throw new Error(faults.join('\n'));
    const ttl = (cookie.ttl ?? Duration.seconds(0)).toString();
    return new LoadBalancer({ consistentHash: { httpCookie: { name, path: cookie.path, ttl } } });
  }

  /** Sticky: the same pod for the same value of a header. */
  static byHeader(name: string): LoadBalancer {
    checkGiven('LoadBalancer.byHeader', { name });
    return new LoadBalancer({ consistentHash: { httpHeaderName: name } });
  }

  /** Sticky: the same pod for the same value of a query parameter. */
  static byQueryParameter(name: string): LoadBalancer {
    checkGiven('LoadBalancer.byQueryParameter', { name });
    return new LoadBalancer({ consistentHash: { httpQueryParameterName: name } });
  }

  /** Sticky: the same pod for the same client address. */
  static bySourceIp(): LoadBalancer {
    return new LoadBalancer({ consistentHash: { useSourceIp: true } });
  }

  private constructor(
    private readonly algorithm: Algorithm,
    /** Where requests go first, by the locality of client and pod. */
    readonly locality?: Locality,
    private readonly warmup?: Warmup,
  ) {
    Object.freeze(this);
  }

  /** The same, with a preference by locality. */
  withLocality(locality: Locality): LoadBalancer {
    checkGiven('LoadBalancer.withLocality', { locality });
    return new LoadBalancer(this.algorithm, locality, this.warmup);
  }

  /**
   * The same, with another way to find the pod of a hash.
   *
   * @throws Error for load balancers that are not sticky
   */
  withHash(hash: HashAlgorithm): LoadBalancer {
    checkGiven('LoadBalancer.withHash', { hash });
    const { consistentHash } = this.algorithm;
    if (consistentHash === undefined) {
      throw new Error('hash: expected byCookie, byHeader, byQueryParameter or bySourceIp, which alone use a hash');
    }
    const algorithm = { consistentHash: { ...consistentHash, ...hash } } as Algorithm;
    return new LoadBalancer(algorithm, this.locality, this.warmup);
  }

  /**
   * The same, with new pods warmed up.
   *
   * @throws Error for algorithms without a warm-up, and for a duration that is none
   */
  withWarmup(warmup: Warmup): LoadBalancer {
    checkGiven('LoadBalancer.withWarmup', { warmup });
    const { simple } = this.algorithm;
    if (simple !== 'ROUND_ROBIN' && simple !== 'LEAST_REQUEST') {
      throw new Error('warmup: expected roundRobin or leastRequest, which alone have a warm-up');
    }
    const faults = durationFaults('warmup.duration', warmup.duration, { required: true });
    if (faults.length > 0) throw new Error(faults.join('\n'));
    return new LoadBalancer(this.algorithm, this.locality, warmup);
  }

  /** As Istio's LoadBalancerSettings. */
  render(istioVersion: IstioVersion, faults: string[]): networking.LoadBalancerSettings {
    return {
      ...this.algorithm,
      localityLbSetting: this.locality?.settings,
      ...this.renderWarmup(istioVersion, faults),
    } as networking.LoadBalancerSettings;
  }

  private renderWarmup(
    istioVersion: IstioVersion,
    faults: string[],
  ): Pick<networking.LoadBalancerSettings, 'warmup' | 'warmupDurationSecs'> {
    if (this.warmup === undefined) return {};
    const { duration, minimumPercent, aggression } = this.warmup;
    if (has(istioVersion, 'warmupSettings')) {
      return { warmup: { duration: duration.toString(), minimumPercent, aggression } };
    }
    for (const [name, value] of Object.entries({ minimumPercent, aggression })) {
      if (value !== undefined)
        faults.push(
          `warmup.${name}: Istio ${istioMinor(istioVersion)} has no such field (${nearestWith(istioVersion, 'warmupSettings')}): leave it out`,
        );
    }
    return { warmupDurationSecs: duration.toString() };
  }
}
