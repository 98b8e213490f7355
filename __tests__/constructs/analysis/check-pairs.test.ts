import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { TerraformStack, Testing } from 'cdktf';
import { IstiodChart } from '../../../constructs';
import { MeshAnalysis } from '../../../constructs/analysis';
import { CODES } from '../../../constructs/analysis/codes';
import { CustomResource } from '../../../constructs/delivery';
import { CHECK_PAIRS } from './check-pairs';
import { codesOf } from './yaml-program';

test.each(CHECK_PAIRS)(
  '$code is found, and not in the nearest program that is right',
  ({ code, faulty, mended, values }) => {
    const [before, after] = Array.isArray(values) ? values : [values, values];
    expect(codesOf(faulty, before)).toContain(code);
    expect(codesOf(mended, after)).not.toContain(code);
  },
);

describe('a selector that selects nothing', () => {
  const entry = (kind: string, rest: string): string =>
    `{apiVersion: v1, kind: ${kind}, metadata: {name: ${kind.toLowerCase()}, namespace: books, labels: {app: reader}}, spec: ${rest}}`;
  const peers =
    '{apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: a, namespace: books}, spec: {selector: {matchLabels: {app: shelf}}}}';

  test('is a hint where the program runs pods in a namespace that it does not make', () => {
    expect(codesOf(`${entry('Pod', '{}')}\n---\n${peers}`, undefined)).toContain('KIA0004');
  });

  test('is nothing where it brings Services alone, whose pods others run', () => {
    expect(codesOf(`${entry('Service', '{selector: {app: shelf}}')}\n---\n${peers}`, undefined)).not.toContain(
      'KIA0004',
    );
  });
});

describe('the image of a proxy that pods write themselves', () => {
  const namespace = (labels: string): string =>
    `{apiVersion: v1, kind: Namespace, metadata: {name: books, labels: {${labels}}}}`;
  const pods = (image: string, annotations = ''): string =>
    `{apiVersion: apps/v1, kind: Deployment, metadata: {name: shelf, namespace: books}, spec: {template: {metadata: {labels: {app: shelf}, annotations: {${annotations}}}, spec: {initContainers: [{name: istio-proxy, image: '${image}'}]}}}}`;
  const injector = (name: string, values: object): string =>
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace: 'istio-system' },
      data: { values: JSON.stringify(values) },
    });
  const enabled = namespace('istio-injection: enabled');
  const values = { global: { hub: 'hub', tag: '1.31.0', proxy: { image: 'proxyv2' } } };

  test.each<[string, string[]]>([
    ['of another release', [enabled, pods('hub/proxyv2:1.30.0'), injector('istio-sidecar-injector', values)]],
    ['of another registry', [enabled, pods('own/proxyv2:1.31.0'), injector('istio-sidecar-injector', values)]],
    [
      'that is named in full',
      [
        enabled,
        pods('a/b:1'),
        injector('istio-sidecar-injector', { global: { proxy: { image: 'r.example:5000/b:2' } } }),
      ],
    ],
    [
      'of a revision',
      [namespace('istio.io/rev: next'), pods('hub/proxyv2:1'), injector('istio-sidecar-injector-next', values)],
    ],
  ])('is found, %s', (_which, documents) => {
    expect(codesOf(documents.join('\n---\n'), undefined)).toContain('IST0158');
  });

  test.each<[string, string[]]>([
    ['the injected one', [enabled, pods('hub/proxyv2:1.31.0'), injector('istio-sidecar-injector', values)]],
    ['its smaller form', [enabled, pods('hub/proxyv2:1.31.0-distroless'), injector('istio-sidecar-injector', values)]],
    ['a digest', [enabled, pods('hub/proxyv2@sha256:aa'), injector('istio-sidecar-injector', values)]],
    ['left to the injection', [enabled, pods('auto'), injector('istio-sidecar-injector', values)]],
    [
      'said by an annotation',
      [
        enabled,
        pods('hub/proxyv2:1', 'sidecar.istio.io/proxyImage: "hub/proxyv2:1"'),
        injector('istio-sidecar-injector', values),
      ],
    ],
    ['of a namespace without injection', [namespace(''), pods('a:1'), injector('istio-sidecar-injector', values)]],
    ['of another revision', [namespace('istio.io/rev: next'), pods('a:1'), injector('istio-sidecar-injector', values)]],
    ['and who injects is not known', [enabled, pods('a:1')]],
    [
      'and the values are no JSON',
      [enabled, pods('a:1'), injector('istio-sidecar-injector', values).replace('{\\', '')],
    ],
  ])('is nothing where it is %s', (_which, documents) => {
    expect(codesOf(documents.join('\n---\n'), undefined)).not.toContain('IST0158');
  });

  test('is that of the chart, where the program deploys it', () => {
    const chart = { global: { hub: 'a', tag: '1.3' }, revision: 'next', revisionTags: ['prod'] };
    const canary = namespace('istio.io/rev: prod');
    expect(codesOf([canary, pods('a/proxyv2:1.2')].join('\n---\n'), chart)).toContain('IST0158');
    expect(codesOf([canary, pods('a/proxyv2:1.3')].join('\n---\n'), chart)).not.toContain('IST0158');
  });
});

