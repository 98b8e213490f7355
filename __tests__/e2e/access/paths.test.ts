import { MeshAccess } from '../../../model/access/mesh-access';
import type { PathNormalization } from '../../../model/access/path';
import { Mesh } from '../../../model/mesh';
import { readCluster } from '../../../model/read/cluster';
import { describeHere } from '../needs';
import { expectedAnswer, questionOf } from './expected-answer';
import { pathSets } from './path-sets';
import { GATEWAY_NAME, ProxiesUnderTest, pause } from './proxies-under-test';

/** MESH_TEST_PATH_SETS says how many sets of policies are tried under each mode, of a hundred requests each. */
const SETS = Number(process.env['MESH_TEST_PATH_SETS'] ?? 3);

const AGAIN = 4;

// Each shows in listeners as no mode before it does.
const MODES: readonly (readonly [PathNormalization, shows: string])[] = [
  ['NONE', '"normalize_path":false'],
  ['BASE', '"normalize_path":true'],
  ['MERGE_SLASHES', '"merge_slashes":true'],
  ['DECODE_AND_MERGE_SLASHES', 'UNESCAPE_AND_FORWARD'],
];

const here = describeHere(__filename);

here('the decision about a path and the proxies', () => {
  let proxies: ProxiesUnderTest;

  beforeAll(async () => {
    proxies = await ProxiesUnderTest.start();
  });

  afterAll(() => proxies?.stop());

  it.each(MODES)(`agree on every request of ${SETS} sets under %s`, async (normalization, shows) => {
    await proxies.configure({ pathNormalization: { normalization } }, shows);
    const differences: object[] = [];
    let asked = 0;
    for (const [index, { objects, requests }] of pathSets(17, SETS, normalization).entries()) {
      const inForce = await proxies.enforce(objects, `${normalization.toLowerCase().replaceAll('_', '-')}-${index}`);
      const access = new MeshAccess(new Mesh(readCluster([...proxies.base, ...inForce], () => undefined)));
      let open = requests;
      let found: object[] = [];
      for (let more = AGAIN; more >= 0 && open.length > 0; more -= 1) {
        if (more < AGAIN) await pause(1000);
        const answers = await proxies.ask(open);
        const wrong = open.flatMap((request, at) => {
          const decision = access.decide(questionOf(request, proxies.addresses, GATEWAY_NAME));
          const decided = expectedAnswer(decision, 'http');
          const answered = answers[at];
          return decided === answered ? [] : [{ request, decided, answered, because: decision.by.because }];
        });
        open = wrong.map(({ request }) => request);
        found = wrong;
      }
      asked += requests.length;
      differences.push(...found);
    }
    for (const one of differences) process.stdout.write(`${JSON.stringify(one)}\n`);
    process.stdout.write(`${normalization}: ${asked} requests, ${differences.length} differ\n`);
    expect(differences).toEqual([]);
  });
});
