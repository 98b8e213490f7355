import type { EnvoyFilterEnvoyConfigObjectPatch } from '../../resources/generated/networking';
import type { EnvoyRateLimit } from './rate-limit-action';

/** Whose configuration is changed: a gateway's, or what a sidecar does with requests to its workload. */
export type PatchContext = 'GATEWAY' | 'SIDECAR_INBOUND';

/** Routes of a gateway; what is not named means all. */
export interface RouteSelection {
  /** A host name, as the Gateway and the VirtualService have it. Goes with `port`. */
  readonly host?: string;
  /** The port that the Gateway resource names for the host. */
  readonly port?: number;
  /** The name of an HTTP route of a VirtualService. */
  readonly route?: string;
}

/** What a selection of routes cannot be. */
export function routeSelectionFaults(path: string, { host, port, route }: RouteSelection): string[] {
  if (host === undefined && port === undefined && route === undefined) {
    return [`${path}: expected a route, or a host and its port, got neither`];
  }
  if ((host === undefined) !== (port === undefined)) {
    return [`${path}: expected host and port together, got ${host === undefined ? 'a port' : 'a host'} alone`];
  }
  return [];
}

const HTTP_CONNECTION_MANAGER = 'envoy.filters.network.http_connection_manager';

/** Puts an HTTP filter where requests are, once everything before it let them pass, about to be routed. */
export function filterPatch(
  context: PatchContext,
  name: string,
  config: { readonly '@type': string },
): EnvoyFilterEnvoyConfigObjectPatch {
  return {
    applyTo: 'HTTP_FILTER',
    match: {
      context,
      listener: {
        filterChain: { filter: { name: HTTP_CONNECTION_MANAGER, subFilter: { name: 'envoy.filters.http.router' } } },
      },
    },
    patch: { operation: 'INSERT_BEFORE', value: { name, typed_config: config } },
  };
}

/** Changes routes: what they tell rate limit filters, and how a filter treats their requests. */
export function routePatch(
  context: PatchContext,
  { host, port, route }: RouteSelection,
  rateLimits: readonly EnvoyRateLimit[],
  perFilterConfig: Readonly<Record<string, object>> = {},
): EnvoyFilterEnvoyConfigObjectPatch {
  return {
    applyTo: 'HTTP_ROUTE',
    match: {
      context,
      routeConfiguration: {
        vhost: {
          ...(host !== undefined && { name: `${host}:${port}` }),
          // Redirects and direct answers have no action that the change could be merged into.
          route: { action: 'ROUTE', ...(route !== undefined && { name: route }) },
        },
      },
    },
    patch: {
      operation: 'MERGE',
      value: {
        ...(rateLimits.length > 0 && { route: { rate_limits: rateLimits } }),
        ...(Object.keys(perFilterConfig).length > 0 && { typed_per_filter_config: perFilterConfig }),
      },
    },
  };
}

/** The same actions once each: a limit would otherwise count a request twice. */
export function distinct(limits: readonly EnvoyRateLimit[]): EnvoyRateLimit[] {
  const byText = new Map(limits.map((limit) => [JSON.stringify(limit), limit]));
  return [...byText.values()];
}
