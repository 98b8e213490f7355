import type { Construct } from 'constructs';
import { MeshContext } from '../mesh-context';
import { checkProps } from '../shapes/check';
import { istioRelease } from '../versions';
import { Chart, type ChartProps } from './chart';
import type { PodSpecPart, ResourceRequirements, StringMap, Toleration } from './pod-values';

/** Values of the `prometheus` chart, as far as meshes use it. */
export interface PrometheusValues {
  /** The Alertmanager. */
  readonly alertmanager?: { readonly enabled?: boolean };
  /** The pushgateway, as the chart of Istio 1.17 calls it. */
  readonly pushgateway?: { readonly enabled?: boolean };
  /** The pushgateway, as the chart of Istio 1.30 calls it. */
  readonly 'prometheus-pushgateway'?: { readonly enabled?: boolean };
  /** kube-state-metrics, as the chart of Istio 1.17 calls it. */
  readonly kubeStateMetrics?: { readonly enabled?: boolean };
  /** kube-state-metrics, as the chart of Istio 1.30 calls it. */
  readonly 'kube-state-metrics'?: { readonly enabled?: boolean };
  /** The node exporter, as the chart of Istio 1.17 calls it. */
  readonly nodeExporter?: { readonly enabled?: boolean };
  /** The node exporter, as the chart of Istio 1.30 calls it. */
  readonly 'prometheus-node-exporter'?: { readonly enabled?: boolean };
  /** The container that has Prometheus read its configuration again. */
  readonly configmapReload?: {
    readonly prometheus?: {
      readonly enabled?: boolean;
      readonly image?: { readonly repository?: string; readonly tag?: string };
      readonly resources?: ResourceRequirements;
    };
  };
  /** The Prometheus server. */
  readonly server?: {
    readonly fullnameOverride?: string;
    readonly image?: { readonly repository?: string; readonly tag?: string };
    readonly podLabels?: StringMap;
    readonly podAnnotations?: StringMap;
    readonly persistentVolume?: {
      readonly enabled?: boolean;
      readonly existingClaim?: string;
      /** Such as `8Gi`. */
      readonly size?: string;
      readonly storageClass?: string;
    };
    readonly service?: { readonly servicePort?: number; readonly type?: string; readonly annotations?: StringMap };
    /** Seconds. */
    readonly readinessProbeInitialDelay?: number;
    readonly global?: {
      /** Such as `15s`. */
      readonly scrape_interval?: string;
      readonly scrape_timeout?: string;
      readonly evaluation_interval?: string;
      readonly external_labels?: StringMap;
    };
    /** How long samples are kept, such as `15d`. */
    readonly retention?: string;
    readonly remoteWrite?: readonly PodSpecPart[];
    readonly resources?: ResourceRequirements;
    readonly nodeSelector?: StringMap;
    readonly affinity?: PodSpecPart;
    readonly tolerations?: readonly Toleration[];
    /** `null` leaves the choice to the cluster. */
    readonly securityContext?: PodSpecPart | null;
    readonly extraFlags?: readonly string[];
  };
  /** Prometheus' own configuration files, by file name. */
  readonly serverFiles?: Readonly<Record<string, unknown>>;
  /** Further scrape configurations, as YAML text. */
  readonly extraScrapeConfigs?: string;
}

/** Properties of {@link PrometheusChart}. */
export type PrometheusChartProps = ChartProps<PrometheusValues>;

/**
 * The community's chart of Prometheus, in the version that belongs to the Istio release.
 *
 * @see https://github.com/prometheus-community/helm-charts/tree/main/charts/prometheus
 */
export class PrometheusChart extends Chart<PrometheusValues> {
  constructor(scope: Construct, id: string, props: PrometheusChartProps = {}) {
    checkProps(scope, id, 'PrometheusChartProps', props);
    const { prometheus } = istioRelease(MeshContext.of(scope).istioVersion).addons;
    super(scope, id, props, { chart: prometheus, releaseName: 'prometheus' });
  }
}
