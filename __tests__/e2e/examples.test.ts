import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type SynthesizedObject, synthesizedObjects } from '../../constructs/delivery/synthesized-objects';
import { isIstioVersion } from '../../constructs/versions';
import { EXAMPLES, runExamples } from '../examples/run-examples';
import { kubectl } from './terraform';

// The release that runs in the cluster, and its istioctl.
const istioVersion = process.env.ISTIO_VERSION ?? '1.30.3';
if (!isIstioVersion(istioVersion)) throw new Error(`ISTIO_VERSION: no such release: ${istioVersion}`);
const istioctl = process.env.ISTIOCTL ?? 'istioctl';
const hasIstioctl = spawnSync(istioctl, ['version', '--remote=false']).status === 0;

const run = runExamples(istioVersion);
const objectsOf = (example: string): readonly SynthesizedObject[] =>
  readdirSync(join(run.outdir(example), 'stacks')).flatMap((stack) =>
    synthesizedObjects(JSON.parse(readFileSync(join(run.outdir(example), 'stacks', stack, 'cdk.tf.json'), 'utf8'))),
  );
const isNamespace = ({ kind }: SynthesizedObject): boolean => kind === 'Namespace';
const listOf = (objects: readonly SynthesizedObject[]): string =>
  // The Kubernetes provider takes some numbers as text.
  JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects.map(({ manifest }) => manifest) }, (key, value) =>
    /^(replicas|targetPort)$/.test(key) && /^\d+$/.test(value) ? Number(value) : value,
  );
const send = (objects: readonly SynthesizedObject[], ...verb: string[]): string =>
  execFileSync('kubectl', [...verb, '-f', '-'], { input: listOf(objects), encoding: 'utf8' });

describe(`the examples, in a cluster with Istio ${istioVersion}`, () => {
  const objects = Object.fromEntries(EXAMPLES.map((example) => [example, objectsOf(example)]));
  const namespaces = Object.values(objects).flat().filter(isNamespace);

  beforeAll(() => {
    send(namespaces, 'apply');
  });

  afterAll(() => {
    send(namespaces, 'delete', '--ignore-not-found');
  });

  it.each(EXAMPLES)('%s: everything is accepted', (example) => {
    const own = (objects[example] ?? []).filter((object) => !isNamespace(object));
    const warnings = spawnSync('kubectl', ['apply', '-f', '-'], { input: listOf(own), encoding: 'utf8' });
    expect(warnings.stderr).toBe('');
    expect(warnings.status).toBe(0);
  });

  (hasIstioctl ? it : it.skip)('leave istioctl analyze nothing to find', () => {
    kubectl('wait', '--for=condition=Available', 'deployment', '--all', '--all-namespaces', '--timeout=120s');
    for (const { metadata } of namespaces) {
      const found = spawnSync(istioctl, ['analyze', '--namespace', metadata.name], { encoding: 'utf8' });
      expect(`${found.stdout}${found.stderr}`).toContain('No validation issues found');
    }
  });
});
