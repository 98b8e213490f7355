import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shapesFile } from '../../scripts/generate-shapes';

it('the shapes that values are checked against are those of the types (node -r tsx/cjs scripts/generate-shapes.ts)', () => {
  const file = join(__dirname, '../../constructs/shapes/generated/shapes.ts');
  expect(readFileSync(file, 'utf8')).toBe(shapesFile());
});
