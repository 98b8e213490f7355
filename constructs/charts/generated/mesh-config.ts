// Made by scripts/generate-values.ts from scripts/values/facts.json; do not edit.

import type { LabelSelector } from '../pod-values';

/** [Certificate](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Certificate) of the Istio reference. */
export interface Certificate {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Certificate-dns_names). */
  readonly dnsNames?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Certificate-secret_name). */
  readonly secretName?: string;
}

/** [ClientTLSSettings](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ClientTLSSettings) of the Istio reference. */
export interface ClientTLSSettings {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ClientTLSSettings-ca_certificates). */
  readonly caCertificates?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ClientTLSSettings-ca_crl). Since Istio 1.22. */
  readonly caCrl?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ClientTLSSettings-client_certificate). */
  readonly clientCertificate?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ClientTLSSettings-credential_name). */
  readonly credentialName?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ClientTLSSettings-insecure_skip_verify). */
  readonly insecureSkipVerify?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ClientTLSSettings-mode). */
  readonly mode?: 'DISABLE' | 'SIMPLE' | 'MUTUAL' | 'ISTIO_MUTUAL';
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ClientTLSSettings-private_key). */
  readonly privateKey?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ClientTLSSettings-sni). */
  readonly sni?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ClientTLSSettings-subject_alt_names). */
  readonly subjectAltNames?: readonly string[];
}

/** [ConfigSource](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ConfigSource) of the Istio reference. */
export interface ConfigSource {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ConfigSource-address). */
  readonly address?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ConfigSource-subscribed_resources). */
  readonly subscribedResources?: readonly ('SERVICE_REGISTRY')[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ConfigSource-tls_settings). */
  readonly tlsSettings?: ClientTLSSettings;
}

/** [ConnectionPoolSettings.TCPSettings.TcpKeepalive](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ConnectionPoolSettings-TCPSettings-TcpKeepalive) of the Istio reference. */
export interface ConnectionPoolSettingsTCPSettingsTcpKeepalive {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ConnectionPoolSettings-TCPSettings-TcpKeepalive-interval). */
  readonly interval?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ConnectionPoolSettings-TCPSettings-TcpKeepalive-probes). */
  readonly probes?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ConnectionPoolSettings-TCPSettings-TcpKeepalive-time). */
  readonly time?: string;
}

/** [HTTPRetry](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#HTTPRetry) of the Istio reference. */
export interface HTTPRetry {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#HTTPRetry-attempts). */
  readonly attempts?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#HTTPRetry-backoff). Since Istio 1.26. */
  readonly backoff?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#HTTPRetry-per_try_timeout). */
  readonly perTryTimeout?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#HTTPRetry-retry_ignore_previous_hosts). Since Istio 1.26. */
  readonly retryIgnorePreviousHosts?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#HTTPRetry-retry_on). */
  readonly retryOn?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#HTTPRetry-retry_remote_localities). */
  readonly retryRemoteLocalities?: boolean;
}

