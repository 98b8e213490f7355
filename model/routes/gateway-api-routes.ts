import type { RouteKind } from '../gateway-api/attachments';
import { writtenRules } from '../gateway-api/rules';
import type { ModelObject } from '../object';
import { itemsOf, present } from '../value';
import { age, field, firstHole, nameOf, number, text } from '../visibility/fields';
import { destinationsFrom } from './destinations';
import type { RouteTable } from './route';

/** What a reader of the Gateway API's routes calls the Services and the Gateways that they refer to. */
export interface GatewayApiNames {
  service(name: unknown, namespace: unknown): string;
  gateway(name: unknown, namespace: unknown): string;
}

/** The rules of an HTTPRoute or a GRPCRoute as they are written, each with all its matches, and what its parents and hosts are. */
export function gatewayApiRoutes(object: ModelObject, names: GatewayApiNames): RouteTable {
  const { hostnames, parentRefs, rules } = object.spec;
  const http = writtenRules(rules, {
    kind: object.kind as RouteKind,
    backend: (written) => {
      const host = names.service(field(written, 'name'), field(written, 'namespace'));
      return { destination: { host, ...present({ port: number(field(written, 'port')) }) } };
    },
  });
  const table = { http, tls: [], tcp: [] };
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
