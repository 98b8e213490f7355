import type { Construct } from 'constructs';
import { MeshContext } from '../mesh-context';
import { has } from '../versions';
import { Chart, type ChartProps } from './chart';
import { istioChart } from './istio-chart';
import { mergeValues } from './merge-values';
import type { ImagePullPolicy, PodSpecPart, ResourceRequirements, StringMap } from './pod-values';

/** Values of Istio's `cni` chart, which the chart of 1.17 wants below `cni`: this package puts them there. */
export interface CniValues {
  /** The registry and path of the images, without tag. */
  readonly hub?: string;
  /** The tag of the images. */
  readonly tag?: string;
  /** The image's name below the hub, or a whole reference. */
  readonly image?: string;
  /** When the node pulls the image. */
  readonly pullPolicy?: ImagePullPolicy;
  /** Where the node keeps CNI plugins. */
  readonly cniBinDir?: string;
  /** Where the node keeps CNI configurations. */
  readonly cniConfDir?: string;
  /** The name of the configuration file, where several lie in the folder. */
  readonly cniConfFileName?: string;
  /** Namespaces whose pods are left alone. */
  readonly excludeNamespaces?: readonly string[];
  /** Annotations of the pods. */
  readonly podAnnotations?: StringMap;
  /** Whether the plugin is added to the existing configuration instead of standing on its own. */
  readonly chained?: boolean;
  /** What happens to pods that started before the plugin was there. */
  readonly repair?: {
    readonly enabled?: boolean;
    readonly labelPods?: boolean;
    readonly deletePods?: boolean;
  };
  /** Kubernetes' seccomp profile of the containers. */
  readonly seccompProfile?: PodSpecPart;
  /** The requests and limits of the containers. */
  readonly resources?: ResourceRequirements;
  /** A ResourceQuota that lets pods of the priority class run, and for how many pods. */
  readonly resourceQuotas?: { readonly enabled?: boolean; readonly pods?: number };
  /** Istio 1.30. */
  readonly ambient?: { readonly enabled?: boolean; readonly dnsCapture?: boolean; readonly ipv6?: boolean };
}

/** Properties of {@link CniChart}. */
export type CniChartProps = ChartProps<CniValues>;

/**
 * The plugin that redirects a pod's traffic, so that pods need no privileged init container.
 *
 * @see https://github.com/istio/istio/tree/master/manifests/charts/istio-cni
 */
export class CniChart extends Chart<CniValues> {
  constructor(scope: Construct, id: string, props: CniChartProps = {}) {
    const { chart, imageHub } = istioChart(scope, 'cni');
    const nested = !has(MeshContext.of(scope).istioVersion, 'cniValuesAtTop');
    super(
      scope,
      id,
      { ...props, values: nested ? undefined : props.values },
      {
        chart,
        releaseName: 'istio-cni',
        defaults: mergeValues({ global: { hub: imageHub } }, nested ? { cni: props.values } : {}),
      },
    );
  }
}