/** [LocalityLoadBalancerSetting](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#LocalityLoadBalancerSetting) of the Istio reference. */
export interface LocalityLoadBalancerSetting {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#LocalityLoadBalancerSetting-distribute). */
  readonly distribute?: readonly LocalityLoadBalancerSettingDistribute[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#LocalityLoadBalancerSetting-enabled). */
  readonly enabled?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#LocalityLoadBalancerSetting-failover). */
  readonly failover?: readonly LocalityLoadBalancerSettingFailover[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#LocalityLoadBalancerSetting-failover_priority). */
  readonly failoverPriority?: readonly string[];
}

/** [LocalityLoadBalancerSetting.Distribute](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#LocalityLoadBalancerSetting-Distribute) of the Istio reference. */
export interface LocalityLoadBalancerSettingDistribute {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#LocalityLoadBalancerSetting-Distribute-from). */
  readonly from?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#LocalityLoadBalancerSetting-Distribute-to). */
  readonly to?: Readonly<Record<string, number>>;
}

/** [LocalityLoadBalancerSetting.Failover](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#LocalityLoadBalancerSetting-Failover) of the Istio reference. */
export interface LocalityLoadBalancerSettingFailover {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#LocalityLoadBalancerSetting-Failover-from). */
  readonly from?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#LocalityLoadBalancerSetting-Failover-to). */
  readonly to?: string;
}

/** [MeshConfig](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig) of the Istio reference. */
export interface MeshConfig {
  /** Whether a line is text or a JSON object. */
  readonly accessLogEncoding?: 'TEXT' | 'JSON';
  /** The file that every proxy logs requests to, such as `/dev/stdout`; empty for none. */
  readonly accessLogFile?: string;
  /** The format of a line, in Envoy's commands; Istio's own where it is absent. */
  readonly accessLogFormat?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ca). */
  readonly ca?: MeshConfigCA;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ca_certificates). */
  readonly caCertificates?: readonly MeshConfigCertificateData[];
  /**
   * [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-certificates).
   * @deprecated Istio has deprecated it.
   */
  readonly certificates?: readonly Certificate[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-config_sources). */
  readonly configSources?: readonly ConfigSource[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-connect_timeout). */
  readonly connectTimeout?: string;
  /** What every proxy starts with. */
  readonly defaultConfig?: ProxyConfig;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-default_destination_rule_export_to). */
  readonly defaultDestinationRuleExportTo?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-default_http_retry_policy). */
  readonly defaultHttpRetryPolicy?: HTTPRetry;
  /** The extension providers that hold where no Telemetry resource names one. */
  readonly defaultProviders?: MeshConfigDefaultProviders;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-default_service_export_to). */
  readonly defaultServiceExportTo?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-default_virtual_service_export_to). */
  readonly defaultVirtualServiceExportTo?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-disable_envoy_listener_log). */
  readonly disableEnvoyListenerLog?: boolean;
  /** The namespaces that istiod looks at; all where it is absent. */
  readonly discoverySelectors?: readonly LabelSelector[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-dns_refresh_rate). */
  readonly dnsRefreshRate?: string;
  /** Whether clients use mutual TLS wherever the server has a proxy. */
  readonly enableAutoMtls?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-enable_envoy_access_log_service). */
  readonly enableEnvoyAccessLogService?: boolean;
  /** Whether a proxy's metrics page carries the application's metrics too. */
  readonly enablePrometheusMerge?: boolean;
  /** Whether requests are traced at all. */
  readonly enableTracing?: boolean;
  /** What proxies may report to, or ask for authorization. */
  readonly extensionProviders?: readonly ExtensionProvider[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-h2_upgrade_policy). */
  readonly h2UpgradePolicy?: 'DO_NOT_UPGRADE' | 'UPGRADE';
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-hbone_idle_timeout). Since Istio 1.29. */
  readonly hboneIdleTimeout?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-inbound_cluster_stat_name). */
  readonly inboundClusterStatName?: string;
  /** Whether requests to ports that no Service names reach the application from other pods. Since Istio 1.22. */
  readonly inboundTrafficPolicy?: MeshConfigInboundTrafficPolicy;
  /** The class of the Kubernetes Ingress objects that Istio serves. */
  readonly ingressClass?: string;
  /** Which Kubernetes Ingress objects Istio serves: none, those of its class and those without, or those of its class. */
  readonly ingressControllerMode?: 'UNSPECIFIED' | 'OFF' | 'DEFAULT' | 'STRICT';
  /** The label `istio` of the gateway that serves Ingress objects. */
  readonly ingressSelector?: string;
  /** The Service of the gateway that serves Ingress objects. */
  readonly ingressService?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-locality_lb_setting). */
  readonly localityLbSetting?: LocalityLoadBalancerSetting;
  /** The oldest TLS version between proxies. */
  readonly meshMTLS?: MeshConfigTLSConfig;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-outbound_cluster_stat_name). */
  readonly outboundClusterStatName?: string;
  /** Whether requests to hosts outside the registry leave the mesh. */
  readonly outboundTrafficPolicy?: MeshConfigOutboundTrafficPolicy;
  /** What paths are rewritten to before rules look at them. */
  readonly pathNormalization?: MeshConfigProxyPathNormalization;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-protocol_detection_timeout). */
  readonly protocolDetectionTimeout?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-proxy_http_port). */
  readonly proxyHttpPort?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-proxy_inbound_listen_port). Since Istio 1.18. */
  readonly proxyInboundListenPort?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-proxy_listen_port). */
  readonly proxyListenPort?: number;
  /** The namespace whose policies hold for the whole mesh. */
  readonly rootNamespace?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-service_scope_configs). Since Istio 1.27. */
  readonly serviceScopeConfigs?: readonly MeshConfigServiceScopeConfigs[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-service_settings). */
  readonly serviceSettings?: readonly MeshConfigServiceSettings[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-tcp_keepalive). */
  readonly tcpKeepalive?: ConnectionPoolSettingsTCPSettingsTcpKeepalive;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-tls_defaults). Since Istio 1.18. */
  readonly tlsDefaults?: MeshConfigTLSConfig;
  /** The first part of every identity of the mesh, such as `cluster.local`. */
  readonly trustDomain?: string;
  /** Trust domains whose identities count as this one's. */
  readonly trustDomainAliases?: readonly string[];
  /**
   * Whether TLS to hosts outside the mesh is checked against the system's certificates where no certificate is given.
   * @deprecated Istio has deprecated it.
   */
  readonly verifyCertificateAtClient?: boolean;
}

/** [MeshConfig.CA](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-CA) of the Istio reference. */
export interface MeshConfigCA {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-CA-address). */
  readonly address?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-CA-istiod_side). */
  readonly istiodSide?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-CA-request_timeout). */
  readonly requestTimeout?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-CA-tls_settings). */
  readonly tlsSettings?: ClientTLSSettings;
}

/** [MeshConfig.CertificateData](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-CertificateData) of the Istio reference. */
export interface MeshConfigCertificateData {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-CertificateData-cert_signers). */
  readonly certSigners?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-CertificateData-pem). */
  readonly pem?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-CertificateData-spiffe_bundle_url). */
  readonly spiffeBundleUrl?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-CertificateData-trust_domains). */
  readonly trustDomains?: readonly string[];
}

/** [MeshConfig.DefaultProviders](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-DefaultProviders) of the Istio reference. */
export interface MeshConfigDefaultProviders {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-DefaultProviders-access_logging). */
  readonly accessLogging?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-DefaultProviders-metrics). */
  readonly metrics?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-DefaultProviders-tracing). */
  readonly tracing?: readonly string[];
}

/** [MeshConfig.ExtensionProvider](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider) of the Istio reference. */
export interface ExtensionProvider {
  /** Traces, sent to a Datadog agent. */
  readonly datadog?: ExtensionProviderDatadogTracingProvider;
  /** Authorization, asked for over gRPC by Envoy's protocol. */
  readonly envoyExtAuthzGrpc?: ExtensionProviderEnvoyExternalAuthorizationGrpcProvider;
  /** Authorization, asked for over HTTP. */
  readonly envoyExtAuthzHttp?: ExtensionProviderEnvoyExternalAuthorizationHttpProvider;
  /** Access logs, written to a file of the proxy's container such as `/dev/stdout`. */
  readonly envoyFileAccessLog?: ExtensionProviderEnvoyFileAccessLogProvider;
  /** Access logs of HTTP, sent to a gRPC service of Envoy's protocol. */
  readonly envoyHttpAls?: ExtensionProviderEnvoyHttpGrpcV3LogProvider;
  /** Access logs, sent by OTLP. */
  readonly envoyOtelAls?: ExtensionProviderEnvoyOpenTelemetryLogProvider;
  /** Access logs of TCP, sent to a gRPC service of Envoy's protocol. */
  readonly envoyTcpAls?: ExtensionProviderEnvoyTcpGrpcV3LogProvider;
  /**
   * Traces, sent to Lightstep.
   * @deprecated Istio has deprecated it.
   */
  readonly lightstep?: ExtensionProviderLightstepTracingProvider;
  /** What Telemetry and AuthorizationPolicy resources call it. */
  readonly name: string;
  /**
   * [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-opencensus).
   * @deprecated Istio has deprecated it.
   */
  readonly opencensus?: ExtensionProviderOpenCensusAgentTracingProvider;
  /** Traces, sent by OTLP: gRPC, or HTTP where `http` is given. */
  readonly opentelemetry?: ExtensionProviderOpenTelemetryTracingProvider;
  /** Metrics that Prometheus scrapes from the proxies. */
  readonly prometheus?: unknown;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-sds). Since Istio 1.27. */
  readonly sds?: ExtensionProviderSDSProvider;
  /** Traces, sent to SkyWalking. */
  readonly skywalking?: ExtensionProviderSkyWalkingTracingProvider;
  /** Traces and logs, sent to Google Cloud. */
  readonly stackdriver?: ExtensionProviderStackdriverProvider;
  /** Traces, sent as Zipkin's JSON. */
  readonly zipkin?: ExtensionProviderZipkinTracingProvider;
}

