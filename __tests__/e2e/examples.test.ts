import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { gatewayApi, networking } from '../../constructs/resources';
import {
  DEFAULT_ISTIO_VERSION,
  exactVersion,
  type GatewayApiRelease,
  has,
  isIstioVersion,
} from '../../constructs/versions';
import { type SynthesizedObject, synthesizedObjects } from '../../model/read/synthesized-stack';
import { EXAMPLES as ALL, type ExamplesRun, runExamples } from '../examples/run-examples';
import { applyObject, CONTEXT, installedIstio, isServed, kubectl, kubectlWith, running } from './cluster';
import { ask, eventually } from './ingress';
import { describeHere, NEEDS, simulated } from './needs';
import { asProxiesTake } from './proxies';

// The release that runs in the cluster, and its istioctl.
const here = describeHere(__filename);
const istioVersion = installedIstio() ?? exactVersion(DEFAULT_ISTIO_VERSION);
if (!isIstioVersion(istioVersion)) throw new Error(`ISTIO_VERSION: no such release: ${istioVersion}`);
const istioctl = process.env.ISTIOCTL ?? 'istioctl';
const hasIstioctl = NEEDS.istioctl.holds();

type ObjectsOf = (example: string) => readonly SynthesizedObject[];
const objectsIn =
  (run: ExamplesRun): ObjectsOf =>
  (example) =>
    readdirSync(join(run.outdir(example), 'stacks')).flatMap((stack) =>
      synthesizedObjects(JSON.parse(readFileSync(join(run.outdir(example), 'stacks', stack, 'cdk.tf.json'), 'utf8'))),
    );
const isNamespace = ({ kind }: SynthesizedObject): boolean => kind === 'Namespace';
// An example that brings Istio itself would take the mesh that runs away with it.
const bringsNoMesh = (objects: readonly SynthesizedObject[]): boolean =>
  !objects.some((one) => isNamespace(one) && one.metadata.name === 'istio-system');
const listOf = (objects: readonly SynthesizedObject[]): string =>
  // The Kubernetes provider takes some numbers as text.
  JSON.stringify(
    { apiVersion: 'v1', kind: 'List', items: objects.map(({ manifest }) => asProxiesTake(manifest)) },
    (key, value) => (/^(replicas|targetPort)$/.test(key) && /^\d+$/.test(value) ? Number(value) : value),
  );
const send = (objects: readonly SynthesizedObject[], ...verb: string[]) =>
  kubectlWith(listOf(objects), ...verb, '-f', '-');

// What istiod says when an EnvoyFilter is sent, whatever it holds.
const ON_ENVOY_FILTERS = /.*EnvoyFilter exposes internal implementation details.*/g;

/** A secret that a Gateway of either API reads its certificate from. */
interface Credential {
  readonly name: string;
  readonly namespace: string;
}

function credentialsOf({ apiVersion, kind, metadata, manifest }: SynthesizedObject): readonly Credential[] {
  if (kind !== 'Gateway') return [];
  if (apiVersion.startsWith('networking.istio.io/')) {
    const { servers = [] } = manifest['spec'] as networking.GatewaySpec;
    return servers.flatMap(({ tls }) => tls?.credentialName ?? []).map((name) => ({ name, namespace: 'istio-system' }));
  }
  const { listeners = [] } = manifest['spec'] as gatewayApi.GatewaySpec;
  const secrets = listeners.flatMap(({ tls }) => tls?.certificateRefs ?? []);
  return secrets.map(({ name, namespace = metadata.namespace ?? '' }) => ({ name, namespace }));
}

