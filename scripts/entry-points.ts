import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');

/** The folders that other teams import from, beside the package itself: name -> the folder's index among the sources. */
export function entryPoints(root = ROOT): Readonly<Record<string, string>> {
  const themes = readdirSync(join(root, 'constructs'))
    .filter((name) => existsSync(join(root, 'constructs', name, 'index.ts')))
    .map((name): [string, string] => [name, `constructs/${name}/index`]);
  const testing = existsSync(join(root, 'testing/index.ts')) ? [['testing', 'testing/index'] as [string, string]] : [];
  return Object.fromEntries([...themes, ...testing]);
}

/** What package.json must say so that Node and every TypeScript resolution find the entry points. */
export function entryPointFields(root = ROOT): { readonly exports: object; readonly typesVersions: object } {
  const points = Object.entries(entryPoints(root));
  const built = (path: string) => ({ types: `./dist/${path}.d.ts`, default: `./dist/${path}.js` });
  return {
    exports: {
      '.': built('constructs/index'),
      ...Object.fromEntries(points.map(([name, path]) => [`./${name}`, built(path)])),
      // Before the program, by `node -r`.
      './load-cdktf': './bin/load-cdktf.js',
      './package.json': './package.json',
    },
    // For node10 resolution, which knows no exports.
    typesVersions: { '*': Object.fromEntries(points.map(([name, path]) => [name, [`dist/${path}.d.ts`]])) },
  };
}

if (require.main === module) {
  const file = join(ROOT, 'package.json');
  const manifest = { ...JSON.parse(readFileSync(file, 'utf8')), ...entryPointFields() };
  writeFileSync(file, `${JSON.stringify(manifest, undefined, 2)}\n`);
}
