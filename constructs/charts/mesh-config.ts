import type { LabelSelector, StringMap } from './pod-values';

interface Service {
  /** The host name, with the namespace before a slash where it is ambiguous. */
  readonly service: string;
  readonly port: number;
}

/** Something that proxies report to, or ask for authorization. Exactly one kind beside the name. */
export interface ExtensionProvider {
  /** What Telemetry and AuthorizationPolicy resources call it. */
  readonly name: string;
  /** Metrics that Prometheus scrapes from the proxies. */
  readonly prometheus?: Readonly<Record<string, never>>;
  /** Traces, sent as Zipkin's JSON. */
  readonly zipkin?: Service & { readonly maxTagLength?: number; readonly enable64bitTraceId?: boolean };
  /** Traces, sent by OTLP: gRPC, or HTTP where `http` is given. */
  readonly opentelemetry?: Service & {
    readonly maxTagLength?: number;
    readonly http?: { readonly path: string; readonly timeout?: string };
  };
  /** Traces, sent to SkyWalking. */
  readonly skywalking?: Service & { readonly accessToken?: string };
  /** Traces, sent to Lightstep. */
  readonly lightstep?: Service & { readonly accessToken: string; readonly maxTagLength?: number };
  /** Traces, sent to a Datadog agent. */
  readonly datadog?: Service & { readonly maxTagLength?: number };
  /** Traces and logs, sent to Google Cloud. */
  readonly stackdriver?: { readonly maxTagLength?: number };
  /** Access logs, written to a file of the proxy's container such as `/dev/stdout`. */
  readonly envoyFileAccessLog?: { readonly path: string; readonly logFormat?: Readonly<Record<string, unknown>> };
  /** Access logs of HTTP, sent to a gRPC service of Envoy's protocol. */
  readonly envoyHttpAls?: Service & { readonly logName?: string };
  /** Access logs of TCP, sent to a gRPC service of Envoy's protocol. */
  readonly envoyTcpAls?: Service & { readonly logName?: string };
  /** Access logs, sent by OTLP. */
  readonly envoyOtelAls?: Service & {
    readonly logName?: string;
    readonly logFormat?: Readonly<Record<string, unknown>>;
  };
  /** Authorization, asked for over HTTP. */
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
  /** Authorization, asked for over gRPC by Envoy's protocol. */
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
  /** Where istiod is reached: host and port. */
  readonly discoveryAddress?: string;
  /** How long connections are drained at a hot restart, such as `45s`. */
  readonly drainDuration?: string;
  /** How long a proxy that is told to stop waits for open connections, such as `5s`. */
  readonly terminationDrainDuration?: string;
  /** Whether the application starts only once its proxy is ready. */
  readonly holdApplicationUntilProxyStarts?: boolean;
  /** Environment variables of the proxy, which its bootstrap reads. */
  readonly proxyMetadata?: StringMap;
  /** Which of the proxy's images is used. */
  readonly image?: { readonly imageType?: 'default' | 'debug' | 'distroless' };
  /** How requests are traced, where no Telemetry resource says. */
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
  /** The file that every proxy logs requests to, such as `/dev/stdout`; empty for none. */
  readonly accessLogFile?: string;
  /** The format of a line, in Envoy's commands; Istio's own where it is absent. */
  readonly accessLogFormat?: string;
  /** Whether a line is text or a JSON object. */
  readonly accessLogEncoding?: 'TEXT' | 'JSON';
  /** What every proxy starts with. */
  readonly defaultConfig?: ProxyConfig;
  /** The extension providers that hold where no Telemetry resource names one. */
  readonly defaultProviders?: {
    readonly tracing?: readonly string[];
    readonly metrics?: readonly string[];
    readonly accessLogging?: readonly string[];
  };
  /** The namespaces that istiod looks at; all where it is absent. */
  readonly discoverySelectors?: readonly LabelSelector[];
  /** Whether clients use mutual TLS wherever the server has a proxy. */
  readonly enableAutoMtls?: boolean;
  /** Whether a proxy's metrics page carries the application's metrics too. */
  readonly enablePrometheusMerge?: boolean;
  /** Whether requests are traced at all. */
  readonly enableTracing?: boolean;
  /** What proxies may report to, or ask for authorization. */
  readonly extensionProviders?: readonly ExtensionProvider[];
  /** The class of the Kubernetes Ingress objects that Istio serves. */
  readonly ingressClass?: string;
  /**
   * Which Kubernetes Ingress objects Istio serves: none, those of its class and those without, or those of its class.
   */
  readonly ingressControllerMode?: 'OFF' | 'DEFAULT' | 'STRICT';
  /** The Service of the gateway that serves Ingress objects. */
  readonly ingressService?: string;
  /** The label `istio` of the gateway that serves Ingress objects. */
  readonly ingressSelector?: string;
  /** The oldest TLS version between proxies. */
  readonly meshMTLS?: { readonly minProtocolVersion?: 'TLS_AUTO' | 'TLSV1_2' | 'TLSV1_3' };
  /** Whether requests to hosts outside the registry leave the mesh. */
  readonly outboundTrafficPolicy?: { readonly mode: 'REGISTRY_ONLY' | 'ALLOW_ANY' };
  /** Whether requests to ports that no Service names reach the application from other pods. */
  readonly inboundTrafficPolicy?: { readonly mode: 'PASSTHROUGH' | 'LOCALHOST' };
  /** What paths are rewritten to before rules look at them. */
  readonly pathNormalization?: {
    readonly normalization: 'DEFAULT' | 'NONE' | 'BASE' | 'MERGE_SLASHES' | 'DECODE_AND_MERGE_SLASHES';
  };
  /** The namespace whose policies hold for the whole mesh. */
  readonly rootNamespace?: string;
  /** The first part of every identity of the mesh, such as `cluster.local`. */
  readonly trustDomain?: string;
  /** Trust domains whose identities count as this one's. */
  readonly trustDomainAliases?: readonly string[];
  /**
   * Whether TLS to hosts outside the mesh is checked against the system's certificates where no certificate is given.
   */
  readonly verifyCertificateAtClient?: boolean;
}
