import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONTEXT, requestsSoFar, TERRAFORM } from './cluster';
import { runProgram, table } from './measure';

const STEPS = ['plan', 'apply', 'again', 'destroy'] as const;

/** What one step took, and what it asked of the API server. */
interface Step {
  readonly seconds: number;
  /** Processor time of the command and all that it started; the API server's and istiod's is not in it. */
  readonly processor: number;
  readonly requests: number;
}

interface Row extends Partial<Readonly<Record<(typeof STEPS)[number], Step>>> {
  readonly name: string;
}

/** A way to deploy the objects of a program of bench/programs. */
interface Way {
  readonly name: string;
  readonly program: string;
  /** For what share of the services: the slow ways take minutes. Each is compared with kubectl for as many. */
  readonly share: number;
  readonly deploy: (name: string, stacks: readonly string[]) => Promise<Row>;
}

const WAYS: readonly Way[] = [
  { name: 'one bundle', program: 'bundle', share: 1, deploy: byTerraform },
  { name: 'Helm alone, one release', program: 'bundle', share: 1, deploy: byHelm },
  { name: 'one bundle, spread over releases', program: 'spread', share: 1, deploy: byTerraform },
  { name: '20 stacks side by side, a bundle each', program: 'stacks', share: 1, deploy: byTerraform },
  { name: 'a release a service', program: 'releases', share: 1 / 4, deploy: byTerraform },
  { name: '`kubernetes_manifest` each', program: 'manifests', share: 1 / 20, deploy: byTerraform },
];

/** A fleet's objects deployed and removed, beside `kubectl apply --server-side` and `kubectl delete --wait=false` of the same objects in the same run. */
export async function benchFleet(compiled: string): Promise<string> {
  const all = Number(process.env.BENCH_SERVICES ?? 1000);
  const only = process.env.BENCH_WAYS?.split(',');
  const tables: string[] = [];
  for (const share of new Set(WAYS.map((way) => way.share))) {
    const ways = WAYS.filter((way) => way.share === share && (only?.includes(way.program) ?? true));
    if (ways.length === 0) continue;
    const services = Math.max(1, Math.round(all * share));
    const written = (program: string): string => {
      const folder = mkdtempSync(join(tmpdir(), 'bench-'));
      runProgram(join(compiled, 'bench/programs', `${program}.js`), [String(services), folder]);
      return folder;
    };
    const peer = await byKubectl(join(written('objects'), 'objects.json'));
    const rows = [peer];
    process.stderr.write(`${JSON.stringify(peer)}\n`);
    for (const { name, program, deploy } of ways) {
      const stacks = join(written(program), 'stacks');
      const folders = readdirSync(stacks).map((stack) => join(stacks, stack));
      rows.push(
        await deploy(name, folders).catch((error: Error) => {
          process.stderr.write(`${error.message}\n`);
          // What the next way deploys is not in its way.
          if (deploy === byTerraform) for (const cwd of folders) terraform(cwd, 'destroy', '-auto-approve');
          return { name: `${name}: failed` };
        }),
      );
      // What is measured by then is not lost.
      process.stderr.write(`${JSON.stringify(rows.at(-1))}\n`);
    }
    const head = [`${services.toLocaleString('en')} services`, 'first plan', 'apply', 'plan again', 'destroy'];
    tables.push(
      table(
        head,
        rows.map((row) => [row.name, ...STEPS.map((step) => figure(row[step], peer[step]))]),
      ),
    );
  }
  return `Seconds, in brackets against kubectl; processor seconds of the command; requests to the API server.\n\n${tables.join('\n\n')}`;
}

function figure(step: Step | undefined, peer: Step | undefined): string {
  if (step === undefined) return '';
  const ratio = peer === undefined ? '' : ` (${(step.seconds / peer.seconds).toFixed(2)}×)`;
  return `${step.seconds.toFixed(1)} s${ratio}, ${step.processor.toFixed(1)} s, ${step.requests.toLocaleString('en')}`;
}

async function byKubectl(objects: string): Promise<Row> {
  return {
    name: '`kubectl apply --server-side`',
    apply: await step([['kubectl', ...CONTEXT, 'apply', '--server-side', '-f', objects]]),
    // Waiting, it looks at each object again, one after the other, though none keeps anybody: minutes.
    destroy: await step([['kubectl', ...CONTEXT, 'delete', '--wait=false', '-f', objects]]),
  };
}

async function byTerraform(name: string, stacks: readonly string[]): Promise<Row> {
  const sideBySide = (...args: string[]): Promise<Step> =>
    step(stacks.map((cwd) => [TERRAFORM, `-chdir=${cwd}`, ...args, '-input=false']));
  for (const cwd of stacks) terraform(cwd, 'init');
  return {
    name,
    plan: await sideBySide('plan'),
    apply: await sideBySide('apply', '-auto-approve'),
    again: await sideBySide('plan'),
    destroy: await sideBySide('destroy', '-auto-approve'),
  };
}

function terraform(cwd: string, ...args: string[]): void {
  execFileSync(TERRAFORM, [`-chdir=${cwd}`, ...args, '-input=false'], { stdio: 'ignore' });
}

/** The chart and the values that Terraform's provider would have been given. */
async function byHelm(name: string, [stack = '']: readonly string[]): Promise<Row> {
  if (spawnSync('helm', ['version'], { stdio: 'ignore' }).status !== 0) return { name: `${name}: helm not found` };
  const { resource } = JSON.parse(readFileSync(join(stack, 'cdk.tf.json'), 'utf8')) as {
    readonly resource: { readonly helm_release: Readonly<Record<string, { readonly values: readonly string[] }>> };
  };
  const values = join(stack, 'values.json');
  writeFileSync(values, Object.values(resource.helm_release)[0]?.values[0] ?? '{}');
  const context = ['--kube-context', CONTEXT[1] ?? ''];
  const chart = join(stack, 'charts/manifests');
  const install = ['--values', values, '--atomic', '--disable-openapi-validation'];
  return {
    name,
    apply: await step([['helm', ...context, 'install', 'bench', chart, ...install]]),
    destroy: await step([['helm', ...context, 'uninstall', 'bench', '--wait']]),
  };
}

/** Runs commands side by side. */
async function step(commands: readonly (readonly string[])[]): Promise<Step> {
  const before = requestsSoFar();
  const start = performance.now();
  const processor = await Promise.all(commands.map(run));
  const seconds = (performance.now() - start) / 1000;
  return { seconds, processor: processor.reduce((sum, one) => sum + one, 0), requests: requestsSoFar() - before };
}

/** The processor time of a command and of all that it started, which the shell adds up. */
function run(command: readonly string[]): Promise<number> {
  return new Promise((done, fail) => {
    const child = spawn('sh', ['-c', '"$@"; code=$?; times; exit $code', 'sh', ...command], {
      stdio: ['ignore', 'pipe', 'inherit'],
      // As `mesh up`, `down` and `diff` run Terraform.
      env: { GOGC: '400', ...process.env },
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-1000);
    });
    child.on('error', fail);
    child.on('close', (code) => {
      if (code !== 0) return fail(new Error(`${command.join(' ')}: ended with ${code}`));
      const times = [...output.matchAll(/(\d+)m([\d.]+)s/g)].slice(-4);
      done(times.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0));
    });
  });
}
