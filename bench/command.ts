import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { medians, type Run } from './measure';

/** Runs the command in a folder. Exit codes above `most` are failures: below, they say what it found. */
export function runCommand(compiled: string, cwd: string, args: readonly string[], most = 0): Run {
  const peak = join(cwd, '.bench-peak');
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(compiled, 'bench/programs/command.js'), ...args],
    { cwd, encoding: 'utf8', maxBuffer: 512 * 1024 * 1024, env: { ...process.env, BENCH_PEAK: peak } },
  );
  const seconds = (performance.now() - start) / 1000;
  if (status === null || status > most) throw new Error(`mesh ${args.join(' ')}:\n${stderr}${stdout.slice(0, 2000)}`);
  return { seconds, megabytes: Number(readFileSync(peak, 'utf8')) / 1024 };
}

/** The medians of several runs. */
export function medianOf(rounds: number, run: () => Run): Run {
  return medians(Array.from({ length: rounds }, run));
}

/** A project in a folder of its own, whose app command is given. */
export function withProject<Result>(app: string, use: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'bench-project-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ language: 'typescript', app }));
  try {
    const result = use(folder);
    if (result instanceof Promise) return result.finally(remove) as Result;
    remove();
    return result;
  } catch (error) {
    remove();
    throw error;
  }
}
