import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration } from '../../../constructs/duration';
import { ClientQuota } from '../../../constructs/policy/client-quota';
import { Descriptor } from '../../../constructs/policy/descriptor';
import { type LocalLimit, LocalRateLimit } from '../../../constructs/policy/local-rate-limit';
import { Rate } from '../../../constructs/policy/rate';
import { RateLimitService } from '../../../constructs/policy/rate-limit-service';
import { TokenBucket } from '../../../constructs/policy/token-bucket';
import { PolicyTarget } from '../../../constructs/references/policy-target';
import { answers, ask, deliver, eventually, INGRESS, statuses } from '../ingress';
import { describeHere, simulated } from '../needs';
import { rolledOut } from '../sidecars/pods';

const here = describeHere(__filename);

const target = PolicyTarget.gateway(INGRESS);
// A bucket that nothing is added to while a test counts.
const bucket = (requests: number) => TokenBucket.of(Rate.perHour(requests));
let withdraw = () => {};

// Tells that a limit is in force, without taking of what a test counts.
const PROBE = { headers: { 'x-probe': 'yes' } };
const probe = { when: [Descriptor.header('x-probe', 'yes')], bucket: bucket(1) };

afterEach(async () => {
  withdraw();
  withdraw = () => {};
  await eventually(async () => expect(await statuses(12, '/hello')).toEqual({ 200: 12 }));
});

here('a local rate limit at the gateway', () => {
  let count = 0;
  const limited = async (...limits: LocalLimit[]) => {
    // A bucket outlives the deploy of a limit of the same name.
    count += 1;
    withdraw = deliver((stack) => {
      new LocalRateLimit(stack, 'Limit', {
        target,
        name: `e2e-${process.pid}-${count}`,
        limits: [probe, ...limits],
        rateLimitHeaders: true,
        responseHeaders: { 'x-limited-by': 'e2e' },
      });
    });
    await answers(429, '/hello', PROBE);
  };

  it('lets requests pass up to the limit, and answers 429 beyond it', async () => {
    await limited({ when: [Descriptor.method('POST')], bucket: bucket(10) });
    expect(await statuses(25, '/hello', { method: 'POST' })).toEqual({ 200: 10, 429: 15 });
    const refused = await ask('/hello', { method: 'POST' });
    expect(refused.headers['x-limited-by']).toBe('e2e');
    expect(refused.headers['x-ratelimit-remaining']).toBe('0');
    // Other requests have no limit.
    expect(await statuses(25, '/hello')).toEqual({ 200: 25 });
  });

  it('has one bucket for all requests', async () => {
    withdraw = deliver((stack) => {
      new LocalRateLimit(stack, 'Limit', { target, name: 'e2e-whole', bucket: bucket(40) });
    });
    const counts: Record<number, number> = {};
    await eventually(async () => {
      const { status } = await ask('/hello');
      counts[status] = (counts[status] ?? 0) + 1;
      expect(counts[429] ?? 0).toBe(5);
    });
    // Some requests may have passed before the limit was there.
    expect(counts[200]).toBeGreaterThanOrEqual(40);
  });

  it('counts each value of a descriptor apart', async () => {
    await limited({ when: [Descriptor.header('x-api-key')], bucket: bucket(5) });
    for (const key of ['ann', 'bob']) {
      expect(await statuses(8, '/hello', { headers: { 'x-api-key': key } })).toEqual({ 200: 5, 429: 3 });
    }
  });

  it('refuses nothing when it is not enforced', async () => {
    withdraw = deliver((stack) => {
      new LocalRateLimit(stack, 'Limit', {
        target,
        name: 'e2e-shadow',
        bucket: bucket(1),
        enforcedPercent: 0,
        rateLimitHeaders: true,
      });
    });
    await eventually(async () => {
      const { status, headers } = await ask('/hello');
      expect(headers['x-ratelimit-limit']).toBeDefined();
      expect(status).toBe(200);
    });
    expect(await statuses(10, '/hello')).toEqual({ 200: 10 });
  });

  it('limits the routes of a host alone', async () => {
    withdraw = deliver((stack) => {
      new LocalRateLimit(stack, 'Limit', {
        target,
        name: 'e2e-route',
        status: 503,
        routes: [{ host: '*', port: 80, bucket: bucket(20) }],
      });
    });
    const counts: Record<number, number> = {};
    await eventually(async () => {
      const { status } = await ask('/hello');
      counts[status] = (counts[status] ?? 0) + 1;
      expect(counts[503] ?? 0).toBe(5);
    });
    expect(counts[200]).toBeGreaterThanOrEqual(20);
  });
});

