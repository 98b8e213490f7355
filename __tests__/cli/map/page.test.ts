import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');

test('the program of the page agrees with the data that it is given', () => {
  const args = [join(ROOT, 'node_modules/typescript/bin/tsc'), '--noEmit', '-p', 'cli/map/page'];
  expect(execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' })).toBe('');
}, 60_000);
