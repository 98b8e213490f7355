import { type Listener, listenersOf } from '../gateway-api/listeners';
import { gatewayRoutes } from '../gateway-api/tables';
import type { Mesh } from '../mesh';
import type { MeshSettings } from '../visibility/settings';
import type { RouteTable } from './route';
import { virtualServiceRoutes } from './virtual-services';

/** The routes of a mesh in both APIs, in the order in which istiod merges them: by age, then by name and namespace. */
export function meshRoutes(
  mesh: Mesh,
  settings: MeshSettings,
  listeners: readonly Listener[] = listenersOf(mesh),
): readonly RouteTable[] {
  const own = virtualServiceRoutes(mesh.objects, settings);
  const others = gatewayRoutes(mesh, settings, listeners);
  if (others.length === 0) return own;
  return [...own, ...others].sort(
    (a, b) => compare(a.age, b.age) || compare(a.name, b.name) || compare(a.namespace, b.namespace),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
