import { eventually } from '../ingress';
import { describeHere, ingressAddress } from '../needs';
import { counts, DeployedExample } from './example';
import { clients, type TestPod } from './pods';

const here = describeHere(__filename);

here('the example rate-limit, at the gateway and at sidecars', () => {
  const example = new DeployedExample('rate-limit');
  let client: TestPod;
  let outsider: TestPod;
  const through = (count: number, key?: string) =>
    outsider.ask({
      url: `http://${ingressAddress()}/hello`,
      headers: { host: 'rate-limit.example.com', ...(key && { 'x-api-key': key }) },
      count,
    });

  beforeAll(async () => {
    ({ client, outsider } = clients());
    example.deploy();
    await eventually(() => expect(through(1)[0]?.status).not.toBe(404));
  });
  afterAll(() => example.remove());

  it('each pod takes ten POST a second, and is not bothered by GET', () => {
    const url = `${example.url}/hello`;
    const posts = client.ask({ url, method: 'POST', count: 200, atOnce: 20 });
    const { 200: passed = 0, 429: refused = 0, ...others } = counts(posts);
    expect(others).toEqual({});
    expect(refused).toBeGreaterThan(0);
    // Two pods, ten at once and ten a second each.
    const seconds = Math.max(...posts.map(({ milliseconds }) => milliseconds)) / 1000;
    expect(passed).toBeGreaterThanOrEqual(20);
    expect(passed).toBeLessThan(20 + 20 * Math.ceil(seconds + 10));
    expect(counts(client.ask({ url, count: 40, atOnce: 1 }))).toEqual({ 200: 40 });
  });

  /** A bucket is full again after a minute in which nobody asks: each look takes one of its tokens. */
  const untilFull = async () => {
    const left = () => through(1, 'monitoring')[0]?.headers['x-ratelimit-remaining'];
    if (left() === '19') return;
    await new Promise((resolve) => setTimeout(resolve, 61_000));
    expect(left()).toBe('19');
  };

  it('the gateway takes twenty requests a minute to the route', async () => {
    await untilFull();
    const { 200: passed = 0, 429: refused = 0, ...others } = counts(through(40, 'monitoring'));
    expect(others).toEqual({});
    // One was taken by the look, and one comes back every three seconds.
    expect(passed).toBeGreaterThanOrEqual(19);
    expect(passed).toBeLessThanOrEqual(22);
    expect(refused).toBe(40 - passed);
    // No other host is touched.
    const url = `http://${ingressAddress()}/hello`;
    expect(counts(outsider.ask({ url, count: 40 }))).toEqual({ 200: 40 });
  });

  it('one service counts for all: five a minute for a key, two without', async () => {
    // Its minutes begin with the clock's: a try may fall into two of them.
    await eventually(async () => {
      await untilFull();
      expect(counts(through(8, `key-${Date.now()}`))).toEqual({ 200: 5, 429: 3 });
      expect(counts(through(4))).toEqual({ 200: 2, 429: 2 });
    }, 200);
  });
});
