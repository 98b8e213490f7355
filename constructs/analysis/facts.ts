import type { IConstruct } from 'constructs';
import type { PeerAuthentications } from '../../model/access/mutual-tls';
import type { PolicyObject } from '../../model/access/policies';
import { HostIndex } from '../../model/host-index';
import { otherDomainOf } from '../../model/hosts';
import { KINDS } from '../../model/kinds';
import type { ClusterService } from '../../model/mesh';
import { put } from '../../model/multimap';
import type { KindName, ModelObject } from '../../model/object';
import { type WrittenDestination, writtenDestinations } from '../../model/routes/destinations';
import type { RouteTable } from '../../model/routes/route';
import { gatewayName, type WrittenMatches, writtenMatches, writtenRoutes } from '../../model/routes/virtual-services';
import { type Fields, isKnown, itemsOf } from '../../model/value';
import { annotatedExportTo, EXPORT_TO_ANNOTATION, exportedTo, isVisible } from '../../model/visibility/audience';
import type { Workload } from '../../model/workloads';
import type { networking } from '../resources';
import { namespaceOf, type ProgramMesh, type ProgramObject } from './program';

/** A VirtualService, DestinationRule or Gateway with what many checks ask of it. */
export type Rule = ProgramObject<networking.DestinationRuleSpec>;
export type Routes = ProgramObject<networking.VirtualServiceSpec>;
export type Gateway = ProgramObject<networking.GatewaySpec>;

/** What several checks ask of a mesh, found once. */
export class MeshFacts {
  /** The DestinationRules by full host. */
  readonly rules = new HostIndex<Rule>();
  /** The DestinationRules whose host has another cluster domain, by the full host that it is in this cluster. */
  readonly rulesOfOtherDomains = new Map<string, Rule[]>();
  /** Whether there is a DestinationRule whose host, or namespace, is not known. */
  readonly hasUnknownRule: boolean;
  readonly routes: readonly Routes[];
  readonly gateways: readonly Gateway[];
  private peers: PeerAuthentications | undefined;
  private readonly matches = new Map<Routes, WrittenMatches>();
  private readonly destinations = new Map<Routes, readonly WrittenDestination[]>();

  constructor(readonly mesh: ProgramMesh) {
    this.routes = mesh.objects.of<networking.VirtualServiceSpec>(KINDS.virtualService);
    this.gateways = mesh.objects.of<networking.GatewaySpec>(KINDS.gateway);
    let hasUnknown = false;
    for (const rule of mesh.objects.of<networking.DestinationRuleSpec>(KINDS.destinationRule)) {
      const { host } = rule.spec;
      const namespace = namespaceOf(rule);
      if (typeof host === 'string' && namespace !== undefined) {
        this.rules.add(mesh.complete(host, namespace), rule);
        const other = otherDomainOf(host, mesh.config.clusterDomain)?.host;
        if (other !== undefined) put(this.rulesOfOtherDomains, other, rule);
      } else hasUnknown = true;
    }
    this.hasUnknownRule = hasUnknown;
  }

  /** The namespaces that an object is exported to, read with the mesh's default. */
  exportOf(object: ModelObject): readonly string[] | undefined {
    const { config } = this.mesh;
    const { exportTo } = object.spec;
    const defaults: Readonly<Record<string, readonly string[]>> = {
      VirtualService: config.defaultVirtualServiceExportTo,
      DestinationRule: config.defaultDestinationRuleExportTo,
    };
    if (object.kind === 'Service') {
      const { annotations } = object.metadata;
      const written = isKnown(annotations) ? annotations[EXPORT_TO_ANNOTATION] : annotations;
      if (!isKnown(written)) return undefined;
      return exportedTo(annotatedExportTo(written), config.defaultServiceExportTo);
    }
    if (!isKnown(exportTo)) return undefined;
    const names = itemsOf(exportTo);
    if (!names.every((name) => typeof name === 'string')) return undefined;
    return exportedTo(names as readonly string[], defaults[object.kind] ?? config.defaultServiceExportTo);
  }

  /** Whether a namespace sees an object, as far as that is known. */
  sees(viewer: string, object: ModelObject): boolean | undefined {
    const exportTo = this.exportOf(object);
    const own = namespaceOf(object);
    return exportTo === undefined || own === undefined ? undefined : isVisible(exportTo, own, viewer);
  }

