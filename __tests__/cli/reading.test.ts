import { gzipSync } from 'node:zlib';
import { gatewaysOf } from '../../cli/checks/gateways';
import { chartsNamed, istioVersionsOf } from '../../cli/checks/istio-charts';
import { faultsOf } from '../../cli/checks/proxies-in-sync';
import { publishedRoutes, versionsBehind } from '../../cli/checks/published-routes';
import { quantity } from '../../cli/checks/quantity';
import { versionsInIndex } from '../../cli/checks/repository-index';
import { decodeRelease } from '../../cli/cluster/helm-releases';
import { deadServices } from '../../cli/cluster/webhooks';
import { adoptUnknown } from '../../cli/drift/compare-object';
import { driftedFields, missingFields } from '../../cli/drift/field-diff';
import { addedFields, changedBy, isControllersWork, isOperations } from '../../cli/drift/field-owners';
import { seconds } from '../../cli/logs/logs';
import { newestPatch } from '../../cli/ls/ls';
import { inDependencyOrder } from '../../cli/project/stacks';
import { problemsIn } from '../../cli/project/synthesize';
import { routesIn } from '../../cli/routes/config-dump';
import type { MeshContent } from '../../cli/session/session';
import { elapsed } from '../../cli/terminal/elapsed';
import { terraformEvent } from '../../cli/terraform/events';
import { problemsOf } from '../../cli/terraform/remedies';
import { TerraformError } from '../../cli/terraform/terraform';
import { matchesSelector } from '../../model/labels';
import { Mesh } from '../../model/mesh';
import { modelObject } from '../../model/object';
import { compareVersions } from '../../model/version-order';

describe('versions', () => {
  it.each([
    ['1.30.3', '1.30.10', -1],
    ['v1.34.4+k3s1', '1.34', 1],
    ['1.30', '1.30.0', 0],
  ])('orders %s and %s', (a, b, sign) => expect(Math.sign(compareVersions(a, b))).toBe(sign));

  it('finds the newest patch of the same minor, and no pre-release', () => {
    expect(newestPatch('1.30.3', ['1.31.0', '1.30.5-rc.1', '1.30.4', '1.30.10', '1.30.2'])).toBe('1.30.10');
    expect(newestPatch('1.30.3', ['1.30.3', '1.31.0'])).toBeUndefined();
  });
});

describe('the index of a chart repository', () => {
  it('gives the versions of each chart, not those of its dependencies', () => {
    const index = `apiVersion: v1
entries:
  base:
  - apiVersion: v2
    dependencies:
    - name: common
      version: 9.9.9
    version: 1.30.3
  - version: "1.17.2"
  istiod:
    - apiVersion: v2
      version: 1.30.3
generated: "2026-01-31T00:00:00Z"
`;
    expect(Object.fromEntries(versionsInIndex(index))).toEqual({ base: ['1.30.3', '1.17.2'], istiod: ['1.30.3'] });
  });

  it('may be JSON', () => {
    expect([...versionsInIndex('{"entries":{"base":[{"version":"1.0.0"}]}}')]).toEqual([['base', ['1.0.0']]]);
  });
});

it.each([
  ['100m', 0.1],
  ['40Mi', 41_943_040],
  ['2', 2],
  ['1e3', 1000],
  [undefined, 0],
])('reads the quantity %s', (text, value) => expect(quantity(text)).toBeCloseTo(value));

it.each([
  [400, '0.4 s'],
  [12_400, '12 s'],
  [185_000, '3 min 5 s'],
  [59_700, '60 s'],
])('writes %d milliseconds as %s', (milliseconds, text) => expect(elapsed(milliseconds)).toBe(text));

it('reads times as kubectl does, and says what it expects', () => {
  expect([seconds('30s'), seconds('5m'), seconds('2h'), seconds('7')]).toEqual([30, 300, 7200, 7]);
  expect(() => seconds('soon')).toThrow('--since: expected a time such as 30s, 5m or 2h, got "soon"');
});

