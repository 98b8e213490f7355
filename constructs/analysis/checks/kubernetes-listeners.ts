import type { IConstruct } from 'constructs';
import { type Listener, listenersOf } from '../../../model/gateway-api/listeners';
import { KINDS } from '../../../model/kinds';
import { put } from '../../../model/multimap';
import { type Fields, fieldsOf, isFullyKnown, itemsOf, numberOf, textOf } from '../../../model/value';
import { type Check, namespaceOf, type ProgramObject, pathOf } from '../check';
import type { Report } from '../finding';
import { closest } from '../missing';

const GATEWAY_CLASS = 'gateway.networking.k8s.io/GatewayClass';
/** The classes that istiod makes. */
const OWN_CLASSES = ['istio', 'istio-remote', 'istio-waypoint', 'istio-east-west'];

/** Listeners of Gateways and ListenerSets do not stand in each other's way, and their class is there. */
export const kubernetesListeners: Check = (mesh, report) => {
  const gateways = mesh.objects.of(KINDS.kubernetesGateway);
  const classes = mesh.objects.of(GATEWAY_CLASS).flatMap(({ metadata }) => textOf(metadata.name) ?? []);
  const byListener = new Map<string, { gateway: ProgramObject; index: number }[]>();
  const byAddress = new Map<string, { gateway: ProgramObject; index: number }[]>();
  for (const gateway of gateways) {
    checkClass(gateway, [...OWN_CLASSES, ...classes], report);
    checkOwnListeners(gateway, report);
    itemsOf(gateway.spec['listeners']).forEach((listener, index) => {
      const key = keyOf(listener);
      if (key !== undefined && fieldsOf(listener)['hostname']) put(byListener, key, { gateway, index });
    });
    itemsOf(gateway.spec['addresses']).forEach((address, index) => {
      const { type = 'IPAddress', value } = fieldsOf(address);
      if (type === 'IPAddress' && typeof value === 'string' && value !== '') put(byAddress, value, { gateway, index });
    });
  }
  for (const set of mesh.objects.of(KINDS.listenerSet)) checkOwnListeners(set, report);
  if (gateways.length > 0) reportConflicts(listenersOf(mesh), report);
  for (const [key, uses] of byListener) reportListeners(key, uses, report);
  for (const [address, uses] of byAddress) {
    for (const { gateway, index } of uses) {
      const other = uses.find((one) => one.gateway !== gateway);
      if (other === undefined) continue;
      const text = `duplicate address ${address}: ${pathOf(other.gateway)} asks for it as well`;
      report({ code: 'KIA1502', at: gateway.origin, path: `spec.addresses[${index}].value`, text });
    }
  }
};

function checkClass(gateway: ProgramObject, known: readonly string[], report: Report): void {
  const name = textOf(gateway.spec['gatewayClassName']);
  if (name === undefined || known.includes(name)) return;
  const near = closest(name, known);
  // Other controllers bring classes of their own.
  const severity = near === undefined ? 'info' : 'warning';
  const hint = near === undefined ? '' : ` (did you mean "${near}"?)`;
  const text = `GatewayClass "${name}" not found${hint}`;
  report({ code: 'KIA1504', at: gateway.origin, path: 'spec.gatewayClassName', text, severity });
}

/** Port, protocol and host of a listener as one text; undefined where one is not known. */
function keyOf(listener: unknown): string | undefined {
  const { port, protocol, hostname = '' } = fieldsOf(listener);
  if (!isFullyKnown(listener) || numberOf(port) === undefined) return undefined;
  return `${String(port)} ${String(protocol)} ${String(hostname)}`;
}

function checkOwnListeners({ spec, origin }: ProgramObject, report: Report): void {
  const first = new Map<string, number>();
  itemsOf(spec['listeners']).forEach((listener, i) => {
    const key = keyOf(listener);
    if (key === undefined) return;
    const before = first.get(key);
    first.set(key, before ?? i);
    if (before === undefined) return;
    const [port, protocol, host] = key.split(' ');
    const text = `duplicate listener: listeners[${before}] has port ${port}, protocol ${protocol} and ${host ? `hostname "${host}"` : 'no hostname'} as well`;
    report({ code: 'KIA1503', at: origin, path: `spec.listeners[${i}]`, text });
  });
}

/** istiod keeps the first of two listeners of a Gateway, its ListenerSets' among them, that nothing tells apart. */
function reportConflicts(listeners: readonly Listener<IConstruct>[], report: Report): void {
  for (const { conflict, object, index, parent, section } of listeners) {
    const written = itemsOf(object.spec['listeners']);
    if (conflict === undefined || !isFullyKnown(written)) continue;
    const key = keyOf(written[index]);
    // Twice the same in one object is said already.
    if (written.some((one, at) => at < index && key !== undefined && keyOf(one) === key)) continue;
    const text = `listener "${section}" of ${parent.kind} ${parent.namespace}/${parent.name} gets no requests: "${conflict}" is on the same port, and only host names tell HTTP, HTTPS and TLS apart`;
    report({ code: 'KIA1503', at: object.origin, path: `spec.listeners[${index}]`, text, severity: 'warning' });
  }
}

function reportListeners(
  key: string,
  uses: readonly { readonly gateway: ProgramObject; readonly index: number }[],
  report: Report,
): void {
  const [port, , host] = key.split(' ');
  for (const { gateway, index } of uses) {
    const other = uses.find((one) => one.gateway !== gateway);
    if (other === undefined) continue;
    // Each Gateway has an address of its own, unless both are bound to one deployment.
    const severity = sharesAddress(gateway, other.gateway) ? 'warning' : 'info';
    const text = `duplicate host "${host}" on port ${port}: ${pathOf(other.gateway)} has it as well, and clients reach the one that DNS names`;
    report({ code: 'KIA1501', at: gateway.origin, path: `spec.listeners[${index}].hostname`, text, severity });
  }
}

function sharesAddress(a: ProgramObject, b: ProgramObject): boolean {
  const addressesOf = ({ spec }: ProgramObject): string[] =>
    itemsOf(spec['addresses']).flatMap((one) => textOf((fieldsOf(one) as Fields)['value']) ?? []);
  const others = addressesOf(b);
  return addressesOf(a).some((one) => others.includes(one));
}

/** The namespaces that a ReferenceGrant lets in are there. */
export const referenceGrants: Check = (mesh, report) => {
  for (const grant of mesh.objects.of(KINDS.referenceGrant)) {
    itemsOf(grant.spec['from']).forEach((from, i) => {
      const { namespace } = fieldsOf(from);
      if (typeof namespace !== 'string' || namespaceOf(grant) === undefined) return;
      const known = mesh.allNamespaces();
      if (known.has(namespace)) return;
      const near = closest(namespace, [...known]);
      const hint = near === undefined ? '' : ` (did you mean "${near}"?)`;
      const text = `namespace "${namespace}" not found${hint}`;
      const severity = near === undefined ? 'info' : 'warning';
      report({ code: 'KIA1601', at: grant.origin, path: `spec.from[${i}].namespace`, text, severity });
    });
  }
};
