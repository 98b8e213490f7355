import type { IConstruct } from 'constructs';

/** Properties of every addon that is a Helm chart. */
export interface AddonProps<Values> {
  /**
   * The namespace to run in; it must exist.
   * @default - the mesh's root namespace
   */
  readonly namespace?: string;
  /**
   * Values that change Istio's sample.
   * @default - the sample as it is
   */
  readonly values?: Values;
  /**
   * Values that the types lack, or that must win.
   * @default - none
   */
  readonly extraValues?: Readonly<Record<string, unknown>>;
  /**
   * How long the deploy waits, in seconds.
   * @default 300
   */
  readonly timeoutSeconds?: number;
  /**
   * Constructs that must be in the cluster before.
   * @default - none
   */
  readonly dependsOn?: readonly IConstruct[];
}
