// Made by scripts/generate-resources.ts from the CRDs; do not edit.


/** [AllowedListeners](https://gateway-api.sigs.k8s.io/reference/spec/#allowedlisteners) of the reference. */
export interface AllowedListeners {
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#allowedlisteners). */
  readonly namespaces?: ListenerNamespaces;
}

/** [AllowedRoutes](https://gateway-api.sigs.k8s.io/reference/spec/#allowedroutes) of the reference. */
export interface AllowedRoutes {
  /** At most 8 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#allowedroutes). */
  readonly kinds?: readonly RouteGroupKind[];
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#allowedroutes). */
  readonly namespaces?: RouteNamespaces;
}

/** [BackendObjectReference](https://gateway-api.sigs.k8s.io/reference/spec/#backendobjectreference) of the reference. */
export interface BackendObjectReference {
  /** At most 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#backendobjectreference). */
  readonly group?: string;
  /** 1 to 63 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#backendobjectreference). */
  readonly kind?: string;
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#backendobjectreference). */
  readonly name: string;
  /** 1 to 63 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#backendobjectreference). */
  readonly namespace?: string;
  /** 1 to 65535. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#backendobjectreference). */
  readonly port?: number;
}

/** [BackendRef](https://gateway-api.sigs.k8s.io/reference/spec/#backendref) of the reference. */
export interface BackendRef {
  /** At most 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#backendref). */
  readonly group?: string;
  /** 1 to 63 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#backendref). */
  readonly kind?: string;
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#backendref). */
  readonly name: string;
  /** 1 to 63 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#backendref). */
  readonly namespace?: string;
  /** 1 to 65535. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#backendref). */
  readonly port?: number;
  /** At most 1000000. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#backendref). */
  readonly weight?: number;
}

/** [BackendTLSPolicySpec](https://gateway-api.sigs.k8s.io/reference/spec/#backendtlspolicyspec) of the reference. */
export interface BackendTLSPolicySpec {
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#backendtlspolicyspec). */
  readonly options?: Readonly<Record<string, string>>;
  /** 1 to 16 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#backendtlspolicyspec). */
  readonly targetRefs: readonly LocalPolicyTargetReferenceWithSectionName[];
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#backendtlspolicyspec). */
  readonly validation: BackendTLSPolicyValidation;
}

/** [BackendTLSPolicyValidation](https://gateway-api.sigs.k8s.io/reference/spec/#backendtlspolicyvalidation) of the reference. */
export interface BackendTLSPolicyValidation {
  /** 1 to 8 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#backendtlspolicyvalidation). */
  readonly caCertificateRefs?: readonly LocalObjectReference[];
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#backendtlspolicyvalidation). */
  readonly hostname: string;
  /** At most 5 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#backendtlspolicyvalidation). */
  readonly subjectAltNames?: readonly SubjectAltName[];
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#backendtlspolicyvalidation). */
  readonly wellKnownCACertificates?: string;
}

/** [BudgetDetails](https://gateway-api.sigs.k8s.io/reference/spec/#budgetdetails) of the reference. */
export interface BudgetDetails {
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#budgetdetails). */
  readonly interval?: string;
  /** At most 100. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#budgetdetails). */
  readonly percent?: number;
}

/** [CookieConfig](https://gateway-api.sigs.k8s.io/reference/spec/#cookieconfig) of the reference. */
export interface CookieConfig {
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#cookieconfig). */
  readonly lifetimeType?: 'Permanent' | 'Session';
  /** 1 to 256 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#cookieconfig). */
  readonly name?: string;
  /** At most 1024 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#cookieconfig). */
  readonly path?: string;
}

/** [CookieLifetimeConfig](https://gateway-api.sigs.k8s.io/reference/spec/#cookielifetimeconfig) of the reference. */
export interface CookieLifetimeConfig {
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#cookielifetimeconfig). */
  readonly lifetimeType?: 'Permanent' | 'Session';
}

/** [EndpointPickerRef](https://gateway-api-inference-extension.sigs.k8s.io/reference/spec/#endpointpickerref) of the reference. */
export interface EndpointPickerRef {
  /** [Reference](https://gateway-api-inference-extension.sigs.k8s.io/reference/spec/#endpointpickerref). */
  readonly failureMode?: 'FailOpen' | 'FailClose';
  /** At most 253 characters. [Reference](https://gateway-api-inference-extension.sigs.k8s.io/reference/spec/#endpointpickerref). */
  readonly group?: string;
  /** 1 to 63 characters. [Reference](https://gateway-api-inference-extension.sigs.k8s.io/reference/spec/#endpointpickerref). */
  readonly kind?: string;
  /** 1 to 253 characters. [Reference](https://gateway-api-inference-extension.sigs.k8s.io/reference/spec/#endpointpickerref). */
  readonly name: string;
  /** [Reference](https://gateway-api-inference-extension.sigs.k8s.io/reference/spec/#endpointpickerref). */
  readonly port?: Port;
}

/** [ForwardBodyConfig](https://gateway-api.sigs.k8s.io/reference/spec/#forwardbodyconfig) of the reference. */
export interface ForwardBodyConfig {
  /** At least 0. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#forwardbodyconfig). */
  readonly maxSize?: number;
}

