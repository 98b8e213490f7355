import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { LOAD_CDKTF, table } from './measure';

function measure(program: string, rounds: number, options: readonly string[] = []): Readonly<Record<string, number>> {
  const runs = Array.from(
    { length: rounds },
    () =>
      JSON.parse(execFileSync(process.execPath, ['--expose-gc', ...options, program], { encoding: 'utf8' })) as Record<
        string,
        number
      >,
  );
  return Object.fromEntries(
    Object.keys(runs[0] ?? {}).map((key) => [key, Math.min(...runs.map((run) => run[key] ?? Number.NaN))]),
  );
}

/**
 * What one kind costs to import, 2,000 resources to check and 800 routes to render, each in processes of their own: the quickest of the rounds,
 * which what else the machine does has disturbed least.
 */
export function benchResources(compiled: string, rounds: number): string {
  const program = (name: string): string => join(compiled, 'bench/programs', `${name}.js`);
  const routes = measure(program('routes'), Math.min(rounds, 3));
  const runs = Math.max(rounds, 9);
  const imported = measure(program('import-kind'), runs);
  const validated = measure(program('validate'), runs, LOAD_CDKTF);
  const row = (what: string, measured = Number.NaN, atMost: number, unit: string): string[] => [
    what,
    `${measured.toFixed(1)} ${unit}`,
    `${atMost} ${unit}`,
  ];
  return table(
    ['resources', 'best', 'at most'],
    [
      row('import one kind', imported.milliseconds, 15, 'ms'),
      row('import one kind', imported.megabytes, 5, 'MB'),
      row('validate 2,000 resources', validated.milliseconds, 150, 'ms'),
      row('800 routes of a service by props, synthesized', routes.byProps, 60, 'ms'),
      row(
        '800 routes of a service by addRoute, synthesized',
        routes.byCalls,
        Math.round(2 * (routes.byProps ?? 0)),
        'ms',
      ),
    ],
  );
}
