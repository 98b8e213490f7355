import { type Plan, type PlannedAction, plannedAction, readPlan } from '../../../model/read/plan';
import { CommandError } from '../../command-error';
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

/**
 * Reads the text that `terraform show -json` prints.
 *
 * @param source the file or stack it comes from, for the message
 * @throws CommandError where the text is no plan of format 1
 */
export function parsePlan(text: string, source: string): Plan {
  let plan: unknown;
  try {
    plan = JSON.parse(text);
  } catch {
    throw notAPlan(source, 'got no JSON');
  }
  if (typeof plan !== 'object' || plan === null || !('format_version' in plan)) {
    throw notAPlan(source, 'got JSON without format_version');
  }
  const version = String(plan.format_version);
  if (!version.startsWith('1.')) throw notAPlan(source, `expected plan format 1.x, got ${version}`);
  if ('values' in plan && !('resource_changes' in plan)) throw notAPlan(source, 'expected a plan, got a state');
  return plan as Plan;
}

function notAPlan(source: string, got: string): CommandError {
  return new CommandError({
    problem: `${source}: not a plan: ${got}`,
    remedy: 'terraform plan -out=FILE, then give FILE or the output of terraform show -json FILE',
  });
}
