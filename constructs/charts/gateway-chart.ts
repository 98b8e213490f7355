import type { Construct } from 'constructs';
import { MeshContext } from '../mesh-context';
import { Chart, type ChartProps } from './chart';
import { istioChart } from './istio-chart';
import type {
  DeploymentStrategy,
  ImagePullPolicy,
  PodSpecPart,
  ResourceRequirements,
  StringMap,
  Toleration,
  TopologySpreadConstraint,
} from './pod-values';

/** A port of a gateway's Service. The chart's schema takes numbers only. */
export interface GatewayServicePort {
  readonly name: string;
  readonly port: number;
  /** The port that the proxy listens on. */
  readonly targetPort: number;
  readonly protocol?: 'TCP' | 'UDP';
  readonly nodePort?: number;
}

/** How a gateway's Service is reached. */
export type GatewayServiceType = 'LoadBalancer' | 'NodePort' | 'ClusterIP';

/** Values of Istio's `gateway` chart, whose schema refuses any other key. */
export interface GatewayValues {
  /** The name of the Deployment and the Service. */
  readonly name?: string;
  readonly kind?: 'Deployment' | 'DaemonSet';
  readonly revision?: string;
  /** Pods, where autoscaling is off. */
  readonly replicaCount?: number;
  readonly labels?: StringMap;
  readonly annotations?: StringMap;
  readonly podAnnotations?: StringMap;
  readonly rbac?: {
    /** Whether the gateway may read Secrets of its namespace, which certificates come from. */
    readonly enabled?: boolean;
  };
  readonly serviceAccount?: { readonly create?: boolean; readonly name?: string; readonly annotations?: StringMap };
  readonly service?: {
    readonly type?: GatewayServiceType;
    readonly ports?: readonly GatewayServicePort[];
    readonly annotations?: StringMap;
    readonly loadBalancerIP?: string;
    readonly loadBalancerSourceRanges?: readonly string[];
    readonly externalTrafficPolicy?: 'Cluster' | 'Local';
    readonly externalIPs?: readonly string[];
    /** Istio 1.30. */
    readonly loadBalancerClass?: string;
    /** Istio 1.30. */
    readonly internalTrafficPolicy?: 'Cluster' | 'Local';
    /** Istio 1.30. */
    readonly allocateLoadBalancerNodePorts?: boolean;
  };
  readonly autoscaling?: {
    readonly enabled?: boolean;
    readonly minReplicas?: number;
    readonly maxReplicas?: number;
    /** Per cent of the requested CPU at which the gateway scales out. */
    readonly targetCPUUtilizationPercentage?: number;
  };
  readonly resources?: ResourceRequirements;
  readonly env?: StringMap;
  readonly nodeSelector?: StringMap;
  readonly affinity?: PodSpecPart;
  readonly tolerations?: readonly Toleration[];
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  readonly securityContext?: PodSpecPart;
  readonly containerSecurityContext?: PodSpecPart;
  readonly imagePullPolicy?: ImagePullPolicy;
  readonly imagePullSecrets?: readonly { readonly name: string }[];
  /** The network that the gateway leads to, in a mesh of several. */
  readonly networkGateway?: string;
  /** Istio 1.30. */
  readonly strategy?: DeploymentStrategy;
  /** Istio 1.30. */
  readonly podDisruptionBudget?: {
    readonly minAvailable?: number | string;
    readonly maxUnavailable?: number | string;
    readonly unhealthyPodEvictionPolicy?: 'IfHealthyBudget' | 'AlwaysAllow';
  };
  /** Seconds; Istio 1.30. */
  readonly terminationGracePeriodSeconds?: number;
  /** Istio 1.30. */
  readonly priorityClassName?: string;
  /** Seconds; Istio 1.30. */
  readonly minReadySeconds?: number;
  /** Istio 1.30. */
  readonly volumes?: readonly PodSpecPart[];
  /** Istio 1.30. */
  readonly volumeMounts?: readonly PodSpecPart[];
}

/** Properties of {@link GatewayChart}. */
export interface GatewayChartProps extends ChartProps<GatewayValues> {
  /** The Helm release's name, and the gateway's where `values.name` is not given. Changing it replaces what runs. */
  readonly releaseName: string;
  /**
   * Whether the deploy waits until everything in the release is ready.
   * @default - only where the Service is no LoadBalancer: its address may never come, as on a minikube without a tunnel
   */
  readonly wait?: boolean;
}

/**
 * A proxy at the edge of the mesh. Its pods start only once istiod's injector answers.
 *
 * @see https://github.com/istio/istio/tree/master/manifests/charts/gateway
 */
export class GatewayChart extends Chart<GatewayValues> {
  constructor(scope: Construct, id: string, props: GatewayChartProps) {
    const { chart } = istioChart(scope, 'gateway');
    const extra = props.extraValues as { service?: { type?: string } } | undefined;
    const type = extra?.service?.type ?? props.values?.service?.type ?? 'LoadBalancer';
    super(
      scope,
      id,
      { ...props, wait: props.wait ?? (type === 'LoadBalancer' ? false : undefined) },
      { chart, releaseName: props.releaseName, defaults: { revision: MeshContext.of(scope).revision } },
    );
  }
}
