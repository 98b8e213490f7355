// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { OneOf } from '../one-of';
import type * as shared from './shared';
export type { PolicyTargetReference } from './shared';

/** [ClientTLSSettings](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings) of the reference. */
export interface ClientTLSSettings {
  /** Since Istio 1.32. [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings-ca_cert_credential_name). */
  readonly caCertCredentialName?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings-ca_certificates). */
  readonly caCertificates?: string;
  /** Since Istio 1.22. [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings-ca_crl). */
  readonly caCrl?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings-client_certificate). */
  readonly clientCertificate?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings-credential_name). */
  readonly credentialName?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings-insecure_skip_verify). */
  readonly insecureSkipVerify?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings-mode). */
  readonly mode?: 'DISABLE' | 'SIMPLE' | 'MUTUAL' | 'ISTIO_MUTUAL';
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings-private_key). */
  readonly privateKey?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings-sni). */
  readonly sni?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings-subject_alt_names). */
  readonly subjectAltNames?: readonly string[];
}

/** [ConnectionPoolSettings](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings) of the reference. */
export interface ConnectionPoolSettings {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings-http). */
  readonly http?: ConnectionPoolSettingsHTTPSettings;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings-tcp). */
  readonly tcp?: ConnectionPoolSettingsTCPSettings;
}

/** [ConnectionPoolSettings.HTTPSettings](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings-HTTPSettings) of the reference. */
export interface ConnectionPoolSettingsHTTPSettings {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings-HTTPSettings-h2_upgrade_policy). */
  readonly h2UpgradePolicy?: 'DEFAULT' | 'DO_NOT_UPGRADE' | 'UPGRADE';
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings-HTTPSettings-http1_max_pending_requests). */
  readonly http1MaxPendingRequests?: number;
  /** Since Istio 1.31. [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings-HTTPSettings-http2_keep_alive). */
  readonly http2KeepAlive?: ConnectionPoolSettingsHTTPSettingsConnectionKeepalive;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings-HTTPSettings-http2_max_requests). */
  readonly http2MaxRequests?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings-HTTPSettings-idle_timeout). */
  readonly idleTimeout?: string;
  /** Since Istio 1.21. [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings-HTTPSettings-max_concurrent_streams). */
  readonly maxConcurrentStreams?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings-HTTPSettings-max_requests_per_connection). */
  readonly maxRequestsPerConnection?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings-HTTPSettings-max_retries). */
  readonly maxRetries?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings-HTTPSettings-use_client_protocol). */
  readonly useClientProtocol?: boolean;
}

/** [ConnectionPoolSettings.HTTPSettings.ConnectionKeepalive](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings-HTTPSettings-ConnectionKeepalive) of the reference. */
export interface ConnectionPoolSettingsHTTPSettingsConnectionKeepalive {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings-HTTPSettings-ConnectionKeepalive-interval). */
  readonly interval?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings-HTTPSettings-ConnectionKeepalive-timeout). */
  readonly timeout?: string;
}

/** [ConnectionPoolSettings.TCPSettings](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings-TCPSettings) of the reference. */
export interface ConnectionPoolSettingsTCPSettings {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings-TCPSettings-connect_timeout). */
  readonly connectTimeout?: string;
  /** Since Istio 1.21. [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings-TCPSettings-idle_timeout). */
  readonly idleTimeout?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings-TCPSettings-max_connection_duration). */
  readonly maxConnectionDuration?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings-TCPSettings-max_connections). */
  readonly maxConnections?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings-TCPSettings-tcp_keepalive). */
  readonly tcpKeepalive?: ConnectionPoolSettingsTCPSettingsTcpKeepalive;
}

/** [ConnectionPoolSettings.TCPSettings.TcpKeepalive](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings-TCPSettings-TcpKeepalive) of the reference. */
export interface ConnectionPoolSettingsTCPSettingsTcpKeepalive {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings-TCPSettings-TcpKeepalive-interval). */
  readonly interval?: string;
  /** At most 4294967295. [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings-TCPSettings-TcpKeepalive-probes). */
  readonly probes?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings-TCPSettings-TcpKeepalive-time). */
  readonly time?: string;
}

/** [CorsPolicy](https://istio.io/latest/docs/reference/config/networking/virtual-service/#CorsPolicy) of the reference. */
export interface CorsPolicy {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#CorsPolicy-allow_credentials). */
  readonly allowCredentials?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#CorsPolicy-allow_headers). */
  readonly allowHeaders?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#CorsPolicy-allow_methods). */
  readonly allowMethods?: readonly string[];
  /** 
   * [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#CorsPolicy-allow_origin).
   * @deprecated Use allowOrigins.
   */
  readonly allowOrigin?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#CorsPolicy-allow_origins). */
  readonly allowOrigins?: readonly StringMatch[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#CorsPolicy-expose_headers). */
  readonly exposeHeaders?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#CorsPolicy-max_age). */
  readonly maxAge?: string;
  /** Since Istio 1.23. [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#CorsPolicy-unmatched_preflights). */
  readonly unmatchedPreflights?: 'UNSPECIFIED' | 'FORWARD' | 'IGNORE';
}

/** [Delegate](https://istio.io/latest/docs/reference/config/networking/virtual-service/#Delegate) of the reference. */
export interface Delegate {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#Delegate-name). */
  readonly name?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#Delegate-namespace). */
  readonly namespace?: string;
}

/** [Destination](https://istio.io/latest/docs/reference/config/networking/virtual-service/#Destination) of the reference. */
export interface Destination {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#Destination-host). */
  readonly host: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#Destination-port). */
  readonly port?: PortSelector;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#Destination-subset). */
  readonly subset?: string;
}

/** [DestinationRule](https://istio.io/latest/docs/reference/config/networking/destination-rule/#DestinationRule) of the reference. */
export interface DestinationRuleSpec {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#DestinationRule-export_to). */
  readonly exportTo?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#DestinationRule-host). */
  readonly host: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#DestinationRule-subsets). */
  readonly subsets?: readonly Subset[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#DestinationRule-traffic_policy). */
  readonly trafficPolicy?: TrafficPolicy;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#DestinationRule-workload_selector). */
  readonly workloadSelector?: shared.WorkloadSelector;
}

/** [EnvoyFilter.ClusterMatch](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ClusterMatch) of the reference. */
export interface EnvoyFilterClusterMatch {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ClusterMatch-name). */
  readonly name?: string;
  /** At most 4294967295. [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ClusterMatch-port_number). */
  readonly portNumber?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ClusterMatch-service). */
  readonly service?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ClusterMatch-subset). */
  readonly subset?: string;
}

