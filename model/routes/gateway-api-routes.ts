import { serviceHost } from '../hosts';
import type { ModelObject } from '../object';
import { fieldsOf, isHole, itemsOf, present, textOf, type Value } from '../value';
import { age, field, firstHole, nameOf, number, text } from '../visibility/fields';
import { destinationsFrom } from './destinations';
import type { HttpAction, HttpMatch, HttpRoute, PathMatch, RouteDestination, RouteTable, TextMatch } from './route';

/** What a reader of the Gateway API's routes calls the Services and the Gateways that they refer to. */
export interface GatewayApiNames {
  service(name: unknown, namespace: unknown): string;
  gateway(name: unknown, namespace: unknown): string;
}

/** Full names for references of a namespace: `name.namespace.svc.domain` of a Service, `namespace/name` of a Gateway. */
export function fullGatewayApiNames(own: string, clusterDomain: string): GatewayApiNames {
  return {
    service: (name, namespace) => serviceHost(text(name) ?? '', text(namespace) ?? own, clusterDomain),
    gateway: (name, namespace) => `${text(namespace) ?? own}/${text(name) ?? ''}`,
  };
}

/**
 * What the rules of an HTTPRoute or a GRPCRoute match, and where they send it. Of their filters redirects and mirrors are read; the changes
 * of headers and paths are not.
 */
export function gatewayApiRoutes(object: ModelObject, names: GatewayApiNames): RouteTable {
  const { hostnames, parentRefs, rules } = object.spec;
  const http = itemsOf(rules).map((rule, index) => ruleOf(rule, index, names));
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

function ruleOf(written: unknown, index: number, names: GatewayApiNames): HttpRoute {
  const { name, matches, backendRefs, timeouts } = fieldsOf(written);
  const filters = itemsOf(field(written, 'filters')).map(fieldsOf);
  return {
    index,
    matches: itemsOf(matches).map(matchOf),
    action: actionOf(filters.find((filter) => 'requestRedirect' in filter)?.['requestRedirect']),
    shares: itemsOf(backendRefs).map((backend) => {
      const weight = field(backend, 'weight');
      return { destination: destinationOf(backend, names), weight: isHole(weight) ? weight : (number(weight) ?? 1) };
    }),
    mirrors: filters
      .filter((filter) => 'requestMirror' in filter)
      .map(({ requestMirror }) => ({
        destination: destinationOf(field(requestMirror, 'backendRef'), names),
        percent: mirroredPercent(requestMirror),
      })),
    ...present({ name: text(name), timeout: text(field(timeouts, 'request')) }),
  };
}

function destinationOf(written: unknown, names: GatewayApiNames): RouteDestination {
  return {
    host: names.service(field(written, 'name'), field(written, 'namespace')),
    ...present({ port: number(field(written, 'port')) }),
  };
}

function mirroredPercent(written: unknown): number {
  const { percent, fraction } = fieldsOf(written);
  if (fraction === undefined) return number(percent) ?? 100;
  return ((number(field(fraction, 'numerator')) ?? 0) * 100) / (number(field(fraction, 'denominator')) ?? 100);
}

function actionOf(redirect: unknown): HttpAction {
  if (redirect === undefined) return { kind: 'forward' };
  return {
    kind: 'redirect',
    status: number(field(redirect, 'statusCode')) ?? 302,
    ...present({
      path: text(field(field(redirect, 'path'), 'replaceFullPath')),
      authority: text(field(redirect, 'hostname')),
      scheme: text(field(redirect, 'scheme')),
      port: number(field(redirect, 'port')),
    }),
  };
}

function matchOf(written: unknown): HttpMatch {
  const { path, method, headers, queryParams } = fieldsOf(written);
  const called = typeof method === 'object' ? calledMethod(method) : undefined;
  return {
    ...present({
      path: path === undefined ? called : pathMatch(path),
      method: called === undefined && method !== undefined ? textMatch(undefined, method) : undefined,
    }),
    headers: namedMatches(headers),
    withoutHeaders: {},
    queryParams: namedMatches(queryParams),
    ignorePathCase: false,
    gateways: [],
    sourceLabels: {},
  };
}

function pathMatch(written: unknown): PathMatch {
  const { type, value } = fieldsOf(written);
  if (type !== undefined && type !== 'PathPrefix') return textMatch(type, value);
  return { segments: readable(value) ?? '/' };
}

/** gRPC calls a method by a path: `/package.Service/Method`. */
function calledMethod(written: unknown): PathMatch {
  const { type, service, method } = fieldsOf(written);
  if (type === 'RegularExpression') {
    return { regex: `/${textOf(service) ?? '[^/]+'}/${textOf(method) ?? '[^/]+'}` };
  }
  if (service === undefined) return { regex: `/[^/]+/${textOf(method) ?? '[^/]+'}` };
  return method === undefined ? { prefix: `/${text(service)}/` } : { exact: `/${text(service)}/${text(method)}` };
}

function namedMatches(written: unknown): Readonly<Record<string, TextMatch>> {
  return Object.fromEntries(
    itemsOf(written).map((each) => [
      text(field(each, 'name')) ?? '',
      textMatch(field(each, 'type'), field(each, 'value')),
    ]),
  );
}

function textMatch(type: unknown, value: unknown): TextMatch {
  const wanted = readable(value) ?? '';
  return type === 'RegularExpression' ? { regex: wanted } : { exact: wanted };
}

function readable(value: unknown): Value<string> | undefined {
  return isHole(value) ? value : textOf(value);
}
