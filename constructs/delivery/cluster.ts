import { TerraformProvider, TerraformResource, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { MeshContext } from '../mesh-context';

type Connection = Readonly<Record<string, unknown>>;

// What tells one cluster from another; credentials and time-outs do not.
const TELLING = ['host', 'config_context', 'config_context_cluster', 'config_path', 'config_paths'];

const clusters = new WeakMap<TerraformProvider, string>();

/**
 * Tells the clusters of a program apart: constructs with equal answers are deployed to the same cluster, as far as the
 * stacks' provider configurations show it.
 */
export function clusterOf(construct: IConstruct): string {
  const stack = TerraformStack.of(construct);
  const { helm, kubernetes } = MeshContext.of(construct).providers;
  const own = TerraformResource.isTerraformResource(construct) ? construct.provider : undefined;
  const provider = own ?? helm ?? kubernetes ?? defaultProvider(stack, 'helm') ?? defaultProvider(stack, 'kubernetes');
  if (provider === undefined) return '';
  let cluster = clusters.get(provider);
  if (cluster === undefined) {
    cluster = connectedTo(provider);
    clusters.set(provider, cluster);
  }
  return cluster;
}

function connectedTo(provider: TerraformProvider): string {
  const [given = {}] = (provider.toTerraform() as { provider: Record<string, Connection[]> }).provider[
    provider.terraformResourceType
  ] as Connection[];
  const connection = (given.kubernetes ?? given) as Connection;
  const told = TELLING.filter((key) => connection[key] !== undefined).map((key) => `${key} ${connection[key]}`);
  return told.length > 0 ? told.join(', ') : (provider.alias ?? '');
}

// A stack has thousands of children, and is asked by each of them.
const defaultProviders = new WeakMap<TerraformStack, Map<string, TerraformProvider>>();

function defaultProvider(stack: TerraformStack, type: string): TerraformProvider | undefined {
  const known = defaultProviders.get(stack) ?? new Map<string, TerraformProvider>();
  defaultProviders.set(stack, known);
  const provider =
    known.get(type) ??
    stack.node.children.find(
      (child): child is TerraformProvider =>
        TerraformProvider.isTerraformProvider(child) &&
        child.terraformResourceType === type &&
        child.alias === undefined,
    );
  if (provider !== undefined) known.set(type, provider);
  return provider;
}
