import type { ObjectMeta } from '../../constructs/delivery/deliverable';

/** A Kubernetes object as somebody wrote it, without what a cluster adds. */
export interface WrittenManifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  /** Everything else. */
  readonly fields: Readonly<Record<string, unknown>>;
}
