/**
 * What istiod's webhook accepts, refuses or warns of in some releases only. What the definitions of a release say by themselves is not
 * listed.
 */
export const WEBHOOK_FEATURES = {
  /** Selectors without labels are warned of. */
  emptySelectorWarning: { since: '1.18' },
  /** A partial wildcard host of a ServiceEntry is warned of. */
  partialWildcardWarning: { since: '1.18' },
  /** A workload may have a network instead of an address. */
  networkWithoutAddress: { since: '1.19' },
  /** targetPort of a Gateway's or Sidecar's port is refused. */
  targetPortRefused: { since: '1.20' },
  /** The cookie of a consistent hash may have no lifetime. */
  hashCookieWithoutTtl: { since: '1.20' },
  /** An HTTP connection pool on a Sidecar port of another protocol is warned of. */
  sidecarPoolWarning: { since: '1.21' },
  /** targetPort of a ServiceEntry whose resolution is NONE is warned of, because it has no effect. */
  targetPortWithoutResolutionWarning: { since: '1.21', until: '1.24' },
  /** Two subsets of one name are refused. */
  distinctSubsets: { since: '1.22' },
  /** Routes that match claims of a JWT are refused where they are for the mesh beside a gateway, not only for the mesh alone. */
  noClaimsBesideMesh: { since: '1.22' },
  /** A workloadSelector of a ServiceEntry whose hosts are looked up in DNS is warned of. */
  dnsWorkloadSelectorWarning: { since: '1.22', until: '1.22' },
  /** Policies may be about Services, not only about gateways. */
  serviceTargets: { since: '1.22' },
  /** URLs of Wasm modules are read as requests are: no relative ones. */
  strictWasmUrl: { since: '1.23' },
  /** A variable of a Wasm module that comes from the host may have no value. */
  wasmVariableFromHost: { since: '1.20' },
  /** A ServiceEntry of resolution NONE may have a workloadSelector without a warning. */
  workloadSelectorWithoutResolution: { until: '1.21' },
  /** The names of headers in a CORS policy are checked. */
  corsHeaderNames: { since: '1.23' },
  /** Headers that are matched or named in a CORS policy have letters, digits, dashes and underscores alone. */
  narrowHeaderNames: { since: '1.23', until: '1.23' },
  /** Policies may be about ServiceEntries. */
  serviceEntryTargets: { since: '1.24' },
  /** Policies may be about GatewayClasses. */
  gatewayClassTargets: { since: '1.25' },
  /** `*` stands for all methods in a CORS policy. */
  corsAnyMethod: { since: '1.26' },
  /** Certificates of a server from several sources are refused; before, a Secret goes before files. */
  oneCertificateSource: { since: '1.27' },
  /** A JWT rule may have a jwksUri instead of an issuer. */
  jwtWithoutIssuer: { since: '1.27' },
  /** TLS and TCP routes behind a route without matches are warned of as unreachable. */
  unreachableTlsAndTcpWarning: { since: '1.27' },
  /** A ServiceEntry of resolution DYNAMIC_DNS may have ports for TLS. */
  tlsDynamicDns: { since: '1.29' },
  /** A ServiceEntry of resolution DYNAMIC_DNS may have ports for GRPC and HTTP2, and be inside the mesh. */
  wideDynamicDns: { since: '1.30' },
  /** Private keys in a JWT rule are warned of. */
  privateJwksWarning: { since: '1.30' },
  /** Hosts of a Sidecar in the namespace `~` are never warned of as duplicates. */
  nowhereHostsDistinct: { since: '1.31' },
  /** Every EnvoyFilter is warned of. */
  envoyFilterWarning: { since: '1.22' },
  /** Addresses are allocated to ServiceEntries without any, unless a label says otherwise. */
  addressAllocation: { since: '1.25' },
  /** The warm-up of an endpoint may have an aggression below 1. */
  lowWarmupAggression: { since: '1.31' },
} as const;
