/** Amounts by resource, such as `{ cpu: '100m', memory: '128Mi' }`. */
export type ResourceAmounts = Readonly<Partial<Record<'cpu' | 'memory' | 'ephemeral-storage', string>>>;

/** What a container asks for and may use at most. */
export interface ResourceRequirements {
  /** What the scheduler sets aside. */
  readonly requests?: ResourceAmounts;
  /** What may not be exceeded. */
  readonly limits?: ResourceAmounts;
}

/** Labels, annotations, environment variables and selectors. */
export type StringMap = Readonly<Record<string, string>>;

/** A taint that a pod puts up with. */
export interface Toleration {
  /** The taint's key; all where it is absent. */
  readonly key?: string;
  /** Whether the value must be equal, or is not looked at. */
  readonly operator?: 'Exists' | 'Equal';
  /** The taint's value. */
  readonly value?: string;
  /** The taint's effect; all where it is absent. */
  readonly effect?: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
  /** Seconds that a running pod stays under a `NoExecute` taint. */
  readonly tolerationSeconds?: number;
}

/** Selects objects by their labels. */
export interface LabelSelector {
  /** Labels that must be there with these values. */
  readonly matchLabels?: StringMap;
  /** Kubernetes' expressions over labels, all of which must hold. */
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
    readonly values?: readonly string[];
  }[];
}

/** How pods spread over the cluster. */
export interface TopologySpreadConstraint {
  /** By how many pods two places may differ. */
  readonly maxSkew: number;
  /** The label of nodes that makes a place, such as `topology.kubernetes.io/zone`. */
  readonly topologyKey: string;
  /** Whether a pod waits or runs anyway where it cannot be kept. */
  readonly whenUnsatisfiable: 'DoNotSchedule' | 'ScheduleAnyway';
  /** The pods that are counted. */
  readonly labelSelector?: LabelSelector;
}

/** How a Deployment's pods are replaced by new ones. */
export interface DeploymentStrategy {
  /** Whether new pods come step by step, or after the old ones are gone. */
  readonly type?: 'RollingUpdate' | 'Recreate';
  /** How many pods an update may add or take away at once. */
  readonly rollingUpdate?: {
    /** Pods, or per cent of them. */
    readonly maxSurge?: string | number;
    /** Pods, or per cent of them. */
    readonly maxUnavailable?: string | number;
  };
}

/** A part of a pod's specification that is passed on as it is written. */
export type PodSpecPart = Readonly<Record<string, unknown>>;

/** When an image is pulled. */
export type ImagePullPolicy = 'Always' | 'IfNotPresent' | 'Never';

/** Where the pods of a chart may run, and what they take. */
export interface PodPlacementValues {
  /** The requests and limits of the containers. */
  readonly resources?: ResourceRequirements;
  /** Labels of the nodes that the pods may run on. */
  readonly nodeSelector?: StringMap;
  /** Kubernetes' affinity rules of the pods. */
  readonly affinity?: PodSpecPart;
  /** Taints that the pods put up with. */
  readonly tolerations?: readonly Toleration[];
}
