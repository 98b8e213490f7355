import { Construct, type IConstruct } from 'constructs';
import { KialiChart, type KialiValues } from '../charts/kiali-chart';
import { mergeValues } from '../charts/merge-values';
import { MeshContext } from '../mesh-context';
import { checkGiven, checkProps } from '../shapes/check';
import { istioRelease } from '../versions';
import type { AddonProps } from './addon-props';
import { Endpoint } from './endpoint';
import type { DashboardServer } from './grafana';
import type { TraceStore } from './jaeger';
import type { MetricsStore } from './prometheus';

/** Where browsers reach what Kiali links to. */
export interface KialiLinks {
  /** @default - no links to Grafana */
  readonly grafana?: string;
  /** @default - no links to the traces */
  readonly tracing?: string;
}

/** Properties of {@link Kiali}. */
export interface KialiProps extends AddonProps<KialiValues> {
  /** Where the graph gets its metrics from. */
  readonly prometheus: MetricsStore;
  /**
   * Where dashboards are.
   * @default - Kiali has no dashboards
   */
  readonly grafana?: DashboardServer;
  /**
   * Where traces are.
   * @default - Kiali shows no traces
   */
  readonly jaeger?: TraceStore;
  /**
   * Where a browser reaches those.
   * @default - Kiali has no links to them
   */
  readonly links?: KialiLinks;
  /**
   * Constructs that must be in the cluster before.
   * @default - the addons it is wired to
   */
  readonly dependsOn?: readonly IConstruct[];
}

/**
 * Kiali as in Istio's samples, except that it knows the other addons. Everybody may look at everything.
 *
 * @see https://istio.io/latest/docs/ops/integrations/kiali/
 */
export class Kiali extends Construct {
  /**
   * A Kiali that runs already.
   *
   * @throws Error when it is no http(s) URL
   */
  static fromUrl(url: string): { readonly endpoint: Endpoint } {
    checkGiven('Kiali.fromUrl', { url });
    return { endpoint: Endpoint.ofUrl(url) };
  }

  /** The namespace it runs in. */
  readonly namespace: string;
  /** Where it is reached from inside the cluster. */
  readonly endpoint: Endpoint;
  /** The Helm chart that deploys it, for what this construct has no property for. */
  readonly chart: KialiChart;

  constructor(scope: Construct, id: string, props: KialiProps) {
    checkProps(scope, id, 'KialiProps', props);
    super(scope, id);
    const context = MeshContext.of(this);
    const { values: sample, urlKeys } = istioRelease(context.istioVersion).addons.kiali;
    const { prometheus, grafana, jaeger, links = {} } = props;
    this.namespace = props.namespace ?? context.rootNamespace;
    const service = (endpoint: Endpoint, link: string | undefined) => ({
      enabled: true,
      [urlKeys.internal]: endpoint.url,
      [urlKeys.external]: link,
    });
    const values: KialiValues = mergeValues(
      sample,
      {
        external_services: {
          // The chart leaves it at the namespace it runs in.
          istio: this.namespace === context.rootNamespace ? undefined : { root_namespace: context.rootNamespace },
          prometheus: { url: prometheus.endpoint.url },
          grafana: grafana ? service(grafana.endpoint, links.grafana) : { enabled: false },
          tracing: jaeger
            ? { ...service(jaeger.endpoint, links.tracing), use_grpc: jaeger.speaksGrpc }
            : { enabled: false },
        },
      },
      props.values ?? {},
    );
    const wiredTo = [prometheus, grafana, jaeger].filter(
      (addon): addon is typeof addon & IConstruct => addon !== undefined && 'node' in addon,
    );
    this.chart = new KialiChart(this, 'Resource', {
      values,
      extraValues: props.extraValues,
      namespace: this.namespace,
      timeoutSeconds: props.timeoutSeconds,
      dependsOn: [...wiredTo, ...(props.dependsOn ?? [])],
    });
    const deployed = this.chart.values as KialiValues;
    this.endpoint = Endpoint.ofService({
      name: deployed.deployment?.instance_name ?? 'kiali',
      namespace: this.namespace,
      port: deployed.server?.port ?? 20001,
      path: deployed.server?.web_root ?? '/kiali',
    });
  }
}
