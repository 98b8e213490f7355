import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const FOLDER = join(__dirname, '../../fixtures/compile-time');
const source = readFileSync(join(FOLDER, 'specs.ts'), 'utf8').split('\n');

test('the compiler refuses what the API server would, and nothing else', () => {
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
  const { stdout } = spawnSync(process.execPath, [tsc, '--pretty', 'false', '--project', FOLDER], { encoding: 'utf8' });
  const lines = [...stdout.matchAll(/specs\.ts\((\d+),/g)].map(([, line]) => Number(line) - 1);
  const refused = [...new Set(lines)].map((line) => source[line]?.trim() ?? '');
  expect(refused).toEqual(source.filter((line) => line.includes('// refused: ')).map((line) => line.trim()));
});
