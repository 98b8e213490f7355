import type { Construct } from 'constructs';
import { MeshContext } from '../mesh-context';
import { istioRelease } from '../versions';
import { Chart, type ChartProps } from './chart';
import type { PodSpecPart, ResourceRequirements, StringMap, Toleration } from './pod-values';

/** A source of metrics, as Grafana's provisioning takes it. */
export interface GrafanaDatasource {
  readonly name: string;
  readonly type: string;
  readonly url: string;
  readonly orgId?: number;
  readonly access?: 'proxy' | 'direct';
  readonly isDefault?: boolean;
  readonly editable?: boolean;
  readonly jsonData?: Readonly<Record<string, unknown>>;
}

/** A place that Grafana loads dashboards from. */
export interface GrafanaDashboardProvider {
  /** The key of the dashboards below `dashboards` and `dashboardsConfigMaps`. */
  readonly name: string;
  readonly orgId?: number;
  /** The folder that Grafana shows them in. */
  readonly folder?: string;
  readonly type: 'file';
  readonly disableDeletion?: boolean;
  readonly options: { readonly path: string };
}

/** A dashboard that is downloaded when Grafana's pod starts, or given as text. */
export type GrafanaDashboard = { readonly url: string } | { readonly json: string };

/** Values of the `grafana` chart, as far as meshes use it. */
export interface GrafanaValues {
  readonly rbac?: { readonly create?: boolean; readonly pspEnabled?: boolean };
  readonly testFramework?: { readonly enabled?: boolean };
  readonly podLabels?: StringMap;
  readonly podAnnotations?: StringMap;
  /** The Secret with the administrator's name and password; the chart of Istio 1.17 takes any true value for none. */
  readonly admin?: { readonly existingSecret?: string | boolean };
  readonly ldap?: { readonly existingSecret?: string | boolean };
  readonly env?: StringMap;
  readonly service?: { readonly port?: number; readonly type?: string; readonly annotations?: StringMap };
  readonly image?: { readonly repository?: string; readonly tag?: string };
  readonly downloadDashboardsImage?: { readonly repository?: string; readonly tag?: string };
  /** Kubernetes' name of a pod's security settings; `null` leaves the choice to the cluster. */
  readonly securityContext?: PodSpecPart | null;
  readonly persistence?: { readonly enabled?: boolean; readonly size?: string; readonly storageClassName?: string };
  readonly resources?: ResourceRequirements;
  readonly nodeSelector?: StringMap;
  readonly affinity?: PodSpecPart;
  readonly tolerations?: readonly Toleration[];
  readonly dashboardProviders?: Readonly<
    Record<string, { readonly apiVersion: 1; readonly providers: readonly GrafanaDashboardProvider[] }>
  >;
  /** Provider -> ConfigMap that holds its dashboards. */
  readonly dashboardsConfigMaps?: StringMap;
  /** Provider -> dashboard -> where it comes from. */
  readonly dashboards?: Readonly<Record<string, Readonly<Record<string, GrafanaDashboard>>>>;
  readonly datasources?: Readonly<
    Record<string, { readonly apiVersion: 1; readonly datasources: readonly GrafanaDatasource[] }>
  >;
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
    const { grafana } = istioRelease(MeshContext.of(scope).istioVersion).addons;
    super(scope, id, props, { chart: grafana, releaseName: 'grafana' });
  }
}
