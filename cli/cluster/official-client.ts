import { CommandError } from '../command-error';

/** What to say where the official client, which most work does not need, is not installed. Other errors pass. */
export function withoutClient(reason: string): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    if (error.code !== 'ERR_MODULE_NOT_FOUND' && error.code !== 'MODULE_NOT_FOUND') throw error;
    throw new CommandError({
      problem: `${reason}, which needs the official Kubernetes client, and that is not installed`,
      remedy: 'npm install --save-dev @kubernetes/client-node@1',
    });
  };
}
