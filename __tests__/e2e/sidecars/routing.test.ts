import { kubectl } from '../cluster';
import { eventually } from '../ingress';
import { describeHere, ingressAddress } from '../needs';
import { counts, DeployedExample, percent } from './example';
import { clients, type PodRequest, type TestPod } from './pods';

const here = describeHere(__filename);

/** Requests to the ingress gateway, from a pod of the cluster that is not in the mesh. */
const through = (host: string, path = '/hello', more: Omit<PodRequest, 'url'> = {}) => {
  const { outsider } = clients();
  const headers = { host, ...more.headers };
  return outsider.ask({ ...more, url: `http://${ingressAddress()}${path}`, headers });
};
const versions = (answers: readonly { readonly body: string }[]): string[] =>
  [...new Set(answers.map(({ body }) => /version: (v\d)/.exec(body)?.[1] ?? body))].sort();
const until = (host: string) => eventually(() => expect(through(host)[0]?.status).toBe(200));

here('the example ab-testing, through the gateway and sidecars', () => {
  const example = new DeployedExample('ab-testing');
  const host = 'ab.example.com';
  beforeAll(async () => {
    example.deploy();
    await until(host);
  });
  afterAll(() => example.remove());

  it('leaves everybody with v1', () => {
    expect(versions(through(host, '/hello', { count: 40 }))).toEqual(['v1']);
  });

  it.each([
    ['a cookie', host, '/hello', { cookie: 'group=b' }],
    ['a header', host, '/hello', { 'x-group': 'b' }],
    ['a query parameter', host, '/hello?group=b', {}],
    ['the host', 'beta.example.com', '/hello', {}],
  ])('sends whoever is in group b by %s to v2', (_, asked, path, headers) => {
    const answers = through(asked, path, { headers, count: 20 });
    expect(versions(answers)).toEqual(['v2']);
    expect(answers[0]?.headers['x-served-by']).toBe('b');
    expect(answers[0]?.headers['set-cookie']?.[0]).toMatch(/^experiment-pod=/);
  });

  it('redirects what has moved', () => {
    const [answer] = through(host, '/hi');
    expect([answer?.status, answer?.headers.location]).toEqual([301, 'http://ab.example.com/hello']);
  });
});

here('the example mirroring, through the gateway and sidecars', () => {
  const example = new DeployedExample('mirroring');
  beforeAll(async () => {
    example.deploy();
    await until('mirroring.example.com');
  });
  afterAll(() => example.remove());

  it('answers by v1, and shows v2 a copy of every other request', async () => {
    for (const pod of [example.v1, example.v2]) pod.behave({});
    const answers = through('mirroring.example.com', '/hello', { count: 400 });
    expect(counts(answers)).toEqual({ 200: 400 });
    expect(versions(answers)).toEqual(['v1']);
    await eventually(() => expect(Math.abs(example.v2.seen().length - 200)).toBeLessThanOrEqual(50));
    expect(example.v2.seen()[0]?.headers.host).toMatch(/^mirroring\.example\.com(-shadow)?$/);
    expect(example.v1.seen()).toHaveLength(400);
  });

  it('hides that v2 fails', () => {
    example.v2.behave({ status: 500 });
    expect(counts(through('mirroring.example.com', '/hello', { count: 40 }))).toEqual({ 200: 40 });
    example.v2.behave({});
  });
});

here('the example fault-injection, through the gateway and sidecars', () => {
  const example = new DeployedExample('fault-injection');
  const host = 'faults.example.com';
  beforeAll(async () => {
    example.deploy();
    await until(host);
  });
  afterAll(() => example.remove());

  it('delays and refuses those who ask for it, and spares the others', () => {
    // Few at once: those that wait for a busy machine would be taken for delayed ones.
    const answers = through(host, '/hello', { headers: { 'x-rehearsal': '1' }, count: 300, atOnce: 4 });
    const refused = percent(answers, ({ status }) => status === 503);
    // A refusal may have been delayed as well.
    const delayed = percent(answers, ({ milliseconds }) => milliseconds >= 500);
    expect(Math.abs(refused - 10)).toBeLessThanOrEqual(6);
    expect(Math.abs(delayed - 20)).toBeLessThanOrEqual(8);
    expect(counts(through(host, '/hello', { count: 60 }))).toEqual({ 200: 60 });
  });
});

here('the example canary, through the gateway and sidecars', () => {
  const example = new DeployedExample('canary');
  const host = 'canary.example.com';
  beforeAll(async () => {
    example.deploy();
    await until(host);
  });
  afterAll(() => example.remove());

  it('gives v2 its tenth, and all of the testers', () => {
    const answers = through(host, '/hello', { count: 600, atOnce: 10 });
    expect(counts(answers)).toEqual({ 200: 600 });
    expect(Math.abs(percent(answers, ({ body }) => body.includes('v2')) - 10)).toBeLessThanOrEqual(5);
    const testers = through(host, '/hello', { headers: { 'x-tester': 'yes' }, count: 40 });
    expect(versions(testers)).toEqual(['v2']);
  });
});

here('the example resilience, between sidecars', () => {
  const example = new DeployedExample('resilience');
  let client: TestPod;
  const ask = (count: number, more: Partial<PodRequest> = {}) =>
    client.ask({ url: `${example.url}/hello`, count, ...more });
  const behave = (behaviour: Parameters<TestPod['behave']>[0]) => {
    for (const pod of [example.v1, example.v2]) pod.behave(behaviour);
  };

  beforeAll(async () => {
    client = clients().client;
    example.deploy();
    // Whose name and policy the client's sidecar knows.
    await eventually(() => expect(counts(ask(20))).toEqual({ 200: 20 }));
  });
  afterAll(() => example.remove());
  // Also after a pod was killed: the one that takes its place.
  afterEach(() => eventually(() => behave({})));

  it('tries again what a pod answers with 503', () => {
    behave({ status: 503, failures: 1 });
    expect(counts(ask(1))).toEqual({ 200: 1 });
    expect(example.v1.seen().length + example.v2.seen().length).toBeGreaterThan(1);
  });

  it('ends with 504 when two seconds are over for each of three tries', async () => {
    behave({ delayMs: 15_000 });
    const [answer] = ask(1);
    expect(answer?.status).toBe(504);
    expect(answer?.milliseconds).toBeGreaterThanOrEqual(5900);
    // Before the pod would have answered.
    expect(answer?.milliseconds).toBeLessThan(15_000);
    behave({});
    // Both pods may have been put aside for it.
    await eventually(() => expect(counts(ask(20))).toEqual({ 200: 20 }));
  });

  it('puts aside a pod whose every answer is 500, and takes it back', async () => {
    // One may still be put aside for what it did before.
    await eventually(() => expect(versions(ask(20))).toEqual(['v1', 'v2']));
    example.v2.behave({ status: 500 });
    // Which errors end the experiment: three in a row, looked at every five seconds.
    expect(counts(ask(30, { atOnce: 1 }))[500]).toBeGreaterThan(0);
    await eventually(() => expect(counts(ask(60))).toEqual({ 200: 60 }));
    expect(versions(ask(60))).toEqual(['v1']);
    example.v2.behave({});
    await eventually(() => expect(versions(ask(20))).toEqual(['v1', 'v2']));
  });

  it('goes on while a pod is killed', async () => {
    await eventually(() => expect(versions(ask(20))).toEqual(['v1', 'v2']));
    kubectl('-n', 'resilience', 'delete', 'pod', '-l', 'version=v2', '--wait=false');
    expect(counts(ask(400, { atOnce: 2 }))).toEqual({ 200: 400 });
  });
});
