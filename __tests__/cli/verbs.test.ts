import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { meshCommand } from '../../cli/mesh';
import { VERBS } from '../../cli/verbs';

const files = readdirSync(join(__dirname, '../../cli/verbs')).map((file) => file.replace(/\.ts$/, ''));

describe('the verbs of mesh', () => {
  it('are the files of cli/verbs, each listed once', () => {
    expect(Object.keys(VERBS).sort()).toEqual(files.sort());
  });

  it.each(Object.keys(VERBS))('%s registers under its own name, with --json, --context and a description', (name) => {
    const verb = meshCommand([name]).commands.find((command) => command.name() === name);
    expect(verb?.description()).not.toBe('');
    expect(verb?.options.map((option) => option.long)).toEqual(expect.arrayContaining(['--json', '--context']));
  });

  it('are all listed when none is named, and only the one that is called is loaded otherwise', () => {
    expect(meshCommand(['--help']).commands).toHaveLength(files.length);
    expect(meshCommand(['up']).commands).toHaveLength(1);
  });

  it('name the file that they write by -o or --output, those that had another name by that as well', () => {
    const writers = meshCommand([]).commands.filter(({ options }) =>
      options.some(({ long }) => /^--out/.test(long ?? '')),
    );
    expect(writers.map((command) => command.name())).toEqual(['map', 'access', 'import', 'definitions']);
    for (const { options } of writers) {
      expect(options.find(({ long }) => long === '--output')).toMatchObject({ short: '-o', hidden: false });
      expect(options.find(({ long }) => long === '--out')?.hidden ?? true).toBe(true);
    }
  });
});
