import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { projectFiles } from '../../../cli/init/init';

const ROOT = join(__dirname, '../../..');
const TSC = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
const JEST = require.resolve('jest/bin/jest');
const PATHS = {
  'cdktf-istio': [`${ROOT}/constructs/index.ts`],
  'cdktf-istio/testing': [`${ROOT}/testing/index.ts`],
  'cdktf-istio/*': [`${ROOT}/constructs/*/index.ts`],
};

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly with?: { readonly script?: string };
}

describe('a project of cdktf-istio init', () => {
  let home: string;
  let folder: string;
  beforeAll(() => {
    // Inside this project, so that its node_modules are found; the package itself is found by path.
    mkdirSync(join(ROOT, '.mesh'), { recursive: true });
    home = mkdtempSync(join(ROOT, '.mesh/init-'));
    folder = join(home, 'project');
    for (const [path, content] of projectFiles('shop-mesh')) write(path, content);
    const tsconfig = JSON.parse(read('tsconfig.json'));
    tsconfig.compilerOptions.paths = PATHS;
    write('tsconfig.json', JSON.stringify(tsconfig));
    // Here the package is not compiled: nothing of it can be loaded before tsx.
    const app = read('cdktf.json').replace('-r cdktf-istio/load-cdktf -r cdktf-istio', `-r ${ROOT}/bin/load-cdktf.js`);
    write('cdktf.json', app);
    write(
      'jest.here.config.js',
      `module.exports = { ...require('./jest.config.js'), moduleNameMapper: {
        '^cdktf-istio$': '${ROOT}/constructs/index.ts',
        '^cdktf-istio/testing$': '${ROOT}/testing/index.ts',
        '^cdktf-istio/(.*)$': '${ROOT}/constructs/$1/index.ts',
      } };`,
    );
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
        cwd: folder,
        stdio: 'pipe',
      });
    write('package-lock.json', '{}');
    git('init', '-q');
    git('add', '-A');
    git('commit', '-qm', 'A mesh');
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  });
  afterAll(() => rmSync(home, { recursive: true }));

  function write(path: string, content: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
  const node = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    spawnSync('node', args, { cwd: folder, encoding: 'utf8', env: { ...process.env, ...env } });

  function raiseStepTo(step: number): void {
    write('stacks/hello-stack.ts', read('stacks/hello-stack.ts').replace(/step: \d/, `step: ${step}`));
  }

  function stepsOf(job: string): readonly Step[] {
    return parse(read('.github/workflows/pull-request.yml')).jobs[job].steps;
  }

  it('compiles and synthesizes', () => {
    expect(node([TSC, '-p', '.'])).toMatchObject({ status: 0, stdout: '' });
    expect(node(['-r', 'tsx/cjs', 'main.ts'])).toMatchObject({ status: 0, stderr: '' });
    expect(existsSync(join(folder, 'cdktf.out/stacks/hello/cdk.tf.json'))).toBe(true);
  }, 60_000);

  it('prints a mistake as one line and its place, without a stack trace', () => {
    const stack = read('stacks/hello-stack.ts');
    write('stacks/hello-stack.ts', stack.replace('25, 50', '50, 150'));
    const { status, stderr } = node(['-r', 'tsx/cjs', 'main.ts']);
    write('stacks/hello-stack.ts', stack);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^(hello\/.* \(stacks\/hello-stack\.ts:\d+:\d+\)\n)+$/);
  }, 60_000);

  it.each([0, 1, 4])(
    'passes its own tests at step %i of the rollout',
    (step) => {
      raiseStepTo(step);
      const { status, stderr } = node([JEST, '--config', 'jest.here.config.js', '--runInBand']);
      raiseStepTo(1);
      expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringContaining('3 passed') });
    },
    60_000,
  );

  it('keeps its state in a file, or in the bucket of cdktf.json', () => {
    const stateOf = () => JSON.parse(read('cdktf.out/stacks/mesh/cdk.tf.json')).terraform.backend;
    node(['-r', 'tsx/cjs', 'main.ts']);
    expect(stateOf()).toEqual({ local: { path: join(folder, 'terraform.mesh.tfstate') } });
    node(['-r', 'tsx/cjs', 'main.ts'], { CDKTF_CONTEXT_JSON: '{"stateBucket":"states","stateRegion":"eu-west-1"}' });
    expect(stateOf().s3).toMatchObject({
      bucket: 'states',
      key: 'shop-mesh/terraform.mesh.tfstate',
      region: 'eu-west-1',
    });
  }, 60_000);

  it('has a workflow whose steps say which share of the requests moves, and whose comment is written once', async () => {
    const bin = join(home, 'bin');
    mkdirSync(bin);
    writeFileSync(
      join(bin, 'npx'),
      `#!/bin/sh\nshift\nTSX_TSCONFIG_PATH= exec node ${join(ROOT, 'bin/mesh.js')} "$@"\n`,
    );
    chmodSync(join(bin, 'npx'), 0o755);
    raiseStepTo(2);
    const script = stepsOf('compare').find(({ name }) => name === 'What changes in the mesh')?.run ?? '';
    const summary = join(home, 'summary.md');
    const compared = spawnSync('bash', ['-eo', 'pipefail', '-c', script], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, PATH: `${bin}:${process.env['PATH']}`, BASE: 'HEAD', GITHUB_STEP_SUMMARY: summary },
    });
    expect(compared).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(summary, 'utf8')).toContain('20 %');

    const comments: { id: number; body: string; user: { type: string } }[] = [];
    const github = {
      paginate: async () => comments,
      rest: {
        issues: {
          listComments: undefined,
          createComment: async ({ body }: { body: string }) => comments.push({ id: 7, body, user: { type: 'Bot' } }),
          updateComment: async ({ comment_id, body }: { comment_id: number; body: string }) => {
            const found = comments.find(({ id }) => id === comment_id);
            if (found) found.body = body;
          },
        },
      },
    };
    const comment = stepsOf('comment').find((one) => one.with?.script)?.with?.script ?? '';
    const AsyncFunction = (async () => undefined).constructor as new (
      ...args: string[]
    ) => (...args: unknown[]) => Promise<void>;
    const run = new AsyncFunction(
      'github',
      'context',
      'require',
      comment.replace("'mesh-diff/", `'${folder}/mesh-diff/`),
    );
    for (let time = 0; time < 2; time++) await run(github, { issue: { owner: 'a', repo: 'b', number: 1 } }, require);
    expect(comments).toHaveLength(1);
    expect(comments[0]?.body).toMatch(/^<!-- mesh-diff -->[\s\S]*20 %/);
  }, 120_000);
});
