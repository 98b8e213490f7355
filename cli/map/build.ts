import { chartName, contentsOf } from '../../model/charts';
import { completeHost } from '../../model/hosts';
import { labelsText, selects } from '../../model/labels';
import { modelObject } from '../../model/object';
import { isKnown, textOf } from '../../model/value';
import { workloadOf } from '../../model/workloads';
import { ClusterHosts } from './cluster-hosts';
import type {
  Destination,
  DestinationRule,
  Gateway,
  HttpRoute,
  Labels,
  Service,
  ServiceEntry,
  Share,
  TcpRoute,
  TrafficPolicy,
  VirtualService,
  Workload,
} from './istio-spec';
import type { MapBadge, MapEdge, MapEnd, MapNamespace, MapNode, MapResource, MapRow, MeshMap, NodeKind } from './model';
import { MTLS_ICONS, MTLS_TEXTS } from './mtls-words';
import { PolicyIndex } from './policies';
import { actionText, connectionText, matchText } from './rule-text';
import type { MapSource, SourceChart, SourceObject } from './source';

/** The annotation by which Helm marks the objects of a release. */
const HELM_RELEASE = 'meta.helm.sh/release-name';

const WORKLOAD_KINDS = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'WorkloadEntry']);
const PLATFORM_CHARTS: Readonly<Record<string, NodeKind>> = {
  base: 'control-plane',
  istiod: 'control-plane',
  cni: 'control-plane',
  ztunnel: 'control-plane',
  prometheus: 'addon',
  grafana: 'addon',
  'kiali-server': 'addon',
  jaeger: 'addon',
};
const PLATFORM_WORKLOADS: Readonly<Record<string, NodeKind>> = {
  istiod: 'control-plane',
  'istio-cni-node': 'control-plane',
  ztunnel: 'control-plane',
  prometheus: 'addon',
  'prometheus-server': 'addon',
  grafana: 'addon',
  kiali: 'addon',
  jaeger: 'addon',
};

/** The kinds that policies name as their targets. */
const TARGETS = new Set(['/Service', 'networking.istio.io/ServiceEntry']);
/** Where objects stand that belong to no namespace. */
const CLUSTER = '(cluster)';
/** `team-2` before `team-10`. */
const NATURAL = new Intl.Collator('en', { numeric: true });
const UNPLACED = { kind: 'unplaced', badges: [], rows: [], elsewhere: false } as const;

/** Draws the connections between what was read. Takes broken input as it is: what points nowhere is shown as pointing nowhere. */
export function buildMap(source: MapSource, options: { readonly title?: string } = {}): MeshMap {
  return new MapBuilder(source).build(options.title);
}

interface WorkloadEntry {
  readonly node: MapNode;
  readonly namespace: string;
  readonly labels: Labels;
}

class MapBuilder {
  private readonly nodes = new Map<string, MapNode>();
  private readonly edges: MapEdge[] = [];
  private readonly resources = new Map<string, MapResource>();
  private readonly workloads: WorkloadEntry[] = [];
  private readonly proxies: WorkloadEntry[] = [];
  private readonly policies: PolicyIndex;
  private readonly hosts = new ClusterHosts();
  private readonly objects: readonly SourceObject[];
  private readonly rootNamespace: string;
  private readonly istiod: SourceObject | undefined;

  constructor(private readonly source: MapSource) {
    this.objects = source.objects;
    this.istiod = this.objects.find((object) => object.kind === 'Deployment' && labelsOf(object)['app'] === 'istiod');
    this.rootNamespace =
      source.charts.find((chart) => chartName(chart.chart) === 'istiod')?.namespace ??
      this.istiod?.metadata.namespace ??
      'istio-system';
    this.policies = new PolicyIndex(
      this.objects.filter((object) => !this.comesWithIstiod(object)),
      this.rootNamespace,
    );
  }

