import { createHash } from 'node:crypto';
import type { Fields } from '../../../model/value';
import type { Answer } from './expected-answer';
import type { Addresses, GeneratedSet } from './generated-sets';

/** What real proxies answered to the generated sets, so that decisions are held against it where there is no cluster. */
export interface RecordedAnswers {
  /** The release whose proxies answered. */
  readonly istio: string;
  readonly seed: number;
  readonly addresses: Addresses;
  /** Tells whether the sets are still those that were asked. */
  readonly hash: string;
  readonly sets: readonly RecordedSet[];
}

export interface RecordedSet {
  /** When the API server made each of the objects, in seconds after the first of them; left out where all are of one second. */
  readonly made?: readonly number[];
  /** A letter a request. */
  readonly answers: string;
}

const LETTERS = new Map<Answer, string>([
  [200, 'a'],
  [401, 't'],
  [403, 'd'],
  [404, 'r'],
  [502, 'b'],
  ['no connection', 'n'],
  ['answer', 'o'],
  ['closed', 'c'],
]);

/** Undefined for an answer that is none of these. */
export function letterOf(answer: Answer | undefined): string | undefined {
  return answer === undefined ? undefined : LETTERS.get(answer);
}

export function hashOf(sets: readonly GeneratedSet[]): string {
  return createHash('sha256').update(JSON.stringify(sets)).digest('hex');
}

export function recordedSet(inForce: readonly Fields[], answers: readonly (Answer | undefined)[]): RecordedSet {
  const times = inForce.map((object) => Date.parse(String((object['metadata'] as Fields)['creationTimestamp'])) / 1000);
  const first = Math.min(...times);
  const made = times.map((time) => time - first);
  return {
    ...(made.some((one) => one > 0) && { made }),
    answers: answers.map((answer) => letterOf(answer) ?? '?').join(''),
  };
}

/** The objects of a set with the times that they were made at. */
export function madeAsRecorded(objects: readonly Fields[], { made = [] }: RecordedSet): readonly Fields[] {
  return objects.map((object, index) => {
    const creationTimestamp = new Date((made[index] ?? 0) * 1000).toISOString();
    return { ...object, metadata: { ...(object['metadata'] as Fields), creationTimestamp } };
  });
}
