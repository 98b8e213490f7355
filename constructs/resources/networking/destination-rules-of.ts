import type { IConstruct } from 'constructs';
import { completeHost } from '../../../model/hosts';
import { type Deliverable, isDeliverable } from '../../delivery/deliverable';
import { deliveriesOf } from '../../delivery/deliveries';
import { isToken } from '../../delivery/terraform-template';
import { MeshContext } from '../../mesh-context';
import type { DestinationRuleSpec } from '../generated/networking';

/** A DestinationRule of the program, whichever class or copy of the package made it. */
export interface DeliveredDestinationRule extends Deliverable {
  readonly manifest: Deliverable['manifest'] & { readonly spec: DestinationRuleSpec };
}

/** Whether a construct is a DestinationRule of the program. */
export function isDestinationRule(construct: IConstruct): construct is DeliveredDestinationRule {
  return (
    isDeliverable(construct) &&
    construct.kind === 'DestinationRule' &&
    construct.apiVersion.startsWith('networking.istio.io/') &&
    typeof construct.manifest.spec === 'object'
  );
}

interface Index {
  /** How many objects were delivered when the index was made. */
  readonly size: number;
  readonly rules: ReadonlyMap<string, readonly DeliveredDestinationRule[]>;
}

const indexes = new WeakMap<IConstruct, Index>();

/** A host as Istio completes it: names without a dot belong to the namespace they are written in. */
function fullHost(host: string, namespace: string | undefined, at: IConstruct): string {
  return namespace === undefined ? host : completeHost(host, namespace, MeshContext.of(at).clusterDomain);
}

/** The DestinationRules of a construct's program that define a subset of a host. */
export function destinationRulesOf(
  construct: IConstruct,
  host: string,
  namespace: string | undefined,
  subset: string,
): readonly DeliveredDestinationRule[] {
  const { objects } = deliveriesOf(construct);
  let index = indexes.get(construct.node.root);
  if (index?.size !== objects.length) {
    const rules = new Map<string, DeliveredDestinationRule[]>();
    for (const rule of objects) {
      if (!isDestinationRule(rule)) continue;
      const { host } = rule.manifest.spec;
      if (typeof host !== 'string' || isToken(host)) continue;
      const key = fullHost(host, rule.namespace, rule);
      rules.set(key, [...(rules.get(key) ?? []), rule]);
    }
    index = { size: objects.length, rules };
    indexes.set(construct.node.root, index);
  }
  const candidates = index.rules.get(fullHost(host, namespace, construct)) ?? [];
  return candidates.filter(({ manifest: { spec } }) => {
    return Array.isArray(spec.subsets) && spec.subsets.some(({ name }) => name === subset);
  });
}
