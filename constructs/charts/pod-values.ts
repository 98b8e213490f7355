/** Amounts by resource, such as `{ cpu: '100m', memory: '128Mi' }`. */
export type ResourceAmounts = Readonly<Partial<Record<'cpu' | 'memory' | 'ephemeral-storage', string>>>;

/** What a container asks for and may use at most. */
export interface ResourceRequirements {
  readonly requests?: ResourceAmounts;
  readonly limits?: ResourceAmounts;
}

/** Labels, annotations, environment variables and selectors. */
export type StringMap = Readonly<Record<string, string>>;

/** A taint that a pod puts up with. */
export interface Toleration {
  readonly key?: string;
  readonly operator?: 'Exists' | 'Equal';
  readonly value?: string;
  readonly effect?: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
  readonly tolerationSeconds?: number;
}

/** Selects objects by their labels. */
export interface LabelSelector {
  readonly matchLabels?: StringMap;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
    readonly values?: readonly string[];
  }[];
}

/** How pods spread over the cluster. */
export interface TopologySpreadConstraint {
  readonly maxSkew: number;
  readonly topologyKey: string;
  readonly whenUnsatisfiable: 'DoNotSchedule' | 'ScheduleAnyway';
  readonly labelSelector?: LabelSelector;
}

/** How a Deployment's pods are replaced by new ones. */
export interface DeploymentStrategy {
  readonly type?: 'RollingUpdate' | 'Recreate';
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