/** [Fraction](https://gateway-api.sigs.k8s.io/reference/spec/#fraction) of the reference. */
export interface Fraction {
  /** At least 1. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#fraction). */
  readonly denominator?: number;
  /** At least 0. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#fraction). */
  readonly numerator: number;
}

/** [FrontendTLSConfig](https://gateway-api.sigs.k8s.io/reference/spec/#frontendtlsconfig) of the reference. */
export interface FrontendTLSConfig {
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#frontendtlsconfig). */
  readonly default: TLSConfig;
  /** At most 64 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#frontendtlsconfig). */
  readonly perPort?: readonly TLSPortConfig[];
}

/** [FrontendTLSValidation](https://gateway-api.sigs.k8s.io/reference/spec/#frontendtlsvalidation) of the reference. */
export interface FrontendTLSValidation {
  /** 1 to 16 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#frontendtlsvalidation). */
  readonly caCertificateRefs: readonly ObjectReference[];
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#frontendtlsvalidation). */
  readonly mode?: 'AllowValidOnly' | 'AllowInsecureFallback';
}

/** [GRPCAuthConfig](https://gateway-api.sigs.k8s.io/reference/spec/#grpcauthconfig) of the reference. */
export interface GRPCAuthConfig {
  /** At most 64 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#grpcauthconfig). */
  readonly allowedHeaders?: readonly string[];
}

/** [GRPCBackendRef](https://gateway-api.sigs.k8s.io/reference/spec/#grpcbackendref) of the reference. */
export interface GRPCBackendRef {
  /** At most 16 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#grpcbackendref). */
  readonly filters?: readonly GRPCRouteFilter[];
  /** At most 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#grpcbackendref). */
  readonly group?: string;
  /** 1 to 63 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#grpcbackendref). */
  readonly kind?: string;
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#grpcbackendref). */
  readonly name: string;
  /** 1 to 63 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#grpcbackendref). */
  readonly namespace?: string;
  /** 1 to 65535. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#grpcbackendref). */
  readonly port?: number;
  /** At most 1000000. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#grpcbackendref). */
  readonly weight?: number;
}

/** [GRPCHeaderMatch](https://gateway-api.sigs.k8s.io/reference/spec/#grpcheadermatch) of the reference. */
export interface GRPCHeaderMatch {
  /** 1 to 256 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#grpcheadermatch). */
  readonly name: string;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#grpcheadermatch). */
  readonly type?: 'Exact' | 'RegularExpression';
  /** 1 to 4096 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#grpcheadermatch). */
  readonly value: string;
}

/** [GRPCMethodMatch](https://gateway-api.sigs.k8s.io/reference/spec/#grpcmethodmatch) of the reference. */
export interface GRPCMethodMatch {
  /** At most 1024 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#grpcmethodmatch). */
  readonly method?: string;
  /** At most 1024 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#grpcmethodmatch). */
  readonly service?: string;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#grpcmethodmatch). */
  readonly type?: 'Exact' | 'RegularExpression';
}

/** [GRPCRouteFilter](https://gateway-api.sigs.k8s.io/reference/spec/#grpcroutefilter) of the reference. */
export interface GRPCRouteFilter {
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#grpcroutefilter). */
  readonly extensionRef?: LocalObjectReference;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#grpcroutefilter). */
  readonly requestHeaderModifier?: HTTPHeaderFilter;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#grpcroutefilter). */
  readonly requestMirror?: HTTPRequestMirrorFilter;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#grpcroutefilter). */
  readonly responseHeaderModifier?: HTTPHeaderFilter;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#grpcroutefilter). */
  readonly type: 'ResponseHeaderModifier' | 'RequestHeaderModifier' | 'RequestMirror' | 'ExtensionRef';
}

/** [GRPCRouteMatch](https://gateway-api.sigs.k8s.io/reference/spec/#grpcroutematch) of the reference. */
export interface GRPCRouteMatch {
  /** At most 16 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#grpcroutematch). */
  readonly headers?: readonly GRPCHeaderMatch[];
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#grpcroutematch). */
  readonly method?: GRPCMethodMatch;
}

/** [GRPCRouteRule](https://gateway-api.sigs.k8s.io/reference/spec/#grpcrouterule) of the reference. */
export interface GRPCRouteRule {
  /** At most 16 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#grpcrouterule). */
  readonly backendRefs?: readonly GRPCBackendRef[];
  /** At most 16 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#grpcrouterule). */
  readonly filters?: readonly GRPCRouteFilter[];
  /** At most 64 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#grpcrouterule). */
  readonly matches?: readonly GRPCRouteMatch[];
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#grpcrouterule). */
  readonly name?: string;
  /** Of the experimental channel. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#grpcrouterule). */
  readonly sessionPersistence?: SessionPersistence;
}

