import type { IAspect } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { Deliverable, Release } from './deliverable';
import type { Arrival } from './order-needs';

/** Everything that a program delivers, in the order it was made. */
export interface Deliveries {
  readonly objects: Deliverable[];
  readonly releases: Release[];
  /** By kind, how often an object has come, gone or changed: what is found in the objects of a kind holds until the next time. */
  readonly changes: Map<string, number>;
  /** What others cannot be deployed without, whoever's class it is. */
  readonly arrivals: Arrival[];
  /** What visits every stack of the program: cdktf itself begins at each stack, and never at the root. */
  readonly aspects: IAspect[];
}

// On the root and under a registered symbol, so that two copies of the package in one program share it.
const DELIVERIES = Symbol.for('cdktf-istio.deliveries');

/** What the program that a construct belongs to delivers. */
export function deliveriesOf(construct: IConstruct): Deliveries {
  const root = construct.node.root as IConstruct & { [DELIVERIES]?: Deliveries };
  const existing = root[DELIVERIES];
  if (existing !== undefined) return existing;
  const deliveries: Deliveries = { objects: [], releases: [], changes: new Map(), arrivals: [], aspects: [] };
  Object.defineProperty(root, DELIVERIES, { value: deliveries });
  return deliveries;
}

/** Notes that an object has come, gone or changed. */
export function noteChange(object: Deliverable): void {
  const { changes } = deliveriesOf(object);
  changes.set(object.kind, (changes.get(object.kind) ?? 0) + 1);
}
