import type { Construct } from 'constructs';
import { MeshContext } from '../mesh-context';
import { checkProps } from '../shapes/check';
import { istioRelease } from '../versions';
import { Chart, type ChartProps } from './chart';
import type { PodPlacementValues, PodSpecPart, StringMap } from './pod-values';

/** A source of metrics, as Grafana's provisioning takes it. */
export interface GrafanaDatasource {
  /** The name that dashboards and readers know it by. */
  readonly name: string;
  /** Grafana's plugin for it, such as `prometheus`. */
  readonly type: string;
  /** Where Grafana's server reaches it. */
  readonly url: string;
  /** Grafana's organization; 1 is the first. */
  readonly orgId?: number;
  /** Whether Grafana's server asks, or the reader's browser. */
  readonly access?: 'proxy' | 'direct';
  /** Whether panels that name no source ask this one. */
  readonly isDefault?: boolean;
  /** Whether it may be changed in Grafana. */
  readonly editable?: boolean;
  /** Settings of the plugin. */
  readonly jsonData?: Readonly<Record<string, unknown>>;
}

/** A place that Grafana loads dashboards from. */
export interface GrafanaDashboardProvider {
  /** The key of the dashboards below `dashboards` and `dashboardsConfigMaps`. */
  readonly name: string;
  /** Grafana's organization; 1 is the first. */
  readonly orgId?: number;
  /** The folder that Grafana shows them in. */
  readonly folder?: string;
  /** How the dashboards are read: from files. */
  readonly type: 'file';
  /** Whether a dashboard stays when its file goes. */
  readonly disableDeletion?: boolean;
  /** The folder in the container that the files lie in. */
  readonly options: { readonly path: string };
}

/** A dashboard that is downloaded when Grafana's pod starts, or given as text. */
export type GrafanaDashboard = { readonly url: string } | { readonly json: string };

/** Values of the `grafana` chart, as far as meshes use it. */
export interface GrafanaValues extends PodPlacementValues {
  /** The permissions of Grafana's service account. */
  readonly rbac?: { readonly create?: boolean; readonly pspEnabled?: boolean };
  /** The chart's own test pod. */
  readonly testFramework?: { readonly enabled?: boolean };
  /** Labels of the pods, beside the chart's own. */
  readonly podLabels?: StringMap;
  /** Annotations of the pods. */
  readonly podAnnotations?: StringMap;
  /** The Secret with the administrator's name and password; the chart of Istio 1.17 takes any true value for none. */
  readonly admin?: { readonly existingSecret?: string | boolean };
  /** The Secret with the LDAP configuration. */
  readonly ldap?: { readonly existingSecret?: string | boolean };
  /** Environment variables of the container. */
  readonly env?: StringMap;
  /** The Service in front of Grafana. */
  readonly service?: { readonly port?: number; readonly type?: string; readonly annotations?: StringMap };
  /** Grafana's image. */
  readonly image?: { readonly repository?: string; readonly tag?: string };
  /** The image of the init container that downloads dashboards. */
  readonly downloadDashboardsImage?: { readonly repository?: string; readonly tag?: string };
  /** Kubernetes' name of a pod's security settings; `null` leaves the choice to the cluster. */
  readonly securityContext?: PodSpecPart | null;
  /** The volume that Grafana keeps its database on; without one it forgets at every restart. */
  readonly persistence?: { readonly enabled?: boolean; readonly size?: string; readonly storageClassName?: string };
  /** File name -> the places that dashboards are loaded from. */
  readonly dashboardProviders?: Readonly<
    Record<string, { readonly apiVersion: 1; readonly providers: readonly GrafanaDashboardProvider[] }>
  >;
  /** Provider -> ConfigMap that holds its dashboards. */
  readonly dashboardsConfigMaps?: StringMap;
  /** Provider -> dashboard -> where it comes from. */
  readonly dashboards?: Readonly<Record<string, Readonly<Record<string, GrafanaDashboard>>>>;
  /** File name -> the sources of metrics. */
  readonly datasources?: Readonly<
    Record<string, { readonly apiVersion: 1; readonly datasources: readonly GrafanaDatasource[] }>
  >;
  /** Grafana's own configuration: section -> key -> value. */
  readonly 'grafana.ini'?: Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>>;
}

/** Properties of {@link GrafanaChart}. */
export type GrafanaChartProps = ChartProps<GrafanaValues>;

/**
 * Grafana's chart, in the version that belongs to the Istio release.
 *
 * @see https://github.com/grafana/helm-charts/tree/main/charts/grafana
 */
export class GrafanaChart extends Chart<GrafanaValues> {
  constructor(scope: Construct, id: string, props: GrafanaChartProps = {}) {
    checkProps(scope, id, 'GrafanaChartProps', props);
    const { grafana } = istioRelease(MeshContext.of(scope).istioVersion).addons;
    super(scope, id, props, { chart: grafana, releaseName: 'grafana' });
  }
}
