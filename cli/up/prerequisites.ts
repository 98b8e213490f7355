import { CannotLookError, type Obstacle } from '../cannot-look';
import type { Surroundings } from '../checks/surroundings';
import { refusal } from '../cluster/api';
import { findTerraform } from '../terraform/binary';
import { refuseOtherCluster } from './same-cluster';

/**
 * Makes sure of everything that must be there before anything is changed: Terraform, a cluster that answers, stacks that synthesize.
 *
 * @returns the Terraform program
 * @throws CannotLookError with all that is missing at once
 */
export async function readyToDeploy(at: Surroundings): Promise<string> {
  const results = await Promise.allSettled([Promise.resolve().then(() => findTerraform()), reach(at), at.content()]);
  const obstacles: Obstacle[] = [];
  for (const result of results) {
    if (result.status === 'fulfilled') continue;
    if (!(result.reason instanceof CannotLookError)) throw result.reason;
    obstacles.push(...result.reason.obstacles);
  }
  if (obstacles.length > 0) throw new CannotLookError(...obstacles);
  refuseOtherCluster((await at.content()).stacks, at.target);
  return (results[0] as PromiseFulfilledResult<string>).value;
}

/**
 * Asks the cluster for something that needs credentials: /version answers everybody.
 *
 * @throws CannotLookError where it does not answer, or refuses.
 */
export async function reach(at: Surroundings): Promise<void> {
  try {
    await at.list('/api/v1/namespaces');
  } catch (error) {
    throw at.api ? refusal(error, at.api.access) : error;
  }
}

/** Terraform gets the signal of the terminal too, ends what it is doing and writes its state: wait for it. */
export function onInterrupt(quiet: boolean): () => void {
  const listener = () => {
    if (!quiet) process.stderr.write('\nstopping: Terraform finishes what it has begun and writes its state\n');
  };
  process.on('SIGINT', listener);
  return () => process.off('SIGINT', listener);
}
