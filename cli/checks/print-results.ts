import { mark, style } from '../terminal/style';
import { type Checked, GROUPS } from './check';

const MARKS = {
  good: () => mark.good,
  warning: () => mark.warn,
  bad: () => mark.bad,
  skipped: () => mark.skipped,
  unknown: () => mark.bad,
} as const;

/** The checks under their headings, with what is wrong, what to do about it and where to read more. */
export function resultLines(results: readonly Checked[]): readonly string[] {
  const lines: string[] = [];
  for (const group of GROUPS) {
    const members = results.filter(({ check }) => check.group === group);
    if (members.length === 0) continue;
    lines.push(style.strong(group), style.quiet('-'.repeat(group.length)));
    for (const result of members) lines.push(...linesOf(result));
    lines.push('');
  }
  lines.push(summary(results));
  return lines;
}

function linesOf({ check, status, verdict }: Checked): readonly string[] {
  const note = status === 'skipped' ? verdict.skipped : status === 'unknown' ? 'could not check' : verdict.note;
  const lines = [`${MARKS[status]()} ${check.title}${note ? style.quiet(` (${note})`) : ''}`];
  const findings = verdict.findings ?? [];
  for (const [index, { problem, remedy }] of findings.entries()) {
    lines.push(`    ${problem}`);
    // One way out of several troubles is said once, below the last of them.
    if (remedy && findings[index + 1]?.remedy !== remedy) lines.push(`    ${style.quiet('->')} ${remedy}`);
  }
  if (findings.length > 0 && check.link) lines.push(`    ${style.quiet('see')} ${style.link(check.link)}`);
  return lines;
}

function summary(results: readonly Checked[]): string {
  const count = (status: Checked['status']) => results.filter((result) => result.status === status).length;
  const parts = (
    [
      ['good', 'good'],
      ['warning', 'with a warning'],
      ['bad', 'bad'],
      ['unknown', 'could not check'],
      ['skipped', 'skipped'],
    ] as const
  ).filter(([status]) => count(status) > 0);
  const worst = count('bad') + count('unknown') > 0 ? mark.bad : count('warning') > 0 ? mark.warn : mark.good;
  return `${worst} ${results.length} checks: ${parts.map(([status, words]) => `${count(status)} ${words}`).join(', ')}`;
}

/** The same for programs. */
export function resultDocument(results: readonly Checked[]): object {
  return {
    checks: results.map(({ check, status, verdict }) => ({
      group: check.group,
      title: check.title,
      status,
      ...(verdict.note === undefined ? {} : { note: verdict.note }),
      ...(verdict.skipped === undefined ? {} : { skipped: verdict.skipped }),
      findings: verdict.findings ?? [],
      ...(check.link === undefined ? {} : { link: check.link }),
    })),
  };
}
