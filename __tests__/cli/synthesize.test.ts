import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../../cli/project/synthesize';

const SAYS_WHERE = `node -e "console.error(process.env.NODE_COMPILE_CACHE); process.exit(1)"`;

describe('the app of a project', () => {
  const root = mkdtempSync(join(tmpdir(), 'app-'));
  const run = () => synthesize({ root, app: SAYS_WHERE, outdir: join(root, 'cdktf.out'), context: {} });
  const told = process.env['NODE_COMPILE_CACHE'];

  afterEach(() => {
    if (told === undefined) delete process.env['NODE_COMPILE_CACHE'];
    else process.env['NODE_COMPILE_CACHE'] = told;
  });

  test('has Node keep what it compiled in .mesh', async () => {
    delete process.env['NODE_COMPILE_CACHE'];
    await expect(run()).rejects.toMatchObject({ problems: [{ problem: join(root, '.mesh', 'compile-cache') }] });
  });

  test('keeps it where the environment says', async () => {
    process.env['NODE_COMPILE_CACHE'] = '/elsewhere';
    await expect(run()).rejects.toMatchObject({ problems: [{ problem: '/elsewhere' }] });
  });
});