/** [MeshConfig.ExtensionProvider.DatadogTracingProvider](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-DatadogTracingProvider) of the Istio reference. */
export interface ExtensionProviderDatadogTracingProvider {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-DatadogTracingProvider-max_tag_length). */
  readonly maxTagLength?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-DatadogTracingProvider-port). */
  readonly port?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-DatadogTracingProvider-service). */
  readonly service?: string;
}

/** [MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationGrpcProvider](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyExternalAuthorizationGrpcProvider) of the Istio reference. */
export interface ExtensionProviderEnvoyExternalAuthorizationGrpcProvider {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyExternalAuthorizationGrpcProvider-clear_route_cache). Since Istio 1.25. */
  readonly clearRouteCache?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyExternalAuthorizationGrpcProvider-fail_open). */
  readonly failOpen?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyExternalAuthorizationGrpcProvider-include_request_body_in_check). */
  readonly includeRequestBodyInCheck?: ExtensionProviderEnvoyExternalAuthorizationRequestBody;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyExternalAuthorizationGrpcProvider-port). */
  readonly port?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyExternalAuthorizationGrpcProvider-service). */
  readonly service?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyExternalAuthorizationGrpcProvider-status_on_error). */
  readonly statusOnError?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyExternalAuthorizationGrpcProvider-timeout). */
  readonly timeout?: string;
}

/** [MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationHttpProvider](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyExternalAuthorizationHttpProvider) of the Istio reference. */
export interface ExtensionProviderEnvoyExternalAuthorizationHttpProvider {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyExternalAuthorizationHttpProvider-clear_route_cache). Since Istio 1.25. */
  readonly clearRouteCache?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyExternalAuthorizationHttpProvider-fail_open). */
  readonly failOpen?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyExternalAuthorizationHttpProvider-headers_to_downstream_on_allow). */
  readonly headersToDownstreamOnAllow?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyExternalAuthorizationHttpProvider-headers_to_downstream_on_deny). */
  readonly headersToDownstreamOnDeny?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyExternalAuthorizationHttpProvider-headers_to_upstream_on_allow). */
  readonly headersToUpstreamOnAllow?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyExternalAuthorizationHttpProvider-include_additional_headers_in_check). */
  readonly includeAdditionalHeadersInCheck?: Readonly<Record<string, string>>;
  /**
   * [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyExternalAuthorizationHttpProvider-include_headers_in_check).
   * @deprecated Istio has deprecated it.
   */
  readonly includeHeadersInCheck?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyExternalAuthorizationHttpProvider-include_request_body_in_check). */
  readonly includeRequestBodyInCheck?: ExtensionProviderEnvoyExternalAuthorizationRequestBody;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyExternalAuthorizationHttpProvider-include_request_headers_in_check). */
  readonly includeRequestHeadersInCheck?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyExternalAuthorizationHttpProvider-path_prefix). */
  readonly pathPrefix?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyExternalAuthorizationHttpProvider-port). */
  readonly port?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyExternalAuthorizationHttpProvider-service). */
  readonly service?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyExternalAuthorizationHttpProvider-status_on_error). */
  readonly statusOnError?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyExternalAuthorizationHttpProvider-timeout). */
  readonly timeout?: string;
}

/** [MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationRequestBody](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyExternalAuthorizationRequestBody) of the Istio reference. */
export interface ExtensionProviderEnvoyExternalAuthorizationRequestBody {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyExternalAuthorizationRequestBody-allow_partial_message). */
  readonly allowPartialMessage?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyExternalAuthorizationRequestBody-max_request_bytes). */
  readonly maxRequestBytes?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyExternalAuthorizationRequestBody-pack_as_bytes). */
  readonly packAsBytes?: boolean;
}

/** [MeshConfig.ExtensionProvider.EnvoyFileAccessLogProvider](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyFileAccessLogProvider) of the Istio reference. */
export interface ExtensionProviderEnvoyFileAccessLogProvider {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyFileAccessLogProvider-log_format). */
  readonly logFormat?: ExtensionProviderEnvoyFileAccessLogProviderLogFormat;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyFileAccessLogProvider-omit_empty_values). Since Istio 1.26. */
  readonly omitEmptyValues?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyFileAccessLogProvider-path). */
  readonly path?: string;
}

/** [MeshConfig.ExtensionProvider.EnvoyFileAccessLogProvider.LogFormat](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyFileAccessLogProvider-LogFormat) of the Istio reference. */
export interface ExtensionProviderEnvoyFileAccessLogProviderLogFormat {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyFileAccessLogProvider-LogFormat-labels). */
  readonly labels?: Readonly<Record<string, unknown>>;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyFileAccessLogProvider-LogFormat-text). */
  readonly text?: string;
}

