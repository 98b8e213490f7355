import { count } from '../../terminal/count';
import type { DiffReport, ReportedChange, ReportedRisk } from '../report';
import { countRisks, failing, hasChanges } from '../report';
import type { Sentence } from '../sentence';
import { visible } from '../visible';
import { groupChanges } from './grouping';
import { fieldLines } from './text';

/** The first line of every comment, by which the next run finds it again. */
export const MARKER = '<!-- mesh-diff -->';

export interface MarkdownOptions {
  /** The most bytes the text may take. GitHub takes 65,536 characters in a comment. @default - 60,000 */
  readonly maxBytes?: number;
  /** Where the whole report is, for what finds no room. @default - `mesh diff --full` is named */
  readonly detailsUrl?: string;
}

const FIRST_OF_GROUP = 3;
const MOST_FOLDED = 50;
const FIELDS_OF_OBJECT = 30;
const LEVEL_MARKS = { high: '🔴', medium: '🟠', low: '🟡' } as const;

/** The report as a comment for a pull request. What finds no room is counted, and where it can be read is said. */
export function renderMarkdown(report: DiffReport, options: MarkdownOptions = {}): string {
  const page = new Page(options.maxBytes ?? 60_000, pointer(options.detailsUrl));
  page.must(MARKER, '## Mesh changes', '', headline(report), '');
  for (const { name, status, error } of report.stacks) {
    if (status === 'failed') page.must(`> ⛔ Stack ${code(name)} could not be planned: ${inert(error ?? '')}`, '');
  }
  page.closing(closing(report));
  addAccess(page, report.access);
  for (const stack of report.stacks) {
    const changes = report.changes.filter((change) => change.stack === stack.name);
    if (changes.length === 0 && stack.outputs.length === 0) continue;
    const guess = stack.status === 'guessed' ? ' (not deployed yet: guessed from what is synthesized)' : '';
    if (!page.add([`### ${inert(stack.name)}${guess}`, ''])) {
      page.omit(changes.length);
      continue;
    }
    for (const { changes: group } of groupChanges(changes)) addGroup(page, group);
    if (stack.outputs.length > 0) page.add([`- Outputs change: ${stack.outputs.map(code).join(', ')}`]);
    page.add(['']);
    addFields(page, changes);
  }
  return page.text();
}

function addAccess(page: Page, access: DiffReport['access']): void {
  if (access.length === 0 || !page.add(['### Who may call whom', ''])) {
    page.omit(access.length);
    return;
  }
  let left = 0;
  for (const { title, remarks } of access) {
    const lines = remarks.flatMap(({ sentence, risks }) => [
      `  - ${markdownOf(sentence)}`,
      ...risks.map((risk) => `    - ${riskOf(risk)}`),
    ]);
    if (!page.add([`- ${code(title)}`, ...lines])) left += 1;
  }
  page.omit(left);
  page.add(['']);
}

function addGroup(page: Page, group: readonly ReportedChange[]): void {
  const shown = group.slice(0, FIRST_OF_GROUP);
  let left = 0;
  for (const change of shown) if (!page.add(changeLines(change))) left += 1;
  const folded = group.slice(FIRST_OF_GROUP);
  if (folded.length > 0 && left === 0) {
    const listed = folded.slice(0, MOST_FOLDED);
    const [first] = group;
    const lines = [
      `- <details><summary>and ${count(folded.length, `more ${inert(first?.kind ?? '')}`)} in the same way</summary>`,
      '',
      ...listed.map(
        (change) =>
          `  - ${code(nameOf(change))}: ${change.remarks.map(({ sentence }) => markdownOf(sentence)).join('; ')}`,
      ),
      ...(folded.length > listed.length ? [`  - … ${folded.length - listed.length} more`] : []),
      '',
      '  </details>',
    ];
    if (!page.add(lines)) left += folded.length;
  } else left += folded.length;
  page.omit(left);
}

function changeLines(change: ReportedChange): string[] {
  const name = `**${inert(change.kind === 'HelmChart' ? 'release' : change.kind)}** ${code(nameOf(change))}`;
  const [first, ...rest] = change.remarks;
  if (!first) return [];
  // That something comes or goes reads as one sentence with its name; so does all that is said where it is said alone.
  const comesOrGoes = first.rule === 'presence' && change.kind !== 'HelmChart';
  const headed = comesOrGoes || rest.length === 0;
  const lines = [headed ? `- ${name}${comesOrGoes ? ' ' : ': '}${markdownOf(first.sentence)}` : `- ${name}`];
  if (headed) lines.push(...first.risks.map((risk) => `  - ${riskOf(risk)}`));
  for (const { sentence, risks } of headed ? rest : change.remarks) {
    lines.push(`  - ${markdownOf(sentence)}`, ...risks.map((risk) => `    - ${riskOf(risk)}`));
  }
  return lines;
}

/** Field by field, folded: the gravest first, as many as find room. */
function addFields(page: Page, changes: readonly ReportedChange[]): void {
  const withFields = changes.filter(({ fields }) => fields.length > 0);
  if (withFields.length === 0) return;
  const total = withFields.reduce((sum, { fields }) => sum + fields.length, 0);
  const body: string[] = [];
  let omitted = 0;
  for (const { title, source, fields } of withFields.slice(0, MOST_FOLDED)) {
    const lines = [`# ${visible(title)}${source === title ? '' : ` (${visible(source)})`}`];
    for (const field of fields.slice(0, FIELDS_OF_OBJECT)) lines.push(...fieldLines(field).map(visible));
    if (fields.length > FIELDS_OF_OBJECT) lines.push(`# … ${fields.length - FIELDS_OF_OBJECT} more fields`);
    // Fences longer than any in the text: nothing in it can end the block.
    if (page.room([...body, ...lines, FOLD_ALLOWANCE])) body.push(...lines);
    else omitted += 1;
  }
  omitted += Math.max(0, withFields.length - MOST_FOLDED);
  if (body.length === 0) return;
  const fence = '`'.repeat(Math.max(3, longestTicks(body) + 1));
  page.add([
    `<details><summary>${count(total, 'field')}${omitted > 0 ? `, without those of ${count(omitted, 'object')}` : ''}</summary>`,
    '',
    `${fence}diff`,
    ...body,
    fence,
    '',
    '</details>',
    '',
  ]);
}

