import type { networking } from '../../constructs/resources';
import { completeHost, serviceHost } from '../../model/hosts';
import type { Labels } from '../../model/labels';
import { delegated } from './delegates';

/** A Kubernetes object, as far as the simulator looks at it. */
export interface MeshObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly manifest: Readonly<Record<string, unknown>>;
}

/** A route of a VirtualService after delegation, with the place it had in its VirtualService. */
export interface PlacedRoute {
  readonly index: number;
  readonly route: networking.HTTPRoute;
}

export interface BoundVirtualService {
  readonly name: string;
  readonly namespace: string;
  /** Full names. */
  readonly hosts: readonly string[];
  /** `mesh`, or `namespace/name`. */
  readonly gateways: readonly string[];
  readonly exportTo: readonly string[];
  readonly routes: readonly PlacedRoute[];
}

export interface BoundGateway {
  readonly name: string;
  readonly namespace: string;
  readonly selector: Labels;
  readonly servers: readonly networking.Server[];
}

interface SubsetRule {
  readonly namespace: string;
  readonly subsets: ReadonlyMap<string, Labels>;
}

/**
 * The objects that decide about routes, in the order in which Istio merges them: by age. Objects that are not deployed yet have no age,
 * so they are taken as made in the same second; then Istio goes by name and namespace.
 */
export class MeshObjects {
  readonly virtualServices: readonly BoundVirtualService[];
  readonly gateways: readonly BoundGateway[];
  private readonly subsets = new Map<string, SubsetRule[]>();
  private readonly services = new Map<string, readonly number[]>();

  constructor(objects: readonly MeshObject[]) {
    const sorted = [...objects].sort(
      (a, b) => compare(a.metadata.name, b.metadata.name) || compare(namespaceOf(a), namespaceOf(b)),
    );
    const virtualServices = sorted.filter((object) => isIstio(object, 'VirtualService'));
    const delegates = new Map(
      virtualServices.map((object) => [`${namespaceOf(object)}/${object.metadata.name}`, object]),
    );
    this.virtualServices = virtualServices
      .filter((object) => hostsOf(object).length > 0)
      .map((object) => bound(object, delegates));
    this.gateways = sorted
      .filter((object) => isIstio(object, 'Gateway'))
      .map((object) => {
        const { selector = {}, servers = [] } = specOf<networking.GatewaySpec>(object);
        return { name: object.metadata.name, namespace: namespaceOf(object), selector, servers };
      });
    for (const object of sorted) {
      if (isIstio(object, 'DestinationRule')) this.addSubsets(object);
      else if (isIstio(object, 'ServiceEntry')) this.addServiceEntry(object);
      else if (object.kind === 'Service' && object.apiVersion === 'v1') this.addService(object);
    }
  }

  /** The labels of a subset of a host; undefined where no DestinationRule defines it. */
  subsetLabels(host: string, subset: string): Labels | undefined {
    for (const rule of this.subsets.get(host) ?? []) {
      const labels = rule.subsets.get(subset);
      if (labels) return labels;
    }
    return undefined;
  }

  /** The ports of a service by its full name; undefined where nothing declares it. */
  servicePorts(host: string): readonly number[] | undefined {
    return this.services.get(host);
  }

  private addSubsets(object: MeshObject): void {
    const { host = '', subsets = [] } = specOf<networking.DestinationRuleSpec>(object);
    const full = completeHost(host, namespaceOf(object));
    const rule = {
      namespace: namespaceOf(object),
      subsets: new Map(subsets.map(({ name, labels = {} }) => [name, labels])),
    };
    this.subsets.set(full, [...(this.subsets.get(full) ?? []), rule]);
  }

  private addService(object: MeshObject): void {
    const { ports = [] } = specOf<{ ports: readonly { port: number }[] }>(object);
    this.services.set(
      serviceHost(object.metadata.name, namespaceOf(object)),
      ports.map(({ port }) => Number(port)),
    );
  }

  private addServiceEntry(object: MeshObject): void {
    const { hosts = [], ports = [] } = specOf<networking.ServiceEntrySpec>(object);
    for (const host of hosts)
      this.services.set(
        host,
        ports.map(({ number }) => number ?? 0),
      );
  }
}

function bound(object: MeshObject, delegates: ReadonlyMap<string, MeshObject>): BoundVirtualService {
  const namespace = namespaceOf(object);
  const { gateways = [], exportTo = ['*'], http = [] } = specOf<networking.VirtualServiceSpec>(object);
  return {
    name: object.metadata.name,
    namespace,
    hosts: hostsOf(object).map((host) => completeHost(host, namespace)),
    gateways: gateways.length === 0 ? ['mesh'] : gateways.map((gateway) => gatewayName(gateway, namespace)),
    exportTo: exportTo.length === 0 ? ['*'] : exportTo,
    routes: http.flatMap((route, index) => {
      if (!route.delegate) return { index, route: inNamespace(route, namespace) };
      const at = `${route.delegate.namespace || namespace}/${route.delegate.name ?? ''}`;
      const delegate = delegates.get(at);
      if (!delegate || hostsOf(delegate).length > 0) return [];
      const routes = (specOf<networking.VirtualServiceSpec>(delegate).http ?? []).map((each) =>
        inNamespace(each, namespaceOf(delegate)),
      );
      return delegated(inNamespace(route, namespace), routes).map((merged) => ({ index, route: merged }));
    }),
  };
}

/** The route with full names, which a short one gets from the VirtualService that it was written in. */
function inNamespace(route: networking.HTTPRoute, namespace: string): networking.HTTPRoute {
  const full = <Place extends networking.Destination>(destination: Place): Place => ({
    ...destination,
    host: completeHost(destination.host ?? '', namespace),
  });
  return {
    ...route,
    ...(route.match
      ? {
          match: route.match.map((match) => ({
            ...match,
            ...(match.gateways ? { gateways: match.gateways.map((gateway) => gatewayName(gateway, namespace)) } : {}),
          })),
        }
      : {}),
    ...(route.route ? { route: route.route.map((share) => ({ ...share, destination: full(share.destination) })) } : {}),
    ...(route.mirror ? { mirror: full(route.mirror) } : {}),
    ...(route.mirrors
      ? { mirrors: route.mirrors.map((mirror) => ({ ...mirror, destination: full(mirror.destination) })) }
      : {}),
  };
}

function gatewayName(gateway: string, namespace: string): string {
  return gateway === 'mesh' || gateway.includes('/')
    ? gateway.replace(/^\.\//, `${namespace}/`)
    : `${namespace}/${gateway}`;
}

function hostsOf(object: MeshObject): readonly string[] {
  return specOf<networking.VirtualServiceSpec>(object).hosts ?? [];
}

function isIstio({ apiVersion, kind }: MeshObject, wanted: string): boolean {
  return kind === wanted && apiVersion.startsWith('networking.istio.io/');
}

function namespaceOf(object: MeshObject): string {
  return object.metadata.namespace ?? 'default';
}

function specOf<Spec>(object: MeshObject): Partial<Spec> {
  return (object.manifest['spec'] ?? {}) as Partial<Spec>;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
