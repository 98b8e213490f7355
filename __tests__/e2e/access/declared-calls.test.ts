import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeclaredWorkload } from '../../../constructs/security';
import { kubectl } from '../cluster';
import { eventually } from '../ingress';
import { describeHere } from '../needs';
import { apply, CONTAINER } from '../sidecars/pods';
import { DeclaredShop, type ShopCall } from './declared-shop';
import { PodClient, type ProxyCost } from './pod-client';
import { pause, ROOT } from './proxies-under-test';

/**
 * MESH_TEST_SERVICES says how many services there are, MESH_TEST_PAIRS between how many pairs of them requests are sent, and MESH_TEST_PODS of
 * how many of them pods run at a time: a small node has no room for all of them.
 */
const SERVICES = Number(process.env['MESH_TEST_SERVICES'] ?? 6);
const PAIRS = Number(process.env['MESH_TEST_PAIRS'] ?? 24);
const PODS = Math.min(Number(process.env['MESH_TEST_PODS'] ?? 24), SERVICES);

/** Each turn starts as many pods; those of the turn before are still there, so that calls between both can be asked for. */
const STEP = PODS === SERVICES ? PODS : Math.floor(PODS / 2);
const TURNS = PODS === SERVICES ? 1 : Math.ceil(SERVICES / STEP);
const AT_ONCE = 6;
/** How often a request is asked again that is answered otherwise: endpoints of pods that have just started reach some proxies late. */
const AGAIN = 3;
const SERVER_PROGRAM = readFileSync(join(__dirname, 'server-program.js'), 'utf8');

const here = describeHere(__filename);

/** What the proxies of some pods cost together, in bytes. */
interface Cost {
  /** What istiod sends them when it sends everything. */
  readonly pushed: number;
  /** What they have allocated. */
  readonly memory: number;
}

