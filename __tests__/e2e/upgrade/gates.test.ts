import type { TerraformStack } from 'cdktf';
import { Prometheus } from '../../../constructs';
import { applyObject, kubectl, running } from '../cluster';
import { eventually } from '../ingress';
import { describeHere } from '../needs';
import { apply, CONTAINER, rolledOut } from '../sidecars/pods';
import { MeshAt, say } from './mesh-at';
import { byRevisions, CALLERS, NEW, OLD, SERVERS, STEPS } from './program';

jest.setTimeout(600_000);

const SYSTEM = 'istio-system';
const OTHERS = 'upgrade-others';
const [old, next] = [OLD, NEW].map((version) => version.replace(/\./g, '-')) as [string, string];

/** The servers are on the new revision, the callers on the old one. */
const HALF_WAY = 3;
/** Nothing but the istiod itself is left of the old revision. */
const LAST = STEPS.length - 1;

interface BadState {
  readonly what: string;
  /** What it says, in one line. */
  readonly problem: RegExp;
  /** The way out, below it. */
  readonly remedy: RegExp;
  readonly make: () => Promise<void> | void;
  readonly mend: () => Promise<void> | void;
}

const object = (apiVersion: string, kind: string, name: string, spec: object, more: object = {}) => ({
  ...{ apiVersion, kind, metadata: { name, namespace: SERVERS, ...more }, spec },
});
const rule = (loadBalancer: object) =>
  object('networking.istio.io/v1', 'DestinationRule', 'gates', {
    host: `server.${SERVERS}.svc.cluster.local`,
    trafficPolicy: { loadBalancer: { simple: 'ROUND_ROBIN', ...loadBalancer } },
  });
const filter = (proxy: object, inlineCode: string) =>
  object('networking.istio.io/v1alpha3', 'EnvoyFilter', 'gates', {
    workloadSelector: { labels: { app: 'server' } },
    configPatches: [
      {
        applyTo: 'HTTP_FILTER',
        match: { context: 'SIDECAR_INBOUND', ...proxy, listener: { filterChain: { filter: HTTP } } },
        patch: {
          operation: 'INSERT_BEFORE',
          value: {
            name: 'envoy.filters.http.lua',
            typed_config: {
              '@type': 'type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua',
              defaultSourceCode: { inlineString: inlineCode },
            },
          },
        },
      },
    ],
  });
const HTTP = {
  name: 'envoy.filters.network.http_connection_manager',
  subFilter: { name: 'envoy.filters.http.router' },
};
const remove = (kind: string, name = 'gates') => kubectl('-n', SERVERS, 'delete', kind, name, '--wait=true');

/** Pods that others deploy; `command` is their program. */
const workload = (namespace: string, name: string, annotations: object, program: string) => {
  const { name: container, image, imagePullPolicy } = CONTAINER;
  apply([
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace },
      spec: {
        selector: { matchLabels: { app: name } },
        template: {
          metadata: {
            labels: { app: name },
            annotations: { ...annotations, 'proxy.istio.io/config': 'holdApplicationUntilProxyStarts: true' },
          },
          spec: {
            terminationGracePeriodSeconds: 1,
            containers: [{ name: container, image, imagePullPolicy, command: ['node', '-e', program] }],
          },
        },
      },
    },
  ]);
  kubectl('-n', namespace, 'rollout', 'status', `deployment/${name}`, '--timeout=120s');
};
const IDLE = 'setInterval(() => {}, 1000)';

/** Fails where it is asked to, and counts its answers as Istio's proxies do: those that are not Istio's own builds count none. */
const COUNTING = `
  const { createServer } = require('node:http');
  const counts = { 200: 0, 500: 0 };
  createServer(({ url }, answer) => {
    const status = url === '/fails' ? 500 : 200;
    counts[status] += 1;
    answer.writeHead(status).end();
  }).listen(5000);
  const lineOf = ([code, count]) => \`istio_requests_total{reporter="destination",response_code="\${code}"} \${count}\\n\`;
  createServer((_, answer) => answer.end(Object.entries(counts).map(lineOf).join(''))).listen(5004);`;
const COUNTED = { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '5004', 'prometheus.io/path': '/metrics' };

/** Asks the counting server from a caller's pod, so often. */
const ask = (path: string, count: number): string =>
  kubectl(
    ...['-n', CALLERS, 'exec', 'deployment/caller', '-c', CONTAINER.name, '--', 'node', '-e'],
    `(async () => {
      const counts = {};
      for (let sent = 0; sent < ${count}; sent += 1) {
        const { status } = await fetch('http://counting.${SERVERS}:5000${path}');
        counts[status] = (counts[status] ?? 0) + 1;
      }
      process.stdout.write(JSON.stringify(counts));
    })()`,
  );

