import { TerraformStack, TerraformVariable, Testing, Token } from 'cdktf';
import { MeshAnalysis } from '../../../constructs/analysis';
import { CODES } from '../../../constructs/analysis/codes';
import { findingsIn } from '../../../constructs/analysis/find';
import { readProgram } from '../../../constructs/analysis/read-program';
import { CustomResource } from '../../../constructs/delivery';

type Spec = Record<string, unknown>;
interface Written {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Record<string, unknown> & { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

const object =
  (apiVersion: string, kind: string) =>
  (name: string, spec: Spec, metadata: Spec = {}): Written => ({
    apiVersion,
    kind,
    metadata: { name, namespace: 'books', ...metadata },
    spec,
  });
const [service, pod, deployment] = [object('v1', 'Service'), object('v1', 'Pod'), object('apps/v1', 'Deployment')];
const networking = (kind: string) => object('networking.istio.io/v1', kind);
const [routes, rule, entry, sidecar] = ['VirtualService', 'DestinationRule', 'ServiceEntry', 'Sidecar'].map(networking);
const [gateway, filter, group] = ['Gateway', 'EnvoyFilter', 'WorkloadGroup'].map(networking);
const [allow, peers] = ['AuthorizationPolicy', 'PeerAuthentication'].map((kind) =>
  object('security.istio.io/v1', kind),
);
const telemetry = object('telemetry.istio.io/v1', 'Telemetry');

const namespace = (labels: Spec = { 'istio-injection': 'enabled' }): Written => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'books', labels },
});
const http = [{ name: 'http', port: 80 }];
const shelf = service('shelf', { ports: http, selector: { app: 'shelf' } });
const runs = (name: string, labels: Spec, container: Spec = {}, template: Spec = {}) =>
  deployment(name, {
    template: {
      metadata: { labels, ...template },
      spec: { containers: [{ name: 'main', image: 'main', ...container }] },
    },
  });
const to = (host: string, more: Spec = {}) => ({ route: [{ destination: { host, ...more } }] });
const server = (host: string, port = 80, more: Spec = {}) => ({
  hosts: [host],
  port: { number: port, name: `p${port}`, protocol: port === 443 ? 'HTTPS' : 'HTTP' },
  ...more,
});
const door = runs('door', { gate: 'main' });
const gate = (name: string, ...servers: Spec[]) => gateway?.(name, { selector: { gate: 'main' }, servers }) as Written;
const patch = (applyTo: string, operation: string, more: Spec = {}) =>
  filter?.('filter', { configPatches: [{ applyTo, patch: { operation, value: {} } }], ...more }) as Written;
const outside = (name: string, protocol = 'TCP', more: Spec = {}) =>
  entry?.(name, {
    hosts: [`${name}.example`],
    ports: [{ number: 99, name: 'p', protocol }],
    resolution: 'DNS',
    ...more,
  }) as Written;

function findingsOf(objects: readonly (Written | undefined)[]): ReturnType<typeof MeshAnalysis.findings> {
  const app = Testing.app();
  const stack = new TerraformStack(app, 'stack');
  objects.forEach((written, i) => {
    if (written !== undefined)
      new CustomResource(stack, `Object-${i}`, { ...written, clusterWide: written.kind === 'Namespace' });
  });
  return MeshAnalysis.findings(app);
}

function codesOf(objects: readonly (Written | undefined)[]): string[] {
  return [...new Set(findingsOf(objects).map(({ code }) => code))].sort();
}

function levelsOf(objects: readonly (Written | undefined)[]): string[] {
  return findingsOf(objects).map(({ code, severity }) => `${code} ${severity}`);
}

