import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PICTURES, renderPictures } from '../../scripts/render-pictures';

describe('the pictures of the documentation', () => {
  it.each(Object.entries(renderPictures()))(
    '%s shows what the stacks deploy (npm run pictures draws it anew)',
    (name, drawn) => {
      expect(readFileSync(join(PICTURES, name), 'utf8')).toBe(drawn);
    },
  );
});