/** [EnvoyFilter.EnvoyConfigObjectMatch](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-EnvoyConfigObjectMatch) of the reference. */
export type EnvoyFilterEnvoyConfigObjectMatch = {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-EnvoyConfigObjectMatch-context). */
  readonly context?: 'ANY' | 'SIDECAR_INBOUND' | 'SIDECAR_OUTBOUND' | 'GATEWAY' | 'WAYPOINT';
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-EnvoyConfigObjectMatch-proxy). */
  readonly proxy?: EnvoyFilterProxyMatch;
} & OneOf<{
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-EnvoyConfigObjectMatch-listener). */
  readonly listener: EnvoyFilterListenerMatch;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-EnvoyConfigObjectMatch-route_configuration). */
  readonly routeConfiguration: EnvoyFilterRouteConfigurationMatch;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-EnvoyConfigObjectMatch-cluster). */
  readonly cluster: EnvoyFilterClusterMatch;
  /** Since Istio 1.29. [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-EnvoyConfigObjectMatch-waypoint). */
  readonly waypoint: EnvoyFilterWaypointMatch;
}>;

/** [EnvoyFilter.EnvoyConfigObjectPatch](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-EnvoyConfigObjectPatch) of the reference. */
export interface EnvoyFilterEnvoyConfigObjectPatch {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-EnvoyConfigObjectPatch-apply_to). */
  readonly applyTo?: 'INVALID' | 'LISTENER' | 'FILTER_CHAIN' | 'NETWORK_FILTER' | 'HTTP_FILTER' | 'ROUTE_CONFIGURATION' | 'VIRTUAL_HOST' | 'HTTP_ROUTE' | 'CLUSTER' | 'EXTENSION_CONFIG' | 'BOOTSTRAP' | 'LISTENER_FILTER';
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-EnvoyConfigObjectPatch-match). */
  readonly match?: EnvoyFilterEnvoyConfigObjectMatch;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-EnvoyConfigObjectPatch-patch). */
  readonly patch?: EnvoyFilterPatch;
}

/** [EnvoyFilter.ListenerMatch](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ListenerMatch) of the reference. */
export interface EnvoyFilterListenerMatch {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ListenerMatch-filter_chain). */
  readonly filterChain?: EnvoyFilterListenerMatchFilterChainMatch;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ListenerMatch-listener_filter). */
  readonly listenerFilter?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ListenerMatch-name). */
  readonly name?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ListenerMatch-port_name). */
  readonly portName?: string;
  /** At most 4294967295. [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ListenerMatch-port_number). */
  readonly portNumber?: number;
}

/** [EnvoyFilter.ListenerMatch.FilterChainMatch](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ListenerMatch-FilterChainMatch) of the reference. */
export interface EnvoyFilterListenerMatchFilterChainMatch {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ListenerMatch-FilterChainMatch-application_protocols). */
  readonly applicationProtocols?: string;
  /** At most 4294967295. [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ListenerMatch-FilterChainMatch-destination_port). */
  readonly destinationPort?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ListenerMatch-FilterChainMatch-filter). */
  readonly filter?: EnvoyFilterListenerMatchFilterMatch;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ListenerMatch-FilterChainMatch-name). */
  readonly name?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ListenerMatch-FilterChainMatch-sni). */
  readonly sni?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ListenerMatch-FilterChainMatch-transport_protocol). */
  readonly transportProtocol?: string;
  /** Since Istio 1.32. [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ListenerMatch-FilterChainMatch-transport_socket). */
  readonly transportSocket?: string;
}

/** [EnvoyFilter.ListenerMatch.FilterMatch](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ListenerMatch-FilterMatch) of the reference. */
export interface EnvoyFilterListenerMatchFilterMatch {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ListenerMatch-FilterMatch-name). */
  readonly name?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ListenerMatch-FilterMatch-sub_filter). */
  readonly subFilter?: EnvoyFilterListenerMatchSubFilterMatch;
}

/** [EnvoyFilter.ListenerMatch.SubFilterMatch](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ListenerMatch-SubFilterMatch) of the reference. */
export interface EnvoyFilterListenerMatchSubFilterMatch {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ListenerMatch-SubFilterMatch-name). */
  readonly name?: string;
}

/** [EnvoyFilter.Patch](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-Patch) of the reference. */
export interface EnvoyFilterPatch {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-Patch-filter_class). */
  readonly filterClass?: 'UNSPECIFIED' | 'AUTHN' | 'AUTHZ' | 'STATS';
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-Patch-operation). */
  readonly operation?: 'INVALID' | 'MERGE' | 'ADD' | 'REMOVE' | 'INSERT_BEFORE' | 'INSERT_AFTER' | 'INSERT_FIRST' | 'REPLACE' | 'MERGE_AND_REPLACE_LIST';
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-Patch-value). */
  readonly value?: Readonly<Record<string, unknown>>;
}

/** [EnvoyFilter.ProxyMatch](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ProxyMatch) of the reference. */
export interface EnvoyFilterProxyMatch {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ProxyMatch-metadata). */
  readonly metadata?: Readonly<Record<string, string>>;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ProxyMatch-proxy_version). */
  readonly proxyVersion?: string;
}

/** [EnvoyFilter.RouteConfigurationMatch](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-RouteConfigurationMatch) of the reference. */
export interface EnvoyFilterRouteConfigurationMatch {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-RouteConfigurationMatch-gateway). */
  readonly gateway?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-RouteConfigurationMatch-name). */
  readonly name?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-RouteConfigurationMatch-port_name). */
  readonly portName?: string;
  /** At most 4294967295. [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-RouteConfigurationMatch-port_number). */
  readonly portNumber?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-RouteConfigurationMatch-vhost). */
  readonly vhost?: EnvoyFilterRouteConfigurationMatchVirtualHostMatch;
}

/** [EnvoyFilter.RouteConfigurationMatch.RouteMatch](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-RouteConfigurationMatch-RouteMatch) of the reference. */
export interface EnvoyFilterRouteConfigurationMatchRouteMatch {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-RouteConfigurationMatch-RouteMatch-action). */
  readonly action?: 'ANY' | 'ROUTE' | 'REDIRECT' | 'DIRECT_RESPONSE';
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-RouteConfigurationMatch-RouteMatch-name). */
  readonly name?: string;
}

/** [EnvoyFilter.RouteConfigurationMatch.VirtualHostMatch](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-RouteConfigurationMatch-VirtualHostMatch) of the reference. */
export interface EnvoyFilterRouteConfigurationMatchVirtualHostMatch {
  /** Since Istio 1.25. [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-RouteConfigurationMatch-VirtualHostMatch-domain_name). */
  readonly domainName?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-RouteConfigurationMatch-VirtualHostMatch-name). */
  readonly name?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-RouteConfigurationMatch-VirtualHostMatch-route). */
  readonly route?: EnvoyFilterRouteConfigurationMatchRouteMatch;
}

/** [EnvoyFilter](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter) of the reference. */
export interface EnvoyFilterSpec {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-config_patches). */
  readonly configPatches?: readonly EnvoyFilterEnvoyConfigObjectPatch[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-priority). */
  readonly priority?: number;
  /** At most 16 items. Since Istio 1.22. [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-target_refs). */
  readonly targetRefs?: readonly shared.PolicyTargetReference[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-workload_selector). */
  readonly workloadSelector?: WorkloadSelector;
}

