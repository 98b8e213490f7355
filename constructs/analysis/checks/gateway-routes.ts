import type { WrittenMatches } from '../../../model/routes/virtual-services';
import { type Check, namespaceOf, pathOf } from '../check';
import { type Gateway, holdsInside, hostsOf, type MeshFacts, type Routes } from '../facts';
import type { Report } from '../finding';
import { takesEveryRequest } from './earlier-matches';
import { serverPorts } from './gateway-references';
import { gatewaysOf } from './route-protocols';

/** Routes that a gateway can never take, because it does not serve their port, or another VirtualService has taken everything. */
export const gatewayRoutes: Check = (_mesh, report, facts) => {
  if (facts.gateways.length === 0) return;
  for (const routes of facts.routes) {
    const namespace = namespaceOf(routes);
    const gateways = namespace === undefined ? undefined : gatewaysOf(routes, namespace, facts);
    if (gateways === undefined || gateways.length === 0 || holdsInside(routes) !== false) continue;
    checkMatchPorts(routes, facts.matchesOf(routes), gateways, report);
  }
  checkSharedHosts(facts, report);
};

function checkMatchPorts(routes: Routes, written: WrittenMatches, gateways: readonly Gateway[], report: Report): void {
  const ports = gateways.map(serverPorts);
  if (ports.some((one) => one === undefined)) return;
  const served = new Set(ports.flatMap((one) => one ?? []));
  for (const protocol of ['http', 'tls', 'tcp'] as const) {
    written[protocol].forEach(({ matches }, i) => {
      matches.forEach(({ port }, k) => {
        if (port === undefined || served.has(port)) return;
        const text = `none of ${gateways.map(pathOf).join(', ')} serves port ${port} (served: ${[...served].join(', ')}): the match never holds`;
        report({ code: 'MESH0104', at: routes.origin, path: `spec.${protocol}[${i}].match[${k}].port`, text });
      });
    });
  }
}

/** Two VirtualServices for one host at one gateway are merged; two routes for every request there mean that one of them never holds. */
function checkSharedHosts(facts: MeshFacts, report: Report): void {
  const claims = new Map<string, Routes[]>();
  for (const routes of facts.routes) {
    const namespace = namespaceOf(routes);
    if (namespace === undefined) continue;
    for (const gateway of gatewaysOf(routes, namespace, facts) ?? []) {
      for (const { host } of hostsOf(routes, facts.mesh, namespace)) {
        const key = `${pathOf(gateway)} ${host}`;
        const list = claims.get(key);
        if (list === undefined) claims.set(key, [routes]);
        else if (!list.includes(routes)) list.push(routes);
      }
    }
  }
  for (const [key, all] of claims) {
    if (all.length < 2) continue;
    const sharing = all.filter((routes) => facts.matchesOf(routes).http.some(takesEveryRequest));
    if (sharing.length < 2) continue;
    const [gateway = '', host = ''] = key.split(' ');
    sharing.forEach((routes, i) => {
      const other = sharing[i === 0 ? 1 : 0];
      const text = `"${host}" has a route for every request in ${other === undefined ? '' : pathOf(other)} as well, at the gateway ${gateway}: of the two the older holds`;
      report({ code: 'KIA1106', at: routes.origin, path: 'spec.hosts', text });
    });
  }
}
