import { Construct } from 'constructs';
import { InvalidPropsError } from '../invalid-props-error';
import { MeshContext } from '../mesh-context';
import { checkProps } from '../shapes/check';
import { type ArgoCanaryStrategy, argoCanaryStrategy } from './argo-canary-strategy';
import type { CanaryRolloutOptions, CanaryStep } from './canary-rollout-options';
import { FlaggerCanary, type FlaggerRolloutProps, flaggerFaults } from './flagger-canary';
import type { HttpMatch } from './http-match';
import { MeshService } from './mesh-service';
import { ServiceTraffic } from './service-traffic';
import type { Subset } from './subset';
import { WeightedSplit } from './weighted-split';

/** Hands the weights to Argo Rollouts, which moves them while a Rollout is under way. */
export interface ArgoRolloutsHandOver {
  /** Who moves the weights. */
  readonly to: 'argo-rollouts';
}

/** A rollout whose subsets are known to this program. */
export interface SubsetRolloutProps extends CanaryRolloutOptions {
  /** What gets the requests before the rollout. */
  readonly stable: Subset;
  /** What gets them afterwards. */
  readonly canary: Subset;
  /**
   * How many of the steps are done: 0 before the rollout, `steps.length` when it is done. The one number that changes
   * from one pull request to the next. Argo Rollouts counts by itself.
   * @default 0
   */
  readonly step?: number;
  /**
   * Requests that go to the canary as soon as the first step is done, whatever its weight.
   * @default - none
   */
  readonly testers?: HttpMatch | readonly HttpMatch[];
  /**
   * Who moves the weights.
   * @default - this program, by `step`
   */
  readonly handOver?: ArgoRolloutsHandOver;
}

/** What a {@link CanaryRollout} is made of. */
export type CanaryRolloutProps = SubsetRolloutProps | FlaggerRolloutProps;

/** The name of the route whose weights move. */
const ROUTE = 'canary';

const weightOf = (step: CanaryStep): number => (typeof step === 'number' ? step : step.weight);

/**
 * A new version that gets its requests step by step, one pull request a step; or the rules with which Flagger or Argo
 * Rollouts does the same by themselves.
 *
 * Both subsets stay declared throughout, so that a step back is a step like any other.
 *
 * @example
 * new CanaryRollout(this, 'Rollout', {
 *   service: helloWorld,
 *   stable: Subset.version('v1'),
 *   canary: Subset.version('v2'),
 *   steps: [5, 25, 50, 100],
 *   step: 2,
 * });
 */
export class CanaryRollout extends Construct {
  /** The share of the requests that the canary gets now, in percent; undefined where it is not this program that knows. */
  readonly weight: number | undefined;
  private readonly ruled: ServiceTraffic | undefined;
  private readonly strategy: ArgoCanaryStrategy | undefined;

  /** @throws InvalidPropsError with every fault, one line each */
  constructor(scope: Construct, id: string, props: CanaryRolloutProps) {
    checkProps(scope, id, 'CanaryRolloutProps', props);
    const faults = stepFaults(props.steps);
    if (isFlagger(props)) faults.push(...flaggerFaults(MeshService.of(props.service), props.steps));
    else faults.push(...subsetFaults(scope, props));
    InvalidPropsError.throwIfAny(scope, id, faults);
    super(scope, id);

    if (isFlagger(props)) {
      const canary = new FlaggerCanary(this, 'Canary', props);
      this.node.defaultChild = canary;
      return;
    }
    const { stable, canary, steps, step = 0, testers, handOver, route, ...traffic } = props;
    this.ruled = new ServiceTraffic(this, 'Traffic', {
      ...traffic,
      // Argo Rollouts moves the weights of VirtualServices.
      api: handOver === undefined ? traffic.api : 'istio',
      subsets: [stable, canary],
      // Argo Rollouts looks for both subsets in the one DestinationRule that it is given.
      subsetsInOneRule: handOver === undefined ? traffic.subsetsInOneRule : true,
    });
    this.node.defaultChild = this.ruled;
    if (handOver !== undefined) {
      this.ruled.addRoute({ ...route, name: ROUTE, to: WeightedSplit.of([stable, 100], [canary, 0]) });
      this.strategy = argoCanaryStrategy(this.ruled, ROUTE, stable, canary, steps.map(weightOf));
      return;
    }
    const current = step === 0 ? 0 : (steps[step - 1] as CanaryStep);
    this.weight = weightOf(current);
    const mirror =
      typeof current === 'number' || !current.mirror ? undefined : { to: canary, percentage: current.mirror };
    if (testers !== undefined && step > 0 && this.weight < 100) {
      this.ruled.addRoute({ ...route, name: 'testers', match: testers, to: canary });
    }
    this.ruled.addRoute({ ...route, name: ROUTE, to: shareOut(stable, canary, this.weight), mirror });
  }

