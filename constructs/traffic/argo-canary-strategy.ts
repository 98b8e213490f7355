import type { ServiceTraffic } from './service-traffic';
import type { Subset } from './subset';

/** The `spec.strategy.canary` of a Rollout of Argo Rollouts, as far as Istio has to do with it. */
export interface ArgoCanaryStrategy {
  /** What Argo Rollouts moves: the route and the subsets. */
  readonly trafficRouting: {
    readonly istio: {
      readonly virtualService: { readonly name: string; readonly routes: readonly string[] };
      readonly destinationRule: {
        readonly name: string;
        readonly stableSubsetName: string;
        readonly canarySubsetName: string;
      };
    };
  };
  /** The weights, with a pause after each but the last, which a person ends (`kubectl argo rollouts promote`). */
  readonly steps: readonly ({ readonly setWeight: number } | { readonly pause: object })[];
}

/**
 * The strategy with which Argo Rollouts finds the rules.
 *
 * @see https://argo-rollouts.readthedocs.io/en/stable/features/traffic-management/istio/
 */
export function argoCanaryStrategy(
  traffic: ServiceTraffic,
  route: string,
  stable: Subset,
  canary: Subset,
  weights: readonly number[],
): ArgoCanaryStrategy {
  const { name } = traffic.service;
  return {
    trafficRouting: {
      istio: {
        virtualService: { name, routes: [route] },
        destinationRule: { name, stableSubsetName: stable.name, canarySubsetName: canary.name },
      },
    },
    steps: weights.flatMap((setWeight) => (setWeight === 100 ? [{ setWeight }] : [{ setWeight }, { pause: {} }])),
  };
}
