import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from './run-examples';

/** Compiles the examples by a configuration of their readers, which imports and strictness come from. */
function compile(compilerOptions: object): string {
  // Inside the project, so that the examples find the packages they import.
  const folder = mkdtempSync(join(PROJECT, '.mesh-compile-'));
  const file = join(folder, 'tsconfig.json');
  writeFileSync(
    file,
    JSON.stringify({ extends: '../tsconfig.json', compilerOptions, include: ['../examples/*/main.ts'] }),
  );
  const tsc = join(require.resolve('typescript/package.json'), '../bin/tsc');
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', file, '--noEmit'], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  // What the package itself does inside is its own affair: its readers see declarations.
  return stdout
    .split('\n')
    .filter((line) => /^(\.\.\/)*examples\//.test(line))
    .join('\n');
}

jest.setTimeout(60_000);

describe('the examples compile', () => {
  it('under exactOptionalPropertyTypes', () => expect(compile({ exactOptionalPropertyTypes: true })).toBe(''));

  it('with the imports of nodenext', () =>
    expect(compile({ module: 'nodenext', moduleResolution: 'nodenext' })).toBe(''));

  it('and what does not compile would be seen', () =>
    expect(compile({ verbatimModuleSyntax: true })).toMatch(/examples\/canary\/main.ts/));
});
