import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { DEFAULT_ISTIO_VERSION } from '../../constructs/versions';
import { CommandError } from '../command-error';
import { ExitCode } from '../exit-code';
import { PACKAGE_FOLDER, packageManifest } from '../package-manifest';
import { mark, style } from '../terminal/style';
import type { Call } from '../verb';

/** The options of `init`. */
export interface InitOptions {
  /** False for writing the files only. */
  readonly install: boolean;
  /** True for a project on cdktn, the community's successor of cdktf. */
  readonly cdktn?: boolean;
  /** What npm installs this package from. @default - this version of it */
  readonly from?: string;
}

// cdktn under the name that its users' libraries know, and the newest constructs that it takes.
const CDKTN = { cdktf: 'npm:cdktn@0.24.0', constructs: '10.7.0' };

// What a folder may hold and still count as empty: a fresh clone.
const NOT_IN_THE_WAY = new Set(['.git', 'LICENSE']);

/** Writes a new project into a folder, and installs what it needs. */
export async function init({ args, options }: Call<InitOptions>): Promise<number> {
  const folder = resolve(args[0] ?? '.');
  const name = projectName(folder);
  checkIsEmpty(folder);

  const files = projectFiles(name, options);
  for (const [path, content] of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  if (options.install) install(folder);

  const here = relative(process.cwd(), folder);
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ folder, files: files.map(([path]) => path) }, undefined, 2)}\n`);
    return ExitCode.good;
  }
  const next = [...(here ? [`cd ${here}`] : []), ...(options.install ? [] : ['npm install']), 'npm test', 'npm start'];
  process.stdout.write(`${mark.good} ${name}: ${files.length} files in ${folder}\n\nNext:\n`);
  for (const command of next) process.stdout.write(`  ${style.strong(command)}\n`);
  return ExitCode.good;
}

/** @throws CommandError for a name that npm refuses */
function projectName(folder: string): string {
  const name = basename(folder);
  if (/^[a-z0-9][a-z0-9._-]{0,213}$/.test(name)) return name;
  throw new CommandError({
    problem: `expected a folder whose name is a package's: lowercase letters, digits, "-", "." and "_", got ${JSON.stringify(name)}`,
    remedy: 'cdktf-istio init my-mesh',
  });
}

/** @throws CommandError naming what is in the way */
function checkIsEmpty(folder: string): void {
  if (!existsSync(folder)) return;
  let found: string[];
  try {
    found = readdirSync(folder).filter((name) => !NOT_IN_THE_WAY.has(name));
  } catch (error) {
    throw new CommandError({ problem: `${folder}: ${(error as Error).message}`, remedy: 'name another folder' });
  }
  if (found.length === 0) return;
  const some = found.slice(0, 3).join(', ') + (found.length > 3 ? ` and ${found.length - 3} more` : '');
  throw new CommandError({
    problem: `${folder}: expected an empty folder, found ${some}`,
    remedy: 'name a folder that is empty or not there yet: cdktf-istio init my-mesh',
  });
}

/** The files of a project, by path. */
export function projectFiles(
  name: string,
  options: Partial<InitOptions> = {},
): readonly (readonly [path: string, content: string])[] {
  const template = join(PACKAGE_FOLDER, 'templates/project');
  const copied = readdirSync(template, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .map((file): [string, string] => [
      // npm leaves out files of that name when it packs.
      relative(template, file).replace(/^gitignore$/, '.gitignore'),
      adapted(readFileSync(file, 'utf8'), options)
        .replaceAll('NAME', name)
        .replaceAll('ISTIO_RELEASE', DEFAULT_ISTIO_VERSION),
    ]);
  return [...copied, ['package.json', packageJson(name, options)] as const].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A project on cdktn has no cdktf command. */
function adapted(text: string, { cdktn = false }: Partial<InitOptions>): string {
  return cdktn ? text.replace(/^ +npm run cdktf .*\n/m, '') : text;
}

function packageJson(name: string, { from, cdktn = false }: Partial<InitOptions>): string {
  const own = packageManifest();
  // The versions that this package itself is tested with.
  const tested = (...names: string[]) => Object.fromEntries(names.map((one) => [one, own.devDependencies[one]]));
  return `${JSON.stringify(
    {
      name,
      version: '0.0.0',
      private: true,
      scripts: {
        start: 'mesh start',
        up: 'mesh up',
        diff: 'mesh diff',
        down: 'mesh down',
        mesh: 'mesh',
        ...(cdktn ? {} : { cdktf: 'cdktf' }),
        synth: cdktn ? 'node -r cdktf-istio/load-cdktf -r cdktf-istio -r tsx/cjs main.ts' : 'cdktf synth',
        test: 'jest',
        typecheck: 'tsc',
      },
      dependencies: {
        ...(cdktn ? { cdktf: CDKTN.cdktf } : tested('cdktf')),
        'cdktf-istio': from ?? own.version,
        ...(cdktn ? { constructs: CDKTN.constructs } : tested('constructs')),
      },
      devDependencies: tested(
        '@kubernetes/client-node',
        '@swc/core',
        '@swc/jest',
        '@types/jest',
        '@types/node',
        ...(cdktn ? [] : ['cdktf-cli']),
        'jest',
        'tsx',
        'typescript',
      ),
      engines: own.engines,
      // The cdktf command dies without the install script of its terminal library.
      allowScripts: own.allowScripts,
    },
    undefined,
    2,
  )}\n`;
}

/** @throws CommandError with npm's own words */
function install(folder: string): void {
  process.stderr.write(`${style.quiet('npm install …')}\n`);
  const { status, stderr, error } = spawnSync('npm', ['install', '--no-audit', '--no-fund'], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  throw new CommandError({
    problem: `npm install in ${folder}: ${error?.message ?? npmError(stderr)}`,
    remedy: 'the files are written: put that right and run npm install there',
  });
}

/** The first line of npm's output that says what is wrong: before it come codes, which say less. */
export function npmError(output: string): string {
  const lines = output.split('\n').flatMap((line) => /^npm error (.+)$/.exec(line)?.[1]?.trim() ?? []);
  return lines.find((line) => !/^(?:code|errno|syscall|path|command) /.test(line)) ?? lines[0] ?? 'npm failed';
}
