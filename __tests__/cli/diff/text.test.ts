import { stripVTControlCharacters } from 'node:util';
import { firstReason } from '../../../cli/diff/plan-stacks';
import { DEFAULT_POLICY } from '../../../cli/diff/policy';
import { renderText } from '../../../cli/diff/render/text';
import { reportOn, type StackInput } from '../../../cli/diff/report';
import { TerraformError } from '../../../cli/terraform/terraform';

function textOf(...stacks: readonly Partial<StackInput>[]): string {
  const side = { objects: [], opaque: new Set<string>() };
  const inputs = stacks.map((input, i) => ({ stack: `stack-${i}`, before: side, after: side, ...input }));
  return stripVTControlCharacters(
    renderText(reportOn(inputs, { policy: DEFAULT_POLICY, comparison: { mode: 'plan' as const } })),
  );
}

describe('mesh diff in a terminal', () => {
  it('says that nothing changes only of what was planned', () => {
    expect(textOf({}, {})).toBe('√ Nothing changes in 2 stacks.\n');
    expect(textOf({ error: 'no network' }, {}, {})).toBe(
      '× stack-0: no network\n\n× 1 of 3 stacks could not be planned.\n√ Nothing changes in 2 other stacks.\n',
    );
  });

  it('does not end in success where no stack could be planned', () => {
    expect(textOf({ error: 'no network' }, { error: 'no network' })).toBe(
      '× stack-0: no network\n\n× stack-1: no network\n\n× 2 of 2 stacks could not be planned.\n',
    );
  });
});

test('a stack that could not be planned says why in a line, and the way out whole', () => {
  const summary = 'Failed to query available provider packages';
  const detail = `could not connect to registry.example: ${'no such host, '.repeat(60)}`;
  const reason = firstReason(new TerraformError({ name: 'mesh', directory: '.' }, [{ summary, detail }]));
  expect(reason).toMatch(
    /^Failed to query available provider packages \(.* … -> .*set TF_CLI_CONFIG_FILE to a mirror \(docs\/guides\/air-gapped\.md\)$/,
  );
  expect(reason.length).toBeLessThanOrEqual(502);
});
