import type { MeshRequest } from '../../testing';
import type { MeshObject } from '../../testing/simulator/mesh-objects';
import { Maker } from './maker';

/** A mesh, what its mesh config says, and requests that try it. */
export interface GeneratedMesh {
  readonly objects: readonly MeshObject[];
  readonly meshConfig: Readonly<Record<string, unknown>>;
  readonly requests: readonly MeshRequest[];
}

export const MESHES = 120;
export const REQUESTS_PER_MESH = 30;

/** The same meshes for the same seed, made to collide: few names, few ports, many ways to hide and to claim them. */
export function generatedMeshes(seed: number, count = MESHES): GeneratedMesh[] {
  return Array.from({ length: count }, (_, index) => new MeshMaker(seed * 100_000 + index * 7).make());
}

const NAMESPACES = ['apps', 'team', 'edge'] as const;
const NAMES = ['shop', 'pay', 'cart'] as const;
const LABELS = [{ app: 'web' }, { app: 'cart', version: 'v1' }, { app: 'web', version: 'v2' }] as const;
const OUTSIDE = ['api.vendor.example', 'www.wild.example', 'deep.www.wild.example', 'db.vendor.example'] as const;
const PATHS = ['/', '/a', '/a/b', '/b'] as const;

type Json = Record<string, unknown>;

class MeshMaker extends Maker {
  private addresses = 0;
  private routes = 0;
  private readonly objects: MeshObject[] = [];
  /** Full names that something may be said about. */
  private readonly hosts: string[] = [...OUTSIDE, 'gone.apps.svc.cluster.local'];
  /** Ports of services, which requests go to more often than to others. */
  private readonly targets: { readonly host: string; readonly port: number }[] = [];
  /** The address of the only pod of a headless Service. */
  private readonly podAddresses = new Map<string, string>();
  /** Ports of the gateways, and what they speak. */
  private readonly entrances: { readonly port: number; readonly scheme: 'http' | 'https' | 'tcp' }[] = [];
  /** Hosts of VirtualServices, by where they hold. */
  private readonly routed: { readonly mesh: string[]; readonly gateways: string[] } = { mesh: [], gateways: [] };

  make(): GeneratedMesh {
    this.service('base', 'apps', { ports: [{ name: 'http', port: 80 }], clusterIP: this.address() });
    this.ingress();
    for (let index = 0; index < 3 + this.below(4); index++) this.anyService(index);
    for (let index = 0; index < this.below(4); index++) this.serviceEntry(index);
    const gateways = this.times(1 + this.below(2), (index) => this.gateway(index));
    for (let index = 0; index < 2 + this.below(6); index++) this.virtualService(index, gateways);
    for (let index = 0; index < this.below(4); index++) this.destinationRule(index);
    for (let index = 0; index < this.below(3); index++) this.sidecar(index);
    return {
      objects: this.objects,
      meshConfig: this.meshConfig(),
      requests: this.times(REQUESTS_PER_MESH, () => this.request()),
    };
  }

