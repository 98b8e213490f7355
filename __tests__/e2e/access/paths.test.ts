import type { PathNormalization } from '../../../model/access/path';
import { describeHere } from '../needs';
import { compared } from './comparison';
import { pathSets } from './path-sets';
import { ProxiesUnderTest } from './proxies-under-test';

/** MESH_TEST_PATH_SETS says how many sets of policies are tried under each mode, of a hundred requests each. */
const SETS = Number(process.env['MESH_TEST_PATH_SETS'] ?? 3);

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
    let [asked, differing] = [0, 0];
    for (const [index, set] of pathSets(17, SETS, normalization).entries()) {
      const name = `${normalization.toLowerCase().replaceAll('_', '-')}-${index}`;
      differing += (await compared(proxies, set, name)).differences.length;
      asked += set.requests.length;
    }
    process.stdout.write(`${normalization}: ${asked} requests, ${differing} differ\n`);
    expect(differing).toBe(0);
  });
});
