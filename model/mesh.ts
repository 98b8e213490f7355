import { type ChartContents, type ChartRelease, chartName, contentsOf, type ServicePort } from './charts';
import { HostIndex } from './host-index';
import { completeHost, covers, DEFAULT_CLUSTER_DOMAIN, serviceHost } from './hosts';
import { type Injector, injectorsOf } from './injectors';
import { KINDS, makesEverywhere, mayMakeSecrets, mayMakeWorkloads } from './kinds';
import { type Labels, type PartlyLabels, selects } from './labels';
import { put } from './multimap';
import { kindName, labelsIn, type ModelObject, type ObjectMetadata } from './object';
import { ModelObjects } from './objects';
import { type Fields, fieldsOf, isHole, isKnown, itemsOf, type Partly, textOf, type Value } from './value';
import { DEFAULT_SETTINGS, type MeshSettings, settingsOf } from './visibility/settings';
import {
  GATEWAY_NAME_LABEL,
  LabelIndex,
  MANAGED_GATEWAY_LABEL,
  mergedLabels,
  type Workload,
  workloadOf,
} from './workloads';

/** A Service of the cluster, whoever makes it. */
export interface ClusterService<Origin = unknown> {
  readonly name: string;
  readonly namespace: string;
  /** Its full name. */
  readonly host: string;
  /** Undefined where they are not known. */
  readonly ports: readonly Partly<ServicePort>[] | undefined;
  /** What it selects its pods by; undefined where it selects none, or where that is not known. */
  readonly selector: PartlyLabels | undefined;
  readonly labels: PartlyLabels;
  readonly annotations: PartlyLabels;
  /** The Service as it is written; undefined where a chart, a controller or somebody else makes it. */
  readonly object?: ModelObject<Origin>;
  readonly origin: Origin | undefined;
}

/** A namespace with all labels that the source gives it. */
export interface MeshNamespace<Origin = unknown> {
  readonly name: string;
  readonly labels: PartlyLabels;
  /** Whether the source makes it, and does not only label what somebody else makes. */
  readonly isOwn: boolean;
  readonly objects: readonly ModelObject<Origin>[];
}

/** Something that is there without being an object of the source. */
export type Declared<Origin = unknown> =
  | {
      readonly kind: 'Service';
      readonly name: string;
      readonly namespace: string;
      readonly ports?: readonly ServicePort[];
      readonly origin: Origin;
    }
  | { readonly kind: 'Secret'; readonly name: string; readonly namespace: string; readonly origin: Origin }
  | { readonly kind: 'Provider'; readonly name: string; readonly origin: Origin }
  | {
      readonly kind: 'Gateway';
      readonly selector: Labels;
      readonly namespace: string;
      readonly ports?: readonly ServicePort[];
      readonly origin: Origin;
    }
  /** An object of a kind, known by name alone. */
  | {
      readonly kind: 'Object';
      readonly of: string;
      readonly name: string;
      readonly namespace: string;
      readonly origin: Origin;
    };

/** What a reader found in its source. */
export interface MeshSource<Origin = unknown> {
  readonly objects: Iterable<ModelObject<Origin>>;
  readonly charts?: Iterable<ChartRelease<Origin>>;
  readonly declared?: Iterable<Declared<Origin>>;
  /** Whether there is something that the reader could not read, so that there may be more of everything. */
  readonly isUnreadable?: boolean;
  /** @default - what the control plane's chart says, else Istio's defaults */
  readonly settings?: Partial<MeshSettings> & { readonly trustDomain?: string };
}

/** What the mesh's configuration says, as far as the source holds it. */
export interface MeshConfig extends MeshSettings {
  readonly trustDomain: string;
  readonly trustDomainAliases: readonly string[];
  /** Whether the source holds the whole configuration. */
  readonly isKnown: boolean;
  /** The `meshConfig` of the control plane's values; empty where the source deploys none. */
  readonly meshConfig: Fields;
  /** The control plane's values. */
  readonly values: Fields;
  /** The environment variables that the values give istiod. */
  readonly environment: Fields;
  readonly injectsByDefault: boolean;
  /** Whether Gateways are for pods of their own namespace alone. */
  readonly scopesGateways: boolean;
  /** Whether telemetry has default providers, or may have some that a profile brings. */
  readonly hasDefaultProviders: boolean;
}

