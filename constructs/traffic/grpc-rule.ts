import { isToken } from '../delivery/terraform-template';
import { escapeRegex } from './cookie-regex';
import type { GrpcMatch, GrpcName, GrpcRoute } from './grpc-route';
import type { TextMatch } from './http-match';
import { type HttpRule, httpRule, listOf, type RuleDefaults } from './http-rule';

/** A route of gRPC calls: one of HTTP requests, whose paths name the service and the method. */
export interface GrpcRule extends HttpRule {
  /** The matches as they were given, one for each of the rule's. */
  readonly calls: readonly GrpcMatch[];
}

/** The route of gRPC calls with its defaults. Faults that no API could make right are added to `faults`. */
export function grpcRule(route: GrpcRoute, defaults: RuleDefaults, faults: string[]): GrpcRule {
  const calls = listOf<GrpcMatch>(route.match);
  faults.push(...calls.flatMap(nameFaults));
  const match = route.match && calls.map((call) => ({ path: pathOf(call), headers: call.headers }));
  return { ...httpRule({ ...route, match }, defaults, faults), calls };
}

/** The path of a call is `/service/method`. */
function pathOf({ service, method }: GrpcMatch): TextMatch | undefined {
  if (service === undefined && method === undefined) return undefined;
  if (typeof service === 'string' && typeof method === 'string') return `/${service}/${method}`;
  if (typeof service === 'string' && method === undefined) return { prefix: `/${service}/` };
  return { regex: `/${expressionOf(service) ?? '[^/]+'}/${expressionOf(method) ?? '.+'}` };
}

/** A name as an expression that stands between slashes. */
export function expressionOf(name: GrpcName | undefined): string | undefined {
  if (name === undefined) return undefined;
  if (typeof name === 'string') return escapeRegex(name);
  return name.regex.includes('|') ? `(?:${name.regex})` : name.regex;
}

const NAMES = {
  service: {
    pattern: /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/,
    wanted: 'a service with its package, such as shop.v1.Reviews',
  },
  method: { pattern: /^[A-Za-z_]\w*$/, wanted: 'the name of a method, such as List' },
} as const;

function nameFaults(call: GrpcMatch): string[] {
  return (['service', 'method'] as const).flatMap((field) => {
    const name = call[field];
    const { pattern, wanted } = NAMES[field];
    if (typeof name !== 'string' || isToken(name) || pattern.test(name)) return [];
    return [`match.${field}: expected ${wanted}, got "${name}"`];
  });
}
