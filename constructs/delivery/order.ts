import { TerraformResource, type TerraformStack } from 'cdktf';
import { put } from '../../model/multimap';
import { annotate } from '../annotate';
import { withPlace } from '../place';
import { clusterOf } from './cluster';
import { deliveriesOf } from './deliveries';
import { dependenciesOf, IMPLIED, type Ordered } from './dependencies';
import {
  type Arrival,
  arrivalsOf,
  type DefinitionArrival,
  type IstioArrival,
  type NamespaceArrival,
  needsOf,
} from './order-needs';
import { isToken } from './terraform-template';

const IMPLIED_STACKS = Symbol.for('cdktf-istio.impliedStackOrder');

/** What arrives, the most needed first: without its namespace or its definition no object is taken. */
const STRENGTHS: readonly (readonly Arrival['role'][])[] = [
  ['namespace', 'labels', 'definition'],
  ['definitions'],
  ['control plane'],
];

/** What the resources of a stack wait for without being told. */
export class StackOrder {
  /** What arrives with a resource, by role and name: a release may bring many namespaces. */
  private readonly arrivals = new Map<TerraformResource, Map<string, Arrival>>();
  private readonly namespaces = new Map<string, NamespaceArrival[]>();
  private readonly definitions = new Map<string, DefinitionArrival[]>();
  private readonly istio: IstioArrival[] = [];
  private readonly resources = new Map<string, TerraformResource>();
  private readonly wanted = new Map<TerraformResource, readonly Arrival[]>();
  /** What resources wait for without being told. */
  private readonly kept = new Map<TerraformResource, TerraformResource[]>();

  constructor(private readonly stack: TerraformStack) {
    const own = stack.node.findAll();
    for (const arrival of [...deliveriesOf(stack).arrivals, ...own.flatMap(arrivalsOf)]) {
      const together = this.arrivals.get(arrival.at) ?? new Map<string, Arrival>();
      this.arrivals.set(arrival.at, together);
      const key = `${arrival.role} ${'name' in arrival ? arrival.name : ''}`;
      if (together.has(key)) continue;
      together.set(key, arrival);
      if (!('name' in arrival)) this.istio.push(arrival);
      else if (arrival.role === 'definition') put(this.definitions, arrival.name, arrival);
      else put(this.namespaces, arrival.name, arrival);
    }
    if (this.arrivals.size === 0) return;
    for (const one of own) {
      if (TerraformResource.isTerraformResource(one)) this.resources.set(addressOf(one), one);
    }
  }

  /** Has a resource wait for what it cannot be deployed without. */
  apply(resource: TerraformResource): void {
    if (this.arrivals.size === 0) return;
    if (this.kept.size === 0) this.keepWhatClosesNoCircle([...this.resources.values()]);
    // One that an Aspect has added since.
    if (!this.kept.has(resource)) this.keepWhatClosesNoCircle([resource]);
    const kept = this.kept.get(resource) ?? [];
    const stated = this.statedBy(resource);
    const implied = kept.filter(
      (target) =>
        !stated.includes(target) &&
        ![...stated, ...kept].some((other) => other !== target && this.isAfter(other, target)),
    );
    (resource as Ordered)[IMPLIED] = implied.map(addressOf);
    if (implied.length > 0 && !isOrdered(resource)) {
      resource.dependsOn = [...new Set([...(resource.dependsOn ?? []), ...implied.map(addressOf)])];
    }
    for (const arrival of this.wantsOf(resource)) this.orderStacks(resource, arrival);
  }

  private orderStacks(resource: TerraformResource, arrival: Arrival): void {
    const { cdktfStack: other } = arrival.at;
    if (other === this.stack || this.stack.dependencies.includes(other)) return;
    if (!other.dependsOn(this.stack)) {
      impliedStacks(this.stack).add(other);
      this.stack.addDependency(other);
    } else if (!leads(other, this.stack, (one) => one.dependencies.filter((each) => !impliedStacks(one).has(each)))) {
      warnOfCircle(resource, arrival);
    }
  }

  /** What a resource has to wait for, whatever that leads to. */
  private wantsOf(resource: TerraformResource): readonly Arrival[] {
    let wants = this.wanted.get(resource);
    if (wants === undefined) {
      wants = this.lookFor(resource);
      this.wanted.set(resource, wants);
    }
    return wants;
  }