const FOLD_ALLOWANCE = ' '.repeat(160);

function headline(report: DiffReport): string {
  if (!hasChanges(report)) {
    const failed = report.stacks.filter(({ status }) => status === 'failed').length;
    const planned = report.stacks.length - failed;
    if (failed > 0 && planned === 0) return '**No stack could be planned.**';
    return `**Nothing changes** in ${count(planned, failed > 0 ? 'other stack' : 'stack')}.`;
  }
  const counts = countRisks(report);
  const risks = (['high', 'medium', 'low'] as const)
    .filter((level) => counts[level] > 0)
    .map((level) => `${LEVEL_MARKS[level]} ${counts[level]} ${level}`);
  const changed = report.stacks.filter(({ status }) => status === 'changed' || status === 'guessed').length;
  const failures = failing(report);
  return [
    `**${count(report.changes.length, 'object')} ${report.changes.length === 1 ? 'changes' : 'change'}** in ${changed} of ${count(report.stacks.length, 'stack')}`,
    risks.length > 0 ? `risks: ${risks.join(', ')}` : 'no risks marked',
    ...(failures.length > 0 ? [`⛔ ${count(failures.length, 'risk')} must not pass`] : []),
  ].join(' · ');
}

function closing(report: DiffReport): string[] {
  const { mode, base, tool } = report.comparison;
  const how =
    mode === 'versions'
      ? `Compared with ${code(base ?? '')}, without a cluster: what runs may differ.`
      : mode === 'plan'
        ? `Planned with ${inert(tool ?? 'Terraform')}.`
        : 'Read from saved plans.';
  return [
    ...report.silenced.map(
      ({ risk, reason, count: number }) => `- Switched off: ${code(risk)} (${number}): ${inert(reason)}`,
    ),
    ...report.expired.map(
      ({ risk, object, until }) =>
        `- ⚠ The acceptance of ${code(risk)} for ${code(object)} ended on ${inert(until ?? '')}.`,
    ),
    ...report.notes.map((note) => `- ${inert(note)}`),
    '',
    `<sub>${how}</sub>`,
  ];
}

function riskOf({ level, reason, risk, fails, accepted }: ReportedRisk): string {
  if (accepted !== undefined) return `☑️ accepted: ${inert(reason)} (${code(risk)}: ${inert(accepted)})`;
  return `${LEVEL_MARKS[level]} ${level}${fails ? ', ⛔ must not pass' : ''}: ${inert(reason)} (${code(risk)})`;
}

function nameOf({ namespace, name }: ReportedChange): string {
  return namespace ? `${namespace}/${name}` : name;
}

function pointer(url: string | undefined): string {
  return url ? `[the whole report](${url.replace(/[()\s<>]/g, encodeURIComponent)})` : '`mesh diff --full`';
}

function markdownOf({ parts }: Sentence): string {
  return parts.map((part) => (typeof part === 'string' ? inert(part) : code(part.quote))).join('');
}

/** Text that stays text: no markup, no mention, no reference, no HTML. */
function inert(text: string): string {
  return visible(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/([\\`*_{}[\]|~])/g, '\\$1')
    .replace(/[@#](?=\w)/g, '$&<!-- -->')
    .replace(/:\/\//g, ':<!-- -->//')
    .replace(/-&gt;/g, '→');
}

/** A value as code, whatever ticks it holds itself. */
function code(text: string): string {
  const line = visible(text);
  if (line === '') return '` `';
  const ticks = '`'.repeat(longestTicks([line]) + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${ticks}${pad}${line}${pad}${ticks}`;
}

function longestTicks(lines: readonly string[]): number {
  return Math.max(0, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
}

/** A text that never grows beyond its bytes. */
class Page {
  private readonly lines: string[] = [];
  private end: readonly string[] = [];
  private bytes = 0;
  private omitted = 0;

  constructor(
    private readonly maxBytes: number,
    private readonly pointer: string,
  ) {}

  must(...lines: readonly string[]): void {
    this.lines.push(...lines);
    this.bytes += bytesOf(lines);
  }

  closing(lines: readonly string[]): void {
    this.end = lines;
    // Room for the sentence about what is left out is kept from the beginning.
    this.bytes += bytesOf(lines) + bytesOf([this.pointer]) + 120;
  }

  room(lines: readonly string[]): boolean {
    return this.bytes + bytesOf(lines) <= this.maxBytes;
  }

  add(lines: readonly string[]): boolean {
    if (!this.room(lines)) return false;
    this.must(...lines);
    return true;
  }

  omit(changes: number): void {
    this.omitted += changes;
  }

  text(): string {
    const left = this.omitted > 0 ? [`> … and ${count(this.omitted, 'more change')}; see ${this.pointer}.`, ''] : [];
    const all = [...this.lines, ...left, ...this.end];
    return `${all
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trimEnd()}\n`;
  }
}

function bytesOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
}
