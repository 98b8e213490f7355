import type { Construct } from 'constructs';
import { MeshContext } from '../mesh-context';
import { checkProps } from '../shapes/check';
import { istioRelease } from '../versions';
import { Chart, type ChartProps } from './chart';
import type { ImagePullPolicy, PodSpecPart, ResourceRequirements, StringMap, Toleration } from './pod-values';

/** A service that Kiali asks, or links to. */
export interface KialiExternalService {
  /** Whether Kiali uses it. */
  readonly enabled?: boolean;
  /** Where a browser reaches it; Istio 1.30. */
  readonly external_url?: string;
  /** Where Kiali reaches it; Istio 1.30. */
  readonly internal_url?: string;
  /** Where Kiali reaches it; Istio 1.17. */
  readonly in_cluster_url?: string;
  /** Where a browser reaches it; Istio 1.17. For Prometheus, where Kiali reaches it. */
  readonly url?: string;
}

/** Values of the `kiali-server` chart, as far as meshes use it. */
export interface KialiValues {
  /** How readers prove who they are. */
  readonly auth?: { readonly strategy?: 'anonymous' | 'header' | 'openid' | 'openshift' | 'token' };
  /** Kiali's Deployment and Service. */
  readonly deployment?: {
    readonly accessible_namespaces?: readonly string[];
    readonly hpa?: { readonly api_version?: string; readonly spec?: PodSpecPart };
    readonly image_name?: string;
    readonly image_pull_policy?: ImagePullPolicy;
    readonly image_version?: string;
    readonly ingress_enabled?: boolean;
    readonly instance_name?: string;
    readonly network_policy?: { readonly enabled?: boolean };
    readonly node_selector?: StringMap;
    readonly pod_annotations?: StringMap;
    readonly pod_labels?: StringMap;
    readonly replicas?: number;
    readonly resources?: ResourceRequirements;
    readonly service_annotations?: StringMap;
    readonly service_type?: string;
    readonly tolerations?: readonly Toleration[];
    readonly view_only_mode?: boolean;
  };
  /** What Kiali asks, and what it links to. */
  readonly external_services?: {
    readonly istio?: { readonly root_namespace?: string };
    readonly prometheus?: KialiExternalService;
    readonly grafana?: KialiExternalService;
    readonly tracing?: KialiExternalService & {
      readonly provider?: 'jaeger' | 'tempo';
      readonly use_grpc?: boolean;
    };
  };
  /** The tokens that logged-in readers carry. */
  readonly login_token?: {
    /** 16, 24 or 32 characters. */
    readonly signing_key?: string;
  };
  /** The port that Kiali listens on, and the path in front of its pages. */
  readonly server?: { readonly port?: number; readonly web_root?: string };
}

/** Properties of {@link KialiChart}. */
export type KialiChartProps = ChartProps<KialiValues>;

/**
 * Kiali's server chart, in the version that belongs to the Istio release.
 *
 * @see https://github.com/kiali/helm-charts/tree/master/kiali-server
 */
export class KialiChart extends Chart<KialiValues> {
  constructor(scope: Construct, id: string, props: KialiChartProps = {}) {
    checkProps(scope, id, 'KialiChartProps', props);
    const { kiali } = istioRelease(MeshContext.of(scope).istioVersion).addons;
    super(scope, id, props, { chart: kiali, releaseName: 'kiali' });
  }
}
