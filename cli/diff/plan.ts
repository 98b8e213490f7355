import type { Plan } from '../../model/read/plan';
import { CommandError } from '../command-error';

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
