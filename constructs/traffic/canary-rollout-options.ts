import type { HttpRoute } from './http-route';
import type { ServiceTrafficProps } from './service-traffic-props';

/** What the canary gets at one step: its share of the requests in percent, or that and a copy of some of the others. */
export type CanaryStep =
  | number
  | {
      /** The canary's share of the requests, in percent. */
      readonly weight: number;
      /**
       * The share of the other requests that the canary gets a copy of, in percent.
       * @default 0
       */
      readonly mirror?: number;
    };

/** What a CanaryRollout has, no matter who moves the weights. */
export interface CanaryRolloutOptions extends Omit<ServiceTrafficProps, 'routes' | 'subsets' | 'unmatched'> {
  /**
   * The canary's share of the requests, step by step, in percent: never falling, the last one 100.
   * @example [0, { weight: 0, mirror: 10 }, 5, 25, 50, 100]
   */
  readonly steps: readonly CanaryStep[];
  /**
   * What else holds for the requests that are shared out: rewrites, header changes, CORS.
   * @default - nothing
   */
  readonly route?: Omit<HttpRoute, 'name' | 'match' | 'to' | 'mirror' | 'redirect' | 'directResponse'>;
}