/** [GRPCRouteSpec](https://gateway-api.sigs.k8s.io/reference/spec/#grpcroutespec) of the reference. */
export interface GRPCRouteSpec {
  /** At most 16 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#grpcroutespec). */
  readonly hostnames?: readonly string[];
  /** At most 32 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#grpcroutespec). */
  readonly parentRefs?: readonly ParentReference[];
  /** At most 16 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#grpcroutespec). */
  readonly rules?: readonly GRPCRouteRule[];
  /** Of the experimental channel. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#grpcroutespec). */
  readonly useDefaultGateways?: 'All' | 'None';
}

/** [GatewayBackendTLS](https://gateway-api.sigs.k8s.io/reference/spec/#gatewaybackendtls) of the reference. */
export interface GatewayBackendTLS {
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#gatewaybackendtls). */
  readonly clientCertificateRef?: SecretObjectReference;
}

/** [GatewayClassSpec](https://gateway-api.sigs.k8s.io/reference/spec/#gatewayclassspec) of the reference. */
export interface GatewayClassSpec {
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#gatewayclassspec). */
  readonly controllerName: string;
  /** At most 64 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#gatewayclassspec). */
  readonly description?: string;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#gatewayclassspec). */
  readonly parametersRef?: ParametersReference;
}

/** [GatewayInfrastructure](https://gateway-api.sigs.k8s.io/reference/spec/#gatewayinfrastructure) of the reference. */
export interface GatewayInfrastructure {
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#gatewayinfrastructure). */
  readonly annotations?: Readonly<Record<string, string>>;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#gatewayinfrastructure). */
  readonly labels?: Readonly<Record<string, string>>;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#gatewayinfrastructure). */
  readonly parametersRef?: LocalParametersReference;
}

/** [GatewaySpec](https://gateway-api.sigs.k8s.io/reference/spec/#gatewayspec) of the reference. */
export interface GatewaySpec {
  /** At most 16 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#gatewayspec). */
  readonly addresses?: readonly GatewaySpecAddress[];
  /** Since Gateway API 1.5. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#gatewayspec). */
  readonly allowedListeners?: AllowedListeners;
  /** Of the experimental channel. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#gatewayspec). */
  readonly defaultScope?: 'All' | 'None';
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#gatewayspec). */
  readonly gatewayClassName: string;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#gatewayspec). */
  readonly infrastructure?: GatewayInfrastructure;
  /** 1 to 64 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#gatewayspec). */
  readonly listeners: readonly Listener[];
  /** Since Gateway API 1.5. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#gatewayspec). */
  readonly tls?: GatewayTLSConfig;
}

/** [GatewaySpecAddress](https://gateway-api.sigs.k8s.io/reference/spec/#gatewayspecaddress) of the reference. */
export interface GatewaySpecAddress {
  /** At most 253 characters. Of the experimental channel. Since Gateway API 1.7. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#gatewayspecaddress). */
  readonly routability?: string;
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#gatewayspecaddress). */
  readonly type?: string;
  /** At most 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#gatewayspecaddress). */
  readonly value?: string;
}

/** [GatewayTLSConfig](https://gateway-api.sigs.k8s.io/reference/spec/#gatewaytlsconfig) of the reference. */
export interface GatewayTLSConfig {
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#gatewaytlsconfig). */
  readonly backend?: GatewayBackendTLS;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#gatewaytlsconfig). */
  readonly frontend?: FrontendTLSConfig;
}

/** [HTTPAuthConfig](https://gateway-api.sigs.k8s.io/reference/spec/#httpauthconfig) of the reference. */
export interface HTTPAuthConfig {
  /** At most 64 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpauthconfig). */
  readonly allowedHeaders?: readonly string[];
  /** At most 64 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpauthconfig). */
  readonly allowedResponseHeaders?: readonly string[];
  /** At most 1024 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpauthconfig). */
  readonly path?: string;
}

/** [HTTPBackendRef](https://gateway-api.sigs.k8s.io/reference/spec/#httpbackendref) of the reference. */
export interface HTTPBackendRef {
  /** At most 16 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpbackendref). */
  readonly filters?: readonly HTTPRouteFilter[];
  /** At most 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpbackendref). */
  readonly group?: string;
  /** 1 to 63 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpbackendref). */
  readonly kind?: string;
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpbackendref). */
  readonly name: string;
  /** 1 to 63 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpbackendref). */
  readonly namespace?: string;
  /** 1 to 65535. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpbackendref). */
  readonly port?: number;
  /** At most 1000000. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpbackendref). */
  readonly weight?: number;
}

/** [HTTPCORSFilter](https://gateway-api.sigs.k8s.io/reference/spec/#httpcorsfilter) of the reference. */
export interface HTTPCORSFilter {
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpcorsfilter). */
  readonly allowCredentials?: boolean;
  /** At most 64 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpcorsfilter). */
  readonly allowHeaders?: readonly string[];
  /** At most 9 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpcorsfilter). */
  readonly allowMethods?: readonly ('GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'CONNECT' | 'OPTIONS' | 'TRACE' | 'PATCH' | '*')[];
  /** At most 64 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpcorsfilter). */
  readonly allowOrigins?: readonly string[];
  /** At most 64 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpcorsfilter). */
  readonly exposeHeaders?: readonly string[];
  /** At least 1. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpcorsfilter). */
  readonly maxAge?: number;
}

