import { NotSimulatedError } from '../../testing';
import { inWords, istio, meshOf, service } from './mesh-of-yaml';

function gateway(name: string, servers: string, selector = '{istio: ingressgateway}'): string {
  return istio('Gateway', name, 'istio-system', `{selector: ${selector}, servers: ${servers}}`);
}

const HTTP = gateway('front', "[{port: {number: 80, name: http, protocol: HTTP}, hosts: ['*']}]");

function routes(spec: string, gateways = '[istio-system/front]'): string {
  return istio('VirtualService', 'shop', 'apps', `{hosts: [shop.example], gateways: ${gateways}, ${spec}}`);
}

describe('a gateway', () => {
  it('drops a server whose port another Gateway has taken with another protocol: the older one, else the first by name', () => {
    const tcp = gateway('a-tcp', "[{port: {number: 9000, name: tcp, protocol: TCP}, hosts: ['*']}]");
    const http = gateway('b-http', "[{port: {number: 9000, name: http, protocol: HTTP}, hosts: ['*']}]");
    const shop = routes('http: [{route: [{destination: {host: shop}}]}]', '[istio-system/b-http]');
    const older = http.replace('name: b-http', "creationTimestamp: '2026-01-01T00:00:00Z', name: b-http");
    const younger = tcp.replace('name: a-tcp', "creationTimestamp: '2026-01-02T00:00:00Z', name: a-tcp");
    expect(inWords(meshOf(tcp, http, shop)({ host: 'shop.example', port: 9000 }))).toBe('lost 0');
    expect(inWords(meshOf(younger, older, shop)({ host: 'shop.example', port: 9000 }))).toBe(
      'shop.apps.svc.cluster.local',
    );
  });

  it('answers no request to a port on which two ways ask for one server name, since Envoy refuses the listener as a whole', () => {
    const front = gateway(
      'front',
      "[{port: {number: 443, name: tls, protocol: TLS}, hosts: ['*'], tls: {mode: PASSTHROUGH}}, {port: {number: 443, name: https, protocol: HTTPS}, hosts: [shop.example], tls: {mode: SIMPLE, credentialName: shop}}]",
    );
    const shop = routes('tls: [{match: [{sniHosts: [shop.example]}], route: [{destination: {host: shop}}]}]');
    const ask = meshOf(front, shop);
    for (const host of ['shop.example', 'other.example'])
      expect(() => ask({ host, scheme: 'https' })).toThrow(/duplicate server name "shop.example": Envoy refuses/);
  });

  it('passes TLS through by its server name', () => {
    const tls = gateway(
      'front',
      '[{port: {number: 443, name: tls, protocol: TLS}, hosts: [shop.example], tls: {mode: PASSTHROUGH}}]',
    );
    const ask = meshOf(
      tls,
      routes(
        'tls: [{match: [{sniHosts: [shop.example]}], route: [{destination: {host: shop, port: {number: 8443}}}]}]',
      ),
    );
    const outcome = ask({ host: 'shop.example', scheme: 'https' });
    expect(outcome).toMatchObject({ kind: 'forwarded', route: { protocol: 'tls', virtualService: { name: 'shop' } } });
    expect(inWords(outcome)).toBe('shop.apps.svc.cluster.local:8443');
    expect(inWords(ask({ host: 'other.example', scheme: 'https' }))).toBe('lost 0');
    expect(inWords(ask({ host: 'other.example', scheme: 'tls', sni: 'shop.example', port: 443 }))).toBe(
      'shop.apps.svc.cluster.local:8443',
    );
  });

  it('forwards to every service by the server name of Istio’s proxies under AUTO_PASSTHROUGH', () => {
    const east = gateway(
      'east-west',
      "[{port: {number: 15443, name: tls, protocol: TLS}, hosts: ['*.local'], tls: {mode: AUTO_PASSTHROUGH}}]",
    );
    const ask = meshOf(east, service('shop', 'apps', '[{name: http, port: 80}]'));
    const sni = 'outbound_.80_._.shop.apps.svc.cluster.local';
    expect(inWords(ask({ host: 'any', scheme: 'tls', sni, port: 15443 }))).toBe('shop.apps.svc.cluster.local:80');
    expect(inWords(ask({ host: 'any', scheme: 'tls', sni: sni.replace('80', '81'), port: 15443 }))).toBe('lost 0');
  });

  it('answers no request under AUTO_PASSTHROUGH beside a wildcard inside of the mesh, since Envoy refuses its server name', () => {
    const east = gateway(
      'east-west',
      "[{port: {number: 15443, name: tls, protocol: TLS}, hosts: ['*.local', '*.example'], tls: {mode: AUTO_PASSTHROUGH}}]",
    );
    const entry = (location: string): string =>
      istio(
        'ServiceEntry',
        'wild',
        'apps',
        `{hosts: ['*.wild.example'], location: ${location}, resolution: NONE, ports: [{number: 443, name: tls, protocol: TLS}]}`,
      );
    const shop = service('shop', 'apps', '[{name: http, port: 80}]');
    const request = {
      host: 'any',
      scheme: 'tls',
      sni: 'outbound_.80_._.shop.apps.svc.cluster.local',
      port: 15443,
    } as const;
    expect(() => meshOf(east, shop, entry('MESH_INTERNAL'))(request)).toThrow(
      'port 15443: server name "outbound_.443_._.*.wild.example" with a wildcard inside: Envoy refuses the listener',
    );
    expect(inWords(meshOf(east, shop, entry('MESH_EXTERNAL'))(request))).toBe('shop.apps.svc.cluster.local:80');
  });

  it('forwards connections by tcp routes', () => {
    const tcp = gateway('front', "[{port: {number: 9000, name: tcp, protocol: TCP}, hosts: ['*']}]");
    const ask = meshOf(
      tcp,
      routes(
        'tcp: [{match: [{port: 9001}], route: [{destination: {host: no}}]}, {match: [{port: 9000}], route: [{destination: {host: db}}]}]',
      ),
    );
    expect(ask({ host: 'shop.example', port: 9000, scheme: 'tcp' })).toMatchObject({
      route: { protocol: 'tcp', index: 1, match: 0 },
      destinations: [{ host: 'db.apps.svc.cluster.local' }],
    });
  });

  it('listens on the target port of the Service in front of it', () => {
    const front = service(
      'ingress',
      'istio-system',
      '[{name: http2, port: 80, targetPort: 8080}]',
      ', selector: {istio: ingressgateway}',
    );
    const shop = routes('http: [{route: [{destination: {host: shop}}]}]');
    const other = HTTP.replaceAll('80, name', '8080, name');
    expect(inWords(meshOf(front, HTTP, shop)({ host: 'shop.example' }))).toBe('shop.apps.svc.cluster.local');
    expect(inWords(meshOf(front, other, shop)({ host: 'shop.example' }))).toBe('shop.apps.svc.cluster.local');
    expect(inWords(meshOf(other, shop)({ host: 'shop.example' }))).toBe('lost 0');
  });

  it('follows a delegate that the root’s namespace sees, and no other', () => {
    const root = routes(
      'http: [{match: [{uri: {prefix: /a}}], delegate: {name: a, namespace: team}}, {match: [{uri: {prefix: /b}}], delegate: {name: b, namespace: team}}]',
    );
    const delegate = (name: string, exportTo: string): string =>
      istio(
        'VirtualService',
        name,
        'team',
        `{exportTo: ${exportTo}, http: [{route: [{destination: {host: ${name}}}]}]}`,
      );
    const ask = meshOf(HTTP, root, delegate('a', "['.']"), delegate('b', '[apps]'));
    expect(inWords(ask({ host: 'shop.example', path: '/a' }))).toBe('lost 404');
    expect(inWords(ask({ host: 'shop.example', path: '/b' }))).toBe('b.team.svc.cluster.local');
  });

  it('matches the claims of a token, and asks for them where it is not told', () => {
    const ask = meshOf(
      HTTP,
      routes(
        "http: [{match: [{headers: {'@request.auth.claims.groups': {exact: gold}}}], route: [{destination: {host: gold}}]}, {match: [{headers: {'@request.auth.claims[org][unit]': {prefix: sales}}}], route: [{destination: {host: sales}}]}, {route: [{destination: {host: rest}}]}]",
      ),
    );
    const host = 'shop.example';
    expect(inWords(ask({ host, claims: { groups: ['tin', 'gold'] } }))).toBe('gold.apps.svc.cluster.local');
    expect(inWords(ask({ host, claims: { org: { unit: 'sales-eu' } } }))).toBe('sales.apps.svc.cluster.local');
    expect(inWords(ask({ host, claims: 'none' }))).toBe('rest.apps.svc.cluster.local');
    expect(() => ask({ host })).toThrow('request.claims: required, VirtualService apps/shop: spec.http[0].match[0]');
  });

  it('shows the header changes of a route and of its destinations', () => {
    const ask = meshOf(
      HTTP,
      routes(
        'http: [{headers: {request: {set: {x-a: one, Host: inner.example}, remove: [x-b]}, response: {add: {x-c: two}}}, route: [{destination: {host: a}, weight: 50, headers: {request: {add: {x-d: three}}}}, {destination: {host: b}, weight: 50}]}]',
      ),
    );
    expect(ask({ host: 'shop.example' })).toMatchObject({
      authority: 'inner.example',
      headers: { request: { set: { 'x-a': 'one' }, remove: ['x-b'] }, response: { add: { 'x-c': 'two' } } },
      destinations: [{ percent: 50, headers: { request: { add: { 'x-d': 'three' } } } }, { percent: 50 }],
    });
  });

  it('answers the preflight of an allowed origin, and sends others on unless they are to be ignored', () => {
    const policy = (more = ''): string =>
      `http: [{corsPolicy: {allowOrigins: [{exact: 'https://shop.example'}], allowMethods: [GET, PUT], exposeHeaders: [x-total], maxAge: 1h30m, allowCredentials: true${more}}, route: [{destination: {host: shop}}]}]`;
    const preflight = (origin: string) => ({
      host: 'shop.example',
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'PUT' },
    });
    const ask = meshOf(HTTP, routes(policy()));
    expect(ask(preflight('https://shop.example'))).toMatchObject({
      kind: 'answered',
      status: 200,
      headers: {
        response: {
          set: {
            'access-control-allow-origin': 'https://shop.example',
            'access-control-allow-methods': 'GET,PUT',
            'access-control-allow-credentials': 'true',
            'access-control-max-age': '5400',
            'access-control-expose-headers': 'x-total',
          },
        },
      },
    });
    expect(ask(preflight('https://other.example'))).toMatchObject({ kind: 'forwarded' });
    expect(ask({ host: 'shop.example', method: 'OPTIONS' })).toMatchObject({ kind: 'forwarded' });
    const ignoring = meshOf(HTTP, routes(policy(', unmatchedPreflights: IGNORE')));
    expect(ignoring(preflight('https://other.example'))).toEqual({
      kind: 'answered',
      status: 200,
      route: expect.anything(),
      headers: {
        response: {
          set: {
            'access-control-allow-methods': 'GET,PUT',
            'access-control-allow-credentials': 'true',
            'access-control-max-age': '5400',
          },
        },
      },
    });
  });

  it('says what CORS adds to the answer of an allowed origin, in place of what it answers itself', () => {
    const ask = meshOf(
      HTTP,
      routes(
        `http:
    - {match: [{uri: {exact: /old}}], corsPolicy: {allowOrigins: [{exact: 'https://a'}]}, redirect: {uri: /new}}
    - corsPolicy: {allowOrigins: [{exact: 'https://a'}], exposeHeaders: [x-total]}
      headers: {response: {set: {x-a: one}}}
      route: [{destination: {host: shop}}]`,
      ),
    );
    const from = (origin: string, path = '/') => ({ host: 'shop.example', path, headers: { origin } });
    expect(ask(from('https://a'))).toMatchObject({
      headers: {
        response: {
          set: { 'x-a': 'one', 'access-control-allow-origin': 'https://a', 'access-control-expose-headers': 'x-total' },
        },
      },
    });
    expect(ask(from('https://b'))).toMatchObject({ headers: { response: { set: { 'x-a': 'one' } } } });
    const preflight = { ...from('https://a', '/old'), method: 'OPTIONS' };
    expect(
      ask({ ...preflight, headers: { ...preflight.headers, 'access-control-request-method': 'PUT' } }),
    ).toMatchObject({ kind: 'redirected' });
  });

  it('allows what a preflight asks for where the policy has a star', () => {
    const ask = meshOf(
      HTTP,
      routes(
        `http: [{corsPolicy: {allowOrigins: [{exact: 'https://a'}], allowMethods: ['*'], allowHeaders: ['*']}, route: [{destination: {host: shop}}]}]`,
      ),
    );
    expect(
      ask({
        host: 'shop.example',
        method: 'OPTIONS',
        headers: {
          origin: 'https://a',
          'access-control-request-method': 'PUT',
          'access-control-request-headers': 'x-a,x-b',
        },
      }),
    ).toMatchObject({
      headers: {
        response: { set: { 'access-control-allow-methods': 'PUT', 'access-control-allow-headers': 'x-a,x-b' } },
      },
    });
  });

  it('says that it does not simulate a policy that may refuse the request', () => {
    const policy =
      '{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: deny, namespace: istio-system}, spec: {selector: {matchLabels: {istio: ingressgateway}}, action: DENY, rules: [{to: [{operation: {paths: [/admin*]}}]}]}}';
    const ask = meshOf(HTTP, policy, routes('http: [{route: [{destination: {host: shop}}]}]'));
    expect(() => ask({ host: 'shop.example', path: '/admin' })).toThrow(NotSimulatedError);
    expect(() => ask({ host: 'shop.example', path: '/admin' })).toThrow(
      'AuthorizationPolicy istio-system/deny of the gateway denies',
    );
    expect(inWords(ask({ host: 'shop.example', path: '/' }))).toBe('shop.apps.svc.cluster.local');
  });

  it('says what it cannot know before the apply', () => {
    const ask = meshOf(
      HTTP,
      routes(
        "http: [{match: [{uri: {exact: '${data.x.path}'}}], route: [{destination: {host: x}}]}, {match: [{uri: {exact: /w}}], route: [{destination: {host: x}, weight: '${var.x}'}, {destination: {host: y}, weight: 1}]}]",
      ),
    );
    expect(() => ask({ host: 'shop.example' })).toThrow(
      'VirtualService apps/shop: spec.http[0].match[0]: expected a value that can be read',
    );
    const weights = meshOf(
      HTTP,
      routes("http: [{route: [{destination: {host: x}, weight: '${var.x}'}, {destination: {host: y}, weight: 1}]}]"),
    );
    expect(() => weights({ host: 'shop.example' })).toThrow('spec.http[0].route[0].weight');
  });
});

