import type { HeaderChanges } from './header-changes';
import type { MeshService } from './mesh-service';
import { type RouteTarget, readTarget } from './route-target';
import type { Subset } from './subset';
import { WeightedSplit } from './weighted-split';

/** A place that requests go to: a service, or a subset of it. */
export interface Backend {
  readonly service: MeshService;
  readonly subset?: Subset;
  /** Whether it is the service that the routes are of. */
  readonly isOwn: boolean;
}

/** One of the places that a route leads to. */
export interface WeightedBackend extends Backend {
  /** Percent of the requests; undefined where there is no other place. */
  readonly weight?: number;
  /** Headers to change on the requests that go here. */
  readonly headers?: HeaderChanges;
}

/** The place that a target names, in the routes of a service. */
export function backendOf(target: RouteTarget, own: MeshService): Backend {
  const { service, subset } = readTarget(target);
  return { service: service ?? own, subset, isOwn: service === undefined };
}

/** The places that a route leads to, with their shares: the service itself where the route names none. */
export function backendsOf(to: RouteTarget | WeightedSplit | undefined, own: MeshService): readonly WeightedBackend[] {
  if (to === undefined) return [{ service: own, isOwn: true }];
  if (!WeightedSplit.isWeightedSplit(to)) return [backendOf(to, own)];
  return to.targets.map(({ to: target, weight, headers }) => ({ ...backendOf(target, own), weight, headers }));
}
