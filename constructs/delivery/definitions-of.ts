import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';

// A registered symbol, so that two copies of the package in one program see each other's definitions.
const DEFINITIONS = Symbol.for('cdktf-istio.gatewayApiDefinitions');

interface Carrier extends TerraformStack {
  [DEFINITIONS]?: IConstruct[];
}

/** Has the objects of a stack whose kinds are the Gateway API's wait for the construct that brings the definitions. */
export function registerDefinitions(definitions: IConstruct): void {
  const stack: Carrier = TerraformStack.of(definitions);
  stack[DEFINITIONS] = [...(stack[DEFINITIONS] ?? []), definitions];
}

/** The constructs of an object's own stack that bring the definitions of the Gateway API. */
export function definitionsOf(object: IConstruct): readonly IConstruct[] {
  return (TerraformStack.of(object) as Carrier)[DEFINITIONS] ?? [];
}
