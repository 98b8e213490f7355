import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { meshCommand } from '../../../cli/mesh';

jest.setTimeout(60_000);

const here = process.cwd();
afterEach(() => {
  process.chdir(here);
  process.exitCode = undefined;
  jest.restoreAllMocks();
});

/** A repository with a project in it, whose app writes what a cdktf app would. */
function repository(folder = '.'): { git: (...args: string[]) => string; root: string; project: string } {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'mesh-revisions-')));
  const project = join(root, folder);
  mkdirSync(project, { recursive: true });
  const git = (...args: string[]): string =>
    execFileSync(
      'git',
      ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'commit.gpgsign=false', ...args],
      { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
    ).trim();
  git('init', '-q', '-b', 'main');
  writeFileSync(join(project, 'cdktf.json'), JSON.stringify({ app: 'node app.js' }));
  writeFileSync(join(root, '.gitignore'), 'cdktf.out/\n.mesh/\n');
  writeFileSync(
    join(project, 'app.js'),
    `const { mkdirSync, writeFileSync } = require('node:fs');
const { weights, stacks = ['shop'] } = require('./routes.json');
const out = process.env.CDKTF_OUTDIR;
const manifest = { stacks: {} };
for (const name of stacks) {
  const route = {
    apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: 'hello', namespace: name },
    spec: { hosts: ['hello'], http: [{ route: weights.map((weight, index) => ({ destination: { host: 'hello', subset: 'v' + (index + 1) }, weight })) }] },
  };
  const values = [JSON.stringify({ manifests: { [name + '/Hello']: route } })];
  mkdirSync(out + '/stacks/' + name, { recursive: true });
  const release = { name: 'hello', namespace: name, chart: './c', values };
  writeFileSync(out + '/stacks/' + name + '/cdk.tf.json', JSON.stringify({ resource: { helm_release: { hello: release } }, output: { url: { value: 'u' + weights[0] } } }));
  manifest.stacks[name] = { name, dependencies: [], workingDirectory: 'stacks/' + name, synthesizedStackPath: 'stacks/' + name + '/cdk.tf.json' };
}
writeFileSync(out + '/manifest.json', JSON.stringify(manifest));
`,
  );
  writeRoutes(project, { weights: [90, 10] });
  git('add', '-A');
  git('commit', '-qm', 'First');
  return { git, root, project };
}

function writeRoutes(project: string, routes: object): void {
  writeFileSync(join(project, 'routes.json'), JSON.stringify(routes));
}

/** Runs `mesh diff` in a folder, in this process: starting one takes longer than the comparison. */
async function mesh(project: string, ...args: string[]): Promise<{ code: unknown; out: string; errors: string }> {
  let [out, errors] = ['', ''];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += text;
    return true;
  });
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    errors += text;
    return true;
  });
  process.chdir(project);
  const command = ['diff', ...args];
  await meshCommand(command)
    .parseAsync(command, { from: 'user' })
    .catch((error: Error) => {
      if (!(error instanceof CommanderError)) throw error;
    });
  const code = process.exitCode;
  jest.restoreAllMocks();
  return { code, out, errors };
}

