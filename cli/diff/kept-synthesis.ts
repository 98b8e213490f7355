import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SynthesizedStack } from '../project/stacks';

/** How many syntheses are kept: the last ones. */
const KEPT = 4;

/** Variables that differ from call to call and from terminal to terminal, and mean nothing to a program. */
const MEANINGLESS = /^(?:_|PWD|OLDPWD|SHLVL|COLUMNS|LINES|TERM\w*|npm_.*)$/;

/** What a synthesis follows from. */
export interface SynthesisInputs {
  /** Git's hash of the files. */
  readonly tree: string;
  /** The project's folder, seen from the top of the repository. */
  readonly folder: string;
  /** The folder that the dependencies are looked for in, and above it. */
  readonly modulesFrom: string;
  /** What stands over the program's own settings. */
  readonly kubeContext: string | undefined;
}

/**
 * Syntheses of revisions, so that a second comparison with one does not run its program again. It is run again as soon as
 * anything differs that a program is made of: its files, the dependencies that are installed, the environment, Node.js.
 */
export class KeptSyntheses {
  constructor(private readonly folder: string) {}

  /** The stacks that were kept; undefined where there are none, or they cannot be read. */
  find(inputs: SynthesisInputs): readonly SynthesizedStack[] | undefined {
    try {
      return JSON.parse(readFileSync(this.fileOf(inputs), 'utf8'));
    } catch {
      return undefined;
    }
  }

  /** Keeps stacks, in the place of those that were kept longest ago. What cannot be written is not kept. */
  keep(inputs: SynthesisInputs, stacks: readonly SynthesizedStack[]): void {
    const file = this.fileOf(inputs);
    try {
      mkdirSync(this.folder, { recursive: true });
      writeFileSync(`${file}.part`, JSON.stringify(stacks));
      renameSync(`${file}.part`, file);
      for (const old of this.oldestFirst().slice(0, -KEPT)) rmSync(old, { force: true });
    } catch {
      rmSync(`${file}.part`, { force: true });
    }
  }

  private oldestFirst(): readonly string[] {
    return readdirSync(this.folder)
      .map((name) => join(this.folder, name))
      .map((path) => ({ path, written: statSync(path).mtimeMs }))
      .sort((a, b) => a.written - b.written)
      .map(({ path }) => path);
  }

  private fileOf({ tree, folder, modulesFrom, kubeContext = '' }: SynthesisInputs): string {
    const environment = Object.entries(process.env)
      .filter(([name]) => !MEANINGLESS.test(name))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const parts = [tree, folder, kubeContext, process.version, installedIn(modulesFrom), environment];
    return join(this.folder, `${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}.json`);
  }
}

/** What npm says it has installed for a folder, from the nearest node_modules upwards. */
function installedIn(folder: string): readonly string[] {
  const lists: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    const list = join(at, 'node_modules', '.package-lock.json');
    if (existsSync(list)) lists.push(createHash('sha256').update(readFileSync(list)).digest('hex'));
    if (dirname(at) === at) return lists;
  }
}
