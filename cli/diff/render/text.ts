import { count } from '../../terminal/count';
import { mark, style } from '../../terminal/style';
import type { FieldReport } from '../fields';
import { countRisks, type DiffReport, failing, hasChanges, type ReportedChange, type ReportedRisk } from '../report';
import type { Sentence } from '../sentence';
import { visible } from '../visible';
import { groupChanges } from './grouping';

export interface TextOptions {
  /** Show every change of a group and every field. @default - the first few of each */
  readonly full?: boolean;
}

const FIRST_OF_GROUP = 3;
const FIRST_FIELDS = 6;

/** The report for a terminal. */
export function renderText(report: DiffReport, { full = false }: TextOptions = {}): string {
  const lines: string[] = [];
  for (const stack of report.stacks) {
    if (stack.status === 'failed')
      lines.push(`${mark.bad} ${style.strong(stack.name)}: ${stack.error ?? 'could not be planned'}`, '');
  }
  if (report.access.length > 0) lines.push(...accessLines(report.access, full), '');
  for (const stack of report.stacks) {
    const changes = report.changes.filter((change) => change.stack === stack.name);
    if (changes.length === 0 && stack.outputs.length === 0) continue;
    const guess =
      stack.status === 'guessed' ? style.quiet('  (not deployed yet: guessed from what is synthesized)') : '';
    lines.push(`${style.strong(stack.name)}${guess}`);
    for (const group of groupChanges(changes)) {
      const shown = full ? group.changes : group.changes.slice(0, FIRST_OF_GROUP);
      for (const change of shown) lines.push(...changeLines(change, full));
      const more = group.changes.length - shown.length;
      const [first] = group.changes;
      if (more > 0 && first)
        lines.push(style.quiet(`  … and ${count(more, `more ${first.kind}`)} in the same way (--full shows all)`));
    }
    for (const output of stack.outputs) lines.push(`  ${sign('update')} output ${output} changes`);
    lines.push('');
  }
  lines.push(...closing(report));
  return `${lines.join('\n')}\n`;
}

const FIRST_DESTINATIONS = 20;

function accessLines(access: DiffReport['access'], full: boolean): string[] {
  const shown = full ? access : access.slice(0, FIRST_DESTINATIONS);
  const lines = [style.strong('Who may call whom')];
  for (const { title, remarks } of shown) {
    lines.push(`  ${sign('update')} ${title}`);
    for (const { sentence, risks } of remarks) {
      lines.push(`      ${words(sentence)}`, ...risks.map((risk) => `      ${riskLine(risk)}`));
    }
  }
  const more = access.length - shown.length;
  if (more > 0) lines.push(style.quiet(`  … and ${count(more, 'more destination')} (--full shows all)`));
  return lines;
}

function changeLines(change: ReportedChange, full: boolean): string[] {
  const lines = [
    `  ${sign(change.action)} ${change.title}${change.source === change.title ? '' : `  ${style.quiet(change.source)}`}`,
  ];
  for (const { sentence, risks } of change.remarks) {
    lines.push(`      ${words(sentence)}`);
    for (const risk of risks) lines.push(`      ${riskLine(risk)}`);
  }
  if (change.action === 'update' || full) {
    const fields = full ? change.fields : change.fields.slice(0, FIRST_FIELDS);
    for (const field of fields) lines.push(...fieldLines(field).map((line) => `        ${paint(line)}`));
    const more = change.fields.length - fields.length;
    if (more > 0) lines.push(style.quiet(`        … ${count(more, 'more field')} (--full shows all)`));
  }
  return lines;
}

/** A field as lines of a diff: what goes, what comes. */
export function fieldLines({ path, before, after }: FieldReport): string[] {
  const lines: string[] = [];
  if (before !== undefined) lines.push(`- ${visible(path)}: ${oneLine(before)}`);
  if (after !== undefined) lines.push(`+ ${visible(path)}: ${oneLine(after)}`);
  return lines;
}

const LONGEST_VALUE = 200;

function oneLine(value: unknown): string {
  const plain = typeof value === 'string' && /^[\w./:*@()+ -]*$/.test(value);
  const text = visible(plain ? value : JSON.stringify(value));
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}… (${text.length} characters)` : text;
}

function paint(line: string): string {
  return line.startsWith('-') ? style.removed(line) : style.added(line);
}

function words({ parts }: Sentence): string {
  return parts.map((part) => (typeof part === 'string' ? part : style.link(part.quote))).join('');
}

function riskLine({ level, reason, risk, fails, accepted }: ReportedRisk): string {
  if (accepted !== undefined) return style.quiet(`- accepted: ${reason} (${risk}: ${accepted})`);
  const paintLevel = level === 'high' ? style.bad : level === 'medium' ? style.warn : style.quiet;
  return `${fails ? mark.bad : level === 'low' ? mark.skipped : mark.warn} ${paintLevel(level)}: ${reason} ${style.quiet(`(${risk})`)}`;
}

function sign(action: ReportedChange['action']): string {
  if (action === 'create') return style.added('+');
  if (action === 'delete') return style.removed('-');
  return style.warn(action === 'replace' ? '±' : '~');
}

function closing(report: DiffReport): string[] {
  const lines: string[] = [];
  const failed = report.stacks.filter(({ status }) => status === 'failed').length;
  const planned = report.stacks.length - failed;
  if (failed > 0) lines.push(`${mark.bad} ${failed} of ${count(report.stacks.length, 'stack')} could not be planned.`);
  if (!hasChanges(report)) {
    if (planned > 0)
      lines.push(`${mark.good} Nothing changes in ${count(planned, failed > 0 ? 'other stack' : 'stack')}.`);
  } else {
    const counts = countRisks(report);
    const marks = (['high', 'medium', 'low'] as const)
      .filter((level) => counts[level] > 0)
      .map((level) => `${counts[level]} ${level}`);
    lines.push(
      `${count(report.changes.length, 'change')} in ${count(planned, failed > 0 ? 'other stack' : 'stack')}; risks: ${marks.join(', ') || 'none'}`,
    );
  }
  for (const note of report.notes) lines.push(style.quiet(note));
  for (const { risk, reason, count: number } of report.silenced)
    lines.push(style.quiet(`${risk} is switched off (${number}): ${reason}`));
  for (const { risk, object, until } of report.expired)
    lines.push(`${mark.warn} the acceptance of ${risk} for ${object} ended on ${until}`);
  const failures = failing(report);
  if (failures.length > 0)
    lines.push(
      `${mark.bad} ${count(failures.length, 'risk')} must not pass: ${[...new Set(failures.map(({ risk }) => risk))].join(', ')}`,
    );
  return lines;
}
