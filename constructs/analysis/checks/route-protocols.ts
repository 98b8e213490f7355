import { type Fields, fieldsOf, isFullyKnown, isKnown, itemsOf, numberOf, textOf } from '../../../model/value';
import {
  carriesHttp,
  type PortProtocol,
  protocolOfPort,
  protocolOfServicePort,
} from '../../../model/visibility/protocols';
import { type Check, namespaceOf, type ProgramMesh, pathOf } from '../check';
import { type Gateway, holdsInside, hostsOf, type MeshFacts, type Routes } from '../facts';

const LISTS = ['http', 'tls', 'tcp'] as const;
type List = (typeof LISTS)[number];

/** Routes hold where something speaks their protocol: a server of their Gateway, or a port of their hosts. */
export const routeProtocols: Check = (mesh, report, facts) => {
  for (const routes of facts.routes) {
    const namespace = namespaceOf(routes);
    const lists = LISTS.filter(
      (list) => isKnown(routes.spec[list]) && itemsOf(routes.spec[list] as unknown).length > 0,
    );
    if (namespace === undefined || lists.length === 0) continue;
    const gateways = gatewaysOf(routes, namespace, facts);
    if (gateways === undefined) continue;
    if (holdsInside(routes) === false) {
      const spoken = serversOf(gateways);
      for (const list of spoken === undefined ? [] : lists.filter((one) => !spoken.has(one))) {
        const text = `no server of ${gateways.map(pathOf).join(', ')} accepts ${list} routes: they never hold there; expected ${TAKES[list]}`;
        report({ code: 'MESH0105', at: routes.origin, path: `spec.${list}`, text });
      }
    } else if (gateways.length === 0) {
      const ports = portsOf(routes, namespace, mesh);
      for (const list of ports === undefined ? [] : lists.filter((one) => !ports.some((port) => takes(port, one)))) {
        const text = `no port of ${itemsOf(routes.spec.hosts).join(', ')} accepts ${list} routes: they never hold (ports: ${[...new Set(ports)].join(', ')})`;
        report({ code: 'MESH0111', at: routes.origin, path: `spec.${list}`, text });
      }
    }
  }
};

const TAKES: Readonly<Record<List, string>> = {
  http: 'a server of HTTP, or of HTTPS that ends TLS',
  tls: 'a server of tls.mode PASSTHROUGH; one that ends TLS accepts http routes, or tcp ones',
  tcp: 'a server of TCP, or of TLS that ends TLS',
};

/** The Gateways of a VirtualService; undefined where one of them is not known. */
export function gatewaysOf({ spec }: Routes, namespace: string, facts: MeshFacts): readonly Gateway[] | undefined {
  const found: Gateway[] = [];
  for (const written of itemsOf(spec.gateways)) {
    if (written === 'mesh') continue;
    const gateway = typeof written === 'string' ? facts.gatewayNamed(written, namespace).gateway : undefined;
    if (gateway === undefined) return undefined;
    found.push(gateway);
  }
  return found;
}

/** What the servers of Gateways take; undefined where it is not known. */
function serversOf(gateways: readonly Gateway[]): ReadonlySet<List> | undefined {
  const servers = gateways.flatMap((gateway) => itemsOf(gateway.spec.servers).map((server) => fieldsOf(server)));
  if (servers.length === 0 || !servers.every(({ port, tls }) => isFullyKnown(port) && isFullyKnown(tls)))
    return undefined;
  return new Set(servers.map(listOf));
}

function listOf({ port, tls }: Fields): List {
  const written = textOf(fieldsOf(port)['protocol']) ?? '';
  if (/^(AUTO_)?PASSTHROUGH$/.test(textOf(fieldsOf(tls)['mode']) ?? '')) return 'tls';
  return protocolOfPort(written) === 'http' || written.toUpperCase() === 'HTTPS' ? 'http' : 'tcp';
}

/** What the ports of the Services that routes are for speak; undefined where that is not known of all of them. */
function portsOf(routes: Routes, namespace: string, mesh: ProgramMesh): readonly PortProtocol[] | undefined {
  const hosts = hostsOf(routes, mesh, namespace);
  // A delegate has none.
  if (hosts.length === 0 || hosts.length < itemsOf(routes.spec.hosts).length) return undefined;
  const found: PortProtocol[] = [];
  for (const { host } of hosts) {
    const { object, ports = [] } = mesh.serviceOf(host) ?? {};
    const isOpen = object === undefined || object.spec['type'] === 'ExternalName' || mesh.entriesOf(host).length > 0;
    if (isOpen || ports.length === 0 || !ports.every(isFullyKnown)) return undefined;
    for (const port of ports) found.push(protocolOfServicePort(numberOf(fieldsOf(port)['port']) ?? 0, port));
  }
  return found;
}

function takes(port: PortProtocol, list: List): boolean {
  if (port === 'udp') return false;
  if (list === 'http') return carriesHttp(port);
  return list === 'tls' ? port === 'tls' || port === 'auto' : port !== 'http';
}
