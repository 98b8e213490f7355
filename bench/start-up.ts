import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inTurn, type Run, table } from './measure';

const TSX = ['-r', 'tsx/cjs'];

function timed(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Run {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-'));
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: { ...process.env, CDKTF_OUTDIR: outdir, ...environment },
  });
  if (status !== 0) throw new Error(`${args.join(' ')}:\n${stderr}`);
  return { seconds: (performance.now() - start) / 1000, megabytes: Number.NaN };
}

/** The arguments of `node` in the app command of cdktf.json. */
function appCommand(): string[] {
  const { app } = JSON.parse(readFileSync('cdktf.json', 'utf8')) as { app: string };
  const [node, ...args] = app.split(' ');
  if (node !== 'node') throw new Error(`The app command of cdktf.json starts with "${node}", not with node`);
  return args;
}

/** How long the program itself takes, beside a cdktf program that does nothing. */
export function benchStartUp(rounds: number): string {
  const app = appCommand();
  const figures = inTurn(rounds, {
    'an empty cdktf program (node -r tsx/cjs)': () =>
      timed([...TSX, 'bench/programs/empty.ts', '1', mkdtempSync(join(tmpdir(), 'bench-'))]),
    [`all three stacks, as cdktf.json says (node ${app.join(' ')})`]: () => timed(app),
    'the same without the checks of the whole program': () =>
      timed(app.map((part) => (part === 'main.ts' ? 'bench/programs/unchecked.ts' : part))),
    'mesh --help': () => timed(['bin/mesh.js', '--help']),
    'mesh start without a cluster: the preview': () =>
      timed(['bin/mesh.js', 'start'], { KUBECONFIG: join(tmpdir(), 'no-kubeconfig') }),
  });
  const empty = figures[0]?.seconds ?? Number.NaN;
  return table(
    ['start', 'seconds', 'ratio'],
    figures.map(({ name, seconds }) => [name, seconds.toFixed(2), `${(seconds / empty).toFixed(2)}×`]),
  );
}
