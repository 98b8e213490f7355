/** Envoy's token bucket. */
export interface EnvoyTokenBucket {
  readonly max_tokens: number;
  readonly tokens_per_fill: number;
  /** Seconds with their unit, such as `60s`. */
  readonly fill_interval: string;
}

/** A share of all requests that may be changed at run time. */
export interface EnvoyRuntimeFraction {
  readonly runtime_key: string;
  readonly default_value: { readonly numerator: number; readonly denominator: 'HUNDRED' };
}

/** A header that an answer gets. */
export interface EnvoyHeaderOption {
  readonly append_action: 'OVERWRITE_IF_EXISTS_OR_ADD';
  readonly header: { readonly key: string; readonly value: string };
}

/**
 * The configuration of Envoy's local rate limit filter: the part that both the oldest and the newest catalogued release know.
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/api-v3/extensions/filters/http/local_ratelimit/v3/local_rate_limit.proto
 */
export interface EnvoyLocalRateLimit {
  readonly '@type': typeof LOCAL_RATE_LIMIT;
  readonly stat_prefix: string;
  readonly status?: { readonly code: number };
  readonly token_bucket?: EnvoyTokenBucket;
  readonly filter_enabled?: EnvoyRuntimeFraction;
  readonly filter_enforced?: EnvoyRuntimeFraction;
  readonly response_headers_to_add?: readonly EnvoyHeaderOption[];
  readonly descriptors?: readonly {
    readonly entries: readonly { readonly key: string; readonly value?: string }[];
    readonly token_bucket: EnvoyTokenBucket;
  }[];
  readonly stage?: number;
  readonly local_rate_limit_per_downstream_connection?: boolean;
  readonly enable_x_ratelimit_headers?: 'DRAFT_VERSION_03';
  /** Not in Istio 1.17. */
  readonly max_dynamic_descriptors?: number;
}

export const LOCAL_RATE_LIMIT =
  'type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit' as const;
