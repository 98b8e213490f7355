import fc from 'fast-check';
import { RESOURCE_KINDS, type ResourceKind, type ResourceSpecs } from '../../../constructs/resources/generated/kinds';
import { familyOf, isGatewayApiKind, kindSchema, servedVersions } from '../../../constructs/resources/kinds';
import type { Segment } from '../../../constructs/resources/validation/fault';
import { resourceFaults } from '../../../constructs/resources/validation/resource-faults';
import type { KindSchema, SchemaNode } from '../../../constructs/resources/validation/schema';
import type { GatewayApiRelease } from '../../../constructs/versions';

const EVERY_KIND = Object.keys(RESOURCE_KINDS) as ResourceKind[];

/** Istio's kinds, as a list. */
export const KINDS = EVERY_KIND.filter((kind) => !isGatewayApiKind(kind));

/** The kinds of the Gateway API, as a list. */
export const GATEWAY_API_KINDS = EVERY_KIND.filter(isGatewayApiKind);

/** The schema of a kind, which the release must have. */
export function schemaOf(kind: ResourceKind, version: string, family = familyOf(kind)): KindSchema {
  const schema = kindSchema(kind, version, family);
  if (schema === undefined) throw new Error(`${family} ${version} has no ${kind}`);
  return schema;
}

/** The least that each kind needs. */
export const LEAST: Readonly<ResourceSpecs> = {
  AuthorizationPolicy: {},
  DestinationRule: { host: 'reviews' },
  EnvoyFilter: {},
  Gateway: { servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'] }] },
  PeerAuthentication: {},
  ProxyConfig: {},
  RequestAuthentication: {},
  ServiceEntry: {
    hosts: ['api.example.com'],
    resolution: 'DNS',
    ports: [{ number: 443, name: 'https', protocol: 'HTTPS' }],
  },
  Sidecar: { egress: [{ hosts: ['./*'] }] },
  Telemetry: {},
  TrafficExtension: { lua: { inlineCode: 'function envoy_on_request(handle) end' } },
  VirtualService: { hosts: ['reviews'], http: [{ route: [{ destination: { host: 'reviews' } }] }] },
  WasmPlugin: { url: 'oci://example.com/plugin:1' },
  WorkloadEntry: { address: '10.0.0.1' },
  WorkloadGroup: { template: {} },
  'gateway.networking.k8s.io/BackendTLSPolicy': {
    targetRefs: [{ group: '', kind: 'Service', name: 'reviews' }],
    validation: { hostname: 'reviews.example.com', wellKnownCACertificates: 'System' },
  },
  'gateway.networking.k8s.io/GRPCRoute': {},
  'gateway.networking.k8s.io/Gateway': {
    gatewayClassName: 'istio',
    listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }],
  },
  'gateway.networking.k8s.io/GatewayClass': { controllerName: 'istio.io/gateway-controller' },
  'gateway.networking.k8s.io/HTTPRoute': {},
  'gateway.networking.k8s.io/ListenerSet': {
    parentRef: { name: 'shared' },
    listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }],
  },
  'gateway.networking.k8s.io/ReferenceGrant': {
    from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop' }],
    to: [{ group: '', kind: 'Service' }],
  },
  'gateway.networking.k8s.io/TCPRoute': { rules: [{ backendRefs: [{ name: 'mongo', port: 27017 }] }] },
  'gateway.networking.k8s.io/TLSRoute': {
    hostnames: ['a.example.com'],
    rules: [{ backendRefs: [{ name: 'reviews', port: 443 }] }],
  },
  'gateway.networking.x-k8s.io/XBackendTrafficPolicy': {
    targetRefs: [{ group: '', kind: 'Service', name: 'reviews' }],
  },
  'gateway.networking.x-k8s.io/XListenerSet': {
    parentRef: { name: 'shared' },
    listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }],
  },
  'inference.networking.k8s.io/InferencePool': {
    selector: { matchLabels: { app: 'vllm' } },
    targetPorts: [{ number: 8000 }],
    endpointPickerRef: { name: 'vllm-epp', port: { number: 9002 } },
  },
};

