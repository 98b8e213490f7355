import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { benchAccess } from './access';
import { benchAnalysis } from './analysis';
import { missingForDeploy } from './cluster';
import { benchDeploy } from './deploy';
import { benchDiff } from './diff';
import { benchFleet } from './fleet';
import { benchMap } from './map';
import { measuredSections, writeMeasured } from './performance-page';
import { benchResources } from './resources';
import { benchStartUp } from './start-up';
import { benchSynthesis } from './synthesis';
import { benchVerbs } from './verbs';

const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const compiled = join(__dirname, '../.mesh/bench');

const benches: Readonly<Record<string, readonly [title: string, bench: () => string | Promise<string>]>> = {
  'start-up': ['Start-up', () => benchStartUp(rounds)],
  resources: ['Resources', () => benchResources(compiled, rounds)],
  synthesis: ['Synthesis, whole processes', () => benchSynthesis(compiled, rounds)],
  analysis: ['Checks of the whole program', () => benchAnalysis(compiled, rounds)],
  access: ['Who may call whom', () => benchAccess(compiled)],
  diff: ['Comparison with a commit', () => benchDiff(compiled, Math.min(rounds, 3))],
  map: ['Map', () => benchMap(compiled, Math.min(rounds, 3))],
  deploy: ['Deploy', () => onCluster(() => benchDeploy(compiled))],
  verbs: ['Operator’s verbs', () => onCluster(() => benchVerbs(compiled, Math.min(rounds, 3)))],
  fleet: ['Fleet', () => onCluster(() => benchFleet(compiled))],
};

// Tables that docs/performance.md shows are written into it.
const isWritten = process.argv.includes('--write');
const asked = process.argv.slice(2).filter((argument) => argument !== '--write');
if (asked.length === 0) asked.push(...(isWritten ? measuredSections() : Object.keys(benches)));
const unknown = asked.filter((name) => benches[name] === undefined);
if (unknown.length > 0) {
  process.stderr.write(`bench: no such part: ${unknown.join(', ')}; takes ${Object.keys(benches).join(', ')}\n`);
  process.exit(2);
}
const print = (text: string): void => void process.stdout.write(`${text}\n`);

const tsc = join(require.resolve('typescript/package.json'), '../bin/tsc');
execFileSync(process.execPath, [tsc, '-p', 'tsconfig.bench.json'], { cwd: join(__dirname, '..'), stdio: 'inherit' });
// What the command reads of its package.
for (const path of ['package.json', 'cli/map/page']) {
  cpSync(join(__dirname, '..', path), join(compiled, path), { recursive: true });
}

const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}; medians of ${rounds} rounds in turn`;
print(`${machine}\n`);

async function onCluster(bench: () => string | Promise<string>): Promise<string> {
  const missing = missingForDeploy();
  return missing.length > 0 ? `not measured:\n${missing.map((line) => `- ${line}`).join('\n')}` : await bench();
}

async function run(): Promise<void> {
  for (const [name, [title, bench]] of Object.entries(benches)) {
    if (!asked.includes(name)) continue;
    const text = await bench();
    print(`### ${title}\n\n${text}\n`);
    if (isWritten && measuredSections().includes(name) && !text.startsWith('not measured'))
      writeMeasured(name, `${text}\n\n${machine}; load ${loadavg()[0]?.toFixed(1)}.`);
  }
}
void run();
