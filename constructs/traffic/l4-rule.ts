import { covers } from '../../model/hosts';
import { backendsOf, type WeightedBackend } from './backend';
import { listOf } from './http-rule';
import type { L4Match, TcpRoute, TlsMatch, TlsRoute } from './l4-route';
import type { MeshService } from './mesh-service';

/** A route of connections, in the words of no API: what a dialect renders. */
export interface L4Rule<Match extends L4Match = L4Match> {
  readonly matches: readonly Match[];
  readonly backends: readonly WeightedBackend[];
}

/** The route of TCP connections. Faults that no API could make right are added to `faults`. */
export function tcpRule(route: TcpRoute, service: MeshService, faults: string[]): L4Rule {
  return { matches: listOf<L4Match>(route.match), backends: l4Backends(route, service, faults) };
}

/** The route of TLS connections, whose server names are among the hosts of the traffic. */
export function tlsRule(
  route: TlsRoute,
  { service, hosts }: { readonly service: MeshService; readonly hosts: readonly string[] },
  faults: string[],
): L4Rule<TlsMatch> {
  const matches = listOf<TlsMatch>(route.match);
  for (const { sniHosts } of matches) {
    if (sniHosts.length === 0) faults.push('sniHosts: expected at least one host, got none');
    const outside = sniHosts.filter((sni) => !hosts.some((host) => covers(host, sni)));
    if (outside.length > 0) {
      faults.push(`sniHosts: expected hosts among ${hosts.join(', ')}, got ${outside.join(', ')}: add it to hosts`);
    }
  }
  return { matches, backends: l4Backends(route, service, faults) };
}

function l4Backends({ to }: TcpRoute | TlsRoute, service: MeshService, faults: string[]): readonly WeightedBackend[] {
  const backends = backendsOf(to, service);
  if (backends.some(({ headers }) => headers !== undefined)) {
    faults.push('to: connections have no headers to change: leave headers out of the split');
  }
  return backends;
}