/** [HTTPExternalAuthFilter](https://gateway-api.sigs.k8s.io/reference/spec/#httpexternalauthfilter) of the reference. */
export interface HTTPExternalAuthFilter {
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpexternalauthfilter). */
  readonly backendRef: BackendObjectReference;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpexternalauthfilter). */
  readonly forwardBody?: ForwardBodyConfig;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpexternalauthfilter). */
  readonly grpc?: GRPCAuthConfig;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpexternalauthfilter). */
  readonly http?: HTTPAuthConfig;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpexternalauthfilter). */
  readonly protocol: 'HTTP' | 'GRPC';
}

/** [HTTPHeader](https://gateway-api.sigs.k8s.io/reference/spec/#httpheader) of the reference. */
export interface HTTPHeader {
  /** 1 to 256 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpheader). */
  readonly name: string;
  /** 1 to 4096 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpheader). */
  readonly value: string;
}

/** [HTTPHeaderFilter](https://gateway-api.sigs.k8s.io/reference/spec/#httpheaderfilter) of the reference. */
export interface HTTPHeaderFilter {
  /** At most 16 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpheaderfilter). */
  readonly add?: readonly HTTPHeader[];
  /** At most 16 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpheaderfilter). */
  readonly remove?: readonly string[];
  /** At most 16 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpheaderfilter). */
  readonly set?: readonly HTTPHeader[];
}

/** [HTTPHeaderMatch](https://gateway-api.sigs.k8s.io/reference/spec/#httpheadermatch) of the reference. */
export interface HTTPHeaderMatch {
  /** 1 to 256 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpheadermatch). */
  readonly name: string;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpheadermatch). */
  readonly type?: 'Exact' | 'RegularExpression';
  /** 1 to 4096 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpheadermatch). */
  readonly value: string;
}

/** [HTTPPathMatch](https://gateway-api.sigs.k8s.io/reference/spec/#httppathmatch) of the reference. */
export interface HTTPPathMatch {
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httppathmatch). */
  readonly type?: 'Exact' | 'PathPrefix' | 'RegularExpression';
  /** At most 1024 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httppathmatch). */
  readonly value?: string;
}

/** [HTTPPathModifier](https://gateway-api.sigs.k8s.io/reference/spec/#httppathmodifier) of the reference. */
export interface HTTPPathModifier {
  /** At most 1024 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httppathmodifier). */
  readonly replaceFullPath?: string;
  /** At most 1024 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httppathmodifier). */
  readonly replacePrefixMatch?: string;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httppathmodifier). */
  readonly type: 'ReplaceFullPath' | 'ReplacePrefixMatch';
}

/** [HTTPQueryParamMatch](https://gateway-api.sigs.k8s.io/reference/spec/#httpqueryparammatch) of the reference. */
export interface HTTPQueryParamMatch {
  /** 1 to 256 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpqueryparammatch). */
  readonly name: string;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpqueryparammatch). */
  readonly type?: 'Exact' | 'RegularExpression';
  /** 1 to 1024 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpqueryparammatch). */
  readonly value: string;
}

/** [HTTPRequestMirrorFilter](https://gateway-api.sigs.k8s.io/reference/spec/#httprequestmirrorfilter) of the reference. */
export interface HTTPRequestMirrorFilter {
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httprequestmirrorfilter). */
  readonly backendRef: BackendObjectReference;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httprequestmirrorfilter). */
  readonly fraction?: Fraction;
  /** At most 100. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httprequestmirrorfilter). */
  readonly percent?: number;
}

/** [HTTPRequestRedirectFilter](https://gateway-api.sigs.k8s.io/reference/spec/#httprequestredirectfilter) of the reference. */
export interface HTTPRequestRedirectFilter {
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httprequestredirectfilter). */
  readonly hostname?: string;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httprequestredirectfilter). */
  readonly path?: HTTPPathModifier;
  /** 1 to 65535. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httprequestredirectfilter). */
  readonly port?: number;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httprequestredirectfilter). */
  readonly scheme?: 'http' | 'https';
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httprequestredirectfilter). */
  readonly statusCode?: 301 | 302 | 303 | 307 | 308;
}

/** [HTTPRouteFilter](https://gateway-api.sigs.k8s.io/reference/spec/#httproutefilter) of the reference. */
export interface HTTPRouteFilter {
  /** Since Gateway API 1.5. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httproutefilter). */
  readonly cors?: HTTPCORSFilter;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httproutefilter). */
  readonly extensionRef?: LocalObjectReference;
  /** Of the experimental channel. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httproutefilter). */
  readonly externalAuth?: HTTPExternalAuthFilter;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httproutefilter). */
  readonly requestHeaderModifier?: HTTPHeaderFilter;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httproutefilter). */
  readonly requestMirror?: HTTPRequestMirrorFilter;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httproutefilter). */
  readonly requestRedirect?: HTTPRequestRedirectFilter;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httproutefilter). */
  readonly responseHeaderModifier?: HTTPHeaderFilter;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httproutefilter). */
  readonly type: 'RequestHeaderModifier' | 'ResponseHeaderModifier' | 'RequestMirror' | 'RequestRedirect' | 'URLRewrite' | 'ExtensionRef' | 'CORS' | 'ExternalAuth';
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httproutefilter). */
  readonly urlRewrite?: HTTPURLRewriteFilter;
}

