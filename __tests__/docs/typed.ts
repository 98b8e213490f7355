import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '../..');
const PROGRAMS =
  'npm|npx|node|minikube|kubectl|curl|git|mkdir|cd|helm|terraform|istioctl|export|for|cat|conftest|checkov';
const COMMAND = new RegExp(`^(?:[A-Z_]+=\\S+ )*(?:${PROGRAMS})\\b`);

/** The lines of a page's blocks: those of shell blocks, and those that four spaces indent. */
function blockLines(page: string): readonly string[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const fenced = [...text.matchAll(/^```(?:sh|bash)\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);
  const indented = text.replace(/^```[\s\S]*?^```/gm, '').match(/^ {4}\S.*$/gm) ?? [];
  return [...fenced.flatMap((block) => block.split('\n')), ...indented.map((line) => line.slice(4))];
}

/** The commands that a page shows, without what is said behind a hash. */
export function commandsOf(page: string): readonly string[] {
  return blockLines(page)
    .filter((line) => COMMAND.test(line))
    .map((line) => line.replace(/\s+#\s.*$/, '').trim());
}

/** A change that a page shows as the lines of a diff, and the file that the text before it names. */
export interface ShownChange {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

export function changesOf(page: string): readonly ShownChange[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...text.matchAll(/`([\w./-]+\.ts)`[^`]*\n```diff\n([\s\S]*?)^```/gm)].map(([, file = '', block = '']) => {
    const lines = (mark: string) =>
      block
        .split('\n')
        .filter((line) => line.startsWith(mark))
        .map((line) => line.slice(1))
        .join('\n');
    return { file, before: lines('-'), after: lines('+') };
  });
}

/** A copy of this project as somebody clones it, with its dependencies, in a folder outside of it. */
export class FreshClone {
  readonly folder: string;
  private readonly home: string;

  constructor() {
    this.home = realpathSync(mkdtempSync(join(tmpdir(), 'clone-')));
    this.folder = join(this.home, 'cdktf-istio');
    const listed = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    for (const file of listed.split('\0').filter((name) => name !== '' && !name.startsWith('__tests__/'))) {
      mkdirSync(dirname(join(this.folder, file)), { recursive: true });
      cpSync(join(ROOT, file), join(this.folder, file), { force: true, errorOnExist: false });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(this.folder, 'node_modules'));
    // What npm runs for `npx mesh` in a clone: the file that package.json names.
    const bin = join(this.home, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'npx'), `#!/bin/sh\nshift\nexec node ${this.folder}/bin/mesh.js "$@"\n`);
    chmodSync(join(bin, 'npx'), 0o755);
    this.git('init', '-q');
    this.git('add', '-A', '--', '.', ':!node_modules');
    this.git('commit', '-qm', 'A clone');
  }

  private git(...args: readonly string[]): void {
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: this.folder });
  }

  /** Types a command: no cluster is there unless the environment names one, and whatever asks for one says so. */
  type(command: string, env: NodeJS.ProcessEnv = {}): { readonly code: number | null; readonly output: string } {
    const { status, stdout, stderr } = spawnSync('bash', ['-c', command], {
      cwd: this.folder,
      encoding: 'utf8',
      env: {
        PATH: `${join(this.home, 'bin')}:${process.env['PATH']}`,
        HOME: this.home,
        KUBECONFIG: join(this.home, 'no-kubeconfig'),
        ...env,
      },
    });
    return { code: status, output: `${stdout}${stderr}` };
  }

  /** Makes a change that a page shows; there must be exactly one place for it. */
  change({ file, before, after }: ShownChange): void {
    const text = readFileSync(join(this.folder, file), 'utf8');
    const places = text.split(before).length - 1;
    if (before === '' || places !== 1) throw new Error(`${file}: expected the lines once, found ${places}: ${before}`);
    writeFileSync(join(this.folder, file), text.replace(before, after));
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8');
  }

  [Symbol.dispose](): void {
    rmSync(this.home, { recursive: true });
  }
}
