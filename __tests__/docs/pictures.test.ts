import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PICTURES, renderPictures } from '../../scripts/render-pictures';

const drawings = renderPictures();

describe('the pictures of the documentation', () => {
  it.each(Object.entries(drawings))(
    '%s shows what the stacks deploy (npm run pictures draws it anew)',
    (name, drawn) => {
      expect(readFileSync(join(PICTURES, name), 'utf8')).toBe(drawn);
    },
  );

  it('are all drawn by the script', () => {
    const there = readdirSync(PICTURES).filter((name) => name.endsWith('.svg'));
    expect(there.sort()).toEqual(Object.keys(drawings).sort());
  });
});
