import type { IConstruct } from 'constructs';
import type { DeliveredObject } from './delivered-object';
import type { HelmRelease } from './helm-release';

/** Everything that a program delivers, in the order it was made. */
export interface Deliveries {
  readonly objects: DeliveredObject[];
  readonly releases: HelmRelease[];
}

const deliveriesByRoot = new WeakMap<IConstruct, Deliveries>();

/** What the program that a construct belongs to delivers. */
export function deliveriesOf(construct: IConstruct): Deliveries {
  const { root } = construct.node;
  let deliveries = deliveriesByRoot.get(root);
  if (deliveries === undefined) {
    deliveries = { objects: [], releases: [] };
    deliveriesByRoot.set(root, deliveries);
  }
  return deliveries;
}
