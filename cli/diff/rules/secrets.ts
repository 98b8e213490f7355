import type { Rule } from '../rule';
import { say } from '../sentence';
import { type Fields, fieldsAt, same } from '../values';

/** Secrets: which keys change, never to what. */
export const secrets: Rule = {
  id: 'secrets',
  about: 'keys of a Secret that come, go or get another value; the values are never shown',
  kinds: ['Secret'],
  *explain({ before, after, name }) {
    if (!before || !after) return;
    const [was, is] = [dataOf(before), dataOf(after)];
    const changed = [...new Set([...Object.keys(was), ...Object.keys(is)])]
      .filter((key) => !same(was[key], is[key]))
      .sort();
    if (changed.length > 0) {
      yield {
        sentence: say`Secret ${name}: other data in ${changed.join(', ')}`,
        explains: ['data', 'stringData', 'binaryData'],
      };
    }
  },
};

function dataOf(content: Fields): Fields {
  return { ...fieldsAt(content, 'data'), ...fieldsAt(content, 'binaryData'), ...fieldsAt(content, 'stringData') };
}
