import { resolve } from 'node:path';
import type { Target } from '../cluster/target';
import { CommandError, type Problem } from '../command-error';
import type { SynthesizedStack } from '../project/stacks';

interface ProviderBlock {
  readonly config_context?: string;
  readonly config_path?: string;
  readonly kubernetes?: ProviderBlock | readonly ProviderBlock[];
}

/**
 * Makes sure that Terraform deploys where the checks look: the stacks name their own context and kubeconfig, and may have been
 * synthesized for another one.
 *
 * @throws CommandError with a line for every stack that goes elsewhere
 */
export function refuseOtherCluster(stacks: readonly SynthesizedStack[], target: Target): void {
  const problems = stacks.flatMap((stack): readonly Problem[] => {
    const elsewhere = providersOf(stack).find(
      ({ config_context: context, config_path: path }) => differs(context, target.context) || otherFile(path, target),
    );
    if (!elsewhere) return [];
    const { config_context: context, config_path: path } = elsewhere;
    return [
      {
        problem: differs(context, target.context)
          ? `stack ${stack.name}: was synthesized for context "${context}", and this is about "${target.context}"`
          : `stack ${stack.name}: was synthesized for kubeconfig ${path}, and this is about ${target.kubeconfig.join(', ')}`,
        remedy: 'leave --no-synth away; otherwise set kubeContext and kubeconfig to what is meant',
      },
    ];
  });
  if (problems.length > 0) throw new CommandError(...problems);
}

function providersOf(stack: SynthesizedStack): readonly ProviderBlock[] {
  const providers = (stack.content['provider'] ?? {}) as Readonly<Record<string, readonly ProviderBlock[]>>;
  // Aliases are for other clusters on purpose.
  const own = Object.values(providers)
    .flat()
    .filter((block) => !('alias' in block));
  return own.flatMap((block) => [
    block,
    ...(block.kubernetes ? [block.kubernetes].flat() : []),
  ]) as readonly ProviderBlock[];
}

function differs(synthesized: string | undefined, wanted: string): boolean {
  return synthesized !== undefined && !synthesized.includes('${') && synthesized !== wanted;
}

function otherFile(path: string | undefined, target: Target): boolean {
  if (path === undefined || path.includes('${') || path.startsWith('~')) return false;
  return !target.kubeconfig.includes(resolve(path));
}
