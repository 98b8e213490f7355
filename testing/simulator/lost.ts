import type { Outcome } from './outcome';

/** That nothing gets a request. */
export function lost(status: number, reason: string): Outcome {
  return { kind: 'lost', status, reason };
}
