import { explain } from '../../../model/access/explain';
import { type AccessQuestion, MeshAccess } from '../../../model/access/mesh-access';
import { Mesh } from '../../../model/mesh';
import { modelObject } from '../../../model/object';
import type { Fields } from '../../../model/value';

function object(
  apiVersion: string,
  kind: string,
  namespace: string,
  name: string,
  spec: Fields,
  meta: Fields = {},
): Fields {
  return { apiVersion, kind, metadata: { name, namespace, ...meta }, spec };
}

const INJECTED = { 'istio-injection': 'enabled' };

function namespace(name: string, labels: Fields = INJECTED): Fields {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

function workload(
  inside: string,
  name: string,
  { labels = {}, image = 'app' }: { labels?: Fields; image?: string } = {},
): Fields[] {
  const template = {
    metadata: { labels: { app: name, ...labels } },
    spec: { serviceAccountName: name, containers: [{ name: 'main', image }] },
  };
  return [
    object('apps/v1', 'Deployment', inside, name, { template }),
    object('v1', 'Service', inside, name, {
      selector: { app: name },
      ports: [{ name: 'http', port: 80, targetPort: 8080 }],
    }),
  ];
}

const security = (kind: string, inside: string, name: string, spec: Fields): Fields =>
  object('security.istio.io/v1', kind, inside, name, spec);
const networking = (kind: string, inside: string, name: string, spec: Fields): Fields =>
  object('networking.istio.io/v1', kind, inside, name, spec);

const SHOP: readonly Fields[] = [
  namespace('shop'),
  namespace('istio-system', {}),
  ...workload('shop', 'web'),
  ...workload('shop', 'orders'),
  ...workload('istio-system', 'ingress', { labels: { istio: 'ingress' }, image: 'auto' }),
];

const PUBLIC = [
  networking('Gateway', 'istio-system', 'public', {
    selector: { istio: 'ingress' },
    servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'] }],
  }),
  networking('VirtualService', 'shop', 'web', {
    hosts: ['shop.example.com'],
    gateways: ['istio-system/public'],
    http: [{ route: [{ destination: { host: 'web' } }] }],
  }),
];

function accessIn(...objects: readonly Fields[]): MeshAccess {
  return new MeshAccess(new Mesh({ objects: objects.map((one) => modelObject(one, { origin: undefined })) }));
}

const ask = (access: MeshAccess, question: AccessQuestion): string => {
  const decision = access.decide(question);
  const { at, stage, status } = decision.by;
  return [decision.verdict, ...(decision.verdict === 'allowed' ? [] : [at ?? 'destination', stage, status])]
    .filter((part) => part !== undefined)
    .join(' ');
};

describe('a request through an ingress gateway', () => {
  const question: AccessQuestion = {
    from: 'outside',
    through: 'ingress',
    to: 'web',
    host: 'shop.example.com',
    method: 'GET',
    path: '/',
  };
  const onlyGateway = security('AuthorizationPolicy', 'shop', 'web', {
    selector: { matchLabels: { app: 'web' } },
    rules: [{ from: [{ source: { principals: ['cluster.local/ns/istio-system/sa/ingress'] } }] }],
  });
  const atGateway = (rules: readonly Fields[]): Fields =>
    security('AuthorizationPolicy', 'istio-system', 'ingress', {
      selector: { matchLabels: { istio: 'ingress' } },
      rules,
    });

  it('comes to the workload with the identity of the gateway', () => {
    const access = accessIn(...SHOP, ...PUBLIC, onlyGateway);
    expect(ask(access, question)).toBe('allowed');
    expect(ask(access, { ...question, through: undefined } as never)).toBe('denied destination ALLOW');
  });

  it('is stopped by the policies of the gateway before those of the workload', () => {
    const access = accessIn(...SHOP, ...PUBLIC, atGateway([{ to: [{ operation: { paths: ['/public*'] } }] }]));
    expect(ask(access, question)).toBe('denied gateway istio-system/ingress ALLOW');
    expect(ask(access, { ...question, path: '/public/a' })).toBe('allowed');
    expect(explain(access.decide(question))[2]).toBe(
      '  gateway istio-system/ingress: ALLOW: stops here: ALLOW policies are in force and none of their rules allows it (AuthorizationPolicy istio-system/ingress)',
    );
  });

  it('needs a route of the gateway to the Service', () => {
    const access = accessIn(...SHOP, ...PUBLIC);
    expect(ask(access, { ...question, to: 'orders' })).toBe('denied gateway istio-system/ingress route 404');
    expect(ask(access, { ...question, host: 'other.example.com' })).toBe(
      'denied gateway istio-system/ingress route 404',
    );
  });

  it('is not asked about by an external authorizer where the gateway has no route for it', () => {
    const authorizer = security('AuthorizationPolicy', 'istio-system', 'ask', {
      selector: { matchLabels: { istio: 'ingress' } },
      action: 'CUSTOM',
      provider: { name: 'opa' },
      rules: [{}],
    });
    const access = accessIn(...SHOP, ...PUBLIC, authorizer);
    const denied = { ...question, externalAuthorizer: 'denies' } as const;
    expect(ask(access, denied)).toBe('denied gateway istio-system/ingress CUSTOM');
    expect(ask(access, { ...denied, host: 'other.example.com' })).toBe('denied gateway istio-system/ingress route 404');
  });

  it('is for hosts in any case, and for the port that the gateway listens on', () => {
    const access = accessIn(...SHOP, ...PUBLIC, atGateway([{ to: [{ operation: { ports: ['8080'] } }] }]));
    expect(ask(access, { ...question, host: 'Shop.Example.com' })).toBe('allowed');
    const other = accessIn(...SHOP, ...PUBLIC, atGateway([{ to: [{ operation: { notPorts: ['8080'] } }] }]));
    expect(ask(other, question)).toBe('denied gateway istio-system/ingress ALLOW');
  });

  it('has no path for the policies behind where the route rewrites it', () => {
    const [gateway, route] = PUBLIC;
    const rewriting = {
      ...route,
      spec: {
        ...(route?.['spec'] as Fields),
        http: [{ rewrite: { uri: '/v2' }, route: [{ destination: { host: 'web' } }] }],
      },
    };
    const paths = security('AuthorizationPolicy', 'shop', 'paths', {
      rules: [{ to: [{ operation: { paths: ['/'] } }] }],
    });
    expect(ask(accessIn(...SHOP, ...PUBLIC, paths), question)).toBe('allowed');
    expect(ask(accessIn(...SHOP, gateway as Fields, rewriting, paths), question)).toBe('unknown destination ALLOW');
  });

  it('comes without its token where the gateway checks it and does not forward it', () => {
    const tokens = (forwardOriginalToken: boolean): Fields =>
      security('RequestAuthentication', 'istio-system', 'tokens', {
        selector: { matchLabels: { istio: 'ingress' } },
        jwtRules: [{ issuer: 'https://login.example.com', forwardOriginalToken }],
      });
    const behind = [
      security('RequestAuthentication', 'shop', 'tokens', { jwtRules: [{ issuer: 'https://login.example.com' }] }),
      security('AuthorizationPolicy', 'shop', 'tokens', {
        rules: [{ from: [{ source: { requestPrincipals: ['*'] } }] }],
      }),
    ];
    const token = { issuer: 'https://login.example.com', subject: 'ann' };
    expect(ask(accessIn(...SHOP, ...PUBLIC, ...behind, tokens(true)), { ...question, token })).toBe('allowed');
    expect(ask(accessIn(...SHOP, ...PUBLIC, ...behind, tokens(false)), { ...question, token })).toBe(
      'denied destination ALLOW',
    );
  });

  it("comes from the address of the gateway's pod, where that is known", () => {
    const behind = security('AuthorizationPolicy', 'shop', 'addresses', {
      rules: [{ from: [{ source: { ipBlocks: ['10.0.0.9'] } }] }],
    });
    const access = accessIn(...SHOP, ...PUBLIC, behind);
    expect(ask(access, { ...question, sourceIp: '10.0.0.9' })).toBe('unknown destination ALLOW');
    expect(ask(access, { ...question, gatewayIp: '10.0.0.9' })).toBe('allowed');
    expect(ask(access, { ...question, gatewayIp: '10.0.0.3' })).toBe('denied destination ALLOW');
    const at = (inside: string): Fields =>
      security('AuthorizationPolicy', inside, 'here', {
        rules: [{ when: [{ key: 'destination.ip', values: ['10.0.0.9'] }] }],
      });
    const asked = { ...question, gatewayIp: '10.0.0.9', destinationIp: '10.0.0.5' };
    expect(ask(accessIn(...SHOP, ...PUBLIC, at('istio-system')), asked)).toBe('denied destination ALLOW');
    expect(ask(accessIn(...SHOP, ...PUBLIC, at('shop')), asked)).toBe('denied destination ALLOW');
  });

  it('names the gateways there are where it is given another', () => {
    expect(() => accessIn(...SHOP).decide({ ...question, through: 'edge' })).toThrow(
      'through: gateway "edge" not found: expected one of istio-system/ingress',
    );
  });
});

describe('what the proxy of a client knows', () => {
  const question = { from: 'web', to: 'orders', method: 'GET', path: '/' };
  const narrow = (outboundTrafficPolicy?: Fields): Fields =>
    networking('Sidecar', 'shop', 'default', {
      egress: [{ hosts: ['istio-system/*'] }],
      ...(outboundTrafficPolicy && { outboundTrafficPolicy }),
    });
  const STRICT = security('PeerAuthentication', 'shop', 'default', { mtls: { mode: 'STRICT' } });
  const onlyWeb = security('AuthorizationPolicy', 'shop', 'web', {
    rules: [{ from: [{ source: { principals: ['cluster.local/ns/shop/sa/web'] } }] }],
  });

  it('passes requests through in plain text where a Sidecar leaves the Service out', () => {
    expect(ask(accessIn(...SHOP, narrow()), question)).toBe('allowed');
    expect(ask(accessIn(...SHOP, narrow(), STRICT), question)).toBe('no connection destination connection');
    expect(ask(accessIn(...SHOP, onlyWeb), question)).toBe('allowed');
    expect(ask(accessIn(...SHOP, narrow(), onlyWeb), question)).toBe('denied destination ALLOW');
  });

  it('is all that can be called under REGISTRY_ONLY', () => {
    const access = accessIn(...SHOP, narrow({ mode: 'REGISTRY_ONLY' }));
    expect(ask(access, question)).toBe('no connection destination connection 502');
    expect(explain(access.decide(question))[1]).toBe(
      "  connection: stops here: the client's proxy does not know orders.shop.svc.cluster.local (Sidecar shop/default), and nothing else can be called (REGISTRY_ONLY)",
    );
  });

  it('leaves out what is exported to other namespaces only', () => {
    const hidden = SHOP.map((one) =>
      one['kind'] === 'Service' && (one['metadata'] as Fields)['name'] === 'orders'
        ? {
            ...one,
            metadata: { name: 'orders', namespace: 'shop', annotations: { 'networking.istio.io/exportTo': 'ops' } },
          }
        : one,
    );
    expect(ask(accessIn(...hidden, STRICT), question)).toBe('no connection destination connection');
  });

  it('counts in the matrix as in a single decision', () => {
    const access = accessIn(...SHOP, narrow({ mode: 'REGISTRY_ONLY' }));
    const cells = access.row(access.calleeNamed('orders')).cells;
    const cell = cells.find(({ callers }) => callers.some(({ name }) => name === 'shop/web'));
    expect(cell?.verdicts).toEqual(['no connection']);
  });
});

describe('an external authorizer', () => {
  const ask9000 = (...providers: readonly string[]): string => {
    const policies = providers.map((name) =>
      security('AuthorizationPolicy', 'shop', `ask-${name}`, { action: 'CUSTOM', provider: { name }, rules: [{}] }),
    );
    const config = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'istio', namespace: 'istio-system' },
      data: {
        mesh: 'extensionProviders: [{name: http, envoyExtAuthzHttp: {service: a.b, port: 80}}, {name: grpc, envoyExtAuthzGrpc: {service: a.b, port: 80}}]',
      },
    };
    const raw = object('v1', 'Service', 'shop', 'raw', {
      selector: { app: 'orders' },
      ports: [{ name: 'tcp-raw', port: 9000 }],
    });
    const access = accessIn(...SHOP, config, raw, ...policies);
    const externalAuthorizer = providers.length > 1 ? 'allows' : 'denies';
    return ask(access, { from: 'web', to: 'shop/raw', port: 9000, externalAuthorizer });
  };

  it('that is asked over HTTP has no say on ports that do not speak it', () => {
    expect(ask9000('http')).toBe('allowed');
    expect(ask9000('grpc')).toBe('denied destination CUSTOM');
  });

  it('that the mesh does not have, and one of several, denies what its policies are about', () => {
    expect(ask9000('opa')).toBe('denied destination CUSTOM');
    expect(ask9000('grpc', 'http')).toBe('denied destination CUSTOM');
  });
});

