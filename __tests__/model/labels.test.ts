import { labelsText, matchesSelector, selects } from '../../model/labels';
import { UNKNOWN } from '../../model/value';

describe('a selector', () => {
  test('selects pods that carry all of its labels', () => {
    expect(selects({ app: 'cart' }, { app: 'cart', version: 'v1' })).toBe(true);
    expect(selects({ app: 'cart', version: 'v2' }, { app: 'cart', version: 'v1' })).toBe(false);
    expect(selects({}, { app: 'cart' })).toBe(true);
  });

  test('does not say what it cannot know', () => {
    expect(selects({ app: UNKNOWN }, { app: 'cart' })).toBe('unknown');
    expect(selects({ app: 'cart' }, { app: UNKNOWN })).toBe('unknown');
    expect(selects({ app: 'cart' }, UNKNOWN)).toBe('unknown');
    expect(selects(UNKNOWN, { app: 'cart' })).toBe('unknown');
  });

  test('says what one label is enough to know', () => {
    expect(selects({ app: UNKNOWN, version: 'v2' }, { app: 'cart', version: 'v1' })).toBe(false);
    expect(selects({ app: UNKNOWN }, { version: 'v1' })).toBe(false);
  });

  test('of Kubernetes has conditions besides labels', () => {
    const labels = { app: 'cart', tier: 'web' };
    const where = (operator: string, key: string, values?: string[]) =>
      matchesSelector({ matchExpressions: [{ key, operator, ...(values && { values }) }] }, labels);
    expect(matchesSelector(undefined, labels)).toBe(true);
    expect(matchesSelector({ matchLabels: { app: 'shop' } }, labels)).toBe(false);
    expect(where('Exists', 'tier')).toBe(true);
    expect(where('DoesNotExist', 'tier')).toBe(false);
    expect(where('In', 'tier', ['db', 'web'])).toBe(true);
    expect(where('NotIn', 'tier', ['db', 'web'])).toBe(false);
    expect(where('NotIn', 'zone', ['a'])).toBe(true);
  });
});

test('labels are written as key=value', () => {
  expect(labelsText({ app: 'cart', version: UNKNOWN })).toBe('app=cart, version=(unknown)');
  expect(labelsText(undefined)).toBe('');
});
