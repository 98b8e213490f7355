// Made by scripts/generate-values.ts from scripts/values/facts.json; do not edit.

/** Values of Istio's `base` chart. */
export interface BaseValues {
  /** The definitions, and the default validator. */
  readonly base?: {
    /** Whether the CustomResourceDefinitions are templates, which Helm upgrades, unlike those of a `crds/` folder. The chart's default is `true`. */
    readonly enableCRDTemplates?: boolean;
    /** The chart's `base.enableIstioConfigCRDs`. The chart's default is `true`. */
    readonly enableIstioConfigCRDs?: boolean;
    /** Names of CustomResourceDefinitions to leave out. Since Istio 1.24. */
    readonly excludedCRDs?: readonly string[];
    /** The chart's `base.validateGateway`. Until Istio 1.20. */
    readonly validateGateway?: unknown;
    /** The certificate authority of `validationURL`, PEM in base64. Since Istio 1.22. */
    readonly validationCABundle?: string;
    /** The chart's `base.validationFailurePolicy`. Since Istio 1.28. */
    readonly validationFailurePolicy?: unknown;
    /** Where validation is done, when not by the istiod in the cluster. */
    readonly validationURL?: string;
  };
  /** An earlier minor, as the other charts may have it; nothing that this chart makes depends on it. Since Istio 1.21. */
  readonly compatibilityVersion?: string;
  /** The revision whose istiod validates resources that name no revision. The chart's default is `default`. */
  readonly defaultRevision?: string;
  /** The chart's `defaults`. Since Istio 1.21. */
  readonly defaults?: unknown;
  /** Settings that may go away with any release. Since Istio 1.22. */
  readonly experimental?: {
    /** Whether a ValidatingAdmissionPolicy refuses unstable features. The chart's default is `false`. Since Istio 1.22. */
    readonly stableValidationPolicy?: boolean;
  };
  /** What the charts of Istio have in common. */
  readonly global?: {
    /** The chart's `global.configValidation`. The chart's default is `true`. Until Istio 1.21. */
    readonly configValidation?: boolean;
    /** The chart's `global.enableReaderRBAC`. The chart's default is `true`. Since Istio 1.30. */
    readonly enableReaderRBAC?: boolean;
    /** The chart's `global.externalIstiod`. The chart's default is `false`. Until Istio 1.23. */
    readonly externalIstiod?: boolean;
    /** The chart's `global.imagePullSecrets`. */
    readonly imagePullSecrets?: readonly string[];
    /** The chart's `global.ipFamilies`. Istio 1.20 to 1.23. */
    readonly ipFamilies?: readonly ('IPv4' | 'IPv6')[];
    /** The chart's `global.ipFamilyPolicy`. Istio 1.20 to 1.23. */
    readonly ipFamilyPolicy?: 'SingleStack' | 'PreferDualStack' | 'RequireDualStack';
    /** The chart's `global.istioNamespace`. The chart's default is `istio-system`. */
    readonly istioNamespace?: string;
    /** The chart's `global.istiod`. Until Istio 1.21. */
    readonly istiod?: {
      /** The chart's `global.istiod.enableAnalysis`. The chart's default is `false`. Until Istio 1.21. */
      readonly enableAnalysis?: boolean;
    };
    /** The chart's `global.platform`. Istio 1.19 to 1.24. */
    readonly platform?: string;
    /** The chart's `global.remotePilotAddress`. Until Istio 1.23. */
    readonly remotePilotAddress?: string;
    /** Which of the objects are made: those of a cluster, of a namespace, or both. The chart's default is `all`. Since Istio 1.28. */
    readonly resourceScope?: 'all' | 'cluster' | 'namespace';
  };
  /** The chart's `pilot`. Istio  to . */
  readonly pilot?: {
    /** The chart's `pilot.enabled`. Until Istio 1.23. */
    readonly enabled?: unknown;
  };
  /** The chart's `platform`. Since Istio 1.25. */
  readonly platform?: string;
  /** One of the profiles that the chart carries. Since Istio 1.21. */
  readonly profile?: string;
  /** The chart's `revision`. Istio 1.20 to 1.23. */
  readonly revision?: unknown;
}
