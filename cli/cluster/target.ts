import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import type { CommonOptions } from '../verb';

/** The cluster that a verb looks at: which files, and which context in them. */
export interface Target {
  readonly kubeconfig: readonly string[];
  readonly context: string;
}

/** Where the cluster is, by the settings of the project: environment before cdktf.json before the defaults. */
export function targetOf(
  settings: Readonly<Record<string, unknown>>,
  options: CommonOptions,
  environment: NodeJS.ProcessEnv = process.env,
): Target {
  const files = environment['KUBECONFIG'] || text(settings['kubeconfig']) || join(homedir(), '.kube', 'config');
  return {
    kubeconfig: files.split(delimiter).filter(Boolean).map(expandHome),
    context: options.context || environment['KUBE_CONTEXT'] || text(settings['kubeContext']) || 'minikube',
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function expandHome(path: string): string {
  return path.startsWith('~/') ? join(homedir(), path.slice(2)) : resolve(path);
}
