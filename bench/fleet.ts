import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram, table } from './measure';

const TERRAFORM = process.env.TERRAFORM_BINARY_NAME ?? 'terraform';

/** What one step took, and what it asked of the API server. */
interface Step {
  readonly seconds: number;
  readonly requests: number;
}

interface Row {
  readonly name: string;
  readonly plan?: Step;
  readonly apply: Step;
  readonly again?: Step;
  readonly destroy: Step;
}

/** A fleet's objects deployed and removed, beside `kubectl apply --server-side` and `kubectl delete` of the same objects in the same run. */
export async function benchFleet(compiled: string): Promise<string> {
  const services = Number(process.env.BENCH_SERVICES ?? 1000);
  const written = (program: string): string => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-'));
    runProgram(join(compiled, 'bench/programs', `${program}.js`), [String(services), folder]);
    return folder;
  };
  const objects = join(written('objects'), 'objects.json');
  const peer: Row = {
    name: '`kubectl apply --server-side`',
    apply: await step(() => run('kubectl', [...CONTEXT, 'apply', '--server-side', '-f', objects])),
    destroy: await step(() => run('kubectl', [...CONTEXT, 'delete', '-f', objects])),
  };
  const rows: Row[] = [peer];
  for (const [name, program] of Object.entries(WAYS)) {
    const stacks = join(written(program), 'stacks');
    const folders = readdirSync(stacks).map((stack) => join(stacks, stack));
    for (const cwd of folders) await run(TERRAFORM, ['init', '-input=false'], cwd);
    const terraform = (...args: string[]): Promise<Step> =>
      step(() => Promise.all(folders.map((cwd) => run(TERRAFORM, [...args, '-input=false'], cwd))));
    rows.push({
      name,
      plan: await terraform('plan'),
      apply: await terraform('apply', '-auto-approve'),
      again: await terraform('plan'),
      destroy: await terraform('destroy', '-auto-approve'),
    });
    // A thousand releases take minutes: what is measured by then is not lost.
    process.stderr.write(`${JSON.stringify(rows)}\n`);
  }
  const figure = (one: Step | undefined, base?: Step): string => {
    if (one === undefined) return '';
    const ratio = base === undefined ? '' : ` (${(one.seconds / base.seconds).toFixed(2)}×)`;
    return `${one.seconds.toFixed(1)} s${ratio}, ${one.requests.toLocaleString('en')}`;
  };
  return `Seconds, in brackets against kubectl, and requests to the API server. Load at the end: ${loadavg()[0]?.toFixed(1)}.\n\n${table(
    [`${services} services`, 'first plan', 'apply', 'plan again', 'destroy'],
    rows.map(({ name, plan, apply, again, destroy }) => [
      name,
      figure(plan),
      figure(apply, peer.apply),
      figure(again),
      figure(destroy, peer.destroy),
    ]),
  )}`;
}

const CONTEXT = ['--context', process.env.KUBE_CONTEXT ?? 'minikube'];

const WAYS = {
  'one bundle': 'bundle',
  '20 stacks side by side, a bundle each': 'stacks',
  'a release a service': 'releases',
};

async function step(work: () => Promise<unknown>): Promise<Step> {
  const before = requestsSoFar();
  const start = performance.now();
  await work();
  return { seconds: (performance.now() - start) / 1000, requests: requestsSoFar() - before };
}

/** What the API server has answered, but for watches and what the cluster keeps saying to itself. */
function requestsSoFar(): number {
  const metrics = execFileSync('kubectl', [...CONTEXT, 'get', '--raw', '/metrics'], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  return metrics
    .split('\n')
    .filter((line) => line.startsWith('apiserver_request_total{') && !/WATCH|leases|events|CONNECT/.test(line))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}

function run(command: string, args: readonly string[], cwd = process.cwd()): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
    child.on('error', fail);
    child.on('close', (code) =>
      code === 0 ? done() : fail(new Error(`${command} ${args.join(' ')}: ended with ${code}`)),
    );
  });
}