describe('field differences', () => {
  it('go into lists of the same length, and show lists of another length whole', () => {
    const differences = driftedFields({ a: [{ b: 1, c: 1 }], d: [1] }, { a: [{ b: 2, c: 1 }], d: [1, 2] });
    expect(differences.map(({ path, runs, synthesized }) => [path, runs, synthesized])).toEqual([
      ['a[0].b', 1, 2],
      ['d', [1], [1, 2]],
    ]);
  });

  it('treat what is empty as absent, as the API server does', () => {
    expect(driftedFields({ a: {} }, { b: [], c: null })).toEqual([]);
  });

  it('quote names that are no words', () => {
    expect(driftedFields({ labels: { 'istio.io/rev': 'a' } }, {})[0]?.path).toBe('labels');
    expect(driftedFields({ labels: { 'istio.io/rev': 'a' } }, { labels: { x: '' } }).map(({ path }) => path)).toContain(
      'labels["istio.io/rev"]',
    );
  });

  it('leave alone what runs beyond what is wanted, where only that is asked for', () => {
    expect(missingFields({ a: 1, b: 2 }, { a: 1 })).toEqual([]);
    expect(missingFields({ a: 2 }, { a: 1 })).toHaveLength(1);
  });

  it('take from the cluster what Terraform fills in, and the types that its resources write as text', () => {
    expect(
      adoptUnknown({ a: '${x.y}', replicas: '1', b: 'true', name: '7' }, { a: 'z', replicas: 2, b: true, name: '7' }),
    ).toEqual({
      a: 'z',
      replicas: 1,
      b: true,
      name: '7',
    });
  });
});

describe('owners of fields', () => {
  const object = {
    metadata: {
      name: 'x',
      managedFields: [
        { manager: 'helm', fieldsV1: { 'f:webhooks': { 'k:{"name":"a"}': { '.': {}, 'f:name': {} } } } },
        { manager: 'pilot-discovery', fieldsV1: { 'f:webhooks': { 'k:{"name":"a"}': { 'f:failurePolicy': {} } } } },
        {
          manager: 'kubectl-edit',
          fieldsV1: { 'f:spec': { 'f:extra': {} }, 'f:webhooks': { 'k:{"name":"a"}': { 'f:timeoutSeconds': {} } } },
        },
        { manager: 'kube-controller-manager', subresource: 'status', fieldsV1: { 'f:status': {} } },
      ],
    },
    spec: { extra: 1 },
    webhooks: [{ name: 'a', failurePolicy: 'Fail', timeoutSeconds: 3 }],
  };

  it('are found through the keys of list elements', () => {
    expect(isControllersWork(object, ['webhooks', 0, 'failurePolicy'])).toBe(true);
    expect(isControllersWork(object, ['webhooks', 0, 'timeoutSeconds'])).toBe(false);
  });

  it('are unknown for a field that somebody removed, but for who wrote all that is around it', () => {
    const { metadata } = object;
    const labelled = (fieldsV1: Readonly<Record<string, unknown>>) => ({
      metadata: { ...metadata, labels: { a: '1' }, managedFields: [{ manager: 'kubectl-edit', fieldsV1 }] },
    });
    const difference = { path: 'metadata.labels.b', steps: ['metadata', 'labels', 'b'], synthesized: '2' };
    expect(changedBy(labelled({ 'f:metadata': { 'f:labels': { '.': {}, 'f:a': {} } } }), difference)).toBeUndefined();
    expect(changedBy(labelled({ 'f:metadata': { 'f:labels': {} } }), difference)).toBe('kubectl-edit');
  });

  it('do not matter for what a restart leaves behind, be it the only annotation or one of several', () => {
    const name = 'kubectl.kubernetes.io/restartedAt';
    const steps = ['metadata', 'annotations'];
    expect(isOperations({ path: '', steps, runs: { [name]: 'now' } })).toBe(true);
    expect(isOperations({ path: '', steps: [...steps, name], runs: 'now' })).toBe(true);
    expect(isOperations({ path: '', steps, runs: { [name]: 'now', other: '1' } })).toBe(false);
    expect(isOperations({ path: '', steps, synthesized: { [name]: 'now' } })).toBe(false);
  });

  it('show what somebody added by hand, and only that', () => {
    expect(addedFields(object)).toEqual([
      ['spec', 'extra'],
      ['webhooks', 0, 'timeoutSeconds'],
    ]);
  });
});

