import { explain } from '../../../model/access/explain';
import { foldOperations } from '../../../model/access/fold';
import { type AccessQuestion, MeshAccess } from '../../../model/access/mesh-access';
import { Mesh } from '../../../model/mesh';
import { modelObject } from '../../../model/object';
import { type Fields, UNKNOWN } from '../../../model/value';

const object = (apiVersion: string, kind: string, namespace: string, name: string, rest: Fields): Fields => ({
  apiVersion,
  kind,
  metadata: { name, namespace, ...(rest['metadata'] as Fields | undefined) },
  ...(rest['spec'] !== undefined && { spec: rest['spec'] }),
});

function namespace(name: string, labels: Fields = { 'istio-injection': 'enabled' }): Fields {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

function workload(inside: string, name: string, pod: Fields = {}): Fields {
  const template = { metadata: { labels: { app: name } }, spec: { serviceAccountName: name, containers: [], ...pod } };
  return object('apps/v1', 'Deployment', inside, name, { spec: { template } });
}

function service(inside: string, name: string, ports: readonly Fields[]): Fields {
  return object('v1', 'Service', inside, name, { spec: { selector: { app: name }, ports } });
}

const policy = (kind: string, inside: string, name: string, spec: Fields): Fields =>
  object('security.istio.io/v1', kind, inside, name, { spec });

const SHOP: readonly Fields[] = [
  namespace('shop'),
  namespace('legacy', {}),
  workload('shop', 'web'),
  workload('shop', 'orders', { containers: [{ name: 'orders', ports: [{ name: 'web', containerPort: 8080 }] }] }),
  workload('legacy', 'batch'),
  service('shop', 'orders', [
    { name: 'http', port: 80, targetPort: 'web' },
    { name: 'tcp-admin', port: 9000 },
  ]),
];

function accessIn(...objects: readonly Fields[]): MeshAccess {
  return new MeshAccess(
    new Mesh({ objects: [...SHOP, ...objects].map((one) => modelObject(one, { origin: undefined })) }),
  );
}

const verdict = (access: MeshAccess, question: Partial<AccessQuestion>): string =>
  access.decide({ from: 'web', to: 'orders', method: 'GET', path: '/', ...question }).verdict;

const STRICT = policy('PeerAuthentication', 'shop', 'default', { mtls: { mode: 'STRICT' } });

describe('who may call whom', () => {
  it('takes pods of an injected namespace for ones with an identity, and others for plain text', () => {
    const access = accessIn(STRICT);
    expect(verdict(access, { from: 'web' })).toBe('allowed');
    expect(verdict(access, { from: 'batch' })).toBe('no connection');
    expect(verdict(access, { from: 'outside' })).toBe('no connection');
  });

  it('asks for the port that the pods listen on, which the Service may call by name', () => {
    const allow = policy('AuthorizationPolicy', 'shop', 'port', {
      rules: [{ to: [{ operation: { ports: ['8080'] } }] }],
    });
    expect(verdict(accessIn(allow), { port: 80 })).toBe('allowed');
    expect(verdict(accessIn(allow), { port: 9000 })).toBe('denied');
  });

  it('reads rules that ask for HTTP as Istio does on a port that does not speak it', () => {
    const allow = policy('AuthorizationPolicy', 'shop', 'get', {
      rules: [{ to: [{ operation: { methods: ['GET'] } }] }],
    });
    expect(verdict(accessIn(allow), { port: 80 })).toBe('allowed');
    expect(verdict(accessIn(allow), { port: 9000 })).toBe('denied');
  });

  it('lets the DestinationRule say how the client connects, the one of its port before the others', () => {
    const rule = (trafficPolicy: Fields): Fields =>
      object('networking.istio.io/v1', 'DestinationRule', 'shop', 'orders', {
        spec: { host: 'orders', trafficPolicy },
      });
    expect(verdict(accessIn(STRICT, rule({ tls: { mode: 'DISABLE' } })), {})).toBe('no connection');
    const ofPort = rule({
      tls: { mode: 'DISABLE' },
      portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'ISTIO_MUTUAL' } }],
    });
    expect(verdict(accessIn(STRICT, ofPort), { port: 80 })).toBe('allowed');
    expect(verdict(accessIn(STRICT, ofPort), { port: 9000 })).toBe('no connection');
  });

  it.each([
    ['DISABLE', 'STRICT', 'no connection'],
    ['SIMPLE', 'STRICT', 'no connection'],
    ['SIMPLE', 'PERMISSIVE', 'allowed'],
    ['ISTIO_MUTUAL', 'STRICT', 'allowed'],
    ['ISTIO_MUTUAL', 'DISABLE', 'allowed'],
  ])('has endpoints go by the mode %s above settings of a port without TLS, under %s', (mode, mtls, expected) => {
    const rule = object('networking.istio.io/v1', 'DestinationRule', 'shop', 'orders', {
      spec: {
        host: 'orders',
        trafficPolicy: { tls: { mode }, portLevelSettings: [{ port: { number: 80 }, connectionPool: {} }] },
      },
    });
    const peers = policy('PeerAuthentication', 'shop', 'default', { mtls: { mode: mtls } });
    expect(verdict(accessIn(peers, rule), { port: 80 })).toBe(expected);
  });

  it('lets no mutual TLS through to a pod without a proxy, whatever level asks for it', () => {
    const rule = (trafficPolicy: Fields): Fields =>
      object('networking.istio.io/v1', 'DestinationRule', 'legacy', 'batch', {
        spec: { host: 'batch', trafficPolicy },
      });
    const batch = service('legacy', 'batch', [{ name: 'http', port: 80 }]);
    const tls = { mode: 'ISTIO_MUTUAL' };
    const ask = (trafficPolicy: Fields) => verdict(accessIn(batch, rule(trafficPolicy)), { to: 'batch' });
    expect(ask({ tls })).toBe('no connection');
    expect(ask({ tls, portLevelSettings: [{ port: { number: 80 }, connectionPool: {} }] })).toBe('no connection');
    expect(ask({})).toBe('allowed');
  });

  describe('at a port of which nothing says what it speaks', () => {
    const unnamed = service('shop', 'orders', [{ port: 80, targetPort: 8080 }]);
    const deny = policy('AuthorizationPolicy', 'shop', 'deletes', {
      action: 'DENY',
      rules: [{ to: [{ operation: { methods: ['DELETE'] } }] }],
    });
    const allow = policy('AuthorizationPolicy', 'shop', 'reads', {
      rules: [{ from: [{ source: { principals: ['*'] } }], to: [{ operation: { methods: ['GET'] } }] }],
    });
    const only = (...objects: readonly Fields[]): MeshAccess =>
      new MeshAccess(
        new Mesh({
          objects: [namespace('shop'), workload('shop', 'web'), workload('shop', 'orders'), unnamed, ...objects].map(
            (one) => modelObject(one, { origin: undefined }),
          ),
        }),
      );
    const ask = (access: MeshAccess, question: Partial<AccessQuestion>) =>
      access.decide({ from: 'web', to: 'orders', ...question });

    it('decides about a request that has a method as about HTTP', () => {
      expect(ask(only(deny), { method: 'GET' }).verdict).toBe('allowed');
      expect(ask(only(deny), { method: 'DELETE' }).verdict).toBe('denied');
      expect(ask(only(allow), { method: 'GET', protocol: 'http' }).verdict).toBe('allowed');
    });

    it('reads rules that ask for HTTP as Istio does over anything else', () => {
      expect(ask(only(deny), { protocol: 'tcp' }).verdict).toBe('denied');
      expect(ask(only(allow), { protocol: 'tcp' }).verdict).toBe('denied');
    });

    it('says that it depends on that, where nothing of the request tells', () => {
      const decision = ask(only(allow, deny), {});
      expect(decision.verdict).toBe('unknown');
      expect(explain(decision).filter((line) => line.includes('speaks'))).toEqual([
        '  DENY: not known: nothing says what the port speaks: over HTTP a rule may deny it, over anything else a rule denies it (AuthorizationPolicy shop/deletes rules[0])',
        '  ALLOW: not known: nothing says what the port speaks: over HTTP a rule may allow it, over anything else ALLOW policies are in force and none of their rules allows it (AuthorizationPolicy shop/reads rules[0])',
      ]);
    });

    it('needs to know nothing where it makes no difference', () => {
      const nothing = policy('AuthorizationPolicy', 'shop', 'nothing', {});
      expect(ask(only(nothing), {}).verdict).toBe('denied');
      expect(ask(only(), {}).verdict).toBe('allowed');
    });

    it("takes TLS of the client's own for anything but HTTP", () => {
      const rule = object('networking.istio.io/v1', 'DestinationRule', 'shop', 'orders', {
        spec: { host: 'orders', trafficPolicy: { tls: { mode: 'SIMPLE' } } },
      });
      expect(ask(only(rule), { method: 'GET' }).verdict).toBe('allowed');
      expect(ask(only(rule, deny), { method: 'GET' }).verdict).toBe('denied');
    });

    it('has a class of its own for connections that are not HTTP', () => {
      const namesAt = (access: MeshAccess): readonly string[] => {
        const { operations, cells } = access.row(access.calleeNamed('orders'));
        const verdicts = cells.find(({ callers }) => callers.some(({ name }) => name === 'shop/web'))?.verdicts ?? [];
        return foldOperations(operations, (_, index) => verdicts[index] === 'allowed');
      };
      expect(namesAt(only(deny))).toEqual(['any HTTP request but DELETE']);
      expect(namesAt(only(allow))).toEqual(['GET']);
      const byPort = { operation: { ports: ['8080'], notMethods: ['DELETE'] } };
      expect(namesAt(only(policy('AuthorizationPolicy', 'shop', 'port', { rules: [{ to: [byPort] }] })))).toEqual([
        'any HTTP request but DELETE',
      ]);
      const any = policy('AuthorizationPolicy', 'shop', 'any', { rules: [{}] });
      expect(namesAt(only(any))).toEqual(['any request']);
    });
  });

  it("refuses TLS of the client's own on a port that the destination reads as HTTP", () => {
    const rule = object('networking.istio.io/v1', 'DestinationRule', 'shop', 'orders', {
      spec: { host: 'orders', trafficPolicy: { tls: { mode: 'SIMPLE' } } },
    });
    expect(verdict(accessIn(rule), { port: 80 })).toBe('no connection');
    expect(verdict(accessIn(rule), { port: 9000 })).toBe('allowed');
  });

  it('knows the server name that proxies ask for, unless a DestinationRule has a say in it', () => {
    const deny = policy('AuthorizationPolicy', 'shop', 'names', {
      action: 'DENY',
      rules: [{ when: [{ key: 'connection.sni', values: ['outbound_.80_._.orders.shop.svc.cluster.local'] }] }],
    });
    const rule = (spec: Fields): Fields =>
      object('networking.istio.io/v1', 'DestinationRule', 'shop', 'orders', { spec: { host: 'orders', ...spec } });
    expect(verdict(accessIn(deny), { port: 80 })).toBe('denied');
    expect(verdict(accessIn(deny), { port: 9000 })).toBe('allowed');
    expect(verdict(accessIn(deny), { port: 80, from: 'outside' })).toBe('allowed');
    const named = rule({ trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL', sni: 'orders.example' } } });
    expect(verdict(accessIn(deny, named), { port: 80 })).toBe('allowed');
    expect(verdict(accessIn(deny, rule({ subsets: [{ name: 'v1', labels: {} }] })), { port: 80 })).toBe('unknown');
  });

  it.each([
    ['BASE', '/a/../admin?x=1', 'denied'],
    ['BASE', '/%61dmin', 'denied'],
    ['BASE', '/./admin', 'denied'],
    ['BASE', '/a\\..\\..\\admin', 'denied'],
    ['BASE', '//admin', 'allowed'],
    ['BASE', '/a%2f..%2fadmin', 'allowed'],
    ['MERGE_SLASHES', '//admin', 'denied'],
    ['MERGE_SLASHES', '/a%2f..%2fadmin', 'allowed'],
    ['DECODE_AND_MERGE_SLASHES', '/a%2f..%2fadmin', 'denied'],
    ['DECODE_AND_MERGE_SLASHES', '%2f%5Cadmin', 'denied'],
    ['NONE', '/a/../admin', 'allowed'],
    ['BASE', '/admin%00', 'unknown'],
    ['NONE', '/admin?x=1', 'denied'],
  ])('reads paths as proxies do under %s: %s is %s', (normalization, path, expected) => {
    const deny = policy('AuthorizationPolicy', 'shop', 'admin', {
      action: 'DENY',
      rules: [{ to: [{ operation: { paths: ['/admin'] } }] }],
    });
    const config = {
      ...object('v1', 'ConfigMap', 'istio-system', 'istio', {}),
      data: { mesh: `pathNormalization: {normalization: ${normalization}}` },
    };
    expect(verdict(accessIn(deny, config), { path })).toBe(expected);
  });

  it('takes headers by any spelling of their names', () => {
    const allow = policy('AuthorizationPolicy', 'shop', 'tenant', {
      rules: [{ when: [{ key: 'request.headers[X-Tenant]', values: ['a'] }] }],
    });
    expect(verdict(accessIn(allow), { headers: { 'X-TENANT': 'a' } })).toBe('allowed');
  });

  it('enforces nothing where a port goes around the sidecar, and mutual TLS finds no one there', () => {
    const annotated = (name: string, annotations: Fields): Fields => ({
      ...object('apps/v1', 'Deployment', 'shop', name, {}),
      spec: {
        template: {
          metadata: { labels: { app: name }, annotations },
          spec: { serviceAccountName: name, containers: [] },
        },
      },
    });
    const access = accessIn(
      annotated('vault', { 'traffic.sidecar.istio.io/excludeInboundPorts': '9000, 9001' }),
      annotated('kiosk', { 'traffic.sidecar.istio.io/excludeOutboundPorts': '9000' }),
      annotated('odd', { 'traffic.sidecar.istio.io/includeOutboundIPRanges': '10.0.0.0/8' }),
      service('shop', 'vault', [
        { name: 'http', port: 80 },
        { name: 'tcp', port: 9000 },
        { name: 'udp', port: 53, protocol: 'UDP' },
      ]),
      policy('AuthorizationPolicy', 'shop', 'nothing', {}),
    );
    const ask = (from: string, port: number) => access.decide({ from, to: 'vault', port });
    expect(ask('outside', 9000)).toMatchObject({ verdict: 'allowed', enforced: false });
    expect(ask('web', 9000)).toMatchObject({ verdict: 'no connection' });
    expect(ask('kiosk', 9000)).toMatchObject({ verdict: 'allowed', enforced: false });
    expect(ask('odd', 9000)).toMatchObject({ verdict: 'unknown' });
    expect(ask('web', 53)).toMatchObject({ verdict: 'allowed', enforced: false });
    for (const from of ['outside', 'web', 'kiosk']) expect(ask(from, 80)).toMatchObject({ verdict: 'denied' });
  });

  it('enforces nothing at a workload without a proxy, and says so', () => {
    const deny = policy('AuthorizationPolicy', 'legacy', 'deny', {});
    const decision = accessIn(deny, service('legacy', 'batch', [{ port: 80 }])).decide({ from: 'web', to: 'batch' });
    expect(decision).toMatchObject({ verdict: 'allowed', enforced: false });
  });

  it('takes any service account for a caller, and says who there is where a name is nobody', () => {
    const allow = policy('AuthorizationPolicy', 'shop', 'cart', {
      rules: [{ from: [{ source: { principals: ['cluster.local/ns/other/sa/cart'] } }] }],
    });
    expect(verdict(accessIn(allow), { from: 'other/cart' })).toBe('allowed');
    expect(() => verdict(accessIn(), { from: 'wbe' })).toThrow(
      'from: workload "wbe" not found: expected one of legacy/batch, outside, shop/orders, shop/web',
    );
    expect(() => verdict(accessIn(), { to: 'cart' })).toThrow('to: Service or workload "cart" not found');
    expect(() => verdict(accessIn(), { port: 81 })).toThrow('port: orders: expected one of 80, 9000, got 81');
  });

  it('takes a Service by its host in any form, and never for a host outside of the mesh', () => {
    const deny = policy('AuthorizationPolicy', 'shop', 'deny', {});
    for (const to of ['orders.shop', 'orders.shop.svc', 'orders.shop.svc.cluster.local']) {
      expect(verdict(accessIn(deny), { to })).toBe('denied');
    }
    for (const to of ['order.shop', 'order.shop.svc', 'orders.other.svc.cluster.local']) {
      expect(() => verdict(accessIn(deny), { to })).toThrow(`to: Service or workload "${to}" not found`);
    }
    expect(verdict(accessIn(deny), { to: 'orders.example' })).toBe('allowed');
  });

  it('takes a principal for an account, and the rest of a namespace for whoever is in it', () => {
    const allow = policy('AuthorizationPolicy', 'shop', 'some', {
      rules: [{ from: [{ source: { namespaces: ['dev'] } }, { source: { principals: ['old.example/ns/x/sa/y'] } }] }],
    });
    expect(verdict(accessIn(allow), { from: 'dev/*' })).toBe('allowed');
    expect(verdict(accessIn(allow), { from: 'shop/*' })).toBe('denied');
    expect(verdict(accessIn(allow, namespace('dev', {})), { from: 'dev/*' })).toBe('denied');
    expect(verdict(accessIn(allow), { from: 'spiffe://old.example/ns/x/sa/y' })).toBe('allowed');
    expect(verdict(accessIn(allow), { from: 'cluster.local/ns/x/sa/y' })).toBe('denied');
  });

  it('says that it does not know where what a policy selects, or allows, is not known', () => {
    const selecting = policy('AuthorizationPolicy', 'shop', 'some', { selector: { matchLabels: { app: UNKNOWN } } });
    expect(verdict(accessIn(selecting), {})).toBe('unknown');
    const allowing = policy('AuthorizationPolicy', 'shop', 'some', { rules: UNKNOWN });
    expect(verdict(accessIn(allowing), {})).toBe('unknown');
    expect(verdict(accessIn(STRICT, allowing), { from: 'outside' })).toBe('no connection');
  });
});

