import { type Answer, ApiServer, type Received } from './api-server';
import { bundle, mesh, projectWith } from './mesh-process';
import { StandInTerraform } from './stand-in-terraform';

// Every test starts a process that reads a thousand services.
jest.setTimeout(60_000);

const SERVICES = 1000;
const NAMESPACES = 50;

/** What each verb may ask of the API server, whatever the machine; lists of 1,000 come in pages of 500. */
const MOST_REQUESTS = 60;

type Json = Record<string, unknown>;

interface Review {
  readonly spec: { readonly resourceAttributes: { readonly resource: string; readonly namespace?: string } };
}

const namespaceOf = (index: number): string => `team-${index % NAMESPACES}`;

function objectsOf(index: number): readonly Json[] {
  const metadata = { name: `service-${index}`, namespace: namespaceOf(index) };
  const named = (apiVersion: string, kind: string, spec: object) => ({ apiVersion, kind, metadata, spec });
  return [
    named('v1', 'Service', { selector: { app: metadata.name }, ports: [{ name: 'http', port: 80 }] }),
    named('networking.istio.io/v1', 'DestinationRule', {
      host: metadata.name,
      subsets: [{ name: 'v1', labels: { version: 'v1' } }],
    }),
    named('networking.istio.io/v1', 'VirtualService', {
      hosts: [metadata.name],
      http: [{ route: [{ destination: { host: metadata.name, subset: 'v1' } }] }],
    }),
  ];
}

/** As the API server keeps it: a namespace gets a finalizer, a Service an address and what it leaves open. */
function running(object: Json): Json {
  if (object['kind'] === 'Namespace') return { ...object, spec: { finalizers: ['kubernetes'] } };
  if (object['kind'] !== 'Service') return object;
  const { ports, ...spec } = object['spec'] as { ports: readonly { port: number }[] };
  return {
    ...object,
    spec: {
      clusterIP: '10.96.0.7',
      clusterIPs: ['10.96.0.7'],
      internalTrafficPolicy: 'Cluster',
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      sessionAffinity: 'None',
      type: 'ClusterIP',
      ...spec,
      ports: ports.map((port) => ({ protocol: 'TCP', targetPort: port.port, ...port })),
    },
    status: { loadBalancer: {} },
  };
}

const release = (name: string, namespace: string): Json => ({
  kind: 'Secret',
  metadata: {
    name: `sh.helm.release.v1.${name}.v1`,
    namespace,
    labels: { owner: 'helm', name, status: 'deployed', version: '1' },
  },
});

const namespace = (index: number): Json => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: `team-${index}`, labels: { 'istio-injection': 'enabled' } },
});
const namespaces = Array.from({ length: NAMESPACES }, (_, index) => namespace(index));

const services = Array.from({ length: SERVICES }, (_, index) => index);

const summary = (received: readonly Received[]): string =>
  received.map(({ method, path }) => `${method} ${path}`).join('\n');

describe('in a cluster of a thousand services with a release each', () => {
  const cwd = projectWith({
    shop: {
      resources: {
        helm_release: Object.fromEntries([
          [
            'namespaces',
            bundle(
              'namespaces',
              'default',
              Object.fromEntries(namespaces.map((object, at) => [`shop/namespace-${at}`, object])),
            ),
          ],
          ...services.map((index) => [
            `service_${index}`,
            bundle(
              `service-${index}`,
              namespaceOf(index),
              Object.fromEntries(objectsOf(index).map((object, at) => [`shop/${index}/${at}`, object])),
            ),
          ]),
        ]),
      },
    },
  });
  const objects: readonly Json[] = [
    ...namespaces.map(running),
    release('namespaces', 'default'),
    ...services.flatMap((index) => [...objectsOf(index).map(running), release(`service-${index}`, namespaceOf(index))]),
  ];
  let api: ApiServer;

  const run = async (verb: string, answer?: Answer, there = objects) => {
    api = await ApiServer.start(there, answer);
    return mesh([verb], { cwd, env: { KUBECONFIG: api.kubeconfig, PATH: new StandInTerraform().PATH } });
  };

  afterEach(() => api.stop());

  it.each(['preflight', 'verify', 'drift', 'ls'])('asks the API server little for mesh %s', async (verb) => {
    const { code, stdout, stderr } = await run(verb);
    expect([stderr, code]).toEqual(['', expect.any(Number)]);
    expect(stdout).not.toBe('');
    if (api.received.length > MOST_REQUESTS) expect(summary(api.received)).toBe(`${MOST_REQUESTS} requests at most`);
  });

  it('compares all of them for mesh drift', async () => {
    const { code, stdout } = await run('drift');
    expect(stdout).toBe(`√ no drift: ${3 * SERVICES + NAMESPACES} objects and releases run as they were synthesized\n`);
    expect(code).toBe(0);
    expect(api.received.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('sees the one Service among them that was edited', async () => {
    const edited = objects.map((object) => {
      const { name } = object['metadata'] as { name: string };
      if (object['kind'] !== 'Service' || name !== 'service-7') return object;
      const spec = object['spec'] as { ports: readonly object[] };
      return { ...object, spec: { ...spec, ports: spec.ports.map((port) => ({ ...port, targetPort: 8081 })) } };
    });
    const { code, stdout } = await run('drift', undefined, edited);
    expect(stdout).toContain('Service team-7/service-7');
    expect(stdout).not.toContain('service-8');
    expect(code).toBe(1);
  });

  it('asks for lists of namespaces where nobody may list the whole cluster', async () => {
    const { stdout } = await run('drift', ({ path }) =>
      /\/(services|virtualservices|destinationrules)$/.test(path) && !path.includes('/namespaces/')
        ? { status: 403, body: { reason: 'Forbidden', message: 'forbidden' } }
        : undefined,
    );
    expect(stdout).toBe(`√ no drift: ${3 * SERVICES + NAMESPACES} objects and releases run as they were synthesized\n`);
  });

  it('asks whether everybody may, before it asks for each namespace', async () => {
    const reviewed: string[] = [];
    await run('preflight', ({ path, body }) => {
      if (!path.endsWith('/selfsubjectaccessreviews')) return undefined;
      const { resourceAttributes } = (body as unknown as Review).spec;
      reviewed.push(`${resourceAttributes.resource} ${resourceAttributes.namespace ?? 'everywhere'}`);
      return { status: 201, body: { status: { allowed: resourceAttributes.resource !== '*' } } };
    });
    expect(reviewed.length).toBeGreaterThan(1);
    expect(reviewed.filter((one) => !one.endsWith(' everywhere'))).toEqual([]);
    expect(api.received.length).toBeLessThanOrEqual(MOST_REQUESTS);
  });
});