/** [MeshConfig.ExtensionProvider.EnvoyHttpGrpcV3LogProvider](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyHttpGrpcV3LogProvider) of the Istio reference. */
export interface ExtensionProviderEnvoyHttpGrpcV3LogProvider {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyHttpGrpcV3LogProvider-additional_request_headers_to_log). */
  readonly additionalRequestHeadersToLog?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyHttpGrpcV3LogProvider-additional_response_headers_to_log). */
  readonly additionalResponseHeadersToLog?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyHttpGrpcV3LogProvider-additional_response_trailers_to_log). */
  readonly additionalResponseTrailersToLog?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyHttpGrpcV3LogProvider-filter_state_objects_to_log). */
  readonly filterStateObjectsToLog?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyHttpGrpcV3LogProvider-log_name). */
  readonly logName?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyHttpGrpcV3LogProvider-port). */
  readonly port?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyHttpGrpcV3LogProvider-service). */
  readonly service?: string;
}

/** [MeshConfig.ExtensionProvider.EnvoyOpenTelemetryLogProvider](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyOpenTelemetryLogProvider) of the Istio reference. */
export interface ExtensionProviderEnvoyOpenTelemetryLogProvider {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyOpenTelemetryLogProvider-log_format). */
  readonly logFormat?: ExtensionProviderEnvoyOpenTelemetryLogProviderLogFormat;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyOpenTelemetryLogProvider-log_name). */
  readonly logName?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyOpenTelemetryLogProvider-port). */
  readonly port?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyOpenTelemetryLogProvider-service). */
  readonly service?: string;
}

/** [MeshConfig.ExtensionProvider.EnvoyOpenTelemetryLogProvider.LogFormat](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyOpenTelemetryLogProvider-LogFormat) of the Istio reference. */
export interface ExtensionProviderEnvoyOpenTelemetryLogProviderLogFormat {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyOpenTelemetryLogProvider-LogFormat-labels). */
  readonly labels?: Readonly<Record<string, unknown>>;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyOpenTelemetryLogProvider-LogFormat-text). */
  readonly text?: string;
}

/** [MeshConfig.ExtensionProvider.EnvoyTcpGrpcV3LogProvider](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyTcpGrpcV3LogProvider) of the Istio reference. */
export interface ExtensionProviderEnvoyTcpGrpcV3LogProvider {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyTcpGrpcV3LogProvider-filter_state_objects_to_log). */
  readonly filterStateObjectsToLog?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyTcpGrpcV3LogProvider-log_name). */
  readonly logName?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyTcpGrpcV3LogProvider-port). */
  readonly port?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyTcpGrpcV3LogProvider-service). */
  readonly service?: string;
}

/** [MeshConfig.ExtensionProvider.GrpcService](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-GrpcService) of the Istio reference. */
export interface ExtensionProviderGrpcService {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-GrpcService-initial_metadata). Since Istio 1.24. */
  readonly initialMetadata?: readonly ExtensionProviderHttpHeader[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-GrpcService-timeout). Since Istio 1.24. */
  readonly timeout?: string;
}

/** [MeshConfig.ExtensionProvider.HttpHeader](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-HttpHeader) of the Istio reference. */
export interface ExtensionProviderHttpHeader {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-HttpHeader-env_name). Since Istio 1.26. */
  readonly envName?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-HttpHeader-name). Since Istio 1.22. */
  readonly name?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-HttpHeader-value). Since Istio 1.22. */
  readonly value?: string;
}

/** [MeshConfig.ExtensionProvider.HttpService](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-HttpService) of the Istio reference. */
export interface ExtensionProviderHttpService {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-HttpService-headers). Since Istio 1.22. */
  readonly headers?: readonly ExtensionProviderHttpHeader[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-HttpService-path). Since Istio 1.22. */
  readonly path?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-HttpService-timeout). Since Istio 1.22. */
  readonly timeout?: string;
}

/** [MeshConfig.ExtensionProvider.LightstepTracingProvider](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-LightstepTracingProvider) of the Istio reference. */
export interface ExtensionProviderLightstepTracingProvider {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-LightstepTracingProvider-access_token). */
  readonly accessToken?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-LightstepTracingProvider-max_tag_length). */
  readonly maxTagLength?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-LightstepTracingProvider-port). */
  readonly port?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-LightstepTracingProvider-service). */
  readonly service?: string;
}

/** [MeshConfig.ExtensionProvider.OpenCensusAgentTracingProvider](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-OpenCensusAgentTracingProvider) of the Istio reference. */
export interface ExtensionProviderOpenCensusAgentTracingProvider {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-OpenCensusAgentTracingProvider-context). */
  readonly context?: readonly ('UNSPECIFIED' | 'W3C_TRACE_CONTEXT' | 'GRPC_BIN' | 'CLOUD_TRACE_CONTEXT' | 'B3')[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-OpenCensusAgentTracingProvider-max_tag_length). */
  readonly maxTagLength?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-OpenCensusAgentTracingProvider-port). */
  readonly port?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-OpenCensusAgentTracingProvider-service). */
  readonly service?: string;
}

/** [MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-OpenTelemetryTracingProvider) of the Istio reference. */
export interface ExtensionProviderOpenTelemetryTracingProvider {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-OpenTelemetryTracingProvider-dynatrace_sampler). Since Istio 1.22. */
  readonly dynatraceSampler?: ExtensionProviderOpenTelemetryTracingProviderDynatraceSampler;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-OpenTelemetryTracingProvider-grpc). Since Istio 1.24. */
  readonly grpc?: ExtensionProviderGrpcService;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-OpenTelemetryTracingProvider-http). Since Istio 1.22. */
  readonly http?: ExtensionProviderHttpService;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-OpenTelemetryTracingProvider-max_tag_length). */
  readonly maxTagLength?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-OpenTelemetryTracingProvider-port). */
  readonly port?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-OpenTelemetryTracingProvider-resource_detectors). Since Istio 1.22. */
  readonly resourceDetectors?: ExtensionProviderResourceDetectors;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-OpenTelemetryTracingProvider-service). */
  readonly service?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-OpenTelemetryTracingProvider-service_attribute_enrichment). Since Istio 1.30. */
  readonly serviceAttributeEnrichment?: 'ISTIO_CANONICAL' | 'OTEL_SEMANTIC_CONVENTIONS';
}