/** Sends a signal to the Envoy beside a server. */
const signal = (name: 'STOP' | 'CONT', pod: string) =>
  kubectl(
    ...['-n', SERVERS, 'exec', pod, '-c', 'istio-proxy', '--', 'sh', '-c'],
    `for p in /proc/[0-9]*; do if [ "$(cat $p/comm)" = envoy ]; then kill -${name} \${p#/proc/}; fi; done`,
  );
const serverPod = (): string =>
  kubectl('-n', SERVERS, 'get', 'pods', '-l', 'app=server', '-o', 'jsonpath={.items[0].metadata.name}');

const label = (kind: string, name: string, value: string) =>
  kubectl('label', kind, name, `istio.io/rev=${value}`, '--overwrite');

const setBundle = (version: string) =>
  kubectl('annotate', 'crd', TCP_ROUTES.metadata.name, `${BUNDLE}=${version}`, '--overwrite');

const mesh = new MeshAt();

const WHILE_NAMESPACES_MOVE: readonly BadState[] = [
  {
    what: 'an istiod that is not ready',
    problem: new RegExp(`revision ${next}: expected 1 ready istiod, got 0`),
    remedy: new RegExp(`kubectl -n ${SYSTEM} scale deployment/istiod-${next} --replicas=1`),
    make: () => {
      kubectl('-n', SYSTEM, 'scale', `deployment/istiod-${next}`, '--replicas=0');
    },
    mend: () => {
      kubectl('-n', SYSTEM, 'scale', `deployment/istiod-${next}`, '--replicas=1');
      rolledOut(SYSTEM);
    },
  },
  {
    what: 'a proxy that refuses what istiod sends',
    problem: new RegExp(`proxy server-\\S+\\.${SERVERS}: refuses istiod's Listener configuration: .*`),
    remedy: /an EnvoyFilter or a feature that this proxy lacks: mesh routes and mesh logs show more/,
    make: () => applyObject(filter({}, 'function envoy_on_request(')),
    mend: () => {
      remove('envoyfilter');
    },
  },
  (() => {
    let pod = '';
    return {
      what: 'a proxy that does not take what istiod sends',
      problem: new RegExp(`proxy server-\\S+\\.${SERVERS}: has not taken istiod's newest \\w+ configuration`),
      remedy: /wait a moment \(--wait\); if it stays: restart the pod/,
      make: async () => {
        pod = serverPod();
        // One that stands still before it is back at an istiod that was away is not connected at all.
        await eventually(async () => expect((await mesh.look()).text).not.toContain('not connected to istiod'), 120);
        signal('STOP', pod);
        kubectl('-n', SERVERS, 'create', 'service', 'clusterip', 'gates', '--tcp=5005');
      },
      mend: () => {
        signal('CONT', pod);
        remove('service');
      },
    };
  })(),
  {
    what: 'pods that were not restarted',
    problem: new RegExp(`Deployment ${CALLERS}/caller: expected proxies of revision ${next}, got ${old} \\(2 pods\\)`),
    remedy: new RegExp(`mesh upgrade --restart ${CALLERS}, or kubectl -n ${CALLERS} rollout restart deployment/caller`),
    make: () => {
      label('namespace', CALLERS, 'canary');
    },
    mend: async () => {
      const { text } = await mesh.look('--restart', CALLERS, '--wait', '120');
      expect(text).toContain(`√ restarted Deployment ${CALLERS}/caller`);
    },
  },
  {
    what: 'pods that were not restarted on the way back',
    problem: new RegExp(`Deployment ${CALLERS}/caller: expected proxies of revision ${old}, got ${next} \\(2 pods\\)`),
    remedy: new RegExp(`mesh upgrade --restart ${CALLERS}, or `),
    make: () => {
      label('namespace', CALLERS, 'stable');
    },
    mend: async () => {
      await mesh.look('--restart', CALLERS, '--wait', '120');
    },
  },
  {
    what: 'more errors in the new revision',
    problem: new RegExp(
      `revision ${next}: \\d+(\\.\\d)? % of \\d+ requests in 5 minutes ended with an error, and 0 % in revision ${old}`,
    ),
    remedy: /go back a step, and look for the reason: mesh logs, mesh routes/,
    make: async () => {
      workload(SERVERS, 'counting', COUNTED, COUNTING);
      const ports = [{ name: 'http', port: 5000 }];
      applyObject(object('v1', 'Service', 'counting', { selector: { app: 'counting' }, ports }));
      // Prometheus tells an increase by two looks, 15 seconds apart.
      await new Promise((later) => setTimeout(later, 40_000));
      await eventually(() => expect(ask('/', 1)).toBe('{"200":1}'));
      expect(JSON.parse(ask('/fails', 60))).toEqual({ 500: 60 });
      expect(JSON.parse(ask('/', 60))).toEqual({ 200: 60 });
    },
    mend: async () => {
      // Pods that are gone say nothing of the revision any more.
      kubectl('-n', SERVERS, 'rollout', 'restart', 'deployment/counting');
      rolledOut(SERVERS);
      await new Promise((later) => setTimeout(later, 40_000));
      await eventually(() => expect(ask('/', 1)).toBe('{"200":1}'));
      expect(JSON.parse(ask('/', 120))).toEqual({ 200: 120 });
      await eventually(async () => {
        const { text } = await mesh.look();
        expect(text).toMatch(/√ the new revision has no more errors than the old one \(0 % of \d+ requests/);
      });
      remove('deployment', 'counting');
      remove('service', 'counting');
    },
  },
  {
    what: 'a field that is deprecated',
    problem: new RegExp(
      `DestinationRule ${SERVERS}/gates: IST0002: spec\\.trafficPolicy\\.loadBalancer\\.warmupDurationSecs: deprecated, use warmup\\.duration`,
    ),
    remedy: /set warmup\.duration instead, or keep it for a reason: annotate the resource with \S+IST0002/,
    make: () => applyObject(rule({ warmupDurationSecs: '10s' })),
    mend: () => {
      remove('destinationrule');
    },
  },
  {
    what: 'an EnvoyFilter that matches no proxy of the new release',
    problem: new RegExp(
      `EnvoyFilter ${SERVERS}/gates: proxyVersion: expected a pattern that matches ${NEW.replace(/\./g, '\\.')}, got \\S+; it does nothing in proxies of the new revision`,
    ),
    remedy: new RegExp(`add a patch for ${NEW.replace(/\./g, '\\.')}, or remove proxyVersion`),
    make: () => {
      const minor = OLD.split('.').slice(0, 2).join('\\.');
      applyObject(filter({ proxy: { proxyVersion: `^${minor}.*` } }, 'function envoy_on_request(handle) end'));
    },
    mend: () => {
      remove('envoyfilter');
    },
  },
  {
    what: 'definitions of the Gateway API that are too old',
    problem:
      /tcproutes\.gateway\.networking\.k8s\.io: expected the Gateway API 1\.6\.0 or newer for Istio \S+, got v1\.5\.1-rc\.1; istiod ignores its resources/,
    remedy: /kubectl apply --server-side -f https:\/\/github\.com\/kubernetes-sigs\/gateway-api\/releases\/\S+\.yaml/,
    make: () => {
      bundleThere = running<typeof TCP_ROUTES>('crd', TCP_ROUTES.metadata.name)?.metadata.annotations[BUNDLE];
      if (bundleThere === undefined) applyObject(TCP_ROUTES);
      else setBundle(TOO_OLD);
    },
    mend: () => {
      if (bundleThere === undefined) kubectl('delete', 'crd', TCP_ROUTES.metadata.name);
      else setBundle(bundleThere);
    },
  },
  {
    what: 'a proxy that is newer than its istiod',
    problem: new RegExp(
      `Deployment ${CALLERS}/ahead: expected proxies from \\S+ to \\S+ for istiod ${OLD.replace(/\./g, '\\.')}, got ${NEW.replace(/\./g, '\\.')} \\(1 pod\\)`,
    ),
    remedy: new RegExp(`kubectl -n ${CALLERS} rollout restart deployment/ahead`),
    make: () => {
      const images = kubectl('-n', SERVERS, 'get', 'pod', serverPod(), '-o', 'jsonpath={.spec..image}').split(' ');
      const proxyImage = images.find((image) => image.endsWith(`/proxyv2:${NEW}`));
      if (proxyImage === undefined) throw new Error(`no proxy of ${NEW} among ${images}`);
      workload(CALLERS, 'ahead', { 'sidecar.istio.io/proxyImage': proxyImage }, IDLE);
    },
    mend: () => {
      kubectl('-n', CALLERS, 'delete', 'deployment', 'ahead');
    },
  },
  {
    what: 'a tag that leads to no istiod',
    problem: new RegExp(
      `tag canary: expected one of the revisions ${old}, ${next}, got "1-28-3", whose istiod does not run`,
    ),
    remedy: /deploy revision 1-28-3 again, or a step that moves the tag/,
    make: () => {
      label('mutatingwebhookconfiguration', 'istio-revision-tag-canary', '1-28-3');
    },
    mend: () => {
      label('mutatingwebhookconfiguration', 'istio-revision-tag-canary', next);
    },
  },
  {
    what: 'stacks that skip a step',
    problem: /the stacks: expected one step after "namespaces", which the cluster is at, got "default"/,
    remedy: /set the step to "namespaces" first/,
    make: () => mesh.synth(byRevisions(LAST, withPrometheus)),
    mend: () => mesh.synth(byRevisions(HALF_WAY, withPrometheus)),
  },
];

const BUNDLE = 'gateway.networking.k8s.io/bundle-version';
// A policy that comes with the definitions keeps older ones out, and lets every release candidate in.
const TOO_OLD = 'v1.5.1-rc.1';
/** The version of the definitions that the cluster has already: they are not this suite's to take away. */
let bundleThere: string | undefined;
const TCP_ROUTES = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: {
    name: 'tcproutes.gateway.networking.k8s.io',
    annotations: {
      'api-approved.kubernetes.io': 'https://github.com/kubernetes-sigs/gateway-api/pull/4061',
      [BUNDLE]: TOO_OLD,
      'gateway.networking.k8s.io/channel': 'experimental',
    },
  },
  spec: {
    group: 'gateway.networking.k8s.io',
    names: { kind: 'TCPRoute', listKind: 'TCPRouteList', plural: 'tcproutes', singular: 'tcproute' },
    scope: 'Namespaced',
    versions: [
      {
        name: 'v1alpha2',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
    ],
  },
};

const BEFORE_RETIREMENT: readonly BadState[] = [
  {
    what: 'a resource that one of the releases refuses',
    problem: new RegExp(
      `DestinationRule ${SERVERS}/gates: spec\\.trafficPolicy\\.loadBalancer\\.warmup\\.aggression: Istio ${OLD.replace(/\./g, '\\.')} refuses or drops it: expected a number of at least 1, got 0\\.5`,
    ),
    remedy: new RegExp(`change it to what both ${OLD.replace(/\./g, '\\.')} and ${NEW.replace(/\./g, '\\.')} accept`),
    make: () => applyObject(rule({ warmup: { duration: '10s', aggression: 0.5 } })),
    mend: () => applyObject(rule({ warmup: { duration: '10s', aggression: 1.5 } })),
  },
  {
    what: 'a revision in use that would be retired',
    problem: new RegExp(`revision ${old}: in use by Deployment ${OTHERS}/legacy \\(1 pod\\)`),
    remedy: /restart it: mesh upgrade --restart NAMESPACE/,
    make: () => {
      apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: OTHERS, labels: { 'istio.io/rev': old } } }]);
      workload(OTHERS, 'legacy', {}, IDLE);
    },
    mend: async () => {
      const { code, text } = await (async () => {
        mesh.synth(byRevisions(STEPS.length, withPrometheus));
        return mesh.tryUp();
      })().finally(() => mesh.synth(byRevisions(LAST, withPrometheus)));
      expect(text).toContain(`revision ${old}: in use by Deployment ${OTHERS}/legacy (1 pod)`);
      expect(text).toContain(`revision ${old}: in use by namespace ${OTHERS}, whose label names it`);
      expect(code).not.toBe(0);
      expect(mesh.plan()).toEqual([]);
      kubectl('delete', 'namespace', OTHERS);
    },
  },
];