describe('the matrix', () => {
  it('gives callers that are treated alike one cell, with a verdict for each class of requests', () => {
    const allow = policy('AuthorizationPolicy', 'shop', 'orders', {
      selector: { matchLabels: { app: 'orders' } },
      rules: [
        {
          from: [{ source: { principals: ['*/sa/web'] } }],
          to: [{ operation: { methods: ['GET'], paths: ['/info*'] } }],
        },
      ],
    });
    const access = accessIn(allow);
    const row = access.row(access.calleeNamed('orders', 80));
    expect(row.operations.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /info*',
      'other /info*',
      'GET other',
      'other other',
    ]);
    const cells = row.cells.map(({ callers, verdicts }) => [callers.map(({ name }) => name), verdicts]);
    expect(cells).toEqual([
      [['shop/web'], ['allowed', 'denied', 'denied', 'denied']],
      [
        ['legacy/batch', 'outside'],
        ['denied', 'denied', 'denied', 'denied'],
      ],
    ]);
  });

  it('agrees with the decision about every single request', () => {
    const access = accessIn(
      STRICT,
      policy('AuthorizationPolicy', 'shop', 'some', {
        rules: [
          { from: [{ source: { namespaces: ['shop'] } }], to: [{ operation: { notPaths: ['/admin*'] } }] },
          { from: [{ source: { notNamespaces: ['legacy'] } }], to: [{ operation: { methods: ['GET'] } }] },
        ],
      }),
      policy('AuthorizationPolicy', 'shop', 'deny', {
        action: 'DENY',
        rules: [{ to: [{ operation: { paths: ['*/secret'] } }] }],
      }),
    );
    for (const { destination, operations, cells } of access.rows()) {
      for (const { callers, verdicts } of cells) {
        for (const { name } of callers) {
          operations.forEach(({ request }, index) => {
            const { port } = destination;
            const question = { from: name, to: destination.name, token: 'none' as const, ...request };
            const single = access.decide({ ...question, ...(port !== undefined && { port }) });
            expect([name, request, single.verdict]).toEqual([name, request, verdicts[index]]);
          });
        }
      }
    }
  });
});

