import { isToken } from '../delivery/terraform-template';
import type * as networking from '../resources/generated/networking';
import { checkGiven } from '../shapes/check';

/**
 * Where requests go first, by the locality (`region/zone/subzone`) of client and pod.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#LocalityLoadBalancerSetting
 */
export class Locality {
  /** Every pod is as good as any other, wherever it runs. */
  static ignored(): Locality {
    return new Locality({ enabled: false });
  }

  /**
   * The client's own locality first; when its pods fail, those of the given region. Needs outlier detection, which
   * finds the pods that fail.
   *
   * @param regions region of the client -> region to fall back to
   */
  static failover(regions: Readonly<Record<string, string>>): Locality {
    checkGiven('Locality.failover', { regions });
    const failover = Object.entries(regions).map(([from, to]) => {
      if (from === to) throw new Error(`locality: failover: expected another region than "${from}", got "${to}"`);
      return { from, to };
    });
    if (failover.length === 0)
      throw new Error('locality: failover: expected at least one region, got none: { "eu-west": "eu-central" }');
    return new Locality({ enabled: true, failover }, true);
  }

  /**
   * Pods first that share the most of these labels with the client, the first label counting most. Needs outlier
   * detection, which finds the pods that fail.
   */
  static failoverPriority(...labels: readonly string[]): Locality {
    checkGiven('Locality.failoverPriority', { labels });
    if (labels.length === 0)
      throw new Error(
        'locality: failoverPriority: expected at least one label, got none: "topology.kubernetes.io/zone"',
      );
    return new Locality({ enabled: true, failoverPriority: [...labels] }, true);
  }

  /**
   * Fixed shares by locality, in percent.
   *
   * @param shares locality of the client -> locality of the pods -> weight
   * @throws Error unless the weights of each locality total 100
   */
  static distribute(shares: Readonly<Record<string, Readonly<Record<string, number>>>>): Locality {
    checkGiven('Locality.distribute', { shares });
    const faults: string[] = [];
    const distribute = Object.entries(shares).map(([from, to]) => {
      const total = Object.values(to).reduce((sum, weight) => sum + weight, 0);
      if (Object.values(to).some(isToken)) return { from, to: { ...to } };
      if (Object.values(to).some((weight) => !Number.isInteger(weight) || weight < 1)) {
        faults.push(
          `locality: weights from "${from}": expected integers of at least 1, got ${Object.values(to).join(', ')}`,
        );
      } else if (total !== 100) {
        const given = Object.entries(to).map(([place, weight]) => `${place}: ${weight}`);
        faults.push(`locality: weights from "${from}": expected a total of 100, got ${total} (${given.join(', ')})`);
      }
      return { from, to: { ...to } };
    });
    if (distribute.length === 0) faults.push('locality: distribute: expected at least one locality, got none');
    if (faults.length > 0) throw new Error(faults.join('\n'));
    return new Locality({ enabled: true, distribute });
  }

  private constructor(
    /** As Istio's LocalityLoadBalancerSetting. */
    readonly settings: networking.LocalityLoadBalancerSetting,
    /** Whether it works with outlier detection only. */
    readonly needsOutlierDetection = false,
  ) {
    Object.freeze(this);
  }
}
