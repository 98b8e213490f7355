import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inTurn, type Run, table } from './measure';

function timed(...args: string[]): Run {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-'));
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['-r', 'tsx/cjs', ...args, '1', outdir], {
    encoding: 'utf8',
    env: { ...process.env, CDKTF_OUTDIR: outdir },
  });
  if (status !== 0) throw new Error(`${args.join(' ')}:\n${stderr}`);
  return { seconds: (performance.now() - start) / 1000, megabytes: Number.NaN };
}

/** How long the program itself takes, beside a cdktf program that does nothing. */
export function benchStartUp(rounds: number): string {
  const figures = inTurn(rounds, {
    'an empty cdktf program': () => timed('bench/programs/empty.ts'),
    'main.ts, all three stacks': () => timed('main.ts'),
    'mesh --help': () => timed('cli/mesh.ts', '--help'),
  });
  const empty = figures[0]?.seconds ?? Number.NaN;
  return table(
    ['node -r tsx/cjs', 'seconds', 'ratio'],
    figures.map(({ name, seconds }) => [name, seconds.toFixed(2), `${(seconds / empty).toFixed(2)}×`]),
  );
}