describe('a host outside of the mesh', () => {
  const entry = networking('ServiceEntry', 'shop', 'api', {
    hosts: ['api.example.com'],
    ports: [{ number: 443, name: 'https', protocol: 'HTTPS' }],
    resolution: 'DNS',
  });
  const registryOnly = networking('Sidecar', 'shop', 'default', {
    egress: [{ hosts: ['./*'] }],
    outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
  });
  const question = { from: 'web', to: 'api.example.com', port: 443 };

  it('can be called unless only what is registered can', () => {
    expect(ask(accessIn(...SHOP), question)).toBe('allowed');
    expect(ask(accessIn(...SHOP, registryOnly), question)).toBe('no connection destination connection 502');
    expect(ask(accessIn(...SHOP, registryOnly, entry), question)).toBe('allowed');
    expect(ask(accessIn(...SHOP, registryOnly, entry), { ...question, port: 8443 })).toBe(
      'no connection destination connection 502',
    );
  });

  const EGRESS = [
    entry,
    ...workload('istio-system', 'egress', { labels: { istio: 'egress' }, image: 'auto' }),
    networking('VirtualService', 'shop', 'api', {
      hosts: ['api.example.com'],
      gateways: ['mesh', 'istio-system/egress'],
      http: [{ route: [{ destination: { host: 'egress.istio-system.svc.cluster.local', port: { number: 80 } } }] }],
    }),
    security('AuthorizationPolicy', 'istio-system', 'egress', {
      selector: { matchLabels: { istio: 'egress' } },
      rules: [
        {
          from: [{ source: { principals: ['cluster.local/ns/shop/sa/web'] } }],
          to: [{ operation: { hosts: ['api.example.com'] } }],
        },
      ],
    }),
  ];
  const mutual = networking('DestinationRule', 'shop', 'egress', {
    host: 'egress.istio-system.svc.cluster.local',
    trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } },
  });

  it('is behind the policies of the egress gateway, which knows its clients by mutual TLS alone', () => {
    const access = accessIn(...SHOP, ...EGRESS, mutual);
    expect(ask(access, question)).toBe('allowed');
    expect(ask(access, { ...question, from: 'shop/orders' })).toBe('denied gateway istio-system/egress ALLOW');
    expect(ask(accessIn(...SHOP, ...EGRESS), question)).toBe('denied gateway istio-system/egress ALLOW');
  });
});

