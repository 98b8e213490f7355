import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kubectl, kubectlWith } from '../cluster';

/** Any image with Node. */
const IMAGE = process.env['MESH_TEST_IMAGE'] ?? 'docker.io/library/node:22-bookworm-slim';

const PROGRAM = readFileSync(join(__dirname, 'pod-program.js'), 'utf8');

// Sends an order to the program that already runs in the pod.
const ORDER = `
  const chunks = [];
  process.stdin.on('data', (chunk) => chunks.push(chunk)).on('end', () =>
    fetch('http://127.0.0.1:5999', { method: 'POST', body: Buffer.concat(chunks) })
      .then((answer) => answer.text())
      .then((text) => process.stdout.write(text)));`;

/** The container that runs the program of these tests. */
export const CONTAINER = {
  name: 'app',
  image: IMAGE,
  imagePullPolicy: 'IfNotPresent',
  command: ['node', '-e', PROGRAM],
  env: [{ name: 'VERSION', valueFrom: { fieldRef: { fieldPath: "metadata.labels['version']" } } }],
  ports: [{ containerPort: 5000 }],
  readinessProbe: { tcpSocket: { port: 5000 }, periodSeconds: 1 },
};

export interface PodAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly milliseconds: number;
}

export interface PodRequest {
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly servername?: string;
  readonly count?: number;
  readonly atOnce?: number;
}

/** A request as a server saw it, behind its sidecar. */
export interface SeenRequest {
  readonly scheme: 'http' | 'https';
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly from: string;
}

/** How a server answers; `failures`: so many times with that status, then with 200. */
export interface Behaviour {
  readonly status?: number;
  readonly delayMs?: number;
  readonly failures?: number;
}

/** The pod of a Deployment, client and server in one. */
export class TestPod {
  constructor(
    readonly namespace: string,
    readonly deployment: string,
  ) {}

  ask(request: PodRequest): readonly PodAnswer[] {
    return this.order('ask', request);
  }

  /** The status of a single request; 0 where the connection ends without an answer. */
  status(url: string, more: Omit<PodRequest, 'url' | 'count'> = {}): number {
    return this.ask({ url, ...more })[0]?.status ?? 0;
  }

  behave(behaviour: Behaviour): void {
    this.order('behave', behaviour);
  }

  /** What arrived since the last `behave`. */
  seen(): readonly SeenRequest[] {
    return this.order('seen', {});
  }

  address(): string {
    const selector = kubectl('-n', this.namespace, 'get', 'deployment', this.deployment, '-o', 'json');
    const labels: Record<string, string> = JSON.parse(selector).spec.selector.matchLabels;
    const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
    return kubectl(
      ...['-n', this.namespace, 'get', 'pods', '-l', pairs.join(',')],
      ...['--field-selector', 'status.phase=Running', '-o', 'jsonpath={.items[0].status.podIP}'],
    );
  }

  private order<Result>(order: string, given: object): Result {
    const { status, stdout, stderr } = kubectlWith(
      JSON.stringify({ order, given }),
      ...['-n', this.namespace, 'exec', '-i', `deployment/${this.deployment}`, '-c', CONTAINER.name],
      ...['--', 'node', '-e', ORDER],
    );
    if (status !== 0) throw new Error(`${this.namespace}/${this.deployment}: ${stderr}`);
    return JSON.parse(stdout);
  }
}

/** Where clients live; `globalTeardown` takes it away. */
export const CLIENTS = 'e2e-clients';

function certificate(host: string) {
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
  const [key, text] = [join(folder, 'key'), join(folder, 'crt')];
  const subject = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', ...subject, '-keyout', key, '-out', text],
    { stdio: 'ignore' },
  );
  return { key: readFileSync(key, 'utf8'), text: readFileSync(text, 'utf8') };
}

/** The mesh that runs: another one after each time that its control plane was removed and deployed, with a root certificate of its own. */
const meshId = (): string =>
  kubectl('-n', 'istio-system', 'get', 'deployment', 'istiod', '-o', 'jsonpath={.metadata.uid}');

function deployment(name: string, sidecar: boolean): object[] {
  const metadata = { name, namespace: CLIENTS };
  const labels = { app: name, version: 'v1', 'sidecar.istio.io/inject': String(sidecar) };
  const { key, text } = certificate('weather.example.com');
  const env = [
    ...CONTAINER.env,
    ...(sidecar
      ? []
      : [
          { name: 'TLS_KEY', value: key },
          { name: 'TLS_CERTIFICATE', value: text },
        ]),
  ];
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        selector: { matchLabels: { app: name } },
        template: {
          metadata: { labels, annotations: { 'e2e.mesh': meshId() } },
          spec: { serviceAccountName: name, terminationGracePeriodSeconds: 1, containers: [{ ...CONTAINER, env }] },
        },
      },
    },
  ];
}

/** The mesh that the clients are of; undefined where there are none. */
function meshOfClients(): string | undefined {
  const text = kubectl('-n', CLIENTS, 'get', 'deployment', 'client', '--ignore-not-found', '-o', 'json');
  if (text === '') return undefined;
  return JSON.parse(text).spec.template.metadata.annotations?.['e2e.mesh'];
}

/**
 * A client with a sidecar and an outsider without, deployed by the first suite that asks for them, and started again where the mesh
 * is another one than theirs: a proxy keeps the certificate of the control plane that it was started under.
 */
export function clients(): { readonly client: TestPod; readonly outsider: TestPod } {
  if (meshOfClients() !== meshId()) {
    apply([
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: CLIENTS, labels: { 'istio-injection': 'enabled' } } },
      ...deployment('client', true),
      ...deployment('outsider', false),
    ]);
  }
  rolledOut(CLIENTS);
  return { client: new TestPod(CLIENTS, 'client'), outsider: new TestPod(CLIENTS, 'outsider') };
}

/** Sends objects to the cluster. */
export function apply(items: readonly object[]): void {
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  const { status, stderr } = kubectlWith(list, 'apply', '-f', '-');
  if (status !== 0) throw new Error(stderr);
}

/** Waits for the Deployments of a namespace, five minutes at most. */
export function rolledOut(namespace: string): void {
  const names = kubectl('-n', namespace, 'get', 'deployments', '-o', 'name').trim().split('\n');
  for (const name of names) kubectl('-n', namespace, 'rollout', 'status', name, '--timeout=300s');
}