const name = fc.constantFrom('a', 'reviews', 'v1', 'http-80', 'x1y', 'my-app', 'Upper', 'n'.repeat(63));
const host = fc.constantFrom(
  'reviews',
  'reviews.prod.svc.cluster.local',
  'api.example.com',
  '*.example.com',
  '*',
  'a.b.',
  '10.0.0.1',
);
const duration = fc.constantFrom('1ms', '1s', '1.5s', '2m30s', '1h', '250ms', '0.5s');
const label = fc.constantFrom('app', 'version', 'app.kubernetes.io/name', 'a.b/c_d');
const expression = fc.constantFrom('.*', '^/a/[0-9]+$', '(foo|bar)', '\\d{2,3}', '(?i)abc', '[[:alpha:]]+');
const ip = fc.constantFrom('10.0.0.1', '192.168.0.0/16', '::1', 'fe80::/10');

/** What stands in fields of a name, or at the end of a path, where the schema alone would give nonsense. */
const TEXTS: readonly (readonly [path: RegExp, text: fc.Arbitrary<string>])[] = [
  [/^gateway\..*addresses\[\]\.value$/, fc.constantFrom('10.0.0.1', '2001:db8::1', 'a.example.com')],
  [/^gateway\..*addresses\[\]\.type$/, fc.constantFrom('IPAddress', 'Hostname', 'example.com/pool')],
  [/^gateway\..*\.protocol$/, fc.constantFrom('HTTP', 'HTTPS', 'TLS', 'TCP', 'HBONE', 'GRPC')],
  [
    /^gateway\..*(path|Path)\.value$|[rR]eplace(Full|Prefix)/,
    fc.constantFrom('/', '/a/b', '/a//b', 'a', '/%2f', '/x/..'),
  ],
  [/^gateway\..*[oO]rigins\[\]$/, fc.constantFrom('*', 'https://a.example.com', 'http://*.example.com', 'a')],
  [
    /^gateway\..*(hostnames?|from|sectionName)(\[\])?$/,
    fc.constantFrom('a.example.com', '*.example.com', 'http', 'A', '*'),
  ],
  [/^gateway\..*controllerName$/, fc.constantFrom('istio.io/gateway-controller', 'istio')],
  [/^gateway\..*\.(from)?[gG]roup$/, fc.constantFrom('', 'gateway.networking.k8s.io', 'core')],
  [/^gateway\..*\.(from)?[kK]ind$/, fc.constantFrom('Service', 'Gateway', 'Secret', 'HTTPRoute')],
  [/^gateway\..*\.namespace$/, fc.constantFrom('shop', 'default', 'Shop')],
  [/^Sidecar\.egress\[\]\.hosts\[\]$/, fc.constantFrom('./*', '*/*', 'istio-system/*', '~/*', 'prod/api.example.com')],
  [
    /^Gateway\.servers\[\]\.hosts\[\]$/,
    fc.constantFrom('*', 'a.example.com', '*.example.com', 'prod/*', './b.example.com'),
  ],
  [/operation\.(not)?[pP]orts\[\]$/, fc.constantFrom('80', '443', '8080', '0')],
  [/[pP]aths\[\]$/, fc.constantFrom('/a', '/a/*', '/a/{*}/b', '/{**}', '*')],
  [/([bB]locks|addresses)\[\]$|[sS]ubnets\[\]$/, ip],
  [/[hH]osts?(\[\])?$|egressProxy\.host$/, host],
  [/gateways\[\]$/, fc.constantFrom('mesh', 'gateway', 'istio-ingress/shared')],
  [/exportTo\[\]$/, fc.constantFrom('.', '*', 'prod')],
  [/address$/, fc.constantFrom('10.0.0.1', 'vm.example.com', 'unix:///var/run/app.sock', '2001:db8::1')],
  [/bind$/, fc.constantFrom('127.0.0.1', '0.0.0.0', 'unix:///var/run/app.sock')],
  [/defaultEndpoint$/, fc.constantFrom('127.0.0.1:8080', ':80', 'unix:///app.sock', '[::1]:1')],
  [/protocol$/, fc.constantFrom('HTTP', 'HTTPS', 'TCP', 'TLS', 'GRPC', 'http2', 'MONGO')],
  [/[rR]egex$|Rewrite\.match$|proxyVersion$/, expression],
  [/jwks_?[uU]ri$/, fc.constantFrom('https://issuer.example.com/keys', 'http://localhost:8000/jwks')],
  [/jwks$/, fc.constant('{"keys":[{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T"}]}')],
  [/url$/, fc.constantFrom('oci://example.com/a:1', 'https://example.com/a.wasm', 'example.com/a', 'file:///a.wasm')],
  [/sha256$/, fc.constantFrom('', 'a0'.repeat(32))],
  [/grpcStatus$/, fc.constantFrom('UNAVAILABLE', 'NOT_FOUND')],
  [/retryOn$/, fc.constantFrom('5xx', 'gateway-error,reset', '503,connect-failure')],
  [/redirect\.scheme$|httpGet\.scheme$/, fc.constantFrom('http', 'https', 'HTTP', 'HTTPS')],
  [/allowMethods\[\]$/, fc.constantFrom('GET', 'POST', '*')],
  [
    /when\[\]\.key$/,
    fc.constantFrom(
      'request.headers[x-user]',
      'source.ip',
      'request.auth.claims[iss]',
      'connection.sni',
      'destination.port',
    ),
  ],
  [/when\[\]\.(notV|v)alues\[\]$/, fc.constantFrom('10.0.0.1', '443', 'a')],
  [/[sS]erviceAccounts\[\]$/, fc.constantFrom('default', 'prod/reviews')],
  [
    /(dur|ttl|warmupDurationSecs|[tT]imeout|[iI]nterval|maxAge|[bB]ackoff|tcpKeepalive\.time|baseEjectionTime|Delay)$/,
    duration,
  ],
  [/targetRefs?(\[\])?\.kind$/, fc.constantFrom('Service', 'Gateway')],
  [/targetRefs?(\[\])?\.group$/, fc.constantFrom('', 'gateway.networking.k8s.io')],
  [/credentialName$|[cC]ertificates?$|privateKey$|caCrl$/, fc.constantFrom('', 'secret')],
  [/body\.bytes$/, fc.constantFrom('aGVsbG8=', 'YQ==')],
  [/locality$|distribute\[\]\.from$/, fc.constantFrom('us-east/a/*', 'us-west/*', 'eu/b/c')],
];

