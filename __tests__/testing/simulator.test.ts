import { parseAllDocuments } from 'yaml';
import type { Outcome } from '../../testing';
import { MeshObjects } from '../../testing/simulator/mesh-objects';
import { everywhere, fullMatch } from '../../testing/simulator/re2';
import { type MeshRequest, normalizedPath } from '../../testing/simulator/request';
import { send } from '../../testing/simulator/send';

const GATEWAY = `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: front, namespace: shop}
spec:
  selector: {istio: ingressgateway}
  servers:
  - {port: {number: 80, name: http, protocol: HTTP}, hosts: ['*']}
`;

function mesh(...documents: string[]): (request: MeshRequest) => Outcome {
  const objects = documents
    .flatMap((text) => parseAllDocuments(text))
    .map((document) => document.toJS())
    .map((manifest) => ({ ...manifest, manifest }));
  const read = new MeshObjects(objects);
  return (request) => send(read, request);
}

function service(http: string, name = 'shop', hosts = "['*']", gateways = '[front]'): string {
  return `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: ${name}, namespace: shop}
spec: {hosts: ${hosts}, gateways: ${gateways}, http: ${http}}
`;
}

describe('the simulator', () => {
  it('tells the shares, the labels of the subsets, copies and the time limit of a route', () => {
    const rule = `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: pay, namespace: shop}
spec: {host: pay, subsets: [{name: v1, labels: {version: v1}}]}
`;
    const ask = mesh(
      GATEWAY,
      rule,
      service(
        '[{name: canary, route: [{destination: {host: pay, subset: v1}, weight: 3}, {destination: {host: pay, subset: v2}, weight: 1}], mirror: {host: audit}, timeout: 5s}]',
      ),
    );
    expect(ask({ host: 'any.example' })).toEqual({
      kind: 'forwarded',
      route: { virtualService: { name: 'shop', namespace: 'shop' }, index: 0, name: 'canary' },
      destinations: [
        { host: 'pay.shop.svc.cluster.local', subset: 'v1', percent: 75, labels: { version: 'v1' } },
        { host: 'pay.shop.svc.cluster.local', subset: 'v2', percent: 25 },
      ],
      mirrors: [{ host: 'audit.shop.svc.cluster.local', percent: 100 }],
      path: '/',
      authority: 'any.example',
      timeout: '5s',
    });
  });

  it('tries a route that takes everything last, also if its VirtualService is merged first', () => {
    const ask = mesh(
      GATEWAY,
      service('[{name: rest, directResponse: {status: 200}}]', 'a'),
      service('[{name: special, match: [{uri: {prefix: /x}}], directResponse: {status: 200}}]', 'b'),
    );
    expect(ask({ host: 'h', path: '/x/y' })).toMatchObject({ route: { name: 'special' } });
    expect(ask({ host: 'h', path: '/y' })).toMatchObject({ route: { name: 'rest' } });
  });

  it('drops what stands behind a route that takes everything', () => {
    const ask = mesh(
      GATEWAY,
      service(
        '[{name: rest, match: [{uri: {prefix: /}}], directResponse: {status: 200}}, {name: never, match: [{uri: {exact: /x}}], directResponse: {status: 200}}]',
      ),
    );
    expect(ask({ host: 'h', path: '/x' })).toMatchObject({ route: { name: 'rest' } });
  });

  it('chooses the exact host before the longest wildcard', () => {
    const answer = (name: string): string => `[{name: ${name}, directResponse: {status: 200}}]`;
    const ask = mesh(
      GATEWAY,
      service(answer('any'), 'any'),
      service(answer('wide'), 'wide', "['*.example']"),
      service(answer('narrow'), 'narrow', "['*.b.example']"),
      service(answer('exact'), 'exact', '[a.b.example]'),
    );
    const hosts = ['other', 'x.example', 'x.b.example', 'A.b.Example:8080', 'example'];
    expect(hosts.map((host) => (ask({ host }) as { route?: { name?: string } }).route?.name)).toEqual([
      'any',
      'wide',
      'narrow',
      'exact',
      'any',
    ]);
  });

  it('redirects plain requests where a server takes only https, and routes those that come by https', () => {
    const ask = mesh(
      `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: front, namespace: shop}
spec:
  selector: {istio: ingressgateway}
  servers:
  - {port: {number: 80, name: http, protocol: HTTP}, hosts: ['*'], tls: {httpsRedirect: true}}
  - {port: {number: 443, name: a, protocol: HTTPS}, hosts: [a.example], tls: {mode: SIMPLE, credentialName: a}}
  - {port: {number: 443, name: b, protocol: HTTPS}, hosts: ['*.b.example'], tls: {mode: SIMPLE, credentialName: b}}
`,
      service('[{match: [{port: 443}], directResponse: {status: 204}}]'),
    );
    expect(ask({ host: 'a.example', path: '/x?y' })).toEqual({
      kind: 'redirected',
      status: 301,
      location: 'https://a.example/x?y',
    });
    expect(ask({ host: 'a.example', scheme: 'https' })).toMatchObject({ kind: 'answered', status: 204 });
    expect(ask({ host: 'x.b.example', port: 443 })).toMatchObject({ kind: 'answered', status: 204 });
    expect(ask({ host: 'c.example', port: 443 })).toMatchObject({ kind: 'lost', status: 0 });
  });

  it('says where a request got lost', () => {
    const ask = mesh(
      GATEWAY,
      service('[{match: [{uri: {exact: /x}}], directResponse: {status: 200}}]', 'a', '[a.example]'),
    );
    const reason = (request: MeshRequest): unknown => (ask(request) as { reason?: string }).reason;
    expect(reason({ host: 'a.example', path: '/y?z' })).toBe('no route for a.example matches GET /y?z');
    expect(reason({ host: 'b.example' })).toBe('no route of the gateway is for the host b.example; there is a.example');
    expect(reason({ host: 'a.example', port: 81 })).toBe(
      'no server accepts http on port 81 for a.example; there is HTTP 80 for *',
    );
    expect(reason({ host: 'a.example', through: { labels: { istio: 'egress' } } })).toBe(
      'no Gateway selects the proxy with istio=egress (istio=ingressgateway)',
    );
  });

  it('tells partial faults as shares', () => {
    const ask = mesh(
      GATEWAY,
      service(
        '[{fault: {abort: {httpStatus: 500, percentage: {value: 10}}, delay: {fixedDelay: 2s}}, route: [{destination: {host: x}}]}]',
      ),
    );
    expect(ask({ host: 'h' })).toMatchObject({
      kind: 'forwarded',
      fault: { abort: { status: 500, percent: 10 }, delay: { duration: '2s', percent: 100 } },
    });
  });

  it('routes inside the mesh by the narrowest VirtualService, by source labels, and to the service itself where none is', () => {
    const backend =
      '{apiVersion: v1, kind: Service, metadata: {name: pay, namespace: shop}, spec: {ports: [{port: 8080}]}}';
    const other =
      '{apiVersion: v1, kind: Service, metadata: {name: audit, namespace: shop}, spec: {ports: [{port: 9000}]}}';
    const ask = mesh(
      backend,
      other,
      service(
        '[{match: [{sourceLabels: {app: cart}, port: 8080}], route: [{destination: {host: pay, subset: v2}}]}, {route: [{destination: {host: pay, subset: v1}}]}]',
        'pay',
        '[pay]',
        '[mesh]',
      ),
    );
    const subset = (request: MeshRequest): unknown =>
      (ask(request) as { destinations?: { subset?: string }[] }).destinations?.[0]?.subset;
    expect(subset({ host: 'pay', from: { namespace: 'shop', labels: { app: 'cart' } } })).toBe('v2');
    expect(subset({ host: 'pay.shop', from: { namespace: 'other' } })).toBe('v1');
    expect(ask({ host: 'audit', from: { namespace: 'shop' } })).toMatchObject({
      destinations: [{ host: 'audit.shop.svc.cluster.local', port: 9000, percent: 100 }],
    });
    expect(ask({ host: 'nobody', from: { namespace: 'shop' } })).toMatchObject({ kind: 'passthrough' });
  });

  it.each([
    ['the matches of a route', "match: '${later.matches}', directResponse: {status: 200}", 'http[0].match[0]'],
    ['a match', "match: ['${later.match}'], directResponse: {status: 200}", 'http[0].match[0]'],
    ['the name of a delegate', "delegate: {name: '${later.name}'}", 'http[0].delegate.name'],
    [
      'the namespace of a delegate',
      "delegate: {name: leaf, namespace: '${later.namespace}'}",
      'http[0].delegate.namespace',
    ],
  ])('gives no answer where %s is known after apply only', (_, route, place) => {
    const ask = mesh(GATEWAY, service(`[{${route}}, {directResponse: {status: 503}}]`));
    expect(() => ask({ host: 'any.example' })).toThrow(`${place}: expected a value that can be read`);
  });

  it('narrows the routes of a delegate to what its root takes', () => {
    const root = service('[{match: [{uri: {prefix: /pay}}], delegate: {name: pay, namespace: team}}]');
    const delegate = `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: pay, namespace: team}
spec:
  http:
  - {name: inside, match: [{uri: {prefix: /pay/v2}}], route: [{destination: {host: v2}}]}
  - {name: outside, match: [{uri: {prefix: /cart}}], route: [{destination: {host: cart}}]}
  - {name: rest, route: [{destination: {host: v1}}]}
`;
    const ask = mesh(GATEWAY, root, delegate);
    expect(ask({ host: 'h', path: '/pay/v2/x' })).toMatchObject({
      destinations: [{ host: 'v2.team.svc.cluster.local' }],
    });
    expect(ask({ host: 'h', path: '/pay/x' })).toMatchObject({ route: { name: 'rest' } });
    expect(ask({ host: 'h', path: '/cart' })).toMatchObject({ kind: 'lost', status: 404 });
  });

  it.each<[MeshRequest, string]>([
    [{ host: '' }, 'request.host: required'],
    [{ host: 'h', path: 'x' }, 'request.path: expected a path that starts with "/", got "x"'],
    [{ host: 'h', path: '/%00' }, 'Envoy answers 400'],
  ])('refuses %j', (request, message) => {
    expect(() => mesh(GATEWAY, service('[{directResponse: {status: 200}}]'))(request)).toThrow(message);
  });
});