describe('the row of a destination', () => {
  const cellsOf = (access: MeshAccess, name: string): Record<string, readonly string[]> => {
    const callee = access.calleeNamed(name, 80);
    return Object.fromEntries(
      access.row(callee).cells.flatMap(({ callers, verdicts }) => callers.map((one) => [one.name, verdicts] as const)),
    );
  };
  const account = { serviceAccountName: 'web' };

  it('tells apart clients of one identity whose proxies differ', () => {
    const around = object('apps/v1', 'Deployment', 'shop', 'around', {
      spec: {
        template: {
          metadata: {
            labels: { app: 'around' },
            annotations: { 'traffic.sidecar.istio.io/excludeOutboundPorts': '80' },
          },
          spec: { ...account, containers: [] },
        },
      },
    });
    const plain = object('networking.istio.io/v1', 'DestinationRule', 'shop', 'plain', {
      spec: {
        host: 'orders',
        workloadSelector: { matchLabels: { app: 'plain' } },
        trafficPolicy: { tls: { mode: 'DISABLE' } },
      },
    });
    const access = accessIn(
      STRICT,
      around,
      plain,
      workload('shop', 'plain', account),
      workload('shop', 'same', account),
    );
    expect(cellsOf(access, 'shop/orders')).toMatchObject({
      'shop/web': ['allowed'],
      'shop/same': ['allowed'],
      'shop/around': ['no connection'],
      'shop/plain': ['no connection'],
    });
  });

  it('asks once about the clients that no rule tells apart', () => {
    const clients = Array.from({ length: 300 }, (_, i) => workload('shop', `client-${i}`));
    const allow = policy('AuthorizationPolicy', 'shop', 'orders', {
      rules: [{ from: [{ source: { principals: ['cluster.local/ns/shop/sa/client-7'] } }] }],
    });
    const access = accessIn(STRICT, allow, ...clients);
    const asked = jest.spyOn(access, 'callerOf');
    const cells = cellsOf(access, 'shop/orders');
    expect([cells['shop/client-7'], cells['shop/client-8']]).toEqual([['allowed'], ['denied']]);
    expect(Object.keys(cells)).toHaveLength(303);
    expect(asked.mock.calls.length).toBeLessThan(6);
  });
});
