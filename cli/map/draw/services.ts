import { KINDS } from '../../../model/kinds';
import { labelsText, selects } from '../../../model/labels';
import type { ClusterService } from '../../../model/mesh';
import { selectorOf } from '../../../model/object';
import { itemsOf } from '../../../model/value';
import { field, nameOf, number, text, texts, textsByName } from '../../../model/visibility/fields';
import type { Workload } from '../../../model/workloads';
import type { MapBadge, MapEnd } from '../model';
import type { PolicyIndex } from '../policies';
import type { MapObject, MapOrigin } from '../source';
import { type Canvas, drawnFrom, resourceId } from './canvas';
import { PLATFORM_NAMES } from './workloads';

/** The Services that applications have. Those of gateway proxies and addons say nothing that the map does not show already. */
export function drawService(canvas: Canvas, service: ClusterService<MapOrigin>): void {
  const { object, name, namespace } = service;
  if (object === undefined || (namespace === 'default' && name === 'kubernetes')) return;
  const nodes = canvas.mesh.workloadsOf(service).map(({ origin }) => canvas.nodeOf(origin));
  const beside = nodes.find((node) => node !== undefined && node.kind !== 'workload');
  if (beside) canvas.attach(beside.id, [], resourceId(object));
  else if (!PLATFORM_NAMES[name]) {
    const ports = (service.ports ?? []).map((port) => String(field(port, 'port')));
    const subtitle = ports.length === 0 ? 'no ports' : `port ${ports.join(', ')}`;
    const node = canvas.add({ ...drawnFrom(object), kind: 'service', subtitle }, object.origin);
    canvas.answer(service.host, node.id);
  }
}

/** A ServiceEntry: one node for all of its hosts. */
export function drawServiceEntry(canvas: Canvas, object: MapObject): void {
  const { name, namespace } = nameOf(object);
  const [first = name, ...more] = texts(object.spec['hosts']);
  const ports = itemsOf(object.spec['ports']).map(
    (port) => `${text(field(port, 'protocol')) ?? 'TCP'} ${number(field(port, 'number')) ?? '?'}`,
  );
  const place = object.spec['location'] === 'MESH_INTERNAL' ? 'in the mesh' : 'outside the mesh';
  const node = canvas.add(
    {
      ...drawnFrom(object),
      id: `ServiceEntry/${namespace}/${name}`,
      kind: 'service',
      title: more.length > 0 ? `${first} +${more.length}` : first,
      subtitle: [place, ...ports].join(' · '),
      badges: [{ icon: 'cloud', text: [`ServiceEntry ${name}`, ...more].join(' · '), resource: resourceId(object) }],
    },
    object.origin,
  );
  for (const host of texts(object.spec['hosts'])) canvas.answer(host, node.id);
}

/** What a DestinationRule says, at the services whose hosts it covers: badges, and a row for each subset. */
export function drawDestinationRule(canvas: Canvas, object: MapObject): void {
  const { namespace } = nameOf(object);
  const host = text(object.spec['host']) ?? '';
  const id = resourceId(object);
  const rows = itemsOf(object.spec['subsets']).map((subset) => ({
    id: text(field(subset, 'name')) ?? '',
    title: text(field(subset, 'name')) ?? '(no name)',
    detail: labelsText(textsByName(field(subset, 'labels'))),
    badges: trafficBadges(field(subset, 'trafficPolicy'), id),
  }));
  const targets = host.startsWith('*')
    ? canvas.answering(host)
    : [canvas.serviceOf(canvas.mesh.complete(host, namespace), namespace).id];
  for (const target of targets) {
    canvas.change(target, (node) => ({
      badges: [...node.badges, ...trafficBadges(object.spec['trafficPolicy'], id)],
      rows: [...node.rows, ...rows.filter((row) => !node.rows.some((known) => known.id === row.id))],
      resources: [...node.resources, id],
    }));
  }
}

function trafficBadges(policy: unknown, resource: string): MapBadge[] {
  const limits = [
    ...(field(policy, 'outlierDetection') ? ['outlier detection'] : []),
    ...(field(policy, 'connectionPool') ? ['connection limits'] : []),
  ];
  const mode = text(field(field(policy, 'tls'), 'mode'));
  return [
    ...(limits.length > 0 ? [{ icon: 'fuse' as const, text: limits.join(', '), resource }] : []),
    ...(mode === undefined
      ? []
      : [
          {
            icon: mode === 'DISABLE' ? ('open-lock' as const) : ('lock' as const),
            text: `clients use TLS ${mode}`,
            resource,
          },
        ]),
  ];
}

/** Leads from each service, or its subsets, to the workloads behind it, with the mTLS mode that they demand. */
export function connectWorkloads(canvas: Canvas, policies: PolicyIndex): void {
  const { mesh } = canvas;
  const subsets = subsetsByNode(canvas);
  const lead = (origin: MapOrigin | undefined, workloads: readonly Workload<MapOrigin>[]): void => {
    const service = canvas.nodeOf(origin);
    if (service?.kind !== 'service') return;
    for (const workload of workloads) {
      const node = canvas.nodeOf(workload.origin);
      if (node?.kind !== 'workload') continue;
      const labels = textsByName(workload.labels);
      const { mode } = policies.mtls(node.namespace, labels);
      const named = (subsets.get(service.id) ?? []).filter((subset) =>
        selects(textsByName(field(subset, 'labels')), labels),
      );
      const ends: MapEnd[] = named.map((subset) => ({ node: service.id, row: text(field(subset, 'name')) ?? '' }));
      for (const end of ends.length > 0 ? ends : [{ node: service.id }]) {
        canvas.connect(end, { node: node.id }, { mtls: mode });
      }
    }
  };
  for (const service of mesh.services) lead(service.object?.origin, mesh.workloadsOf(service));
  for (const entry of mesh.objects.of(KINDS.serviceEntry)) {
    const labels = textsByName(selectorOf(entry.spec));
    const { namespace } = nameOf(entry);
    lead(entry.origin, Object.keys(labels).length === 0 ? [] : mesh.workloads.select(labels, namespace));
  }
}

function subsetsByNode(canvas: Canvas): ReadonlyMap<string, readonly unknown[]> {
  const subsets = new Map<string, unknown[]>();
  const rules = new Map(canvas.mesh.objects.of(KINDS.destinationRule).map((rule) => [resourceId(rule), rule]));
  for (const { id, resources } of canvas.nodes.values()) {
    const written = resources.flatMap((resource) => itemsOf(rules.get(resource)?.spec['subsets']));
    if (written.length > 0) subsets.set(id, written);
  }
  return subsets;
}
