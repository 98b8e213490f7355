import type { IConstruct } from 'constructs';
import { clusterOf } from '../delivery/cluster';
import { isToken } from '../delivery/terraform-template';
import { MeshContext } from '../mesh-context';
import type { MeshService } from './mesh-service';

const OWNERS = Symbol.for('cdktf-istio.ServiceTraffic');

/** Who owns the rules of a service: one construct, whether it writes them or has them written. */
interface Owner {
  readonly path: string;
  /** What to do in place of a second owner. */
  readonly instead: string;
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

/** Why a construct cannot own the rules of a service: another one does. */
export function ownerFaults(scope: IConstruct, namespace: string, service: MeshService): string[] {
  const key = ownerKey(scope, namespace, service);
  const owner = key === undefined ? undefined : ownersIn(scope.node.root).get(key);
  if (owner === undefined) return [];
  return [
    `service: the traffic of "${service.name}" in namespace ${namespace} has an owner already, ${owner.path}: ${owner.instead}`,
  ];
}

/** Makes a construct the owner of the rules of a service. */
export function own(construct: IConstruct, namespace: string, service: MeshService, instead: string): void {
  const key = ownerKey(construct, namespace, service);
  if (key !== undefined) ownersIn(construct.node.root).set(key, { path: construct.node.path, instead });
}
