import { PAIR_STACKS } from './change-pairs';
import { CHARTS, RESOURCES, TYPED } from './expected-words';
import { recordings, reportOfRecording, sayings } from './recorded-plans';

/** Under manifests, the provider replaces an object whose API version changes. */
const ONLY_FOR_MANIFESTS: Readonly<Record<string, readonly string[]>> = {
  NewerApiVersion: ['VirtualService {ns}/newerapiversion: is deleted and created again [replaces-serving]'],
};

const EXPECTED = {
  release: RESOURCES,
  manifest: Object.fromEntries(
    PAIR_STACKS.manifest.pairs.map(({ name }) => [
      name,
      [...(ONLY_FOR_MANIFESTS[name] ?? []), ...(RESOURCES[name] ?? [])],
    ]),
  ),
  typed: TYPED,
  charts: CHARTS,
};

describe.each(['release', 'manifest', 'typed', 'charts'] as const)(
  'plans of stack %s, recorded from real providers',
  (stack) => {
    const { namespace, pairs } = PAIR_STACKS[stack];

    it('are there for every pair of programs', () => {
      expect(recordings(stack).fixtures.map(({ pair }) => pair)).toEqual(pairs.map(({ name }) => name));
    });

    it.each(pairs.map(({ name }) => name))('say what %s does', (pair) => {
      const expected = (EXPECTED[stack][pair] ?? []).map((line) => line.replaceAll('{ns}', namespace));
      expect(expected).not.toEqual([]);
      expect(sayings(reportOfRecording(stack, pair))).toEqual(expected);
    });
  },
);
