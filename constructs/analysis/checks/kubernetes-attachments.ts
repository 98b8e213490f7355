import {
  type Attachments,
  attachmentsOf,
  type ListenerAttachment,
  unreadableParents,
} from '../../../model/gateway-api/attachments';
import { isGranted } from '../../../model/gateway-api/grants';
import { allowsListenersOf, certificateRefsOf, type Listener, listenersOf } from '../../../model/gateway-api/listeners';
import { KINDS, ROUTE_KINDS, routeKindName } from '../../../model/kinds';
import { writtenBackends } from '../../../model/routes/destinations';
import { fieldsOf, isFullyKnown, isHole, itemsOf, numberOf, textOf } from '../../../model/value';
import { type Check, namespaceOf, type ProgramMesh, type ProgramObject, pathOf } from '../check';
import type { Report } from '../finding';

const GROUP = 'gateway.networking.k8s.io';

/** Routes of the Gateway API are attached to the listeners that they ask for, and may send requests where they say. */
export const kubernetesAttachments: Check = (mesh, report) => {
  const listeners = listenersOf(mesh);
  for (const kind of ROUTE_KINDS) {
    for (const route of mesh.objects.of(routeKindName(kind))) {
      if (namespaceOf(route) === undefined || unreadableParents(route) !== undefined) continue;
      const attachments = attachmentsOf(route, listeners, mesh);
      itemsOf(route.spec['parentRefs']).forEach((_, ref) => {
        checkParent(route, ref, attachments, mesh, report);
      });
      checkBackends(route, attachments, mesh, report);
    }
  }
};

/** Certificates of other namespaces are granted to the Gateways and ListenerSets that use them. */
export const kubernetesCertificates: Check = (mesh, report) => {
  for (const gateway of [KINDS.kubernetesGateway, KINDS.listenerSet].flatMap((kind) => mesh.objects.of(kind))) {
    const own = namespaceOf(gateway);
    if (own === undefined) continue;
    for (const { ref, path } of certificateRefsOf(gateway)) {
      const { group = '', kind = 'Secret', name, namespace } = ref;
      const to = { group: String(group), kind: String(kind), name: String(name), namespace };
      checkGrant(gateway, { from: { kind: gateway.kind, namespace: own }, to, path }, mesh, report);
    }
  }
};

/** ListenerSets are let in by their Gateway. */
export const listenerSets: Check = (mesh, report) => {
  for (const set of mesh.objects.of(KINDS.listenerSet)) {
    const own = namespaceOf(set);
    const { name, namespace = own, kind = 'Gateway' } = fieldsOf(set.spec['parentRef']);
    if (own === undefined || kind !== 'Gateway' || typeof name !== 'string' || typeof namespace !== 'string') continue;
    const gateway = mesh.objects.find(KINDS.kubernetesGateway, namespace, name);
    if (gateway === undefined || !isFullyKnown(gateway.spec['allowedListeners'])) continue;
    const bySelector = fieldsOf(fieldsOf(gateway.spec['allowedListeners'])['namespaces'])['from'] === 'Selector';
    if (allowsListenersOf(mesh, gateway, own) || (bySelector && !mesh.namespaces.get(own)?.isOwn)) continue;
    const text = `not attached to Gateway ${namespace}/${name}: listeners of namespace "${own}" are not allowed (allowedListeners)`;
    report({ code: 'MESH0202', at: set.origin, path: 'spec.parentRef', text });
  }
};

/** What says most of why a route is not attached: the listener that comes nearest. */
const NEAREST = ['NotAllowedByListeners', 'NoMatchingListenerHostname', 'NoMatchingParent'] as const;

