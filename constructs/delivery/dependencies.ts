import {
  DefaultTokenResolver,
  StringConcat,
  TerraformDataSource,
  TerraformModule,
  TerraformResource,
  TerraformStack,
  Tokenization,
} from 'cdktf';
import type { IConstruct } from 'constructs';
import { CARRIED_BY, isDeliverable } from './deliverable';

/** The addresses that a resource waits for without being told, see `order.ts`. */
export const IMPLIED = Symbol.for('cdktf-istio.implied');

/** A resource that may have to wait for more than it is told to. */
export interface Ordered extends TerraformResource {
  [IMPLIED]?: readonly string[];
}

/** A resource of this package, which says what it waits for. */
interface Waiting extends TerraformResource {
  /** The Terraform addresses of what the resource is told to wait for, in its own stack. */
  dependencyAddresses(): readonly string[] | undefined;
}

/** What a resource is told to wait for in its own stack, as Terraform addresses. */
export function dependenciesOf(resource: TerraformResource): readonly string[] {
  const waiting = resource as Partial<Waiting>;
  if (waiting.dependencyAddresses !== undefined) return waiting.dependencyAddresses() ?? [];
  if (resource.dependsOn === undefined) return [];
  // Where cdktf keeps tokens, which stand for addresses.
  const resolver = new DefaultTokenResolver(new StringConcat());
  const addresses = Tokenization.resolve(resource.dependsOn, {
    scope: resource,
    resolver,
    preparing: false,
  }) as string[];
  return addresses.map((address) => address.replace(/^\$\{|\}$/g, ''));
}

/** The `depends_on` of a resource of this package: what it is told to wait for, and what it cannot be deployed without. */
export function dependsOnWithImplied(resource: Waiting): string[] | undefined {
  const told = resource.dependencyAddresses();
  const implied = (resource as Ordered)[IMPLIED] ?? [];
  return implied.length === 0 ? told?.slice() : [...new Set([...(told ?? []), ...implied])].sort();
}

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
