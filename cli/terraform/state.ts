import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { SynthesizedStack } from '../project/stacks';

/**
 * How many resources a stack's state holds, where the state is a file; undefined where a remote backend keeps it.
 */
export function resourcesInState(stack: SynthesizedStack): number | undefined {
  const terraform = stack.content['terraform'] as { backend?: { local?: { path?: string } } } | undefined;
  const path = terraform?.backend?.local?.path;
  if (path === undefined) return undefined;
  const file = resolve(stack.directory, path);
  if (!existsSync(file)) return 0;
  const { resources = [] } = JSON.parse(readFileSync(file, 'utf8') || '{}') as {
    resources?: readonly { mode: string }[];
  };
  return resources.filter(({ mode }) => mode === 'managed').length;
}