/** [EnvoyFilter.WaypointMatch](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-WaypointMatch) of the reference. */
export interface EnvoyFilterWaypointMatch {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-WaypointMatch-filter). */
  readonly filter?: EnvoyFilterWaypointMatchFilterMatch;
  /** At most 4294967295. [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-WaypointMatch-port_number). */
  readonly portNumber?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-WaypointMatch-route). */
  readonly route?: EnvoyFilterWaypointMatchRouteMatch;
}

/** [EnvoyFilter.WaypointMatch.FilterMatch](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-WaypointMatch-FilterMatch) of the reference. */
export interface EnvoyFilterWaypointMatchFilterMatch {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-WaypointMatch-FilterMatch-name). */
  readonly name?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-WaypointMatch-FilterMatch-sub_filter). */
  readonly subFilter?: EnvoyFilterWaypointMatchFilterMatchSubFilterMatch;
}

/** [EnvoyFilter.WaypointMatch.FilterMatch.SubFilterMatch](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-WaypointMatch-FilterMatch-SubFilterMatch) of the reference. */
export interface EnvoyFilterWaypointMatchFilterMatchSubFilterMatch {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-WaypointMatch-FilterMatch-SubFilterMatch-name). */
  readonly name?: string;
}

/** [EnvoyFilter.WaypointMatch.RouteMatch](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-WaypointMatch-RouteMatch) of the reference. */
export interface EnvoyFilterWaypointMatchRouteMatch {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-WaypointMatch-RouteMatch-name). */
  readonly name?: string;
}

/** [ExecHealthCheckConfig](https://istio.io/latest/docs/reference/config/networking/workload-group/#ExecHealthCheckConfig) of the reference. */
export interface ExecHealthCheckConfig {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/workload-group/#ExecHealthCheckConfig-command). */
  readonly command: readonly string[];
}

/** [Gateway](https://istio.io/latest/docs/reference/config/networking/gateway/#Gateway) of the reference. */
export interface GatewaySpec {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#Gateway-selector). */
  readonly selector?: Readonly<Record<string, string>>;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#Gateway-servers). */
  readonly servers?: readonly Server[];
}

/** [GrpcHealthCheckConfig](https://istio.io/latest/docs/reference/config/networking/workload-group/#GrpcHealthCheckConfig) of the reference. */
export interface GrpcHealthCheckConfig {
  /** At most 4294967295. [Reference](https://istio.io/latest/docs/reference/config/networking/workload-group/#GrpcHealthCheckConfig-port). */
  readonly port?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/workload-group/#GrpcHealthCheckConfig-service). */
  readonly service?: string;
}

/** [HTTPBody](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPBody) of the reference. */
export type HTTPBody = OneOf<{
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPBody-string). */
  readonly string: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPBody-bytes). */
  readonly bytes: string;
}>;

/** [HTTPDirectResponse](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPDirectResponse) of the reference. */
export interface HTTPDirectResponse {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPDirectResponse-body). */
  readonly body?: HTTPBody;
  /** At most 4294967295. [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPDirectResponse-status). */
  readonly status: number;
}

/** [HTTPFaultInjection](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPFaultInjection) of the reference. */
export interface HTTPFaultInjection {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPFaultInjection-abort). */
  readonly abort?: HTTPFaultInjectionAbort;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPFaultInjection-delay). */
  readonly delay?: HTTPFaultInjectionDelay;
}

/** [HTTPFaultInjection.Abort](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPFaultInjection-Abort) of the reference. */
export type HTTPFaultInjectionAbort = {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPFaultInjection-Abort-percentage). */
  readonly percentage?: Percent;
} & OneOf<{
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPFaultInjection-Abort-http_status). */
  readonly httpStatus: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPFaultInjection-Abort-grpc_status). */
  readonly grpcStatus: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPFaultInjection-Abort-http2_error). */
  readonly http2Error: string;
}>;

/** [HTTPFaultInjection.Delay](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPFaultInjection-Delay) of the reference. */
export type HTTPFaultInjectionDelay = {
  /** 
   * [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPFaultInjection-Delay-percent).
   * @deprecated Use percentage.
   */
  readonly percent?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPFaultInjection-Delay-percentage). */
  readonly percentage?: Percent;
} & OneOf<{
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPFaultInjection-Delay-fixed_delay). */
  readonly fixedDelay: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPFaultInjection-Delay-exponential_delay). */
  readonly exponentialDelay: string;
}>;

/** [HTTPHeader](https://istio.io/latest/docs/reference/config/networking/workload-group/#HTTPHeader) of the reference. */
export interface HTTPHeader {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/workload-group/#HTTPHeader-name). */
  readonly name?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/workload-group/#HTTPHeader-value). */
  readonly value?: string;
}

/** [HTTPHealthCheckConfig](https://istio.io/latest/docs/reference/config/networking/workload-group/#HTTPHealthCheckConfig) of the reference. */
export interface HTTPHealthCheckConfig {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/workload-group/#HTTPHealthCheckConfig-host). */
  readonly host?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/workload-group/#HTTPHealthCheckConfig-http_headers). */
  readonly httpHeaders?: readonly HTTPHeader[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/workload-group/#HTTPHealthCheckConfig-path). */
  readonly path?: string;
  /** At most 4294967295. [Reference](https://istio.io/latest/docs/reference/config/networking/workload-group/#HTTPHealthCheckConfig-port). */
  readonly port: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/workload-group/#HTTPHealthCheckConfig-scheme). */
  readonly scheme?: string;
}

/** [HTTPMatchRequest](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMatchRequest) of the reference. */
export interface HTTPMatchRequest {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMatchRequest-authority). */
  readonly authority?: StringMatch;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMatchRequest-gateways). */
  readonly gateways?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMatchRequest-headers). */
  readonly headers?: Readonly<Record<string, StringMatch>>;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMatchRequest-ignore_uri_case). */
  readonly ignoreUriCase?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMatchRequest-method). */
  readonly method?: StringMatch;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMatchRequest-name). */
  readonly name?: string;
  /** At most 4294967295. [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMatchRequest-port). */
  readonly port?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMatchRequest-query_params). */
  readonly queryParams?: Readonly<Record<string, StringMatch>>;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMatchRequest-scheme). */
  readonly scheme?: StringMatch;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMatchRequest-source_labels). */
  readonly sourceLabels?: Readonly<Record<string, string>>;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMatchRequest-source_namespace). */
  readonly sourceNamespace?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMatchRequest-stat_prefix). */
  readonly statPrefix?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMatchRequest-uri). */
  readonly uri?: StringMatch;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMatchRequest-without_headers). */
  readonly withoutHeaders?: Readonly<Record<string, StringMatch>>;
}

