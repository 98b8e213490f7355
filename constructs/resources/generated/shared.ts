// Made by scripts/generate-resources.ts from the CRDs; do not edit.


/** [PolicyTargetReference](https://istio.io/latest/docs/reference/config/type/workload-selector/#PolicyTargetReference) of the reference. */
export interface PolicyTargetReference {
  /** At most 253 characters. [Reference](https://istio.io/latest/docs/reference/config/type/workload-selector/#PolicyTargetReference-group). */
  readonly group?: string;
  /** 1 to 63 characters. [Reference](https://istio.io/latest/docs/reference/config/type/workload-selector/#PolicyTargetReference-kind). */
  readonly kind: string;
  /** 1 to 253 characters. [Reference](https://istio.io/latest/docs/reference/config/type/workload-selector/#PolicyTargetReference-name). */
  readonly name: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/type/workload-selector/#PolicyTargetReference-namespace). */
  readonly namespace?: string;
}

/** [PortSelector](https://istio.io/latest/docs/reference/config/type/workload-selector/#PortSelector) of the reference. */
export interface PortSelector {
  /** 1 to 65535. [Reference](https://istio.io/latest/docs/reference/config/type/workload-selector/#PortSelector-number). */
  readonly number: number;
}

/** [WorkloadSelector](https://istio.io/latest/docs/reference/config/type/workload-selector/#WorkloadSelector) of the reference. */
export interface WorkloadSelector {
  /** [Reference](https://istio.io/latest/docs/reference/config/type/workload-selector/#WorkloadSelector-match_labels). */
  readonly matchLabels?: Readonly<Record<string, string>>;
}
