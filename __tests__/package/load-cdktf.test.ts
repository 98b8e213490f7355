import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const PRELOAD = join(ROOT, 'bin/load-cdktf.js');

/** What a program prints that starts with cdktf loaded. */
const run = (program: string): unknown =>
  JSON.parse(
    execFileSync(process.execPath, ['-r', PRELOAD, '-e', `console.log(JSON.stringify(${program}))`], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, OUT: mkdtempSync(join(tmpdir(), 'load-cdktf-')) },
    }),
  );

const loaded = (name: string): string =>
  `Object.keys(require.cache).filter((file) => file.includes('/node_modules/${name}/')).length`;

describe('node -r cdktf-istio/load-cdktf', () => {
  it('loads cdktf without its archiver and semver', () => {
    expect(
      run(`[${loaded('cdktf')} > 50, ${loaded('archiver')}, ${loaded('semver')}, typeof require('cdktf').App]`),
    ).toEqual([true, 0, 0, 'function']);
  });

  it('has cdktf compare versions all the same', () => {
    const validate = (wanted: string) =>
      `new (require('cdktf/lib/validations').ValidateBinaryVersion)('node', '${wanted}', 'node --version', 'hint').validate()`;
    const [none, one] = run(`[${validate('>=1')}, ${validate('>=1000')}]`) as string[][];
    expect(none).toEqual([]);
    expect(one).toEqual([expect.stringContaining('node')]);
  });

  it('has cdktf pack folders all the same', () => {
    const folder = mkdtempSync(join(tmpdir(), 'asset-'));
    mkdirSync(join(folder, 'inner'));
    writeFileSync(join(folder, 'inner/file.txt'), 'text');
    const made = run(`(() => {
      const { App, AssetType, TerraformAsset, TerraformStack } = require('cdktf');
      const app = new App({ outdir: process.env.OUT });
      const stack = new TerraformStack(app, 'stack');
      new TerraformAsset(stack, 'Folder', { path: '${folder}', type: AssetType.ARCHIVE });
      app.synth();
      return require('node:fs').readdirSync(process.env.OUT, { recursive: true });
    })()`);
    expect(made).toContainEqual(expect.stringMatching(/archive\.zip$/));
  });

  it('sets no flag that this Node does not know', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['-r', PRELOAD, '-p', '1'], { encoding: 'utf8' });
    expect([status, stdout.trim(), stderr]).toEqual([0, '1', '']);
  });

  it('gives the modules themselves to whoever else asks for them', () => {
    expect(run(`Object.keys(require('semver')).includes('satisfies')`)).toBe(true);
  });
});
