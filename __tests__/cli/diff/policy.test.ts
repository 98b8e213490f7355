import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandError } from '../../../cli/command-error';
import { planSides } from '../../../cli/diff/objects/plan-sides';
import { DEFAULT_POLICY, type DiffPolicy, readPolicy } from '../../../cli/diff/policy';
import { renderMarkdown } from '../../../cli/diff/render/markdown';
import { renderText } from '../../../cli/diff/render/text';
import { countRisks, failing, type ReportOptions, reportOn } from '../../../cli/diff/report';
import { recordings, reportOfRecording } from './recorded-plans';

const folder = mkdtempSync(join(tmpdir(), 'diff-policy-'));

function policyFile(text: string): string {
  const file = join(folder, 'mesh-diff.yaml');
  writeFileSync(file, text);
  return file;
}

function faultsOf(text: string): string[] {
  const file = policyFile(text);
  try {
    readPolicy(file);
    return [];
  } catch (error) {
    return error instanceof CommandError
      ? error.problems.map(({ problem }) => problem.replace(`${file}: `, ''))
      : [String(error)];
  }
}

function policy(parts: Partial<DiffPolicy>): DiffPolicy {
  return { ...DEFAULT_POLICY, ...parts };
}

/** The recorded plan that opens /admin, on a given day. */
function publishAdmin(of: DiffPolicy, today?: string) {
  const fixture = recordings('release').fixtures.find(({ pair }) => pair === 'PublishAdmin');
  const plan = { format_version: '1.2', resource_changes: fixture?.resource_changes as never };
  const options: ReportOptions = { policy: of, comparison: { mode: 'plan' }, ...(today ? { today } : {}) };
  return reportOn([{ stack: 'shop', ...planSides('shop', plan, fixture?.synthesized) }], options);
}

describe('a policy', () => {
  it('fails nothing unless it says so', () => {
    expect(failing(publishAdmin(DEFAULT_POLICY))).toEqual([]);
  });

  it('fails from the level on that it names', () => {
    expect(failing(publishAdmin(policy({ failOn: 'high' })))).toMatchObject([{ risk: 'opens-access', level: 'high' }]);
    expect(failing(reportOfRecording('release', 'MoveEverything', policy({ failOn: 'high' })))).toEqual([]);
    expect(failing(reportOfRecording('release', 'MoveEverything', policy({ failOn: 'medium' })))).toHaveLength(1);
  });

  it('grades a risk otherwise, and lets one fail or pass whatever its level', () => {
    const graded = publishAdmin(policy({ failOn: 'high', risks: { 'opens-access': { level: 'low' } } }));
    expect(failing(graded)).toEqual([]);
    expect(countRisks(graded)).toEqual({ low: 1, medium: 0, high: 0 });
    expect(failing(publishAdmin(policy({ risks: { 'opens-access': { fail: true } } })))).toHaveLength(1);
    expect(failing(publishAdmin(policy({ failOn: 'low', risks: { 'opens-access': { fail: false } } })))).toEqual([]);
  });

  it('switches a risk off, and the report says so and why', () => {
    const report = publishAdmin(
      policy({ failOn: 'low', risks: { 'opens-access': { off: 'the gateway is inside the company' } } }),
    );
    expect(failing(report)).toEqual([]);
    expect(renderText(report)).toContain('opens-access is switched off (1): the gateway is inside the company');
    expect(renderMarkdown(report)).toContain('Switched off: `opens-access` (1): the gateway is inside the company');
  });

  it('accepts a risk for some objects, which stays visible', () => {
    const accept = [
      { risk: 'opens-access', object: 'VirtualService/shop/publish*', reason: 'reviewed by security' },
    ] as const;
    const report = publishAdmin(policy({ failOn: 'low', accept }));
    expect(failing(report)).toEqual([]);
    expect(renderText(report)).toContain(
      'accepted: reachable through istio-system/public (opens-access: reviewed by security)',
    );
    const other = [{ risk: 'opens-access', object: 'VirtualService/store/*', reason: 'reviewed by security' }] as const;
    expect(failing(publishAdmin(policy({ failOn: 'low', accept: other })))).toHaveLength(1);
  });

  it('accepts until a day, and afterwards says that the day is over', () => {
    const accept = [
      { risk: 'opens-access', object: '*/*/*', reason: 'until the fair is over', until: '2026-11-30' },
    ] as const;
    expect(failing(publishAdmin(policy({ failOn: 'low', accept }), '2026-11-30'))).toEqual([]);
    const late = publishAdmin(policy({ failOn: 'low', accept }), '2026-12-01');
    expect(failing(late)).toHaveLength(1);
    expect(renderText(late)).toContain('the acceptance of opens-access for */*/* ended on 2026-11-30');
  });

  it('sets how much traffic may move at once', () => {
    const risksAt = (moveAtMostPercent: number) =>
      countRisks(reportOfRecording('release', 'MoveTenPercent', policy({ moveAtMostPercent }))).medium;
    expect(risksAt(10)).toBe(0);
    expect(risksAt(9)).toBe(1);
  });
});

describe('a policy file', () => {
  it('is read, with defaults for what it leaves out', () => {
    const file = policyFile('failOn: high\nrisks:\n  touches-webhook: { off: "every istiod upgrade does" }\n');
    expect(readPolicy(file)).toEqual({
      ...DEFAULT_POLICY,
      failOn: 'high',
      risks: { 'touches-webhook': { off: 'every istiod upgrade does' } },
    });
  });

  it('may be empty', () => {
    expect(readPolicy(policyFile('# nothing yet\n'))).toEqual(DEFAULT_POLICY);
  });

  it('is refused with one line for every fault', () => {
    const faults = faultsOf(
      [
        'failOn: critical',
        'moveAtMostPercent: 200',
        'risks:',
        '  opens-acces: { fail: true }',
        '  touches-webhook: { off: "no" }',
        'accept:',
        '  - { risk: opens-access, object: VirtualService, reason: "reviewed by security", until: tomorrow }',
        'unknown: 1',
      ].join('\n'),
    );
    expect(faults).toEqual([
      expect.stringMatching(/^failOn: .*"critical"/),
      expect.stringMatching(/^moveAtMostPercent: .*100.*200/),
      expect.stringMatching(/^risks\.opens-acces: no such risk; there are accepts-plaintext, /),
      'risks.touches-webhook.off: expected the reason why it is switched off',
      'accept.0.object: expected Kind/namespace/name, each may be *',
      'accept.0.until: expected a day as 2027-01-31',
      expect.stringMatching(/^unknown: /),
    ]);
  });

  it('is refused where it is no YAML, and where it is not there', () => {
    expect(faultsOf('a: [')).toHaveLength(1);
    expect(() => readPolicy(join(folder, 'missing.yaml'))).toThrow(/missing\.yaml/);
  });
});
