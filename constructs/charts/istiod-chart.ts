import type { Construct } from 'constructs';
import { MeshContext } from '../mesh-context';
import { Chart, type ChartProps } from './chart';
import { istioChart } from './istio-chart';
import type { MeshConfig } from './mesh-config';
import type {
  ImagePullPolicy,
  LabelSelector,
  PodSpecPart,
  ResourceRequirements,
  StringMap,
  Toleration,
  TopologySpreadConstraint,
} from './pod-values';

/** The istiod Deployment. */
export interface PilotValues {
  readonly autoscaleEnabled?: boolean;
  readonly autoscaleMin?: number;
  readonly autoscaleMax?: number;
  readonly cpu?: {
    /** Per cent of the requested CPU at which istiod scales out. */
    readonly targetAverageUtilization?: number;
  };
  /** Pods, where autoscaling is off. */
  readonly replicaCount?: number;
  readonly rollingMaxSurge?: string | number;
  readonly rollingMaxUnavailable?: string | number;
  readonly hub?: string;
  readonly tag?: string;
  readonly image?: string;
  /** Per cent of the requests that are traced, 0 to 100. */
  readonly traceSampling?: number;
  readonly resources?: ResourceRequirements;
  readonly env?: StringMap;
  readonly nodeSelector?: StringMap;
  readonly affinity?: PodSpecPart;
  readonly tolerations?: readonly Toleration[];
  /** Istio 1.30. */
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  readonly podAnnotations?: StringMap;
  readonly podLabels?: StringMap;
  readonly deploymentLabels?: StringMap;
  readonly serviceAnnotations?: StringMap;
  readonly seccompProfile?: PodSpecPart;
  /** A root certificate, PEM, that the server of JSON web key sets is trusted by. */
  readonly jwksResolverExtraRootCA?: string;
  /** How long a proxy keeps its connection to one istiod, such as `30m`. */
  readonly keepaliveMaxServerConnectionAge?: string;
  /** Whether the chart makes the ConfigMap with the mesh configuration. */
  readonly configMap?: boolean;
  readonly cni?: {
    /** Whether pods rely on Istio's CNI plugin instead of an init container; Istio 1.30. */
    readonly enabled?: boolean;
  };
}

/** What is injected next to an application. */
export interface ProxyValues {
  readonly image?: string;
  readonly autoInject?: 'enabled' | 'disabled';
  readonly clusterDomain?: string;
  readonly componentLogLevel?: string;
  readonly logLevel?: 'trace' | 'debug' | 'info' | 'warning' | 'error' | 'critical' | 'off';
  readonly excludeInboundPorts?: string;
  readonly includeInboundPorts?: string;
  readonly includeIPRanges?: string;
  readonly excludeIPRanges?: string;
  readonly includeOutboundPorts?: string;
  readonly excludeOutboundPorts?: string;
  readonly holdApplicationUntilProxyStarts?: boolean;
  readonly lifecycle?: PodSpecPart;
  readonly privileged?: boolean;
  readonly readinessFailureThreshold?: number;
  readonly readinessInitialDelaySeconds?: number;
  readonly readinessPeriodSeconds?: number;
  readonly resources?: ResourceRequirements;
  readonly statusPort?: number;
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
  readonly revision?: string;
  readonly revisionTags?: readonly string[];
  readonly pilot?: PilotValues;
  readonly meshConfig?: MeshConfig;
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
  readonly telemetry?: {
    readonly enabled?: boolean;
    readonly v2?: {
      readonly enabled?: boolean;
      readonly prometheus?: { readonly enabled?: boolean };
      readonly stackdriver?: { readonly enabled?: boolean };
    };
  };
  readonly istiodRemote?: { readonly injectionURL?: string; readonly injectionPath?: string };
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
    const { revision } = MeshContext.of(scope);
    super(scope, id, props, {
      chart,
      releaseName: revision === undefined ? 'istiod' : `istiod-${revision}`,
      defaults: {
        revision,
        global: {
          hub: imageHub,
          // The chart's own default; named only where it differs, to keep plans short.
          istioNamespace: rootNamespace === 'istio-system' ? undefined : rootNamespace,
        },
      },
    });
  }
}
