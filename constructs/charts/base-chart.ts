import type { Construct } from 'constructs';
import { checkProps } from '../shapes/check';
import { Chart, type ChartProps } from './chart';
import type { BaseValues } from './generated/base-values';
import { istioChart } from './istio-chart';

/** Properties of {@link BaseChart}. */
export type BaseChartProps = ChartProps<BaseValues>;

/**
 * The CustomResourceDefinitions, the service account that istiods of other clusters read with, and the default validator.
 *
 * The definitions are templates of the release, so that an upgrade of Istio upgrades them; they stay in the cluster when
 * the release goes, and ones that are there already are taken over.
 *
 * @see https://github.com/istio/istio/tree/master/manifests/charts/base
 */
export class BaseChart extends Chart<BaseValues> {
  constructor(scope: Construct, id: string, props: BaseChartProps = {}) {
    checkProps(scope, id, 'BaseChartProps', props);
    const { chart, rootNamespace } = istioChart(scope, 'base');
    super(scope, id, props, {
      chart,
      releaseName: 'istio-base',
      defaults: {
        defaultRevision: 'default',
        base: { enableCRDTemplates: true },
        ...(rootNamespace !== 'istio-system' && { global: { istioNamespace: rootNamespace } }),
      },
      skipCrds: true,
      takeOwnership: true,
      role: 'definitions',
    });
  }
}