here(`${SERVICES} services with declared calls`, () => {
  const shop = new DeclaredShop(SERVICES, 7, STEP);
  const calls = new Set(shop.sample(PAIRS));
  const running = new Map<DeclaredWorkload, PodClient>();
  let addresses: ReadonlyMap<string, string>;
  let before: Cost;

  beforeAll(async () => {
    const labels = { 'istio-injection': 'enabled' };
    apply(shop.namespaces.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } })));
    // Those of a run that was cut off would be there before their time.
    for (const name of shop.namespaces) kubectl('-n', name, 'delete', 'sidecars.networking.istio.io', '--all');
    const container = { ...CONTAINER, command: ['node', '-e', SERVER_PROGRAM], env: [] };
    apply(shop.workloads.flatMap((workload) => shop.manifests(workload, container)));
    addresses = serviceAddresses();
    run(shop.part(0, PODS));
  }, 1_800_000);

  afterAll(() => {
    for (const client of running.values()) client.close();
    kubectl('delete', 'namespace', ...shop.namespaces, '--ignore-not-found', '--wait=false');
  });

  it('answers every declared call with 200 and every other with 403', async () => {
    apply(shop.policies(false));
    await settled();
    expect(await wrong(between())).toEqual([]);
    before = await cost();
  }, 1_200_000);

  it('still does where each proxy knows what its workload calls, and costs less', async () => {
    apply(shop.policies(true));
    await settled();
    expect(await wrong(between())).toEqual([]);
    const after = await cost();
    const ratio = (of: keyof Cost): string => (before[of] / after[of]).toFixed(2);
    process.stdout.write(`${JSON.stringify({ SERVICES, proxies: running.size, before, after })}\n`);
    process.stdout.write(`pushed 1/${ratio('pushed')}, memory 1/${ratio('memory')}\n`);
    expect(after.pushed).toBeLessThan(before.pushed);
    expect(after.memory).toBeLessThan(before.memory);
  }, 1_200_000);

  it('does so between all of them, as their pods take turns', async () => {
    const found: object[] = [];
    let asked = 0;
    for (let turn = 0; turn < TURNS; turn += 1) {
      run(shop.part(turn * STEP, PODS));
      await pause(2000);
      const here = between();
      found.push(...(await wrong(here)));
      asked += here.length;
      for (const call of here) calls.delete(call);
    }
    process.stdout.write(`${PAIRS} pairs, ${asked} requests, ${found.length} answered otherwise\n`);
    expect([found, calls.size]).toEqual([[], 0]);
  }, 3_600_000);

  /** Has pods of these services run, and no others. */
  function run(wanted: readonly DeclaredWorkload[]): void {
    const gone = [...running].filter(([one]) => !wanted.includes(one));
    for (const [one, client] of gone) {
      client.close();
      running.delete(one);
    }
    scale(
      gone.map(([one]) => one),
      0,
    );
    const added = wanted.filter((one) => !running.has(one));
    // All at once they would starve each other, and the node.
    for (let first = 0; first < added.length; first += AT_ONCE) {
      const some = added.slice(first, first + AT_ONCE);
      scale(some, 1);
      for (const one of some) running.set(one, new PodClient(nameOf(one)));
    }
  }

  function between(): readonly ShopCall[] {
    return [...calls].filter(({ from, to }) => running.has(from) && running.has(to));
  }

  /** Every proxy has what istiod sent it. */
  async function settled(): Promise<void> {
    // istiod waits for further changes before it sends anything.
    await pause(10_000);
    await eventually(() => {
      const answer = JSON.parse(istiod('/debug/syncz'));
      const proxies: readonly Readonly<Record<string, unknown>>[] = Array.isArray(answer) ? answer : [];
      const late = proxies.filter(({ listener_sent, listener_acked }) => listener_sent !== listener_acked);
      expect([late.length, proxies.length >= running.size]).toEqual([0, true]);
    }, 120);
  }

  async function wrong(some: readonly ShopCall[]): Promise<readonly object[]> {
    let open = await differing(some);
    for (let more = AGAIN; more > 0 && open.length > 0; more -= 1) {
      await pause(2000);
      open = await differing(open.map(({ call }) => call));
    }
    const declared = some.filter(({ isDeclared }) => isDeclared).length;
    process.stdout.write(`${some.length} requests, ${declared} of them declared, ${open.length} answered otherwise\n`);
    return open.map(({ call: { from, to, ...rest }, answered }) => ({
      from: from.name,
      to: to.name,
      ...rest,
      answered,
    }));
  }

  async function differing(some: readonly ShopCall[]): Promise<readonly { call: ShopCall; answered: unknown }[]> {
    const byCaller = new Map<DeclaredWorkload, ShopCall[]>();
    for (const call of some) byCaller.set(call.from, [...(byCaller.get(call.from) ?? []), call]);
    const found: { call: ShopCall; answered: unknown }[] = [];
    await Promise.all(
      [...byCaller].map(async ([from, own]) => {
        const answers = await clientOf(from).ask(
          own.map(({ to, method, path }) => ({
            protocol: 'http',
            address: addresses.get(nameOf(to)) ?? '',
            port: 80,
            method,
            path,
            headers: { host: `${to.name}.${to.namespace}.svc.cluster.local` },
          })),
        );
        for (const [index, call] of own.entries()) {
          if (answers[index] !== (call.isDeclared ? 200 : 403)) found.push({ call, answered: answers[index] });
        }
      }),
    );
    return found;
  }

  function clientOf(workload: DeclaredWorkload): PodClient {
    const client = running.get(workload);
    if (client === undefined) throw new Error(`no pod of ${workload.name}`);
    return client;
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
    const from = await costs();
    istiod('/debug/adsz?push=true');
    let last = from.received;
    await eventually(async () => {
      await pause(5000);
      const { received } = await costs();
      const isDone = received > from.received && received === last;
      last = received;
      expect(isDone).toBe(true);
    }, 180);
    return { pushed: last - from.received, memory: (await costs()).allocated };
  }

  /** Of all pods that run. */
  async function costs(): Promise<ProxyCost> {
    const all = await Promise.all([...running.values()].map((client) => client.cost()));
    const sum = (of: keyof ProxyCost): number => all.reduce((total, one) => total + one[of], 0);
    return { allocated: sum('allocated'), received: sum('received') };
  }
});

interface ServiceItem {
  readonly metadata: { readonly namespace: string; readonly name: string };
  readonly spec: { readonly clusterIP: string };
}

/** Has as many pods of each run, and waits for them. */
function scale(workloads: readonly DeclaredWorkload[], replicas: 0 | 1): void {
  for (const namespace of new Set(workloads.map((one) => one.namespace))) {
    const own = workloads.filter((one) => one.namespace === namespace).map(({ name }) => `deployment/${name}`);
    kubectl('-n', namespace, 'scale', ...own, `--replicas=${replicas}`);
  }
  if (replicas === 0) return;
  for (const { namespace, name } of workloads) {
    const ready = '--for=jsonpath={.status.readyReplicas}=1';
    kubectl('-n', namespace, 'wait', ready, `deployment/${name}`, '--timeout=600s');
  }
}

function nameOf({ namespace, name }: DeclaredWorkload): string {
  return `${namespace}/${name}`;
}

function istiod(path: string): string {
  return kubectl('-n', ROOT, 'exec', 'deployment/istiod', '--', 'pilot-discovery', 'request', 'GET', path);
}
