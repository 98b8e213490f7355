import type { TerraformStack } from 'cdktf';

// A registered symbol, so that two copies of the package check a stack once.
const CHECKED = Symbol.for('cdktf-istio.programChecks');

/** Has the whole program checked when one of its stacks is validated; what is found there is told there. */
export function checkProgramWith(stack: TerraformStack & { [CHECKED]?: true }): void {
  if (stack[CHECKED]) return;
  Object.defineProperty(stack, CHECKED, { value: true });
  stack.node.addValidation({
    validate: () => {
      // Loaded here: the checks stand above delivery, and only a synthesis needs them.
      const { analyse } = require('../analysis/analyse') as typeof import('../analysis/analyse');
      return analyse(stack);
    },
  });
}