  private meshConfig(): Json {
    return {
      ...(this.chance(0.2) ? { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } } : {}),
      ...(this.chance(0.1) ? { defaultServiceExportTo: [this.one(['.', 'apps', '~'])] } : {}),
      ...(this.chance(0.1) ? { defaultVirtualServiceExportTo: [this.one(['.', 'team'])] } : {}),
      ...(this.chance(0.1) ? { defaultDestinationRuleExportTo: ['.'] } : {}),
    };
  }

  private add(apiVersion: string, kind: string, metadata: Json, rest: Json): void {
    const creationTimestamp = this.one(['2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z']);
    const manifest = { apiVersion, kind, metadata: { ...metadata, creationTimestamp }, ...rest };
    this.objects.push({ apiVersion, kind, metadata: metadata as { name: string; namespace: string }, manifest });
  }

  private istio(kind: string, name: string, namespace: string, spec: Json): void {
    this.add('networking.istio.io/v1', kind, { name, namespace }, { spec });
  }

  private service(name: string, namespace: string, spec: Json, exportTo?: string): void {
    const annotations = exportTo === undefined ? {} : { annotations: { 'networking.istio.io/exportTo': exportTo } };
    this.add('v1', 'Service', { name, namespace, ...annotations }, { spec });
    const host = `${name}.${namespace}.svc.cluster.local`;
    this.hosts.push(host);
    const ports = (spec['ports'] as readonly { readonly port: number }[] | undefined) ?? [];
    this.targets.push(...ports.map(({ port }) => ({ host, port })));
  }

  private ingress(): void {
    const ports = [
      { name: 'http2', port: 80, targetPort: this.one([80, 8080]) },
      { name: 'https', port: 443, targetPort: this.one([443, 8443]) },
      { name: 'tcp', port: 9000, targetPort: 9000 },
    ];
    const spec = { ports, clusterIP: this.address(), selector: { istio: 'ingressgateway' } };
    this.service('istio-ingressgateway', 'istio-system', spec);
  }

  private anyService(index: number): void {
    const name = this.one(NAMES);
    const namespace = this.one(NAMESPACES);
    if (this.hosts.includes(`${name}.${namespace}.svc.cluster.local`)) return;
    const exportTo = this.chance(0.3) ? this.exportTo().join(', ') : undefined;
    if (this.chance(0.1)) {
      const externalName = this.one([this.one(this.hosts), 'outside.example']);
      const ports = this.chance(0.5) ? { ports: [{ name: 'http', port: 80 }] } : {};
      this.service(name, namespace, { type: 'ExternalName', externalName, ...ports }, exportTo);
      return;
    }
    const headless = this.chance(0.15);
    const spec = {
      ports: this.servicePorts(),
      clusterIP: headless ? 'None' : this.address(),
      selector: { app: `${name}-${index}` },
    };
    this.service(name, namespace, spec, exportTo);
    if (headless) this.endpoints(name, namespace, spec.ports);
  }

  private endpoints(name: string, namespace: string, ports: readonly Json[]): void {
    const metadata = {
      name: `${name}-slice`,
      namespace,
      labels: { 'kubernetes.io/service-name': name },
    };
    const address = this.address();
    this.podAddresses.set(`${name}.${namespace}.svc.cluster.local`, address);
    const endpoints = [{ addresses: [address], conditions: { ready: true } }];
    this.add('discovery.k8s.io/v1', 'EndpointSlice', metadata, {
      addressType: 'IPv4',
      endpoints,
      ports: ports.map(({ name: port, port: number }) => ({ name: port, port: number, protocol: 'TCP' })),
    });
  }

  private servicePorts(): Json[] {
    const all = [
      { name: this.one(['http', 'http', 'web', 'tcp-raw', 'grpc-api']), port: 80 },
      { name: this.one(['http-alt', 'http-alt', 'tcp-alt', 'alt', 'alt']), port: 8080, targetPort: 8081 },
      { name: this.one(['https', 'tls', 'tcp-tls', 'secure']), port: 443 },
      { name: this.one(['tcp', 'mysql', 'mongo', 'raw', 'http-data', 'redis']), port: 9000 },
      { name: 'db', port: 3306 },
    ];
    const picked = all.filter(() => this.chance(0.45));
    return picked.length > 0 ? picked : all.slice(0, 1);
  }

  private serviceEntry(index: number): void {
    const host = this.one([...OUTSIDE, '*.wild.example', '*.vendor.example', this.one(this.hosts)]);
    const wildcard = host.startsWith('*');
    const resolution = wildcard ? 'NONE' : this.one(['NONE', 'DNS', 'STATIC']);
    const ports = [
      { name: 'http', number: 80, protocol: this.one(['HTTP', 'HTTP', 'TCP']) },
      { name: 'https', number: 443, protocol: this.one(['TLS', 'HTTPS', 'TCP']) },
      { name: 'raw', number: 9000, protocol: this.one(['TCP', 'MySQL', 'HTTP']) },
    ].filter(() => this.chance(0.6));
    const range = resolution === 'DNS' ? this.address() : '10.77.0.0/16';
    const written = ports.length > 0 ? ports : [{ name: 'http', number: 80, protocol: 'HTTP' }];
    this.targets.push(...written.map(({ number }) => ({ host, port: number })));
    const addresses = this.chance(0.3) ? [this.one([this.address(), this.address(), range])] : undefined;
    this.istio('ServiceEntry', `entry-${index}`, this.one(NAMESPACES), {
      hosts: [host],
      ports: written,
      resolution,
      location: this.one(['MESH_EXTERNAL', 'MESH_EXTERNAL', 'MESH_INTERNAL']),
      ...(addresses ? { addresses } : {}),
      ...(this.chance(0.25) ? { exportTo: this.exportTo() } : {}),
    });
  }

  private gateway(index: number): string {
    const namespace = this.one(['istio-system', 'team']);
    const servers = this.times(1 + this.below(4), (place) => this.server(place));
    for (const { port, tls } of servers) {
      const { number, protocol } = port as { readonly number: number; readonly protocol: string };
      const secured = tls !== undefined && (tls as Json)['mode'] !== undefined;
      this.entrances.push({ port: number, scheme: secured ? 'https' : protocol === 'TCP' ? 'tcp' : 'http' });
    }
    this.istio('Gateway', `gateway-${index}`, namespace, {
      selector: this.chance(0.9) ? { istio: 'ingressgateway' } : { istio: 'other' },
      servers,
    });
    return `${namespace}/gateway-${index}`;
  }

  private server(place: number): Json {
    const hosts = this.some(['*', '*', '*.wild.example', 'api.vendor.example', '*.example', '*.local'], 2).map(
      (host) => (this.chance(0.2) ? `${this.one(['.', '*', 'apps', 'team'])}/${host}` : host),
    );
    const kind = this.below(10);
    if (kind < 4) {
      const number = this.one([80, 80, 8080, 9000]);
      const tls = this.chance(0.1) ? { tls: { httpsRedirect: true } } : {};
      return { port: { number, name: `http-${place}`, protocol: this.one(['HTTP', 'HTTP2', 'GRPC']) }, hosts, ...tls };
    }
    if (kind < 6) {
      const port = { number: this.one([443, 443, 9000]), name: `https-${place}`, protocol: 'HTTPS' };
      return { port, hosts, tls: { mode: 'SIMPLE', credentialName: 'certificate' } };
    }
    if (kind < 8) {
      const port = { number: 443, name: `tls-${place}`, protocol: this.one(['TLS', 'HTTPS']) };
      return { port, hosts, tls: { mode: this.one(['PASSTHROUGH', 'PASSTHROUGH', 'AUTO_PASSTHROUGH']) } };
    }
    if (kind < 9) return { port: { number: this.one([9000, 80]), name: `tcp-${place}`, protocol: 'TCP' }, hosts };
    const port = { number: 443, name: `tls-${place}`, protocol: 'TLS' };
    return { port, hosts, tls: { mode: 'SIMPLE', credentialName: 'certificate' } };
  }

  private virtualService(index: number, gateways: readonly string[]): void {
    const namespace = this.one(NAMESPACES);
    const hosts = this.some([...this.hosts, ...this.hosts, '*.wild.example', '*.example', '*.local', ...NAMES], 2);
    const bound = this.one([undefined, ['mesh'], ['mesh', ...gateways], [...gateways], ['mesh', this.one(gateways)]]);
    const names = hosts.filter((host, place) => !hosts.some((other, at) => at < place && covers(other, host)));
    const completed = names.map((host) => (host.includes('.') ? host : `${host}.${namespace}.svc.cluster.local`));
    if ((bound ?? ['mesh']).includes('mesh')) this.routed.mesh.push(...completed);
    if ((bound ?? []).some((gateway) => gateway !== 'mesh')) this.routed.gateways.push(...completed);
    const full = names.filter((host) => host.includes('.'));
    const secured = full.length > 0 && this.chance(0.4);
    const tls = secured ? { tls: this.times(1 + this.below(2), () => this.tlsRoute(full, gateways)) } : {};
    const tcp = this.chance(0.35) ? { tcp: this.times(1 + this.below(2), () => this.tcpRoute(gateways)) } : {};
    this.istio('VirtualService', `routes-${index}`, namespace, {
      hosts: names,
      ...(bound ? { gateways: bound } : {}),
      http: this.times(1 + this.below(3), () =>
        this.httpRoute(gateways, namespace, !(bound ?? ['mesh']).includes('mesh')),
      ),
      ...tls,
      ...tcp,
      ...(this.chance(0.25) ? { exportTo: this.exportTo() } : {}),
    });
  }

  private httpRoute(gateways: readonly string[], namespace: string, claims: boolean): Json {
    const name = `r${this.routes++}`;
    const match = this.chance(0.65)
      ? { match: this.times(1 + this.below(2), () => this.httpMatch(gateways, claims)) }
      : {};
    const kind = this.below(12);
    if (kind === 0) return { name, ...match, redirect: { uri: '/moved', redirectCode: this.one([301, 302, 308]) } };
    if (kind === 1) return { name, ...match, directResponse: { status: this.one([204, 418]) } };
    if (kind === 2) {
      const owner = this.one([namespace, ...NAMESPACES]);
      const delegate = `${name}-delegate`;
      this.istio('VirtualService', delegate, owner, {
        http: this.times(1 + this.below(2), () => this.plainRoute(`r${this.routes++}`, gateways)),
        ...(this.chance(0.5) ? { exportTo: this.exportTo() } : {}),
      });
      return { name, ...match, delegate: { name: delegate, namespace: owner } };
    }
    return { name, ...match, route: this.shares() };
  }

  private plainRoute(name: string, gateways: readonly string[]): Json {
    const match = this.chance(0.5) ? { match: [this.httpMatch(gateways, false)] } : {};
    return { name, ...match, route: this.shares() };
  }

  private httpMatch(gateways: readonly string[], claims: boolean): Json {
    return {
      ...(this.chance(0.6) ? { uri: this.one([{ prefix: this.one(PATHS) }, { exact: this.one(PATHS) }]) } : {}),
      ...(this.chance(0.2) ? { headers: { 'x-user': this.one([{ exact: 'ann' }, { prefix: 'a' }, {}]) } } : {}),
      ...(claims && this.chance(0.15) ? { headers: { '@request.auth.claims.group': { exact: 'gold' } } } : {}),
      ...(this.chance(0.1) ? { method: { exact: 'POST' } } : {}),
      ...this.proxyMatch(gateways),
    };
  }

  private proxyMatch(gateways: readonly string[]): Json {
    return {
      ...(this.chance(0.25) ? { port: this.one([80, 80, 8080, 443, 9000]) } : {}),
      ...(this.chance(0.15) ? { sourceLabels: this.one<Json>([{ app: 'web' }, { version: 'v1' }]) } : {}),
      ...(this.chance(0.12) ? { sourceNamespace: this.one([...NAMESPACES, 'istio-system']) } : {}),
      ...(this.chance(0.15) ? { gateways: [this.one(['mesh', ...gateways])] } : {}),
    };
  }

  private tlsRoute(hosts: readonly string[], gateways: readonly string[]): Json {
    return {
      match: this.times(1 + this.below(2), () => ({
        sniHosts: this.some(hosts, 2).map((host) => host.replace('*', this.one(['*', 'www', 'a.b']))),
        ...this.proxyMatch(gateways),
      })),
      route: this.shares(),
    };
  }

  private tcpRoute(gateways: readonly string[]): Json {
    const matches = this.times(1 + this.below(2), () => ({
      ...(this.chance(0.15) ? { destinationSubnets: [this.one(['10.0.0.0/24', '10.77.1.0/24'])] } : {}),
      ...this.proxyMatch(gateways),
    }));
    return { ...(this.chance(0.7) ? { match: matches } : {}), route: this.shares() };
  }

  private shares(): Json[] {
    const destination = (): Json => ({
      host: this.one([...this.hosts, ...this.hosts, ...NAMES]),
      ...(this.chance(0.35) ? { subset: this.one(['v1', 'v2']) } : {}),
      ...(this.chance(0.35) ? { port: { number: this.one([80, 8080, 443]) } } : {}),
    });
    if (this.chance(0.7)) return [{ destination: destination() }];
    return [
      { destination: destination(), weight: 30 },
      { destination: destination(), weight: this.one([70, 0]) },
    ];
  }

  private destinationRule(index: number): void {
    const host = this.one([...this.hosts, ...this.hosts, ...NAMES, '*.local', '*.apps.svc.cluster.local']);
    this.istio('DestinationRule', `rule-${index}`, this.one([...NAMESPACES, 'istio-system']), {
      host,
      subsets: this.some(['v1', 'v2', 'v3'], 2).map((version) => ({ name: version, labels: { version } })),
      ...this.one<Json>([
        {},
        {},
        {},
        { exportTo: this.exportTo() },
        { workloadSelector: { matchLabels: { app: 'web' } } },
        { workloadSelector: { matchLabels: { app: 'web' } }, exportTo: ['.'] },
      ]),
    });
  }

  private sidecar(index: number): void {
    const hosts = this.some(
      [
        '*/*',
        './*',
        'apps/*',
        'team/*',
        '~/*',
        `*/${this.one(this.hosts)}`,
        `./${this.one(this.hosts)}`,
        '*/*.example',
      ],
      3,
    );
    const port = { number: this.one([80, 8080, 9000]), name: 'own', protocol: this.one(['HTTP', 'TCP']) };
    const own = this.chance(0.25) ? [{ port, hosts: this.some(['*/*', './*', 'apps/*'], 2) }] : [];
    const modes = [{ mode: 'REGISTRY_ONLY' }, { mode: 'ALLOW_ANY' }, { mode: 'REGISTRY_ONLY' }];
    this.istio('Sidecar', `sidecar-${index}`, this.one([...NAMESPACES, 'istio-system']), {
      ...(this.chance(0.3) ? { workloadSelector: { labels: this.one(LABELS) } } : {}),
      egress: [...own, ...(own.length === 0 || this.chance(0.7) ? [{ hosts }] : [])],
      ...(this.chance(0.5) ? { outboundTrafficPolicy: this.one(modes) } : {}),
    });
  }

  private exportTo(): string[] {
    if (this.chance(0.4)) return [this.one(['.', '*'])];
    return this.some([...NAMESPACES, 'istio-system'], 2);
  }

  private request(): MeshRequest {
    const headers = this.chance(0.3) ? { headers: { 'x-user': this.one(['ann', 'bob']) } } : {};
    const common = { path: this.one(PATHS), ...(this.chance(0.15) ? { method: 'POST' } : {}), ...headers };
    const outside = this.chance(0.35);
    const target = this.target(outside ? this.routed.gateways : this.routed.mesh);
    const host = target.host.replace('*', this.one(['x.y', 'www']));
    if (outside) {
      const entrance = this.one(this.entrances);
      const claims = this.chance(0.3) ? { group: this.one(['gold', 'tin']) } : ('none' as const);
      const odd = { port: this.one([80, 443, 8080, 9000]), scheme: this.one(['http', 'https', 'tcp'] as const) };
      return { host, ...(this.chance(0.8) ? entrance : odd), ...common, claims };
    }
    const from = { namespace: this.one([...NAMESPACES, ...NAMESPACES, 'istio-system']), labels: this.one(LABELS) };
    const short = /^(\w+)\.(\w+)\.svc\.cluster\.local$/.exec(host);
    const half = `${short?.[1]}.${short?.[2]}`;
    const forms = short ? [host, host, half, `${half}.svc`, short[1] ?? host] : [host];
    const port = this.chance(0.85) ? target.port : this.one([80, 8080, 443, 9000]);
    const usual = port === 443 ? 'https' : 'http';
    const scheme = this.one([usual, usual, usual, usual, usual, usual, 'http', 'https', 'tcp'] as const);
    const name = this.one(forms);
    const own = `${name}.${from.namespace}.svc.cluster.local`;
    const pod = this.podAddresses.get(name.includes('.') ? host : own);
    const address = pod === undefined ? {} : { address: pod };
    return { host: name, from, port, scheme, ...address, ...common, claims: 'none' };
  }

  private target(routed: readonly string[]): { readonly host: string; readonly port: number } {
    const known = this.chance(0.6) && routed.length > 0 ? this.one(routed) : undefined;
    const ports = this.targets.filter(({ host }) => host === known);
    if (known !== undefined) return ports.length > 0 ? this.one(ports) : { host: known, port: 80 };
    return this.chance(0.7) ? this.one(this.targets) : { host: this.one(this.hosts), port: 80 };
  }

  private address(): string {
    return `10.0.${Math.floor(this.addresses / 200)}.${1 + (this.addresses++ % 200)}`;
  }
}

function covers(one: string, other: string): boolean {
  const within = (host: string, pattern: string): boolean =>
    pattern.startsWith('*') ? host.replace('*', '').endsWith(pattern.slice(1)) : host === pattern;
  return within(one, other) || within(other, one);
}
