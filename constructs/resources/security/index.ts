export type * from '../generated/security';
export { AuthorizationPolicy, type AuthorizationPolicyProps } from './authorization-policy';
export { PeerAuthentication, type PeerAuthenticationProps } from './peer-authentication';
export { RequestAuthentication, type RequestAuthenticationProps } from './request-authentication';