/** Keys of maps, by path. */
const MAP_KEYS: readonly (readonly [path: RegExp, key: fc.Arbitrary<string>])[] = [
  [/portLevelMtls$/, fc.constantFrom('80', '8080')],
  [/[hH]eaders$|\.(add|set)$/, fc.constantFrom('x-user', 'content-type', ':authority', '@request.auth.claims.group')],
  [/distribute\[\]\.to$/, fc.constantFrom('us-east/a/*', 'us-west/*')],
  [/[lL]abels$|selector$/, label],
];

/** Patches that Envoy knows; random ones istiod would refuse for reasons that no CRD says. */
const ENVOY_PATCH = fc.constantFrom(
  {
    applyTo: 'CLUSTER',
    match: { context: 'SIDECAR_OUTBOUND', cluster: { service: 'reviews.default.svc.cluster.local' } },
    patch: { operation: 'MERGE', value: { connect_timeout: '0.2s' } },
  },
  {
    applyTo: 'HTTP_FILTER',
    match: {
      context: 'GATEWAY',
      listener: {
        filterChain: {
          filter: {
            name: 'envoy.filters.network.http_connection_manager',
            subFilter: { name: 'envoy.filters.http.router' },
          },
        },
      },
    },
    patch: { operation: 'REMOVE' },
  },
  {
    applyTo: 'LISTENER',
    match: { proxy: { proxyVersion: '^1\\.30.*' } },
    patch: { operation: 'MERGE', value: { per_connection_buffer_limit_bytes: 8192 } },
  },
  {
    applyTo: 'VIRTUAL_HOST',
    match: { routeConfiguration: { portNumber: 80 } },
    patch: { operation: 'MERGE', value: { include_request_attempt_count: true } },
  },
);