  build(title: string | undefined): MeshMap {
    for (const object of this.objects) this.addResource(object);
    for (const chart of this.source.charts) this.addChart(chart);
    for (const object of this.objects) this.addWorkload(object);
    this.addServices();
    this.addDestinationRules();
    this.addGateways();
    for (const object of this.ofKind('VirtualService', 'networking.istio.io')) this.addVirtualService(object);
    this.addServiceEdges();
    this.addTargeted();
    this.addUnplaced();
    const nodes = [...this.nodes.values()];
    const version = this.istioVersion();
    return {
      title: title ?? (this.source.kind === 'live' ? `Mesh of ${this.source.name}` : 'Mesh'),
      source: { kind: this.source.kind, name: this.source.name },
      ...(version === undefined ? {} : { istioVersion: version }),
      namespaces: this.namespaces(nodes),
      nodes,
      edges: this.edges,
      resources: [...this.resources.values()],
      notes: this.source.notes,
    };
  }

  private ofKind(kind: string, group = ''): SourceObject[] {
    return this.objects.filter((object) => object.kind === kind && groupOf(object) === group);
  }

  private addResource(object: SourceObject): string {
    const id = resourceId(object);
    this.resources.set(id, {
      id,
      apiVersion: object.apiVersion,
      kind: object.kind,
      namespace: object.metadata.namespace ?? '',
      name: object.metadata.name,
      ...(object.origin ? { origin: object.origin } : {}),
      manifest: object.manifest,
    });
    return id;
  }

  private addChart(chart: SourceChart): void {
    const id = `HelmRelease/${chart.namespace}/${chart.name}`;
    const name = chartName(chart.chart);
    const release = versionOf(chart);
    const version = release === undefined ? '' : ` ${release}`;
    this.resources.set(id, {
      id,
      apiVersion: `chart ${name}${version}`,
      kind: 'HelmRelease',
      namespace: chart.namespace,
      name: chart.name,
      origin: { stack: chart.stack, constructPath: chart.constructPath, address: chart.address },
      manifest: {
        release: chart.name,
        namespace: chart.namespace,
        chart: chart.chart,
        repository: chart.repository,
        version: chart.version,
        values: chart.values,
      },
    });
    const node = { namespace: chart.namespace, title: chart.name, rows: [], elsewhere: false, resources: [id] };
    if (name === 'gateway') {
      const labels = contentsOf({ ...chart, origin: undefined })?.workloads[0]?.labels ?? {};
      const service = isMap(chart.values['service']) ? chart.values['service']['type'] : undefined;
      const policies = this.policies.of(chart.namespace, labels);
      const proxy = this.add({
        ...node,
        kind: 'proxy',
        subtitle: `proxy · ${typeof service === 'string' ? service : 'LoadBalancer'}`,
        badges: policies.badges,
        resources: [id, ...policies.resources],
      });
      this.proxies.push({ node: proxy, namespace: chart.namespace, labels });
      return;
    }
    const kind = PLATFORM_CHARTS[name];
    if (kind) {
      this.add({ ...node, kind, subtitle: name === chart.name ? `chart${version}` : `${name}${version}`, badges: [] });
    } else {
      this.add({ ...node, kind: 'workload', subtitle: `chart ${name}${version}`, badges: [] });
    }
  }

  private addWorkload(object: SourceObject): void {
    const namespace = object.metadata.namespace ?? 'default';
    const known = workloadOf(modelObject(object.manifest, { origin: undefined }));
    if (!known && !WORKLOAD_KINDS.has(object.kind)) return;
    const spec = specOf<Workload>(object);
    const labels = known && isKnown(known.labels) ? (known.labels as Labels) : {};
    const images = (spec.template?.spec?.containers ?? []).map((container) => baseName(container.image ?? ''));
    const policies = this.policies.of(namespace, labels);
    const platform = PLATFORM_WORKLOADS[object.metadata.name] ?? PLATFORM_WORKLOADS[labels['app'] ?? ''];
    const isProxy =
      images.includes('auto') ||
      images.some((image) => image.startsWith('proxyv2')) ||
      labels['istio']?.endsWith('gateway') === true;
    const injected =
      spec.template?.metadata?.labels?.['sidecar.istio.io/inject'] ??
      spec.template?.metadata?.annotations?.['sidecar.istio.io/inject'];
    const node = this.add({
      kind: isProxy ? 'proxy' : (platform ?? 'workload'),
      namespace,
      title: object.metadata.name,
      subtitle: isProxy ? 'proxy' : subtitleOf(object, spec, images),
      badges:
        platform && !isProxy
          ? []
          : [
              ...(isProxy ? [] : this.mtlsBadge(namespace, labels)),
              ...(injected === 'false' ? [{ icon: 'missing' as const, text: 'no sidecar' }] : []),
              ...policies.badges,
            ],
      rows: [],
      elsewhere: false,
      resources: [resourceId(object), ...policies.resources],
    });
    (isProxy ? this.proxies : this.workloads).push({ node, namespace, labels });
  }

