import type { HttpMatch } from '../../../constructs/traffic/http-match';
import { renderHttpMatch } from '../../../constructs/traffic/istio/http-match';
import { MeshService } from '../../../constructs/traffic/mesh-service';
import { ServiceTraffic } from '../../../constructs/traffic/service-traffic';
import type { IstioVersion } from '../../../constructs/versions';
import { trafficStack, virtualService } from './traffic-stack';

function read(match: HttpMatch, istioVersion: IstioVersion = '1.30.3', bound: readonly string[] = ['mesh', 'public']) {
  const faults: string[] = [];
  const rendered = renderHttpMatch(
    match,
    { namespace: 'default', clusterDomain: 'cluster.local', istioVersion, gateways: bound },
    faults,
  );
  return { rendered: JSON.parse(JSON.stringify(rendered)), faults };
}

const rendered = (match: HttpMatch) => read(match).rendered;
const faults = (match: HttpMatch, istioVersion?: IstioVersion, bound?: readonly string[]) =>
  read(match, istioVersion, bound).faults;

describe('a match of requests', () => {
  it('takes a bare text as the whole text', () => {
    expect(rendered({ path: '/hello', method: 'GET', host: { prefix: 'a.' }, scheme: 'https' })).toEqual({
      uri: { exact: '/hello' },
      method: { exact: 'GET' },
      authority: { prefix: 'a.' },
      scheme: { exact: 'https' },
    });
  });

  it('reads header names whatever their capitals', () => {
    expect(rendered({ headers: { 'X-Tester': { regex: 'y(es)?' } } })).toEqual({
      headers: { 'x-tester': { regex: 'y(es)?' } },
    });
  });

  it('tells whether a header is there', () => {
    expect(rendered({ headers: { 'x-a': { present: true }, 'x-b': { present: false } } })).toEqual({
      headers: { 'x-a': { regex: '.*' } },
      withoutHeaders: { 'x-b': { regex: '*' } },
    });
  });

  it('compares query parameters', () => {
    expect(rendered({ queryParams: { group: 'beta', debug: { present: true } } })).toEqual({
      queryParams: { group: { exact: 'beta' }, debug: { regex: '.*' } },
    });
  });

  it('passes on where a request comes from', () => {
    expect(
      rendered({
        port: 80,
        sourceLabels: { app: 'web' },
        sourceNamespace: 'shop',
        gateways: ['mesh'],
        ignorePathCase: true,
        path: '/',
      }),
    ).toEqual({
      port: 80,
      sourceLabels: { app: 'web' },
      sourceNamespace: 'shop',
      gateways: ['mesh'],
      ignoreUriCase: true,
      uri: { exact: '/' },
    });
  });

  it('reaches the VirtualService, one entry for each of several', () => {
    const stack = trafficStack();
    new ServiceTraffic(stack, 'Traffic', { service: MeshService.fromName('reviews') }).addRoute({
      match: [{ path: '/a' }, { headers: { 'x-a': 'b' } }],
    });
    expect(virtualService(stack).http?.[0]?.match).toEqual([
      { uri: { exact: '/a' } },
      { headers: { 'x-a': { exact: 'b' } } },
    ]);
  });
});

describe('a match of a cookie', () => {
  const cookie = (match: HttpMatch) => new RegExp(`^(?:${rendered(match).headers.cookie.regex})$`);

  it.each([
    ['group=beta', true],
    ['a=1; group=beta', true],
    ['group=beta; z=2', true],
    ['a=1;group=beta;z=2', true],
    ['group=beta2', false],
    ['mygroup=beta', false],
    ['a=group=beta', false],
    ['group=', false],
  ])('by its whole value: "%s" is %s', (header, expected) => {
    expect(cookie({ cookies: { group: 'beta' } }).test(header)).toBe(expected);
  });

  it('by prefix, by regex, and by being there', () => {
    expect(cookie({ cookies: { g: { prefix: 'be' } } }).test('a=1; g=beta; z=2')).toBe(true);
    expect(cookie({ cookies: { g: { regex: 'a|b' } } }).test('g=b')).toBe(true);
    expect(cookie({ cookies: { g: { regex: 'a|b' } } }).test('g=c')).toBe(false);
    expect(cookie({ cookies: { g: { present: true } } }).test('z=1; g=')).toBe(true);
    expect(cookie({ cookies: { g: { present: true } } }).test('z=g')).toBe(false);
  });

  it('takes signs that mean something to a regex as they are', () => {
    expect(cookie({ cookies: { 'a.b': '1+1' } }).test('a.b=1+1')).toBe(true);
    expect(cookie({ cookies: { 'a.b': '1+1' } }).test('axb=11')).toBe(false);
  });
});