describe('routes for every request in two VirtualServices at one gateway', () => {
  const routes = (name: string, ...matches: string[]): string =>
    `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: ${name}, namespace: books}, spec: {hosts: [a.example], gateways: [g], http: [{match: [${matches.join(', ')}], route: [{destination: {host: b.example}}]}]}}`;
  const gateway =
    "{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: g, namespace: books}, spec: {selector: {app: gate}, servers: [{hosts: ['*'], port: {number: 80, name: p, protocol: HTTP}}]}}";
  const found = (...matches: string[]): string[] =>
    codesOf([gateway, routes('one'), routes('other', ...matches)].join('\n---\n'), undefined);

  test.each([
    ['{uri: {prefix: /}}'],
    ["{uri: {regex: '.*'}}"],
    ['{uri: {prefix: /a}}, {uri: {prefix: /}}'],
    ['{name: all}'],
  ])('are found by %s', (match) => {
    expect(found(match)).toContain('KIA1106');
  });

  test.each([
    ['{uri: {prefix: /a}}'],
    ['{uri: {exact: /}}'],
    ["{uri: {regex: '/a.*'}}"],
    ['{uri: {prefix: /}, method: {exact: GET}}'],
    ['{uri: {prefix: /}, headers: {a: {}}}'],
    ['{uri: {prefix: /}, withoutHeaders: {a: {}}}'],
    ['{uri: {prefix: /}, queryParams: {a: {exact: b}}}'],
    ['{uri: {prefix: /}, port: 80}'],
    ['{uri: {prefix: /}, scheme: {exact: https}}'],
    ['{uri: {prefix: /}, authority: {exact: a.example}}'],
    ['{sourceNamespace: books}'],
  ])('are not %s', (match) => {
    expect(found(match)).not.toContain('KIA1106');
  });
});

test('namespaces are injected by default where the ConfigMap of the injector says so', () => {
  const injector = (isDefault: boolean): string =>
    `{apiVersion: v1, kind: ConfigMap, metadata: {name: istio-sidecar-injector, namespace: istio-system}, data: {values: '{"sidecarInjectorWebhook": {"enableNamespacesByDefault": ${isDefault}}}'}}`;
  const namespace = '{apiVersion: v1, kind: Namespace, metadata: {name: books}}';
  expect(codesOf(`${namespace}\n---\n${injector(true)}`, undefined)).toContain('IST0148');
  expect(codesOf(`${namespace}\n---\n${injector(false)}`, undefined)).not.toContain('IST0148');
});

describe('a Service of two clusters', () => {
  const service = (spec: object): object => ({
    ports: [{ name: 'http', port: 80 }],
    selector: { app: 'shelf' },
    ...spec,
  });
  function found(specs: readonly object[], meshIds: readonly (string | undefined)[] = ['m', 'm', 'm']): string[] {
    const app = Testing.app();
    specs.forEach((spec, i) => {
      const stack = new TerraformStack(app, `cluster-${i}`);
      new HelmProvider(stack, 'Helm', { kubernetes: { configContext: `cluster-${i}` } });
      const global = { meshID: meshIds[i], multiCluster: { clusterName: `cluster-${i}` } };
      new IstiodChart(stack, 'Istiod', { namespace: 'istio-system', values: { global } });
      const metadata = { name: 'shelf', namespace: 'books' };
      new CustomResource(stack, 'Shelf', { apiVersion: 'v1', kind: 'Service', metadata, spec });
    });
    return MeshAnalysis.findings(app)
      .filter(({ code }) => code === 'IST0170')
      .map(({ at, path, text }) => `${at.node.path} ${path}: ${text}`);
  }

  test.each<[string, object]>([
    ['has another port', { ports: [{ name: 'http', port: 81 }] }],
    [
      'has a port more',
      {
        ports: [
          { name: 'http', port: 80 },
          { name: 'http-b', port: 81 },
        ],
      },
    ],
    ['has another name of a port', { ports: [{ name: 'grpc', port: 80 }] }],
    ['has another target port', { ports: [{ name: 'http', port: 80, targetPort: 8080 }] }],
    ['has another protocol', { ports: [{ name: 'http', port: 80, protocol: 'UDP' }] }],
    ['is headless in one', { clusterIP: 'None' }],
    ['is of another type', { type: 'NodePort' }],
  ])('is found where it %s', (_why, spec) => {
    expect(found([service({}), service(spec)])).toHaveLength(2);
  });

  test('names both forms, and where the other one is', () => {
    expect(
      found([service({}), service({ ports: [{ name: 'http', port: 80, targetPort: 8080 }] }), service({})]),
    ).toEqual([
      'cluster-0/Shelf spec.ports: expected one form of "shelf.books.svc.cluster.local" in every cluster of the mesh, got ports http:80->80/TCP here and ports http:80->8080/TCP in cluster-1/Shelf',
      'cluster-1/Shelf spec.ports: expected one form of "shelf.books.svc.cluster.local" in every cluster of the mesh, got ports http:80->8080/TCP here and ports http:80->80/TCP in cluster-0/Shelf',
      'cluster-2/Shelf spec.ports: expected one form of "shelf.books.svc.cluster.local" in every cluster of the mesh, got ports http:80->80/TCP here and ports http:80->8080/TCP in cluster-1/Shelf',
    ]);
  });

  test.each<[string, object, (string | undefined)[]]>([
    [
      'of one form, written otherwise',
      { type: 'ClusterIP', ports: [{ port: 80, protocol: 'TCP', name: 'http', targetPort: 80 }] },
      ['m', 'm'],
    ],
    ['with other pods and annotations', { selector: { app: 'other' }, sessionAffinity: 'None' }, ['m', 'm']],
    ['of two meshes', { type: 'NodePort' }, ['m', 'n']],
    ['of clusters that say no mesh', { type: 'NodePort' }, [undefined, undefined]],
  ])('is right %s', (_why, spec, meshIds) => {
    expect(found([service({}), service(spec)], meshIds)).toEqual([]);
  });
});

