import type { Construct } from 'constructs';
import { Chart, type ChartProps } from './chart';
import { istioChart } from './istio-chart';

/** Values of Istio's `base` chart. */
export interface BaseValues {
  /** One of the profiles that the chart carries; Istio 1.30. */
  readonly profile?: string;
  /** The revision whose istiod validates resources that name no revision. */
  readonly defaultRevision?: string;
  /** The definitions, and the default validator. */
  readonly base?: {
    /** Whether the CustomResourceDefinitions are templates, which Helm upgrades, unlike those of a `crds/` folder. */
    readonly enableCRDTemplates?: boolean;
    /** Names of CustomResourceDefinitions to leave out; Istio 1.30. */
    readonly excludedCRDs?: readonly string[];
    /** Where validation is done, when not by the istiod in the cluster. */
    readonly validationURL?: string;
    /** The certificate authority of `validationURL`, PEM in base64; Istio 1.30. */
    readonly validationCABundle?: string;
  };
  /** What the charts of Istio have in common. */
  readonly global?: {
    readonly istioNamespace?: string;
    readonly imagePullSecrets?: readonly string[];
    /** Which of the objects are made: those of a cluster, of a namespace, or both; Istio 1.30. */
    readonly resourceScope?: 'all' | 'cluster' | 'namespace';
  };
  /** Settings that may go away with any release. */
  readonly experimental?: {
    /** Whether a ValidatingAdmissionPolicy refuses unstable features; Istio 1.30. */
    readonly stableValidationPolicy?: boolean;
  };
}

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
