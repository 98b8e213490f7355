/** Requests of one caller to one destination, as somebody saw them. */
export interface ObservedCall {
  /** `namespace/name` of a workload or of a service account; undefined for clients without an identity. */
  readonly from?: string;
  /** `namespace/name` of a Service. */
  readonly to: string;
  /** The Service's port. */
  readonly port?: number;
  readonly method?: string;
  /** Without its query. */
  readonly path?: string;
  readonly count: number;
}

/** The same calls, each once. */
export function counted(calls: Iterable<ObservedCall>): readonly ObservedCall[] {
  const sums = new Map<string, ObservedCall>();
  for (const call of calls) {
    const { count, ...rest } = call;
    const key = JSON.stringify(rest);
    sums.set(key, { ...rest, count: (sums.get(key)?.count ?? 0) + count });
  }
  return [...sums.values()];
}
