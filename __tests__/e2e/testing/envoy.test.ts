import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MeshObjects } from '../../../testing/simulator/mesh-objects';
import { send as simulate } from '../../../testing/simulator/send';
import { destinationsMet } from '../../testing/destinations-met';
import { agrees, expectedAnswers } from '../../testing/envoy-answer';
import { NAMESPACES, routeTables, TABLES } from '../../testing/route-tables';
import { kubectl } from '../cluster';
import { describeHere } from '../needs';
import { EchoGateway, until } from './echo-gateway';

/** With MESH_TEST_RECORD=1 the answers are kept for the test that needs no cluster. */
const SEED = Number(process.env['MESH_TEST_SEED'] ?? 7);

const here = describeHere(__filename);

here('the simulator and the Envoy of an ingress gateway', () => {
  const tables = routeTables(SEED);
  const objects = tables.flatMap((table) => table.objects).sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  const gateway = new EchoGateway();

  beforeAll(async () => {
    await gateway.open();
    gateway.apply(objects);
    await gateway.settled(
      tables.flatMap(({ requests }) => requests.slice(0, 2)),
      TABLES / 2,
    );
  });

  afterAll(() => gateway.close());

  it(`agree on every request of ${TABLES} generated route tables`, async () => {
    const mesh = new MeshObjects(objects);
    const answers: string[] = [];
    const differences: string[] = [];
    for (const [table, { requests }] of tables.entries()) {
      for (const request of requests) {
        const answer = await gateway.answerTo(request);
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
    const ingress = {
      apiVersion: 'networking.istio.io/v1',
      kind: 'Gateway',
      metadata: { name: 'weighted', namespace: NAMESPACES[0] },
      spec: {
        selector: { istio: 'ingressgateway' },
        servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['weighted.example'] }],
      },
    };
    const toObject = (manifest: typeof weighted | typeof ingress) => ({ ...manifest, manifest });
    gateway.apply([toObject(ingress), toObject(weighted)]);
    await until(async () => (await gateway.answerTo({ host: 'weighted.example' })).startsWith('200'));
    let heavy = 0;
    for (let count = 0; count < 600; count++)
      if ((await gateway.answerTo({ host: 'weighted.example' })).includes(' 80 ')) heavy += 1;
    const outcome = simulate(new MeshObjects([toObject(ingress), toObject(weighted)]), { host: 'weighted.example' });
    expect(outcome).toMatchObject({ destinations: [{ percent: 80 }, { percent: 20 }] });
    // Six standard deviations: 600 draws at 80 %.
    expect(Math.abs(heavy - 480)).toBeLessThan(60);
  });
});

function record(answers: readonly string[]): void {
  const tables = routeTables(SEED);
  const of = createHash('sha256').update(JSON.stringify(tables)).digest('hex');
  const istio = kubectl(
    ...['get', 'deployment', 'istiod', '-n', 'istio-system'],
    ...['-o', 'jsonpath={.spec.template.spec.containers[0].image}'],
  );
  const content = { istio: istio.split(':').pop(), seed: SEED, tables: of, answers };
  writeFileSync(join(__dirname, '../../fixtures/envoy-answers.json'), `${JSON.stringify(content, undefined, 2)}\n`);
}
