import type { Construct } from 'constructs';
import { MeshContext } from '../mesh-context';
import { Chart, type ChartProps } from './chart';
import { istioChart } from './istio-chart';
import type {
  DeploymentStrategy,
  ImagePullPolicy,
  PodPlacementValues,
  PodSpecPart,
  StringMap,
  TopologySpreadConstraint,
} from './pod-values';

/** A port of a gateway's Service. The chart's schema takes numbers only. */
export interface GatewayServicePort {
  /** The port's name, whose prefix tells Istio the protocol. */
  readonly name: string;
  /** The port of the Service. */
  readonly port: number;
  /** The port that the proxy listens on. */
  readonly targetPort: number;
  /** The transport protocol. */
  readonly protocol?: 'TCP' | 'UDP';
  /** The port on every node; the cluster picks one where it is absent. */
  readonly nodePort?: number;
}

/** How a gateway's Service is reached. */
export type GatewayServiceType = 'LoadBalancer' | 'NodePort' | 'ClusterIP';

/** Values of Istio's `gateway` chart, whose schema refuses any other key. */
export interface GatewayValues extends PodPlacementValues {
  /** The name of the Deployment and the Service. */
  readonly name?: string;
  /** Whether pods are counted, or run one a node. */
  readonly kind?: 'Deployment' | 'DaemonSet';
  /** The control plane's revision (`istio.io/rev`). */
  readonly revision?: string;
  /** Pods, where autoscaling is off. */
  readonly replicaCount?: number;
  /** Labels of the objects, beside the chart's own. */
  readonly labels?: StringMap;
  /** Annotations of the objects. */
  readonly annotations?: StringMap;
  /** Annotations of the pods. */
  readonly podAnnotations?: StringMap;
  /** The gateway's permissions. */
  readonly rbac?: {
    /** Whether the gateway may read Secrets of its namespace, which certificates come from. */
    readonly enabled?: boolean;
  };
  /** The service account of the pods, which their identity comes from. */
  readonly serviceAccount?: { readonly create?: boolean; readonly name?: string; readonly annotations?: StringMap };
  /** The Service in front of the pods. */
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
  /** How the number of pods follows the load. */
  readonly autoscaling?: {
    readonly enabled?: boolean;
    readonly minReplicas?: number;
    readonly maxReplicas?: number;
    /** Per cent of the requested CPU at which the gateway scales out. */
    readonly targetCPUUtilizationPercentage?: number;
  };
  /** Environment variables of the container. */
  readonly env?: StringMap;
  /** How the pods spread over nodes and zones. */
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  /** Kubernetes' security settings of the pods. */
  readonly securityContext?: PodSpecPart;
  /** Kubernetes' security settings of the proxy container. */
  readonly containerSecurityContext?: PodSpecPart;
  /** When the node pulls the image. */
  readonly imagePullPolicy?: ImagePullPolicy;
  /** Secrets with the registry's credentials, in the release's namespace. */
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
      { chart, role: 'proxy', releaseName: props.releaseName, defaults: { revision: MeshContext.of(scope).revision } },
    );
  }
}
