import { type PartlyLabels, selects } from '../labels';
import { put } from '../multimap';
import { selectorOf } from '../object';
import type { Truth } from '../truth';
import { type Fields, fieldsOf, isHole, isKnown, itemsOf } from '../value';
import { GATEWAY_NAME_LABEL, MANAGED_GATEWAY_LABEL } from '../workloads';
import { AccessRule, type PolicyAction, type RuleSpec } from './rule';

/** A policy object of Istio's security API, as far as decisions look at it. */
export interface PolicyObject {
  readonly name: string;
  readonly namespace: string;
  readonly annotations?: PartlyLabels;
  /**
   * When the API server made it.
   * @default - all are taken to be made at the same time
   */
  readonly created?: string;
  readonly spec: Fields;
}

/** What policies select by. */
export interface PolicyTarget {
  readonly namespace: string;
  /** The labels of the pods. */
  readonly labels: PartlyLabels;
  /**
   * The Services that a waypoint answers for.
   * @default - none
   */
  readonly services?: readonly { readonly name: string; readonly namespace: string }[];
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

interface Candidate<Value> {
  readonly place: number;
  readonly object: PolicyObject;
  readonly value: Value;
}

/** The policies of a namespace: a fleet's workloads have one each, which no other workload need look at. */
interface Placed<Value> {
  readonly always: Candidate<Value>[];
  /** By a label that their selectors ask for, as `key=value`. */
  readonly byLabel: Map<string, Candidate<Value>[]>;
}

/** Chooses the objects that are in force at a workload: those of its namespace and of the root namespace that select its pods. */
export class PolicySelection<Value> {
  private readonly byNamespace = new Map<string, Placed<Value>>();
  // Each caller of a workload asks.
  private readonly known = new WeakMap<PolicyTarget, readonly InForce<Value>[]>();

  constructor(
    objects: Iterable<PolicyObject>,
    private readonly rootNamespace: string,
    read: (object: PolicyObject) => Value,
  ) {
    const sorted = [...objects].sort(
      (a, b) =>
        compare(a.created ?? '', b.created ?? '') || compare(a.name, b.name) || compare(a.namespace, b.namespace),
    );
    for (const [place, object] of sorted.entries()) {
      const placed: Placed<Value> = this.byNamespace.get(object.namespace) ?? { always: [], byLabel: new Map() };
      this.byNamespace.set(object.namespace, placed);
      const entry = { place, object, value: read(object) };
      const label = labelAskedBy(object.spec);
      if (label === undefined) placed.always.push(entry);
      else put(placed.byLabel, label, entry);
    }
  }

  /** What holds at a workload, that of the root namespace first. */
  at(target: PolicyTarget): readonly InForce<Value>[] {
    const inForce = this.known.get(target) ?? this.lookFor(target);
    this.known.set(target, inForce);
    return inForce;
  }

  private lookFor(target: PolicyTarget): readonly InForce<Value>[] {
    const { namespace, services = [] } = target;
    const namespaces = new Set([this.rootNamespace, namespace, ...services.map((service) => service.namespace)]);
    return [...namespaces].flatMap((one) =>
      this.candidates(one, target).flatMap(({ object, value }) => {
        const isAttached = this.isAttached(object, target);
        return isAttached === false ? [] : [{ value, isSure: isAttached === true }];
      }),
    );
  }

  /** The policies of a namespace that a workload's labels do not rule out. */
  private candidates(namespace: string, { labels }: PolicyTarget): readonly Candidate<Value>[] {
    const placed = this.byNamespace.get(namespace);
    if (placed === undefined || placed.byLabel.size === 0) return placed?.always ?? [];
    const found = [...placed.always];
    if (isKnown(labels) && Object.values(labels).every((value) => !isHole(value))) {
      for (const [key, value] of Object.entries(labels))
        found.push(...(placed.byLabel.get(`${key}=${String(value)}`) ?? []));
    } else {
      for (const list of placed.byLabel.values()) found.push(...list);
    }
    return found.sort((a, b) => a.place - b.place);
  }

  /** Whether a policy holds at a workload: by its selector, or at gateways and waypoints by its targets. */
  private isAttached({ namespace, spec }: PolicyObject, target: PolicyTarget): Truth {
    const labels = fieldsOf(target.labels);
    const gateway = labels[GATEWAY_NAME_LABEL];
    const isWaypoint = labels[MANAGED_GATEWAY_LABEL] === WAYPOINT_CONTROLLER;
    const targets = targetsOf(spec);
    if (targets === 'unknown') return gateway === undefined ? false : 'unknown';
    const isNear = namespace === target.namespace || namespace === this.rootNamespace;
    if (gateway === undefined) return isNear && targets.length === 0 && selects(selectorOf(spec), target.labels);
    // Waypoints answer for many: no selector is about them.
    if (targets.length === 0) return isNear && !isWaypoint && selects(selectorOf(spec), target.labels);
    return targets.some(({ group, kind, name, namespace: own = namespace }) => {
      const isOfServices = target.services?.some((one) => one.name === name && one.namespace === namespace) ?? false;
      if (isWaypoint && kind === 'Service' && isCore(group)) return isOfServices;
      const isClass = isWaypoint && kind === 'GatewayClass' && name === WAYPOINT_CLASS;
      if (isClass && namespace === this.rootNamespace) return true;
      const isHere = namespace === target.namespace && own === target.namespace;
      return isHere && kind === 'Gateway' && group === GATEWAY_GROUP && name === gateway;
    });
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

/** A label that a policy needs of a pod to be in force there; undefined where something else may decide. */
function labelAskedBy(spec: Fields): string | undefined {
  const selector = selectorOf(spec);
  const targets = targetsOf(spec);
  if (targets === 'unknown' || targets.length > 0 || !isKnown(selector)) return undefined;
  const [key, value] = Object.entries(selector)[0] ?? [];
  return typeof value === 'string' ? `${key}=${value}` : undefined;
}

/** Whether a policy is for all pods of its namespace, or of the mesh. */
export function isGeneral({ spec }: PolicyObject): boolean {
  const selector = selectorOf(spec);
  return isKnown(selector) && Object.keys(selector).length === 0;
}

const GATEWAY_GROUP = 'gateway.networking.k8s.io';
const WAYPOINT_CONTROLLER = 'istio.io-mesh-controller';
const WAYPOINT_CLASS = 'istio-waypoint';

interface Target {
  readonly group: unknown;
  readonly kind: unknown;
  readonly name: unknown;
  readonly namespace?: unknown;
}

/** What a policy names as its targets; empty where it names none. */
function targetsOf({ targetRef, targetRefs }: Fields): readonly Target[] | 'unknown' {
  if (isHole(targetRef) || isHole(targetRefs)) return 'unknown';
  const listed = itemsOf(targetRefs);
  const written = listed.length > 0 || targetRef === undefined || targetRef === null ? listed : [targetRef];
  return written.map((one) => {
    const { group, kind, name, namespace } = fieldsOf(one);
    return { group, kind, name, ...(namespace !== undefined && namespace !== '' && { namespace }) };
  });
}

function isCore(group: unknown): boolean {
  return group === undefined || group === '' || group === 'core';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
