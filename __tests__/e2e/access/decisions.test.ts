import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { connect } from '../../../cli/cluster/connect';
import { listMesh } from '../../../cli/cluster/mesh-objects';
import { MeshAccess } from '../../../model/access/mesh-access';
import { Mesh } from '../../../model/mesh';
import { readCluster } from '../../../model/read/cluster';
import type { Fields } from '../../../model/value';
import { CONTEXT, kubectl, kubectlWith } from '../cluster';
import { eventually } from '../ingress';
import { describeHere } from '../needs';
import { apply, CONTAINER, rolledOut } from '../sidecars/pods';
import { type Answer, expectedAnswer, questionOf } from './expected-answer';
import { type Addresses, type GeneratedSet, generatedSets, type SentRequest } from './generated-sets';
import { CLIENTS, layout, MESH_CONFIG, NAMESPACES, SERVERS, WORKLOADS } from './layout';
import { PodClient, type PodRequest } from './pod-client';
import { TokenSigner } from './tokens';

/** MESH_TEST_SETS says how many sets of policies are tried, of a hundred requests each, MESH_TEST_FIRST_SET which one is the first. */
const SETS = Number(process.env['MESH_TEST_SETS'] ?? 10);
const FIRST = Number(process.env['MESH_TEST_FIRST_SET'] ?? 0);
const SEED = Number(process.env['MESH_TEST_SEED'] ?? 17);

const ROOT = 'istio-system';
const GATEWAY = 'istio-ingressgateway';
const SIDECARS = WORKLOADS.map(({ namespace, name }) => `${namespace}/${name}`).filter(
  (name) => !name.includes('plain'),
);
const SERVER_PROGRAM = readFileSync(join(__dirname, 'server-program.js'), 'utf8');

const here = describeHere(__filename);

interface Difference {
  readonly set: number;
  readonly request: SentRequest;
  readonly decided: Answer | 'unknown';
  readonly answered: Answer | undefined;
  readonly because: string;
}

here('the decision about a request and the proxies', () => {
  const signer = new TokenSigner();
  const clients = new Map<string, PodClient>();
  let meshConfig: string;
  let base: readonly Fields[];
  let addresses: Addresses;
  let clusterIps: Readonly<Record<string, string>>;

  beforeAll(async () => {
    meshConfig = kubectl('-n', ROOT, 'get', 'configmap', 'istio', '-o', 'jsonpath={.data.mesh}');
    configureMesh(stringify({ ...parse(meshConfig), ...MESH_CONFIG }));
    apply(layout({ ...CONTAINER, command: ['node', '-e', SERVER_PROGRAM], env: [] }));
    for (const namespace of NAMESPACES) rolledOut(namespace);
    addresses = {
      pods: Object.fromEntries(WORKLOADS.map(podAddress)),
      gateway: addressOf(ROOT, `istio=ingressgateway`),
    };
    clusterIps = Object.fromEntries([...SERVERS, `${ROOT}/${GATEWAY}`].map((name) => [name, clusterIp(name)]));
    for (const name of new Set([...CLIENTS, ...SIDECARS])) clients.set(name, new PodClient(name));
    const api = connect({ context: CONTEXT });
    try {
      base = (await listMesh(api)).manifests;
    } finally {
      api.close();
    }
  });

  afterAll(() => {
    for (const client of clients.values()) client.close();
    kubectl('delete', 'namespace', ...NAMESPACES, '--ignore-not-found', '--wait=false');
    kubectl('-n', ROOT, 'delete', 'authorizationpolicies,requestauthentications,peerauthentications', '-l', LABEL);
    configureMesh(meshConfig);
  });

  it(`agree on every request of ${SETS} generated sets of policies`, async () => {
    const sets = generatedSets(SEED, FIRST + SETS, ROOT, addresses);
    const differences: Difference[] = [];
    let asked = 0;
    let late = 0;
    let before: GeneratedSet | undefined;
    for (let index = FIRST; index < FIRST + SETS; index += 1) {
      const set = sets[index];
      if (set === undefined) continue;
      await inForce(set, before, `set-${index}`);
      before = set;
      const access = new MeshAccess(new Mesh(readCluster([...base, ...set.objects], () => undefined)));
      const first = await differing(index, access, set.requests);
      // What a proxy was slow to learn is answered otherwise a moment later.
      if (first.length > 0) await pause(2000);
      const second =
        first.length === 0
          ? []
          : await differing(
              index,
              access,
              first.map(({ request }) => request),
            );
      asked += set.requests.length;
      late += first.length - second.length;
      differences.push(...second);
      process.stdout.write(`set ${index}: ${second.length} of ${set.requests.length} differ\n`);
    }
    process.stdout.write(`${asked} requests, ${differences.length} differ, ${late} agreed the second time\n`);
    expect(differences.map((one) => JSON.stringify(one)).join('\n')).toBe('');
  }, 3_600_000);

  async function differing(set: number, access: MeshAccess, requests: readonly SentRequest[]): Promise<Difference[]> {
    const byClient = CLIENTS.map(async (name) => {
      const own = requests.filter(({ from }) => from === name);
      const answers = await clients.get(name)?.ask(own.map(sent));
      return own.flatMap((request, at): Difference[] => {
        const decision = access.decide(questionOf(request, addresses, `${ROOT}/${GATEWAY}`));
        const decided = expectedAnswer(decision, request.protocol);
        const answered = answers?.[at];
        const { stage, because } = decision.by;
        return decided === answered ? [] : [{ set, request, decided, answered, because: `${stage}: ${because}` }];
      });
    });
    return (await Promise.all(byClient)).flat();
  }

  function sent(request: SentRequest): PodRequest {
    const { to, port, protocol, method, host, isThroughGateway } = request;
    const address = clusterIps[isThroughGateway ? `${ROOT}/${GATEWAY}` : to] ?? '';
    if (protocol === 'tcp') return { protocol, address, port };
    const { path, headers } = signer.carried(request);
    return { protocol, address, port, method, path, headers: { host, ...headers } };
  }

  /** Makes the policies of a set the only ones of these tests, and waits until every proxy has them. */
  async function inForce(set: GeneratedSet, before: GeneratedSet | undefined, name: string): Promise<void> {
    const objects = set.objects.map((object) => withKeys(object, signer.jwks));
    const names = new Set(objects.map(nameOf));
    const gone = (before?.objects ?? []).filter((object) => !names.has(nameOf(object)));
    if (gone.length > 0) send('delete', gone, '--wait=false', '--ignore-not-found');
    send('apply', objects);
    // istiod learns of each kind by itself: the mark comes after all of them.
    await pause(400);
    const mark = `/access-${name}`;
    send('apply', [marker(mark)]);
    const known = await Promise.all(SIDECARS.map((pod) => clients.get(pod)?.configured(mark)));
    if (!known.every((one) => one === true))
      throw new Error(`${name}: a proxy was not configured: ${known.join(', ')}`);
    await eventually(() => expect(gatewayListeners()).toContain(mark), 30);
    await pause(200);
  }
});