const ratelimit = process.env.RATELIMIT ?? 'ratelimit';
const isSimulated = simulated();
const hasPrograms = [ratelimit, 'redis-server'].every((program) => spawnSync('which', [program]).status === 0);

(isSimulated && !hasPrograms ? describe.skip : here)(
  "a client quota at the gateway (where nodes are simulated: needs ratelimit and redis-server in PATH, and the pods' addresses on this machine)",
  () => {
    const programs: ChildProcess[] = [];

    afterAll(() => {
      for (const program of programs) program.kill();
    });

    /** Runs what the Deployments of the service say, as far as no container runs it. */
    function run(service: RateLimitService): void {
      const folder = mkdtempSync(join(tmpdir(), 'ratelimit-'));
      const files = join(folder, 'ratelimit/config');
      mkdirSync(files, { recursive: true });
      const { data } = service.configMap.manifest as unknown as { data: Record<string, string> };
      for (const [name, text] of Object.entries(data)) writeFileSync(join(files, name), text);
      const { spec } = service.deployment.manifest as unknown as {
        spec: { template: { spec: { containers: [{ env: { name: string; value: string }[] }] } } };
      };
      const env = Object.fromEntries(spec.template.spec.containers[0].env.map(({ name, value }) => [name, value]));
      programs.push(spawn('redis-server', ['--port', '6379', '--save', '', '--appendonly', 'no'], { stdio: 'ignore' }));
      programs.push(
        spawn(ratelimit, {
          stdio: 'ignore',
          // 8080 may be a gateway's on this machine.
          env: {
            ...process.env,
            ...env,
            REDIS_URL: '127.0.0.1:6379',
            RUNTIME_ROOT: folder,
            PORT: '18090',
            DEBUG_PORT: '16070',
          },
        }),
      );
    }

    it('counts by the real service: each client, those with a quota of their own, and those without a name', async () => {
      let service: RateLimitService | undefined;
      withdraw = deliver((stack) => {
        service = new RateLimitService(stack, 'Service', { namespace: 'kube-public' });
        new ClientQuota(stack, 'Quota', {
          target,
          service,
          client: Descriptor.header('x-api-key'),
          rate: Rate.perDay(5),
          clients: { gold: Rate.perDay(12), monitoring: 'unlimited' },
          anonymous: Rate.perDay(3),
          limit: { failOpen: false, timeout: Duration.seconds(5) },
        });
      });
      if (isSimulated && service) run(service);
      if (!isSimulated) rolledOut('kube-public');
      const as = (key: string) => ({ headers: { 'x-api-key': key } });
      // Whoever has no limit gets through once the service can be asked, and tells nothing before.
      await answers(200, '/hello', as('monitoring'));
      await eventually(async () =>
        expect((await ask('/hello', as('probe'))).headers['x-ratelimit-limit']).toContain('5'),
      );
      for (const key of ['ann', 'bob']) expect(await statuses(9, '/hello', as(key))).toEqual({ 200: 5, 429: 4 });
      expect(await statuses(16, '/hello', as('gold'))).toEqual({ 200: 12, 429: 4 });
      expect(await statuses(20, '/hello', as('monitoring'))).toEqual({ 200: 20 });
      expect(await statuses(6, '/hello')).toEqual({ 200: 3, 429: 3 });
      const refused = await ask('/hello', as('ann'));
      expect(refused.headers['x-envoy-ratelimited']).toBe('true');
      expect(refused.headers['x-ratelimit-remaining']).toBe('0');
    });
  },
);