  private lookFor(resource: TerraformResource): readonly Arrival[] {
    const needs = needsOf(resource);
    const found: Arrival[] = [];
    let injects = needs.istio;
    for (const [name, pods] of needs.namespaces) {
      if (isToken(name)) continue;
      for (const arrival of this.namespaces.get(name) ?? []) {
        if (arrival.role === 'namespace' || pods) found.push(arrival);
        if (pods && arrival.injects) injects = true;
      }
    }
    for (const kind of needs.kinds) found.push(...(this.definitions.get(kind) ?? []));
    const own = [...(this.arrivals.get(resource)?.values() ?? [])].map(({ role }) => role);
    if (own.includes('control plane')) found.push(...this.istio.filter(({ role }) => role === 'definitions'));
    else if (!own.includes('definitions') && injects) found.push(...this.istio);
    if (found.length === 0) return [];
    const cluster = clusterOf(resource);
    return found.filter(({ at }) => at !== resource && clusterOf(at) === cluster);
  }

  /** What a resource is told to wait for, in this stack. */
  private statedBy(resource: TerraformResource): readonly TerraformResource[] {
    return dependenciesOf(resource).flatMap((address) => this.resources.get(address) ?? []);
  }

  /** Decides what resources wait for. What would close a circle is left out, and what is needed most comes before the rest. */
  private keepWhatClosesNoCircle(resources: readonly TerraformResource[]): void {
    const { kept } = this;
    for (const resource of resources) kept.set(resource, []);
    const stated = new Map([...kept.keys()].map((one) => [one, this.statedBy(one)]));
    const left = new Map<TerraformResource, Arrival>();
    for (const roles of STRENGTHS) {
      for (const resource of resources) {
        for (const arrival of this.wantsOf(resource)) {
          const { at, role } = arrival;
          if (!roles.includes(role) || at.cdktfStack !== this.stack || kept.get(resource)?.includes(at)) continue;
          const leadsBack = leads(at, resource, (one) => [...(stated.get(one) ?? []), ...(kept.get(one) ?? [])]);
          if (!leadsBack) put(kept, resource, at);
          else if (!left.has(resource)) left.set(resource, arrival);
        }
      }
    }
    // An order that is stated is meant; nobody means one that no first deploy can keep.
    for (const [resource, arrival] of left) {
      if (!leads(arrival.at, resource, (one) => stated.get(one) ?? [])) warnOfCircle(resource, arrival);
    }
  }

  /** Whether one resource of the stack waits for another, directly or through others. */
  private isAfter(start: TerraformResource, end: TerraformResource): boolean {
    let found = this.reachable.get(start);
    if (found === undefined) {
      found = reachedFrom(start, (one) => [...this.statedBy(one), ...(this.kept.get(one) ?? [])]);
      this.reachable.set(start, found);
    }
    return found.has(end);
  }

  private readonly reachable = new Map<TerraformResource, ReadonlySet<TerraformResource>>();
}

/** The stacks that a stack waits for without being told. */
function impliedStacks(stack: TerraformStack & { [IMPLIED_STACKS]?: Set<TerraformStack> }): Set<TerraformStack> {
  let stacks = stack[IMPLIED_STACKS];
  if (stacks === undefined) {
    stacks = new Set();
    Object.defineProperty(stack, IMPLIED_STACKS, { value: stacks });
  }
  return stacks;
}

type Edges<Node> = (of: Node) => readonly Node[];

function reachedFrom<Node>(start: Node, edges: Edges<Node>): ReadonlySet<Node> {
  const found = new Set<Node>();
  const open = [start];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of edges(at)) {
      if (found.has(next)) continue;
      found.add(next);
      open.push(next);
    }
  }
  return found;
}

function leads<Node>(start: Node, end: Node, edges: Edges<Node>): boolean {
  return reachedFrom(start, edges).has(end);
}

function warnOfCircle(resource: TerraformResource, arrival: Arrival): void {
  const what = {
    namespace: 'namespace',
    labels: 'label of namespace',
    definition: 'definition of',
    definitions: "definitions of Istio's kinds",
    'control plane': 'istiod',
  }[arrival.role];
  const name = 'name' in arrival ? ` ${arrival.name}` : '';
  const isInside = arrival.at.cdktfStack === resource.cdktfStack;
  const [back, part] = isInside ? ['and that for it', 'release'] : ['whose stack has to wait for this one', 'stack'];
  const both = `${resource.node.path}: has to wait for ${arrival.at.node.path} (${what}${name}), ${back}`;
  const text = `${both}: on an empty cluster neither can come first; put what is waited for, or what waits for it, into a ${part} of its own`;
  const line = withPlace(text, resource);
  if (resource.node.metadata.every(({ data }) => data !== line)) annotate(resource, 'warning', line);
}

function isOrdered(resource: TerraformResource): boolean {
  return 'dependencyAddresses' in resource;
}

function addressOf(resource: TerraformResource): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}
