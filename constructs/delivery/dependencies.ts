import { TerraformDataSource, TerraformModule, TerraformResource, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { CARRIED_BY, isDeliverable } from './deliverable';

function addressOf(construct: IConstruct): string | undefined {
  if (TerraformResource.isTerraformResource(construct)) {
    return `${construct.terraformResourceType}.${construct.friendlyUniqueId}`;
  }
  if (TerraformDataSource.isTerraformDataSource(construct)) {
    return `data.${construct.terraformResourceType}.${construct.friendlyUniqueId}`;
  }
  if (construct instanceof TerraformModule) return `module.${construct.friendlyUniqueId}`;
  return undefined;
}

/**
 * The `depends_on` of a resource that waits for everything inside the given constructs. What stands in another stack
 * becomes a dependency between the stacks, since Terraform cannot name it; the resource itself is left out.
 */
export function dependsOnOf(
  resource: TerraformResource | TerraformDataSource,
  dependencies: Iterable<IConstruct>,
): string[] | undefined {
  const own = TerraformStack.of(resource);
  const addresses = new Set<string>();
  const add = (construct: IConstruct): void => {
    if (construct === resource) return;
    if (isDeliverable(construct)) add(construct[CARRIED_BY]);
    const address = addressOf(construct);
    if (address !== undefined) addresses.add(address);
    for (const child of construct.node.children) if (!TerraformStack.isStack(child)) add(child);
  };
  for (const dependency of dependencies) {
    const stack = TerraformStack.of(dependency);
    if (stack !== own) own.addDependency(stack);
    else if (dependency !== own) add(dependency);
  }
  addresses.delete(`${resource.terraformResourceType}.${resource.friendlyUniqueId}`);
  return addresses.size > 0 ? [...addresses].sort() : undefined;
}
