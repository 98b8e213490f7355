import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readKubernetesYaml } from '../../../constructs/resources/kubernetes-yaml';

/** What YAMLToJSON of sigs.k8s.io/yaml 1.6.0 answers for a text; a row without an answer is one that it refuses. */
const ANSWERS: readonly (readonly [text: string, answer?: unknown])[] = JSON.parse(
  readFileSync(join(__dirname, '../../fixtures/kubernetes-yaml.json'), 'utf8'),
);

function read(text: string): { readonly value: unknown; readonly faults: readonly string[] } {
  const documents = readKubernetesYaml(text);
  return {
    value: documents[0]?.value ?? null,
    faults: documents.flatMap(({ faults }) => faults.map(({ line, text: problem }) => `${line}: ${problem}`)),
  };
}

/** Why a text may be refused that the clients read. */
const REFUSED: readonly (readonly [why: string, pattern: RegExp])[] = [
  ['a number of JavaScript would lose its last digits', /\d{16}|0x[fF]{16}/],
  ['the clients would keep the last of two equal keys', /^a: 1\na: 2$|^on: 1\ntrue: 2$/],
  ['a number with a point is no key that anybody means', /^(?:\d*\.\d+|\.inf|1e-7|\d+\.0): x$/],
  ['YAML has no such line break within brackets', /\[\w*:*\n/],
];

describe('YAML as the clients of Kubernetes read it', () => {
  it.each(ANSWERS.flatMap((row): [text: string, answer: unknown][] => (row.length > 1 ? [[row[0], row[1]]] : [])))(
    '%j is %j',
    (text, answer) => {
      const { value, faults } = read(text);
      if (faults.length > 0) expect(REFUSED.filter(([, pattern]) => pattern.test(text))).not.toEqual([]);
      // A question mark begins a key within brackets there, even where no space follows.
      else expect(value).toEqual(text === 'a: [?a]' ? { a: ['?a'] } : answer);
    },
  );

  it('refuses most of what the clients refuse, and reads the rest as it is written', () => {
    const accepted = ANSWERS.filter((row) => row.length === 1)
      .map(([text]) => text)
      .filter((text) => read(text).faults.length === 0);
    expect(accepted).toEqual([
      'a: !!timestamp x',
      'a: [2001:db8::/32, ::1]',
      'a: {x: 2001:db8::, y: ::}',
      'a: [::]',
      'a: [::1]',
      'a: [/a?b]',
      'a: [a?]',
      'a: [a? b]',
      'a: {uri: /a?b=c}',
      '%YAML 1.2\n---\na: yes',
      '...',
      'a: \u2028b',
    ]);
  });

  it.each([
    ['a: 9007199254740993', '1: expected an integer from -9007199254740991 to 9007199254740991, got 9007199254740993'],
    ['a: 1\nb: .inf', '2: expected a number that JSON can hold, got .inf'],
    ['a: *x', '1: Unresolved alias (the anchor must be set before the alias): x'],
    ['? [a]\n: b', '1: expected a string as a key, got a list'],
  ])('says why %j is refused', (text, fault) => {
    expect(read(text).faults).toEqual([fault]);
  });
});
