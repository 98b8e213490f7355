import type { SynthesizedStack } from '../project/stacks';

/** The Terraform addresses of a stack's resources, each after those it needs. */
export function creationOrder(stack: SynthesizedStack): readonly string[] {
  const needs = new Map<string, readonly string[]>();
  for (const [type, resources] of Object.entries(
    (stack.content['resource'] ?? {}) as Record<string, Record<string, object>>,
  )) {
    for (const [id, body] of Object.entries(resources)) {
      const { '//': _origin, ...fields } = body as Record<string, unknown>;
      needs.set(`${type}.${id}`, addressesIn(fields));
    }
  }
  const ordered: string[] = [];
  const visit = (address: string, above: readonly string[]): void => {
    if (ordered.includes(address) || above.includes(address)) return;
    for (const needed of needs.get(address) ?? []) if (needs.has(needed)) visit(needed, [...above, address]);
    ordered.push(address);
  };
  for (const address of needs.keys()) visit(address, []);
  return ordered;
}

/** What a resource names in depends_on or in references such as `${kubernetes_namespace.x.metadata[0].name}`. */
function addressesIn(fields: Record<string, unknown>): readonly string[] {
  const dependsOn = (fields['depends_on'] ?? []) as readonly string[];
  const references = JSON.stringify(fields).matchAll(/\$\{[^}]*?\b([a-z]+_[a-z0-9_]+\.[\w-]+)/g);
  return [...dependsOn, ...[...references].map((match) => match[1] ?? '')];
}
