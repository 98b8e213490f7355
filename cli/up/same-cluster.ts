import { resolve } from 'node:path';
import type { Target } from '../cluster/target';
import { CommandError, type Problem } from '../command-error';
import type { SynthesizedStack } from '../project/stacks';

/**
 * Makes sure that Terraform deploys where the checks look: the stacks name their own context and kubeconfig, and may have been
 * synthesized for another one.
 *
 * @throws CommandError with a line for every stack that goes elsewhere
 */
export function refuseOtherCluster(stacks: readonly SynthesizedStack[], target: Target): void {
  const problems = stacks.flatMap(({ name, clusters }): readonly Problem[] => {
    const elsewhere = clusters.find(
      ({ context, kubeconfig }) => differs(context, target) || isOther(kubeconfig, target),
    );
    if (!elsewhere) return [];
    const { context, kubeconfig } = elsewhere;
    return [
      {
        problem: differs(context, target)
          ? `stack ${name}: was synthesized for context "${context}", and this is about "${target.context}"`
          : `stack ${name}: was synthesized for kubeconfig ${kubeconfig}, and this is about ${target.kubeconfig.join(', ')}`,
        remedy: 'leave --no-synth away; otherwise set kubeContext and kubeconfig to what is meant',
      },
    ];
  });
  if (problems.length > 0) throw new CommandError(...problems);
}

function differs(context: string | undefined, target: Target): boolean {
  return context !== undefined && context !== target.context;
}

function isOther(kubeconfig: string | undefined, target: Target): boolean {
  return kubeconfig !== undefined && !kubeconfig.startsWith('~') && !target.kubeconfig.includes(resolve(kubeconfig));
}
