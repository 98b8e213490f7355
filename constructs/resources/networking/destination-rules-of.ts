import type { IConstruct } from 'constructs';
import { completeHost } from '../../../model/hosts';
import { put } from '../../../model/multimap';
import { writtenDestinations } from '../../../model/routes/destinations';
import { type Deliverable, isDeliverable, travelsAlone } from '../../delivery/deliverable';
import { deliveriesOf } from '../../delivery/deliveries';
import { isToken } from '../../delivery/terraform-template';
import { MeshContext } from '../../mesh-context';
import type { DestinationRuleSpec, VirtualServiceSpec } from '../generated/networking';

const KIND = 'DestinationRule';

/** A DestinationRule of the program, whichever class or copy of the package made it. */
interface DeliveredDestinationRule extends Deliverable {
  readonly manifest: Deliverable['manifest'] & { readonly spec: DestinationRuleSpec };
}

/** Whether a construct is a DestinationRule of the program. */
function isDestinationRule(construct: IConstruct): construct is DeliveredDestinationRule {
  return (
    isDeliverable(construct) &&
    construct.kind === KIND &&
    construct.apiVersion.startsWith('networking.istio.io/') &&
    typeof construct.manifest.spec === 'object'
  );
}

/** The DestinationRules of a program that travel on their own, by full host. */
type LoneRules = ReadonlyMap<string, readonly DeliveredDestinationRule[]>;

const known = new WeakMap<IConstruct, { readonly changes: number | undefined; readonly rules: LoneRules }>();

/** A host as Istio completes it: names without a dot belong to the namespace they are written in. */
function fullHost(host: string, namespace: string | undefined, at: IConstruct): string {
  return namespace === undefined ? host : completeHost(host, namespace, MeshContext.of(at).clusterDomain);
}

/** The DestinationRules of a construct's program that travel on their own. */
function loneRulesAround(construct: IConstruct): LoneRules {
  const { objects, changes } = deliveriesOf(construct);
  const { root } = construct.node;
  const before = known.get(root);
  if (before !== undefined && before.changes === changes.get(KIND)) return before.rules;
  const rules = new Map<string, DeliveredDestinationRule[]>();
  for (const rule of objects) {
    if (!isDestinationRule(rule) || !travelsAlone(rule)) continue;
    const { host } = rule.manifest.spec;
    if (typeof host !== 'string' || isToken(host)) continue;
    const key = fullHost(host, rule.namespace, rule);
    put(rules, key, rule);
  }
  // Now, since the look may itself have worked out what was waiting for one.
  known.set(root, { changes: changes.get(KIND), rules });
  return rules;
}

/** The DestinationRules that travel on their own and define a subset that a VirtualService leads to. */
export function* rulesOfSubsets(routes: Deliverable & { readonly spec: VirtualServiceSpec }): Iterable<Deliverable> {
  const rules = loneRulesAround(routes);
  if (rules.size === 0) return;
  const asked = new Set<string>();
  for (const { host, subset } of writtenDestinations(routes)) {
    if (typeof host !== 'string' || typeof subset !== 'string' || asked.has(`${host} ${subset}`)) continue;
    asked.add(`${host} ${subset}`);
    yield* definingSubset(rules, { host, subset }, routes);
  }
}

/** Those of them that define a subset of a host. */
function definingSubset(
  rules: LoneRules,
  { host, subset }: { readonly host: string; readonly subset: string },
  routes: Deliverable,
): readonly DeliveredDestinationRule[] {
  const candidates = rules.get(fullHost(host, routes.namespace, routes)) ?? [];
  return candidates.filter(({ manifest: { spec } }) => {
    return Array.isArray(spec.subsets) && spec.subsets.some(({ name }) => name === subset);
  });
}
