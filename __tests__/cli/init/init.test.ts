import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type InitOptions, init, npmError } from '../../../cli/init/init';

const ROOT = join(__dirname, '../../..');
const quietly = { install: false, json: true };

async function initIn(folder: string, options: Partial<InitOptions> = {}): Promise<string> {
  let printed = '';
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text;
    return true;
  });
  try {
    expect(await init({ args: [folder], options: { ...quietly, ...options } })).toBe(0);
  } finally {
    write.mockRestore();
  }
  return printed;
}

describe('cdktf-istio init', () => {
  let parent: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'init-'));
  });
  afterEach(() => {
    rmSync(parent, { recursive: true });
  });

  it('writes a project under the name of its folder, with this version of the package', async () => {
    const folder = join(parent, 'my-mesh');
    const { files } = JSON.parse(await initIn(folder));
    expect(files).toEqual([
      '.github/workflows/pull-request.yml',
      '.gitignore',
      'README.md',
      '__tests__/stacks.test.ts',
      'cdktf.json',
      'jest.config.js',
      'main.ts',
      'package.json',
      'stacks/cluster-stack.ts',
      'stacks/hello-stack.ts',
      'stacks/mesh-stack.ts',
      'tsconfig.json',
    ]);
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const own = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(manifest).toMatchObject({ name: 'my-mesh', dependencies: { 'cdktf-istio': own.version } });
    expect(manifest.dependencies.cdktf).toBe(own.devDependencies.cdktf);
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toMatch(/^# my-mesh\n/);
  });

  it('writes a project on cdktn where that is asked for, without providers that know only cdktf', async () => {
    const folder = join(parent, 'my-mesh');
    await initIn(folder, { cdktn: true });
    const { dependencies, devDependencies, overrides, scripts } = JSON.parse(
      readFileSync(join(folder, 'package.json'), 'utf8'),
    );
    expect(dependencies.cdktf).toMatch(/^npm:cdktn@0\.2[4-6]\.\d+$/);
    expect(Object.keys(dependencies).sort()).toEqual(['cdktf', 'cdktf-istio', 'constructs']);
    expect(overrides).toBeUndefined();
    expect([devDependencies['cdktf-cli'], scripts.cdktf]).toEqual([undefined, undefined]);
    const shown = readFileSync(join(folder, 'README.md'), 'utf8').match(/^ {4}npm run [\w]+/gm) ?? [];
    expect(shown.map((line) => line.trim().slice('npm run '.length)).filter((name) => !scripts[name])).toEqual([]);
    expect(shown.length).toBeGreaterThan(2);
  });

  it('overwrites nothing, and says what is in the way', async () => {
    const folder = join(parent, 'mesh');
    mkdirSync(folder);
    writeFileSync(join(folder, 'main.ts'), 'mine');
    await expect(init({ args: [folder], options: quietly })).rejects.toThrow(
      `${folder}: expected an empty folder, found main.ts`,
    );
    expect(readFileSync(join(folder, 'main.ts'), 'utf8')).toBe('mine');
    expect(existsSync(join(folder, 'package.json'))).toBe(false);
  });

  it('counts a fresh clone as empty', async () => {
    const folder = join(parent, 'clone');
    mkdirSync(join(folder, '.git'), { recursive: true });
    writeFileSync(join(folder, 'LICENSE'), 'mine');
    await initIn(folder);
    expect(readFileSync(join(folder, 'LICENSE'), 'utf8')).toBe('mine');
  });

  it('refuses a name that npm would refuse, before it writes anything', async () => {
    const folder = join(parent, 'My Mesh');
    await expect(init({ args: [folder], options: quietly })).rejects.toThrow(
      `expected a folder whose name is a package's: lowercase letters, digits, "-", "." and "_", got "My Mesh"`,
    );
    expect(existsSync(folder)).toBe(false);
  });
});

it('an install that fails is explained by the line of npm that says why', () => {
  expect(npmError('npm error code E404\nnpm error 404 Not Found - GET https://r/a - Not found\nnpm error 404\n')).toBe(
    '404 Not Found - GET https://r/a - Not found',
  );
  expect(npmError('npm error code EWHAT\n')).toBe('code EWHAT');
  expect(npmError('')).toBe('npm failed');
});
