import type { MeshContent } from '../session/session';

/** How steps are named. */
interface StepNameOptions {
  /** Whether the namespace is part of the name: `release istio-system/istiod`. */
  readonly namespaces?: boolean;
}

/** What a reader calls the resources of the stacks: Terraform address -> `release istiod 1.31.1`, `Namespace istio-system`. */
export function stepNames(
  content: MeshContent,
  { namespaces = false }: StepNameOptions = {},
): (stack: string, address: string) => string {
  const within = (namespace: string | undefined, name: string): string =>
    namespaces && namespace !== undefined ? `${namespace}/${name}` : name;
  const names = new Map<string, string>();
  for (const { stack, address, name, namespace, version } of content.charts) {
    names.set(`${stack} ${address}`, `release ${within(namespace, name)}${version ? ` ${version}` : ''}`);
  }
  const bundles = new Map<string, number>();
  for (const { stack, address, kind, metadata, release, partial } of content.objects) {
    const key = `${stack} ${address}`;
    if (!release) names.set(key, `${partial ? 'labels of ' : ''}${kind} ${within(metadata.namespace, metadata.name)}`);
    else {
      const count = (bundles.get(key) ?? 0) + 1;
      bundles.set(key, count);
      names.set(
        key,
        count === 1
          ? `${kind} ${within(metadata.namespace, metadata.name)}`
          : `release ${within(release.namespace, release.name)} (${count} objects)`,
      );
    }
  }
  return (stack, address) => names.get(`${stack} ${address}`) ?? address;
}
