import type * as gatewayApi from '../../resources/generated/gateway-api';
import type { GrpcMatch } from '../grpc-route';
import { expressionOf, type GrpcRule } from '../grpc-rule';
import { headerMatches } from './http-match';
import { backendRefs, headerFilters, mirrorFilter, type ServiceOf } from './http-route';
import { unsupported } from './unsupported';

/** The rule as a rule of a GRPCRoute. What the Gateway API cannot say is added to `faults`. */
export function renderGrpcRule(rule: GrpcRule, serviceOf: ServiceOf, faults: string[]): gatewayApi.GRPCRouteRule {
  const { name, calls, headers, fault, retries, timeout } = rule;
  const refused = {
    fault: [fault, 'fault injection'],
    retries: [retries, 'retries of gRPC calls'],
    timeout: [timeout, 'timeout of gRPC calls'],
  } as const;
  for (const [field, [value, what]] of Object.entries(refused)) {
    if (value !== undefined) faults.push(unsupported(field, what));
  }
  const filters = [
    ...(headers === undefined ? [] : headerFilters(headers)),
    ...rule.mirrors.map((mirror) => mirrorFilter(mirror, serviceOf, faults)),
  ];
  return {
    name,
    matches: calls.length > 0 ? calls.map((call) => renderMatch(call, faults)) : undefined,
    filters: filters.length > 0 ? (filters as readonly gatewayApi.GRPCRouteFilter[]) : undefined,
    backendRefs: backendRefs(rule, serviceOf, faults) as readonly gatewayApi.GRPCBackendRef[],
  };
}

function renderMatch(call: GrpcMatch, faults: string[]): gatewayApi.GRPCRouteMatch {
  const headers = headerMatches(call.headers, faults);
  return { method: methodMatch(call), headers: headers.length > 0 ? headers : undefined };
}

/** One type holds for both names: beside an expression, a name is written as one. */
function methodMatch({ service, method }: GrpcMatch): gatewayApi.GRPCMethodMatch | undefined {
  if (service === undefined && method === undefined) return undefined;
  if (typeof service !== 'object' && typeof method !== 'object') return { service, method };
  return { type: 'RegularExpression', service: expressionOf(service), method: expressionOf(method) };
}

/** The rule as one of an HTTPRoute that istiod ranks alike, with the paths of the calls. */
export function asHttpRule({ matches }: GrpcRule, rendered: gatewayApi.GRPCRouteRule): gatewayApi.HTTPRouteRule {
  return { matches: rendered.matches?.map(({ headers }, i) => ({ path: pathMatch(matches[i]?.path), headers })) };
}

function pathMatch(path: GrpcRule['matches'][number]['path']): gatewayApi.HTTPPathMatch {
  if (typeof path === 'string') return { type: 'Exact', value: path };
  if (path?.prefix !== undefined) return { type: 'PathPrefix', value: path.prefix };
  // A match without names comes after every expression of them.
  return { type: 'RegularExpression', value: path?.regex ?? '.*' };
}
