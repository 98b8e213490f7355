import { writeFileSync } from 'node:fs';
import { installedIstio } from '../cluster';
import { describeHere } from '../needs';
import { compared } from './comparison';
import { generatedSets } from './generated-sets';
import { ProxiesUnderTest, ROOT } from './proxies-under-test';
import { hashOf, type RecordedAnswers, type RecordedSet, recordedSet } from './recorded-answers';

/**
 * MESH_TEST_SETS says how many sets of policies are tried, of a hundred requests each, MESH_TEST_FIRST_SET which one is the first, and
 * MESH_TEST_SEED from what they are made.
 */
const SETS = Number(process.env['MESH_TEST_SETS'] ?? 10);
const FIRST = Number(process.env['MESH_TEST_FIRST_SET'] ?? 0);
const SEED = Number(process.env['MESH_TEST_SEED'] ?? 17);
/** The file that the answers are kept in, for holding decisions against them where there is no cluster. */
const RECORD = process.env['MESH_TEST_RECORD'];

const here = describeHere(__filename);

here('the decision about a request and the proxies', () => {
  let proxies: ProxiesUnderTest;

  beforeAll(async () => {
    proxies = await ProxiesUnderTest.start();
  });

  afterAll(() => proxies?.stop());

  it(`agree on every request of ${SETS} generated sets of policies`, async () => {
    const { addresses } = proxies;
    const sets = generatedSets(SEED, FIRST + SETS, ROOT, addresses);
    const recorded: RecordedSet[] = [];
    let [asked, differing, late] = [0, 0, 0];
    for (const [index, set] of sets.entries()) {
      if (index < FIRST) continue;
      const found = await compared(proxies, set, `set-${index}`);
      recorded.push(recordedSet(found.inForce, found.answers));
      asked += set.requests.length;
      differing += found.differences.length;
      late += found.late;
    }
    process.stdout.write(`${asked} requests, ${differing} differ, ${late} agreed when they were asked again\n`);
    if (RECORD !== undefined) {
      const istio = installedIstio() ?? '';
      const answers: RecordedAnswers = { istio, seed: SEED, addresses, hash: hashOf(sets), sets: recorded };
      writeFileSync(RECORD, `${JSON.stringify(answers)}\n`);
    }
    expect(differing).toBe(0);
  }, 3_600_000);
});
