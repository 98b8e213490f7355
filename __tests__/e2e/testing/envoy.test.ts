import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { type ClientRequest, createServer, type IncomingMessage, type Server, request as send } from 'node:http';
import { request as sendSecured } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MeshObjects } from '../../../testing/simulator/mesh-objects';
import type { MeshRequest } from '../../../testing/simulator/request';
import { send as simulate } from '../../../testing/simulator/send';
import { destinationsMet } from '../../testing/destinations-met';
import { agrees, answerOf, expectedAnswers } from '../../testing/envoy-answer';
import { CERTIFICATE, NAMESPACES, routeTables, TABLES } from '../../testing/route-tables';
import { CONTEXT } from '../cluster';
import { describeHere, ingressAddress } from '../needs';

/**
 * MESH_TEST_ECHO is an address of this machine that the gateway's Envoy reaches, MESH_TEST_INGRESS another gateway than the ingress
 * of the mesh. With MESH_TEST_RECORD=1 the answers are kept for the test that needs no cluster.
 */
const ECHO = process.env['MESH_TEST_ECHO'];
const ECHO_PORT = 5080;
const SEED = Number(process.env['MESH_TEST_SEED'] ?? 7);

const here = describeHere(__filename);
const INGRESS = process.env['MESH_TEST_INGRESS'] ?? ingressAddress();

here('the simulator and the Envoy of an ingress gateway', () => {
  const tables = routeTables(SEED);
  const objects = tables.flatMap((table) => table.objects).sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  let echo: Server;

  beforeAll(async () => {
    echo = createServer((incoming, answer) => {
      answer.writeHead(200, { 'x-got-path': incoming.url ?? '', 'x-got-authority': incoming.headers.host ?? '' });
      answer.end();
    });
    await new Promise<void>((done) => echo.listen(ECHO_PORT, done));
    kubectl(['delete', 'namespace', ...NAMESPACES, '--ignore-not-found', '--timeout=300s']);
    for (const namespace of NAMESPACES) apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }]);
    apply(NAMESPACES.flatMap(echoService));
    apply([certificate()]);
    // In the order of their names: Istio merges by age first, and goes by name only within a second.
    apply(objects.map(({ manifest }) => manifest));
    await settled();
  });

  afterAll(() => {
    echo?.close();
    for (const namespace of NAMESPACES) kubectl(['delete', 'namespace', namespace, '--wait=false']);
  });

  it(`agree on every request of ${TABLES} generated route tables`, async () => {
    const mesh = new MeshObjects(objects);
    const answers: string[] = [];
    const differences: string[] = [];
    for (const [table, { requests }] of tables.entries()) {
      for (const request of requests) {
        const answer = await answerTo(request);
        const outcome = simulate(mesh, request);
        answers.push(answer);
        if (!agrees(outcome, answer, destinationsMet(objects, outcome))) {
          differences.push(
            `table ${table}: ${JSON.stringify(request)}\n  Envoy     ${answer}\n  simulator ${expectedAnswers(outcome, destinationsMet(objects, outcome)).join(' | ')} ${outcome.kind === 'lost' ? outcome.reason : ''}`,
          );
        }
      }
    }
    process.stdout.write(`${answers.length} requests, ${differences.length} differences\n`);
    if (process.env['MESH_TEST_RECORD']) record(answers);
    expect(differences.slice(0, 20).join('\n')).toBe('');
    expect(answers.length).toBeGreaterThanOrEqual(1000);
  });

  it('agree on the shares of a weighted route', async () => {
    const weighted = {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name: 'weighted', namespace: NAMESPACES[0] },
      spec: {
        hosts: ['weighted.example'],
        gateways: ['weighted'],
        http: [
          {
            route: [80, 20].map((weight) => ({
              destination: { host: 'echo', port: { number: 80 } },
              weight,
              headers: { response: { set: { 'x-destination': String(weight) } } },
            })),
          },
        ],
      },
    };
    const gateway = {
      apiVersion: 'networking.istio.io/v1',
      kind: 'Gateway',
      metadata: { name: 'weighted', namespace: NAMESPACES[0] },
      spec: {
        selector: { istio: 'ingressgateway' },
        servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['weighted.example'] }],
      },
    };
    apply([gateway, weighted]);
    await until(async () => (await answerTo({ host: 'weighted.example' })).startsWith('200'));
    let heavy = 0;
    for (let count = 0; count < 600; count++)
      if ((await answerTo({ host: 'weighted.example' })).includes(' 80 ')) heavy += 1;
    const toObject = (manifest: typeof weighted | typeof gateway) => ({ ...manifest, manifest });
    const outcome = simulate(new MeshObjects([toObject(gateway), toObject(weighted)]), { host: 'weighted.example' });
    expect(outcome).toMatchObject({ destinations: [{ percent: 80 }, { percent: 20 }] });
    // Six standard deviations: 600 draws at 80 %.
    expect(Math.abs(heavy - 480)).toBeLessThan(60);
  });

  /** A request for the last object's host is answered by its routes, and twice the same. */
  async function settled(): Promise<void> {
    let before = '';
    await until(async () => {
      const sample = tables.flatMap(({ requests }) => requests.slice(0, 2));
      const answers: string[] = [];
      for (const request of sample) answers.push((await answerTo(request)).split(' ').slice(0, 3).join(' '));
      const now = answers.join('\n');
      const same = now === before && answers.filter((answer) => !answer.startsWith('404 -')).length > TABLES / 2;
      before = now;
      return same;
    });
  }

  function answerTo({ host, path = '/', method = 'GET', headers = {}, scheme = 'http' }: MeshRequest): Promise<string> {
    const options = {
      host: INGRESS,
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
});

function record(answers: readonly string[]): void {
  const tables = routeTables(SEED);
  const of = createHash('sha256').update(JSON.stringify(tables)).digest('hex');
  const istio = kubectl([
    'get',
    'deployment',
    'istiod',
    '-n',
    'istio-system',
    '-o',
    'jsonpath={.spec.template.spec.containers[0].image}',
  ]);
  const content = { istio: istio.split(':').pop(), seed: SEED, tables: of, answers };
  writeFileSync(join(__dirname, '../../fixtures/envoy-answers.json'), `${JSON.stringify(content, undefined, 2)}\n`);
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 180_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('the gateway did not take the routes within 180 s');
    await new Promise((done) => setTimeout(done, 1000));
  }
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

function apply(objects: readonly object[]): void {
  kubectl(['apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
}

function kubectl(args: readonly string[], input?: string): string {
  return execFileSync('kubectl', ['--context', CONTEXT, ...args], {
    ...(input === undefined ? {} : { input }),
    encoding: 'utf8',
    maxBuffer: 1e8,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}
