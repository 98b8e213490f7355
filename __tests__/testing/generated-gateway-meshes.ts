import type { MeshRequest } from '../../testing';
import type { MeshObject } from '../../testing/simulator/mesh-objects';
import type { GeneratedMesh } from './generated-meshes';
import { Maker } from './maker';

export const GATEWAY_MESHES = 60;
export const REQUESTS_PER_GATEWAY_MESH = 50;

/** Gateways and routes of the Gateway API, with what the API server writes into them, made to collide: few hosts, few paths. */
export function generatedGatewayMeshes(seed: number, count = GATEWAY_MESHES): GeneratedMesh[] {
  return Array.from({ length: count }, (_, index) => new GatewayMeshMaker(seed * 100_000 + index * 7).make());
}

const NAMESPACES = ['apps', 'team', 'edge'] as const;
const SERVICES = ['shop', 'pay', 'cart'] as const;
const HOSTS = ['a.example', 'b.example', '*.example', 'x.b.example', '*.b.example'] as const;
const PATHS = ['/', '/a', '/a/', '/a/b', '/ab', '/b', '/A'] as const;
const API = 'gateway.networking.k8s.io';

type Json = Record<string, unknown>;

interface Parent {
  readonly name: string;
  readonly namespace: string;
  readonly sections: readonly { readonly name: string; readonly port: number; readonly protocol: string }[];
}

class GatewayMeshMaker extends Maker {
  private addresses = 0;
  private readonly objects: MeshObject[] = [];
  private readonly entrances: {
    readonly port: number;
    readonly scheme: 'http' | 'https' | 'tls' | 'tcp';
    readonly deployed: boolean;
  }[] = [];
  private readonly parents: Parent[] = [];

  make(): GeneratedMesh {
    for (const name of [...NAMESPACES, 'istio-system']) {
      const labels = name === 'team' ? { tier: 'inner' } : {};
      this.add('v1', 'Namespace', { name, labels }, { spec: {} });
    }
    const ports = [80, 8080, 443, 9000].map((port) => ({ name: `p${port}`, port, targetPort: port + 10_000 }));
    this.service('istio-ingressgateway', 'istio-system', ports, { istio: 'ingressgateway' });
    for (const name of SERVICES) {
      for (const namespace of ['apps', 'team']) {
        const http = [
          { name: 'http', port: 80, targetPort: 8080 },
          { name: 'http-more', port: 8080, targetPort: 8080 },
        ];
        if (!this.chance(0.15)) this.service(name, namespace, http, { app: name });
      }
    }
    for (let index = 0; index < 1 + this.below(2); index++) this.gateway(index);
    for (let index = 0; index < 2 + this.below(6); index++) this.route(index);
    for (let index = 0; index < this.below(3); index++) this.grant(index);
    return {
      objects: this.objects,
      meshConfig: {},
      requests: this.times(REQUESTS_PER_GATEWAY_MESH, () => this.request()),
    };
  }

  private add(apiVersion: string, kind: string, metadata: Json, rest: Json): void {
    const creationTimestamp = this.one(['2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z']);
    const manifest = { apiVersion, kind, metadata: { ...metadata, creationTimestamp }, ...rest };
    this.objects.push({ apiVersion, kind, metadata: metadata as { name: string; namespace: string }, manifest });
  }

  private service(name: string, namespace: string, ports: readonly Json[], selector: Json): void {
    this.addresses += 1;
    const clusterIP = `10.1.0.${this.addresses}`;
    this.add('v1', 'Service', { name, namespace }, { spec: { clusterIP, ports, selector } });
  }

  private gateway(index: number): void {
    // One is deployed by istiod, the other is for the pods of the ingress gateway.
    const deployed = index === 1;
    const namespace = deployed ? 'edge' : 'istio-system';
    const name = deployed ? 'shared' : 'front';
    const listeners = this.times(1 + this.below(4), (at) => this.listener(at, deployed));
    const addresses = deployed ? {} : { addresses: [{ type: 'Hostname', value: 'istio-ingressgateway' }] };
    const spec = { gatewayClassName: 'istio', listeners, ...addresses };
    this.add(`${API}/v1`, 'Gateway', { name, namespace }, { spec });
    this.parents.push({ name, namespace, sections: listeners as unknown as Parent['sections'] });
  }

