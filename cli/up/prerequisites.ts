import { refusal } from '../cluster/api';
import { CommandError, type Problem } from '../command-error';
import type { Session } from '../session/session';
import { findTerraform } from '../terraform/binary';
import { refuseOtherCluster } from './same-cluster';

/**
 * Makes sure of everything that must be there before anything is changed: Terraform, a cluster that answers, stacks that synthesize.
 *
 * @returns the Terraform program
 * @throws CommandError with all that is missing at once
 */
export async function readyToDeploy(session: Session): Promise<string> {
  const results = await Promise.allSettled([
    Promise.resolve().then(() => findTerraform()),
    reach(session),
    session.content(),
  ]);
  const problems: Problem[] = [];
  for (const result of results) {
    if (result.status === 'fulfilled') continue;
    if (!(result.reason instanceof CommandError)) throw result.reason;
    problems.push(...result.reason.problems);
  }
  if (problems.length > 0) throw new CommandError(...problems);
  refuseOtherCluster((await session.content()).stacks, session.target);
  return (results[0] as PromiseFulfilledResult<string>).value;
}

/**
 * Asks the cluster for something that needs credentials: /version answers everybody.
 *
 * @throws CommandError where it does not answer, or refuses.
 */
export async function reach(session: Session): Promise<void> {
  try {
    await session.list('/api/v1/namespaces');
  } catch (error) {
    throw session.api ? refusal(error, session.api.access) : error;
  }
}

/** Terraform gets the signal of the terminal too, ends what it is doing and writes its state: wait for it. */
export function onInterrupt(quiet: boolean): () => void {
  const listener = () => {
    if (!quiet)
      process.stderr.write(
        '\nstopping: Terraform finishes what it has begun, pods that it waits for included, and writes its state; then run it again\n',
      );
  };
  process.on('SIGINT', listener);
  return () => process.off('SIGINT', listener);
}