describe('what a chart or a controller of somebody else may bring', () => {
  const kafka = '{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: k, namespace: books}, spec: {}}';
  const routes = (host: string): string =>
    `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: r, namespace: books}, spec: {hosts: [a.example], tcp: [{route: [{destination: {host: ${host}}}]}]}}`;
  const rule =
    '{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: d, namespace: books}, spec: {host: k-bootstrap}}';
  const gateway =
    "{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: g, namespace: books}, spec: {selector: {app: door}, servers: [{hosts: ['*'], port: {number: 80, name: p, protocol: HTTP}}]}}";
  const shelf =
    '{apiVersion: v1, kind: Service, metadata: {name: shelf, namespace: books}, spec: {ports: [{port: 80, name: http}]}}';

  test.each([
    ['the Service of a route', routes('k-bootstrap'), 'IST0101'],
    ['the Service of a rule', rule, 'IST0174'],
    ['the pods of a Gateway', gateway, 'IST0101'],
  ])('is not missed: %s', (_what, text, code) => {
    expect(codesOf(text, undefined)).toContain(code);
    expect(codesOf(`${kafka}\n---\n${text}`, undefined)).not.toContain(code);
  });

  test('is missed in another namespace', () => {
    expect(codesOf(`${kafka}\n---\n${routes('k-bootstrap.other.svc.cluster.local')}`, undefined)).toContain('IST0101');
  });

  test('is missed where its name is a slip of one that is there', () => {
    expect(codesOf([kafka, shelf, routes('shlef')].join('\n---\n'), undefined)).toContain('IST0101');
  });
});

describe('a DestinationRule for a wildcard', () => {
  const rule = (host: string): string =>
    `{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: d, namespace: books}, spec: {host: '${host}'}}`;
  const entry = (host: string): string =>
    `{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: e, namespace: books}, spec: {hosts: ['${host}'], ports: [{number: 80, name: http, protocol: HTTP}], resolution: NONE}}`;

  test.each([['*.vendor.example'], ['*.com']])('is for no host that the program knows: %s', (host) => {
    expect(codesOf(rule(host), undefined)).toContain('IST0174');
    expect(codesOf([rule(host), entry('other.example.org')].join('\n---\n'), undefined)).toContain('IST0174');
  });

  test.each([
    ['*.vendor.example', 'a.vendor.example'],
    ['*.vendor.example', '*.vendor.example'],
    ['*.vendor.example', '*.a.vendor.example'],
    ['*.a.vendor.example', '*.vendor.example'],
  ])('%s is for the host of an entry: %s', (host, of) => {
    expect(codesOf([rule(host), entry(of)].join('\n---\n'), undefined)).not.toContain('IST0174');
  });

  test.each([
    ['*'],
    ['*.local'],
    ['*.svc.cluster.local'],
    ['*.books.svc.cluster.local'],
    ['*.db.books.svc.cluster.local'],
  ])('%s is for Services that others may have', (host) => {
    expect(codesOf(rule(host), undefined)).not.toContain('IST0174');
  });
});

test('every code has a pair of programs, one with the fault and one without', () => {
  const others = readFileSync(join(__dirname, 'checks.test.ts'), 'utf8').matchAll(/^ {2}(?:\[| {2})'([A-Z]+\d{4})'/gm);
  const between = ['IST0170'];
  const having = new Set([...CHECK_PAIRS.map(({ code }) => code), ...[...others].map(([, code]) => code), ...between]);
  expect(Object.keys(CODES).filter((code) => !having.has(code))).toEqual([]);
});
