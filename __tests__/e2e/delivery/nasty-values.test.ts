import { DataResource, Fn, type TerraformStack, TerraformVariable, Token } from 'cdktf';
import { ResourceBundle } from '../../../constructs/delivery/resource-bundle';
import type { Delivery } from '../../../constructs/mesh-context';
import { Workspace } from '../terraform';
import { defineWidgets, runningWidget, widget } from './widget';

const NASTY = 'say "hi" \\d+ \n tab\t ${evil} %{if x} $${d} %%{p} {{ .Values }} <&> é 日本 😀 \u2028 # : - | "';

const LITERALS = {
  plain: NASTY,
  regex: '^\\d+\\.(?:"a"|b)$',
  quote: '"',
  quoted: '"x"',
  newlines: 'a\n---\nb\n',
  template: '{{ fail "no" }}',
  dollar: 'a ${b} %{c} $${d} $$${e} $ % $$ ${',
  yes: 'yes',
  on: 'on',
  no: 'no',
  tilde: '~',
  nullText: 'null',
  number: '0123',
  exponent: '1e3',
  date: '2023-01-01',
  empty: '',
  space: ' ',
  '"key ${e} %{f} \\': 'v',
  big: 9007199254740991,
  round: 1000000000,
  negative: -5,
  fraction: 1.5,
  truth: true,
  lie: false,
  map: {},
  list: [],
  nested: [[{ a: ['${x}'] }], []],
};

beforeAll(defineWidgets);

describe.each<Delivery>(['release', 'manifest'])('values sent by %s', (delivery) => {
  const workspace = new Workspace();

  afterAll(() => {
    for (const stack of ['reader', 'writer']) workspace.destroy(stack);
  });

  it('arrive as they were written, with and without tokens, from this stack and another one, before and after apply', () => {
    const expected: Record<string, unknown> = {};
    let shared = '';
    workspace.synth({
      writer: (stack) => {
        // Terraform takes a variable's default letter by letter.
        const read = '${x} "q" \\ %{y}';
        const text = new TerraformVariable(stack, 'text', { type: 'string', default: read }).stringValue;
        const word = new TerraformVariable(stack, 'word', { type: 'string', default: 'x' }).stringValue;
        const list = new TerraformVariable(stack, 'list', { type: 'list(string)', default: ['a"b', 'c'] }).listValue;
        const number = new TerraformVariable(stack, 'number', { type: 'number', default: 5000 }).numberValue;
        const flag = new TerraformVariable(stack, 'flag', { type: 'bool', default: true }).booleanValue;
        const object = new TerraformVariable(stack, 'object', { type: 'any', default: { x: [1, { y: '"' }] } });
        // Known only after the first apply.
        const later = new DataResource(stack, 'later', { input: { text: 'la"ter\\' } });
        shared = Token.asString(later.interpolationForAttribute('output.text'));

        const literals = delivery === 'release' ? { ...LITERALS, nothing: null } : LITERALS;
        widget(stack, `Literal-${delivery}`, literals, { delivery });
        expected[`literal-${delivery}`] = literals;

        widget(
          stack,
          `Token-${delivery}`,
          {
            ...literals,
            only: text,
            between: `pre \${b} ${text} "post" \\ %{`,
            dollarBefore: `$${text}`,
            dollarsBefore: `$$${text}`,
            percentBefore: `%${text}`,
            braceAfter: `${text}}`,
            twice: `${text}${text}`,
            number,
            flag,
            object: Token.asAny(object.value),
            upper: Fn.upper(text),
            // kubernetes_manifest fails on typed lists and on values known after apply in fields without a schema.
            ...(delivery === 'release' && { later: shared, list }),
            [`key-${word}`]: 1,
          },
          { delivery },
        );
        expected[`token-${delivery}`] = {
          ...literals,
          only: read,
          between: `pre \${b} ${read} "post" \\ %{`,
          dollarBefore: `$${read}`,
          dollarsBefore: `$$${read}`,
          percentBefore: `%${read}`,
          braceAfter: `${read}}`,
          twice: `${read}${read}`,
          number: 5000,
          flag: true,
          object: { x: [1, { y: '"' }] },
          upper: read.toUpperCase(),
          ...(delivery === 'release' && { later: 'la"ter\\', list: ['a"b', 'c'] }),
          'key-x': 1,
        };
      },
      reader: (stack) => {
        widget(stack, `Across-${delivery}`, { from: shared, mixed: `"\${a}" ${shared}` }, { delivery });
        expected[`across-${delivery}`] = { from: 'la"ter\\', mixed: '"${a}" la"ter\\' };
      },
    });
    for (const stack of ['writer', 'reader']) {
      workspace.init(stack);
      workspace.apply(stack);
    }
    for (const [name, spec] of Object.entries(expected))
      expect({ [name]: runningWidget(name)?.spec }).toEqual({ [name]: spec });
    for (const stack of ['writer', 'reader']) expect(workspace.plan(stack)).toMatchObject({ changes: false });
  });
});

it('a plan shows the changed field of a bundle and none of its neighbours', () => {
  const workspace = new Workspace();
  const bundle = (size: number) => (stack: TerraformStack) => {
    const shop = new ResourceBundle(stack, 'Shop');
    for (let i = 0; i < 20; i++) widget(shop, `W${i}`, { size: i === 7 ? size : 1, other: 'kept' });
  };
  workspace.synth({ planned: bundle(1) });
  workspace.init('planned');
  workspace.apply('planned');
  workspace.synth({ planned: bundle(2) });
  const { text } = workspace.plan('planned');
  expect(text).toMatch(/size\s+= 1 -> 2/);
  expect(text.slice(text.lastIndexOf('~ values'))).not.toContain('Shop/W6');
  workspace.destroy('planned');
});
