import type { MeshRequest } from '../../testing/simulator/request';
import { inWords, meshOf, service } from './mesh-of-yaml';

// What the Gateway API's conformance tests ask of every implementation, as routes and answers of our own.
const HTTP = '[{name: http, port: 80}]';
const SERVICES = ['one', 'two', 'three'].map((name) => service(name, 'shop', HTTP));

const object = (kind: string, name: string, spec: string): string =>
  `{apiVersion: gateway.networking.k8s.io/v1, kind: ${kind}, metadata: {name: ${name}, namespace: shop}, spec: ${spec}}`;
const gateway = (...listeners: readonly string[]): string =>
  object('Gateway', 'shared', `{gatewayClassName: istio, listeners: [${listeners.join(', ')}]}`);
const listener = (name: string, more = ''): string => `{name: ${name}, port: 80, protocol: HTTP${more}}`;
const rule = (service: string, matches: string, more = ''): string =>
  `{${matches === '' ? '' : `matches: [${matches}], `}${more}backendRefs: [{name: ${service}, port: 80}]}`;
const route = (rules: readonly string[], more = '', kind = 'HTTPRoute', name = 'route'): string =>
  object(kind, name, `{parentRefs: [{name: shared}]${more}, rules: [${rules.join(', ')}]}`);
const path = (type: string, value: string): string => `path: {type: ${type}, value: ${value}}`;
const header = (name: string, value: string): string => `{name: ${name}, value: ${value}}`;

type Fact = readonly [request: string, answer: string, more?: Partial<MeshRequest>];

/** Asks each request, `METHOD path` or a path alone, and expects the service, or the status. */
function holds(mesh: readonly string[], facts: readonly Fact[]): void {
  const send = meshOf(...SERVICES, ...mesh);
  const answers = facts.map(([asked, , more]) => {
    const [path = '/', method = 'GET'] = asked.split(' ').reverse();
    const words = inWords(send({ host: 'any.example', path, method, ...more }));
    return [asked, words.replace('.shop.svc.cluster.local:80', '').replace(/^(lost|answered) /, '')];
  });
  expect(answers).toEqual(facts.map(([asked, answer]) => [asked, answer]));
}

