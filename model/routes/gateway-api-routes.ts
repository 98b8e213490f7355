import { writtenRules } from '../gateway-api/rules';
import type { RouteKind } from '../kinds';
import type { ModelObject } from '../object';
import { itemsOf, present } from '../value';
import { age, field, firstHole, nameOf, number, text, texts } from '../visibility/fields';
import { destinationsFrom } from './destinations';
import type { RouteTable } from './route';

/** What a reader of the Gateway API's routes calls the Services and the Gateways that they refer to. */
export interface GatewayApiNames {
  /** The host of a backend, or of what else a reference means. */
  backend(written: unknown): string;
  gateway(name: unknown, namespace: unknown): string;
}

/** The rules of a route of the Gateway API as they are written, each with all its matches, and what its parents and hosts are. */
export function gatewayApiRoutes(object: ModelObject, names: GatewayApiNames): RouteTable {
  const { hostnames, parentRefs, rules } = object.spec;
  const kind = object.kind as RouteKind;
  const read = writtenRules(rules, {
    kind,
    backend: (written) => ({
      destination: { host: names.backend(written), ...present({ port: number(field(written, 'port')) }) },
    }),
  });
  const connections = read.map(({ index, shares }) => ({ index, shares }));
  const server = { gateways: [], sourceLabels: {}, destinationSubnets: [], sniHosts: texts(hostnames) };
  const isConnections = kind === 'TLSRoute' || kind === 'TCPRoute';
  const table = {
    http: isConnections ? [] : read,
    tls: kind === 'TLSRoute' ? connections.map((one) => ({ ...one, matches: [server] })) : [],
    tcp: kind === 'TCPRoute' ? connections.map((one) => ({ ...one, matches: [] })) : [],
  };
  return {
    ...table,
    api: 'gateway',
    age: age(object),
    ...nameOf(object),
    ...present({ unknown: firstHole({ hostnames, parentRefs }) }),
    hosts: itemsOf(hostnames).map((host) => text(host) ?? ''),
    gateways: itemsOf(parentRefs)
      .filter((parent) => (field(parent, 'kind') ?? 'Gateway') === 'Gateway')
      .map((parent) => names.gateway(field(parent, 'name'), field(parent, 'namespace'))),
    exportTo: ['*'],
    destinationsFrom: (namespace) => destinationsFrom(table, namespace),
  };
}