/** [HTTPMirrorPolicy](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMirrorPolicy) of the reference. */
export interface HTTPMirrorPolicy {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMirrorPolicy-destination). */
  readonly destination: Destination;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMirrorPolicy-percentage). */
  readonly percentage?: Percent;
}

/** [HTTPRedirect](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRedirect) of the reference. */
export type HTTPRedirect = {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRedirect-authority). */
  readonly authority?: string;
  /** Since Istio 1.31. [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRedirect-prefix_rewrite). */
  readonly prefixRewrite?: string;
  /** At most 4294967295. [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRedirect-redirect_code). */
  readonly redirectCode?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRedirect-scheme). */
  readonly scheme?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRedirect-uri). */
  readonly uri?: string;
} & OneOf<{
  /** At most 4294967295. [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRedirect-port). */
  readonly port: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRedirect-derive_port). */
  readonly derivePort: 'FROM_PROTOCOL_DEFAULT' | 'FROM_REQUEST_PORT';
}>;

/** [HTTPRetry](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRetry) of the reference. */
export interface HTTPRetry {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRetry-attempts). */
  readonly attempts?: number;
  /** Since Istio 1.26. [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRetry-backoff). */
  readonly backoff?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRetry-per_try_timeout). */
  readonly perTryTimeout?: string;
  /** Since Istio 1.26. [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRetry-retry_ignore_previous_hosts). */
  readonly retryIgnorePreviousHosts?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRetry-retry_on). */
  readonly retryOn?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRetry-retry_remote_localities). */
  readonly retryRemoteLocalities?: boolean;
}

/** [HTTPRewrite](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRewrite) of the reference. */
export interface HTTPRewrite {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRewrite-authority). */
  readonly authority?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRewrite-uri). */
  readonly uri?: string;
  /** Since Istio 1.19. [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRewrite-uri_regex_rewrite). */
  readonly uriRegexRewrite?: RegexRewrite;
}

/** [HTTPRoute](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRoute) of the reference. */
export interface HTTPRoute {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRoute-cors_policy). */
  readonly corsPolicy?: CorsPolicy;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRoute-delegate). */
  readonly delegate?: Delegate;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRoute-direct_response). */
  readonly directResponse?: HTTPDirectResponse;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRoute-fault). */
  readonly fault?: HTTPFaultInjection;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRoute-headers). */
  readonly headers?: Headers;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRoute-match). */
  readonly match?: readonly HTTPMatchRequest[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRoute-mirror). */
  readonly mirror?: Destination;
  /** 
   * At most 4294967295. [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRoute-mirror_percent).
   * @deprecated Use mirrorPercentage.
   */
  readonly mirror_percent?: number;
  /** 
   * At most 4294967295. [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRoute-mirror_percent).
   * @deprecated Use mirrorPercentage.
   */
  readonly mirrorPercent?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRoute-mirror_percentage). */
  readonly mirrorPercentage?: Percent;
  /** Since Istio 1.19. [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRoute-mirrors). */
  readonly mirrors?: readonly HTTPMirrorPolicy[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRoute-name). */
  readonly name?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRoute-redirect). */
  readonly redirect?: HTTPRedirect;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRoute-retries). */
  readonly retries?: HTTPRetry;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRoute-rewrite). */
  readonly rewrite?: HTTPRewrite;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRoute-route). */
  readonly route?: readonly HTTPRouteDestination[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRoute-timeout). */
  readonly timeout?: string;
}

/** [HTTPRouteDestination](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRouteDestination) of the reference. */
export interface HTTPRouteDestination {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRouteDestination-destination). */
  readonly destination: Destination;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRouteDestination-headers). */
  readonly headers?: Headers;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRouteDestination-weight). */
  readonly weight?: number;
}

/** [Headers](https://istio.io/latest/docs/reference/config/networking/virtual-service/#Headers) of the reference. */
export interface Headers {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#Headers-request). */
  readonly request?: HeadersHeaderOperations;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#Headers-response). */
  readonly response?: HeadersHeaderOperations;
}

/** [Headers.HeaderOperations](https://istio.io/latest/docs/reference/config/networking/virtual-service/#Headers-HeaderOperations) of the reference. */
export interface HeadersHeaderOperations {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#Headers-HeaderOperations-add). */
  readonly add?: Readonly<Record<string, string>>;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#Headers-HeaderOperations-remove). */
  readonly remove?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#Headers-HeaderOperations-set). */
  readonly set?: Readonly<Record<string, string>>;
}

/** [IstioEgressListener](https://istio.io/latest/docs/reference/config/networking/sidecar/#IstioEgressListener) of the reference. */
export interface IstioEgressListener {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/sidecar/#IstioEgressListener-bind). */
  readonly bind?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/sidecar/#IstioEgressListener-capture_mode). */
  readonly captureMode?: 'DEFAULT' | 'IPTABLES' | 'NONE';
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/sidecar/#IstioEgressListener-hosts). */
  readonly hosts: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/sidecar/#IstioEgressListener-port). */
  readonly port?: SidecarPort;
}

/** [IstioIngressListener](https://istio.io/latest/docs/reference/config/networking/sidecar/#IstioIngressListener) of the reference. */
export interface IstioIngressListener {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/sidecar/#IstioIngressListener-bind). */
  readonly bind?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/sidecar/#IstioIngressListener-capture_mode). */
  readonly captureMode?: 'DEFAULT' | 'IPTABLES' | 'NONE';
  /** Since Istio 1.20. [Reference](https://istio.io/latest/docs/reference/config/networking/sidecar/#IstioIngressListener-connection_pool). */
  readonly connectionPool?: ConnectionPoolSettings;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/sidecar/#IstioIngressListener-default_endpoint). */
  readonly defaultEndpoint?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/sidecar/#IstioIngressListener-port). */
  readonly port: SidecarPort;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/sidecar/#IstioIngressListener-tls). */
  readonly tls?: ServerTLSSettings;
}

/** [L4MatchAttributes](https://istio.io/latest/docs/reference/config/networking/virtual-service/#L4MatchAttributes) of the reference. */
export interface L4MatchAttributes {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#L4MatchAttributes-destination_subnets). */
  readonly destinationSubnets?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#L4MatchAttributes-gateways). */
  readonly gateways?: readonly string[];
  /** At most 4294967295. [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#L4MatchAttributes-port). */
  readonly port?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#L4MatchAttributes-source_labels). */
  readonly sourceLabels?: Readonly<Record<string, string>>;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#L4MatchAttributes-source_namespace). */
  readonly sourceNamespace?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#L4MatchAttributes-source_subnet). */
  readonly sourceSubnet?: string;
}

