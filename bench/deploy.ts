import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TERRAFORM } from './cluster';
import { runProgram, table } from './measure';

const STEPS = ['plan', 'apply', 'plan again', 'destroy'] as const;

/** Plan, apply, plan again and destroy of 100 services, the three ways, one after the other. */
export function benchDeploy(compiled: string, services = 100): string {
  const ways = {
    'kubernetes_manifest each': 'manifests',
    'one release a service': 'releases',
    'one release for all': 'bundle',
  };
  const results = Object.entries(ways).map(([name, program]) => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-'));
    runProgram(join(compiled, 'bench/programs', `${program}.js`), [String(services), folder]);
    const cwd = join(folder, 'stacks/bench');
    const terraform = (...args: string[]): { readonly seconds: number; readonly lines: number } => {
      const start = performance.now();
      const output = execFileSync(TERRAFORM, [...args, '-input=false', '-no-color'], {
        cwd,
        encoding: 'utf8',
        maxBuffer: 512 * 1024 * 1024,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      return { seconds: (performance.now() - start) / 1000, lines: output.split('\n').length };
    };
    terraform('init');
    const plan = terraform('plan');
    const apply = terraform('apply', '-auto-approve');
    const again = terraform('plan');
    const destroy = terraform('destroy', '-auto-approve');
    return { name, lines: plan.lines, seconds: [plan, apply, again, destroy].map((step) => step.seconds) };
  });
  const base = results[0]?.seconds ?? [];
  return table(
    [`${services} services`, 'first plan, lines', ...STEPS],
    results.map(({ name, lines, seconds }) => [
      name,
      lines.toLocaleString('en'),
      ...seconds.map(
        (value, step) => `${value.toFixed(1)} s (${((base[step] ?? Number.NaN) / value).toFixed(1)}× faster)`,
      ),
    ]),
  );
}