describe('a match is refused', () => {
  it('where it takes every request', () => {
    const add = (match: HttpMatch) => () =>
      new ServiceTraffic(trafficStack(), 'Traffic', { service: MeshService.fromName('reviews') }).addRoute({ match });
    const fault = 'shop/Traffic: route 1: match: expected at least one condition, got none';
    for (const match of [{}, { ignorePathCase: true }, { headers: {} }, { headers: {}, path: undefined }]) {
      expect(add(match)).toThrow(fault);
    }
  });

  it('for headers that are none', () => {
    expect(faults({ headers: { Method: 'GET' } })).toEqual([
      'headers.Method: Istio matches no header of that name: match by method instead',
    ]);
  });

  it('for more than one cookie, and a cookie beside the header that holds it', () => {
    expect(faults({ cookies: { a: '1', b: '2' } })).toEqual([
      'cookies: expected at most one cookie, got a, b: all cookies are one header, which is matched once',
    ]);
    expect(faults({ cookies: { a: '1' }, headers: { Cookie: 'x' } })).toEqual([
      'cookies: expected cookies or the header "cookie", got both',
    ]);
  });

  it('for what Istio cannot tell is missing', () => {
    expect(faults({ cookies: { a: { present: false } } })[0]).toMatch(
      /cookies\.a: Istio cannot match a missing cookie: give the requests that have it a route before this one/,
    );
    expect(faults({ queryParams: { a: { present: false } } })[0]).toMatch(
      /queryParams\.a: Istio cannot match a missing parameter: give the requests that have it a route before this one/,
    );
  });

  it('for prefixes of query parameters under Istio 1.17', () => {
    expect(faults({ queryParams: { a: { prefix: 'x' } } }, '1.17.2')).toEqual([
      'queryParams.a.prefix: Istio 1.17 has no prefix match for query parameters (1.22 has): { regex: "x.*" }',
    ]);
    expect(faults({ queryParams: { a: { prefix: 'x' } } })).toEqual([]);
  });

  it('for gateways that the traffic is not bound to', () => {
    expect(faults({ path: '/', gateways: [{ name: 'other' }] })).toEqual([
      'gateways: expected some of those that the traffic is bound to (mesh, public), got "other"',
    ]);
  });

  it('for where a request comes from, at gateways', () => {
    expect(faults({ sourceNamespace: 'shop' }, '1.30.3', ['public'])).toEqual([
      'sourceNamespace: known only of clients within the mesh: set mesh: true, or leave it out',
    ]);
  });
});

describe('a match in its former words', () => {
  const specOf = (match: HttpMatch) => {
    const stack = trafficStack();
    new ServiceTraffic(stack, 'Traffic', { service: MeshService.fromName('reviews') }).addRoute({ match });
    return virtualService(stack).http?.[0]?.match;
  };

  it('means the same', () => {
    expect(specOf({ uri: { prefix: '/a' }, ignoreUriCase: true, authority: 'a.example.com' })).toEqual(
      specOf({ path: { prefix: '/a' }, ignorePathCase: true, host: 'a.example.com' }),
    );
  });

  it('is refused beside its present word', () => {
    expect(() => specOf({ uri: '/a', path: '/b' })).toThrow(
      'shop/Traffic: route 1: uri: deprecated, and "path" is given as well: leave uri out',
    );
  });
});