function withPrometheus(stack: TerraformStack): void {
  new Prometheus(stack, 'Prometheus', {});
}

describeHere(__filename)('mesh upgrade, where something is against the next step', () => {
  beforeAll(() => mesh.begin(byRevisions(HALF_WAY, withPrometheus)));
  afterAll(() => mesh.destroy());

  const finds = async ({ what, problem, remedy, make, mend }: BadState): Promise<void> => {
    say(what);
    await make();
    try {
      await eventually(async () => {
        const { code, text } = await mesh.look();
        const lines = text.split('\n');
        const at = lines.findIndex((line) => problem.test(line));
        if (at === -1) throw new Error(`expected a line like ${problem}, got:\n${text}`);
        // Several with the same way out have it once, below them all.
        expect(lines.slice(at).find((line) => /^ *-> /.test(line))).toMatch(remedy);
        expect(lines.at(-2)).toMatch(/^× the next step, \w+: expected no check that is bad, got \d: do not go on yet$/);
        expect(code).toBe(1);
      }, 120);
    } finally {
      await mend();
    }
    const { code, text } = await mesh.gates();
    if (code !== 0) throw new Error(text);
  };

  describe('while namespaces move', () => {
    it('may go on', async () => {
      const { code, text } = await mesh.gates();
      if (code !== 0) throw new Error(text);
      expect(text).toContain('√ the next step, namespaces, may be taken');
    });
    it.each(WHILE_NAMESPACES_MOVE)('finds $what, and nothing once that is mended', finds);
  });

  describe('before the old revision is retired', () => {
    beforeAll(() => {
      mesh.synth(byRevisions(LAST, withPrometheus));
      return mesh.up();
    });
    it.each(BEFORE_RETIREMENT)('finds $what, and nothing once that is mended', finds);
  });
});
