import { pathAndQuery } from './answer';
import { type Destinations, sharesOf } from './destinations';
import { collision, type FilterChain, partialWildcard } from './filter-chains';
import type { GatewayTarget } from './gateway-listeners';
import { lost } from './lost';
import { NotSimulatedError } from './not-simulated';
import type { MetRoute, Outcome } from './outcome';
import { metRouteOf } from './proxy-routes';
import type { SeenRequest } from './request';
import type { SidecarTarget } from './sidecar-listeners';

/** A connection that is sent on as a whole. */
export function connected(
  at: Destinations,
  shares: Parameters<typeof sharesOf>[1],
  route: MetRoute,
  incoming: SeenRequest,
): Outcome {
  const refused = shares.flatMap((share) => share.refused ?? []);
  if (refused.length > 0 && refused.length === shares.length) return lost(0, refused.join('; '));
  return {
    kind: 'forwarded',
    route,
    destinations: sharesOf(at, shares),
    mirrors: [],
    path: pathAndQuery(incoming),
    authority: incoming.authority,
  };
}

/** The tls or tcp route of a listener, as outcomes name it. */
export function metOf({
  table,
  route,
  protocol,
  match,
}: Extract<GatewayTarget | SidecarTarget, { kind: 'connection' }>): MetRoute {
  return {
    ...metRouteOf(table, route),
    ...(match === undefined ? {} : { match }),
    protocol,
  };
}

/** Refuses to answer where Envoy refuses a listener: two ways through it ask for the same, or one for what Envoy does not look for. */
export function refuseListener(chains: readonly FilterChain<unknown>[], port: number): void {
  const partial = partialWildcard(chains);
  const name = collision(chains);
  if (partial === undefined && name === undefined) return;
  const twice = name === '' ? 'duplicate conditions without a server name' : `duplicate server name "${name}"`;
  const what = partial === undefined ? twice : `server name "${partial}" with a wildcard inside`;
  throw new NotSimulatedError(`port ${port}: ${what}: Envoy refuses the listener`);
}

export function noRoute(request: SeenRequest): Outcome {
  return lost(404, `no route for ${request.host} matches ${request.method} ${pathAndQuery(request)}`);
}

/** What a client sends, in one word. */
export function schemeOf({ connection, scheme }: SeenRequest): string {
  return connection.bytes === 'tcp' ? 'tcp' : scheme;
}