  /**
   * The rules, to add further routes to.
   *
   * @throws Error where Flagger makes the rules
   */
  get traffic(): ServiceTraffic {
    if (this.ruled === undefined) {
      throw new Error(
        `${this.node.path}: traffic: Flagger writes the rules itself: say what you need in route or policy`,
      );
    }
    return this.ruled;
  }

  /**
   * What belongs under `spec.strategy.canary` of the Rollout: where Argo Rollouts finds the rules, and the steps.
   *
   * @throws Error where it is not Argo Rollouts that moves the weights
   */
  get argoCanaryStrategy(): ArgoCanaryStrategy {
    if (this.strategy === undefined) {
      throw new Error(`${this.node.path}: argoCanaryStrategy: only with handOver: { to: 'argo-rollouts' }`);
    }
    return this.strategy;
  }
}

const isFlagger = (props: CanaryRolloutProps): props is FlaggerRolloutProps => props.handOver?.to === 'flagger';

function shareOut(stable: Subset, canary: Subset, weight: number): Subset | WeightedSplit {
  if (weight === 0) return stable;
  return weight === 100 ? canary : WeightedSplit.of([stable, 100 - weight], [canary, weight]);
}

function stepFaults(steps: readonly CanaryStep[]): string[] {
  const faults: string[] = [];
  let before = 0;
  for (const [index, step] of steps.entries()) {
    const weight = weightOf(step);
    const mirror = typeof step === 'number' ? 0 : (step.mirror ?? 0);
    if (!Number.isInteger(weight) || weight < 0 || weight > 100) {
      faults.push(`steps[${index}]: expected a weight from 0 to 100, an integer, got ${weight}`);
    } else if (weight < before) {
      faults.push(
        `steps[${index}]: expected a weight of at least ${before}, the one before, got ${weight}: to go back, lower \`step\``,
      );
    }
    if (!(mirror >= 0 && mirror <= 100))
      faults.push(`steps[${index}].mirror: expected a number from 0 to 100, got ${mirror}`);
    if (weight === 100 && mirror > 0)
      faults.push(
        `steps[${index}].mirror: expected none at weight 100, where nothing is left to mirror, got ${mirror}`,
      );
    before = weight;
  }
  const last = steps.at(-1);
  if (last === undefined) faults.push('steps: expected at least one step, got none: [5, 25, 50, 100]');
  else if (faults.length === 0 && weightOf(last) !== 100) {
    faults.push(`steps: expected 100 as the last weight, got ${weightOf(last)}`);
  }
  return faults;
}

function subsetFaults(scope: Construct, props: SubsetRolloutProps): string[] {
  const { stable, canary, steps, step = 0, testers, handOver } = props;
  const faults: string[] = [];
  if (stable.name === canary.name)
    faults.push(`canary: expected another subset than stable, got "${stable.name}": give the new version`);
  if (!Number.isInteger(step) || step < 0 || step > steps.length) {
    faults.push(`step: expected an integer from 0 (before the rollout) to ${steps.length} (done), got ${step}`);
  }
  if (handOver === undefined) return faults;
  if (step !== 0) faults.push('step: Argo Rollouts counts the steps by itself: leave it out');
  if (testers !== undefined)
    faults.push('testers: with Argo Rollouts, write a setHeaderRoute step in the Rollout instead');
  if (steps.some((one) => typeof one !== 'number' && one.mirror)) {
    faults.push('steps: with Argo Rollouts, write a setMirrorRoute step in the Rollout in place of mirror');
  }
  if ((props.delivery ?? MeshContext.of(scope).delivery) === 'manifest') {
    faults.push(
      'delivery: expected "release", got "manifest", where every apply would reset the weights that Argo Rollouts has set',
    );
  }
  return faults;
}
