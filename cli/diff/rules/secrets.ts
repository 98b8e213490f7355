import { isHidden } from '../../../model/value';
import type { Rule } from '../rule';
import { say } from '../sentence';
import { type Fields, fieldsAt, same } from '../values';

/** Secrets: which keys change, never to what. */
export const secrets: Rule = {
  id: 'secrets',
  about: 'keys of a Secret that come, go or get another value; the values are never shown',
  kinds: ['Secret'],
  *explain({ before, after }) {
    if (!before || !after) return;
    const explains = ['data', 'stringData', 'binaryData'];
    if (isHidden(before['data']) || isHidden(after['data'])) {
      if (!same(before['data'], after['data'])) yield { sentence: say`other data, which stays hidden`, explains };
      return;
    }
    const [was, is] = [dataOf(before), dataOf(after)];
    const changed = [...new Set([...Object.keys(was), ...Object.keys(is)])]
      .filter((key) => !same(was[key], is[key]))
      .sort();
    if (changed.length > 0) {
      yield {
        sentence: say`other data in ${changed.join(', ')}`,
        explains,
      };
    }
  },
};

function dataOf(content: Fields): Fields {
  return { ...fieldsAt(content, 'data'), ...fieldsAt(content, 'binaryData'), ...fieldsAt(content, 'stringData') };
}