  /** The routes of a VirtualService as they are written, in the order in which they are tried. */
  tableOf(routes: Routes): RouteTable {
    return writtenRoutes(routes, this.mesh.config);
  }

  /** What the routes of a VirtualService ask of requests and connections, in that order. */
  matchesOf(routes: Routes): WrittenMatches {
    const matches = this.matches.get(routes) ?? writtenMatches(routes, this.mesh.config);
    this.matches.set(routes, matches);
    return matches;
  }

  /** Where the routes of a VirtualService lead. */
  destinationsOf(routes: Routes): readonly WrittenDestination[] {
    const destinations = this.destinations.get(routes) ?? writtenDestinations(routes);
    this.destinations.set(routes, destinations);
    return destinations;
  }

  /** The gateways that a route may hold for, `mesh` among them: those of its matches where each names some, else the VirtualService's. */
  gatewaysOf(routes: Routes, { protocol, index }: Pick<WrittenDestination, 'protocol' | 'index'>): readonly unknown[] {
    const matches = this.matchesOf(routes)[protocol][index]?.matches ?? [];
    if (matches.length > 0 && matches.every(({ gateways }) => gateways.length > 0))
      return [...new Set(matches.flatMap(({ gateways }) => gateways))];
    const written = itemsOf(routes.spec.gateways);
    return written.length === 0 ? ['mesh'] : written;
  }

  /** The PeerAuthentications of the mesh. */
  get peerAuthentications(): PeerAuthentications {
    if (this.peers === undefined) {
      const { PeerAuthentications } =
        require('../../model/access/mutual-tls') as typeof import('../../model/access/mutual-tls');
      this.peers = new PeerAuthentications(this.policies(KINDS.peerAuthentication), this.mesh.config.rootNamespace);
    }
    return this.peers;
  }

  /** Policies as the access model reads them; those whose name or namespace is not known are left out. */
  policies(kind: KindName): PolicyObject[] {
    return this.mesh.objects.of(kind).flatMap((object) => {
      const { name } = object.metadata;
      const namespace = namespaceOf(object);
      if (typeof name !== 'string' || namespace === undefined) return [];
      return [{ name, namespace, spec: object.spec as Fields }];
    });
  }

  /** A Gateway by the name that routes of a namespace call it by. */
  gatewayNamed(written: string, namespace: string): { readonly name: string; readonly gateway: Gateway | undefined } {
    const [where = '', name = ''] = gatewayName(written, namespace).split('/');
    const gateway = this.mesh.objects.find<networking.GatewaySpec>(KINDS.gateway, where, name);
    return { name: `${where}/${name}`, gateway };
  }

  /** The pods that a Gateway configures. */
  podsOf(gateway: Gateway): readonly Workload<IConstruct>[] {
    const { selector } = gateway.spec;
    if (selector === undefined || !isKnown(selector)) return [];
    return this.mesh.workloads.select(selector, this.scopeOf(gateway));
  }

  /** The namespace of the pods that a Gateway may be for; undefined for all of them. */
  scopeOf(gateway: Gateway): string | undefined {
    return this.mesh.config.scopesGateways ? namespaceOf(gateway) : undefined;
  }

  /** The Services in front of a Gateway's pods; undefined where their ports are not known. */
  fronts(workload: Workload<IConstruct>): readonly ClusterService<IConstruct>[] {
    return this.mesh.servicesFor(workload);
  }
}

/** The hosts of a VirtualService, completed, with their places; holes left out. */
export function hostsOf(
  { spec }: Routes,
  mesh: ProgramMesh,
  namespace: string,
): { readonly host: string; readonly written: string; readonly i: number }[] {
  return itemsOf(spec.hosts).flatMap((written, i) =>
    typeof written === 'string' ? [{ written, host: mesh.complete(written, namespace), i }] : [],
  );
}

/** Whether routes hold inside the mesh; undefined where their gateways are not known. */
export function holdsInside({ spec }: Routes): boolean | undefined {
  if (!isKnown(spec.gateways)) return undefined;
  const gateways = itemsOf(spec.gateways);
  if (gateways.length === 0 || gateways.includes('mesh')) return true;
  return gateways.every(isKnown) ? false : undefined;
}
