import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { table } from './measure';

/** Who may call whom, in a process of its own: the matrix with the model that it needs, and one decision after that. */
export function benchAccess(compiled: string): string {
  const program = join(compiled, 'bench/programs/access.js');
  const measured = JSON.parse(
    execFileSync(process.execPath, ['--expose-gc', program], { encoding: 'utf8' }),
  ) as Readonly<Record<string, number>>;
  const row = (what: string, value = Number.NaN, atMost: number, unit: string): string[] => [
    what,
    `${value.toFixed(2)} ${unit}`,
    `${atMost} ${unit}`,
  ];
  return table(
    ['access', 'measured', 'at most'],
    [
      row('matrix of 200 services, 400 policies', measured.small, 0.5, 's'),
      row('matrix of 1,000 services, 2,000 policies', measured.large, 5, 's'),
      row('a changed policy among 1,000 services', measured.change, 2, 's'),
      row('memory of the latter', measured.megabytes, 300, 'MB'),
      row('one decision', measured.decision, 5, 'ms'),
    ],
  );
}
