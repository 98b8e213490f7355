import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { readManifests } from '../../../cli/import/manifests';
import { MeshObjects } from '../../../testing/simulator/mesh-objects';
import type { MeshRequest } from '../../../testing/simulator/request';
import { send } from '../../../testing/simulator/send';
import { routeTables } from '../../testing/route-tables';
import { withoutLosses } from './without-losses';

const GOLDEN = join(__dirname, 'golden');

/** What the Gateway API has for a file, the losses first. */
function converted(name: string): string {
  const text = readFileSync(join(GOLDEN, `${name}.in.yaml`), 'utf8');
  const { manifests, warnings, faults } = readManifests([{ name: `${name}.yaml`, text }], '1.31', 'gateway');
  expect(faults).toEqual([]);
  const documents = manifests.map(({ apiVersion, kind, metadata, fields }) =>
    stringify({ apiVersion, kind, metadata, ...fields }, { lineWidth: 120 }),
  );
  return [...warnings.map((line) => `# ${line}\n`), documents.join('---\n')].join('');
}

describe('mesh import --api gateway, of VirtualServices', () => {
  const names = readdirSync(GOLDEN).flatMap((file) => file.match(/^(.*)\.in\.yaml$/)?.[1] ?? []);

  // UPDATE_GOLDEN=1 writes them anew: read the difference.
  it.each(names)('writes %s as the Gateway API has it, and names what that has not', (name) => {
    const file = join(GOLDEN, `${name}.out.yaml`);
    if (process.env['UPDATE_GOLDEN'] === '1' || !existsSync(file)) writeFileSync(file, converted(name));
    expect(converted(name)).toBe(readFileSync(file, 'utf8'));
  });

  it('says of each object for the pods of a gateway how it is for those that istiod deploys', () => {
    const lines = [
      '{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: door, namespace: shop}, spec: {selector: {istio: door}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]}}',
      '{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: a, namespace: shop}, spec: {selector: {matchLabels: {istio: door}}}}',
      '{apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: b, namespace: shop}, spec: {selector: {matchLabels: {istio: door}}}}',
      '{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: c, namespace: shop}, spec: {host: cart, workloadSelector: {matchLabels: {istio: door}}}}',
    ];
    const { warnings } = readManifests([{ name: 'a.yaml', text: lines.join('\n---\n') }], '1.31', 'gateway');
    const label = 'it has no targetRefs: have it select gateway.networking.k8s.io/gateway-name=door';
    expect(warnings.flatMap((line) => line.match(/spec.selector: (.* is for .*)/)?.[1] ?? [])).toEqual([
      'AuthorizationPolicy "a" is for pods with these labels: give it targetRefs to this Gateway',
      `PeerAuthentication "b" is for pods with these labels: ${label}`,
      `DestinationRule "c" is for pods with these labels: ${label}`,
    ]);
  });

  it('leaves them as they are without --api, and with --api istio', () => {
    const text = readFileSync(join(GOLDEN, 'bookinfo.in.yaml'), 'utf8');
    for (const api of [undefined, 'istio'] as const) {
      const kinds = readManifests([{ name: 'a.yaml', text }], '1.31', api).manifests.map(({ kind }) => kind);
      expect(kinds).toEqual(['Service', 'Service', 'Gateway', 'VirtualService', 'VirtualService', 'DestinationRule']);
    }
  });
});

describe('the routes of generated VirtualServices', () => {
  it('that the Gateway API has mean the same in both, for every request', () => {
    const answers = [1, 2]
      .flatMap((seed) => routeTables(seed))
      .flatMap(({ objects, requests }) => {
        const said = withoutLosses(objects);
        const gateways = said.objects.filter(({ kind }) => kind === 'Gateway');
        const [gateway] = gateways;
        // Of two Gateways for the same pods, two deployments are made.
        if (gateway === undefined || gateways.length > 1) return [];
        const [before, after] = [new MeshObjects(said.objects), new MeshObjects(said.converted)];
        const { name, namespace } = gateway.metadata;
        const old = { labels: { istio: 'ingressgateway', app: 'other' }, namespace: 'istio-system' };
        const made = { labels: { 'gateway.networking.k8s.io/gateway-name': name }, namespace };
        return requests.map((request) => ({
          request,
          istio: answer(before, { ...request, through: old }),
          gateway: answer(after, { ...request, through: made }),
        }));
      });
    expect(answers.length).toBeGreaterThan(1500);
    expect(answers.filter(({ istio, gateway }) => istio !== gateway)).toEqual([]);
    expect(answers.filter(({ istio }) => istio.includes('"forwarded"')).length).toBeGreaterThan(300);
  });
});

/** An outcome without what the route is called, and without a port 80 that a redirect to HTTPS leaves out. */
function answer(mesh: MeshObjects, request: MeshRequest): string {
  const outcome = send(mesh, request);
  if (outcome.kind === 'lost') return `lost ${outcome.status}`;
  return JSON.stringify({ ...outcome, route: undefined }).replace(/(https:\/\/[^/]*?):80\b/, '$1');
}