// Each code: a program that has the fault, and the same one mended.
const CASES: readonly [code: string, faulty: (Written | undefined)[], mended: (Written | undefined)[]][] = [
  [
    'IST0101',
    [shelf, routes?.('r', { hosts: ['shelf'], http: [to('shelv')] })],
    [shelf, routes?.('r', { hosts: ['shelf'], http: [to('shelf')] })],
  ],
  [
    'IST0101',
    [routes?.('r', { hosts: ['a.example'], http: [{ delegate: { name: 'leaf' } }] })],
    [
      shelf,
      routes?.('leaf', { http: [to('shelf')] }),
      routes?.('r', { hosts: ['a.example'], http: [{ delegate: { name: 'leaf' } }] }),
    ],
  ],
  [
    'IST0107',
    [runs('a', { app: 'a' }), deployment('b', {}, { annotations: { 'sidecar.istio.io/logLevel': 'debug' } })],
    [runs('a', { app: 'a' }, {}, { annotations: { 'sidecar.istio.io/logLevel': 'debug' } })],
  ],
  [
    'IST0108',
    [pod('a', {}, { annotations: { 'sidecar.istio.io/logLevle': 'debug' } })],
    [pod('a', {}, { annotations: { 'example.com/logLevle': 'debug' } })],
  ],
  [
    'IST0109',
    ['a', 'b'].map((name) => routes?.(name, { hosts: ['shelf'], http: [to('shelf')] })).concat(shelf),
    [shelf, routes?.('a', { hosts: ['shelf'], http: [to('shelf')] })],
  ],
  [
    'IST0110',
    [
      runs('shelf', { app: 'shelf' }),
      ...['a', 'b'].map((name) => sidecar?.(name, { workloadSelector: { labels: { app: 'shelf' } } })),
    ],
    [runs('shelf', { app: 'shelf' }), sidecar?.('a', { workloadSelector: { labels: { app: 'shelf' } } })],
  ],
  [
    'IST0116',
    [
      runs('shelf', { app: 'shelf' }),
      shelf,
      service('udp', { ports: [{ name: 'x', port: 80, protocol: 'UDP' }], selector: { app: 'shelf' } }),
    ],
    [runs('shelf', { app: 'shelf' }), shelf],
  ],
  [
    'IST0125',
    [pod('a', {}, { annotations: { 'sidecar.istio.io/proxyMemory': 'much' } })],
    [pod('a', {}, { annotations: { 'sidecar.istio.io/proxyMemory': '128Mi' } })],
  ],
  [
    'IST0127',
    [
      namespace(),
      runs('shelf', { app: 'shelf' }),
      allow?.('a', { selector: { matchLabels: { app: 'shlef' } }, rules: [{}] }),
    ],
    [
      namespace(),
      runs('shelf', { app: 'shelf' }),
      allow?.('a', { selector: { matchLabels: { app: 'shelf' } }, rules: [{}] }),
    ],
  ],
  [
    'IST0128',
    [outside('a', 'HTTPS'), rule?.('r', { host: 'a.example', trafficPolicy: { tls: { mode: 'SIMPLE' } } })],
    [
      outside('a', 'HTTPS'),
      rule?.('r', { host: 'a.example', trafficPolicy: { tls: { mode: 'SIMPLE', caCertificates: 'system' } } }),
    ],
  ],
  [
    'IST0129',
    [
      outside('a', 'HTTPS'),
      rule?.('r', {
        host: 'a.example',
        trafficPolicy: { portLevelSettings: [{ port: { number: 99 }, tls: { mode: 'SIMPLE' } }] },
      }),
    ],
    [outside('a', 'HTTPS'), rule?.('r', { host: 'a.example' })],
  ],
  [
    'IST0130',
    [
      shelf,
      routes?.('r', { hosts: ['shelf'], http: [to('shelf'), { match: [{ uri: { prefix: '/a' } }], ...to('shelf') }] }),
    ],
    [
      shelf,
      routes?.('r', { hosts: ['shelf'], http: [{ match: [{ uri: { prefix: '/a' } }], ...to('shelf') }, to('shelf')] }),
    ],
  ],
  [
    'IST0131',
    [
      shelf,
      routes?.('r', {
        hosts: ['shelf'],
        http: [
          { match: [{ uri: { prefix: '/a' } }], ...to('shelf') },
          { match: [{ uri: { exact: '/a/b' }, method: { exact: 'GET' } }], ...to('shelf') },
        ],
      }),
    ],
    [
      shelf,
      routes?.('r', {
        hosts: ['shelf'],
        http: [
          { match: [{ uri: { prefix: '/a' }, method: { exact: 'PUT' } }], ...to('shelf') },
          { match: [{ uri: { exact: '/a/b' }, method: { exact: 'GET' } }], ...to('shelf') },
        ],
      }),
    ],
  ],
  [
    'IST0132',
    [
      shelf,
      door,
      gate('g', server('a.example')),
      routes?.('r', { hosts: ['b.example'], gateways: ['g'], http: [to('shelf')] }),
    ],
    [
      shelf,
      door,
      gate('g', server('*.example')),
      routes?.('r', { hosts: ['b.example'], gateways: ['g'], http: [to('shelf')] }),
    ],
  ],
  ['IST0134', [outside('a'), outside('b')], [outside('a', 'TCP', { addresses: ['240.0.0.1'] })]],
  [
    'IST0135',
    [pod('a', {}, { annotations: { 'sidecar.istio.io/inject': 'true' } })],
    [pod('a', {}, { labels: { 'sidecar.istio.io/inject': 'true' } })],
  ],
  [
    'IST0137',
    [
      runs('shelf', { app: 'shelf' }),
      shelf,
      service('two', { ports: [{ name: 'http', port: 81, targetPort: 80 }], selector: { app: 'shelf' } }),
    ],
    [runs('shelf', { app: 'shelf' }), shelf],
  ],
  [
    'IST0144',
    [namespace(), runs('a', { app: 'a' }, { securityContext: { runAsUser: 1337 } })],
    [namespace(), runs('a', { app: 'a' }, { securityContext: { runAsUser: 1000 } })],
  ],
  [
    'IST0145',
    [door, gate('a', server('a.example')), gate('b', server('a.example'))],
    [door, gate('a', server('one/a.example')), gate('b', server('two/a.example'))],
  ],
  [
    'IST0146',
    [namespace({}), runs('a', { app: 'a' }, { name: 'istio-proxy', image: 'auto' })],
    [namespace(), runs('a', { app: 'a' }, { name: 'istio-proxy', image: 'auto' })],
  ],
  [
    'IST0150',
    [service('a', { type: 'ExternalName', externalName: 'a.example', ports: [{ name: 'tcp', port: 9 }] })],
    [service('a', { type: 'ExternalName', externalName: 'a.example', ports: [{ name: 'http', port: 9 }] })],
  ],
  ['IST0151', [patch('HTTP_FILTER', 'INSERT_AFTER')], [patch('HTTP_FILTER', 'INSERT_AFTER', { priority: 5 })]],
  ['IST0152', [patch('LISTENER', 'REPLACE', { priority: 5 })], [patch('NETWORK_FILTER', 'REPLACE', { priority: 5 })]],
  ['IST0153', [patch('ROUTE_CONFIGURATION', 'ADD')], [patch('CLUSTER', 'ADD')]],
  ['IST0154', [patch('ROUTE_CONFIGURATION', 'REMOVE')], [patch('CLUSTER', 'REMOVE', { priority: 5 })]],
  [
    'IST0159',
    [
      runs('a', { app: 'a' }),
      ...['x', 'y'].map((name) => telemetry(name, { selector: { matchLabels: { app: 'a' } } })),
    ],
    [runs('a', { app: 'a' }), telemetry('x', { selector: { matchLabels: { app: 'a' } } })],
  ],
  [
    'IST0167',
    [namespace({ 'istio.io/dataplane-mode': 'ambient' }), sidecar?.('a', {})],
    [namespace(), sidecar?.('a', {})],
  ],
  [
    'KIA0002',
    ['a', 'b'].map((name) => peers?.(name, { mtls: { mode: 'STRICT' } })),
    [peers?.('a', { mtls: { mode: 'STRICT' } })],
  ],
  [
    'KIA0102',
    [allow?.('a', { rules: [{ to: [{ operation: { methods: ['post'] } }] }] })],
    [allow?.('a', { rules: [{ to: [{ operation: { methods: ['POST'] } }] }] })],
  ],
  [
    'KIA0105',
    [
      peers?.('p', { mtls: { mode: 'DISABLE' } }),
      allow?.('a', { rules: [{ from: [{ source: { namespaces: ['books'] } }] }] }),
    ],
    [allow?.('a', { rules: [{ from: [{ source: { namespaces: ['books'] } }] }] })],
  ],
  [
    'KIA0201',
    [
      shelf,
      ...['a', 'b'].map((name) =>
        rule?.(name, { host: 'shelf', subsets: [{ name: 'v1', labels: { version: 'v1' } }] }),
      ),
    ],
    [shelf, rule?.('a', { host: 'shelf', subsets: [{ name: 'v1', labels: { version: 'v1' } }] })],
  ],
  [
    'KIA0207',
    [
      shelf,
      peers?.('p', { mtls: { mode: 'STRICT' } }),
      rule?.('r', {
        host: 'shelf',
        trafficPolicy: { portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'DISABLE' } }] },
      }),
    ],
    [
      shelf,
      peers?.('p', { mtls: { mode: 'STRICT' } }),
      rule?.('r', { host: 'shelf', trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } }),
    ],
  ],
  [
    'KIA0209',
    [shelf, rule?.('r', { host: 'shelf', subsets: [{ name: 'all' }] })],
    [shelf, rule?.('r', { host: 'shelf', subsets: [{ name: 'all', labels: { version: 'v1' } }] })],
  ],
  [
    'KIA0505',
    [
      shelf,
      peers?.('p', { mtls: { mode: 'DISABLE' } }),
      rule?.('r', { host: 'shelf', trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } }),
    ],
    [
      shelf,
      peers?.('p', { mtls: { mode: 'DISABLE' } }),
      rule?.('r', { host: 'shelf', trafficPolicy: { tls: { mode: 'DISABLE' } } }),
    ],
  ],
  [
    'KIA0701',
    [shelf, runs('shelf', { app: 'shelf' }, { ports: [{ containerPort: 81 }] })],
    [shelf, runs('shelf', { app: 'shelf' }, { ports: [{ containerPort: 80 }] })],
  ],
  [
    'KIA1104',
    [shelf, routes?.('r', { hosts: ['shelf'], http: [{ route: [{ destination: { host: 'shelf' }, weight: 10 }] }] })],
    [shelf, routes?.('r', { hosts: ['shelf'], http: [{ route: [{ destination: { host: 'shelf' }, weight: 100 }] }] })],
  ],
  [
    'KIA1212',
    [outside('a', 'HTTP'), { ...outside('a', 'TLS'), metadata: { name: 'b', namespace: 'books' } }],
    [outside('a', 'HTTP')],
  ],
  [
    'KIA1702',
    ['a', 'b'].map((name) => group?.(name, { metadata: { labels: { app: 'a' } }, template: {} })),
    ['a', 'b'].map((name) => group?.(name, { metadata: { labels: { app: name } }, template: {} })),
  ],
  [
    'MESH0113',
    [group?.('g', { metadata: { labels: { app: 'a' } }, template: { labels: { app: 'b' } } })],
    [group?.('g', { metadata: { labels: { app: 'a' } }, template: {} })],
  ],
  [
    'MESH0101',
    [allow?.('a', { rules: [{ to: [{ operation: { paths: ['/a'], notPaths: ['/*'] } }] }] })],
    [allow?.('a', { rules: [{ to: [{ operation: { paths: ['/a'], notPaths: ['/b'] } }] }] })],
  ],
  [
    'MESH0104',
    [
      shelf,
      door,
      gate('g', server('*')),
      routes?.('r', { hosts: ['a.example'], gateways: ['g'], http: [{ match: [{ port: 81 }], ...to('shelf') }] }),
    ],
    [
      shelf,
      door,
      gate('g', server('*')),
      routes?.('r', { hosts: ['a.example'], gateways: ['g'], http: [{ match: [{ port: 80 }], ...to('shelf') }] }),
    ],
  ],
];