/** [MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider.DynatraceSampler](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-OpenTelemetryTracingProvider-DynatraceSampler) of the Istio reference. */
export interface ExtensionProviderOpenTelemetryTracingProviderDynatraceSampler {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-OpenTelemetryTracingProvider-DynatraceSampler-cluster_id). Since Istio 1.22. */
  readonly clusterId?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-OpenTelemetryTracingProvider-DynatraceSampler-http_service). Since Istio 1.22. */
  readonly httpService?: ExtensionProviderOpenTelemetryTracingProviderDynatraceSamplerDynatraceApi;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-OpenTelemetryTracingProvider-DynatraceSampler-root_spans_per_minute). Since Istio 1.22. */
  readonly rootSpansPerMinute?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-OpenTelemetryTracingProvider-DynatraceSampler-tenant). Since Istio 1.22. */
  readonly tenant?: string;
}

/** [MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider.DynatraceSampler.DynatraceApi](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-OpenTelemetryTracingProvider-DynatraceSampler-DynatraceApi) of the Istio reference. */
export interface ExtensionProviderOpenTelemetryTracingProviderDynatraceSamplerDynatraceApi {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-OpenTelemetryTracingProvider-DynatraceSampler-DynatraceApi-http). Since Istio 1.22. */
  readonly http?: ExtensionProviderHttpService;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-OpenTelemetryTracingProvider-DynatraceSampler-DynatraceApi-port). Since Istio 1.22. */
  readonly port?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-OpenTelemetryTracingProvider-DynatraceSampler-DynatraceApi-service). Since Istio 1.22. */
  readonly service?: string;
}

/** [MeshConfig.ExtensionProvider.ResourceDetectors](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-ResourceDetectors) of the Istio reference. */
export interface ExtensionProviderResourceDetectors {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-ResourceDetectors-dynatrace). Since Istio 1.22. */
  readonly dynatrace?: unknown;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-ResourceDetectors-environment). Since Istio 1.22. */
  readonly environment?: unknown;
}

/** [MeshConfig.ExtensionProvider.SDSProvider](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-SDSProvider) of the Istio reference. */
export interface ExtensionProviderSDSProvider {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-SDSProvider-name). Since Istio 1.27. */
  readonly name?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-SDSProvider-port). Since Istio 1.27. */
  readonly port?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-SDSProvider-service). Since Istio 1.27. */
  readonly service?: string;
}

/** [MeshConfig.ExtensionProvider.SkyWalkingTracingProvider](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-SkyWalkingTracingProvider) of the Istio reference. */
export interface ExtensionProviderSkyWalkingTracingProvider {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-SkyWalkingTracingProvider-access_token). */
  readonly accessToken?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-SkyWalkingTracingProvider-port). */
  readonly port?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-SkyWalkingTracingProvider-service). */
  readonly service?: string;
}

/** [MeshConfig.ExtensionProvider.StackdriverProvider](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-StackdriverProvider) of the Istio reference. */
export interface ExtensionProviderStackdriverProvider {
  /**
   * [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-StackdriverProvider-debug).
   * @deprecated Istio has deprecated it.
   */
  readonly debug?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-StackdriverProvider-logging). */
  readonly logging?: ExtensionProviderStackdriverProviderLogging;
  /**
   * [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-StackdriverProvider-max_number_of_annotations).
   * @deprecated Istio has deprecated it.
   */
  readonly maxNumberOfAnnotations?: number;
  /**
   * [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-StackdriverProvider-max_number_of_attributes).
   * @deprecated Istio has deprecated it.
   */
  readonly maxNumberOfAttributes?: number;
  /**
   * [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-StackdriverProvider-max_number_of_message_events).
   * @deprecated Istio has deprecated it.
   */
  readonly maxNumberOfMessageEvents?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-StackdriverProvider-max_tag_length). */
  readonly maxTagLength?: number;
}

/** [MeshConfig.ExtensionProvider.StackdriverProvider.Logging](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-StackdriverProvider-Logging) of the Istio reference. */
export interface ExtensionProviderStackdriverProviderLogging {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-StackdriverProvider-Logging-labels). */
  readonly labels?: Readonly<Record<string, string>>;
}

/** [MeshConfig.ExtensionProvider.ZipkinTracingProvider](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-ZipkinTracingProvider) of the Istio reference. */
export interface ExtensionProviderZipkinTracingProvider {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-ZipkinTracingProvider-enable64bit_trace_id). Since Istio 1.18. */
  readonly enable64bitTraceId?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-ZipkinTracingProvider-headers). Since Istio 1.29. */
  readonly headers?: readonly ExtensionProviderHttpHeader[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-ZipkinTracingProvider-max_tag_length). */
  readonly maxTagLength?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-ZipkinTracingProvider-path). Since Istio 1.24. */
  readonly path?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-ZipkinTracingProvider-port). */
  readonly port?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-ZipkinTracingProvider-service). */
  readonly service?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-ZipkinTracingProvider-timeout). Since Istio 1.29. */
  readonly timeout?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-ZipkinTracingProvider-trace_context_option). Since Istio 1.28. */
  readonly traceContextOption?: 'USE_B3' | 'USE_B3_WITH_W3C_PROPAGATION';
}

/** [MeshConfig.InboundTrafficPolicy](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-InboundTrafficPolicy) of the Istio reference. */
export interface MeshConfigInboundTrafficPolicy {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-InboundTrafficPolicy-mode). Since Istio 1.22. */
  readonly mode: 'PASSTHROUGH' | 'LOCALHOST';
}