/** [LoadBalancerSettings](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings) of the reference. */
export type LoadBalancerSettings = {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-locality_lb_setting). */
  readonly localityLbSetting?: LocalityLoadBalancerSetting;
  /** Since Istio 1.24. [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-warmup). */
  readonly warmup?: WarmupConfiguration;
  /** 
   * [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-warmup_duration_secs).
   * @deprecated Use warmup.duration.
   */
  readonly warmupDurationSecs?: string;
  /** Since Istio 1.31. [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-zone_aware_lb_setting). */
  readonly zoneAwareLbSetting?: ZoneAwareLoadBalancerSetting;
} & OneOf<{
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-simple). */
  readonly simple: 'UNSPECIFIED' | 'LEAST_CONN' | 'RANDOM' | 'PASSTHROUGH' | 'ROUND_ROBIN' | 'LEAST_REQUEST';
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-consistent_hash). */
  readonly consistentHash: LoadBalancerSettingsConsistentHashLB;
  /** Since Istio 1.32. [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-backend_utilization). */
  readonly backendUtilization: LoadBalancerSettingsBackendUtilization;
}>;

/** [LoadBalancerSettings.BackendUtilization](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-BackendUtilization) of the reference. */
export interface LoadBalancerSettingsBackendUtilization {
  /** At most 4294967295. [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-BackendUtilization-error_utilization_penalty_percent). */
  readonly errorUtilizationPenaltyPercent?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-BackendUtilization-metric_names_for_computing_utilization). */
  readonly metricNamesForComputingUtilization?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-BackendUtilization-weight_expiration_period). */
  readonly weightExpirationPeriod?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-BackendUtilization-weight_stabilization_period). */
  readonly weightStabilizationPeriod?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-BackendUtilization-weight_update_period). */
  readonly weightUpdatePeriod?: string;
}

/** [LoadBalancerSettings.ConsistentHashLB](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-ConsistentHashLB) of the reference. */
export type LoadBalancerSettingsConsistentHashLB = {
  /** 
   * At least 0. [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-ConsistentHashLB-minimum_ring_size).
   * @deprecated Use ringHash.minimumRingSize.
   */
  readonly minimumRingSize?: number;
} & OneOf<{
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-ConsistentHashLB-http_header_name). */
  readonly httpHeaderName: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-ConsistentHashLB-http_cookie). */
  readonly httpCookie: LoadBalancerSettingsConsistentHashLBHTTPCookie;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-ConsistentHashLB-use_source_ip). */
  readonly useSourceIp: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-ConsistentHashLB-http_query_parameter_name). */
  readonly httpQueryParameterName: string;
}> & OneOf<{
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-ConsistentHashLB-ring_hash). */
  readonly ringHash: LoadBalancerSettingsConsistentHashLBRingHash;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-ConsistentHashLB-maglev). */
  readonly maglev: LoadBalancerSettingsConsistentHashLBMagLev;
}>;

/** [LoadBalancerSettings.ConsistentHashLB.HTTPCookie](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-ConsistentHashLB-HTTPCookie) of the reference. */
export interface LoadBalancerSettingsConsistentHashLBHTTPCookie {
  /** Since Istio 1.28. [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-ConsistentHashLB-HTTPCookie-attributes). */
  readonly attributes?: readonly LoadBalancerSettingsConsistentHashLBHTTPCookieAttribute[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-ConsistentHashLB-HTTPCookie-name). */
  readonly name: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-ConsistentHashLB-HTTPCookie-path). */
  readonly path?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-ConsistentHashLB-HTTPCookie-ttl). */
  readonly ttl?: string;
}

/** [LoadBalancerSettings.ConsistentHashLB.HTTPCookie.Attribute](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-ConsistentHashLB-HTTPCookie-Attribute) of the reference. */
export interface LoadBalancerSettingsConsistentHashLBHTTPCookieAttribute {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-ConsistentHashLB-HTTPCookie-Attribute-name). */
  readonly name: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-ConsistentHashLB-HTTPCookie-Attribute-value). */
  readonly value?: string;
}

/** [LoadBalancerSettings.ConsistentHashLB.MagLev](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-ConsistentHashLB-MagLev) of the reference. */
export interface LoadBalancerSettingsConsistentHashLBMagLev {
  /** At least 0. [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-ConsistentHashLB-MagLev-table_size). */
  readonly tableSize?: number;
}

/** [LoadBalancerSettings.ConsistentHashLB.RingHash](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-ConsistentHashLB-RingHash) of the reference. */
export interface LoadBalancerSettingsConsistentHashLBRingHash {
  /** At least 0. [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-ConsistentHashLB-RingHash-minimum_ring_size). */
  readonly minimumRingSize?: number;
}

/** [LocalityLoadBalancerSetting](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LocalityLoadBalancerSetting) of the reference. */
export interface LocalityLoadBalancerSetting {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LocalityLoadBalancerSetting-distribute). */
  readonly distribute?: readonly LocalityLoadBalancerSettingDistribute[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LocalityLoadBalancerSetting-enabled). */
  readonly enabled?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LocalityLoadBalancerSetting-failover). */
  readonly failover?: readonly LocalityLoadBalancerSettingFailover[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LocalityLoadBalancerSetting-failover_priority). */
  readonly failoverPriority?: readonly string[];
}

/** [LocalityLoadBalancerSetting.Distribute](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LocalityLoadBalancerSetting-Distribute) of the reference. */
export interface LocalityLoadBalancerSettingDistribute {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LocalityLoadBalancerSetting-Distribute-from). */
  readonly from?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LocalityLoadBalancerSetting-Distribute-to). */
  readonly to?: Readonly<Record<string, number>>;
}

/** [LocalityLoadBalancerSetting.Failover](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LocalityLoadBalancerSetting-Failover) of the reference. */
export interface LocalityLoadBalancerSettingFailover {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LocalityLoadBalancerSetting-Failover-from). */
  readonly from?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#LocalityLoadBalancerSetting-Failover-to). */
  readonly to?: string;
}

/** [OutboundTrafficPolicy](https://istio.io/latest/docs/reference/config/networking/sidecar/#OutboundTrafficPolicy) of the reference. */
export interface OutboundTrafficPolicy {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/sidecar/#OutboundTrafficPolicy-egress_proxy). */
  readonly egressProxy?: Destination;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/sidecar/#OutboundTrafficPolicy-mode). */
  readonly mode?: 'REGISTRY_ONLY' | 'ALLOW_ANY';
}