describe('a route of the Gateway API', () => {
  const sending = (headers: Readonly<Record<string, string>>): Partial<MeshRequest> => ({ headers });

  it('meets exact paths to the letter, and prefixes by whole elements', () => {
    holds(
      [
        gateway(listener('web')),
        route([
          rule('one', `{${path('Exact', '/one')}}`),
          rule('two', `{${path('PathPrefix', '/two')}}`),
          rule('three', `{${path('PathPrefix', '/three/')}}`),
        ]),
      ],
      [
        ['/one', 'one'],
        ['/one?a=b', 'one'],
        ['/one/', '404'],
        ['/One', '404'],
        ['/two', 'two'],
        ['/two/', 'two'],
        ['/two/a', 'two'],
        ['/twoa', '404'],
        ['/three', 'three'],
        ['/three/a', 'three'],
        ['/', '404'],
      ],
    );
  });

  it('meets all headers, parameters and the method of a match, or another of its matches', () => {
    const all = `{method: PUT, headers: [${header('version', 'two')}, ${header('Color', 'red')}], queryParams: [${header('animal', 'whale')}]}`;
    holds(
      [
        gateway(listener('web')),
        route([
          rule('one', all),
          rule('two', `{headers: [${header('version', 'two')}]}, {queryParams: [${header('animal', 'dolphin')}]}`),
          rule('three', '{method: DELETE}'),
        ]),
      ],
      [
        ['PUT /a?animal=whale', 'one', sending({ version: 'two', color: 'red' })],
        ['GET /a?animal=whale', 'two', sending({ version: 'two', color: 'red' })],
        ['PUT /a?animal=whale', 'two', sending({ VERSION: 'two' })],
        ['PUT /a?animal=whale', '404', sending({ version: 'Two', color: 'red' })],
        ['/a?x=1&animal=dolphin', 'two'],
        ['/a?Animal=dolphin', '404'],
        // Of two values of a parameter the first counts.
        ['/a?animal=hydra&animal=dolphin', '404'],
        ['DELETE /', 'three'],
        ['/', '404'],
      ],
    );
  });

  it('with the most specific match wins, then the one with the most of headers and parameters, then the first', () => {
    holds(
      [
        gateway(listener('web')),
        route([
          rule('one', `{${path('PathPrefix', '/match')}}`),
          rule('two', `{${path('PathPrefix', '/match/prefix')}, queryParams: [${header('a', 'b')}]}`),
          rule('three', `{${path('PathPrefix', '/match/prefix')}, headers: [${header('a', 'b')}]}`),
          rule('one', `{${path('PathPrefix', '/match/prefix')}, method: PUT}`),
          rule('three', `{${path('Exact', '/match/exact')}}`),
          rule('one', `{${path('Exact', '/match/exact')}}`),
        ]),
      ],
      [
        ['/match/exact', 'three'],
        ['/match/exact/a', 'one'],
        ['/match/prefix?a=b', 'three', sending({ a: 'b' })],
        ['/match/prefix?a=b', 'two'],
        ['PUT /match/prefix?a=b', 'one', sending({ a: 'b' })],
        ['/match/prefixes?a=b', 'one'],
      ],
    );
  });

  it('holds for the hosts that its listener and itself have in common, whatever the port in the Host header', () => {
    holds(
      [
        gateway(
          listener('exact', ', hostname: very.specific.example'),
          listener('wild', ', hostname: "*.wildcard.example"'),
        ),
        route(
          [rule('one', `{${path('PathPrefix', '/a')}}`)],
          ', hostnames: [other.example, very.specific.example, deep.wildcard.example]',
        ),
        route([rule('two', '')], ', hostnames: ["*.example"]', 'HTTPRoute', 'second'),
      ],
      [
        ['/a', 'one', { host: 'very.specific.example:1234' }],
        ['/a', 'one', { host: 'deep.wildcard.example' }],
        ['/a', 'two', { host: 'a.b.wildcard.example' }],
        ['/a', '404', { host: 'wildcard.example' }],
        ['/a', '404', { host: 'other.example' }],
      ],
    );
  });

  it('of one listener is not met at another, even where the other has no route for the path', () => {
    holds(
      [
        gateway(
          listener('all'),
          listener('some', ', hostname: "*.example"'),
          listener('one', ', hostname: shop.example'),
        ),
        ...['all', 'some', 'one'].map((section, at) =>
          object(
            'HTTPRoute',
            section,
            `{parentRefs: [{name: shared, sectionName: ${section}}], rules: [${rule(['one', 'two', 'three'][at] ?? '', `{${path('PathPrefix', `/${section}`)}}`)}]}`,
          ),
        ),
      ],
      [
        ['/all', 'one', { host: 'other.test' }],
        ['/some', '404', { host: 'other.test' }],
        ['/some', 'two', { host: 'a.example' }],
        ['/all', '404', { host: 'a.example' }],
        ['/one', 'three', { host: 'shop.example' }],
        ['/some', '404', { host: 'shop.example' }],
      ],
    );
  });

  it('comes before a newer one where a listener leaves both the same host, however exact the hosts they name', () => {
    const made = (name: string, host: string, service: string, at: string): string =>
      route([rule(service, '')], `, hostnames: ["${host}"]`, 'HTTPRoute', name).replace(
        `name: ${name}, `,
        `name: ${name}, creationTimestamp: "2026-01-01T00:00:0${at}Z", `,
      );
    const between = (oldest: string, newest: string): readonly string[] => [
      // The Gateway API wants the more exact host, from 1.7 on; Istio puts both into one virtual host, by age.
      gateway(listener('web', ', hostname: shop.example')),
      made('first', '*.example', 'one', oldest),
      made('second', 'shop.example', 'two', newest),
    ];
    holds(between('1', '2'), [['/', 'one', { host: 'shop.example' }]]);
    holds(between('2', '1'), [['/', 'two', { host: 'shop.example' }]]);
  });

  it('redirects with the scheme, host, port and path that it names, and the request’s own otherwise', () => {
    const redirect = (value: string, to: string): string =>
      `{matches: [{${path('PathPrefix', value)}}], filters: [{type: RequestRedirect, requestRedirect: {${to}}}]}`;
    holds(
      [
        gateway(listener('web'), '{name: other, port: 8080, protocol: HTTP}'),
        route([
          redirect('/host', 'hostname: example.org'),
          redirect('/secure', 'scheme: https'),
          redirect('/port', 'port: 8083, statusCode: 301'),
          redirect('/both', 'scheme: https, port: 443, hostname: example.org'),
          redirect('/full', 'path: {type: ReplaceFullPath, replaceFullPath: /new}'),
          redirect('/old', 'path: {type: ReplacePrefixMatch, replacePrefixMatch: /new}'),
        ]),
      ],
      [
        ['/host', '302 http://example.org/host'],
        ['/host', '302 http://example.org:8080/host', { port: 8080 }],
        ['/secure', '302 https://any.example/secure'],
        ['/port', '301 http://any.example:8083/port'],
        ['/both', '302 https://example.org/both'],
        ['/full/a', '302 http://any.example/new'],
        ['/old/a', '302 http://any.example/new/a'],
      ],
    );
  });

  it('answers 500 for rules whose backends are not there, and the others go on', () => {
    holds(
      [
        gateway(listener('web')),
        route([
          rule('nowhere', `{${path('PathPrefix', '/a')}}`),
          `{matches: [{${path('PathPrefix', '/b')}}]}`,
          rule('one', ''),
        ]),
      ],
      [
        ['/a', '500'],
        ['/b', '500'],
        ['/c', 'one'],
      ],
    );
  });

  it('of gRPC meets services and methods to the letter, and metadata as headers', () => {
    holds(
      [
        gateway(listener('web')),
        route(
          [
            rule('one', '{method: {service: shop.Cart, method: Add}}'),
            rule('two', `{method: {service: shop.Cart}, headers: [${header('version', 'two')}]}`),
            rule('three', '{method: {method: Watch}}'),
          ],
          '',
          'GRPCRoute',
        ),
      ],
      [
        ['POST /shop.Cart/Add', 'one'],
        ['POST /shop.Cart/Remove', '404'],
        ['POST /shop.Cart/Remove', 'two', sending({ version: 'two' })],
        ['POST /shop.cart/Add', '404'],
        ['POST /shop.Order/Watch', 'three'],
      ],
    );
  });

  it('of TLS is met by server name, where its listener passes TLS on and where it ends it', () => {
    const tls = (name: string, mode: string, port: number): string =>
      `{name: ${name}, port: ${port}, protocol: TLS, hostname: ${name}.example, tls: {mode: ${mode}, certificateRefs: [{name: cert}]}}`;
    const to = (name: string, service: string): string =>
      object(
        'TLSRoute',
        name,
        `{parentRefs: [{name: shared, sectionName: ${name}}], hostnames: [${name}.example], rules: [${rule(service, '')}]}`,
      );
    holds(
      [
        gateway(tls('through', 'Passthrough', 443), tls('ended', 'Terminate', 8443)),
        to('through', 'one'),
        to('ended', 'two'),
      ],
      [
        ['/', 'one', { host: 'through.example', scheme: 'tls', port: 443 }],
        ['/', '0', { host: 'other.example', scheme: 'tls', port: 443 }],
        ['/', 'two', { host: 'ended.example', scheme: 'tls', port: 8443 }],
        ['/', '0', { host: 'ended.example', scheme: 'tcp', port: 8443 }],
      ],
    );
  });
});
