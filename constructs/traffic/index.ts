export type { ArgoCanaryStrategy } from './argo-canary-strategy';
export {
  type ArgoRolloutsHandOver,
  CanaryRollout,
  type CanaryRolloutProps,
  type SubsetRolloutProps,
} from './canary-rollout';
export type { CanaryRolloutOptions, CanaryStep } from './canary-rollout-options';
export {
  CircuitBreaker,
  type CircuitBreakerProps,
  type ConnectionPool,
  type OutlierDetection,
} from './circuit-breaker';
export type { FlaggerHandOver, FlaggerMetric, FlaggerRolloutProps } from './flagger-canary';
export type { GatewayReference } from './gateway-reference';
export type { GrpcMatch, GrpcName, GrpcRoute } from './grpc-route';
export type { HeaderChanges, HeaderOperations } from './header-changes';
export type { HttpMatch, StringMatch, TextMatch, ValueMatch } from './http-match';
export type { Cors, DirectResponse, FaultInjection, HttpRoute, Mirror, Redirect, Rewrite } from './http-route';
export type { L4Match, TcpRoute, TlsMatch, TlsRoute } from './l4-route';
export { type HashAlgorithm, LoadBalancer, type StickyCookie, type Warmup } from './load-balancer';
export { Locality } from './locality';
export {
  type MeshHostProps,
  MeshService,
  type MeshServiceProps,
  type ServiceObject,
  type ServiceOwner,
  type ServiceReference,
  type TerraformService,
} from './mesh-service';
export { Retries, type RetryCondition, type RetryProps } from './retries';
export type { ForeignSubset, RouteTarget } from './route-target';
export { ServiceTraffic } from './service-traffic';
export type { ServiceTrafficProps } from './service-traffic-props';
export { Subset, type SubsetProps } from './subset';
export type { PortPolicy, RetryBudget, TrafficPolicy } from './traffic-policy';
export { WeightedSplit, type WeightedTarget } from './weighted-split';
