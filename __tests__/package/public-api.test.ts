import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { entryPointFields, entryPoints } from '../../scripts/entry-points';
import { type Declaration, exportsOf } from './declarations';

const ROOT = join(__dirname, '../..');
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const indexes: readonly [string, string][] = [
  ['cdktf-istio', join(ROOT, 'constructs/index.ts')],
  ...Object.entries(entryPoints()).map(([name, path]): [string, string] => [
    `cdktf-istio/${name}`,
    join(ROOT, `${path}.ts`),
  ]),
];

/** Every exported name, and below it what it is made of, each declaration once. */
function everyDeclaration(): Map<Declaration, string> {
  const found = new Map<Declaration, string>();
  const walk = (names: ReadonlyMap<string, Declaration>, prefix: string): void => {
    for (const [name, declaration] of names) {
      if (declaration.names) walk(declaration.names, `${prefix}${name}.`);
      else if (!found.has(declaration)) found.set(declaration, `${prefix}${name}`);
    }
  };
  for (const [, file] of indexes) walk(exportsOf(file), '');
  return found;
}

function summary(names: ReadonlyMap<string, Declaration>): string[] {
  return [...names]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { kind, members, names: inner }]) => {
      const parts = inner ? [...inner.keys()] : members.map((member) => member.name);
      return `${kind} ${name}${parts.length > 0 ? ` { ${parts.sort().join(', ')} }` : ''}`;
    });
}

describe('the public surface', () => {
  it('is reached through exports in Node and through typesVersions under node10 (npm run entry-points)', () => {
    expect({ exports: manifest.exports, typesVersions: manifest.typesVersions }).toEqual(entryPointFields());
  });

  // A changed snapshot is a change of what other teams rely on: it needs a changeset.
  it.each(indexes)('%s is what it was', (_name, file) => {
    expect(summary(exportsOf(file))).toMatchSnapshot();
  });

  it('names everything that a theme exports from the package itself too, but for the values of charts', () => {
    const root = new Set(exportsOf(join(ROOT, 'constructs/index.ts')).keys());
    const missing = indexes
      .filter(([name]) => !name.endsWith('/charts') && !name.endsWith('/testing'))
      .flatMap(([name, file]) =>
        [...exportsOf(file).keys()].filter((key) => !root.has(key)).map((key) => `${name}: ${key}`),
      );
    expect(missing).toEqual([]);
  });

  it('says of every class, type and member what it means', () => {
    const silent: string[] = [];
    let count = 0;
    for (const [{ file, documented, members }, name] of everyDeclaration()) {
      for (const part of [{ name, documented }, ...members.map((m) => ({ ...m, name: `${name}.${m.name}` }))]) {
        count += 1;
        if (!part.documented) silent.push(`${relative(ROOT, file)}: ${part.name}`);
      }
    }
    expect(silent).toEqual([]);
    expect(count).toBeGreaterThan(1_000);
  });
});
