import { type TerraformResource, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { CARRIED_BY, type Deliverable, isDeliverable, type Release } from './deliverable';
import { deliveriesOf, noteChange } from './deliveries';
import { isFirstTime } from './first-time';

// Registered symbols, so that two copies of the package check a stack once.
const CHECKED = Symbol.for('cdktf-istio.deliveryChecks');
const PROGRAM_CHECKED = Symbol.for('cdktf-istio.programChecks');

/** Adds an object or a release to what the program delivers, and has its stack check, when it is synthesized, what only the whole shows. */
export function register(construct: Deliverable | Release): void {
  const deliveries = deliveriesOf(construct);
  if (isDeliverable(construct)) {
    deliveries.objects.push(construct);
    noteChange(construct);
  } else deliveries.releases.push(construct);

  const stack = TerraformStack.of(construct);
  if (!isFirstTime(stack, CHECKED)) return;
  checkProgramWith(stack);
  stack.node.addValidation({
    validate: () => {
      // Loaded here, because only a synthesis needs it.
      const { deliveryFaults } = require('./delivery-checks') as typeof import('./delivery-checks');
      return deliveryFaults(deliveries, stack);
    },
  });
}

/** Has the whole program checked when one of its stacks is validated; what is found there is told there. */
export function checkProgramWith(stack: TerraformStack): void {
  if (!isFirstTime(stack, PROGRAM_CHECKED)) return;
  stack.node.addValidation({
    validate: () => {
      // The checks stand above delivery.
      const { analyse } = require('../analysis/analyse') as typeof import('../analysis/analyse');
      return analyse(stack);
    },
  });
}

/** Takes back an object that turned out not to be needed, with the release that was made for it alone. */
export function withdraw(object: Deliverable): void {
  const { objects, releases } = deliveriesOf(object);
  const carrier = object[CARRIED_BY] as TerraformResource & { remove?: (one: Deliverable) => void };
  carrier.remove?.(object);
  remove<IConstruct>(objects, object);
  noteChange(object);
  if (carrier.node.scope === object) remove<IConstruct>(releases, carrier);
  object.node.scope?.node.tryRemoveChild(object.node.id);
}

function remove<Item>(list: Item[], item: Item): void {
  const at = list.indexOf(item);
  if (at >= 0) list.splice(at, 1);
}