describe('a request over two hops', () => {
  const EGRESS = service(
    'istio-egressgateway',
    'istio-system',
    '[{name: http2, port: 80, targetPort: 8080}, {name: https, port: 443}]',
    ', selector: {istio: egressgateway}',
  );
  const OUT = gateway(
    'out',
    '[{port: {number: 80, name: http, protocol: HTTP}, hosts: [api.vendor.example]}]',
    '{istio: egressgateway}',
  );
  const ROUTES = istio(
    'VirtualService',
    'vendor',
    'istio-system',
    `{hosts: [api.vendor.example], gateways: [mesh, out], http: [
      {match: [{gateways: [mesh]}], headers: {request: {set: {x-from: mesh}}}, rewrite: {uri: /v2}, route: [{destination: {host: istio-egressgateway, port: {number: 80}}}]},
      {match: [{gateways: [out], headers: {x-from: {exact: mesh}}}], route: [{destination: {host: api.vendor.example, port: {number: 80}}}]}]}`,
  );

  it.each([
    ['in sight', [EGRESS]],
    ['made by its chart elsewhere', []],
  ])('tells what the egress gateway does, its Service %s', (_, objects) => {
    const ask = meshOf(...objects, OUT, ROUTES);
    const outcome = ask({ host: 'api.vendor.example', path: '/a', from: { namespace: 'apps' } });
    expect(outcome).toMatchObject({
      kind: 'forwarded',
      route: { index: 0 },
      destinations: [
        {
          host: 'istio-egressgateway.istio-system.svc.cluster.local',
          next: {
            kind: 'forwarded',
            route: { index: 1 },
            path: '/v2a',
            destinations: [{ host: 'api.vendor.example' }],
          },
        },
      ],
    });
  });

  it('connects to the gateway as the DestinationRule of the client says', () => {
    const secured = gateway(
      'out',
      '[{port: {number: 443, name: https, protocol: HTTPS}, hosts: [api.vendor.example], tls: {mode: ISTIO_MUTUAL}}]',
      '{istio: egressgateway}',
    );
    const rule = (sni: string): string =>
      istio(
        'DestinationRule',
        'egress',
        'istio-system',
        `{host: istio-egressgateway, trafficPolicy: {tls: {mode: ISTIO_MUTUAL, sni: ${sni}}}}`,
      );
    const to443 = ROUTES.replace('port: {number: 80}}}]},', 'port: {number: 443}}}]},');
    const next = (...more: string[]): unknown => {
      const outcome = meshOf(
        EGRESS,
        secured,
        to443,
        ...more,
      )({ host: 'api.vendor.example', from: { namespace: 'apps' } });
      return outcome.kind === 'forwarded' ? outcome.destinations[0]?.next?.kind : outcome.kind;
    };
    expect(next(rule('api.vendor.example'))).toBe('forwarded');
    expect(next(rule('other.example'))).toBe('lost');
    expect(next()).toBe('lost');
  });
});
