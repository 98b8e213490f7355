import type { Construct } from 'constructs';
import { checkProps } from '../shapes/check';
import { Chart, type ChartProps } from './chart';
import type { ZtunnelValues } from './generated/ztunnel-values';
import { istioChart } from './istio-chart';

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
    checkProps(scope, id, 'ZtunnelChartProps', props);
    const { chart, rootNamespace, images } = istioChart(scope, 'ztunnel');
    super(scope, id, props, {
      chart,
      role: 'proxy',
      releaseName: 'ztunnel',
      defaults: { ...images, istioNamespace: rootNamespace === 'istio-system' ? undefined : rootNamespace },
    });
  }
}
