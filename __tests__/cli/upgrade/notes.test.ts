import { notesFor, UPGRADE_NOTES } from '../../../cli/checks/upgrade/notes';
import type { MeshContent } from '../../../cli/session/session';

type Json = Record<string, unknown>;

const object = (kind: string, name: string, spec: Json, more: Json = {}) => {
  const { apiVersion = 'networking.istio.io/v1', namespace = 'shop', annotations } = more;
  const metadata = { name, namespace, ...(annotations ? { annotations } : {}) };
  return { apiVersion, kind, metadata, manifest: { apiVersion, kind, metadata, spec }, partial: false };
};
const chart = (name: string, values: Json, more: Json = {}) => ({
  name,
  namespace: 'istio-system',
  chart: name,
  values,
  ...more,
});
const content = (objects: readonly unknown[], charts: readonly unknown[] = []): MeshContent =>
  ({ stacks: [], unreadable: [], objects, charts }) as unknown as MeshContent;

const patch = (match: Json, value: Json, operation = 'INSERT_BEFORE') => ({
  configPatches: [
    {
      applyTo: 'HTTP_FILTER',
      match: { listener: { filterChain: { filter: match } } },
      patch: { operation, value },
    },
  ],
});
const typed = { '@type': 'type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua' };
const http = (subFilter: string) => ({
  name: 'envoy.filters.network.http_connection_manager',
  subFilter: { name: subFilter },
});

/** What is concerned, and the nearest that is not: minor, concerned, unconcerned, the name that is given. */
const CASES: readonly (readonly [since: string, concerned: MeshContent, unconcerned: MeshContent, name: string])[] = [
  [
    '1.18',
    content([], [chart('gateway', { resources: { limits: { cpu: '2' } } })]),
    content([], [chart('gateway', { resources: { requests: { cpu: '2' } } })]),
    'release istio-system/gateway',
  ],
  [
    '1.19',
    content([
      object(
        'EnvoyFilter',
        'old',
        patch({ name: 'envoy.http_connection_manager' }, { name: 'a', typed_config: typed }),
      ),
    ]),
    content([
      object('EnvoyFilter', 'new', patch(http('envoy.filters.http.router'), { name: 'a', typed_config: typed })),
    ]),
    'EnvoyFilter shop/old',
  ],
  [
    '1.19',
    content([
      object('EnvoyFilter', 'bare', patch(http('envoy.filters.http.router'), { name: 'envoy.filters.http.lua' })),
    ]),
    content([object('EnvoyFilter', 'merge', patch(http('envoy.filters.http.router'), { name: 'x' }, 'MERGE'))]),
    'EnvoyFilter shop/bare',
  ],
  [
    '1.20',
    content([object('EnvoyFilter', 'near', patch(http('istio.stats'), { name: 'x', typed_config: typed }))]),
    content([
      object('EnvoyFilter', 'far', patch(http('envoy.filters.http.router'), { name: 'x', typed_config: typed })),
    ]),
    'EnvoyFilter shop/near',
  ],
  [
    '1.21',
    content([
      object('VirtualService', 'wide', { hosts: ['*.shop.example'] }),
      object('VirtualService', 'narrow', { hosts: ['a.shop.example'] }),
    ]),
    content([
      object('VirtualService', 'wide', { hosts: ['*.shop.example'] }),
      object('VirtualService', 'other', { hosts: ['a.bank.example'] }),
    ]),
    'VirtualService shop/wide',
  ],
  [
    '1.21',
    content([
      object('DestinationRule', 'bank', {
        host: 'bank.example',
        subsets: [{ name: 'v1', trafficPolicy: { portLevelSettings: [{ tls: { mode: 'SIMPLE' } }] } }],
      }),
    ]),
    content([
      object('DestinationRule', 'bank', {
        host: 'bank.example',
        trafficPolicy: { tls: { mode: 'SIMPLE', caCertificates: 'system' } },
      }),
    ]),
    'DestinationRule shop/bank',
  ],
  [
    '1.21',
    content([
      object('Service', 'alias', { type: 'ExternalName' }),
      object('DestinationRule', 'alias', { host: 'alias' }),
    ]),
    content([object('Service', 'alias', { type: 'ClusterIP' }), object('DestinationRule', 'alias', { host: 'alias' })]),
    'DestinationRule shop/alias',
  ],
  [
    '1.21',
    content([], [chart('istiod', { telemetry: { v2: { prometheus: { configOverride: {} } } } })]),
    content([], [chart('istiod', { telemetry: { v2: { prometheus: { enabled: true } } } })]),
    'release istio-system/istiod',
  ],
  [
    '1.22',
    content([object('Service', 'zipkin', {})]),
    content([
      object('Service', 'zipkin', {}),
      object('Telemetry', 'mesh', { tracing: [{ providers: [{ name: 'zipkin' }] }] }),
    ]),
    'Service shop/zipkin',
  ],
  [
    '1.22',
    content([], [chart('istiod', { meshConfig: { discoverySelectors: [{ matchLabels: { mesh: 'on' } }] } })]),
    content([], [chart('istiod', { meshConfig: {} })]),
    'release istio-system/istiod',
  ],
  [
    '1.22',
    content([object('ServiceEntry', 'db', { resolution: 'NONE', ports: [{ number: 80, targetPort: 8080 }] })]),
    content([object('ServiceEntry', 'db', { resolution: 'DNS', ports: [{ number: 80, targetPort: 8080 }] })]),
    'ServiceEntry shop/db',
  ],
  [
    '1.24',
    content([object('Service', 'door', { selector: { 'istio.io/gateway-name': 'door' } })]),
    content([object('Service', 'door', { selector: { 'gateway.networking.k8s.io/gateway-name': 'door' } })]),
    'Service shop/door',
  ],
  [
    '1.24',
    content([
      object('DestinationRule', 'cart', { workloadSelector: { matchLabels: { 'istio.io/gateway-name': 'door' } } }),
    ]),
    content([object('DestinationRule', 'cart', { workloadSelector: { matchLabels: { app: 'door' } } })]),
    'DestinationRule shop/cart',
  ],
  [
    '1.24',
    content([object('Telemetry', 'logs', { accessLogging: [{ filter: { expression: 'node.id == "x"' } }] })]),
    content([object('Telemetry', 'logs', { accessLogging: [{ filter: { expression: 'xds.node.id == "x"' } }] })]),
    'Telemetry shop/logs',
  ],
  [
    '1.24',
    content([
      object('Deployment', 'web', {
        template: { metadata: { annotations: { 'sidecar.istio.io/enableCoreDump': 'true' } } },
      }),
    ]),
    content([object('Deployment', 'web', { template: { metadata: {} } })]),
    'Deployment shop/web',
  ],
  [
    '1.24',
    content([], [chart('cni', { profile: 'ambient-openshift' })]),
    content([], [chart('cni', { profile: 'ambient' })]),
    'release istio-system/cni',
  ],
  [
    '1.25',
    content([], [chart('ztunnel', {}, { name: 'mesh-ztunnel' })]),
    content([], [chart('ztunnel', { resourceName: 'ztunnel' }, { name: 'mesh-ztunnel' })]),
    'release istio-system/mesh-ztunnel',
  ],
  [
    '1.25',
    content([], [chart('istiod', { meshConfig: { extensionProviders: [{ name: 'x', opencensus: {} }] } })]),
    content([], [chart('istiod', { meshConfig: { extensionProviders: [{ name: 'x', opentelemetry: {} }] } })]),
    'release istio-system/istiod',
  ],
  [
    '1.28',
    content([object('BackendTLSPolicy', 'db', {}, { apiVersion: 'gateway.networking.k8s.io/v1alpha3' })]),
    content([object('BackendTLSPolicy', 'db', {}, { apiVersion: 'gateway.networking.k8s.io/v1' })]),
    'BackendTLSPolicy shop/db',
  ],
  [
    '1.28',
    content([], [chart('istiod', { pilot: { env: { METRIC_ROTATION_INTERVAL: '1h' } } })]),
    content([], [chart('istiod', { pilot: { env: { OTHER: '1h' } } })]),
    'release istio-system/istiod',
  ],
  [
    '1.29',
    content([], [chart('istiod', {}), chart('kiali-server', {}, { namespace: 'kiali' })]),
    content([], [chart('istiod', {}), chart('kiali-server', {})]),
    'release kiali/kiali-server',
  ],
  [
    '1.30',
    content([
      object('ServiceEntry', 'db', { hosts: ['db.shop.svc.cluster.local'] }, { namespace: 'bank' }),
      object('Service', 'db', {}),
    ]),
    content([object('ServiceEntry', 'db', { hosts: ['db.shop.svc.cluster.local'] }), object('Service', 'db', {})]),
    'ServiceEntry bank/db',
  ],
  [
    '1.31',
    content([object('DestinationRule', 'web', { trafficPolicy: { outlierDetection: { interval: '5s' } } })]),
    content([object('DestinationRule', 'web', { trafficPolicy: { outlierDetection: { minHealthPercent: 50 } } })]),
    'DestinationRule shop/web',
  ],
  [
    '1.31',
    content([object('WorkloadGroup', 'vms', {})]),
    content([object('WorkloadEntry', 'vm', {})]),
    'WorkloadGroup shop/vms',
  ],
  [
    '1.32',
    content([object('EnvoyFilter', 'rbac', patch(http('envoy.filters.http.rbac'), {}, 'MERGE'))]),
    content([object('EnvoyFilter', 'lua', patch(http('envoy.filters.http.lua'), {}, 'MERGE'))]),
    'EnvoyFilter shop/rbac',
  ],
];

