import type { LabelSelector, StringMap } from './pod-values';

interface Service {
  /** The host name, with the namespace before a slash where it is ambiguous. */
  readonly service: string;
  readonly port: number;
}

/** Something that proxies report to, or ask for authorization. Exactly one kind beside the name. */
export interface ExtensionProvider {
  readonly name: string;
  readonly prometheus?: Readonly<Record<string, never>>;
  readonly zipkin?: Service & { readonly maxTagLength?: number; readonly enable64bitTraceId?: boolean };
  readonly opentelemetry?: Service & {
    readonly maxTagLength?: number;
    readonly http?: { readonly path: string; readonly timeout?: string };
  };
  readonly skywalking?: Service & { readonly accessToken?: string };
  readonly lightstep?: Service & { readonly accessToken: string; readonly maxTagLength?: number };
  readonly datadog?: Service & { readonly maxTagLength?: number };
  readonly stackdriver?: { readonly maxTagLength?: number };
  readonly envoyFileAccessLog?: { readonly path: string; readonly logFormat?: Readonly<Record<string, unknown>> };
  readonly envoyHttpAls?: Service & { readonly logName?: string };
  readonly envoyTcpAls?: Service & { readonly logName?: string };
  readonly envoyOtelAls?: Service & {
    readonly logName?: string;
    readonly logFormat?: Readonly<Record<string, unknown>>;
  };
  readonly envoyExtAuthzHttp?: Service & {
    readonly timeout?: string;
    readonly pathPrefix?: string;
    readonly failOpen?: boolean;
    readonly statusOnError?: string;
    readonly includeRequestHeadersInCheck?: readonly string[];
    readonly includeAdditionalHeadersInCheck?: StringMap;
    readonly headersToUpstreamOnAllow?: readonly string[];
    readonly headersToDownstreamOnAllow?: readonly string[];
    readonly headersToDownstreamOnDeny?: readonly string[];
  };
  readonly envoyExtAuthzGrpc?: Service & {
    readonly timeout?: string;
    readonly failOpen?: boolean;
    readonly statusOnError?: string;
  };
}

/** What every proxy starts with. */
export interface ProxyConfig {
  /** Worker threads; 0 uses every core. */
  readonly concurrency?: number;
  readonly discoveryAddress?: string;
  readonly drainDuration?: string;
  readonly terminationDrainDuration?: string;
  readonly holdApplicationUntilProxyStarts?: boolean;
  readonly proxyMetadata?: StringMap;
  readonly image?: { readonly imageType?: 'default' | 'debug' | 'distroless' };
  readonly tracing?: {
    /** Per cent of the requests, 0 to 100. */
    readonly sampling?: number;
    readonly zipkin?: { readonly address: string };
    readonly maxPathTagLength?: number;
  };
}

/**
 * The mesh-wide configuration that istiod reads: the part of Istio's MeshConfig that meshes are tuned by. The rest goes
 * through `extraValues`.
 *
 * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig
 */
export interface MeshConfig {
  readonly accessLogFile?: string;
  readonly accessLogFormat?: string;
  readonly accessLogEncoding?: 'TEXT' | 'JSON';
  readonly defaultConfig?: ProxyConfig;
  readonly defaultProviders?: {
    readonly tracing?: readonly string[];
    readonly metrics?: readonly string[];
    readonly accessLogging?: readonly string[];
  };
  readonly discoverySelectors?: readonly LabelSelector[];
  readonly enableAutoMtls?: boolean;
  readonly enablePrometheusMerge?: boolean;
  readonly enableTracing?: boolean;
  readonly extensionProviders?: readonly ExtensionProvider[];
  readonly ingressClass?: string;
  readonly ingressControllerMode?: 'OFF' | 'DEFAULT' | 'STRICT';
  readonly ingressService?: string;
  readonly ingressSelector?: string;
  readonly meshMTLS?: { readonly minProtocolVersion?: 'TLS_AUTO' | 'TLSV1_2' | 'TLSV1_3' };
  readonly outboundTrafficPolicy?: { readonly mode: 'REGISTRY_ONLY' | 'ALLOW_ANY' };
  readonly inboundTrafficPolicy?: { readonly mode: 'PASSTHROUGH' | 'LOCALHOST' };
  readonly pathNormalization?: {
    readonly normalization: 'DEFAULT' | 'NONE' | 'BASE' | 'MERGE_SLASHES' | 'DECODE_AND_MERGE_SLASHES';
  };
  readonly rootNamespace?: string;
  readonly trustDomain?: string;
  readonly trustDomainAliases?: readonly string[];
  readonly verifyCertificateAtClient?: boolean;
}