/** [HTTPRouteMatch](https://gateway-api.sigs.k8s.io/reference/spec/#httproutematch) of the reference. */
export interface HTTPRouteMatch {
  /** At most 16 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httproutematch). */
  readonly headers?: readonly HTTPHeaderMatch[];
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httproutematch). */
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'CONNECT' | 'OPTIONS' | 'TRACE' | 'PATCH';
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httproutematch). */
  readonly path?: HTTPPathMatch;
  /** At most 16 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httproutematch). */
  readonly queryParams?: readonly HTTPQueryParamMatch[];
}

/** [HTTPRouteRetry](https://gateway-api.sigs.k8s.io/reference/spec/#httprouteretry) of the reference. */
export interface HTTPRouteRetry {
  /** At least 0. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httprouteretry). */
  readonly attempts?: number;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httprouteretry). */
  readonly backoff?: string;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httprouteretry). */
  readonly codes?: readonly number[];
}

/** [HTTPRouteRule](https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule) of the reference. */
export interface HTTPRouteRule {
  /** At most 16 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule). */
  readonly backendRefs?: readonly HTTPBackendRef[];
  /** At most 16 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule). */
  readonly filters?: readonly HTTPRouteFilter[];
  /** At most 64 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule). */
  readonly matches?: readonly HTTPRouteMatch[];
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule). */
  readonly name?: string;
  /** Since Gateway API 1.7. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule). */
  readonly retry?: HTTPRouteRetry;
  /** Of the experimental channel. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule). */
  readonly sessionPersistence?: SessionPersistence;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule). */
  readonly timeouts?: HTTPRouteTimeouts;
}

/** [HTTPRouteSpec](https://gateway-api.sigs.k8s.io/reference/spec/#httproutespec) of the reference. */
export interface HTTPRouteSpec {
  /** At most 16 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httproutespec). */
  readonly hostnames?: readonly string[];
  /** At most 32 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httproutespec). */
  readonly parentRefs?: readonly ParentReference[];
  /** 1 to 16 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httproutespec). */
  readonly rules?: readonly HTTPRouteRule[];
  /** Of the experimental channel. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httproutespec). */
  readonly useDefaultGateways?: 'All' | 'None';
}

/** [HTTPRouteTimeouts](https://gateway-api.sigs.k8s.io/reference/spec/#httproutetimeouts) of the reference. */
export interface HTTPRouteTimeouts {
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httproutetimeouts). */
  readonly backendRequest?: string;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httproutetimeouts). */
  readonly request?: string;
}

/** [HTTPURLRewriteFilter](https://gateway-api.sigs.k8s.io/reference/spec/#httpurlrewritefilter) of the reference. */
export interface HTTPURLRewriteFilter {
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpurlrewritefilter). */
  readonly hostname?: string;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#httpurlrewritefilter). */
  readonly path?: HTTPPathModifier;
}

/** [HeaderConfig](https://gateway-api.sigs.k8s.io/reference/spec/#headerconfig) of the reference. */
export interface HeaderConfig {
  /** 1 to 256 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#headerconfig). */
  readonly name: string;
}

/** [InferencePoolSelector](https://gateway-api-inference-extension.sigs.k8s.io/reference/spec/#inferencepoolselector) of the reference. */
export interface InferencePoolSelector {
  /** [Reference](https://gateway-api-inference-extension.sigs.k8s.io/reference/spec/#inferencepoolselector). */
  readonly matchLabels: Readonly<Record<string, string>>;
}

/** [InferencePoolSpec](https://gateway-api-inference-extension.sigs.k8s.io/reference/spec/#inferencepoolspec) of the reference. */
export interface InferencePoolSpec {
  /** [Reference](https://gateway-api-inference-extension.sigs.k8s.io/reference/spec/#inferencepoolspec). */
  readonly appProtocol?: 'http' | 'kubernetes.io/h2c';
  /** [Reference](https://gateway-api-inference-extension.sigs.k8s.io/reference/spec/#inferencepoolspec). */
  readonly endpointPickerRef?: EndpointPickerRef;
  /** [Reference](https://gateway-api-inference-extension.sigs.k8s.io/reference/spec/#inferencepoolspec). */
  readonly selector: InferencePoolSelector;
  /** 1 to 8 items. [Reference](https://gateway-api-inference-extension.sigs.k8s.io/reference/spec/#inferencepoolspec). */
  readonly targetPorts: readonly Port[];
}

/** [LabelSelector](https://gateway-api.sigs.k8s.io/reference/spec/#labelselector) of the reference. */
export interface LabelSelector {
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#labelselector). */
  readonly matchExpressions?: readonly LabelSelectorRequirement[];
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#labelselector). */
  readonly matchLabels?: Readonly<Record<string, string>>;
}

