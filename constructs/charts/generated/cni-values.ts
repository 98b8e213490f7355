// Made by scripts/generate-values.ts from scripts/values/facts.json; do not edit.

import type { ImagePullPolicy, PodSpecPart, ResourceRequirements, StringMap, Toleration } from '../pod-values';

/** Values of Istio's `cni` chart, which the chart of 1.17 reads below `cni`: this package puts them there. */
export interface CniValues {
  /** The chart's `affinity`. Since Istio 1.18. */
  readonly affinity?: PodSpecPart;
  /** The chart's `ambient`. Since Istio 1.18. */
  readonly ambient?: {
    /** The chart's `ambient.configDir`. Since Istio 1.19. */
    readonly configDir?: string;
    /** The chart's `ambient.dnsCapture`. Since Istio 1.21. */
    readonly dnsCapture?: boolean;
    /** The chart's `ambient.enableAmbientDetectionRetry`. The chart's default is `false`. Since Istio 1.28. */
    readonly enableAmbientDetectionRetry?: boolean;
    /** The chart's `ambient.enabled`. Since Istio 1.18. */
    readonly enabled?: boolean;
    /** The chart's `ambient.enablementSelectors`. Since Istio 1.27. */
    readonly enablementSelectors?: readonly unknown[];
    /** The chart's `ambient.ipv6`. Since Istio 1.23. */
    readonly ipv6?: boolean;
    /** The chart's `ambient.reconcileIptablesOnStartup`. Since Istio 1.25. */
    readonly reconcileIptablesOnStartup?: boolean;
    /** The chart's `ambient.redirectMode`. Istio 1.18 to 1.20. */
    readonly redirectMode?: string;
    /** The chart's `ambient.shareHostNetworkNamespace`. The chart's default is `false`. Since Istio 1.26. */
    readonly shareHostNetworkNamespace?: boolean;
  };
  /** Whether the plugin is added to the existing configuration instead of standing on its own. */
  readonly chained?: boolean;
  /** Where the node keeps CNI plugins. */
  readonly cniBinDir?: string;
  /** Where the node keeps CNI configurations. */
  readonly cniConfDir?: string;
  /** The name of the configuration file, where several lie in the folder. */
  readonly cniConfFileName?: string;
  /** The chart's `cniNetnsDir`. Since Istio 1.20. */
  readonly cniNetnsDir?: string;
  /** The earlier minor whose behaviour is kept, such as `1.30`. Since Istio 1.21. */
  readonly compatibilityVersion?: string;
  /** The chart's `daemonSetLabels`. Since Istio 1.28. */
  readonly daemonSetLabels?: PodSpecPart;
  /** The chart's `defaults`. Since Istio 1.21. */
  readonly defaults?: unknown;
  /** The chart's `enabled`. */
  readonly enabled?: boolean;
  /** The chart's `env`. Since Istio 1.23. */
  readonly env?: StringMap;
  /** Namespaces whose pods are left alone. */
  readonly excludeNamespaces?: readonly string[];
  /** The chart's `global`. */
  readonly global?: {
    /** The chart's `global.defaultResources`. */
    readonly defaultResources?: {
      /** The chart's `global.defaultResources.requests`. */
      readonly requests?: {
        /** The chart's `global.defaultResources.requests.cpu`. The chart's default is `100m`. */
        readonly cpu?: string;
        /** The chart's `global.defaultResources.requests.memory`. The chart's default is `100Mi`. */
        readonly memory?: string;
      };
    };
    /** The chart's `global.hub`. */
    readonly hub?: string;
    /** The chart's `global.imagePullPolicy`. */
    readonly imagePullPolicy?: string;
    /** The chart's `global.imagePullSecrets`. */
    readonly imagePullSecrets?: readonly unknown[];
    /** The chart's `global.logAsJson`. The chart's default is `false`. */
    readonly logAsJson?: boolean;
    /** The chart's `global.logging`. */
    readonly logging?: {
      /** The chart's `global.logging.level`. The chart's default is `info`. */
      readonly level?: string;
    };
    /** The chart's `global.nativeNftables`. The chart's default is `false`. Since Istio 1.27. */
    readonly nativeNftables?: boolean;
    /** The chart's `global.networkPolicy`. Since Istio 1.29. */
    readonly networkPolicy?: {
      /** The chart's `global.networkPolicy.enabled`. The chart's default is `false`. Since Istio 1.29. */
      readonly enabled?: boolean;
    };
    /** The chart's `global.platform`. Since Istio 1.24. */
    readonly platform?: string;
    /** The chart's `global.resourceScope`. The chart's default is `all`. Since Istio 1.28. */
    readonly resourceScope?: string;
    /** The chart's `global.tag`. */
    readonly tag?: string;
    /** The chart's `global.variant`. */
    readonly variant?: string;
  };
  /** The registry and path of the images, without tag. */
  readonly hub?: string;
  /** The image's name below the hub, or a whole reference. */
  readonly image?: string;
  /** The chart's `istioOwnedCNIConfig`. Since Istio 1.27. */
  readonly istioOwnedCNIConfig?: boolean;
  /** The chart's `istioOwnedCNIConfigFileName`. Since Istio 1.27. */
  readonly istioOwnedCNIConfigFileName?: string;
  /** The chart's `logLevel`. */
  readonly logLevel?: string;
  /** The chart's `logging`. Since Istio 1.23. */
  readonly logging?: {
    /** The chart's `logging.level`. Since Istio 1.23. */
    readonly level?: string;
  };
  /** The chart's `ownerName`. */
  readonly ownerName?: string;
  /** The chart's `platform`. Since Istio 1.21. */
  readonly platform?: string;
  /** Annotations of the pods. */
  readonly podAnnotations?: StringMap;
  /** The chart's `podLabels`. Since Istio 1.28. */
  readonly podLabels?: PodSpecPart;
  /** The chart's `privileged`. */
  readonly privileged?: boolean;
  /** The chart's `profile`. Since Istio 1.21. */
  readonly profile?: string;
  /** The chart's `provider`. Since Istio 1.19. */
  readonly provider?: string;
  /** The chart's `psp_cluster_role`. */
  readonly psp_cluster_role?: string;
  /** When the node pulls the image. */
  readonly pullPolicy?: ImagePullPolicy;
  /** What happens to pods that started before the plugin was there. */
  readonly repair?: {
    /** The chart's `repair.brokenPodLabelKey`. */
    readonly brokenPodLabelKey?: string;
    /** The chart's `repair.brokenPodLabelValue`. */
    readonly brokenPodLabelValue?: string;
    /** The chart's `repair.createEvents`. */
    readonly createEvents?: string;
    /** The chart's `repair.deletePods`. */
    readonly deletePods?: boolean;
    /** The chart's `repair.enabled`. */
    readonly enabled?: boolean;
    /** The chart's `repair.hub`. */
    readonly hub?: string;
    /** The chart's `repair.image`. */
    readonly image?: string;
    /** The chart's `repair.initContainerName`. */
    readonly initContainerName?: string;
    /** The chart's `repair.labelPods`. */
    readonly labelPods?: boolean;
    /** The chart's `repair.repairPods`. Since Istio 1.19. */
    readonly repairPods?: boolean;
    /** The chart's `repair.tag`. */
    readonly tag?: string;
  };
  /** A ResourceQuota that lets pods of the priority class run, and for how many pods. */
  readonly resourceQuotas?: {
    /** The chart's `resourceQuotas.enabled`. The chart's default is `false`. */
    readonly enabled?: boolean;
    /** The chart's `resourceQuotas.pods`. The chart's default is `5000`. */
    readonly pods?: number;
  };
  /** The chart's `resource_quotas`. */
  readonly resource_quotas?: {
    /** The chart's `resource_quotas.enabled`. */
    readonly enabled?: boolean;
    /** The chart's `resource_quotas.pods`. */
    readonly pods?: number;
  };
  /** The requests and limits of the containers. */
  readonly resources?: ResourceRequirements;
  /** The chart's `revision`. */
  readonly revision?: string;
  /** The chart's `rollingMaxUnavailable`. */
  readonly rollingMaxUnavailable?: {
    /** The chart's `rollingMaxUnavailable.intVal`. */
    readonly intVal?: number;
    /** The chart's `rollingMaxUnavailable.strVal`. */
    readonly strVal?: string;
    /** The chart's `rollingMaxUnavailable.type`. */
    readonly type?: number;
  };
  /** The chart's `seLinuxOptions`. Since Istio 1.24. */
  readonly seLinuxOptions?: PodSpecPart;
  /** Kubernetes' seccomp profile of the containers. */
  readonly seccompProfile?: PodSpecPart;
  /** The tag of the images. */
  readonly tag?: string;
  /** The chart's `taint`. Until Istio 1.17. */
  readonly taint?: {
    /** The chart's `taint.enabled`. Until Istio 1.17. */
    readonly enabled?: boolean;
  };
  /** The chart's `terminationGracePeriodSeconds`. The chart's default is `30`. Since Istio 1.29. */
  readonly terminationGracePeriodSeconds?: number;
  /** The chart's `tolerations`. Since Istio 1.27. */
  readonly tolerations?: readonly Toleration[];
  /** The chart's `updateStrategy`. Since Istio 1.26. */
  readonly updateStrategy?: {
    /** The chart's `updateStrategy.rollingUpdate`. Since Istio 1.26. */
    readonly rollingUpdate?: {
      /** The chart's `updateStrategy.rollingUpdate.maxUnavailable`. The chart's default is `1`. Since Istio 1.26. */
      readonly maxUnavailable?: number | string;
    };
    /** The chart's `updateStrategy.type`. The chart's default is `RollingUpdate`. Since Istio 1.26. */
    readonly type?: string;
  };
  /** The chart's `useAppArmorAnnotation`. Since Istio 1.30. */
  readonly useAppArmorAnnotation?: boolean;
  /** The chart's `variant`. */
  readonly variant?: string;
}
