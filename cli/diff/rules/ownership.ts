import type { Rule } from '../rule';
import { type Sentence, say } from '../sentence';

/** Objects that change hands. */
export const ownership: Rule = {
  id: 'ownership',
  about: 'objects that move to another release, Terraform resource or stack',
  *explain(pair) {
    const { movedFrom } = pair;
    if (!movedFrom) return;
    const from = place(movedFrom.stack, movedFrom.address, pair.stack);
    const to = place(pair.stack, pair.address, movedFrom.stack);
    yield {
      sentence: say`moves from ${from} to ${to}`,
      risks: [{ risk: 'moves-ownership', reason: 'the old owner may delete it after the new one has taken it' }],
    };
  },
};

function place(stack: string, address: string, otherStack: string): Sentence {
  return stack === otherStack ? say`${address}` : say`${address} of stack ${stack}`;
}
