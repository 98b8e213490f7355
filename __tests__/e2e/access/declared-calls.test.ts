import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeclaredWorkload } from '../../../constructs/security';
import { kubectl } from '../cluster';
import { eventually } from '../ingress';
import { describeHere } from '../needs';
import { apply, CONTAINER } from '../sidecars/pods';
import { DeclaredShop, type ShopCall } from './declared-shop';
import { PodClient } from './pod-client';
import { ROOT } from './proxies-under-test';

/** MESH_TEST_SERVICES says how many services there are, MESH_TEST_PAIRS how many of their calls are tried. */
const SERVICES = Number(process.env['MESH_TEST_SERVICES'] ?? 6);
const PAIRS = Number(process.env['MESH_TEST_PAIRS'] ?? 40);
const AT_ONCE = 8;
const SERVER_PROGRAM = readFileSync(join(__dirname, 'server-program.js'), 'utf8');

const here = describeHere(__filename);

/** What the proxies of a mesh cost. */
interface Cost {
  /** Bytes that istiod sends when it sends everything. */
  readonly pushed: number;
  /** Bytes that all Envoys have allocated. */
  readonly memory: number;
}

here(`${SERVICES} services with declared calls`, () => {
  const shop = new DeclaredShop(SERVICES, 7);
  const calls = shop.sample(PAIRS);
  let before: Cost;

  beforeAll(async () => {
    const labels = { 'istio-injection': 'enabled' };
    apply(shop.namespaces.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } })));
    const container = { ...CONTAINER, command: ['node', '-e', SERVER_PROGRAM], env: [] };
    // All at once they would starve each other, and the node.
    for (let first = 0; first < SERVICES; first += AT_ONCE) {
      const some = shop.workloads.slice(first, first + AT_ONCE);
      apply(some.flatMap((workload) => shop.manifests(workload, container)));
      for (const { namespace, name } of some) {
        kubectl('-n', namespace, 'wait', '--for=condition=Available', `deployment/${name}`, '--timeout=600s');
      }
    }
  }, 1_800_000);

  afterAll(() => {
    kubectl('delete', 'namespace', ...shop.namespaces, '--ignore-not-found', '--wait=false');
  });

  it('answers every declared call with 200 and every other with 403', async () => {
    apply(shop.policies(false));
    await settled();
    expect(await wrong(calls)).toEqual([]);
    before = await cost();
  }, 1_200_000);

  it('still does where each proxy knows what its workload calls, and costs less', async () => {
    apply(shop.policies(true));
    await settled();
    expect(await wrong(calls)).toEqual([]);
    const after = await cost();
    const ratio = (of: keyof Cost): string => (before[of] / after[of]).toFixed(2);
    process.stdout.write(`${JSON.stringify({ SERVICES, PAIRS, before, after })}\n`);
    process.stdout.write(`pushed 1/${ratio('pushed')}, memory 1/${ratio('memory')}\n`);
    expect(after.pushed).toBeLessThan(before.pushed);
  }, 1_200_000);

  /** Every proxy has what istiod sent it. */
  async function settled(): Promise<void> {
    // istiod waits for further changes before it sends anything.
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    await eventually(() => {
      const answer = JSON.parse(istiod('/debug/syncz'));
      const proxies: readonly Readonly<Record<string, unknown>>[] = Array.isArray(answer) ? answer : [];
      const late = proxies.filter(({ listener_sent, listener_acked }) => listener_sent !== listener_acked);
      expect([late.length, proxies.length >= SERVICES]).toEqual([0, true]);
    }, 120);
  }

  async function wrong(some: readonly ShopCall[]): Promise<readonly object[]> {
    const byCaller = new Map<DeclaredWorkload, ShopCall[]>();
    for (const call of some) byCaller.set(call.from, [...(byCaller.get(call.from) ?? []), call]);
    const addresses = serviceAddresses();
    const waiting = [...byCaller];
    const found: object[] = [];
    const lane = async (): Promise<void> => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        const [from, own] = next;
        const client = new PodClient(`${from.namespace}/${from.name}`);
        const answers = await client.ask(
          own.map(({ to, method, path }) => ({
            protocol: 'http',
            address: addresses.get(`${to.namespace}/${to.name}`) ?? '',
            port: 80,
            method,
            path,
            headers: { host: `${to.name}.${to.namespace}.svc.cluster.local` },
          })),
        );
        client.close();
        for (const [index, { to, method, path, isDeclared }] of own.entries()) {
          if (answers[index] === (isDeclared ? 200 : 403)) continue;
          found.push({ from: from.name, to: to.name, method, path, isDeclared, answered: answers[index] });
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    process.stdout.write(
      `${some.length} calls, ${some.filter(({ isDeclared }) => isDeclared).length} of them declared, ${found.length} answered otherwise\n`,
    );
    return found;
  }

  function serviceAddresses(): ReadonlyMap<string, string> {
    const { items } = JSON.parse(kubectl('get', 'services', '-A', '-o', 'json'));
    return new Map(
      (items as readonly ServiceItem[]).map(({ metadata: { namespace, name }, spec: { clusterIP } }) => [
        `${namespace}/${name}`,
        clusterIP,
      ]),
    );
  }

  async function cost(): Promise<Cost> {
    const from = pushedBytes();
    istiod('/debug/adsz?push=true');
    let pushed = 0;
    await eventually(async () => {
      const now = pushedBytes() - from;
      await new Promise((resolve) => setTimeout(resolve, 5000));
      const isDone = now > 0 && pushedBytes() - from === now;
      pushed = now;
      expect(isDone).toBe(true);
    }, 180);
    return { pushed, memory: await allocated() };
  }

  /** Of all proxies of the shop. */
  async function allocated(): Promise<number> {
    const waiting = [...shop.workloads];
    let sum = 0;
    const lane = async (): Promise<void> => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        const client = new PodClient(`${next.namespace}/${next.name}`);
        sum += await client.allocated();
        client.close();
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    return sum;
  }
});

interface ServiceItem {
  readonly metadata: { readonly namespace: string; readonly name: string };
  readonly spec: { readonly clusterIP: string };
}

function istiod(path: string): string {
  return kubectl('-n', ROOT, 'exec', 'deployment/istiod', '--', 'pilot-discovery', 'request', 'GET', path);
}

function pushedBytes(): number {
  const pod = kubectl('-n', ROOT, 'get', 'pods', '-l', 'app=istiod', '-o', 'jsonpath={.items[0].metadata.name}');
  const metrics = kubectl('get', '--raw', `/api/v1/namespaces/${ROOT}/pods/${pod}:15014/proxy/metrics`);
  return [...metrics.matchAll(/^pilot_xds_config_size_bytes_sum\{.*\} (\S+)$/gm)].reduce(
    (sum, [, value]) => sum + Number(value),
    0,
  );
}