/** Providers that istiod knows without being told. */
const BUILT_IN_PROVIDERS = ['prometheus', 'stackdriver', 'envoy'];

/** The Service that every cluster has. */
const API_SERVER = {
  name: 'kubernetes',
  namespace: 'default',
  ports: [{ port: 443, name: 'https', targetPort: 6443 }],
};

/** What a mesh is: the objects of one cluster, and what follows from them. */
export class Mesh<Origin = unknown> {
  readonly objects: ModelObjects<Origin>;
  readonly config: MeshConfig;
  /** The Helm releases whose objects only their charts know. */
  readonly charts: readonly ChartRelease<Origin>[];
  /** The release of the control plane, where the source deploys one. */
  readonly controlPlane: ChartRelease<Origin> | undefined;
  /** What proxies are injected by, a revision each. */
  readonly injectors: readonly Injector[];
  readonly workloads = new LabelIndex<Workload<Origin>>();
  readonly providers = new Set<string>(BUILT_IN_PROVIDERS);
  /** Whether there may be more of everything than the source shows. */
  readonly isUnreadable: boolean;

  private readonly servicesByHost = new Map<string, ClusterService<Origin>>();
  private readonly servicesByNamespace = new Map<string, ClusterService<Origin>[]>();
  private readonly servicesBySelector = new Map<string, ClusterService<Origin>[]>();
  private readonly namespacesByService = new Map<string, string[]>();
  private knownNamespaces: ReadonlySet<string> | undefined;
  private readonly entries = new HostIndex<ModelObject<Origin>>();
  private readonly namespacesByName = new Map<string, MeshNamespace<Origin>>();
  private readonly secrets = new Set<string>();
  private readonly configMaps = new Set<string>();
  private readonly accounts = new Map<string, Set<string>>();
  private readonly declaredObjects = new Set<string>();
  private readonly opaque = new Set<string>();
  private readonly opaqueForSecrets = new Set<string>();
  private hasOpaqueNamespace = false;
  /** Whether there is a chart or a kind of which nothing is known. */
  private hasForeign = false;

  constructor(source: MeshSource<Origin>) {
    this.objects = source.objects instanceof ModelObjects ? source.objects : new ModelObjects(source.objects);
    this.charts = [...(source.charts ?? [])];
    this.isUnreadable = source.isUnreadable ?? false;
    this.controlPlane = this.charts.find(({ chart }) => chartName(chart) === 'istiod');
    this.injectors = injectorsOf(this.charts, this.objects);
    this.config = configOf(this.controlPlane, source.settings ?? {}, this.meshConfigMap(), this.injectors);
    for (const provider of itemsOf(this.config.meshConfig['extensionProviders'])) {
      const name = textOf(fieldsOf(provider)['name']);
      if (name !== undefined) this.providers.add(name);
    }
    for (const object of this.objects) this.addObject(object);
    for (const chart of this.charts) this.addChart(chart);
    for (const gateway of this.objects.of(KINDS.kubernetesGateway)) this.addKubernetesGateway(gateway);
    for (const declared of source.declared ?? []) this.addDeclared(declared);
    this.putService({ ...API_SERVER, labels: {}, annotations: {}, selector: undefined, origin: undefined });
  }

  /** The Services, in the order in which they were found. */
  get services(): Iterable<ClusterService<Origin>> {
    return this.servicesByHost.values();
  }

  /** The namespaces, by name. */
  get namespaces(): ReadonlyMap<string, MeshNamespace<Origin>> {
    return this.namespacesByName;
  }

  /** The full host that a name means in a namespace. */
  complete(host: string, namespace: string): string {
    return completeHost(host, namespace, this.config.clusterDomain);
  }

  /** The Service of a full host. */
  serviceOf(host: string): ClusterService<Origin> | undefined {
    return this.servicesByHost.get(host);
  }

  /** The Services of a namespace. */
  servicesIn(namespace: string): readonly ClusterService<Origin>[] {
    return this.servicesByNamespace.get(namespace) ?? [];
  }

  /** The ServiceEntries that have a host which covers a full host, or is covered by it. */
  entriesOf(host: string): readonly ModelObject<Origin>[] {
    return this.entries.overlapping(host);
  }

