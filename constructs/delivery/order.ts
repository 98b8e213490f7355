import { Aspects, type IAspect, TerraformResource, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { put } from '../../model/multimap';
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

const ORDERED = Symbol.for('cdktf-istio.impliedOrder');
const SPREAD = Symbol.for('cdktf-istio.impliedOrderSpread');

/** Has everything in a construct's stack deployed after what it cannot be deployed without, see {@link ImpliedOrder}. */
export function orderStackOf(construct: IConstruct): void {
  const stack = TerraformStack.of(construct) as TerraformStack & { [ORDERED]?: true };
  if (stack[ORDERED]) return;
  Object.defineProperty(stack, ORDERED, { value: true });
  Aspects.of(stack).add(new ImpliedOrder());
}

/** The same for every stack of the program, those without a construct of this package too. Called once all stacks are made. */
export function orderStacksAround(construct: IConstruct): void {
  const root = construct.node.root as IConstruct & { [SPREAD]?: true };
  if (root[SPREAD]) return;
  Object.defineProperty(root, SPREAD, { value: true });
  const everything = root.node.findAll();
  const { aspects } = deliveriesOf(root);
  for (const one of everything) {
    if (!TerraformStack.isStack(one)) continue;
    orderStackOf(one);
    for (const aspect of aspects) Aspects.of(one).add(aspect);
  }
  deliveriesOf(root).arrivals.push(...everything.flatMap(arrivalsOf));
}

/**
 * The order that a program need not state: what lives in a namespace that the program makes comes after the namespace, objects of a kind
 * that it defines after the definition; what istiod validates or injects comes after istiod. What would close a circle with an order that is stated yields to it.
 */
class ImpliedOrder implements IAspect {
  private order: StackOrder | undefined;

  visit(node: IConstruct): void {
    if (TerraformStack.isStack(node)) this.order = new StackOrder(node);
    else if (TerraformResource.isTerraformResource(node)) this.order?.apply(node);
  }
}

class StackOrder {
  /** What arrives with a resource, by role and name: a release may bring many namespaces. */
  private readonly arrivals = new Map<TerraformResource, Map<string, Arrival>>();
  private readonly namespaces = new Map<string, NamespaceArrival[]>();
  private readonly definitions = new Map<string, DefinitionArrival[]>();
  private readonly istio: IstioArrival[] = [];
  private readonly resources = new Map<string, TerraformResource>();
  private readonly wanted = new Map<TerraformResource, readonly TerraformResource[]>();

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
    const kept = this.keptBy(resource);
    const stated = this.statedBy(resource);
    const implied = kept.filter(
      (target) =>
        !stated.includes(target) &&
        ![...stated, ...kept].some((other) => other !== target && this.isAfter(other, target, this.keptEdges)),
    );
    (resource as Ordered)[IMPLIED] = implied.map(addressOf);
    if (implied.length > 0 && !isOrdered(resource)) {
      resource.dependsOn = [...new Set([...(resource.dependsOn ?? []), ...implied.map(addressOf)])];
    }
    for (const { cdktfStack: other } of this.targetsOf(resource)) {
      if (other !== this.stack && !other.dependsOn(this.stack)) this.stack.addDependency(other);
    }
  }

  /** What a resource wants to wait for, whatever that leads to. */
  private targetsOf(resource: TerraformResource): readonly TerraformResource[] {
    let targets = this.wanted.get(resource);
    if (targets === undefined) {
      targets = this.lookFor(resource);
      this.wanted.set(resource, targets);
    }
    return targets;
  }

  private lookFor(resource: TerraformResource): readonly TerraformResource[] {
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
    return found.map(({ at }) => at).filter((at) => at !== resource && clusterOf(at) === cluster);
  }

  /** What a resource is told to wait for, in this stack. */
  private statedBy(resource: TerraformResource): readonly TerraformResource[] {
    return dependenciesOf(resource).flatMap((address) => this.resources.get(address) ?? []);
  }

  /** What a resource waits for without being told: what it wants to, but for what would close a circle. */
  private keptBy(resource: TerraformResource): readonly TerraformResource[] {
    return this.targetsOf(resource).filter(
      (target) => target.cdktfStack === this.stack && !this.isAfter(target, resource, this.wantedEdges),
    );
  }

  private readonly wantedEdges: Edges = {
    of: (resource) => [...this.statedBy(resource), ...this.targetsOf(resource)],
    reachable: new Map(),
  };

  private readonly keptEdges: Edges = {
    of: (resource) => [...this.statedBy(resource), ...this.keptBy(resource)],
    reachable: new Map(),
  };

  /** Whether one resource of the stack waits for another, directly or through others. */
  private isAfter(start: TerraformResource, end: TerraformResource, edges: Edges): boolean {
    let found = edges.reachable.get(start);
    if (found === undefined) {
      found = new Set<TerraformResource>();
      const open = [start];
      for (let at = open.pop(); at !== undefined; at = open.pop()) {
        for (const next of edges.of(at)) {
          if (found.has(next) || next.cdktfStack !== this.stack) continue;
          found.add(next);
          open.push(next);
        }
      }
      edges.reachable.set(start, found);
    }
    return found.has(end);
  }
}

interface Edges {
  of(resource: TerraformResource): readonly TerraformResource[];
  readonly reachable: Map<TerraformResource, Set<TerraformResource>>;
}

function isOrdered(resource: TerraformResource): boolean {
  return 'dependencyAddresses' in resource;
}

function addressOf(resource: TerraformResource): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}
