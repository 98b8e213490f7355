import type { gatewayApi } from '../../../constructs';
import { type MeshObject, MeshObjects } from '../../../testing/simulator/mesh-objects';
import { send as simulate } from '../../../testing/simulator/send';
import { withoutLosses } from '../../cli/import/without-losses';
import { destinationsMet } from '../../testing/destinations-met';
import { expectedAnswers } from '../../testing/envoy-answer';
import { routeTables } from '../../testing/route-tables';
import { describeHere } from '../needs';
import { EchoGateway } from './echo-gateway';

const SEED = Number(process.env['MESH_TEST_SEED'] ?? 7);
const INGRESS = { name: 'istio-ingressgateway', namespace: 'istio-system' };

describeHere(__filename)('the generated route tables, written in both APIs', () => {
  const tables = routeTables(SEED).flatMap((table) => {
    const said = withoutLosses(atOneGateway(table.objects).map(atIngress));
    const hasGateway = said.objects.some(({ kind }) => kind === 'Gateway');
    return hasGateway ? [{ requests: table.requests, istio: said.objects, gateway: moved(said.converted) }] : [];
  });
  const requests = tables.flatMap((table) => table.requests);
  const gateway = new EchoGateway();

  beforeAll(() => gateway.open());
  afterAll(() => {
    gateway.remove(tables.flatMap((table) => table.gateway).filter(({ kind }) => kind === 'Gateway'));
    gateway.close();
  });

  async function answersOf(api: 'istio' | 'gateway'): Promise<string[]> {
    const objects = tables.flatMap((table) => table[api]).sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
    gateway.apply(objects);
    const sample = tables.flatMap((table) => table.requests.slice(0, 3));
    await gateway.settled(sample, sample.length / 4);
    const answers: string[] = [];
    for (const request of requests) answers.push(await gateway.answerTo(request));
    gateway.remove(objects);
    return answers;
  }

  it('are answered alike by the Envoy of a gateway, and as the simulator says', async () => {
    const [istio, other] = [await answersOf('istio'), await answersOf('gateway')];
    const simulated = tables.flatMap((table) => {
      const mesh = new MeshObjects(table.istio);
      return table.requests.map((request) => {
        const outcome = simulate(mesh, request);
        return expectedAnswers(outcome, destinationsMet(table.istio, outcome));
      });
    });
    // Of shares, any may answer.
    const agree = (i: number, answer = ''): boolean => simulated[i]?.some((one) => bare(one) === bare(answer)) ?? false;
    const differences = requests.flatMap((request, i) =>
      agree(i, istio[i]) && agree(i, other[i])
        ? []
        : [
            `${JSON.stringify(request)}\n  istio     ${istio[i]}\n  gateway   ${other[i]}\n  simulator ${simulated[i]?.join(' | ')}`,
          ],
    );
    const routed = istio.filter((answer) => !/^(404 -|0)/.test(answer)).length;
    process.stderr.write(
      `    ${requests.length} requests to ${tables.length} tables, ${routed} of them routed, ${differences.length} differences\n`,
    );
    expect(differences.slice(0, 20).join('\n')).toBe('');
    expect(routed).toBeGreaterThan(300);
  }, 1_800_000);
});

/** An answer without the port that a redirect to HTTPS may leave out. */
const bare = (answer: string): string => answer.replace(/(https:\/\/[^/ ]*?):80\b/, '$1');

/**
 * The table with its first Gateway alone, which gets the routes of the others: Istio's API merges those of the same pods, in the
 * Gateway API each has pods of its own.
 */
function atOneGateway(objects: readonly MeshObject[]): readonly MeshObject[] {
  const [first, ...others] = objects.filter(({ kind }) => kind === 'Gateway').map(({ metadata }) => metadata);
  const names = others.map(({ namespace, name }) => `${namespace}/${name}`);
  return objects.flatMap((object) => {
    if (object.kind === 'Gateway') return object.metadata === first ? [object] : [];
    const text = JSON.stringify(object, (key, value) =>
      key === 'gateways' && Array.isArray(value)
        ? [...new Set(value.map((name) => (names.includes(name) ? `${first?.namespace}/${first?.name}` : name)))]
        : value,
    );
    return [JSON.parse(text) as MeshObject];
  });
}

/** A Gateway of Istio's API for the pods of the ingress gateway; what else there is stays. */
function atIngress(object: MeshObject): MeshObject {
  if (object.kind !== 'Gateway') return object;
  const spec = { ...(object.manifest['spec'] as object), selector: { istio: 'ingressgateway' } };
  return { ...object, manifest: { ...object.manifest, spec } };
}

/** The objects of the Gateway API with the Gateways beside the pods of the ingress gateway, which they name as their address. */
function moved(objects: readonly MeshObject[]): readonly MeshObject[] {
  return objects.map((object) => {
    const { metadata, kind, manifest } = object;
    if (kind === 'Gateway') {
      const { listeners = [], ...rest } = manifest['spec'] as gatewayApi.GatewaySpec;
      const value = `${INGRESS.name}.${INGRESS.namespace}.svc.cluster.local`;
      const spec = {
        ...rest,
        addresses: [{ type: 'Hostname', value }],
        listeners: listeners.map((listener) => letIn(listener, metadata.namespace)),
      };
      const there = { ...metadata, namespace: INGRESS.namespace };
      return { ...object, metadata: there, manifest: { ...manifest, metadata: there, spec } };
    }
    if (!/Route$/.test(kind)) return object;
    const { parentRefs = [], ...rest } = manifest['spec'] as gatewayApi.HTTPRouteSpec;
    const spec = { ...rest, parentRefs: parentRefs.map((parent) => ({ ...parent, namespace: INGRESS.namespace })) };
    return { ...object, manifest: { ...manifest, spec } };
  });
}

/** A listener that lets in the routes of its own namespace, seen from another one. */
function letIn(listener: gatewayApi.Listener, namespace: string | undefined): gatewayApi.Listener {
  const { namespaces = {} } = listener.allowedRoutes ?? {};
  if ((namespaces.from ?? 'Same') !== 'Same') return listener;
  const selector = { matchLabels: { 'kubernetes.io/metadata.name': namespace ?? '' } };
  return { ...listener, allowedRoutes: { ...listener.allowedRoutes, namespaces: { from: 'Selector', selector } } };
}
