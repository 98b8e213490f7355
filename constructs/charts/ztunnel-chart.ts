import type { Construct } from 'constructs';
import { Chart, type ChartProps } from './chart';
import { istioChart } from './istio-chart';
import type { ImagePullPolicy, PodPlacementValues, PodSpecPart, StringMap } from './pod-values';

/** Values of Istio's `ztunnel` chart. */
export interface ZtunnelValues extends PodPlacementValues {
  /** One of the profiles that the chart carries. */
  readonly profile?: string;
  /** The registry and path of the images, without tag. */
  readonly hub?: string;
  /** The tag of the images. */
  readonly tag?: string;
  /** Which of the images is used. */
  readonly variant?: 'debug' | 'distroless';
  /** The image's name below the hub, or a whole reference. */
  readonly image?: string;
  /** The network that the nodes are in, in a mesh of several. */
  readonly network?: string;
  /** The name of the DaemonSet and what belongs to it. */
  readonly resourceName?: string;
  /** The control plane's revision (`istio.io/rev`). */
  readonly revision?: string;
  /** Labels of the objects, beside the chart's own. */
  readonly labels?: StringMap;
  /** Annotations of the objects. */
  readonly annotations?: StringMap;
  /** Labels of the pods, beside the chart's own. */
  readonly podLabels?: StringMap;
  /** Annotations of the pods. */
  readonly podAnnotations?: StringMap;
  /** A ResourceQuota that lets pods of the priority class run, and for how many pods. */
  readonly resourceQuotas?: { readonly enabled?: boolean; readonly pods?: number };
  /** Environment variables of the container. */
  readonly env?: StringMap;
  /** When the node pulls the image. */
  readonly imagePullPolicy?: ImagePullPolicy;
  /** Secrets with the registry's credentials, in the release's namespace. */
  readonly imagePullSecrets?: readonly { readonly name: string }[];
  /** The name of the cluster, in a mesh of several. */
  readonly multiCluster?: { readonly clusterName?: string };
  /** The mesh-wide configuration. */
  readonly meshConfig?: { readonly defaultConfig?: { readonly proxyMetadata?: StringMap } };
  /** Where certificates are signed: host and port. */
  readonly caAddress?: string;
  /** Where the configuration comes from: host and port. */
  readonly xdsAddress?: string;
  /** The namespace of istiod. */
  readonly istioNamespace?: string;
  /** The log level, such as `info`, or by module. */
  readonly logLevel?: string;
  /** Whether a line of the log is a JSON object. */
  readonly logAsJson?: boolean;
  /** Seconds. */
  readonly terminationGracePeriodSeconds?: number;
  /** Further volumes of the pods. */
  readonly volumes?: readonly PodSpecPart[];
  /** Where the containers mount them. */
  readonly volumeMounts?: readonly PodSpecPart[];
  /** Kubernetes' SELinux settings of the container. */
  readonly seLinuxOptions?: PodSpecPart;
  /** How an update goes from node to node. */
  readonly updateStrategy?: {
    readonly type?: 'RollingUpdate' | 'OnDelete';
    readonly rollingUpdate?: { readonly maxSurge?: string | number; readonly maxUnavailable?: string | number };
  };
}

/** Properties of {@link ZtunnelChart}. */
export type ZtunnelChartProps = ChartProps<ZtunnelValues>;

/**
 * The node proxy of ambient mode.
 *
 * @throws Error under a release that has no such chart
 * @see https://github.com/istio/istio/tree/master/manifests/charts/ztunnel
 */
export class ZtunnelChart extends Chart<ZtunnelValues> {
  constructor(scope: Construct, id: string, props: ZtunnelChartProps = {}) {
    const { chart, rootNamespace, imageHub } = istioChart(scope, 'ztunnel');
    super(scope, id, props, {
      chart,
      role: 'proxy',
      releaseName: 'ztunnel',
      defaults: { hub: imageHub, istioNamespace: rootNamespace === 'istio-system' ? undefined : rootNamespace },
    });
  }
}
