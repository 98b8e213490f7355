export { AccessPolicy, type AccessPolicyProps } from './access-policy';
export { type AccessOperation, AccessRule, AccessSource } from './access-rule';
export {
  type Callable,
  type DeclaredCall,
  DeclaredWorkload,
  type DeclaredWorkloadOptions,
  type DeclaredWorkloadProps,
} from './declared-workload';
export { DenyByDefault, type DenyByDefaultProps } from './deny-by-default';
export { EgressGatewayRoute, type EgressGatewayRouteProps, type TlsOrigination } from './egress-gateway-route';
export { ExternalAuthorization, type ExternalAuthorizationProps } from './external-authorization';
export {
  type AuthorizerProvider,
  type DefinedAuthorizer,
  ExternalAuthorizer,
  type GrpcAuthorizerProps,
  type HttpAuthorizerProps,
} from './external-authorizer';
export { type ExternalPort, ExternalService, type ExternalServiceProps } from './external-service';
export { IngressTls } from './ingress-tls';
export type { ClientCertificates, IngressTlsProps } from './ingress-tls-props';
export { JwtAuthentication, type JwtAuthenticationProps } from './jwt-authentication';
export { JwtIssuer, type JwtIssuerProps } from './jwt-issuer';
export { LeastPrivilege, type LeastPrivilegeProps } from './least-privilege';
export { MutualTls, type MutualTlsProps } from './mutual-tls';
export type { MutualTlsMode } from './mutual-tls-mode';
export {
  type MutualTlsException,
  MutualTlsRollout,
  type MutualTlsRolloutProps,
  type MutualTlsStage,
} from './mutual-tls-rollout';
export {
  type OutboundTrafficMode,
  OutboundTrafficPolicy,
  type OutboundTrafficPolicyProps,
} from './outbound-traffic-policy';
export { type ManagedCertificate, type SecretOptions, TlsCredential } from './tls-credential';
