import { isToken } from '../delivery/terraform-template';
import { checkGiven } from '../shapes/check';
import type { HeaderChanges } from './header-changes';
import { describeTarget, type RouteTarget } from './route-target';

/** One share of a {@link WeightedSplit}. */
export interface WeightedTarget {
  /** What gets the share. */
  readonly to: RouteTarget;
  /** Percent of the requests, an integer. */
  readonly weight: number;
  /**
   * Headers to change on the requests of this share only.
   * @default - none
   */
  readonly headers?: HeaderChanges;
}

// A registered symbol, so that two copies of the package in one program know each other's splits.
const WEIGHTED_SPLIT = Symbol.for('cdktf-istio.WeightedSplit');

/**
 * How requests are split between targets, in percent. Immutable.
 *
 * @example
 * WeightedSplit.of([v1, 90], [v2, 10]);
 */
export class WeightedSplit {
  /**
   * @throws Error unless the weights are integers that total 100, and no target is listed twice
   */
  static of(...shares: readonly (readonly [to: RouteTarget, weight: number])[]): WeightedSplit {
    checkGiven('WeightedSplit.of', { shares });
    return new WeightedSplit(shares.map(([to, weight]) => ({ to, weight })));
  }

  /** Whether something is a split, of whichever copy of the package. */
  static isWeightedSplit(thing: unknown): thing is WeightedSplit {
    return typeof thing === 'object' && thing !== null && WEIGHTED_SPLIT in thing;
  }

  /** The targets and the share that each gets. */
  readonly targets: readonly WeightedTarget[];

  /**
   * @throws Error unless the weights are integers that total 100, and no target is listed twice
   */
  constructor(targets: readonly WeightedTarget[]) {
    checkGiven('WeightedSplit.new', { targets });
    const faults: string[] = [];
    const names = targets.map(({ to }) => describeTarget(to));
    for (const [index, { weight }] of targets.entries()) {
      if (!isToken(weight) && (!Number.isInteger(weight) || weight < 0 || weight > 100)) {
        faults.push(`weight of ${names[index]}: expected an integer from 0 to 100, got ${weight}`);
      }
      if (names.indexOf(names[index] as string) < index)
        faults.push(`duplicate target ${names[index]}: add its weights up`);
    }
    const total = targets.reduce((sum, { weight }) => sum + weight, 0);
    if (faults.length === 0 && total !== 100 && !targets.some(({ weight }) => isToken(weight))) {
      const shares = targets.map(({ weight }, index) => `${names[index]}: ${weight}`).join(', ');
      faults.push(`weights: expected a total of 100, got ${total} (${shares || 'none'})`);
    }
    if (faults.length > 0) throw new Error(faults.join('\n'));
    this.targets = Object.freeze(targets.map((target) => Object.freeze({ ...target })));
    Object.defineProperty(this, WEIGHTED_SPLIT, { value: true });
    Object.freeze(this);
  }
}
