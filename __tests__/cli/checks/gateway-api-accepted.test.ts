import { gatewayApiAccepted } from '../../../cli/checks/gateway-api-accepted';
import { KubernetesApi } from '../../../cli/cluster/api';
import type { Session } from '../../../cli/session/session';
import { ApiServer } from '../api-server';

type Json = Record<string, unknown>;

const apiVersion = 'gateway.networking.k8s.io/v1';
const GENERATION = 2;

const condition = (type: string, status = 'True', more: Json = {}) => ({
  type,
  status,
  reason: type,
  message: 'all is well',
  observedGeneration: GENERATION,
  ...more,
});
const good = [condition('Accepted'), condition('Programmed'), condition('ResolvedRefs')];

const gateway = (status: Json = { conditions: good, listeners: [{ name: 'http', conditions: good }] }): Json => ({
  apiVersion,
  kind: 'Gateway',
  metadata: { name: 'door', namespace: 'shop', generation: GENERATION },
  spec: { gatewayClassName: 'istio', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
  status,
});

// As the API server keeps it: with the defaults of a parent written out.
const door = { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'door' };
const service = { group: '', kind: 'Service', name: 'hello', port: 80 };

const route = (...parents: Json[]): Json => ({
  apiVersion,
  kind: 'HTTPRoute',
  metadata: { name: 'hello', namespace: 'shop', generation: GENERATION },
  spec: { parentRefs: [door, service] },
  status: { parents },
});
const saidOf = (parentRef: Json, conditions: Json[] = [condition('Accepted'), condition('ResolvedRefs')]): Json => ({
  parentRef,
  controllerName: 'istio.io/gateway-controller',
  conditions,
});
const goodRoute = route(saidOf(door), saidOf(service));

/** What the check says of a program with a Gateway and an HTTPRoute, in a cluster that has the given objects. */
async function look(running: readonly Json[], program: readonly Json[] = [gateway(), goodRoute]) {
  const server = await ApiServer.start(running);
  const api = KubernetesApi.connect({ kubeconfig: [server.kubeconfig], context: 'minikube' });
  const session = {
    content: async () => ({
      charts: [],
      stacks: [],
      unreadable: [],
      objects: program.map((object) => ({ ...object, stack: 'shop' })),
    }),
    api,
    list: (path: string) => api.list(path),
  };
  try {
    const verdict = await gatewayApiAccepted.look(session as unknown as Session);
    const problems = (verdict.findings ?? []).map(({ severity, problem }) => `${severity}: ${problem}`);
    return { ...verdict, problems, requests: server.received.map(({ path }) => path) };
  } finally {
    api.close();
    await server.stop();
  }
}

describe('verify, of what istiod says of the Gateway API', () => {
  it('finds nothing where all conditions hold, by one list of each kind', async () => {
    const { note, problems, requests } = await look([gateway(), goodRoute]);
    expect(problems).toEqual([]);
    expect(note).toBe('1 Gateway, 1 route');
    expect(requests.filter((path) => /gateways$|httproutes$/.test(path)).sort()).toEqual([
      `/apis/${apiVersion}/gateways`,
      `/apis/${apiVersion}/httproutes`,
    ]);
  });

  it('asks the cluster nothing where the stacks have no Gateways and routes', async () => {
    const { skipped, requests } = await look([gateway()], [{ apiVersion: 'v1', kind: 'Service', metadata: {} }]);
    expect(skipped).toBe('the stacks have none');
    expect(requests).toEqual([]);
  });

  it("names a parent that refuses a route, with istiod's reason and message", async () => {
    const refused = condition('Accepted', 'False', {
      reason: 'NotAllowedByListeners',
      message: 'hostnames matched parent hostname "", but namespace "shop" is not allowed by the parent',
    });
    const unresolved = condition('ResolvedRefs', 'False', {
      reason: 'BackendNotFound',
      message: 'backend(hello.shop.svc.cluster.local) not found',
    });
    const { problems } = await look([
      gateway(),
      route(saidOf(door, [refused, condition('ResolvedRefs')]), saidOf(service, [condition('Accepted'), unresolved])),
    ]);
    expect(problems).toEqual([
      'bad: HTTPRoute shop/hello at Gateway shop/door: not Accepted: NotAllowedByListeners: hostnames matched parent hostname "", but namespace "shop" is not allowed by the parent',
      'bad: HTTPRoute shop/hello at Service shop/hello, port 80: not ResolvedRefs: BackendNotFound: backend(hello.shop.svc.cluster.local) not found',
    ]);
  });

  it('names the listener that is not programmed', async () => {
    const invalid = condition('ResolvedRefs', 'False', {
      reason: 'InvalidCertificateRef',
      message: 'secret shop/cert not found',
    });
    const { problems } = await look([
      gateway({
        conditions: good,
        listeners: [
          { name: 'http', conditions: good },
          { name: 'https', conditions: [condition('Accepted'), invalid] },
        ],
      }),
      goodRoute,
    ]);
    expect(problems).toEqual([
      'bad: Gateway shop/door: listener https: not ResolvedRefs: InvalidCertificateRef: secret shop/cert not found',
    ]);
  });

  it('asks ListenerSets for their conditions and those of their listeners', async () => {
    const set = (...listeners: Json[]): Json => ({
      apiVersion,
      kind: 'ListenerSet',
      metadata: { name: 'team', namespace: 'shop', generation: GENERATION },
      spec: { parentRef: { name: 'door' }, listeners: [{ name: 'team', port: 80, protocol: 'HTTP' }] },
      status: { conditions: good, listeners },
    });
    const shut = set({
      name: 'team',
      conditions: [condition('Accepted', 'False', { reason: 'HostnameConflict', message: 'taken' })],
    });
    const program = [gateway(), shut, goodRoute];
    const { note, problems } = await look(program, program);
    expect(note).toBe('1 Gateway, 1 ListenerSet, 1 route');
    expect(problems).toEqual(['bad: ListenerSet shop/team: listener team: not Accepted: HostnameConflict: taken']);
    const fine = [gateway(), set({ name: 'team', conditions: good }), goodRoute];
    expect((await look(fine, fine)).problems).toEqual([]);
  });

  it.each(['GRPCRoute', 'TLSRoute'])('reads the conditions of a %s', async (kind) => {
    const refused = saidOf(door, [condition('Accepted', 'False', { reason: 'NoMatchingParent', message: 'no port' })]);
    const of = { ...route(refused, saidOf(service)), kind };
    const { problems } = await look([gateway(), of], [gateway(), of]);
    expect(problems).toEqual([`bad: ${kind} shop/hello at Gateway shop/door: not Accepted: NoMatchingParent: no port`]);
  });

  it('warns of a load balancer without an address, behind which the gateway answers', async () => {
    const pending = condition('Programmed', 'False', {
      reason: 'AddressNotAssigned',
      message: 'address pending for hostname "door-istio.shop.svc.cluster.local"',
    });
    const { problems } = await look([gateway({ conditions: [condition('Accepted'), pending] }), goodRoute]);
    expect(problems).toEqual([
      'warning: Gateway shop/door: not Programmed: AddressNotAssigned: address pending for hostname "door-istio.shop.svc.cluster.local"',
    ]);
  });

  it('says of what has no status, or the one that the API server begins with, that no controller has looked at it', async () => {
    const waiting = { reason: 'Pending', message: 'Waiting for controller', observedGeneration: undefined };
    const untouched = [condition('Accepted', 'Unknown', waiting), condition('Programmed', 'Unknown', waiting)];
    const { problems, findings } = await look([gateway({ conditions: untouched }), route(saidOf(service))]);
    expect(problems).toEqual([
      'bad: Gateway shop/door: no controller has looked at it',
      'bad: HTTPRoute shop/hello at Gateway shop/door: no controller has looked at it',
    ]);
    expect(findings?.[0]?.remedy).toContain('kubectl get gatewayclass istio must name the controller');
  });

  it('says of what was changed since its status was written that its newest version was not looked at', async () => {
    const before = ['Accepted', 'Programmed'].map((type) => condition(type, 'True', { observedGeneration: 1 }));
    const { problems } = await look([gateway({ conditions: before }), goodRoute]);
    expect(problems).toEqual([
      'bad: Gateway shop/door: no controller has looked at its newest version (generation 2, seen 1)',
    ]);
  });

  it('names what is not in the cluster, and kinds that the cluster does not define', async () => {
    const tcp = { apiVersion, kind: 'TCPRoute', metadata: { name: 'db', namespace: 'shop' } };
    const { problems } = await look([gateway()], [gateway(), goodRoute, tcp]);
    expect(problems).toEqual([
      'bad: HTTPRoute shop/hello: not in the cluster',
      `bad: TCPRoute shop/db: the cluster defines no TCPRoute in ${apiVersion}`,
    ]);
  });
});
