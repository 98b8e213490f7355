import type { Construct } from 'constructs';
import { Chart, type ChartProps } from './chart';
import { istioChart } from './istio-chart';
import type { ImagePullPolicy, PodSpecPart, ResourceRequirements, StringMap, Toleration } from './pod-values';

/** Values of Istio's `ztunnel` chart. */
export interface ZtunnelValues {
  /** One of the profiles that the chart carries. */
  readonly profile?: string;
  readonly hub?: string;
  readonly tag?: string;
  readonly variant?: 'debug' | 'distroless';
  readonly image?: string;
  readonly network?: string;
  readonly resourceName?: string;
  readonly revision?: string;
  readonly labels?: StringMap;
  readonly annotations?: StringMap;
  readonly podLabels?: StringMap;
  readonly podAnnotations?: StringMap;
  readonly resources?: ResourceRequirements;
  readonly resourceQuotas?: { readonly enabled?: boolean; readonly pods?: number };
  readonly env?: StringMap;
  readonly imagePullPolicy?: ImagePullPolicy;
  readonly imagePullSecrets?: readonly { readonly name: string }[];
  readonly multiCluster?: { readonly clusterName?: string };
  readonly meshConfig?: { readonly defaultConfig?: { readonly proxyMetadata?: StringMap } };
  readonly caAddress?: string;
  readonly xdsAddress?: string;
  readonly istioNamespace?: string;
  readonly logLevel?: string;
  readonly logAsJson?: boolean;
  /** Seconds. */
  readonly terminationGracePeriodSeconds?: number;
  readonly nodeSelector?: StringMap;
  readonly affinity?: PodSpecPart;
  readonly tolerations?: readonly Toleration[];
  readonly volumes?: readonly PodSpecPart[];
  readonly volumeMounts?: readonly PodSpecPart[];
  readonly seLinuxOptions?: PodSpecPart;
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
      releaseName: 'ztunnel',
      defaults: { hub: imageHub, istioNamespace: rootNamespace === 'istio-system' ? undefined : rootNamespace },
    });
  }
}
