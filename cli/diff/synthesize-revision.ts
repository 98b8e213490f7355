import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { CommandError } from '../command-error';
import { type Project, readProjectAt } from '../project/project';
import type { SynthesizedStack } from '../project/stacks';
import { synthesize } from '../project/synthesize';
import { KeptSyntheses } from './kept-synthesis';

/** What another revision synthesizes. */
export interface RevisionStacks {
  /** The revision as it was named, and its commit. */
  readonly revision: string;
  readonly stacks: readonly SynthesizedStack[];
  readonly notes: readonly string[];
}

export interface RevisionOptions {
  readonly log: (text: string) => void;
  readonly kubeContext: string | undefined;
  /** Whether a synthesis that was kept is left aside, and the program run again. */
  readonly fresh: boolean;
}

/**
 * Synthesizes another revision of the project in a work tree of its own, with the dependencies that revision has locked,
 * or takes the synthesis that was kept of it.
 *
 * @throws CommandError where Git knows no such revision, or its app fails.
 */
export async function synthesizeRevision(
  project: Project,
  revision: string,
  { log, kubeContext, fresh }: RevisionOptions,
): Promise<RevisionStacks> {
  const git = (...args: readonly string[]): Promise<string> => run('git', args, project.root);
  const top = await git('rev-parse', '--show-toplevel').catch((error: Error) => {
    throw new CommandError({
      problem: `--base ${revision}: ${project.root} is in no Git repository (${error.message})`,
    });
  });
  const commit = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`).catch(() => {
    throw new CommandError({
      problem: `--base ${revision}: Git knows no such revision`,
      remedy: 'git fetch it first; in a workflow, check out with fetch-depth: 0',
    });
  });
  const short = commit.slice(0, 9);
  const named = commit.startsWith(revision) ? short : `${revision} (${short})`;
  const inputs = {
    tree: await git('rev-parse', `${commit}^{tree}`),
    folder: relative(top, project.root),
    modulesFrom: project.root,
    kubeContext,
  };
  const kept = new KeptSyntheses(join(project.root, '.mesh', 'bases'));
  const found = fresh ? undefined : kept.find(inputs);
  if (found !== undefined) {
    log(`${named}: as synthesized before`);
    return { revision: named, stacks: found, notes: [] };
  }
  const place = mkdtempSync(join(tmpdir(), 'mesh-base-'));
  const tree = join(place, 'tree');
  try {
    await git('worktree', 'add', '--detach', '--force', tree, commit);
    const root = join(tree, relative(top, project.root));
    if (!existsSync(join(root, 'cdktf.json'))) {
      return { revision: named, stacks: [], notes: [`${revision} has no such project yet.`] };
    }
    const notes = await provideModules(project.root, root, top, tree, log);
    const stacks = await synthesize(readProjectAt(root), log, kubeContext).catch((error: unknown) => {
      if (!(error instanceof CommandError)) throw error;
      throw new CommandError(
        ...error.problems.map(({ problem }) => ({ problem: `--base ${revision}: ${problem.replaceAll(tree, '')}` })),
      );
    });
    // What came out with the dependencies of another revision is no answer for the next time.
    if (notes.length === 0) kept.keep(inputs, stacks);
    return { revision: named, stacks, notes };
  } finally {
    await git('worktree', 'remove', '--force', tree).catch(() => undefined);
    rmSync(place, { recursive: true, force: true });
    await git('worktree', 'prune').catch(() => undefined);
  }
}

/** Gives the work tree its dependencies: those at hand if it locks the same, else its own. */
async function provideModules(
  here: string,
  there: string,
  top: string,
  tree: string,
  log: (text: string) => void,
): Promise<string[]> {
  const locks = [here, there].map((folder) => {
    const file = join(folder, 'package-lock.json');
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  });
  if (locks[0] !== locks[1] && locks[1] !== undefined) {
    try {
      log(await run('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], there));
      return [];
    } catch (error) {
      log((error as Error).message);
      linkModules(here, there, top, tree);
      return [
        'The base locks other dependencies, which could not be installed: it was synthesized with those of the head.',
      ];
    }
  }
  linkModules(here, there, top, tree);
  return [];
}

function linkModules(here: string, there: string, top: string, tree: string): void {
  for (let folder = here, target = there; ; folder = dirname(folder), target = dirname(target)) {
    if (existsSync(join(folder, 'node_modules'))) {
      // Modules from above the repository are found nowhere else than at its top.
      const inside = `${folder}/`.startsWith(`${top}/`) ? target : tree;
      const link = join(inside, 'node_modules');
      if (!existsSync(link)) symlinkSync(join(folder, 'node_modules'), link, 'junction');
    }
    if (dirname(folder) === folder) return;
  }
}

function run(program: string, args: readonly string[], cwd: string): Promise<string> {
  return new Promise((done, fail) => {
    execFile(program, [...args], { cwd, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) =>
      error ? fail(new Error(stderr.trim().split('\n')[0] || error.message)) : done(stdout.trim()),
    );
  });
}
