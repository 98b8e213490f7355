import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SynthesizedStack } from '../project/stacks';
import { shortened } from '../terminal/wrap';
import { problemsOf } from '../terraform/remedies';
import { type Terraform, TerraformError } from '../terraform/terraform';
import { parsePlan, planSides } from './objects/plan-sides';
import { synthesizedSide } from './objects/stack-side';
import { redactText } from './redact';
import type { StackInput } from './report';
import { visible } from './visible';

export interface PlanningOptions {
  /** How many stacks are planned at once. */
  readonly parallel: number;
  /** Whether Terraform asks the cluster what is there. */
  readonly refresh: boolean;
  /** Where the plans are kept. @default - nowhere: they may hold secrets, and are deleted */
  readonly folder?: string;
}

/**
 * Plans stacks, each after those it depends on, independent ones at the same time. A stack that cannot be planned is reported as failed
 * and does not keep the others from being planned; one that was never deployed and waits for a stack that is yet to be
 * deployed is told from what was synthesized.
 */
export async function planStacks(
  stacks: readonly SynthesizedStack[],
  terraform: Terraform,
  { parallel, refresh, folder }: PlanningOptions,
): Promise<readonly StackInput[]> {
  const place = folder ?? mkdtempSync(join(tmpdir(), 'mesh-diff-'));
  const planned = new Map<string, Promise<StackInput>>();
  const free = turnstile(parallel);
  try {
    for (const stack of stacks) {
      const needed = stack.dependencies.flatMap((name) => planned.get(name) ?? []);
      planned.set(
        stack.name,
        Promise.all(needed).then((before) =>
          free(() => planStack(stack, terraform, join(place, `${stack.name}.tfplan`), refresh, before)),
        ),
      );
    }
    return await Promise.all(planned.values());
  } finally {
    if (folder === undefined) rmSync(place, { recursive: true, force: true });
  }
}

async function planStack(
  stack: SynthesizedStack,
  terraform: Terraform,
  file: string,
  refresh: boolean,
  needed: readonly StackInput[],
): Promise<StackInput> {
  try {
    const text = await terraform.plan(stack, file, { refresh });
    const plan = parsePlan(text, stack.name);
    return { stack: stack.name, ...planSides(stack.name, plan, stack.content) };
  } catch (error) {
    if (!(error instanceof TerraformError)) throw error;
    const awaited = needed.some((input) => input.guessed || willChange(input));
    const isNew = awaited && (await terraform.deployed(stack)).length === 0;
    return {
      ...{ stack: stack.name, before: NOTHING },
      ...(isNew
        ? // Never deployed: told from its text.
          { after: synthesizedSide(stack.name, stack.content), guessed: true }
        : { after: NOTHING, error: firstReason(error) }),
    };
  }
}

const NOTHING: StackInput['before'] = { objects: [], opaque: new Set() };

function willChange({ actions }: StackInput): boolean {
  return [...(actions?.values() ?? [])].some((action) => action !== 'none' && action !== 'read');
}

const LONGEST_REASON = 500;

/** Why a stack could not be planned, in one line: shortened where it is long, but never the way out. */
export function firstReason(error: TerraformError): string {
  const [problem] = problemsOf(error);
  const text = problem ? problem.problem.replace(`${error.where.name}: `, '') : error.message;
  const remedy = problem?.remedy ? ` -> ${visible(redactText(problem.remedy))}` : '';
  return `${shortened(visible(redactText(text)), LONGEST_REASON - remedy.length)}${remedy}`;
}

/** Lets so many in at a time. */
function turnstile(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let inside = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (inside >= most) await new Promise<void>((enter) => waiting.push(enter));
    inside += 1;
    try {
      return await work();
    } finally {
      inside -= 1;
      waiting.shift()?.();
    }
  };
}
