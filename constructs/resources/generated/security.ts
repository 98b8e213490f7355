// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type * as shared from './shared';
export type { PolicyTargetReference, WorkloadSelector } from './shared';

/** [AuthorizationPolicy.ExtensionProvider](https://istio.io/latest/docs/reference/config/security/authorization-policy/#AuthorizationPolicy-ExtensionProvider) of the reference. */
export interface AuthorizationPolicyExtensionProvider {
  /** [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#AuthorizationPolicy-ExtensionProvider-name). */
  readonly name?: string;
}

/** [AuthorizationPolicy](https://istio.io/latest/docs/reference/config/security/authorization-policy/#AuthorizationPolicy) of the reference. */
export interface AuthorizationPolicySpec {
  /** [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#AuthorizationPolicy-action). */
  readonly action?: 'ALLOW' | 'DENY' | 'AUDIT' | 'CUSTOM';
  /** [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#AuthorizationPolicy-provider). */
  readonly provider?: AuthorizationPolicyExtensionProvider;
  /** At most 512 items. [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#AuthorizationPolicy-rules). */
  readonly rules?: readonly Rule[];
  /** [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#AuthorizationPolicy-selector). */
  readonly selector?: shared.WorkloadSelector;
  /** Since Istio 1.20. [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#AuthorizationPolicy-target_ref). */
  readonly targetRef?: shared.PolicyTargetReference;
  /** At most 16 items. Since Istio 1.22. [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#AuthorizationPolicy-target_refs). */
  readonly targetRefs?: readonly shared.PolicyTargetReference[];
}

/** [ClaimToHeader](https://istio.io/latest/docs/reference/config/security/request_authentication/#ClaimToHeader) of the reference. */
export interface ClaimToHeader {
  /** At least 1 characters. [Reference](https://istio.io/latest/docs/reference/config/security/request_authentication/#ClaimToHeader-claim). */
  readonly claim: string;
  /** At least 1 characters. [Reference](https://istio.io/latest/docs/reference/config/security/request_authentication/#ClaimToHeader-header). */
  readonly header: string;
}

/** [Condition](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Condition) of the reference. */
export interface Condition {
  /** [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Condition-key). */
  readonly key: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Condition-not_values). */
  readonly notValues?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Condition-values). */
  readonly values?: readonly string[];
}

/** [JWTHeader](https://istio.io/latest/docs/reference/config/security/request_authentication/#JWTHeader) of the reference. */
export interface JWTHeader {
  /** At least 1 characters. [Reference](https://istio.io/latest/docs/reference/config/security/request_authentication/#JWTHeader-name). */
  readonly name: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/security/request_authentication/#JWTHeader-prefix). */
  readonly prefix?: string;
}

/** [JWTRule](https://istio.io/latest/docs/reference/config/security/request_authentication/#JWTRule) of the reference. */
export interface JWTRule {
  /** [Reference](https://istio.io/latest/docs/reference/config/security/request_authentication/#JWTRule-audiences). */
  readonly audiences?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/security/request_authentication/#JWTRule-forward_original_token). */
  readonly forwardOriginalToken?: boolean;
  /** Since Istio 1.21. [Reference](https://istio.io/latest/docs/reference/config/security/request_authentication/#JWTRule-from_cookies). */
  readonly fromCookies?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/security/request_authentication/#JWTRule-from_headers). */
  readonly fromHeaders?: readonly JWTHeader[];
  /** [Reference](https://istio.io/latest/docs/reference/config/security/request_authentication/#JWTRule-from_params). */
  readonly fromParams?: readonly string[];
  /** At least 1 characters. [Reference](https://istio.io/latest/docs/reference/config/security/request_authentication/#JWTRule-issuer). */
  readonly issuer?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/security/request_authentication/#JWTRule-jwks). */
  readonly jwks?: string;
  /** 
   * 1 to 2048 characters. [Reference](https://istio.io/latest/docs/reference/config/security/request_authentication/#JWTRule-jwks_uri).
   * @deprecated Use jwksUri.
   */
  readonly jwks_uri?: string;
  /** 1 to 2048 characters. [Reference](https://istio.io/latest/docs/reference/config/security/request_authentication/#JWTRule-jwks_uri). */
  readonly jwksUri?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/security/request_authentication/#JWTRule-output_claim_to_headers). */
  readonly outputClaimToHeaders?: readonly ClaimToHeader[];
  /** [Reference](https://istio.io/latest/docs/reference/config/security/request_authentication/#JWTRule-output_payload_to_header). */
  readonly outputPayloadToHeader?: string;
  /** Since Istio 1.32. [Reference](https://istio.io/latest/docs/reference/config/security/request_authentication/#JWTRule-presence). */
  readonly presence?: 'OPTIONAL' | 'REQUIRED';
  /** At most 64 items. Since Istio 1.28. [Reference](https://istio.io/latest/docs/reference/config/security/request_authentication/#JWTRule-space_delimited_claims). */
  readonly spaceDelimitedClaims?: readonly string[];
  /** Since Istio 1.22. [Reference](https://istio.io/latest/docs/reference/config/security/request_authentication/#JWTRule-timeout). */
  readonly timeout?: string;
}

