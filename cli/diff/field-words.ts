import { changedFields, leavesOf } from './fields';
import { type Sentence, say, words } from './sentence';
import { show, type Value } from './values';

const MOST_FIELDS = 3;

/** The fields that change in a part of an object, in one clause: `consecutive5xxErrors 5 -> 3, interval 10s`. */
export function fieldWords(before: Value | undefined, after: Value | undefined): Sentence {
  const changes = changedFields(before ?? {}, after ?? {}).flatMap(leavesOf);
  const shown = changes.slice(0, MOST_FIELDS).map(({ path, before: was, after: is }) => {
    const field = path.split('.').pop() ?? path;
    if (before === undefined) return `${field} ${show(is)}`;
    return `${field} ${was === undefined ? 'default' : show(was)} -> ${is === undefined ? 'default' : show(is)}`;
  });
  return say`${shown.join(', ')}${words(changes.length > MOST_FIELDS ? ', …' : '')}`;
}
