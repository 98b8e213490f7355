import {
  bySpecificity,
  chosenDomain,
  completeHost,
  covers,
  dnsNames,
  hostsFor,
  intersection,
  mostSpecific,
  overlaps,
  serviceNameOf,
} from '../../model/hosts';

describe('a host of a resource', () => {
  test('is completed from the namespace of the resource where it has no dot', () => {
    expect(completeHost('reviews', 'shop')).toBe('reviews.shop.svc.cluster.local');
    expect(completeHost('reviews', 'shop', 'corp.example')).toBe('reviews.shop.svc.corp.example');
  });

  test.each(['reviews.shop', 'reviews.shop.svc', 'api.example.com', '*', '*.shop', '', '10.0.0.1', '::1'])(
    'stays as it is: "%s"',
    (host) => {
      expect(completeHost(host, 'other')).toBe(host);
    },
  );

  test('names a Service only in full', () => {
    expect(serviceNameOf('reviews.shop.svc.cluster.local')).toEqual({ name: 'reviews', namespace: 'shop' });
    expect(serviceNameOf('reviews.shop.svc.corp.example', 'corp.example')).toEqual({
      name: 'reviews',
      namespace: 'shop',
    });
    for (const host of ['reviews.shop', 'reviews.shop.svc', '*.shop.svc.cluster.local', 'a.b.shop.svc.cluster.local']) {
      expect(serviceNameOf(host)).toBeUndefined();
    }
  });

  test('is found by shorter names through the DNS of the cluster', () => {
    expect(dnsNames({ name: 'reviews', namespace: 'shop' }, 'shop')).toEqual([
      'reviews',
      'reviews.shop',
      'reviews.shop.svc',
      'reviews.shop.svc.cluster.local',
    ]);
    expect(dnsNames({ name: 'reviews', namespace: 'shop' }, 'team')).not.toContain('reviews');
  });
});

describe('wildcards', () => {
  test.each([
    ['*', 'a.shop', true],
    ['*', '*.shop', true],
    ['*.shop', 'a.shop', true],
    ['*.shop', 'a.b.shop', true],
    ['*.shop', 'shop', false],
    ['*.shop', '*.shop', true],
    ['*.a.shop', '*.shop', false],
    ['a.shop', '*.shop', false],
    ['a.shop', 'a.shop', true],
  ])('%s covers %s: %s', (pattern, host, expected) => {
    expect(covers(pattern, host)).toBe(expected);
  });

  test('overlap where one covers the other', () => {
    expect(overlaps('*.a.shop', '*.shop')).toBe(true);
    expect(overlaps('*.a.shop', '*.b.shop')).toBe(false);
  });

  test('meet at the narrower of two hosts', () => {
    expect(intersection(['*.shop', 'b.team'], ['a.shop', '*.team', 'c.shop'])).toEqual(['a.shop', 'c.shop', 'b.team']);
  });

  test('lose against names, and short ones against long ones', () => {
    expect(['*', '*.shop', 'a.shop', '*.a.shop'].sort(bySpecificity)).toEqual(['a.shop', '*.a.shop', '*.shop', '*']);
    expect(mostSpecific('x.a.shop', ['*', '*.shop', '*.a.shop', '*.b.shop'])).toBe('*.a.shop');
    expect(mostSpecific('x.team', ['*.shop'])).toBeUndefined();
  });

  test('are chosen by Envoy where they stand for at least one character', () => {
    const domains = new Map([
      ['*', 1],
      ['*-api.shop', 2],
      ['b-api.shop', 3],
    ]);
    expect(chosenDomain(domains, 'a-api.shop')).toBe(2);
    expect(chosenDomain(domains, 'b-api.shop')).toBe(3);
    expect(chosenDomain(domains, '-api.shop')).toBe(1);
    expect(chosenDomain(new Map([['*.shop', 1]]), 'x.team')).toBeUndefined();
  });
});

test('hosts of a Gateway are bound to namespaces by what stands before the slash', () => {
  const hosts = ['a.shop', 'team/b.shop', './c.shop', '*/d.shop'];
  expect(hostsFor('team', hosts, 'ingress')).toEqual(['a.shop', 'b.shop', 'd.shop']);
  expect(hostsFor('ingress', hosts, 'ingress')).toEqual(['a.shop', 'c.shop', 'd.shop']);
});
