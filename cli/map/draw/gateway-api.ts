import { attachmentsOf, type ListenerAttachment } from '../../../model/gateway-api/attachments';
import { backendOf, RefusedRule } from '../../../model/gateway-api/backends';
import { type Listener, listenersOf } from '../../../model/gateway-api/listeners';
import { KINDS, ROUTE_KINDS, routeKindName } from '../../../model/kinds';
import { writtenBackends } from '../../../model/routes/destinations';
import { gatewayApiRoutes } from '../../../model/routes/gateway-api-routes';
import type { RouteTable } from '../../../model/routes/route';
import { fieldsOf, itemsOf, textOf } from '../../../model/value';
import { field, nameOf, text, texts } from '../../../model/visibility/fields';
import type { MapBadge, MapEnd, MapRow } from '../model';
import type { MapObject, MapOrigin } from '../source';
import { backendHost } from './backends';
import { type Canvas, drawnFrom, resourceId } from './canvas';
import { listenerRows, serveListeners } from './listeners';
import { type RouteDrawing, rowsOf } from './routes';

const GROUP = 'gateway.networking.k8s.io';

/** The Gateways, ListenerSets and routes of the Gateway API, each where istiod attaches it. */
export function drawGatewayApi(canvas: Canvas, routes: RouteDrawing): void {
  const { mesh } = canvas;
  const listeners = listenersOf(mesh);
  for (const gateway of mesh.objects.of(KINDS.kubernetesGateway)) drawGateway(canvas, gateway, listeners);
  for (const set of mesh.objects.of(KINDS.listenerSet)) drawListenerSet(canvas, set, listeners);
  for (const kind of ROUTE_KINDS) {
    for (const route of mesh.objects.of(routeKindName(kind))) drawRoute(canvas, route, listeners, routes);
  }
}

function drawGateway(canvas: Canvas, object: MapObject, listeners: readonly Listener<MapOrigin>[]): void {
  const { name, namespace } = nameOf(object);
  const className = text(object.spec['gatewayClassName']) ?? '?';
  const own = listeners.filter((each) => each.object === object);
  const classes = canvas.mesh.objects.of(`${GROUP}/GatewayClass`).filter((one) => nameOf(one).name === className);
  const drawn = drawnFrom(object);
  const node = canvas.add(
    {
      ...drawn,
      id: gatewayId(namespace, name),
      kind: 'gateway',
      subtitle: `Gateway of class ${className}`,
      rows: listenerRows(object, own),
      resources: [...drawn.resources, ...classes.map(resourceId)],
    },
    object.origin,
  );
  serveListeners(canvas, node.id, own);
}

function drawListenerSet(canvas: Canvas, object: MapObject, listeners: readonly Listener<MapOrigin>[]): void {
  const { name, namespace } = nameOf(object);
  const own = listeners.filter((each) => each.object === object);
  const parent = fieldsOf(object.spec['parentRef']);
  const gateway = `${textOf(parent['namespace']) ?? namespace}/${textOf(parent['name']) ?? '?'}`;
  const shut: MapBadge = { icon: 'missing', text: `Gateway ${gateway} does not let it in` };
  const node = canvas.add(
    {
      ...drawnFrom(object),
      id: `listener-set/${namespace}/${name}`,
      kind: 'gateway',
      kindName: 'ListenerSet',
      subtitle: `ListenerSet of ${gateway}`,
      rows: listenerRows(object, own),
      badges: own.length === 0 && canvas.nodes.has(`gateway-api/${gateway}`) ? [shut] : [],
    },
    object.origin,
  );
  const [home = '', parentName = ''] = gateway.split('/');
  canvas.connect({ node: parentNode(canvas, home, parentName) }, { node: node.id });
}

function gatewayId(namespace: string, name: string): string {
  return `gateway-api/${namespace}/${name}`;
}