describe('policies of the Gateway API', () => {
  const AMBIENT = { 'istio.io/dataplane-mode': 'ambient', 'istio.io/use-waypoint': 'waypoint' };
  const waypoint = object('gateway.networking.k8s.io/v1', 'Gateway', 'shop', 'waypoint', {
    gatewayClassName: 'istio-waypoint',
    listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE' }],
  });
  const mesh = (labels: Fields): readonly Fields[] => [
    namespace('shop', labels),
    ...workload('shop', 'web'),
    ...workload('shop', 'orders'),
  ];
  const ref = (group: string, kind: string, name: string): Fields => ({ targetRefs: [{ group, kind, name }] });
  const get = { rules: [{ to: [{ operation: { methods: ['GET'] } }] }] };
  const question = { from: 'web', to: 'orders', method: 'GET', path: '/' };
  const POST = { ...question, method: 'POST' };

  it('hold at a waypoint for the Services that they name', () => {
    const policy = security('AuthorizationPolicy', 'shop', 'orders', { ...ref('', 'Service', 'orders'), ...get });
    const access = accessIn(...mesh(AMBIENT), waypoint, policy);
    expect(ask(access, question)).toBe('allowed');
    expect(ask(access, POST)).toBe('denied waypoint shop/waypoint ALLOW');
    expect(ask(access, { ...POST, from: 'shop/orders', to: 'web' })).toBe('allowed');
    const { operations, cells } = access.row(access.calleeNamed('orders'));
    expect(operations.map(({ method }) => method)).toEqual(['GET', 'other']);
    expect(cells.map(({ callers, verdicts }) => [callers.map(({ name }) => name), verdicts])).toEqual([
      [
        ['shop/web', 'shop/waypoint'],
        ['allowed', 'denied'],
      ],
      [['outside'], ['allowed', 'allowed']],
    ]);
  });

  it('hold at a Gateway of the Gateway API, before istiod deploys it and once it runs', () => {
    const gateway = object('gateway.networking.k8s.io/v1', 'Gateway', 'shop', 'edge', {
      gatewayClassName: 'istio',
      listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }],
    });
    const route = object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'shop', 'orders', {
      parentRefs: [{ name: 'edge' }],
      rules: [{ backendRefs: [{ name: 'orders', port: 80 }] }],
    });
    const deny = security('AuthorizationPolicy', 'shop', 'edge', {
      ...ref('gateway.networking.k8s.io', 'Gateway', 'edge'),
      action: 'DENY',
      rules: [{ to: [{ operation: { paths: ['/admin'] } }] }],
    });
    const running = workload('shop', 'edge-istio', {
      labels: {
        'gateway.networking.k8s.io/gateway-name': 'edge',
        'gateway.istio.io/managed': 'istio.io-gateway-controller',
      },
      image: 'docker.io/istio/proxyv2:1.31.1',
    });
    for (const access of [
      accessIn(...SHOP, gateway, route, deny),
      accessIn(...SHOP, gateway, route, deny, ...running),
    ]) {
      const through = { from: 'outside', to: 'orders', through: 'edge-istio', host: 'a.example' };
      expect(ask(access, { ...through, path: '/admin' })).toBe('denied gateway shop/edge-istio DENY');
      expect(ask(access, { ...through, path: '/' })).toBe('allowed');
      expect(access.callees.map(({ name }) => name)).not.toContain('shop/edge-istio');
    }
  });

  it('hold at every Service of a waypoint that they name, and of none that a selector names', () => {
    const ofGateway = security('AuthorizationPolicy', 'shop', 'all', {
      ...ref('gateway.networking.k8s.io', 'Gateway', 'waypoint'),
      ...get,
    });
    expect(ask(accessIn(...mesh(AMBIENT), waypoint, ofGateway), POST)).toBe('denied waypoint shop/waypoint ALLOW');
  });

  it('ask for HTTP in vain where only the node has a proxy', () => {
    const policy = security('AuthorizationPolicy', 'shop', 'orders', get);
    expect(ask(accessIn(...mesh({ 'istio.io/dataplane-mode': 'ambient' }), policy), question)).toBe(
      'denied destination ALLOW',
    );
  });

  it('leave the pods to those whom the waypoint comes as', () => {
    const onlyWaypoint = security('AuthorizationPolicy', 'shop', 'pods', {
      rules: [{ from: [{ source: { principals: ['cluster.local/ns/shop/sa/waypoint'] } }] }],
    });
    const access = accessIn(...mesh(AMBIENT), waypoint, onlyWaypoint);
    expect(ask(access, question)).toBe('allowed');
    expect(ask(access, { ...question, from: 'outside' })).toBe('denied destination ALLOW');
  });
});

