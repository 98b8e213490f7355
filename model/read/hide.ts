import { createHash, randomBytes } from 'node:crypto';
import { type Hole, hiddenOf } from '../value';

/** Fresh a run: digests tell "changed" from "unchanged" within one run and nothing beyond it. */
const salt = randomBytes(16);

/** What is there instead of a value that may not be shown. */
export function hide(value: unknown, reason: string): Hole {
  const text = JSON.stringify(value, (_, one: unknown) => (typeof one === 'symbol' ? one.description : one));
  const digest = createHash('sha256')
    .update(salt)
    .update(text ?? 'undefined');
  return hiddenOf(digest.digest('hex'), reason);
}
