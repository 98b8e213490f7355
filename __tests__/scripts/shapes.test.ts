import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shapesFile, valueShapesFile } from '../../scripts/generate-shapes';

it.each([
  ['shapes.ts', shapesFile],
  ['values.ts', valueShapesFile],
])(
  'what values are checked against is made of the types: %s (node -r tsx/cjs scripts/generate-shapes.ts)',
  (name, made) => {
    const file = join(__dirname, '../../constructs/shapes/generated', name);
    expect(readFileSync(file, 'utf8')).toBe(made());
  },
);
