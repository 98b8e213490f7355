import type { ReportedChange } from '../report';
import { risksOf } from '../report';

/** Changes of one sort, so that a thousand like ones take a few lines. */
export interface Group {
  readonly changes: readonly ReportedChange[];
}

/** Brings changes of the same kind that the same rules speak about in the same way together, in the order of the first of each. */
export function groupChanges(changes: readonly ReportedChange[]): Group[] {
  const groups = new Map<string, ReportedChange[]>();
  for (const change of changes) {
    const rules = [...new Set(change.remarks.map(({ rule }) => rule))].join();
    const risks = [...new Set(risksOf(change).map(({ risk, level, fails }) => `${risk}${level}${fails}`))]
      .sort()
      .join();
    const key = [change.kind, change.action, rules, risks].join(' ');
    const group = groups.get(key);
    if (group) group.push(change);
    else groups.set(key, [change]);
  }
  return [...groups.values()].map((group) => ({ changes: group }));
}