/** [OutlierDetection](https://istio.io/latest/docs/reference/config/networking/destination-rule/#OutlierDetection) of the reference. */
export interface OutlierDetection {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#OutlierDetection-base_ejection_time). */
  readonly baseEjectionTime?: string;
  /** At most 4294967295. [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#OutlierDetection-consecutive_5xx_errors). */
  readonly consecutive5xxErrors?: number;
  /** 
   * [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#OutlierDetection-consecutive_errors).
   * @deprecated Use consecutive5xxErrors or consecutiveGatewayErrors.
   */
  readonly consecutiveErrors?: number;
  /** At most 4294967295. [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#OutlierDetection-consecutive_gateway_errors). */
  readonly consecutiveGatewayErrors?: number;
  /** At most 4294967295. [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#OutlierDetection-consecutive_local_origin_failures). */
  readonly consecutiveLocalOriginFailures?: number;
  /** At most 100. Since Istio 1.32. [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#OutlierDetection-failure_percentage_threshold). */
  readonly failurePercentageThreshold?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#OutlierDetection-interval). */
  readonly interval?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#OutlierDetection-max_ejection_percent). */
  readonly maxEjectionPercent?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#OutlierDetection-min_health_percent). */
  readonly minHealthPercent?: number;
  /** Since Istio 1.31. [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#OutlierDetection-outlier_detection_http_error_codes). */
  readonly outlierDetectionHttpErrorCodes?: readonly number[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#OutlierDetection-split_external_local_origin_errors). */
  readonly splitExternalLocalOriginErrors?: boolean;
}

/** [Percent](https://istio.io/latest/docs/reference/config/networking/virtual-service/#Percent) of the reference. */
export interface Percent {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#Percent-value). */
  readonly value?: number;
}

/** [Port](https://istio.io/latest/docs/reference/config/networking/gateway/#Port) of the reference. */
export interface Port {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#Port-name). */
  readonly name: string;
  /** At most 4294967295. [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#Port-number). */
  readonly number: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#Port-protocol). */
  readonly protocol: string;
  /** 
   * At most 4294967295. [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#Port-target_port).
   * @deprecated Use the port of the gateway Service.
   */
  readonly targetPort?: number;
}

/** [PortSelector](https://istio.io/latest/docs/reference/config/networking/virtual-service/#PortSelector) of the reference. */
export interface PortSelector {
  /** At most 4294967295. [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#PortSelector-number). */
  readonly number?: number;
}

/** [ProxyConfig](https://istio.io/latest/docs/reference/config/networking/proxy-config/#ProxyConfig) of the reference. */
export interface ProxyConfigSpec {
  /** At least 0. [Reference](https://istio.io/latest/docs/reference/config/networking/proxy-config/#ProxyConfig-concurrency). */
  readonly concurrency?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/proxy-config/#ProxyConfig-environment_variables). */
  readonly environmentVariables?: Readonly<Record<string, string>>;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/proxy-config/#ProxyConfig-image). */
  readonly image?: ProxyImage;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/proxy-config/#ProxyConfig-selector). */
  readonly selector?: shared.WorkloadSelector;
}

/** [ProxyImage](https://istio.io/latest/docs/reference/config/networking/proxy-config/#ProxyImage) of the reference. */
export interface ProxyImage {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/proxy-config/#ProxyImage-image_type). */
  readonly imageType?: string;
}

/** [ReadinessProbe](https://istio.io/latest/docs/reference/config/networking/workload-group/#ReadinessProbe) of the reference. */
export type ReadinessProbe = {
  /** At least 0. [Reference](https://istio.io/latest/docs/reference/config/networking/workload-group/#ReadinessProbe-failure_threshold). */
  readonly failureThreshold?: number;
  /** At least 0. [Reference](https://istio.io/latest/docs/reference/config/networking/workload-group/#ReadinessProbe-initial_delay_seconds). */
  readonly initialDelaySeconds?: number;
  /** At least 0. [Reference](https://istio.io/latest/docs/reference/config/networking/workload-group/#ReadinessProbe-period_seconds). */
  readonly periodSeconds?: number;
  /** At least 0. [Reference](https://istio.io/latest/docs/reference/config/networking/workload-group/#ReadinessProbe-success_threshold). */
  readonly successThreshold?: number;
  /** At least 0. [Reference](https://istio.io/latest/docs/reference/config/networking/workload-group/#ReadinessProbe-timeout_seconds). */
  readonly timeoutSeconds?: number;
} & OneOf<{
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/workload-group/#ReadinessProbe-http_get). */
  readonly httpGet: HTTPHealthCheckConfig;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/workload-group/#ReadinessProbe-tcp_socket). */
  readonly tcpSocket: TCPHealthCheckConfig;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/workload-group/#ReadinessProbe-exec). */
  readonly exec: ExecHealthCheckConfig;
  /** Since Istio 1.25. [Reference](https://istio.io/latest/docs/reference/config/networking/workload-group/#ReadinessProbe-grpc). */
  readonly grpc: GrpcHealthCheckConfig;
}>;

/** [RegexRewrite](https://istio.io/latest/docs/reference/config/networking/virtual-service/#RegexRewrite) of the reference. */
export interface RegexRewrite {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#RegexRewrite-match). */
  readonly match?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#RegexRewrite-rewrite). */
  readonly rewrite?: string;
}

/** [RouteDestination](https://istio.io/latest/docs/reference/config/networking/virtual-service/#RouteDestination) of the reference. */
export interface RouteDestination {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#RouteDestination-destination). */
  readonly destination: Destination;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#RouteDestination-weight). */
  readonly weight?: number;
}

/** [Server](https://istio.io/latest/docs/reference/config/networking/gateway/#Server) of the reference. */
export interface Server {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#Server-bind). */
  readonly bind?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#Server-default_endpoint). */
  readonly defaultEndpoint?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#Server-hosts). */
  readonly hosts: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#Server-name). */
  readonly name?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#Server-port). */
  readonly port: Port;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#Server-tls). */
  readonly tls?: ServerTLSSettings;
}

/** [ServerTLSSettings](https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings) of the reference. */
export interface ServerTLSSettings {
  /** Since Istio 1.32. [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings-alpn_protocols). */
  readonly alpnProtocols?: readonly string[];
  /** Since Istio 1.28. [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings-ca_cert_credential_name). */
  readonly caCertCredentialName?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings-ca_certificates). */
  readonly caCertificates?: string;
  /** Since Istio 1.22. [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings-ca_crl). */
  readonly caCrl?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings-cipher_suites). */
  readonly cipherSuites?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings-credential_name). */
  readonly credentialName?: string;
  /** 1 to 2 items. Since Istio 1.26. [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings-credential_names). */
  readonly credentialNames?: readonly string[];
  /** Since Istio 1.32. [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings-ecdh_curves). */
  readonly ecdhCurves?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings-https_redirect). */
  readonly httpsRedirect?: boolean;
  /** Since Istio 1.31. [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings-insecure_skip_verify). */
  readonly insecureSkipVerify?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings-max_protocol_version). */
  readonly maxProtocolVersion?: 'TLS_AUTO' | 'TLSV1_0' | 'TLSV1_1' | 'TLSV1_2' | 'TLSV1_3';
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings-min_protocol_version). */
  readonly minProtocolVersion?: 'TLS_AUTO' | 'TLSV1_0' | 'TLSV1_1' | 'TLSV1_2' | 'TLSV1_3';
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings-mode). */
  readonly mode?: 'PASSTHROUGH' | 'SIMPLE' | 'MUTUAL' | 'AUTO_PASSTHROUGH' | 'ISTIO_MUTUAL' | 'OPTIONAL_MUTUAL';
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings-private_key). */
  readonly privateKey?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings-server_certificate). */
  readonly serverCertificate?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings-subject_alt_names). */
  readonly subjectAltNames?: readonly string[];
  /** 1 to 2 items. Since Istio 1.26. [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings-tls_certificates). */
  readonly tlsCertificates?: readonly ServerTLSSettingsTLSCertificate[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings-verify_certificate_hash). */
  readonly verifyCertificateHash?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings-verify_certificate_spki). */
  readonly verifyCertificateSpki?: readonly string[];
}