  /** Shown only where a workload differs from its namespace, whose mode stands in the heading. */
  private mtlsBadge(namespace: string, labels: Labels): MapBadge[] {
    const { mode, resource } = this.policies.mtls(namespace, labels);
    if (mode === this.policies.mtls(namespace, {}).mode) return [];
    return [{ icon: MTLS_ICONS[mode], text: MTLS_TEXTS[mode], ...(resource === undefined ? {} : { resource }) }];
  }

  private addServices(): void {
    const beside = [...this.proxies, ...this.workloads].filter(({ node }) => node.kind !== 'workload');
    for (const object of this.ofKind('Service')) {
      const namespace = object.metadata.namespace ?? 'default';
      const { ports = [], selector } = specOf<Service>(object);
      // The Services of gateway proxies and addons say nothing about traffic that the map does not show already.
      const hidden = beside.find(
        ({ namespace: at, labels }) => at === namespace && selector !== undefined && selects(selector, labels),
      );
      const apiServer = namespace === 'default' && object.metadata.name === 'kubernetes';
      if (apiServer) continue;
      if (hidden) {
        this.attach(hidden.node.id, [], resourceId(object));
        continue;
      }
      if (PLATFORM_WORKLOADS[object.metadata.name]) continue;
      const node = this.add({
        kind: 'service',
        namespace,
        title: object.metadata.name,
        subtitle: ports.length === 0 ? 'no ports' : `port ${ports.map((port) => port.port).join(', ')}`,
        badges: [],
        rows: [],
        elsewhere: false,
        resources: [resourceId(object)],
      });
      this.hosts.addService(object.metadata.name, namespace, node.id);
    }
    for (const object of this.ofKind('ServiceEntry', 'networking.istio.io')) {
      const namespace = object.metadata.namespace ?? 'default';
      const { hosts = [], ports = [], location } = specOf<ServiceEntry>(object);
      const node = this.add(
        {
          kind: 'service',
          namespace,
          title: hosts.length > 1 ? `${hosts[0]} +${hosts.length - 1}` : (hosts[0] ?? object.metadata.name),
          subtitle: [
            `${location === 'MESH_INTERNAL' ? 'in the mesh' : 'outside the mesh'}`,
            ...ports.map((port) => `${port.protocol ?? 'TCP'} ${port.number ?? '?'}`),
          ].join(' · '),
          badges: [{ icon: 'cloud', text: 'ServiceEntry', resource: resourceId(object) }],
          rows: [],
          elsewhere: false,
          resources: [resourceId(object)],
        },
        `ServiceEntry/${namespace}/${object.metadata.name}`,
      );
      for (const host of hosts) this.hosts.add(host, node.id);
    }
  }

  private addDestinationRules(): void {
    for (const object of this.ofKind('DestinationRule', 'networking.istio.io')) {
      const namespace = object.metadata.namespace ?? 'default';
      const { host = '', subsets = [], trafficPolicy } = specOf<DestinationRule>(object);
      const id = resourceId(object);
      const targets = host.startsWith('*') ? this.hosts.matching(host) : [this.serviceFor(host, namespace).id];
      for (const target of targets) {
        const node = this.nodes.get(target);
        if (!node) continue;
        const known = new Set(node.rows.map((row) => row.id));
        this.nodes.set(target, {
          ...node,
          badges: [...node.badges, ...trafficBadges(trafficPolicy, id)],
          rows: [
            ...node.rows,
            ...subsets
              .filter((subset) => !known.has(subset.name ?? ''))
              .map((subset) => ({
                id: subset.name ?? '',
                title: subset.name ?? '(no name)',
                detail: labelsText(subset.labels),
                badges: trafficBadges(subset.trafficPolicy, id),
              })),
          ],
          resources: [...node.resources, id],
        });
        this.subsets.set(target, [...(this.subsets.get(target) ?? []), ...subsets]);
      }
    }
  }