function textAt(schema: KindSchema, node: SchemaNode, path: string): fc.Arbitrary<string> {
  if (node.enum !== undefined) return fc.constantFrom(...node.enum.map(String));
  if (node.rules?.some((rule) => schema.rules?.[rule]?.rule.includes('duration(self)'))) return duration;
  for (const [pattern, text] of TEXTS) if (pattern.test(path)) return text;
  return name;
}

function numberAt(node: SchemaNode, path: string): fc.Arbitrary<number> {
  if (node.enum !== undefined) return fc.constantFrom(...node.enum.map(Number), 404);
  if (/port(\.number)?$|Port$|ports\.\*$|portNumber$/i.test(path)) return fc.constantFrom(80, 443, 8080, 65535);
  if (/weight$/.test(path)) return fc.constant(50);
  if (/status(Code)?$|Status$/.test(path)) return fc.constantFrom(200, 404, 503);
  if (/redirectCode$/.test(path)) return fc.constantFrom(301, 302, 308);
  if (/tableSize$/.test(path)) return fc.constantFrom(7, 251, 65537);
  if (/percent|Percent|Percentage|distribute\[\]\.to\.\*$|value$/.test(path)) return fc.constantFrom(0, 1, 50, 100);
  const [least, most] = [Math.max(node.minimum ?? 0, 0), Math.min(node.maximum ?? 1000, 100000)];
  return node.type === 'integer' ? fc.integer({ min: least, max: most }) : fc.constantFrom(least, least + 1, 1.5, most);
}

/** Values that mostly hold the schema at a place. */
export function arbitraryAt(schema: KindSchema, place: SchemaNode, path: string, depth = 0): fc.Arbitrary<unknown> {
  const node = place.ref === undefined ? place : (schema.definitions[place.ref] ?? place);
  if (path === 'EnvoyFilter.configPatches[]') return ENVOY_PATCH;
  switch (node.type) {
    case 'string':
      return textAt(schema, node, path);
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return numberAt(node, path);
    case 'array': {
      const [least, most] = /\.route$/.test(path) ? [2, 2] : [node.minItems ?? 0, node.maxItems ?? 3];
      const items = arbitraryAt(schema, node.items ?? {}, `${path}[]`, depth + 1);
      return fc.array(items, { minLength: least, maxLength: Math.max(least, Math.min(most, 3)) });
    }
    default: {
      if (node.fields === undefined) {
        if (node.values === undefined)
          return node.open
            ? fc.dictionary(name, fc.constantFrom<unknown>(1, 'a', true, ['b'], { c: null }))
            : fc.constant({});
        const keys = MAP_KEYS.find(([pattern]) => pattern.test(path))?.[1] ?? name;
        return fc.dictionary(keys, arbitraryAt(schema, node.values, `${path}.*`, depth + 1), { maxKeys: 2 });
      }
      const required = new Set(node.required);
      // Shares must total 100: two destinations with half each.
      if (/\.route\[\]$/.test(path)) required.add('weight');
      const share = depth === 0 ? 1 : 2;
      const fields = Object.entries(node.fields).map(([key, field]) => {
        const value = arbitraryAt(schema, field, `${path}.${key}`, depth + 1);
        return [
          key,
          required.has(key)
            ? value
            : fc.oneof({ weight: share, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value }),
        ] as const;
      });
      return fc.record(Object.fromEntries(fields)).map((object) => JSON.parse(JSON.stringify(object)) as unknown);
    }
  }
}

const specs = new Map<string, fc.Arbitrary<unknown>>();

/** Specs of a kind that mostly hold its schema. */
export function arbitrarySpec(kind: ResourceKind, version: string, family = familyOf(kind)): fc.Arbitrary<unknown> {
  const key = `${kind} ${family} ${version}`;
  const schema = schemaOf(kind, version, family);
  const spec = specs.get(key) ?? arbitraryAt(schema, schema.spec, kind);
  specs.set(key, spec);
  return spec;
}

type Tree = Record<Segment, unknown>;

