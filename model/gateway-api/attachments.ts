import { covers, overlaps, serviceHost } from '../hosts';
import { KINDS } from '../kinds';
import type { Mesh } from '../mesh';
import type { ModelObject } from '../object';
import { fieldsOf, isHole, itemsOf, numberOf, textOf } from '../value';
import { nameOf, texts } from '../visibility/fields';
import type { Listener } from './listeners';

/** A listener that a route asks for, and whether that lets it in. */
export interface ListenerAttachment<Origin = unknown> {
  /** The place of the reference among the route's `parentRefs`. */
  readonly ref: number;
  readonly listener: Listener<Origin>;
  /** Why the listener does not take the route; undefined where it does. */
  readonly denied?: { readonly reason: DeniedReason; readonly text: string };
  /** Host names of other listeners of the same port: those of the route's hosts that are theirs go to them. */
  readonly others: readonly string[];
}

/** A reason as istiod writes it into the route's status. */
export type DeniedReason = 'NoMatchingParent' | 'NoMatchingListenerHostname' | 'NotAllowedByListeners';

/** A service of the mesh that a route holds for, for its clients inside of the mesh. */
export interface ServiceAttachment {
  readonly ref: number;
  /** Full names. */
  readonly hosts: readonly string[];
  readonly port: number | undefined;
}

/** What a route is attached to. */
export interface Attachments<Origin = unknown> {
  readonly listeners: readonly ListenerAttachment<Origin>[];
  readonly services: readonly ServiceAttachment[];
}

/** What a route asks to be attached to, by its `parentRefs`. Parents that are not in sight are left out. */
export function attachmentsOf<Origin>(
  route: ModelObject,
  listeners: readonly Listener<Origin>[],
  mesh: Mesh,
): Attachments<Origin> {
  const { namespace: own } = nameOf(route);
  const hostnames = texts(route.spec['hostnames']);
  const found: { listeners: ListenerAttachment<Origin>[]; services: ServiceAttachment[] } = {
    listeners: [],
    services: [],
  };
  itemsOf(route.spec['parentRefs']).forEach((written, ref) => {
    const { group = 'gateway.networking.k8s.io', kind = 'Gateway', name, ...where } = fieldsOf(written);
    const namespace = where['namespace'] ?? own;
    const port = numberOf(where['port']);
    if (typeof name !== 'string' || typeof namespace !== 'string') return;
    const parent = `${String(group)}/${String(kind)}`;
    if (parent === '/Service') {
      found.services.push({ ref, hosts: [serviceHost(name, namespace, mesh.config.clusterDomain)], port });
    } else if (parent === KINDS.serviceEntry) {
      const entry = mesh.objects.find(KINDS.serviceEntry, namespace, name);
      found.services.push({ ref, hosts: texts(entry?.spec['hosts']), port });
    } else if (parent === KINDS.kubernetesGateway || parent === KINDS.listenerSet) {
      const there = listeners.filter(
        (each) => each.parent.kind === kind && each.parent.name === name && each.parent.namespace === namespace,
      );
      const section = textOf(where['sectionName']);
      for (const listener of there.filter(isProgrammed)) {
        const others = there.filter(
          (each) => isProgrammed(each) && each.port === listener.port && each.protocol === listener.protocol,
        );
        const denied = deniedBy(listener, { kind: route.kind, namespace: own, hostnames, port, section });
        found.listeners.push({
          ref,
          listener,
          ...(denied === undefined ? {} : { denied }),
          others: others.map(({ hostname }) => hostname).filter((hostname) => hostname !== listener.hostname),
        });
      }
    }
  });
  return found;
}

/** Whether istiod makes something of a listener: one in conflict, or for TLS without its settings, is left out. */
export function isProgrammed({ conflict, protocol, tls }: Listener): boolean {
  return conflict === undefined && !(tls === undefined && (protocol === 'HTTPS' || protocol === 'TLS'));
}

interface AskedOf {
  readonly kind: string;
  readonly namespace: string;
  readonly hostnames: readonly string[];
  readonly port: number | undefined;
  readonly section: string | undefined;
}

function deniedBy(
  listener: Listener,
  { kind, namespace, hostnames, port, section }: AskedOf,
): ListenerAttachment['denied'] {
  if (port !== undefined && port !== listener.port) {
    return { reason: 'NoMatchingParent', text: `port ${port} not found` };
  }
  if (section !== undefined && section !== '' && section !== listener.section) {
    return { reason: 'NoMatchingParent', text: `sectionName "${section}" not found` };
  }
  const host = listener.hostname || '*';
  const hosts = hostnames.length === 0 ? ['*'] : hostnames;
  const meets = hosts.some((each) => overlaps(host, each));
  if (!meets) {
    return { reason: 'NoMatchingListenerHostname', text: `no hostnames meet "${host}" of the listener` };
  }
  if (!listener.namespaces.includes('*') && !listener.namespaces.includes(namespace)) {
    return { reason: 'NotAllowedByListeners', text: `routes of namespace "${namespace}" are not allowed` };
  }
  return listener.kinds.includes(kind)
    ? undefined
    : {
        reason: 'NotAllowedByListeners',
        text: `${kind} is not allowed (${listener.kinds.join(', ') || 'no kind'} is)`,
      };
}

/**
 * Whether a listener keeps a host of a route for itself: another listener of its port that is made for the host more narrowly gets it
 * instead.
 */
export function keepsHost({ listener, others }: ListenerAttachment, host: string): boolean {
  const own = listener.hostname;
  if (own !== '' && !own.startsWith('*')) return true;
  if (own !== '' && !overlaps(own, host)) return false;
  return !others.some((other) => own.length <= other.length && covers(other, host));
}

/** Whether the parents or hosts of a route cannot be read: the path. */
export function unreadableParents({ spec }: ModelObject): string | undefined {
  if (isHole(spec['parentRefs'])) return 'parentRefs';
  if (isHole(spec['hostnames']) || itemsOf(spec['hostnames']).some(isHole)) return 'hostnames';
  const refs = itemsOf(spec['parentRefs']);
  const at = refs.findIndex((ref) => isHole(ref) || Object.values(fieldsOf(ref)).some(isHole));
  return at < 0 ? undefined : `parentRefs[${at}]`;
}
