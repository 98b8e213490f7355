import { serviceHost } from '../hosts';
import type { Labels } from '../labels';
import type { ClusterService, Mesh } from '../mesh';
import { put } from '../multimap';
import { type ModelObject, selectorOf } from '../object';
import { isHole, itemsOf } from '../value';
import { annotatedExportTo, EXPORT_TO_ANNOTATION, type ExportTo, exportedTo } from './audience';
import { byAge, field, nameOf, number, text, texts, textsByName } from './fields';
import { type PortProtocol, protocolOfPort, protocolOfServicePort } from './protocols';
import type { MeshSettings } from './settings';

/** A port of a service in the mesh. */
export interface ServicePort {
  readonly number: number;
  readonly name: string;
  readonly protocol: PortProtocol;
  /** Where the pods listen: a number, or the name of a container's port. */
  readonly targetPort: number | string;
}

/** A service that proxies know: a Kubernetes Service, or a host of a ServiceEntry at one of its addresses. */
export interface MeshService {
  /** Its full name. */
  readonly host: string;
  readonly name: string;
  readonly namespace: string;
  readonly registry: 'Kubernetes' | 'ServiceEntry';
  readonly ports: readonly ServicePort[];
  readonly exportTo: ExportTo;
  /** `none`: no address of its own, requests keep the one they go to; `alias`: another name for a service. */
  readonly resolution: 'balanced' | 'none' | 'alias';
  /** An address or a range of its own; undefined where it has none. */
  readonly address?: string;
  /** What an alias stands for. */
  readonly externalName?: string;
  /** Other names of it. */
  readonly aliases: readonly ServiceAlias[];
  /** Undefined where nothing selects its pods. */
  readonly selector?: Labels;
  readonly labels: Labels;
  /** Outside of the mesh. */
  readonly external: boolean;
}

export interface ServiceAlias {
  readonly host: string;
  readonly namespace: string;
}

/** The services of a mesh, the oldest first; of the same age by name and namespace. What charts make is as young as what is written. */
export function servicesOf({ objects, services, config }: Mesh): readonly MeshService[] {
  const found = [
    ...objects.of('Service').map((object) => ({ object, services: [kubernetesService(object, config)] })),
    ...objects
      .of('networking.istio.io/ServiceEntry')
      .map((object) => ({ object, services: entryServices(object, config) })),
    ...[...services]
      .filter((service) => service.object === undefined && service.ports !== undefined)
      .map((service) => ({ object: undefined, services: [madeElsewhere(service, config)] })),
  ];
  const sorted = found
    .flatMap(({ object, services }) => services.map((service) => ({ object, service })))
    .sort((a, b) => byAge(a.object, b.object, a.service, b.service))
    .map(({ service }) => service);
  return withAliases(sorted);
}

/** A Service that a chart or a controller makes. */
function madeElsewhere(
  { name, namespace, host, ports = [], selector }: ClusterService,
  settings: MeshSettings,
): MeshService {
  return {
    host,
    name,
    namespace,
    registry: 'Kubernetes',
    ports: ports.map(servicePort),
    exportTo: settings.defaultServiceExportTo,
    resolution: 'balanced',
    address: ownAddress(name, namespace),
    aliases: [],
    ...(selector === undefined ? {} : { selector: textsByName(selector) }),
    labels: {},
    external: false,
  };
}

/** The address that the cluster gives a Service. */
function ownAddress(name: string, namespace: string): string {
  return `the address of Service ${name}.${namespace}`;
}

function servicePort(port: unknown): ServicePort {
  const wanted = number(field(port, 'port')) ?? 0;
  const target = field(port, 'targetPort');
  return {
    number: wanted,
    name: text(field(port, 'name')) ?? '',
    protocol: protocolOfServicePort(wanted, port),
    targetPort: typeof target === 'number' || (typeof target === 'string' && target !== '') ? target : wanted,
  };
}

function kubernetesService(object: ModelObject, settings: MeshSettings): MeshService {
  const { name, namespace } = nameOf(object);
  const { labels, annotations } = object.metadata;
  const { type, clusterIP, externalName, selector, ports } = object.spec;
  const alias = type === 'ExternalName' && text(externalName) !== undefined;
  const headless = clusterIP === 'None';
  const own = (isHole(clusterIP) ? undefined : text(clusterIP)) ?? ownAddress(name, namespace);
  return {
    host: serviceHost(name, namespace, settings.clusterDomain).toLowerCase(),
    name,
    namespace,
    registry: 'Kubernetes',
    ports: itemsOf(ports).map(servicePort),
    exportTo: exportedTo(
      annotatedExportTo(text(field(annotations, EXPORT_TO_ANNOTATION))),
      settings.defaultServiceExportTo,
    ),
    resolution: alias ? 'alias' : headless ? 'none' : 'balanced',
    ...(alias || headless ? {} : { address: own }),
    ...(alias ? { externalName: text(externalName) ?? '' } : {}),
    aliases: [],
    ...(selector === undefined ? {} : { selector: textsByName(selector) }),
    labels: textsByName(labels),
    external: alias,
  };
}

/** One for each host and address, as Istio makes them. */
function entryServices(object: ModelObject, settings: MeshSettings): MeshService[] {
  const { hosts, addresses, ports, resolution, location, exportTo, workloadSelector } = object.spec;
  const own = texts(addresses).map((address) => address.replace(/\/32$/, ''));
  return texts(hosts).flatMap((host) =>
    (own.length > 0 ? own : [undefined]).map((address) => ({
      host,
      name: host,
      namespace: nameOf(object).namespace,
      registry: 'ServiceEntry' as const,
      ports: itemsOf(ports).map((port) => {
        const wanted = number(field(port, 'number')) ?? 0;
        return {
          number: wanted,
          name: text(field(port, 'name')) ?? '',
          protocol: protocolOfPort(text(field(port, 'protocol')) ?? ''),
          targetPort: number(field(port, 'targetPort')) || wanted,
        };
      }),
      exportTo: exportedTo(exportTo === undefined ? undefined : texts(exportTo), settings.defaultServiceExportTo),
      resolution: (resolution ?? 'NONE') === 'NONE' ? ('none' as const) : ('balanced' as const),
      ...(address === undefined ? {} : { address }),
      aliases: [],
      ...(workloadSelector === undefined ? {} : { selector: textsByName(selectorOf(object.spec)) }),
      labels: textsByName(object.metadata.labels),
      external: (location ?? 'MESH_EXTERNAL') === 'MESH_EXTERNAL',
    })),
  );
}

/** Gives every service the names of the aliases that end at it. A circle of aliases ends nowhere. */
function withAliases(services: readonly MeshService[]): readonly MeshService[] {
  const aliases = services.filter(({ resolution }) => resolution === 'alias');
  if (aliases.length === 0) return services;
  const target = new Map(aliases.map(({ host, externalName = '' }) => [host, externalName]));
  const byTarget = new Map<string, ServiceAlias[]>();
  for (const { host, namespace, externalName = '' } of aliases) {
    const seen = new Set([host]);
    let end: string | undefined = externalName;
    while (end !== undefined && target.has(end)) {
      if (seen.has(end)) end = undefined;
      else {
        seen.add(end);
        end = target.get(end);
      }
    }
    if (end !== undefined) put(byTarget, end, { host, namespace });
  }
  const order = (a: ServiceAlias, b: ServiceAlias): number =>
    a.namespace < b.namespace ? -1 : a.namespace > b.namespace ? 1 : a.host < b.host ? -1 : 1;
  return services.map((service) => {
    const own = byTarget.get(service.host);
    return own ? { ...service, aliases: own.sort(order) } : service;
  });
}
