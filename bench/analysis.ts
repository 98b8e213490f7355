import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, table } from './measure';
import { servicesYaml } from './programs/services-yaml';

const SIZES = [250, 500, 1000, 2000];

/** The checks of the whole program, beside `istioctl analyze` of the same objects in the same run, where istioctl is there. */
export function benchAnalysis(compiled: string, rounds: number): string {
  const program = join(compiled, 'bench/programs/analysis.js');
  const measured = JSON.parse(
    execFileSync(process.execPath, [program, ...SIZES.map(String)], { encoding: 'utf8' }),
  ) as Readonly<Record<string, number>>;
  const istioctl = process.env.ISTIOCTL ?? 'istioctl';
  const has = spawnSync(istioctl, ['version', '--remote=false']).status === 0;
  const folder = mkdtempSync(join(tmpdir(), 'bench-analysis-'));
  try {
    const rows = SIZES.map((size) => {
      const own = measured[size] ?? Number.NaN;
      const file = join(folder, `${size}.yaml`);
      writeFileSync(file, servicesYaml(size));
      const others = has ? analyze(istioctl, file, rounds) : Number.NaN;
      const ratio = Number.isNaN(others) ? '-' : (own / others).toFixed(2);
      return [size, `${own.toFixed(0)} ms`, Number.isNaN(others) ? '-' : `${others.toFixed(0)} ms`, ratio];
    });
    return table(['services', 'checks', '`istioctl analyze`', 'ratio'], rows);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function analyze(istioctl: string, file: string, rounds: number): number {
  return median(
    Array.from({ length: rounds }, () => {
      const start = performance.now();
      // Its status says whether it found something, which is none of the matter.
      spawnSync(istioctl, ['analyze', '--use-kube=false', '--all-namespaces', file]);
      return performance.now() - start;
    }),
  );
}