  private readonly subsets = new Map<string, NonNullable<DestinationRule['subsets']>[number][]>();

  /** The service that a host names, seen from a namespace; made up as "elsewhere" where nothing in sight declares it. */
  private serviceFor(host: string, namespace: string): MapNode {
    const found = this.hosts.find(host, namespace);
    const node = found === undefined ? undefined : this.nodes.get(found);
    if (node) return node;
    const home = this.hosts.homeOf(host, namespace);
    const made = this.add({
      kind: 'service',
      namespace: home.namespace,
      title: home.name,
      subtitle: 'declared elsewhere',
      badges: [],
      rows: [],
      elsewhere: true,
      resources: [],
    });
    this.hosts.add(completeHost(host, namespace), made.id);
    return made;
  }

  private addGateways(): void {
    for (const object of this.ofKind('Gateway', 'networking.istio.io')) {
      const namespace = object.metadata.namespace ?? 'default';
      const { selector = {}, servers = [] } = specOf<Gateway>(object);
      const secured = servers.filter((server) => server.tls?.mode !== undefined);
      const node = this.add({
        kind: 'gateway',
        namespace,
        title: object.metadata.name,
        subtitle: 'Gateway',
        badges:
          secured.length > 0
            ? [
                {
                  icon: 'lock',
                  text: secured.map((server) => `TLS ${server.tls?.mode}`).join(', '),
                  resource: resourceId(object),
                },
              ]
            : [],
        rows: servers.map((server, index) => ({
          id: String(index),
          title: `${server.port?.protocol ?? '?'} ${server.port?.number ?? '?'}${server.tls?.httpsRedirect ? ' → HTTPS' : ''}`,
          detail: (server.hosts ?? []).join(', '),
          badges: [],
        })),
        elsewhere: false,
        resources: [resourceId(object)],
      });
      const serving = this.proxies.filter(
        ({ labels }) => Object.keys(selector).length > 0 && selects(selector, labels),
      );
      for (const proxy of serving) this.connect({ node: proxy.node.id }, { node: node.id });
      if (serving.length === 0 && Object.keys(selector).length > 0) {
        const missing = this.add({
          kind: 'proxy',
          namespace: this.rootNamespace,
          title: labelsText(selector),
          subtitle: 'proxy, declared elsewhere',
          badges: [],
          rows: [],
          elsewhere: true,
          resources: [],
        });
        this.connect({ node: missing.id }, { node: node.id });
      }
    }
  }

  private addVirtualService(object: SourceObject): void {
    const namespace = object.metadata.namespace ?? 'default';
    const { hosts = [], gateways = ['mesh'], http = [], tls = [], tcp = [] } = specOf<VirtualService>(object);
    const inMesh = gateways.includes('mesh');
    const rows: MapRow[] = [
      ...http.map((route, index) => ({
        id: `http-${index}`,
        title: httpTitle(route, index),
        detail: detailOf(route),
        badges: [],
      })),
      ...tls.map((rule, index) => ({ id: `tls-${index}`, title: connectionText('tls', rule), detail: '', badges: [] })),
      ...tcp.map((rule, index) => ({ id: `tcp-${index}`, title: connectionText('tcp', rule), detail: '', badges: [] })),
    ];
    const node = this.add({
      kind: 'virtual-service',
      namespace,
      title:
        hosts.length > 2 ? `${hosts.slice(0, 2).join(', ')} +${hosts.length - 2}` : hosts.join(', ') || '(delegate)',
      subtitle: object.metadata.name,
      badges: inMesh ? [{ icon: 'mesh', text: 'for sidecars in the mesh' }] : [],
      rows,
      elsewhere: false,
      resources: [resourceId(object)],
    });
    for (const gateway of gateways.filter((name) => name !== 'mesh')) {
      const [at, name] = gateway.includes('/') ? (gateway.split('/', 2) as [string, string]) : [namespace, gateway];
      const id = `gateway/${at}/${name}`;
      if (!this.nodes.has(id)) {
        this.add({
          kind: 'gateway',
          namespace: at,
          title: name,
          subtitle: 'Gateway, declared elsewhere',
          badges: [],
          rows: [],
          elsewhere: true,
          resources: [],
        });
      }
      this.connect({ node: id }, { node: node.id });
    }
    http.forEach((route, index) => {
      const from = { node: node.id, row: `http-${index}` };
      this.connectShares(from, route.route ?? [], namespace);
      const mirrors = [route.mirror, ...(route.mirrors ?? []).map((mirror) => mirror.destination)];
      for (const mirror of mirrors) if (mirror) this.connect(from, this.endOf(mirror, namespace), { kind: 'mirror' });
      const delegate = route.delegate;
      if (delegate?.name)
        this.delegates.push([from, `virtual-service/${delegate.namespace ?? namespace}/${delegate.name}`]);
    });
    const connections: [string, readonly TcpRoute[]][] = [
      ['tls', tls],
      ['tcp', tcp],
    ];
    for (const [kind, rules] of connections) {
      for (const [index, rule] of rules.entries()) {
        this.connectShares({ node: node.id, row: `${kind}-${index}` }, rule.route ?? [], namespace);
      }
    }
  }

