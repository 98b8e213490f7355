export { ClientQuota, type ClientQuotaProps } from './client-quota';
export { Descriptor, type DescriptorEntry, type DescriptorMatch } from './descriptor';
export type { RouteSelection } from './envoy/route-patches';
export { GlobalRateLimit, type GlobalRateLimitProps } from './global-rate-limit';
export { type LocalLimit, LocalRateLimit, type LocalRateLimitProps, type LocalRouteLimit } from './local-rate-limit';
export { Rate, type RateUnit } from './rate';
export type { ConfiguredDescriptor, GlobalLimit, RateLimitDomain } from './rate-limit-configuration';
export {
  type IRateLimitService,
  RateLimitService,
  type RateLimitServiceProps,
  type RedisServer,
} from './rate-limit-service';
export { TokenBucket, type TokenBucketProps } from './token-bucket';
