import type { IConstruct } from 'constructs';
import { deliveriesOf } from '../../delivery/deliveries';
import { isToken } from '../../delivery/terraform-template';
import { DestinationRule } from './destination-rule';

interface Index {
  /** How many objects were delivered when the index was made. */
  readonly size: number;
  readonly rules: ReadonlyMap<string, readonly DestinationRule[]>;
}

const indexes = new WeakMap<IConstruct, Index>();

/** A host as Istio completes it: names without a dot belong to the namespace they are written in. */
function fullHost(host: string, namespace: string | undefined): string {
  return host.includes('.') || namespace === undefined ? host : `${host}.${namespace}.svc.cluster.local`;
}

/** The DestinationRules of a construct's program that define a subset of a host. */
export function destinationRulesOf(
  construct: IConstruct,
  host: string,
  namespace: string | undefined,
  subset: string,
): readonly DestinationRule[] {
  const { objects } = deliveriesOf(construct);
  let index = indexes.get(construct.node.root);
  if (index?.size !== objects.length) {
    const rules = new Map<string, DestinationRule[]>();
    for (const rule of objects) {
      if (!(rule instanceof DestinationRule) || isToken(rule.spec.host)) continue;
      const key = fullHost(rule.spec.host, rule.namespace);
      rules.set(key, [...(rules.get(key) ?? []), rule]);
    }
    index = { size: objects.length, rules };
    indexes.set(construct.node.root, index);
  }
  const candidates = index.rules.get(fullHost(host, namespace)) ?? [];
  return candidates.filter(
    ({ spec }) => Array.isArray(spec.subsets) && spec.subsets.some(({ name }) => name === subset),
  );
}