describe('the path that Envoy matches', () => {
  // Each was seen with the Envoy of an Istio gateway.
  it.each([
    ['/x/../y', '/y'],
    ['/x/%2e%2e/y', '/y'],
    ['/x/.%2E/z', '/z'],
    ['/..', '/'],
    ['/x//y', '/x//y'],
    ['/x/./', '/x/'],
    ['/%41%2d%7e%2f%2F%c3', '/A-~%2f%2F%c3'],
    ['/A%7eB%2E', '/A~B.'],
    ['/x\\y', '/x/y'],
    ['/a%5cb', '/a%5cb'],
    ['/%zz', '/%zz'],
    ['/é', '/%c3%a9'],
    ['/a"b|c', '/a%22b%7Cc'],
    ['/a%20b;c=1', '/a%20b;c=1'],
  ])('is, for %s, %s', (sent, matched) => {
    expect(normalizedPath(sent)).toBe(matched);
  });
});

describe('a regular expression', () => {
  it.each<[string, string, boolean]>([
    ['/a', '/ab', false],
    ['a|b', 'ab', false],
    ['(?i)abc', 'ABC', true],
    ['(?P<name>a)b', 'ab', true],
    ['[[:digit:]]+x', '12x', true],
    ['[^[:alpha:]]', '1', true],
    ['\\Qa.b\\E', 'a.b', true],
    ['\\Qa.b\\E', 'axb', false],
    ['a{,2}', 'a{,2}', true],
    ['x{2}', 'xx', true],
    ['[]a]', ']', true],
    ['\\pL+', 'é', true],
    ['\\x{e9}', 'é', true],
    ['a.c', 'a\nc', false],
    ['(?s)a.c', 'a\nc', true],
    ['\\Aab\\z', 'ab', true],
    ['\\s', '\u00a0', false],
    ['\\/a\\-b', '/a-b', true],
    ['[\\s.]x', ' x', true],
    ['[\\s]', '\u00a0', false],
    ['[\\S]', '\u00a0', true],
    ['[a-]+', 'a-', true],
    ['a+?b', 'aab', true],
    ['[[]', '[', true],
    ['😀?x', 'x', true],
  ])('%s takes %j: %s', (pattern, text, taken) => {
    expect(fullMatch(pattern).test(text)).toBe(taken);
  });

  it.each(['(?=a)', '(?<!a)b', '(a)\\1', '*', 'a(', '\\y'])('%s is refused, as Istio refuses it', (pattern) => {
    expect(() => fullMatch(pattern)).toThrow(`regex ${JSON.stringify(pattern)}`);
  });

  it('is searched everywhere in a rewrite', () => {
    expect('/a/b/a'.replace(everywhere('a'), 'z')).toBe('/z/b/z');
  });
});
