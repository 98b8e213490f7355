import type { Construct } from 'constructs';
import { DEFAULT_CLUSTER_DOMAIN } from '../../model/hosts';
import { MeshContext } from '../mesh-context';
import { checkProps } from '../shapes/check';
import { Chart, type ChartProps } from './chart';
import type { IstiodValues } from './generated/istiod-values';
import { istioChart } from './istio-chart';

/** Properties of {@link IstiodChart}. */
export type IstiodChartProps = ChartProps<IstiodValues>;

/**
 * Istio's control plane. The deploy waits until it is ready, because nothing is injected or validated before.
 *
 * @see https://github.com/istio/istio/tree/master/manifests/charts/istio-control/istio-discovery
 */
export class IstiodChart extends Chart<IstiodValues> {
  constructor(scope: Construct, id: string, props: IstiodChartProps = {}) {
    checkProps(scope, id, 'IstiodChartProps', props);
    const { chart, rootNamespace, images } = istioChart(scope, 'istiod');
    const { revision, clusterDomain, trustDomain, clusterName, network } = MeshContext.of(scope);
    super(scope, id, props, {
      chart,
      role: 'control plane',
      releaseName: revision === undefined ? 'istiod' : `istiod-${revision}`,
      defaults: {
        revision,
        global: {
          ...images,
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
