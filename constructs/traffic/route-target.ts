import { MeshService, type ServiceReference } from './mesh-service';
import { Subset } from './subset';

/** A subset of a service other than the one whose traffic is ruled: see `ServiceTraffic.subset`. */
export interface ForeignSubset {
  /** The service that has the subset. */
  readonly service: MeshService;
  /** The subset's name. */
  readonly subset: Subset;
}

/** Where a route leads: a subset of the service itself, another service, or another service's subset. */
export type RouteTarget = Subset | ServiceReference | ForeignSubset;

function isForeignSubset(target: RouteTarget): target is ForeignSubset {
  return 'subset' in target && Subset.isSubset(target.subset);
}

/** A target taken apart: the service (undefined for the ruled one) and the subset of it. */
export function readTarget(target: RouteTarget): { readonly service?: MeshService; readonly subset?: Subset } {
  if (Subset.isSubset(target)) return { subset: target };
  if (isForeignSubset(target)) return { service: target.service, subset: target.subset };
  return { service: MeshService.of(target) };
}

/** The target's name in messages. */
export function describeTarget(target: RouteTarget): string {
  const { service, subset } = readTarget(target);
  const host = service === undefined ? undefined : [service.name, service.namespace].filter(Boolean).join('.');
  return [host, subset?.name].filter(Boolean).join('/');
}