/** [Operation](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Operation) of the reference. */
export interface Operation {
  /** [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Operation-hosts). */
  readonly hosts?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Operation-methods). */
  readonly methods?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Operation-not_hosts). */
  readonly notHosts?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Operation-not_methods). */
  readonly notMethods?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Operation-not_paths). */
  readonly notPaths?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Operation-not_ports). */
  readonly notPorts?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Operation-paths). */
  readonly paths?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Operation-ports). */
  readonly ports?: readonly string[];
}

/** [PeerAuthentication.MutualTLS](https://istio.io/latest/docs/reference/config/security/peer_authentication/#PeerAuthentication-MutualTLS) of the reference. */
export interface PeerAuthenticationMutualTLS {
  /** [Reference](https://istio.io/latest/docs/reference/config/security/peer_authentication/#PeerAuthentication-MutualTLS-mode). */
  readonly mode?: 'UNSET' | 'DISABLE' | 'PERMISSIVE' | 'STRICT';
}

/** [PeerAuthentication](https://istio.io/latest/docs/reference/config/security/peer_authentication/#PeerAuthentication) of the reference. */
export interface PeerAuthenticationSpec {
  /** [Reference](https://istio.io/latest/docs/reference/config/security/peer_authentication/#PeerAuthentication-mtls). */
  readonly mtls?: PeerAuthenticationMutualTLS;
  /** [Reference](https://istio.io/latest/docs/reference/config/security/peer_authentication/#PeerAuthentication-port_level_mtls). */
  readonly portLevelMtls?: Readonly<Record<string, PeerAuthenticationMutualTLS>>;
  /** [Reference](https://istio.io/latest/docs/reference/config/security/peer_authentication/#PeerAuthentication-selector). */
  readonly selector?: shared.WorkloadSelector;
}

/** [RequestAuthentication](https://istio.io/latest/docs/reference/config/security/request_authentication/#RequestAuthentication) of the reference. */
export interface RequestAuthenticationSpec {
  /** At most 4096 items. [Reference](https://istio.io/latest/docs/reference/config/security/request_authentication/#RequestAuthentication-jwt_rules). */
  readonly jwtRules?: readonly JWTRule[];
  /** [Reference](https://istio.io/latest/docs/reference/config/security/request_authentication/#RequestAuthentication-selector). */
  readonly selector?: shared.WorkloadSelector;
  /** Since Istio 1.20. [Reference](https://istio.io/latest/docs/reference/config/security/request_authentication/#RequestAuthentication-target_ref). */
  readonly targetRef?: shared.PolicyTargetReference;
  /** At most 16 items. Since Istio 1.22. [Reference](https://istio.io/latest/docs/reference/config/security/request_authentication/#RequestAuthentication-target_refs). */
  readonly targetRefs?: readonly shared.PolicyTargetReference[];
}

/** [Rule](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Rule) of the reference. */
export interface Rule {
  /** At most 512 items. [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Rule-from). */
  readonly from?: readonly RuleFrom[];
  /** [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Rule-to). */
  readonly to?: readonly RuleTo[];
  /** [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Rule-when). */
  readonly when?: readonly Condition[];
}

/** [Rule.From](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Rule-From) of the reference. */
export interface RuleFrom {
  /** [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Rule-From-source). */
  readonly source?: Source;
}

/** [Rule.To](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Rule-To) of the reference. */
export interface RuleTo {
  /** [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Rule-To-operation). */
  readonly operation?: Operation;
}

/** [Source](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Source) of the reference. */
export interface Source {
  /** [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Source-ip_blocks). */
  readonly ipBlocks?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Source-namespaces). */
  readonly namespaces?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Source-not_ip_blocks). */
  readonly notIpBlocks?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Source-not_namespaces). */
  readonly notNamespaces?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Source-not_principals). */
  readonly notPrincipals?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Source-not_remote_ip_blocks). */
  readonly notRemoteIpBlocks?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Source-not_request_principals). */
  readonly notRequestPrincipals?: readonly string[];
  /** At most 16 items. Since Istio 1.25. [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Source-not_service_accounts). */
  readonly notServiceAccounts?: readonly string[];
  /** Since Istio 1.30. [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Source-not_trust_domains). */
  readonly notTrustDomains?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Source-principals). */
  readonly principals?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Source-remote_ip_blocks). */
  readonly remoteIpBlocks?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Source-request_principals). */
  readonly requestPrincipals?: readonly string[];
  /** At most 16 items. Since Istio 1.25. [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Source-service_accounts). */
  readonly serviceAccounts?: readonly string[];
  /** Since Istio 1.30. [Reference](https://istio.io/latest/docs/reference/config/security/authorization-policy/#Source-trust_domains). */
  readonly trustDomains?: readonly string[];
}