  private readonly delegates: [MapEnd, string][] = [];

  private connectShares(from: MapEnd, shares: readonly Share[], namespace: string): void {
    const total = shares.reduce((sum, share) => sum + (share.weight ?? 0), 0);
    for (const share of shares) {
      if (!share.destination) continue;
      // A destination on its own gets everything, whatever its weight says; several share by weight.
      const weight =
        shares.length === 1 ? undefined : total === 0 ? 0 : Math.round(((share.weight ?? 0) / total) * 1000) / 10;
      this.connect(from, this.endOf(share.destination, namespace), weight === undefined ? {} : { weight });
    }
  }

  private endOf(destination: Destination, namespace: string): MapEnd {
    const service = this.serviceFor(destination.host ?? '', namespace);
    const subset = destination.subset;
    if (!subset) return { node: service.id };
    if (!service.rows.some((row) => row.id === subset)) {
      this.nodes.set(service.id, {
        ...service,
        rows: [
          ...service.rows,
          {
            id: subset,
            title: subset,
            detail: 'no DestinationRule in sight has it',
            badges: [{ icon: 'missing', text: 'subset not found' }],
          },
        ],
      });
    }
    return { node: service.id, row: subset };
  }

  private addServiceEdges(): void {
    for (const [from, id] of this.delegates) if (this.nodes.has(id)) this.connect(from, { node: id });
    const selectors = new Map<string, { selector: Labels | undefined; namespace: string }>();
    for (const object of this.ofKind('Service')) {
      const namespace = object.metadata.namespace ?? 'default';
      selectors.set(`service/${namespace}/${object.metadata.name}`, {
        selector: specOf<Service>(object).selector,
        namespace,
      });
    }
    for (const object of this.ofKind('ServiceEntry', 'networking.istio.io')) {
      const namespace = object.metadata.namespace ?? 'default';
      selectors.set(`ServiceEntry/${namespace}/${object.metadata.name}`, {
        selector: specOf<ServiceEntry>(object).workloadSelector?.labels,
        namespace,
      });
    }
    const homes = new Map<string, WorkloadEntry[]>();
    for (const workload of this.workloads)
      homes.set(workload.namespace, [...(homes.get(workload.namespace) ?? []), workload]);
    for (const [id, { selector, namespace }] of selectors) {
      if (!this.nodes.has(id) || !selector || Object.keys(selector).length === 0) continue;
      for (const workload of homes.get(namespace) ?? []) {
        if (!selects(selector, workload.labels) || workload.node.kind !== 'workload') continue;
        const { mode: mtls } = this.policies.mtls(namespace, workload.labels);
        const named = (this.subsets.get(id) ?? []).filter((subset) => selects(subset.labels ?? {}, workload.labels));
        const ends: MapEnd[] =
          named.length > 0 ? named.map((subset) => ({ node: id, row: subset.name ?? '' })) : [{ node: id }];
        for (const end of ends) this.connect(end, { node: workload.node.id }, { mtls });
      }
    }
  }

