// Made by scripts/generate-values.ts from scripts/values/facts.json; do not edit.

import type { ImagePullPolicy, PodSpecPart, ResourceRequirements, StringMap, Toleration } from '../pod-values';

/** Values of Istio's `ztunnel` chart. */
export interface ZtunnelValues {
  /** Kubernetes' affinity rules of the pods. Since Istio 1.23. */
  readonly affinity?: PodSpecPart;
  /** Annotations of the objects. Since Istio 1.18. */
  readonly annotations?: StringMap;
  /** Where certificates are signed: host and port. Since Istio 1.20. */
  readonly caAddress?: string;
  /** The earlier minor whose behaviour is kept, such as `1.30`. Since Istio 1.21. */
  readonly compatibilityVersion?: string;
  /** The chart's `defaults`. Since Istio 1.21. */
  readonly defaults?: unknown;
  /** The chart's `dnsConfig`. Since Istio 1.30. */
  readonly dnsConfig?: PodSpecPart;
  /** The chart's `dnsPolicy`. Since Istio 1.30. */
  readonly dnsPolicy?: string;
  /** Environment variables of the container. Since Istio 1.18. */
  readonly env?: StringMap;
  /** The chart's `global`. Since Istio 1.29. */
  readonly global?: {
    /** The chart's `global.networkPolicy`. Since Istio 1.29. */
    readonly networkPolicy?: {
      /** The chart's `global.networkPolicy.enabled`. The chart's default is `false`. Since Istio 1.29. */
      readonly enabled?: boolean;
    };
  };
  /** The registry and path of the images, without tag. Since Istio 1.18. */
  readonly hub?: string;
  /** The image's name below the hub, or a whole reference. The chart's default is `ztunnel`. Since Istio 1.18. */
  readonly image?: string;
  /** When the node pulls the image. Since Istio 1.18. */
  readonly imagePullPolicy?: ImagePullPolicy;
  /** Secrets with the registry's credentials, in the release's namespace. Since Istio 1.18. */
  readonly imagePullSecrets?: readonly { readonly name: string }[];
  /** The namespace of istiod. The chart's default is `istio-system`. Since Istio 1.20. */
  readonly istioNamespace?: string;
  /** Labels of the objects, beside the chart's own. Since Istio 1.18. */
  readonly labels?: StringMap;
  /** Whether a line of the log is a JSON object. The chart's default is `false`. Since Istio 1.24. */
  readonly logAsJson?: boolean;
  /** The log level, such as `info`, or by module. The chart's default is `info`. Since Istio 1.21. */
  readonly logLevel?: string;
  /** The mesh-wide configuration. Since Istio 1.18. */
  readonly meshConfig?: {
    /** The chart's `meshConfig.defaultConfig`. Since Istio 1.18. */
    readonly defaultConfig?: {
      /** The chart's `meshConfig.defaultConfig.proxyMetadata`. Since Istio 1.18. */
      readonly proxyMetadata?: StringMap;
    };
  };
  /** The name of the cluster, in a mesh of several. Since Istio 1.18. */
  readonly multiCluster?: {
    /** The chart's `multiCluster.clusterName`. Since Istio 1.18. */
    readonly clusterName?: string;
  };
  /** The network that the nodes are in, in a mesh of several. Since Istio 1.27. */
  readonly network?: string;
  /** Labels of the nodes that the pods may run on. Since Istio 1.23. */
  readonly nodeSelector?: StringMap;
  /** The chart's `ownerName`. Since Istio 1.22. */
  readonly ownerName?: string;
  /** The chart's `peerCaCrl`. Since Istio 1.29. */
  readonly peerCaCrl?: {
    /** The chart's `peerCaCrl.enabled`. The chart's default is `false`. Since Istio 1.29. */
    readonly enabled?: boolean;
  };
  /** The chart's `platform`. Since Istio 1.22. */
  readonly platform?: string;
  /** Annotations of the pods. Since Istio 1.18. */
  readonly podAnnotations?: StringMap;
  /** Labels of the pods, beside the chart's own. Since Istio 1.18. */
  readonly podLabels?: StringMap;
  /** One of the profiles that the chart carries. Since Istio 1.21. */
  readonly profile?: string;
  /** The chart's `redirectMode`. The chart's default is `iptables`. Istio 1.18 to 1.20. */
  readonly redirectMode?: string;
  /** The name of the DaemonSet and what belongs to it. Since Istio 1.25. */
  readonly resourceName?: string;
  /** A ResourceQuota that lets pods of the priority class run, and for how many pods. Since Istio 1.26. */
  readonly resourceQuotas?: {
    /** The chart's `resourceQuotas.enabled`. The chart's default is `false`. Since Istio 1.26. */
    readonly enabled?: boolean;
    /** The chart's `resourceQuotas.pods`. The chart's default is `5000`. Since Istio 1.26. */
    readonly pods?: number;
  };
  /** The chart's `resourceScope`. The chart's default is `all`. Since Istio 1.28. */
  readonly resourceScope?: string;
  /** The requests and limits of the containers. Since Istio 1.18. */
  readonly resources?: ResourceRequirements;
  /** The control plane's revision (`istio.io/rev`). Since Istio 1.20. */
  readonly revision?: string;
  /** Kubernetes' SELinux settings of the container. Since Istio 1.21. */
  readonly seLinuxOptions?: PodSpecPart;
  /** The tag of the images. Since Istio 1.18. */
  readonly tag?: string;
  /** Seconds. The chart's default is `30`. Since Istio 1.19. */
  readonly terminationGracePeriodSeconds?: number;
  /** Taints that the pods put up with. Since Istio 1.27. */
  readonly tolerations?: readonly Toleration[];
  /** The chart's `trustBundleName`. Since Istio 1.27. */
  readonly trustBundleName?: unknown;
  /** How an update goes from node to node. Since Istio 1.26. */
  readonly updateStrategy?: {
    /** The chart's `updateStrategy.rollingUpdate`. Since Istio 1.26. */
    readonly rollingUpdate?: {
      /** The chart's `updateStrategy.rollingUpdate.maxSurge`. The chart's default is `1`. Since Istio 1.26. */
      readonly maxSurge?: string | number;
      /** The chart's `updateStrategy.rollingUpdate.maxUnavailable`. The chart's default is `0`. Since Istio 1.26. */
      readonly maxUnavailable?: string | number;
    };
    /** The chart's `updateStrategy.type`. The chart's default is `RollingUpdate`. Since Istio 1.26. */
    readonly type?: 'RollingUpdate' | 'OnDelete';
  };
  /** Which of the images is used. Since Istio 1.18. */
  readonly variant?: 'debug' | 'distroless';
  /** Where the containers mount them. Since Istio 1.19. */
  readonly volumeMounts?: readonly PodSpecPart[];
  /** Further volumes of the pods. Since Istio 1.19. */
  readonly volumes?: readonly PodSpecPart[];
  /** Where the configuration comes from: host and port. Since Istio 1.23. */
  readonly xdsAddress?: string;
}
