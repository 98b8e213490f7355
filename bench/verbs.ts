import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { requestsSoFar, TERRAFORM } from './cluster';
import { medianOf, runCommand, withProject } from './command';
import { runProgram, table } from './measure';

const VERBS = ['preflight', 'verify', 'drift', 'ls'];

/** What operators ask of a cluster that a fleet has been deployed to: how long, and how many requests to the API server. */
export function benchVerbs(compiled: string, rounds: number): string {
  const services = Number(process.env.BENCH_SERVICES ?? 1000);
  const program = join(compiled, 'bench/programs/verbs.js');
  return withProject(`node ${program} ${services} $CDKTF_OUTDIR`, (folder) => {
    runProgram(program, [String(services), join(folder, 'cdktf.out')]);
    const terraform = (...args: string[]): void =>
      void execFileSync(TERRAFORM, [`-chdir=${join(folder, 'cdktf.out/stacks/fleet')}`, ...args, '-input=false'], {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { GOGC: '400', ...process.env },
      });
    terraform('init');
    try {
      terraform('apply', '-auto-approve');
      const rows = VERBS.map((verb) => {
        const before = requestsSoFar();
        // It ends with 1 where it has found something.
        const { seconds, megabytes } = medianOf(rounds, () => runCommand(compiled, folder, [verb], 1));
        const requests = (requestsSoFar() - before) / rounds;
        return [`\`mesh ${verb}\``, `${seconds.toFixed(2)} s`, requests.toFixed(0), `${megabytes.toFixed(0)} MB`];
      });
      return table([`${services.toLocaleString('en')} services`, 'seconds', 'requests', 'memory'], rows);
    } finally {
      terraform('destroy', '-auto-approve');
    }
  });
}