/** [ServerTLSSettings.TLSCertificate](https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings-TLSCertificate) of the reference. */
export interface ServerTLSSettingsTLSCertificate {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings-TLSCertificate-ca_certificates). */
  readonly caCertificates?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings-TLSCertificate-private_key). */
  readonly privateKey?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings-TLSCertificate-server_certificate). */
  readonly serverCertificate?: string;
}

/** [ServiceEntry](https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry) of the reference. */
export interface ServiceEntrySpec {
  /** At most 256 items. [Reference](https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-addresses). */
  readonly addresses?: readonly string[];
  /** At most 4096 items. [Reference](https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-endpoints). */
  readonly endpoints?: readonly WorkloadEntrySpec[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-export_to). */
  readonly exportTo?: readonly string[];
  /** 1 to 256 items. [Reference](https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-hosts). */
  readonly hosts: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-location). */
  readonly location?: 'MESH_EXTERNAL' | 'MESH_INTERNAL';
  /** At most 256 items. [Reference](https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-ports). */
  readonly ports?: readonly ServicePort[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-resolution). */
  readonly resolution?: 'NONE' | 'STATIC' | 'DNS' | 'DNS_ROUND_ROBIN' | 'DYNAMIC_DNS';
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-subject_alt_names). */
  readonly subjectAltNames?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-workload_selector). */
  readonly workloadSelector?: WorkloadSelector;
}

/** [ServicePort](https://istio.io/latest/docs/reference/config/networking/service-entry/#ServicePort) of the reference. */
export interface ServicePort {
  /** At most 256 characters. [Reference](https://istio.io/latest/docs/reference/config/networking/service-entry/#ServicePort-name). */
  readonly name: string;
  /** At most 4294967295. [Reference](https://istio.io/latest/docs/reference/config/networking/service-entry/#ServicePort-number). */
  readonly number: number;
  /** At most 256 characters. [Reference](https://istio.io/latest/docs/reference/config/networking/service-entry/#ServicePort-protocol). */
  readonly protocol?: string;
  /** At most 4294967295. [Reference](https://istio.io/latest/docs/reference/config/networking/service-entry/#ServicePort-target_port). */
  readonly targetPort?: number;
}

/** [SidecarPort](https://istio.io/latest/docs/reference/config/networking/sidecar/#SidecarPort) of the reference. */
export interface SidecarPort {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/sidecar/#SidecarPort-name). */
  readonly name?: string;
  /** At most 4294967295. [Reference](https://istio.io/latest/docs/reference/config/networking/sidecar/#SidecarPort-number). */
  readonly number?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/sidecar/#SidecarPort-protocol). */
  readonly protocol?: string;
  /** 
   * At most 4294967295. [Reference](https://istio.io/latest/docs/reference/config/networking/sidecar/#SidecarPort-target_port).
   * @deprecated Use defaultEndpoint.
   */
  readonly targetPort?: number;
}

/** [Sidecar](https://istio.io/latest/docs/reference/config/networking/sidecar/#Sidecar) of the reference. */
export interface SidecarSpec {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/sidecar/#Sidecar-egress). */
  readonly egress?: readonly IstioEgressListener[];
  /** Since Istio 1.20. [Reference](https://istio.io/latest/docs/reference/config/networking/sidecar/#Sidecar-inbound_connection_pool). */
  readonly inboundConnectionPool?: ConnectionPoolSettings;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/sidecar/#Sidecar-ingress). */
  readonly ingress?: readonly IstioIngressListener[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/sidecar/#Sidecar-outbound_traffic_policy). */
  readonly outboundTrafficPolicy?: OutboundTrafficPolicy;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/sidecar/#Sidecar-workload_selector). */
  readonly workloadSelector?: WorkloadSelector;
}

/** [StringMatch](https://istio.io/latest/docs/reference/config/networking/virtual-service/#StringMatch) of the reference. */
export type StringMatch = OneOf<{
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#StringMatch-exact). */
  readonly exact: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#StringMatch-prefix). */
  readonly prefix: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#StringMatch-regex). */
  readonly regex: string;
}>;

/** [Subset](https://istio.io/latest/docs/reference/config/networking/destination-rule/#Subset) of the reference. */
export interface Subset {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#Subset-labels). */
  readonly labels?: Readonly<Record<string, string>>;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#Subset-name). */
  readonly name: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#Subset-traffic_policy). */
  readonly trafficPolicy?: TrafficPolicy;
}

/** [TCPHealthCheckConfig](https://istio.io/latest/docs/reference/config/networking/workload-group/#TCPHealthCheckConfig) of the reference. */
export interface TCPHealthCheckConfig {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/workload-group/#TCPHealthCheckConfig-host). */
  readonly host?: string;
  /** At most 4294967295. [Reference](https://istio.io/latest/docs/reference/config/networking/workload-group/#TCPHealthCheckConfig-port). */
  readonly port: number;
}

/** [TCPRoute](https://istio.io/latest/docs/reference/config/networking/virtual-service/#TCPRoute) of the reference. */
export interface TCPRoute {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#TCPRoute-match). */
  readonly match?: readonly L4MatchAttributes[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#TCPRoute-route). */
  readonly route?: readonly RouteDestination[];
}

/** [TLSMatchAttributes](https://istio.io/latest/docs/reference/config/networking/virtual-service/#TLSMatchAttributes) of the reference. */
export interface TLSMatchAttributes {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#TLSMatchAttributes-destination_subnets). */
  readonly destinationSubnets?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#TLSMatchAttributes-gateways). */
  readonly gateways?: readonly string[];
  /** At most 4294967295. [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#TLSMatchAttributes-port). */
  readonly port?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#TLSMatchAttributes-sni_hosts). */
  readonly sniHosts: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#TLSMatchAttributes-source_labels). */
  readonly sourceLabels?: Readonly<Record<string, string>>;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#TLSMatchAttributes-source_namespace). */
  readonly sourceNamespace?: string;
}

/** [TLSRoute](https://istio.io/latest/docs/reference/config/networking/virtual-service/#TLSRoute) of the reference. */
export interface TLSRoute {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#TLSRoute-match). */
  readonly match: readonly TLSMatchAttributes[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#TLSRoute-route). */
  readonly route?: readonly RouteDestination[];
}

/** [TrafficPolicy](https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy) of the reference. */
export interface TrafficPolicy {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-connection_pool). */
  readonly connectionPool?: ConnectionPoolSettings;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-load_balancer). */
  readonly loadBalancer?: LoadBalancerSettings;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-outlier_detection). */
  readonly outlierDetection?: OutlierDetection;
  /** At most 4096 items. [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-port_level_settings). */
  readonly portLevelSettings?: readonly TrafficPolicyPortTrafficPolicy[];
  /** Since Istio 1.21. [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-proxy_protocol). */
  readonly proxyProtocol?: TrafficPolicyProxyProtocol;
  /** Since Istio 1.27. [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-retry_budget). */
  readonly retryBudget?: TrafficPolicyRetryBudget;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-tls). */
  readonly tls?: ClientTLSSettings;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-tunnel). */
  readonly tunnel?: TrafficPolicyTunnelSettings;
}