/** @param answers what is asked of an example once it runs */
function accepted(
  examples: readonly string[],
  objectsOf: ObjectsOf,
  answers?: (own: readonly SynthesizedObject[]) => void,
) {
  const objects = Object.fromEntries(examples.map((example) => [example, objectsOf(example)]));
  // What is up to other software in the cluster, such as cert-manager, can only be tried where that runs.
  const foreign = Object.values(objects)
    .flat()
    .filter((object) => !isServed(object));

  const credentials = new Map(
    Object.values(objects)
      .flat()
      .flatMap(credentialsOf)
      .map((one) => [`${one.namespace}/${one.name}`, one]),
  );

  beforeAll(() => {
    for (const { apiVersion, kind, metadata } of foreign) {
      process.stderr.write(
        `    left out: ${kind} "${metadata.name}", because the cluster has no such kind in ${apiVersion}\n`,
      );
    }
    // Certificates come from elsewhere: for Istio's analyzers it is enough that there is one.
    const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
    const [certificate, key] = [join(folder, 'tls.crt'), join(folder, 'tls.key')];
    const subject = ['-nodes', '-days', '30', '-subj', '/CN=example.com'];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', ...subject, '-keyout', key, '-out', certificate], {
      stdio: 'ignore',
    });
    for (const { name, namespace } of credentials.values()) {
      if (namespace !== 'istio-system') {
        applyObject({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
      }
      const secret = ['create', 'secret', 'generic', name, '--dry-run=client', '--output=json'];
      const data = [`tls.crt=${certificate}`, `tls.key=${key}`, `ca.crt=${certificate}`].map(
        (file) => `--from-file=${file}`,
      );
      applyObject(JSON.parse(kubectl('--namespace', namespace, ...secret, ...data)));
    }
  });

  afterAll(() => {
    for (const { name, namespace } of credentials.values())
      kubectl('--namespace', namespace, 'delete', 'secret', name, '--ignore-not-found');
  });

  // One at a time: together they ask for more than a small node has.
  describe.each(examples)('%s', (example) => {
    const own = (objects[example] ?? []).filter((object) => !foreign.includes(object));
    const names = own.map(({ kind, metadata }) =>
      kind === 'Namespace' ? metadata.name : `${kind} ${metadata.namespace}/${metadata.name}`,
    );

    beforeAll(() => void send(own.filter(isNamespace), 'apply'));
    afterAll(() => {
      const { status, stderr } = send(own, 'delete', '--ignore-not-found', '--timeout=300s');
      if (status !== 0) throw new Error(stderr);
    });

    it('is accepted as a whole', () => {
      const applied = send(
        own.filter((object) => !isNamespace(object)),
        'apply',
      );
      expect(applied.stderr.replace(ON_ENVOY_FILTERS, '').trim()).toBe('');
      expect(applied.status).toBe(0);
    });

    // Routes to services that others deploy lead nowhere here.
    const whole = hasIstioctl && own.some(({ kind }) => kind === 'Service');
    (whole ? it : it.skip)('has nothing in it that istioctl analyze finds', () => {
      for (const { metadata } of own.filter(isNamespace)) {
        if (kubectl('--namespace', metadata.name, 'get', 'pod', '--output', 'name') === '') continue;
        kubectl('--namespace', metadata.name, 'wait', '--for=condition=Ready', 'pod', '--all', '--timeout=300s');
      }
      const found = spawnSync(istioctl, ['--context', CONTEXT, 'analyze', '--all-namespaces'], { encoding: 'utf8' });
      // Where nothing is found, istioctl says so on stderr.
      expect(`${found.stdout}${found.stderr}`).toMatch(/No validation issues found|\[IST\d{4}\]/);
      // Findings in what else runs in the cluster are not the example's, nor is its meeting with the tutorial's gateway for every host.
      const remarks = found.stdout
        .split('\n')
        .filter((line) => names.some((name) => line.includes(`(${name})`)))
        .filter((line) => !line.includes('Conflict with gateways default/helloworld-gateway (workload'));
      expect(remarks).toEqual([]);
    });

    if (answers !== undefined) answers(own);
  });
}

here(`the examples, in a cluster with Istio ${istioVersion}`, () => {
  const objectsOf = objectsIn(runExamples(istioVersion));
  accepted(
    ALL.filter((example) => bringsNoMesh(objectsOf(example))),
    objectsOf,
  );
});

/** What istiod says of a route. */
interface RouteStatus {
  readonly parents?: readonly { readonly conditions: readonly { readonly type: string; readonly status: string }[] }[];
}