function parentNode(canvas: Canvas, namespace: string, name: string): string {
  const id = gatewayId(namespace, name);
  if (canvas.nodes.has(id)) return id;
  return canvas.addElsewhere({ id, kind: 'gateway', namespace, title: name, subtitle: 'Gateway, declared elsewhere' })
    .id;
}

function drawRoute(
  canvas: Canvas,
  object: MapObject,
  listeners: readonly Listener<MapOrigin>[],
  routes: RouteDrawing,
): void {
  const { name, namespace } = nameOf(object);
  const table = gatewayApiRoutes(object, {
    backend: (written) => backendHost(canvas, written, namespace),
    gateway: (parent, of) => `${textOf(of) ?? namespace}/${String(parent)}`,
  });
  const { kind } = object;
  const attached = attachmentsOf(object, listeners, canvas.mesh);
  const hosts = texts(object.spec['hostnames']);
  const node = canvas.add(
    {
      ...drawnFrom(object),
      id: `${kind}/${namespace}/${name}`,
      kind: 'virtual-service',
      kindName: kind,
      title: hosts.length > 2 ? `${hosts.slice(0, 2).join(', ')} +${hosts.length - 2}` : hosts.join(', ') || name,
      subtitle: `${kind} ${name}`,
      rows: rowsWithFaults(canvas, object, table),
    },
    object.origin,
  );
  const badges: MapBadge[] = attached.services.map(({ hosts: of }) => ({
    icon: 'mesh',
    text: `for clients of ${of.map((host) => canvas.shortHost(host)).join(', ')} in the mesh`,
  }));
  itemsOf(object.spec['parentRefs']).forEach((ref, i) => {
    const { group = GROUP, kind: parent = 'Gateway', name: of, namespace: home = namespace } = fieldsOf(ref);
    if (group !== GROUP || typeof of !== 'string' || typeof home !== 'string') return;
    const from =
      parent === 'ListenerSet' && canvas.nodes.has(`listener-set/${home}/${of}`)
        ? `listener-set/${home}/${of}`
        : parentNode(canvas, home, of);
    const mine = attached.listeners.filter((each) => each.ref === i);
    const [denied] = mine;
    if (denied?.denied !== undefined && mine.every((each) => each.denied !== undefined)) {
      badges.push({ icon: 'missing', text: `not let in by ${of}: ${denied.denied.text}` });
      return;
    }
    for (const end of endsAt(from, ref, mine)) canvas.connect(end, { node: node.id });
  });
  canvas.attach(node.id, badges);
  routes.connectTable(node.id, table);
}

/** The listeners that a route asks for, or the Gateway as a whole. */
function endsAt(node: string, ref: unknown, attached: readonly ListenerAttachment<MapOrigin>[]): readonly MapEnd[] {
  if (field(ref, 'sectionName') === undefined && field(ref, 'port') === undefined) return [{ node }];
  const open = attached.filter(({ denied }) => denied === undefined);
  return open.length === 0 ? [{ node }] : open.map(({ listener }) => ({ node, row: listener.section }));
}

/** A row for each rule, with what of it is answered with 500 instead. */
function rowsWithFaults(canvas: Canvas, object: MapObject, table: RouteTable): MapRow[] {
  const backends = writtenBackends(object).filter(({ isMirror }) => !isMirror);
  const owner = { ...nameOf(object), kind: object.kind as (typeof ROUTE_KINDS)[number] };
  const needsGrants = table.gateways.length > 0;
  return rowsOf(table).map((row) => {
    const index = Number(/\d+$/.exec(row.id)?.[0]);
    const faults = backends.flatMap((written) => {
      if (written.index !== index) return [];
      const backend = backendOf(written, { mesh: canvas.mesh, owner, needsGrants });
      const problem = backend instanceof RefusedRule ? backend.text : backend.refused;
      return problem === undefined ? [] : [{ icon: 'missing' as const, text: problem }];
    });
    return { ...row, badges: [...row.badges, ...faults] };
  });
}
