import { Construct, type IConstruct } from 'constructs';
import { GrafanaChart, type GrafanaDashboard, type GrafanaValues } from '../charts/grafana-chart';
import { mergeValues } from '../charts/merge-values';
import { CustomResource } from '../delivery/custom-resource';
import { ResourceBundle } from '../delivery/resource-bundle';
import { MeshContext } from '../mesh-context';
import { checkGiven, checkProps } from '../shapes/check';
import { istioRelease } from '../versions';
import type { AddonProps } from './addon-props';
import { type DashboardFiles, readDashboards } from './dashboard-files';
import { Endpoint } from './endpoint';
import type { MetricsStore } from './prometheus';

/** Where dashboards are looked at: a {@link Grafana} of this program, or one of somebody else's. */
export interface DashboardServer {
  /** Where it is reached from inside the cluster. */
  readonly endpoint: Endpoint;
}

/** Properties of {@link Grafana}. */
export interface GrafanaProps extends AddonProps<GrafanaValues> {
  /** Where the dashboards get their metrics from. */
  readonly prometheus: MetricsStore;
  /**
   * Where the dashboards of the Istio release are: an http(s) address, from which Grafana's pod downloads them when it
   * starts, or a folder, whose files travel along as ConfigMaps.
   * @default - Istio's repository at the release's tag
   */
  readonly dashboards?: string;
}

/**
 * Grafana as in Istio's samples: Istio's dashboards, everybody is an administrator, nothing survives a restart.
 *
 * @see https://istio.io/latest/docs/ops/integrations/grafana/
 */
export class Grafana extends Construct implements DashboardServer {
  /**
   * A Grafana that runs already.
   *
   * @throws Error when it is no http(s) URL
   */
  static fromUrl(url: string): DashboardServer {
    checkGiven('Grafana.fromUrl', { url });
    return { endpoint: Endpoint.ofUrl(url) };
  }

  /** The namespace it runs in. */
  readonly namespace: string;
  /** Where it is reached from inside the cluster. */
  readonly endpoint: Endpoint;
  /** The Helm chart that deploys it, for what this construct has no property for. */
  readonly chart: GrafanaChart;

  /**
   * @throws Error when the folder of `dashboards` lacks one of the release's dashboards
   */
  constructor(scope: Construct, id: string, props: GrafanaProps) {
    checkProps(scope, id, 'GrafanaProps', props);
    super(scope, id);
    const context = MeshContext.of(this);
    const { addons, dashboards } = istioRelease(context.istioVersion);
    const { values: sample, samplingInterval } = addons.grafana;
    this.namespace = props.namespace ?? context.rootNamespace;
    const from = props.dashboards ?? dashboards.url;
    const configMaps = /^https?:\/\//.test(from) ? undefined : this.carry(readDashboards(from, dashboards.files, this));

    const values: GrafanaValues = mergeValues(
      sample,
      {
        dashboardProviders: {
          'dashboardproviders.yaml': { apiVersion: 1, providers: Object.keys(dashboards.files).map(provider) },
        },
        ...(configMaps === undefined
          ? { dashboards: downloads(from.replace(/\/+$/, ''), dashboards.files) }
          : { dashboardsConfigMaps: configMaps }),
        datasources: {
          'datasources.yaml': {
            apiVersion: 1,
            datasources: [
              {
                name: 'Prometheus',
                type: 'prometheus',
                orgId: 1,
                url: props.prometheus.endpoint.from(this.namespace),
                access: 'proxy',
                isDefault: true,
                jsonData: { timeInterval: samplingInterval },
                editable: true,
              },
            ],
          },
        },
      } satisfies GrafanaValues,
      props.values ?? {},
    );
    this.chart = new GrafanaChart(this, 'Resource', {
      values,
      extraValues: props.extraValues,
      namespace: this.namespace,
      timeoutSeconds: props.timeoutSeconds,
      dependsOn: [
        ...this.node.children,
        ...('node' in props.prometheus ? [props.prometheus as MetricsStore & IConstruct] : []),
        ...(props.dependsOn ?? []),
      ],
    });
    const deployed = this.chart.values as GrafanaValues & { readonly fullnameOverride?: string };
    this.endpoint = Endpoint.ofService({
      name: deployed.fullnameOverride ?? 'grafana',
      namespace: this.namespace,
      port: deployed.service?.port ?? 80,
    });
  }

  /** Puts the dashboards into one ConfigMap a folder; says which one is whose. */
  private carry(folders: DashboardFiles): Record<string, string> {
    const bundle = new ResourceBundle(this, 'Dashboards', {
      namespace: this.namespace,
      releaseName: 'grafana-dashboards',
    });
    const names: Record<string, string> = {};
    for (const [folder, data] of Object.entries(folders)) {
      const name = `${folder}-grafana-dashboards`;
      names[folder] = name;
      new CustomResource(bundle, folder, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name, namespace: this.namespace },
        fields: { data },
      });
    }
    return names;
  }
}

const provider = (name: string) => ({
  name,
  orgId: 1,
  folder: 'istio',
  type: 'file' as const,
  disableDeletion: false,
  options: { path: `/var/lib/grafana/dashboards/${name}` },
});

function downloads(
  base: string,
  folders: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Record<string, Record<string, GrafanaDashboard>> {
  return Object.fromEntries(
    Object.entries(folders).map(([folder, files]) => [
      folder,
      Object.fromEntries(Object.entries(files).map(([name, file]) => [name, { url: `${base}/${file}` }])),
    ]),
  );
}
