import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CEL_RULES } from '../../../constructs/resources/generated/cel-rules';
import { CEL_RULES as GATEWAY_API_RULES } from '../../../constructs/resources/generated/gateway-api-cel-rules';
import { CelRuntime } from '../../../constructs/resources/validation/cel-runtime';

interface RuleCases {
  readonly rule: string;
  readonly accepts: readonly unknown[];
  readonly refuses: readonly unknown[];
}

const casesIn = (file: string): readonly RuleCases[] =>
  JSON.parse(readFileSync(join(__dirname, '../../fixtures/resources', file), 'utf8')) as RuleCases[];
/** The verdicts of those of the Gateway API are those of the CEL library that the API server has. */
const cases = [...casesIn('cel-cases.json'), ...casesIn('gateway-api-cel-cases.json')];
const RULES = [...CEL_RULES, ...GATEWAY_API_RULES];
const UNKNOWN = { resolve: () => 'later' };
const cel = new CelRuntime((value) => value === UNKNOWN);

function ruleOf(text: string) {
  const rule = RULES.find((one) => one.rule === text);
  if (rule === undefined) throw new Error(`no CRD has the rule ${text}`);
  return rule;
}

test('every rule of the CRDs has cases', () => {
  expect(RULES.map((rule) => rule.rule).filter((rule) => !cases.some((one) => one.rule === rule))).toEqual([]);
});

test('every rule of the CRDs has words of its own', () => {
  expect(RULES.filter((rule) => rule.wanted.startsWith('the rule ')).map((rule) => rule.rule)).toEqual([]);
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
