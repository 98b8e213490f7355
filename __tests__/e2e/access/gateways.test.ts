import { describeHere } from '../needs';
import { compared } from './comparison';
import { gatewaySets } from './gateway-sets';
import { API_GATEWAY, apiGatewayLayout, GATEWAY_NAME_LABEL, SHOP } from './layout';
import { ProxiesUnderTest, ROOT, type TestGateway } from './proxies-under-test';

/** MESH_TEST_GATEWAY_SETS says how many sets of policies are tried, of a hundred requests each. */
const SETS = Number(process.env['MESH_TEST_GATEWAY_SETS'] ?? 10);

const GATEWAY: TestGateway = {
  // istiod names what it deploys for a Gateway by its class as well.
  name: `${SHOP}/${API_GATEWAY}-istio`,
  selector: `${GATEWAY_NAME_LABEL}=${API_GATEWAY}`,
  objects: apiGatewayLayout(),
};

const here = describeHere(__filename);

here('the decision about a request through a Gateway of the Gateway API and the proxies', () => {
  let proxies: ProxiesUnderTest;

  beforeAll(async () => {
    proxies = await ProxiesUnderTest.start(GATEWAY);
  });

  afterAll(() => proxies?.stop());

  it(`agree on every request of ${SETS} sets of policies with targets`, async () => {
    let [asked, differing] = [0, 0];
    for (const [index, set] of gatewaySets(17, SETS, ROOT, proxies.addresses).entries()) {
      differing += (await compared(proxies, set, `gateway-${index}`)).differences.length;
      asked += set.requests.length;
    }
    process.stdout.write(`${asked} requests, ${differing} differ\n`);
    expect(differing).toBe(0);
  }, 3_600_000);
});
