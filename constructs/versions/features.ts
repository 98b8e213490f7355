import { compareMinors } from '../../model/version-order';
import { type IstioVersion, istioMinor } from './catalogue';
import { WEBHOOK_FEATURES } from './webhook-features';

/** The minors that have a feature: from `since` to `until`, both included. */
export interface Lifetime {
  /** @default - the oldest minor there is */
  readonly since?: string;
  /** @default - the newest minor there is, and those to come */
  readonly until?: string;
}

/** Everything that some releases of Istio have and others lack. Nothing else asks for a version. */
export const FEATURES = {
  ...WEBHOOK_FEATURES,
  /** The charts know Istio's profiles (`profile: demo`); before, a profile's values are passed in full. */
  chartProfiles: { since: '1.21' },
  /** istiod validates resources unless told not to; before, only when told to. */
  validationByDefault: { since: '1.22' },
  /** The chart of the definitions renders them; before, it has to be told to. */
  definitionTemplates: { since: '1.24' },
  /** The gateway chart's schema, read strictly, admits no value: Helm reads it so from 3.18.5 on. */
  strictGatewaySchema: { since: '1.21', until: '1.24' },
  /** The gateway chart takes a rollout `strategy`; its schema refuses unknown keys. */
  gatewayStrategy: { since: '1.24' },
  /** The cni chart reads its values at the top; before, below a key `cni`. */
  cniValuesAtTop: { since: '1.24' },
  /** There is a ztunnel chart, for ambient mode. */
  ztunnelChart: { since: '1.24' },
  /** The charts know platforms (`platform: minikube`). */
  chartPlatforms: { since: '1.24' },
  /** The charts take the behaviour of an earlier minor (`compatibilityVersion`). */
  compatibilityVersion: { since: '1.21' },
  /** Traces reach `zipkin.<root namespace>:9411` unasked; later only once a Telemetry resource names a provider. */
  tracesByDefault: { until: '1.21' },
  /** The demo profile has a tracing provider `jaeger`. */
  jaegerInDemo: { since: '1.25' },
  /** Proxies verify the certificate of a server by the system's authorities where no other is named; before, when told to. */
  verifiesServers: { since: '1.21' },
  /** A route mirrors to several destinations. */
  severalMirrors: { since: '1.19' },
  /** Query parameters are matched by their beginning. */
  queryParameterPrefix: { since: '1.22' },
  /** Pods that are new are warmed up with settings beyond the duration. */
  warmupSettings: { since: '1.24' },
  /** Retries have a budget. */
  retryBudget: { since: '1.27' },
  /** Authorization policies take `{*}` and `{**}` in paths. */
  pathTemplates: { since: '1.22' },
  /** Authorization policies ask for the service account of a client. */
  sourceServiceAccount: { since: '1.25' },
  /** Authorization policies ask for the trust domain of a client. */
  sourceTrustDomain: { since: '1.30' },
  /** A revision tag has a Service as well, by which istiod knows it without the webhook. */
  revisionTagService: { since: '1.28' },
  /** A gateway takes the authority of client certificates from a secret of any name. */
  clientAuthoritySecret: { since: '1.28' },
  /** The cookie that keeps a client at a pod has attributes. */
  cookieAttributes: { since: '1.28' },
  /** Local rate limits count each value of a descriptor apart. */
  dynamicDescriptors: { since: '1.27' },
  /** The fill intervals of local rate limits need not be multiples of each other. */
  independentFillIntervals: { since: '1.24' },
  /** Rate limits count each value of a query parameter apart. */
  queryParameterDescriptors: { since: '1.27' },
  /** `~namespace/host` in a Sidecar leaves a host out. */
  sidecarExcludedHosts: { since: '1.31' },
  /** istiod reads v1 of GRPCRoutes only, which the Gateway API has from 1.1 on. */
  grpcRouteV1: { since: '1.22' },
  /** istiod reads v1 of BackendTLSPolicies only, which the Gateway API has from 1.4 on. */
  backendTlsPolicyV1: { since: '1.28' },
  /** istiod reads v1 of TLSRoutes only, which the Gateway API has from 1.5 on. */
  tlsRouteV1: { since: '1.30' },
  /** istiod reads v1 of TCPRoutes only, which the Gateway API has from 1.6 on. */
  tcpRouteV1: { since: '1.31' },
  /** istiod reads ListenerSets of the Gateway API. */
  listenerSets: { since: '1.30' },
  /** istiod can be told to read the kind that ListenerSets were before they were settled. */
  experimentalListenerSets: { since: '1.27', until: '1.29' },
  /** istiod can be told to read the retry budgets of the Gateway API's experimental channel. */
  backendTrafficPolicies: { since: '1.26' },
  /** istiod can be told to read InferencePools, as backends of HTTPRoutes. */
  inferencePools: { since: '1.28' },
  /** HTTPRoutes have CORS. */
  gatewayApiCors: { since: '1.26' },
  /** HTTPRoutes have retries. */
  gatewayApiRetries: { since: '1.25' },
  /** Routes of the Gateway API mirror a share of the requests. */
  mirrorFraction: { since: '1.24' },
  /** Policies name the Gateways of the Gateway API that they are for (`targetRefs`). */
  policyTargetRefs: { since: '1.22' },
  /** Waypoints handle the traffic that a label says. */
  waypoints: { since: '1.22' },
  /** A Gateway of the Gateway API has labels and annotations for what istiod deploys for it (`infrastructure`). */
  gatewayInfrastructure: { since: '1.21' },
  /** Pods that istiod deploys for a Gateway have the Gateway API's own label with its name; before, one of Istio's. */
  gatewayNameLabel: { since: '1.21' },
  /** A listener of the Gateway API may ask clients for a certificate without requiring it. */
  optionalClientCertificates: { since: '1.27' },
  /** A listener of the Gateway API names cipher suites. */
  listenerCipherSuites: { since: '1.29' },
  /** A Gateway of the Gateway API names what its Deployment and Service are to be like (`infrastructure.parametersRef`). */
  gatewayParameters: { since: '1.26' },
  /** A Gateway of the Gateway API asks clients for certificates (`tls.frontend`). */
  frontendTls: { since: '1.28' },
} as const satisfies Readonly<Record<string, Lifetime>>;

/** Something that some releases of Istio have and others lack. */
export type IstioFeature = keyof typeof FEATURES;

/** Whether a release has a feature. */
export function has(version: string, feature: IstioFeature): boolean {
  const { since, until }: Lifetime = FEATURES[feature];
  return (
    (since === undefined || compareMinors(version, since) >= 0) &&
    (until === undefined || compareMinors(version, until) <= 0)
  );
}

/** Which minor has a feature, for messages: the first that has it, `1.26 has`, or the last that had it, `1.21 had`. */
export function nearestWith(version: IstioVersion, feature: IstioFeature): string {
  const { since, until }: Lifetime = FEATURES[feature];
  const isGone = until !== undefined && compareMinors(istioMinor(version), until) > 0;
  return isGone ? `${until} had` : `${since} has`;
}
