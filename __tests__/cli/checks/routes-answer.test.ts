import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { publishedRoutes } from '../../../cli/checks/published-routes';
import { routesAnswer } from '../../../cli/checks/routes-answer';
import { KubernetesApi } from '../../../cli/cluster/api';
import type { Session } from '../../../cli/session/session';
import { Mesh } from '../../../model/mesh';
import { modelObject } from '../../../model/object';
import { ApiServer } from '../api-server';

const object = (apiVersion: string, kind: string, name: string, spec: object) =>
  modelObject(
    { apiVersion, kind, metadata: { name, namespace: 'shop' }, spec },
    { origin: { constructPath: `shop/${name}`, address: 'helm_release.x' } },
  );
const GATEWAY_API = 'gateway.networking.k8s.io/v1';

const gateway = (port: number, more: object = {}, listener: object = {}) =>
  object(GATEWAY_API, 'Gateway', 'door', {
    gatewayClassName: 'istio',
    listeners: [{ name: 'http', port, protocol: 'HTTP', ...listener }],
    ...more,
  });
const route = (more: object = {}) =>
  object(GATEWAY_API, 'HTTPRoute', 'hello', {
    parentRefs: [{ name: 'door' }],
    hostnames: ['hello.example'],
    rules: [
      {
        matches: [{ path: { type: 'Exact', value: '/hello' } }],
        backendRefs: [
          { name: 'hello-v1', port: 80, weight: 90 },
          { name: 'hello-v2', port: 80, weight: 10 },
        ],
      },
    ],
    ...more,
  });
const versions = ['v1', 'v2'].flatMap((version) => [
  object('v1', 'Service', `hello-${version}`, { selector: { app: 'hello', version }, ports: [{ port: 80 }] }),
  object('apps/v1', 'Deployment', `hello-${version}`, {
    template: { metadata: { labels: { app: 'hello', version } } },
  }),
]);
const meshOf = (...objects: ReturnType<typeof object>[]) => new Mesh({ objects: [...objects, ...versions] });

describe('published HTTPRoutes', () => {
  it('are asked for at the pods that istiod deploys for their Gateway', () => {
    const [published] = publishedRoutes(meshOf(gateway(80), route()));
    expect(published).toEqual({
      name: 'HTTPRoute shop/hello',
      constructPath: 'shop/hello',
      gateway: { selector: { 'gateway.networking.k8s.io/gateway-name': 'door' }, namespace: 'shop', port: 80 },
      host: 'hello.example',
      path: '/hello',
      destinations: [
        { host: 'hello-v1', namespace: 'shop' },
        { host: 'hello-v2', namespace: 'shop' },
      ],
    });
  });

  it('are asked for at the ingress gateway where the Gateway has the address of its Service', () => {
    const addresses = [{ type: 'Hostname', value: 'istio-ingressgateway' }];
    const [published] = publishedRoutes(meshOf(gateway(80, { addresses }), route()));
    expect(published?.gateway.selector).toEqual({ app: 'istio-ingressgateway', istio: 'ingressgateway' });
  });

  it('have the host of the listener, or none where every host is taken; which of a wildcard is meant, is not to be known', () => {
    const hostsOf = (hostname: object, hostnames: readonly string[]) =>
      publishedRoutes(meshOf(gateway(80, {}, hostname), route({ hostnames }))).map(({ host }) => host);
    expect(hostsOf({ hostname: 'door.example' }, [])).toEqual(['door.example']);
    expect(hostsOf({}, [])).toEqual([undefined]);
    expect(hostsOf({}, ['*.example'])).toEqual([]);
  });

  it('are none where no listener lets the route in, or it holds inside of the mesh alone', () => {
    const refusing = gateway(80, {}, { allowedRoutes: { kinds: [{ kind: 'GRPCRoute' }] } });
    expect(publishedRoutes(meshOf(refusing, route()))).toEqual([]);
    const parentRefs = [{ group: '', kind: 'Service', name: 'hello-v1', port: 80 }];
    expect(publishedRoutes(meshOf(gateway(80), route({ parentRefs })))).toEqual([]);
  });
});

describe('verify, of published HTTPRoutes', () => {
  let application: http.Server;
  let hosts: (string | undefined)[];
  let answer: (count: number) => { readonly status: number; readonly body: string; readonly headers?: object };

  beforeEach(async () => {
    hosts = [];
    answer = (count) => ({ status: 200, body: `Hello version: v${1 + (count % 2)}, instance: x` });
    application = http.createServer((request, response) => {
      const { status, body, headers } = answer(hosts.push(request.headers.host));
      response.writeHead(status, { ...headers }).end(body);
    });
    await new Promise<void>((done) => application.listen(0, '127.0.0.1', done));
  });
  afterEach(() => new Promise((done) => application.close(done)));

  const look = async () => {
    const { port } = application.address() as AddressInfo;
    const service = (namespace: string, ip: string) => ({
      kind: 'Service',
      metadata: { name: 'door-istio', namespace },
      spec: { ports: [{ port }], selector: { 'gateway.networking.k8s.io/gateway-name': 'door' } },
      status: { loadBalancer: { ingress: [{ ip }] } },
    });
    // A Gateway of the same name in another namespace is another's.
    const server = await ApiServer.start([service('other', '192.0.2.1'), service('shop', '127.0.0.1')]);
    const api = KubernetesApi.connect({ kubeconfig: [server.kubeconfig], context: 'minikube' });
    const mesh = meshOf(gateway(port), route());
    const session = {
      mesh: async () => mesh,
      content: async () => ({ charts: [], stacks: [], unreadable: [], objects: [] }),
      api,
      list: (path: string) => api.list(path),
    };
    try {
      return { port, ...(await routesAnswer.look(session as unknown as Session)) };
    } finally {
      api.close();
      await server.stop();
    }
  };

  it('asks them by the host of the route until every version behind it has answered', async () => {
    const { port, note, findings } = await look();
    expect(findings).toEqual([]);
    expect(note).toBe(`/hello 200 (v1, v2); http://127.0.0.1:${port}`);
    expect(new Set(hosts)).toEqual(new Set(['hello.example']));
  });

  it('names the HTTPRoute whose requests fail, and a version that does not answer', async () => {
    answer = () => ({ status: 503, body: 'no healthy upstream' });
    const { port, findings } = await look();
    expect(findings).toEqual([
      {
        severity: 'bad',
        problem: `GET http://hello.example:${port}/hello: HTTP 503: no healthy upstream`,
        remedy: 'HTTPRoute shop/hello (shop/hello) routes it to hello-v1: mesh routes shows what the gateway has',
      },
    ]);
    answer = () => ({ status: 200, body: 'Hello version: v1, instance: x' });
    expect((await look()).findings?.[0]?.problem).toContain('40 answers, none from version v2');
  });

  it('counts what the application says of a path that it does not have as its answer, but not what the gateway says', async () => {
    answer = () => ({ status: 404, body: 'nothing here', headers: { 'x-envoy-upstream-service-time': '3' } });
    const { port, note, findings } = await look();
    expect([note, findings]).toEqual([`/hello 404; http://127.0.0.1:${port}`, []]);
    answer = () => ({ status: 404, body: '' });
    expect((await look()).findings?.[0]?.problem).toContain('HTTP 404');
  });
});