/** [MeshConfig.OutboundTrafficPolicy](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-OutboundTrafficPolicy) of the Istio reference. */
export interface MeshConfigOutboundTrafficPolicy {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-OutboundTrafficPolicy-mode). */
  readonly mode: 'REGISTRY_ONLY' | 'ALLOW_ANY' | 'ALLOW_ANY_DYNAMIC_DNS';
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-OutboundTrafficPolicy-tls). Since Istio 1.30. */
  readonly tls?: ClientTLSSettings;
}

/** [MeshConfig.ProxyPathNormalization](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ProxyPathNormalization) of the Istio reference. */
export interface MeshConfigProxyPathNormalization {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ProxyPathNormalization-normalization). */
  readonly normalization: 'DEFAULT' | 'NONE' | 'BASE' | 'MERGE_SLASHES' | 'DECODE_AND_MERGE_SLASHES';
}

/** [MeshConfig.ServiceScopeConfigs](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ServiceScopeConfigs) of the Istio reference. */
export interface MeshConfigServiceScopeConfigs {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ServiceScopeConfigs-namespace_selector). Since Istio 1.27. */
  readonly namespaceSelector?: LabelSelector;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ServiceScopeConfigs-scope). Since Istio 1.27. */
  readonly scope?: 'LOCAL' | 'GLOBAL';
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ServiceScopeConfigs-services_selector). Since Istio 1.27. */
  readonly servicesSelector?: LabelSelector;
}

/** [MeshConfig.ServiceSettings](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ServiceSettings) of the Istio reference. */
export interface MeshConfigServiceSettings {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ServiceSettings-hosts). */
  readonly hosts?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ServiceSettings-settings). */
  readonly settings?: MeshConfigServiceSettingsSettings;
}

/** [MeshConfig.ServiceSettings.Settings](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ServiceSettings-Settings) of the Istio reference. */
export interface MeshConfigServiceSettingsSettings {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ServiceSettings-Settings-cluster_local). */
  readonly clusterLocal?: boolean;
}

/** [MeshConfig.TLSConfig](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-TLSConfig) of the Istio reference. */
export interface MeshConfigTLSConfig {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-TLSConfig-cipher_suites). Since Istio 1.19. */
  readonly cipherSuites?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-TLSConfig-ecdh_curves). Since Istio 1.18. */
  readonly ecdhCurves?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-TLSConfig-min_protocol_version). */
  readonly minProtocolVersion?: 'TLS_AUTO' | 'TLSV1_2' | 'TLSV1_3';
}

/** [PrivateKeyProvider](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#PrivateKeyProvider) of the Istio reference. */
export interface PrivateKeyProvider {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#PrivateKeyProvider-cryptomb). */
  readonly cryptomb?: PrivateKeyProviderCryptoMb;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#PrivateKeyProvider-qat). */
  readonly qat?: PrivateKeyProviderQAT;
}

/** [PrivateKeyProvider.CryptoMb](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#PrivateKeyProvider-CryptoMb) of the Istio reference. */
export interface PrivateKeyProviderCryptoMb {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#PrivateKeyProvider-CryptoMb-fallback). Since Istio 1.21. */
  readonly fallback?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#PrivateKeyProvider-CryptoMb-poll_delay). */
  readonly pollDelay?: string;
}

/** [PrivateKeyProvider.QAT](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#PrivateKeyProvider-QAT) of the Istio reference. */
export interface PrivateKeyProviderQAT {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#PrivateKeyProvider-QAT-fallback). Since Istio 1.21. */
  readonly fallback?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#PrivateKeyProvider-QAT-poll_delay). */
  readonly pollDelay?: string;
}

/** [ProxyConfig](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig) of the Istio reference. */
export interface ProxyConfig {
  /**
   * [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-availability_zone).
   * @deprecated Istio has deprecated it.
   */
  readonly availabilityZone?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-binary_path). */
  readonly binaryPath?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ca_certificates_pem). */
  readonly caCertificatesPem?: readonly string[];
  /** Worker threads; 0 uses every core. */
  readonly concurrency?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-config_path). */
  readonly configPath?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-control_plane_auth_policy). */
  readonly controlPlaneAuthPolicy?: 'NONE' | 'MUTUAL_TLS' | 'INHERIT';
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-custom_config_file). */
  readonly customConfigFile?: string;
  /** Where istiod is reached: host and port. */
  readonly discoveryAddress?: string;
  /**
   * [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-discovery_refresh_delay).
   * @deprecated Istio has deprecated it.
   */
  readonly discoveryRefreshDelay?: string;
  /** How long connections are drained at a hot restart, such as `45s`. */
  readonly drainDuration?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-environment_variables). */
  readonly environmentVariables?: Readonly<Record<string, string>>;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-envoy_access_log_service). */
  readonly envoyAccessLogService?: RemoteService;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-envoy_metrics_service). */
  readonly envoyMetricsService?: RemoteService;
  /**
   * [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-envoy_metrics_service_address).
   * @deprecated Istio has deprecated it.
   */
  readonly envoyMetricsServiceAddress?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-extra_stat_tags). */
  readonly extraStatTags?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-file_flush_interval). Since Istio 1.29. */
  readonly fileFlushInterval?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-file_flush_min_size_kb). Since Istio 1.29. */
  readonly fileFlushMinSizeKb?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-gateway_topology). */
  readonly gatewayTopology?: Topology;
  /** Whether the application starts only once its proxy is ready. */
  readonly holdApplicationUntilProxyStarts?: boolean;
  /** Which of the proxy's images is used. */
  readonly image?: ProxyImage;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-interception_mode). */
  readonly interceptionMode?: 'REDIRECT' | 'TPROXY' | 'NONE';
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-mesh_id). */
  readonly meshId?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-private_key_provider). */
  readonly privateKeyProvider?: PrivateKeyProvider;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-proxy_admin_port). */
  readonly proxyAdminPort?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-proxy_bootstrap_template_path). */
  readonly proxyBootstrapTemplatePath?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-proxy_headers). Since Istio 1.19. */
  readonly proxyHeaders?: ProxyConfigProxyHeaders;
  /** Environment variables of the proxy, which its bootstrap reads. */
  readonly proxyMetadata?: Readonly<Record<string, string>>;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-proxy_stats_matcher). */
  readonly proxyStatsMatcher?: ProxyConfigProxyStatsMatcher;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-readiness_probe). */
  readonly readinessProbe?: Readonly<Record<string, unknown>>;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-runtime_values). */
  readonly runtimeValues?: Readonly<Record<string, string>>;
  /**
   * [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-sds).
   * @deprecated Istio has deprecated it.
   */
  readonly sds?: SDS;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-selector). */
  readonly selector?: WorkloadSelector;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-service_cluster). */
  readonly serviceCluster?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-stat_name_length). */
  readonly statNameLength?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-stats_compression). Since Istio 1.29. */
  readonly statsCompression?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-statsd_udp_address). */
  readonly statsdUdpAddress?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-status_port). */
  readonly statusPort?: number;
  /** How long a proxy that is told to stop waits for open connections, such as `5s`. */
  readonly terminationDrainDuration?: string;
  /** How requests are traced, where no Telemetry resource says. */
  readonly tracing?: Tracing;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-tracing_service_name). */
  readonly tracingServiceName?: 'APP_LABEL_AND_NAMESPACE' | 'CANONICAL_NAME_ONLY' | 'CANONICAL_NAME_AND_NAMESPACE';
  /**
   * [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-zipkin_address).
   * @deprecated Istio has deprecated it.
   */
  readonly zipkinAddress?: string;
}