describe('published routes', () => {
  const object = (kind: string, name: string, spec: object) => {
    const apiVersion = kind === 'Gateway' || kind === 'VirtualService' ? 'networking.istio.io/v1' : 'v1';
    const origin = { constructPath: `shop/${name}`, address: 'helm_release.x' };
    return modelObject({ apiVersion, kind, metadata: { name, namespace: 'shop' }, spec }, { origin });
  };
  const gateway = object('Gateway', 'door', {
    selector: { istio: 'ingressgateway' },
    servers: [{ port: { number: 80, protocol: 'HTTP' }, hosts: ['./shop.example'] }],
  });

  it('are those that a plain GET can try, with the host that the gateway or the service names', () => {
    const service = object('VirtualService', 'hello', {
      hosts: ['*'],
      gateways: ['door', 'mesh'],
      http: [
        {
          match: [{ uri: { exact: '/hello' } }, { uri: { prefix: '/api' }, headers: { user: { exact: 'x' } } }],
          route: [{ destination: { host: 'hello' } }],
        },
        { redirect: { uri: '/' } },
        { route: [{ destination: { host: 'web.other.svc.cluster.local' } }] },
      ],
    });
    const mesh = new Mesh({ objects: [gateway, service] });
    expect(publishedRoutes(mesh).map(({ path, host, destinations }) => [path, host, ...destinations])).toEqual([
      ['/hello', 'shop.example', { host: 'hello', namespace: 'shop' }],
      ['/', 'shop.example', { host: 'web', namespace: 'other' }],
    ]);
  });

  it('lead to the versions of the workloads behind their Service', () => {
    const deployment = (version: string) =>
      object('Deployment', version, { template: { metadata: { labels: { app: 'hello', version } } } });
    const service = object('Service', 'hello', { selector: { app: 'hello' } });
    const mesh = new Mesh({ objects: [service, deployment('v2'), deployment('v1')] });
    expect(versionsBehind(mesh, [{ host: 'hello', namespace: 'shop' }])).toEqual(['v1', 'v2']);
    expect(versionsBehind(mesh, [{ host: 'other', namespace: 'shop' }])).toEqual([]);
  });
});

describe('what istiod says of a proxy', () => {
  it('is judged by type of resource, naming refusals', () => {
    const problems = faultsOf({
      proxy: 'a.b',
      resources: {
        'type.googleapis.com/envoy.config.cluster.v3.Cluster': { sent: '1', acked: '1' },
        'type.googleapis.com/envoy.config.listener.v3.Listener': { sent: '2', lastError: 'no such filter\nmore' },
        'type.googleapis.com/envoy.config.route.v3.RouteConfiguration': { sent: '2', acked: '1' },
      },
    }).map(({ problem }) => problem);
    expect(problems).toEqual([
      "proxy a.b: refuses istiod's Listener configuration: no such filter",
      "proxy a.b: has not taken istiod's newest Route configuration",
    ]);
  });

  it('is understood from older releases too', () => {
    expect(
      faultsOf({ proxy: 'a.b', cluster_sent: '1', cluster_acked: '1', route_sent: '2', route_acked: '' }),
    ).toHaveLength(1);
  });
});

describe('webhooks', () => {
  it('select by labels and expressions', () => {
    const selector = {
      matchLabels: { a: '1' },
      matchExpressions: [
        { key: 'b', operator: 'NotIn' as const, values: ['x'] },
        { key: 'c', operator: 'DoesNotExist' as const },
      ],
    };
    expect(matchesSelector(selector, { a: '1' })).toBe(true);
    expect(matchesSelector(selector, { a: '1', b: 'x' })).toBe(false);
    expect(matchesSelector(selector, { a: '1', c: '' })).toBe(false);
    expect(matchesSelector(undefined, {})).toBe(true);
  });

  it('are dead where their Service has no ready endpoint', () => {
    const configuration = {
      metadata: { name: 'w' },
      webhooks: [{ name: 'x.istio.io', clientConfig: { service: { namespace: 'i', name: 'istiod' } } }],
    };
    const slice = (ready: boolean) => ({
      metadata: { name: 's', namespace: 'i', labels: { 'kubernetes.io/service-name': 'istiod' } },
      endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready } }],
    });
    expect(deadServices(configuration, [slice(true)])).toEqual([]);
    expect(deadServices(configuration, [slice(false)])).toEqual(['i/istiod']);
  });
});

it('unpacks what Helm stores', () => {
  const release = { name: 'x', manifest: 'kind: X' };
  const packed = Buffer.from(gzipSync(JSON.stringify(release)).toString('base64')).toString('base64');
  expect(decodeRelease(packed)).toEqual(release);
});