const LABEL = 'e2e=access';

/** A policy that is about no request of these tests, and tells which configuration a proxy has. */
function marker(path: string): Fields {
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name: 'access-marker', namespace: ROOT },
    spec: { action: 'DENY', rules: [{ to: [{ operation: { ports: ['5099'], paths: [path] } }] }] },
  };
}

function withKeys(object: Fields, jwks: string): Fields {
  if (object['kind'] !== 'RequestAuthentication') return object;
  const { jwtRules } = object['spec'] as { readonly jwtRules: readonly Fields[] };
  return { ...object, spec: { ...(object['spec'] as Fields), jwtRules: jwtRules.map((rule) => ({ ...rule, jwks })) } };
}

function nameOf(object: Fields): string {
  const { name, namespace } = object['metadata'] as Readonly<Record<string, string>>;
  return `${object['kind']} ${namespace}/${name}`;
}

function send(verb: string, objects: readonly Fields[], ...more: readonly string[]): void {
  const items = objects.map((object) => ({
    ...object,
    metadata: { ...(object['metadata'] as Fields), labels: { e2e: 'access' } },
  }));
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  const { status, stderr } = kubectlWith(list, verb, '-f', '-', ...more);
  if (status !== 0) throw new Error(stderr);
}

function configureMesh(mesh: string): void {
  kubectl('-n', ROOT, 'patch', 'configmap', 'istio', '--type=merge', '-p', JSON.stringify({ data: { mesh } }));
}

function gatewayListeners(): string {
  const path = 'config_dump?resource=dynamic_listeners';
  return kubectl('-n', ROOT, 'exec', `deployment/${GATEWAY}`, '--', 'pilot-agent', 'request', 'GET', path);
}

function addressOf(namespace: string, selector: string): string {
  return kubectl(
    ...['-n', namespace, 'get', 'pods', '-l', selector, '--field-selector', 'status.phase=Running'],
    ...['-o', 'jsonpath={.items[0].status.podIP}'],
  );
}

function podAddress({ namespace, name }: (typeof WORKLOADS)[number]): readonly [name: string, address: string] {
  return [`${namespace}/${name}`, addressOf(namespace, `app=${name}`)];
}

function clusterIp(service: string): string {
  const [namespace = '', name = ''] = service.split('/');
  return kubectl('-n', namespace, 'get', 'service', name, '-o', 'jsonpath={.spec.clusterIP}');
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
