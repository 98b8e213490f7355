import type { IConstruct } from 'constructs';
import type { ClusterService, Mesh } from '../../model/mesh';
import { put } from '../../model/multimap';
import { fieldsOf, isFullyKnown, itemsOf, numberOf, textOf } from '../../model/value';
import type { Finding } from './finding';
import { pathOf } from './program';

/** What the clusters of one mesh say of each other: those whose istiods have one `global.meshID`. */
export function* findingsBetween(meshes: readonly Mesh<IConstruct>[]): Iterable<Finding> {
  const byMesh = new Map<string, Mesh<IConstruct>[]>();
  for (const mesh of meshes) {
    const id = textOf(fieldsOf(mesh.config.values['global'])['meshID']);
    if (id) put(byMesh, id, mesh);
  }
  for (const clusters of byMesh.values()) {
    const byHost = new Map<string, WrittenService[]>();
    for (const cluster of clusters) {
      for (const service of cluster.services) {
        if (isReadable(service)) put(byHost, service.host, service);
      }
    }
    for (const services of byHost.values()) {
      for (const one of services) {
        const [first] = services.flatMap((other) => difference(one, other) ?? []);
        if (first === undefined) continue;
        const { path, own, other, at } = first;
        const text = `expected one form of "${one.host}" in every cluster of the mesh, got ${own} here and ${other} in ${at}`;
        yield { code: 'IST0170', at: one.object.origin, path, text };
      }
    }
  }
}

type WrittenService = ClusterService<IConstruct> & {
  readonly object: NonNullable<ClusterService<IConstruct>['object']>;
};

function isReadable(service: ClusterService<IConstruct>): service is WrittenService {
  return service.object !== undefined && isFullyKnown(service.object.spec);
}

interface Difference {
  readonly path: string;
  readonly own: string;
  readonly other: string;
  /** Where the other one is. */
  readonly at: string;
}

/** What a client of the mesh finds to be different: endpoints of both are one service to its proxy. */
function difference(a: WrittenService, b: WrittenService): Difference | undefined {
  const forms = { 'spec.clusterIP': headText, 'spec.type': typeText, 'spec.ports': portsText };
  for (const [path, form] of Object.entries(forms)) {
    const [own, other] = [form(a), form(b)];
    if (own !== other) return { path, own, other, at: pathOf(b.object) };
  }
  return undefined;
}

function headText({ object }: WrittenService): string {
  return object.spec['clusterIP'] === 'None' ? 'a headless Service' : 'one with an address';
}

function typeText({ object }: WrittenService): string {
  return `type ${textOf(object.spec['type']) || 'ClusterIP'}`;
}

function portsText({ ports = [] }: WrittenService): string {
  const written = itemsOf(ports).map((port) => {
    const { name, port: number, targetPort, protocol } = fieldsOf(port);
    const target = targetPort ?? number;
    return `${textOf(name) ?? ''}:${numberOf(number) ?? ''}->${String(target)}/${textOf(protocol) || 'TCP'}`;
  });
  return `ports ${written.sort().join(', ')}`;
}
