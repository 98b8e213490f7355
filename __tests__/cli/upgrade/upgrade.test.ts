import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Answer, ApiServer } from '../api-server';
import { bundle, mesh, projectWith } from '../mesh-process';
import { StandInTerraform } from '../stand-in-terraform';

// Every test starts processes.
jest.setTimeout(60_000);

type Json = Record<string, unknown>;

const SYSTEM = 'istio-system';
// What Istio's sample of the addon sets.
const PROMETHEUS_VALUES = JSON.stringify({
  server: { fullnameOverride: 'prometheus', service: { servicePort: 9090 } },
});
const OLD = '1-30-3';
const NEW = '1-31-0';
const VERSIONS: Readonly<Record<string, string>> = { [OLD]: '1.30.3', [NEW]: '1.31.0', '1-28-3': '1.28.3' };

/** What differs from one place of an upgrade to another. */
interface Place {
  readonly revisions: readonly string[];
  readonly canary: string;
  readonly fallback: string;
  /** Namespace -> tag. */
  readonly labels: Readonly<Record<string, string>>;
  readonly gateway: string;
}

const INSTALLED: Place = {
  revisions: [OLD, NEW],
  canary: OLD,
  fallback: OLD,
  labels: { shop: 'stable', tests: 'stable' },
  gateway: OLD,
};
const MOVED: Place = { ...INSTALLED, canary: NEW, labels: { shop: 'canary', tests: 'canary' } };
const LAST: Place = { ...MOVED, fallback: NEW, gateway: NEW };

const tag = (name: string, revision: string, caBundle = 'Y2E=') => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'MutatingWebhookConfiguration',
  metadata: { name: `istio-revision-tag-${name}`, labels: { 'istio.io/tag': name, 'istio.io/rev': revision } },
  webhooks: [
    {
      name: 'rev.namespace.sidecar-injector.istio.io',
      failurePolicy: 'Fail',
      clientConfig: { caBundle, service: { namespace: SYSTEM, name: `istiod-${revision}` } },
    },
  ],
});

/** The stacks of a place. */
function project({ revisions, canary, fallback, labels, gateway }: Place, more: Json = {}): string {
  const release = (name: string, chart: string, revision: string, values: object) => ({
    name,
    namespace: SYSTEM,
    chart,
    version: VERSIONS[revision],
    values: [JSON.stringify(values)],
  });
  return projectWith({
    mesh: {
      resources: {
        helm_release: {
          base: release('istio-base', 'base', NEW, { defaultRevision: fallback }),
          ...Object.fromEntries(
            revisions.map((one) => [one, release(`istiod-${one}`, 'istiod', one, { revision: one })]),
          ),
          tags: bundle('tags', SYSTEM, {
            canary: tag('canary', canary),
            stable: tag('stable', fallback),
            default: tag('default', fallback),
          }),
          gateway: release('ingress', 'gateway', gateway, { revision: gateway, name: 'ingress' }),
          ...more,
        },
        kubernetes_labels: Object.fromEntries(
          Object.entries(labels).map(([name, label]) => [
            name,
            { api_version: 'v1', kind: 'Namespace', metadata: { name }, labels: { 'istio.io/rev': label } },
          ]),
        ),
      },
    },
  });
}

const istiod = (revision: string, ready = 1) => ({
  kind: 'Deployment',
  metadata: {
    name: `istiod-${revision}`,
    namespace: SYSTEM,
    labels: { app: 'istiod', 'istio.io/rev': revision },
    annotations: { 'meta.helm.sh/release-name': `istiod-${revision}`, 'meta.helm.sh/release-namespace': SYSTEM },
  },
  spec: {
    replicas: 1,
    template: { spec: { containers: [{ name: 'discovery', image: `istio/pilot:${VERSIONS[revision]}` }] } },
  },
  status: { availableReplicas: ready },
});
const endpoints = (revision: string) => ({
  kind: 'EndpointSlice',
  metadata: { name: revision, namespace: SYSTEM, labels: { 'kubernetes.io/service-name': `istiod-${revision}` } },
  endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true } }],
});
const pod = (namespace: string, name: string, revision: string, more: { owner?: string; templates?: string } = {}) => ({
  kind: 'Pod',
  metadata: {
    name: `${name}-7d8-x`,
    namespace,
    labels: { 'pod-template-hash': '7d8' },
    annotations: {
      'istio.io/rev': revision,
      ...(more.templates !== undefined && { 'inject.istio.io/templates': more.templates }),
    },
    ...(more.owner !== '' && { ownerReferences: [{ kind: more.owner ?? 'ReplicaSet', name: `${name}-7d8` }] }),
  },
  spec: { containers: [{ name: 'istio-proxy', image: `istio/proxyv2:${VERSIONS[revision]}` }] },
  status: { phase: 'Running' },
});

