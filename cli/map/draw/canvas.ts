import { type HostIndex, HostIndex as Index } from '../../../model/host-index';
import { serviceNameOf, withoutDomain } from '../../../model/hosts';
import { nameOf } from '../../../model/visibility/fields';
import type { MapBadge, MapEdge, MapEnd, MapNode, MapResource } from '../model';
import type { DrawnMesh, MapObject, MapOrigin } from '../source';

/** A node before it has an id. */
export type NewNode = Pick<MapNode, 'kind' | 'namespace' | 'title' | 'subtitle'> & Partial<MapNode>;

/** What has been drawn of a mesh so far. */
export class Canvas {
  readonly nodes = new Map<string, MapNode>();
  readonly edges: MapEdge[] = [];
  readonly resources = new Map<string, MapResource>();
  /** The ids of the services' nodes, by full host. */
  private readonly hosts: HostIndex<string> = new Index<string>();
  private readonly drawn = new Map<MapOrigin, string>();

  constructor(readonly mesh: DrawnMesh) {}

  add(node: NewNode, origin?: MapOrigin): MapNode {
    const id = node.id ?? `${node.kind}/${node.namespace}/${node.title}`;
    const made = { badges: [], rows: [], elsewhere: false, resources: [], ...node, id };
    this.nodes.set(id, made);
    if (origin !== undefined) this.drawn.set(origin, id);
    return made;
  }

  /** Draws what is referred to and declared nowhere in sight. */
  addElsewhere(node: NewNode): MapNode {
    return this.add({ ...node, elsewhere: true });
  }

  /** The node of an object or a release. */
  nodeOf(origin: MapOrigin | undefined): MapNode | undefined {
    return origin && this.nodes.get(this.drawn.get(origin) ?? '');
  }

  change(id: string, change: (node: MapNode) => Partial<MapNode>): void {
    const node = this.nodes.get(id);
    if (node) this.nodes.set(id, { ...node, ...change(node) });
  }

  attach(id: string, badges: readonly MapBadge[], ...resources: readonly string[]): void {
    this.change(id, (node) => ({
      badges: [...node.badges, ...badges],
      resources: [...new Set([...node.resources, ...resources])],
    }));
  }

  connect(from: MapEnd, to: MapEnd, rest: Partial<Omit<MapEdge, 'from' | 'to'>> = {}): void {
    this.edges.push({ from, to, kind: 'traffic', ...rest });
  }

  /** Lets requests to a full host lead to a node. */
  answer(host: string, node: string): void {
    this.hosts.add(host, node);
  }

  /** The nodes of services whose host a pattern covers. */
  answering(pattern: string): readonly string[] {
    return [...new Set(this.hosts.coveredBy(pattern))];
  }

  /** A host as it is shown: without the domain of the cluster. */
  shortHost(host: string): string {
    return withoutDomain(host, this.mesh.config.clusterDomain);
  }

  /** The service of a full host, as resources of a namespace name it; drawn as "elsewhere" where nothing in sight declares it. */
  serviceOf(host: string, namespace: string): MapNode {
    const found = this.nodes.get(this.hosts.exact(host).at(-1) ?? '');
    if (found) return found;
    const home = serviceNameOf(host, this.mesh.config.clusterDomain) ?? { name: host, namespace };
    const made = this.addElsewhere({
      kind: 'service',
      namespace: home.namespace,
      title: home.name,
      subtitle: 'declared elsewhere',
    });
    this.answer(host, made.id);
    return made;
  }
}

/** The id of an object as a resource of the map. */
export function resourceId({ group, kind, metadata }: MapObject): string {
  const isUsual = group === '' || group === 'apps' || group.endsWith('.istio.io');
  return `${kind}${isUsual ? '' : `.${group}`}/${String(metadata.namespace ?? '')}/${String(metadata.name)}`;
}

/** What a node says of the object it is drawn for. */
export function drawnFrom(object: MapObject): { readonly namespace: string; readonly title: string } & {
  readonly resources: readonly string[];
} {
  const { name, namespace } = nameOf(object);
  return { namespace, title: name, resources: [resourceId(object)] };
}
