import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
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

/** What holds the blocks of a language; of `text`, which a program printed, nothing can. */
const HELD: Readonly<Record<string, (code: string) => unknown>> = {
  ts: () => 'compiled above',
  sh: () => 'typed by typed.test.ts, or listed there with what it needs',
  diff: () => 'made by typed.test.ts and expected-words.ts',
  json: (code) => JSON.parse(code),
  yaml: (code) => parseAllDocuments(code).flatMap(({ errors }) => errors.map(({ message }) => message)),
  text: () => 'the output of a command',
};

describe('the fenced blocks of the documentation', () => {
  const blocks = pages().flatMap((page) =>
    [...readFileSync(join(ROOT, page), 'utf8').matchAll(/^```(\S*)[^\n]*\n([\s\S]*?)^```/gm)].map(
      ([, language = '', code = '']): [string, string, string] => [page, language, code],
    ),
  );

  it('are of a language that something holds', () => {
    expect(blocks.length).toBeGreaterThan(100);
    expect(
      blocks.filter(([, language]) => !(language in HELD)).map(([page, language]) => `${page}: ${language}`),
    ).toEqual([]);
  });

  it('can be read where they are YAML or JSON', () => {
    for (const [page, language, code] of blocks.filter(([, one]) => /^(?:yaml|json)$/.test(one))) {
      const read = (): unknown => HELD[language]?.(code);
      expect([page, code, language === 'yaml' ? read() : []]).toEqual([page, code, []]);
      expect(read).not.toThrow();
    }
  });
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