describe('each check', () => {
  test.each(CASES)('finds %s, and not once it is mended', (code, faulty, mended) => {
    expect(Object.keys(CODES)).toContain(code);
    expect(codesOf(faulty)).toContain(code);
    expect(codesOf(mended)).not.toContain(code);
  });
});

test('a gateway opens the ports that a Gateway names, not those that its container lists', () => {
  const front = service('door', {
    ports: [{ name: 'https', port: 443, targetPort: 8443 }],
    selector: { gate: 'main' },
  });
  const listed = runs('door', { gate: 'main' }, { ports: [{ containerPort: 15090 }] });
  expect(codesOf([front, listed])).toContain('KIA0701');
  expect(codesOf([front, listed, gate('g', server('*', 8443))])).not.toContain('KIA0701');
  const proxy = runs('door', { gate: 'main' }, { name: 'istio-proxy', ports: [{ containerPort: 15090 }] });
  expect(codesOf([front, proxy])).not.toContain('KIA0701');
});

test('one certificate in files is one certificate, as one of a Secret is', () => {
  const secured = (name: string, privateKey: string) =>
    gate(name, server(`${name}.example`, 443, { tls: { mode: 'SIMPLE', serverCertificate: '/c', privateKey } }));
  expect(codesOf([door, secured('a', '/k'), secured('b', '/k')])).toContain('IST0138');
  expect(codesOf([door, secured('a', '/k'), secured('b', '/l')])).not.toContain('IST0138');
});