  /** Whether a full host, possibly a wildcard, is in the registry: a Service, or of a ServiceEntry. */
  hasHost(host: string): boolean {
    if (this.servicesByHost.has(host) || this.entries.overlapping(host).length > 0) return true;
    if (!host.startsWith('*')) return this.hasUnknownEntry;
    return [...this.servicesByHost.keys()].some((one) => covers(host, one)) || this.hasUnknownEntry;
  }

  /** Whether a ServiceEntry may have any host, because its own are not known. */
  hasUnknownEntry = false;

  /** The Services that select a workload. */
  servicesFor(workload: Workload<Origin>): readonly ClusterService<Origin>[] {
    const { namespace, labels } = workload;
    if (!isKnown(namespace) || !isKnown(labels)) return [];
    const found = new Set<ClusterService<Origin>>();
    for (const [key, value] of Object.entries(labels)) {
      for (const service of this.servicesBySelector.get(`${namespace}/${key}=${String(value)}`) ?? []) {
        if (selects(service.selector ?? {}, labels) === true) found.add(service);
      }
    }
    return [...found];
  }

  /** The workloads behind a Service. */
  workloadsOf({ selector, namespace }: ClusterService<Origin>): readonly Workload<Origin>[] {
    return selector === undefined || !isKnown(selector) || Object.keys(selector).length === 0
      ? []
      : this.workloads.select(selector, namespace);
  }

  /** Whether a Secret is there, or an operator or somebody unreadable may make it. */
  mayHaveSecret(namespace: string, name: string): boolean {
    return (
      this.secrets.has(`${namespace}/${name}`) ||
      this.secrets.has(`*/${name}`) ||
      this.opaqueForSecrets.has(namespace) ||
      this.opaqueForSecrets.has('*') ||
      this.isUnreadable
    );
  }

  /** Whether a ConfigMap is known. */
  hasConfigMap(namespace: string, name: string): boolean {
    return this.configMaps.has(`${namespace}/${name}`);
  }

  /** The accounts of a namespace that something makes or runs under. */
  serviceAccountsIn(namespace: string): ReadonlySet<string> {
    return this.accounts.get(namespace) ?? new Set();
  }

  /** Whether somebody declared an object of a kind by its name. */
  isDeclared(kind: string, namespace: string, name: string): boolean {
    return this.declaredObjects.has(`${kind} ${namespace}/${name}`);
  }

  /**
   * Whether the source makes a namespace, runs something in it, and everything there can be read: nobody else is to be expected. A
   * namespace that is made alone is made for others.
   */
  ownsNamespace(namespace: string): boolean {
    return (this.namespacesByName.get(namespace)?.isOwn ?? false) && this.runsIn(namespace);
  }

  /** Whether the source runs something in a namespace, whoever makes that, and all that it has there can be read. */
  runsIn(namespace: string): boolean {
    const runs =
      this.workloads.in(namespace).some(({ source }) => source === 'object') ||
      this.servicesIn(namespace).some(({ object }) => object !== undefined);
    return runs && !this.isUnreadable && !this.hasOpaqueNamespace && !this.opaque.has(namespace);
  }

  /** Whether a chart or a controller that the model cannot read may bring pods and Services, to one namespace or to any. */
  mayRunMore(namespace?: string): boolean {
    if (this.isUnreadable || this.hasOpaqueNamespace) return true;
    return namespace === undefined ? this.hasForeign : this.opaque.has(namespace);
  }

  /** The labels of a namespace; undefined where the source does not make it. */
  labelsOfNamespace(namespace: string): PartlyLabels | undefined {
    return this.namespacesByName.get(namespace)?.labels;
  }

  private get namespaceNames(): IterableIterator<string> {
    return this.namespacesByName.keys();
  }

  /** Every namespace that something of the source stands in, or that it makes. */
  allNamespaces(): ReadonlySet<string> {
    this.knownNamespaces ??= this.findNamespaces();
    return this.knownNamespaces;
  }

  /** The namespaces that have a Service of a name. */
  namespacesOf(service: string): readonly string[] {
    return this.namespacesByService.get(service) ?? [];
  }

  private findNamespaces(): ReadonlySet<string> {
    const names = new Set(this.namespaceNames);
    for (const { metadata } of this.objects) if (typeof metadata.namespace === 'string') names.add(metadata.namespace);
    for (const { namespace } of this.charts) if (typeof namespace === 'string') names.add(namespace);
    for (const { namespace } of this.servicesByHost.values()) names.add(namespace);
    return names;
  }

