import type { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { annotate } from '../annotate';
import { isDeliverable } from '../delivery/deliverable';
import { withPlace } from '../place';
import type { Severity } from '../severity';
import { findingsInStack } from './find';
import type { Finding } from './finding';
import { warningsOf } from './own-warnings';
import { isSilenced, severityOf } from './settings';

const noted = new WeakMap<IConstruct, Set<string>>();

/** What the checks find in a stack: errors as lines, warnings and infos as annotations of its constructs. */
export function analyse(stack: TerraformStack): string[] {
  const errors: string[] = [];
  const said = noted.get(stack) ?? new Set<string>();
  noted.set(stack, said);
  for (const { at, severity, line } of reportedIn(stack)) {
    const reported = `${at.node.path}: ${line}`;
    if (severity === 'error') errors.push(reported);
    else if (!said.has(reported)) {
      said.add(reported);
      annotate(at, severity, line);
    }
  }
  return errors;
}

/** A finding as it is reported. */
export interface Reported {
  readonly at: IConstruct;
  readonly severity: Exclude<Severity, 'off'>;
  /** Code, object, field and fault. */
  readonly line: string;
}

/** What the checks report in a stack: neither silenced nor off. */
export function* reportedIn(stack: TerraformStack): Iterable<Reported> {
  for (const finding of findingsInStack(stack)) {
    if (isReportedThere(finding)) continue;
    const { at } = finding;
    const severity = severityOf(finding);
    if (severity === 'off' || isSilenced(finding)) continue;
    yield { at, severity, line: withPlace(textOf(finding), at) };
  }
}

/** Whether the object reports it by itself, since it shows without the rest of the program. */
function isReportedThere({ code, at, path }: Finding): boolean {
  return warningsOf(at)?.some((one) => one.code === code && one.path === path) ?? false;
}

function textOf({ code, at, path, text }: Finding): string {
  const object = isDeliverable(at) ? `${at.kind} "${at.name}": ` : '';
  return `${code}: ${object}${path === '' ? '' : `${path}: `}${text}`;
}