/** A cluster at a place; its pods are of the revision that their namespace leads to, unless said. */
function cluster(place: Place, pods: Readonly<Record<string, string>> = {}): Json[] {
  const leadsTo = (label: string): string => (label === 'canary' ? place.canary : place.fallback);
  return [
    { kind: 'Namespace', metadata: { name: SYSTEM } },
    ...Object.entries(place.labels).map(([name, label]) => ({
      kind: 'Namespace',
      metadata: { name, labels: { 'istio.io/rev': label } },
    })),
    { kind: 'Secret', metadata: { name: 'istio-ca-secret', namespace: SYSTEM } },
    ...place.revisions.flatMap((revision) => [istiod(revision), endpoints(revision)]),
    tag('canary', place.canary),
    tag('stable', place.fallback),
    tag('default', place.fallback),
    {
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: 'istiod-default-validator', labels: { 'istio.io/rev': place.fallback } },
      webhooks: [],
    },
    ...Object.entries(place.labels).map(([name, label]) => pod(name, `${name}-app`, pods[name] ?? leadsTo(label))),
    pod(SYSTEM, 'ingress', place.gateway, { templates: 'gateway' }),
  ];
}

const upgrade = async (
  folder: string,
  objects: readonly Json[],
  { args = [], answer }: { readonly args?: readonly string[]; readonly answer?: Answer } = {},
) => {
  const api = await ApiServer.start(objects, answer);
  const result = await mesh(['upgrade', ...args], { cwd: folder, env: { KUBECONFIG: api.kubeconfig } });
  await api.stop();
  return { ...result, received: api.received };
};
const without = (objects: readonly Json[], kind: string, name: string) =>
  objects.filter((one) => one['kind'] !== kind || (one['metadata'] as { name: string }).name !== name);
/** Objects of a kind that the server does not know by itself. */
const serving =
  (group: string, version: string, plural: string, kind: string, items: readonly Json[]): Answer =>
  ({ path }) => {
    if (path === `/apis/${group}`)
      return { status: 200, body: { versions: [{ version }], preferredVersion: { version } } };
    if (path === `/apis/${group}/${version}`)
      return { status: 200, body: { resources: [{ name: plural, kind, namespaced: true, verbs: [] }] } };
    return path === `/apis/${group}/${version}/${plural}` ? { status: 200, body: { items } } : undefined;
  };

