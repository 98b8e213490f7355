import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { TerraformStack, Testing } from 'cdktf';
import { type Delivery, MeshContext } from '../../../constructs/mesh-context';
import type { networking } from '../../../constructs/resources';
import type { IstioVersion } from '../../../constructs/versions';
import { type SynthesizedObject, synthesizedObjects } from '../../../model/read/synthesized-stack';

/** A stack to rule traffic in. */
export function trafficStack(istioVersion: IstioVersion = '1.30.3', delivery: Delivery = 'release'): TerraformStack {
  const stack = new TerraformStack(Testing.app(), 'shop');
  new HelmProvider(stack, 'helm', {});
  new KubernetesProvider(stack, 'kubernetes', {});
  MeshContext.set(stack, { istioVersion, delivery });
  return stack;
}

/** The Terraform that the stack comes to. */
export const terraformOf = (stack: TerraformStack) => JSON.parse(Testing.synth(stack, true));

/** What the stack brings to the cluster. */
export const objectsOf = (stack: TerraformStack): readonly SynthesizedObject[] =>
  synthesizedObjects(terraformOf(stack));

const specOf = <Spec>(stack: TerraformStack, kind: string, name: string): Spec => {
  const found = objectsOf(stack).find((object) => object.kind === kind && object.metadata.name === name);
  if (found === undefined) throw new Error(`no ${kind} "${name}"`);
  return found.manifest['spec'] as Spec;
};

export const virtualService = (stack: TerraformStack, name = 'reviews') =>
  specOf<networking.VirtualServiceSpec>(stack, 'VirtualService', name);

export const destinationRule = (stack: TerraformStack, name = 'reviews') =>
  specOf<networking.DestinationRuleSpec>(stack, 'DestinationRule', name);

/** What a refusal says. */
export function refusal(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('not refused');
}
