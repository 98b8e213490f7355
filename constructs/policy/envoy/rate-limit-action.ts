/** Envoy's string match, as far as rate limits need it. */
export type EnvoyStringMatch =
  | { readonly exact: string }
  | { readonly prefix: string }
  | { readonly suffix: string }
  | { readonly contains: string }
  | { readonly safe_regex: { readonly regex: string } };

/** What of a request makes one entry of a descriptor. Exactly one field. */
export type EnvoyRateLimitAction =
  | { readonly remote_address: Readonly<Record<string, never>> }
  | {
      readonly masked_remote_address: { readonly v4_prefix_mask_len?: number; readonly v6_prefix_mask_len?: number };
    }
  | { readonly generic_key: { readonly descriptor_value: string; readonly descriptor_key?: string } }
  | {
      readonly request_headers: {
        readonly header_name: string;
        readonly descriptor_key: string;
        readonly skip_if_absent?: boolean;
      };
    }
  | {
      readonly header_value_match: {
        readonly descriptor_value: string;
        readonly descriptor_key?: string;
        readonly expect_match?: boolean;
        readonly headers: readonly (
          | { readonly name: string; readonly string_match: EnvoyStringMatch }
          | { readonly name: string; readonly present_match: true }
        )[];
      };
    }
  | {
      readonly query_parameter_value_match: {
        readonly descriptor_value: string;
        readonly descriptor_key?: string;
        readonly query_parameters: readonly { readonly name: string; readonly string_match: EnvoyStringMatch }[];
      };
    }
  | { readonly query_parameters: { readonly query_parameter_name: string; readonly descriptor_key: string } };

/**
 * What a route tells the rate limit filters of its requests.
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/route/v3/route_components.proto#config-route-v3-ratelimit
 */
export interface EnvoyRateLimit {
  /** The filters of this stage alone take it; 0 to 10. */
  readonly stage?: number;
  readonly actions: readonly EnvoyRateLimitAction[];
}