/** [TrafficPolicy.PortTrafficPolicy](https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-PortTrafficPolicy) of the reference. */
export interface TrafficPolicyPortTrafficPolicy {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-PortTrafficPolicy-connection_pool). */
  readonly connectionPool?: ConnectionPoolSettings;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-PortTrafficPolicy-load_balancer). */
  readonly loadBalancer?: LoadBalancerSettings;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-PortTrafficPolicy-outlier_detection). */
  readonly outlierDetection?: OutlierDetection;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-PortTrafficPolicy-port). */
  readonly port?: PortSelector;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-PortTrafficPolicy-tls). */
  readonly tls?: ClientTLSSettings;
}

/** [TrafficPolicy.ProxyProtocol](https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-ProxyProtocol) of the reference. */
export interface TrafficPolicyProxyProtocol {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-ProxyProtocol-version). */
  readonly version?: 'V1' | 'V2';
}

/** [TrafficPolicy.RetryBudget](https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-RetryBudget) of the reference. */
export interface TrafficPolicyRetryBudget {
  /** Since Istio 1.31. [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-RetryBudget-budget_interval). */
  readonly budgetInterval?: string;
  /** At most 4294967295. [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-RetryBudget-min_retry_concurrency). */
  readonly minRetryConcurrency?: number;
  /** At most 100. [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-RetryBudget-percent). */
  readonly percent?: number;
}

/** [TrafficPolicy.TunnelSettings](https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-TunnelSettings) of the reference. */
export interface TrafficPolicyTunnelSettings {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-TunnelSettings-protocol). */
  readonly protocol?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-TunnelSettings-target_host). */
  readonly targetHost: string;
  /** At most 4294967295. [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-TunnelSettings-target_port). */
  readonly targetPort: number;
}

/** [VirtualService](https://istio.io/latest/docs/reference/config/networking/virtual-service/#VirtualService) of the reference. */
export interface VirtualServiceSpec {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#VirtualService-export_to). */
  readonly exportTo?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#VirtualService-gateways). */
  readonly gateways?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#VirtualService-hosts). */
  readonly hosts?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#VirtualService-http). */
  readonly http?: readonly HTTPRoute[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#VirtualService-tcp). */
  readonly tcp?: readonly TCPRoute[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/virtual-service/#VirtualService-tls). */
  readonly tls?: readonly TLSRoute[];
}

/** [WarmupConfiguration](https://istio.io/latest/docs/reference/config/networking/destination-rule/#WarmupConfiguration) of the reference. */
export interface WarmupConfiguration {
  /** At least 0. [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#WarmupConfiguration-aggression). */
  readonly aggression?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#WarmupConfiguration-duration). */
  readonly duration: string;
  /** At most 100. [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#WarmupConfiguration-minimum_percent). */
  readonly minimumPercent?: number;
}

/** [WorkloadEntry](https://istio.io/latest/docs/reference/config/networking/workload-entry/#WorkloadEntry) of the reference. */
export interface WorkloadEntrySpec {
  /** At most 256 characters. [Reference](https://istio.io/latest/docs/reference/config/networking/workload-entry/#WorkloadEntry-address). */
  readonly address?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/workload-entry/#WorkloadEntry-labels). */
  readonly labels?: Readonly<Record<string, string>>;
  /** At most 2048 characters. [Reference](https://istio.io/latest/docs/reference/config/networking/workload-entry/#WorkloadEntry-locality). */
  readonly locality?: string;
  /** At most 2048 characters. [Reference](https://istio.io/latest/docs/reference/config/networking/workload-entry/#WorkloadEntry-network). */
  readonly network?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/workload-entry/#WorkloadEntry-ports). */
  readonly ports?: Readonly<Record<string, number>>;
  /** At most 253 characters. [Reference](https://istio.io/latest/docs/reference/config/networking/workload-entry/#WorkloadEntry-service_account). */
  readonly serviceAccount?: string;
  /** At most 4294967295. [Reference](https://istio.io/latest/docs/reference/config/networking/workload-entry/#WorkloadEntry-weight). */
  readonly weight?: number;
}

/** [WorkloadGroup.ObjectMeta](https://istio.io/latest/docs/reference/config/networking/workload-group/#WorkloadGroup-ObjectMeta) of the reference. */
export interface WorkloadGroupObjectMeta {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/workload-group/#WorkloadGroup-ObjectMeta-annotations). */
  readonly annotations?: Readonly<Record<string, string>>;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/workload-group/#WorkloadGroup-ObjectMeta-labels). */
  readonly labels?: Readonly<Record<string, string>>;
}

/** [WorkloadGroup](https://istio.io/latest/docs/reference/config/networking/workload-group/#WorkloadGroup) of the reference. */
export interface WorkloadGroupSpec {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/workload-group/#WorkloadGroup-metadata). */
  readonly metadata?: WorkloadGroupObjectMeta;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/workload-group/#WorkloadGroup-probe). */
  readonly probe?: ReadinessProbe;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/workload-group/#WorkloadGroup-template). */
  readonly template: WorkloadEntrySpec;
}

/** [WorkloadSelector](https://istio.io/latest/docs/reference/config/networking/sidecar/#WorkloadSelector) of the reference. */
export interface WorkloadSelector {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/sidecar/#WorkloadSelector-labels). */
  readonly labels?: Readonly<Record<string, string>>;
}

/** [ZoneAwareLoadBalancerSetting](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ZoneAwareLoadBalancerSetting) of the reference. */
export interface ZoneAwareLoadBalancerSetting {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ZoneAwareLoadBalancerSetting-enabled). */
  readonly enabled?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ZoneAwareLoadBalancerSetting-failover). */
  readonly failover?: readonly ZoneAwareLoadBalancerSettingFailover[];
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ZoneAwareLoadBalancerSetting-failover_priority). */
  readonly failoverPriority?: readonly string[];
  /** 1 to 4294967295. [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ZoneAwareLoadBalancerSetting-min_cluster_size). */
  readonly minClusterSize?: number;
}

/** [ZoneAwareLoadBalancerSetting.Failover](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ZoneAwareLoadBalancerSetting-Failover) of the reference. */
export interface ZoneAwareLoadBalancerSettingFailover {
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ZoneAwareLoadBalancerSetting-Failover-from). */
  readonly from?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/networking/destination-rule/#ZoneAwareLoadBalancerSetting-Failover-to). */
  readonly to?: string;
}