  /** Policies that name what they are for. */
  private addTargeted(): void {
    for (const object of this.objects) {
      const group = groupOf(object);
      const { namespace = 'default', name } = object.metadata;
      if (!TARGETS.has(`${group}/${object.kind}`)) continue;
      const badges = this.policies.targeting(namespace, object.kind, name);
      if (badges.length === 0) continue;
      const id = resourceId(object);
      const node = [...this.nodes.values()].find(({ resources }) => resources[0] === id);
      if (node) this.attach(node.id, badges, ...badges.flatMap(({ resource }) => resource ?? []));
    }
  }

  /** Nothing that is declared may be absent: what has no place yet is listed, policies one by one, the rest by kind. */
  private addUnplaced(): void {
    const nodes = [...this.nodes.values()];
    const placed = new Set(nodes.flatMap(({ resources }) => resources));
    for (const name of this.policies.namespaces()) {
      for (const { resource } of this.policies.wide(name)) if (resource) placed.add(resource);
    }
    const others = new Map<string, MapResource[]>();
    for (const resource of this.resources.values()) {
      if (placed.has(resource.id) || resource.kind === 'Namespace') continue;
      const policy = this.policies.describe(resource.id, resource.namespace || 'default');
      const host = resource.kind === 'DestinationRule' ? hostOf(resource) : undefined;
      const namespace = resource.namespace || CLUSTER;
      if (policy === undefined && host === undefined) {
        const key = `${namespace}/${resource.kind}`;
        others.set(key, [...(others.get(key) ?? []), resource]);
        continue;
      }
      const asks = policy?.asks ?? host ?? '';
      this.add(
        {
          ...UNPLACED,
          namespace: resource.namespace || 'default',
          title: policy?.badge.text ?? `${resource.kind} ${resource.name}`,
          subtitle: `selects nothing known here${asks === '' ? '' : `: ${asks}`}`,
          resources: [resource.id],
        },
        `unplaced/${resource.id}`,
      );
    }
    for (const [key, resources] of others) {
      const [first] = resources;
      if (!first) continue;
      const names = resources.map(({ name }) => name);
      const count = resources.length === 1 ? '' : ` × ${resources.length}`;
      this.add(
        {
          ...UNPLACED,
          namespace: first.namespace || CLUSTER,
          title: `${first.kind}${count}`,
          subtitle: names.join(', '),
          resources: resources.map(({ id }) => id),
        },
        `unplaced/${key}`,
      );
    }
  }

  private attach(id: string, badges: readonly MapBadge[], ...resources: readonly string[]): void {
    const node = this.nodes.get(id);
    if (!node) return;
    this.nodes.set(id, {
      ...node,
      badges: [...node.badges, ...badges],
      resources: [...new Set([...node.resources, ...resources])],
    });
  }

  private namespaces(nodes: readonly MapNode[]): MapNamespace[] {
    const names = new Set(nodes.map((node) => node.namespace));
    for (const object of this.ofKind('Namespace')) names.add(object.metadata.name);
    for (const name of this.policies.namespaces()) names.add(name);
    const labelled = new Map<string, Labels>();
    for (const object of this.ofKind('Namespace')) {
      labelled.set(object.metadata.name, { ...labelled.get(object.metadata.name), ...labelsOf(object) });
    }
    return [...names]
      .sort(
        (a, b) =>
          Number(b === this.rootNamespace) - Number(a === this.rootNamespace) ||
          Number(a === CLUSTER) - Number(b === CLUSTER) ||
          NATURAL.compare(a, b),
      )
      .map((name) => ({
        name,
        injection: injectionOf(labelled.get(name)),
        mtls: this.policies.mtls(name, {}).mode,
        badges: this.policies.wide(name),
      }));
  }

  private istioVersion(): string | undefined {
    const chart = this.source.charts.find((each) => chartName(each.chart) === 'istiod');
    const version = chart && versionOf(chart);
    if (version !== undefined) return version;
    const image = this.istiod && specOf<Workload>(this.istiod).template?.spec?.containers?.[0]?.image;
    return image && baseName(image).split(':')[1];
  }

