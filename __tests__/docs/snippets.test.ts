import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { modulesOf, pages } from './snippets';

const ROOT = join(__dirname, '../..');

describe('the TypeScript of the documentation', () => {
  it('compiles, page by page, against the public surface', () => {
    // Inside the project, so that its node_modules are found; the package itself is found by path.
    mkdirSync(join(ROOT, '.mesh'), { recursive: true });
    const folder = mkdtempSync(join(ROOT, '.mesh/snippets-'));
    try {
      const modules = Object.assign({}, ...pages().map(modulesOf)) as Record<string, string>;
      for (const [name, code] of Object.entries(modules)) writeFileSync(join(folder, name), code);
      writeFileSync(
        join(folder, 'tsconfig.json'),
        JSON.stringify({
          extends: '../../tsconfig.json',
          compilerOptions: {
            noUnusedLocals: false,
            noUnusedParameters: false,
            paths: {
              'cdktf-istio': ['../../constructs/index.ts'],
              'cdktf-istio/testing': ['../../testing/index.ts'],
              'cdktf-istio/*': ['../../constructs/*/index.ts'],
            },
          },
          include: ['.'],
        }),
      );
      const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
      const { stdout } = spawnSync('node', [tsc, '-p', folder], { encoding: 'utf8', cwd: folder });
      expect(stdout).toBe('');
      expect(Object.keys(modules).length).toBeGreaterThan(5);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 120_000);
});
