import type { networking } from '../../constructs/resources';
import type { Outcome } from '../../testing';
import type { MeshObject } from '../../testing/simulator/mesh-objects';

/** The names that the generated tables give the destinations of a route, of those that get a share. */
export function destinationsMet(objects: readonly MeshObject[], outcome: Outcome): string[] {
  if (outcome.kind !== 'forwarded') return [];
  const routes = objects.flatMap(({ manifest }) => (manifest['spec'] as networking.VirtualServiceSpec).http ?? []);
  const named = routes.find(({ name }) => outcome.route.name === name || outcome.route.name?.endsWith(`.root-${name}`));
  const shares = named?.route ?? [];
  return shares
    .filter(({ weight = 0 }) => shares.length === 1 || weight > 0)
    .map(({ headers }) => headers?.response?.set?.['x-destination'] ?? '');
}
