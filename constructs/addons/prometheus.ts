import { Construct } from 'constructs';
import { mergeValues } from '../charts/merge-values';
import { PrometheusChart, type PrometheusValues } from '../charts/prometheus-chart';
import { MeshContext } from '../mesh-context';
import { checkGiven, checkProps } from '../shapes/check';
import { istioRelease } from '../versions';
import type { AddonProps } from './addon-props';
import { Endpoint } from './endpoint';

/** Where the mesh's metrics are kept: a {@link Prometheus} of this program, or one of somebody else's. */
export interface MetricsStore {
  /** Where it is reached from inside the cluster. */
  readonly endpoint: Endpoint;
}

/** Properties of {@link Prometheus}. */
export type PrometheusProps = AddonProps<PrometheusValues>;

/**
 * Prometheus as in Istio's samples: one server that scrapes every sidecar and gateway, and forgets on restart.
 *
 * @see https://istio.io/latest/docs/ops/integrations/prometheus/
 */
export class Prometheus extends Construct implements MetricsStore {
  /**
   * A Prometheus that runs already.
   *
   * @throws Error when it is no http(s) URL
   */
  static fromUrl(url: string): MetricsStore {
    checkGiven('Prometheus.fromUrl', { url });
    return { endpoint: Endpoint.ofUrl(url) };
  }

  /** The namespace it runs in. */
  readonly namespace: string;
  /** Where it is reached from inside the cluster. */
  readonly endpoint: Endpoint;
  /** The Helm chart that deploys it, for what this construct has no property for. */
  readonly chart: PrometheusChart;

  constructor(scope: Construct, id: string, props: PrometheusProps = {}) {
    checkProps(scope, id, 'PrometheusProps', props);
    super(scope, id);
    const context = MeshContext.of(this);
    const { name, version, values: sample } = istioRelease(context.istioVersion).addons.prometheus;
    this.namespace = props.namespace ?? context.rootNamespace;
    const values: PrometheusValues = mergeValues(sample, props.values ?? {});
    const keepsData = values.server?.persistentVolume?.enabled !== false;
    this.chart = new PrometheusChart(this, 'Resource', {
      ...props,
      namespace: this.namespace,
      values,
      // Releases of the chart differ in the Deployment's selector, which cannot be changed.
      replaceOnChangeOf: keepsData ? undefined : `${name} ${version.split('.')[0]}`,
    });
    const { server } = this.chart.values as PrometheusValues;
    this.endpoint = Endpoint.ofService({
      name: server?.fullnameOverride ?? 'prometheus',
      namespace: this.namespace,
      port: server?.service?.servicePort ?? 9090,
    });
  }
}