/** [LabelSelectorRequirement](https://gateway-api.sigs.k8s.io/reference/spec/#labelselectorrequirement) of the reference. */
export interface LabelSelectorRequirement {
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#labelselectorrequirement). */
  readonly key: string;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#labelselectorrequirement). */
  readonly operator: string;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#labelselectorrequirement). */
  readonly values?: readonly string[];
}

/** [Listener](https://gateway-api.sigs.k8s.io/reference/spec/#listener) of the reference. */
export interface Listener {
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#listener). */
  readonly allowedRoutes?: AllowedRoutes;
  /** Of the experimental channel. Since Gateway API 1.7. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#listener). */
  readonly filters?: ListenerFilters;
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#listener). */
  readonly hostname?: string;
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#listener). */
  readonly name: string;
  /** 1 to 65535. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#listener). */
  readonly port: number;
  /** 1 to 255 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#listener). */
  readonly protocol: string;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#listener). */
  readonly tls?: ListenerTLSConfig;
}

/** [ListenerEntry](https://gateway-api.sigs.k8s.io/reference/spec/#listenerentry) of the reference. */
export interface ListenerEntry {
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#listenerentry). */
  readonly allowedRoutes?: AllowedRoutes;
  /** Of the experimental channel. Since Gateway API 1.7. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#listenerentry). */
  readonly filters?: ListenerFilters;
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#listenerentry). */
  readonly hostname?: string;
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#listenerentry). */
  readonly name: string;
  /** 1 to 65535. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#listenerentry). */
  readonly port: number;
  /** 1 to 255 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#listenerentry). */
  readonly protocol: string;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#listenerentry). */
  readonly tls?: ListenerTLSConfig;
}

/** [ListenerFilter](https://gateway-api.sigs.k8s.io/reference/spec/#listenerfilter) of the reference. */
export interface ListenerFilter {
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#listenerfilter). */
  readonly extensionRef?: LocalObjectReference;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#listenerfilter). */
  readonly externalAuth?: HTTPExternalAuthFilter;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#listenerfilter). */
  readonly type: 'ExternalAuth' | 'ExtensionRef';
}

/** [ListenerFilters](https://gateway-api.sigs.k8s.io/reference/spec/#listenerfilters) of the reference. */
export interface ListenerFilters {
  /** At most 16 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#listenerfilters). */
  readonly requests?: readonly ListenerFilter[];
}

/** [ListenerNamespaces](https://gateway-api.sigs.k8s.io/reference/spec/#listenernamespaces) of the reference. */
export interface ListenerNamespaces {
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#listenernamespaces). */
  readonly from?: 'All' | 'Selector' | 'Same' | 'None';
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#listenernamespaces). */
  readonly selector?: LabelSelector;
}

/** [ListenerSetSpec](https://gateway-api.sigs.k8s.io/reference/spec/#listenersetspec) of the reference. */
export interface ListenerSetSpec {
  /** 1 to 64 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#listenersetspec). */
  readonly listeners: readonly ListenerEntry[];
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#listenersetspec). */
  readonly parentRef: ParentGatewayReference;
}

/** [ListenerTLSConfig](https://gateway-api.sigs.k8s.io/reference/spec/#listenertlsconfig) of the reference. */
export interface ListenerTLSConfig {
  /** At most 64 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#listenertlsconfig). */
  readonly certificateRefs?: readonly SecretObjectReference[];
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#listenertlsconfig). */
  readonly mode?: 'Terminate' | 'Passthrough';
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#listenertlsconfig). */
  readonly options?: Readonly<Record<string, string>>;
}

/** [LocalObjectReference](https://gateway-api.sigs.k8s.io/reference/spec/#localobjectreference) of the reference. */
export interface LocalObjectReference {
  /** At most 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#localobjectreference). */
  readonly group: string;
  /** 1 to 63 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#localobjectreference). */
  readonly kind: string;
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#localobjectreference). */
  readonly name: string;
}

/** [LocalParametersReference](https://gateway-api.sigs.k8s.io/reference/spec/#localparametersreference) of the reference. */
export interface LocalParametersReference {
  /** At most 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#localparametersreference). */
  readonly group: string;
  /** 1 to 63 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#localparametersreference). */
  readonly kind: string;
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#localparametersreference). */
  readonly name: string;
}

/** [LocalPolicyTargetReference](https://gateway-api.sigs.k8s.io/reference/spec/#localpolicytargetreference) of the reference. */
export interface LocalPolicyTargetReference {
  /** At most 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#localpolicytargetreference). */
  readonly group: string;
  /** 1 to 63 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#localpolicytargetreference). */
  readonly kind: string;
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#localpolicytargetreference). */
  readonly name: string;
}

/** [LocalPolicyTargetReferenceWithSectionName](https://gateway-api.sigs.k8s.io/reference/spec/#localpolicytargetreferencewithsectionname) of the reference. */
export interface LocalPolicyTargetReferenceWithSectionName {
  /** At most 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#localpolicytargetreferencewithsectionname). */
  readonly group: string;
  /** 1 to 63 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#localpolicytargetreferencewithsectionname). */
  readonly kind: string;
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#localpolicytargetreferencewithsectionname). */
  readonly name: string;
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#localpolicytargetreferencewithsectionname). */
  readonly sectionName?: string;
}

