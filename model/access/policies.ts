import { type PartlyLabels, selects } from '../labels';
import { labelsIn } from '../object';
import { type Fields, fieldsOf, isHole, isKnown } from '../value';
import { AccessRule, type PolicyAction, type RuleSpec } from './rule';

/** A policy object of Istio's security API, as far as decisions look at it. */
export interface PolicyObject {
  readonly name: string;
  readonly namespace: string;
  readonly annotations?: PartlyLabels;
  readonly spec: Fields;
}

/** What policies select by. */
export interface PolicyTarget {
  readonly namespace: string;
  /** The labels of the pods. */
  readonly labels: PartlyLabels;
}

/** One policy of a mesh, with its rules ready to be asked. */
export interface AccessPolicy {
  readonly name: string;
  readonly namespace: string;
  readonly action: PolicyAction;
  /** Only reported, never enforced. */
  readonly dryRun: boolean;
  /** Whom a CUSTOM policy asks. */
  readonly provider?: string;
  readonly rules: readonly AccessRule[];
  /** Whether the policy itself is only partly known, so that it may have further rules. */
  readonly hasUnknownRules: boolean;
}

/** Something that is in force at a workload, or may be: what it selects, or what the workload carries, is partly unknown. */
export interface InForce<Value> {
  readonly value: Value;
  readonly isSure: boolean;
}

const ACTIONS: readonly PolicyAction[] = ['CUSTOM', 'DENY', 'ALLOW', 'AUDIT'];

/** The annotation that makes a policy report only. */
const DRY_RUN = 'istio.io/dry-run';

// istiod reads the annotation as Go reads a boolean.
const TRUE_WORDS: readonly unknown[] = ['1', 't', 'T', 'true', 'TRUE', 'True'];

/** Chooses the objects that are in force at a workload: those of its namespace and of the root namespace that select its pods. */
export class PolicySelection<Value> {
  private readonly byNamespace = new Map<string, { readonly object: PolicyObject; readonly value: Value }[]>();

  constructor(
    objects: Iterable<PolicyObject>,
    private readonly rootNamespace: string,
    read: (object: PolicyObject) => Value,
  ) {
    const sorted = [...objects].sort((a, b) => compare(a.name, b.name) || compare(a.namespace, b.namespace));
    for (const object of sorted) {
      const list = this.byNamespace.get(object.namespace);
      const entry = { object, value: read(object) };
      if (list === undefined) this.byNamespace.set(object.namespace, [entry]);
      else list.push(entry);
    }
  }

  /** What holds at a workload, that of the root namespace first. A policy with targets holds for gateways and waypoints alone. */
  at({ namespace, labels }: PolicyTarget): readonly InForce<Value>[] {
    const namespaces = namespace === this.rootNamespace ? [namespace] : [this.rootNamespace, namespace];
    return namespaces.flatMap((one) =>
      (this.byNamespace.get(one) ?? []).flatMap(({ object: { spec }, value }) => {
        const isSelected = hasTargets(spec) ? false : selects(selectorOf(spec), labels);
        return isSelected === false ? [] : [{ value, isSure: isSelected === true }];
      }),
    );
  }
}

/** The AuthorizationPolicies of a mesh. */
export function accessPolicies(
  objects: Iterable<PolicyObject>,
  mesh: { readonly rootNamespace: string; readonly trustDomains: readonly string[] },
): PolicySelection<AccessPolicy> {
  return new PolicySelection(objects, mesh.rootNamespace, (object) => accessPolicy(object, mesh.trustDomains));
}

/** One AuthorizationPolicy. */
export function accessPolicy(object: PolicyObject, trustDomains: readonly string[]): AccessPolicy {
  const { name, namespace, annotations, spec } = object;
  const action = ACTIONS.find((one) => one === spec['action']) ?? 'ALLOW';
  const { rules = [] } = spec;
  const provider = (spec['provider'] as { readonly name?: unknown } | undefined)?.name;
  return {
    name,
    namespace,
    action,
    dryRun: TRUE_WORDS.includes(fieldsOf(annotations)[DRY_RUN]),
    ...(typeof provider === 'string' && { provider }),
    rules: (Array.isArray(rules) ? rules : []).map(
      (rule) => new AccessRule((rule ?? {}) as RuleSpec, { action, namespace, trustDomains }),
    ),
    hasUnknownRules: !Array.isArray(rules),
  };
}

/** The labels that a policy selects pods by; empty for all pods. */
export function selectorOf(spec: Fields): PartlyLabels {
  const { selector } = spec;
  return isHole(selector) ? selector : labelsIn(fieldsOf(selector)['matchLabels']);
}

/** Whether a policy is for all pods of its namespace, or of the mesh. */
export function isGeneral({ spec }: PolicyObject): boolean {
  const selector = selectorOf(spec);
  return isKnown(selector) && Object.keys(selector).length === 0;
}

function hasTargets(spec: Fields): boolean {
  const { targetRef, targetRefs } = spec;
  return targetRef !== undefined || (Array.isArray(targetRefs) && targetRefs.length > 0);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
