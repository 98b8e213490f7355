import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { connect } from '../../../cli/cluster/connect';
import { listMesh } from '../../../cli/cluster/mesh-objects';
import type { Fields } from '../../../model/value';
import { CONTEXT, kubectl, kubectlWith } from '../cluster';
import { eventually } from '../ingress';
import { apply, CONTAINER, rolledOut } from '../sidecars/pods';
import type { Answer } from './expected-answer';
import type { Addresses, SentRequest } from './generated-sets';
import { CLIENTS, layout, MESH_CONFIG, NAMESPACES, PLAIN, SERVERS, WORKLOADS } from './layout';
import { PodClient, type PodRequest } from './pod-client';
import { TokenSigner } from './tokens';

export const ROOT = 'istio-system';

/** A gateway that requests come through. */
export interface TestGateway {
  /** `namespace/name` of its Deployment and its Service, as decisions call it. */
  readonly name: string;
  /** By what its pods are found. */
  readonly selector: string;
  /** What it needs besides the layout. */
  readonly objects: readonly Fields[];
}

/** The gateway that the program deploys. */
export const INGRESS: TestGateway = {
  name: `${ROOT}/istio-ingressgateway`,
  selector: 'istio=ingressgateway',
  objects: [],
};

const SIDECARS = WORKLOADS.filter(({ namespace }) => namespace !== PLAIN).map(nameOfWorkload);
const SERVER_PROGRAM = readFileSync(join(__dirname, 'server-program.js'), 'utf8');
const LABELS = { e2e: 'access' };

/** Pods with and without a sidecar and a gateway, under policies that change. */
export class ProxiesUnderTest {
  /** Deploys the pods, and configures the mesh for what policies ask of it. */
  static async start(gateway = INGRESS): Promise<ProxiesUnderTest> {
    const meshConfig = kubectl('-n', ROOT, 'get', 'configmap', 'istio', '-o', 'jsonpath={.data.mesh}');
    configureMesh(stringify({ ...parse(meshConfig), ...MESH_CONFIG }));
    apply(layout({ ...CONTAINER, command: ['node', '-e', SERVER_PROGRAM], env: [] }));
    if (gateway.objects.length > 0) apply(gateway.objects);
    const [inside = ''] = gateway.name.split('/');
    await eventually(() => expect(addressOf(inside, gateway.selector)).not.toBe(''), 120);
    for (const namespace of NAMESPACES) rolledOut(namespace);
    const pods = WORKLOADS.map(({ namespace, name }) => [`${namespace}/${name}`, addressOf(namespace, `app=${name}`)]);
    const addresses = { pods: Object.fromEntries(pods), gateway: addressOf(inside, gateway.selector) };
    const api = connect({ context: CONTEXT });
    try {
      return new ProxiesUnderTest((await listMesh(api)).manifests, addresses, meshConfig, gateway);
    } finally {
      api.close();
    }
  }

  private readonly signer = new TokenSigner();
  private readonly clients = new Map(
    [...new Set([...CLIENTS, ...SIDECARS])].map((name) => [name, new PodClient(name)]),
  );
  private readonly services: Readonly<Record<string, string>>;
  private sent: readonly Fields[] = [];

  private constructor(
    private running: readonly Fields[],
    readonly addresses: Addresses,
    private readonly meshConfig: string,
    private readonly gateway: TestGateway,
  ) {
    this.services = Object.fromEntries([...SERVERS, gateway.name].map((name) => [name, clusterIp(name)]));
  }

  /** The gateway that requests come through, as decisions call it. */
  get gatewayName(): string {
    return this.gateway.name;
  }

  /** What runs besides the policies. */
  get base(): readonly Fields[] {
    return this.running;
  }

  /**
   * Changes the configuration of the mesh, and waits until every sidecar goes by it.
   *
   * @param more what is set besides what these tests need
   * @param shows a text that no listener had before and all have then
   */
  async configure(more: Fields, shows: string): Promise<void> {
    const mesh = stringify({ ...parse(this.meshConfig), ...MESH_CONFIG, ...more });
    configureMesh(mesh);
    this.running = this.running.map((object) => (isMeshConfig(object) ? { ...object, data: { mesh } } : object));
    const known = await Promise.all(SIDECARS.map((pod) => this.clientOf(pod).configured(shows)));
    const slow = SIDECARS.filter((_, index) => known[index] !== true);
    if (slow.length > 0) throw new Error(`${shows}: not configured within half a minute: ${slow.join(', ')}`);
    await eventually(() => expect(this.gatewayListeners().replace(/\s/g, '')).toContain(shows), 30);
  }

