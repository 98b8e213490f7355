import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { type ClientRequest, createServer, type IncomingMessage, type Server, request as send } from 'node:http';
import { request as sendSecured } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MeshObject } from '../../../testing/simulator/mesh-objects';
import type { MeshRequest } from '../../../testing/simulator/request';
import { answerOf } from '../../testing/envoy-answer';
import { CERTIFICATE, NAMESPACES } from '../../testing/route-tables';
import { kubectl, kubectlWith } from '../cluster';
import { ingressAddress } from '../needs';

/**
 * MESH_TEST_ECHO is an address of this machine that the gateway's Envoy reaches, MESH_TEST_INGRESS another gateway than the ingress
 * of the mesh.
 */
const ECHO = process.env['MESH_TEST_ECHO'];
const ECHO_PORT = 5080;

/** The ingress gateway, before the Services that the generated tables lead to: they say what they were asked. */
export class EchoGateway {
  private readonly echo: Server = createServer((incoming, answer) => {
    answer.writeHead(200, { 'x-got-path': incoming.url ?? '', 'x-got-authority': incoming.headers.host ?? '' });
    answer.end();
  });
  private readonly address = process.env['MESH_TEST_INGRESS'] ?? ingressAddress();

  async open(): Promise<void> {
    await new Promise<void>((done) => this.echo.listen(ECHO_PORT, done));
    kubectl('delete', 'namespace', ...NAMESPACES, '--ignore-not-found', '--timeout=300s');
    apply(NAMESPACES.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })));
    apply([...NAMESPACES.flatMap(echoService), certificate()]);
  }

  close(): void {
    this.echo.close();
    for (const namespace of NAMESPACES) kubectl('delete', 'namespace', namespace, '--wait=false');
  }

  /** Sends objects in the order that they are given in: Istio merges by age first, and goes by name only within a second. */
  apply(objects: readonly MeshObject[]): void {
    apply(objects.map(({ manifest }) => manifest));
  }

  remove(objects: readonly MeshObject[]): void {
    kubectlSend(
      'delete',
      objects.map(({ manifest }) => manifest),
      '--ignore-not-found',
      '--wait=true',
    );
  }

  /** Waits until requests are answered twice the same, and so many of them by a route. */
  async settled(requests: readonly MeshRequest[], routed: number): Promise<void> {
    let before = '';
    await until(async () => {
      const answers: string[] = [];
      for (const request of requests) answers.push((await this.answerTo(request)).split(' ').slice(0, 3).join(' '));
      const now = answers.join('\n');
      const same = now === before && answers.filter((answer) => !answer.startsWith('404 -')).length > routed;
      before = now;
      return same;
    });
  }

  answerTo({ host, path = '/', method = 'GET', headers = {}, scheme = 'http' }: MeshRequest): Promise<string> {
    const options = {
      host: this.address,
      port: scheme === 'https' ? 443 : 80,
      agent: false,
      path,
      method,
      headers: { ...(headers as Record<string, string>), host },
    };
    return new Promise((done, fail) => {
      const read = (answer: IncomingMessage): void => {
        answer.resume();
        answer.on('end', () =>
          done(answerOf(answer.statusCode ?? 0, (name) => answer.headers[name] as string | undefined)),
        );
      };
      const servername = host.replace(/:\d+$/, '').toLowerCase();
      const outgoing: ClientRequest =
        scheme === 'https'
          ? sendSecured({ ...options, servername, rejectUnauthorized: false }, read)
          : send(options, read);
      // A name that no TLS server has ends the connection.
      outgoing.on('error', (error) => (scheme === 'https' ? done(answerOf(0, () => undefined)) : fail(error)));
      outgoing.end();
    });
  }
}

/** Waits until something holds. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 180_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('the gateway did not take the routes within 180 s');
    await new Promise((done) => setTimeout(done, 1000));
  }
}

function apply(items: readonly object[]): void {
  kubectlSend('apply', items);
}

function kubectlSend(verb: string, items: readonly object[], ...more: readonly string[]): void {
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  const { status, stderr } = kubectlWith(list, verb, '-f', '-', ...more);
  if (status !== 0) throw new Error(stderr);
}

/** A certificate for any name, where the gateway looks for it. */
function certificate(): object {
  const folder = mkdtempSync(join(tmpdir(), 'tables-'));
  const files = { 'tls.key': join(folder, 'key'), 'tls.crt': join(folder, 'crt') };
  const subject = ['-subj', '/CN=tables.example', '-addext', 'subjectAltName=DNS:*.example'];
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '1',
      ...subject,
      '-keyout',
      files['tls.key'],
      '-out',
      files['tls.crt'],
    ],
    { stdio: 'pipe' },
  );
  const data = Object.fromEntries(
    Object.entries(files).map(([name, file]) => [name, readFileSync(file).toString('base64')]),
  );
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/tls',
    metadata: { name: CERTIFICATE, namespace: 'istio-system' },
    data,
  };
}

function echoService(namespace: string): object[] {
  const metadata = { name: 'echo', namespace };
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { ports: [{ name: 'http', port: 80, targetPort: ECHO_PORT }] },
    },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { ...metadata, labels: { 'kubernetes.io/service-name': 'echo' } },
      addressType: 'IPv4',
      endpoints: [{ addresses: [ECHO], conditions: { ready: true } }],
      ports: [{ name: 'http', port: ECHO_PORT, protocol: 'TCP' }],
    },
  ];
}
