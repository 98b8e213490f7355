import { covers, mostSpecific, overlaps } from '../hosts';
import { type Labels, selects } from '../labels';
import { put } from '../multimap';
import { selectorOf } from '../object';
import type { ModelObjects } from '../objects';
import { type Fields, itemsOf } from '../value';
import { isVisible, type Reach, reach } from './audience';
import type { Client } from './destination-rules';
import { byAge, field, nameOf, number, text, texts, textsByName } from './fields';
import type { MeshService } from './services';
import type { MeshSettings, OutboundTrafficMode } from './settings';

/** What a scope asks of routes to say whether a workload imports them. */
export interface ScopedRoutes {
  readonly name: string;
  readonly namespace: string;
  /** Full names. */
  readonly hosts: readonly string[];
  readonly exportTo: readonly string[];
  /** Which API they are written in: of the Gateway API's the nearest come first, and are imported as services are. */
  readonly api: 'istio' | 'gateway';
  /** Where they send requests: full host names with the ports they name; 0 for a destination without one. */
  destinationsFrom(namespace: string): ReadonlyMap<string, ReadonlySet<number>>;
}

/** What a workload sends through one listener of its Sidecar: services and routes that it imports there. */
export interface EgressListener<Routes extends ScopedRoutes> {
  /** Undefined for the one that takes every other port. */
  readonly port?: { readonly number: number; readonly protocol: string };
  readonly bind?: string;
  readonly captured: boolean;
  readonly services: readonly MeshService[];
  readonly routes: readonly Routes[];
  /** For each service the routes whose host is the most specific for it. */
  readonly mostSpecific: ReadonlyMap<string, Routes>;
}

/** What a workload sees of the mesh. */
export interface SidecarScope<Routes extends ScopedRoutes> {
  /** The Sidecar that decides; undefined where none selects the workload. */
  readonly sidecar?: { readonly name: string; readonly namespace: string };
  readonly listeners: readonly EgressListener<Routes>[];
  /** All services of all listeners by host. */
  readonly services: ReadonlyMap<string, MeshService>;
  readonly outbound: OutboundPolicy;
  readonly clusterDomain: string;
}

/** What becomes of requests for hosts that a workload does not see. */
export interface OutboundPolicy {
  readonly mode: OutboundTrafficMode;
  /** Where they go instead of straight out. */
  readonly egressProxy?: { readonly host: string; readonly subset?: string; readonly port?: number };
}

interface Sidecar {
  readonly name: string;
  readonly namespace: string;
  readonly workloadLabels: Labels | undefined;
  readonly spec: Fields;
}

/** Which Sidecar decides for a workload, and what the workload sees through it. */
export class SidecarScopes<Routes extends ScopedRoutes> {
  private readonly sidecars: readonly Sidecar[];
  private readonly made = new Map<string, SidecarScope<Routes>>();
  private readonly gateways = new Map<string, ReadonlyMap<string, MeshService>>();

  /**
   * @param services the oldest first
   * @param routes those that hold inside the mesh, the oldest first
   */
  constructor(
    objects: ModelObjects,
    private readonly services: readonly MeshService[],
    private readonly routes: readonly Routes[],
    private readonly settings: MeshSettings,
  ) {
    const found = [...objects.of('networking.istio.io/Sidecar')]
      .sort((a, b) => byAge(a, b))
      .map((object): Sidecar => {
        const { workloadSelector } = object.spec;
        return {
          ...nameOf(object),
          workloadLabels: workloadSelector === undefined ? undefined : textsByName(selectorOf(object.spec)),
          spec: object.spec,
        };
      });
    this.sidecars = [
      ...found.filter(({ workloadLabels }) => workloadLabels !== undefined),
      ...found.filter(({ workloadLabels }) => workloadLabels === undefined),
    ];
  }

  /** What a workload sees: by the Sidecar that selects it, else that of its namespace, else that of the root namespace. */
  of(workload: Client): SidecarScope<Routes> {
    const { namespace, labels } = workload;
    const selected =
      this.sidecars.find((each) => each.namespace === namespace && selects(each.workloadLabels ?? {}, labels)) ??
      this.ofRoot();
    const key = JSON.stringify([namespace, selected?.namespace, selected?.name]);
    const known = this.made.get(key) ?? this.make(namespace, selected);
    this.made.set(key, known);
    return known;
  }

  /** The services that a gateway of a namespace sees, by host. No Sidecar holds for it. */
  forGateway(namespace: string): ReadonlyMap<string, MeshService> {
    const known = this.gateways.get(namespace);
    if (known) return known;
    const all = new Map<string, MeshService>();
    for (const service of servicesInReach(this.services, namespace)) add(all, service);
    this.gateways.set(namespace, all);
    return all;
  }

  private ofRoot(): Sidecar | undefined {
    return this.sidecars.find(
      ({ namespace, workloadLabels }) => namespace === this.settings.rootNamespace && workloadLabels === undefined,
    );
  }

