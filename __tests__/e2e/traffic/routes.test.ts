import { Duration } from '../../../constructs/duration';
import { Workload } from '../../../constructs/references/workload';
import {
  CircuitBreaker,
  type HttpRoute,
  LoadBalancer,
  MeshService,
  Retries,
  ServiceTraffic,
  type ServiceTrafficProps,
  Subset,
  WeightedSplit,
} from '../../../constructs/traffic';
import { describeHere } from '../needs';
import { Workspace } from '../terraform';
import { ingressAddress, pause, type SeenAnswer, SimulatedPods, send, sendMany, untilRouted } from './simulated-pods';

// The pods' addresses answer on this machine, as simulated nodes (KWOK) have them.
const here = describeHere(__filename);

const NAMESPACE = 'traffic-e2e';
const v1 = Subset.version('v1');
const v2 = Subset.version('v2');

interface Scenario extends Partial<ServiceTrafficProps> {
  readonly hosts?: readonly string[];
  readonly more?: readonly HttpRoute[];
}

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  split: { more: [{ to: WeightedSplit.of([v1, 90], [v2, 10]) }] },
  matched: {
    more: [
      {
        match: [
          { headers: { 'x-group': 'b' } },
          { cookies: { group: 'b' } },
          { queryParams: { group: 'b' } },
          { method: 'POST' },
          { uri: { prefix: '/b/' } },
          { headers: { 'x-old': { present: false }, 'x-new': { present: true } } },
        ],
        to: v2,
      },
      { to: v1 },
    ],
  },
  mirrored: { more: [{ to: v1, mirror: { to: v2 } }] },
  'half-mirrored': { more: [{ to: v1, mirror: { to: v2, percentage: 50 } }] },
  delayed: { more: [{ fault: { delay: { fixedDelay: Duration.milliseconds(300), percentage: 20 } } }] },
  aborted: { more: [{ fault: { abort: { httpStatus: 418, percentage: 10 } } }] },
  timed: { timeout: Duration.milliseconds(500), retries: Retries.NONE },
  retried: { more: [{ retries: new Retries({ attempts: 3, retryOn: [503] }) }] },
  ejected: {
    retries: Retries.NONE,
    policy: {
      circuitBreaker: new CircuitBreaker({
        outlierDetection: {
          consecutive5xxErrors: 3,
          interval: Duration.seconds(1),
          baseEjectionTime: Duration.seconds(20),
          maxEjectionPercent: 100,
        },
      }),
    },
  },
  pooled: {
    retries: Retries.NONE,
    policy: {
      circuitBreaker: new CircuitBreaker({
        connectionPool: { tcp: { maxConnections: 1 }, http: { http1MaxPendingRequests: 1 } },
      }),
    },
  },
  hosted: {
    hosts: ['hosted.example.com', 'a.example.com', 'b.example.com'],
    more: [
      { match: { authority: 'a.example.com' }, to: v1 },
      { match: { authority: 'b.example.com' }, to: v2 },
    ],
  },
  sticky: { policy: { loadBalancer: LoadBalancer.byCookie('pod', { ttl: Duration.hours(1), path: '/' }) } },
  changed: {
    more: [
      { match: { uri: '/moved' }, redirect: { uri: '/here', redirectCode: 302 } },
      { match: { uri: '/closed' }, directResponse: { status: 503, body: 'closed' } },
      {
        match: { uri: { prefix: '/old/' } },
        rewrite: { uri: '/new/' },
        headers: { request: { set: { 'x-asked': 'yes' } }, response: { set: { 'x-answered': 'yes' } } },
        cors: { allowOrigins: ['https://shop.example.com'], allowMethods: ['PUT'], maxAge: Duration.hours(1) },
      },
    ],
  },
};

