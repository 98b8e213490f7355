import { groupOf, kindName, modelObject, selectorOf } from '../../model/object';
import { ModelObjects } from '../../model/objects';
import { hiddenOf, isFullyKnown, isKnown, itemsOf, UNKNOWN, withHoles } from '../../model/value';

const gateway = (apiVersion: string, name: unknown, namespace?: unknown) =>
  modelObject({ apiVersion, kind: 'Gateway', metadata: { name, namespace }, spec: {} }, { origin: `${String(name)}` });

describe('objects', () => {
  test('are of a kind of a group', () => {
    const objects = new ModelObjects([
      gateway('networking.istio.io/v1', 'a', 'shop'),
      gateway('gateway.networking.k8s.io/v1', 'b', 'shop'),
      gateway('networking.istio.io/v1beta1', 'c', 'team'),
    ]);
    const names = objects.of('networking.istio.io/Gateway').map(({ origin }) => origin);
    expect(names).toEqual(['a', 'c']);
    expect(objects.of('gateway.networking.k8s.io/Gateway')).toHaveLength(1);
    expect(objects.of('Gateway')).toEqual([]);
    expect([groupOf('v1'), kindName(groupOf('apps/v1'), 'Deployment'), kindName('', 'Service')]).toEqual([
      '',
      'apps/Deployment',
      'Service',
    ]);
  });

  test('are found by namespace and name, the first of two', () => {
    const objects = new ModelObjects([
      gateway('networking.istio.io/v1', 'a', 'shop'),
      gateway('networking.istio.io/v1', 'a', 'shop'),
      gateway('networking.istio.io/v1', 'a', 'team'),
    ]);
    expect(objects.find('networking.istio.io/Gateway', 'shop', 'a')).toBe([...objects][0]);
    expect(objects.find('networking.istio.io/Gateway', 'shop', 'b')).toBeUndefined();
    expect(objects.in('networking.istio.io/Gateway', 'shop')).toHaveLength(2);
  });

  test('select pods by labels that kinds keep in different places', () => {
    const labels = { app: 'cart' };
    const specs = [
      { selector: { matchLabels: labels } },
      { workloadSelector: { labels } },
      { workloadSelector: { matchLabels: labels } },
    ];
    expect(specs.map(selectorOf)).toEqual([labels, labels, labels]);
    expect([{ selector: UNKNOWN }, { workloadSelector: UNKNOWN }].map(selectorOf)).toEqual([UNKNOWN, UNKNOWN]);
    expect(selectorOf({ selector: {}, targetRefs: [] })).toEqual({});
  });

  test('of a namespace that is not known are in none', () => {
    const objects = new ModelObjects([gateway('networking.istio.io/v1', 'a', UNKNOWN)]);
    expect(objects.in('networking.istio.io/Gateway', 'shop')).toEqual([]);
    expect(objects.hasUnknownNamespace('networking.istio.io/Gateway')).toBe(true);
    expect(objects.of('networking.istio.io/Gateway')).toHaveLength(1);
  });

  test('get the namespace of their source where they name none', () => {
    const object = modelObject(
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } },
      { origin: 0, namespace: 'shop' },
    );
    expect(object.metadata.namespace).toBe('shop');
    expect(modelObject({}, { origin: 0 })).toMatchObject({ kind: '', metadata: { name: '', labels: {} }, spec: {} });
  });
});

describe('values', () => {
  const token = (value: unknown) => (value === '$' ? UNKNOWN : undefined);

  test('get holes where a reader does not know them', () => {
    expect(withHoles({ a: '$', b: [1, '$'], c: { d: 'x' } }, token)).toEqual({
      a: UNKNOWN,
      b: [1, UNKNOWN],
      c: { d: 'x' },
    });
  });

  test('are shared where they have no holes', () => {
    const value = { a: { b: [1] }, c: '$' };
    expect((withHoles(value, token) as typeof value).a).toBe(value.a);
    expect(withHoles(value.a, token)).toBe(value.a);
  });

  test('are known by their parts', () => {
    const hidden = hiddenOf('1f', 'data of a Secret');
    expect([isKnown(UNKNOWN), isKnown(hidden), isKnown(undefined)]).toEqual([false, false, true]);
    expect([isFullyKnown({ a: [{ b: hidden }] }), isFullyKnown({ a: [{ b: null }] })]).toEqual([false, true]);
  });

  test('that are no lists have no items', () => {
    expect([itemsOf(UNKNOWN), itemsOf(undefined), itemsOf('text'), itemsOf([1])]).toEqual([[], [], [], [1]]);
  });
});