describe('a failed synthesis', () => {
  it('is told by the lines of the error, without source and stack', () => {
    const text = `/app/main.ts:3
    throw new Error('x');
          ^

InvalidSettingsError: MESH_ADDONS: got "x"
ISTIO_PROFILE: got "y"
    at parse (settings.ts:1:1)

Node.js v20.20.2
`;
    expect(problemsIn(text, 1, '/app').map(({ problem }) => problem)).toEqual([
      'MESH_ADDONS: got "x" (settings.ts:1:1)',
      'ISTIO_PROFILE: got "y" (settings.ts:1:1)',
    ]);
  });

  it('is told without the object that Node prints behind the stack', () => {
    const text = `Error: shop/Cart: two
    at new Cart (/app/node_modules/cdktf-istio/dist/cart.js:1:1)
    at new Shop (/app/stacks/shop.ts:7:5) {
  where: 'shop/Cart',
  faults: [
    { path: 'a', text: 'b' }
  ]
}

Node.js v20.20.2
`;
    expect(problemsIn(text, 1, '/app')).toEqual([{ problem: 'shop/Cart: two (stacks/shop.ts:7:5)' }]);
  });

  it('is told with the place that reportFaults names', () => {
    expect(problemsIn('shop: one (stacks/shop.ts:7:5)\nshop: two (stacks/shop.ts:7:5)\n', 1, '/app')).toEqual([
      { problem: 'shop: one (stacks/shop.ts:7:5)' },
      { problem: 'shop: two (stacks/shop.ts:7:5)' },
    ]);
  });

  it('names each fault that synthesis found once, with its construct and its own place', () => {
    const text = `/app/node_modules/cdktf/lib/terraform-stack.js:331
            throw (0, errors_1.stackValidationFailure)(errorList);
            ^

Error: Validation failed with the following errors:
  [shop] shop/Cart: IST0101: two (stacks/shop.ts:7:5)
  [shop/Cart] spec: three (stacks/shop.ts:7:5)

If you wish to ignore these validations, pass 'skipValidation: true' to your App configuration.

    at stackValidationFailure (/app/node_modules/cdktf/lib/errors.js:150:42)
    at Object.<anonymous> (/app/main.ts:9:5)
`;
    expect(problemsIn(text, 1, '/app')).toEqual([
      { problem: 'shop/Cart: IST0101: two (stacks/shop.ts:7:5)' },
      { problem: 'shop/Cart: spec: three (stacks/shop.ts:7:5)' },
    ]);
  });

  it('that says nothing is not passed over', () => {
    expect(problemsIn('', 3, '/app')[0]?.problem).toBe('synthesis ended with exit code 3 and said nothing');
  });
});

