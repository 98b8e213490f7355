import { type Plan, type PlannedAction, plannedAction, readPlan } from '../../../model/read/plan';
import { readSide, type StackSide } from './stack-side';

/** Both sides of a plan of one stack. */
export interface PlanSides {
  readonly before: StackSide;
  readonly after: StackSide;
  /** What Terraform does with each resource. */
  readonly actions: ReadonlyMap<string, PlannedAction>;
  /** Names of outputs that change; their values are nobody's business here. */
  readonly outputs: readonly string[];
}

/**
 * Both sides of a plan, as objects.
 *
 * @param synthesized the parsed cdk.tf.json the plan was made from, which knows construct paths and the shape of what is unknown
 */
export function planSides(stack: string, plan: Plan, synthesized?: unknown): PlanSides {
  const { before, after, actions } = readPlan(plan, synthesized);
  const outputs = Object.entries(plan.output_changes ?? {}).filter(([, change]) => plannedAction(change) !== 'none');
  return {
    before: readSide(stack, before),
    after: readSide(stack, after),
    actions,
    outputs: outputs.map(([name]) => name),
  };
}