  /** Older releases bring their telemetry as ten EnvoyFilters in the release of istiod; they are no policy of anybody. */
  private comesWithIstiod({ kind, metadata }: SourceObject): boolean {
    const release = this.istiod?.metadata.annotations?.[HELM_RELEASE];
    return (
      kind === 'EnvoyFilter' &&
      release !== undefined &&
      metadata.namespace === this.istiod?.metadata.namespace &&
      metadata.annotations?.[HELM_RELEASE] === release
    );
  }

  private add(node: Omit<MapNode, 'id'>, id = `${node.kind}/${node.namespace}/${node.title}`): MapNode {
    const unique = node.kind === 'virtual-service' ? `virtual-service/${node.namespace}/${node.subtitle}` : id;
    const made = { id: unique, ...node };
    this.nodes.set(unique, made);
    return made;
  }

  private connect(from: MapEnd, to: MapEnd, rest: Partial<Omit<MapEdge, 'from' | 'to'>> = {}): void {
    this.edges.push({ from, to, kind: 'traffic', ...rest });
  }
}

function httpTitle(route: HttpRoute, index: number): string {
  const text = matchText(route.match);
  return text === 'everything' && index > 0 ? 'everything else' : text;
}

function detailOf(route: HttpRoute): string {
  return [route.name ?? '', actionText(route)].filter((text) => text !== '').join(' · ');
}

function trafficBadges(policy: TrafficPolicy | undefined, resource: string): MapBadge[] {
  const badges: MapBadge[] = [];
  if (policy?.outlierDetection || policy?.connectionPool) {
    const parts = [
      policy.outlierDetection ? 'outlier detection' : '',
      policy.connectionPool ? 'connection limits' : '',
    ];
    badges.push({ icon: 'fuse', text: parts.filter((part) => part !== '').join(', '), resource });
  }
  const mode = policy?.tls?.mode;
  if (mode) {
    badges.push({ icon: mode === 'DISABLE' ? 'open-lock' : 'lock', text: `clients use TLS ${mode}`, resource });
  }
  return badges;
}

function subtitleOf({ kind, metadata }: SourceObject, spec: Workload, images: readonly string[]): string {
  const replicas = spec.replicas !== undefined && Number(spec.replicas) !== 1 ? `${kind} × ${spec.replicas}` : kind;
  // Helpers may stand before the container that the workload is named after.
  const image = images.find((each) => each.startsWith(metadata.name)) ?? images[0] ?? '';
  return [replicas, image].filter((part) => part !== '').join(' · ');
}

/** The version of a chart; that of a package in a folder stands in its file name. */
function versionOf({ chart, version }: SourceChart): string | undefined {
  return version ?? /-v?(\d+\.\d+[^/]*?)\.(?:tgz|tar\.gz)$/.exec(chart)?.[1];
}

function hostOf({ manifest }: MapResource): string | undefined {
  const spec = manifest['spec'];
  return isMap(spec) ? textOf(spec['host']) : undefined;
}

function injectionOf(labels: Labels | undefined): MapNamespace['injection'] {
  if (!labels) return 'unknown';
  if (labels['istio.io/dataplane-mode'] === 'ambient') return 'ambient';
  if (labels['istio-injection'] === 'enabled') return 'enabled';
  return labels['istio.io/rev'] !== undefined && labels['istio-injection'] !== 'disabled' ? 'enabled' : 'disabled';
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.tgz$/, '');
}

function resourceId(object: SourceObject): string {
  const group = groupOf(object);
  const isUsual = group === '' || group === 'apps' || group.endsWith('.istio.io');
  return `${object.kind}${isUsual ? '' : `.${group}`}/${object.metadata.namespace ?? ''}/${object.metadata.name}`;
}

function groupOf(object: SourceObject): string {
  const slash = object.apiVersion.indexOf('/');
  return slash < 0 ? '' : object.apiVersion.slice(0, slash);
}

function labelsOf(object: SourceObject): Labels {
  return object.metadata.labels ?? {};
}

function specOf<Spec>(object: SourceObject): Partial<Spec> {
  const spec = object.manifest['spec'];
  return isMap(spec) ? (spec as Partial<Spec>) : {};
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
