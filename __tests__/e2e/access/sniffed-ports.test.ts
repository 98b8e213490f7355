import { describeHere } from '../needs';
import { compared } from './comparison';
import { ProxiesUnderTest, ROOT } from './proxies-under-test';
import { sniffedSets } from './sniffed-sets';

/** MESH_TEST_SNIFFED_SETS says how many sets of policies are tried, of a hundred requests each. */
const SETS = Number(process.env['MESH_TEST_SNIFFED_SETS'] ?? 10);

const here = describeHere(__filename);

here('the decision at a port that does not say what it speaks and the proxies', () => {
  let proxies: ProxiesUnderTest;

  beforeAll(async () => {
    proxies = await ProxiesUnderTest.start();
  });

  afterAll(() => proxies?.stop());

  it(`agree on every request and connection of ${SETS} generated sets of policies`, async () => {
    let [asked, differing] = [0, 0];
    for (const [index, set] of sniffedSets(18, SETS, ROOT, proxies.addresses).entries()) {
      differing += (await compared(proxies, set, `sniffed-${index}`)).differences.length;
      asked += set.requests.length;
    }
    process.stdout.write(`${asked} requests, ${differing} differ\n`);
    expect(differing).toBe(0);
  }, 3_600_000);
});
