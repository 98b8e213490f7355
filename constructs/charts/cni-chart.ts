import type { Construct } from 'constructs';
import { MeshContext } from '../mesh-context';
import { checkProps } from '../shapes/check';
import { has } from '../versions';
import { Chart, type ChartProps } from './chart';
import type { CniValues } from './generated/cni-values';
import { istioChart } from './istio-chart';
import { mergeValues } from './merge-values';

/** Properties of {@link CniChart}. */
export type CniChartProps = ChartProps<CniValues>;

/**
 * The plugin that redirects a pod's traffic, so that pods need no privileged init container.
 *
 * @see https://github.com/istio/istio/tree/master/manifests/charts/istio-cni
 */
export class CniChart extends Chart<CniValues> {
  constructor(scope: Construct, id: string, props: CniChartProps = {}) {
    checkProps(scope, id, 'CniChartProps', props);
    const { chart, images } = istioChart(scope, 'cni');
    const nested = !has(MeshContext.of(scope).istioVersion, 'cniValuesAtTop');
    super(
      scope,
      id,
      { ...props, values: nested ? undefined : props.values },
      {
        chart,
        releaseName: 'istio-cni',
        defaults: mergeValues({ global: images }, nested ? { cni: props.values } : {}),
      },
    );
  }
}
