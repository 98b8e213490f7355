import { describeHere } from '../needs';
import { MeshAt, say, underTraffic } from './mesh-at';
import { inPlace, NEW, OLD } from './program';
import { countOf } from './traffic';

const REQUESTS = Number(process.env['UPGRADE_REQUESTS'] ?? 100_000);

describeHere(__filename)('an upgrade in place, with requests under way', () => {
  const mesh = new MeshAt();

  beforeAll(() => mesh.begin(inPlace(OLD)));
  afterAll(() => mesh.destroy());

  it.each([
    ['to the new release', NEW],
    ['back to the old one', OLD],
  ])(
    `answers all but one in a thousand of ${REQUESTS} %s`,
    async (_, version) => {
      const report = await underTraffic(async (traffic) => {
        await traffic.until(REQUESTS / 4);
        mesh.synth(inPlace(version));
        const start = Date.now();
        await mesh.up();
        say(`${version}: up ${((Date.now() - start) / 1000).toFixed(0)} s`);
        expect(mesh.plan()).toEqual([]);
        await traffic.until(REQUESTS);
      });
      // Gateways, servers and istiod are replaced at once: some proxies call for a moment what is gone.
      expect(countOf(report.failed)).toBeLessThan(countOf(report.sent) / 1000);
    },
    3_600_000,
  );
});
