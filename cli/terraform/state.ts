import { existsSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CommandError } from '../command-error';
import type { SynthesizedStack } from '../project/stacks';

interface StateResource {
  readonly mode: string;
  readonly type: string;
  readonly instances?: readonly { readonly attributes?: { readonly name?: string; readonly namespace?: string } }[];
}

/** How many resources a stack's state holds, where the state is a file; undefined where a remote backend keeps it. */
export function resourcesInState(stack: SynthesizedStack): number | undefined {
  return managedResources(stack)?.length;
}

/** `namespace/name` of the Helm releases in a stack's state, where the state is a file; undefined where a remote backend keeps it. */
export function releasesInState(stack: SynthesizedStack): ReadonlySet<string> | undefined {
  const releases = managedResources(stack)?.filter(({ type }) => type === 'helm_release');
  return (
    releases &&
    new Set(
      releases.flatMap(({ instances = [] }) =>
        instances.map(({ attributes }) => `${attributes?.namespace}/${attributes?.name}`),
      ),
    )
  );
}

function managedResources(stack: SynthesizedStack): readonly StateResource[] | undefined {
  const file = stateFile(stack);
  if (file === undefined) return undefined;
  const state = stateIn(file);
  if (state === undefined) {
    throw new CommandError({
      problem: `stack ${stack.name}: its state was cut off, as on a full disk: ${file}`,
      remedy: 'make room, then mesh up: it puts back what the run that failed has kept',
    });
  }
  return (state.resources ?? []).filter(({ mode }) => mode === 'managed');
}

/** The file of a stack's state; undefined where a remote backend keeps it. */
function stateFile({ content, directory }: SynthesizedStack): string | undefined {
  const terraform = content['terraform'] as { backend?: { local?: { path?: string } } } | undefined;
  const path = terraform?.backend?.local?.path;
  return path === undefined ? undefined : resolve(directory, path);
}

/** What a file holds; undefined where it ends in the middle. */
function stateIn(file: string): { readonly resources?: readonly StateResource[] } | undefined {
  try {
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8') || '{}') : {};
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The file in a stack's folder that Terraform keeps a state in which it cannot write where it belongs. */
export const ERRORED_STATE = 'errored.tfstate';

/**
 * Whether a run kept its state beside the stack, because it could not write it where it belongs. What of it was cut off there is
 * moved out of its way.
 */
export function hasErroredState(stack: SynthesizedStack): boolean {
  const errored = join(stack.directory, ERRORED_STATE);
  if (!existsSync(errored) || stateIn(errored)?.resources === undefined) return false;
  const file = stateFile(stack);
  if (file !== undefined && stateIn(file) === undefined) renameSync(file, `${file}.cut-off`);
  return true;
}

/**
 * Keeps a state that Terraform could write nowhere.
 *
 * @returns the file; undefined where no disk has room
 */
export function keepState(directory: string, text: string): string | undefined {
  for (const folder of [
    () => directory,
    ...[tmpdir(), homedir()].map((at) => () => mkdtempSync(join(at, 'mesh-state-'))),
  ]) {
    try {
      const file = join(folder(), ERRORED_STATE);
      writeFileSync(file, text, { mode: 0o600 });
      return file;
    } catch {
      // The next one may be on another disk.
    }
  }
  return undefined;
}
