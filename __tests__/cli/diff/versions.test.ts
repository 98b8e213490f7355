import { App, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { synthesizedSide } from '../../../cli/diff/objects/stack-side';
import { DEFAULT_POLICY } from '../../../cli/diff/policy';
import { reportOn } from '../../../cli/diff/report';
import { MeshContext } from '../../../constructs/mesh-context';
import { type ChangePair, PAIR_STACKS, type PairStack } from './change-pairs';
import { CHARTS, RESOURCES, TYPED } from './expected-words';
import { sayings } from './recorded-plans';

/** What two texts tell otherwise than a plan, which asks the provider and knows the values. */
const TOLD_OTHERWISE: Readonly<Record<string, readonly string[]>> = {
  // Only the default of a variable differs: nobody knows what a deploy sets it to.
  SensitiveContent: [],
  // A plan marks all data of a Secret, keys included.
  ChangeSecret: ['Secret typed/changesecret: other data in password'],
};

const EXPECTED = { release: RESOURCES, manifest: RESOURCES, typed: TYPED, charts: CHARTS };

function synthesized(stackName: PairStack, pair: ChangePair, side: 'before' | 'after'): unknown {
  const { delivery, namespace } = PAIR_STACKS[stackName];
  const stack = new TerraformStack(new App(), stackName);
  MeshContext.set(stack, { delivery, namespace });
  pair[side]?.(new Construct(stack, pair.name));
  return JSON.parse(JSON.stringify(stack.toTerraform()));
}

describe.each(['release', 'manifest', 'typed', 'charts'] as const)(
  'two versions of stack %s, without a cluster',
  (stack) => {
    const { namespace, pairs } = PAIR_STACKS[stack];

    it.each(pairs.map((pair): [string, ChangePair] => [pair.name, pair]))('say what %s does', (name, pair) => {
      const sides = {
        stack,
        before: synthesizedSide(stack, synthesized(stack, pair, 'before')),
        after: synthesizedSide(stack, synthesized(stack, pair, 'after')),
      };
      const report = reportOn([sides], { policy: DEFAULT_POLICY, comparison: { mode: 'versions', base: 'main' } });
      const expected = (TOLD_OTHERWISE[name] ?? EXPECTED[stack][name] ?? []).map((line) =>
        line.replaceAll('{ns}', namespace),
      );
      if (stack === 'manifest' && name === 'NewerApiVersion')
        expected.unshift('VirtualService store/newerapiversion: is deleted and created again [replaces-serving]');
      expect(sayings(report)).toEqual(expected);
    });
  },
);