  private meshConfigMap(): Fields | undefined {
    const text = this.objects.of('ConfigMap').flatMap(({ metadata: { name }, manifest }) => {
      const isOfIstiod = isKnown(name) && /^istio(-|$)/.test(name);
      return isOfIstiod ? (textOf(fieldsOf(manifest['data'])['mesh']) ?? []) : [];
    })[0];
    if (text === undefined) return undefined;
    // Loaded here: few sources hold the configuration as an object.
    const { parse } = require('yaml') as typeof import('yaml');
    try {
      return fieldsOf(parse(text));
    } catch {
      return undefined;
    }
  }

  private addObject(object: ModelObject<Origin>): void {
    const { metadata, spec } = object;
    const { name } = metadata;
    const namespace = metadata.namespace ?? 'default';
    const workload = workloadOf(object);
    if (workload !== undefined) this.addWorkload(workload);
    else if (mayMakeWorkloads(object)) {
      this.markOpaque(namespace);
      this.hasForeign = true;
    }
    if (mayMakeSecrets(object))
      this.opaqueForSecrets.add(isKnown(namespace) && !makesEverywhere(object) ? namespace : '*');
    if (object.group === 'serving.knative.dev' && object.kind === 'Service') this.addKnative(object);
    switch (kindName(object.group, object.kind)) {
      case KINDS.service:
        this.addService(object);
        break;
      case KINDS.serviceEntry:
        this.addEntry(object);
        break;
      case KINDS.namespace:
        this.addNamespace(object);
        break;
      case KINDS.secret:
        this.remember(this.secrets, namespace, name);
        if (isCopied(metadata)) this.secrets.add(`*/${String(name)}`);
        break;
      case KINDS.configMap:
        this.remember(this.configMaps, namespace, name);
        break;
      case KINDS.serviceAccount:
        if (isKnown(namespace)) this.addAccount(namespace, name);
        break;
      case 'cert-manager.io/Certificate':
        this.remember(this.secrets, namespace, spec['secretName']);
        break;
      case 'external-secrets.io/ExternalSecret':
        this.remember(this.secrets, namespace, fieldsOf(spec['target'])['name'] ?? name);
        break;
    }
  }

  private remember(names: Set<string>, namespace: Value<string>, name: unknown): void {
    if (isKnown(namespace) && typeof name === 'string') names.add(`${namespace}/${name}`);
    else if (names === this.secrets) {
      if (isKnown(namespace)) this.opaqueForSecrets.add(namespace);
    }
  }

  private markOpaque(namespace: Value<string>): void {
    if (isKnown(namespace)) this.opaque.add(namespace);
    else this.hasOpaqueNamespace = true;
  }

  private addWorkload(workload: Workload<Origin>): void {
    this.workloads.add(workload);
    const { namespace, serviceAccount } = workload;
    if (isKnown(namespace) && serviceAccount !== undefined) this.addAccount(namespace, serviceAccount);
  }

  private addAccount(namespace: string, name: Value<string>): void {
    const names = this.accounts.get(namespace) ?? new Set<string>();
    this.accounts.set(namespace, names);
    if (isKnown(name)) names.add(name);
    else this.opaque.add(namespace);
  }

  private addNamespace(object: ModelObject<Origin>): void {
    const { name, labels } = object.metadata;
    if (!isKnown(name)) {
      this.hasOpaqueNamespace = true;
      return;
    }
    const before = this.namespacesByName.get(name);
    this.namespacesByName.set(name, {
      name,
      labels: mergedLabels(before?.labels ?? {}, labels),
      isOwn: (before?.isOwn ?? false) || !object.partial,
      objects: [...(before?.objects ?? []), object],
    });
  }

  private addService(object: ModelObject<Origin>): void {
    const { name, namespace = 'default', labels, annotations } = object.metadata;
    if (!isKnown(name) || !isKnown(namespace)) {
      this.markOpaque(namespace);
      return;
    }
    const { ports, selector } = object.spec;
    const isList = Array.isArray(ports) || ports === undefined;
    this.putService({
      name,
      namespace,
      ports: isList ? itemsOf(ports).map((port) => fieldsOf(port) as Partly<ServicePort>) : undefined,
      selector: selector === undefined ? undefined : labelsIn(selector),
      labels,
      annotations,
      object,
      origin: object.origin,
    });
  }

