import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RevisionStacks, synthesizeRevision } from '../../../cli/diff/synthesize-revision';
import { readProjectAt } from '../../../cli/project/project';
import { bundle, projectWith } from '../mesh-process';

// Programs run in processes of their own, which wait for a busy machine.
jest.setTimeout(60_000);

let root: string;
let runs: string;

function git(...args: readonly string[]): string {
  const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...who, ...args], { cwd: root, encoding: 'utf8' });
}

function synthesized(revision: string, { fresh = false, kubeContext = 'minikube' } = {}): Promise<RevisionStacks> {
  return synthesizeRevision(readProjectAt(root), revision, { log: () => {}, kubeContext, fresh });
}

function timesRun(): number {
  return existsSync(runs) ? readFileSync(runs, 'utf8').length : 0;
}

beforeEach(() => {
  root = projectWith({ shop: { resources: { helm_release: { shop: bundle('shop', 'shop', {}) } } } });
  runs = join(root, '.git', 'runs');
  writeFileSync(join(root, '.gitignore'), '.mesh/\nnode_modules/\ncdktf.out/\n');
  appendFileSync(join(root, 'app.js'), `\nrequire('node:fs').appendFileSync(${JSON.stringify(runs)}, '.');\n`);
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '.');
  git('commit', '--quiet', '--message', 'first');
});

afterEach(() => {
  delete process.env['SHOP_SIZE'];
  rmSync(root, { recursive: true, force: true });
});

describe('the synthesis of a base', () => {
  it('is taken as it was kept, and is the same', async () => {
    const first = await synthesized('main');
    expect(await synthesized('main')).toEqual(first);
    expect(first.stacks.map(({ name }) => name)).toEqual(['shop']);
    expect(timesRun()).toBe(1);
  });

  it('is kept for commits of the same files', async () => {
    await synthesized('main');
    git('commit', '--quiet', '--allow-empty', '--message', 'second');
    expect((await synthesized('main')).revision).toBe(`main (${git('rev-parse', '--short=9', 'main').trim()})`);
    expect(timesRun()).toBe(1);
  });

  it.each([
    [
      'the files differ',
      () => {
        writeFileSync(join(root, 'note'), '');
        git('add', '.');
        git('commit', '--quiet', '--message', 'second');
      },
    ],
    [
      'the environment differs',
      () => {
        process.env['SHOP_SIZE'] = 'large';
      },
    ],
    [
      'other dependencies are installed',
      () => {
        mkdirSync(join(root, 'node_modules'));
        writeFileSync(join(root, 'node_modules', '.package-lock.json'), '{}');
      },
    ],
    [
      'what was kept cannot be read',
      () => {
        const kept = join(root, '.mesh', 'bases');
        for (const name of readdirSync(kept)) writeFileSync(join(kept, name), '[{');
      },
    ],
  ])('is made again where %s', async (_, change) => {
    await synthesized('main');
    change();
    await synthesized('main');
    expect(timesRun()).toBe(2);
  });

  it('is made again for another cluster, and where that is asked for', async () => {
    await synthesized('main');
    await synthesized('main', { kubeContext: 'kind' });
    expect(timesRun()).toBe(2);
    await synthesized('main', { fresh: true });
    expect(timesRun()).toBe(3);
  });

  it('is kept of the four that were synthesized last', async () => {
    for (const size of ['1', '2', '3', '4', '5']) {
      process.env['SHOP_SIZE'] = size;
      await synthesized('main');
    }
    expect(readdirSync(join(root, '.mesh', 'bases'))).toHaveLength(4);
  });

  it('leaves no work tree behind', async () => {
    await synthesized('main');
    expect(git('worktree', 'list').trim().split('\n')).toHaveLength(1);
  });
});
