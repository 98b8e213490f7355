import { delimiter, resolve } from 'node:path';

/** The files that a `kubeconfig` setting names, in the order in which they are merged, wherever Terraform runs. */
export function kubeconfigPaths(kubeconfig: string): string[] {
  return kubeconfig
    .split(delimiter)
    .filter((path) => path !== '')
    .map((path) => (path.startsWith('~') ? path : resolve(path)));
}