describe('mesh upgrade', () => {
  it.each([
    ['before', { ...INSTALLED, revisions: [OLD] }, 'install'],
    ['install', INSTALLED, 'canary'],
    ['canary', { ...INSTALLED, canary: NEW }, 'namespaces (0 of 2 moved)'],
    [
      'a share of the namespaces',
      { ...MOVED, labels: { shop: 'stable', tests: 'canary' } },
      'namespaces (1 of 2 moved)',
    ],
    ['namespaces', MOVED, 'gateways'],
    ['gateways', { ...MOVED, gateway: NEW }, 'default'],
    ['default', LAST, 'retire'],
  ] as const)('after %s shows where the upgrade is, and that the next step may be taken', async (_, place, next) => {
    const { code, stdout } = await upgrade(project({ ...place, revisions: [OLD, NEW] }), cluster(place));
    expect(stdout).toMatch(/^1-30-3 -> 1-31-0: (install(, \w+)* done; )?next: /m);
    expect(stdout).toContain(`next: ${next}\n`);
    expect(stdout).toContain(`√ the next step, ${next.split(' ')[0]}, may be taken`);
    expect(code).toBe(0);
  });

  it('shows that a share of a gateway has moved, in a Deployment of its own', async () => {
    const second = pod(SYSTEM, 'ingress-1-31-0', NEW, { templates: 'gateway' });
    const { code, stdout } = await upgrade(project(MOVED), [...cluster(MOVED), second]);
    expect(stdout).toContain('istio-system/ingress-1-31-0  1-31-0');
    expect(stdout).toContain('next: gateways (1 of 2 moved)\n');
    expect(code).toBe(0);
  });

  it('lists revisions, tags, namespaces and gateways', async () => {
    const place = { ...MOVED, labels: { shop: 'stable', tests: 'canary' } };
    const { stdout } = await upgrade(project(place), cluster(place));
    expect(stdout).toContain(
      [
        'REVISION  ISTIO   ISTIOD        TAGS             DEFAULT    PROXIES',
        '1-30-3    1.30.3  1 of 1 ready  default, stable  validates  2',
        '1-31-0    1.31.0  1 of 1 ready  canary           -          1',
        '',
        'NAMESPACE  LABEL   REVISION  PODS  NOT RESTARTED',
        'shop       stable  1-30-3    1     -',
        'tests      canary  1-31-0    1     -',
        '',
        'GATEWAY               REVISION',
        'istio-system/ingress  1-30-3',
      ].join('\n'),
    );
  });

  it('says that no upgrade is under way where there is one revision', async () => {
    const place = { ...INSTALLED, revisions: [OLD] };
    const { code, stdout } = await upgrade(project(place), cluster(place));
    expect(stdout).toContain('√ no upgrade is under way');
    expect(code).toBe(0);
  });

  it('prints the same for programs', async () => {
    const { stdout } = await upgrade(project(MOVED), cluster(MOVED), { args: ['--json'] });
    const { standing, upgrade: progress, checks } = JSON.parse(stdout);
    expect(progress).toEqual({
      ...{ from: OLD, to: NEW, done: 3, next: 'gateways' },
      ...{ namespaces: { moved: 2, all: 2 }, gateways: { moved: 0, all: 1 } },
    });
    expect(standing.tags).toContainEqual({ tag: 'canary', revision: NEW });
    expect(standing.gateways).toEqual([{ kind: 'Deployment', namespace: SYSTEM, name: 'ingress', revisions: [OLD] }]);
    expect(checks).toHaveLength(16);
  });

  it('ends with 2 where it cannot look', async () => {
    const refused: Answer = ({ path }) =>
      path.endsWith('/mutatingwebhookconfigurations')
        ? { status: 403, body: { reason: 'Forbidden', message: 'no' } }
        : undefined;
    expect((await upgrade(project(MOVED), cluster(MOVED), { answer: refused })).code).toBe(2);
  });

  describe('finds what is against the next step', () => {
    const gateway: Json = { metadata: { name: 'door', namespace: 'shop', labels: { 'istio.io/rev': 'stable' } } };
    const filter: Json = {
      metadata: { name: 'lua', namespace: 'shop' },
      spec: { configPatches: [{ match: { proxy: { proxyVersion: '^1\\.30.*' } } }] },
    };
    const rule: Json = {
      metadata: { name: 'cart', namespace: 'shop' },
      spec: {
        host: 'cart',
        trafficPolicy: { loadBalancer: { simple: 'ROUND_ROBIN', warmup: { duration: '10s', aggression: 0.5 } } },
      },
    };
    const deprecated: Json = {
      metadata: { name: 'cart', namespace: 'shop' },
      spec: {
        host: 'cart',
        trafficPolicy: { loadBalancer: { simple: 'ROUND_ROBIN', warmupDurationSecs: '10s' } },
      },
    };
    const definition: Json = {
      kind: 'CustomResourceDefinition',
      metadata: {
        name: 'tcproutes.gateway.networking.k8s.io',
        annotations: { 'gateway.networking.k8s.io/bundle-version': 'v1.2.0' },
      },
      spec: { versions: [{ name: 'v1alpha2', served: true }] },
    };
    type Case = readonly [
      what: string,
      place: Place,
      objects: readonly Json[],
      words: string,
      more?: { readonly answer?: Answer; readonly declared?: Place },
    ];
    const cases: readonly Case[] = [
      [
        'an istiod that is not ready',
        INSTALLED,
        [...without(cluster(INSTALLED), 'Deployment', `istiod-${NEW}`), istiod(NEW, 0)],
        'revision 1-31-0: expected 1 ready istiod, got 0',
      ],
      [
        'pods that were not restarted',
        MOVED,
        cluster(MOVED, { shop: OLD }),
        'Deployment shop/shop-app: expected proxies of revision 1-31-0, got 1-30-3 (1 pod)\n    -> mesh upgrade --restart shop',
      ],
      [
        'a pod that is never restarted',
        MOVED,
        [...cluster(MOVED), pod('shop', 'lonely', OLD, { owner: '' })],
        'Pod shop/lonely-7d8-x: expected proxies of revision 1-31-0, got 1-30-3 (1 pod); it is never restarted: no workload brings it back',
      ],
      [
        'something that is on the revision to be retired',
        LAST,
        [...cluster(LAST), pod('others', 'legacy', OLD)],
        'revision 1-30-3: in use by Deployment others/legacy (1 pod)',
      ],
      [
        'a namespace that names the revision to be retired',
        LAST,
        [...cluster(LAST), { kind: 'Namespace', metadata: { name: 'others', labels: { 'istio.io/rev': OLD } } }],
        'revision 1-30-3: in use by namespace others, whose label names it',
      ],
      [
        'a tag that leads to no istiod',
        MOVED,
        [
          ...without(cluster(MOVED), 'MutatingWebhookConfiguration', 'istio-revision-tag-stable'),
          tag('stable', '1-28-3'),
        ],
        'tag stable: expected one of the revisions 1-30-3, 1-31-0, got "1-28-3", whose istiod does not run',
      ],
      [
        'a tag without a CA bundle',
        MOVED,
        [
          ...without(cluster(MOVED), 'MutatingWebhookConfiguration', 'istio-revision-tag-canary'),
          tag('canary', NEW, ''),
        ],
        'webhook istio-revision-tag-canary: no CA bundle',
      ],
      [
        'stacks that skip a step',
        INSTALLED,
        cluster(INSTALLED),
        'the stacks: expected one step after "install", which the cluster is at, got "namespaces"\n    -> set the step to "canary" first',
        { declared: MOVED },
      ],
      [
        'stacks that skip a step on the way back',
        MOVED,
        cluster(MOVED),
        'the stacks: expected one step before "namespaces", which the cluster is at, got "install"\n    -> set the step to "canary" first',
        { declared: INSTALLED },
      ],
      [
        'a Gateway that loses its routes with its tag',
        { ...MOVED, gateway: NEW },
        cluster({ ...MOVED, gateway: NEW }),
        'Gateway shop/door: expected a label with its revision, got the tag stable; it loses its listeners when the tag stable moves',
        { answer: serving('gateway.networking.k8s.io', 'v1', 'gateways', 'Gateway', [gateway]) },
      ],
      [
        'an EnvoyFilter that matches no proxy of the new release',
        INSTALLED,
        cluster(INSTALLED),
        'EnvoyFilter shop/lua: proxyVersion: expected a pattern that matches 1.31.0, got ^1\\.30.*',
        { answer: serving('networking.istio.io', 'v1alpha3', 'envoyfilters', 'EnvoyFilter', [filter]) },
      ],
      [
        'a resource that one of the releases refuses',
        INSTALLED,
        cluster(INSTALLED),
        'DestinationRule shop/cart: spec.trafficPolicy.loadBalancer.warmup.aggression: Istio 1.30.3 refuses or drops it: ',
        { answer: serving('networking.istio.io', 'v1', 'destinationrules', 'DestinationRule', [rule]) },
      ],
      [
        'a field that is deprecated',
        INSTALLED,
        cluster(INSTALLED),
        'DestinationRule shop/cart: IST0002: spec.trafficPolicy.loadBalancer.warmupDurationSecs: deprecated, use warmup.duration\n    -> set warmup.duration instead, or keep it for a reason: annotate the resource with cdktf-istio.analysis/IST0002',
        { answer: serving('networking.istio.io', 'v1', 'destinationrules', 'DestinationRule', [deprecated]) },
      ],
      [
        'definitions of the Gateway API that the new release ignores',
        INSTALLED,
        [...cluster(INSTALLED), definition],
        'tcproutes.gateway.networking.k8s.io: expected the Gateway API 1.6.0 or newer for Istio 1.31.0, got v1.2.0',
      ],
      [
        'a proxy that is too old for the new release',
        MOVED,
        [
          ...cluster(MOVED),
          { ...pod('shop', 'old', NEW), spec: { containers: [{ name: 'istio-proxy', image: 'proxyv2:1.28.3' }] } },
        ],
        'expected proxies from 1.29 to 1.31 for istiod 1.31.0, got 1.28.3',
      ],
    ];
    it.each(cases.map((one) => ({ one, what: one[0] })))('$what', async ({ one }) => {
      const [, place, objects, words, { answer, declared = place } = {}] = one;
      const { code, stdout } = await upgrade(project(declared), objects, answer && { answer });
      expect(stdout).toContain(words);
      expect(stdout).toMatch(/× the next step, \w+: expected no check that is bad, got \d: do not go on yet\n$/);
      expect(code).toBe(1);
    });

    it('lets a deprecated field be that is kept for a reason', async () => {
      const annotations = { 'cdktf-istio.analysis/IST0002': 'until the clients of 1.28 are gone' };
      const kept = { ...deprecated, metadata: { name: 'cart', namespace: 'shop', annotations } };
      const answer = serving('networking.istio.io', 'v1', 'destinationrules', 'DestinationRule', [kept]);
      const { code, stdout } = await upgrade(project(INSTALLED), cluster(INSTALLED), { answer });
      expect(stdout).toContain('√ both releases accept the resources in the cluster (1 resources, 1.30.3 and 1.31.0)');
      expect(code).toBe(0);
    });
  });

  it('finds more errors in the new revision than in the old one', async () => {
    const place = { ...MOVED, labels: { shop: 'stable', tests: 'canary' } };
    const series = (failures: number) => ({
      status: 200,
      body: JSON.stringify({
        data: {
          result: [
            { metric: { namespace: 'shop', pod: 'shop-app-7d8-x' }, value: [0, failures === 0 ? '1000' : '1'] },
            {
              metric: { namespace: 'tests', pod: 'tests-app-7d8-x' },
              value: [0, failures === 0 ? '1000' : `${failures}`],
            },
          ],
        },
      }),
    });
    const answering =
      (failures: number): Answer =>
      ({ path, query }) =>
        path.includes('/services/http:prometheus:9090/')
          ? series(query.get('query')?.includes('5..') ? failures : 0)
          : undefined;
    const folder = project(place, {
      prometheus: { name: 'prometheus', namespace: SYSTEM, chart: 'prometheus', values: [PROMETHEUS_VALUES] },
    });
    const bad = await upgrade(folder, cluster(place), { answer: answering(80) });
    expect(bad.stdout).toContain(
      'revision 1-31-0: 8.0 % of 1000 requests in 5 minutes ended with an error, and 0.1 % in revision 1-30-3',
    );
    expect(bad.code).toBe(1);
    const good = await upgrade(folder, cluster(place), { answer: answering(3) });
    expect(good.stdout).toContain('√ the new revision has no more errors than the old one (0.3 % of 1000 requests');
  });

  it('waits until nothing is against it', async () => {
    const late = istiod(NEW, 0);
    // It is ready a moment after the first look, however long that took to come.
    const api = await ApiServer.start(
      [...without(cluster(INSTALLED), 'Deployment', `istiod-${NEW}`), late],
      ({ path }) => {
        if (path.endsWith('/deployments')) setTimeout(() => Object.assign(late.status, { availableReplicas: 1 }), 1000);
        return undefined;
      },
    );
    const { code, stderr } = await mesh(['upgrade', '--wait', '30'], {
      cwd: project(INSTALLED),
      env: { KUBECONFIG: api.kubeconfig },
    });
    await api.stop();
    expect(stderr).toContain('not yet: istiod of every revision is ready');
    expect(code).toBe(0);
  });

  describe('--restart', () => {
    const workload = (name: string, updated: number) => ({
      kind: 'Deployment',
      metadata: { name, namespace: 'shop', generation: 1 },
      spec: { replicas: 1, template: {} },
      status: { observedGeneration: 1, replicas: 1, updatedReplicas: updated, availableReplicas: updated },
    });
    const objects = (updated: number) => [
      ...without(cluster(MOVED), 'Pod', 'shop-app-7d8-x'),
      ...['cart', 'web'].flatMap((name) => [workload(name, updated), pod('shop', name, OLD)]),
      pod('shop', 'new', NEW),
      pod('shop', 'lonely', OLD, { owner: '' }),
    ];
    const patches = (received: Awaited<ReturnType<typeof upgrade>>['received']) =>
      received.filter(({ method }) => method === 'PATCH').map(({ path }) => path.split('/').at(-1));

    it('restarts what is on another revision, one after the other', async () => {
      const { received, stdout } = await upgrade(project(MOVED), objects(1), { args: ['--restart', 'shop'] });
      expect(patches(received)).toEqual(['cart', 'web']);
      expect(stdout).toContain('√ restarted Deployment shop/cart\n√ restarted Deployment shop/web\n');
    });

    it('stops at a workload that is not rolled out in time', async () => {
      const args = ['--restart', 'shop', '--wait', '2'];
      const { received, stderr, code } = await upgrade(project(MOVED), objects(0), { args });
      expect(patches(received)).toEqual(['cart']);
      expect(stderr).toContain(
        'Deployment shop/cart: expected to be rolled out within 2 seconds, got 0 of 1 pods replaced; what comes after it was not restarted',
      );
      expect(code).toBe(2);
    });

    it('knows the namespaces that have sidecars', async () => {
      const { stderr, code } = await upgrade(project(MOVED), cluster(MOVED), { args: ['--restart', 'nowhere'] });
      expect(stderr).toContain('--restart: expected one of the namespaces with sidecars (shop, tests), got "nowhere"');
      expect(code).toBe(2);
    });
  });

  it('changes nothing by itself', async () => {
    const { received } = await upgrade(project(MOVED), cluster(MOVED, { shop: OLD }));
    expect(received.filter(({ method, path }) => method !== 'GET' && !path.endsWith('accessreviews'))).toEqual([]);
  });
});

