import type { Construct } from 'constructs';
import { MeshContext } from '../mesh-context';
import { checkProps } from '../shapes/check';
import { Chart, type ChartProps } from './chart';
import type { GatewayValues } from './generated/gateway-values';
import { istioChart } from './istio-chart';

/** Properties of {@link GatewayChart}. */
export interface GatewayChartProps extends ChartProps<GatewayValues> {
  /** The Helm release's name, and the gateway's where `values.name` is not given. Changing it replaces what runs. */
  readonly releaseName: string;
  /**
   * Whether the deploy waits until everything in the release is ready.
   * @default - only where the Service is no LoadBalancer: its address may never come, as on a minikube without a tunnel
   */
  readonly wait?: boolean;
}

/**
 * A proxy at the edge of the mesh. Its pods start only once istiod's injector answers.
 *
 * @see https://github.com/istio/istio/tree/master/manifests/charts/gateway
 */
export class GatewayChart extends Chart<GatewayValues> {
  constructor(scope: Construct, id: string, props: GatewayChartProps) {
    checkProps(scope, id, 'GatewayChartProps', props);
    const { chart } = istioChart(scope, 'gateway');
    const extra = props.extraValues as { service?: { type?: string } } | undefined;
    const type = extra?.service?.type ?? props.values?.service?.type ?? 'LoadBalancer';
    super(
      scope,
      id,
      { ...props, wait: props.wait ?? (type === 'LoadBalancer' ? false : undefined) },
      { chart, role: 'proxy', releaseName: props.releaseName, defaults: { revision: MeshContext.of(scope).revision } },
    );
  }
}
