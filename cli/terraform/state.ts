import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
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
  const terraform = stack.content['terraform'] as { backend?: { local?: { path?: string } } } | undefined;
  const path = terraform?.backend?.local?.path;
  if (path === undefined) return undefined;
  const file = resolve(stack.directory, path);
  if (!existsSync(file)) return [];
  const { resources = [] } = JSON.parse(readFileSync(file, 'utf8') || '{}') as { resources?: readonly StateResource[] };
  return resources.filter(({ mode }) => mode === 'managed');
}
