import {
  allServices,
  bySpecificity,
  chosenDomain,
  completeHost,
  covers,
  hostsFor,
  intersection,
  mostSpecific,
  namespaceOfHost,
  overlaps,
  searchedNames,
  serviceNameOf,
  shorterNames,
  withoutDomain,
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

  test('has shorter names in the cluster, the shortest for clients of its own namespace', () => {
    const host = 'reviews.shop.svc.cluster.local';
    expect(shorterNames(host, 'shop')).toEqual(['reviews', 'reviews.shop', 'reviews.shop.svc']);
    expect(shorterNames(host, 'team')).toEqual(['reviews.shop', 'reviews.shop.svc']);
    expect(shorterNames('reviews.shop.svc.corp.example', 'shop', 'corp.example')).toHaveLength(3);
    for (const other of [host.replace('local', 'corp'), 'api.example.com', 'svc.cluster.local', '10.0.0.1']) {
      expect(shorterNames(other, 'shop')).toEqual([]);
    }
  });

  test('is looked for in the namespace of the client, among all Services and in the domain', () => {
    expect(searchedNames('reviews.shop.', 'team', 'corp.example')).toEqual([
      'reviews.shop',
      'reviews.shop.team.svc.corp.example',
      'reviews.shop.svc.corp.example',
      'reviews.shop.corp.example',
    ]);
  });

  test('is of a namespace where it is that of a Service, or of all Services there', () => {
    expect(['reviews.shop.svc.cluster.local', '*.shop.svc.cluster.local'].map((host) => namespaceOfHost(host))).toEqual(
      ['shop', 'shop'],
    );
    for (const host of ['reviews.shop', allServices(), '*.local', '*', 'a.b.shop.svc.cluster.local', '*.a.example']) {
      expect(namespaceOfHost(host)).toBeUndefined();
    }
  });

  test('is shown without the domain of the cluster, whatever port stands behind it', () => {
    expect(withoutDomain('reviews.shop.svc.cluster.local:80')).toBe('reviews.shop:80');
    expect(withoutDomain('*.db.shop.svc.corp.example', 'corp.example')).toBe('*.db.shop');
    for (const name of ['http.8080', 'a.svc.cluster.local.example.com', 'reviews.shop.svc.corp.example']) {
      expect(withoutDomain(name)).toBe(name);
    }
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