  private listener(at: number, deployed: boolean): Json {
    const kind = this.below(10);
    const hostname = this.chance(0.6) ? { hostname: this.one(HOSTS) } : {};
    const common = { name: `l${at}`, allowedRoutes: this.allowed(), ...hostname };
    if (kind < 6) {
      const port = this.one([80, 80, 8080]);
      this.entrances.push({ port, scheme: 'http', deployed });
      return { ...common, port, protocol: 'HTTP' };
    }
    if (kind < 8) {
      this.entrances.push({ port: 443, scheme: 'https', deployed });
      const certificateRefs = [{ group: '', kind: 'Secret', name: 'certificate' }];
      return { ...common, port: 443, protocol: 'HTTPS', tls: { mode: 'Terminate', certificateRefs } };
    }
    if (kind < 9) {
      this.entrances.push({ port: 443, scheme: 'tls', deployed });
      return { ...common, port: 443, protocol: 'TLS', tls: { mode: 'Passthrough' } };
    }
    this.entrances.push({ port: 9000, scheme: 'tcp', deployed });
    return { name: `l${at}`, allowedRoutes: this.allowed(), port: 9000, protocol: 'TCP' };
  }

  private allowed(): Json {
    const kinds = this.chance(0.1) ? { kinds: [{ group: API, kind: this.one(['HTTPRoute', 'GRPCRoute']) }] } : {};
    const roll = this.below(10);
    if (roll < 6) return { namespaces: { from: 'All' }, ...kinds };
    if (roll < 8) return { namespaces: { from: 'Same' }, ...kinds };
    const selector = this.one([
      { matchLabels: { tier: 'inner' } },
      { matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] },
      { matchLabels: { 'kubernetes.io/metadata.name': 'apps' } },
      { matchLabels: { tier: 'outer' } },
    ]);
    return { namespaces: { from: 'Selector', selector }, ...kinds };
  }

  private route(index: number): void {
    const namespace = this.one(['apps', 'team']);
    const kind = this.one(['HTTPRoute', 'HTTPRoute', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute']);
    const name = `${kind.slice(0, 4).toLowerCase()}${this.one(['', '-more'])}-${index}`;
    const parentRefs = this.times(1 + this.below(2), () => this.parentRef(namespace));
    const hostnames = kind === 'TCPRoute' || this.chance(0.35) ? {} : { hostnames: this.some(HOSTS, 2) };
    const rules = this.times(1 + this.below(kind === 'TCPRoute' || kind === 'TLSRoute' ? 1 : 3), (at) =>
      this.rule(kind, namespace, `${name}.${at}`),
    );
    this.add(`${API}/v1`, kind, { name, namespace }, { spec: { parentRefs, ...hostnames, rules } });
  }

  private parentRef(own: string): Json {
    if (this.chance(0.3)) {
      const namespace = this.chance(0.7) ? own : this.one(['apps', 'team']);
      const port = this.chance(0.3) ? { port: this.one([80, 8080]) } : {};
      return { group: '', kind: 'Service', name: this.one(SERVICES), namespace, ...port };
    }
    const { name, namespace, sections } = this.one(this.parents);
    const { name: sectionName, port } = this.one(sections);
    const at = this.one<Json>([{}, {}, { sectionName }, { port }, { sectionName: 'none' }]);
    return { group: API, kind: 'Gateway', name, namespace, ...at };
  }

  private rule(kind: string, namespace: string, marker: string): Json {
    const backends = this.times(1 + this.below(3), () => this.backend(namespace));
    if (kind === 'TCPRoute' || kind === 'TLSRoute')
      return { backendRefs: backends.map(({ filters: _no, ...one }) => one) };
    if (kind === 'GRPCRoute') {
      const matches = this.times(this.below(3), () => this.grpcMatch());
      const filters = this.chance(0.3) ? { filters: [this.headers('Request')] } : {};
      return { ...(matches.length === 0 ? {} : { matches }), ...filters, backendRefs: backends };
    }
    const matches = this.chance(0.15) ? [this.anyPath()] : this.times(1 + this.below(3), () => this.httpMatch());
    const name = this.chance(0.3) ? { name: marker.replaceAll('.', '-') } : {};
    if (this.chance(0.12)) return { ...name, matches, filters: [this.redirect(false)] };
    if (this.chance(0.2)) {
      const match = { path: { type: 'PathPrefix', value: this.one(PATHS) } };
      if (this.chance(0.4)) return { ...name, matches: [match], filters: [this.redirect(true)] };
      const path = { type: 'ReplacePrefixMatch', replacePrefixMatch: this.one(['/', '/new', '/new/']) };
      const hostname = this.chance(0.3) ? { hostname: 'inner.example' } : {};
      const filters = [{ type: 'URLRewrite', urlRewrite: { path, ...hostname } }];
      return { ...name, matches: [match], filters, backendRefs: backends };
    }
    const filters = [
      ...(this.chance(0.15) ? [this.headers('Request')] : []),
      ...(this.chance(0.1) ? [this.headers('Response')] : []),
      ...(this.chance(0.12) ? [this.wholeRewrite()] : []),
    ];
    return {
      ...name,
      matches,
      ...(filters.length === 0 ? {} : { filters }),
      ...(this.chance(0.06) ? {} : { backendRefs: backends }),
    };
  }

  private backend(own: string): Json {
    const namespace = this.chance(0.25) ? { namespace: this.one(['apps', 'team']) } : {};
    const weight = this.one([1, 1, 1, 1, 3, 0]);
    const port = this.one([80, 80, 80, 8080, 9999]);
    const name = this.chance(0.06) ? 'gone' : this.one(SERVICES);
    const odd = this.chance(0.03) ? { group: 'example.com', kind: 'Bucket' } : { group: '', kind: 'Service' };
    const filters = this.chance(0.1) ? { filters: [this.headers('Request')] } : {};
    return { ...odd, name, port, weight, ...(namespace.namespace === own ? {} : namespace), ...filters };
  }

  private httpMatch(): Json {
    const kind = this.below(4);
    const path =
      kind === 0
        ? { type: 'Exact', value: this.one(PATHS) }
        : kind === 1
          ? { type: 'RegularExpression', value: this.one(['/a.*', '/[ab]/?', '/(a|b)/b', '.*']) }
          : { type: 'PathPrefix', value: this.one(PATHS) };
    return {
      path,
      ...(this.chance(0.2) ? { method: this.one(['GET', 'POST', 'PUT']) } : {}),
      ...(this.chance(0.3) ? { headers: this.texts(['x-user', 'X-User', 'x-group']) } : {}),
      ...(this.chance(0.2) ? { queryParams: this.texts(['q', 'v']) } : {}),
    };
  }

  private anyPath(): Json {
    return { path: { type: 'PathPrefix', value: '/' } };
  }

  private grpcMatch(): Json {
    const service = this.chance(0.7) ? { service: this.one(['a', 'b', 'shop.Cart']) } : {};
    const method = 'service' in service && this.chance(0.5) ? {} : { method: this.one(['b', 'Get', 'ab']) };
    const type = this.one(['Exact', 'Exact', 'RegularExpression']);
    return {
      ...(this.chance(0.8) ? { method: { type, ...service, ...method } } : {}),
      ...(this.chance(0.3) ? { headers: this.texts(['x-user', 'x-group']) } : {}),
    };
  }

  private texts(names: readonly string[]): Json[] {
    return this.times(1 + this.below(2), () => {
      const exact = this.chance(0.6);
      const value = exact ? this.one(['ann', 'bob']) : this.one(['a.*', '(?i)ANN', 'ann|bob', '.*']);
      return { type: exact ? 'Exact' : 'RegularExpression', name: this.one(names), value };
    });
  }

  private headers(side: 'Request' | 'Response'): Json {
    const change = this.one<Json>([
      { set: [{ name: 'X-Set', value: 'one' }] },
      {
        add: [
          { name: 'x-add', value: 'one' },
          { name: 'X-Add', value: 'two' },
        ],
      },
      { remove: ['x-user'] },
    ]);
    const key = side === 'Request' ? 'requestHeaderModifier' : 'responseHeaderModifier';
    return { type: `${side}HeaderModifier`, [key]: change };
  }

  private wholeRewrite(): Json {
    const path = { type: 'ReplaceFullPath', replaceFullPath: this.one(['/whole', '/', '/whole/of/it']) };
    return { type: 'URLRewrite', urlRewrite: this.chance(0.7) ? { path } : { hostname: 'inner.example' } };
  }

  private redirect(byPrefix: boolean): Json {
    const path = byPrefix
      ? { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: this.one(['/', '/moved', '/moved/']) } }
      : this.one<Json>([{}, { path: { type: 'ReplaceFullPath', replaceFullPath: '/moved' } }]);
    return {
      type: 'RequestRedirect',
      requestRedirect: {
        statusCode: this.one([301, 302]),
        ...path,
        ...this.one<Json>([{}, { scheme: 'https' }, { scheme: 'http' }]),
        ...this.one<Json>([{}, { hostname: 'elsewhere.example' }]),
        ...this.one<Json>([{}, {}, { port: 8443 }, { port: 80 }, { port: 443 }]),
      },
    };
  }

  private grant(index: number): void {
    const from = this.times(1 + this.below(2), () => ({
      group: API,
      kind: this.one(['HTTPRoute', 'GRPCRoute', 'TLSRoute']),
      namespace: this.one(['apps', 'team']),
    }));
    const to = [{ group: '', kind: 'Service', ...(this.chance(0.4) ? { name: this.one(SERVICES) } : {}) }];
    const metadata = { name: `grant-${index}`, namespace: this.one(['apps', 'team']) };
    this.add(`${API}/v1beta1`, 'ReferenceGrant', metadata, { spec: { from, to } });
  }

  private request(): MeshRequest {
    const headers = this.chance(0.5)
      ? { [this.one(['x-user', 'x-group'])]: this.one(['ann', 'bob', 'ANN', 'carl']) }
      : {};
    const common = {
      path: this.one([
        '/',
        '/a',
        '/a/',
        '/a/b',
        '/ab',
        '/b',
        '/A',
        '/a/b/c?q=ann',
        '/shop.Cart/Get',
        '/a?q=bob&v=ann',
        '/b/b',
      ]),
      ...(this.chance(0.3) ? { method: this.one(['POST', 'PUT']) } : {}),
      headers,
    };
    if (this.chance(0.3)) {
      const namespace = this.one(['apps', 'team', 'edge']);
      const host = `${this.one(SERVICES)}.${this.one(['apps', 'team'])}.svc.cluster.local`;
      return { ...common, host, port: this.one([80, 80, 8080]), from: { namespace, labels: { app: 'client' } } };
    }
    const { port, scheme, deployed } = this.one(this.entrances);
    const through: MeshRequest['through'] = deployed
      ? { namespace: 'edge', labels: { 'gateway.networking.k8s.io/gateway-name': 'shared' } }
      : { namespace: 'istio-system', labels: { istio: 'ingressgateway', app: 'istio-ingressgateway' } };
    const host = this.one([
      'a.example',
      'b.example',
      'x.b.example',
      'c.example',
      'y.x.b.example',
      'other.test',
      'A.example',
    ]);
    return { ...common, host, port, scheme, through };
  }

  // Meshes whose answers are recorded are made by it.
  protected override random(): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
}
