import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const KEPT = 'node_modules/.cache/load-typescript.json';

/** A clone with sources of its own. */
class Clone {
  private readonly folder = mkdtempSync(join(tmpdir(), 'clone-'));
  readonly kept = join(this.folder, KEPT);

  constructor(files: Readonly<Record<string, string>>) {
    mkdirSync(join(this.folder, 'bin'));
    copyFileSync(join(ROOT, 'bin/load-typescript.js'), join(this.folder, 'bin/load-typescript.js'));
    mkdirSync(join(this.folder, 'node_modules'));
    for (const name of ['esbuild', '@esbuild'])
      symlinkSync(join(ROOT, 'node_modules', name), join(this.folder, 'node_modules', name));
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(join(this.folder, name)), { recursive: true });
    writeFileSync(join(this.folder, name), text);
  }

  /** What main.ts prints and how it ends; esbuild is out of reach where everything is kept. */
  run({ withoutEsbuild = false } = {}): readonly [status: number | null, stdout: string, stderr: string] {
    const without =
      "require('module')._load = ((load) => (id, ...rest) => { if (id === 'esbuild') throw new Error('compiled'); return load(id, ...rest); })(require('module')._load);";
    writeFileSync(join(this.folder, 'without.js'), withoutEsbuild ? without : '');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['-r', './bin/load-typescript.js', '-r', './without.js', 'main.ts'],
      { cwd: this.folder, encoding: 'utf8' },
    );
    return [status, stdout.trim(), stderr];
  }
}

const program = (answer: number) => ({
  'main.ts': "import { answer } from './constructs/answer';\nconsole.log(answer satisfies number);\n",
  'constructs/answer.ts': `export const answer: number = ${answer};\n`,
});

describe('node -r ./bin/load-typescript.js', () => {
  it('runs sources, and compiles them once', () => {
    const clone = new Clone(program(1));
    expect(clone.run()).toEqual([0, '1', '']);
    expect(clone.run({ withoutEsbuild: true })).toEqual([0, '1', '']);
  });

  it('compiles what was changed, and nothing else', () => {
    const clone = new Clone(program(1));
    clone.run();
    clone.write('constructs/answer.ts', 'export const answer: number = 2;\n');
    const before = JSON.parse(readFileSync(clone.kept, 'utf8')).files;
    expect(clone.run()).toEqual([0, '2', '']);
    const after = JSON.parse(readFileSync(clone.kept, 'utf8')).files;
    const changed = Object.keys(after).filter((file) => after[file].hash !== before[file].hash);
    expect(changed).toEqual([expect.stringMatching(/constructs\/answer\.ts$/)]);
  });

  it('names the lines of the sources where a program fails', () => {
    const clone = new Clone({
      'main.ts': "import './stacks/inner/shop';\n",
      'stacks/inner/shop.ts': "interface Unused {\n  readonly a: string;\n}\n\nthrow new Error('here');\n",
    });
    for (const _ of ['compiled', 'kept'])
      expect(clone.run()[2]).toMatch(/Error: here\n\s+at .*clone-[^/]+\/stacks\/inner\/shop\.ts:5:7/);
  });

  it('says where a source cannot be read as TypeScript, and keeps nothing of it', () => {
    const clone = new Clone({ ...program(1), 'constructs/answer.ts': 'export const answer = ;\n' });
    for (const _ of ['first', 'second'])
      expect(clone.run()[2]).toMatch(/constructs\/answer\.ts:1:22: ERROR: Unexpected ";"/);
    clone.write('constructs/answer.ts', 'export const answer = 3;\n');
    expect(clone.run()).toEqual([0, '3', '']);
  });

  it.each([
    ['is no JSON', '{'],
    ['is of another esbuild', JSON.stringify({ version: '["0.1.0"]', files: { main: { hash: '', code: 'x' } } })],
  ])('compiles again where what is kept %s', (_, text) => {
    const clone = new Clone({ ...program(4), [KEPT]: text });
    expect(clone.run()).toEqual([0, '4', '']);
    expect(clone.run({ withoutEsbuild: true })).toEqual([0, '4', '']);
  });

  it('runs where nothing can be kept', () => {
    const clone = new Clone({ ...program(5), 'node_modules/.cache': 'a file' });
    for (const _ of ['first', 'second']) expect(clone.run()).toEqual([0, '5', '']);
  });
});