test('a Sidecar in an ambient namespace is right where pods ask for a sidecar themselves', () => {
  const ambient = namespace({ 'istio.io/dataplane-mode': 'ambient' });
  const own = sidecar?.('a', { workloadSelector: { labels: { app: 'a' } } });
  const asks = { app: 'a', 'sidecar.istio.io/inject': 'true' };
  expect(codesOf([ambient, own, runs('a', { app: 'a' })])).toContain('IST0167');
  expect(codesOf([ambient, own, runs('a', asks)])).not.toContain('IST0167');
});

test('two ServiceEntries that no client sees both of do not clash', () => {
  const other = outside('a', 'HTTP', { exportTo: ['.'] });
  const entries = (exportTo: string[]) => [
    outside('a', 'TLS', { exportTo }),
    { ...(other as Written), metadata: { name: 'b', namespace: 'authors' } },
  ];
  expect(codesOf(entries(['.']))).not.toContain('KIA1212');
  expect(codesOf(entries(['authors']))).toContain('KIA1212');
});

describe('an AuthorizationPolicy', () => {
  const rules = (one: Spec) => allow?.('a', { rules: [one] });

  test('that excludes an identity needs mutual TLS as one that asks for it does', () => {
    const excludes = rules({ from: [{ source: { notPrincipals: ['cluster.local/ns/books/sa/default'] } }] });
    expect(codesOf([peers?.('p', { mtls: { mode: 'DISABLE' } }), excludes])).toContain('KIA0105');
    expect(codesOf([peers?.('p', { mtls: { mode: 'STRICT' } }), excludes])).not.toContain('KIA0105');
  });

  test('names service accounts by themselves, or with their namespace', () => {
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'reader', namespace: 'books' } };
    const names = (name: string) => rules({ from: [{ source: { serviceAccounts: [name] } }] });
    for (const wrong of ['raeder', 'books/raeder'])
      expect(codesOf([account, namespace(), names(wrong)])).toContain('KIA0106');
    for (const right of ['reader', 'books/reader'])
      expect(codesOf([account, namespace(), names(right)])).not.toContain('KIA0106');
  });

  test('with a condition on a token needs a policy that checks tokens', () => {
    const asks = rules({ when: [{ key: 'request.auth.claims[iss]', values: ['i'] }] });
    const checks = object('security.istio.io/v1', 'RequestAuthentication')('r', { jwtRules: [{ issuer: 'i' }] });
    expect(codesOf([namespace(), asks])).toContain('MESH0102');
    expect(codesOf([namespace(), asks, checks])).not.toContain('MESH0102');
  });
});

