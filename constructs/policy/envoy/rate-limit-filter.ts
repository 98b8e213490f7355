import type { EnvoyHeaderOption } from './local-rate-limit-filter';

/**
 * The configuration of Envoy's global rate limit filter: the part that both the oldest and the newest catalogued release know.
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/api-v3/extensions/filters/http/ratelimit/v3/rate_limit.proto
 */
export interface EnvoyGlobalRateLimit {
  readonly '@type': typeof GLOBAL_RATE_LIMIT;
  readonly domain: string;
  readonly stage?: number;
  /** Seconds with their unit, such as `0.050s`. */
  readonly timeout?: string;
  readonly failure_mode_deny?: boolean;
  readonly rate_limited_as_resource_exhausted?: boolean;
  readonly rate_limit_service: {
    readonly grpc_service: {
      readonly envoy_grpc: { readonly cluster_name: string; readonly authority: string };
    };
    readonly transport_api_version: 'V3';
  };
  readonly enable_x_ratelimit_headers?: 'DRAFT_VERSION_03';
  readonly disable_x_envoy_ratelimited_header?: boolean;
  readonly rate_limited_status?: { readonly code: number };
  readonly response_headers_to_add?: readonly EnvoyHeaderOption[];
}

export const GLOBAL_RATE_LIMIT = 'type.googleapis.com/envoy.extensions.filters.http.ratelimit.v3.RateLimit' as const;
