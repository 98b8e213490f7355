import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { meshCommand } from '../../cli/mesh';
import { VERBS } from '../../cli/verbs';

const page = readFileSync(join(__dirname, '../../docs/cli.md'), 'utf8');

describe('the page of the mesh command', () => {
  it.each(Object.keys(VERBS))('leads to %s', (name) => expect(page).toContain(`| [\`${name}\`](`));

  it('names only options that there are', () => {
    const options = meshCommand([]).commands.flatMap((command) => command.options.map((option) => option.long));
    const named = [...page.matchAll(/`(--[a-z-]+)/g)].map((match) => match[1]);
    // Helm's own.
    expect(named.filter((option) => option !== '--force' && !options.includes(option))).toEqual([]);
  });
});
