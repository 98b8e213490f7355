import { type HttpMatch, renderHttpMatch } from '../../../constructs/traffic/http-match';
import { MeshService } from '../../../constructs/traffic/mesh-service';
import { ServiceTraffic } from '../../../constructs/traffic/service-traffic';
import type { IstioVersion } from '../../../constructs/versions';
import { trafficStack, virtualService } from './traffic-stack';

function read(match: HttpMatch, istioVersion: IstioVersion = '1.30.3', bound: readonly string[] = ['mesh', 'public']) {
  const faults: string[] = [];
  const rendered = renderHttpMatch(match, { namespace: 'default', istioVersion, bound }, faults);
  return { rendered: JSON.parse(JSON.stringify(rendered)), faults };
}

const rendered = (match: HttpMatch) => read(match).rendered;
const faults = (match: HttpMatch, istioVersion?: IstioVersion, bound?: readonly string[]) =>
  read(match, istioVersion, bound).faults;

describe('a match of requests', () => {
  it('takes a bare text as the whole text', () => {
    expect(rendered({ uri: '/hello', method: 'GET', authority: { prefix: 'a.' }, scheme: 'https' })).toEqual({
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
        ignoreUriCase: true,
        uri: '/',
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
      match: [{ uri: '/a' }, { headers: { 'x-a': 'b' } }],
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
    expect(faults({})).toEqual([
      'match: is empty and takes every request: leave match out, then the route takes what no other does',
    ]);
    expect(faults({ ignoreUriCase: true })).toHaveLength(1);
  });

  it('for headers that are none', () => {
    expect(faults({ headers: { Method: 'GET' } })).toEqual([
      'headers.Method: Istio does not look at a header of that name: match by method instead',
    ]);
  });

  it('for more than one cookie, and a cookie beside the header that holds it', () => {
    expect(faults({ cookies: { a: '1', b: '2' } })).toEqual([
      'cookies: a, b: takes one, because all cookies are one header',
    ]);
    expect(faults({ cookies: { a: '1' }, headers: { Cookie: 'x' } })).toEqual([
      'cookies: the header "cookie" is matched as well: give one of the two',
    ]);
  });

  it('for what Istio cannot tell is missing', () => {
    expect(faults({ cookies: { a: { present: false } } })[0]).toMatch(/no match for a missing cookie/);
    expect(faults({ queryParams: { a: { present: false } } })[0]).toMatch(/no match for a missing parameter/);
  });

  it('for prefixes of query parameters under Istio 1.17', () => {
    expect(faults({ queryParams: { a: { prefix: 'x' } } }, '1.17.2')).toEqual([
      'queryParams.a.prefix: Istio 1.17 has no prefix match for query parameters (1.30 has): { regex: "x.*" }',
    ]);
    expect(faults({ queryParams: { a: { prefix: 'x' } } })).toEqual([]);
  });

  it('for gateways that the traffic is not bound to', () => {
    expect(faults({ uri: '/', gateways: [{ name: 'other' }] })).toEqual([
      'gateways: "other" is not where this traffic is bound to (mesh, public)',
    ]);
  });

  it('for where a request comes from, at gateways', () => {
    expect(faults({ sourceNamespace: 'shop' }, '1.30.3', ['public'])).toEqual([
      'sourceNamespace: is known of requests within the mesh only: set mesh: true, or leave it out',
    ]);
  });
});