/** [ProxyConfig.ProxyHeaders](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyHeaders) of the Istio reference. */
export interface ProxyConfigProxyHeaders {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyHeaders-attempt_count). Since Istio 1.19. */
  readonly attemptCount?: ProxyConfigProxyHeadersAttemptCount;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyHeaders-envoy_debug_headers). Since Istio 1.19. */
  readonly envoyDebugHeaders?: ProxyConfigProxyHeadersEnvoyDebugHeaders;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyHeaders-forwarded_client_cert). Since Istio 1.19. */
  readonly forwardedClientCert?: 'UNDEFINED' | 'SANITIZE' | 'FORWARD_ONLY' | 'APPEND_FORWARD' | 'SANITIZE_SET' | 'ALWAYS_FORWARD_ONLY';
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyHeaders-metadata_exchange_headers). Since Istio 1.19. */
  readonly metadataExchangeHeaders?: ProxyConfigProxyHeadersMetadataExchangeHeaders;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyHeaders-preserve_http1_header_case). Since Istio 1.25. */
  readonly preserveHttp1HeaderCase?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyHeaders-request_id). Since Istio 1.19. */
  readonly requestId?: ProxyConfigProxyHeadersRequestId;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyHeaders-server). Since Istio 1.19. */
  readonly server?: ProxyConfigProxyHeadersServer;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyHeaders-set_current_client_cert_details). Since Istio 1.24. */
  readonly setCurrentClientCertDetails?: ProxyConfigProxyHeadersSetCurrentClientCertDetails;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyHeaders-x_forwarded_host). Since Istio 1.28. */
  readonly xForwardedHost?: ProxyConfigProxyHeadersXForwardedHost;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyHeaders-x_forwarded_port). Since Istio 1.28. */
  readonly xForwardedPort?: ProxyConfigProxyHeadersXForwardedPort;
}

/** [ProxyConfig.ProxyHeaders.AttemptCount](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyHeaders-AttemptCount) of the Istio reference. */
export interface ProxyConfigProxyHeadersAttemptCount {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyHeaders-AttemptCount-disabled). Since Istio 1.19. */
  readonly disabled?: boolean;
}

/** [ProxyConfig.ProxyHeaders.EnvoyDebugHeaders](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyHeaders-EnvoyDebugHeaders) of the Istio reference. */
export interface ProxyConfigProxyHeadersEnvoyDebugHeaders {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyHeaders-EnvoyDebugHeaders-disabled). Since Istio 1.19. */
  readonly disabled?: boolean;
}

/** [ProxyConfig.ProxyHeaders.MetadataExchangeHeaders](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyHeaders-MetadataExchangeHeaders) of the Istio reference. */
export interface ProxyConfigProxyHeadersMetadataExchangeHeaders {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyHeaders-MetadataExchangeHeaders-mode). Since Istio 1.19. */
  readonly mode?: 'UNDEFINED' | 'IN_MESH';
}

/** [ProxyConfig.ProxyHeaders.RequestId](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyHeaders-RequestId) of the Istio reference. */
export interface ProxyConfigProxyHeadersRequestId {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyHeaders-RequestId-disabled). Since Istio 1.19. */
  readonly disabled?: boolean;
}

/** [ProxyConfig.ProxyHeaders.Server](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyHeaders-Server) of the Istio reference. */
export interface ProxyConfigProxyHeadersServer {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyHeaders-Server-disabled). Since Istio 1.19. */
  readonly disabled?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyHeaders-Server-value). Since Istio 1.19. */
  readonly value?: string;
}

/** [ProxyConfig.ProxyHeaders.SetCurrentClientCertDetails](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyHeaders-SetCurrentClientCertDetails) of the Istio reference. */
export interface ProxyConfigProxyHeadersSetCurrentClientCertDetails {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyHeaders-SetCurrentClientCertDetails-cert). Since Istio 1.24. */
  readonly cert?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyHeaders-SetCurrentClientCertDetails-chain). Since Istio 1.24. */
  readonly chain?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyHeaders-SetCurrentClientCertDetails-dns). Since Istio 1.24. */
  readonly dns?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyHeaders-SetCurrentClientCertDetails-subject). Since Istio 1.24. */
  readonly subject?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyHeaders-SetCurrentClientCertDetails-uri). Since Istio 1.24. */
  readonly uri?: boolean;
}

