import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { CommandError } from '../command-error';
import type { SynthesizedStack } from '../project/stacks';
import { type Terraform, TerraformError } from '../terraform/terraform';
import { parsePlan, planSides } from './objects/plan-sides';
import { redactText } from './redact';
import type { StackInput } from './report';

/**
 * Reads saved plans: what `terraform plan -out` wrote, or what `terraform show -json` printed of it.
 *
 * @param files `FILE`, whose name without ending is the stack's, or `STACK=FILE`
 * @param known the synthesized stacks, for construct paths and for the providers that a binary plan is read with
 * @throws CommandError with one line for every file that is no plan
 */
export async function readSavedPlans(
  files: readonly string[],
  known: readonly SynthesizedStack[],
  terraform: () => Terraform,
): Promise<readonly StackInput[]> {
  const problems: CommandError[] = [];
  const inputs: StackInput[] = [];
  for (const argument of files) {
    const { stack, file } = stackAndFile(argument);
    const source = known.find(({ name }) => name === stack);
    try {
      const plan = parsePlan(await planText(file, stack, source, terraform), argument);
      inputs.push({ stack, ...planSides(stack, plan, source?.content) });
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      problems.push(error);
    }
  }
  if (problems.length > 0) throw new CommandError(...problems.flatMap(({ problems }) => problems));
  return inputs;
}

function stackAndFile(argument: string): { readonly stack: string; readonly file: string } {
  const named = /^([\w-]+)=(.+)$/.exec(argument);
  if (named?.[1] && named[2]) return { stack: named[1], file: resolve(named[2]) };
  const name = basename(argument).replace(/\.(json|tfplan|plan|bin)+$/, '');
  // The cdktf CLI saves every plan as `plan`, in the stack's folder.
  return { stack: name === 'plan' ? basename(dirname(resolve(argument))) : name, file: resolve(argument) };
}

async function planText(
  file: string,
  stack: string,
  source: SynthesizedStack | undefined,
  terraform: () => Terraform,
): Promise<string> {
  let content: Buffer;
  try {
    content = readFileSync(file);
  } catch (error) {
    throw new CommandError({ problem: `${file}: ${(error as Error).message}` });
  }
  // A binary plan is a zip archive.
  if (content.subarray(0, 2).toString('latin1') !== 'PK') return content.toString('utf8');
  try {
    return await terraform().showPlan({ name: stack, directory: source?.directory ?? dirname(file) }, file);
  } catch (error) {
    if (!(error instanceof TerraformError)) throw error;
    throw new CommandError({
      problem: `${file}: ${redactText(error.message)}`,
      remedy: `a binary plan is read with its stack's providers: run init in the folder of stack ${stack}, or give the output of terraform show -json`,
    });
  }
}
