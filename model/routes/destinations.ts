import { type Fields, fieldsOf, isKnown, itemsOf } from '../value';
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

/** A place that a route sends requests to. */
export interface WrittenDestination {
  readonly host: unknown;
  readonly subset: unknown;
  readonly port: unknown;
  /** `spec.http[0].route[1].destination`. */
  readonly path: string;
  /** Which list of the VirtualService, and which of its routes. */
  readonly protocol: 'http' | 'tls' | 'tcp';
  readonly index: number;
}

/** Every destination of a VirtualService as it is written, mirrors among them. */
export function writtenDestinations(routes: { readonly spec: unknown }): WrittenDestination[] {
  const spec = fieldsOf(routes.spec) as Fields;
  const found: WrittenDestination[] = [];
  for (const protocol of ['http', 'tls', 'tcp'] as const) {
    itemsOf(spec[protocol]).forEach((one, i) => {
      const route = fieldsOf(one);
      const add = (value: unknown, path: string): void => {
        if (value === undefined || !isKnown(value)) return;
        const { host, subset, port } = fieldsOf(value as unknown);
        found.push({
          host,
          subset,
          port: fieldsOf(port)['number'],
          path: `spec.${protocol}[${i}].${path}`,
          protocol,
          index: i,
        });
      };
      itemsOf(route['route']).forEach((share, k) => {
        add(fieldsOf(share)['destination'], `route[${k}].destination`);
      });
      add(route['mirror'], 'mirror');
      itemsOf(route['mirrors']).forEach((share, k) => {
        add(fieldsOf(share)['destination'], `mirrors[${k}].destination`);
      });
    });
  }
  return found;
}
