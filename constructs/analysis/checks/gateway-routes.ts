import { KINDS } from '../../../model/kinds';
import type { RouteTable } from '../../../model/routes/route';
import { fieldsOf, isKnown, itemsOf, textOf } from '../../../model/value';
import { type Check, namespaceOf, pathOf } from '../check';
import { type Gateway, holdsInside, hostsOf, type MeshFacts, type Routes } from '../facts';
import type { Report } from '../finding';
import { serverPorts } from './gateway-references';

/** Routes that a gateway can never take: on a port that it does not serve, or by SNI where it has decrypted already. */
export const gatewayRoutes: Check = {
  inputs: [KINDS.virtualService],
  run(_mesh, report, facts) {
    for (const routes of facts.routes) {
      const namespace = namespaceOf(routes);
      const gateways = namespace === undefined ? undefined : gatewaysOf(routes, namespace, facts);
      if (gateways === undefined || gateways.length === 0) continue;
      if (holdsInside(routes) === false) checkMatchPorts(routes, facts.tableOf(routes), gateways, report);
      checkTlsRoutes(routes, gateways, report);
    }
    checkSharedHosts(facts, report);
  },
};

/** The Gateways of a VirtualService; undefined where one of them is not known. */
function gatewaysOf({ spec }: Routes, namespace: string, facts: MeshFacts): readonly Gateway[] | undefined {
  const found: Gateway[] = [];
  for (const written of itemsOf(spec.gateways)) {
    if (written === 'mesh') continue;
    const gateway = typeof written === 'string' ? facts.gatewayNamed(written, namespace).gateway : undefined;
    if (gateway === undefined) return undefined;
    found.push(gateway);
  }
  return found;
}

function checkMatchPorts(routes: Routes, table: RouteTable, gateways: readonly Gateway[], report: Report): void {
  const ports = gateways.map(serverPorts);
  if (ports.some((one) => one === undefined)) return;
  const served = new Set(ports.flatMap((one) => one ?? []));
  for (const protocol of ['http', 'tls', 'tcp'] as const) {
    table[protocol].forEach(({ matches }, i) => {
      matches.forEach(({ port }, k) => {
        if (port === undefined || served.has(port)) return;
        const text = `none of ${gateways.map(pathOf).join(', ')} serves port ${port} (served: ${[...served].join(', ')}): the match never holds`;
        report({ code: 'MESH0104', at: routes.origin, path: `spec.${protocol}[${i}].match[${k}].port`, text });
      });
    });
  }
}

/** `tls` routes hold where TLS passes through; a server that ends it takes `http` routes, or `tcp` ones. */
function checkTlsRoutes(routes: Routes, gateways: readonly Gateway[], report: Report): void {
  const { spec } = routes;
  if (itemsOf(spec.tls).length === 0 || itemsOf(spec.gateways).includes('mesh')) return;
  const servers = gateways.flatMap((gateway) => itemsOf(gateway.spec.servers).map((server) => fieldsOf(server)));
  const modes = servers.map((server) => ({
    tls: fieldsOf(server['tls']),
    protocol: textOf(fieldsOf(server['port'])['protocol']),
  }));
  if (
    servers.length === 0 ||
    servers.some((server) => !isKnown(server['tls']) || !isKnown(fieldsOf(server['tls'])['mode']))
  )
    return;
  const passes = modes.some(
    ({ tls, protocol = '' }) =>
      /^(TLS|HTTPS)$/i.test(protocol) && /^(AUTO_)?PASSTHROUGH$/.test(textOf(tls['mode']) ?? ''),
  );
  if (passes) return;
  const text = `no server of ${gateways.map(pathOf).join(', ')} passes TLS through, so that tls routes never hold there; use http or tcp routes, or tls.mode PASSTHROUGH`;
  report({ code: 'MESH0105', at: routes.origin, path: 'spec.tls', text });
}

/** Two VirtualServices for one host at one gateway are merged; two routes without a match there mean that one of them never holds. */
function checkSharedHosts(facts: MeshFacts, report: Report): void {
  const claims = new Map<string, Routes[]>();
  for (const routes of facts.routes) {
    const namespace = namespaceOf(routes);
    const takesAll = facts.tableOf(routes).http.some(({ matches }) => matches.length === 0);
    if (namespace === undefined || !takesAll) continue;
    for (const gateway of gatewaysOf(routes, namespace, facts) ?? []) {
      for (const { host } of hostsOf(routes, facts.mesh, namespace)) {
        const key = `${pathOf(gateway)} ${host}`;
        const list = claims.get(key);
        if (list === undefined) claims.set(key, [routes]);
        else if (!list.includes(routes)) list.push(routes);
      }
    }
  }
  for (const [key, sharing] of claims) {
    if (sharing.length < 2) continue;
    const [gateway = '', host = ''] = key.split(' ');
    sharing.forEach((routes, i) => {
      const other = sharing[i === 0 ? 1 : 0];
      const text = `"${host}" has a route for every request in ${other === undefined ? '' : pathOf(other)} as well, at the gateway ${gateway}: of the two the older holds`;
      report({ code: 'KIA1106', at: routes.origin, path: 'spec.hosts', text });
    });
  }
}
