import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { medianOf, runCommand, withProject } from './command';
import { LOAD_CDKTF, shown, table } from './measure';

/** `mesh diff --base` of a program with one service more than its base: with the base synthesized again, and with what was kept of it. */
export function benchDiff(compiled: string, rounds: number): string {
  const program = join(compiled, 'bench/programs/bundle.js');
  const rows = [100, 1000, 5000].map((services) =>
    withProject(`node ${LOAD_CDKTF.join(' ')} ${program} $(cat services) $CDKTF_OUTDIR`, (folder) => {
      const git = (...args: string[]): void => void execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
      const write = (count: number): void => writeFileSync(join(folder, 'services'), String(count));
      write(services);
      writeFileSync(join(folder, '.gitignore'), 'cdktf.out\n.mesh\n.bench-peak\n');
      git('init', '--quiet');
      git('add', '.');
      git('-c', 'user.name=bench', '-c', 'user.email=bench@example.com', 'commit', '--quiet', '-m', 'base');
      write(services + 1);
      // It ends with 2 where something has changed.
      const run = (...args: string[]) =>
        medianOf(rounds, () => runCommand(compiled, folder, ['diff', '--base', 'HEAD', ...args], 2));
      const [cold, warm] = [run('--fresh'), run()];
      return [services.toLocaleString('en'), shown(cold), shown(warm)];
    }),
  );
  return table(['services', '`mesh diff --base`', 'with the base kept'], rows);
}