/** Takes away what stands at a place, or the nearest thing around it; false where only the root is left. */
function remove(root: Tree, segments: readonly Segment[]): boolean {
  const parents: Tree[] = [root];
  for (const segment of segments) {
    const next = parents.at(-1)?.[segment];
    if (typeof next !== 'object' || next === null) break;
    parents.push(next as Tree);
  }
  for (let depth = Math.min(parents.length, segments.length); depth > 0; depth--) {
    const [parent, segment] = [parents[depth - 1], segments[depth - 1]];
    if (parent === undefined || segment === undefined || parent[segment] === undefined) continue;
    if (Array.isArray(parent)) parent.splice(Number(segment), 1);
    else delete parent[segment];
    return true;
  }
  return false;
}

/** Takes out of a spec what is refused until the rest is accepted; undefined where nothing is left. */
export function repaired(
  kind: ResourceKind,
  spec: unknown,
  version: string,
  gatewayApi?: GatewayApiRelease,
): object | undefined {
  const facts = RESOURCE_KINDS[kind];
  const family = familyOf(kind, gatewayApi?.channel);
  const apiVersion = `${facts.group}/${servedVersions(kind, gatewayApi?.version ?? version, family)[0]}`;
  let current = { ...LEAST[kind], ...(JSON.parse(JSON.stringify(spec)) as Tree) } as Tree;
  for (let round = 0; round < 40; round++) {
    const faults = resourceFaults(
      {
        kind,
        apiVersion,
        metadata: { name: 'generated', ...(!facts.clusterWide && { namespace: 'default' }) },
        spec: current,
      },
      { istioVersion: version, gatewayApi },
    );
    if (faults.length === 0) return current;
    // Deepest first, last item first, so that positions stay right.
    const places = faults
      .map((fault) => fault.segments.slice(1))
      .sort((a, b) => b.length - a.length || Number(b.at(-1)) - Number(a.at(-1)));
    const changed = places.slice(0, 1).some((segments) => remove(current, segments));
    if (!changed) current = { ...current, ...JSON.parse(JSON.stringify(LEAST[kind])) } as Tree;
    if (!changed && round > 30) return undefined;
  }
  return undefined;
}

/**
 * Different resources of every kind of a release; the same ones for the same seed.
 *
 * @param options.raw whether to leave in them what is refused here
 */
export function generatedResources(
  version: string,
  options: { readonly perKind: number; readonly seed: number; readonly raw?: boolean },
): { kind: ResourceKind; spec: object }[] {
  const { perKind, seed, raw = false } = options;
  return KINDS.filter((kind) => servedVersions(kind, version).length > 0).flatMap((kind) => {
    const found = new Map<string, object>();
    for (const random of fc.sample(arbitrarySpec(kind, version), { numRuns: perKind * 3, seed })) {
      if (found.size >= perKind) break;
      const spec = raw ? { ...LEAST[kind], ...(random as object) } : repaired(kind, random, version);
      if (spec !== undefined) found.set(JSON.stringify(spec), spec);
    }
    return [...found.values()].map((spec) => ({ kind, spec }));
  });
}

/**
 * Different resources of every kind of a release of the Gateway API; the same ones for the same seed. Those that are not repaired are
 * partly such as the schema refuses.
 */
export function generatedGatewayApiResources(
  release: GatewayApiRelease,
  options: { readonly perKind: number; readonly seed: number; readonly raw?: boolean },
): { kind: ResourceKind; spec: object }[] {
  const { perKind, seed, raw = false } = options;
  return GATEWAY_API_KINDS.flatMap((kind) => {
    const family = familyOf(kind, release.channel);
    if (servedVersions(kind, release.version, family).length === 0) return [];
    const found = new Map<string, object>();
    for (const random of fc.sample(arbitrarySpec(kind, release.version, family), { numRuns: perKind * 3, seed })) {
      if (found.size >= perKind) break;
      const spec = raw ? { ...LEAST[kind], ...(random as object) } : repaired(kind, random, '1.31', release);
      if (spec !== undefined) found.set(JSON.stringify(spec), spec);
    }
    return [...found.values()].map((spec) => ({ kind, spec }));
  });
}
