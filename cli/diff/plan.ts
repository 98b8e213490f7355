import { CommandError } from '../command-error';

/** What `terraform show -json PLAN` prints, as far as it is read here. OpenTofu prints the same. */
export interface Plan {
  readonly format_version: string;
  readonly terraform_version?: string;
  readonly resource_changes?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, Change>>;
  readonly errored?: boolean;
}

export interface ResourceChange {
  readonly address: string;
  readonly mode?: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly change: Change;
  readonly action_reason?: string;
}

/** One value before and after, with trees of marks of the same shape: `true` marks a whole branch. */
export interface Change {
  readonly actions: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
  readonly after_unknown?: unknown;
  readonly before_sensitive?: unknown;
  readonly after_sensitive?: unknown;
}

/** What Terraform does with one resource. */
export type PlannedAction = 'none' | 'create' | 'update' | 'delete' | 'replace' | 'forget' | 'read';

/** The one word for Terraform's list of actions. */
export function plannedAction({ actions }: Change): PlannedAction {
  if (actions.includes('delete') && actions.includes('create')) return 'replace';
  const [action] = actions;
  if (action === 'create' || action === 'update' || action === 'delete' || action === 'read') return action;
  return action === 'forget' ? 'forget' : 'none';
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
  if (!version.startsWith('1.')) throw notAPlan(source, `got plan format ${version}, wanted 1.x`);
  if ('values' in plan && !('resource_changes' in plan)) throw notAPlan(source, 'got a state, wanted a plan');
  return plan as Plan;
}

function notAPlan(source: string, got: string): CommandError {
  return new CommandError({
    problem: `${source}: not a plan: ${got}`,
    remedy: 'terraform plan -out=FILE, then give FILE or the output of terraform show -json FILE',
  });
}
