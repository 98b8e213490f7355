import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { benchAccess } from './access';
import { benchAnalysis } from './analysis';
import { benchDeploy, missingForDeploy } from './deploy';
import { benchFleet } from './fleet';
import { benchResources } from './resources';
import { benchStartUp } from './start-up';
import { benchSynthesis } from './synthesis';

const SECTIONS = ['start-up', 'resources', 'synthesis', 'analysis', 'access', 'deploy', 'fleet'];
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !SECTIONS.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`bench: no such part: ${unknown.join(', ')}; takes ${SECTIONS.join(', ')}\n`);
  process.exit(2);
}
const wanted = (name: string): boolean => asked.length === 0 || asked.includes(name);
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const print = (text: string): void => void process.stdout.write(`${text}\n`);

const compiled = join(__dirname, '../.mesh/bench');
const tsc = join(require.resolve('typescript/package.json'), '../bin/tsc');
execFileSync(process.execPath, [tsc, '-p', 'tsconfig.bench.json'], { cwd: join(__dirname, '..'), stdio: 'inherit' });

print(
  `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}; medians of ${rounds} rounds in turn\n`,
);
if (wanted('start-up')) print(`### Start-up\n\n${benchStartUp(rounds)}\n`);
if (wanted('resources')) print(`### Resources\n\n${benchResources(compiled, rounds)}\n`);
if (wanted('synthesis')) print(`### Synthesis, whole processes\n\n${benchSynthesis(compiled, rounds)}\n`);
if (wanted('analysis')) print(`### Checks of the whole program\n\n${benchAnalysis(compiled, rounds)}\n`);
if (wanted('access')) print(`### Who may call whom\n\n${benchAccess(compiled)}\n`);
const onCluster: Readonly<Record<string, (compiled: string) => string | Promise<string>>> = {
  deploy: benchDeploy,
  fleet: benchFleet,
};
async function benchOnCluster(): Promise<void> {
  for (const [name, bench] of Object.entries(onCluster).filter(([section]) => wanted(section))) {
    const missing = missingForDeploy();
    const text =
      missing.length > 0 ? `not measured:\n${missing.map((line) => `- ${line}`).join('\n')}` : await bench(compiled);
    print(`### ${name[0]?.toUpperCase()}${name.slice(1)}\n\n${text}\n`);
  }
}
void benchOnCluster();
