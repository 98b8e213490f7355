import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { clusterOf } from '../delivery/cluster';
import type { DeliveryOptions } from '../delivery/delivered-object';
import { ReferenceGrant } from '../resources/gateway-api/reference-grant';

const GROUP = 'gateway.networking.k8s.io';
const GRANTS = Symbol.for('cdktf-istio.referenceGrants');

/** A reference that the namespace of its target has to let in. */
export interface GrantedReference {
  /** The kind and namespace of what refers. */
  readonly from: { readonly kind: string; readonly namespace: string };
  /** What is referred to; a group of its own where it is none of Kubernetes' core. */
  readonly to: { readonly kind: string; readonly name: string; readonly namespace: string; readonly group?: string };
}

interface Granted {
  readonly resource: ReferenceGrant;
  readonly kinds: Set<string>;
}

function grantsOf(construct: Construct): Map<string, Granted> {
  const root = construct.node.root as { [GRANTS]?: Map<string, Granted> };
  if (root[GRANTS] === undefined) Object.defineProperty(root, GRANTS, { value: new Map() });
  return root[GRANTS] as Map<string, Granted>;
}

/**
 * Has the namespace of a target let a reference in: one ReferenceGrant for each namespace that refers and each target, whoever of the
 * program needs it. Nothing where both are in one namespace.
 *
 * @returns what has to be there before the reference, where this stack can wait for it
 */
export function grantReference(
  construct: Construct,
  { from, to }: GrantedReference,
  options: Pick<DeliveryOptions, 'delivery' | 'dependsOn'>,
): ReferenceGrant | undefined {
  if (from.namespace === to.namespace) return undefined;
  const grants = grantsOf(construct);
  const { group = '', kind, name, namespace } = to;
  const key = [clusterOf(construct), from.namespace, group, kind, namespace, name].join('/');
  const there = grants.get(key);
  if (there === undefined) {
    const object = kind === 'Service' ? name : `${kind.toLowerCase()}-${name}`;
    const resource = new ReferenceGrant(construct, `Grant-${namespace}-${object}`, {
      metadata: { name: `${from.namespace}-to-${object}`, namespace },
      spec: { from: [{ group: GROUP, ...from }], to: [{ group, kind, name }] },
      ...options,
    });
    grants.set(key, { resource, kinds: new Set([from.kind]) });
    return resource;
  }
  const { resource, kinds } = there;
  if (!kinds.has(from.kind)) {
    kinds.add(from.kind);
    const all = [...kinds].map((one) => ({ group: GROUP, kind: one, namespace: from.namespace }));
    resource.patch({ spec: { from: all } });
  }
  const [own, other] = [TerraformStack.of(construct), TerraformStack.of(resource)];
  return own === other || !other.dependsOn(own) ? resource : undefined;
}
