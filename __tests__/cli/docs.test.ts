import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { meshCommand } from '../../cli/mesh';
import { VERBS } from '../../cli/verbs';
import { VERIFY_CHECKS } from '../../cli/verify/verify';

const page = readFileSync(join(__dirname, '../../docs/cli.md'), 'utf8');

describe('the page of the mesh command', () => {
  it.each(Object.keys(VERBS))('leads to %s', (name) => expect(page).toContain(`| [\`${name}\`](`));

  it('names only options that there are', () => {
    const options = meshCommand([]).commands.flatMap((command) => command.options.map((option) => option.long));
    const named = [...page.matchAll(/`(--[a-z-]+)/g)].map((match) => match[1]);
    // Helm's own.
    expect(named.filter((option) => option !== '--force' && !options.includes(option))).toEqual([]);
  });

  const outputs = [...page.matchAll(/^```text\n([\s\S]*?)^```/gm)].map(([, text = '']) => text);
  const checked = (text: string) =>
    [...text.matchAll(/^[√×‼-] (.+)$/gm)].map(([, line = '']) => line).filter((line) => !/^\d+ checks: /.test(line));

  it('counts the checks of an output that it shows, and of no other', () => {
    const counted = outputs.filter((text) => /^[√×‼] \d+ checks: /m.test(text));
    expect(counted.length).toBeGreaterThan(2);
    for (const text of counted) {
      expect(text).not.toMatch(/^\.\.\.$/m);
      const [, count] = /^[√×‼] (\d+) checks: /m.exec(text) ?? [];
      expect([text, checked(text.slice(0, text.search(/^[√×‼] \d+ checks: /m))).length]).toEqual([text, Number(count)]);
    }
  });

  it('shows every check of mesh verify', () => {
    const whole = outputs.find((text) => text.startsWith('$ mesh verify\nControl plane')) ?? '';
    const missing = VERIFY_CHECKS.filter(({ title }) => !checked(whole).some((line) => line.startsWith(title)));
    expect(missing.map(({ title }) => title)).toEqual([]);
  });
});
