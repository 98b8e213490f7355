import { type Fields, fieldsOf, isFields, isHole, itemsOf } from '../value';
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
  /** Undefined where none is written, and for mirrors. */
  readonly weight: unknown;
  /** `spec.http[0].route[1].destination`. */
  readonly path: string;
  /** Which list of the VirtualService, and which of its routes. */
  readonly protocol: 'http' | 'tls' | 'tcp';
  readonly index: number;
  /** Whether it gets copies alone. */
  readonly isMirror: boolean;
}

/** Every destination of a VirtualService as it is written, mirrors among them. */
export function writtenDestinations(routes: { readonly spec: unknown }): WrittenDestination[] {
  const spec = fieldsOf(routes.spec) as Fields;
  const found: WrittenDestination[] = [];
  for (const protocol of ['http', 'tls', 'tcp'] as const) {
    itemsOf(spec[protocol]).forEach((one, i) => {
      const route = fieldsOf(one);
      const add = (value: unknown, path: string, weight?: unknown): void => {
        if (value === undefined) return;
        const { host, subset, port }: Fields = isHole(value)
          ? { host: value, subset: value, port: value }
          : fieldsOf(value);
        found.push({
          host,
          subset,
          port: isHole(port) ? port : fieldsOf(port)['number'],
          weight,
          path: `spec.${protocol}[${i}].${path}`,
          protocol,
          index: i,
          isMirror: path.startsWith('mirror'),
        });
      };
      itemsOf(route['route']).forEach((share, k) => {
        const { destination, weight } = fieldsOf(share as unknown);
        add(isHole(share) ? share : destination, `route[${k}].destination`, weight);
      });
      add(route['mirror'], 'mirror');
      itemsOf(route['mirrors']).forEach((share, k) => {
        add(fieldsOf(share)['destination'], `mirrors[${k}].destination`);
      });
    });
  }
  return found;
}

/** What a rule of a route of the Gateway API refers to as a backend. */
export interface WrittenBackend {
  readonly group: unknown;
  readonly kind: unknown;
  readonly name: unknown;
  /** Undefined where it is the route's own. */
  readonly namespace: unknown;
  readonly port: unknown;
  /** `spec.rules[0].backendRefs[1]`. */
  readonly path: string;
  /** Which of the route's rules. */
  readonly index: number;
  /** Whether it gets copies alone. */
  readonly isMirror: boolean;
}

/** Every backend of a route of the Gateway API as it is written, mirrors among them. */
export function writtenBackends(route: { readonly spec: unknown }): WrittenBackend[] {
  return itemsOf((fieldsOf(route.spec) as Fields)['rules']).flatMap((rule, index) => {
    const { backendRefs, filters } = fieldsOf(rule);
    const backend = (written: unknown, path: string, isMirror: boolean): WrittenBackend[] => {
      if (!isFields(written)) return [];
      const { group = '', kind = 'Service', name, namespace, port } = fieldsOf(written as unknown);
      return [{ group, kind, name, namespace, port, path: `spec.rules[${index}].${path}`, index, isMirror }];
    };
    return [
      ...itemsOf(backendRefs).flatMap((one, k) => backend(one, `backendRefs[${k}]`, false)),
      ...itemsOf(filters).flatMap((filter, k) => {
        const { backendRef } = fieldsOf(fieldsOf(filter as unknown)['requestMirror']);
        return backend(backendRef, `filters[${k}].requestMirror.backendRef`, true);
      }),
    ];
  });
}