function checkParent(
  route: ProgramObject,
  ref: number,
  { listeners }: Attachments,
  mesh: ProgramMesh,
  report: Report,
): void {
  const asked = listeners.filter((each) => each.ref === ref);
  if (asked.length === 0 || asked.some(({ denied }) => denied === undefined)) return;
  if (asked.some((each) => !isSure(each, route, mesh))) return;
  for (const reason of NEAREST) {
    const found = asked.find(({ denied }) => denied?.reason === reason);
    if (found?.denied === undefined) continue;
    const { parent, section } = found.listener;
    const at = reason === 'NoMatchingParent' ? '' : `, listener "${section}"`;
    const text = `not attached to ${parent.kind} ${parent.namespace}/${parent.name}${at}: ${found.denied.text}${namesOf(reason, asked)}`;
    report({ code: 'MESH0202', at: route.origin, path: `spec.parentRefs[${ref}]`, text });
    return;
  }
}

function namesOf(reason: (typeof NEAREST)[number], asked: readonly ListenerAttachment[]): string {
  if (reason !== 'NoMatchingParent') return '';
  return ` (there is ${asked.map(({ listener }) => `"${listener.section}" on port ${listener.port}`).join(', ')})`;
}

/** Whether it is known what a listener takes: labels of a namespace that somebody else makes are not. */
function isSure({ listener, denied }: ListenerAttachment, route: ProgramObject, mesh: ProgramMesh): boolean {
  if (!isFullyKnown(written(listener))) return false;
  const { from } = fieldsOf(fieldsOf(fieldsOf(written(listener))['allowedRoutes'])['namespaces']);
  if (denied?.reason !== 'NotAllowedByListeners' || from !== 'Selector') return true;
  return mesh.namespaces.get(namespaceOf(route) ?? '')?.isOwn ?? false;
}

function written({ object, index }: Listener): unknown {
  return itemsOf(object.spec['listeners'])[index];
}

function checkBackends(route: ProgramObject, { listeners }: Attachments, mesh: ProgramMesh, report: Report): void {
  const own = namespaceOf(route) ?? '';
  for (const { group, kind, name, namespace, port, path, isMirror } of writtenBackends(route)) {
    const to = { group: String(group), kind: String(kind), name: String(name), namespace };
    // Routes for the mesh need no grant.
    if (listeners.length > 0) checkGrant(route, { from: { kind: route.kind, namespace: own }, to, path }, mesh, report);
    const home = namespace ?? own;
    if (group !== '' || kind !== 'Service' || typeof name !== 'string' || typeof home !== 'string') continue;
    const ports = mesh.serviceOf(mesh.complete(name, home))?.ports?.map((each) => fieldsOf(each)['port']);
    const wanted = numberOf(port);
    if (ports === undefined || wanted === undefined || ports.some(isHole) || ports.includes(wanted)) continue;
    const there = ports.length === 0 ? 'it has none' : `it has ${ports.map(String).join(', ')}`;
    const effect = isMirror ? 'it gets no copies' : 'its part of the requests is answered with 500';
    const text = `Service ${home}/${name} has no port ${wanted} (${there}): ${effect}`;
    report({ code: 'MESH0204', at: route.origin, path: `${path}.port`, text });
  }
}

interface Asked {
  readonly from: { readonly kind: string; readonly namespace: string };
  readonly to: { readonly group: string; readonly kind: string; readonly name: string; readonly namespace: unknown };
  readonly path: string;
}

function checkGrant(object: ProgramObject, { from, to, path }: Asked, mesh: ProgramMesh, report: Report): void {
  const namespace = textOf(to.namespace);
  if (namespace === undefined || namespace === from.namespace) return;
  if (isGranted(mesh.objects, { from: { ...from, group: GROUP }, to: { ...to, namespace } })) return;
  // Whoever owns the namespace may have made the grant.
  const severity = mesh.runsIn(namespace) ? 'warning' : 'info';
  const text = `no ReferenceGrant of namespace ${namespace} lets the ${from.kind} ${pathOf(object)} use ${to.kind} ${namespace}/${to.name}`;
  report({ code: 'MESH0203', at: object.origin, path: `${path}.namespace`, text, severity });
}