  private make(namespace: string, sidecar: Sidecar | undefined): SidecarScope<Routes> {
    const egress = itemsOf(sidecar?.spec['egress']);
    const listeners = (egress.length > 0 ? egress : [{ hosts: ['*/*'] }]).map((each) => this.listener(namespace, each));
    return {
      ...(sidecar ? { sidecar: { name: sidecar.name, namespace: sidecar.namespace } } : {}),
      listeners,
      services: this.allServices(namespace, listeners),
      outbound: this.outboundPolicy(sidecar),
      clusterDomain: this.settings.clusterDomain,
    };
  }

  private outboundPolicy(sidecar: Sidecar | undefined): OutboundPolicy {
    const written = sidecar?.spec['outboundTrafficPolicy'];
    if (written === undefined) return { mode: this.settings.outboundTrafficPolicy };
    const mode = field(written, 'mode') === 'ALLOW_ANY' ? 'ALLOW_ANY' : 'REGISTRY_ONLY';
    const proxy = field(written, 'egressProxy');
    if (proxy === undefined) return { mode };
    const subset = text(field(proxy, 'subset'));
    const port = number(field(field(proxy, 'port'), 'number'));
    return {
      mode,
      egressProxy: {
        host: text(field(proxy, 'host')) ?? '',
        ...(subset === undefined ? {} : { subset }),
        ...(port === undefined ? {} : { port }),
      },
    };
  }

  private listener(namespace: string, written: unknown): EgressListener<Routes> {
    const { excludesSidecarHosts = true } = this.settings;
    const imports = new Imports(texts(field(written, 'hosts')), namespace, excludesSidecarHosts);
    const number_ = number(field(field(written, 'port'), 'number'));
    const protocol = text(field(field(written, 'port'), 'protocol')) ?? '';
    const port = number_ === undefined ? undefined : { number: number_, protocol };
    const bound = port && port.number !== 0 && protocol.toLowerCase() !== 'http_proxy' ? port.number : undefined;
    const services = this.importedServices(namespace, imports, bound);
    const routes = routesInReach(this.routes, namespace).filter((table) =>
      table.hosts.some((host) => imports.importsRoutes(table, host)),
    );
    const bind = text(field(written, 'bind'));
    return {
      ...(port === undefined ? {} : { port }),
      ...(bind === undefined ? {} : { bind }),
      captured: field(written, 'captureMode') !== 'NONE',
      services,
      routes,
      mostSpecific: mostSpecificRoutes(services, routes),
    };
  }

  private importedServices(namespace: string, imports: Imports, port: number | undefined): MeshService[] {
    const imported = servicesInReach(this.services, namespace).flatMap((service) => {
      const found = imports.importService(service);
      if (!found) return [];
      const trimmed = port === undefined ? found : onPort(found, port);
      return trimmed ? [trimmed] : [];
    });
    // Of several namespaces with a host the workload's own wins, else the first, Services before ServiceEntries.
    const owners = new Map<string, MeshService>();
    for (const service of imported) {
      const known = owners.get(service.host);
      const kubernetes = service.registry === 'Kubernetes' && known?.registry !== 'Kubernetes';
      const nearer = service.namespace === namespace || (kubernetes && known?.namespace !== namespace);
      if (!known || nearer) owners.set(service.host, service);
    }
    return imported.filter((service) => owners.get(service.host)?.namespace === service.namespace);
  }

  /** The services of all listeners, and those that their routes lead to. */
  private allServices(namespace: string, listeners: readonly EgressListener<Routes>[]): Map<string, MeshService> {
    const all = new Map<string, MeshService>();
    for (const listener of listeners) {
      for (const service of listener.services) add(all, service);
      const bound = listener.port && listener.port.protocol.toLowerCase() !== 'http_proxy' ? listener.port.number : 0;
      for (const routes of listener.routes) {
        for (const [host, ports] of routes.destinationsFrom(namespace)) {
          const service = this.destination(host, namespace);
          const trimmed = service && (bound === 0 ? onPorts(service, ports) : onPort(service, bound));
          if (trimmed) add(all, trimmed);
        }
      }
    }
    return all;
  }

  /** The service that a route leads to: the workload's own namespace first, then a Service, then the oldest ServiceEntry. */
  private destination(host: string, namespace: string): MeshService | undefined {
    const named = this.services.filter((service) => service.host === host);
    const own = named.find((service) => service.namespace === namespace);
    if (own) return own;
    const seen = named.filter((service) => isVisible(service.exportTo, service.namespace, namespace));
    return seen.find(({ registry }) => registry === 'Kubernetes') ?? seen[0];
  }
}

/** The services that a namespace sees, those of its own and for it by name before the public ones. */
function servicesInReach(all: readonly MeshService[], namespace: string): MeshService[] {
  const reachOf = (each: MeshService): Reach => reach(each.exportTo, each.namespace, namespace);
  return [
    ...all.filter((each) => ['own', 'named'].includes(reachOf(each))),
    ...all.filter((each) => reachOf(each) === 'public'),
  ];
}

