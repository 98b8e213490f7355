import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CommandError } from '../command-error';

/** A CDK for Terraform project: the folder with the cdktf.json, and what stands in it. */
export interface Project {
  readonly root: string;
  /** The command that synthesizes, run in `root` by the shell. */
  readonly app: string;
  /** Where the synthesized stacks go; absolute. */
  readonly outdir: string;
  /** The settings of cdktf.json, as written there. */
  readonly context: Readonly<Record<string, unknown>>;
}

/**
 * Finds the project that a folder belongs to, as git finds a repository: the nearest cdktf.json upwards.
 *
 * @throws CommandError where there is none, or it cannot be read.
 */
export function findProject(from: string = process.cwd()): Project {
  let folder = resolve(from);
  while (!existsSync(join(folder, 'cdktf.json'))) {
    const parent = dirname(folder);
    if (parent === folder) {
      throw new CommandError({
        problem: `no cdktf.json in ${resolve(from)} or above it`,
        remedy: 'run mesh inside a CDK for Terraform project',
      });
    }
    folder = parent;
  }
  return readProjectAt(folder);
}

/**
 * Reads the project of a folder with a cdktf.json.
 *
 * @throws CommandError where it cannot be read.
 */
export function readProjectAt(root: string): Project {
  const file = join(root, 'cdktf.json');
  let config: { app?: unknown; output?: unknown; context?: unknown };
  try {
    config = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CommandError({ problem: `${file}: ${(error as Error).message}`, remedy: 'make it valid JSON' });
  }
  if (typeof config.app !== 'string' || config.app === '') {
    throw new CommandError({
      problem: `${file}: app: expected the command that synthesizes, got ${JSON.stringify(config.app) ?? 'nothing'}`,
      remedy: 'e.g. "app": "node -r cdktf-istio/load-cdktf -r tsx/cjs main.ts"',
    });
  }
  return {
    root,
    app: config.app,
    outdir: resolve(root, typeof config.output === 'string' ? config.output : 'cdktf.out'),
    context: typeof config.context === 'object' && config.context !== null ? { ...config.context } : {},
  };
}
