import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DEFAULT_ISTIO_VERSION, istioRelease } from '../../constructs/versions';
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

describe('the releases that the documentation names in its programs and commands', () => {
  const texts = pages()
    .filter((page) => !page.startsWith('docs/adr/'))
    .map((page): [string, string] => [page, readFileSync(join(ROOT, page), 'utf8')]);
  const found = (pattern: RegExp) =>
    texts.flatMap(([page, text]) =>
      [...text.matchAll(pattern)].map((match): [string, ...string[]] => [page, ...match.slice(1)]),
    );

  it('are the default where a program sets one', () => {
    // A guide to an upgrade names the release that is left and the one that follows.
    const versions = found(/istioVersion: '([^']+)'/g).filter(([page]) => !page.endsWith('-upgrade.md'));
    expect(versions.length).toBeGreaterThan(5);
    expect(versions.filter(([, version]) => version !== DEFAULT_ISTIO_VERSION)).toEqual([]);
  });

  it('are those of the default release where charts are pulled', () => {
    const { version, addons } = istioRelease(DEFAULT_ISTIO_VERSION);
    const current: Readonly<Record<string, string>> = {
      $chart: version,
      grafana: addons.grafana.version,
      'kiali-server': addons.kiali.version,
      prometheus: addons.prometheus.version,
    };
    const pulled = found(/helm pull (\S+) --version (\S+)/g);
    expect(pulled.length).toBe(4);
    expect(pulled.filter(([, chart = '', one]) => current[chart] !== one)).toEqual([]);
  });

  it('name a revision as Istio’s minor does', () => {
    expect(
      found(/revision: '(\d[^']*)'/g).filter(([, one]) => one !== DEFAULT_ISTIO_VERSION.replace('.', '-')),
    ).toEqual([]);
  });
});