  /** Knative makes a Service of the same name, whose ports it does not tell. */
  private addKnative(object: ModelObject<Origin>): void {
    const { name, namespace = 'default', labels, annotations } = object.metadata;
    if (!isKnown(name) || !isKnown(namespace)) return;
    this.putService({
      name,
      namespace,
      ports: undefined,
      selector: undefined,
      labels,
      annotations,
      origin: object.origin,
    });
  }

  private putService(service: Omit<ClusterService<Origin>, 'host'>): void {
    const host = serviceHost(service.name, service.namespace, this.config.clusterDomain);
    // What is written is known better than what a chart or a declaration says of it.
    if (this.servicesByHost.has(host)) return;
    const known = { ...service, host };
    this.servicesByHost.set(host, known);
    put(this.servicesByNamespace, service.namespace, known);
    put(this.namespacesByService, service.name, service.namespace);
    const [first] = service.selector !== undefined && isKnown(service.selector) ? Object.entries(service.selector) : [];
    if (first === undefined || isHole(first[1])) return;
    const key = `${service.namespace}/${first[0]}=${String(first[1])}`;
    put(this.servicesBySelector, key, known);
  }

  private addEntry(object: ModelObject<Origin>): void {
    const { hosts } = object.spec;
    if (isHole(hosts)) this.hasUnknownEntry = true;
    for (const host of itemsOf(hosts)) {
      if (typeof host === 'string') this.entries.add(host, object);
      else if (isHole(host)) this.hasUnknownEntry = true;
    }
  }

  private addChart(chart: ChartRelease<Origin>): void {
    const { namespace } = chart;
    const contents = contentsOf(chart);
    if (contents === undefined || !isKnown(namespace)) {
      this.markOpaque(namespace);
      this.hasForeign = true;
      if (isKnown(namespace)) this.opaqueForSecrets.add(namespace);
      return;
    }
    if (!contents.isComplete) {
      this.opaque.add(namespace);
      this.opaqueForSecrets.add(namespace);
    }
    this.addContents(contents, namespace, chart.origin, 'chart');
  }

  private addContents(
    contents: Partial<ChartContents>,
    namespace: string,
    origin: Origin,
    source: 'chart' | 'controller',
  ): void {
    for (const { name, ports, selector } of contents.services ?? []) {
      this.putService({ name, namespace, ports, selector, labels: {}, annotations: {}, origin });
    }
    for (const { kind, name, labels, serviceAccount } of contents.workloads ?? []) {
      const workload = { kind, name, namespace, labels, serviceAccount, origin, source };
      this.addWorkload({ ...workload, annotations: {}, hostNetwork: false, template: undefined });
    }
    for (const name of contents.configMaps ?? []) this.configMaps.add(`${namespace}/${name}`);
    for (const name of contents.secrets ?? []) this.secrets.add(`${namespace}/${name}`);
  }

  /** istiod deploys a proxy for a Gateway of the Gateway API, unless it is bound to one by its addresses. */
  private addKubernetesGateway(gateway: ModelObject<Origin>): void {
    const { name, namespace = 'default', labels: own } = gateway.metadata;
    const spec = fieldsOf(gateway.spec) as Fields;
    const className = textOf(spec['gatewayClassName']);
    if (!isKnown(name) || !isKnown(namespace)) return;
    if (className === undefined || !/^istio/.test(className)) {
      this.opaque.add(namespace);
      return;
    }
    if (itemsOf(spec['addresses']).some((address) => (fieldsOf(address)['type'] ?? 'IPAddress') === 'Hostname')) return;
    const isThere = this.workloads
      .in(namespace)
      .some(({ labels }) => isKnown(labels) && labels[GATEWAY_NAME_LABEL] === name && MANAGED_GATEWAY_LABEL in labels);
    // In a running cluster istiod has made what it deploys for it.
    if (isThere) return;
    const deployed = className === 'istio-waypoint' ? name : `${name}-${className}`;
    const given = fieldsOf(fieldsOf(spec['infrastructure'])['labels']) as Labels;
    const labels = {
      ...(isKnown(own) ? (own as Labels) : {}),
      ...given,
      [GATEWAY_NAME_LABEL]: name,
      [MANAGED_GATEWAY_LABEL]:
        className === 'istio-waypoint' ? 'istio.io-mesh-controller' : 'istio.io-gateway-controller',
    };
    const listeners = itemsOf(spec['listeners']).map((one): Partly<ServicePort> => {
      const { port, name: port_name } = fieldsOf(one);
      return { port: port as number, name: port_name as string, targetPort: port as number };
    });
    this.addContents(
      {
        services: [
          {
            name: deployed,
            ports: [{ port: 15021, name: 'status-port' }, ...listeners] as readonly ServicePort[],
            selector: { [GATEWAY_NAME_LABEL]: name },
          },
        ],
        workloads: [{ kind: 'Deployment', name: deployed, labels, serviceAccount: deployed }],
      },
      namespace,
      gateway.origin,
      'controller',
    );
  }