/** [ProxyConfig.ProxyHeaders.XForwardedHost](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyHeaders-XForwardedHost) of the Istio reference. */
export interface ProxyConfigProxyHeadersXForwardedHost {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyHeaders-XForwardedHost-enabled). Since Istio 1.28. */
  readonly enabled?: boolean;
}

/** [ProxyConfig.ProxyHeaders.XForwardedPort](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyHeaders-XForwardedPort) of the Istio reference. */
export interface ProxyConfigProxyHeadersXForwardedPort {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyHeaders-XForwardedPort-enabled). Since Istio 1.28. */
  readonly enabled?: boolean;
}

/** [ProxyConfig.ProxyStatsMatcher](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyStatsMatcher) of the Istio reference. */
export interface ProxyConfigProxyStatsMatcher {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyStatsMatcher-inclusion_prefixes). */
  readonly inclusionPrefixes?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyStatsMatcher-inclusion_regexps). */
  readonly inclusionRegexps?: readonly string[];
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig-ProxyStatsMatcher-inclusion_suffixes). */
  readonly inclusionSuffixes?: readonly string[];
}

/** [ProxyImage](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyImage) of the Istio reference. */
export interface ProxyImage {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyImage-image_type). */
  readonly imageType?: string;
}

/** [RemoteService](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#RemoteService) of the Istio reference. */
export interface RemoteService {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#RemoteService-address). */
  readonly address?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#RemoteService-tcp_keepalive). */
  readonly tcpKeepalive?: ConnectionPoolSettingsTCPSettingsTcpKeepalive;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#RemoteService-tls_settings). */
  readonly tlsSettings?: ClientTLSSettings;
}

/** [SDS](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#SDS) of the Istio reference. */
export interface SDS {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#SDS-enabled). */
  readonly enabled?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#SDS-k8s_sa_jwt_path). */
  readonly k8sSaJwtPath?: string;
}

/** [Topology](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Topology) of the Istio reference. */
export interface Topology {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Topology-forward_client_cert_details). */
  readonly forwardClientCertDetails?: 'UNDEFINED' | 'SANITIZE' | 'FORWARD_ONLY' | 'APPEND_FORWARD' | 'SANITIZE_SET' | 'ALWAYS_FORWARD_ONLY';
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Topology-num_trusted_proxies). */
  readonly numTrustedProxies?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Topology-proxy_protocol). Since Istio 1.19. */
  readonly proxyProtocol?: unknown;
}

/** [Tracing](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing) of the Istio reference. */
export interface Tracing {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-custom_tags). */
  readonly customTags?: Readonly<Record<string, TracingCustomTag>>;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-datadog). */
  readonly datadog?: TracingDatadog;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-enable_istio_tags). Since Istio 1.25. */
  readonly enableIstioTags?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-lightstep). */
  readonly lightstep?: TracingLightstep;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-max_path_tag_length). */
  readonly maxPathTagLength?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-open_census_agent). */
  readonly openCensusAgent?: TracingOpenCensusAgent;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-sampling). */
  readonly sampling?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-stackdriver). */
  readonly stackdriver?: TracingStackdriver;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-tls_settings). */
  readonly tlsSettings?: ClientTLSSettings;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-zipkin). */
  readonly zipkin?: TracingZipkin;
}

/** [Tracing.CustomTag](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-CustomTag) of the Istio reference. */
export interface TracingCustomTag {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-CustomTag-environment). */
  readonly environment?: TracingEnvironment;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-CustomTag-header). */
  readonly header?: TracingRequestHeader;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-CustomTag-literal). */
  readonly literal?: TracingLiteral;
}

/** [Tracing.Datadog](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-Datadog) of the Istio reference. */
export interface TracingDatadog {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-Datadog-address). */
  readonly address?: string;
}

/** [Tracing.Environment](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-Environment) of the Istio reference. */
export interface TracingEnvironment {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-Environment-default_value). */
  readonly defaultValue?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-Environment-name). */
  readonly name?: string;
}

/** [Tracing.Lightstep](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-Lightstep) of the Istio reference. */
export interface TracingLightstep {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-Lightstep-access_token). */
  readonly accessToken?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-Lightstep-address). */
  readonly address?: string;
}

/** [Tracing.Literal](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-Literal) of the Istio reference. */
export interface TracingLiteral {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-Literal-value). */
  readonly value?: string;
}

/** [Tracing.OpenCensusAgent](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-OpenCensusAgent) of the Istio reference. */
export interface TracingOpenCensusAgent {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-OpenCensusAgent-address). */
  readonly address?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-OpenCensusAgent-context). */
  readonly context?: readonly ('UNSPECIFIED' | 'W3C_TRACE_CONTEXT' | 'GRPC_BIN' | 'CLOUD_TRACE_CONTEXT' | 'B3')[];
}

/** [Tracing.RequestHeader](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-RequestHeader) of the Istio reference. */
export interface TracingRequestHeader {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-RequestHeader-default_value). */
  readonly defaultValue?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-RequestHeader-name). */
  readonly name?: string;
}

/** [Tracing.Stackdriver](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-Stackdriver) of the Istio reference. */
export interface TracingStackdriver {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-Stackdriver-debug). */
  readonly debug?: boolean;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-Stackdriver-max_number_of_annotations). */
  readonly maxNumberOfAnnotations?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-Stackdriver-max_number_of_attributes). */
  readonly maxNumberOfAttributes?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-Stackdriver-max_number_of_message_events). */
  readonly maxNumberOfMessageEvents?: number;
}

/** [Tracing.Zipkin](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-Zipkin) of the Istio reference. */
export interface TracingZipkin {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#Tracing-Zipkin-address). */
  readonly address?: string;
}

/** [WorkloadSelector](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#WorkloadSelector) of the Istio reference. */
export interface WorkloadSelector {
  /** [Reference](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#WorkloadSelector-match_labels). */
  readonly matchLabels?: Readonly<Record<string, string>>;
}