describe('clients in the clear of a STRICT host', () => {
  const strict = [
    shelf,
    peers?.('p', { mtls: { mode: 'STRICT' } }),
    rule?.('r', { host: 'shelf', trafficPolicy: { tls: { mode: 'DISABLE' } } }),
  ];

  test('are right where its pods are kept out of the mesh', () => {
    const annotated = { annotations: { 'sidecar.istio.io/inject': 'false' } };
    expect(codesOf([...strict, runs('shelf', { app: 'shelf' })])).toContain('KIA0207');
    expect(codesOf([...strict, runs('shelf', { app: 'shelf' }, {}, annotated)])).not.toContain('KIA0207');
    const without = namespace({ 'istio-injection': 'disabled' });
    expect(codesOf([...strict, without, runs('shelf', { app: 'shelf' })])).not.toContain('KIA0207');
  });

  test('are a warning where somebody else has the Service, unless some pods have a policy of their own', () => {
    const rules = ['shelf', 'shelf.books.svc.cluster.local'].map((host, i) =>
      rule?.(`r${i}`, {
        host,
        trafficPolicy: { portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'SIMPLE' } }] },
      }),
    );
    const elsewhere = ['shelf.books', 'shelf.books.example', 'shelf.other.svc.cluster.local'].map((host, i) =>
      rule?.(`e${i}`, { host, trafficPolicy: { tls: { mode: 'DISABLE' } } }),
    );
    const strictly = peers?.('p', { mtls: { mode: 'STRICT' } });
    const own = peers?.('own', { selector: { matchLabels: { app: 'shelf' } }, mtls: { mode: 'PERMISSIVE' } });
    const found = levelsOf([strictly, ...rules]).filter((one) => one.startsWith('KIA'));
    expect(found).toEqual(['KIA0207 warning', 'KIA0207 warning']);
    expect(codesOf([strictly, ...elsewhere])).not.toContain('KIA0207');
    expect(codesOf([strictly, own, ...rules])).not.toContain('KIA0207');
  });

  test('are not where nothing is said of its namespace, since others may label it', () => {
    expect(codesOf([...strict, namespace({}), runs('shelf', { app: 'shelf' })])).toContain('KIA0207');
  });
});