/** [ObjectReference](https://gateway-api.sigs.k8s.io/reference/spec/#objectreference) of the reference. */
export interface ObjectReference {
  /** At most 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#objectreference). */
  readonly group: string;
  /** 1 to 63 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#objectreference). */
  readonly kind: string;
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#objectreference). */
  readonly name: string;
  /** 1 to 63 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#objectreference). */
  readonly namespace?: string;
}

/** [ParametersReference](https://gateway-api.sigs.k8s.io/reference/spec/#parametersreference) of the reference. */
export interface ParametersReference {
  /** At most 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#parametersreference). */
  readonly group: string;
  /** 1 to 63 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#parametersreference). */
  readonly kind: string;
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#parametersreference). */
  readonly name: string;
  /** 1 to 63 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#parametersreference). */
  readonly namespace?: string;
}

/** [ParentGatewayReference](https://gateway-api.sigs.k8s.io/reference/spec/#parentgatewayreference) of the reference. */
export interface ParentGatewayReference {
  /** At most 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#parentgatewayreference). */
  readonly group?: string;
  /** 1 to 63 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#parentgatewayreference). */
  readonly kind?: string;
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#parentgatewayreference). */
  readonly name: string;
  /** 1 to 63 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#parentgatewayreference). */
  readonly namespace?: string;
}

/** [ParentReference](https://gateway-api.sigs.k8s.io/reference/spec/#parentreference) of the reference. */
export interface ParentReference {
  /** At most 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#parentreference). */
  readonly group?: string;
  /** 1 to 63 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#parentreference). */
  readonly kind?: string;
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#parentreference). */
  readonly name: string;
  /** 1 to 63 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#parentreference). */
  readonly namespace?: string;
  /** 1 to 65535. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#parentreference). */
  readonly port?: number;
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#parentreference). */
  readonly sectionName?: string;
}

/** [Port](https://gateway-api-inference-extension.sigs.k8s.io/reference/spec/#port) of the reference. */
export interface Port {
  /** 1 to 65535. [Reference](https://gateway-api-inference-extension.sigs.k8s.io/reference/spec/#port). */
  readonly number: number;
}

/** [ReferenceGrantFrom](https://gateway-api.sigs.k8s.io/reference/spec/#referencegrantfrom) of the reference. */
export interface ReferenceGrantFrom {
  /** At most 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#referencegrantfrom). */
  readonly group: string;
  /** 1 to 63 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#referencegrantfrom). */
  readonly kind: string;
  /** 1 to 63 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#referencegrantfrom). */
  readonly namespace: string;
}

/** [ReferenceGrantSpec](https://gateway-api.sigs.k8s.io/reference/spec/#referencegrantspec) of the reference. */
export interface ReferenceGrantSpec {
  /** 1 to 16 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#referencegrantspec). */
  readonly from: readonly ReferenceGrantFrom[];
  /** 1 to 16 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#referencegrantspec). */
  readonly to: readonly ReferenceGrantTo[];
}

/** [ReferenceGrantTo](https://gateway-api.sigs.k8s.io/reference/spec/#referencegrantto) of the reference. */
export interface ReferenceGrantTo {
  /** At most 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#referencegrantto). */
  readonly group: string;
  /** 1 to 63 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#referencegrantto). */
  readonly kind: string;
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#referencegrantto). */
  readonly name?: string;
}

/** [RequestRate](https://gateway-api.sigs.k8s.io/reference/spec/#requestrate) of the reference. */
export interface RequestRate {
  /** 1 to 1000000. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#requestrate). */
  readonly count?: number;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#requestrate). */
  readonly interval?: string;
}

/** [RetryConstraint](https://gateway-api.sigs.k8s.io/reference/spec/#retryconstraint) of the reference. */
export interface RetryConstraint {
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#retryconstraint). */
  readonly budget?: BudgetDetails;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#retryconstraint). */
  readonly minRetryRate?: RequestRate;
}

/** [RouteGroupKind](https://gateway-api.sigs.k8s.io/reference/spec/#routegroupkind) of the reference. */
export interface RouteGroupKind {
  /** At most 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#routegroupkind). */
  readonly group?: string;
  /** 1 to 63 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#routegroupkind). */
  readonly kind: string;
}

/** [RouteNamespaces](https://gateway-api.sigs.k8s.io/reference/spec/#routenamespaces) of the reference. */
export interface RouteNamespaces {
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#routenamespaces). */
  readonly from?: 'All' | 'Selector' | 'Same';
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#routenamespaces). */
  readonly selector?: LabelSelector;
}

/** [SecretObjectReference](https://gateway-api.sigs.k8s.io/reference/spec/#secretobjectreference) of the reference. */
export interface SecretObjectReference {
  /** At most 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#secretobjectreference). */
  readonly group?: string;
  /** 1 to 63 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#secretobjectreference). */
  readonly kind?: string;
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#secretobjectreference). */
  readonly name: string;
  /** 1 to 63 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#secretobjectreference). */
  readonly namespace?: string;
}