describe('mesh diff --base', () => {
  it('says what the work tree changes against a revision, and leaves nothing behind', async () => {
    const { project, git, root } = repository();
    writeRoutes(project, { weights: [80, 20] });
    const { code, out } = await mesh(project, '--base', 'main');
    expect(out).toContain('10 % of all requests to hello moves from v1 to v2 (now 20 %)');
    expect(out).toContain('output url changes');
    expect(code).toBe(2);
    expect(git('worktree', 'list').split('\n')).toHaveLength(1);
    expect(readdirSync(root)).not.toContain('tree');
  });

  it('ends with 0 where nothing changes, and with 3 where a risk must not pass', async () => {
    const { project } = repository();
    expect(await mesh(project, '--base', 'HEAD')).toMatchObject({ code: 0, out: '√ Nothing changes in 1 stack.\n' });
    writeRoutes(project, { weights: [0, 100] });
    expect((await mesh(project, '--base', 'HEAD')).code).toBe(2);
    const { code, out } = await mesh(project, '--base', 'HEAD', '--fail-on', 'medium');
    expect(code).toBe(3);
    expect(out).toContain('1 risk must not pass: moves-much');
    writeFileSync(join(project, 'mesh-diff.yaml'), 'risks: { moves-much: { fail: true } }\n');
    expect((await mesh(project, '--base', 'HEAD')).code).toBe(3);
  });

  it('finds a project in a folder of the repository, and stacks that come and go', async () => {
    const { project } = repository('infrastructure/mesh');
    writeRoutes(project, { weights: [90, 10], stacks: ['store'] });
    const { out } = await mesh(project, '--base', 'main', '--json');
    const report = JSON.parse(out);
    expect(report.stacks.map(({ name, status }: { name: string; status: string }) => `${name} ${status}`)).toEqual([
      'store changed',
      'shop changed',
    ]);
    expect(report.changes.map(({ title, action }: { title: string; action: string }) => `${action} ${title}`)).toEqual([
      'delete VirtualService shop/hello',
      'create VirtualService store/hello',
    ]);
  });

  it('takes everything as new where the revision has no project yet', async () => {
    const { project, git } = repository();
    git('checkout', '-q', '--orphan', 'empty');
    git('rm', '-rq', '--cached', '.');
    git('commit', '-q', '--allow-empty', '-m', 'Empty');
    const { out, code } = await mesh(project, '--base', 'empty');
    expect(out).toContain('+ VirtualService shop/hello');
    expect(out).toContain('empty has no such project yet.');
    expect(code).toBe(2);
  });

  it('saves the comment and the JSON where it is told to', async () => {
    const { project } = repository();
    await mesh(project, '--base', 'main', '--save', 'out');
    expect(readdirSync(join(project, 'out')).sort()).toEqual(['mesh-diff.json', 'mesh-diff.md']);
  });

  it.each([
    ['a revision that Git does not know', ['--base', 'nonsense'], '--base nonsense: Git knows no such revision'],
    ['a revision that looks like an option', ['--base=--help'], '--base --help: Git knows no such revision'],
    ['two things to compare with', ['--base', 'main', '--plan', 'x'], '--base and --plan: got both, wanted one'],
    [
      'a level that is none',
      ['--base', 'main', '--fail-on', 'grave'],
      '--fail-on: got grave, wanted low, medium, high or none',
    ],
    [
      'a number that is none',
      ['--base', 'main', '--max-bytes', 'many'],
      '--max-bytes: got many, wanted a whole number from 500 on',
    ],
    ['a stack that is not there', ['--base', 'main', 'shops'], 'stack "shops": not in this project'],
    ['an option that it has not', ['--bsae', 'main'], "unknown option '--bsae'"],
    ['a plan that is not there', ['--plan', 'missing.json'], 'missing.json: ENOENT'],
  ])('ends with 1 for %s', async (_what, args, message) => {
    const { project } = repository();
    const { code, errors } = await mesh(project, ...args);
    expect(errors).toContain(message);
    expect(code).toBe(1);
  });

  it('ends with 1 where the base does not synthesize, and says that it is the base', async () => {
    const { project, git } = repository();
    writeFileSync(join(project, 'routes.json'), '{}');
    git('commit', '-qam', 'Break');
    writeRoutes(project, { weights: [90, 10] });
    const { code, errors } = await mesh(project, '--base', 'HEAD');
    expect(errors).toMatch(/--base HEAD: .*undefined/);
    expect(code).toBe(1);
  });
});

describe('mesh diff --plan', () => {
  const plan = (weight: number): object => ({
    actions: [weight === 10 ? 'no-op' : 'update'],
    before: release(10),
    after: release(weight),
  });
  const release = (weight: number): object => ({
    name: 'hello',
    namespace: 'shop',
    values: [
      JSON.stringify({
        manifests: {
          'shop/Hello': {
            apiVersion: 'networking.istio.io/v1',
            kind: 'VirtualService',
            metadata: { name: 'hello', namespace: 'shop' },
            spec: {
              hosts: ['hello'],
              http: [
                {
                  route: [
                    { destination: { host: 'a' }, weight: 100 - weight },
                    { destination: { host: 'b' }, weight },
                  ],
                },
              ],
            },
          },
        },
      }),
    ],
  });

  it('reads several saved plans, by the name of the file or a name that is given', async () => {
    const { project } = repository();
    for (const [file, weight] of [
      ['shop.json', 20],
      ['x.json', 10],
    ] as const) {
      const resource_changes = [
        { address: 'helm_release.hello', type: 'helm_release', name: 'hello', change: plan(weight) },
      ];
      writeFileSync(join(project, file), JSON.stringify({ format_version: '1.2', resource_changes }));
    }
    const { out, code } = await mesh(project, '--plan', 'shop.json', '--plan', 'store=x.json', '--json');
    const report = JSON.parse(out);
    expect(report.stacks.map(({ name }: { name: string }) => name)).toEqual(['shop', 'store']);
    const texts = report.changes.flatMap(({ remarks }: { remarks: { text: string }[] }) =>
      remarks.map(({ text }) => text),
    );
    expect(texts).toEqual(['10 % of all requests to hello moves from a to b (now 20 %)']);
    expect(code).toBe(2);
  });

  it.each([
    ['no JSON', 'hello', 'not a plan: got no JSON'],
    ['other JSON', '{}', 'not a plan: got JSON without format_version'],
    ['a state', '{"format_version":"1.0","values":{}}', 'not a plan: got a state, wanted a plan'],
    ['a format to come', '{"format_version":"2.0"}', 'not a plan: got plan format 2.0, wanted 1.x'],
  ])('refuses %s', async (_what, text, message) => {
    const { project } = repository();
    writeFileSync(join(project, 'shop.json'), text);
    const { errors, code } = await mesh(project, '--plan', 'shop.json');
    expect(errors).toContain(`shop.json: ${message}`);
    expect(code).toBe(1);
  });
});
