import { boundHost, overlaps } from '../../../model/hosts';
import { KINDS } from '../../../model/kinds';
import { fieldsOf, isHole, isKnown, itemsOf, numberOf, textOf } from '../../../model/value';
import { isIpAddress } from '../../resources/validation/host-names';
import { type Check, namespaceOf, pathOf } from '../check';
import type { Gateway, MeshFacts, Routes } from '../facts';
import type { Report } from '../finding';
import { missing } from '../missing';

/** The Gateways that VirtualServices name are there, and serve their hosts. */
export const gatewayReferences: Check = {
  inputs: [KINDS.virtualService],
  run(mesh, report, facts) {
    for (const routes of facts.routes) {
      const namespace = namespaceOf(routes);
      if (namespace === undefined) continue;
      const checked = new Set<Gateway>();
      for (const { written, path } of namedIn(routes)) {
        const { name, gateway } = facts.gatewayNamed(written, namespace);
        const [where = '', short = ''] = name.split('/');
        if (gateway !== undefined) {
          if (!checked.has(gateway)) checkServed(routes, namespace, gateway, facts, report, path);
          checked.add(gateway);
        } else if (!mesh.isDeclared('Gateway', where, short) && !mesh.objects.hasUnknownNamespace(KINDS.gateway)) {
          const known = mesh.objects
            .of(KINDS.gateway)
            .map((one) => `${namespaceOf(one) ?? ''}/${textOf(one.metadata.name) ?? ''}`);
          const { severity, hint } = missing(mesh, where, name, known);
          const text = `Gateway "${name}" not found${hint}; declare it with Gateway.fromName if somebody else owns it`;
          report({ code: 'IST0101', at: routes.origin, path, text, severity });
        }
      }
    }
  },
};

/** The Gateways that a VirtualService names, as a whole and in its matches. */
function namedIn({ spec }: Routes): { readonly written: string; readonly path: string }[] {
  const found: { written: string; path: string }[] = [];
  const add = (list: unknown, path: string): void => {
    itemsOf(list).forEach((written, i) => {
      if (typeof written === 'string' && written !== 'mesh') found.push({ written, path: `${path}[${i}]` });
    });
  };
  add(spec.gateways, 'spec.gateways');
  for (const protocol of ['http', 'tls', 'tcp'] as const) {
    itemsOf(spec[protocol] as unknown).forEach((route, i) => {
      itemsOf(fieldsOf(route)['match']).forEach((match, k) => {
        add(fieldsOf(match)['gateways'], `spec.${protocol}[${i}].match[${k}].gateways`);
      });
    });
  }
  return found;
}

function checkServed(
  routes: Routes,
  namespace: string,
  gateway: Gateway,
  facts: MeshFacts,
  report: Report,
  path: string,
): void {
  const servers = itemsOf(gateway.spec.servers).map((server) => fieldsOf(server));
  const { spec } = routes;
  if (!isKnown(gateway.spec.servers) || !isKnown(spec.hosts) || !path.startsWith('spec.gateways')) return;
  const written = servers.flatMap((server) => itemsOf(server['hosts']));
  const hosts = itemsOf(spec.hosts);
  if (written.some(isHole) || hosts.some(isHole) || written.length === 0) return;
  const served = written.map((host) => boundHost(String(host), namespaceOf(gateway) ?? ''));
  const open = served.filter((one) => one.namespace === '*' || one.namespace === namespace);
  const holds = (host: unknown): boolean =>
    isIpAddress(String(host)) || open.some((one) => overlaps(String(host), one.host));
  const lists = [...new Set(written.map(String))].join(', ');
  // One host that is served is enough for the Gateway to be of use; the others may be served by the next.
  if (hosts.length > 0 && !hosts.some(holds)) {
    const text = `Gateway ${pathOf(gateway)} serves none of the hosts ${hosts.map(String).join(', ')} (it serves ${lists})`;
    report({ code: 'IST0132', at: routes.origin, path, text });
    return;
  }
  const isLast = itemsOf(spec.gateways).length === 1;
  hosts.forEach((host, i) => {
    if (!isLast || holds(host)) return;
    const text = `"${String(host)}" is none of the hosts that ${pathOf(gateway)} serves: ${lists}`;
    report({ code: 'IST0132', at: routes.origin, path: `spec.hosts[${i}]`, text });
  });
  checkVisible(routes, gateway, facts, report);
}

/** A gateway reads routes from its own namespace: that of its pods. */
function checkVisible(routes: Routes, gateway: Gateway, facts: MeshFacts, report: Report): void {
  const namespaces = [...new Set(facts.podsOf(gateway).map((one) => textOf(one.namespace)))];
  const blind = namespaces.find((one) => one !== undefined && facts.sees(one, routes) === false);
  if (blind === undefined || namespaces.some((one) => one !== undefined && facts.sees(one, routes) !== false)) return;
  const text = `not exported to namespace ${blind}, where the pods of ${pathOf(gateway)} run: its requests are answered with 404`;
  report({ code: 'MESH0103', at: routes.origin, path: 'spec.exportTo', text });
}

/** The ports of a Gateway's servers; undefined where one is not known. */
export function serverPorts(gateway: Gateway): readonly number[] | undefined {
  if (!isKnown(gateway.spec.servers)) return undefined;
  const ports = itemsOf(gateway.spec.servers).map((server) => numberOf(fieldsOf(fieldsOf(server)['port'])['number']));
  return ports.every((port) => port !== undefined) ? (ports as readonly number[]) : undefined;
}
