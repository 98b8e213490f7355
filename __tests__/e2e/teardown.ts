import { kubectlWith } from './cluster';
import { CLIENTS } from './sidecars/pods';

/** Removes what suites share, to the end: the next run may begin at once. A mesh that was deployed for them stays. */
export default function tidy(): void {
  const { status, stderr } = kubectlWith('', 'delete', 'namespace', CLIENTS, '--ignore-not-found', '--timeout=300s');
  // Suites that need no cluster leave nothing in one.
  if (status !== 0) process.stderr.write(`namespace ${CLIENTS} is not removed: ${stderr.trim().split('\n').at(-1)}\n`);
}
