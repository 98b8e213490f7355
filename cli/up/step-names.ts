import type { MeshContent } from '../session/session';

/** What a reader calls the resources of the stacks: Terraform address -> `release istiod 1.30.3`, `Namespace istio-system`. */
export function stepNames(content: MeshContent): (stack: string, address: string) => string {
  const names = new Map<string, string>();
  for (const { stack, address, name, version } of content.charts) {
    names.set(`${stack} ${address}`, `release ${name}${version ? ` ${version}` : ''}`);
  }
  const bundles = new Map<string, number>();
  for (const { stack, address, kind, metadata, release, partial } of content.objects) {
    const key = `${stack} ${address}`;
    if (!release) names.set(key, `${partial ? 'labels of ' : ''}${kind} ${metadata.name}`);
    else {
      const count = (bundles.get(key) ?? 0) + 1;
      bundles.set(key, count);
      names.set(key, count === 1 ? `${kind} ${metadata.name}` : `release ${release.name} (${count} objects)`);
    }
  }
  return (stack, address) => names.get(`${stack} ${address}`) ?? address;
}
