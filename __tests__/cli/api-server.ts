import { mkdtempSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Json = Record<string, unknown>;

/** One request that the server got. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Json | undefined;
}

/** Answers one request; undefined lets the stored objects answer. */
export type Answer = (request: Received) => { readonly status: number; readonly body: unknown } | undefined;

const PLURALS: Record<string, readonly [group: string, plural: string, namespaced: boolean]> = {
  Namespace: ['v1', 'namespaces', false],
  Node: ['v1', 'nodes', false],
  Pod: ['v1', 'pods', true],
  Service: ['v1', 'services', true],
  Secret: ['v1', 'secrets', true],
  ConfigMap: ['v1', 'configmaps', true],
  Deployment: ['apps/v1', 'deployments', true],
  EndpointSlice: ['discovery.k8s.io/v1', 'endpointslices', true],
  VirtualService: ['networking.istio.io/v1', 'virtualservices', true],
  DestinationRule: ['networking.istio.io/v1', 'destinationrules', true],
  Gateway: ['gateway.networking.k8s.io/v1', 'gateways', true],
  HTTPRoute: ['gateway.networking.k8s.io/v1', 'httproutes', true],
  GRPCRoute: ['gateway.networking.k8s.io/v1', 'grpcroutes', true],
  TLSRoute: ['gateway.networking.k8s.io/v1', 'tlsroutes', true],
  ListenerSet: ['gateway.networking.k8s.io/v1', 'listenersets', true],
  MutatingWebhookConfiguration: ['admissionregistration.k8s.io/v1', 'mutatingwebhookconfigurations', false],
  ValidatingWebhookConfiguration: ['admissionregistration.k8s.io/v1', 'validatingwebhookconfigurations', false],
  CustomResourceDefinition: ['apiextensions.k8s.io/v1', 'customresourcedefinitions', false],
};

/** A Kubernetes API server as small as the verbs need one: it lists, gets, patches and deletes the objects that it was given. */
export class ApiServer {
  readonly received: Received[] = [];
  readonly objects: Json[];
  /** A kubeconfig that leads here by the context `minikube`. */
  readonly kubeconfig: string;

  private constructor(
    private readonly server: http.Server,
    objects: readonly Json[],
    private readonly answer: Answer | undefined,
  ) {
    this.objects = [...objects];
    this.kubeconfig = writeKubeconfig(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  static async start(objects: readonly Json[] = [], answer?: Answer): Promise<ApiServer> {
    const server = http.createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const api = new ApiServer(server, objects, answer);
    server.on('request', (request, response) => void api.serve(request, response));
    return api;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((done) => this.server.close(() => done()));
  }

  private async serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://server');
    let text = '';
    for await (const chunk of request) text += chunk;
    const received = {
      method: request.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      body: text ? JSON.parse(text) : undefined,
    };
    this.received.push(received);
    const { status, body } = this.answer?.(received) ?? this.fromObjects(received);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  }

  private fromObjects({ method, path, query, body }: Received): { status: number; body: unknown } {
    if (path === '/version') return { status: 200, body: { gitVersion: 'v1.34.4' } };
    if (path.endsWith('/selfsubjectaccessreviews')) return { status: 201, body: { status: { allowed: true } } };
    const [, api, ...rest] = path.split('/');
    if (api === 'apis' && rest.length === 1) {
      const [known] = Object.values(PLURALS).find(([version]) => version.startsWith(`${rest[0]}/`)) ?? [];
      return known === undefined
        ? { status: 404, body: { reason: 'NotFound', message: 'the server could not find the requested resource' } }
        : { status: 200, body: { kind: 'APIGroup', preferredVersion: { version: known.split('/')[1] } } };
    }
    const group = api === 'api' ? (rest.shift() ?? '') : `${rest.shift()}/${rest.shift()}`;
    const kinds = Object.entries(PLURALS).filter(([, [known]]) => known === group);
    if (rest.length === 0) {
      return {
        status: 200,
        body: { resources: kinds.map(([kind, [, name, namespaced]]) => ({ kind, name, namespaced, verbs: [] })) },
      };
    }
    const namespace = rest[0] === 'namespaces' && rest.length > 2 ? rest[1] : undefined;
    const [plural, name] = namespace === undefined ? rest : rest.slice(2);
    const kind = kinds.find(([, [, known]]) => known === plural)?.[0];
    const labels = (query.get('labelSelector') ?? '')
      .split(',')
      .filter(Boolean)
      .map((pair) => pair.split('='));
    const found = this.objects.filter((object) => {
      const metadata = object['metadata'] as { name: string; namespace?: string; labels?: Record<string, string> };
      return (
        object['kind'] === kind &&
        (namespace === undefined || metadata.namespace === namespace) &&
        (name === undefined || metadata.name === name) &&
        labels.every(([key = '', value]) => {
          const own = metadata.labels?.[key];
          return value === undefined ? own !== undefined : own === value;
        })
      );
    });
    if (name === undefined) {
      const from = Number(query.get('continue') ?? 0);
      const to = from + Number(query.get('limit') ?? found.length);
      const next = to < found.length ? { continue: String(to) } : {};
      return {
        status: 200,
        body: { kind: `${kind}List`, apiVersion: group, metadata: next, items: found.slice(from, to) },
      };
    }
    const [object] = found;
    if (!object) return { status: 404, body: { reason: 'NotFound', message: `${plural} "${name}" not found` } };
    if (method === 'DELETE') this.objects.splice(this.objects.indexOf(object), 1);
    // A server-side apply, as far as maps go: what is applied wins, what it does not name stays.
    if (method === 'PATCH') return { status: 200, body: merge(object, body ?? {}) };
    return { status: 200, body: object };
  }
}

function merge(base: unknown, over: unknown): unknown {
  if (!isMap(base) || !isMap(over)) return over;
  return { ...base, ...Object.fromEntries(Object.entries(over).map(([key, value]) => [key, merge(base[key], value)])) };
}

function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A kubeconfig with the one context `minikube`. */
export function writeKubeconfig(server: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'mesh-kubeconfig-')), 'config');
  writeFileSync(
    path,
    JSON.stringify({
      clusters: [{ name: 'minikube', cluster: { server } }],
      users: [{ name: 'minikube', user: { token: 'secret' } }],
      contexts: [{ name: 'minikube', context: { cluster: 'minikube', user: 'minikube' } }],
    }),
  );
  return path;
}
