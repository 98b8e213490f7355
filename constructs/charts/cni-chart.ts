import type { Construct } from 'constructs';
import { MeshContext } from '../mesh-context';
import { istioRelease } from '../versions';
import { Chart, type ChartProps } from './chart';
import { istioChart } from './istio-chart';
import { mergeValues } from './merge-values';
import type { ImagePullPolicy, PodSpecPart, ResourceRequirements, StringMap } from './pod-values';

/** Values of Istio's `cni` chart, which the chart of 1.17 wants below `cni`: this package puts them there. */
export interface CniValues {
  readonly hub?: string;
  readonly tag?: string;
  readonly image?: string;
  readonly pullPolicy?: ImagePullPolicy;
  /** Where the node keeps CNI plugins. */
  readonly cniBinDir?: string;
  /** Where the node keeps CNI configurations. */
  readonly cniConfDir?: string;
  readonly cniConfFileName?: string;
  /** Namespaces whose pods are left alone. */
  readonly excludeNamespaces?: readonly string[];
  readonly podAnnotations?: StringMap;
  /** Whether the plugin is added to the existing configuration instead of standing on its own. */
  readonly chained?: boolean;
  readonly repair?: {
    readonly enabled?: boolean;
    readonly labelPods?: boolean;
    readonly deletePods?: boolean;
  };
  readonly seccompProfile?: PodSpecPart;
  readonly resources?: ResourceRequirements;
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
    const nested = istioRelease(MeshContext.of(scope).istioVersion).charts.cniValuesBelowCni;
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
