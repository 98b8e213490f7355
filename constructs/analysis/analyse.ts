import type { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { annotate } from '../annotate';
import { isDeliverable } from '../delivery/deliverable';
import { withPlace } from '../place';
import type { Severity } from '../severity';
import type { Code } from './codes';
import type { Finding } from './finding';
import { warningsOf } from './own-warnings';
import { isDisabledAt, isSilenced, severityOf } from './settings';

const noted = new WeakMap<IConstruct, Set<string>>();

/** So many infos of a code are told of a stack one by one. A program whose Services somebody else runs has one for each of them. */
const INFOS_OF_A_CODE = 20;

/** What the checks find in a stack: errors as lines, warnings and infos as annotations of its constructs. */
export function analyse(stack: TerraformStack): string[] {
  const errors: string[] = [];
  const infos = new Map<Code, number>();
  const said = noted.get(stack) ?? new Set<string>();
  noted.set(stack, said);
  const tell = (at: IConstruct, severity: 'warning' | 'info', line: string): void => {
    const reported = `${at.node.path}: ${line}`;
    if (said.has(reported)) return;
    said.add(reported);
    annotate(at, severity, line);
  };
  for (const { finding, severity } of gradedIn(stack)) {
    const { at, code } = finding;
    if (severity === 'error') errors.push(`${at.node.path}: ${lineOf(finding)}`);
    else if (severity === 'warning') tell(at, severity, lineOf(finding));
    else {
      const count = (infos.get(code) ?? 0) + 1;
      infos.set(code, count);
      if (count <= INFOS_OF_A_CODE) tell(at, severity, lineOf(finding));
    }
  }
  for (const [code, count] of infos) {
    const left = count - INFOS_OF_A_CODE;
    if (left > 0) tell(stack, 'info', `${code}: ${left} more; ${ALL_OF_THEM}`);
  }
  return errors;
}

const ALL_OF_THEM =
  'MeshAnalysis.findings has all of them; MeshAnalysis.configure makes each a warning, or turns the code off';

/** A finding as it is reported. */
export interface Reported {
  readonly at: IConstruct;
  readonly severity: Exclude<Severity, 'off'>;
  /** Code, object, field and fault. */
  readonly line: string;
}

/** What the checks report in a stack: neither silenced nor off. */
export function* reportedIn(stack: TerraformStack): Iterable<Reported> {
  for (const { finding, severity } of gradedIn(stack)) yield { at: finding.at, severity, line: lineOf(finding) };
}

/** A finding, and how much it matters where it was found. */
interface Graded {
  readonly finding: Finding;
  readonly severity: Exclude<Severity, 'off'>;
}

function* gradedIn(stack: TerraformStack): Iterable<Graded> {
  if (isDisabledAt(stack)) return;
  // Loaded here: the checks take their time, and so does it to load them.
  const { findingsInStack } = require('./find') as typeof import('./find');
  for (const finding of findingsInStack(stack)) {
    if (isReportedThere(finding)) continue;
    const severity = severityOf(finding);
    if (severity !== 'off' && !isSilenced(finding)) yield { finding, severity };
  }
}

/** Whether the object reports it by itself, since it shows without the rest of the program. */
function isReportedThere({ code, at, path }: Finding): boolean {
  return warningsOf(at)?.some((one) => one.code === code && one.path === path) ?? false;
}

function lineOf({ code, at, path, text }: Finding): string {
  const object = isDeliverable(at) ? `${at.kind} "${at.name}": ` : '';
  return withPlace(`${code}: ${object}${path === '' ? '' : `${path}: `}${text}`, at);
}