describe('the notes of an upgrade', () => {
  const minorBefore = (minor: string): string => `1.${Number(minor.split('.')[1]) - 1}.0`;

  it.each(CASES)('of %s are said of what they concern, and of nothing else', (since, concerned, unconcerned, name) => {
    const step = { from: minorBefore(since), to: `${since}.0` };
    const found = notesFor(concerned, step);
    expect(found.map(({ note }) => note.since)).toEqual([since]);
    expect(found[0]?.affected).toEqual([name]);
    expect(notesFor(unconcerned, step)).toEqual([]);
  });

  it.each(CASES)('of %s are not said of other steps', (since, concerned) => {
    expect(notesFor(concerned, { from: `${since}.0`, to: `${since}.9` })).toEqual([]);
    expect(notesFor(concerned, { from: `${since}.0`, to: minorBefore(since) })).toEqual([]);
  });

  it('are not said of what compatibilityVersion keeps as it was', () => {
    const program = content([object('DestinationRule', 'web', { trafficPolicy: { outlierDetection: {} } })]);
    const step = { from: '1.30.4', to: '1.31.1' };
    expect(notesFor(program, step)).toHaveLength(1);
    expect(notesFor(program, { ...step, compatibilityVersion: '1.30' })).toEqual([]);
    expect(notesFor(program, { ...step, compatibilityVersion: '1.31' })).toHaveLength(1);
  });

  it('have a case each, of those that are no mere list of names', () => {
    const minors = new Set(CASES.map(([since]) => since));
    for (const { since, change } of UPGRADE_NOTES) {
      if (!/istiod no longer reads|provider|InferencePool/.test(change)) expect(minors).toContain(since);
    }
  });
});
