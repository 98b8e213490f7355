import type { RouteDestination, RouteShare, RouteTable } from './route';

/** The destinations of routes for clients of a namespace, with the ports they name; 0 for none. */
export function destinationsFrom(
  { http, tls, tcp }: Pick<RouteTable, 'http' | 'tls' | 'tcp'>,
  namespace: string,
): Map<string, Set<number>> {
  const found = new Map<string, Set<number>>();
  const add = ({ host, port = 0 }: RouteDestination): void => {
    found.set(host, (found.get(host) ?? new Set()).add(port));
  };
  const sentTo = (shares: readonly RouteShare[]): readonly RouteShare[] =>
    shares.filter(({ refused }) => refused === undefined);
  for (const { matches, shares, mirrors } of http) {
    const sources = matches.flatMap(({ sourceNamespace }) => sourceNamespace ?? []);
    // Where matches name namespaces, Istio takes the route to be for those alone.
    if (sources.length > 0 && !sources.includes(namespace)) continue;
    for (const { destination } of [...sentTo(shares), ...mirrors]) add(destination);
  }
  for (const { shares } of [...tcp, ...tls]) for (const { destination } of sentTo(shares)) add(destination);
  return found;
}
