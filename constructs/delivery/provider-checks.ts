import { TerraformProvider, type TerraformResource, TerraformStack } from 'cdktf';
import { checkAtSynthesis } from '../place';

// A registered symbol, so that two copies of the package look at a stack once.
const LOOKED_FOR = Symbol.for('cdktf-istio.lookedForProviders');

/** Has the first resource of a stack that needs a provider say so, when it is synthesized, if the stack has none. */
export function checkProviderOf(resource: TerraformResource): void {
  const name = resource.terraformGeneratorMetadata?.providerName;
  const stack = TerraformStack.of(resource) as TerraformStack & { [LOOKED_FOR]?: Set<string> };
  if (name === undefined || stack[LOOKED_FOR]?.has(name)) return;
  if (stack[LOOKED_FOR] === undefined) Object.defineProperty(stack, LOOKED_FOR, { value: new Set() });
  stack[LOOKED_FOR]?.add(name);
  checkAtSynthesis(resource, () => {
    const found = [...stack.node.children, ...stack.node.findAll()].some(
      (one) => TerraformProvider.isTerraformProvider(one) && one.terraformGeneratorMetadata?.providerName === name,
    );
    return found ? [] : [`${resource.node.path}: ${missingProvider(name, stack.node.id)}`];
  });
}

function missingProvider(name: string, stack: string): string {
  return `provider "${name}" not found in stack "${stack}": expected new ClusterProviders(stack, 'Cluster', { kubeconfig, context }), or the provider class of @cdktf/provider-${name}`;
}