  /**
   * Makes some policies the only ones of these tests, and waits until every proxy has them.
   *
   * @returns the policies as the cluster has them
   */
  async enforce(policies: readonly Fields[], name: string): Promise<readonly Fields[]> {
    const objects = policies.map((object) => withKeys(object, this.signer.jwks));
    const names = new Set(objects.map(nameOf));
    const gone = this.sent.filter((object) => !names.has(nameOf(object)));
    if (gone.length > 0) send(gone, 'delete', '--wait=false', '--ignore-not-found');
    this.sent = applied(objects);
    // istiod learns of each kind by itself: the mark comes after all of them.
    await pause(400);
    const mark = `/access-${name}`;
    applied([marker(mark)]);
    const known = await Promise.all(SIDECARS.map((pod) => this.clientOf(pod).configured(mark)));
    const slow = SIDECARS.filter((_, index) => known[index] !== true);
    if (slow.length > 0) throw new Error(`${name}: not configured within half a minute: ${slow.join(', ')}`);
    await eventually(() => expect(this.gatewayListeners()).toContain(mark), 30);
    await pause(200);
    return this.sent;
  }

  /** What the clients see, in the order of the requests. */
  async ask(requests: readonly SentRequest[]): Promise<readonly (Answer | undefined)[]> {
    const answers = new Map<SentRequest, Answer | undefined>();
    await Promise.all(
      CLIENTS.map(async (name) => {
        const own = requests.filter(({ from }) => from === name);
        const seen = await this.clientOf(name).ask(own.map((request) => this.podRequest(request)));
        for (const [index, request] of own.entries()) answers.set(request, seen[index]);
      }),
    );
    return requests.map((request) => answers.get(request));
  }

  /** Takes everything away again. */
  stop(): void {
    for (const client of this.clients.values()) client.close();
    // The next suite makes them anew.
    kubectl('delete', 'namespace', ...NAMESPACES, '--ignore-not-found');
    const kinds = 'authorizationpolicies,requestauthentications,peerauthentications';
    kubectl('-n', ROOT, 'delete', kinds, '-l', 'e2e=access');
    configureMesh(this.meshConfig);
  }

  private gatewayListeners(): string {
    const [namespace = '', name = ''] = this.gateway.name.split('/');
    const path = 'config_dump?resource=dynamic_listeners';
    return kubectl('-n', namespace, 'exec', `deployment/${name}`, '--', 'pilot-agent', 'request', 'GET', path);
  }

  private clientOf(name: string): PodClient {
    const client = this.clients.get(name);
    if (client === undefined) throw new Error(`no pod ${name}`);
    return client;
  }

  private podRequest(request: SentRequest): PodRequest {
    const { to, port, protocol, method, host, isThroughGateway } = request;
    const address = this.services[isThroughGateway ? this.gateway.name : to] ?? '';
    if (protocol === 'tcp') return { protocol, address, port };
    const { path, headers } = this.signer.carried(request);
    return { protocol, address, port, method, path, headers: { host, ...headers } };
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

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
  const spec = object['spec'] as { readonly jwtRules: readonly Fields[] };
  return { ...object, spec: { ...spec, jwtRules: spec.jwtRules.map((rule) => ({ ...rule, jwks })) } };
}

function isMeshConfig(object: Fields): boolean {
  return nameOf(object) === `ConfigMap ${ROOT}/istio`;
}

function nameOf(object: Fields): string {
  const { name, namespace } = object['metadata'] as Readonly<Record<string, string>>;
  return `${object['kind']} ${namespace}/${name}`;
}

function nameOfWorkload({ namespace, name }: (typeof WORKLOADS)[number]): string {
  return `${namespace}/${name}`;
}

/** Sends objects, and gives back what the cluster has then. */
function applied(objects: readonly Fields[]): readonly Fields[] {
  const answer = JSON.parse(send(objects, 'apply', '-o', 'json'));
  return answer.kind === 'List' ? answer.items : [answer];
}

function send(objects: readonly Fields[], ...verb: readonly string[]): string {
  const items = objects.map((object) => ({
    ...object,
    metadata: { ...(object['metadata'] as Fields), labels: LABELS },
  }));
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  const { status, stdout, stderr } = kubectlWith(list, ...verb, '-f', '-');
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

function configureMesh(mesh: string): void {
  kubectl('-n', ROOT, 'patch', 'configmap', 'istio', '--type=merge', '-p', JSON.stringify({ data: { mesh } }));
}

function addressOf(namespace: string, selector: string): string {
  return kubectl(
    ...['-n', namespace, 'get', 'pods', '-l', selector, '--field-selector', 'status.phase=Running'],
    ...['-o', 'jsonpath={.items[0].status.podIP}'],
  );
}

function clusterIp(service: string): string {
  const [namespace = '', name = ''] = service.split('/');
  return kubectl('-n', namespace, 'get', 'service', name, '-o', 'jsonpath={.spec.clusterIP}');
}
