import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** What one run of a program took. */
export interface Run {
  readonly seconds: number;
  readonly megabytes: number;
}

/** The medians of several runs. */
export interface Figure extends Run {
  readonly name: string;
}

export const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

/** Loads cdktf as the app command of a project does. */
export const LOAD_CDKTF = ['-r', join(__dirname, '../bin/load-cdktf.js')];

/** Runs a program of bench/programs as a process of its own. */
export function runProgram(
  file: string,
  args: readonly string[],
  options: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Run {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [...options, file, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`${file} ${args.join(' ')}:\n${stderr}`);
  const { peakKilobytes } = JSON.parse(stdout.trim().split('\n').pop() ?? '{}');
  return { seconds, megabytes: peakKilobytes / 1024 };
}

/** Runs the contestants in turn, so that a machine that slows down slows all of them, and takes the medians. */
export function inTurn(rounds: number, contestants: Readonly<Record<string, () => Run>>): Figure[] {
  const runs = new Map<string, Run[]>(Object.keys(contestants).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, run] of Object.entries(contestants)) {
      const result = run();
      // The first round warms the file system's caches.
      if (round > 0) runs.get(name)?.push(result);
    }
  }
  return [...runs].map(([name, results]) => ({ name, ...medians(results) }));
}

/** The medians of several runs. */
export function medians(runs: readonly Run[]): Run {
  return {
    seconds: median(runs.map(({ seconds }) => seconds)),
    megabytes: median(runs.map(({ megabytes }) => megabytes)),
  };
}

/** A run as tables show it. */
export function shown({ seconds, megabytes }: Run): string {
  return `${seconds.toFixed(2)} s, ${megabytes.toFixed(0)} MB`;
}

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
