import { Aspects, type IAspect, TerraformResource, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { deliveriesOf } from './deliveries';
import { isFirstTime } from './first-time';
import type { StackOrder } from './order';

const ORDERED = Symbol.for('cdktf-istio.impliedOrder');
const SPREAD = Symbol.for('cdktf-istio.impliedOrderSpread');

/** Has everything in a construct's stack deployed after what it cannot be deployed without, see {@link ImpliedOrder}. */
export function orderStackOf(construct: IConstruct): void {
  const stack = TerraformStack.of(construct);
  if (isFirstTime(stack, ORDERED)) Aspects.of(stack).add(new ImpliedOrder());
}

/** The same for every stack of the program, those without a construct of this package too. Called once all stacks are made. */
export function orderStacksAround(construct: IConstruct): void {
  const { root } = construct.node;
  if (!isFirstTime(root, SPREAD)) return;
  const { arrivalsOf } = require('./order-needs') as typeof import('./order-needs');
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
 * that it defines after the definition; what istiod validates or injects comes after istiod. What would close a circle with an order that
 * is stated yields to it.
 */
class ImpliedOrder implements IAspect {
  private order: StackOrder | undefined;

  visit(node: IConstruct): void {
    if (TerraformStack.isStack(node)) {
      // Loaded here, because only a synthesis needs it.
      const { StackOrder } = require('./order') as typeof import('./order');
      this.order = new StackOrder(node);
    } else if (TerraformResource.isTerraformResource(node)) this.order?.apply(node);
  }
}
