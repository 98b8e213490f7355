import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { networking } from '../../constructs/resources';
import { DEFAULT_ISTIO_VERSION, exactVersion, isIstioVersion } from '../../constructs/versions';
import { type SynthesizedObject, synthesizedObjects } from '../../model/read/synthesized-stack';
import { EXAMPLES as ALL, runExamples } from '../examples/run-examples';
import { applyObject, CONTEXT, installedIstio, isServed, kubectl, kubectlWith } from './cluster';
import { describeHere, NEEDS } from './needs';
import { asProxiesTake } from './proxies';

// The release that runs in the cluster, and its istioctl.
const here = describeHere(__filename);
const istioVersion = installedIstio() ?? exactVersion(DEFAULT_ISTIO_VERSION);
if (!isIstioVersion(istioVersion)) throw new Error(`ISTIO_VERSION: no such release: ${istioVersion}`);
const istioctl = process.env.ISTIOCTL ?? 'istioctl';
const hasIstioctl = NEEDS.istioctl.holds();

const run = runExamples(istioVersion);
const objectsOf = (example: string): readonly SynthesizedObject[] =>
  readdirSync(join(run.outdir(example), 'stacks')).flatMap((stack) =>
    synthesizedObjects(JSON.parse(readFileSync(join(run.outdir(example), 'stacks', stack, 'cdk.tf.json'), 'utf8'))),
  );
const isNamespace = ({ kind }: SynthesizedObject): boolean => kind === 'Namespace';
// An example that brings Istio itself would take the mesh that runs away with it.
const EXAMPLES = ALL.filter(
  (example) => !objectsOf(example).some((one) => isNamespace(one) && one.metadata.name === 'istio-system'),
);
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

here(`the examples, in a cluster with Istio ${istioVersion}`, () => {
  const objects = Object.fromEntries(EXAMPLES.map((example) => [example, objectsOf(example)]));
  // What is up to other software in the cluster, such as cert-manager, can only be tried where that runs.
  const foreign = Object.values(objects)
    .flat()
    .filter((object) => !isServed(object));

  const credentials = new Set(
    Object.values(objects)
      .flat()
      .filter(({ kind }) => kind === 'Gateway')
      .flatMap(({ manifest }) => (manifest['spec'] as networking.GatewaySpec).servers ?? [])
      .flatMap(({ tls }) => tls?.credentialName ?? []),
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
    for (const name of credentials) {
      const secret = ['create', 'secret', 'generic', name, '--dry-run=client', '--output=json'];
      const data = [`tls.crt=${certificate}`, `tls.key=${key}`, `ca.crt=${certificate}`].map(
        (file) => `--from-file=${file}`,
      );
      applyObject(JSON.parse(kubectl('--namespace', 'istio-system', ...secret, ...data)));
    }
  });

  afterAll(() => {
    for (const name of credentials) kubectl('--namespace', 'istio-system', 'delete', 'secret', name);
  });

  // One at a time: together they ask for more than a small node has.
  describe.each(EXAMPLES)('%s', (example) => {
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
  });
});
