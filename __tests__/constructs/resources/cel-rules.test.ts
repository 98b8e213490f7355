import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CEL_RULES } from '../../../constructs/resources/generated/cel-rules';
import { CelRuntime } from '../../../constructs/resources/validation/cel-runtime';

interface RuleCases {
  readonly rule: string;
  readonly accepts: readonly unknown[];
  readonly refuses: readonly unknown[];
}

const cases = JSON.parse(
  readFileSync(join(__dirname, '../../fixtures/resources/cel-cases.json'), 'utf8'),
) as RuleCases[];
const UNKNOWN = { resolve: () => 'later' };
const cel = new CelRuntime((value) => value === UNKNOWN);

function ruleOf(text: string) {
  const rule = CEL_RULES.find((one) => one.rule === text);
  if (rule === undefined) throw new Error(`no CRD has the rule ${text}`);
  return rule;
}

test('every rule of the CRDs has cases', () => {
  expect(CEL_RULES.map((rule) => rule.rule).filter((rule) => !cases.some((one) => one.rule === rule))).toEqual([]);
});

test('every rule of the CRDs has words of its own', () => {
  expect(CEL_RULES.filter((rule) => rule.wanted.startsWith('the rule ')).map((rule) => rule.rule)).toEqual([]);
});

describe.each(cases)('$rule', ({ rule, accepts, refuses }) => {
  test.each(accepts.map((value) => [JSON.stringify(value), value]))('holds for %s', (_, value) => {
    expect(cel.decide(ruleOf(rule), value)).toBe(true);
  });

  test.each(refuses.map((value) => [JSON.stringify(value), value]))('does not hold for %s', (_, value) => {
    expect(cel.decide(ruleOf(rule), value)).toBe(false);
  });
});

describe('a rule about something not known yet', () => {
  const services = ruleOf(
    '((has(self.resolution) ? self.resolution : "NONE") == "NONE") ? !has(self.endpoints) : true',
  );
  const distinct = ruleOf('self.all(l1, self.exists_one(l2, l1.number == l2.number))');

  test('is not decided when it hangs on it', () => {
    expect(cel.decide(services, { resolution: UNKNOWN, endpoints: [] })).toBeUndefined();
    expect(cel.decide(distinct, [{ number: UNKNOWN }, { number: 80 }])).toBeUndefined();
  });

  test('is decided when it does not', () => {
    expect(cel.decide(services, { resolution: 'NONE', endpoints: UNKNOWN })).toBe(false);
  });
});
