import type { Construct } from 'constructs';
import { DEFAULT_CLUSTER_DOMAIN } from '../../model/hosts';
import { MeshContext } from '../mesh-context';
import { Chart, type ChartProps } from './chart';
import { istioChart } from './istio-chart';
import type { MeshConfig } from './mesh-config';
import type {
  ImagePullPolicy,
  LabelSelector,
  PodPlacementValues,
  PodSpecPart,
  ResourceRequirements,
  StringMap,
  TopologySpreadConstraint,
} from './pod-values';

/** The istiod Deployment. */
export interface PilotValues extends PodPlacementValues {
  /** Whether the number of pods follows the load. */
  readonly autoscaleEnabled?: boolean;
  /** The fewest pods, where autoscaling is on. */
  readonly autoscaleMin?: number;
  /** The most pods, where autoscaling is on. */
  readonly autoscaleMax?: number;
  /** What autoscaling goes by. */
  readonly cpu?: {
    /** Per cent of the requested CPU at which istiod scales out. */
    readonly targetAverageUtilization?: number;
  };
  /** Pods, where autoscaling is off. */
  readonly replicaCount?: number;
  /** Pods that an update may start beyond the wanted number: a count, or per cent as `25%`. */
  readonly rollingMaxSurge?: string | number;
  /** Pods that may be missing during an update: a count, or per cent as `25%`. */
  readonly rollingMaxUnavailable?: string | number;
  /** The registry and path of the images, without tag. */
  readonly hub?: string;
  /** The tag of the images. */
  readonly tag?: string;
  /** The image's name below the hub, or a whole reference. */
  readonly image?: string;
  /** Per cent of the requests that are traced, 0 to 100. */
  readonly traceSampling?: number;
  /** Environment variables of the container. */
  readonly env?: StringMap;
  /** Istio 1.30. */
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  /** Annotations of the pods. */
  readonly podAnnotations?: StringMap;
  /** Labels of the pods, beside the chart's own. */
  readonly podLabels?: StringMap;
  /** Labels of the Deployment, beside the chart's own. */
  readonly deploymentLabels?: StringMap;
  /** Annotations of istiod's Service. */
  readonly serviceAnnotations?: StringMap;
  /** Kubernetes' seccomp profile of the containers. */
  readonly seccompProfile?: PodSpecPart;
  /** A root certificate, PEM, that the server of JSON web key sets is trusted by. */
  readonly jwksResolverExtraRootCA?: string;
  /** How long a proxy keeps its connection to one istiod, such as `30m`. */
  readonly keepaliveMaxServerConnectionAge?: string;
  /** Whether the chart makes the ConfigMap with the mesh configuration. */
  readonly configMap?: boolean;
  /** How istiod treats pods where Istio's CNI plugin runs. */
  readonly cni?: {
    /** Whether pods rely on Istio's CNI plugin instead of an init container; Istio 1.30. */
    readonly enabled?: boolean;
  };
}

/** What is injected next to an application. */
export interface ProxyValues {
  /** The proxy's image: its name below the hub, or a whole reference. */
  readonly image?: string;
  /** Whether pods get a proxy where neither namespace nor pod says. */
  readonly autoInject?: 'enabled' | 'disabled';
  /** The domain of the cluster's services, such as `cluster.local`. */
  readonly clusterDomain?: string;
  /** Envoy's log levels by component, such as `http:debug,router:info`. */
  readonly componentLogLevel?: string;
  /** Envoy's log level. */
  readonly logLevel?: 'trace' | 'debug' | 'info' | 'warning' | 'error' | 'critical' | 'off';
  /** Ports whose incoming traffic passes the proxy by, between commas. */
  readonly excludeInboundPorts?: string;
  /** Ports whose incoming traffic goes through the proxy, between commas; `*` is all. */
  readonly includeInboundPorts?: string;
  /** CIDR ranges whose outgoing traffic goes through the proxy, between commas; `*` is all. */
  readonly includeIPRanges?: string;
  /** CIDR ranges whose outgoing traffic passes the proxy by, between commas. */
  readonly excludeIPRanges?: string;
  /** Ports whose outgoing traffic goes through the proxy, between commas. */
  readonly includeOutboundPorts?: string;
  /** Ports whose outgoing traffic passes the proxy by, between commas. */
  readonly excludeOutboundPorts?: string;
  /** Whether the application starts only once its proxy is ready. */
  readonly holdApplicationUntilProxyStarts?: boolean;
  /** Kubernetes' lifecycle hooks of the proxy container. */
  readonly lifecycle?: PodSpecPart;
  /** Whether the proxy container is privileged. */
  readonly privileged?: boolean;
  /** How many readiness probes in a row may fail. */
  readonly readinessFailureThreshold?: number;
  /** Seconds before the first readiness probe. */
  readonly readinessInitialDelaySeconds?: number;
  /** Seconds between readiness probes. */
  readonly readinessPeriodSeconds?: number;
  /** The requests and limits of the containers. */
  readonly resources?: ResourceRequirements;
  /** The port of the proxy's health and metrics. */
  readonly statusPort?: number;
  /** The probe that holds the others back until the proxy has started. */
  readonly startupProbe?: {
    /** Istio 1.30. */
    readonly enabled?: boolean;
    readonly failureThreshold?: number;
  };
}

