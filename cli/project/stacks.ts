import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../command-error';
import type { Project } from './project';

interface ProviderBlock {
  readonly config_context?: string;
  readonly config_path?: string;
  readonly kubernetes?: ProviderBlock | readonly ProviderBlock[];
}

/** One stack as it was synthesized. */
export interface SynthesizedStack {
  readonly name: string;
  /** Names of the stacks that must be there first. */
  readonly dependencies: readonly string[];
  /** The folder in which Terraform runs; absolute. */
  readonly directory: string;
  /** The parsed cdk.tf.json. */
  readonly content: Readonly<Record<string, unknown>>;
  /** What constructs had to say, one line each. */
  readonly warnings: readonly string[];
  /** The clusters that its own providers reach, as far as synthesis knows them. */
  readonly clusters: readonly StackCluster[];
}

/** A cluster as a provider names it. */
export interface StackCluster {
  readonly context?: string;
  readonly kubeconfig?: string;
}

interface ManifestStack {
  readonly name: string;
  readonly workingDirectory: string;
  readonly synthesizedStackPath: string;
  readonly dependencies: readonly string[];
  readonly annotations?: readonly {
    readonly constructPath: string;
    readonly level: string;
    readonly message: string;
  }[];
}

/**
 * The stacks in a project's output folder, each after those it depends on.
 *
 * @throws CommandError where nothing was synthesized, or a construct reported an error.
 */
export function readStacks(project: Project): readonly SynthesizedStack[] {
  let manifest: { stacks: Record<string, ManifestStack> };
  try {
    manifest = JSON.parse(readFileSync(join(project.outdir, 'manifest.json'), 'utf8'));
  } catch (error) {
    throw new CommandError({
      problem: `no synthesized stacks in ${project.outdir}: ${(error as Error).message}`,
      remedy: 'npm run synth, or leave --no-synth away',
    });
  }
  const entries = Object.values(manifest.stacks);
  const notes = entries.flatMap((stack) => stack.annotations ?? []);
  const errors = notes.filter((note) => note.level === '@cdktf/error');
  if (errors.length > 0) {
    throw new CommandError(...errors.map((note) => ({ problem: `${note.constructPath}: ${note.message}` })));
  }
  return inDependencyOrder(
    entries.map((stack) => {
      const content = JSON.parse(readFileSync(join(project.outdir, stack.synthesizedStackPath), 'utf8'));
      return {
        name: stack.name,
        dependencies: stack.dependencies,
        directory: join(project.outdir, stack.workingDirectory),
        content,
        warnings: (stack.annotations ?? []).map((note) => `${note.constructPath}: ${note.message}`),
        clusters: clustersOf(content),
      };
    }),
  );
}

function clustersOf({ provider = {} }: SynthesizedStack['content']): readonly StackCluster[] {
  const blocks = Object.values(provider as Readonly<Record<string, readonly ProviderBlock[]>>).flat();
  // Aliases are for other clusters on purpose.
  const own = blocks.filter((block) => !('alias' in block));
  const known = (text: string | undefined): text is string => text !== undefined && !text.includes('${');
  return own
    .flatMap((block) => [block, ...(block.kubernetes ? [block.kubernetes].flat() : [])])
    .map(({ config_context: context, config_path: kubeconfig }) => ({
      ...(known(context) && { context }),
      ...(known(kubeconfig) && { kubeconfig }),
    }));
}

/** Sorts so that every stack comes after those it depends on, otherwise in the order of the list. */
export function inDependencyOrder<Stack extends Pick<SynthesizedStack, 'name' | 'dependencies'>>(
  stacks: readonly Stack[],
): readonly Stack[] {
  const sorted: Stack[] = [];
  const waiting = [...stacks];
  while (waiting.length > 0) {
    const next = waiting.findIndex((stack) =>
      stack.dependencies.every((name) => !waiting.some((other) => other.name === name)),
    );
    if (next === -1) {
      throw new CommandError({
        problem: `stacks depend on each other: ${waiting.map(({ name }) => name).join(', ')}`,
      });
    }
    sorted.push(...waiting.splice(next, 1));
  }
  return sorted;
}

/**
 * The stacks that were named on the command line; all of them where none was named.
 *
 * @throws CommandError for a name that no stack has.
 */
export function namedStacks(
  stacks: readonly SynthesizedStack[],
  names: readonly string[],
): readonly SynthesizedStack[] {
  const wanted = names.filter((name) => name !== '*');
  const unknown = wanted.filter((name) => !stacks.some((stack) => stack.name === name));
  if (unknown.length > 0) {
    throw new CommandError(
      ...unknown.map((name) => ({
        problem: `stack ${JSON.stringify(name)}: not in this project`,
        remedy: `it has ${stacks.map((stack) => stack.name).join(', ')}`,
      })),
    );
  }
  return wanted.length === 0 ? stacks : stacks.filter((stack) => wanted.includes(stack.name));
}