/** The release of the Gateway API whose definitions the cluster has; undefined without them. */
function installedGatewayApi(): Partial<GatewayApiRelease> | undefined {
  if (!NEEDS['gateway api'].holds()) return undefined;
  const { annotations } = JSON.parse(
    kubectl('get', 'crd', 'httproutes.gateway.networking.k8s.io', '-o', 'json'),
  ).metadata;
  const version = annotations['gateway.networking.k8s.io/bundle-version'].replace(/^v/, '');
  return { version, channel: annotations['gateway.networking.k8s.io/channel'] };
}

/** What is answered to a request without anything, where it is not 200. */
const ANSWERS: Readonly<Record<string, readonly number[]>> = {
  // Two requests a minute are let in of clients that say nothing of themselves.
  'rate-limit': [200, 429],
  // No token.
  'zero-trust': [403],
};

(NEEDS['gateway api'].holds() ? here : describe.skip)('the examples that the Gateway API has words for', () => {
  const run = runExamples(istioVersion, { trafficApi: 'gateway', gatewayApi: installedGatewayApi() });
  const objectsOf = objectsIn(run);
  const isRouted = (object: SynthesizedObject): boolean => /^(HTTP|GRPC|TCP|TLS)Route$/.test(object.kind);
  // Older releases read a version of TCPRoutes that the definitions do not serve.
  const isRead = (object: SynthesizedObject): boolean =>
    isRouted(object) && (object.kind !== 'TCPRoute' || has(istioVersion, 'tcpRouteV1'));
  const examples = ALL.filter((example) => {
    const objects = example in run.refused ? [] : objectsOf(example);
    return objects.some(isRouted) && bringsNoMesh(objects);
  });

  accepted(examples, objectsOf, (own) => {
    const services = new Set(own.filter(({ kind }) => kind === 'Service').map(({ metadata }) => metadata.name));

    it('is attached, and the backends that it brings are found', () =>
      eventually(() => {
        for (const { kind, metadata, manifest } of own.filter(isRead)) {
          const route = running<{ status?: RouteStatus }>(kind, metadata.name, metadata.namespace);
          const { parents = [] } = route?.status ?? {};
          const met = parents.map(({ conditions }) =>
            conditions.filter(({ status }) => status === 'True').map(({ type }) => type),
          );
          const { rules = [] } = manifest['spec'] as gatewayApi.HTTPRouteSpec;
          const isOwn = rules.every(({ backendRefs = [] }) => backendRefs.every(({ name }) => services.has(name)));
          expect(met.length).toBeGreaterThan(0);
          for (const types of met) {
            expect([metadata.name, ...types]).toEqual(
              expect.arrayContaining([metadata.name, 'Accepted', ...(isOwn ? ['ResolvedRefs'] : [])]),
            );
          }
        }
      }, 60));

    (simulated() ? it.skip : it)('answers', async () => {
      for (const { metadata, manifest } of own.filter(({ kind }) => kind === 'HTTPRoute')) {
        const { hostnames = [], parentRefs = [], rules = [] } = manifest['spec'] as gatewayApi.HTTPRouteSpec;
        const [host = 'example.com'] = hostnames;
        const redirects = rules.every(({ filters = [] }) => filters.some(({ type }) => type === 'RequestRedirect'));
        const statuses = redirects ? [301] : (ANSWERS[metadata.namespace ?? ''] ?? [200]);
        for (const { name, namespace = metadata.namespace, sectionName = '' } of parentRefs.filter(isGateway)) {
          const tls = sectionName.startsWith('https') ? { tls: { rejectUnauthorized: false } } : {};
          await eventually(async () => {
            const { status } = running<GatewayStatus>('gateways.gateway.networking.k8s.io', name, namespace) ?? {};
            const { status: got } = await ask('/hello', { at: status?.addresses?.[0]?.value ?? '', host, ...tls });
            expect(statuses).toContain(got);
          }, 120);
        }
      }
    });
  });
});

interface GatewayStatus {
  readonly status?: { readonly addresses?: readonly { readonly value: string }[] };
}

const isGateway = ({ kind = 'Gateway' }: gatewayApi.ParentReference): boolean => kind === 'Gateway';