here('requests through the ingress gateway', () => {
  const workspace = new Workspace();
  const pods = new SimulatedPods(NAMESPACE);
  let address = '';

  const ask = (scenario: string, options?: Parameters<typeof send>[2]) =>
    send(address, `${scenario}.example.com`, options);
  const share = (answers: readonly SeenAnswer[], matches: (answer: SeenAnswer) => boolean) =>
    (100 * answers.filter(matches).length) / answers.length;

  beforeAll(async () => {
    workspace.synth({
      traffic: (stack) => {
        const namespace = pods.declare(stack, Object.keys(SCENARIOS));
        const gateway = Workload.gatewayFromName('istio-ingressgateway', { namespace: 'istio-system' });
        for (const [name, { more = [], ...props }] of Object.entries(SCENARIOS)) {
          const traffic = new ServiceTraffic(stack, name, {
            service: MeshService.fromName(name, { namespace: NAMESPACE, port: 80 }),
            gateways: [gateway],
            hosts: [`${name}.example.com`],
            dependsOn: [namespace],
            ...props,
          });
          for (const route of more) traffic.addRoute(route);
        }
      },
    });
    workspace.init('traffic');
    workspace.apply('traffic');
    await pods.start();
    address = ingressAddress();
    await untilRouted(
      address,
      Object.keys(SCENARIOS).map((name) => `${name}.example.com`),
    );
  });

  afterAll(async () => {
    await pods.stop();
    workspace.destroy('traffic');
  });

  beforeEach(() => pods.forget());

  it('are shared out 90 to 10, within 3 points over 2000', async () => {
    const answers = await sendMany(2000, () => ask('split'));
    expect(share(answers, ({ status }) => status === 200)).toBe(100);
    const canary = share(answers, ({ body }) => body === 'v2');
    report('split: share of the canary', `${canary.toFixed(2)} %`);
    expect(Math.abs(canary - 10)).toBeLessThanOrEqual(3);
  });

  it.each([
    ['a header', { headers: { 'x-group': 'b' } }],
    ['a cookie', { headers: { cookie: 'a=1; group=b; z=2' } }],
    ['a query parameter', { path: '/?group=b' }],
    ['a method', { method: 'POST' }],
    ['a path', { path: '/b/x' }],
    ['a header that is there and one that is not', { headers: { 'x-new': '' } }],
  ])('follow %s, every one of 200', async (_, options) => {
    const answers = await sendMany(200, () => ask('matched', options));
    expect(share(answers, ({ body }) => body === 'v2')).toBe(100);
  });

  it('stay where they are without a match, every one of 200', async () => {
    const options = { headers: { 'x-group': 'bb', cookie: 'groups=b', 'x-old': '1', 'x-new': '1' }, path: '/?group=c' };
    const answers = await sendMany(200, () => ask('matched', options));
    expect(share(answers, ({ body }) => body === 'v1')).toBe(100);
  });

  it('reach the mirror as well, all of them or half', async () => {
    await sendMany(100, () => ask('mirrored'));
    const answers = await sendMany(600, () => ask('half-mirrored'));
    await pause(500);
    const copies = (host: string) =>
      pods.seen.filter((seen) => seen.version === 'v2' && seen.host.startsWith(host)).length;
    const half = copies('half-mirrored');
    report('mirror: copies of 100, and of 600 at 50 %', `${copies('mirrored')}, ${half}`);
    expect(copies('mirrored')).toBe(100);
    expect(Math.abs(half / 6 - 50)).toBeLessThanOrEqual(7);
    expect(share(answers, ({ body }) => body === 'v1')).toBe(100);
  });

  it('are delayed and aborted at their percentages, within 4 points over 1000', async () => {
    const delayed = share(await sendMany(1000, () => ask('delayed')), ({ milliseconds }) => milliseconds >= 300);
    const aborted = share(await sendMany(1000, () => ask('aborted')), ({ status }) => status === 418);
    report('faults: delayed, aborted', `${delayed.toFixed(1)} %, ${aborted.toFixed(1)} %`);
    expect(Math.abs(delayed - 20)).toBeLessThanOrEqual(4);
    expect(Math.abs(aborted - 10)).toBeLessThanOrEqual(4);
  });

  it('end with 504 when their time is over', async () => {
    pods.answer = () => ({ delayMs: 3000 });
    const answers = await sendMany(10, () => ask('timed'));
    const times = answers.map(({ milliseconds }) => Math.round(milliseconds));
    report('timeout: 504 after ms', times.join(' '));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([504]));
    expect(Math.min(...times)).toBeGreaterThanOrEqual(495);
    expect(Math.max(...times)).toBeLessThan(900);
  });

  it('are tried again as often as asked for', async () => {
    pods.answer = () => ({ status: 503 });
    expect((await ask('retried')).status).toBe(503);
    expect(pods.seen).toHaveLength(4);

    pods.forget();
    let failures = 2;
    pods.answer = () => {
      failures -= 1;
      return { status: failures >= 0 ? 503 : 200 };
    };
    expect((await ask('retried')).status).toBe(200);
    expect(pods.seen).toHaveLength(3);
  });

  it('spare a pod that keeps failing', async () => {
    pods.answer = (version) => ({ status: version === 'v2' ? 500 : 200 });
    const before = await sendMany(40, () => ask('ejected'), 1);
    await pause(1500);
    const after = await sendMany(200, () => ask('ejected'));
    report(
      'outlier: failures before and after',
      `${before.filter(({ status }) => status === 500).length} of 40, ${after.filter(({ status }) => status === 500).length} of 200`,
    );
    expect(before.some(({ status }) => status === 500)).toBe(true);
    expect(share(after, ({ status }) => status === 200)).toBe(100);
  });

  it('are refused at once beyond what the pool takes', async () => {
    pods.answer = () => ({ delayMs: 400 });
    const answers = await sendMany(12, () => ask('pooled'), 12);
    const refused = answers.filter(({ status }) => status === 503);
    report('pool: refused of 12 at once', `${refused.length}`);
    expect(refused.length).toBeGreaterThanOrEqual(6);
    expect(refused.every(({ headers }) => headers['x-envoy-overloaded'] === 'true')).toBe(true);
    expect(answers.some(({ status }) => status === 200)).toBe(true);
  });

  it('go by the host they ask for', async () => {
    const answers = await Promise.all(['a.example.com', 'b.example.com'].map((host) => send(address, host)));
    expect(answers.map(({ body }) => body)).toEqual(['v1', 'v2']);
    expect((await send(address, 'c.example.com')).status).toBe(404);
  });

  it('find the same pod again by the cookie that they were given', async () => {
    const first = await ask('sticky');
    const cookie = first.headers['set-cookie']?.[0] ?? '';
    expect(cookie).toMatch(/^pod="?\w+"?; Max-Age=3600; Path=\//);
    const answers = await sendMany(50, () => ask('sticky', { headers: { cookie: cookie.split(';')[0] ?? '' } }));
    expect(new Set(answers.map(({ body }) => body))).toEqual(new Set([first.body]));
  });

  it('are redirected, answered, rewritten and marked', async () => {
    expect((await ask('changed', { path: '/moved' })).headers.location).toMatch(/\/here$/);
    expect(await ask('changed', { path: '/closed' })).toMatchObject({ status: 503, body: 'closed' });
    const { headers } = await ask('changed', { path: '/old/x' });
    expect(headers['x-answered']).toBe('yes');
    expect(pods.seen.at(-1)).toMatchObject({ url: '/new/x', headers: { 'x-asked': 'yes' } });
    const preflight = await ask('changed', {
      path: '/old/x',
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example.com', 'access-control-request-method': 'PUT' },
    });
    expect(preflight.headers['access-control-allow-origin']).toBe('https://shop.example.com');
    expect(preflight.headers['access-control-max-age']).toBe('3600');
  });
});

function report(what: string, figure: string): void {
  process.stdout.write(`    ${what}: ${figure}\n`);
}
