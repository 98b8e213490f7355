import { isHidden } from '../../../model/value';
import { changedFields, pathPattern } from '../fields';
import { CHART, RESOURCE } from '../objects/object-pair';
import type { Rule } from '../rule';
import { say, words } from '../sentence';
import { at, hasUnknown, isFields, listAt, type Value } from '../values';

const MOST_PATHS = 3;

/** What nobody can tell before it is applied. */
export const unknown: Rule = {
  id: 'unknown',
  about: 'values that are known only after apply, and releases whose content is hidden',
  *explain({ kind, before, after }) {
    if (!after || kind === RESOURCE) return;
    if (kind === CHART && at(after, 'spec', 'contents') !== undefined) {
      const hidden = [...listAt(after, 'spec', 'contents'), ...listAt(before, 'spec', 'contents')].some(isHidden);
      yield {
        sentence: hidden
          ? say`what the release contains is marked sensitive, and stays hidden`
          : say`what the release contains is known only after apply`,
        risks: [{ risk: 'cannot-judge', reason: 'its objects cannot be compared' }],
        explains: ['spec.contents', 'spec.values'],
      };
      return;
    }
    const paths = [
      ...new Set(
        changedFields(before ?? {}, after)
          .filter((field) => hasUnknown(field.after))
          .flatMap((field) => unknownPaths(field.after, field.path))
          .map(pathPattern),
      ),
    ].sort();
    if (paths.length === 0) return;
    const more = paths.length > MOST_PATHS ? ` and ${paths.length - MOST_PATHS} more` : '';
    yield {
      sentence: say`${paths.slice(0, MOST_PATHS).join(', ')}${words(more)}: known only after apply`,
      risks: [{ risk: 'cannot-judge', reason: 'the value is known only after apply' }],
      explains: [],
      about: paths,
    };
  },
};

function unknownPaths(value: Value | undefined, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item: Value, index) => unknownPaths(item, `${path}[${index}]`));
  if (!hasUnknown(value)) return [];
  return isFields(value)
    ? Object.entries(value).flatMap(([name, item]) => unknownPaths(item, `${path}.${name}`))
    : [path];
}
