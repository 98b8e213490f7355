import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { ISTIO_VERSIONS, istioRelease } from '../constructs/versions';
import { generate, type ScaffoldedClass, scaffoldClasses, write } from './generate-resources';

const ROOT = join(__dirname, '..');

/** Downloads the definitions of every catalogued release. */
async function download(into: string): Promise<readonly string[]> {
  return await Promise.all(
    ISTIO_VERSIONS.map(async (version) => {
      const { crdsUrl } = istioRelease(version);
      const answer = await fetch(crdsUrl);
      if (!answer.ok) throw new Error(`${crdsUrl}: answers ${answer.status}; give files named VERSION.yaml instead`);
      const file = join(into, `${version}.yaml`);
      writeFileSync(file, await answer.text());
      return file;
    }),
  );
}

/** The text of an index with one export line more, sorted by file name as the others are. */
export function withExport(index: string, line: string): string {
  const lines = index.split('\n').filter((one) => one !== '');
  const types = lines.filter((one) => one.startsWith('export type *'));
  const classes = lines.filter((one) => !one.startsWith('export type *'));
  const from = (one: string): string => one.replace(/^.* from /, '');
  return `${[...types, ...[...classes, line].sort((a, b) => (from(a) < from(b) ? -1 : 1))].join('\n')}\n`;
}

/** The text of the package's index with a kind added to the list of its group. */
export function withKind(index: string, kind: string, group: string): string {
  const list = new RegExp(`export \\{([^}]*)\\} from './resources/${group}';`);
  const found = list.exec(index);
  if (!found) return `${index}export { ${kind}, type ${kind}Props } from './resources/${group}';\n`;
  const names = (found[1] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const bare = (name: string): string => name.replace(/^type /, '');
  const sorted = [...names, kind, `type ${kind}Props`].sort((a, b) => (bare(a) < bare(b) ? -1 : 1));
  return index.replace(list, `export {\n  ${sorted.join(',\n  ')},\n} from './resources/${group}';`);
}

/** A test to start from. */
function testOf({ kind, group, file }: ScaffoldedClass): string {
  return `import { App, TerraformStack } from 'cdktf';
import { ${kind} } from '../../../../constructs/resources/${group}/${basename(file, '.ts')}';

describe('${kind}', () => {
  it('refuses a field that the kind does not have, by name', () => {
    const stack = new TerraformStack(new App(), 'test');
    const props = { metadata: { name: 'example' }, spec: { noSuchField: true } } as never;
    expect(() => new ${kind}(stack, 'Example', props)).toThrow('noSuchField: unknown field');
  });
});
`;
}

function addToIndex(written: ScaffoldedClass): void {
  const { kind, group, file } = written;
  const folder = dirname(file);
  const index = join(folder, 'index.ts');
  const before = existsSync(index) ? readFileSync(index, 'utf8') : `export type * from '../generated/${group}';\n`;
  writeFileSync(index, withExport(before, `export { ${kind}, type ${kind}Props } from './${basename(file, '.ts')}';`));
  const root = join(ROOT, 'constructs/index.ts');
  writeFileSync(root, withKind(readFileSync(root, 'utf8'), kind, group));
  const test = join(ROOT, '__tests__/constructs/resources', group, `${basename(file, '.ts')}.test.ts`);
  mkdirSync(dirname(test), { recursive: true });
  writeFileSync(test, testOf(written));
  for (const path of [file, index, root, test]) console.log(relative(ROOT, path));
}

/** Makes types, validators, classes, export lines and tests of whatever kinds the definitions have and this package has not. */
async function main(given: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'crds-'));
  try {
    const files = given.length > 0 ? given : await download(folder);
    write(await generate(files), join(ROOT, 'constructs/resources/generated'));
    const written = scaffoldClasses(files);
    written.forEach(addToIndex);
    console.log(
      written.length === 0
        ? 'every kind of the definitions has its class; types and validators are made anew'
        : `${written.length} kinds added: npx biome check --write . && npm test`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (require.main === module) {
  main(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
