import type { IConstruct } from 'constructs';
import { clusterOf } from '../delivery/cluster';
import { isToken } from '../delivery/terraform-template';
import type { Duration } from '../duration';
import { MeshContext } from '../mesh-context';
import type { MeshService } from './mesh-service';
import type { Retries } from './retries';

const OWNERS = Symbol.for('cdktf-istio.ServiceTraffic');

/** What somebody states for all requests to a service. */
export interface RequestLimits {
  readonly timeout?: Duration;
  readonly retries?: Retries;
}

/** Who owns the rules of a service: one construct, whether it writes them or has them written. */
interface Owner {
  readonly path: string;
  /** What to do in place of a second owner. */
  readonly instead: string;
  /** Applies limits that are stated elsewhere; returns why it cannot. Absent where the owner applies none. */
  readonly limit?: (limits: RequestLimits) => string[];
  /**
   * Whether the owner routes requests, and does not only set policies.
   * @default - it does
   */
  readonly routes?: () => boolean;
}

type Owners = Map<string, Owner>;

function ownersIn(root: IConstruct): Owners {
  const carrier = root as { [OWNERS]?: Owners };
  if (carrier[OWNERS] === undefined) Object.defineProperty(root, OWNERS, { value: new Map() });
  return carrier[OWNERS] as Owners;
}

function ownerKey(scope: IConstruct, namespace: string, service: MeshService): string | undefined {
  // Two clusters may each have a service of that name.
  const cluster = clusterOf(scope);
  return isToken(service.name) || isToken(namespace)
    ? undefined
    : [cluster, namespace, service.hostFrom(namespace, MeshContext.of(scope).clusterDomain)].join('/');
}

/** The owner of the rules of a service, if it has one. */
export function ownerOf(scope: IConstruct, namespace: string, service: MeshService): Owner | undefined {
  const key = ownerKey(scope, namespace, service);
  return key === undefined ? undefined : ownersIn(scope.node.root).get(key);
}

/** Why a construct cannot own the rules of a service: another one does. */
export function ownerFaults(scope: IConstruct, namespace: string, service: MeshService): string[] {
  const owner = ownerOf(scope, namespace, service);
  if (owner === undefined) return [];
  return [
    `service: the traffic of "${service.name}" in namespace ${namespace} has an owner already, ${owner.path}: ${owner.instead}`,
  ];
}

/** Makes a construct the owner of the rules of a service. */
export function own(construct: IConstruct, namespace: string, service: MeshService, owner: Omit<Owner, 'path'>): void {
  const key = ownerKey(construct, namespace, service);
  if (key !== undefined) ownersIn(construct.node.root).set(key, { path: construct.node.path, ...owner });
}