  private addDeclared(declared: Declared<Origin>): void {
    switch (declared.kind) {
      case 'Service':
        this.putService({
          name: declared.name,
          namespace: declared.namespace,
          ports: declared.ports,
          selector: undefined,
          labels: {},
          annotations: {},
          origin: declared.origin,
        });
        break;
      case 'Secret':
        this.secrets.add(`${declared.namespace}/${declared.name}`);
        break;
      case 'Provider':
        this.providers.add(declared.name);
        break;
      case 'Object':
        this.declaredObjects.add(`${declared.of} ${declared.namespace}/${declared.name}`);
        break;
      case 'Gateway':
        this.addDeclaredGateway(declared);
        break;
    }
  }

  private addDeclaredGateway({
    selector,
    namespace,
    ports,
    origin,
  }: Declared<Origin> & { readonly kind: 'Gateway' }): void {
    if (this.workloads.select(selector, namespace).length > 0) return;
    this.workloads.add({
      kind: 'Gateway',
      name: '',
      namespace,
      labels: selector,
      annotations: {},
      hostNetwork: false,
      serviceAccount: undefined,
      template: undefined,
      ...(ports && { frontPorts: ports }),
      source: 'declaration',
      origin,
    });
  }
}

/** Annotations by which controllers copy a Secret to other namespaces. */
const COPIES = /reflector\.|replicat|\/sync$/;

function isCopied({ annotations }: ObjectMetadata): boolean {
  return !isKnown(annotations) || Object.keys(annotations).some((name) => COPIES.test(name));
}

function configOf(
  controlPlane: ChartRelease | undefined,
  given: Partial<MeshSettings> & { readonly trustDomain?: string },
  written: Fields | undefined,
  injectors: readonly Injector[],
): MeshConfig {
  const values = controlPlane?.values ?? {};
  const meshConfig = fieldsOf(controlPlane === undefined ? written : values['meshConfig']) as Fields;
  const proxy = fieldsOf(fieldsOf(values['global'])['proxy']);
  // The chart takes what is under `pilot` for what has no prefix.
  const environment: Fields = { ...fieldsOf(values['env']), ...fieldsOf(fieldsOf(values['pilot'])['env']) };
  const clusterDomain = given.clusterDomain ?? textOf(proxy['clusterDomain']) ?? DEFAULT_CLUSTER_DOMAIN;
  const namespace = controlPlane === undefined ? undefined : textOf(controlPlane.namespace);
  const injector = injectors.find(({ revisions }) => revisions.includes('default')) ?? injectors[0];
  const hasProfile = values['profile'] !== undefined;
  const { trustDomain: _trustDomain, ...settings } = given;
  return {
    ...settingsOf(meshConfig, clusterDomain),
    ...settings,
    clusterDomain,
    rootNamespace:
      textOf(meshConfig['rootNamespace']) ?? given.rootNamespace ?? namespace ?? DEFAULT_SETTINGS.rootNamespace,
    trustDomain: given.trustDomain ?? textOf(meshConfig['trustDomain']) ?? DEFAULT_CLUSTER_DOMAIN,
    trustDomainAliases: itemsOf(meshConfig['trustDomainAliases']).flatMap((alias) => textOf(alias) ?? []),
    isKnown: controlPlane !== undefined ? !hasProfile : written !== undefined,
    meshConfig,
    values,
    environment,
    scopesGateways: String(environment['PILOT_SCOPE_GATEWAY_TO_NAMESPACE']) === 'true',
    injectsByDefault: fieldsOf(injector?.values['sidecarInjectorWebhook'])['enableNamespacesByDefault'] === true,
    hasDefaultProviders: hasProfile || Object.keys(fieldsOf(meshConfig['defaultProviders'])).length > 0,
  };
}