/** Values of Istio's `istiod` chart. */
export interface IstiodValues {
  /** One of the profiles that the chart carries; Istio 1.30. */
  readonly profile?: string;
  /** The control plane's revision (`istio.io/rev`). */
  readonly revision?: string;
  /** Further names that namespaces may choose this revision by. */
  readonly revisionTags?: readonly string[];
  /** The istiod Deployment. */
  readonly pilot?: PilotValues;
  /** The mesh-wide configuration. */
  readonly meshConfig?: MeshConfig;
  /** What the charts of Istio have in common: images, proxies, networks and clusters. */
  readonly global?: {
    readonly istioNamespace?: string;
    readonly hub?: string;
    readonly tag?: string;
    readonly variant?: 'debug' | 'distroless';
    readonly imagePullPolicy?: ImagePullPolicy;
    readonly imagePullSecrets?: readonly string[];
    readonly logAsJson?: boolean;
    readonly logging?: { readonly level?: string };
    readonly configValidation?: boolean;
    readonly priorityClassName?: string;
    readonly proxy?: ProxyValues;
    readonly proxy_init?: { readonly image?: string };
    readonly meshID?: string;
    readonly meshNetworks?: Readonly<Record<string, unknown>>;
    readonly network?: string;
    readonly multiCluster?: { readonly clusterName?: string };
    readonly externalIstiod?: boolean;
    readonly remotePilotAddress?: string;
    readonly caAddress?: string;
    readonly caName?: string;
    readonly pilotCertProvider?: string;
    readonly mountMtlsCerts?: boolean;
    readonly operatorManageWebhooks?: boolean;
    readonly omitSidecarInjectorConfigMap?: boolean;
    readonly defaultPodDisruptionBudget?: { readonly enabled?: boolean };
    readonly istiod?: { readonly enableAnalysis?: boolean };
    readonly sts?: { readonly servicePort?: number };
    /** Istio 1.30. */
    readonly waypoint?: { readonly resources?: ResourceRequirements };
    /** Istio 1.30. */
    readonly networkPolicy?: { readonly enabled?: boolean };
  };
  /** Which pods get a proxy, and what else the injector changes in them. */
  readonly sidecarInjectorWebhook?: {
    readonly neverInjectSelector?: readonly LabelSelector[];
    readonly alwaysInjectSelector?: readonly LabelSelector[];
    readonly injectedAnnotations?: StringMap;
    readonly enableNamespacesByDefault?: boolean;
    readonly rewriteAppHTTPProbe?: boolean;
    readonly templates?: StringMap;
    readonly defaultTemplates?: readonly string[];
    /** Istio 1.30. */
    readonly reinvocationPolicy?: 'Never' | 'IfNeeded';
  };
  /** The metrics that proxies report, where no Telemetry resource rules them. */
  readonly telemetry?: {
    readonly enabled?: boolean;
    readonly v2?: {
      readonly enabled?: boolean;
      readonly prometheus?: { readonly enabled?: boolean };
      readonly stackdriver?: { readonly enabled?: boolean };
    };
  };
  /** Where the injector is, for a cluster whose istiod runs elsewhere. */
  readonly istiodRemote?: { readonly injectionURL?: string; readonly injectionPath?: string };
  /** Settings that may go away with any release. */
  readonly experimental?: {
    /** Istio 1.30. */
    readonly stableValidationPolicy?: boolean;
  };
}

/** Properties of {@link IstiodChart}. */
export type IstiodChartProps = ChartProps<IstiodValues>;

/**
 * Istio's control plane. The deploy waits until it is ready, because nothing is injected or validated before.
 *
 * @see https://github.com/istio/istio/tree/master/manifests/charts/istio-control/istio-discovery
 */
export class IstiodChart extends Chart<IstiodValues> {
  constructor(scope: Construct, id: string, props: IstiodChartProps = {}) {
    const { chart, rootNamespace, imageHub } = istioChart(scope, 'istiod');
    const { revision, clusterDomain, trustDomain, clusterName, network } = MeshContext.of(scope);
    super(scope, id, props, {
      chart,
      role: 'control plane',
      releaseName: revision === undefined ? 'istiod' : `istiod-${revision}`,
      defaults: {
        revision,
        global: {
          hub: imageHub,
          // The chart's own default; named only where it differs, to keep plans short.
          istioNamespace: rootNamespace === 'istio-system' ? undefined : rootNamespace,
          ...(clusterDomain !== DEFAULT_CLUSTER_DOMAIN && { proxy: { clusterDomain } }),
          ...(clusterName !== undefined && { multiCluster: { clusterName } }),
          network,
        },
        ...(trustDomain !== DEFAULT_CLUSTER_DOMAIN && { meshConfig: { trustDomain } }),
      },
    });
  }
}