describe('routes that are known only later', () => {
  test('take nothing from those behind them, nor stand beside others', () => {
    const { stringValue } = new TerraformVariable(new TerraformStack(Testing.app(), 'other'), 'later', {});
    const later = { ...to('shelf'), match: Token.asAny(stringValue) };
    const spec = { hosts: ['shelf'], http: [later, { ...to('shelf'), match: [{ uri: { exact: '/a' } }] }] };
    const shares = {
      route: [{ destination: Token.asAny(stringValue) }, { destination: { host: 'shelf' }, weight: 10 }],
    };
    const delegate = { hosts: ['a.example'], http: [{ delegate: { name: stringValue } }] };
    const codes = [spec, { hosts: ['shelf'], http: [shares] }, delegate].flatMap((one) =>
      codesOf([shelf, namespace(), routes?.('r', one)]),
    );
    for (const code of ['IST0101', 'IST0130', 'IST0131', 'KIA1104', 'KIA1105']) expect(codes).not.toContain(code);
  });
});

describe('a delegate that is not found', () => {
  const levelOf = (home: string, beside: readonly Written[]): readonly string[] => {
    const root = routes?.('root', { hosts: ['a.example'], http: [{ delegate: { name: 'leaf', namespace: home } }] });
    return levelsOf([...beside, root]);
  };

  test('is an error beside a root of a namespace in which the program runs things', () => {
    expect(levelOf('books', [shelf])).toEqual(['IST0101 error']);
  });

  test('is a warning where the program runs nothing, since others may deploy it', () => {
    expect(levelOf('books', [])).toEqual(['IST0101 warning']);
  });

  test('is a warning in a namespace other than that of the root', () => {
    expect(levelOf('authors', [shelf])).toEqual(['IST0101 warning']);
  });
});

test('a program of twice the size costs twice the comparisons', () => {
  const comparisonsOf = (size: number): number => {
    const app = Testing.app();
    const stack = new TerraformStack(app, 'stack');
    for (let i = 0; i < size; i += 1) {
      const written = [
        service(`s${i}`, { ports: http, selector: { app: `s${i}` } }),
        runs(`s${i}`, { app: `s${i}`, version: 'v1' }),
        routes?.(`s${i}`, { hosts: [`s${i}`], http: [to(`s${i}`, { subset: 'v1' })] }),
        rule?.(`s${i}`, { host: `s${i}`, subsets: [{ name: 'v1', labels: { version: 'v1' } }] }),
        allow?.(`s${i}`, { selector: { matchLabels: { app: `s${i}` } }, rules: [{}] }),
      ];
      written.forEach((one, k) => {
        if (one !== undefined) new CustomResource(stack, `${k}-${i}`, one);
      });
    }
    const [mesh] = readProgram(app);
    expect(mesh).toBeDefined();
    if (mesh !== undefined) expect(findingsIn(mesh)).toEqual([]);
    return mesh?.workloads.comparisons ?? 0;
  };
  const small = comparisonsOf(100);
  expect(small).toBeGreaterThanOrEqual(100);
  expect(comparisonsOf(200)).toBeLessThanOrEqual(small * 2.1);
});