/**
 * The routes that a namespace sees: first its own private ones, then those exported to it by name, then the public ones. Of each, its
 * own ones of the Gateway API come first.
 */
export function routesInReach<Routes extends Pick<ScopedRoutes, 'exportTo' | 'namespace' | 'api'>>(
  all: readonly Routes[],
  namespace: string,
): Routes[] {
  const isOwn = ({ api, namespace: home }: Routes): boolean => api === 'gateway' && home === namespace;
  const ordered = all.some(isOwn) ? [...all.filter(isOwn), ...all.filter((each) => !isOwn(each))] : all;
  const near = ordered.map((each) => ({ each, reach: reach(each.exportTo, each.namespace, namespace) }));
  return (['own', 'named', 'public'] as const).flatMap((wanted) =>
    near.filter((one) => one.reach === wanted).map(({ each }) => each),
  );
}

/** The hosts of an egress listener by the namespace they are imported from. */
class Imports {
  private readonly byNamespace = new Map<string, string[]>();
  private readonly excluded = new Map<string, string[]>();

  constructor(hosts: readonly string[], own: string, excludes: boolean) {
    for (const written of hosts) {
      const [from = '', host, more] = written.split('/');
      if (host === undefined || more !== undefined) continue;
      const without = excludes && from.startsWith('~');
      const named = without ? from.slice(1) || '*' : from;
      const index = without ? this.excluded : this.byNamespace;
      const namespace = named === '.' ? own : named;
      put(index, namespace, host);
    }
  }

  /** The service with the aliases that are imported; undefined where the service is not. */
  importService(service: MeshService): MeshService | undefined {
    if (this.excludes(service.namespace, service.host)) return undefined;
    for (const namespace of [service.namespace, '*']) {
      const hosts = this.byNamespace.get(namespace);
      if (!hosts?.some((host) => covers(host, service.host))) continue;
      const aliases = service.aliases.filter((alias) => hosts.some((host) => covers(host, alias.host)));
      return aliases.length === service.aliases.length ? service : { ...service, aliases };
    }
    return undefined;
  }

  importsRoutes({ namespace, api }: Pick<ScopedRoutes, 'namespace' | 'api'>, host: string): boolean {
    const meets =
      api === 'gateway' ? (pattern: string) => covers(pattern, host) : (pattern: string) => overlaps(host, pattern);
    const imported = [namespace, '*'].some((from) => this.byNamespace.get(from)?.some(meets));
    return imported && !this.excludes(namespace, host);
  }

  private excludes(namespace: string, host: string): boolean {
    return [namespace, '*'].some((from) => this.excluded.get(from)?.some((pattern) => covers(pattern, host)));
  }
}

function mostSpecificRoutes<Routes extends ScopedRoutes>(
  services: readonly MeshService[],
  routes: readonly Routes[],
): Map<string, Routes> {
  const byHost = new Map<string, Routes>();
  for (const each of routes) for (const host of each.hosts) if (!byHost.has(host)) byHost.set(host, each);
  const wildcards = [...byHost.keys()].filter((host) => host.startsWith('*'));
  const found = new Map<string, Routes>();
  for (const { host } of services) {
    const best = byHost.has(host) ? host : mostSpecific(host, wildcards);
    const routesOfBest = best === undefined ? undefined : byHost.get(best);
    if (routesOfBest) found.set(host, routesOfBest);
  }
  return found;
}

function onPort(service: MeshService, port: number): MeshService | undefined {
  const ports = service.ports.filter((each) => each.number === port).slice(0, 1);
  if (ports.length === 0) return undefined;
  return service.ports.length === 1 ? service : { ...service, ports };
}

function onPorts(service: MeshService, wanted: ReadonlySet<number>): MeshService | undefined {
  if (wanted.size === 0 || wanted.has(0)) return service;
  const ports = service.ports.filter(({ number: port }) => wanted.has(port));
  if (ports.length === service.ports.length) return service;
  return ports.length === 0 ? undefined : { ...service, ports };
}

/** Adds a service, joining its ports with those of the same one that is there already. */
function add(all: Map<string, MeshService>, service: MeshService): void {
  const known = all.get(service.host);
  if (!known) {
    all.set(service.host, service);
    return;
  }
  if (known === service || (known.registry === 'Kubernetes' && service.registry !== 'Kubernetes')) return;
  if (known.registry !== 'Kubernetes' && service.registry === 'Kubernetes') {
    all.set(service.host, service);
    return;
  }
  if (known.namespace !== service.namespace || known.resolution !== service.resolution) return;
  const more = service.ports.filter((port) => !known.ports.some((each) => each.number === port.number));
  if (more.length > 0) all.set(service.host, { ...known, ports: [...known.ports, ...more] });
}