/** [SessionPersistence](https://gateway-api.sigs.k8s.io/reference/spec/#sessionpersistence) of the reference. */
export interface SessionPersistence {
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#sessionpersistence). */
  readonly absoluteTimeout?: string;
  /** Since Gateway API 1.7. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#sessionpersistence). */
  readonly cookie?: CookieConfig;
  /** Since Gateway API 1.7. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#sessionpersistence). */
  readonly header?: HeaderConfig;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#sessionpersistence). */
  readonly type?: 'Cookie' | 'Header';
  /** Until Gateway API 1.6. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#sessionpersistence). */
  readonly cookieConfig?: CookieLifetimeConfig;
  /** At most 128 characters. Until Gateway API 1.6. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#sessionpersistence). */
  readonly sessionName?: string;
  /** Until Gateway API 1.5. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#sessionpersistence). */
  readonly idleTimeout?: string;
}

/** [SubjectAltName](https://gateway-api.sigs.k8s.io/reference/spec/#subjectaltname) of the reference. */
export interface SubjectAltName {
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#subjectaltname). */
  readonly hostname?: string;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#subjectaltname). */
  readonly type: 'Hostname' | 'URI';
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#subjectaltname). */
  readonly uri?: string;
}

/** [TCPRouteRule](https://gateway-api.sigs.k8s.io/reference/spec/#tcprouterule) of the reference. */
export interface TCPRouteRule {
  /** 1 to 16 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#tcprouterule). */
  readonly backendRefs: readonly BackendRef[];
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#tcprouterule). */
  readonly name?: string;
}

/** [TCPRouteSpec](https://gateway-api.sigs.k8s.io/reference/spec/#tcproutespec) of the reference. */
export interface TCPRouteSpec {
  /** At most 32 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#tcproutespec). */
  readonly parentRefs?: readonly ParentReference[];
  /** 1 to 1 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#tcproutespec). */
  readonly rules: readonly TCPRouteRule[];
  /** Of the experimental channel. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#tcproutespec). */
  readonly useDefaultGateways?: 'All' | 'None';
}

/** [TLSConfig](https://gateway-api.sigs.k8s.io/reference/spec/#tlsconfig) of the reference. */
export interface TLSConfig {
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#tlsconfig). */
  readonly validation?: FrontendTLSValidation;
}

/** [TLSPortConfig](https://gateway-api.sigs.k8s.io/reference/spec/#tlsportconfig) of the reference. */
export interface TLSPortConfig {
  /** 1 to 65535. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#tlsportconfig). */
  readonly port: number;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#tlsportconfig). */
  readonly tls: TLSConfig;
}

/** [TLSRouteRule](https://gateway-api.sigs.k8s.io/reference/spec/#tlsrouterule) of the reference. */
export interface TLSRouteRule {
  /** 1 to 16 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#tlsrouterule). */
  readonly backendRefs: readonly BackendRef[];
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#tlsrouterule). */
  readonly name?: string;
}

/** [TLSRouteSpec](https://gateway-api.sigs.k8s.io/reference/spec/#tlsroutespec) of the reference. */
export interface TLSRouteSpec {
  /** 1 to 1024 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#tlsroutespec). */
  readonly hostnames: readonly string[];
  /** At most 32 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#tlsroutespec). */
  readonly parentRefs?: readonly ParentReference[];
  /** 1 to 1 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#tlsroutespec). */
  readonly rules: readonly TLSRouteRule[];
  /** Of the experimental channel. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#tlsroutespec). */
  readonly useDefaultGateways?: 'All' | 'None';
}

/** [BackendTrafficPolicySpec](https://gateway-api.sigs.k8s.io/reference/spec/#backendtrafficpolicyspec) of the reference. */
export interface XBackendTrafficPolicySpec {
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#backendtrafficpolicyspec). */
  readonly retryConstraint?: RetryConstraint;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#backendtrafficpolicyspec). */
  readonly sessionPersistence?: SessionPersistence;
  /** 1 to 16 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#backendtrafficpolicyspec). */
  readonly targetRefs: readonly LocalPolicyTargetReference[];
}

/** [XListenerEntry](https://gateway-api.sigs.k8s.io/reference/spec/#xlistenerentry) of the reference. */
export interface XListenerEntry {
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#xlistenerentry). */
  readonly allowedRoutes?: AllowedRoutes;
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#xlistenerentry). */
  readonly hostname?: string;
  /** 1 to 253 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#xlistenerentry). */
  readonly name: string;
  /** At most 65535. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#xlistenerentry). */
  readonly port?: number;
  /** 1 to 255 characters. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#xlistenerentry). */
  readonly protocol: string;
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#xlistenerentry). */
  readonly tls?: ListenerTLSConfig;
}

/** [ListenerSetSpec](https://gateway-api.sigs.k8s.io/reference/spec/#listenersetspec) of the reference. */
export interface XListenerSetSpec {
  /** 1 to 64 items. [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#listenersetspec). */
  readonly listeners: readonly XListenerEntry[];
  /** [Reference](https://gateway-api.sigs.k8s.io/reference/spec/#listenersetspec). */
  readonly parentRef: ParentGatewayReference;
}