describe('tokens', () => {
  const jwt = (rule: Fields): Fields =>
    security('RequestAuthentication', 'shop', 'tokens', {
      jwtRules: [{ issuer: 'https://login.example.com', ...rule }],
    });
  const ofClaim = security('AuthorizationPolicy', 'shop', 'claim', {
    rules: [{ when: [{ key: 'request.auth.claims[roles]', values: ['admin'] }] }],
  });
  const token = { issuer: 'https://login.example.com', subject: 'ann' };
  const question: AccessQuestion = { from: 'web', to: 'orders', method: 'GET', path: '/', headers: {}, token };

  it('for other audiences are answered with 403, and bad ones with 401', () => {
    const access = accessIn(...SHOP, jwt({ audiences: ['shop'] }));
    expect(ask(access, question)).toBe('denied destination token 403');
    expect(ask(access, { ...question, token: { ...token, audiences: ['shop'] } })).toBe('allowed');
    const bad = { ...token, audiences: ['shop'], valid: false };
    expect(ask(access, { ...question, token: bad })).toBe('denied destination token 401');
    expect(ask(access, { ...question, token: { ...token, expired: true } })).toBe('denied destination token 401');
    expect(ask(access, { ...question, token: { ...token, issuer: 'https://other.example.com' } })).toBe(
      'denied destination token 401',
    );
  });

  it('are looked for where the rule says, and nowhere else', () => {
    const access = accessIn(...SHOP, jwt({ fromHeaders: [{ name: 'X-Token' }] }), ofClaim);
    const admin = { ...token, claims: { roles: ['admin'] } };
    expect(ask(access, { ...question, token: { ...admin, in: { header: 'x-token' } } })).toBe('allowed');
    expect(ask(access, { ...question, token: admin })).toBe('denied destination ALLOW');
    expect(ask(access, { ...question, token: { ...token, valid: false } })).toBe('denied destination ALLOW');
  });

  it('are not asked of a browser that asks in advance', () => {
    const access = accessIn(...SHOP, jwt({}));
    const preflight = {
      method: 'OPTIONS',
      headers: { origin: 'https://a.example', 'access-control-request-method': 'PUT' },
    };
    const bad = { ...token, valid: false };
    expect(ask(access, { ...question, token: bad, ...preflight })).toBe('allowed');
    expect(ask(access, { ...question, token: bad, method: 'OPTIONS' })).toBe('denied destination token 401');
  });

  it('have claims that are lists of words where the rule says so', () => {
    const claims = { roles: 'reader admin' };
    expect(ask(accessIn(...SHOP, jwt({}), ofClaim), { ...question, token: { ...token, claims } })).toBe(
      'denied destination ALLOW',
    );
    expect(
      ask(accessIn(...SHOP, jwt({ spaceDelimitedClaims: ['roles'] }), ofClaim), {
        ...question,
        token: { ...token, claims },
      }),
    ).toBe('allowed');
  });
});