describe('stacks', () => {
  const stack = (name: string, ...dependencies: string[]) => ({ name, dependencies });

  it('come after those they depend on', () => {
    expect(inDependencyOrder([stack('c', 'b'), stack('b', 'a'), stack('a')]).map(({ name }) => name)).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('that depend on each other are named', () => {
    expect(() => inDependencyOrder([stack('a', 'b'), stack('b', 'a')])).toThrow('stacks depend on each other: a, b');
  });
});

describe("Terraform's output", () => {
  it('is read line by line, and text that is no JSON is kept as it is', () => {
    expect(
      terraformEvent('{"type":"apply_start","@message":"m","hook":{"resource":{"addr":"a.b"},"action":"create"}}'),
    ).toEqual({
      message: 'm',
      event: { type: 'started', address: 'a.b', action: 'create', seconds: 0 },
    });
    expect(terraformEvent('Initializing…')).toEqual({ message: 'Initializing…' });
    expect(
      terraformEvent(
        '{"type":"change_summary","@message":"Plan","changes":{"add":1,"change":0,"remove":0,"operation":"plan"}}',
      ).event,
    ).toBeUndefined();
  });

  it.each([
    ['Error acquiring the state lock', 'Lock Info:\n  ID:        1234-abcd\n', /force-unlock -force 1234-abcd/],
    [
      'Error acquiring the state lock',
      'Error message: could not write lock info: no space left on device',
      /^the disk is full: make room, then mesh up again$/,
    ],
    [
      'Error acquiring the state lock',
      'Unsupported state file format: The state file could not be parsed as JSON',
      /^the state was cut off, as on a full disk, .* mesh up --clear-pending/,
    ],
    [
      'Failed to write state',
      'cannot import state with serial 3 over newer state with serial 5',
      /^the state has gone on since .*: delete cdktf\.out\/stacks\/mesh\/errored\.tfstate, then mesh up again$/,
    ],
    ['another operation (install/upgrade/rollback) is in progress', '', /--clear-pending/],
    ['Apply failed with 1 conflict', 'Field manager conflict', /somebody else owns that field/],
    ['failed calling webhook "x"', '', /istiod does not answer its webhook/],
    [
      'Error upgrading chart',
      'failed calling webhook "validation.istio.io": failed to call webhook: Post "https://istiod.istio-system.svc:443/validate?timeout=10s": context deadline exceeded',
      /istiod does not answer its webhook/,
    ],
    [
      'Helm release error',
      'cannot patch "gateways.networking.istio.io" with kind CustomResourceDefinition: status.storedVersions[0]: Invalid value: "v1"',
      /^a newer Istio was here and left its definitions: /,
    ],
  ])('gives the way out of "%s"', (summary, detail, remedy) => {
    const [problem] = problemsOf(
      new TerraformError({ name: 'mesh', directory: 'cdktf.out/stacks/mesh' }, [{ summary, detail, address: 'a.b' }]),
    );
    expect(problem?.problem).toContain(`mesh: a.b: ${summary}`);
    expect(problem?.remedy).toMatch(remedy);
  });
});

describe('a state that Terraform could not write', () => {
  const full = 'write mesh.tfstate: no space left on device.';
  const errors = (last: string) => [
    { summary: 'Failed to write state', detail: full },
    { summary: 'Failed to save state', detail: `Error saving state: ${full}` },
    { summary: 'Failed to persist state to backend', detail: last },
  ];
  const directory = 'cdktf.out/stacks/mesh';
  const said = (last: string, kept?: string) =>
    problemsOf(new TerraformError({ name: 'mesh', directory }, errors(last), kept));

  it.each([
    ['that Terraform kept beside the stack', 'written to the file "errored.tfstate"', undefined, ''],
    [
      'that found no room there',
      'printed above as a JSON object',
      '/tmp/x/errored.tfstate',
      `mv /tmp/x/errored.tfstate ${directory}/errored.tfstate; `,
    ],
    ['that was found room for since', 'printed above as a JSON object', `${directory}/errored.tfstate`, ''],
    [
      'that found no room anywhere',
      'printed above as a JSON object',
      undefined,
      `write the JSON object that is printed above into ${directory}/errored.tfstate; `,
    ],
  ])('is one problem with one way out: one %s', (_, last, kept, first) => {
    expect(said(last, kept)).toEqual([
      {
        problem: `mesh: the state could not be written: ${full}`,
        remedy: `make room; ${first}then mesh up again, which puts it back from ${directory}/errored.tfstate`,
      },
    ]);
  });
});

it('reads the routes of a proxy in the words of a VirtualService', () => {
  const cluster = (subset: string) => `outbound|5000|${subset}|hello.shop.svc.cluster.local`;
  const dump = {
    configs: [
      {
        route_config: {
          name: 'http.8080',
          virtual_hosts: [
            {
              name: '*:80',
              domains: ['*'],
              routes: [
                {
                  match: { path: '/hello' },
                  route: {
                    weighted_clusters: {
                      clusters: [
                        { name: cluster('v1'), weight: 90 },
                        { name: cluster('v2'), weight: 10 },
                      ],
                    },
                  },
                  metadata: {
                    filter_metadata: {
                      istio: { config: '/apis/networking.istio.io/v1/namespaces/shop/virtual-service/hello' },
                    },
                  },
                },
                { match: { prefix: '/' }, direct_response: { status: 404 } },
              ],
            },
          ],
        },
      },
    ],
  };
  expect(routesIn(dump)).toEqual([
    {
      config: 'http.8080',
      domains: ['*'],
      match: '/hello',
      to: ['hello.shop:5000 v1 90', 'hello.shop:5000 v2 10'],
      resource: 'shop/hello',
    },
    { config: 'http.8080', domains: ['*'], match: '/*', to: ['answer 404'] },
  ]);
});

describe('charts of a folder of packages', () => {
  const packed = (chart: string, name: string, values: Readonly<Record<string, unknown>> = {}) => ({
    ...{ chart: `/charts/${chart}-1.30.3.tgz`, name, namespace: 'istio-system', values },
    ...{ stack: 'mesh', constructPath: `mesh/${name}`, address: `helm_release.${name}` },
  });
  const content: MeshContent = {
    stacks: [],
    objects: [],
    unreadable: [],
    charts: [packed('istiod', 'istiod'), packed('gateway', 'ingress', { name: 'door' })],
  };

  it('are known to the checks by name and version, gateways with their Deployment', () => {
    expect(chartsNamed(content, 'istiod').map(({ name }) => name)).toEqual(['istiod']);
    expect(istioVersionsOf(content)).toEqual(['1.30.3']);
    expect(gatewaysOf(content, ['mesh'])).toEqual([{ namespace: 'istio-system', name: 'door', release: 'ingress' }]);
  });
});