describe('a deploy that removes a revision', () => {
  const RETIRED: Place = { ...LAST, revisions: [NEW], labels: { shop: 'stable', tests: 'stable' } };
  const retiring = (): string => {
    const folder = project(RETIRED);
    const release = { name: `istiod-${OLD}`, namespace: SYSTEM };
    writeFileSync(
      join(folder, 'terraform.mesh.tfstate'),
      JSON.stringify({
        resources: [{ mode: 'managed', type: 'helm_release', instances: [{ attributes: release }] }],
      }),
    );
    return folder;
  };
  const run = async (args: readonly string[], objects: readonly Json[]) => {
    const terraform = new StandInTerraform();
    const api = await ApiServer.start(objects);
    const result = await mesh(args, { cwd: retiring(), env: { KUBECONFIG: api.kubeconfig, PATH: terraform.PATH } });
    await api.stop();
    return { ...result, called: terraform.called() };
  };
  const USED = 'revision 1-30-3: in use by Deployment shop/legacy (1 pod)';

  it('is refused while something is on it', async () => {
    const objects = [...cluster(LAST), pod('shop', 'legacy', OLD)];
    const { stderr, called, code } = await run(['up'], objects);
    expect(stderr).toContain(USED);
    expect(called).toEqual([]);
    expect(code).toBe(2);
    expect((await run(['preflight'], objects)).stdout).toContain(
      `× no revision is removed that is in use (1-30-3)\n    ${USED}`,
    );
  });

  it('goes ahead when nothing is', async () => {
    expect((await run(['preflight'], cluster(LAST))).stdout).toContain(
      '√ no revision is removed that is in use (1-30-3)',
    );
  });
});
