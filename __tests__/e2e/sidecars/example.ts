import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_ISTIO_VERSION, exactVersion, isIstioVersion } from '../../../constructs/versions';
import { type SynthesizedObject, synthesizedObjects } from '../../../model/read/synthesized-stack';
import { type ExamplesRun, runExamples } from '../../examples/run-examples';
import { installedIstio, kubectl, kubectlWith } from '../cluster';
import { asProxiesTake } from '../proxies';
import { apply, CONTAINER, rolledOut, TestPod } from './pods';

let run: ExamplesRun | undefined;

/** A manifest, open to be changed. */
// biome-ignore lint/suspicious/noExplicitAny: whatever kind it is of
export type OpenManifest = any;

function objectsOf(example: string): readonly SynthesizedObject[] {
  const istioVersion = installedIstio() ?? exactVersion(DEFAULT_ISTIO_VERSION);
  if (!isIstioVersion(istioVersion)) throw new Error(`no such release: ${istioVersion}`);
  run ??= runExamples(istioVersion);
  const stacks = join(run.outdir(example), 'stacks');
  return readdirSync(stacks).flatMap((stack) =>
    synthesizedObjects(JSON.parse(readFileSync(join(stacks, stack, 'cdk.tf.json'), 'utf8'))),
  );
}

/** Numbers that the Kubernetes provider has as text. */
function sent(manifest: object): OpenManifest {
  return JSON.parse(JSON.stringify(manifest), (key, value) =>
    /^(replicas|targetPort)$/.test(key) && /^\d+$/.test(value) ? Number(value) : value,
  );
}

/**
 * An example of this repository in the cluster, object by object as it is synthesized; only that the pods of the application run
 * the program of these tests, which can be told to fail.
 */
export class DeployedExample {
  readonly v1: TestPod;
  readonly v2: TestPod;
  /** Where its service is reached in the mesh. */
  readonly url: string;
  private readonly manifests: readonly OpenManifest[];
  private sent: readonly OpenManifest[] = [];

  /** @param change what differs from the example, such as a certificate that is at hand */
  constructor(
    readonly namespace: string,
    change: (manifest: OpenManifest) => void = () => {},
  ) {
    this.manifests = objectsOf(namespace).map(({ manifest }) => {
      const own = sent(manifest);
      if (own.kind === 'Deployment' && own.metadata.name.startsWith('helloworld-')) {
        own.spec.template.spec.containers = [CONTAINER];
        own.spec.template.spec.terminationGracePeriodSeconds = 1;
      }
      change(own);
      return own;
    });
    this.v1 = new TestPod(namespace, 'helloworld-v1');
    this.v2 = new TestPod(namespace, 'helloworld-v2');
    this.url = `http://helloworld.${namespace}:5000`;
  }

  /** @param takes which objects the cluster takes, such as those of kinds that it knows */
  deploy(takes: (manifest: OpenManifest) => boolean = () => true): void {
    const isNamespace = ({ kind }: OpenManifest) => kind === 'Namespace';
    this.sent = this.manifests.filter(takes).map(asProxiesTake);
    apply(this.sent.filter(isNamespace));
    apply(this.sent.filter((manifest) => !isNamespace(manifest)));
    rolledOut(this.namespace);
  }

  remove(): void {
    const items = this.sent.filter(({ kind }) => kind !== 'Deployment');
    const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
    kubectlWith(list, 'delete', '--ignore-not-found', '--wait=false', '-f', '-');
    kubectl('wait', '--for=delete', `namespace/${this.namespace}`, '--timeout=300s');
  }
}

/** How many answers have which status. */
export function counts(answers: readonly { readonly status: number }[]): Record<number, number> {
  const counted: Record<number, number> = {};
  for (const { status } of answers) counted[status] = (counted[status] ?? 0) + 1;
  return counted;
}

/** How many answers in a hundred match. */
export function percent<Answer>(answers: readonly Answer[], matches: (answer: Answer) => boolean): number {
  return (100 * answers.filter(matches).length) / answers.length;
}
